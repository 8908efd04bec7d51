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
  "t11"."period",
  "t11"."account_bucket",
  "t11"."numerator",
  "t11"."denominator",
  "t11"."known",
  "t11"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."account_bucket",
    SUM("t10"."numerator") AS "numerator",
    SUM("t10"."denominator") AS "denominator",
    SUM("t10"."known") AS "known",
    SUM("t10"."rows") AS "rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."account_bucket",
        "t8"."first_end",
        "t8"."until_end",
        "t8"."numerator",
        "t8"."denominator",
        "t8"."known",
        "t8"."rows",
        "t2"."end_no",
        "t2"."stands_at",
        "t2"."period"
      FROM (
        SELECT
          "t6"."account_bucket",
          "t6"."first_end",
          "t6"."until_end",
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
            "t5"."first_end",
            "t5"."until_end",
            "t5"."account_bucket",
            "t5"."account_id" AS "unit_id",
            "t5"."account_id" AS "cluster",
            "t5"."engagement_minutes" AS "value",
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
        GROUP BY
          1,
          2,
          3
      ) AS "t8"
      CROSS JOIN "period_ends" AS "t2"
    ) AS "t9"
    WHERE
      CASE
        WHEN (
          "t9"."first_end" <= "t9"."end_no"
        )
        AND (
          "t9"."end_no" < "t9"."until_end"
        )
        THEN 1
        ELSE 0
      END = 1
  ) AS "t10"
  GROUP BY
    1,
    2
) AS "t11";

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
