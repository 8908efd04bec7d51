SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "accounts" AS "t0"
  WHERE
    COALESCE(NULLIF("t0"."target_tier", '') IS NOT NULL, FALSE)
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

SELECT 1 AS one FROM "accounts" LIMIT 1;

WITH "t5" AS (
  SELECT
    "t2"."account_id",
    "t2"."period_start",
    "t2"."at",
    "t2"."is_last",
    "t2"."engagement_minutes",
    "t2"."sales_activities",
    "t2"."people",
    "t2"."open_deals",
    "t2"."won_deals",
    "t4"."_account",
    "t4"."_tier"
  FROM "account_ends" AS "t2"
  INNER JOIN (
    SELECT
      "t1"."account_id" AS "_account",
      "t1"."target_tier" AS "_tier"
    FROM "accounts" AS "t1"
  ) AS "t4"
    ON "t2"."account_id" = "t4"."_account"
)
SELECT
  "t17"."period",
  "t17"."slice_0",
  "t17"."n",
  "t17"."hits",
  "t17"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t17"."period" ASC NULLS FIRST, "t17"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t16"."period",
    "t16"."slice_0",
    COUNT("t16"."hit") AS "n",
    SUM(CASE WHEN "t16"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t15"."account_id",
      "t15"."at",
      "t15"."is_last",
      "t15"."unit_id",
      "t15"."cluster",
      "t15"."step",
      "t15"."hit",
      NULLIF("t15"."step", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t15"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."account_id",
            "t6"."at",
            "t6"."is_last",
            "t6"."account_id" AS "unit_id",
            "t6"."account_id" AS "cluster",
            'worked' AS "step",
            "t6"."sales_activities" > 0 AS "hit"
          FROM "t5" AS "t6"
          WHERE
            COALESCE(NULLIF("t6"."_tier", '') IS NOT NULL, FALSE)
        ) AS "t7"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t6"."account_id",
            "t6"."at",
            "t6"."is_last",
            "t6"."account_id" AS "unit_id",
            "t6"."account_id" AS "cluster",
            'both' AS "step",
            (
              "t6"."engagement_minutes" >= 10.0
            ) AND (
              "t6"."sales_activities" > 0
            ) AS "hit"
          FROM "t5" AS "t6"
          WHERE
            COALESCE(NULLIF("t6"."_tier", '') IS NOT NULL, FALSE)
        ) AS "t8"
      ) AS "t12"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."account_id",
            "t6"."at",
            "t6"."is_last",
            "t6"."account_id" AS "unit_id",
            "t6"."account_id" AS "cluster",
            'in_deal' AS "step",
            (
              "t6"."open_deals" > 0
            ) OR (
              "t6"."won_deals" > 0
            ) AS "hit"
          FROM "t5" AS "t6"
          WHERE
            COALESCE(NULLIF("t6"."_tier", '') IS NOT NULL, FALSE)
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t6"."account_id",
              "t6"."at",
              "t6"."is_last",
              "t6"."account_id" AS "unit_id",
              "t6"."account_id" AS "cluster",
              'known' AS "step",
              "t6"."people" > 0 AS "hit"
            FROM "t5" AS "t6"
            WHERE
              COALESCE(NULLIF("t6"."_tier", '') IS NOT NULL, FALSE)
          ) AS "t10"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t6"."account_id",
              "t6"."at",
              "t6"."is_last",
              "t6"."account_id" AS "unit_id",
              "t6"."account_id" AS "cluster",
              'engaged' AS "step",
              "t6"."engagement_minutes" >= 10.0 AS "hit"
            FROM "t5" AS "t6"
            WHERE
              COALESCE(NULLIF("t6"."_tier", '') IS NOT NULL, FALSE)
          ) AS "t11"
        ) AS "t13"
      ) AS "t14"
    ) AS "t15"
    WHERE
      "t15"."at" IS NOT NULL
  ) AS "t16"
  GROUP BY
    1,
    2
) AS "t17";
