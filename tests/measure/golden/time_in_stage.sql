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
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

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
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

WITH "t5" AS (
  SELECT
    "t2"."lead_id",
    "t2"."account_id",
    "t2"."created_at",
    "t2"."source",
    "t2"."campaign_id",
    "t2"."lead_type",
    "t2"."country",
    "t2"."owner_id",
    "t2"."cluster",
    "t2"."purpose",
    "t4"."_judged" AS "on_profile",
    "t2"."pql_at",
    "t2"."mql_at",
    "t2"."sal_at",
    "t2"."sql_at",
    "t2"."disqualified_at",
    "t2"."recycled_at",
    "t2"."disqualified_reason",
    "t2"."reason_group",
    "t2"."opportunity_id",
    "t2"."won_at",
    "t2"."lost_at",
    "t2"."inquiry_at",
    "t2"."opportunity_at",
    "t2"."customer_at"
  FROM "funnel_facts" AS "t2"
  LEFT OUTER JOIN (
    SELECT
      "t1"."account_id" AS "_account",
      "t1"."employees" >= 50 AS "_judged"
    FROM "accounts" AS "t1"
  ) AS "t4"
    ON "t2"."account_id" = "t4"."_account"
)
SELECT
  "t19"."period",
  "t19"."slice_0",
  "t19"."slice_1",
  "t19"."tick",
  "t19"."outcome",
  "t19"."n",
  DENSE_RANK() OVER (
    ORDER BY "t19"."period" ASC NULLS FIRST, "t19"."slice_0" ASC NULLS FIRST, "t19"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t18"."period",
    "t18"."slice_0",
    "t18"."slice_1",
    "t18"."tick",
    "t18"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t17"."lead_id",
      "t17"."account_id",
      "t17"."owner_id",
      "t17"."campaign_id",
      "t17"."cluster",
      "t17"."source",
      "t17"."lead_type",
      "t17"."country",
      "t17"."purpose",
      "t17"."on_profile",
      "t17"."at",
      "t17"."waited",
      CAST(CASE
        WHEN (
          "t17"."waited" IS NOT NULL
        )
        AND (
          "t17"."outcome" IS NOT NULL
        )
        AND (
          "t17"."waited" >= 0
        )
        THEN "t17"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t17"."unit_id",
      "t17"."stage",
      NULLIF("t17"."stage", '') AS "slice_0",
      NULLIF("t17"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t17"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t17"."waited" IS NOT NULL
        )
        AND (
          "t17"."outcome" IS NOT NULL
        )
        AND (
          "t17"."waited" >= 0
        )
        THEN CAST(ROUND("t17"."waited" * 1, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t8"."lead_id",
            "t8"."account_id",
            "t8"."owner_id",
            "t8"."campaign_id",
            "t8"."cluster",
            "t8"."source",
            "t8"."lead_type",
            "t8"."country",
            "t8"."purpose",
            "t8"."on_profile",
            "t8"."at",
            DATE_DIFF(
              'DAY',
              CAST("t8"."at" AS DATE),
              CAST(COALESCE(
                CASE
                  WHEN COALESCE(
                    CASE WHEN "t8"."over" >= "t8"."at" THEN "t8"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t8"."met",
                    (
                      "t8"."met" IS NULL
                    )
                    AND (
                      CASE WHEN "t8"."over" >= "t8"."at" THEN "t8"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                    )
                  )
                  THEN CASE WHEN "t8"."over" >= "t8"."at" THEN "t8"."over" ELSE CAST(NULL AS TIMESTAMP) END
                  ELSE "t8"."met"
                END,
                MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ) AS DATE)
            ) AS "waited",
            CASE
              WHEN COALESCE(
                CASE WHEN "t8"."over" >= "t8"."at" THEN "t8"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t8"."met",
                (
                  "t8"."met" IS NULL
                )
                AND (
                  CASE WHEN "t8"."over" >= "t8"."at" THEN "t8"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                )
              )
              THEN 2
              ELSE CASE WHEN "t8"."met" IS NOT NULL THEN 1 ELSE 0 END
            END AS "outcome",
            "t8"."lead_id" AS "unit_id",
            'inquiry' AS "stage"
          FROM (
            SELECT
              "t6"."lead_id",
              "t6"."account_id",
              "t6"."created_at",
              "t6"."source",
              "t6"."campaign_id",
              "t6"."lead_type",
              "t6"."country",
              "t6"."owner_id",
              "t6"."cluster",
              "t6"."purpose",
              "t6"."on_profile",
              "t6"."pql_at",
              "t6"."mql_at",
              "t6"."sal_at",
              "t6"."sql_at",
              "t6"."disqualified_at",
              "t6"."recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at",
              "t6"."inquiry_at" AS "at",
              NULLIF(
                LEAST(
                  COALESCE("t6"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "met",
              NULLIF(
                LEAST(
                  COALESCE("t6"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "t5" AS "t6"
            WHERE
              "t6"."inquiry_at" IS NOT NULL
          ) AS "t8"
        ) AS "t12"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t9"."lead_id",
            "t9"."account_id",
            "t9"."owner_id",
            "t9"."campaign_id",
            "t9"."cluster",
            "t9"."source",
            "t9"."lead_type",
            "t9"."country",
            "t9"."purpose",
            "t9"."on_profile",
            "t9"."at",
            DATE_DIFF(
              'DAY',
              CAST("t9"."at" AS DATE),
              CAST(COALESCE(
                CASE
                  WHEN COALESCE(
                    CASE WHEN "t9"."over" >= "t9"."at" THEN "t9"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t9"."met",
                    (
                      "t9"."met" IS NULL
                    )
                    AND (
                      CASE WHEN "t9"."over" >= "t9"."at" THEN "t9"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                    )
                  )
                  THEN CASE WHEN "t9"."over" >= "t9"."at" THEN "t9"."over" ELSE CAST(NULL AS TIMESTAMP) END
                  ELSE "t9"."met"
                END,
                MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ) AS DATE)
            ) AS "waited",
            CASE
              WHEN COALESCE(
                CASE WHEN "t9"."over" >= "t9"."at" THEN "t9"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t9"."met",
                (
                  "t9"."met" IS NULL
                )
                AND (
                  CASE WHEN "t9"."over" >= "t9"."at" THEN "t9"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                )
              )
              THEN 2
              ELSE CASE WHEN "t9"."met" IS NOT NULL THEN 1 ELSE 0 END
            END AS "outcome",
            "t9"."lead_id" AS "unit_id",
            'mql' AS "stage"
          FROM (
            SELECT
              "t6"."lead_id",
              "t6"."account_id",
              "t6"."created_at",
              "t6"."source",
              "t6"."campaign_id",
              "t6"."lead_type",
              "t6"."country",
              "t6"."owner_id",
              "t6"."cluster",
              "t6"."purpose",
              "t6"."on_profile",
              "t6"."pql_at",
              "t6"."mql_at",
              "t6"."sal_at",
              "t6"."sql_at",
              "t6"."disqualified_at",
              "t6"."recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at",
              "t6"."mql_at" AS "at",
              NULLIF(
                LEAST(
                  COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "met",
              NULLIF(
                LEAST(
                  COALESCE("t6"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "t5" AS "t6"
            WHERE
              "t6"."mql_at" IS NOT NULL
          ) AS "t9"
        ) AS "t13"
      ) AS "t15"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."lead_id",
            "t10"."account_id",
            "t10"."owner_id",
            "t10"."campaign_id",
            "t10"."cluster",
            "t10"."source",
            "t10"."lead_type",
            "t10"."country",
            "t10"."purpose",
            "t10"."on_profile",
            "t10"."at",
            DATE_DIFF(
              'DAY',
              CAST("t10"."at" AS DATE),
              CAST(COALESCE(
                CASE
                  WHEN COALESCE(
                    CASE
                      WHEN "t10"."over" >= "t10"."at"
                      THEN "t10"."over"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END < "t10"."met",
                    (
                      "t10"."met" IS NULL
                    )
                    AND (
                      CASE
                        WHEN "t10"."over" >= "t10"."at"
                        THEN "t10"."over"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END IS NOT NULL
                    )
                  )
                  THEN CASE
                    WHEN "t10"."over" >= "t10"."at"
                    THEN "t10"."over"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END
                  ELSE "t10"."met"
                END,
                MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ) AS DATE)
            ) AS "waited",
            CASE
              WHEN COALESCE(
                CASE
                  WHEN "t10"."over" >= "t10"."at"
                  THEN "t10"."over"
                  ELSE CAST(NULL AS TIMESTAMP)
                END < "t10"."met",
                (
                  "t10"."met" IS NULL
                )
                AND (
                  CASE
                    WHEN "t10"."over" >= "t10"."at"
                    THEN "t10"."over"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END IS NOT NULL
                )
              )
              THEN 2
              ELSE CASE WHEN "t10"."met" IS NOT NULL THEN 1 ELSE 0 END
            END AS "outcome",
            "t10"."lead_id" AS "unit_id",
            'sal' AS "stage"
          FROM (
            SELECT
              "t6"."lead_id",
              "t6"."account_id",
              "t6"."created_at",
              "t6"."source",
              "t6"."campaign_id",
              "t6"."lead_type",
              "t6"."country",
              "t6"."owner_id",
              "t6"."cluster",
              "t6"."purpose",
              "t6"."on_profile",
              "t6"."pql_at",
              "t6"."mql_at",
              "t6"."sal_at",
              "t6"."sql_at",
              "t6"."disqualified_at",
              "t6"."recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at",
              "t6"."sal_at" AS "at",
              NULLIF(
                LEAST(
                  COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "met",
              NULLIF(
                LEAST(
                  COALESCE("t6"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "t5" AS "t6"
            WHERE
              "t6"."sal_at" IS NOT NULL
          ) AS "t10"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t7"."lead_id",
            "t7"."account_id",
            "t7"."owner_id",
            "t7"."campaign_id",
            "t7"."cluster",
            "t7"."source",
            "t7"."lead_type",
            "t7"."country",
            "t7"."purpose",
            "t7"."on_profile",
            "t7"."at",
            DATE_DIFF(
              'DAY',
              CAST("t7"."at" AS DATE),
              CAST(COALESCE(
                CASE
                  WHEN COALESCE(
                    CASE WHEN "t7"."over" >= "t7"."at" THEN "t7"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t7"."met",
                    (
                      "t7"."met" IS NULL
                    )
                    AND (
                      CASE WHEN "t7"."over" >= "t7"."at" THEN "t7"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                    )
                  )
                  THEN CASE WHEN "t7"."over" >= "t7"."at" THEN "t7"."over" ELSE CAST(NULL AS TIMESTAMP) END
                  ELSE "t7"."met"
                END,
                MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ) AS DATE)
            ) AS "waited",
            CASE
              WHEN COALESCE(
                CASE WHEN "t7"."over" >= "t7"."at" THEN "t7"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t7"."met",
                (
                  "t7"."met" IS NULL
                )
                AND (
                  CASE WHEN "t7"."over" >= "t7"."at" THEN "t7"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                )
              )
              THEN 2
              ELSE CASE WHEN "t7"."met" IS NOT NULL THEN 1 ELSE 0 END
            END AS "outcome",
            "t7"."lead_id" AS "unit_id",
            'opportunity' AS "stage"
          FROM (
            SELECT
              "t6"."lead_id",
              "t6"."account_id",
              "t6"."created_at",
              "t6"."source",
              "t6"."campaign_id",
              "t6"."lead_type",
              "t6"."country",
              "t6"."owner_id",
              "t6"."cluster",
              "t6"."purpose",
              "t6"."on_profile",
              "t6"."pql_at",
              "t6"."mql_at",
              "t6"."sal_at",
              "t6"."sql_at",
              "t6"."disqualified_at",
              "t6"."recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at",
              "t6"."opportunity_at" AS "at",
              "t6"."customer_at" AS "met",
              NULLIF(
                LEAST(
                  COALESCE("t6"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "t5" AS "t6"
            WHERE
              "t6"."opportunity_at" IS NOT NULL
          ) AS "t7"
        ) AS "t11"
      ) AS "t16"
    ) AS "t17"
    WHERE
      "t17"."at" IS NOT NULL
  ) AS "t18"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t19";

SELECT
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

SELECT
  MIN("t0"."inquiry_at") AS "entry_inquiry",
  MIN("t0"."pql_at") AS "entry_pql",
  MIN("t0"."mql_at") AS "entry_mql",
  MIN("t0"."sal_at") AS "entry_sal",
  MIN("t0"."sql_at") AS "entry_sql",
  MIN("t0"."opportunity_at") AS "entry_opportunity",
  MIN("t0"."customer_at") AS "entry_customer",
  MIN("t0"."mql_at") AS "met_mql",
  MIN("t0"."sal_at") AS "met_sal",
  MIN("t0"."sql_at") AS "met_sql",
  MIN("t0"."opportunity_at") AS "met_opportunity",
  MIN("t0"."customer_at") AS "met_customer"
FROM "funnel_facts" AS "t0";

SELECT
  MIN("t0"."mql_at") AS "entry_mql",
  MIN("t0"."sal_at") AS "entry_sal",
  MIN("t0"."sql_at") AS "entry_sql",
  MIN("t0"."opportunity_at") AS "entry_opportunity",
  MIN("t0"."customer_at") AS "entry_customer",
  MIN("t0"."sal_at") AS "met_sal",
  MIN("t0"."sql_at") AS "met_sql",
  MIN("t0"."opportunity_at") AS "met_opportunity",
  MIN("t0"."customer_at") AS "met_customer"
FROM "funnel_facts" AS "t0";

SELECT
  MIN("t0"."sal_at") AS "entry_sal",
  MIN("t0"."sql_at") AS "entry_sql",
  MIN("t0"."opportunity_at") AS "entry_opportunity",
  MIN("t0"."customer_at") AS "entry_customer",
  MIN("t0"."opportunity_at") AS "met_opportunity",
  MIN("t0"."customer_at") AS "met_customer"
FROM "funnel_facts" AS "t0";

SELECT
  MIN("t0"."opportunity_at") AS "entry_opportunity",
  MIN("t0"."customer_at") AS "entry_customer",
  MIN("t0"."customer_at") AS "met_customer"
FROM "funnel_facts" AS "t0";

SELECT
  "t1"."age",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."lead_id",
    "t0"."account_id",
    "t0"."created_at",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."lead_type",
    "t0"."country",
    "t0"."owner_id",
    "t0"."cluster",
    "t0"."purpose",
    "t0"."on_profile",
    "t0"."pql_at",
    "t0"."mql_at",
    "t0"."sal_at",
    "t0"."sql_at",
    "t0"."disqualified_at",
    "t0"."recycled_at",
    "t0"."disqualified_reason",
    "t0"."reason_group",
    "t0"."opportunity_id",
    "t0"."won_at",
    "t0"."lost_at",
    "t0"."inquiry_at",
    "t0"."opportunity_at",
    "t0"."customer_at",
    NULLIF(
      LEAST(
        COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "at",
    "t0"."customer_at" AS "met",
    NULLIF(
      LEAST(
        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "over",
    DATE_DIFF(
      'DAY',
      CAST(NULLIF(
        LEAST(
          COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
          COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) AS DATE),
      MAKE_DATE(2025, 5, 15)
    ) AS "age"
  FROM "funnel_facts" AS "t0"
  WHERE
    NULLIF(
      LEAST(
        COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) IS NOT NULL
    AND DATE_DIFF(
      'DAY',
      CAST(NULLIF(
        LEAST(
          COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
          COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) AS DATE),
      MAKE_DATE(2025, 5, 15)
    ) > 0
) AS "t1"
GROUP BY
  1;

SELECT
  "t3"."waited",
  "t3"."outcome",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t1"."lead_id",
      "t1"."account_id",
      "t1"."created_at",
      "t1"."source",
      "t1"."campaign_id",
      "t1"."lead_type",
      "t1"."country",
      "t1"."owner_id",
      "t1"."cluster",
      "t1"."purpose",
      "t1"."on_profile",
      "t1"."pql_at",
      "t1"."mql_at",
      "t1"."sal_at",
      "t1"."sql_at",
      "t1"."disqualified_at",
      "t1"."recycled_at",
      "t1"."disqualified_reason",
      "t1"."reason_group",
      "t1"."opportunity_id",
      "t1"."won_at",
      "t1"."lost_at",
      "t1"."inquiry_at",
      "t1"."opportunity_at",
      "t1"."customer_at",
      "t1"."at",
      "t1"."met",
      "t1"."over",
      "t1"."age",
      DATE_DIFF(
        'DAY',
        CAST("t1"."at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t1"."met",
              (
                "t1"."met" IS NULL
              )
              AND (
                CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
              )
            )
            THEN CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END
            ELSE "t1"."met"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t1"."met",
          (
            "t1"."met" IS NULL
          )
          AND (
            CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t1"."met" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome"
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."account_id",
        "t0"."created_at",
        "t0"."source",
        "t0"."campaign_id",
        "t0"."lead_type",
        "t0"."country",
        "t0"."owner_id",
        "t0"."cluster",
        "t0"."purpose",
        "t0"."on_profile",
        "t0"."pql_at",
        "t0"."mql_at",
        "t0"."sal_at",
        "t0"."sql_at",
        "t0"."disqualified_at",
        "t0"."recycled_at",
        "t0"."disqualified_reason",
        "t0"."reason_group",
        "t0"."opportunity_id",
        "t0"."won_at",
        "t0"."lost_at",
        "t0"."inquiry_at",
        "t0"."opportunity_at",
        "t0"."customer_at",
        NULLIF(
          LEAST(
            COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) AS "at",
        "t0"."customer_at" AS "met",
        NULLIF(
          LEAST(
            COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) AS "over",
        DATE_DIFF(
          'DAY',
          CAST(NULLIF(
            LEAST(
              COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ) AS DATE),
          MAKE_DATE(2025, 5, 15)
        ) AS "age"
      FROM "funnel_facts" AS "t0"
      WHERE
        NULLIF(
          LEAST(
            COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) IS NOT NULL
        AND DATE_DIFF(
          'DAY',
          CAST(NULLIF(
            LEAST(
              COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ) AS DATE),
          MAKE_DATE(2025, 5, 15)
        ) <= 0
        AND DATE_DIFF(
          'DAY',
          CAST(NULLIF(
            LEAST(
              COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ) AS DATE),
          MAKE_DATE(2025, 5, 15)
        ) > -365
    ) AS "t1"
  ) AS "t2"
  WHERE
    "t2"."waited" >= 0
) AS "t3"
GROUP BY
  1,
  2;
