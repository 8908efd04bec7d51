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

WITH "t2" AS (
  SELECT DISTINCT
    "t1"."opportunity_id",
    "t1"."code"
  FROM "journeys_of_revenue" AS "t1"
)
SELECT
  "t19"."period",
  "t19"."slice_0",
  "t19"."slice_1",
  "t19"."account_bucket",
  "t19"."value",
  "t19"."won",
  "t19"."rows",
  "t19"."like_won",
  "t19"."like",
  "t19"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t19"."period" ASC NULLS FIRST, "t19"."slice_0" ASC NULLS FIRST, "t19"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t18"."period",
    "t18"."slice_0",
    "t18"."slice_1",
    "t18"."account_bucket",
    SUM(CAST(ROUND("t18"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CASE WHEN "t18"."hit" THEN 1 ELSE 0 END) AS "won",
    COUNT(*) AS "rows",
    SUM(CASE WHEN "t18"."hit" AND "t18"."comparable" THEN 1 ELSE 0 END) AS "like_won",
    SUM(CASE WHEN "t18"."comparable" THEN 1 ELSE 0 END) AS "like",
    SUM(CASE WHEN "t18"."hit" AND (
      "t18"."value" IS NULL
    ) THEN 1 ELSE 0 END) AS "unknown"
  FROM (
    SELECT
      "t17"."opportunity_id",
      "t17"."cluster",
      "t17"."account_id",
      "t17"."lead_id",
      "t17"."owner_id",
      "t17"."created_at",
      "t17"."kind",
      "t17"."sourced_by",
      "t17"."source",
      "t17"."campaign_id",
      "t17"."on_profile",
      "t17"."currency",
      "t17"."status",
      "t17"."closed_at",
      "t17"."amount",
      "t17"."first_amount",
      "t17"."stage",
      "t17"."close_date",
      "t17"."loss_reason",
      "t17"."competitor",
      "t17"."pushes",
      "t17"."reopened",
      "t17"."n_versions",
      "t17"."reconstructed",
      "t17"."channel",
      "t17"."unit_id",
      "t17"."at",
      "t17"."hit",
      "t17"."value",
      "t17"."comparable",
      "t17"."slice_0",
      "t17"."slice_1",
      "t17"."period",
      SUBSTRING(
        MD5("t17"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t17"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t16"."opportunity_id",
        "t16"."cluster",
        "t16"."account_id",
        "t16"."lead_id",
        "t16"."owner_id",
        "t16"."created_at",
        "t16"."kind",
        "t16"."sourced_by",
        "t16"."source",
        "t16"."campaign_id",
        "t16"."on_profile",
        "t16"."currency",
        "t16"."status",
        "t16"."closed_at",
        "t16"."amount",
        "t16"."first_amount",
        "t16"."stage",
        "t16"."close_date",
        "t16"."loss_reason",
        "t16"."competitor",
        "t16"."pushes",
        "t16"."reopened",
        "t16"."n_versions",
        "t16"."reconstructed",
        "t16"."channel",
        "t16"."opportunity_id" AS "unit_id",
        "t16"."closed_at" AS "at",
        "t16"."status" = 'won' AS "hit",
        CASE WHEN "t16"."status" = 'won' THEN "t16"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value",
        (
          "t16"."kind" IS NULL
        ) OR "t16"."kind" IN ('new') AS "comparable",
        NULLIF("t16"."channel", '') AS "slice_0",
        NULLIF("t16"."source", '') AS "slice_1",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t16"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t11".*
            EXCLUDE ("_deal")
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
              "t9"."_deal",
              "t9"."channel"
            FROM (
              SELECT
                *
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" IN ('won', 'lost')
            ) AS "t5"
            INNER JOIN (
              SELECT
                "t4"."opportunity_id" AS "_deal",
                CASE WHEN "t4"."code" = 0 THEN 'Webinar' ELSE '(no channel)' END AS "channel"
              FROM "t2" AS "t4"
            ) AS "t9"
              ON "t5"."opportunity_id" = "t9"."_deal"
          ) AS "t11"
        ) AS "t12"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t13".*
              EXCLUDE ("_deal")
            FROM (
              SELECT
                "t10"."opportunity_id",
                "t10"."cluster",
                "t10"."account_id",
                "t10"."lead_id",
                "t10"."owner_id",
                "t10"."created_at",
                "t10"."kind",
                "t10"."sourced_by",
                "t10"."source",
                "t10"."campaign_id",
                "t10"."on_profile",
                "t10"."currency",
                "t10"."status",
                "t10"."closed_at",
                "t10"."amount",
                "t10"."first_amount",
                "t10"."stage",
                "t10"."close_date",
                "t10"."loss_reason",
                "t10"."competitor",
                "t10"."pushes",
                "t10"."reopened",
                "t10"."n_versions",
                "t10"."reconstructed",
                "t10"."_deal",
                CASE WHEN "t10"."_deal" IS NOT NULL THEN 'any touch' ELSE 'no touch recorded' END AS "channel"
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
                  "t7"."_deal"
                FROM (
                  SELECT
                    *
                  FROM "deal_facts" AS "t0"
                  WHERE
                    "t0"."status" IN ('won', 'lost')
                ) AS "t5"
                LEFT OUTER JOIN (
                  SELECT DISTINCT
                    "t4"."opportunity_id" AS "_deal"
                  FROM "t2" AS "t4"
                ) AS "t7"
                  ON "t5"."opportunity_id" = "t7"."_deal"
              ) AS "t10"
            ) AS "t13"
          ) AS "t14"
        ) AS "t15"
      ) AS "t16"
      WHERE
        "t16"."closed_at" IS NOT NULL
    ) AS "t17"
  ) AS "t18"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t19";
