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
  "t15"."period",
  "t15"."slice_0",
  "t15"."slice_1",
  "t15"."n",
  "t15"."hits",
  "t15"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t15"."period" ASC NULLS FIRST, "t15"."slice_0" ASC NULLS FIRST, "t15"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t14"."period",
    "t14"."slice_0",
    "t14"."slice_1",
    COUNT("t14"."hit") AS "n",
    SUM(CASE WHEN "t14"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t13"."unit_id",
      "t13"."cluster",
      "t13"."at",
      "t13"."table",
      "t13"."source",
      "t13"."account_id",
      "t13"."hit",
      NULLIF("t13"."table", '') AS "slice_0",
      NULLIF("t13"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t13"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."unit_id",
          "t8"."cluster",
          "t8"."at",
          "t8"."table",
          "t8"."source",
          "t8"."account_id",
          CASE
            WHEN "t8"."same" IS NOT NULL
            THEN "t8"."place" > 0
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit"
        FROM (
          SELECT
            "t5"."opportunity_id" AS "unit_id",
            COALESCE("t5"."account_id", "t5"."opportunity_id") AS "cluster",
            "t5"."created_at" AS "at",
            'opportunities' AS "table",
            "t5"."source",
            "t5"."account_id",
            "t5"."same",
            ROW_NUMBER() OVER (
              PARTITION BY "t5"."same"
              ORDER BY "t5"."created_at" ASC, "t5"."opportunity_id" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) - 1 AS "place"
          FROM (
            SELECT
              "t0"."opportunity_id",
              "t0"."cluster",
              "t0"."account_id",
              "t0"."lead_id",
              "t0"."owner_id",
              "t0"."created_at",
              "t0"."kind",
              "t0"."sourced_by",
              "t0"."source",
              "t0"."campaign_id",
              "t0"."on_profile",
              "t0"."currency",
              "t0"."status",
              "t0"."closed_at",
              "t0"."amount",
              "t0"."first_amount",
              "t0"."stage",
              "t0"."close_date",
              "t0"."loss_reason",
              "t0"."competitor",
              "t0"."pushes",
              "t0"."reopened",
              "t0"."n_versions",
              "t0"."reconstructed",
              CAST(DATE_TRUNC('MONTH', CAST("t0"."close_date" AS TIMESTAMP)) AS TEXT) AS "month",
              "t0"."account_id" || '|' || CAST(DATE_TRUNC('MONTH', CAST("t0"."close_date" AS TIMESTAMP)) AS TEXT) || '|' || CAST("t0"."amount" AS TEXT) AS "same"
            FROM "deal_facts" AS "t0"
          ) AS "t5"
        ) AS "t8"
      ) AS "t12"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."unit_id",
            "t6"."cluster",
            "t6"."at",
            "t6"."table",
            "t6"."source",
            "t6"."account_id",
            CASE
              WHEN "t6"."same" IS NOT NULL
              THEN "t6"."place" > 0
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit"
          FROM (
            SELECT
              "t3"."lead_id" AS "unit_id",
              COALESCE("t3"."account_id", "t3"."lead_id") AS "cluster",
              "t3"."created_at" AS "at",
              'leads' AS "table",
              "t3"."source",
              "t3"."account_id",
              "t3"."same",
              ROW_NUMBER() OVER (
                PARTITION BY "t3"."same"
                ORDER BY "t3"."created_at" ASC, "t3"."lead_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "place"
            FROM (
              SELECT
                "t1"."lead_id",
                "t1"."created_at",
                "t1"."account_id",
                "t1"."email",
                "t1"."title",
                "t1"."country",
                "t1"."source",
                "t1"."campaign_id",
                "t1"."lead_type",
                "t1"."score",
                "t1"."owner_id",
                "t1"."person_id",
                "t1"."source_system",
                "t1"."known_at",
                "t1"."deleted_at",
                "t1"."wing",
                COALESCE("t1"."person_id", NULLIF(TRIM(LOWER("t1"."email"), ' \t
\r\v\f'), '')) AS "same"
              FROM "leads" AS "t1"
            ) AS "t3"
          ) AS "t6"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t7"."unit_id",
            "t7"."cluster",
            "t7"."at",
            "t7"."table",
            "t7"."source",
            "t7"."account_id",
            CASE
              WHEN "t7"."same" IS NOT NULL
              THEN "t7"."place" > 0
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit"
          FROM (
            SELECT
              "t4"."account_id" AS "unit_id",
              COALESCE("t4"."account_id", "t4"."account_id") AS "cluster",
              "t4"."created_at" AS "at",
              'accounts' AS "table",
              CAST(NULL AS TEXT) AS "source",
              "t4"."account_id",
              "t4"."same",
              ROW_NUMBER() OVER (
                PARTITION BY "t4"."same"
                ORDER BY "t4"."created_at" ASC, "t4"."account_id" ASC
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) - 1 AS "place"
            FROM (
              SELECT
                "t2"."account_id",
                "t2"."name",
                "t2"."domain",
                "t2"."industry",
                "t2"."employees",
                "t2"."annual_revenue",
                "t2"."country",
                "t2"."parent_id",
                "t2"."owner_id",
                "t2"."target_tier",
                "t2"."created_at",
                "t2"."source_system",
                "t2"."known_at",
                "t2"."deleted_at",
                COALESCE(
                  NULLIF(TRIM(LOWER("t2"."domain"), ' \t
\r\v\f'), ''),
                  NULLIF(TRIM(LOWER("t2"."name"), ' \t
\r\v\f'), '')
                ) AS "same"
              FROM "accounts" AS "t2"
            ) AS "t4"
          ) AS "t7"
        ) AS "t10"
      ) AS "t11"
    ) AS "t13"
    WHERE
      "t13"."at" IS NOT NULL
  ) AS "t14"
  GROUP BY
    1,
    2,
    3
) AS "t15";
