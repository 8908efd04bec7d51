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
  "t12"."period",
  "t12"."slice_0",
  "t12"."slice_1",
  "t12"."n",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST, "t12"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."slice_1",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t10"."lead_id",
      "t10"."account_id",
      "t10"."created_at",
      "t10"."source",
      "t10"."campaign_id",
      "t10"."lead_type",
      "t10"."country",
      "t10"."owner_id",
      "t10"."cluster",
      "t10"."purpose",
      "t10"."on_profile",
      "t10"."disqualified_at",
      "t10"."reason_group",
      "t10"."reason",
      "t10"."lead_id" AS "unit_id",
      "t10"."disqualified_at" AS "at",
      NULLIF("t10"."reason", '') AS "slice_0",
      NULLIF("t10"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."disqualified_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("_gone")
      FROM (
        SELECT
          "t8"."lead_id",
          "t8"."account_id",
          "t8"."created_at",
          "t8"."source",
          "t8"."campaign_id",
          "t8"."lead_type",
          "t8"."country",
          "t8"."owner_id",
          "t8"."cluster",
          "t8"."purpose",
          "t5"."on_profile",
          "t6"."disqualified_at",
          "t6"."reason_group",
          "t6"."_gone",
          "t6"."reason"
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
            ) AS "purpose"
          FROM "leads" AS "t0"
        ) AS "t8"
        LEFT OUTER JOIN (
          SELECT
            "t1"."account_id" AS "_account",
            "t1"."employees" >= 50 AS "on_profile"
          FROM "accounts" AS "t1"
        ) AS "t5"
          ON "t8"."account_id" = "t5"."_account"
        INNER JOIN (
          SELECT
            "t2"."disqualified_at",
            "t2"."reason_group",
            "t2"."lead_id" AS "_gone",
            "t2"."disqualified_reason" AS "reason"
          FROM "lead_stages" AS "t2"
          WHERE
            "t2"."disqualified_at" IS NOT NULL
        ) AS "t6"
          ON "t8"."lead_id" = "t6"."_gone"
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."disqualified_at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2,
    3
) AS "t12";
