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
  "t11"."period",
  "t11"."slice_0",
  "t11"."stratum",
  "t11"."tick",
  "t11"."outcome",
  "t11"."n",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST, "t11"."slice_0" ASC NULLS FIRST, "t11"."stratum" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."slice_0",
    "t10"."stratum",
    "t10"."tick",
    "t10"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."cluster",
      "t9"."account_bucket",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."on_profile",
      "t9"."currency",
      "t9"."status",
      "t9"."closed_at",
      "t9"."amount",
      "t9"."first_amount",
      "t9"."stage",
      "t9"."close_date",
      "t9"."loss_reason",
      "t9"."competitor",
      "t9"."pushes",
      "t9"."reopened",
      "t9"."n_versions",
      "t9"."reconstructed",
      "t9"."won_at",
      "t9"."lost_at",
      "t9"."waited",
      CAST(CASE
        WHEN (
          "t9"."waited" IS NOT NULL
        )
        AND (
          "t9"."outcome" IS NOT NULL
        )
        AND (
          "t9"."waited" >= 0
        )
        THEN "t9"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t9"."unit_id",
      "t9"."at",
      "t9"."value",
      "t9"."stratum",
      NULLIF("t9"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t9"."waited" IS NOT NULL
        )
        AND (
          "t9"."outcome" IS NOT NULL
        )
        AND (
          "t9"."waited" >= 0
        )
        THEN CAST(ROUND("t9"."waited" * 1, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("slice_0")
      FROM (
        SELECT
          "t7"."opportunity_id",
          "t7"."cluster",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t7"."status",
          "t7"."closed_at",
          "t7"."amount",
          "t7"."first_amount",
          "t7"."stage",
          "t7"."close_date",
          "t7"."loss_reason",
          "t7"."competitor",
          "t7"."pushes",
          "t7"."reopened",
          "t7"."n_versions",
          "t7"."reconstructed",
          "t7"."won_at",
          "t7"."lost_at",
          "t7"."waited",
          "t7"."outcome",
          "t7"."unit_id",
          "t7"."at",
          "t7"."value",
          CASE
            WHEN "t7"."employees" <= 100
            THEN 'smb'
            WHEN (
              "t7"."employees" > 100
            ) AND (
              "t7"."employees" <= 1000
            )
            THEN 'mid_market'
            WHEN "t7"."employees" > 1000
            THEN 'enterprise'
            ELSE CAST(NULL AS TEXT)
          END AS "slice_0",
          COALESCE(
            CASE
              WHEN "t7"."employees" <= 100
              THEN 'smb'
              WHEN (
                "t7"."employees" > 100
              ) AND (
                "t7"."employees" <= 1000
              )
              THEN 'mid_market'
              WHEN "t7"."employees" > 1000
              THEN 'enterprise'
              ELSE CAST(NULL AS TEXT)
            END,
            '(none)'
          ) AS "stratum"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."cluster",
            "t6"."account_bucket",
            "t6"."account_id",
            "t6"."lead_id",
            "t6"."owner_id",
            "t6"."created_at",
            "t6"."kind",
            "t6"."sourced_by",
            "t6"."source",
            "t6"."campaign_id",
            "t6"."on_profile",
            "t6"."currency",
            "t6"."status",
            "t6"."closed_at",
            "t6"."amount",
            "t6"."first_amount",
            "t6"."stage",
            "t6"."close_date",
            "t6"."loss_reason",
            "t6"."competitor",
            "t6"."pushes",
            "t6"."reopened",
            "t6"."n_versions",
            "t6"."reconstructed",
            "t6"."won_at",
            "t6"."lost_at",
            "t6"."waited",
            "t6"."outcome",
            "t6"."unit_id",
            "t6"."at",
            "t6"."value",
            "t3"."_far_0" AS "employees"
          FROM (
            SELECT
              "t4"."opportunity_id",
              "t4"."cluster",
              "t4"."account_bucket",
              "t4"."account_id",
              "t4"."lead_id",
              "t4"."owner_id",
              "t4"."created_at",
              "t4"."kind",
              "t4"."sourced_by",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."currency",
              "t4"."status",
              "t4"."closed_at",
              "t4"."amount",
              "t4"."first_amount",
              "t4"."stage",
              "t4"."close_date",
              "t4"."loss_reason",
              "t4"."competitor",
              "t4"."pushes",
              "t4"."reopened",
              "t4"."n_versions",
              "t4"."reconstructed",
              "t4"."won_at",
              "t4"."lost_at",
              DATE_DIFF(
                'DAY',
                CAST("t4"."created_at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE
                        WHEN "t4"."lost_at" >= "t4"."created_at"
                        THEN "t4"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END < "t4"."won_at",
                      (
                        "t4"."won_at" IS NULL
                      )
                      AND (
                        CASE
                          WHEN "t4"."lost_at" >= "t4"."created_at"
                          THEN "t4"."lost_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END IS NOT NULL
                      )
                    )
                    THEN CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                    ELSE "t4"."won_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN "t4"."lost_at" >= "t4"."created_at"
                    THEN "t4"."lost_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t4"."won_at",
                  (
                    "t4"."won_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t4"."won_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome",
              "t4"."opportunity_id" AS "unit_id",
              "t4"."created_at" AS "at",
              CASE WHEN "t4"."status" = 'won' THEN "t4"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value"
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
                CASE
                  WHEN "t0"."status" = 'won'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "won_at",
                CASE
                  WHEN "t0"."status" = 'lost'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "lost_at"
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" IS NOT NULL
            ) AS "t4"
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t1"."account_id" AS "_far",
              "t1"."employees" AS "_far_0"
            FROM "accounts" AS "t1"
          ) AS "t3"
            ON "t6"."account_id" = "t3"."_far"
        ) AS "t7"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
  ) AS "t10"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t11";

SELECT
  "t11"."period",
  "t11"."slice_0",
  "t11"."stratum",
  "t11"."account_bucket",
  "t11"."numerator",
  "t11"."denominator",
  "t11"."known",
  "t11"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST, "t11"."slice_0" ASC NULLS FIRST, "t11"."stratum" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."slice_0",
    "t10"."stratum",
    "t10"."account_bucket",
    SUM(CAST(ROUND("t10"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t10"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t10"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t10"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t10"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t10"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t10"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t10"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."cluster",
      "t9"."account_bucket",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."on_profile",
      "t9"."currency",
      "t9"."status",
      "t9"."closed_at",
      "t9"."amount",
      "t9"."first_amount",
      "t9"."stage",
      "t9"."close_date",
      "t9"."loss_reason",
      "t9"."competitor",
      "t9"."pushes",
      "t9"."reopened",
      "t9"."n_versions",
      "t9"."reconstructed",
      "t9"."won_at",
      "t9"."lost_at",
      "t9"."waited",
      "t9"."outcome",
      "t9"."unit_id",
      "t9"."at",
      "t9"."value",
      "t9"."stratum",
      NULLIF("t9"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("slice_0")
      FROM (
        SELECT
          "t7"."opportunity_id",
          "t7"."cluster",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t7"."status",
          "t7"."closed_at",
          "t7"."amount",
          "t7"."first_amount",
          "t7"."stage",
          "t7"."close_date",
          "t7"."loss_reason",
          "t7"."competitor",
          "t7"."pushes",
          "t7"."reopened",
          "t7"."n_versions",
          "t7"."reconstructed",
          "t7"."won_at",
          "t7"."lost_at",
          "t7"."waited",
          "t7"."outcome",
          "t7"."unit_id",
          "t7"."at",
          "t7"."value",
          CASE
            WHEN "t7"."employees" <= 100
            THEN 'smb'
            WHEN (
              "t7"."employees" > 100
            ) AND (
              "t7"."employees" <= 1000
            )
            THEN 'mid_market'
            WHEN "t7"."employees" > 1000
            THEN 'enterprise'
            ELSE CAST(NULL AS TEXT)
          END AS "slice_0",
          COALESCE(
            CASE
              WHEN "t7"."employees" <= 100
              THEN 'smb'
              WHEN (
                "t7"."employees" > 100
              ) AND (
                "t7"."employees" <= 1000
              )
              THEN 'mid_market'
              WHEN "t7"."employees" > 1000
              THEN 'enterprise'
              ELSE CAST(NULL AS TEXT)
            END,
            '(none)'
          ) AS "stratum"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."cluster",
            "t6"."account_bucket",
            "t6"."account_id",
            "t6"."lead_id",
            "t6"."owner_id",
            "t6"."created_at",
            "t6"."kind",
            "t6"."sourced_by",
            "t6"."source",
            "t6"."campaign_id",
            "t6"."on_profile",
            "t6"."currency",
            "t6"."status",
            "t6"."closed_at",
            "t6"."amount",
            "t6"."first_amount",
            "t6"."stage",
            "t6"."close_date",
            "t6"."loss_reason",
            "t6"."competitor",
            "t6"."pushes",
            "t6"."reopened",
            "t6"."n_versions",
            "t6"."reconstructed",
            "t6"."won_at",
            "t6"."lost_at",
            "t6"."waited",
            "t6"."outcome",
            "t6"."unit_id",
            "t6"."at",
            "t6"."value",
            "t3"."_far_0" AS "employees"
          FROM (
            SELECT
              "t4"."opportunity_id",
              "t4"."cluster",
              "t4"."account_bucket",
              "t4"."account_id",
              "t4"."lead_id",
              "t4"."owner_id",
              "t4"."created_at",
              "t4"."kind",
              "t4"."sourced_by",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."currency",
              "t4"."status",
              "t4"."closed_at",
              "t4"."amount",
              "t4"."first_amount",
              "t4"."stage",
              "t4"."close_date",
              "t4"."loss_reason",
              "t4"."competitor",
              "t4"."pushes",
              "t4"."reopened",
              "t4"."n_versions",
              "t4"."reconstructed",
              "t4"."won_at",
              "t4"."lost_at",
              DATE_DIFF(
                'DAY',
                CAST("t4"."created_at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE
                        WHEN "t4"."lost_at" >= "t4"."created_at"
                        THEN "t4"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END < "t4"."won_at",
                      (
                        "t4"."won_at" IS NULL
                      )
                      AND (
                        CASE
                          WHEN "t4"."lost_at" >= "t4"."created_at"
                          THEN "t4"."lost_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END IS NOT NULL
                      )
                    )
                    THEN CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                    ELSE "t4"."won_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN "t4"."lost_at" >= "t4"."created_at"
                    THEN "t4"."lost_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t4"."won_at",
                  (
                    "t4"."won_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t4"."won_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome",
              "t4"."opportunity_id" AS "unit_id",
              "t4"."created_at" AS "at",
              CASE WHEN "t4"."status" = 'won' THEN "t4"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value"
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
                CASE
                  WHEN "t0"."status" = 'won'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "won_at",
                CASE
                  WHEN "t0"."status" = 'lost'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "lost_at"
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" IS NOT NULL
            ) AS "t4"
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t1"."account_id" AS "_far",
              "t1"."employees" AS "_far_0"
            FROM "accounts" AS "t1"
          ) AS "t3"
            ON "t6"."account_id" = "t3"."_far"
        ) AS "t7"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
  ) AS "t10"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t11";

SELECT
  "t11"."period",
  "t11"."slice_0",
  "t11"."stratum",
  "t11"."day",
  "t11"."n",
  "t11"."total",
  "t11"."squares",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST, "t11"."slice_0" ASC NULLS FIRST, "t11"."stratum" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."slice_0",
    "t10"."stratum",
    "t10"."day",
    COUNT(*) AS "n",
    SUM("t10"."amount") AS "total",
    SUM("t10"."amount" * "t10"."amount") AS "squares"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."cluster",
      "t9"."account_bucket",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."on_profile",
      "t9"."currency",
      "t9"."status",
      "t9"."closed_at",
      "t9"."value" / 1000.0 AS "amount",
      "t9"."first_amount",
      "t9"."stage",
      "t9"."close_date",
      "t9"."loss_reason",
      "t9"."competitor",
      "t9"."pushes",
      "t9"."reopened",
      "t9"."n_versions",
      "t9"."reconstructed",
      "t9"."won_at",
      "t9"."lost_at",
      "t9"."waited",
      "t9"."outcome",
      "t9"."unit_id",
      "t9"."at",
      "t9"."value",
      "t9"."stratum",
      NULLIF("t9"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CAST(ROUND("t9"."waited", 0) AS BIGINT) AS "day"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("slice_0")
      FROM (
        SELECT
          "t7"."opportunity_id",
          "t7"."cluster",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t7"."status",
          "t7"."closed_at",
          "t7"."amount",
          "t7"."first_amount",
          "t7"."stage",
          "t7"."close_date",
          "t7"."loss_reason",
          "t7"."competitor",
          "t7"."pushes",
          "t7"."reopened",
          "t7"."n_versions",
          "t7"."reconstructed",
          "t7"."won_at",
          "t7"."lost_at",
          "t7"."waited",
          "t7"."outcome",
          "t7"."unit_id",
          "t7"."at",
          "t7"."value",
          CASE
            WHEN "t7"."employees" <= 100
            THEN 'smb'
            WHEN (
              "t7"."employees" > 100
            ) AND (
              "t7"."employees" <= 1000
            )
            THEN 'mid_market'
            WHEN "t7"."employees" > 1000
            THEN 'enterprise'
            ELSE CAST(NULL AS TEXT)
          END AS "slice_0",
          COALESCE(
            CASE
              WHEN "t7"."employees" <= 100
              THEN 'smb'
              WHEN (
                "t7"."employees" > 100
              ) AND (
                "t7"."employees" <= 1000
              )
              THEN 'mid_market'
              WHEN "t7"."employees" > 1000
              THEN 'enterprise'
              ELSE CAST(NULL AS TEXT)
            END,
            '(none)'
          ) AS "stratum"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."cluster",
            "t6"."account_bucket",
            "t6"."account_id",
            "t6"."lead_id",
            "t6"."owner_id",
            "t6"."created_at",
            "t6"."kind",
            "t6"."sourced_by",
            "t6"."source",
            "t6"."campaign_id",
            "t6"."on_profile",
            "t6"."currency",
            "t6"."status",
            "t6"."closed_at",
            "t6"."amount",
            "t6"."first_amount",
            "t6"."stage",
            "t6"."close_date",
            "t6"."loss_reason",
            "t6"."competitor",
            "t6"."pushes",
            "t6"."reopened",
            "t6"."n_versions",
            "t6"."reconstructed",
            "t6"."won_at",
            "t6"."lost_at",
            "t6"."waited",
            "t6"."outcome",
            "t6"."unit_id",
            "t6"."at",
            "t6"."value",
            "t3"."_far_0" AS "employees"
          FROM (
            SELECT
              "t4"."opportunity_id",
              "t4"."cluster",
              "t4"."account_bucket",
              "t4"."account_id",
              "t4"."lead_id",
              "t4"."owner_id",
              "t4"."created_at",
              "t4"."kind",
              "t4"."sourced_by",
              "t4"."source",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."currency",
              "t4"."status",
              "t4"."closed_at",
              "t4"."amount",
              "t4"."first_amount",
              "t4"."stage",
              "t4"."close_date",
              "t4"."loss_reason",
              "t4"."competitor",
              "t4"."pushes",
              "t4"."reopened",
              "t4"."n_versions",
              "t4"."reconstructed",
              "t4"."won_at",
              "t4"."lost_at",
              DATE_DIFF(
                'DAY',
                CAST("t4"."created_at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE
                        WHEN "t4"."lost_at" >= "t4"."created_at"
                        THEN "t4"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END < "t4"."won_at",
                      (
                        "t4"."won_at" IS NULL
                      )
                      AND (
                        CASE
                          WHEN "t4"."lost_at" >= "t4"."created_at"
                          THEN "t4"."lost_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END IS NOT NULL
                      )
                    )
                    THEN CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                    ELSE "t4"."won_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN "t4"."lost_at" >= "t4"."created_at"
                    THEN "t4"."lost_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t4"."won_at",
                  (
                    "t4"."won_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN "t4"."lost_at" >= "t4"."created_at"
                      THEN "t4"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t4"."won_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome",
              "t4"."opportunity_id" AS "unit_id",
              "t4"."created_at" AS "at",
              CASE WHEN "t4"."status" = 'won' THEN "t4"."amount" ELSE CAST(NULL AS DOUBLE) END AS "value"
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
                CASE
                  WHEN "t0"."status" = 'won'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "won_at",
                CASE
                  WHEN "t0"."status" = 'lost'
                  THEN "t0"."closed_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END AS "lost_at"
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" IS NOT NULL
            ) AS "t4"
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t1"."account_id" AS "_far",
              "t1"."employees" AS "_far_0"
            FROM "accounts" AS "t1"
          ) AS "t3"
            ON "t6"."account_id" = "t3"."_far"
        ) AS "t7"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
      AND "t9"."outcome" = 1
      AND "t9"."value" IS NOT NULL
      AND "t9"."waited" >= 0
  ) AS "t10"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t11";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
