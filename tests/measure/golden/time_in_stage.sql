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
  "t13"."period",
  "t13"."slice_0",
  "t13"."slice_1",
  "t13"."tick",
  "t13"."outcome",
  "t13"."n",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST, "t13"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    "t12"."slice_1",
    "t12"."tick",
    "t12"."outcome",
    COUNT(*) AS "n"
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
      "t11"."waited",
      CAST(CASE
        WHEN (
          "t11"."waited" IS NOT NULL
        )
        AND (
          "t11"."outcome" IS NOT NULL
        )
        AND (
          "t11"."waited" >= 0
        )
        THEN "t11"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      "t11"."unit_id",
      "t11"."stage",
      NULLIF("t11"."stage", '') AS "slice_0",
      NULLIF("t11"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t11"."waited" IS NOT NULL
        )
        AND (
          "t11"."outcome" IS NOT NULL
        )
        AND (
          "t11"."waited" >= 0
        )
        THEN CAST(ROUND("t11"."waited" * 1, 0) AS BIGINT)
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
            "t3"."lead_id",
            "t3"."account_id",
            "t3"."owner_id",
            "t3"."campaign_id",
            "t3"."cluster",
            "t3"."source",
            "t3"."lead_type",
            "t3"."country",
            "t3"."purpose",
            "t3"."on_profile",
            "t3"."at",
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
            END AS "outcome",
            "t3"."lead_id" AS "unit_id",
            'inquiry' AS "stage"
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
              "t0"."inquiry_at" AS "at",
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
                  COALESCE(
                    CASE
                      WHEN "t0"."disqualified_at" >= "t0"."inquiry_at"
                      THEN "t0"."disqualified_at"
                      ELSE CASE
                        WHEN "t0"."last_disqualified_at" >= "t0"."inquiry_at"
                        THEN "t0"."last_disqualified_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."recycled_at" >= "t0"."inquiry_at"
                      THEN "t0"."recycled_at"
                      ELSE CASE
                        WHEN "t0"."last_recycled_at" >= "t0"."inquiry_at"
                        THEN "t0"."last_recycled_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."lost_at" >= "t0"."inquiry_at"
                      THEN "t0"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "funnel_facts" AS "t0"
            WHERE
              "t0"."inquiry_at" IS NOT NULL
          ) AS "t3"
        ) AS "t7"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t1"."lead_id",
            "t1"."account_id",
            "t1"."owner_id",
            "t1"."campaign_id",
            "t1"."cluster",
            "t1"."source",
            "t1"."lead_type",
            "t1"."country",
            "t1"."purpose",
            "t1"."on_profile",
            "t1"."at",
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
            END AS "outcome",
            "t1"."lead_id" AS "unit_id",
            'mql' AS "stage"
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
              "t0"."mql_at" AS "at",
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
                  COALESCE(
                    CASE
                      WHEN "t0"."disqualified_at" >= "t0"."mql_at"
                      THEN "t0"."disqualified_at"
                      ELSE CASE
                        WHEN "t0"."last_disqualified_at" >= "t0"."mql_at"
                        THEN "t0"."last_disqualified_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."recycled_at" >= "t0"."mql_at"
                      THEN "t0"."recycled_at"
                      ELSE CASE
                        WHEN "t0"."last_recycled_at" >= "t0"."mql_at"
                        THEN "t0"."last_recycled_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."lost_at" >= "t0"."mql_at"
                      THEN "t0"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "funnel_facts" AS "t0"
            WHERE
              "t0"."mql_at" IS NOT NULL
          ) AS "t1"
        ) AS "t5"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t2"."lead_id",
            "t2"."account_id",
            "t2"."owner_id",
            "t2"."campaign_id",
            "t2"."cluster",
            "t2"."source",
            "t2"."lead_type",
            "t2"."country",
            "t2"."purpose",
            "t2"."on_profile",
            "t2"."at",
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
            END AS "outcome",
            "t2"."lead_id" AS "unit_id",
            'sal' AS "stage"
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
              "t0"."sal_at" AS "at",
              NULLIF(
                LEAST(
                  COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "met",
              NULLIF(
                LEAST(
                  COALESCE(
                    CASE
                      WHEN "t0"."disqualified_at" >= "t0"."sal_at"
                      THEN "t0"."disqualified_at"
                      ELSE CASE
                        WHEN "t0"."last_disqualified_at" >= "t0"."sal_at"
                        THEN "t0"."last_disqualified_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."recycled_at" >= "t0"."sal_at"
                      THEN "t0"."recycled_at"
                      ELSE CASE
                        WHEN "t0"."last_recycled_at" >= "t0"."sal_at"
                        THEN "t0"."last_recycled_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."lost_at" >= "t0"."sal_at"
                      THEN "t0"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "funnel_facts" AS "t0"
            WHERE
              "t0"."sal_at" IS NOT NULL
          ) AS "t2"
        ) AS "t6"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t4"."lead_id",
            "t4"."account_id",
            "t4"."owner_id",
            "t4"."campaign_id",
            "t4"."cluster",
            "t4"."source",
            "t4"."lead_type",
            "t4"."country",
            "t4"."purpose",
            "t4"."on_profile",
            "t4"."at",
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
            END AS "outcome",
            "t4"."lead_id" AS "unit_id",
            'opportunity' AS "stage"
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
              "t0"."opportunity_at" AS "at",
              "t0"."customer_at" AS "met",
              NULLIF(
                LEAST(
                  COALESCE(
                    CASE
                      WHEN "t0"."disqualified_at" >= "t0"."opportunity_at"
                      THEN "t0"."disqualified_at"
                      ELSE CASE
                        WHEN "t0"."last_disqualified_at" >= "t0"."opportunity_at"
                        THEN "t0"."last_disqualified_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."recycled_at" >= "t0"."opportunity_at"
                      THEN "t0"."recycled_at"
                      ELSE CASE
                        WHEN "t0"."last_recycled_at" >= "t0"."opportunity_at"
                        THEN "t0"."last_recycled_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  COALESCE(
                    CASE
                      WHEN "t0"."lost_at" >= "t0"."opportunity_at"
                      THEN "t0"."lost_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END,
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "over"
            FROM "funnel_facts" AS "t0"
            WHERE
              "t0"."opportunity_at" IS NOT NULL
          ) AS "t4"
        ) AS "t8"
      ) AS "t10"
    ) AS "t11"
    WHERE
      "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t13";

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
