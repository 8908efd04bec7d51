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
  "t8"."period",
  "t8"."slice_0",
  "t8"."slice_1",
  "t8"."n",
  DENSE_RANK() OVER (
    ORDER BY "t8"."period" ASC NULLS FIRST, "t8"."slice_0" ASC NULLS FIRST, "t8"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t7"."period",
    "t7"."slice_0",
    "t7"."slice_1",
    COUNT(*) AS "n"
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
      "t6"."created_at",
      "t6"."disqualified_at",
      "t6"."reason_group",
      "t6"."disqualified_reason" AS "reason",
      "t6"."lead_id" AS "unit_id",
      "t6"."disqualified_at" AS "at",
      NULLIF("t6"."disqualified_reason", '') AS "slice_0",
      NULLIF("t6"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t6"."disqualified_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t5"."lead_id",
        "t5"."account_id",
        "t5"."created_at",
        "t5"."source",
        "t5"."campaign_id",
        "t5"."lead_type",
        "t5"."country",
        "t5"."owner_id",
        "t5"."cluster",
        "t5"."purpose",
        "t5"."on_profile",
        "t3"."disqualified_at",
        "t3"."disqualified_reason",
        "t3"."reason_group",
        "t3"."_moved"
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
          CAST(NULL AS BOOLEAN) AS "on_profile"
        FROM "leads" AS "t0"
      ) AS "t5"
      INNER JOIN (
        SELECT
          "t1"."disqualified_at",
          "t1"."disqualified_reason",
          "t1"."reason_group",
          "t1"."lead_id" AS "_moved"
        FROM "lead_stages" AS "t1"
      ) AS "t3"
        ON "t5"."lead_id" = "t3"."_moved"
    ) AS "t6"
    WHERE
      "t6"."disqualified_at" IS NOT NULL
  ) AS "t7"
  GROUP BY
    1,
    2,
    3
) AS "t8";
