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
  "t25"."period",
  "t25"."slice_0",
  "t25"."account_bucket",
  "t25"."value",
  "t25"."known",
  "t25"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t25"."period" ASC NULLS FIRST, "t25"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t24"."period",
    "t24"."slice_0",
    "t24"."account_bucket",
    SUM(CAST(ROUND("t24"."value" * 1000000.0, 0) AS BIGINT) * "t24"."sign") AS "value",
    SUM(CASE WHEN "t24"."value" IS NOT NULL THEN "t24"."sign" ELSE 0 END) AS "known",
    SUM("t24"."sign") AS "rows"
  FROM (
    SELECT
      "t23"."slice_0",
      "t23"."cluster",
      "t23"."value",
      "t23"."period",
      "t23"."sign",
      SUBSTRING(
        MD5("t23"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t23"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t22"."slice_0",
        "t22"."cluster",
        "t22"."value",
        CASE WHEN "t22"."sign" > 0 THEN "t22"."period" ELSE "t22"."period_until" END AS "period",
        CASE WHEN "t22"."sign" > 0 THEN 1 ELSE -1 END AS "sign"
      FROM (
        SELECT
          "t21"."slice_0",
          "t21"."period",
          "t21"."period_until",
          "t21"."at",
          "t21"."until_at",
          "t21"."cluster",
          "t21"."value",
          "t4"."sign"
        FROM (
          SELECT
            NULLIF("t19"."source", '') AS "slice_0",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t19"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t19"."valid_to" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_until",
            "t19"."valid_from" AS "at",
            "t19"."valid_to" AS "until_at",
            "t19"."cluster",
            "t19"."amount" AS "value"
          FROM (
            SELECT
              "t12"."opportunity_id",
              "t12"."valid_from",
              "t12"."stage",
              "t12"."forecast_category",
              "t12"."valid_to",
              "t18"."cluster",
              "t18"."account_id",
              "t18"."lead_id",
              "t18"."owner_id",
              "t18"."kind",
              "t18"."sourced_by",
              "t18"."source",
              "t18"."campaign_id",
              "t18"."on_profile",
              "t18"."currency",
              "t18"."competitor",
              (
                CAST("t12"."amount" AS DOUBLE) / 1000000.0
              ) * "t18"."rate" AS "amount"
            FROM (
              SELECT
                "t9"."opportunity_id",
                "t9"."valid_from",
                "t9"."stage",
                "t9"."amount",
                "t9"."forecast_category",
                "t9"."valid_to"
              FROM (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."valid_from",
                  "t1"."stage",
                  "t1"."amount",
                  "t1"."forecast_category",
                  "t1"."status",
                  LEAD("t1"."valid_from") OVER (
                    PARTITION BY "t1"."opportunity_id"
                    ORDER BY "t1"."valid_from" ASC
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                  ) AS "valid_to"
                FROM "opportunity_versions" AS "t1"
              ) AS "t9"
              WHERE
                "t9"."status" = 'open'
            ) AS "t12"
            INNER JOIN (
              SELECT
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
                "t16"."rate",
                "t16"."opportunity_id" AS "_deal"
              FROM (
                SELECT
                  "t15".*
                  EXCLUDE ("rate_code")
                FROM (
                  SELECT
                    "t14"."opportunity_id",
                    "t14"."account_id",
                    "t14"."lead_id",
                    "t14"."owner_id",
                    "t14"."created_at",
                    "t14"."kind",
                    "t14"."sourced_by",
                    "t14"."source",
                    "t14"."campaign_id",
                    "t14"."currency",
                    "t14"."loss_reason",
                    "t14"."competitor",
                    "t14"."on_profile",
                    "t14"."cluster",
                    "t14"."rate_code",
                    CASE WHEN "t14"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate"
                  FROM (
                    SELECT
                      "t13"."opportunity_id",
                      "t13"."account_id",
                      "t13"."lead_id",
                      "t13"."owner_id",
                      "t13"."created_at",
                      "t13"."kind",
                      "t13"."sourced_by",
                      "t13"."source",
                      "t13"."campaign_id",
                      COALESCE("t13"."currency", 'EUR') AS "currency",
                      "t13"."loss_reason",
                      "t13"."competitor",
                      "t13"."employees" >= 50 AS "on_profile",
                      COALESCE("t13"."account_id", "t13"."opportunity_id") AS "cluster",
                      CASE
                        WHEN (
                          UPPER(TRIM(COALESCE("t13"."currency", 'EUR'), ' \t
\r\v\f')) IS NULL
                        )
                        OR (
                          UPPER(TRIM(COALESCE("t13"."currency", 'EUR'), ' \t
\r\v\f')) = ''
                        )
                        OR (
                          UPPER(TRIM(COALESCE("t13"."currency", 'EUR'), ' \t
\r\v\f')) = 'EUR'
                        )
                        THEN CAST(NULL AS TEXT)
                        ELSE UPPER(TRIM(COALESCE("t13"."currency", 'EUR'), ' \t
\r\v\f'))
                      END AS "rate_code"
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
                  ) AS "t14"
                ) AS "t15"
              ) AS "t16"
            ) AS "t18"
              ON "t12"."opportunity_id" = "t18"."_deal"
          ) AS "t19"
          WHERE
            "t19"."valid_from" IS NOT NULL
        ) AS "t21"
        CROSS JOIN "signs" AS "t4"
      ) AS "t22"
      WHERE
        CASE WHEN "t22"."sign" > 0 THEN "t22"."at" ELSE "t22"."until_at" END IS NOT NULL
        AND CASE WHEN "t22"."sign" > 0 THEN "t22"."at" ELSE "t22"."until_at" END <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
    ) AS "t23"
  ) AS "t24"
  GROUP BY
    1,
    2,
    3
) AS "t25";
