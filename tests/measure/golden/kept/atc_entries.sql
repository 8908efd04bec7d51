WITH "t10" AS (
  SELECT
    "t9"."opportunity_id",
    "t9"."period_start",
    MIN("t9"."valid_from") AS "entered_from",
    MAX("t9"."opens") AS "opens",
    FIRST("t9"."told" ORDER BY "t9"."valid_from") AS "amount"
  FROM (
    SELECT
      "t8"."opportunity_id",
      "t8"."valid_from",
      "t8"."valid_to",
      "t8"."amount",
      "t8"."closes_in",
      "t8"."period_start",
      "t8"."opens",
      "t8"."shuts",
      COALESCE("t8"."amount", -1.0) AS "told"
    FROM (
      SELECT
        "t7"."opportunity_id",
        "t7"."valid_from",
        "t7"."valid_to",
        "t7"."amount",
        "t7"."closes_in",
        "t3"."period_start",
        "t3"."opens",
        "t3"."shuts"
      FROM (
        SELECT
          "t1"."opportunity_id",
          "t1"."valid_from",
          "t1"."valid_to",
          "t1"."amount",
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
      ) AS "t7"
      INNER JOIN "fiscal_periods" AS "t3"
        ON "t7"."closes_in" = "t3"."period_start"
    ) AS "t8"
    WHERE
      "t8"."valid_from" < "t8"."shuts"
      AND (
        (
          "t8"."valid_to" IS NULL
        ) OR (
          "t8"."valid_to" > "t8"."opens"
        )
      )
  ) AS "t9"
  GROUP BY
    1,
    2
)
SELECT
  "t12"."opportunity_id",
  "t5"."cluster",
  "t12"."period_start",
  GREATEST("t12"."entered_from", "t12"."opens") AS "entered_at",
  NULLIF("t12"."amount", -1.0) AS "amount",
  "t12"."period_start" > "t14"."earliest" AS "rolled",
  "t5"."sourced_by",
  "t5"."kind",
  "t5"."on_profile",
  "t5"."source"
FROM "t10" AS "t12"
INNER JOIN (
  SELECT
    "t0"."opportunity_id",
    "t0"."cluster",
    "t0"."sourced_by",
    "t0"."kind",
    "t0"."on_profile",
    "t0"."source"
  FROM "deal_facts" AS "t0"
  WHERE
    TRUE AND "t0"."kind" IN ('new')
) AS "t5"
  ON "t12"."opportunity_id" = "t5"."opportunity_id"
INNER JOIN (
  SELECT
    "t11"."opportunity_id" AS "_deal",
    MIN("t11"."period_start") AS "earliest"
  FROM "t10" AS "t11"
  GROUP BY
    1
) AS "t14"
  ON "t12"."opportunity_id" = "t14"."_deal";
