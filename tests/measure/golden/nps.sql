SELECT
  "t1"."score",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "customer_events" AS "t0"
  WHERE
    "t0"."kind" = 'survey' AND "t0"."score" IS NOT NULL
) AS "t1"
GROUP BY
  1;

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
  "t12"."period",
  "t12"."slice_0",
  "t12"."slice_1",
  "t12"."group_of",
  "t12"."whole",
  "t12"."hidden",
  "t12"."fault",
  "t12"."n_answers",
  "t12"."high_answers",
  "t12"."low_answers",
  "t12"."bad_answers",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST, "t12"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."slice_1",
    "t11"."group_of",
    "t11"."whole",
    "t11"."hidden",
    "t11"."fault",
    SUM(
      CASE
        WHEN (
          "t11"."fault" IS NULL
        ) AND (
          "t11"."score" IS NOT NULL
        )
        THEN "t11"."n"
        ELSE 0
      END
    ) AS "n_answers",
    SUM(
      CASE
        WHEN (
          "t11"."fault" IS NULL
        )
        AND (
          "t11"."score" IS NOT NULL
        )
        AND (
          "t11"."score" >= 9
        )
        THEN "t11"."n"
        ELSE 0
      END
    ) AS "high_answers",
    SUM(
      CASE
        WHEN (
          "t11"."fault" IS NULL
        )
        AND (
          "t11"."score" IS NOT NULL
        )
        AND (
          "t11"."score" <= 6
        )
        THEN "t11"."n"
        ELSE 0
      END
    ) AS "low_answers",
    SUM(CASE WHEN "t11"."fault" IS NOT NULL THEN "t11"."n" ELSE 0 END) AS "bad_answers"
  FROM (
    SELECT
      "t10"."score",
      "t10"."fault",
      "t10"."n",
      "t10"."whole",
      "t10"."group_of",
      "t10"."hidden",
      "t10"."unit_id",
      "t10"."cluster",
      "t10"."at",
      "t10"."account_id",
      "t10"."asked_of",
      "t10"."team",
      "t10"."question",
      "t10"."opportunity_id",
      "t10"."lead_id",
      "t10"."sourced_by",
      "t10"."owner_id",
      "t10"."campaign_id",
      "t10"."on_profile",
      "t10"."source",
      "t10"."won_by",
      NULLIF("t10"."asked_of", '') AS "slice_0",
      NULLIF("t10"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."score",
          "t8"."fault",
          "t8"."n",
          "t8"."whole",
          "t8"."group_of",
          "t8"."hidden",
          "t8"."unit_id",
          "t8"."cluster",
          "t8"."at",
          "t8"."account_id",
          "t8"."asked_of",
          "t8"."team",
          "t8"."question",
          "t8"."opportunity_id",
          "t8"."lead_id",
          "t8"."sourced_by",
          "t8"."owner_id",
          "t8"."campaign_id",
          "t8"."on_profile",
          "t8"."source",
          "t8"."won_by"
        FROM (
          SELECT
            "t6"."account_id",
            "t6"."score",
            "t6"."fault",
            "t6"."at",
            "t6"."cluster",
            "t6"."asked_of",
            "t6"."team",
            "t6"."unit_id",
            "t6"."question",
            "t6"."n",
            "t6"."whole",
            "t6"."group_of",
            "t6"."hidden",
            "t4"."opportunity_id",
            "t4"."lead_id",
            "t4"."sourced_by",
            "t4"."owner_id",
            "t4"."campaign_id",
            "t4"."on_profile",
            "t4"."source",
            "t4"."won_by"
          FROM (
            SELECT
              "t1"."account_id",
              "t1"."score",
              CASE
                WHEN COALESCE(
                  (
                    CAST(CAST(CAST(NULL AS TEXT) AS DOUBLE) AS BIGINT) <> 0
                  )
                  OR (
                    CAST(CAST(CAST(NULL AS TEXT) AS DOUBLE) AS BIGINT) <> 10
                  ),
                  FALSE
                )
                THEN 'asked on a scale of ' || CAST(CAST(CAST(CAST(NULL AS TEXT) AS DOUBLE) AS BIGINT) AS TEXT) || ' to ' || CAST(CAST(CAST(CAST(NULL AS TEXT) AS DOUBLE) AS BIGINT) AS TEXT)
                WHEN (
                  "t1"."score" < 0
                ) OR (
                  "t1"."score" > 10
                )
                THEN 'a score outside 0 to 10'
                WHEN "t1"."score" <> CAST(FLOOR("t1"."score") AS BIGINT)
                THEN 'a score that is no whole number'
                ELSE CAST(NULL AS TEXT)
              END AS "fault",
              "t1"."happened_at" AS "at",
              "t1"."account_id" AS "cluster",
              'customer' AS "asked_of",
              CAST(NULL AS TEXT) AS "team",
              "t1"."account_id" || ' ' || CAST("t1"."happened_at" AS TEXT) AS "unit_id",
              CAST(NULL AS TEXT) AS "question",
              1 AS "n",
              0 AS "whole",
              '' AS "group_of",
              CAST(NULL AS TEXT) AS "hidden"
            FROM "customer_events" AS "t1"
            WHERE
              "t1"."kind" = 'survey' AND "t1"."score" IS NOT NULL
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t2"."account_id" AS "_customer",
              "t2"."opportunity_id",
              "t2"."lead_id",
              "t2"."sourced_by",
              "t2"."owner_id",
              "t2"."campaign_id",
              "t2"."on_profile",
              "t2"."source",
              "t2"."won_by"
            FROM "customers" AS "t2"
          ) AS "t4"
            ON "t6"."account_id" = "t4"."_customer"
        ) AS "t8"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."value" AS "score",
          CASE
            WHEN "t0"."hidden" IS NULL
            THEN CASE
              WHEN (
                "t0"."scale_min" IS NULL
              ) OR (
                "t0"."scale_max" IS NULL
              )
              THEN 'the scale of the question is not recorded'
              ELSE CASE
                WHEN COALESCE(
                  (
                    CAST("t0"."scale_min" AS BIGINT) <> 0
                  )
                  OR (
                    CAST("t0"."scale_max" AS BIGINT) <> 10
                  ),
                  FALSE
                )
                THEN 'asked on a scale of ' || CAST(CAST("t0"."scale_min" AS BIGINT) AS TEXT) || ' to ' || CAST(CAST("t0"."scale_max" AS BIGINT) AS TEXT)
                WHEN (
                  "t0"."value" < 0
                ) OR (
                  "t0"."value" > 10
                )
                THEN 'a score outside 0 to 10'
                WHEN "t0"."value" <> CAST(FLOOR("t0"."value") AS BIGINT)
                THEN 'a score that is no whole number'
                ELSE CAST(NULL AS TEXT)
              END
            END
            ELSE CAST(NULL AS TEXT)
          END AS "fault",
          "t0"."n",
          "t0"."whole",
          "t0"."survey_id" || ':' || "t0"."question" || ':' || "t0"."team" AS "group_of",
          "t0"."hidden",
          'survey ' || "t0"."survey_id" AS "unit_id",
          "t0"."survey_id" AS "cluster",
          "t0"."at",
          CAST(NULL AS TEXT) AS "account_id",
          CASE WHEN "t0"."team" IN ('marketing', 'sales') THEN 'own teams' ELSE 'survey' END AS "asked_of",
          NULLIF("t0"."team", '') AS "team",
          "t0"."question",
          CAST(NULL AS TEXT) AS "opportunity_id",
          CAST(NULL AS TEXT) AS "lead_id",
          CAST(NULL AS TEXT) AS "sourced_by",
          CAST(NULL AS TEXT) AS "owner_id",
          CAST(NULL AS TEXT) AS "campaign_id",
          CAST(NULL AS BOOLEAN) AS "on_profile",
          CAST(NULL AS TEXT) AS "source",
          CAST(NULL AS TEXT) AS "won_by"
        FROM "shown_answers" AS "t0"
        WHERE
          FALSE
          OR CONTAINS("t0"."question", 'nps')
          OR CONTAINS("t0"."question", 'recommend')
          OR CONTAINS("t0"."question", 'promoter')
      ) AS "t7"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7
) AS "t12";
