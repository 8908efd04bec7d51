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

SELECT DISTINCT
  "t0"."kind"
FROM "touches" AS "t0"
WHERE
  "t0"."kind" IS NOT NULL;

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
  "t0"."account_id"
FROM "activities" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."total",
  "t12"."known",
  "t12"."units",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    SUM("t11"."total") AS "total",
    SUM("t11"."known") AS "known",
    SUM("t11"."units") AS "units"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t9"."slice_0",
        "t9"."first_end",
        "t9"."until_end",
        "t9"."total",
        "t9"."known",
        "t9"."units",
        "t2"."end_no",
        "t2"."stands_at",
        "t2"."period"
      FROM (
        SELECT
          "t7"."slice_0",
          "t7"."first_end",
          "t7"."until_end",
          SUM(CAST(ROUND("t7"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
          COUNT("t7"."value") AS "known",
          COUNT(*) AS "units"
        FROM (
          SELECT
            "t6"."account_id",
            "t6"."first_end",
            "t6"."until_end",
            "t6"."unit_id",
            "t6"."cluster",
            "t6"."value",
            "t6"."stage",
            "t6"."target",
            NULLIF("t6"."stage", '') AS "slice_0"
          FROM (
            SELECT
              "t5"."account_id",
              "t5"."first_end",
              "t5"."until_end",
              "t5"."account_id" AS "unit_id",
              "t5"."account_id" AS "cluster",
              1.0 AS "value",
              CASE
                WHEN "t5"."won_deals" >= 1
                THEN 'customer'
                WHEN "t5"."open_deals" >= 1
                THEN 'opportunity'
                WHEN "t5"."engagement_minutes" >= 100
                THEN 'qualified'
                WHEN "t5"."engagement_minutes" >= 10
                THEN 'engaged'
                WHEN "t5"."engagement_minutes" > 0
                THEN 'aware'
                ELSE 'none'
              END AS "stage",
              CASE
                WHEN COALESCE(NULLIF("t5"."target_tier", '') IS NOT NULL, FALSE)
                THEN 'target'
                ELSE 'not a target'
              END AS "target"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t1"."account_id",
                  "t1"."engagement_minutes",
                  "t1"."sales_activities",
                  "t1"."first_end",
                  CASE
                    WHEN (
                      "t1"."engagement_minutes" <> 0
                    ) OR (
                      "t1"."sales_activities" <> 0
                    )
                    THEN CAST("t1"."first_end" + 1 AS SMALLINT)
                    ELSE "t1"."until_end"
                  END AS "until_end",
                  "t1"."target_tier",
                  "t1"."owner_id",
                  "t1"."settled_end",
                  "t1"."account_bucket",
                  "t1"."open_deals",
                  "t1"."won_deals"
                FROM "account_turns" AS "t1"
              ) AS "t3"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t1"."account_id",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  CAST("t1"."first_end" + 1 AS SMALLINT) AS "first_end",
                  "t1"."until_end",
                  "t1"."target_tier",
                  "t1"."owner_id",
                  "t1"."settled_end",
                  "t1"."account_bucket",
                  "t1"."open_deals",
                  "t1"."won_deals"
                FROM "account_turns" AS "t1"
                WHERE
                  (
                    (
                      "t1"."engagement_minutes" <> 0
                    ) OR (
                      "t1"."sales_activities" <> 0
                    )
                  )
                  AND "t1"."until_end" > CAST("t1"."first_end" + 1 AS SMALLINT)
              ) AS "t4"
            ) AS "t5"
          ) AS "t6"
        ) AS "t7"
        GROUP BY
          1,
          2,
          3
      ) AS "t9"
      CROSS JOIN "period_ends" AS "t2"
    ) AS "t10"
    WHERE
      CASE
        WHEN (
          "t10"."first_end" <= "t10"."end_no"
        )
        AND (
          "t10"."end_no" < "t10"."until_end"
        )
        THEN 1
        ELSE 0
      END = 1
  ) AS "t11"
  GROUP BY
    1,
    2
) AS "t12";

SELECT
  MIN("t0"."touched_at") AS "first"
FROM "touches" AS "t0";

SELECT
  MIN("t0"."happened_at") AS "first"
FROM "activities" AS "t0";

SELECT
  COUNT(*) AS "n",
  MIN("t1"."created_at") AS "first"
FROM (
  SELECT
    *
  FROM "accounts" AS "t0"
  WHERE
    "t0"."created_at" < MAKE_TIMESTAMP(2024, 12, 23, 0, 0, 0.0)
) AS "t1";

SELECT
  MIN("t0"."happened_at") AS "first"
FROM "activities" AS "t0";

SELECT
  COUNT(*) AS "n",
  MIN("t1"."created_at") AS "first"
FROM (
  SELECT
    *
  FROM "accounts" AS "t0"
  WHERE
    "t0"."created_at" < MAKE_TIMESTAMP(2024, 12, 24, 12, 0, 0.0)
) AS "t1";
