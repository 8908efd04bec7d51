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
  "t4"."period",
  "t4"."slice_0",
  "t4"."tick",
  "t4"."outcome",
  "t4"."n",
  DENSE_RANK() OVER (
    ORDER BY "t4"."period" ASC NULLS FIRST, "t4"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t3"."period",
    "t3"."slice_0",
    "t3"."tick",
    "t3"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t2"."opportunity_id",
      "t2"."cluster",
      "t2"."account_bucket",
      "t2"."account_id",
      "t2"."lead_id",
      "t2"."owner_id",
      "t2"."created_at",
      "t2"."kind",
      "t2"."sourced_by",
      "t2"."source",
      "t2"."campaign_id",
      "t2"."on_profile",
      "t2"."currency",
      "t2"."status",
      "t2"."closed_at",
      "t2"."amount",
      "t2"."first_amount",
      "t2"."stage",
      "t2"."close_date",
      "t2"."loss_reason",
      "t2"."competitor",
      "t2"."pushes",
      "t2"."reopened",
      "t2"."n_versions",
      "t2"."reconstructed",
      "t2"."won_at",
      "t2"."lost_at",
      "t2"."waited",
      CAST(CASE
        WHEN (
          "t2"."waited" IS NOT NULL
        )
        AND (
          "t2"."outcome" IS NOT NULL
        )
        AND (
          "t2"."waited" >= 0
        )
        THEN "t2"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t2"."unit_id",
      "t2"."at",
      "t2"."slice_0",
      "t2"."period",
      CASE
        WHEN (
          "t2"."waited" IS NOT NULL
        )
        AND (
          "t2"."outcome" IS NOT NULL
        )
        AND (
          "t2"."waited" >= 0
        )
        THEN CAST(ROUND("t2"."waited" * 1, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        "t1"."opportunity_id",
        "t1"."cluster",
        "t1"."account_bucket",
        "t1"."account_id",
        "t1"."lead_id",
        "t1"."owner_id",
        "t1"."created_at",
        "t1"."kind",
        "t1"."sourced_by",
        "t1"."source",
        "t1"."campaign_id",
        "t1"."on_profile",
        "t1"."currency",
        "t1"."status",
        "t1"."closed_at",
        "t1"."amount",
        "t1"."first_amount",
        "t1"."stage",
        "t1"."close_date",
        "t1"."loss_reason",
        "t1"."competitor",
        "t1"."pushes",
        "t1"."reopened",
        "t1"."n_versions",
        "t1"."reconstructed",
        "t1"."won_at",
        "t1"."lost_at",
        DATE_DIFF(
          'DAY',
          CAST("t1"."created_at" AS DATE),
          CAST(COALESCE(
            CASE
              WHEN COALESCE(
                CASE
                  WHEN "t1"."lost_at" >= "t1"."created_at"
                  THEN "t1"."lost_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END < "t1"."won_at",
                (
                  "t1"."won_at" IS NULL
                )
                AND (
                  CASE
                    WHEN "t1"."lost_at" >= "t1"."created_at"
                    THEN "t1"."lost_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END IS NOT NULL
                )
              )
              THEN CASE
                WHEN "t1"."lost_at" >= "t1"."created_at"
                THEN "t1"."lost_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
              ELSE "t1"."won_at"
            END,
            MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
          ) AS DATE)
        ) AS "waited",
        CASE
          WHEN COALESCE(
            CASE
              WHEN "t1"."lost_at" >= "t1"."created_at"
              THEN "t1"."lost_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END < "t1"."won_at",
            (
              "t1"."won_at" IS NULL
            )
            AND (
              CASE
                WHEN "t1"."lost_at" >= "t1"."created_at"
                THEN "t1"."lost_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END IS NOT NULL
            )
          )
          THEN 2
          ELSE CASE WHEN "t1"."won_at" IS NOT NULL THEN 1 ELSE 0 END
        END AS "outcome",
        "t1"."opportunity_id" AS "unit_id",
        "t1"."created_at" AS "at",
        NULLIF("t1"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
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
      ) AS "t1"
      WHERE
        "t1"."created_at" IS NOT NULL
    ) AS "t2"
  ) AS "t3"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t4";
