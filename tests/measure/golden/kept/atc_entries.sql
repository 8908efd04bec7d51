WITH "t17" AS (
  SELECT
    "t16"."opportunity_id",
    "t16"."period_start",
    MIN("t16"."valid_from") AS "entered_from",
    MAX("t16"."opens") AS "opens",
    FIRST("t16"."told" ORDER BY "t16"."valid_from") AS "amount"
  FROM (
    SELECT
      "t13"."opportunity_id",
      "t13"."valid_from",
      "t13"."valid_to",
      "t13"."amount",
      "t13"."closes_in",
      "t13"."period_start",
      "t13"."opens",
      "t13"."shuts",
      COALESCE("t13"."amount", -1.0) AS "told"
    FROM (
      SELECT
        "t11"."opportunity_id",
        "t11"."valid_from",
        "t11"."valid_to",
        "t11"."amount",
        "t11"."closes_in",
        "t4"."period_start",
        "t4"."opens",
        "t4"."shuts"
      FROM (
        SELECT
          "t0"."opportunity_id",
          "t0"."valid_from",
          "t0"."valid_to",
          "t0"."amount",
          CAST(CAST(DATE_TRUNC('QUARTER', "t0"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in"
        FROM "deal_spells" AS "t0"
        WHERE
          "t0"."status" = 'open'
          AND "t0"."close_date" IS NOT NULL
          AND TRUE
          AND (
            (
              "t0"."forecast_category" IS NULL
            )
            OR NOT (
              "t0"."forecast_category" IN ('omit', 'omitted')
            )
          )
      ) AS "t11"
      INNER JOIN "fiscal_periods" AS "t4"
        ON "t11"."closes_in" = "t4"."period_start"
    ) AS "t13"
    WHERE
      "t13"."valid_from" < "t13"."shuts"
      AND (
        (
          "t13"."valid_to" IS NULL
        ) OR (
          "t13"."valid_to" > "t13"."opens"
        )
      )
  ) AS "t16"
  GROUP BY
    1,
    2
)
SELECT
  "t19"."opportunity_id",
  "t15"."cluster",
  "t19"."period_start",
  GREATEST("t19"."entered_from", "t19"."opens") AS "entered_at",
  NULLIF("t19"."amount", -1.0) AS "amount",
  "t19"."period_start" > "t21"."earliest" AS "rolled",
  "t15"."sourced_by",
  "t15"."kind",
  "t15"."on_profile",
  "t15"."source"
FROM "t17" AS "t19"
INNER JOIN (
  SELECT
    "t12"."opportunity_id",
    COALESCE("t12"."account_id", "t12"."opportunity_id") AS "cluster",
    "t12"."sourced_by",
    "t12"."kind",
    "t12"."employees" >= 50 AS "on_profile",
    "t12"."source"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."currency",
      "t9"."loss_reason",
      "t9"."competitor",
      "t8"."_of_employees" AS "employees"
    FROM (
      SELECT
        "t5".*
        EXCLUDE ("deleted_at")
      FROM (
        SELECT
          "t2"."opportunity_id",
          "t2"."account_id",
          "t2"."lead_id",
          "t2"."owner_id",
          "t2"."created_at",
          "t2"."kind",
          "t2"."sourced_by",
          "t2"."source",
          "t2"."campaign_id",
          "t2"."currency",
          "t2"."loss_reason",
          "t2"."competitor",
          CAST(NULL AS TIMESTAMP) AS "deleted_at"
        FROM "opportunities" AS "t2"
      ) AS "t5"
    ) AS "t9"
    LEFT OUTER JOIN (
      SELECT
        "t3"."account_id" AS "_account",
        "t3"."employees" AS "_of_employees"
      FROM "accounts" AS "t3"
    ) AS "t8"
      ON "t9"."account_id" = "t8"."_account"
  ) AS "t12"
  WHERE
    TRUE AND "t12"."kind" IN ('new') AND "t12"."sourced_by" IN ('marketing')
) AS "t15"
  ON "t19"."opportunity_id" = "t15"."opportunity_id"
INNER JOIN (
  SELECT
    "t18"."opportunity_id" AS "_deal",
    MIN("t18"."period_start") AS "earliest"
  FROM "t17" AS "t18"
  GROUP BY
    1
) AS "t21"
  ON "t19"."opportunity_id" = "t21"."_deal";
