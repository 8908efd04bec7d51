SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "customer_events" LIMIT 1;

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

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT 1 AS one FROM "survey_answers" LIMIT 1;

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."n",
  "t12"."high",
  "t12"."low",
  "t12"."hidden",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    SUM(CASE WHEN "t11"."fault" IS NULL THEN 1 ELSE 0 END) AS "n",
    SUM(
      CASE WHEN (
        "t11"."fault" IS NULL
      ) AND (
        "t11"."score" >= 9
      ) THEN 1 ELSE 0 END
    ) AS "high",
    SUM(
      CASE WHEN (
        "t11"."fault" IS NULL
      ) AND (
        "t11"."score" <= 6
      ) THEN 1 ELSE 0 END
    ) AS "low",
    SUM(CASE WHEN (
      "t11"."fault" IS NULL
    ) AND "t11"."anonymous" THEN 1 ELSE 0 END) AS "hidden"
  FROM (
    SELECT
      "t10"."score",
      "t10"."fault",
      "t10"."anonymous",
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
      NULLIF("t10"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."score",
          "t8"."fault",
          "t8"."anonymous",
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
            "t7"."account_id",
            "t7"."score",
            "t7"."fault",
            "t7"."at",
            "t7"."cluster",
            "t7"."asked_of",
            "t7"."team",
            "t7"."unit_id",
            "t7"."question",
            "t7"."anonymous",
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
              FALSE AS "anonymous"
            FROM "customer_events" AS "t1"
            WHERE
              "t1"."kind" = 'survey' AND "t1"."score" IS NOT NULL
          ) AS "t7"
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
            ON "t7"."account_id" = "t4"."_customer"
        ) AS "t8"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."value" AS "score",
          CASE
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
          END AS "fault",
          TRUE AS "anonymous",
          'survey ' || "t0"."survey_id" AS "unit_id",
          "t0"."respondent" AS "cluster",
          "t0"."answered_at" AS "at",
          CAST(NULL AS TEXT) AS "account_id",
          'survey' AS "asked_of",
          "t0"."team",
          "t0"."question",
          CAST(NULL AS TEXT) AS "opportunity_id",
          CAST(NULL AS TEXT) AS "lead_id",
          CAST(NULL AS TEXT) AS "sourced_by",
          CAST(NULL AS TEXT) AS "owner_id",
          CAST(NULL AS TEXT) AS "campaign_id",
          CAST(NULL AS BOOLEAN) AS "on_profile",
          CAST(NULL AS TEXT) AS "source",
          CAST(NULL AS TEXT) AS "won_by"
        FROM "survey_answers" AS "t0"
        WHERE
          "t0"."value" IS NOT NULL
          AND (
            FALSE
            OR CONTAINS(LOWER("t0"."question"), 'nps')
            OR CONTAINS(LOWER("t0"."question"), 'recommend')
            OR CONTAINS(LOWER("t0"."question"), 'promoter')
          )
      ) AS "t6"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2
) AS "t12";

SELECT
  *
FROM (
  SELECT
    "t11"."fault",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t10"."score",
      "t10"."fault",
      "t10"."anonymous",
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
      NULLIF("t10"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."score",
          "t8"."fault",
          "t8"."anonymous",
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
            "t7"."account_id",
            "t7"."score",
            "t7"."fault",
            "t7"."at",
            "t7"."cluster",
            "t7"."asked_of",
            "t7"."team",
            "t7"."unit_id",
            "t7"."question",
            "t7"."anonymous",
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
              FALSE AS "anonymous"
            FROM "customer_events" AS "t1"
            WHERE
              "t1"."kind" = 'survey' AND "t1"."score" IS NOT NULL
          ) AS "t7"
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
            ON "t7"."account_id" = "t4"."_customer"
        ) AS "t8"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t0"."value" AS "score",
          CASE
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
          END AS "fault",
          TRUE AS "anonymous",
          'survey ' || "t0"."survey_id" AS "unit_id",
          "t0"."respondent" AS "cluster",
          "t0"."answered_at" AS "at",
          CAST(NULL AS TEXT) AS "account_id",
          'survey' AS "asked_of",
          "t0"."team",
          "t0"."question",
          CAST(NULL AS TEXT) AS "opportunity_id",
          CAST(NULL AS TEXT) AS "lead_id",
          CAST(NULL AS TEXT) AS "sourced_by",
          CAST(NULL AS TEXT) AS "owner_id",
          CAST(NULL AS TEXT) AS "campaign_id",
          CAST(NULL AS BOOLEAN) AS "on_profile",
          CAST(NULL AS TEXT) AS "source",
          CAST(NULL AS TEXT) AS "won_by"
        FROM "survey_answers" AS "t0"
        WHERE
          "t0"."value" IS NOT NULL
          AND (
            FALSE
            OR CONTAINS(LOWER("t0"."question"), 'nps')
            OR CONTAINS(LOWER("t0"."question"), 'recommend')
            OR CONTAINS(LOWER("t0"."question"), 'promoter')
          )
      ) AS "t6"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL AND "t10"."fault" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1
) AS "t12"
ORDER BY
  "t12"."fault" ASC;
