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

WITH "t12" AS (
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
    NULLIF(
      LEAST(
        COALESCE("t11"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE(
          CASE
            WHEN COALESCE(FALSE, FALSE)
            THEN "t11"."disqualified_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "back_at"
  FROM (
    SELECT
      "t4"."lead_id",
      "t4"."account_id",
      "t4"."created_at",
      "t4"."source",
      "t4"."campaign_id",
      "t4"."lead_type",
      "t4"."country",
      "t4"."owner_id",
      "t4"."cluster",
      "t4"."purpose",
      "t10"."_judged" AS "on_profile",
      "t4"."pql_at",
      "t4"."mql_at",
      "t4"."sal_at",
      "t4"."sql_at",
      "t4"."disqualified_at",
      "t4"."recycled_at",
      "t4"."disqualified_reason",
      "t4"."reason_group",
      "t4"."opportunity_id",
      "t4"."won_at",
      "t4"."lost_at",
      "t4"."inquiry_at",
      "t4"."opportunity_at",
      "t4"."customer_at"
    FROM "funnel_facts" AS "t4"
    LEFT OUTER JOIN (
      SELECT
        "t3"."account_id" AS "_account",
        "t3"."employees" >= 50 AS "_judged"
      FROM "accounts" AS "t3"
    ) AS "t10"
      ON "t4"."account_id" = "t10"."_account"
  ) AS "t11"
)
SELECT
  "t29"."period",
  "t29"."slice_0",
  "t29"."tick",
  "t29"."outcome",
  "t29"."n",
  DENSE_RANK() OVER (
    ORDER BY "t29"."period" ASC NULLS FIRST, "t29"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t28"."period",
    "t28"."slice_0",
    "t28"."tick",
    "t28"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t27"."lead_id",
      "t27"."cluster",
      "t27"."account_id",
      "t27"."source",
      "t27"."campaign_id",
      "t27"."lead_type",
      "t27"."country",
      "t27"."owner_id",
      "t27"."purpose",
      "t27"."on_profile",
      "t27"."back_at",
      "t27"."moved_at",
      "t27"."gone_at",
      "t27"."dealt_at",
      "t27"."waited",
      CAST(CASE
        WHEN (
          "t27"."waited" IS NOT NULL
        )
        AND (
          "t27"."outcome" IS NOT NULL
        )
        AND (
          "t27"."waited" >= 0
        )
        THEN "t27"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t27"."unit_id",
      "t27"."at",
      "t27"."slice_0",
      "t27"."period",
      CASE
        WHEN (
          "t27"."waited" IS NOT NULL
        )
        AND (
          "t27"."outcome" IS NOT NULL
        )
        AND (
          "t27"."waited" >= 0
        )
        THEN CAST(ROUND("t27"."waited" * 1, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        "t26"."lead_id",
        "t26"."cluster",
        "t26"."account_id",
        "t26"."source",
        "t26"."campaign_id",
        "t26"."lead_type",
        "t26"."country",
        "t26"."owner_id",
        "t26"."purpose",
        "t26"."on_profile",
        "t26"."back_at",
        "t26"."moved_at",
        "t26"."gone_at",
        "t26"."dealt_at",
        DATE_DIFF(
          'DAY',
          CAST("t26"."back_at" AS DATE),
          CAST(COALESCE(
            CASE
              WHEN COALESCE(
                CASE
                  WHEN "t26"."gone_at" >= "t26"."back_at"
                  THEN "t26"."gone_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END < NULLIF(
                  LEAST(
                    COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ),
                (
                  NULLIF(
                    LEAST(
                      COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) IS NULL
                )
                AND (
                  CASE
                    WHEN "t26"."gone_at" >= "t26"."back_at"
                    THEN "t26"."gone_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END IS NOT NULL
                )
              )
              THEN CASE
                WHEN "t26"."gone_at" >= "t26"."back_at"
                THEN "t26"."gone_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
              ELSE NULLIF(
                LEAST(
                  COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
              WHEN "t26"."gone_at" >= "t26"."back_at"
              THEN "t26"."gone_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END < NULLIF(
              LEAST(
                COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ),
            (
              NULLIF(
                LEAST(
                  COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) IS NULL
            )
            AND (
              CASE
                WHEN "t26"."gone_at" >= "t26"."back_at"
                THEN "t26"."gone_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END IS NOT NULL
            )
          )
          THEN 2
          ELSE CASE
            WHEN NULLIF(
              LEAST(
                COALESCE("t26"."moved_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t26"."dealt_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) IS NOT NULL
            THEN 1
            ELSE 0
          END
        END AS "outcome",
        "t26"."lead_id" AS "unit_id",
        "t26"."back_at" AS "at",
        NULLIF("t26"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t26"."back_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t16"."lead_id",
          "t16"."cluster",
          "t16"."account_id",
          "t16"."source",
          "t16"."campaign_id",
          "t16"."lead_type",
          "t16"."country",
          "t16"."owner_id",
          "t16"."purpose",
          "t16"."on_profile",
          "t16"."back_at",
          "t25"."moved_at",
          "t25"."gone_at",
          "t24"."dealt_at"
        FROM (
          SELECT
            *
          FROM "t12" AS "t13"
          WHERE
            "t13"."back_at" IS NOT NULL
        ) AS "t16"
        LEFT OUTER JOIN (
          SELECT
            "t20"."lead_id" AS "_moved",
            MIN("t20"."changed_at") FILTER(WHERE
              "t20"."stage" IN (
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
            MIN("t20"."changed_at") FILTER(WHERE
              "t20"."stage" IN (
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
                "t9"."lead_id",
                "t9"."changed_at",
                "t9"."stage",
                "t17"."back_at"
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
              ) AS "t9"
              INNER JOIN (
                SELECT
                  "t13"."lead_id",
                  "t13"."back_at"
                FROM "t12" AS "t13"
                WHERE
                  "t13"."back_at" IS NOT NULL
              ) AS "t17"
                ON "t9"."lead_id" = "t17"."lead_id"
            ) AS "t18"
            WHERE
              "t18"."changed_at" > "t18"."back_at"
          ) AS "t20"
          GROUP BY
            1
        ) AS "t25"
          ON "t16"."lead_id" = "t25"."_moved"
        LEFT OUTER JOIN (
          SELECT
            "t21"."lead_id" AS "_dealt",
            MIN("t21"."created_at") AS "dealt_at"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t7"."lead_id",
                "t7"."created_at",
                "t17"."back_at"
              FROM (
                SELECT
                  "t2"."lead_id",
                  "t2"."created_at"
                FROM "deal_facts" AS "t2"
              ) AS "t7"
              INNER JOIN (
                SELECT
                  "t13"."lead_id",
                  "t13"."back_at"
                FROM "t12" AS "t13"
                WHERE
                  "t13"."back_at" IS NOT NULL
              ) AS "t17"
                ON "t7"."lead_id" = "t17"."lead_id"
            ) AS "t19"
            WHERE
              "t19"."created_at" > "t19"."back_at"
          ) AS "t21"
          GROUP BY
            1
        ) AS "t24"
          ON "t16"."lead_id" = "t24"."_dealt"
      ) AS "t26"
      WHERE
        "t26"."back_at" IS NOT NULL
    ) AS "t27"
  ) AS "t28"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t29";
