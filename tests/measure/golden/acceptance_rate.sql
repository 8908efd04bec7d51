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
  "t2"."period",
  "t2"."slice_0",
  "t2"."n",
  "t2"."hits",
  "t2"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    COUNT("t1"."hit") AS "n",
    SUM(CASE WHEN "t1"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
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
      "t0"."lead_id" AS "unit_id",
      "t0"."mql_at" AS "at",
      CASE
        WHEN NULLIF(
          LEAST(
            COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) IS NOT NULL
        THEN CASE
          WHEN COALESCE(
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
                )
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) < NULLIF(
              LEAST(
                COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ),
            FALSE
          )
          THEN FALSE
          ELSE TRUE
        END
        ELSE CASE
          WHEN NULLIF(
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
              )
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ) IS NULL
          THEN CAST(NULL AS BOOLEAN)
          ELSE FALSE
        END
      END AS "hit",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."mql_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "funnel_facts" AS "t0"
    WHERE
      "t0"."mql_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2";

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
          "t1"."unit_id",
          "t1"."at",
          "t1"."hit",
          "t1"."slice_0",
          "t1"."period",
          "t1"."hit" AS "hit_now"
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
            "t0"."lead_id" AS "unit_id",
            "t0"."mql_at" AS "at",
            CASE
              WHEN NULLIF(
                LEAST(
                  COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) IS NOT NULL
              THEN CASE
                WHEN COALESCE(
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
                      )
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) < NULLIF(
                    LEAST(
                      COALESCE("t0"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ),
                  FALSE
                )
                THEN FALSE
                ELSE TRUE
              END
              ELSE CASE
                WHEN NULLIF(
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
                    )
                  ),
                  MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                ) IS NULL
                THEN CAST(NULL AS BOOLEAN)
                ELSE FALSE
              END
            END AS "hit",
            NULLIF("t0"."source", '') AS "slice_0",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."mql_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
          FROM "funnel_facts" AS "t0"
          WHERE
            "t0"."mql_at" IS NOT NULL
        ) AS "t1"
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
