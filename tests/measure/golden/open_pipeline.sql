SELECT
  "t15"."period",
  "t15"."slice_0",
  "t15"."account_bucket",
  "t15"."value",
  "t15"."known",
  "t15"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t15"."period" ASC NULLS FIRST, "t15"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t14"."period",
    "t14"."slice_0",
    "t14"."account_bucket",
    SUM(CAST(ROUND("t14"."value" * 1000000.0, 0) AS BIGINT) * "t14"."sign") AS "value",
    SUM(CASE WHEN "t14"."value" IS NOT NULL THEN "t14"."sign" ELSE 0 END) AS "known",
    SUM("t14"."sign") AS "rows"
  FROM (
    SELECT
      "t13"."slice_0",
      "t13"."cluster",
      "t13"."value",
      "t13"."period",
      "t13"."sign",
      SUBSTRING(
        MD5("t13"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t13"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t12"."slice_0",
        "t12"."cluster",
        "t12"."value",
        CASE WHEN "t12"."sign" > 0 THEN "t12"."period" ELSE "t12"."period_until" END AS "period",
        CASE WHEN "t12"."sign" > 0 THEN 1 ELSE -1 END AS "sign"
      FROM (
        SELECT
          "t11"."slice_0",
          "t11"."period",
          "t11"."period_until",
          "t11"."at",
          "t11"."until_at",
          "t11"."cluster",
          "t11"."value",
          "t3"."sign"
        FROM (
          SELECT
            NULLIF("t9"."source", '') AS "slice_0",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."valid_to" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_until",
            "t9"."valid_from" AS "at",
            "t9"."valid_to" AS "until_at",
            "t9"."cluster",
            "t9"."amount" AS "value"
          FROM (
            SELECT
              "t6"."opportunity_id",
              "t6"."valid_from",
              "t6"."stage",
              "t6"."forecast_category",
              "t6"."valid_to",
              "t8"."cluster",
              "t8"."account_id",
              "t8"."lead_id",
              "t8"."owner_id",
              "t8"."kind",
              "t8"."sourced_by",
              "t8"."source",
              "t8"."campaign_id",
              "t8"."on_profile",
              "t8"."currency",
              "t8"."competitor",
              (
                CAST("t6"."amount" AS DOUBLE) / 1000000.0
              ) * "t8"."rate" AS "amount"
            FROM (
              SELECT
                "t4"."opportunity_id",
                "t4"."valid_from",
                "t4"."stage",
                "t4"."amount",
                "t4"."forecast_category",
                "t4"."valid_to"
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
              ) AS "t4"
              WHERE
                "t4"."status" = 'open'
            ) AS "t6"
            INNER JOIN (
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
                COALESCE("t2"."currency", 'EUR') AS "currency",
                "t2"."loss_reason",
                "t2"."competitor",
                CAST(NULL AS BOOLEAN) AS "on_profile",
                COALESCE("t2"."account_id", "t2"."opportunity_id") AS "cluster",
                CASE
                  WHEN (
                    UPPER(TRIM(COALESCE("t2"."currency", 'EUR'), ' \t
\r\v\f')) IS NULL
                  )
                  OR (
                    UPPER(TRIM(COALESCE("t2"."currency", 'EUR'), ' \t
\r\v\f')) = ''
                  )
                  OR (
                    UPPER(TRIM(COALESCE("t2"."currency", 'EUR'), ' \t
\r\v\f')) = 'EUR'
                  )
                  THEN 1.0
                  ELSE CAST(NULL AS DOUBLE)
                END AS "rate"
              FROM "opportunities" AS "t2"
            ) AS "t8"
              ON "t6"."opportunity_id" = "t8"."opportunity_id"
          ) AS "t9"
          WHERE
            "t9"."valid_from" IS NOT NULL
        ) AS "t11"
        CROSS JOIN "signs" AS "t3"
      ) AS "t12"
      WHERE
        CASE WHEN "t12"."sign" > 0 THEN "t12"."at" ELSE "t12"."until_at" END IS NOT NULL
        AND CASE WHEN "t12"."sign" > 0 THEN "t12"."at" ELSE "t12"."until_at" END <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
    ) AS "t13"
  ) AS "t14"
  GROUP BY
    1,
    2,
    3
) AS "t15";
