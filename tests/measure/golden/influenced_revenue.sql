SELECT
  CAST(ROUND(DATE_DIFF('MICROSECOND', "t1"."created_at", "t1"."closed_at") / 86400000000.0, 0) AS BIGINT) AS "days",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "deal_facts" AS "t0"
  WHERE
    "t0"."status" = 'won' AND "t0"."closed_at" IS NOT NULL
) AS "t1"
GROUP BY
  1;

SELECT
  "t0"."account_id"
FROM "accounts" AS "t0"
WHERE
  "t0"."parent_id" IS NOT NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "accounts" AS "t0"
WHERE
  "t0"."parent_id" IS NOT NULL
LIMIT 1;

SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0";

WITH "t4" AS (
  SELECT DISTINCT
    "t2"."deal",
    "t2"."code"
  FROM "journeys_of_revenue" AS "t2"
)
SELECT
  "t22"."period",
  "t22"."slice_0",
  "t22"."slice_1",
  "t22"."account_bucket",
  "t22"."value",
  "t22"."won",
  "t22"."rows",
  "t22"."like_won",
  "t22"."like",
  "t22"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t22"."period" ASC NULLS FIRST, "t22"."slice_0" ASC NULLS FIRST, "t22"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t21"."period",
    "t21"."slice_0",
    "t21"."slice_1",
    "t21"."account_bucket",
    SUM(CAST(ROUND("t21"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CASE WHEN "t21"."hit" THEN 1 ELSE 0 END) AS "won",
    COUNT(*) AS "rows",
    SUM(CASE WHEN "t21"."hit" AND "t21"."comparable" THEN 1 ELSE 0 END) AS "like_won",
    SUM(CASE WHEN "t21"."comparable" THEN 1 ELSE 0 END) AS "like",
    SUM(CASE WHEN "t21"."hit" AND (
      "t21"."value" IS NULL
    ) THEN 1 ELSE 0 END) AS "unknown"
  FROM (
    SELECT
      "t20"."opportunity_id",
      "t20"."cluster",
      "t20"."account_id",
      "t20"."lead_id",
      "t20"."owner_id",
      "t20"."created_at",
      "t20"."kind",
      "t20"."sourced_by",
      "t20"."source",
      "t20"."campaign_id",
      "t20"."on_profile",
      "t20"."currency",
      "t20"."status",
      "t20"."closed_at",
      "t20"."amount",
      "t20"."first_amount",
      "t20"."stage",
      "t20"."close_date",
      "t20"."loss_reason",
      "t20"."competitor",
      "t20"."pushes",
      "t20"."reopened",
      "t20"."n_versions",
      "t20"."reconstructed",
      "t20"."account_bucket",
      "t20"."channel",
      "t20"."opportunity_id" AS "unit_id",
      "t20"."closed_at" AS "at",
      "t20"."status" = 'won' AS "hit",
      CASE WHEN "t20"."status" = 'won' THEN "t20"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value",
      (
        "t20"."kind" IS NULL
      ) OR "t20"."kind" IN ('new') AS "comparable",
      NULLIF("t20"."channel", '') AS "slice_0",
      NULLIF("t20"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t20"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t15".*
          EXCLUDE ("_deal", "_touched")
        FROM (
          SELECT
            "t12"."opportunity_id",
            "t12"."cluster",
            "t12"."account_id",
            "t12"."lead_id",
            "t12"."owner_id",
            "t12"."created_at",
            "t12"."kind",
            "t12"."sourced_by",
            "t12"."source",
            "t12"."campaign_id",
            "t12"."on_profile",
            "t12"."currency",
            "t12"."status",
            "t12"."closed_at",
            "t12"."amount",
            "t12"."first_amount",
            "t12"."stage",
            "t12"."close_date",
            "t12"."loss_reason",
            "t12"."competitor",
            "t12"."pushes",
            "t12"."reopened",
            "t12"."n_versions",
            "t12"."reconstructed",
            "t12"."account_bucket",
            "t6"."_deal",
            "t13"."_touched",
            "t13"."channel"
          FROM (
            SELECT
              "t5"."opportunity_id",
              "t5"."cluster",
              "t5"."account_id",
              "t5"."lead_id",
              "t5"."owner_id",
              "t5"."created_at",
              "t5"."kind",
              "t5"."sourced_by",
              "t5"."source",
              "t5"."campaign_id",
              "t5"."on_profile",
              "t5"."currency",
              "t5"."status",
              "t5"."closed_at",
              "t5"."amount",
              "t5"."first_amount",
              "t5"."stage",
              "t5"."close_date",
              "t5"."loss_reason",
              "t5"."competitor",
              "t5"."pushes",
              "t5"."reopened",
              "t5"."n_versions",
              "t5"."reconstructed",
              SUBSTRING(
                MD5("t5"."cluster"),
                CASE WHEN (
                  0 + 1
                ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t5"."cluster")) END,
                2
              ) AS "account_bucket"
            FROM (
              SELECT
                *
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" IN ('won', 'lost')
            ) AS "t5"
          ) AS "t12"
          INNER JOIN (
            SELECT
              "t1"."opportunity_id",
              "t1"."deal" AS "_deal"
            FROM "journey_deals" AS "t1"
          ) AS "t6"
            ON "t12"."opportunity_id" = "t6"."opportunity_id"
          INNER JOIN (
            SELECT
              "t7"."deal" AS "_touched",
              CASE WHEN "t7"."code" = 0 THEN 'Webinar' ELSE '(no channel)' END AS "channel"
            FROM "t4" AS "t7"
          ) AS "t13"
            ON "t6"."_deal" = "t13"."_touched"
        ) AS "t15"
      ) AS "t16"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t17".*
            EXCLUDE ("_deal", "_touched")
          FROM (
            SELECT
              "t14"."opportunity_id",
              "t14"."cluster",
              "t14"."account_id",
              "t14"."lead_id",
              "t14"."owner_id",
              "t14"."created_at",
              "t14"."kind",
              "t14"."sourced_by",
              "t14"."source",
              "t14"."campaign_id",
              "t14"."on_profile",
              "t14"."currency",
              "t14"."status",
              "t14"."closed_at",
              "t14"."amount",
              "t14"."first_amount",
              "t14"."stage",
              "t14"."close_date",
              "t14"."loss_reason",
              "t14"."competitor",
              "t14"."pushes",
              "t14"."reopened",
              "t14"."n_versions",
              "t14"."reconstructed",
              "t14"."account_bucket",
              "t14"."_deal",
              "t14"."_touched",
              CASE WHEN "t14"."_touched" IS NOT NULL THEN 'any touch' ELSE 'no touch recorded' END AS "channel"
            FROM (
              SELECT
                "t12"."opportunity_id",
                "t12"."cluster",
                "t12"."account_id",
                "t12"."lead_id",
                "t12"."owner_id",
                "t12"."created_at",
                "t12"."kind",
                "t12"."sourced_by",
                "t12"."source",
                "t12"."campaign_id",
                "t12"."on_profile",
                "t12"."currency",
                "t12"."status",
                "t12"."closed_at",
                "t12"."amount",
                "t12"."first_amount",
                "t12"."stage",
                "t12"."close_date",
                "t12"."loss_reason",
                "t12"."competitor",
                "t12"."pushes",
                "t12"."reopened",
                "t12"."n_versions",
                "t12"."reconstructed",
                "t12"."account_bucket",
                "t6"."_deal",
                "t9"."_touched"
              FROM (
                SELECT
                  "t5"."opportunity_id",
                  "t5"."cluster",
                  "t5"."account_id",
                  "t5"."lead_id",
                  "t5"."owner_id",
                  "t5"."created_at",
                  "t5"."kind",
                  "t5"."sourced_by",
                  "t5"."source",
                  "t5"."campaign_id",
                  "t5"."on_profile",
                  "t5"."currency",
                  "t5"."status",
                  "t5"."closed_at",
                  "t5"."amount",
                  "t5"."first_amount",
                  "t5"."stage",
                  "t5"."close_date",
                  "t5"."loss_reason",
                  "t5"."competitor",
                  "t5"."pushes",
                  "t5"."reopened",
                  "t5"."n_versions",
                  "t5"."reconstructed",
                  SUBSTRING(
                    MD5("t5"."cluster"),
                    CASE WHEN (
                      0 + 1
                    ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t5"."cluster")) END,
                    2
                  ) AS "account_bucket"
                FROM (
                  SELECT
                    *
                  FROM "deal_facts" AS "t0"
                  WHERE
                    "t0"."status" IN ('won', 'lost')
                ) AS "t5"
              ) AS "t12"
              INNER JOIN (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."deal" AS "_deal"
                FROM "journey_deals" AS "t1"
              ) AS "t6"
                ON "t12"."opportunity_id" = "t6"."opportunity_id"
              LEFT OUTER JOIN (
                SELECT DISTINCT
                  "t7"."deal" AS "_touched"
                FROM "t4" AS "t7"
              ) AS "t9"
                ON "t6"."_deal" = "t9"."_touched"
            ) AS "t14"
          ) AS "t17"
        ) AS "t18"
      ) AS "t19"
    ) AS "t20"
    WHERE
      "t20"."closed_at" IS NOT NULL
  ) AS "t21"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t22";
