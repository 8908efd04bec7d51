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

SELECT
  "t20"."period",
  "t20"."slice_0",
  "t20"."slice_1",
  "t20"."account_bucket",
  "t20"."value",
  "t20"."won",
  "t20"."rows",
  "t20"."like_won",
  "t20"."like",
  "t20"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t20"."period" ASC NULLS FIRST, "t20"."slice_0" ASC NULLS FIRST, "t20"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t19"."period",
    "t19"."slice_0",
    "t19"."slice_1",
    "t19"."account_bucket",
    SUM(CAST(ROUND("t19"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CASE WHEN "t19"."hit" THEN 1 ELSE 0 END) AS "won",
    COUNT(*) AS "rows",
    SUM(CASE WHEN "t19"."hit" AND "t19"."comparable" THEN 1 ELSE 0 END) AS "like_won",
    SUM(CASE WHEN "t19"."comparable" THEN 1 ELSE 0 END) AS "like",
    SUM(CASE WHEN "t19"."hit" AND (
      "t19"."value" IS NULL
    ) THEN 1 ELSE 0 END) AS "unknown"
  FROM (
    SELECT
      "t18"."opportunity_id",
      "t18"."cluster",
      "t18"."account_bucket",
      "t18"."account_id",
      "t18"."lead_id",
      "t18"."owner_id",
      "t18"."created_at",
      "t18"."kind",
      "t18"."sourced_by",
      "t18"."source",
      "t18"."campaign_id",
      "t18"."on_profile",
      "t18"."currency",
      "t18"."status",
      "t18"."closed_at",
      "t18"."amount",
      "t18"."first_amount",
      "t18"."stage",
      "t18"."close_date",
      "t18"."loss_reason",
      "t18"."competitor",
      "t18"."pushes",
      "t18"."reopened",
      "t18"."n_versions",
      "t18"."reconstructed",
      "t18"."channel",
      "t18"."opportunity_id" AS "unit_id",
      "t18"."closed_at" AS "at",
      "t18"."status" = 'won' AS "hit",
      CASE WHEN "t18"."status" = 'won' THEN "t18"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value",
      (
        "t18"."kind" IS NULL
      ) OR "t18"."kind" IN ('new') AS "comparable",
      NULLIF("t18"."channel", '') AS "slice_0",
      NULLIF("t18"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t18"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t13".*
          EXCLUDE ("_deal", "_touched")
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."cluster",
            "t8"."account_bucket",
            "t8"."account_id",
            "t8"."lead_id",
            "t8"."owner_id",
            "t8"."created_at",
            "t8"."kind",
            "t8"."sourced_by",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."on_profile",
            "t8"."currency",
            "t8"."status",
            "t8"."closed_at",
            "t8"."amount",
            "t8"."first_amount",
            "t8"."stage",
            "t8"."close_date",
            "t8"."loss_reason",
            "t8"."competitor",
            "t8"."pushes",
            "t8"."reopened",
            "t8"."n_versions",
            "t8"."reconstructed",
            "t6"."_deal",
            "t11"."_touched",
            "t11"."channel"
          FROM (
            SELECT
              *
            FROM "deal_facts" AS "t0"
            WHERE
              "t0"."status" IN ('won', 'lost')
          ) AS "t8"
          INNER JOIN (
            SELECT
              "t1"."opportunity_id",
              "t1"."deal" AS "_deal"
            FROM "journey_deals" AS "t1"
          ) AS "t6"
            ON "t8"."opportunity_id" = "t6"."opportunity_id"
          INNER JOIN (
            SELECT
              "t4"."deal" AS "_touched",
              CASE WHEN "t4"."code" = 0 THEN 'Webinar' ELSE '(no channel)' END AS "channel"
            FROM (
              SELECT DISTINCT
                "t2"."deal",
                "t2"."code"
              FROM "journeys_of_revenue" AS "t2"
            ) AS "t4"
          ) AS "t11"
            ON "t6"."_deal" = "t11"."_touched"
        ) AS "t13"
      ) AS "t14"
      UNION ALL
      SELECT
        *
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
              "t12"."account_bucket",
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
              "t12"."_deal",
              "t12"."_touched",
              CASE WHEN "t12"."_touched" IS NOT NULL THEN 'any touch' ELSE 'no touch recorded' END AS "channel"
            FROM (
              SELECT
                "t8"."opportunity_id",
                "t8"."cluster",
                "t8"."account_bucket",
                "t8"."account_id",
                "t8"."lead_id",
                "t8"."owner_id",
                "t8"."created_at",
                "t8"."kind",
                "t8"."sourced_by",
                "t8"."source",
                "t8"."campaign_id",
                "t8"."on_profile",
                "t8"."currency",
                "t8"."status",
                "t8"."closed_at",
                "t8"."amount",
                "t8"."first_amount",
                "t8"."stage",
                "t8"."close_date",
                "t8"."loss_reason",
                "t8"."competitor",
                "t8"."pushes",
                "t8"."reopened",
                "t8"."n_versions",
                "t8"."reconstructed",
                "t6"."_deal",
                "t9"."_touched"
              FROM (
                SELECT
                  *
                FROM "deal_facts" AS "t0"
                WHERE
                  "t0"."status" IN ('won', 'lost')
              ) AS "t8"
              INNER JOIN (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."deal" AS "_deal"
                FROM "journey_deals" AS "t1"
              ) AS "t6"
                ON "t8"."opportunity_id" = "t6"."opportunity_id"
              LEFT OUTER JOIN (
                SELECT
                  "t2"."deal" AS "_touched"
                FROM "journeys_of_revenue" AS "t2"
                WHERE
                  "t2"."place" = 1
              ) AS "t9"
                ON "t6"."_deal" = "t9"."_touched"
            ) AS "t12"
          ) AS "t15"
        ) AS "t16"
      ) AS "t17"
    ) AS "t18"
    WHERE
      "t18"."closed_at" IS NOT NULL
  ) AS "t19"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t20";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
