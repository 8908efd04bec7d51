SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  MIN("t1"."period_start") AS "first"
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

SELECT 1 AS one FROM "touches" LIMIT 1;

SELECT DISTINCT
  "t6"."channel"
FROM (
  SELECT
    "t4"."channel",
    "t4"."at",
    COALESCE("t4"."account_id", "t5"."_of_lead") AS "account_id"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."account_id",
      "t0"."channel",
      "t0"."touched_at" AS "at"
    FROM "touches" AS "t0"
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_lead",
      "t1"."account_id" AS "_of_lead"
    FROM "leads" AS "t1"
  ) AS "t5"
    ON "t4"."lead_id" = "t5"."_lead"
) AS "t6";

SELECT 1 AS one FROM "activities" LIMIT 1;

SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT 1 AS one FROM "stage_changes" LIMIT 1;

SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "campaigns" LIMIT 1;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

SELECT
  "t27"."period",
  "t27"."slice_0",
  "t27"."slice_1",
  "t27"."n",
  "t27"."hits",
  "t27"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t27"."period" ASC NULLS FIRST, "t27"."slice_0" ASC NULLS FIRST, "t27"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t26"."period",
    "t26"."slice_0",
    "t26"."slice_1",
    COUNT("t26"."hit") AS "n",
    SUM(CASE WHEN "t26"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t25"."account_id",
      "t25"."owner_id",
      "t25"."source",
      "t25"."at",
      "t25"."is_last",
      "t25"."unit_id",
      "t25"."cluster",
      "t25"."what",
      "t25"."hit",
      NULLIF("t25"."what", '') AS "slice_0",
      NULLIF("t25"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t25"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t16"."account_id",
          "t16"."owner_id",
          "t16"."source",
          "t14"."at",
          "t14"."is_last",
          "t16"."lead_id" AS "unit_id",
          COALESCE("t16"."account_id", "t16"."lead_id") AS "cluster",
          'waiting_leads' AS "what",
          "t16"."decided_at" > "t16"."due_at" AS "hit"
        FROM (
          SELECT
            "t0"."lead_id",
            "t0"."account_id",
            "t0"."owner_id",
            "t0"."source",
            "t0"."mql_at" + INTERVAL '14' DAY AS "due_at",
            COALESCE(
              NULLIF(
                LEAST(
                  COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) AS "decided_at",
            "t0"."mql_at" + INTERVAL '14' DAY + INTERVAL '90' DAY AS "leaves_at"
          FROM "funnel_facts" AS "t0"
          WHERE
            "t0"."mql_at" IS NOT NULL
        ) AS "t16"
        INNER JOIN (
          SELECT
            "t1"."period_start",
            CASE
              WHEN "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ELSE "t1"."shuts" - INTERVAL '1' MICROSECOND
            END AS "at",
            "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
          FROM "fiscal_periods" AS "t1"
          WHERE
            "t1"."period_start" >= MAKE_DATE(2024, 1, 1)
        ) AS "t14"
          ON "t16"."due_at" <= "t14"."at" AND "t16"."leaves_at" > "t14"."at"
      ) AS "t21"
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
            "t14"."at",
            "t14"."is_last",
            "t13"."opportunity_id" AS "unit_id",
            COALESCE("t10"."account_id", "t13"."opportunity_id") AS "cluster",
            'overdue_deals' AS "what",
            "t13"."close_date" < CAST("t14"."at" AS DATE) AS "hit"
          FROM (
            SELECT
              "t2"."opportunity_id",
              "t2"."valid_from",
              "t2"."valid_to",
              "t2"."close_date"
            FROM "deal_spells" AS "t2"
            WHERE
              "t2"."status" = 'open' AND "t2"."close_date" IS NOT NULL
          ) AS "t13"
          INNER JOIN (
            SELECT
              "t1"."period_start",
              CASE
                WHEN "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ELSE "t1"."shuts" - INTERVAL '1' MICROSECOND
              END AS "at",
              "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
            FROM "fiscal_periods" AS "t1"
            WHERE
              "t1"."period_start" >= MAKE_DATE(2024, 1, 1)
          ) AS "t14"
            ON "t13"."valid_from" <= "t14"."at"
            AND COALESCE("t13"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) > "t14"."at"
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
            "t22"."account_id",
            "t22"."owner_id",
            CAST(NULL AS TEXT) AS "source",
            "t22"."at",
            "t22"."is_last",
            "t22"."account_id" AS "unit_id",
            COALESCE("t22"."account_id", "t22"."account_id") AS "cluster",
            'silent_accounts' AS "what",
            (
              "t22"."engagement_minutes" <= 0
            ) AND (
              "t22"."sales_activities" <= 0
            ) AS "hit"
          FROM (
            SELECT
              "t20"."account_id",
              "t20"."first_start",
              "t20"."until_start",
              "t20"."engagement_minutes",
              "t20"."sales_activities",
              "t20"."people",
              "t20"."open_deals",
              "t20"."won_deals",
              "t20"."owner_id",
              "t20"."created_at",
              "t14"."period_start",
              "t14"."at",
              "t14"."is_last"
            FROM (
              SELECT
                "t17".*
                EXCLUDE ("_account")
              FROM (
                SELECT
                  "t6"."account_id",
                  "t6"."first_start",
                  "t6"."until_start",
                  "t6"."engagement_minutes",
                  "t6"."sales_activities",
                  "t6"."people",
                  "t6"."open_deals",
                  "t6"."won_deals",
                  "t11"."owner_id",
                  "t11"."created_at",
                  "t11"."_account"
                FROM "account_runs" AS "t6"
                INNER JOIN (
                  SELECT
                    "t5"."owner_id",
                    "t5"."created_at",
                    "t5"."account_id" AS "_account"
                  FROM "accounts" AS "t5"
                ) AS "t11"
                  ON "t6"."account_id" = "t11"."_account"
              ) AS "t17"
            ) AS "t20"
            CROSS JOIN (
              SELECT
                "t1"."period_start",
                CASE
                  WHEN "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ELSE "t1"."shuts" - INTERVAL '1' MICROSECOND
                END AS "at",
                "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
              FROM "fiscal_periods" AS "t1"
              WHERE
                "t1"."period_start" >= MAKE_DATE(2024, 1, 1)
            ) AS "t14"
          ) AS "t22"
          WHERE
            CASE
              WHEN (
                "t22"."first_start" <= "t22"."period_start"
              )
              AND (
                "t22"."period_start" < "t22"."until_start"
              )
              THEN 1
              ELSE 0
            END = 1
            AND (
              (
                "t22"."created_at" IS NULL
              )
              OR (
                (
                  "t22"."created_at" + INTERVAL '90' DAY
                ) <= "t22"."at"
              )
            )
        ) AS "t23"
      ) AS "t24"
    ) AS "t25"
    WHERE
      "t25"."at" IS NOT NULL
  ) AS "t26"
  GROUP BY
    1,
    2,
    3
) AS "t27";
