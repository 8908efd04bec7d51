SELECT
  "t16"."opportunity_id",
  "t16"."valid_from",
  "t16"."status",
  "t16"."gone",
  "t16"."amount",
  "t16"."closes_in",
  "t16"."ready",
  LEAD("t16"."valid_from") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "valid_to",
  LAG("t16"."status") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "status_before",
  LAG("t16"."amount") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "amount_before",
  LAG("t16"."closes_in") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "closes_in_before",
  LAG("t16"."ready") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "ready_before",
  LAG("t16"."gone") OVER (
    PARTITION BY "t16"."opportunity_id"
    ORDER BY "t16"."valid_from" ASC, "t16"."gone" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "gone_before"
FROM (
  SELECT
    "t15"."opportunity_id",
    "t15"."valid_from",
    "t15"."status",
    "t15"."gone",
    COALESCE("t15"."amount", 0.0) AS "amount",
    CAST(CAST(DATE_TRUNC('QUARTER', "t15"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in",
    TRUE
    AND (
      (
        "t15"."forecast_category" IS NULL
      )
      OR NOT (
        "t15"."forecast_category" IN ('omit', 'omitted')
      )
    ) AS "ready"
  FROM (
    SELECT
      "t14".*
      EXCLUDE ("deleted_at")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t12".*
          EXCLUDE ("rate")
        FROM (
          SELECT
            "t11"."opportunity_id",
            "t11"."valid_from",
            "t11"."status",
            "t11"."stage",
            (
              CAST("t11"."amount" AS DOUBLE) / 1000000.0
            ) * "t11"."rate" AS "amount",
            "t11"."close_date",
            "t11"."forecast_category",
            "t11"."deleted_at",
            "t11"."rate",
            "t11"."kind",
            "t11"."sourced_by",
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
              "t10"."deleted_at",
              "t10"."rate",
              "t10"."kind",
              "t10"."sourced_by"
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
                "t8"."opportunity_id",
                "t8"."deleted_at",
                "t8"."rate",
                "t8"."kind",
                "t8"."sourced_by"
              FROM (
                SELECT
                  "t7"."opportunity_id",
                  "t7"."currency",
                  "t7"."deleted_at",
                  "t7"."rate",
                  "t5"."kind",
                  "t5"."sourced_by",
                  "t5"."_deal"
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
                    "t1"."kind",
                    "t1"."sourced_by",
                    "t1"."opportunity_id" AS "_deal"
                  FROM "opportunities" AS "t1"
                ) AS "t5"
                  ON "t7"."opportunity_id" = "t5"."_deal"
              ) AS "t8"
            ) AS "t10"
              ON "t4"."opportunity_id" = "t10"."opportunity_id"
          ) AS "t11"
        ) AS "t12"
      ) AS "t13"
      WHERE
        (
          "t13"."deleted_at" IS NULL
        ) OR (
          "t13"."valid_from" < "t13"."deleted_at"
        )
    ) AS "t14"
  ) AS "t15"
  WHERE
    TRUE AND "t15"."kind" IN ('new') AND "t15"."sourced_by" IN ('marketing')
) AS "t16";
