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
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t12"."period",
  "t12"."account_bucket",
  "t12"."numerator",
  "t12"."denominator",
  "t12"."known",
  "t12"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."account_bucket",
    SUM(CAST(ROUND("t11"."numerator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t11"."numerator" IS NOT NULL
      ) AND (
        "t11"."denominator" IS NOT NULL
      )) AS "numerator",
    SUM(CAST(ROUND("t11"."denominator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t11"."numerator" IS NOT NULL
      ) AND (
        "t11"."denominator" IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t11"."numerator" IS NOT NULL
        ) AND (
          "t11"."denominator" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t10"."day",
      "t10"."campaign_id",
      "t10"."channel",
      "t10"."cluster",
      "t10"."unit_id",
      "t10"."at",
      "t10"."numerator",
      "t10"."denominator",
      "t10"."period",
      SUBSTRING(
        MD5("t10"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t10"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t9"."day",
        "t9"."campaign_id",
        "t9"."channel",
        "t9"."cluster",
        "t9"."unit_id",
        "t9"."at",
        "t9"."numerator",
        "t9"."denominator",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t8"."day",
          "t8"."campaign_id",
          "t8"."channel",
          COALESCE("t8"."campaign_id", "t8"."channel", 'none') AS "cluster",
          COALESCE("t8"."campaign_id", 'no campaign') || ' ' || CAST("t8"."day" AS TEXT) AS "unit_id",
          CAST("t8"."day" AS TIMESTAMP) AS "at",
          "t8"."spent" * "t2"."share" AS "numerator",
          CASE WHEN "t2"."share" IS NOT NULL THEN "t8"."spent" ELSE "t2"."share" END AS "denominator"
        FROM (
          SELECT
            "t6".*
            EXCLUDE ("rate_used")
          FROM (
            SELECT
              "t5"."day",
              "t5"."campaign_id",
              "t5"."channel",
              "t5"."amount",
              "t5"."currency",
              "t5"."rate_used",
              (
                CAST("t5"."amount" AS DOUBLE) / 1000000.0
              ) * "t5"."rate_used" AS "spent"
            FROM (
              SELECT
                "t4".*
                EXCLUDE ("rate_code")
              FROM (
                SELECT
                  "t3"."day",
                  "t3"."campaign_id",
                  "t3"."channel",
                  "t3"."amount",
                  "t3"."currency",
                  "t3"."rate_code",
                  CASE WHEN "t3"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
                FROM (
                  SELECT
                    "t1"."day",
                    "t1"."campaign_id",
                    "t1"."channel",
                    "t1"."amount",
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
                  FROM "spend" AS "t1"
                ) AS "t3"
              ) AS "t4"
            ) AS "t5"
          ) AS "t6"
        ) AS "t8"
        LEFT OUTER JOIN "campaign_reach" AS "t2"
          ON "t8"."campaign_id" = "t2"."_reached"
      ) AS "t9"
      WHERE
        "t9"."at" IS NOT NULL
    ) AS "t10"
  ) AS "t11"
  GROUP BY
    1,
    2
) AS "t12";

SELECT
  SUM("t5"."spent") AS "amount"
FROM (
  SELECT
    "t4".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t3"."day",
      "t3"."campaign_id",
      "t3"."channel",
      "t3"."amount",
      "t3"."currency",
      "t3"."rate_used",
      (
        CAST("t3"."amount" AS DOUBLE) / 1000000.0
      ) * "t3"."rate_used" AS "spent"
    FROM (
      SELECT
        "t2".*
        EXCLUDE ("rate_code")
      FROM (
        SELECT
          "t1"."day",
          "t1"."campaign_id",
          "t1"."channel",
          "t1"."amount",
          "t1"."currency",
          "t1"."rate_code",
          CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
        FROM (
          SELECT
            "t0"."day",
            "t0"."campaign_id",
            "t0"."channel",
            "t0"."amount",
            "t0"."currency",
            CASE
              WHEN (
                UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) IS NULL
              )
              OR (
                UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = ''
              )
              OR (
                UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = 'EUR'
              )
              THEN CAST(NULL AS TEXT)
              ELSE UPPER(TRIM("t0"."currency", ' \t
\r\v\f'))
            END AS "rate_code"
          FROM "spend" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5";

SELECT
  SUM("t9"."denominator") AS "amount"
FROM (
  SELECT
    "t8"."day",
    "t8"."campaign_id",
    "t8"."channel",
    COALESCE("t8"."campaign_id", "t8"."channel", 'none') AS "cluster",
    COALESCE("t8"."campaign_id", 'no campaign') || ' ' || CAST("t8"."day" AS TEXT) AS "unit_id",
    CAST("t8"."day" AS TIMESTAMP) AS "at",
    "t8"."spent" * "t2"."share" AS "numerator",
    CASE WHEN "t2"."share" IS NOT NULL THEN "t8"."spent" ELSE "t2"."share" END AS "denominator"
  FROM (
    SELECT
      "t6".*
      EXCLUDE ("rate_used")
    FROM (
      SELECT
        "t5"."day",
        "t5"."campaign_id",
        "t5"."channel",
        "t5"."amount",
        "t5"."currency",
        "t5"."rate_used",
        (
          CAST("t5"."amount" AS DOUBLE) / 1000000.0
        ) * "t5"."rate_used" AS "spent"
      FROM (
        SELECT
          "t4".*
          EXCLUDE ("rate_code")
        FROM (
          SELECT
            "t3"."day",
            "t3"."campaign_id",
            "t3"."channel",
            "t3"."amount",
            "t3"."currency",
            "t3"."rate_code",
            CASE WHEN "t3"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
          FROM (
            SELECT
              "t1"."day",
              "t1"."campaign_id",
              "t1"."channel",
              "t1"."amount",
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
            FROM "spend" AS "t1"
          ) AS "t3"
        ) AS "t4"
      ) AS "t5"
    ) AS "t6"
  ) AS "t8"
  LEFT OUTER JOIN "campaign_reach" AS "t2"
    ON "t8"."campaign_id" = "t2"."_reached"
) AS "t9";
