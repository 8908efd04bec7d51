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

SELECT
  "t31"."period",
  "t31"."slice_0",
  "t31"."slice_1",
  "t31"."n",
  "t31"."hits",
  "t31"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t31"."period" ASC NULLS FIRST, "t31"."slice_0" ASC NULLS FIRST, "t31"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t30"."period",
    "t30"."slice_0",
    "t30"."slice_1",
    COUNT("t30"."hit") AS "n",
    SUM(CASE WHEN "t30"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t29"."account_id",
      "t29"."owner_id",
      "t29"."source",
      "t29"."at",
      "t29"."is_last",
      "t29"."unit_id",
      "t29"."cluster",
      "t29"."what",
      "t29"."hit",
      NULLIF("t29"."what", '') AS "slice_0",
      NULLIF("t29"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t25"."account_id",
          "t25"."owner_id",
          "t25"."source",
          "t16"."at",
          "t16"."is_last",
          "t25"."lead_id" AS "unit_id",
          COALESCE("t25"."account_id", "t25"."lead_id") AS "cluster",
          'waiting_leads' AS "what",
          "t25"."decided_at" > "t25"."due_at" AS "hit"
        FROM (
          SELECT
            "t18"."lead_id",
            "t18"."account_id",
            "t18"."owner_id",
            "t18"."source",
            "t18"."mql_at" + INTERVAL '14' DAY AS "due_at",
            COALESCE(
              NULLIF(
                LEAST(
                  COALESCE("t18"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t18"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t18"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t18"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t18"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t18"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) AS "decided_at",
            "t18"."mql_at" + INTERVAL '14' DAY + INTERVAL '90' DAY AS "leaves_at"
          FROM (
            SELECT
              "t6"."lead_id",
              "t6"."account_id",
              "t6"."created_at",
              "t6"."source",
              "t6"."campaign_id",
              "t6"."lead_type",
              "t6"."country",
              "t6"."owner_id",
              "t6"."cluster",
              "t6"."purpose",
              "t15"."_judged" AS "on_profile",
              "t6"."pql_at",
              "t6"."mql_at",
              "t6"."sal_at",
              "t6"."sql_at",
              "t6"."disqualified_at",
              "t6"."recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at"
            FROM "funnel_facts" AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t4"."account_id" AS "_account",
                "t4"."employees" >= 50 AS "_judged"
              FROM "accounts" AS "t4"
            ) AS "t15"
              ON "t6"."account_id" = "t15"."_account"
          ) AS "t18"
          WHERE
            "t18"."mql_at" IS NOT NULL
        ) AS "t25"
        INNER JOIN (
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
        ) AS "t16"
          ON "t25"."due_at" <= "t16"."at" AND "t25"."leaves_at" > "t16"."at"
      ) AS "t27"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."account_id",
            "t10"."owner_id",
            "t10"."source",
            "t16"."at",
            "t16"."is_last",
            "t13"."opportunity_id" AS "unit_id",
            COALESCE("t10"."account_id", "t13"."opportunity_id") AS "cluster",
            'overdue_deals' AS "what",
            "t13"."close_date" < CAST("t16"."at" AS DATE) AS "hit"
          FROM (
            SELECT
              "t1"."opportunity_id",
              "t1"."valid_from",
              "t1"."valid_to",
              "t1"."close_date"
            FROM "deal_spells" AS "t1"
            WHERE
              "t1"."status" = 'open' AND "t1"."close_date" IS NOT NULL
          ) AS "t13"
          INNER JOIN (
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
          ) AS "t16"
            ON "t13"."valid_from" <= "t16"."at"
            AND COALESCE("t13"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) > "t16"."at"
          INNER JOIN (
            SELECT
              "t3"."account_id",
              "t3"."owner_id",
              "t3"."source",
              "t3"."opportunity_id" AS "_deal"
            FROM "deal_facts" AS "t3"
          ) AS "t10"
            ON "t13"."opportunity_id" = "t10"."_deal"
        ) AS "t19"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t23"."account_id",
            "t23"."owner_id",
            CAST(NULL AS TEXT) AS "source",
            "t23"."at",
            "t23"."is_last",
            "t23"."account_id" AS "unit_id",
            COALESCE("t23"."account_id", "t23"."account_id") AS "cluster",
            'silent_accounts' AS "what",
            (
              "t23"."engagement_minutes" <= 0
            ) AND (
              "t23"."sales_activities" <= 0
            ) AS "hit"
          FROM (
            SELECT
              "t22"."account_id",
              "t22"."first_start",
              "t22"."until_start",
              "t22"."engagement_minutes",
              "t22"."sales_activities",
              "t22"."people",
              "t22"."open_deals",
              "t22"."won_deals",
              "t22"."owner_id",
              "t22"."created_at",
              "t22"."account_bucket",
              "t16"."period_start",
              "t16"."at",
              "t16"."is_last"
            FROM (
              SELECT
                "t20".*
                EXCLUDE ("_account")
              FROM (
                SELECT
                  "t7"."account_id",
                  "t7"."first_start",
                  "t7"."until_start",
                  "t7"."engagement_minutes",
                  "t7"."sales_activities",
                  "t7"."people",
                  "t7"."open_deals",
                  "t7"."won_deals",
                  "t17"."owner_id",
                  "t17"."created_at",
                  "t17"."_account",
                  "t17"."account_bucket"
                FROM "account_runs" AS "t7"
                INNER JOIN (
                  SELECT
                    "t4"."owner_id",
                    "t4"."created_at",
                    "t4"."account_id" AS "_account",
                    SUBSTRING(
                      MD5("t4"."account_id"),
                      CASE
                        WHEN (
                          0 + 1
                        ) >= 1
                        THEN 0 + 1
                        ELSE 0 + 1 + LENGTH(MD5("t4"."account_id"))
                      END,
                      2
                    ) AS "account_bucket"
                  FROM "accounts" AS "t4"
                ) AS "t17"
                  ON "t7"."account_id" = "t17"."_account"
              ) AS "t20"
            ) AS "t22"
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
            ) AS "t16"
          ) AS "t23"
          WHERE
            CASE
              WHEN (
                "t23"."first_start" <= "t23"."period_start"
              )
              AND (
                "t23"."period_start" < "t23"."until_start"
              )
              THEN 1
              ELSE 0
            END = 1
            AND (
              (
                "t23"."created_at" IS NULL
              )
              OR (
                (
                  "t23"."created_at" + INTERVAL '90' DAY
                ) <= "t23"."at"
              )
            )
        ) AS "t26"
      ) AS "t28"
    ) AS "t29"
    WHERE
      "t29"."at" IS NOT NULL
  ) AS "t30"
  GROUP BY
    1,
    2,
    3
) AS "t31";
