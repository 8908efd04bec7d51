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

SELECT
  "t7"."period",
  "t7"."slice_0",
  "t7"."n",
  "t7"."hits",
  "t7"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t7"."period" ASC NULLS FIRST, "t7"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t6"."period",
    "t6"."slice_0",
    COUNT("t6"."hit") AS "n",
    SUM(CASE WHEN "t6"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
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
      "t5"."disqualified_reason",
      "t5"."reason_group",
      "t5"."opportunity_id",
      "t5"."won_at",
      "t5"."lost_at",
      "t5"."inquiry_at",
      "t5"."opportunity_at",
      "t5"."customer_at",
      "t5"."lead_id" AS "unit_id",
      "t5"."mql_at" AS "at",
      CASE
        WHEN NULLIF(
          LEAST(
            COALESCE("t5"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t5"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t5"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t5"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ) IS NOT NULL
        THEN CASE
          WHEN COALESCE(
            CASE
              WHEN NULLIF(
                LEAST(
                  COALESCE("t5"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t5"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) >= "t5"."mql_at"
              THEN NULLIF(
                LEAST(
                  COALESCE("t5"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t5"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              )
              ELSE CAST(NULL AS TIMESTAMP)
            END < NULLIF(
              LEAST(
                COALESCE("t5"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t5"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t5"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t5"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ),
            FALSE
          )
          THEN FALSE
          ELSE TRUE
        END
        ELSE CASE
          WHEN CASE
            WHEN NULLIF(
              LEAST(
                COALESCE("t5"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t5"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            ) >= "t5"."mql_at"
            THEN NULLIF(
              LEAST(
                COALESCE("t5"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                COALESCE("t5"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
              ),
              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
            )
            ELSE CAST(NULL AS TIMESTAMP)
          END IS NULL
          THEN CAST(NULL AS BOOLEAN)
          ELSE FALSE
        END
      END AS "hit",
      NULLIF("t5"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."mql_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
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
    ) AS "t5"
    WHERE
      "t5"."mql_at" IS NOT NULL
  ) AS "t6"
  GROUP BY
    1,
    2
) AS "t7";
