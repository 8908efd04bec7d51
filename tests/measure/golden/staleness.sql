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

SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

WITH "t17" AS (
  SELECT
    "t16"."opportunity_id",
    "t16"."valid_from",
    "t16"."valid_to",
    "t16"."close_date",
    "t16"."opens",
    "t16"."shuts",
    "t8"."account_id",
    "t8"."owner_id",
    "t8"."source",
    "t8"."account_bucket",
    "t8"."_deal"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t3"."opportunity_id",
        "t3"."valid_from",
        "t3"."valid_to",
        "t3"."close_date",
        CAST(CASE
          WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
          THEN CASE
            WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
            THEN 6
            ELSE CASE
              WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
              THEN 5
              ELSE 4
            END
          END
          ELSE CASE
            WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
            THEN CASE
              WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
              THEN 3
              ELSE 2
            END
            ELSE CASE
              WHEN "t3"."valid_from" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
              THEN 1
              ELSE 0
            END
          END
        END AS SMALLINT) AS "opens",
        CASE
          WHEN "t3"."valid_to" IS NULL
          THEN 6
          ELSE CAST(CASE
            WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
            THEN CASE
              WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
              THEN 6
              ELSE CASE WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0) THEN 5 ELSE 4 END
            END
            ELSE CASE
              WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
              THEN CASE
                WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                THEN 3
                ELSE 2
              END
              ELSE CASE WHEN "t3"."valid_to" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0) THEN 1 ELSE 0 END
            END
          END AS SMALLINT)
        END AS "shuts"
      FROM "deal_spells" AS "t3"
      WHERE
        "t3"."status" = 'open' AND "t3"."close_date" IS NOT NULL
    ) AS "t12"
    WHERE
      "t12"."opens" < "t12"."shuts"
  ) AS "t16"
  INNER JOIN (
    SELECT
      "t4"."account_id",
      "t4"."owner_id",
      "t4"."source",
      "t4"."account_bucket",
      "t4"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t4"
  ) AS "t8"
    ON "t16"."opportunity_id" = "t8"."_deal"
)
SELECT
  "t30"."period",
  "t30"."slice_0",
  "t30"."slice_1",
  "t30"."n",
  "t30"."hits",
  "t30"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t30"."period" ASC NULLS FIRST, "t30"."slice_0" ASC NULLS FIRST, "t30"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t29"."period",
    "t29"."slice_0",
    "t29"."slice_1",
    SUM("t29"."n") AS "n",
    SUM("t29"."hits") AS "hits",
    SUM("t29"."rows") AS "rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t27"."slice_0",
        "t27"."slice_1",
        "t27"."first_end",
        "t27"."until_end",
        "t27"."n",
        "t27"."hits",
        "t27"."rows",
        "t5"."end_no",
        "t5"."stands_at",
        "t5"."period"
      FROM (
        SELECT
          "t25"."slice_0",
          "t25"."slice_1",
          "t25"."first_end",
          "t25"."until_end",
          COUNT("t25"."hit") AS "n",
          SUM(CASE WHEN "t25"."hit" THEN 1 ELSE 0 END) AS "hits",
          COUNT(*) AS "rows"
        FROM (
          SELECT
            "t24"."account_id",
            "t24"."owner_id",
            "t24"."source",
            "t24"."account_bucket",
            "t24"."unit_id",
            "t24"."what",
            "t24"."hit",
            "t24"."first_end",
            "t24"."until_end",
            NULLIF("t24"."what", '') AS "slice_0",
            NULLIF("t24"."source", '') AS "slice_1"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t14"."account_id",
                "t14"."owner_id",
                "t14"."source",
                "t14"."account_bucket",
                "t14"."lead_id" AS "unit_id",
                'waiting_leads' AS "what",
                (
                  "t14"."decided_at" IS NULL
                ) OR (
                  "t14"."decided_at" > "t14"."due_at"
                ) AS "hit",
                CAST(CASE
                  WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                  THEN CASE
                    WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                    THEN 6
                    ELSE CASE WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0) THEN 5 ELSE 4 END
                  END
                  ELSE CASE
                    WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                    THEN CASE WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0) THEN 3 ELSE 2 END
                    ELSE CASE WHEN "t14"."due_at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0) THEN 1 ELSE 0 END
                  END
                END AS SMALLINT) AS "first_end",
                CAST(CASE
                  WHEN (
                    "t14"."due_at" + INTERVAL '90' DAY
                  ) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                  THEN CASE
                    WHEN (
                      "t14"."due_at" + INTERVAL '90' DAY
                    ) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                    THEN 6
                    ELSE CASE
                      WHEN (
                        "t14"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                      THEN 5
                      ELSE 4
                    END
                  END
                  ELSE CASE
                    WHEN (
                      "t14"."due_at" + INTERVAL '90' DAY
                    ) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                    THEN CASE
                      WHEN (
                        "t14"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                      THEN 3
                      ELSE 2
                    END
                    ELSE CASE
                      WHEN (
                        "t14"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                      THEN 1
                      ELSE 0
                    END
                  END
                END AS SMALLINT) AS "until_end"
              FROM (
                SELECT
                  "t7"."lead_id",
                  "t7"."account_id",
                  "t7"."created_at",
                  "t7"."source",
                  "t7"."campaign_id",
                  "t7"."lead_type",
                  "t7"."country",
                  "t7"."owner_id",
                  "t7"."cluster",
                  "t7"."purpose",
                  "t7"."on_profile",
                  "t7"."pql_at",
                  "t7"."mql_at",
                  "t7"."sal_at",
                  "t7"."sql_at",
                  "t7"."disqualified_at",
                  "t7"."recycled_at",
                  "t7"."last_disqualified_at",
                  "t7"."last_recycled_at",
                  "t7"."disqualified_reason",
                  "t7"."reason_group",
                  "t7"."opportunity_id",
                  "t7"."won_at",
                  "t7"."lost_at",
                  "t7"."inquiry_at",
                  "t7"."opportunity_at",
                  "t7"."customer_at",
                  "t7"."mql_at" + INTERVAL '14' DAY AS "due_at",
                  NULLIF(
                    LEAST(
                      COALESCE("t7"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t7"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t7"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t7"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE(
                        CASE
                          WHEN "t7"."disqualified_at" >= "t7"."mql_at"
                          THEN "t7"."disqualified_at"
                          ELSE CASE
                            WHEN "t7"."last_disqualified_at" >= "t7"."mql_at"
                            THEN "t7"."last_disqualified_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END
                        END,
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      COALESCE(
                        CASE
                          WHEN "t7"."recycled_at" >= "t7"."mql_at"
                          THEN "t7"."recycled_at"
                          ELSE CASE
                            WHEN "t7"."last_recycled_at" >= "t7"."mql_at"
                            THEN "t7"."last_recycled_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END
                        END,
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      )
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) AS "decided_at",
                  SUBSTRING(
                    MD5(COALESCE("t7"."account_id", "t7"."lead_id")),
                    CASE
                      WHEN (
                        0 + 1
                      ) >= 1
                      THEN 0 + 1
                      ELSE 0 + 1 + LENGTH(MD5(COALESCE("t7"."account_id", "t7"."lead_id")))
                    END,
                    2
                  ) AS "account_bucket"
                FROM (
                  SELECT
                    *
                  FROM "funnel_facts" AS "t1"
                  WHERE
                    "t1"."mql_at" IS NOT NULL
                ) AS "t7"
              ) AS "t14"
            ) AS "t19"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."account_id",
                    "t18"."owner_id",
                    "t18"."source",
                    "t18"."account_bucket",
                    "t18"."opportunity_id" AS "unit_id",
                    'overdue_deals' AS "what",
                    FALSE AS "hit",
                    "t18"."opens" AS "first_end",
                    LEAST(
                      CAST(CASE
                        WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT),
                      "t18"."shuts"
                    ) AS "until_end"
                  FROM "t17" AS "t18"
                ) AS "t20"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t18"."account_id",
                    "t18"."owner_id",
                    "t18"."source",
                    "t18"."account_bucket",
                    "t18"."opportunity_id" AS "unit_id",
                    'overdue_deals' AS "what",
                    TRUE AS "hit",
                    GREATEST(
                      "t18"."opens",
                      CAST(CASE
                        WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN CAST("t18"."close_date" + INTERVAL '1' DAY AS TIMESTAMP) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT)
                    ) AS "first_end",
                    "t18"."shuts" AS "until_end"
                  FROM "t17" AS "t18"
                ) AS "t21"
              ) AS "t22"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t11"."account_id",
                  "t11"."owner_id",
                  CAST(NULL AS TEXT) AS "source",
                  "t11"."account_bucket",
                  "t11"."account_id" AS "unit_id",
                  'silent_accounts' AS "what",
                  (
                    "t11"."engagement_minutes" <= 0
                  ) AND (
                    "t11"."sales_activities" <= 0
                  ) AS "hit",
                  GREATEST("t11"."first_end", "t11"."settled_end") AS "first_end",
                  "t11"."until_end"
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
                  ) AS "t9"
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
                  ) AS "t10"
                ) AS "t11"
              ) AS "t13"
            ) AS "t23"
          ) AS "t24"
        ) AS "t25"
        GROUP BY
          1,
          2,
          3,
          4
      ) AS "t27"
      CROSS JOIN "period_ends" AS "t5"
    ) AS "t28"
    WHERE
      CASE
        WHEN (
          "t28"."first_end" <= "t28"."end_no"
        )
        AND (
          "t28"."end_no" < "t28"."until_end"
        )
        THEN 1
        ELSE 0
      END = 1
  ) AS "t29"
  GROUP BY
    1,
    2,
    3
) AS "t30";

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
