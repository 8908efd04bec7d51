SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "customer_events" AS "t0"
  WHERE
    "t0"."kind" = 'churned'
) AS "t1";

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
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

SELECT
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  "t4"."period",
  "t4"."slice_0",
  "t4"."slice_1",
  "t4"."tick",
  "t4"."outcome",
  "t4"."n",
  DENSE_RANK() OVER (
    ORDER BY "t4"."period" ASC NULLS FIRST, "t4"."slice_0" ASC NULLS FIRST, "t4"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t3"."period",
    "t3"."slice_0",
    "t3"."slice_1",
    "t3"."tick",
    "t3"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t2"."account_id",
      "t2"."churned_at",
      "t2"."opportunity_id",
      "t2"."lead_id",
      "t2"."sourced_by",
      "t2"."owner_id",
      "t2"."campaign_id",
      "t2"."on_profile",
      "t2"."source",
      "t2"."won_by",
      "t2"."started_at",
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
      "t2"."cluster",
      "t2"."at",
      CAST(NULL AS TEXT) AS "month",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
      NULLIF("t2"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t2"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
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
        "t1".*
        EXCLUDE ("base", "is_listed")
      FROM (
        SELECT
          "t0"."account_id",
          "t0"."churned_at",
          "t0"."opportunity_id",
          "t0"."lead_id",
          "t0"."sourced_by",
          "t0"."owner_id",
          "t0"."campaign_id",
          "t0"."on_profile",
          "t0"."source",
          "t0"."won_by",
          "t0"."is_listed",
          "t0"."started_at",
          "t0"."base",
          DATE_DIFF(
            'DAY',
            CAST("t0"."started_at" AS DATE),
            CAST(COALESCE(
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                    THEN CAST(NULL AS TIMESTAMP)
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t0"."churned_at",
                  (
                    "t0"."churned_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                      THEN CAST(NULL AS TIMESTAMP)
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END
                ELSE "t0"."churned_at"
              END,
              MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            ) AS DATE)
          ) AS "waited",
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN 2
            ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
          END AS "outcome",
          "t0"."account_id" AS "unit_id",
          "t0"."account_id" AS "cluster",
          "t0"."started_at" AS "at"
        FROM "customers" AS "t0"
      ) AS "t1"
    ) AS "t2"
    WHERE
      "t2"."at" IS NOT NULL
  ) AS "t3"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t4";

SELECT
  MIN("t0"."started_at") AS "first"
FROM "customers" AS "t0";

SELECT
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

SELECT
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

SELECT
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;
