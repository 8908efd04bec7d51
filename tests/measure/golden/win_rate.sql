SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."n",
  "t2"."hits",
  "t2"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    COUNT("t1"."hit") AS "n",
    SUM(CASE WHEN "t1"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t0"."opportunity_id",
      "t0"."cluster",
      "t0"."account_bucket",
      "t0"."account_id",
      "t0"."lead_id",
      "t0"."owner_id",
      "t0"."created_at",
      "t0"."kind",
      "t0"."sourced_by",
      "t0"."source",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."currency",
      "t0"."status",
      "t0"."closed_at",
      "t0"."amount",
      "t0"."first_amount",
      "t0"."stage",
      "t0"."close_date",
      "t0"."loss_reason",
      "t0"."competitor",
      "t0"."pushes",
      "t0"."reopened",
      "t0"."n_versions",
      "t0"."reconstructed",
      "t0"."opportunity_id" AS "unit_id",
      "t0"."closed_at" AS "at",
      CASE
        WHEN COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
        THEN "t0"."status" = 'won'
        ELSE CAST(NULL AS BOOLEAN)
      END AS "hit",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "deal_facts" AS "t0"
    WHERE
      "t0"."closed_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2";

SELECT
  "t4"."period",
  "t4"."slice_0",
  "t4"."k",
  "t4"."n",
  "t4"."g",
  "t4"."kk",
  "t4"."kn",
  "t4"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t4"."period" ASC NULLS FIRST, "t4"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t3"."period",
    "t3"."slice_0",
    SUM("t3"."hits") AS "k",
    SUM("t3"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t3"."hits" * "t3"."hits") AS "kk",
    SUM("t3"."hits" * "t3"."trials") AS "kn",
    SUM("t3"."trials" * "t3"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t1"."period",
        "t1"."slice_0",
        "t1"."cluster",
        COUNT("t1"."hit_now") AS "trials",
        SUM(CASE WHEN "t1"."hit_now" THEN 1 ELSE 0 END) AS "hits"
      FROM (
        SELECT
          "t0"."opportunity_id",
          "t0"."cluster",
          "t0"."account_bucket",
          "t0"."account_id",
          "t0"."lead_id",
          "t0"."owner_id",
          "t0"."created_at",
          "t0"."kind",
          "t0"."sourced_by",
          "t0"."source",
          "t0"."campaign_id",
          "t0"."on_profile",
          "t0"."currency",
          "t0"."status",
          "t0"."closed_at",
          "t0"."amount",
          "t0"."first_amount",
          "t0"."stage",
          "t0"."close_date",
          "t0"."loss_reason",
          "t0"."competitor",
          "t0"."pushes",
          "t0"."reopened",
          "t0"."n_versions",
          "t0"."reconstructed",
          "t0"."opportunity_id" AS "unit_id",
          "t0"."closed_at" AS "at",
          CASE
            WHEN COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
            THEN "t0"."status" = 'won'
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit",
          NULLIF("t0"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
            THEN "t0"."status" = 'won'
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
        FROM "deal_facts" AS "t0"
        WHERE
          "t0"."closed_at" IS NOT NULL
      ) AS "t1"
      GROUP BY
        1,
        2,
        3
    ) AS "t2"
    WHERE
      "t2"."trials" > 0
  ) AS "t3"
  GROUP BY
    1,
    2
) AS "t4";
