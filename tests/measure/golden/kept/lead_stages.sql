SELECT
  "t3"."lead_id",
  CAST(NULL AS TIMESTAMP) AS "pql_at",
  "t3"."mql_at",
  "t3"."sal_at",
  CAST(NULL AS TIMESTAMP) AS "sql_at",
  CAST(NULL AS TIMESTAMP) AS "opportunity_at",
  CAST(NULL AS TIMESTAMP) AS "customer_at",
  "t3"."disqualified_at",
  CAST(NULL AS TIMESTAMP) AS "recycled_at",
  "t3"."last_disqualified_at",
  CAST(NULL AS TIMESTAMP) AS "last_recycled_at",
  NULLIF("t3"."told", '') AS "disqualified_reason",
  CASE
    WHEN NULLIF("t3"."told", '') IN ('too_small')
    THEN 'bad_fit'
    ELSE CAST(NULL AS TEXT)
  END AS "reason_group"
FROM (
  SELECT
    "t2"."lead_id",
    MIN("t2"."changed_at") FILTER(WHERE
      "t2"."role" = 0) AS "mql_at",
    MIN("t2"."changed_at") FILTER(WHERE
      "t2"."role" = 1) AS "sal_at",
    MIN("t2"."changed_at") FILTER(WHERE
      "t2"."role" = 2) AS "disqualified_at",
    MAX("t2"."changed_at") FILTER(WHERE
      "t2"."role" = 2) AS "last_disqualified_at",
    SUBSTRING(
      MAX(
        CASE
          WHEN "t2"."role" = 2
          THEN CAST(500000000000000000 - DATE_DIFF('MICROSECOND', MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0), "t2"."changed_at") AS TEXT) || "t2"."told"
          ELSE CAST(NULL AS TEXT)
        END
      ),
      CASE
        WHEN (
          18 + 1
        ) >= 1
        THEN 18 + 1
        ELSE 18 + 1 + LENGTH(
          MAX(
            CASE
              WHEN "t2"."role" = 2
              THEN CAST(500000000000000000 - DATE_DIFF('MICROSECOND', MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0), "t2"."changed_at") AS TEXT) || "t2"."told"
              ELSE CAST(NULL AS TEXT)
            END
          )
        )
      END
    ) AS "told"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."changed_at",
        "t0"."stage",
        "t0"."reason",
        CASE
          WHEN "t0"."stage" IN ('mql')
          THEN 0
          WHEN "t0"."stage" IN ('sal')
          THEN 1
          WHEN "t0"."stage" IN ('disqualified')
          THEN 2
          ELSE -1
        END AS "role",
        COALESCE("t0"."reason", '') AS "told"
      FROM "stage_changes" AS "t0"
    ) AS "t1"
    WHERE
      "t1"."role" >= 0
  ) AS "t2"
  GROUP BY
    1
) AS "t3";
