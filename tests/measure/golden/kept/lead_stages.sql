SELECT
  "t4"."lead_id",
  "t4"."pql_at",
  "t4"."mql_at",
  "t4"."sal_at",
  "t4"."sql_at",
  "t4"."opportunity_at",
  "t4"."customer_at",
  "t4"."disqualified_at",
  "t4"."recycled_at",
  "t4"."disqualified_reason",
  CASE
    WHEN "t4"."disqualified_reason" IN ('no_need', 'not_icp', 'too_large', 'too_small', 'wrong_industry', 'wrong_region')
    THEN 'bad_fit'
    WHEN "t4"."disqualified_reason" IN ('in_contract', 'no_budget', 'not_now')
    THEN 'wrong_time'
    WHEN "t4"."disqualified_reason" IN ('bad_contact', 'no_response')
    THEN 'unreachable'
    WHEN "t4"."disqualified_reason" IN ('duplicate', 'existing_customer')
    THEN 'duplicate'
    WHEN "t4"."disqualified_reason" IN ('competitor', 'no_authority', 'spam', 'student')
    THEN 'not_a_buyer'
    WHEN "t4"."disqualified_reason" IN ('no_capacity')
    THEN 'no_capacity'
    WHEN "t4"."disqualified_reason" IN ('other')
    THEN 'other'
    ELSE CAST(NULL AS TEXT)
  END AS "reason_group"
FROM (
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
    NULLIF("t3"."told", '') AS "disqualified_reason"
  FROM (
    SELECT
      "t2"."lead_id",
      MIN("t2"."changed_at") FILTER(WHERE
        "t2"."role" = 0) AS "mql_at",
      MIN("t2"."changed_at") FILTER(WHERE
        "t2"."role" = 1) AS "sal_at",
      MIN("t2"."changed_at") FILTER(WHERE
        "t2"."role" = 2) AS "disqualified_at",
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
  ) AS "t3"
) AS "t4";
