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
  "t23"."period",
  "t23"."slice_0",
  "t23"."slice_1",
  "t23"."tick",
  "t23"."outcome",
  "t23"."n",
  DENSE_RANK() OVER (
    ORDER BY "t23"."period" ASC NULLS FIRST, "t23"."slice_0" ASC NULLS FIRST, "t23"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t22"."period",
    "t22"."slice_0",
    "t22"."slice_1",
    "t22"."tick",
    "t22"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t21"."lead_id",
      "t21"."account_id",
      "t21"."owner_id",
      "t21"."campaign_id",
      "t21"."cluster",
      "t21"."source",
      "t21"."lead_type",
      "t21"."country",
      "t21"."purpose",
      "t21"."on_profile",
      "t21"."at",
      "t21"."waited",
      CAST(CASE
        WHEN (
          "t21"."waited" IS NOT NULL
        )
        AND (
          "t21"."outcome" IS NOT NULL
        )
        AND (
          "t21"."waited" >= 0
        )
        THEN "t21"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t21"."unit_id",
      "t21"."step",
      NULLIF("t21"."step", '') AS "slice_0",
      NULLIF("t21"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t21"."waited" IS NOT NULL
        )
        AND (
          "t21"."outcome" IS NOT NULL
        )
        AND (
          "t21"."waited" >= 0
        )
        THEN CAST(ROUND("t21"."waited" * 1, 0) AS BIGINT)
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
            "t11"."lead_id",
            "t11"."account_id",
            "t11"."owner_id",
            "t11"."campaign_id",
            "t11"."cluster",
            "t11"."source",
            "t11"."lead_type",
            "t11"."country",
            "t11"."purpose",
            "t11"."on_profile",
            "t11"."at",
            CASE
              WHEN "t11"."outcome" = 1
              THEN CASE
                WHEN "t11"."waited" IS NULL
                THEN "t11"."waited"
                ELSE GREATEST(0, "t11"."waited")
              END
              ELSE "t11"."waited"
            END AS "waited",
            "t11"."outcome",
            "t11"."lead_id" AS "unit_id",
            'inquiry → mql' AS "step"
          FROM (
            SELECT
              "t7"."lead_id",
              "t7"."account_id",
              "t7"."created_at",
              "t7"."source",
              "t7"."campaign_id",
              "t7"."lead_type",
              "t7"."country",
              "t7"."owner_id",
              "t7"."cluster",
              "t7"."purpose",
              "t7"."on_profile",
              "t7"."pql_at",
              "t7"."mql_at",
              "t7"."sal_at",
              "t7"."sql_at",
              "t7"."disqualified_at",
              "t7"."recycled_at",
              "t7"."disqualified_reason",
              "t7"."reason_group",
              "t7"."opportunity_id",
              "t7"."won_at",
              "t7"."lost_at",
              "t7"."inquiry_at",
              "t7"."opportunity_at",
              "t7"."customer_at",
              "t7"."at",
              "t7"."met",
              "t7"."over",
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
              END AS "outcome"
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."inquiry_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."pql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."inquiry_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."pql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t7"
          ) AS "t11"
        ) AS "t15"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t12"."lead_id",
            "t12"."account_id",
            "t12"."owner_id",
            "t12"."campaign_id",
            "t12"."cluster",
            "t12"."source",
            "t12"."lead_type",
            "t12"."country",
            "t12"."purpose",
            "t12"."on_profile",
            "t12"."at",
            CASE
              WHEN "t12"."outcome" = 1
              THEN CASE
                WHEN "t12"."waited" IS NULL
                THEN "t12"."waited"
                ELSE GREATEST(0, "t12"."waited")
              END
              ELSE "t12"."waited"
            END AS "waited",
            "t12"."outcome",
            "t12"."lead_id" AS "unit_id",
            'mql → sal' AS "step"
          FROM (
            SELECT
              "t8"."lead_id",
              "t8"."account_id",
              "t8"."created_at",
              "t8"."source",
              "t8"."campaign_id",
              "t8"."lead_type",
              "t8"."country",
              "t8"."owner_id",
              "t8"."cluster",
              "t8"."purpose",
              "t8"."on_profile",
              "t8"."pql_at",
              "t8"."mql_at",
              "t8"."sal_at",
              "t8"."sql_at",
              "t8"."disqualified_at",
              "t8"."recycled_at",
              "t8"."disqualified_reason",
              "t8"."reason_group",
              "t8"."opportunity_id",
              "t8"."won_at",
              "t8"."lost_at",
              "t8"."inquiry_at",
              "t8"."opportunity_at",
              "t8"."customer_at",
              "t8"."at",
              "t8"."met",
              "t8"."over",
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
              END AS "outcome"
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t8"
          ) AS "t12"
        ) AS "t16"
      ) AS "t19"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t13"."lead_id",
            "t13"."account_id",
            "t13"."owner_id",
            "t13"."campaign_id",
            "t13"."cluster",
            "t13"."source",
            "t13"."lead_type",
            "t13"."country",
            "t13"."purpose",
            "t13"."on_profile",
            "t13"."at",
            CASE
              WHEN "t13"."outcome" = 1
              THEN CASE
                WHEN "t13"."waited" IS NULL
                THEN "t13"."waited"
                ELSE GREATEST(0, "t13"."waited")
              END
              ELSE "t13"."waited"
            END AS "waited",
            "t13"."outcome",
            "t13"."lead_id" AS "unit_id",
            'sal → opportunity' AS "step"
          FROM (
            SELECT
              "t9"."lead_id",
              "t9"."account_id",
              "t9"."created_at",
              "t9"."source",
              "t9"."campaign_id",
              "t9"."lead_type",
              "t9"."country",
              "t9"."owner_id",
              "t9"."cluster",
              "t9"."purpose",
              "t9"."on_profile",
              "t9"."pql_at",
              "t9"."mql_at",
              "t9"."sal_at",
              "t9"."sql_at",
              "t9"."disqualified_at",
              "t9"."recycled_at",
              "t9"."disqualified_reason",
              "t9"."reason_group",
              "t9"."opportunity_id",
              "t9"."won_at",
              "t9"."lost_at",
              "t9"."inquiry_at",
              "t9"."opportunity_at",
              "t9"."customer_at",
              "t9"."at",
              "t9"."met",
              "t9"."over",
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
              END AS "outcome"
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t9"
          ) AS "t13"
        ) AS "t17"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t14"."lead_id",
            "t14"."account_id",
            "t14"."owner_id",
            "t14"."campaign_id",
            "t14"."cluster",
            "t14"."source",
            "t14"."lead_type",
            "t14"."country",
            "t14"."purpose",
            "t14"."on_profile",
            "t14"."at",
            CASE
              WHEN "t14"."outcome" = 1
              THEN CASE
                WHEN "t14"."waited" IS NULL
                THEN "t14"."waited"
                ELSE GREATEST(0, "t14"."waited")
              END
              ELSE "t14"."waited"
            END AS "waited",
            "t14"."outcome",
            "t14"."lead_id" AS "unit_id",
            'opportunity → customer' AS "step"
          FROM (
            SELECT
              "t10"."lead_id",
              "t10"."account_id",
              "t10"."created_at",
              "t10"."source",
              "t10"."campaign_id",
              "t10"."lead_type",
              "t10"."country",
              "t10"."owner_id",
              "t10"."cluster",
              "t10"."purpose",
              "t10"."on_profile",
              "t10"."pql_at",
              "t10"."mql_at",
              "t10"."sal_at",
              "t10"."sql_at",
              "t10"."disqualified_at",
              "t10"."recycled_at",
              "t10"."disqualified_reason",
              "t10"."reason_group",
              "t10"."opportunity_id",
              "t10"."won_at",
              "t10"."lost_at",
              "t10"."inquiry_at",
              "t10"."opportunity_at",
              "t10"."customer_at",
              "t10"."at",
              "t10"."met",
              "t10"."over",
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
              END AS "outcome"
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
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
                NULLIF(
                  LEAST(
                    COALESCE("t6"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t6"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t10"
          ) AS "t14"
        ) AS "t18"
      ) AS "t20"
    ) AS "t21"
    WHERE
      "t21"."at" IS NOT NULL
  ) AS "t22"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t23";

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

SELECT
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";
