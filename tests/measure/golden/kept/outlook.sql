SELECT
  "t12"."opportunity_id",
  "t12"."period_start",
  "t12"."days_left",
  "t12"."point_at",
  "t12"."placed_at",
  "t12"."over",
  "t12"."valid_from",
  "t12"."amount",
  "t12"."stage",
  "t12"."probability",
  "t12"."forecast_category",
  CASE WHEN "t9"."_won" IS NOT NULL THEN 1.0 ELSE 0.0 END AS "won",
  CASE WHEN "t9"."_won" IS NOT NULL THEN "t9"."booked" ELSE 0.0 END AS "won_amount"
FROM (
  SELECT
    "t10"."opportunity_id",
    "t10"."period_start",
    "t10"."days_left",
    "t10"."point_at",
    "t10"."placed_at",
    "t10"."over",
    "t10"."valid_from",
    "t10"."amount",
    "t10"."stage",
    "t10"."probability",
    "t10"."forecast_category"
  FROM (
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
      "t8"."valid_to",
      "t8"."status_before",
      "t8"."close_before",
      "t8"."closes_in",
      "t3"."period_start",
      "t3"."days_left",
      "t3"."point_at",
      "t3"."placed_at",
      "t3"."over"
    FROM (
      SELECT
        "t1"."opportunity_id",
        "t1"."valid_from",
        "t1"."status",
        "t1"."stage",
        "t1"."amount",
        "t1"."close_date",
        "t1"."forecast_category",
        "t1"."probability",
        "t1"."reconstructed",
        "t1"."valid_to",
        "t1"."status_before",
        "t1"."close_before",
        CAST(CAST(DATE_TRUNC('QUARTER', "t1"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in"
      FROM "deal_spells" AS "t1"
      WHERE
        "t1"."status" = 'open'
        AND "t1"."close_date" IS NOT NULL
        AND TRUE
        AND (
          (
            "t1"."forecast_category" IS NULL
          )
          OR NOT (
            "t1"."forecast_category" IN ('omit', 'omitted')
          )
        )
    ) AS "t8"
    INNER JOIN "points" AS "t3"
      ON "t8"."closes_in" = "t3"."period_start"
  ) AS "t10"
  WHERE
    "t10"."valid_from" <= "t10"."point_at"
    AND (
      (
        "t10"."valid_to" IS NULL
      ) OR (
        "t10"."valid_to" > "t10"."point_at"
      )
    )
) AS "t12"
SEMI JOIN (
  SELECT
    "t0"."opportunity_id"
  FROM "deal_facts" AS "t0"
  WHERE
    TRUE AND "t0"."kind" IN ('new')
) AS "t5"
  ON "t12"."opportunity_id" = "t5"."opportunity_id"
LEFT OUTER JOIN (
  SELECT
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in",
    "t0"."amount" AS "booked",
    "t0"."opportunity_id" AS "_won"
  FROM "deal_facts" AS "t0"
  WHERE
    "t0"."status" = 'won' AND TRUE AND "t0"."kind" IN ('new')
) AS "t9"
  ON "t12"."opportunity_id" = "t9"."_won" AND "t12"."period_start" = "t9"."won_in";
