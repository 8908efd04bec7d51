SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT 1 AS one FROM "touches" LIMIT 1;

SELECT 1 AS one FROM "touches" LIMIT 1;

SELECT DISTINCT
  "t6"."channel"
FROM (
  SELECT
    "t4"."channel",
    "t4"."at",
    COALESCE("t4"."account_id", "t5"."_of_lead") AS "account_id"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."account_id",
      "t0"."channel",
      "t0"."touched_at" AS "at"
    FROM "touches" AS "t0"
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_lead",
      "t1"."account_id" AS "_of_lead"
    FROM "leads" AS "t1"
  ) AS "t5"
    ON "t4"."lead_id" = "t5"."_lead"
) AS "t6";

SELECT 1 AS one FROM "activities" LIMIT 1;

SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t7"."period",
  "t7"."account_bucket",
  "t7"."numerator",
  "t7"."denominator",
  "t7"."known",
  "t7"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t7"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t6"."period",
    "t6"."account_bucket",
    SUM(CAST(ROUND("t6"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t6"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t6"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t6"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t6"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t6"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t6"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t6"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t5"."account_id",
      "t5"."at",
      "t5"."is_last",
      "t5"."unit_id",
      "t5"."cluster",
      "t5"."value",
      "t5"."target",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      SUBSTRING(
        MD5("t5"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t5"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t2"."account_id",
        "t2"."at",
        "t2"."is_last",
        "t2"."account_id" AS "unit_id",
        "t2"."account_id" AS "cluster",
        "t2"."engagement_minutes" AS "value",
        CASE
          WHEN COALESCE(NULLIF("t4"."_tier", '') IS NOT NULL, FALSE)
          THEN 'target'
          ELSE 'not a target'
        END AS "target"
      FROM "account_ends" AS "t2"
      INNER JOIN (
        SELECT
          "t1"."account_id" AS "_account",
          "t1"."target_tier" AS "_tier"
        FROM "accounts" AS "t1"
      ) AS "t4"
        ON "t2"."account_id" = "t4"."_account"
    ) AS "t5"
    WHERE
      "t5"."at" IS NOT NULL
  ) AS "t6"
  GROUP BY
    1,
    2
) AS "t7";
