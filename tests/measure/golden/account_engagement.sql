SELECT
  *
FROM (
  SELECT
    MIN("t0"."created_at") AS "at"
  FROM "leads" AS "t0"
) AS "t2"
UNION ALL
SELECT
  *
FROM (
  SELECT
    MIN("t1"."created_at") AS "at"
  FROM "opportunities" AS "t1"
) AS "t3";

SELECT
  MIN("t1"."period_start") AS "first",
  MAX("t1"."period_start") AS "last"
FROM (
  SELECT
    "t0"."period_start",
    CASE
      WHEN "t0"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      ELSE "t0"."shuts" - INTERVAL '1' MICROSECOND
    END AS "at",
    "t0"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
  FROM "fiscal_periods" AS "t0"
  WHERE
    "t0"."period_start" >= MAKE_DATE(2024, 1, 1)
) AS "t1";

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0"
WHERE
  "t0"."channel" IS NOT NULL;

SELECT
  "t0"."account_id"
FROM "activities" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t13"."period",
  "t13"."account_bucket",
  "t13"."numerator",
  "t13"."denominator",
  "t13"."known",
  "t13"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."account_bucket",
    SUM(CAST(ROUND("t12"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t12"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t12"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t12"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t12"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t12"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t12"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t12"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t11"."account_id",
      "t11"."at",
      "t11"."is_last",
      "t11"."account_bucket",
      "t11"."account_id" AS "unit_id",
      "t11"."account_id" AS "cluster",
      "t11"."engagement_minutes" AS "value",
      CASE
        WHEN COALESCE(NULLIF("t11"."target_tier", '') IS NOT NULL, FALSE)
        THEN 'target'
        ELSE 'not a target'
      END AS "target",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t10"."account_id",
        "t10"."first_start",
        "t10"."until_start",
        "t10"."engagement_minutes",
        "t10"."sales_activities",
        "t10"."people",
        "t10"."open_deals",
        "t10"."won_deals",
        "t10"."target_tier",
        "t10"."account_bucket",
        "t6"."period_start",
        "t6"."at",
        "t6"."is_last"
      FROM (
        SELECT
          "t8".*
          EXCLUDE ("_account")
        FROM (
          SELECT
            "t3"."account_id",
            "t3"."first_start",
            "t3"."until_start",
            "t3"."engagement_minutes",
            "t3"."sales_activities",
            "t3"."people",
            "t3"."open_deals",
            "t3"."won_deals",
            "t7"."target_tier",
            "t7"."_account",
            "t7"."account_bucket"
          FROM "account_runs" AS "t3"
          INNER JOIN (
            SELECT
              "t2"."target_tier",
              "t2"."account_id" AS "_account",
              SUBSTRING(
                MD5("t2"."account_id"),
                CASE
                  WHEN (
                    0 + 1
                  ) >= 1
                  THEN 0 + 1
                  ELSE 0 + 1 + LENGTH(MD5("t2"."account_id"))
                END,
                2
              ) AS "account_bucket"
            FROM "accounts" AS "t2"
          ) AS "t7"
            ON "t3"."account_id" = "t7"."_account"
        ) AS "t8"
      ) AS "t10"
      CROSS JOIN (
        SELECT
          "t0"."period_start",
          CASE
            WHEN "t0"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            ELSE "t0"."shuts" - INTERVAL '1' MICROSECOND
          END AS "at",
          "t0"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
        FROM "fiscal_periods" AS "t0"
        WHERE
          "t0"."period_start" >= MAKE_DATE(2024, 1, 1)
      ) AS "t6"
    ) AS "t11"
    WHERE
      CASE
        WHEN (
          "t11"."first_start" <= "t11"."period_start"
        )
        AND (
          "t11"."period_start" < "t11"."until_start"
        )
        THEN 1
        ELSE 0
      END = 1
      AND "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1,
    2
) AS "t13";
