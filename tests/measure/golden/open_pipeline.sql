SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "opportunity_versions" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT
  "t30"."period",
  "t30"."slice_0",
  "t30"."account_bucket",
  "t30"."value",
  "t30"."known",
  "t30"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t30"."period" ASC NULLS FIRST, "t30"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t29"."period",
    "t29"."slice_0",
    "t29"."account_bucket",
    SUM(CAST(ROUND("t29"."value" * 1000000.0, 0) AS BIGINT) * "t29"."sign") AS "value",
    SUM(CASE WHEN "t29"."value" IS NOT NULL THEN "t29"."sign" ELSE 0 END) AS "known",
    SUM("t29"."sign") AS "rows"
  FROM (
    SELECT
      "t28"."slice_0",
      "t28"."cluster",
      "t28"."value",
      "t28"."period",
      "t28"."sign",
      SUBSTRING(
        MD5("t28"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t28"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t27"."slice_0",
        "t27"."cluster",
        "t27"."value",
        CASE WHEN "t27"."sign" > 0 THEN "t27"."period" ELSE "t27"."period_until" END AS "period",
        CASE WHEN "t27"."sign" > 0 THEN 1 ELSE -1 END AS "sign"
      FROM (
        SELECT
          "t26"."opportunity_id",
          "t26"."valid_from",
          "t26"."valid_to",
          "t26"."amount",
          "t26"."stage",
          "t26"."forecast_category",
          "t26"."cluster",
          "t26"."account_id",
          "t26"."lead_id",
          "t26"."owner_id",
          "t26"."kind",
          "t26"."sourced_by",
          "t26"."source",
          "t26"."campaign_id",
          "t26"."on_profile",
          "t26"."currency",
          "t26"."competitor",
          "t26"."unit_id",
          "t26"."at",
          "t26"."until_at",
          "t26"."value",
          "t26"."slice_0",
          "t26"."period",
          "t26"."period_until",
          "t4"."sign"
        FROM (
          SELECT
            "t24"."opportunity_id",
            "t24"."valid_from",
            "t24"."valid_to",
            "t24"."amount",
            "t24"."stage",
            "t24"."forecast_category",
            "t24"."cluster",
            "t24"."account_id",
            "t24"."lead_id",
            "t24"."owner_id",
            "t24"."kind",
            "t24"."sourced_by",
            "t24"."source",
            "t24"."campaign_id",
            "t24"."on_profile",
            "t24"."currency",
            "t24"."competitor",
            "t24"."opportunity_id" AS "unit_id",
            "t24"."valid_from" AS "at",
            "t24"."valid_to" AS "until_at",
            "t24"."amount" AS "value",
            NULLIF("t24"."source", '') AS "slice_0",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t24"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t24"."valid_to" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_until"
          FROM (
            SELECT
              "t23".*
              EXCLUDE ("_deal")
            FROM (
              SELECT
                "t22"."opportunity_id",
                "t22"."valid_from",
                "t22"."valid_to",
                "t22"."amount",
                "t22"."stage",
                "t22"."forecast_category",
                "t16"."cluster",
                "t16"."account_id",
                "t16"."lead_id",
                "t16"."owner_id",
                "t16"."kind",
                "t16"."sourced_by",
                "t16"."source",
                "t16"."campaign_id",
                "t16"."on_profile",
                "t16"."currency",
                "t16"."competitor",
                "t16"."_deal"
              FROM (
                SELECT
                  "t20"."opportunity_id",
                  "t20"."valid_from",
                  "t20"."valid_to",
                  "t20"."amount",
                  "t20"."stage",
                  "t20"."forecast_category"
                FROM (
                  SELECT
                    "t19".*
                    EXCLUDE ("rate")
                  FROM (
                    SELECT
                      "t18"."opportunity_id",
                      "t18"."valid_from",
                      "t18"."status",
                      "t18"."stage",
                      (
                        CAST("t18"."amount" AS DOUBLE) / 1000000.0
                      ) * "t18"."rate" AS "amount",
                      "t18"."forecast_category",
                      "t18"."valid_to",
                      "t18"."rate"
                    FROM (
                      SELECT
                        "t11"."opportunity_id",
                        "t11"."valid_from",
                        "t11"."status",
                        "t11"."stage",
                        "t11"."amount",
                        "t11"."forecast_category",
                        "t11"."valid_to",
                        "t17"."rate"
                      FROM (
                        SELECT
                          "t1"."opportunity_id",
                          "t1"."valid_from",
                          "t1"."status",
                          "t1"."stage",
                          "t1"."amount",
                          "t1"."forecast_category",
                          LEAD("t1"."valid_from") OVER (
                            PARTITION BY "t1"."opportunity_id"
                            ORDER BY "t1"."valid_from" ASC
                            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                          ) AS "valid_to"
                        FROM "opportunity_versions" AS "t1"
                      ) AS "t11"
                      INNER JOIN (
                        SELECT
                          "t12"."opportunity_id",
                          CASE WHEN "t12"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate"
                        FROM (
                          SELECT
                            "t2"."opportunity_id",
                            "t2"."currency",
                            CASE
                              WHEN (
                                UPPER(TRIM("t2"."currency", ' \t
\r\v\f')) IS NULL
                              )
                              OR (
                                UPPER(TRIM("t2"."currency", ' \t
\r\v\f')) = ''
                              )
                              OR (
                                UPPER(TRIM("t2"."currency", ' \t
\r\v\f')) = 'EUR'
                              )
                              THEN CAST(NULL AS TEXT)
                              ELSE UPPER(TRIM("t2"."currency", ' \t
\r\v\f'))
                            END AS "rate_code"
                          FROM "opportunities" AS "t2"
                        ) AS "t12"
                      ) AS "t17"
                        ON "t11"."opportunity_id" = "t17"."opportunity_id"
                    ) AS "t18"
                  ) AS "t19"
                ) AS "t20"
                WHERE
                  "t20"."status" = 'open'
              ) AS "t22"
              INNER JOIN (
                SELECT
                  COALESCE("t13"."account_id", "t13"."opportunity_id") AS "cluster",
                  "t13"."account_id",
                  "t13"."lead_id",
                  "t13"."owner_id",
                  "t13"."kind",
                  "t13"."sourced_by",
                  "t13"."source",
                  "t13"."campaign_id",
                  "t13"."employees" >= 50 AS "on_profile",
                  COALESCE("t13"."currency", 'EUR') AS "currency",
                  "t13"."competitor",
                  "t13"."opportunity_id" AS "_deal"
                FROM (
                  SELECT
                    "t10"."opportunity_id",
                    "t10"."account_id",
                    "t10"."lead_id",
                    "t10"."owner_id",
                    "t10"."created_at",
                    "t10"."kind",
                    "t10"."sourced_by",
                    "t10"."source",
                    "t10"."campaign_id",
                    "t10"."currency",
                    "t10"."loss_reason",
                    "t10"."competitor",
                    "t8"."_of_employees" AS "employees"
                  FROM (
                    SELECT
                      "t5".*
                      EXCLUDE ("deleted_at")
                    FROM (
                      SELECT
                        "t2"."opportunity_id",
                        "t2"."account_id",
                        "t2"."lead_id",
                        "t2"."owner_id",
                        "t2"."created_at",
                        "t2"."kind",
                        "t2"."sourced_by",
                        "t2"."source",
                        "t2"."campaign_id",
                        "t2"."currency",
                        "t2"."loss_reason",
                        "t2"."competitor",
                        CAST(NULL AS TIMESTAMP) AS "deleted_at"
                      FROM "opportunities" AS "t2"
                    ) AS "t5"
                  ) AS "t10"
                  LEFT OUTER JOIN (
                    SELECT
                      "t3"."account_id" AS "_account",
                      "t3"."employees" AS "_of_employees"
                    FROM "accounts" AS "t3"
                  ) AS "t8"
                    ON "t10"."account_id" = "t8"."_account"
                ) AS "t13"
              ) AS "t16"
                ON "t22"."opportunity_id" = "t16"."_deal"
            ) AS "t23"
          ) AS "t24"
          WHERE
            "t24"."valid_from" IS NOT NULL
        ) AS "t26"
        CROSS JOIN "signs" AS "t4"
      ) AS "t27"
      WHERE
        CASE WHEN "t27"."sign" > 0 THEN "t27"."at" ELSE "t27"."until_at" END IS NOT NULL
        AND CASE WHEN "t27"."sign" > 0 THEN "t27"."at" ELSE "t27"."until_at" END <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
    ) AS "t28"
  ) AS "t29"
  GROUP BY
    1,
    2,
    3
) AS "t30";
