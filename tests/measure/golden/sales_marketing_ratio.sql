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
  *
FROM (
  SELECT
    "t4".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t3"."period_start",
      "t3"."period_end",
      "t3"."team",
      "t3"."kind",
      "t3"."amount",
      "t3"."currency",
      "t3"."rate_used",
      (
        CAST("t3"."amount" AS DOUBLE) / 1000000.0
      ) * "t3"."rate_used" AS "told"
    FROM (
      SELECT
        "t2".*
        EXCLUDE ("rate_code")
      FROM (
        SELECT
          "t1"."period_start",
          "t1"."period_end",
          "t1"."team",
          "t1"."kind",
          "t1"."amount",
          "t1"."currency",
          "t1"."rate_code",
          CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
        FROM (
          SELECT
            "t0"."period_start",
            "t0"."period_end",
            "t0"."team",
            "t0"."kind",
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
          FROM "costs" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
ORDER BY
  "t5"."team" ASC,
  "t5"."kind" ASC,
  "t5"."period_start" ASC,
  "t5"."period_end" ASC;

SELECT
  *
FROM (
  SELECT
    "t4".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t3"."period_start",
      "t3"."period_end",
      "t3"."segment",
      "t3"."amount",
      "t3"."currency",
      "t3"."rate_used",
      (
        CAST("t3"."amount" AS DOUBLE) / 1000000.0
      ) * "t3"."rate_used" AS "told"
    FROM (
      SELECT
        "t2".*
        EXCLUDE ("rate_code")
      FROM (
        SELECT
          "t1"."period_start",
          "t1"."period_end",
          "t1"."segment",
          "t1"."amount",
          "t1"."currency",
          "t1"."rate_code",
          CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
        FROM (
          SELECT
            "t0"."period_start",
            "t0"."period_end",
            "t0"."segment",
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
          FROM "revenue" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
ORDER BY
  "t5"."period_start" ASC,
  "t5"."period_end" ASC,
  "t5"."segment" ASC;

SELECT
  "t13"."period",
  "t13"."spent",
  "t13"."entries",
  "t13"."revenue",
  "t13"."came",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    SUM(CAST(ROUND("t12"."spent" * 1000000.0, 0) AS BIGINT)) AS "spent",
    COUNT("t12"."spent") AS "entries",
    SUM(CAST(ROUND("t12"."revenue" * 1000000.0, 0) AS BIGINT)) AS "revenue",
    COUNT("t12"."revenue") AS "came"
  FROM (
    SELECT
      "t11"."unit_id",
      "t11"."cluster",
      "t11"."at",
      "t11"."team",
      "t11"."kind",
      "t11"."channel",
      "t11"."spent",
      "t11"."revenue",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'spend of ' || COALESCE("t9"."channel", 'no channel') || ' ' || CAST("t9"."month" AS TEXT) AS "unit_id",
          COALESCE("t9"."channel", 'no channel') AS "cluster",
          CAST("t9"."month" AS TIMESTAMP) AS "at",
          'marketing' AS "team",
          'media' AS "kind",
          "t9"."channel",
          "t9"."whole" / 1000000.0 AS "spent",
          CAST(NULL AS DOUBLE) AS "revenue"
        FROM (
          SELECT
            "t8"."month",
            "t8"."channel",
            SUM("t8"."whole") AS "whole"
          FROM (
            SELECT
              "t7"."day",
              "t7"."campaign_id",
              "t7"."channel",
              "t7"."amount",
              "t7"."currency",
              "t7"."spent",
              CAST(CAST(DATE_TRUNC('MONTH', "t7"."day") AS TIMESTAMP) AS DATE) AS "month",
              CAST(ROUND("t7"."spent" * 1000000.0, 0) AS BIGINT) AS "whole"
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
            ) AS "t7"
          ) AS "t8"
          GROUP BY
            1,
            2
        ) AS "t9"
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          COALESCE(NULLIF("t0"."entry_team", ''), '') || ' ' || "t0"."entry_kind" || ' ' || CAST("t0"."entry_month" AS TEXT) AS "unit_id",
          "t0"."entry_kind" AS "cluster",
          CAST("t0"."entry_month" AS TIMESTAMP) AS "at",
          NULLIF("t0"."entry_team", '') AS "team",
          "t0"."entry_kind" AS "kind",
          CAST(NULL AS TEXT) AS "channel",
          NULLIF("t0"."spent", -9E+18) AS "spent",
          NULLIF("t0"."revenue", -9E+18) AS "revenue"
        FROM "expenses" AS "t0"
      ) AS "t2"
    ) AS "t11"
    WHERE
      "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1
) AS "t13";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
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
        "t1"."source_system",
        "t1"."known_at",
        "t1"."deleted_at",
        "t1"."rate_code",
        CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
      FROM (
        SELECT
          "t0"."day",
          "t0"."campaign_id",
          "t0"."channel",
          "t0"."amount",
          "t0"."currency",
          "t0"."source_system",
          "t0"."known_at",
          "t0"."deleted_at",
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
  WHERE
    "t3"."amount" IS NOT NULL AND "t3"."rate_used" IS NULL
) AS "t4";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2".*
      EXCLUDE ("rate_code")
    FROM (
      SELECT
        "t1"."period_start",
        "t1"."period_end",
        "t1"."team",
        "t1"."kind",
        "t1"."amount",
        "t1"."currency",
        "t1"."source_system",
        "t1"."known_at",
        "t1"."deleted_at",
        "t1"."rate_code",
        CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
      FROM (
        SELECT
          "t0"."period_start",
          "t0"."period_end",
          "t0"."team",
          "t0"."kind",
          "t0"."amount",
          "t0"."currency",
          "t0"."source_system",
          "t0"."known_at",
          "t0"."deleted_at",
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
        FROM "costs" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
  WHERE
    "t3"."amount" IS NOT NULL AND "t3"."rate_used" IS NULL
) AS "t4";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2".*
      EXCLUDE ("rate_code")
    FROM (
      SELECT
        "t1"."period_start",
        "t1"."period_end",
        "t1"."segment",
        "t1"."amount",
        "t1"."currency",
        "t1"."source_system",
        "t1"."known_at",
        "t1"."deleted_at",
        "t1"."rate_code",
        CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
      FROM (
        SELECT
          "t0"."period_start",
          "t0"."period_end",
          "t0"."segment",
          "t0"."amount",
          "t0"."currency",
          "t0"."source_system",
          "t0"."known_at",
          "t0"."deleted_at",
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
        FROM "revenue" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
  WHERE
    "t3"."amount" IS NOT NULL AND "t3"."rate_used" IS NULL
) AS "t4";
