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

WITH "t14" AS (
  SELECT
    "t9"."opportunity_id",
    "t9"."valid_from",
    "t9"."valid_to",
    "t9"."close_date",
    "t8"."account_id",
    "t8"."owner_id",
    "t8"."source",
    "t8"."_deal"
  FROM (
    SELECT
      "t3"."opportunity_id",
      "t3"."valid_from",
      "t3"."valid_to",
      "t3"."close_date"
    FROM "deal_spells" AS "t3"
    WHERE
      "t3"."status" = 'open' AND "t3"."close_date" IS NOT NULL
  ) AS "t9"
  INNER JOIN (
    SELECT
      "t4"."account_id",
      "t4"."owner_id",
      "t4"."source",
      "t4"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t4"
  ) AS "t8"
    ON "t9"."opportunity_id" = "t8"."_deal"
)
SELECT
  "t28"."period",
  "t28"."slice_0",
  "t28"."slice_1",
  "t28"."n",
  "t28"."hits",
  "t28"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t28"."period" ASC NULLS FIRST, "t28"."slice_0" ASC NULLS FIRST, "t28"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t27"."period",
    "t27"."slice_0",
    "t27"."slice_1",
    SUM("t27"."n") AS "n",
    SUM("t27"."hits") AS "hits",
    SUM("t27"."rows") AS "rows"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t25"."slice_0",
        "t25"."slice_1",
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
          "t23"."slice_1",
          "t23"."first_end",
          "t23"."until_end",
          COUNT("t23"."hit") AS "n",
          SUM(CASE WHEN "t23"."hit" THEN 1 ELSE 0 END) AS "hits",
          COUNT(*) AS "rows"
        FROM (
          SELECT
            "t22"."account_id",
            "t22"."owner_id",
            "t22"."source",
            "t22"."unit_id",
            "t22"."cluster",
            "t22"."what",
            "t22"."hit",
            "t22"."first_end",
            "t22"."until_end",
            NULLIF("t22"."what", '') AS "slice_0",
            NULLIF("t22"."source", '') AS "slice_1"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t10"."account_id",
                "t10"."owner_id",
                "t10"."source",
                "t10"."lead_id" AS "unit_id",
                COALESCE("t10"."account_id", "t10"."lead_id") AS "cluster",
                'waiting_leads' AS "what",
                (
                  "t10"."decided_at" IS NULL
                ) OR (
                  "t10"."decided_at" > "t10"."due_at"
                ) AS "hit",
                CAST(CASE
                  WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                  THEN CASE
                    WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                    THEN 6
                    ELSE CASE WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0) THEN 5 ELSE 4 END
                  END
                  ELSE CASE
                    WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                    THEN CASE WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0) THEN 3 ELSE 2 END
                    ELSE CASE WHEN "t10"."due_at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0) THEN 1 ELSE 0 END
                  END
                END AS SMALLINT) AS "first_end",
                CAST(CASE
                  WHEN (
                    "t10"."due_at" + INTERVAL '90' DAY
                  ) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                  THEN CASE
                    WHEN (
                      "t10"."due_at" + INTERVAL '90' DAY
                    ) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                    THEN 6
                    ELSE CASE
                      WHEN (
                        "t10"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                      THEN 5
                      ELSE 4
                    END
                  END
                  ELSE CASE
                    WHEN (
                      "t10"."due_at" + INTERVAL '90' DAY
                    ) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                    THEN CASE
                      WHEN (
                        "t10"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                      THEN 3
                      ELSE 2
                    END
                    ELSE CASE
                      WHEN (
                        "t10"."due_at" + INTERVAL '90' DAY
                      ) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                      THEN 1
                      ELSE 0
                    END
                  END
                END AS SMALLINT) AS "until_end"
              FROM (
                SELECT
                  "t1"."lead_id",
                  "t1"."account_id",
                  "t1"."created_at",
                  "t1"."source",
                  "t1"."campaign_id",
                  "t1"."lead_type",
                  "t1"."country",
                  "t1"."owner_id",
                  "t1"."cluster",
                  "t1"."purpose",
                  "t1"."on_profile",
                  "t1"."pql_at",
                  "t1"."mql_at",
                  "t1"."sal_at",
                  "t1"."sql_at",
                  "t1"."disqualified_at",
                  "t1"."recycled_at",
                  "t1"."disqualified_reason",
                  "t1"."reason_group",
                  "t1"."opportunity_id",
                  "t1"."won_at",
                  "t1"."lost_at",
                  "t1"."inquiry_at",
                  "t1"."opportunity_at",
                  "t1"."customer_at",
                  "t1"."mql_at" + INTERVAL '14' DAY AS "due_at",
                  NULLIF(
                    LEAST(
                      COALESCE("t1"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t1"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t1"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t1"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t1"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t1"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) AS "decided_at"
                FROM "funnel_facts" AS "t1"
                WHERE
                  "t1"."mql_at" IS NOT NULL
              ) AS "t10"
            ) AS "t17"
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
                    "t15"."account_id",
                    "t15"."owner_id",
                    "t15"."source",
                    "t15"."opportunity_id" AS "unit_id",
                    COALESCE("t15"."account_id", "t15"."opportunity_id") AS "cluster",
                    'overdue_deals' AS "what",
                    FALSE AS "hit",
                    CAST(CASE
                      WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                      THEN CASE
                        WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                        THEN 6
                        ELSE CASE
                          WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                          THEN 5
                          ELSE 4
                        END
                      END
                      ELSE CASE
                        WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                          THEN 3
                          ELSE 2
                        END
                        ELSE CASE
                          WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                          THEN 1
                          ELSE 0
                        END
                      END
                    END AS SMALLINT) AS "first_end",
                    LEAST(
                      CAST(CASE
                        WHEN (
                          CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                        ) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN (
                            CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                          ) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN (
                            CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                          ) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT),
                      CASE
                        WHEN "t15"."valid_to" IS NULL
                        THEN 6
                        ELSE CAST(CASE
                          WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                            THEN 6
                            ELSE CASE
                              WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                              THEN 5
                              ELSE 4
                            END
                          END
                          ELSE CASE
                            WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                            THEN CASE
                              WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                              THEN 3
                              ELSE 2
                            END
                            ELSE CASE
                              WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                              THEN 1
                              ELSE 0
                            END
                          END
                        END AS SMALLINT)
                      END
                    ) AS "until_end"
                  FROM "t14" AS "t15"
                ) AS "t18"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t15"."account_id",
                    "t15"."owner_id",
                    "t15"."source",
                    "t15"."opportunity_id" AS "unit_id",
                    COALESCE("t15"."account_id", "t15"."opportunity_id") AS "cluster",
                    'overdue_deals' AS "what",
                    TRUE AS "hit",
                    GREATEST(
                      CAST(CASE
                        WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN "t15"."valid_from" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT),
                      CAST(CASE
                        WHEN (
                          CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                        ) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN (
                            CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                          ) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN (
                            CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                          ) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN (
                              CAST("t15"."close_date" AS TIMESTAMP) + INTERVAL '1' DAY
                            ) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT)
                    ) AS "first_end",
                    CASE
                      WHEN "t15"."valid_to" IS NULL
                      THEN 6
                      ELSE CAST(CASE
                        WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN "t15"."valid_to" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT)
                    END AS "until_end"
                  FROM "t14" AS "t15"
                ) AS "t19"
              ) AS "t20"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t13"."account_id",
                  "t13"."owner_id",
                  CAST(NULL AS TEXT) AS "source",
                  "t13"."account_id" AS "unit_id",
                  COALESCE("t13"."account_id", "t13"."account_id") AS "cluster",
                  'silent_accounts' AS "what",
                  (
                    "t13"."engagement_minutes" <= 0
                  ) AND (
                    "t13"."sales_activities" <= 0
                  ) AS "hit",
                  GREATEST("t13"."first_end", "t13"."settled_end") AS "first_end",
                  "t13"."until_end"
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
                  ) AS "t11"
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
                  ) AS "t12"
                ) AS "t13"
              ) AS "t16"
            ) AS "t21"
          ) AS "t22"
          WHERE
            "t22"."first_end" < "t22"."until_end"
        ) AS "t23"
        GROUP BY
          1,
          2,
          3,
          4
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
    2,
    3
) AS "t28";
