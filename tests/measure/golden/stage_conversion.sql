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
  "t21"."period",
  "t21"."slice_0",
  "t21"."slice_1",
  "t21"."tick",
  "t21"."outcome",
  "t21"."n",
  DENSE_RANK() OVER (
    ORDER BY "t21"."period" ASC NULLS FIRST, "t21"."slice_0" ASC NULLS FIRST, "t21"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t20"."period",
    "t20"."slice_0",
    "t20"."slice_1",
    "t20"."tick",
    "t20"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t19"."lead_id",
      "t19"."account_id",
      "t19"."owner_id",
      "t19"."campaign_id",
      "t19"."cluster",
      "t19"."source",
      "t19"."lead_type",
      "t19"."country",
      "t19"."purpose",
      "t19"."on_profile",
      "t19"."at",
      "t19"."waited",
      CAST(CASE
        WHEN (
          "t19"."waited" IS NOT NULL
        )
        AND (
          "t19"."outcome" IS NOT NULL
        )
        AND (
          "t19"."waited" >= 0
        )
        THEN "t19"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t19"."unit_id",
      "t19"."step",
      NULLIF("t19"."step", '') AS "slice_0",
      NULLIF("t19"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t19"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t19"."waited" IS NOT NULL
        )
        AND (
          "t19"."outcome" IS NOT NULL
        )
        AND (
          "t19"."waited" >= 0
        )
        THEN CAST(ROUND("t19"."waited" * 1, 0) AS BIGINT)
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
            'inquiry → mql' AS "step"
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
              "t8"."last_disqualified_at",
              "t8"."last_recycled_at",
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
                "t4"."last_disqualified_at",
                "t4"."last_recycled_at",
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
                NULLIF(
                  LEAST(
                    COALESCE(
                      CASE
                        WHEN "t4"."disqualified_at" >= "t4"."at"
                        THEN "t4"."disqualified_at"
                        ELSE CASE
                          WHEN "t4"."last_disqualified_at" >= "t4"."at"
                          THEN "t4"."last_disqualified_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t4"."recycled_at" >= "t4"."at"
                        THEN "t4"."recycled_at"
                        ELSE CASE
                          WHEN "t4"."last_recycled_at" >= "t4"."at"
                          THEN "t4"."last_recycled_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t4"."lost_at" >= "t4"."at"
                        THEN "t4"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
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
                  "t0"."last_disqualified_at",
                  "t0"."last_recycled_at",
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
                  ) AS "met"
                FROM "funnel_facts" AS "t0"
                WHERE
                  (
                    "t0"."inquiry_at" IS NOT NULL
                  )
                  OR (
                    "t0"."pql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."mql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."sal_at" IS NOT NULL
                  )
                  OR (
                    "t0"."sql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."opportunity_at" IS NOT NULL
                  )
                  OR (
                    "t0"."customer_at" IS NOT NULL
                  )
              ) AS "t4"
            ) AS "t8"
          ) AS "t12"
        ) AS "t17"
        UNION ALL
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
            'mql → sal' AS "step"
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
              "t7"."last_disqualified_at",
              "t7"."last_recycled_at",
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
                "t3"."last_disqualified_at",
                "t3"."last_recycled_at",
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
                NULLIF(
                  LEAST(
                    COALESCE(
                      CASE
                        WHEN "t3"."disqualified_at" >= "t3"."at"
                        THEN "t3"."disqualified_at"
                        ELSE CASE
                          WHEN "t3"."last_disqualified_at" >= "t3"."at"
                          THEN "t3"."last_disqualified_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t3"."recycled_at" >= "t3"."at"
                        THEN "t3"."recycled_at"
                        ELSE CASE
                          WHEN "t3"."last_recycled_at" >= "t3"."at"
                          THEN "t3"."last_recycled_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t3"."lost_at" >= "t3"."at"
                        THEN "t3"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
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
                  "t0"."last_disqualified_at",
                  "t0"."last_recycled_at",
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
                  ) AS "met"
                FROM "funnel_facts" AS "t0"
                WHERE
                  (
                    "t0"."mql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."sal_at" IS NOT NULL
                  )
                  OR (
                    "t0"."sql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."opportunity_at" IS NOT NULL
                  )
                  OR (
                    "t0"."customer_at" IS NOT NULL
                  )
              ) AS "t3"
            ) AS "t7"
          ) AS "t11"
        ) AS "t15"
      ) AS "t18"
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
            CASE
              WHEN "t10"."outcome" = 1
              THEN CASE
                WHEN "t10"."waited" IS NULL
                THEN "t10"."waited"
                ELSE GREATEST(0, "t10"."waited")
              END
              ELSE "t10"."waited"
            END AS "waited",
            "t10"."outcome",
            "t10"."lead_id" AS "unit_id",
            'sal → opportunity' AS "step"
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
              "t6"."last_disqualified_at",
              "t6"."last_recycled_at",
              "t6"."disqualified_reason",
              "t6"."reason_group",
              "t6"."opportunity_id",
              "t6"."won_at",
              "t6"."lost_at",
              "t6"."inquiry_at",
              "t6"."opportunity_at",
              "t6"."customer_at",
              "t6"."at",
              "t6"."met",
              "t6"."over",
              DATE_DIFF(
                'DAY',
                CAST("t6"."at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t6"."met",
                      (
                        "t6"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END
                    ELSE "t6"."met"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t6"."met",
                  (
                    "t6"."met" IS NULL
                  )
                  AND (
                    CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t6"."met" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome"
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
                "t2"."last_disqualified_at",
                "t2"."last_recycled_at",
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
                NULLIF(
                  LEAST(
                    COALESCE(
                      CASE
                        WHEN "t2"."disqualified_at" >= "t2"."at"
                        THEN "t2"."disqualified_at"
                        ELSE CASE
                          WHEN "t2"."last_disqualified_at" >= "t2"."at"
                          THEN "t2"."last_disqualified_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t2"."recycled_at" >= "t2"."at"
                        THEN "t2"."recycled_at"
                        ELSE CASE
                          WHEN "t2"."last_recycled_at" >= "t2"."at"
                          THEN "t2"."last_recycled_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t2"."lost_at" >= "t2"."at"
                        THEN "t2"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
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
                  "t0"."last_disqualified_at",
                  "t0"."last_recycled_at",
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
                  ) AS "met"
                FROM "funnel_facts" AS "t0"
                WHERE
                  (
                    "t0"."sal_at" IS NOT NULL
                  )
                  OR (
                    "t0"."sql_at" IS NOT NULL
                  )
                  OR (
                    "t0"."opportunity_at" IS NOT NULL
                  )
                  OR (
                    "t0"."customer_at" IS NOT NULL
                  )
              ) AS "t2"
            ) AS "t6"
          ) AS "t10"
        ) AS "t14"
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
            CASE
              WHEN "t9"."outcome" = 1
              THEN CASE
                WHEN "t9"."waited" IS NULL
                THEN "t9"."waited"
                ELSE GREATEST(0, "t9"."waited")
              END
              ELSE "t9"."waited"
            END AS "waited",
            "t9"."outcome",
            "t9"."lead_id" AS "unit_id",
            'opportunity → customer' AS "step"
          FROM (
            SELECT
              "t5"."lead_id",
              "t5"."account_id",
              "t5"."created_at",
              "t5"."source",
              "t5"."campaign_id",
              "t5"."lead_type",
              "t5"."country",
              "t5"."owner_id",
              "t5"."cluster",
              "t5"."purpose",
              "t5"."on_profile",
              "t5"."pql_at",
              "t5"."mql_at",
              "t5"."sal_at",
              "t5"."sql_at",
              "t5"."disqualified_at",
              "t5"."recycled_at",
              "t5"."last_disqualified_at",
              "t5"."last_recycled_at",
              "t5"."disqualified_reason",
              "t5"."reason_group",
              "t5"."opportunity_id",
              "t5"."won_at",
              "t5"."lost_at",
              "t5"."inquiry_at",
              "t5"."opportunity_at",
              "t5"."customer_at",
              "t5"."at",
              "t5"."met",
              "t5"."over",
              DATE_DIFF(
                'DAY',
                CAST("t5"."at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t5"."met",
                      (
                        "t5"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END
                    ELSE "t5"."met"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t5"."met",
                  (
                    "t5"."met" IS NULL
                  )
                  AND (
                    CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t5"."met" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome"
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
                "t1"."last_disqualified_at",
                "t1"."last_recycled_at",
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
                NULLIF(
                  LEAST(
                    COALESCE(
                      CASE
                        WHEN "t1"."disqualified_at" >= "t1"."at"
                        THEN "t1"."disqualified_at"
                        ELSE CASE
                          WHEN "t1"."last_disqualified_at" >= "t1"."at"
                          THEN "t1"."last_disqualified_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t1"."recycled_at" >= "t1"."at"
                        THEN "t1"."recycled_at"
                        ELSE CASE
                          WHEN "t1"."last_recycled_at" >= "t1"."at"
                          THEN "t1"."last_recycled_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    COALESCE(
                      CASE
                        WHEN "t1"."lost_at" >= "t1"."at"
                        THEN "t1"."lost_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END,
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) AS "over"
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
                  "t0"."last_disqualified_at",
                  "t0"."last_recycled_at",
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
                  "t0"."customer_at" AS "met"
                FROM "funnel_facts" AS "t0"
                WHERE
                  (
                    "t0"."opportunity_at" IS NOT NULL
                  ) OR (
                    "t0"."customer_at" IS NOT NULL
                  )
              ) AS "t1"
            ) AS "t5"
          ) AS "t9"
        ) AS "t13"
      ) AS "t16"
    ) AS "t19"
    WHERE
      "t19"."at" IS NOT NULL
  ) AS "t20"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t21";

SELECT
  "t23"."period",
  "t23"."slice_0",
  "t23"."slice_1",
  "t23"."k",
  "t23"."n",
  "t23"."g",
  "t23"."kk",
  "t23"."kn",
  "t23"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t23"."period" ASC NULLS FIRST, "t23"."slice_0" ASC NULLS FIRST, "t23"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t22"."period",
    "t22"."slice_0",
    "t22"."slice_1",
    SUM("t22"."hits") AS "k",
    SUM("t22"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t22"."hits" * "t22"."hits") AS "kk",
    SUM("t22"."hits" * "t22"."trials") AS "kn",
    SUM("t22"."trials" * "t22"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t20"."period",
        "t20"."slice_0",
        "t20"."slice_1",
        "t20"."cluster",
        COUNT("t20"."hit_now") AS "trials",
        SUM(CASE WHEN "t20"."hit_now" THEN 1 ELSE 0 END) AS "hits"
      FROM (
        SELECT
          "t19"."lead_id",
          "t19"."account_id",
          "t19"."owner_id",
          "t19"."campaign_id",
          "t19"."cluster",
          "t19"."source",
          "t19"."lead_type",
          "t19"."country",
          "t19"."purpose",
          "t19"."on_profile",
          "t19"."at",
          "t19"."waited",
          "t19"."outcome",
          "t19"."unit_id",
          "t19"."step",
          NULLIF("t19"."step", '') AS "slice_0",
          NULLIF("t19"."source", '') AS "slice_1",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t19"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN (
              "t19"."waited" IS NOT NULL
            )
            AND (
              "t19"."outcome" IS NOT NULL
            )
            AND (
              "t19"."waited" >= 0
            )
            THEN "t19"."outcome" = 1
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
        FROM (
          SELECT
            *
          FROM (
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
                'inquiry → mql' AS "step"
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
                  "t8"."last_disqualified_at",
                  "t8"."last_recycled_at",
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
                    "t4"."last_disqualified_at",
                    "t4"."last_recycled_at",
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
                    NULLIF(
                      LEAST(
                        COALESCE(
                          CASE
                            WHEN "t4"."disqualified_at" >= "t4"."at"
                            THEN "t4"."disqualified_at"
                            ELSE CASE
                              WHEN "t4"."last_disqualified_at" >= "t4"."at"
                              THEN "t4"."last_disqualified_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t4"."recycled_at" >= "t4"."at"
                            THEN "t4"."recycled_at"
                            ELSE CASE
                              WHEN "t4"."last_recycled_at" >= "t4"."at"
                              THEN "t4"."last_recycled_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t4"."lost_at" >= "t4"."at"
                            THEN "t4"."lost_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) AS "over"
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
                      "t0"."last_disqualified_at",
                      "t0"."last_recycled_at",
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
                      ) AS "met"
                    FROM "funnel_facts" AS "t0"
                    WHERE
                      (
                        "t0"."inquiry_at" IS NOT NULL
                      )
                      OR (
                        "t0"."pql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."mql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."sal_at" IS NOT NULL
                      )
                      OR (
                        "t0"."sql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."opportunity_at" IS NOT NULL
                      )
                      OR (
                        "t0"."customer_at" IS NOT NULL
                      )
                  ) AS "t4"
                ) AS "t8"
              ) AS "t12"
            ) AS "t17"
            UNION ALL
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
                'mql → sal' AS "step"
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
                  "t7"."last_disqualified_at",
                  "t7"."last_recycled_at",
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
                    "t3"."last_disqualified_at",
                    "t3"."last_recycled_at",
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
                    NULLIF(
                      LEAST(
                        COALESCE(
                          CASE
                            WHEN "t3"."disqualified_at" >= "t3"."at"
                            THEN "t3"."disqualified_at"
                            ELSE CASE
                              WHEN "t3"."last_disqualified_at" >= "t3"."at"
                              THEN "t3"."last_disqualified_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t3"."recycled_at" >= "t3"."at"
                            THEN "t3"."recycled_at"
                            ELSE CASE
                              WHEN "t3"."last_recycled_at" >= "t3"."at"
                              THEN "t3"."last_recycled_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t3"."lost_at" >= "t3"."at"
                            THEN "t3"."lost_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) AS "over"
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
                      "t0"."last_disqualified_at",
                      "t0"."last_recycled_at",
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
                      ) AS "met"
                    FROM "funnel_facts" AS "t0"
                    WHERE
                      (
                        "t0"."mql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."sal_at" IS NOT NULL
                      )
                      OR (
                        "t0"."sql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."opportunity_at" IS NOT NULL
                      )
                      OR (
                        "t0"."customer_at" IS NOT NULL
                      )
                  ) AS "t3"
                ) AS "t7"
              ) AS "t11"
            ) AS "t15"
          ) AS "t18"
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
                CASE
                  WHEN "t10"."outcome" = 1
                  THEN CASE
                    WHEN "t10"."waited" IS NULL
                    THEN "t10"."waited"
                    ELSE GREATEST(0, "t10"."waited")
                  END
                  ELSE "t10"."waited"
                END AS "waited",
                "t10"."outcome",
                "t10"."lead_id" AS "unit_id",
                'sal → opportunity' AS "step"
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
                  "t6"."last_disqualified_at",
                  "t6"."last_recycled_at",
                  "t6"."disqualified_reason",
                  "t6"."reason_group",
                  "t6"."opportunity_id",
                  "t6"."won_at",
                  "t6"."lost_at",
                  "t6"."inquiry_at",
                  "t6"."opportunity_at",
                  "t6"."customer_at",
                  "t6"."at",
                  "t6"."met",
                  "t6"."over",
                  DATE_DIFF(
                    'DAY',
                    CAST("t6"."at" AS DATE),
                    CAST(COALESCE(
                      CASE
                        WHEN COALESCE(
                          CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t6"."met",
                          (
                            "t6"."met" IS NULL
                          )
                          AND (
                            CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                          )
                        )
                        THEN CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END
                        ELSE "t6"."met"
                      END,
                      MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    ) AS DATE)
                  ) AS "waited",
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t6"."met",
                      (
                        "t6"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t6"."over" >= "t6"."at" THEN "t6"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN 2
                    ELSE CASE WHEN "t6"."met" IS NOT NULL THEN 1 ELSE 0 END
                  END AS "outcome"
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
                    "t2"."last_disqualified_at",
                    "t2"."last_recycled_at",
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
                    NULLIF(
                      LEAST(
                        COALESCE(
                          CASE
                            WHEN "t2"."disqualified_at" >= "t2"."at"
                            THEN "t2"."disqualified_at"
                            ELSE CASE
                              WHEN "t2"."last_disqualified_at" >= "t2"."at"
                              THEN "t2"."last_disqualified_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t2"."recycled_at" >= "t2"."at"
                            THEN "t2"."recycled_at"
                            ELSE CASE
                              WHEN "t2"."last_recycled_at" >= "t2"."at"
                              THEN "t2"."last_recycled_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t2"."lost_at" >= "t2"."at"
                            THEN "t2"."lost_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) AS "over"
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
                      "t0"."last_disqualified_at",
                      "t0"."last_recycled_at",
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
                      ) AS "met"
                    FROM "funnel_facts" AS "t0"
                    WHERE
                      (
                        "t0"."sal_at" IS NOT NULL
                      )
                      OR (
                        "t0"."sql_at" IS NOT NULL
                      )
                      OR (
                        "t0"."opportunity_at" IS NOT NULL
                      )
                      OR (
                        "t0"."customer_at" IS NOT NULL
                      )
                  ) AS "t2"
                ) AS "t6"
              ) AS "t10"
            ) AS "t14"
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
                CASE
                  WHEN "t9"."outcome" = 1
                  THEN CASE
                    WHEN "t9"."waited" IS NULL
                    THEN "t9"."waited"
                    ELSE GREATEST(0, "t9"."waited")
                  END
                  ELSE "t9"."waited"
                END AS "waited",
                "t9"."outcome",
                "t9"."lead_id" AS "unit_id",
                'opportunity → customer' AS "step"
              FROM (
                SELECT
                  "t5"."lead_id",
                  "t5"."account_id",
                  "t5"."created_at",
                  "t5"."source",
                  "t5"."campaign_id",
                  "t5"."lead_type",
                  "t5"."country",
                  "t5"."owner_id",
                  "t5"."cluster",
                  "t5"."purpose",
                  "t5"."on_profile",
                  "t5"."pql_at",
                  "t5"."mql_at",
                  "t5"."sal_at",
                  "t5"."sql_at",
                  "t5"."disqualified_at",
                  "t5"."recycled_at",
                  "t5"."last_disqualified_at",
                  "t5"."last_recycled_at",
                  "t5"."disqualified_reason",
                  "t5"."reason_group",
                  "t5"."opportunity_id",
                  "t5"."won_at",
                  "t5"."lost_at",
                  "t5"."inquiry_at",
                  "t5"."opportunity_at",
                  "t5"."customer_at",
                  "t5"."at",
                  "t5"."met",
                  "t5"."over",
                  DATE_DIFF(
                    'DAY',
                    CAST("t5"."at" AS DATE),
                    CAST(COALESCE(
                      CASE
                        WHEN COALESCE(
                          CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t5"."met",
                          (
                            "t5"."met" IS NULL
                          )
                          AND (
                            CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                          )
                        )
                        THEN CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END
                        ELSE "t5"."met"
                      END,
                      MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    ) AS DATE)
                  ) AS "waited",
                  CASE
                    WHEN COALESCE(
                      CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t5"."met",
                      (
                        "t5"."met" IS NULL
                      )
                      AND (
                        CASE WHEN "t5"."over" >= "t5"."at" THEN "t5"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
                      )
                    )
                    THEN 2
                    ELSE CASE WHEN "t5"."met" IS NOT NULL THEN 1 ELSE 0 END
                  END AS "outcome"
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
                    "t1"."last_disqualified_at",
                    "t1"."last_recycled_at",
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
                    NULLIF(
                      LEAST(
                        COALESCE(
                          CASE
                            WHEN "t1"."disqualified_at" >= "t1"."at"
                            THEN "t1"."disqualified_at"
                            ELSE CASE
                              WHEN "t1"."last_disqualified_at" >= "t1"."at"
                              THEN "t1"."last_disqualified_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t1"."recycled_at" >= "t1"."at"
                            THEN "t1"."recycled_at"
                            ELSE CASE
                              WHEN "t1"."last_recycled_at" >= "t1"."at"
                              THEN "t1"."last_recycled_at"
                              ELSE CAST(NULL AS TIMESTAMP)
                            END
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ),
                        COALESCE(
                          CASE
                            WHEN "t1"."lost_at" >= "t1"."at"
                            THEN "t1"."lost_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END,
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) AS "over"
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
                      "t0"."last_disqualified_at",
                      "t0"."last_recycled_at",
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
                      "t0"."customer_at" AS "met"
                    FROM "funnel_facts" AS "t0"
                    WHERE
                      (
                        "t0"."opportunity_at" IS NOT NULL
                      ) OR (
                        "t0"."customer_at" IS NOT NULL
                      )
                  ) AS "t1"
                ) AS "t5"
              ) AS "t9"
            ) AS "t13"
          ) AS "t16"
        ) AS "t19"
        WHERE
          "t19"."at" IS NOT NULL
      ) AS "t20"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t21"
    WHERE
      "t21"."trials" > 0
  ) AS "t22"
  GROUP BY
    1,
    2,
    3
) AS "t23";

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
  "t2"."age",
  COUNT(*) AS "n"
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
    "t1"."last_disqualified_at",
    "t1"."last_recycled_at",
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
    NULLIF(
      LEAST(
        COALESCE(
          CASE
            WHEN "t1"."disqualified_at" >= "t1"."at"
            THEN "t1"."disqualified_at"
            ELSE CASE
              WHEN "t1"."last_disqualified_at" >= "t1"."at"
              THEN "t1"."last_disqualified_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t1"."recycled_at" >= "t1"."at"
            THEN "t1"."recycled_at"
            ELSE CASE
              WHEN "t1"."last_recycled_at" >= "t1"."at"
              THEN "t1"."last_recycled_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t1"."lost_at" >= "t1"."at"
            THEN "t1"."lost_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "over",
    DATE_DIFF('DAY', CAST("t1"."at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
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
      "t0"."last_disqualified_at",
      "t0"."last_recycled_at",
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
      "t0"."customer_at" AS "met"
    FROM "funnel_facts" AS "t0"
    WHERE
      NULLIF(
        LEAST(
          COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
          COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) IS NOT NULL
  ) AS "t1"
  WHERE
    DATE_DIFF('DAY', CAST("t1"."at" AS DATE), MAKE_DATE(2025, 5, 15)) > 0
) AS "t2"
GROUP BY
  1;

SELECT
  "t3"."waited",
  "t3"."outcome",
  COUNT(*) AS "n"
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
    "t2"."last_disqualified_at",
    "t2"."last_recycled_at",
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
    "t2"."age",
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
      "t1"."last_disqualified_at",
      "t1"."last_recycled_at",
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
      NULLIF(
        LEAST(
          COALESCE(
            CASE
              WHEN "t1"."disqualified_at" >= "t1"."at"
              THEN "t1"."disqualified_at"
              ELSE CASE
                WHEN "t1"."last_disqualified_at" >= "t1"."at"
                THEN "t1"."last_disqualified_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t1"."recycled_at" >= "t1"."at"
              THEN "t1"."recycled_at"
              ELSE CASE
                WHEN "t1"."last_recycled_at" >= "t1"."at"
                THEN "t1"."last_recycled_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t1"."lost_at" >= "t1"."at"
              THEN "t1"."lost_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          )
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) AS "over",
      DATE_DIFF('DAY', CAST("t1"."at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
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
        "t0"."last_disqualified_at",
        "t0"."last_recycled_at",
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
        "t0"."customer_at" AS "met"
      FROM "funnel_facts" AS "t0"
      WHERE
        NULLIF(
          LEAST(
            COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) IS NOT NULL
    ) AS "t1"
    WHERE
      DATE_DIFF('DAY', CAST("t1"."at" AS DATE), MAKE_DATE(2025, 5, 15)) <= 0
      AND DATE_DIFF('DAY', CAST("t1"."at" AS DATE), MAKE_DATE(2025, 5, 15)) > -365
  ) AS "t2"
  WHERE
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
    ) >= 0
) AS "t3"
GROUP BY
  1,
  2;
