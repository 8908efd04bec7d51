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
  "t10"."forecast_category",
  "t7"."sourced_by",
  COALESCE("t7"."sort", 'deal') || ': ' || COALESCE("t10"."stage", 'no stage') AS "cell",
  CASE
    WHEN COALESCE("t7"."won_in" = "t10"."period_start", FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "won",
  CASE
    WHEN COALESCE("t7"."won_in" = "t10"."period_start", FALSE)
    THEN "t7"."booked"
    ELSE 0.0
  END AS "won_amount"
FROM (
  SELECT
    "t8"."opportunity_id",
    "t8"."period_start",
    "t8"."days_left",
    "t8"."point_at",
    "t8"."placed_at",
    "t8"."over",
    "t8"."valid_from",
    "t8"."amount",
    "t8"."stage",
    "t8"."probability",
    "t8"."forecast_category"
  FROM (
    SELECT
      "t5"."opportunity_id",
      "t5"."valid_from",
      "t5"."status",
      "t5"."stage",
      "t5"."amount",
      "t5"."close_date",
      "t5"."forecast_category",
      "t5"."probability",
      "t5"."reconstructed",
      "t5"."valid_to",
      "t5"."status_before",
      "t5"."close_before",
      "t5"."closes_in",
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
    ) AS "t5"
    INNER JOIN "points" AS "t3"
      ON "t5"."closes_in" = "t3"."period_start"
  ) AS "t8"
  WHERE
    "t8"."valid_from" <= "t8"."point_at"
    AND (
      (
        "t8"."valid_to" IS NULL
      ) OR (
        "t8"."valid_to" > "t8"."point_at"
      )
    )
) AS "t10"
INNER JOIN (
  SELECT
    "t0"."sourced_by",
    "t0"."opportunity_id" AS "_deal",
    "t0"."kind" AS "sort",
    "t0"."amount" AS "booked",
    CASE
      WHEN "t0"."status" = 'won'
      THEN CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE)
      ELSE CAST(NULL AS DATE)
    END AS "won_in"
  FROM "deal_facts" AS "t0"
) AS "t7"
  ON "t10"."opportunity_id" = "t7"."_deal";
