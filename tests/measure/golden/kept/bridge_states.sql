SELECT
  "t25"."opportunity_id",
  "t25"."valid_from",
  "t25"."status",
  "t25"."gone",
  "t25"."amount",
  "t25"."closes_in",
  "t25"."ready",
  LEAD("t25"."valid_from") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "valid_to",
  LAG("t25"."status") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "status_before",
  LAG("t25"."amount") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "amount_before",
  LAG("t25"."closes_in") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "closes_in_before",
  LAG("t25"."ready") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "ready_before",
  LAG("t25"."gone") OVER (
    PARTITION BY "t25"."opportunity_id"
    ORDER BY "t25"."valid_from" ASC, "t25"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "gone_before"
FROM (
  SELECT
    "t24"."opportunity_id",
    "t24"."valid_from",
    "t24"."status",
    "t24"."gone",
    COALESCE("t24"."amount", 0.0) AS "amount",
    CAST(CAST(DATE_TRUNC('QUARTER', "t24"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in",
    TRUE
    AND (
      (
        "t24"."forecast_category" IS NULL
      )
      OR NOT (
        "t24"."forecast_category" IN ('omit', 'omitted')
      )
    ) AS "ready"
  FROM (
    SELECT
      "t23".*
      EXCLUDE ("deleted_at")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t21".*
          EXCLUDE ("rate")
        FROM (
          SELECT
            "t20"."opportunity_id",
            "t20"."valid_from",
            "t20"."status",
            "t20"."stage",
            (
              CAST("t20"."amount" AS DOUBLE) / 1000000.0
            ) * "t20"."rate" AS "amount",
            "t20"."close_date",
            "t20"."forecast_category",
            "t20"."deleted_at",
            "t20"."rate",
            "t20"."kind",
            "t20"."sourced_by",
            FALSE AS "gone"
          FROM (
            SELECT
              "t6"."opportunity_id",
              "t6"."valid_from",
              "t6"."status",
              "t6"."stage",
              "t6"."amount",
              "t6"."close_date",
              "t6"."forecast_category",
              "t19"."deleted_at",
              "t19"."rate",
              "t19"."kind",
              "t19"."sourced_by"
            FROM (
              SELECT
                "t0"."opportunity_id",
                "t0"."valid_from",
                "t0"."status",
                "t0"."stage",
                "t0"."amount",
                "t0"."close_date",
                "t0"."forecast_category"
              FROM "opportunity_versions" AS "t0"
            ) AS "t6"
            INNER JOIN (
              SELECT
                "t17"."opportunity_id",
                "t17"."deleted_at",
                "t17"."rate",
                "t17"."kind",
                "t17"."sourced_by"
              FROM (
                SELECT
                  "t16"."opportunity_id",
                  "t16"."currency",
                  "t16"."deleted_at",
                  "t16"."rate",
                  "t13"."kind",
                  "t13"."sourced_by",
                  "t13"."_deal"
                FROM (
                  SELECT
                    "t14".*
                    EXCLUDE ("rate_code")
                  FROM (
                    SELECT
                      "t10"."opportunity_id",
                      "t10"."currency",
                      "t10"."deleted_at",
                      "t10"."rate_code",
                      CASE WHEN "t10"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate"
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."currency",
                        CAST(NULL AS TIMESTAMP) AS "deleted_at",
                        CASE
                          WHEN (
                            UPPER(TRIM("t1"."currency", ' \t
\r\v\f')) IS NULL
                          )
                          OR (
                            UPPER(TRIM("t1"."currency", ' \t
\r\v\f')) = ''
                          )
                          OR (
                            UPPER(TRIM("t1"."currency", ' \t
\r\v\f')) = 'EUR'
                          )
                          THEN CAST(NULL AS TEXT)
                          ELSE UPPER(TRIM("t1"."currency", ' \t
\r\v\f'))
                        END AS "rate_code"
                      FROM "opportunities" AS "t1"
                    ) AS "t10"
                  ) AS "t14"
                ) AS "t16"
                INNER JOIN (
                  SELECT
                    "t11"."kind",
                    "t11"."sourced_by",
                    "t11"."opportunity_id" AS "_deal"
                  FROM (
                    SELECT
                      "t9"."opportunity_id",
                      "t9"."account_id",
                      "t9"."lead_id",
                      "t9"."owner_id",
                      "t9"."created_at",
                      "t9"."kind",
                      "t9"."sourced_by",
                      "t9"."source",
                      "t9"."campaign_id",
                      "t9"."currency",
                      "t9"."loss_reason",
                      "t9"."competitor",
                      "t8"."_of_employees" AS "employees"
                    FROM (
                      SELECT
                        "t4".*
                        EXCLUDE ("deleted_at")
                      FROM (
                        SELECT
                          "t1"."opportunity_id",
                          "t1"."account_id",
                          "t1"."lead_id",
                          "t1"."owner_id",
                          "t1"."created_at",
                          "t1"."kind",
                          "t1"."sourced_by",
                          "t1"."source",
                          "t1"."campaign_id",
                          "t1"."currency",
                          "t1"."loss_reason",
                          "t1"."competitor",
                          CAST(NULL AS TIMESTAMP) AS "deleted_at"
                        FROM "opportunities" AS "t1"
                      ) AS "t4"
                    ) AS "t9"
                    LEFT OUTER JOIN (
                      SELECT
                        "t2"."account_id" AS "_account",
                        "t2"."employees" AS "_of_employees"
                      FROM "accounts" AS "t2"
                    ) AS "t8"
                      ON "t9"."account_id" = "t8"."_account"
                  ) AS "t11"
                ) AS "t13"
                  ON "t16"."opportunity_id" = "t13"."_deal"
              ) AS "t17"
            ) AS "t19"
              ON "t6"."opportunity_id" = "t19"."opportunity_id"
          ) AS "t20"
        ) AS "t21"
      ) AS "t22"
      WHERE
        (
          "t22"."deleted_at" IS NULL
        ) OR (
          "t22"."valid_from" < "t22"."deleted_at"
        )
    ) AS "t23"
  ) AS "t24"
  WHERE
    TRUE AND "t24"."kind" IN ('new') AND "t24"."sourced_by" IN ('marketing')
) AS "t25";
