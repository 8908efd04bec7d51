SELECT
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

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
  "t1"."won_in",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."cluster",
    "t0"."account_bucket",
    "t0"."account_id",
    "t0"."lead_id",
    "t0"."owner_id",
    "t0"."created_at",
    "t0"."kind",
    "t0"."sourced_by",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."on_profile",
    "t0"."currency",
    "t0"."status",
    "t0"."closed_at",
    "t0"."amount",
    "t0"."first_amount",
    "t0"."stage",
    "t0"."close_date",
    "t0"."loss_reason",
    "t0"."competitor",
    "t0"."pushes",
    "t0"."reopened",
    "t0"."n_versions",
    "t0"."reconstructed",
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in"
  FROM "deal_facts" AS "t0"
  WHERE
    "t0"."status" = 'won' AND "t0"."closed_at" IS NOT NULL
) AS "t1"
GROUP BY
  1;

SELECT
  "t17"."period",
  "t17"."slice_0",
  "t17"."period_start",
  "t17"."account_bucket",
  "t17"."standing",
  "t17"."booked",
  "t17"."n",
  "t17"."priced",
  DENSE_RANK() OVER (
    ORDER BY "t17"."period" ASC NULLS FIRST, "t17"."slice_0" ASC NULLS FIRST, "t17"."period_start" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t16"."period",
    "t16"."slice_0",
    "t16"."period_start",
    "t16"."account_bucket",
    SUM(CAST(ROUND("t16"."standing" * 1000000.0, 0) AS BIGINT)) AS "standing",
    SUM(CAST(ROUND("t16"."booked" * 1000000.0, 0) AS BIGINT)) AS "booked",
    CAST(SUM("t16"."is_open") AS BIGINT) AS "n",
    COUNT("t16"."standing") AS "priced"
  FROM (
    SELECT
      "t15"."opportunity_id",
      "t15"."period_start",
      "t15"."at",
      "t15"."standing",
      "t15"."booked",
      "t15"."is_open",
      "t15"."account_bucket",
      "t15"."account_id",
      "t15"."lead_id",
      "t15"."owner_id",
      "t15"."kind",
      "t15"."sourced_by",
      "t15"."source",
      "t15"."campaign_id",
      "t15"."on_profile",
      "t15"."currency",
      "t15"."competitor",
      "t15"."opportunity_id" AS "unit_id",
      NULLIF("t15"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t15"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t14".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t13"."opportunity_id",
          "t13"."period_start",
          "t13"."at",
          "t13"."standing",
          "t13"."booked",
          "t13"."is_open",
          "t5"."account_bucket",
          "t5"."account_id",
          "t5"."lead_id",
          "t5"."owner_id",
          "t5"."kind",
          "t5"."sourced_by",
          "t5"."source",
          "t5"."campaign_id",
          "t5"."on_profile",
          "t5"."currency",
          "t5"."competitor",
          "t5"."_deal"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id",
              "t0"."period_start",
              "t0"."placed_at" AS "at",
              "t0"."amount" AS "standing",
              CAST(NULL AS DOUBLE) AS "booked",
              1.0 AS "is_open"
            FROM "outlook" AS "t0"
            WHERE
              "t0"."days_left" = 66
          ) AS "t4"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t10"."opportunity_id",
              "t10"."won_in" AS "period_start",
              "t10"."placed_at" AS "at",
              CAST(NULL AS DOUBLE) AS "standing",
              "t10"."amount" AS "booked",
              0.0 AS "is_open"
            FROM (
              SELECT
                "t9"."opportunity_id",
                "t9"."closed_at",
                "t9"."created_at",
                "t9"."amount",
                "t9"."won_in",
                "t7"."_starts",
                "t7"."days_left",
                "t7"."point_at",
                "t7"."placed_at",
                "t7"."over"
              FROM (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."closed_at",
                  "t1"."created_at",
                  "t1"."amount",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in"
                FROM "deal_facts" AS "t1"
                WHERE
                  "t1"."status" = 'won'
              ) AS "t9"
              INNER JOIN (
                SELECT
                  "t2"."period_start" AS "_starts",
                  "t2"."days_left",
                  "t2"."point_at",
                  "t2"."placed_at",
                  "t2"."over"
                FROM "points" AS "t2"
                WHERE
                  "t2"."days_left" = 66
              ) AS "t7"
                ON "t9"."won_in" = "t7"."_starts"
            ) AS "t10"
            WHERE
              "t10"."closed_at" <= "t10"."point_at"
          ) AS "t11"
        ) AS "t13"
        INNER JOIN (
          SELECT
            "t1"."account_bucket",
            "t1"."account_id",
            "t1"."lead_id",
            "t1"."owner_id",
            "t1"."kind",
            "t1"."sourced_by",
            "t1"."source",
            "t1"."campaign_id",
            "t1"."on_profile",
            "t1"."currency",
            "t1"."competitor",
            "t1"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t1"
        ) AS "t5"
          ON "t13"."opportunity_id" = "t5"."_deal"
      ) AS "t14"
    ) AS "t15"
    WHERE
      "t15"."at" IS NOT NULL
  ) AS "t16"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t17";

SELECT
  "t3"."period_start",
  "t3"."period_end",
  "t3"."team",
  "t3"."segment",
  "t3"."goal"
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."period_start",
      "t1"."period_end",
      "t1"."team",
      "t1"."segment",
      "t1"."bookings_goal",
      "t1"."pipeline_goal",
      "t1"."lead_goal",
      "t1"."currency",
      "t1"."source_system",
      "t1"."known_at",
      "t1"."deleted_at",
      "t1"."rate_used",
      (
        CAST("t1"."bookings_goal" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "goal"
    FROM (
      SELECT
        "t0"."period_start",
        "t0"."period_end",
        "t0"."team",
        "t0"."segment",
        "t0"."bookings_goal",
        "t0"."pipeline_goal",
        "t0"."lead_goal",
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
      FROM "targets" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."period_start" ASC,
  "t3"."team" ASC,
  "t3"."segment" ASC;

SELECT
  *
FROM (
  SELECT
    "t1"."period_start",
    "t1"."days_left",
    "t1"."cell",
    COUNT(*) AS "deals",
    SUM("t1"."won") AS "won",
    COUNT("t1"."amount") AS "priced",
    SUM("t1"."amount") AS "value",
    SUM("t1"."amount" * "t1"."won") AS "won_value"
  FROM (
    SELECT
      *
    FROM "outlook" AS "t0"
    WHERE
      "t0"."over" = 1
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
ORDER BY
  "t2"."period_start" ASC,
  "t2"."days_left" ASC,
  "t2"."cell" ASC;

SELECT
  *
FROM (
  SELECT
    "t1"."period_start",
    CAST(FLOOR(LN("t1"."won_amount") * 20) AS BIGINT) AS "size",
    COUNT(*) AS "n",
    SUM("t1"."won_amount") AS "total"
  FROM (
    SELECT
      *
    FROM "outlook" AS "t0"
    WHERE
      "t0"."days_left" = 66
      AND "t0"."won" = 1
      AND "t0"."amount" IS NOT NULL
      AND "t0"."won_amount" > 0
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2"
ORDER BY
  "t2"."period_start" ASC,
  "t2"."size" ASC;

SELECT
  SUM(
    CASE
      WHEN COALESCE("t1"."close_date" < MAKE_DATE(2025, 7, 1), FALSE)
      THEN 1
      ELSE 0
    END
  ) AS "late",
  SUM("t1"."amount") FILTER(WHERE
    COALESCE("t1"."close_date" < MAKE_DATE(2025, 7, 1), FALSE)) AS "worth",
  SUM(CASE WHEN "t1"."close_date" IS NULL THEN 1 ELSE 0 END) AS "undated",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "deal_spells" AS "t0"
  WHERE
    "t0"."status" = 'open'
    AND "t0"."valid_to" IS NULL
    AND TRUE
    AND (
      (
        "t0"."forecast_category" IS NULL
      )
      OR NOT (
        "t0"."forecast_category" IN ('omit', 'omitted')
      )
    )
) AS "t1";
