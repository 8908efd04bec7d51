SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT 1 AS one FROM "opportunity_versions" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."account_bucket",
  "t12"."value",
  "t12"."known",
  "t12"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."account_bucket",
    SUM(CAST(ROUND("t11"."value" * 1000000.0, 0) AS BIGINT) * "t11"."sign") AS "value",
    SUM(CASE WHEN "t11"."value" IS NOT NULL THEN "t11"."sign" ELSE 0 END) AS "known",
    SUM("t11"."sign") AS "rows"
  FROM (
    SELECT
      "t10"."slice_0",
      "t10"."cluster",
      "t10"."value",
      "t10"."period",
      "t10"."sign",
      SUBSTRING(
        MD5("t10"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t10"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          NULLIF("t7"."source", '') AS "slice_0",
          "t7"."cluster",
          "t7"."amount" AS "value",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t7"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          1 AS "sign"
        FROM (
          SELECT
            "t6".*
            EXCLUDE ("_deal")
          FROM (
            SELECT
              "t5"."opportunity_id",
              "t5"."valid_from",
              "t5"."valid_to",
              "t5"."amount",
              "t5"."stage",
              "t5"."forecast_category",
              "t4"."cluster",
              "t4"."account_id",
              "t4"."lead_id",
              "t4"."owner_id",
              "t4"."kind",
              "t4"."sourced_by",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."currency",
              "t4"."competitor",
              "t4"."_deal"
            FROM (
              SELECT
                "t0"."opportunity_id",
                "t0"."valid_from",
                "t0"."valid_to",
                "t0"."amount",
                "t0"."stage",
                "t0"."forecast_category"
              FROM "deal_spells" AS "t0"
              WHERE
                "t0"."status" = 'open'
            ) AS "t5"
            INNER JOIN (
              SELECT
                "t1"."cluster",
                "t1"."account_id",
                "t1"."lead_id",
                "t1"."owner_id",
                "t1"."kind",
                "t1"."sourced_by",
                "t1"."source",
                "t1"."campaign_id",
                "t1"."on_profile",
                "t1"."currency",
                "t1"."competitor",
                "t1"."opportunity_id" AS "_deal"
              FROM "deal_facts" AS "t1"
            ) AS "t4"
              ON "t5"."opportunity_id" = "t4"."_deal"
          ) AS "t6"
        ) AS "t7"
        WHERE
          "t7"."valid_from" IS NOT NULL
          AND "t7"."valid_from" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      ) AS "t8"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          NULLIF("t7"."source", '') AS "slice_0",
          "t7"."cluster",
          "t7"."amount" AS "value",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t7"."valid_to" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          -1 AS "sign"
        FROM (
          SELECT
            "t6".*
            EXCLUDE ("_deal")
          FROM (
            SELECT
              "t5"."opportunity_id",
              "t5"."valid_from",
              "t5"."valid_to",
              "t5"."amount",
              "t5"."stage",
              "t5"."forecast_category",
              "t4"."cluster",
              "t4"."account_id",
              "t4"."lead_id",
              "t4"."owner_id",
              "t4"."kind",
              "t4"."sourced_by",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."currency",
              "t4"."competitor",
              "t4"."_deal"
            FROM (
              SELECT
                "t0"."opportunity_id",
                "t0"."valid_from",
                "t0"."valid_to",
                "t0"."amount",
                "t0"."stage",
                "t0"."forecast_category"
              FROM "deal_spells" AS "t0"
              WHERE
                "t0"."status" = 'open'
            ) AS "t5"
            INNER JOIN (
              SELECT
                "t1"."cluster",
                "t1"."account_id",
                "t1"."lead_id",
                "t1"."owner_id",
                "t1"."kind",
                "t1"."sourced_by",
                "t1"."source",
                "t1"."campaign_id",
                "t1"."on_profile",
                "t1"."currency",
                "t1"."competitor",
                "t1"."opportunity_id" AS "_deal"
              FROM "deal_facts" AS "t1"
            ) AS "t4"
              ON "t5"."opportunity_id" = "t4"."_deal"
          ) AS "t6"
        ) AS "t7"
        WHERE
          "t7"."valid_from" IS NOT NULL
          AND "t7"."valid_to" IS NOT NULL
          AND "t7"."valid_to" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      ) AS "t9"
    ) AS "t10"
  ) AS "t11"
  GROUP BY
    1,
    2,
    3
) AS "t12";
