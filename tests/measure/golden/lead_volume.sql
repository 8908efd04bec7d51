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
  "t2"."period",
  "t2"."slice_0",
  "t2"."n",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."account_id",
      "t0"."created_at",
      "t0"."source",
      "t0"."campaign_id",
      "t0"."lead_type",
      "t0"."country",
      "t0"."owner_id",
      COALESCE("t0"."account_id", "t0"."person_id", "t0"."lead_id") AS "cluster",
      COALESCE(
        CASE
          WHEN "t0"."source" IN ('Search')
          THEN 'capture'
          WHEN "t0"."source" IN ('Webinar')
          THEN 'create'
          ELSE CAST(NULL AS TEXT)
        END,
        CASE WHEN "t0"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
      ) AS "purpose",
      CAST(NULL AS BOOLEAN) AS "on_profile",
      "t0"."lead_id" AS "unit_id",
      "t0"."created_at" AS "at",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "leads" AS "t0"
    WHERE
      "t0"."created_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2";
