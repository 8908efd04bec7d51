SELECT
  "t18"."opportunity_id",
  "t18"."valid_from",
  "t18"."status",
  "t18"."gone",
  "t18"."amount",
  "t18"."closes_in",
  "t18"."ready",
  LEAD("t18"."valid_from") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "valid_to",
  LAG("t18"."status") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "status_before",
  LAG("t18"."amount") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "amount_before",
  LAG("t18"."closes_in") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "closes_in_before",
  LAG("t18"."ready") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "ready_before",
  LAG("t18"."gone") OVER (
    PARTITION BY "t18"."opportunity_id"
    ORDER BY "t18"."valid_from" ASC, "t18"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "gone_before"
FROM (
  SELECT
    "t17"."opportunity_id",
    "t17"."valid_from",
    "t17"."status",
    "t17"."gone",
    COALESCE("t17"."amount", 0.0) AS "amount",
    CAST(CAST(DATE_TRUNC('QUARTER', "t17"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in",
    TRUE
    AND (
      (
        "t17"."forecast_category" IS NULL
      )
      OR NOT (
        "t17"."forecast_category" IN ('omit', 'omitted')
      )
    ) AS "ready"
  FROM (
    SELECT
      "t16".*
      EXCLUDE ("deleted_at")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t14".*
          EXCLUDE ("rate")
        FROM (
          SELECT
            "t13"."opportunity_id",
            "t13"."valid_from",
            "t13"."status",
            "t13"."stage",
            (
              CAST("t13"."amount" AS DOUBLE) / 1000000.0
            ) * "t13"."rate" AS "amount",
            "t13"."close_date",
            "t13"."forecast_category",
            "t13"."deleted_at",
            "t13"."rate",
            "t13"."kind",
            "t13"."sourced_by",
            FALSE AS "gone"
          FROM (
            SELECT
              "t4"."opportunity_id",
              "t4"."valid_from",
              "t4"."status",
              "t4"."stage",
              "t4"."amount",
              "t4"."close_date",
              "t4"."forecast_category",
              "t12"."deleted_at",
              "t12"."rate",
              "t12"."kind",
              "t12"."sourced_by"
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
            ) AS "t4"
            INNER JOIN (
              SELECT
                "t10"."opportunity_id",
                "t10"."deleted_at",
                "t10"."rate",
                "t10"."kind",
                "t10"."sourced_by"
              FROM (
                SELECT
                  "t7"."opportunity_id",
                  "t7"."currency",
                  "t7"."deleted_at",
                  "t7"."rate",
                  "t9"."kind",
                  "t9"."sourced_by",
                  "t9"."_deal"
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
                      THEN 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END AS "rate"
                  FROM "opportunities" AS "t1"
                ) AS "t7"
                INNER JOIN (
                  SELECT
                    "t5"."kind",
                    "t5"."sourced_by",
                    "t5"."opportunity_id" AS "_deal"
                  FROM (
                    SELECT
                      "t3"."opportunity_id",
                      "t3"."account_id",
                      "t3"."lead_id",
                      "t3"."owner_id",
                      "t3"."created_at",
                      "t3"."kind",
                      "t3"."sourced_by",
                      "t3"."source",
                      "t3"."campaign_id",
                      COALESCE("t3"."currency", 'EUR') AS "currency",
                      "t3"."loss_reason",
                      "t3"."competitor",
                      "t3"."on_profile",
                      COALESCE("t3"."account_id", "t3"."opportunity_id") AS "cluster",
                      SUBSTRING(
                        MD5(COALESCE("t3"."account_id", "t3"."opportunity_id")),
                        CASE
                          WHEN (
                            0 + 1
                          ) >= 1
                          THEN 0 + 1
                          ELSE 0 + 1 + LENGTH(MD5(COALESCE("t3"."account_id", "t3"."opportunity_id")))
                        END,
                        2
                      ) AS "account_bucket"
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
                        CAST(NULL AS BOOLEAN) AS "on_profile"
                      FROM "opportunities" AS "t1"
                    ) AS "t3"
                  ) AS "t5"
                ) AS "t9"
                  ON "t7"."opportunity_id" = "t9"."_deal"
              ) AS "t10"
            ) AS "t12"
              ON "t4"."opportunity_id" = "t12"."opportunity_id"
          ) AS "t13"
        ) AS "t14"
      ) AS "t15"
      WHERE
        (
          "t15"."deleted_at" IS NULL
        ) OR (
          "t15"."valid_from" < "t15"."deleted_at"
        )
    ) AS "t16"
  ) AS "t17"
  WHERE
    TRUE AND "t17"."kind" IN ('new') AND "t17"."sourced_by" IN ('marketing')
) AS "t18";
