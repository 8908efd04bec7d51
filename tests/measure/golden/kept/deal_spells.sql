SELECT
  "t8"."opportunity_id",
  "t8"."valid_from",
  "t8"."status",
  "t8"."stage",
  "t8"."amount",
  "t8"."close_date",
  "t8"."forecast_category",
  "t8"."probability",
  "t8"."reconstructed",
  LEAD("t8"."valid_from") OVER (
    PARTITION BY "t8"."opportunity_id"
    ORDER BY "t8"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "valid_to",
  LAG("t8"."status") OVER (
    PARTITION BY "t8"."opportunity_id"
    ORDER BY "t8"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "status_before",
  LAG("t8"."close_date") OVER (
    PARTITION BY "t8"."opportunity_id"
    ORDER BY "t8"."valid_from" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "close_before"
FROM (
  SELECT
    "t7".*
    EXCLUDE ("rate")
  FROM (
    SELECT
      "t6"."opportunity_id",
      "t6"."valid_from",
      "t6"."status",
      "t6"."stage",
      (
        CAST("t6"."amount" AS DOUBLE) / 1000000.0
      ) * "t6"."rate" AS "amount",
      "t6"."close_date",
      "t6"."forecast_category",
      "t6"."probability",
      "t6"."reconstructed",
      "t6"."rate"
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
        "t5"."rate"
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
          "t1"."opportunity_id",
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
      ) AS "t5"
        ON "t3"."opportunity_id" = "t5"."opportunity_id"
    ) AS "t6"
  ) AS "t7"
) AS "t8";
