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
  "t14"."period",
  "t14"."slice_0",
  "t14"."total",
  "t14"."known",
  "t14"."units",
  DENSE_RANK() OVER (
    ORDER BY "t14"."period" ASC NULLS FIRST, "t14"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t13"."period",
    "t13"."slice_0",
    SUM(CAST(ROUND("t13"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
    COUNT("t13"."value") AS "known",
    COUNT(*) AS "units"
  FROM (
    SELECT
      "t12"."account_id",
      "t12"."at",
      "t12"."is_last",
      "t12"."unit_id",
      "t12"."cluster",
      "t12"."value",
      "t12"."stage",
      "t12"."target",
      NULLIF("t12"."stage", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t12"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t11"."account_id",
        "t11"."at",
        "t11"."is_last",
        "t11"."account_id" AS "unit_id",
        "t11"."account_id" AS "cluster",
        1.0 AS "value",
        CASE
          WHEN "t11"."won_deals" >= 1
          THEN 'customer'
          WHEN "t11"."open_deals" >= 1
          THEN 'opportunity'
          WHEN "t11"."engagement_minutes" >= 100
          THEN 'qualified'
          WHEN "t11"."engagement_minutes" >= 10
          THEN 'engaged'
          WHEN "t11"."engagement_minutes" > 0
          THEN 'aware'
          ELSE 'none'
        END AS "stage",
        CASE
          WHEN COALESCE(NULLIF("t11"."target_tier", '') IS NOT NULL, FALSE)
          THEN 'target'
          ELSE 'not a target'
        END AS "target"
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
    ) AS "t12"
    WHERE
      "t12"."at" IS NOT NULL
  ) AS "t13"
  GROUP BY
    1,
    2
) AS "t14";
