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

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT
  MIN("t0"."assigned_at") AS "at"
FROM "assignments" AS "t0";

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
  "t14"."period",
  "t14"."slice_0",
  "t14"."tick",
  "t14"."outcome",
  "t14"."n",
  DENSE_RANK() OVER (
    ORDER BY "t14"."period" ASC NULLS FIRST, "t14"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t13"."period",
    "t13"."slice_0",
    "t13"."tick",
    "t13"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t12"."lead_id",
      "t12"."clock_at",
      "t12"."assigned_at",
      "t12"."first_touch_at",
      "t12"."touched_before_routing",
      "t12"."response_hours",
      "t12"."waited_hours",
      "t12"."account_id",
      "t12"."created_at",
      "t12"."source",
      "t12"."campaign_id",
      "t12"."lead_type",
      "t12"."country",
      "t12"."owner_id",
      "t12"."cluster",
      "t12"."purpose",
      "t12"."on_profile",
      "t12"."lead_id" AS "unit_id",
      "t12"."clock_at" AS "at",
      "t12"."waited_hours" AS "waited",
      CAST(CASE
        WHEN (
          "t12"."waited_hours" IS NOT NULL
        )
        AND (
          CASE WHEN "t12"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END IS NOT NULL
        )
        AND (
          "t12"."waited_hours" >= 0
        )
        THEN CASE WHEN "t12"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END
        ELSE 0
      END AS BIGINT) AS "outcome",
      NULLIF("t12"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t12"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t12"."waited_hours" IS NOT NULL
        )
        AND (
          CASE WHEN "t12"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END IS NOT NULL
        )
        AND (
          "t12"."waited_hours" >= 0
        )
        THEN CAST(ROUND("t12"."waited_hours" * 3600, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        "t11".*
        EXCLUDE ("_lead")
      FROM (
        SELECT
          "t3"."lead_id",
          "t3"."clock_at",
          "t3"."assigned_at",
          "t3"."first_touch_at",
          "t3"."touched_before_routing",
          "t3"."response_hours",
          "t3"."waited_hours",
          "t10"."_lead",
          "t10"."account_id",
          "t10"."created_at",
          "t10"."source",
          "t10"."campaign_id",
          "t10"."lead_type",
          "t10"."country",
          "t10"."owner_id",
          "t10"."cluster",
          "t10"."purpose",
          "t10"."on_profile"
        FROM "lead_response" AS "t3"
        INNER JOIN (
          SELECT
            "t8"."lead_id" AS "_lead",
            "t8"."account_id",
            "t8"."created_at",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."lead_type",
            "t8"."country",
            "t8"."owner_id",
            "t8"."cluster",
            "t8"."purpose",
            "t8"."on_profile"
          FROM (
            SELECT
              "t7"."lead_id",
              "t7"."account_id",
              "t7"."created_at",
              "t7"."source",
              "t7"."campaign_id",
              "t7"."lead_type",
              "t7"."country",
              "t7"."owner_id",
              "t7"."cluster",
              "t7"."purpose",
              "t5"."on_profile"
            FROM (
              SELECT
                "t1"."lead_id",
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
            ) AS "t7"
            LEFT OUTER JOIN (
              SELECT
                "t2"."account_id" AS "_account",
                "t2"."employees" >= 50 AS "on_profile"
              FROM "accounts" AS "t2"
            ) AS "t5"
              ON "t7"."account_id" = "t5"."_account"
          ) AS "t8"
        ) AS "t10"
          ON "t3"."lead_id" = "t10"."_lead"
      ) AS "t11"
    ) AS "t12"
    WHERE
      "t12"."clock_at" IS NOT NULL
  ) AS "t13"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t14";
