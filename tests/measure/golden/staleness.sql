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
  "t24"."period",
  "t24"."slice_0",
  "t24"."slice_1",
  "t24"."n",
  "t24"."hits",
  "t24"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t24"."period" ASC NULLS FIRST, "t24"."slice_0" ASC NULLS FIRST, "t24"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t23"."period",
    "t23"."slice_0",
    "t23"."slice_1",
    COUNT("t23"."hit") AS "n",
    SUM(CASE WHEN "t23"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t22"."account_id",
      "t22"."owner_id",
      "t22"."source",
      "t22"."at",
      "t22"."is_last",
      "t22"."unit_id",
      "t22"."cluster",
      "t22"."what",
      "t22"."hit",
      NULLIF("t22"."what", '') AS "slice_0",
      NULLIF("t22"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t22"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
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
      ) AS "t19"
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
              "t4"."account_id",
              "t4"."owner_id",
              "t4"."source",
              "t4"."opportunity_id" AS "_deal"
            FROM "deal_facts" AS "t4"
          ) AS "t10"
            ON "t13"."opportunity_id" = "t10"."_deal"
        ) AS "t18"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t17"."account_id",
            "t17"."owner_id",
            CAST(NULL AS TEXT) AS "source",
            "t17"."at",
            "t17"."is_last",
            "t17"."account_id" AS "unit_id",
            COALESCE("t17"."account_id", "t17"."account_id") AS "cluster",
            'silent_accounts' AS "what",
            (
              "t17"."engagement_minutes" <= 0
            ) AND (
              "t17"."sales_activities" <= 0
            ) AS "hit"
          FROM (
            SELECT
              "t6"."account_id",
              "t6"."period_start",
              "t6"."at",
              "t6"."is_last",
              "t6"."engagement_minutes",
              "t6"."sales_activities",
              "t6"."people",
              "t6"."open_deals",
              "t6"."won_deals",
              "t11"."owner_id",
              "t11"."created_at",
              "t11"."_account"
            FROM "account_ends" AS "t6"
            INNER JOIN (
              SELECT
                "t5"."owner_id",
                "t5"."created_at",
                "t5"."account_id" AS "_account"
              FROM "accounts" AS "t5"
            ) AS "t11"
              ON "t6"."account_id" = "t11"."_account"
          ) AS "t17"
          WHERE
            (
              "t17"."created_at" IS NULL
            )
            OR (
              (
                "t17"."created_at" + INTERVAL '90' DAY
              ) <= "t17"."at"
            )
        ) AS "t20"
      ) AS "t21"
    ) AS "t22"
    WHERE
      "t22"."at" IS NOT NULL
  ) AS "t23"
  GROUP BY
    1,
    2,
    3
) AS "t24";
