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
  "t17"."period",
  "t17"."slice_0",
  "t17"."slice_1",
  "t17"."tick",
  "t17"."outcome",
  "t17"."n",
  DENSE_RANK() OVER (
    ORDER BY "t17"."period" ASC NULLS FIRST, "t17"."slice_0" ASC NULLS FIRST, "t17"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t16"."period",
    "t16"."slice_0",
    "t16"."slice_1",
    "t16"."tick",
    "t16"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t15"."lead_id",
      "t15"."account_id",
      "t15"."owner_id",
      "t15"."campaign_id",
      "t15"."cluster",
      "t15"."source",
      "t15"."lead_type",
      "t15"."country",
      "t15"."purpose",
      "t15"."on_profile",
      "t15"."at",
      "t15"."waited",
      CAST(CASE
        WHEN (
          "t15"."waited" IS NOT NULL
        )
        AND (
          "t15"."outcome" IS NOT NULL
        )
        AND (
          "t15"."waited" >= 0
        )
        THEN "t15"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t15"."unit_id",
      "t15"."step",
      NULLIF("t15"."step", '') AS "slice_0",
      NULLIF("t15"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t15"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t15"."waited" IS NOT NULL
        )
        AND (
          "t15"."outcome" IS NOT NULL
        )
        AND (
          "t15"."waited" >= 0
        )
        THEN CAST(ROUND("t15"."waited" * 1, 0) AS BIGINT)
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
            "t5"."lead_id",
            "t5"."account_id",
            "t5"."owner_id",
            "t5"."campaign_id",
            "t5"."cluster",
            "t5"."source",
            "t5"."lead_type",
            "t5"."country",
            "t5"."purpose",
            "t5"."on_profile",
            "t5"."at",
            CASE
              WHEN "t5"."outcome" = 1
              THEN CASE
                WHEN "t5"."waited" IS NULL
                THEN "t5"."waited"
                ELSE GREATEST(0, "t5"."waited")
              END
              ELSE "t5"."waited"
            END AS "waited",
            "t5"."outcome",
            "t5"."lead_id" AS "unit_id",
            'inquiry → mql' AS "step"
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
                    COALESCE("t0"."inquiry_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."pql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "met",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
              FROM "funnel_facts" AS "t0"
              WHERE
                NULLIF(
                  LEAST(
                    COALESCE("t0"."inquiry_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."pql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t1"
          ) AS "t5"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t6"."lead_id",
            "t6"."account_id",
            "t6"."owner_id",
            "t6"."campaign_id",
            "t6"."cluster",
            "t6"."source",
            "t6"."lead_type",
            "t6"."country",
            "t6"."purpose",
            "t6"."on_profile",
            "t6"."at",
            CASE
              WHEN "t6"."outcome" = 1
              THEN CASE
                WHEN "t6"."waited" IS NULL
                THEN "t6"."waited"
                ELSE GREATEST(0, "t6"."waited")
              END
              ELSE "t6"."waited"
            END AS "waited",
            "t6"."outcome",
            "t6"."lead_id" AS "unit_id",
            'mql → sal' AS "step"
          FROM (
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
              "t2"."on_profile",
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
              "t2"."customer_at",
              "t2"."at",
              "t2"."met",
              "t2"."over",
              DATE_DIFF(
                'DAY',
                CAST("t2"."at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t2"."over" >= "t2"."at" THEN "t2"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t2"."met",
                      (
                        "t2"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t2"."over" >= "t2"."at" THEN "t2"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN CASE WHEN "t2"."over" >= "t2"."at" THEN "t2"."over" ELSE CAST(NULL AS TIMESTAMP) END
                    ELSE "t2"."met"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE WHEN "t2"."over" >= "t2"."at" THEN "t2"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t2"."met",
                  (
                    "t2"."met" IS NULL
                  )
                  AND (
                    CASE WHEN "t2"."over" >= "t2"."at" THEN "t2"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t2"."met" IS NOT NULL THEN 1 ELSE 0 END
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
                    COALESCE("t0"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "met",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
              FROM "funnel_facts" AS "t0"
              WHERE
                NULLIF(
                  LEAST(
                    COALESCE("t0"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t2"
          ) AS "t6"
        ) AS "t10"
      ) AS "t13"
      UNION ALL
      SELECT
        *
      FROM (
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
            CASE
              WHEN "t7"."outcome" = 1
              THEN CASE
                WHEN "t7"."waited" IS NULL
                THEN "t7"."waited"
                ELSE GREATEST(0, "t7"."waited")
              END
              ELSE "t7"."waited"
            END AS "waited",
            "t7"."outcome",
            "t7"."lead_id" AS "unit_id",
            'sal → opportunity' AS "step"
          FROM (
            SELECT
              "t3"."lead_id",
              "t3"."account_id",
              "t3"."created_at",
              "t3"."source",
              "t3"."campaign_id",
              "t3"."lead_type",
              "t3"."country",
              "t3"."owner_id",
              "t3"."cluster",
              "t3"."purpose",
              "t3"."on_profile",
              "t3"."pql_at",
              "t3"."mql_at",
              "t3"."sal_at",
              "t3"."sql_at",
              "t3"."disqualified_at",
              "t3"."recycled_at",
              "t3"."disqualified_reason",
              "t3"."reason_group",
              "t3"."opportunity_id",
              "t3"."won_at",
              "t3"."lost_at",
              "t3"."inquiry_at",
              "t3"."opportunity_at",
              "t3"."customer_at",
              "t3"."at",
              "t3"."met",
              "t3"."over",
              DATE_DIFF(
                'DAY',
                CAST("t3"."at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t3"."over" >= "t3"."at" THEN "t3"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t3"."met",
                      (
                        "t3"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t3"."over" >= "t3"."at" THEN "t3"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN CASE WHEN "t3"."over" >= "t3"."at" THEN "t3"."over" ELSE CAST(NULL AS TIMESTAMP) END
                    ELSE "t3"."met"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE WHEN "t3"."over" >= "t3"."at" THEN "t3"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t3"."met",
                  (
                    "t3"."met" IS NULL
                  )
                  AND (
                    CASE WHEN "t3"."over" >= "t3"."at" THEN "t3"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t3"."met" IS NOT NULL THEN 1 ELSE 0 END
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
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "at",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "met",
                NULLIF(
                  LEAST(
                    COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
              FROM "funnel_facts" AS "t0"
              WHERE
                NULLIF(
                  LEAST(
                    COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t3"
          ) AS "t7"
        ) AS "t11"
        UNION ALL
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
            CASE
              WHEN "t8"."outcome" = 1
              THEN CASE
                WHEN "t8"."waited" IS NULL
                THEN "t8"."waited"
                ELSE GREATEST(0, "t8"."waited")
              END
              ELSE "t8"."waited"
            END AS "waited",
            "t8"."outcome",
            "t8"."lead_id" AS "unit_id",
            'opportunity → customer' AS "step"
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
              "t4"."on_profile",
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
              "t4"."customer_at",
              "t4"."at",
              "t4"."met",
              "t4"."over",
              DATE_DIFF(
                'DAY',
                CAST("t4"."at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t4"."over" >= "t4"."at" THEN "t4"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t4"."met",
                      (
                        "t4"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t4"."over" >= "t4"."at" THEN "t4"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN CASE WHEN "t4"."over" >= "t4"."at" THEN "t4"."over" ELSE CAST(NULL AS TIMESTAMP) END
                    ELSE "t4"."met"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE WHEN "t4"."over" >= "t4"."at" THEN "t4"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t4"."met",
                  (
                    "t4"."met" IS NULL
                  )
                  AND (
                    CASE WHEN "t4"."over" >= "t4"."at" THEN "t4"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t4"."met" IS NOT NULL THEN 1 ELSE 0 END
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
                ) AS "over"
              FROM "funnel_facts" AS "t0"
              WHERE
                NULLIF(
                  LEAST(
                    COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NOT NULL
            ) AS "t4"
          ) AS "t8"
        ) AS "t12"
      ) AS "t14"
    ) AS "t15"
    WHERE
      "t15"."at" IS NOT NULL
  ) AS "t16"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t17";

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
