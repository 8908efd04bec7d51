SELECT
  *
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."period_start",
      "t1"."period_end",
      "t1"."team",
      "t1"."kind",
      "t1"."amount",
      "t1"."currency",
      "t1"."rate_used",
      (
        CAST("t1"."amount" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "told"
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
          THEN 1.0
          ELSE CAST(NULL AS DOUBLE)
        END AS "rate_used"
      FROM "costs" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."team" ASC,
  "t3"."kind" ASC,
  "t3"."period_start" ASC,
  "t3"."period_end" ASC;

SELECT
  *
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."period_start",
      "t1"."period_end",
      "t1"."segment",
      "t1"."amount",
      "t1"."currency",
      "t1"."rate_used",
      (
        CAST("t1"."amount" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "told"
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
          THEN 1.0
          ELSE CAST(NULL AS DOUBLE)
        END AS "rate_used"
      FROM "revenue" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."period_start" ASC,
  "t3"."period_end" ASC,
  "t3"."segment" ASC;

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
  "t11"."period",
  "t11"."at",
  "t11"."spent",
  "t11"."entries",
  "t11"."revenue",
  "t11"."came",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."at",
    SUM(CAST(ROUND("t10"."spent" * 1000000.0, 0) AS BIGINT)) AS "spent",
    COUNT("t10"."spent") AS "entries",
    SUM(CAST(ROUND("t10"."revenue" * 1000000.0, 0) AS BIGINT)) AS "revenue",
    COUNT("t10"."revenue") AS "came"
  FROM (
    SELECT
      "t9"."unit_id",
      "t9"."cluster",
      "t9"."at",
      "t9"."team",
      "t9"."kind",
      "t9"."channel",
      "t9"."spent",
      "t9"."revenue",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          'spend of ' || COALESCE("t7"."channel", 'no channel') || ' ' || CAST("t7"."month" AS TEXT) AS "unit_id",
          COALESCE("t7"."channel", 'no channel') AS "cluster",
          CAST("t7"."month" AS TIMESTAMP) AS "at",
          'marketing' AS "team",
          'media' AS "kind",
          "t7"."channel",
          "t7"."whole" / 1000000.0 AS "spent",
          CAST(NULL AS DOUBLE) AS "revenue"
        FROM (
          SELECT
            "t6"."month",
            "t6"."channel",
            SUM("t6"."whole") AS "whole"
          FROM (
            SELECT
              "t5"."day",
              "t5"."campaign_id",
              "t5"."channel",
              "t5"."amount",
              "t5"."currency",
              "t5"."spent",
              CAST(CAST(DATE_TRUNC('MONTH', "t5"."day") AS TIMESTAMP) AS DATE) AS "month",
              CAST(ROUND("t5"."spent" * 1000000.0, 0) AS BIGINT) AS "whole"
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
                ) AS "t3"
              ) AS "t4"
            ) AS "t5"
          ) AS "t6"
          GROUP BY
            1,
            2
        ) AS "t7"
      ) AS "t8"
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
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
  ) AS "t10"
  GROUP BY
    1,
    2
) AS "t11";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
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
        THEN 1.0
        ELSE CAST(NULL AS DOUBLE)
      END AS "rate_used"
    FROM "spend" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."amount" IS NOT NULL AND "t1"."rate_used" IS NULL
) AS "t2";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
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
        THEN 1.0
        ELSE CAST(NULL AS DOUBLE)
      END AS "rate_used"
    FROM "costs" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."amount" IS NOT NULL AND "t1"."rate_used" IS NULL
) AS "t2";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
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
        THEN 1.0
        ELSE CAST(NULL AS DOUBLE)
      END AS "rate_used"
    FROM "revenue" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."amount" IS NOT NULL AND "t1"."rate_used" IS NULL
) AS "t2";

SELECT
  "t0"."period_start",
  "t0"."period_end",
  "t0"."team",
  "t0"."kind"
FROM "costs" AS "t0"
WHERE
  "t0"."period_end" IS NOT NULL;

SELECT
  "t0"."period_start",
  "t0"."period_end",
  "t0"."segment"
FROM "revenue" AS "t0"
WHERE
  "t0"."period_end" IS NOT NULL;
