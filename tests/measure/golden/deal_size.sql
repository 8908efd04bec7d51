SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."account_bucket",
  "t2"."numerator",
  "t2"."denominator",
  "t2"."known",
  "t2"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    "t1"."account_bucket",
    SUM(CAST(ROUND("t1"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t1"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t1"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t1"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t1"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t1"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t1"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t1"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
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
      "t0"."amount" AS "value",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "deal_facts" AS "t0"
    WHERE
      "t0"."status" = 'won' AND "t0"."closed_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
