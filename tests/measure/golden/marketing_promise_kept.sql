SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

SELECT DISTINCT
  "t0"."kind"
FROM "touches" AS "t0"
WHERE
  "t0"."kind" IS NOT NULL;

SELECT
  "t5"."period",
  "t5"."slice_0",
  "t5"."slice_1",
  "t5"."rows",
  "t5"."n",
  "t5"."hits",
  DENSE_RANK() OVER (
    ORDER BY "t5"."period" ASC NULLS FIRST, "t5"."slice_0" ASC NULLS FIRST, "t5"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t4"."period",
    "t4"."slice_0",
    "t4"."slice_1",
    COUNT(*) AS "rows",
    COUNT("t4"."hit") AS "n",
    SUM(CASE WHEN "t4"."hit" THEN 1 ELSE 0 END) AS "hits"
  FROM (
    SELECT
      "t3"."lead_id",
      "t3"."cluster",
      "t3"."account_id",
      "t3"."source",
      "t3"."campaign_id",
      "t3"."lead_type",
      "t3"."country",
      "t3"."owner_id",
      "t3"."purpose",
      "t3"."on_profile",
      "t3"."unit_id",
      "t3"."at",
      "t3"."promise",
      "t3"."hit",
      "t3"."value",
      NULLIF("t3"."promise", '') AS "slice_0",
      NULLIF("t3"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t3"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."lead_id",
          "t0"."cluster",
          "t0"."account_id",
          "t0"."source",
          "t0"."campaign_id",
          "t0"."lead_type",
          "t0"."country",
          "t0"."owner_id",
          "t0"."purpose",
          "t0"."on_profile",
          "t0"."lead_id" AS "unit_id",
          "t0"."delivered_at" AS "at",
          'fields_complete' AS "promise",
          "t0"."is_complete" AS "hit",
          CAST(NULL AS DOUBLE) AS "value"
        FROM "delivered" AS "t0"
      ) AS "t1"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."lead_id",
          "t0"."cluster",
          "t0"."account_id",
          "t0"."source",
          "t0"."campaign_id",
          "t0"."lead_type",
          "t0"."country",
          "t0"."owner_id",
          "t0"."purpose",
          "t0"."on_profile",
          "t0"."lead_id" AS "unit_id",
          "t0"."delivered_at" AS "at",
          'context' AS "promise",
          "t0"."has_context" AS "hit",
          CAST(NULL AS DOUBLE) AS "value"
        FROM "delivered" AS "t0"
      ) AS "t2"
    ) AS "t3"
    WHERE
      "t3"."at" IS NOT NULL
  ) AS "t4"
  GROUP BY
    1,
    2,
    3
) AS "t5";
