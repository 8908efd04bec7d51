SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "customer_events" AS "t0"
  WHERE
    "t0"."kind" = 'revenue'
) AS "t1";

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."account_bucket",
  "t12"."value",
  "t12"."known",
  "t12"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."account_bucket",
    SUM(CAST(ROUND("t11"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t11"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t10"."account_id",
      "t10"."opportunity_id",
      "t10"."lead_id",
      "t10"."sourced_by",
      "t10"."owner_id",
      "t10"."campaign_id",
      "t10"."on_profile",
      "t10"."source",
      "t10"."won_by",
      "t10"."is_listed",
      "t10"."unit_id",
      "t10"."cluster",
      "t10"."at",
      "t10"."value",
      "t10"."slice_0",
      "t10"."period",
      SUBSTRING(
        MD5("t10"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t10"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t9"."account_id",
        "t9"."opportunity_id",
        "t9"."lead_id",
        "t9"."sourced_by",
        "t9"."owner_id",
        "t9"."campaign_id",
        "t9"."on_profile",
        "t9"."source",
        "t9"."won_by",
        "t9"."is_listed",
        "t9"."unit_id",
        "t9"."cluster",
        "t9"."at",
        "t9"."value",
        NULLIF("t9"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t8".*
          EXCLUDE ("_of", "base", "brought", "churned_at", "started_at")
        FROM (
          SELECT
            "t7"."account_id",
            "t7"."churned_at",
            "t7"."opportunity_id",
            "t7"."lead_id",
            "t7"."sourced_by",
            "t7"."owner_id",
            "t7"."campaign_id",
            "t7"."on_profile",
            "t7"."source",
            "t7"."won_by",
            "t7"."is_listed",
            "t7"."started_at",
            "t7"."base",
            "t7"."_of",
            "t7"."brought",
            "t7"."account_id" AS "unit_id",
            "t7"."account_id" AS "cluster",
            "t7"."started_at" AS "at",
            CAST("t7"."brought" AS DOUBLE) / 1000000.0 AS "value"
          FROM (
            SELECT
              "t4"."account_id",
              "t4"."churned_at",
              "t4"."opportunity_id",
              "t4"."lead_id",
              "t4"."sourced_by",
              "t4"."owner_id",
              "t4"."campaign_id",
              "t4"."on_profile",
              "t4"."source",
              "t4"."won_by",
              "t4"."is_listed",
              "t4"."started_at",
              "t4"."base",
              "t6"."_of",
              "t6"."brought"
            FROM (
              SELECT
                *
              FROM "customers" AS "t0"
              WHERE
                "t0"."started_at" IS NOT NULL
            ) AS "t4"
            LEFT OUTER JOIN (
              SELECT
                "t3"."account_id" AS "_of",
                SUM("t3"."amount") AS "brought"
              FROM (
                SELECT
                  *
                FROM "customer_events" AS "t1"
                WHERE
                  "t1"."kind" = 'revenue' AND "t1"."amount" IS NOT NULL
              ) AS "t3"
              GROUP BY
                1
            ) AS "t6"
              ON "t4"."account_id" = "t6"."_of"
          ) AS "t7"
        ) AS "t8"
      ) AS "t9"
      WHERE
        "t9"."at" IS NOT NULL
    ) AS "t10"
  ) AS "t11"
  GROUP BY
    1,
    2,
    3
) AS "t12";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
