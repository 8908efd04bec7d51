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

SELECT
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  COUNT("t0"."sourced_by") AS "known"
FROM "opportunities" AS "t0";

SELECT
  MIN("t0"."created_at") AS "first"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  COUNT("t0"."sourced_by") AS "known"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t33"."period",
  "t33"."slice_0",
  "t33"."slice_1",
  "t33"."account_bucket",
  "t33"."value",
  "t33"."known",
  "t33"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t33"."period" ASC NULLS FIRST, "t33"."slice_0" ASC NULLS FIRST, "t33"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t32"."period",
    "t32"."slice_0",
    "t32"."slice_1",
    "t32"."account_bucket",
    SUM(CAST(ROUND("t32"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t32"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t31"."opportunity_id",
      "t31"."cluster",
      "t31"."account_id",
      "t31"."lead_id",
      "t31"."owner_id",
      "t31"."kind",
      "t31"."sourced_by",
      "t31"."source",
      "t31"."campaign_id",
      "t31"."on_profile",
      "t31"."currency",
      "t31"."competitor",
      "t31"."opportunity_id" AS "unit_id",
      "t31"."at",
      "t31"."value",
      "t31"."form",
      NULLIF("t31"."form", '') AS "slice_0",
      NULLIF("t31"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t31"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      SUBSTRING(
        MD5("t31"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t31"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t30"."opportunity_id",
        "t30"."at",
        "t30"."value",
        "t30"."form",
        "t11"."cluster",
        "t11"."account_id",
        "t11"."lead_id",
        "t11"."owner_id",
        "t11"."kind",
        "t11"."sourced_by",
        "t11"."source",
        "t11"."campaign_id",
        "t11"."on_profile",
        "t11"."currency",
        "t11"."competitor",
        "t11"."_deal"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t27"."opportunity_id",
            "t27"."snap_at" AS "at",
            "t27"."amount" AS "value",
            'snap' AS "form"
          FROM (
            SELECT
              "t26"."opportunity_id",
              "t26"."valid_from",
              "t26"."status",
              "t26"."stage",
              "t26"."amount",
              "t26"."close_date",
              "t26"."forecast_category",
              "t26"."reconstructed",
              "t26"."valid_to",
              "t26"."status_before",
              "t26"."close_before",
              "t26"."closes_in",
              "t6"."snap_start",
              "t6"."snap_at"
            FROM (
              SELECT
                "t24"."opportunity_id",
                "t24"."valid_from",
                "t24"."status",
                "t24"."stage",
                "t24"."amount",
                "t24"."close_date",
                "t24"."forecast_category",
                "t24"."reconstructed",
                "t24"."valid_to",
                "t24"."status_before",
                "t24"."close_before",
                CAST(CAST(DATE_TRUNC('QUARTER', "t24"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in"
              FROM (
                SELECT
                  "t20"."opportunity_id",
                  "t20"."valid_from",
                  "t20"."status",
                  "t20"."stage",
                  "t20"."amount",
                  "t20"."close_date",
                  "t20"."forecast_category",
                  "t20"."reconstructed",
                  "t20"."valid_to",
                  "t20"."status_before",
                  "t20"."close_before"
                FROM (
                  SELECT
                    *
                  FROM "deal_spells" AS "t3"
                  WHERE
                    "t3"."status" = 'open'
                    AND TRUE
                    AND (
                      (
                        "t3"."forecast_category" IS NULL
                      )
                      OR NOT (
                        "t3"."forecast_category" IN ('omit', 'omitted')
                      )
                    )
                ) AS "t20"
                SEMI JOIN (
                  SELECT
                    "t21"."opportunity_id"
                  FROM (
                    SELECT
                      "t17"."opportunity_id",
                      "t17"."account_id",
                      "t17"."lead_id",
                      "t17"."owner_id",
                      "t17"."created_at",
                      "t17"."kind",
                      "t17"."sourced_by",
                      "t17"."source",
                      "t17"."campaign_id",
                      "t17"."currency",
                      "t17"."loss_reason",
                      "t17"."competitor",
                      "t15"."_of_employees" AS "employees"
                    FROM (
                      SELECT
                        "t9".*
                        EXCLUDE ("deleted_at")
                      FROM (
                        SELECT
                          "t4"."opportunity_id",
                          "t4"."account_id",
                          "t4"."lead_id",
                          "t4"."owner_id",
                          "t4"."created_at",
                          "t4"."kind",
                          "t4"."sourced_by",
                          "t4"."source",
                          "t4"."campaign_id",
                          "t4"."currency",
                          "t4"."loss_reason",
                          "t4"."competitor",
                          CAST(NULL AS TIMESTAMP) AS "deleted_at"
                        FROM "opportunities" AS "t4"
                      ) AS "t9"
                    ) AS "t17"
                    LEFT OUTER JOIN (
                      SELECT
                        "t5"."account_id" AS "_account",
                        "t5"."employees" AS "_of_employees"
                      FROM "accounts" AS "t5"
                    ) AS "t15"
                      ON "t17"."account_id" = "t15"."_account"
                  ) AS "t21"
                  WHERE
                    TRUE AND "t21"."kind" IN ('new') AND "t21"."sourced_by" IN ('marketing')
                ) AS "t23"
                  ON "t20"."opportunity_id" = "t23"."opportunity_id"
              ) AS "t24"
              WHERE
                "t24"."close_date" IS NOT NULL
            ) AS "t26"
            INNER JOIN "snap_instants" AS "t6"
              ON "t26"."closes_in" = "t6"."snap_start"
          ) AS "t27"
          WHERE
            "t27"."valid_from" <= "t27"."snap_at"
            AND (
              (
                "t27"."valid_to" IS NULL
              ) OR (
                "t27"."valid_to" > "t27"."snap_at"
              )
            )
        ) AS "t28"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t8".*
              EXCLUDE ("rolled")
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."rolled",
                "t1"."entered_at" AS "at",
                "t1"."amount" AS "value",
                'entered' AS "form"
              FROM "atc_entries" AS "t1"
            ) AS "t8"
          ) AS "t13"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t12".*
              EXCLUDE ("rolled")
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."rolled",
                "t1"."entered_at" AS "at",
                "t1"."amount" AS "value",
                'fresh' AS "form"
              FROM "atc_entries" AS "t1"
              WHERE
                NOT (
                  "t1"."rolled"
                )
            ) AS "t12"
          ) AS "t16"
        ) AS "t18"
      ) AS "t30"
      INNER JOIN (
        SELECT
          "t0"."cluster",
          "t0"."account_id",
          "t0"."lead_id",
          "t0"."owner_id",
          "t0"."kind",
          "t0"."sourced_by",
          "t0"."source",
          "t0"."campaign_id",
          "t0"."on_profile",
          "t0"."currency",
          "t0"."competitor",
          "t0"."opportunity_id" AS "_deal"
        FROM "deal_facts" AS "t0"
      ) AS "t11"
        ON "t30"."opportunity_id" = "t11"."_deal"
    ) AS "t31"
    WHERE
      "t31"."at" IS NOT NULL
  ) AS "t32"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t33";

SELECT
  COUNT("t0"."sourced_by") AS "known"
FROM "opportunities" AS "t0";

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  COUNT(*) AS "n",
  SUM(CASE WHEN "t0"."reconstructed" THEN 1 ELSE 0 END) AS "made_up"
FROM "deal_facts" AS "t0";
