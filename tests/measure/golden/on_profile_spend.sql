SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

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
  "t15"."period",
  "t15"."account_bucket",
  "t15"."numerator",
  "t15"."denominator",
  "t15"."known",
  "t15"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t15"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t14"."period",
    "t14"."account_bucket",
    SUM(CAST(ROUND("t14"."numerator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t14"."numerator" IS NOT NULL
      ) AND (
        "t14"."denominator" IS NOT NULL
      )) AS "numerator",
    SUM(CAST(ROUND("t14"."denominator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t14"."numerator" IS NOT NULL
      ) AND (
        "t14"."denominator" IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t14"."numerator" IS NOT NULL
        ) AND (
          "t14"."denominator" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t13"."day",
      "t13"."campaign_id",
      "t13"."channel",
      "t13"."cluster",
      "t13"."unit_id",
      "t13"."at",
      "t13"."numerator",
      "t13"."steady",
      "t13"."denominator",
      "t13"."period",
      SUBSTRING(
        MD5("t13"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t13"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t12"."day",
        "t12"."campaign_id",
        "t12"."channel",
        COALESCE("t12"."campaign_id", "t12"."channel", 'none') AS "cluster",
        COALESCE("t12"."campaign_id", 'no campaign') || ' ' || CAST("t12"."day" AS TEXT) AS "unit_id",
        CAST("t12"."day" AS TIMESTAMP) AS "at",
        "t12"."spent" * COALESCE("t12"."share_then", "t12"."share_ever") AS "numerator",
        "t12"."spent" * "t12"."share_ever" AS "steady",
        CASE
          WHEN COALESCE("t12"."share_then", "t12"."share_ever") IS NOT NULL
          THEN "t12"."spent"
          ELSE COALESCE("t12"."share_then", "t12"."share_ever")
        END AS "denominator",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST(CAST("t12"."day" AS TIMESTAMP) AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t11"."day",
          "t11"."campaign_id",
          "t11"."channel",
          "t11"."amount",
          "t11"."currency",
          "t11"."spent",
          "t11"."_in",
          "t4"."_then",
          "t4"."_month",
          "t4"."share_then",
          "t6"."_ever",
          "t6"."share_ever"
        FROM (
          SELECT
            "t9"."day",
            "t9"."campaign_id",
            "t9"."channel",
            "t9"."amount",
            "t9"."currency",
            "t9"."spent",
            CAST(CAST(DATE_TRUNC('MONTH', "t9"."day") AS TIMESTAMP) AS DATE) AS "_in"
          FROM (
            SELECT
              "t8".*
              EXCLUDE ("rate_used")
            FROM (
              SELECT
                "t7"."day",
                "t7"."campaign_id",
                "t7"."channel",
                "t7"."amount",
                "t7"."currency",
                "t7"."rate_used",
                (
                  CAST("t7"."amount" AS DOUBLE) / 1000000.0
                ) * "t7"."rate_used" AS "spent"
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
                    THEN 1.0
                    ELSE CAST(NULL AS DOUBLE)
                  END AS "rate_used"
                FROM "spend" AS "t1"
              ) AS "t7"
            ) AS "t8"
          ) AS "t9"
        ) AS "t11"
        LEFT OUTER JOIN (
          SELECT
            "t0"."_reached" AS "_then",
            "t0"."_month",
            "t0"."hits" / "t0"."n" AS "share_then"
          FROM "campaign_reach" AS "t0"
        ) AS "t4"
          ON "t11"."campaign_id" = "t4"."_then" AND "t11"."_in" = "t4"."_month"
        LEFT OUTER JOIN (
          SELECT
            "t3"."_ever",
            "t3"."hits" / "t3"."n" AS "share_ever"
          FROM (
            SELECT
              "t0"."_reached" AS "_ever",
              SUM("t0"."hits") AS "hits",
              SUM("t0"."n") AS "n"
            FROM "campaign_reach" AS "t0"
            GROUP BY
              1
          ) AS "t3"
        ) AS "t6"
          ON "t11"."campaign_id" = "t6"."_ever"
      ) AS "t12"
      WHERE
        CAST("t12"."day" AS TIMESTAMP) IS NOT NULL
    ) AS "t13"
  ) AS "t14"
  GROUP BY
    1,
    2
) AS "t15";

SELECT
  SUM("t3"."spent") AS "amount",
  SUM(CASE WHEN "t3"."campaign_id" IS NULL THEN "t3"."spent" ELSE 0.0 END) AS "nameless"
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."day",
      "t1"."campaign_id",
      "t1"."channel",
      "t1"."amount",
      "t1"."currency",
      "t1"."rate_used",
      (
        CAST("t1"."amount" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "spent"
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
          THEN 1.0
          ELSE CAST(NULL AS DOUBLE)
        END AS "rate_used"
      FROM "spend" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3";

SELECT
  SUM("t13"."denominator") AS "amount"
FROM (
  SELECT
    "t12"."day",
    "t12"."campaign_id",
    "t12"."channel",
    COALESCE("t12"."campaign_id", "t12"."channel", 'none') AS "cluster",
    COALESCE("t12"."campaign_id", 'no campaign') || ' ' || CAST("t12"."day" AS TEXT) AS "unit_id",
    CAST("t12"."day" AS TIMESTAMP) AS "at",
    "t12"."spent" * COALESCE("t12"."share_then", "t12"."share_ever") AS "numerator",
    "t12"."spent" * "t12"."share_ever" AS "steady",
    CASE
      WHEN COALESCE("t12"."share_then", "t12"."share_ever") IS NOT NULL
      THEN "t12"."spent"
      ELSE COALESCE("t12"."share_then", "t12"."share_ever")
    END AS "denominator"
  FROM (
    SELECT
      "t11"."day",
      "t11"."campaign_id",
      "t11"."channel",
      "t11"."amount",
      "t11"."currency",
      "t11"."spent",
      "t11"."_in",
      "t4"."_then",
      "t4"."_month",
      "t4"."share_then",
      "t6"."_ever",
      "t6"."share_ever"
    FROM (
      SELECT
        "t9"."day",
        "t9"."campaign_id",
        "t9"."channel",
        "t9"."amount",
        "t9"."currency",
        "t9"."spent",
        CAST(CAST(DATE_TRUNC('MONTH', "t9"."day") AS TIMESTAMP) AS DATE) AS "_in"
      FROM (
        SELECT
          "t8".*
          EXCLUDE ("rate_used")
        FROM (
          SELECT
            "t7"."day",
            "t7"."campaign_id",
            "t7"."channel",
            "t7"."amount",
            "t7"."currency",
            "t7"."rate_used",
            (
              CAST("t7"."amount" AS DOUBLE) / 1000000.0
            ) * "t7"."rate_used" AS "spent"
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
                THEN 1.0
                ELSE CAST(NULL AS DOUBLE)
              END AS "rate_used"
            FROM "spend" AS "t1"
          ) AS "t7"
        ) AS "t8"
      ) AS "t9"
    ) AS "t11"
    LEFT OUTER JOIN (
      SELECT
        "t0"."_reached" AS "_then",
        "t0"."_month",
        "t0"."hits" / "t0"."n" AS "share_then"
      FROM "campaign_reach" AS "t0"
    ) AS "t4"
      ON "t11"."campaign_id" = "t4"."_then" AND "t11"."_in" = "t4"."_month"
    LEFT OUTER JOIN (
      SELECT
        "t3"."_ever",
        "t3"."hits" / "t3"."n" AS "share_ever"
      FROM (
        SELECT
          "t0"."_reached" AS "_ever",
          SUM("t0"."hits") AS "hits",
          SUM("t0"."n") AS "n"
        FROM "campaign_reach" AS "t0"
        GROUP BY
          1
      ) AS "t3"
    ) AS "t6"
      ON "t11"."campaign_id" = "t6"."_ever"
  ) AS "t12"
) AS "t13";
