SELECT
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

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
  "t20"."period",
  "t20"."slice_0",
  "t20"."account_bucket",
  "t20"."numerator",
  "t20"."denominator",
  "t20"."known",
  "t20"."rows",
  "t20"."sum_0",
  "t20"."n_0",
  DENSE_RANK() OVER (
    ORDER BY "t20"."period" ASC NULLS FIRST, "t20"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t19"."period",
    "t19"."slice_0",
    "t19"."account_bucket",
    SUM(CAST(ROUND("t19"."numerator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t19"."numerator" IS NOT NULL
      ) AND (
        "t19"."denominator" IS NOT NULL
      )) AS "numerator",
    SUM(CAST(ROUND("t19"."denominator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t19"."numerator" IS NOT NULL
      ) AND (
        "t19"."denominator" IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t19"."numerator" IS NOT NULL
        ) AND (
          "t19"."denominator" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows",
    SUM("t19"."pushes") AS "sum_0",
    COUNT("t19"."pushes") AS "n_0"
  FROM (
    SELECT
      "t18"."opportunity_id",
      "t18"."pushes",
      "t18"."at",
      "t18"."numerator",
      "t18"."denominator",
      "t18"."account_bucket",
      "t18"."account_id",
      "t18"."lead_id",
      "t18"."owner_id",
      "t18"."kind",
      "t18"."sourced_by",
      "t18"."source",
      "t18"."campaign_id",
      "t18"."on_profile",
      "t18"."currency",
      "t18"."competitor",
      "t18"."opportunity_id" AS "unit_id",
      NULLIF("t18"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t18"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t17".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t16"."opportunity_id",
          "t16"."pushes",
          "t16"."at",
          "t16"."numerator",
          "t16"."denominator",
          "t6"."account_bucket",
          "t6"."account_id",
          "t6"."lead_id",
          "t6"."owner_id",
          "t6"."kind",
          "t6"."sourced_by",
          "t6"."source",
          "t6"."campaign_id",
          "t6"."on_profile",
          "t6"."currency",
          "t6"."competitor",
          "t6"."_deal"
        FROM (
          SELECT
            "t14"."opportunity_id",
            "t14"."pushes",
            "t14"."entered_at" AS "at",
            CASE WHEN "t14"."slipped" THEN "t14"."amount" ELSE "t14"."amount" * 0.0 END AS "numerator",
            "t14"."amount" AS "denominator"
          FROM (
            SELECT
              "t8"."opportunity_id",
              "t8"."period_start",
              "t8"."entered_at",
              "t8"."amount",
              (
                "t11"."_deal" IS NOT NULL
              )
              AND (
                (
                  "t4"."shuts" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                )
                OR COALESCE("t11"."_closes_in" > "t8"."period_start", FALSE)
              ) AS "slipped",
              COALESCE("t13"."times", 0) AS "pushes"
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."entered_at",
                "t1"."amount"
              FROM "atc_entries" AS "t1"
              WHERE
                "t1"."period_start" >= MAKE_DATE(2025, 4, 1)
            ) AS "t8"
            INNER JOIN "fiscal_periods" AS "t4"
              ON "t8"."period_start" = "t4"."period_start"
            LEFT OUTER JOIN (
              SELECT
                "t3"."opportunity_id" AS "_deal",
                "t3"."valid_from" AS "_from",
                COALESCE("t3"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) AS "_to",
                CAST(CAST(DATE_TRUNC('QUARTER', "t3"."close_date") AS TIMESTAMP) AS DATE) AS "_closes_in"
              FROM "deal_spells" AS "t3"
              WHERE
                "t3"."status" = 'open'
            ) AS "t11"
              ON "t8"."opportunity_id" = "t11"."_deal"
              AND "t11"."_from" < "t4"."shuts"
              AND "t11"."_to" >= "t4"."shuts"
            LEFT OUTER JOIN (
              SELECT
                "t10"."_deal",
                "t10"."_pushed_in",
                COUNT(*) AS "times"
              FROM (
                SELECT
                  "t3"."opportunity_id" AS "_deal",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t3"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "_pushed_in"
                FROM "deal_spells" AS "t3"
                WHERE
                  "t3"."status" = 'open' AND "t3"."close_date" > "t3"."close_before"
              ) AS "t10"
              GROUP BY
                1,
                2
            ) AS "t13"
              ON "t8"."opportunity_id" = "t13"."_deal"
              AND "t8"."period_start" = "t13"."_pushed_in"
          ) AS "t14"
        ) AS "t16"
        INNER JOIN (
          SELECT
            "t0"."account_bucket",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."owner_id",
            "t0"."kind",
            "t0"."sourced_by",
            "t0"."source",
            "t0"."campaign_id",
            "t0"."on_profile",
            "t0"."currency",
            "t0"."competitor",
            "t0"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t0"
        ) AS "t6"
          ON "t16"."opportunity_id" = "t6"."_deal"
      ) AS "t17"
    ) AS "t18"
    WHERE
      "t18"."at" IS NOT NULL
  ) AS "t19"
  GROUP BY
    1,
    2,
    3
) AS "t20";
