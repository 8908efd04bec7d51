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
        CASE
          WHEN "t1"."outcome" = 1
          THEN CASE
            WHEN "t1"."waited" IS NULL
            THEN "t1"."waited"
            ELSE GREATEST(0, "t1"."waited")
          END
          ELSE "t1"."waited"
        END AS "waited",
        "t1"."outcome",
        "t1"."lead_id" AS "unit_id",
        "t1"."created_at" AS "at",
        NULLIF("t1"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
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
          DATE_DIFF(
            'DAY',
            CAST("t0"."created_at" AS DATE),
            CAST(COALESCE(
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) >= "t0"."created_at"
                    THEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t0"."customer_at",
                  (
                    "t0"."customer_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN NULLIF(
                        LEAST(
                          COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ) >= "t0"."created_at"
                      THEN NULLIF(
                        LEAST(
                          COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      )
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN CASE
                  WHEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) >= "t0"."created_at"
                  THEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                  ELSE CAST(NULL AS TIMESTAMP)
                END
                ELSE "t0"."customer_at"
              END,
              MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            ) AS DATE)
          ) AS "waited",
          CASE
            WHEN COALESCE(
              CASE
                WHEN NULLIF(
                  LEAST(
                    COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) >= "t0"."created_at"
                THEN NULLIF(
                  LEAST(
                    COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                    COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                )
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."customer_at",
              (
                "t0"."customer_at" IS NULL
              )
              AND (
                CASE
                  WHEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) >= "t0"."created_at"
                  THEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN 2
            ELSE CASE WHEN "t0"."customer_at" IS NOT NULL THEN 1 ELSE 0 END
          END AS "outcome"
        FROM "funnel_facts" AS "t0"
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

SELECT
  "t5"."period",
  "t5"."slice_0",
  "t5"."k",
  "t5"."n",
  "t5"."g",
  "t5"."kk",
  "t5"."kn",
  "t5"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t5"."period" ASC NULLS FIRST, "t5"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t4"."period",
    "t4"."slice_0",
    SUM("t4"."hits") AS "k",
    SUM("t4"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t4"."hits" * "t4"."hits") AS "kk",
    SUM("t4"."hits" * "t4"."trials") AS "kn",
    SUM("t4"."trials" * "t4"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t2"."period",
        "t2"."slice_0",
        "t2"."cluster",
        COUNT("t2"."hit_now") AS "trials",
        SUM(CASE WHEN "t2"."hit_now" THEN 1 ELSE 0 END) AS "hits"
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
          CASE
            WHEN "t1"."outcome" = 1
            THEN CASE
              WHEN "t1"."waited" IS NULL
              THEN "t1"."waited"
              ELSE GREATEST(0, "t1"."waited")
            END
            ELSE "t1"."waited"
          END AS "waited",
          "t1"."outcome",
          "t1"."lead_id" AS "unit_id",
          "t1"."created_at" AS "at",
          NULLIF("t1"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN (
              CASE
                WHEN "t1"."outcome" = 1
                THEN CASE
                  WHEN "t1"."waited" IS NULL
                  THEN "t1"."waited"
                  ELSE GREATEST(0, "t1"."waited")
                END
                ELSE "t1"."waited"
              END IS NOT NULL
            )
            AND (
              "t1"."outcome" IS NOT NULL
            )
            AND (
              CASE
                WHEN "t1"."outcome" = 1
                THEN CASE
                  WHEN "t1"."waited" IS NULL
                  THEN "t1"."waited"
                  ELSE GREATEST(0, "t1"."waited")
                END
                ELSE "t1"."waited"
              END >= 0
            )
            THEN "t1"."outcome" = 1
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
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
            DATE_DIFF(
              'DAY',
              CAST("t0"."created_at" AS DATE),
              CAST(COALESCE(
                CASE
                  WHEN COALESCE(
                    CASE
                      WHEN NULLIF(
                        LEAST(
                          COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ) >= "t0"."created_at"
                      THEN NULLIF(
                        LEAST(
                          COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      )
                      ELSE CAST(NULL AS TIMESTAMP)
                    END < "t0"."customer_at",
                    (
                      "t0"."customer_at" IS NULL
                    )
                    AND (
                      CASE
                        WHEN NULLIF(
                          LEAST(
                            COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                          ),
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        ) >= "t0"."created_at"
                        THEN NULLIF(
                          LEAST(
                            COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                          ),
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                        ELSE CAST(NULL AS TIMESTAMP)
                      END IS NOT NULL
                    )
                  )
                  THEN CASE
                    WHEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) >= "t0"."created_at"
                    THEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                    ELSE CAST(NULL AS TIMESTAMP)
                  END
                  ELSE "t0"."customer_at"
                END,
                MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
              ) AS DATE)
            ) AS "waited",
            CASE
              WHEN COALESCE(
                CASE
                  WHEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) >= "t0"."created_at"
                  THEN NULLIF(
                    LEAST(
                      COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                  ELSE CAST(NULL AS TIMESTAMP)
                END < "t0"."customer_at",
                (
                  "t0"."customer_at" IS NULL
                )
                AND (
                  CASE
                    WHEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ) >= "t0"."created_at"
                    THEN NULLIF(
                      LEAST(
                        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                    ELSE CAST(NULL AS TIMESTAMP)
                  END IS NOT NULL
                )
              )
              THEN 2
              ELSE CASE WHEN "t0"."customer_at" IS NOT NULL THEN 1 ELSE 0 END
            END AS "outcome"
          FROM "funnel_facts" AS "t0"
        ) AS "t1"
        WHERE
          "t1"."created_at" IS NOT NULL
      ) AS "t2"
      GROUP BY
        1,
        2,
        3
    ) AS "t3"
    WHERE
      "t3"."trials" > 0
  ) AS "t4"
  GROUP BY
    1,
    2
) AS "t5";

SELECT
  MIN("t0"."customer_at") AS "met_customer",
  MIN("t0"."created_at") AS "entry_created"
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
    "t0"."created_at" AS "at",
    "t0"."customer_at" AS "met",
    NULLIF(
      LEAST(
        COALESCE(
          CASE
            WHEN "t0"."disqualified_at" >= "t0"."created_at"
            THEN "t0"."disqualified_at"
            ELSE CASE
              WHEN "t0"."last_disqualified_at" >= "t0"."created_at"
              THEN "t0"."last_disqualified_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t0"."recycled_at" >= "t0"."created_at"
            THEN "t0"."recycled_at"
            ELSE CASE
              WHEN "t0"."last_recycled_at" >= "t0"."created_at"
              THEN "t0"."last_recycled_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t0"."lost_at" >= "t0"."created_at"
            THEN "t0"."lost_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "over",
    DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
  FROM "funnel_facts" AS "t0"
  WHERE
    "t0"."created_at" IS NOT NULL
    AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) > 0
) AS "t1"
GROUP BY
  1;

SELECT
  "t2"."waited",
  "t2"."outcome",
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
      "t0"."created_at" AS "at",
      "t0"."customer_at" AS "met",
      NULLIF(
        LEAST(
          COALESCE(
            CASE
              WHEN "t0"."disqualified_at" >= "t0"."created_at"
              THEN "t0"."disqualified_at"
              ELSE CASE
                WHEN "t0"."last_disqualified_at" >= "t0"."created_at"
                THEN "t0"."last_disqualified_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t0"."recycled_at" >= "t0"."created_at"
              THEN "t0"."recycled_at"
              ELSE CASE
                WHEN "t0"."last_recycled_at" >= "t0"."created_at"
                THEN "t0"."last_recycled_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t0"."lost_at" >= "t0"."created_at"
              THEN "t0"."lost_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          )
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) AS "over",
      DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
    FROM "funnel_facts" AS "t0"
    WHERE
      "t0"."created_at" IS NOT NULL
      AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) <= 0
      AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) > -365
  ) AS "t1"
  WHERE
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
    ) >= 0
) AS "t2"
GROUP BY
  1,
  2;
