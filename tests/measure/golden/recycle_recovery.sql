SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

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

WITH "t7" AS (
  SELECT
    "t0"."lead_id",
    "t0"."cluster",
    "t0"."account_id",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."lead_type",
    "t0"."country",
    "t0"."owner_id",
    "t0"."purpose",
    "t0"."on_profile",
    NULLIF(
      LEAST(
        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE(
          CASE
            WHEN COALESCE(FALSE, FALSE)
            THEN "t0"."disqualified_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "back_at"
  FROM "funnel_facts" AS "t0"
)
SELECT
  "t24"."period",
  "t24"."slice_0",
  "t24"."tick",
  "t24"."outcome",
  "t24"."n",
  DENSE_RANK() OVER (
    ORDER BY "t24"."period" ASC NULLS FIRST, "t24"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t23"."period",
    "t23"."slice_0",
    "t23"."tick",
    "t23"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t22"."lead_id",
      "t22"."cluster",
      "t22"."account_id",
      "t22"."source",
      "t22"."campaign_id",
      "t22"."lead_type",
      "t22"."country",
      "t22"."owner_id",
      "t22"."purpose",
      "t22"."on_profile",
      "t22"."back_at",
      "t22"."moved_at",
      "t22"."gone_at",
      "t22"."dealt_at",
      "t22"."waited",
      CAST(CASE
        WHEN (
          "t22"."waited" IS NOT NULL
        )
        AND (
          "t22"."outcome" IS NOT NULL
        )
        AND (
          "t22"."waited" >= 0
        )
        THEN "t22"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t22"."unit_id",
      "t22"."at",
      "t22"."slice_0",
      "t22"."period",
      CASE
        WHEN (
          "t22"."waited" IS NOT NULL
        )
        AND (
          "t22"."outcome" IS NOT NULL
        )
        AND (
          "t22"."waited" >= 0
        )
        THEN CAST(ROUND("t22"."waited" * 1, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        "t21"."lead_id",
        "t21"."cluster",
        "t21"."account_id",
        "t21"."source",
        "t21"."campaign_id",
        "t21"."lead_type",
        "t21"."country",
        "t21"."owner_id",
        "t21"."purpose",
        "t21"."on_profile",
        "t21"."back_at",
        "t21"."moved_at",
        "t21"."gone_at",
        "t21"."dealt_at",
        DATE_DIFF(
          'DAY',
          CAST("t21"."back_at" AS DATE),
          CAST(COALESCE(
            CASE
              WHEN COALESCE(
                CASE
                  WHEN "t21"."gone_at" >= "t21"."back_at"
                  THEN "t21"."gone_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END < NULLIF(
                  LEAST(
                    COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ),
                (
                  NULLIF(
                    LEAST(
                      COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) IS NULL
                )
                AND (
                  CASE
                    WHEN "t21"."gone_at" >= "t21"."back_at"
                    THEN "t21"."gone_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END IS NOT NULL
                )
              )
              THEN CASE
                WHEN "t21"."gone_at" >= "t21"."back_at"
                THEN "t21"."gone_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
              ELSE NULLIF(
                LEAST(
                  COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              )
            END,
            MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
          ) AS DATE)
        ) AS "waited",
        CASE
          WHEN COALESCE(
            CASE
              WHEN "t21"."gone_at" >= "t21"."back_at"
              THEN "t21"."gone_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END < NULLIF(
              LEAST(
                COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ),
            (
              NULLIF(
                LEAST(
                  COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) IS NULL
            )
            AND (
              CASE
                WHEN "t21"."gone_at" >= "t21"."back_at"
                THEN "t21"."gone_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END IS NOT NULL
            )
          )
          THEN 2
          ELSE CASE
            WHEN NULLIF(
              LEAST(
                COALESCE("t21"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t21"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) IS NOT NULL
            THEN 1
            ELSE 0
          END
        END AS "outcome",
        "t21"."lead_id" AS "unit_id",
        "t21"."back_at" AS "at",
        NULLIF("t21"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."back_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t11"."lead_id",
          "t11"."cluster",
          "t11"."account_id",
          "t11"."source",
          "t11"."campaign_id",
          "t11"."lead_type",
          "t11"."country",
          "t11"."owner_id",
          "t11"."purpose",
          "t11"."on_profile",
          "t11"."back_at",
          "t20"."moved_at",
          "t20"."gone_at",
          "t19"."dealt_at"
        FROM (
          SELECT
            *
          FROM "t7" AS "t8"
          WHERE
            "t8"."back_at" IS NOT NULL
        ) AS "t11"
        LEFT OUTER JOIN (
          SELECT
            "t15"."lead_id" AS "_moved",
            MIN("t15"."changed_at") FILTER(WHERE
              "t15"."stage" IN (
                'Accepted',
                'CUSTOMER',
                'Closed - Converted',
                'Customer',
                'MQL',
                'Marketing Qualified',
                'Marketing Qualified Lead',
                'OPPORTUNITY',
                'Opportunity',
                'Qualified',
                'SAL',
                'SQL',
                'Sales Accepted',
                'Sales Accepted Lead',
                'Sales Qualified',
                'Sales Qualified Lead',
                'Won',
                'Working - Contacted',
                'customer',
                'marketingqualifiedlead',
                'mql',
                'opportunity',
                'sal',
                'salesqualifiedlead',
                'sql'
              )) AS "moved_at",
            MIN("t15"."changed_at") FILTER(WHERE
              "t15"."stage" IN (
                'Closed - Not Converted',
                'DISQUALIFIED',
                'Disqualified',
                'Rejected',
                'Unqualified',
                'disqualified',
                'rejected'
              )) AS "gone_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t6"."lead_id",
                "t6"."changed_at",
                "t6"."stage",
                "t12"."back_at"
              FROM (
                SELECT
                  "t1"."lead_id",
                  "t1"."changed_at",
                  "t1"."stage"
                FROM "stage_changes" AS "t1"
                WHERE
                  "t1"."stage" IN (
                    'Accepted',
                    'CUSTOMER',
                    'Closed - Converted',
                    'Customer',
                    'MQL',
                    'Marketing Qualified',
                    'Marketing Qualified Lead',
                    'OPPORTUNITY',
                    'Opportunity',
                    'Qualified',
                    'SAL',
                    'SQL',
                    'Sales Accepted',
                    'Sales Accepted Lead',
                    'Sales Qualified',
                    'Sales Qualified Lead',
                    'Won',
                    'Working - Contacted',
                    'customer',
                    'marketingqualifiedlead',
                    'mql',
                    'opportunity',
                    'sal',
                    'salesqualifiedlead',
                    'sql',
                    'Closed - Not Converted',
                    'DISQUALIFIED',
                    'Disqualified',
                    'Rejected',
                    'Unqualified',
                    'disqualified',
                    'rejected'
                  )
              ) AS "t6"
              INNER JOIN (
                SELECT
                  "t8"."lead_id",
                  "t8"."back_at"
                FROM "t7" AS "t8"
                WHERE
                  "t8"."back_at" IS NOT NULL
              ) AS "t12"
                ON "t6"."lead_id" = "t12"."lead_id"
            ) AS "t13"
            WHERE
              "t13"."changed_at" > "t13"."back_at"
          ) AS "t15"
          GROUP BY
            1
        ) AS "t20"
          ON "t11"."lead_id" = "t20"."_moved"
        LEFT OUTER JOIN (
          SELECT
            "t16"."lead_id" AS "_dealt",
            MIN("t16"."created_at") AS "dealt_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t5"."lead_id",
                "t5"."created_at",
                "t12"."back_at"
              FROM (
                SELECT
                  "t2"."lead_id",
                  "t2"."created_at"
                FROM "deal_facts" AS "t2"
              ) AS "t5"
              INNER JOIN (
                SELECT
                  "t8"."lead_id",
                  "t8"."back_at"
                FROM "t7" AS "t8"
                WHERE
                  "t8"."back_at" IS NOT NULL
              ) AS "t12"
                ON "t5"."lead_id" = "t12"."lead_id"
            ) AS "t14"
            WHERE
              "t14"."created_at" > "t14"."back_at"
          ) AS "t16"
          GROUP BY
            1
        ) AS "t19"
          ON "t11"."lead_id" = "t19"."_dealt"
      ) AS "t21"
      WHERE
        "t21"."back_at" IS NOT NULL
    ) AS "t22"
  ) AS "t23"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t24";
