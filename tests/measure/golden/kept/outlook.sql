SELECT
  "t13"."opportunity_id",
  "t13"."period_start",
  "t13"."days_left",
  "t13"."point_at",
  "t13"."placed_at",
  "t13"."over",
  "t13"."valid_from",
  "t13"."amount",
  "t13"."stage",
  "t13"."probability",
  "t13"."forecast_category",
  COALESCE("t6"."sort", 'deal') || ': ' || COALESCE("t13"."stage", 'no stage') AS "cell",
  CASE WHEN "t10"."_won" IS NOT NULL THEN 1.0 ELSE 0.0 END AS "won",
  CASE WHEN "t10"."_won" IS NOT NULL THEN "t10"."booked" ELSE 0.0 END AS "won_amount"
FROM (
  SELECT
    "t11"."opportunity_id",
    "t11"."period_start",
    "t11"."days_left",
    "t11"."point_at",
    "t11"."placed_at",
    "t11"."over",
    "t11"."valid_from",
    "t11"."amount",
    "t11"."stage",
    "t11"."probability",
    "t11"."forecast_category"
  FROM (
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
      "t9"."valid_to",
      "t9"."status_before",
      "t9"."close_before",
      "t9"."closes_in",
      "t4"."period_start",
      "t4"."days_left",
      "t4"."point_at",
      "t4"."placed_at",
      "t4"."over"
    FROM (
      SELECT
        "t2"."opportunity_id",
        "t2"."valid_from",
        "t2"."status",
        "t2"."stage",
        "t2"."amount",
        "t2"."close_date",
        "t2"."forecast_category",
        "t2"."probability",
        "t2"."reconstructed",
        "t2"."valid_to",
        "t2"."status_before",
        "t2"."close_before",
        CAST(CAST(DATE_TRUNC('QUARTER', "t2"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in"
      FROM "deal_spells" AS "t2"
      WHERE
        "t2"."status" = 'open'
        AND "t2"."close_date" IS NOT NULL
        AND TRUE
        AND (
          (
            "t2"."forecast_category" IS NULL
          )
          OR NOT (
            "t2"."forecast_category" IN ('omit', 'omitted')
          )
        )
    ) AS "t9"
    INNER JOIN "points" AS "t4"
      ON "t9"."closes_in" = "t4"."period_start"
  ) AS "t11"
  WHERE
    "t11"."valid_from" <= "t11"."point_at"
    AND (
      (
        "t11"."valid_to" IS NULL
      ) OR (
        "t11"."valid_to" > "t11"."point_at"
      )
    )
) AS "t13"
INNER JOIN (
  SELECT
    "t0"."opportunity_id" AS "_deal",
    "t0"."kind" AS "sort"
  FROM "opportunities" AS "t0"
) AS "t6"
  ON "t13"."opportunity_id" = "t6"."_deal"
LEFT OUTER JOIN (
  SELECT
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in",
    "t1"."amount" AS "booked",
    "t1"."opportunity_id" AS "_won"
  FROM "deal_facts" AS "t1"
  WHERE
    "t1"."status" = 'won'
) AS "t10"
  ON "t13"."opportunity_id" = "t10"."_won" AND "t13"."period_start" = "t10"."won_in";
