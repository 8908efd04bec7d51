SELECT
  "t16"."period",
  "t16"."slice_0",
  "t16"."account_bucket",
  "t16"."value",
  "t16"."known",
  "t16"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t16"."period" ASC NULLS FIRST, "t16"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t15"."period",
    "t15"."slice_0",
    "t15"."account_bucket",
    SUM(CAST(ROUND("t15"."value" * 1000000.0, 0) AS BIGINT) * "t15"."sign") AS "value",
    SUM(CASE WHEN "t15"."value" IS NOT NULL THEN "t15"."sign" ELSE 0 END) AS "known",
    SUM("t15"."sign") AS "rows"
  FROM (
    SELECT
      "t14"."slice_0",
      "t14"."account_bucket",
      "t14"."value",
      CASE WHEN "t14"."sign" > 0 THEN "t14"."period" ELSE "t14"."period_until" END AS "period",
      CASE WHEN "t14"."sign" > 0 THEN 1 ELSE -1 END AS "sign"
    FROM (
      SELECT
        "t13"."slice_0",
        "t13"."period",
        "t13"."period_until",
        "t13"."at",
        "t13"."until_at",
        "t13"."account_bucket",
        "t13"."value",
        "t3"."sign"
      FROM (
        SELECT
          NULLIF("t11"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."valid_to" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_until",
          "t11"."valid_from" AS "at",
          "t11"."valid_to" AS "until_at",
          "t11"."account_bucket",
          "t11"."amount" AS "value"
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."valid_from",
            "t8"."stage",
            "t8"."forecast_category",
            "t8"."valid_to",
            "t10"."account_bucket",
            "t10"."account_id",
            "t10"."lead_id",
            "t10"."owner_id",
            "t10"."kind",
            "t10"."sourced_by",
            "t10"."source",
            "t10"."campaign_id",
            "t10"."on_profile",
            "t10"."currency",
            "t10"."competitor",
            (
              CAST("t8"."amount" AS DOUBLE) / 1000000.0
            ) * "t10"."rate" AS "amount"
          FROM (
            SELECT
              "t5"."opportunity_id",
              "t5"."valid_from",
              "t5"."stage",
              "t5"."amount",
              "t5"."forecast_category",
              "t5"."valid_to"
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
            ) AS "t5"
            WHERE
              "t5"."status" = 'open'
          ) AS "t8"
          INNER JOIN (
            SELECT
              "t7"."opportunity_id",
              "t7"."account_id",
              "t7"."lead_id",
              "t7"."owner_id",
              "t7"."created_at",
              "t7"."kind",
              "t7"."sourced_by",
              "t7"."source",
              "t7"."campaign_id",
              "t7"."currency",
              "t7"."loss_reason",
              "t7"."competitor",
              "t7"."on_profile",
              "t7"."cluster",
              "t7"."account_bucket",
              CASE
                WHEN (
                  UPPER(TRIM("t7"."currency", ' \t
\r\v\f')) IS NULL
                )
                OR (
                  UPPER(TRIM("t7"."currency", ' \t
\r\v\f')) = ''
                )
                OR (
                  UPPER(TRIM("t7"."currency", ' \t
\r\v\f')) = 'EUR'
                )
                THEN 1.0
                ELSE CAST(NULL AS DOUBLE)
              END AS "rate"
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
                COALESCE("t4"."currency", 'EUR') AS "currency",
                "t4"."loss_reason",
                "t4"."competitor",
                "t4"."on_profile",
                COALESCE("t4"."account_id", "t4"."opportunity_id") AS "cluster",
                SUBSTRING(
                  MD5(COALESCE("t4"."account_id", "t4"."opportunity_id")),
                  CASE
                    WHEN (
                      0 + 1
                    ) >= 1
                    THEN 0 + 1
                    ELSE 0 + 1 + LENGTH(MD5(COALESCE("t4"."account_id", "t4"."opportunity_id")))
                  END,
                  2
                ) AS "account_bucket"
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
                  CAST(NULL AS BOOLEAN) AS "on_profile"
                FROM "opportunities" AS "t2"
              ) AS "t4"
            ) AS "t7"
          ) AS "t10"
            ON "t8"."opportunity_id" = "t10"."opportunity_id"
        ) AS "t11"
        WHERE
          "t11"."valid_from" IS NOT NULL
      ) AS "t13"
      CROSS JOIN "signs" AS "t3"
    ) AS "t14"
    WHERE
      CASE WHEN "t14"."sign" > 0 THEN "t14"."at" ELSE "t14"."until_at" END IS NOT NULL
      AND CASE WHEN "t14"."sign" > 0 THEN "t14"."at" ELSE "t14"."until_at" END <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
  ) AS "t15"
  GROUP BY
    1,
    2,
    3
) AS "t16";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
