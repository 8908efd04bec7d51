SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

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

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t8"."period",
  "t8"."slice_0",
  "t8"."total",
  "t8"."known",
  "t8"."units",
  DENSE_RANK() OVER (
    ORDER BY "t8"."period" ASC NULLS FIRST, "t8"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t7"."period",
    "t7"."slice_0",
    SUM(CAST(ROUND("t7"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
    COUNT("t7"."value") AS "known",
    COUNT(DISTINCT "t7"."unit_id") AS "units"
  FROM (
    SELECT
      "t6"."account_id",
      "t6"."at",
      "t6"."is_last",
      "t6"."unit_id",
      "t6"."cluster",
      "t6"."value",
      "t6"."stage",
      "t6"."target",
      NULLIF("t6"."stage", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t6"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t5"."account_id",
        "t5"."at",
        "t5"."is_last",
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
          "t2"."account_id",
          "t2"."period_start",
          "t2"."at",
          "t2"."is_last",
          "t2"."engagement_minutes",
          "t2"."sales_activities",
          "t2"."people",
          "t2"."open_deals",
          "t2"."won_deals",
          "t4"."target_tier"
        FROM "account_ends" AS "t2"
        INNER JOIN (
          SELECT
            "t1"."account_id" AS "_account",
            "t1"."target_tier"
          FROM "accounts" AS "t1"
        ) AS "t4"
          ON "t2"."account_id" = "t4"."_account"
      ) AS "t5"
    ) AS "t6"
    WHERE
      "t6"."at" IS NOT NULL
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t8";
