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
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  "t1"."won_in",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."cluster",
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
  "t27"."period",
  "t27"."slice_0",
  "t27"."account_bucket",
  "t27"."numerator",
  "t27"."denominator",
  "t27"."known",
  "t27"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t27"."period" ASC NULLS FIRST, "t27"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t26"."period",
    "t26"."slice_0",
    "t26"."account_bucket",
    SUM(CAST(ROUND("t26"."numerator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t26"."numerator" IS NOT NULL
      ) AND (
        "t26"."denominator" IS NOT NULL
      )) AS "numerator",
    SUM(CAST(ROUND("t26"."denominator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t26"."numerator" IS NOT NULL
      ) AND (
        "t26"."denominator" IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t26"."numerator" IS NOT NULL
        ) AND (
          "t26"."denominator" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t25"."opportunity_id",
      "t25"."pushes",
      "t25"."at",
      "t25"."numerator",
      "t25"."denominator",
      "t25"."cluster",
      "t25"."account_id",
      "t25"."lead_id",
      "t25"."owner_id",
      "t25"."kind",
      "t25"."sourced_by",
      "t25"."source",
      "t25"."campaign_id",
      "t25"."on_profile",
      "t25"."currency",
      "t25"."competitor",
      "t25"."unit_id",
      "t25"."slice_0",
      "t25"."period",
      SUBSTRING(
        MD5("t25"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t25"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t24"."opportunity_id",
        "t24"."pushes",
        "t24"."at",
        "t24"."numerator",
        "t24"."denominator",
        "t24"."cluster",
        "t24"."account_id",
        "t24"."lead_id",
        "t24"."owner_id",
        "t24"."kind",
        "t24"."sourced_by",
        "t24"."source",
        "t24"."campaign_id",
        "t24"."on_profile",
        "t24"."currency",
        "t24"."competitor",
        "t24"."opportunity_id" AS "unit_id",
        NULLIF("t24"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t24"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t23".*
          EXCLUDE ("_deal")
        FROM (
          SELECT
            "t22"."opportunity_id",
            "t22"."pushes",
            "t22"."at",
            "t22"."numerator",
            "t22"."denominator",
            "t7"."cluster",
            "t7"."account_id",
            "t7"."lead_id",
            "t7"."owner_id",
            "t7"."kind",
            "t7"."sourced_by",
            "t7"."source",
            "t7"."campaign_id",
            "t7"."on_profile",
            "t7"."currency",
            "t7"."competitor",
            "t7"."_deal"
          FROM (
            SELECT
              "t20"."opportunity_id",
              "t20"."pushes",
              "t20"."entered_at" AS "at",
              CASE WHEN "t20"."slipped" THEN "t20"."amount" ELSE "t20"."amount" * 0.0 END AS "numerator",
              "t20"."amount" AS "denominator"
            FROM (
              SELECT
                "t19".*
                EXCLUDE ("_deal", "_start")
              FROM (
                SELECT
                  "t12"."opportunity_id",
                  "t12"."period_start",
                  "t12"."entered_at",
                  "t12"."amount",
                  "t18"."_deal",
                  "t18"."_start",
                  "t18"."slipped",
                  "t18"."pushes"
                FROM (
                  SELECT
                    "t1"."opportunity_id",
                    "t1"."period_start",
                    "t1"."entered_at",
                    "t1"."amount"
                  FROM "atc_entries_any_source" AS "t1"
                  WHERE
                    "t1"."period_start" >= MAKE_DATE(2025, 4, 1)
                ) AS "t12"
                INNER JOIN (
                  SELECT
                    "t16"."_deal",
                    "t16"."_start",
                    "t16"."slips" > 0 AS "slipped",
                    "t16"."pushes"
                  FROM (
                    SELECT
                      "t15"."opportunity_id" AS "_deal",
                      "t15"."period_start" AS "_start",
                      SUM(
                        CASE
                          WHEN (
                            (
                              "t15"."valid_to" IS NULL
                            ) OR (
                              "t15"."valid_to" >= "t15"."shuts"
                            )
                          )
                          AND (
                            "t15"."status" = 'open'
                          )
                          AND (
                            (
                              "t15"."shuts" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                            )
                            OR (
                              CAST(CAST(DATE_TRUNC('QUARTER', "t15"."close_date") AS TIMESTAMP) AS DATE) > "t15"."period_start"
                            )
                          )
                          THEN 1
                          ELSE 0
                        END
                      ) AS "slips",
                      SUM(
                        CASE
                          WHEN (
                            "t15"."valid_from" >= "t15"."opens"
                          )
                          AND (
                            "t15"."status" = 'open'
                          )
                          AND (
                            "t15"."close_date" > "t15"."close_before"
                          )
                          THEN 1
                          ELSE 0
                        END
                      ) AS "pushes"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t13"."opportunity_id",
                          "t13"."period_start",
                          "t10"."_starts",
                          "t10"."opens",
                          "t10"."shuts",
                          "t11"."valid_from",
                          "t11"."valid_to",
                          "t11"."status",
                          "t11"."close_date",
                          "t11"."close_before",
                          "t11"."_deal"
                        FROM (
                          SELECT
                            "t1"."opportunity_id",
                            "t1"."period_start"
                          FROM "atc_entries_any_source" AS "t1"
                          WHERE
                            "t1"."period_start" >= MAKE_DATE(2025, 4, 1)
                        ) AS "t13"
                        INNER JOIN (
                          SELECT
                            "t2"."period_start" AS "_starts",
                            "t2"."opens",
                            "t2"."shuts"
                          FROM "fiscal_periods" AS "t2"
                        ) AS "t10"
                          ON "t13"."period_start" = "t10"."_starts"
                        INNER JOIN (
                          SELECT
                            "t3"."valid_from",
                            "t3"."valid_to",
                            "t3"."status",
                            "t3"."close_date",
                            "t3"."close_before",
                            "t3"."opportunity_id" AS "_deal"
                          FROM "deal_spells" AS "t3"
                        ) AS "t11"
                          ON "t13"."opportunity_id" = "t11"."_deal"
                      ) AS "t14"
                      WHERE
                        "t14"."valid_from" < "t14"."shuts"
                    ) AS "t15"
                    GROUP BY
                      1,
                      2
                  ) AS "t16"
                ) AS "t18"
                  ON "t12"."opportunity_id" = "t18"."_deal" AND "t12"."period_start" = "t18"."_start"
              ) AS "t19"
            ) AS "t20"
          ) AS "t22"
          INNER JOIN (
            SELECT
              "t0"."cluster",
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
          ) AS "t7"
            ON "t22"."opportunity_id" = "t7"."_deal"
        ) AS "t23"
      ) AS "t24"
      WHERE
        "t24"."at" IS NOT NULL
    ) AS "t25"
  ) AS "t26"
  GROUP BY
    1,
    2,
    3
) AS "t27";

SELECT
  "t26"."period",
  "t26"."slice_0",
  "t26"."sum_pushes_per_deal",
  "t26"."n_pushes_per_deal",
  DENSE_RANK() OVER (
    ORDER BY "t26"."period" ASC NULLS FIRST, "t26"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t25"."period",
    "t25"."slice_0",
    SUM("t25"."pushes") AS "sum_pushes_per_deal",
    COUNT("t25"."pushes") AS "n_pushes_per_deal"
  FROM (
    SELECT
      "t24"."opportunity_id",
      "t24"."pushes",
      "t24"."at",
      "t24"."numerator",
      "t24"."denominator",
      "t24"."cluster",
      "t24"."account_id",
      "t24"."lead_id",
      "t24"."owner_id",
      "t24"."kind",
      "t24"."sourced_by",
      "t24"."source",
      "t24"."campaign_id",
      "t24"."on_profile",
      "t24"."currency",
      "t24"."competitor",
      "t24"."opportunity_id" AS "unit_id",
      NULLIF("t24"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t24"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t23".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t22"."opportunity_id",
          "t22"."pushes",
          "t22"."at",
          "t22"."numerator",
          "t22"."denominator",
          "t7"."cluster",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t7"."competitor",
          "t7"."_deal"
        FROM (
          SELECT
            "t20"."opportunity_id",
            "t20"."pushes",
            "t20"."entered_at" AS "at",
            CASE WHEN "t20"."slipped" THEN "t20"."amount" ELSE "t20"."amount" * 0.0 END AS "numerator",
            "t20"."amount" AS "denominator"
          FROM (
            SELECT
              "t19".*
              EXCLUDE ("_deal", "_start")
            FROM (
              SELECT
                "t12"."opportunity_id",
                "t12"."period_start",
                "t12"."entered_at",
                "t12"."amount",
                "t18"."_deal",
                "t18"."_start",
                "t18"."slipped",
                "t18"."pushes"
              FROM (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."period_start",
                  "t1"."entered_at",
                  "t1"."amount"
                FROM "atc_entries_any_source" AS "t1"
                WHERE
                  "t1"."period_start" >= MAKE_DATE(2025, 4, 1)
              ) AS "t12"
              INNER JOIN (
                SELECT
                  "t16"."_deal",
                  "t16"."_start",
                  "t16"."slips" > 0 AS "slipped",
                  "t16"."pushes"
                FROM (
                  SELECT
                    "t15"."opportunity_id" AS "_deal",
                    "t15"."period_start" AS "_start",
                    SUM(
                      CASE
                        WHEN (
                          (
                            "t15"."valid_to" IS NULL
                          ) OR (
                            "t15"."valid_to" >= "t15"."shuts"
                          )
                        )
                        AND (
                          "t15"."status" = 'open'
                        )
                        AND (
                          (
                            "t15"."shuts" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          )
                          OR (
                            CAST(CAST(DATE_TRUNC('QUARTER', "t15"."close_date") AS TIMESTAMP) AS DATE) > "t15"."period_start"
                          )
                        )
                        THEN 1
                        ELSE 0
                      END
                    ) AS "slips",
                    SUM(
                      CASE
                        WHEN (
                          "t15"."valid_from" >= "t15"."opens"
                        )
                        AND (
                          "t15"."status" = 'open'
                        )
                        AND (
                          "t15"."close_date" > "t15"."close_before"
                        )
                        THEN 1
                        ELSE 0
                      END
                    ) AS "pushes"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t13"."opportunity_id",
                        "t13"."period_start",
                        "t10"."_starts",
                        "t10"."opens",
                        "t10"."shuts",
                        "t11"."valid_from",
                        "t11"."valid_to",
                        "t11"."status",
                        "t11"."close_date",
                        "t11"."close_before",
                        "t11"."_deal"
                      FROM (
                        SELECT
                          "t1"."opportunity_id",
                          "t1"."period_start"
                        FROM "atc_entries_any_source" AS "t1"
                        WHERE
                          "t1"."period_start" >= MAKE_DATE(2025, 4, 1)
                      ) AS "t13"
                      INNER JOIN (
                        SELECT
                          "t2"."period_start" AS "_starts",
                          "t2"."opens",
                          "t2"."shuts"
                        FROM "fiscal_periods" AS "t2"
                      ) AS "t10"
                        ON "t13"."period_start" = "t10"."_starts"
                      INNER JOIN (
                        SELECT
                          "t3"."valid_from",
                          "t3"."valid_to",
                          "t3"."status",
                          "t3"."close_date",
                          "t3"."close_before",
                          "t3"."opportunity_id" AS "_deal"
                        FROM "deal_spells" AS "t3"
                      ) AS "t11"
                        ON "t13"."opportunity_id" = "t11"."_deal"
                    ) AS "t14"
                    WHERE
                      "t14"."valid_from" < "t14"."shuts"
                  ) AS "t15"
                  GROUP BY
                    1,
                    2
                ) AS "t16"
              ) AS "t18"
                ON "t12"."opportunity_id" = "t18"."_deal" AND "t12"."period_start" = "t18"."_start"
            ) AS "t19"
          ) AS "t20"
        ) AS "t22"
        INNER JOIN (
          SELECT
            "t0"."cluster",
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
        ) AS "t7"
          ON "t22"."opportunity_id" = "t7"."_deal"
      ) AS "t23"
    ) AS "t24"
    WHERE
      "t24"."at" IS NOT NULL
  ) AS "t25"
  GROUP BY
    1,
    2
) AS "t26";
