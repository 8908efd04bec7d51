SELECT
  "t9"."opportunity_id",
  "t9"."valid_from",
  "t9"."status",
  "t9"."stage",
  "t9"."amount",
  "t9"."close_date",
  "t9"."forecast_category",
  "t9"."probability",
  "t9"."reconstructed",
  LEAD("t9"."valid_from") OVER (
    PARTITION BY "t9"."opportunity_id"
    ORDER BY "t9"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "valid_to",
  LAG("t9"."status") OVER (
    PARTITION BY "t9"."opportunity_id"
    ORDER BY "t9"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "status_before",
  LAG("t9"."close_date") OVER (
    PARTITION BY "t9"."opportunity_id"
    ORDER BY "t9"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "close_before"
FROM (
  SELECT
    "t8".*
    EXCLUDE ("rate")
  FROM (
    SELECT
      "t7"."opportunity_id",
      "t7"."valid_from",
      "t7"."status",
      "t7"."stage",
      (
        CAST("t7"."amount" AS DOUBLE) / 1000000.0
      ) * "t7"."rate" AS "amount",
      "t7"."close_date",
      "t7"."forecast_category",
      "t7"."probability",
      "t7"."reconstructed",
      "t7"."rate"
    FROM (
      SELECT
        "t3"."opportunity_id",
        "t3"."valid_from",
        "t3"."status",
        "t3"."stage",
        "t3"."amount",
        "t3"."close_date",
        "t3"."forecast_category",
        "t3"."probability",
        "t3"."reconstructed",
        "t6"."rate"
      FROM (
        SELECT
          "t0"."opportunity_id",
          "t0"."valid_from",
          "t0"."status",
          "t0"."stage",
          "t0"."amount",
          "t0"."close_date",
          "t0"."forecast_category",
          "t0"."probability",
          COALESCE(FALSE, FALSE) AS "reconstructed"
        FROM "opportunity_versions" AS "t0"
      ) AS "t3"
      INNER JOIN (
        SELECT
          "t4"."opportunity_id",
          CASE WHEN "t4"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate"
        FROM (
          SELECT
            "t1"."opportunity_id",
            "t1"."currency",
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
        ) AS "t4"
      ) AS "t6"
        ON "t3"."opportunity_id" = "t6"."opportunity_id"
    ) AS "t7"
  ) AS "t8"
) AS "t9";
