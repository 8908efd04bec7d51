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
  "t16"."period",
  "t16"."slice_0",
  "t16"."n",
  "t16"."hits",
  "t16"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t16"."period" ASC NULLS FIRST, "t16"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t15"."period",
    "t15"."slice_0",
    SUM("t15"."n") AS "n",
    SUM("t15"."hits") AS "hits",
    SUM("t15"."rows") AS "rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t13"."slice_0",
        "t13"."first_end",
        "t13"."until_end",
        "t13"."n",
        "t13"."hits",
        "t13"."rows",
        "t3"."end_no",
        "t3"."stands_at",
        "t3"."period"
      FROM (
        SELECT
          "t11"."slice_0",
          "t11"."first_end",
          "t11"."until_end",
          COUNT("t11"."hit") AS "n",
          SUM(CASE WHEN "t11"."hit" THEN 1 ELSE 0 END) AS "hits",
          COUNT(*) AS "rows"
        FROM (
          SELECT
            "t10"."account_id",
            "t10"."first_end",
            "t10"."until_end",
            "t10"."step",
            "t10"."unit_id",
            "t10"."cluster",
            "t10"."hit",
            NULLIF("t10"."step", '') AS "slice_0"
          FROM (
            SELECT
              "t9"."account_id",
              "t9"."first_end",
              "t9"."until_end",
              "t4"."step",
              "t9"."account_id" AS "unit_id",
              "t9"."account_id" AS "cluster",
              CASE
                WHEN "t4"."step" = 'known'
                THEN "t9"."people" > 0
                WHEN "t4"."step" = 'engaged'
                THEN "t9"."engagement_minutes" >= 10.0
                WHEN "t4"."step" = 'worked'
                THEN "t9"."sales_activities" > 0
                WHEN "t4"."step" = 'both'
                THEN (
                  "t9"."engagement_minutes" >= 10.0
                ) AND (
                  "t9"."sales_activities" > 0
                )
                WHEN "t4"."step" = 'in_deal'
                THEN (
                  "t9"."open_deals" > 0
                ) OR (
                  "t9"."won_deals" > 0
                )
                ELSE NULL
              END AS "hit"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."account_id",
                    "t2"."engagement_minutes",
                    "t2"."sales_activities",
                    "t2"."first_end",
                    CASE
                      WHEN (
                        "t2"."engagement_minutes" <> 0
                      ) OR (
                        "t2"."sales_activities" <> 0
                      )
                      THEN CAST("t2"."first_end" + 1 AS SMALLINT)
                      ELSE "t2"."until_end"
                    END AS "until_end",
                    "t2"."people",
                    "t2"."open_deals",
                    "t2"."won_deals",
                    "t2"."target_tier",
                    "t2"."owner_id",
                    "t2"."settled_end",
                    "t2"."account_bucket"
                  FROM "account_turns" AS "t2"
                ) AS "t5"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."account_id",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    CAST("t2"."first_end" + 1 AS SMALLINT) AS "first_end",
                    "t2"."until_end",
                    "t2"."people",
                    "t2"."open_deals",
                    "t2"."won_deals",
                    "t2"."target_tier",
                    "t2"."owner_id",
                    "t2"."settled_end",
                    "t2"."account_bucket"
                  FROM "account_turns" AS "t2"
                  WHERE
                    (
                      (
                        "t2"."engagement_minutes" <> 0
                      ) OR (
                        "t2"."sales_activities" <> 0
                      )
                    )
                    AND "t2"."until_end" > CAST("t2"."first_end" + 1 AS SMALLINT)
                ) AS "t6"
              ) AS "t7"
              WHERE
                COALESCE(NULLIF("t7"."target_tier", '') IS NOT NULL, FALSE)
            ) AS "t9"
            CROSS JOIN "target_steps" AS "t4"
          ) AS "t10"
        ) AS "t11"
        GROUP BY
          1,
          2,
          3
      ) AS "t13"
      CROSS JOIN "period_ends" AS "t3"
    ) AS "t14"
    WHERE
      CASE
        WHEN (
          "t14"."first_end" <= "t14"."end_no"
        )
        AND (
          "t14"."end_no" < "t14"."until_end"
        )
        THEN 1
        ELSE 0
      END = 1
  ) AS "t15"
  GROUP BY
    1,
    2
) AS "t16";
