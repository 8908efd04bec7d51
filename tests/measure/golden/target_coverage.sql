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
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "accounts" AS "t0"
  WHERE
    COALESCE(NULLIF("t0"."target_tier", '') IS NOT NULL, FALSE)
) AS "t1";

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

WITH "t11" AS (
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
)
SELECT
  "t23"."period",
  "t23"."slice_0",
  "t23"."n",
  "t23"."hits",
  "t23"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t23"."period" ASC NULLS FIRST, "t23"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t22"."period",
    "t22"."slice_0",
    COUNT("t22"."hit") AS "n",
    SUM(CASE WHEN "t22"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t21"."account_id",
      "t21"."at",
      "t21"."is_last",
      "t21"."unit_id",
      "t21"."cluster",
      "t21"."step",
      "t21"."hit",
      NULLIF("t21"."step", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t12"."account_id",
            "t12"."at",
            "t12"."is_last",
            "t12"."account_id" AS "unit_id",
            "t12"."account_id" AS "cluster",
            'worked' AS "step",
            "t12"."sales_activities" > 0 AS "hit"
          FROM "t11" AS "t12"
          WHERE
            CASE
              WHEN (
                "t12"."first_start" <= "t12"."period_start"
              )
              AND (
                "t12"."period_start" < "t12"."until_start"
              )
              THEN 1
              ELSE 0
            END = 1
            AND COALESCE(NULLIF("t12"."target_tier", '') IS NOT NULL, FALSE)
        ) AS "t13"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t12"."account_id",
            "t12"."at",
            "t12"."is_last",
            "t12"."account_id" AS "unit_id",
            "t12"."account_id" AS "cluster",
            'both' AS "step",
            (
              "t12"."engagement_minutes" >= 10.0
            ) AND (
              "t12"."sales_activities" > 0
            ) AS "hit"
          FROM "t11" AS "t12"
          WHERE
            CASE
              WHEN (
                "t12"."first_start" <= "t12"."period_start"
              )
              AND (
                "t12"."period_start" < "t12"."until_start"
              )
              THEN 1
              ELSE 0
            END = 1
            AND COALESCE(NULLIF("t12"."target_tier", '') IS NOT NULL, FALSE)
        ) AS "t14"
      ) AS "t18"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t12"."account_id",
            "t12"."at",
            "t12"."is_last",
            "t12"."account_id" AS "unit_id",
            "t12"."account_id" AS "cluster",
            'in_deal' AS "step",
            (
              "t12"."open_deals" > 0
            ) OR (
              "t12"."won_deals" > 0
            ) AS "hit"
          FROM "t11" AS "t12"
          WHERE
            CASE
              WHEN (
                "t12"."first_start" <= "t12"."period_start"
              )
              AND (
                "t12"."period_start" < "t12"."until_start"
              )
              THEN 1
              ELSE 0
            END = 1
            AND COALESCE(NULLIF("t12"."target_tier", '') IS NOT NULL, FALSE)
        ) AS "t15"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t12"."account_id",
              "t12"."at",
              "t12"."is_last",
              "t12"."account_id" AS "unit_id",
              "t12"."account_id" AS "cluster",
              'known' AS "step",
              "t12"."people" > 0 AS "hit"
            FROM "t11" AS "t12"
            WHERE
              CASE
                WHEN (
                  "t12"."first_start" <= "t12"."period_start"
                )
                AND (
                  "t12"."period_start" < "t12"."until_start"
                )
                THEN 1
                ELSE 0
              END = 1
              AND COALESCE(NULLIF("t12"."target_tier", '') IS NOT NULL, FALSE)
          ) AS "t16"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t12"."account_id",
              "t12"."at",
              "t12"."is_last",
              "t12"."account_id" AS "unit_id",
              "t12"."account_id" AS "cluster",
              'engaged' AS "step",
              "t12"."engagement_minutes" >= 10.0 AS "hit"
            FROM "t11" AS "t12"
            WHERE
              CASE
                WHEN (
                  "t12"."first_start" <= "t12"."period_start"
                )
                AND (
                  "t12"."period_start" < "t12"."until_start"
                )
                THEN 1
                ELSE 0
              END = 1
              AND COALESCE(NULLIF("t12"."target_tier", '') IS NOT NULL, FALSE)
          ) AS "t17"
        ) AS "t19"
      ) AS "t20"
    ) AS "t21"
    WHERE
      "t21"."at" IS NOT NULL
  ) AS "t22"
  GROUP BY
    1,
    2
) AS "t23";
