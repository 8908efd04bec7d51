SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT 1 AS one FROM "opportunity_versions" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."account_bucket",
  "t2"."value",
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
    SUM(CAST(ROUND("t1"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t1"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t0"."opportunity_id",
      "t0"."cluster",
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
      "t0"."created_at" AS "at",
      COALESCE("t0"."first_amount", "t0"."amount") AS "value",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      SUBSTRING(
        MD5("t0"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t0"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM "deal_facts" AS "t0"
    WHERE
      TRUE AND "t0"."kind" IN ('new') AND "t0"."created_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2";
