WITH "t1" AS (
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
    END AS "role"
  FROM "stage_changes" AS "t0"
)
SELECT
  "t9"."lead_id",
  "t9"."inquiry_at",
  "t9"."pql_at",
  "t9"."mql_at",
  "t9"."sal_at",
  "t9"."sql_at",
  "t9"."opportunity_at",
  "t9"."customer_at",
  "t9"."disqualified_at",
  "t9"."recycled_at",
  "t11"."disqualified_reason",
  CASE
    WHEN "t11"."disqualified_reason" IN ('no_need', 'not_icp', 'too_large', 'too_small', 'wrong_industry', 'wrong_region')
    THEN 'bad_fit'
    WHEN "t11"."disqualified_reason" IN ('in_contract', 'no_budget', 'not_now')
    THEN 'wrong_time'
    WHEN "t11"."disqualified_reason" IN ('bad_contact', 'no_response')
    THEN 'unreachable'
    WHEN "t11"."disqualified_reason" IN ('duplicate', 'existing_customer')
    THEN 'duplicate'
    WHEN "t11"."disqualified_reason" IN ('competitor', 'no_authority', 'spam', 'student')
    THEN 'not_a_buyer'
    WHEN "t11"."disqualified_reason" IN ('no_capacity')
    THEN 'no_capacity'
    WHEN "t11"."disqualified_reason" IN ('other')
    THEN 'other'
    ELSE CAST(NULL AS TEXT)
  END AS "reason_group"
FROM (
  SELECT
    "t6"."lead_id",
    CAST(NULL AS TIMESTAMP) AS "inquiry_at",
    CAST(NULL AS TIMESTAMP) AS "pql_at",
    "t6"."mql_at",
    "t6"."sal_at",
    CAST(NULL AS TIMESTAMP) AS "sql_at",
    CAST(NULL AS TIMESTAMP) AS "opportunity_at",
    CAST(NULL AS TIMESTAMP) AS "customer_at",
    "t6"."disqualified_at",
    CAST(NULL AS TIMESTAMP) AS "recycled_at"
  FROM (
    SELECT
      "t3"."lead_id",
      MIN("t3"."changed_at") FILTER(WHERE
        "t3"."role" = 0) AS "mql_at",
      MIN("t3"."changed_at") FILTER(WHERE
        "t3"."role" = 1) AS "sal_at",
      MIN("t3"."changed_at") FILTER(WHERE
        "t3"."role" = 2) AS "disqualified_at"
    FROM (
      SELECT
        *
      FROM "t1" AS "t2"
      WHERE
        "t2"."role" >= 0
    ) AS "t3"
    GROUP BY
      1
  ) AS "t6"
) AS "t9"
LEFT OUTER JOIN (
  SELECT
    "t8"."_rejected",
    NULLIF("t8"."told", '') AS "disqualified_reason"
  FROM (
    SELECT
      "t5"."lead_id" AS "_rejected",
      FIRST("t5"."told" ORDER BY "t5"."changed_at") AS "told"
    FROM (
      SELECT
        "t4"."lead_id",
        "t4"."changed_at",
        MAX("t4"."told") AS "told"
      FROM (
        SELECT
          "t2"."lead_id",
          "t2"."changed_at",
          "t2"."stage",
          "t2"."reason",
          "t2"."role",
          COALESCE("t2"."reason", '') AS "told"
        FROM "t1" AS "t2"
        WHERE
          "t2"."role" >= 0 AND "t2"."role" = 2
      ) AS "t4"
      GROUP BY
        1,
        2
    ) AS "t5"
    GROUP BY
      1
  ) AS "t8"
) AS "t11"
  ON "t9"."lead_id" = "t11"."_rejected";
