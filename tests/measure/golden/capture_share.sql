SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

SELECT
  "t3"."period",
  "t3"."slice_0",
  "t3"."n",
  "t3"."hits",
  "t3"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t3"."period" ASC NULLS FIRST, "t3"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t2"."period",
    "t2"."slice_0",
    COUNT("t2"."hit") AS "n",
    SUM(CASE WHEN "t2"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t1"."lead_id",
      "t1"."account_id",
      "t1"."created_at",
      "t1"."source",
      "t1"."campaign_id",
      "t1"."lead_type",
      "t1"."country",
      "t1"."owner_id",
      "t1"."cluster",
      "t1"."purpose",
      "t1"."on_profile",
      "t1"."lead_id" AS "unit_id",
      "t1"."created_at" AS "at",
      CASE
        WHEN COALESCE("t1"."purpose" IN ('create', 'capture'), FALSE)
        THEN "t1"."purpose" = 'capture'
        ELSE CAST(NULL AS BOOLEAN)
      END AS "hit",
      NULLIF("t1"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."account_id",
        "t0"."created_at",
        "t0"."source",
        "t0"."campaign_id",
        "t0"."lead_type",
        "t0"."country",
        "t0"."owner_id",
        COALESCE("t0"."account_id", "t0"."person_id", "t0"."lead_id") AS "cluster",
        COALESCE(
          CASE
            WHEN "t0"."source" IN ('Search')
            THEN 'capture'
            WHEN "t0"."source" IN ('Webinar')
            THEN 'create'
            ELSE CAST(NULL AS TEXT)
          END,
          CASE WHEN "t0"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
        ) AS "purpose",
        CAST(NULL AS BOOLEAN) AS "on_profile"
      FROM "leads" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."created_at" IS NOT NULL
  ) AS "t2"
  GROUP BY
    1,
    2
) AS "t3";

SELECT
  "t5"."period",
  "t5"."slice_0",
  "t5"."k",
  "t5"."n",
  "t5"."g",
  "t5"."kk",
  "t5"."kn",
  "t5"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t5"."period" ASC NULLS FIRST, "t5"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t4"."period",
    "t4"."slice_0",
    SUM("t4"."hits") AS "k",
    SUM("t4"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t4"."hits" * "t4"."hits") AS "kk",
    SUM("t4"."hits" * "t4"."trials") AS "kn",
    SUM("t4"."trials" * "t4"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."period",
        "t2"."slice_0",
        "t2"."cluster",
        COUNT("t2"."hit_now") AS "trials",
        SUM(CASE WHEN "t2"."hit_now" THEN 1 ELSE 0 END) AS "hits"
      FROM (
        SELECT
          "t1"."lead_id",
          "t1"."account_id",
          "t1"."created_at",
          "t1"."source",
          "t1"."campaign_id",
          "t1"."lead_type",
          "t1"."country",
          "t1"."owner_id",
          "t1"."cluster",
          "t1"."purpose",
          "t1"."on_profile",
          "t1"."lead_id" AS "unit_id",
          "t1"."created_at" AS "at",
          CASE
            WHEN COALESCE("t1"."purpose" IN ('create', 'capture'), FALSE)
            THEN "t1"."purpose" = 'capture'
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit",
          NULLIF("t1"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN COALESCE("t1"."purpose" IN ('create', 'capture'), FALSE)
            THEN "t1"."purpose" = 'capture'
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
        FROM (
          SELECT
            "t0"."lead_id",
            "t0"."account_id",
            "t0"."created_at",
            "t0"."source",
            "t0"."campaign_id",
            "t0"."lead_type",
            "t0"."country",
            "t0"."owner_id",
            COALESCE("t0"."account_id", "t0"."person_id", "t0"."lead_id") AS "cluster",
            COALESCE(
              CASE
                WHEN "t0"."source" IN ('Search')
                THEN 'capture'
                WHEN "t0"."source" IN ('Webinar')
                THEN 'create'
                ELSE CAST(NULL AS TEXT)
              END,
              CASE WHEN "t0"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
            ) AS "purpose",
            CAST(NULL AS BOOLEAN) AS "on_profile"
          FROM "leads" AS "t0"
        ) AS "t1"
        WHERE
          "t1"."created_at" IS NOT NULL
      ) AS "t2"
      GROUP BY
        1,
        2,
        3
    ) AS "t3"
    WHERE
      "t3"."trials" > 0
  ) AS "t4"
  GROUP BY
    1,
    2
) AS "t5";
