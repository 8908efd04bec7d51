SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "stage_changes" LIMIT 1;

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "campaigns" LIMIT 1;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t15"."period",
  "t15"."slice_0",
  "t15"."slice_1",
  "t15"."n",
  DENSE_RANK() OVER (
    ORDER BY "t15"."period" ASC NULLS FIRST, "t15"."slice_0" ASC NULLS FIRST, "t15"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t14"."period",
    "t14"."slice_0",
    "t14"."slice_1",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t13"."lead_id",
      "t13"."account_id",
      "t13"."created_at",
      "t13"."source",
      "t13"."campaign_id",
      "t13"."lead_type",
      "t13"."country",
      "t13"."owner_id",
      "t13"."cluster",
      "t13"."purpose",
      "t13"."on_profile",
      "t13"."disqualified_at",
      "t13"."reason_group",
      "t13"."reason",
      "t13"."lead_id" AS "unit_id",
      "t13"."disqualified_at" AS "at",
      NULLIF("t13"."reason", '') AS "slice_0",
      NULLIF("t13"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t13"."disqualified_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t12".*
        EXCLUDE ("_gone")
      FROM (
        SELECT
          "t11"."lead_id",
          "t11"."account_id",
          "t11"."created_at",
          "t11"."source",
          "t11"."campaign_id",
          "t11"."lead_type",
          "t11"."country",
          "t11"."owner_id",
          "t11"."cluster",
          "t11"."purpose",
          "t11"."on_profile",
          "t6"."disqualified_at",
          "t6"."reason_group",
          "t6"."_gone",
          "t6"."reason"
        FROM (
          SELECT
            "t9"."lead_id",
            "t9"."account_id",
            "t9"."created_at",
            "t9"."source",
            "t9"."campaign_id",
            "t9"."lead_type",
            "t9"."country",
            "t9"."owner_id",
            "t9"."cluster",
            "t9"."purpose",
            "t9"."employees" >= 50 AS "on_profile"
          FROM (
            SELECT
              "t8"."lead_id",
              "t8"."person_id",
              "t8"."account_id",
              "t8"."created_at",
              "t8"."source",
              "t8"."campaign_id",
              "t8"."lead_type",
              "t8"."country",
              "t8"."owner_id",
              "t8"."cluster",
              "t8"."purpose",
              "t5"."_of_employees" AS "employees"
            FROM (
              SELECT
                "t1"."lead_id",
                "t1"."person_id",
                "t1"."account_id",
                "t1"."created_at",
                "t1"."source",
                "t1"."campaign_id",
                "t1"."lead_type",
                "t1"."country",
                "t1"."owner_id",
                COALESCE("t1"."account_id", "t1"."person_id", "t1"."lead_id") AS "cluster",
                COALESCE(
                  CASE
                    WHEN "t1"."source" IN ('Search')
                    THEN 'capture'
                    WHEN "t1"."source" IN ('Webinar')
                    THEN 'create'
                    ELSE CAST(NULL AS TEXT)
                  END,
                  CASE WHEN "t1"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
                ) AS "purpose"
              FROM "leads" AS "t1"
            ) AS "t8"
            LEFT OUTER JOIN (
              SELECT
                "t2"."account_id" AS "_account",
                "t2"."employees" AS "_of_employees"
              FROM "accounts" AS "t2"
            ) AS "t5"
              ON "t8"."account_id" = "t5"."_account"
          ) AS "t9"
        ) AS "t11"
        INNER JOIN (
          SELECT
            "t0"."disqualified_at",
            "t0"."reason_group",
            "t0"."lead_id" AS "_gone",
            "t0"."disqualified_reason" AS "reason"
          FROM "lead_stages" AS "t0"
          WHERE
            "t0"."disqualified_at" IS NOT NULL
        ) AS "t6"
          ON "t11"."lead_id" = "t6"."_gone"
      ) AS "t12"
    ) AS "t13"
    WHERE
      "t13"."disqualified_at" IS NOT NULL
  ) AS "t14"
  GROUP BY
    1,
    2,
    3
) AS "t15";
