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
  "t28"."period",
  "t28"."slice_0",
  "t28"."n",
  "t28"."hits",
  "t28"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t28"."period" ASC NULLS FIRST, "t28"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t27"."period",
    "t27"."slice_0",
    SUM("t27"."n") AS "n",
    SUM("t27"."hits") AS "hits",
    SUM("t27"."rows") AS "rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t25"."slice_0",
        "t25"."first_end",
        "t25"."until_end",
        "t25"."n",
        "t25"."hits",
        "t25"."rows",
        "t5"."end_no",
        "t5"."stands_at",
        "t5"."period"
      FROM (
        SELECT
          "t23"."slice_0",
          "t23"."first_end",
          "t23"."until_end",
          COUNT("t23"."hit") AS "n",
          SUM(CASE WHEN "t23"."hit" THEN 1 ELSE 0 END) AS "hits",
          COUNT(*) AS "rows"
        FROM (
          SELECT
            "t22"."account_id",
            "t22"."step",
            "t22"."unit_id",
            "t22"."cluster",
            "t22"."hit",
            "t22"."first_end",
            "t22"."until_end",
            NULLIF("t22"."step", '') AS "slice_0"
          FROM (
            SELECT
              "t21"."account_id",
              "t6"."step",
              "t21"."account_id" AS "unit_id",
              "t21"."account_id" AS "cluster",
              CASE
                WHEN "t6"."step" = 'known'
                THEN "t6"."part" = 'after'
                WHEN "t6"."step" = 'engaged'
                THEN "t21"."engagement_minutes" >= 10.0
                WHEN "t6"."step" = 'worked'
                THEN "t21"."sales_activities" > 0
                WHEN "t6"."step" = 'both'
                THEN (
                  "t21"."engagement_minutes" >= 10.0
                ) AND (
                  "t21"."sales_activities" > 0
                )
                WHEN "t6"."step" = 'in_deal'
                THEN (
                  "t21"."open_deals" > 0
                ) OR (
                  "t21"."won_deals" > 0
                )
                ELSE NULL
              END AS "hit",
              CASE
                WHEN "t6"."part" = 'after'
                THEN GREATEST("t21"."first_end", "t21"."known_end")
                ELSE "t21"."first_end"
              END AS "first_end",
              CASE
                WHEN "t6"."part" = 'before'
                THEN LEAST("t21"."until_end", "t21"."known_end")
                ELSE "t21"."until_end"
              END AS "until_end"
            FROM (
              SELECT
                "t19".*
                EXCLUDE ("_there", "since")
              FROM (
                SELECT
                  "t18"."account_id",
                  "t18"."engagement_minutes",
                  "t18"."sales_activities",
                  "t18"."first_end",
                  "t18"."until_end",
                  "t18"."target_tier",
                  "t18"."owner_id",
                  "t18"."settled_end",
                  "t18"."account_bucket",
                  "t18"."open_deals",
                  "t18"."won_deals",
                  "t18"."_there",
                  "t18"."since",
                  COALESCE("t18"."since", 6) AS "known_end"
                FROM (
                  SELECT
                    "t15"."account_id",
                    "t15"."engagement_minutes",
                    "t15"."sales_activities",
                    "t15"."first_end",
                    "t15"."until_end",
                    "t15"."target_tier",
                    "t15"."owner_id",
                    "t15"."settled_end",
                    "t15"."account_bucket",
                    "t15"."open_deals",
                    "t15"."won_deals",
                    "t17"."_there",
                    "t17"."since"
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
                          "t2"."target_tier",
                          "t2"."owner_id",
                          "t2"."settled_end",
                          "t2"."account_bucket",
                          "t2"."open_deals",
                          "t2"."won_deals"
                        FROM "account_turns" AS "t2"
                      ) AS "t8"
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
                          "t2"."target_tier",
                          "t2"."owner_id",
                          "t2"."settled_end",
                          "t2"."account_bucket",
                          "t2"."open_deals",
                          "t2"."won_deals"
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
                      ) AS "t9"
                    ) AS "t11"
                    WHERE
                      COALESCE(NULLIF("t11"."target_tier", '') IS NOT NULL, FALSE)
                  ) AS "t15"
                  LEFT OUTER JOIN (
                    SELECT
                      "t13"."account_id" AS "_there",
                      MIN(
                        CAST(CASE
                          WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                            THEN 6
                            ELSE CASE
                              WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                              THEN 5
                              ELSE 4
                            END
                          END
                          ELSE CASE
                            WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                            THEN CASE
                              WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                              THEN 3
                              ELSE 2
                            END
                            ELSE CASE
                              WHEN "t13"."created_at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                              THEN 1
                              ELSE 0
                            END
                          END
                        END AS SMALLINT)
                      ) AS "since"
                    FROM (
                      SELECT
                        "t7"."lead_id",
                        "t7"."created_at",
                        "t7"."account_id",
                        "t7"."email",
                        "t7"."title",
                        "t7"."country",
                        "t7"."source",
                        "t7"."campaign_id",
                        "t7"."lead_type",
                        "t7"."score",
                        "t7"."owner_id",
                        "t7"."person_id",
                        "t7"."source_system",
                        "t7"."known_at",
                        "t7"."deleted_at",
                        "t7"."wing"
                      FROM "leads" AS "t7"
                      SEMI JOIN (
                        SELECT
                          *
                        FROM "accounts" AS "t4"
                        WHERE
                          COALESCE(NULLIF("t4"."target_tier", '') IS NOT NULL, FALSE)
                      ) AS "t12"
                        ON "t7"."account_id" = "t12"."account_id"
                    ) AS "t13"
                    GROUP BY
                      1
                  ) AS "t17"
                    ON "t15"."account_id" = "t17"."_there"
                ) AS "t18"
              ) AS "t19"
            ) AS "t21"
            CROSS JOIN "target_steps" AS "t6"
          ) AS "t22"
        ) AS "t23"
        GROUP BY
          1,
          2,
          3
      ) AS "t25"
      CROSS JOIN "period_ends" AS "t5"
    ) AS "t26"
    WHERE
      CASE
        WHEN (
          "t26"."first_end" <= "t26"."end_no"
        )
        AND (
          "t26"."end_no" < "t26"."until_end"
        )
        THEN 1
        ELSE 0
      END = 1
  ) AS "t27"
  GROUP BY
    1,
    2
) AS "t28";

SELECT
  MIN("t0"."touched_at") AS "first"
FROM "touches" AS "t0";

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
