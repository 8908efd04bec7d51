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
  "t0"."lead_id"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."stage" IN (
    'MQL',
    'Marketing Qualified',
    'Marketing Qualified Lead',
    'marketingqualifiedlead',
    'mql'
  )
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
  "t0"."lead_id"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."stage" IN (
    'MQL',
    'Marketing Qualified',
    'Marketing Qualified Lead',
    'marketingqualifiedlead',
    'mql'
  )
LIMIT 1;

WITH "t5" AS (
  SELECT
    "t2"."lead_id",
    "t2"."cluster",
    "t2"."account_id",
    "t2"."source",
    "t2"."campaign_id",
    "t2"."lead_type",
    "t2"."country",
    "t2"."owner_id",
    "t2"."purpose",
    "t4"."_judged" AS "on_profile",
    "t2"."delivered_at",
    "t2"."is_complete",
    "t2"."has_context"
  FROM "delivered" AS "t2"
  LEFT OUTER JOIN (
    SELECT
      "t1"."account_id" AS "_account",
      "t1"."employees" >= 50 AS "_judged"
    FROM "accounts" AS "t1"
  ) AS "t4"
    ON "t2"."account_id" = "t4"."_account"
)
SELECT
  "t11"."period",
  "t11"."slice_0",
  "t11"."slice_1",
  "t11"."rows",
  "t11"."n",
  "t11"."hits",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST, "t11"."slice_0" ASC NULLS FIRST, "t11"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."slice_0",
    "t10"."slice_1",
    COUNT(*) AS "rows",
    COUNT("t10"."hit") AS "n",
    SUM(CASE WHEN "t10"."hit" THEN 1 ELSE 0 END) AS "hits"
  FROM (
    SELECT
      "t9"."lead_id",
      "t9"."cluster",
      "t9"."account_id",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."lead_type",
      "t9"."country",
      "t9"."owner_id",
      "t9"."purpose",
      "t9"."on_profile",
      "t9"."unit_id",
      "t9"."at",
      "t9"."promise",
      "t9"."hit",
      "t9"."value",
      NULLIF("t9"."promise", '') AS "slice_0",
      NULLIF("t9"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t6"."lead_id",
          "t6"."cluster",
          "t6"."account_id",
          "t6"."source",
          "t6"."campaign_id",
          "t6"."lead_type",
          "t6"."country",
          "t6"."owner_id",
          "t6"."purpose",
          "t6"."on_profile",
          "t6"."lead_id" AS "unit_id",
          "t6"."delivered_at" AS "at",
          'fields_complete' AS "promise",
          "t6"."is_complete" AS "hit",
          CAST(NULL AS DOUBLE) AS "value"
        FROM "t5" AS "t6"
      ) AS "t7"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t6"."lead_id",
          "t6"."cluster",
          "t6"."account_id",
          "t6"."source",
          "t6"."campaign_id",
          "t6"."lead_type",
          "t6"."country",
          "t6"."owner_id",
          "t6"."purpose",
          "t6"."on_profile",
          "t6"."lead_id" AS "unit_id",
          "t6"."delivered_at" AS "at",
          'context' AS "promise",
          "t6"."has_context" AS "hit",
          CAST(NULL AS DOUBLE) AS "value"
        FROM "t5" AS "t6"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
  ) AS "t10"
  GROUP BY
    1,
    2,
    3
) AS "t11";
