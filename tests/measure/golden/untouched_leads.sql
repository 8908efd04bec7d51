SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT
  MIN("t0"."assigned_at") AS "at"
FROM "assignments" AS "t0";

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
  "t8"."period",
  "t8"."slice_0",
  "t8"."n",
  "t8"."hits",
  "t8"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t8"."period" ASC NULLS FIRST, "t8"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t7"."period",
    "t7"."slice_0",
    COUNT("t7"."hit") AS "n",
    SUM(CASE WHEN "t7"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t6"."lead_id",
      "t6"."clock_at",
      "t6"."assigned_at",
      "t6"."first_touch_at",
      "t6"."touched_before_routing",
      "t6"."response_hours",
      "t6"."waited_hours",
      "t6"."ownerless_hours",
      "t6"."account_id",
      "t6"."created_at",
      "t6"."source",
      "t6"."campaign_id",
      "t6"."lead_type",
      "t6"."country",
      "t6"."owner_id",
      "t6"."cluster",
      "t6"."purpose",
      "t6"."on_profile",
      "t6"."lead_id" AS "unit_id",
      "t6"."clock_at" AS "at",
      CASE
        WHEN "t6"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
        THEN "t6"."first_touch_at" IS NULL
        ELSE CAST(NULL AS BOOLEAN)
      END AS "hit",
      NULLIF("t6"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t6"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t5".*
        EXCLUDE ("_lead")
      FROM (
        SELECT
          "t2"."lead_id",
          "t2"."clock_at",
          "t2"."assigned_at",
          "t2"."first_touch_at",
          "t2"."touched_before_routing",
          "t2"."response_hours",
          "t2"."waited_hours",
          "t2"."ownerless_hours",
          "t4"."_lead",
          "t4"."account_id",
          "t4"."created_at",
          "t4"."source",
          "t4"."campaign_id",
          "t4"."lead_type",
          "t4"."country",
          "t4"."owner_id",
          "t4"."cluster",
          "t4"."purpose",
          "t4"."on_profile"
        FROM "lead_response" AS "t2"
        INNER JOIN (
          SELECT
            "t1"."lead_id" AS "_lead",
            "t1"."account_id",
            "t1"."created_at",
            "t1"."source",
            "t1"."campaign_id",
            "t1"."lead_type",
            "t1"."country",
            "t1"."owner_id",
            COALESCE("t1"."account_id", "t1"."person_id", "t1"."lead_id") AS "cluster",
            COALESCE(
              CASE
                WHEN "t1"."source" IN ('Search')
                THEN 'capture'
                WHEN "t1"."source" IN ('Webinar')
                THEN 'create'
                ELSE CAST(NULL AS TEXT)
              END,
              CASE WHEN "t1"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
            ) AS "purpose",
            CAST(NULL AS BOOLEAN) AS "on_profile"
          FROM "leads" AS "t1"
        ) AS "t4"
          ON "t2"."lead_id" = "t4"."_lead"
      ) AS "t5"
    ) AS "t6"
    WHERE
      "t6"."clock_at" IS NOT NULL
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t8";

SELECT
  "t10"."period",
  "t10"."slice_0",
  "t10"."k",
  "t10"."n",
  "t10"."g",
  "t10"."kk",
  "t10"."kn",
  "t10"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t10"."period" ASC NULLS FIRST, "t10"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t9"."period",
    "t9"."slice_0",
    SUM("t9"."hits") AS "k",
    SUM("t9"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t9"."hits" * "t9"."hits") AS "kk",
    SUM("t9"."hits" * "t9"."trials") AS "kn",
    SUM("t9"."trials" * "t9"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t7"."period",
        "t7"."slice_0",
        "t7"."cluster",
        COUNT("t7"."hit_now") AS "trials",
        SUM(CASE WHEN "t7"."hit_now" THEN 1 ELSE 0 END) AS "hits"
      FROM (
        SELECT
          "t6"."lead_id",
          "t6"."clock_at",
          "t6"."assigned_at",
          "t6"."first_touch_at",
          "t6"."touched_before_routing",
          "t6"."response_hours",
          "t6"."waited_hours",
          "t6"."ownerless_hours",
          "t6"."account_id",
          "t6"."created_at",
          "t6"."source",
          "t6"."campaign_id",
          "t6"."lead_type",
          "t6"."country",
          "t6"."owner_id",
          "t6"."cluster",
          "t6"."purpose",
          "t6"."on_profile",
          "t6"."lead_id" AS "unit_id",
          "t6"."clock_at" AS "at",
          CASE
            WHEN "t6"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
            THEN "t6"."first_touch_at" IS NULL
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit",
          NULLIF("t6"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t6"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN "t6"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
            THEN "t6"."first_touch_at" IS NULL
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
        FROM (
          SELECT
            "t5".*
            EXCLUDE ("_lead")
          FROM (
            SELECT
              "t2"."lead_id",
              "t2"."clock_at",
              "t2"."assigned_at",
              "t2"."first_touch_at",
              "t2"."touched_before_routing",
              "t2"."response_hours",
              "t2"."waited_hours",
              "t2"."ownerless_hours",
              "t4"."_lead",
              "t4"."account_id",
              "t4"."created_at",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."lead_type",
              "t4"."country",
              "t4"."owner_id",
              "t4"."cluster",
              "t4"."purpose",
              "t4"."on_profile"
            FROM "lead_response" AS "t2"
            INNER JOIN (
              SELECT
                "t1"."lead_id" AS "_lead",
                "t1"."account_id",
                "t1"."created_at",
                "t1"."source",
                "t1"."campaign_id",
                "t1"."lead_type",
                "t1"."country",
                "t1"."owner_id",
                COALESCE("t1"."account_id", "t1"."person_id", "t1"."lead_id") AS "cluster",
                COALESCE(
                  CASE
                    WHEN "t1"."source" IN ('Search')
                    THEN 'capture'
                    WHEN "t1"."source" IN ('Webinar')
                    THEN 'create'
                    ELSE CAST(NULL AS TEXT)
                  END,
                  CASE WHEN "t1"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
                ) AS "purpose",
                CAST(NULL AS BOOLEAN) AS "on_profile"
              FROM "leads" AS "t1"
            ) AS "t4"
              ON "t2"."lead_id" = "t4"."_lead"
          ) AS "t5"
        ) AS "t6"
        WHERE
          "t6"."clock_at" IS NOT NULL
      ) AS "t7"
      GROUP BY
        1,
        2,
        3
    ) AS "t8"
    WHERE
      "t8"."trials" > 0
  ) AS "t9"
  GROUP BY
    1,
    2
) AS "t10";
