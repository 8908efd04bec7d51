SELECT
  "t22"."period",
  "t22"."slice_0",
  "t22"."slice_1",
  "t22"."n",
  "t22"."hits",
  "t22"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t22"."period" ASC NULLS FIRST, "t22"."slice_0" ASC NULLS FIRST, "t22"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t21"."period",
    "t21"."slice_0",
    "t21"."slice_1",
    COUNT("t21"."hit") AS "n",
    SUM(CASE WHEN "t21"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t20"."unit_id",
      "t20"."cluster",
      "t20"."at",
      "t20"."table",
      "t20"."source",
      "t20"."account_id",
      "t20"."hit",
      NULLIF("t20"."table", '') AS "slice_0",
      NULLIF("t20"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t20"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t10"."unit_id",
          "t10"."cluster",
          "t10"."at",
          "t10"."table",
          "t10"."source",
          "t10"."account_id",
          CASE WHEN "t11"."_record" IS NULL THEN FALSE ELSE "t11"."is_again" END AS "hit"
        FROM (
          SELECT
            "t0"."opportunity_id" AS "unit_id",
            COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
            "t0"."created_at" AS "at",
            'opportunities' AS "table",
            "t0"."source",
            "t0"."account_id"
          FROM "deal_facts" AS "t0"
        ) AS "t10"
        LEFT OUTER JOIN (
          SELECT
            *
          FROM "repeats" AS "t1"
          WHERE
            "t1"."_table" = 'opportunities'
        ) AS "t11"
          ON "t10"."unit_id" = "t11"."_record"
      ) AS "t16"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t14"."unit_id",
            "t14"."cluster",
            "t14"."at",
            "t14"."table",
            "t14"."source",
            "t14"."account_id",
            CASE WHEN "t12"."_record" IS NULL THEN FALSE ELSE "t12"."is_again" END AS "hit"
          FROM (
            SELECT
              "t2"."lead_id" AS "unit_id",
              COALESCE("t2"."account_id", "t2"."lead_id") AS "cluster",
              "t2"."created_at" AS "at",
              'leads' AS "table",
              "t2"."source",
              "t2"."account_id"
            FROM "leads" AS "t2"
          ) AS "t14"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "repeats" AS "t1"
            WHERE
              "t1"."_table" = 'leads'
          ) AS "t12"
            ON "t14"."unit_id" = "t12"."_record"
        ) AS "t17"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t15"."unit_id",
            "t15"."cluster",
            "t15"."at",
            "t15"."table",
            "t15"."source",
            "t15"."account_id",
            CASE WHEN "t13"."_record" IS NULL THEN FALSE ELSE "t13"."is_again" END AS "hit"
          FROM (
            SELECT
              "t3"."account_id" AS "unit_id",
              COALESCE("t3"."account_id", "t3"."account_id") AS "cluster",
              "t3"."created_at" AS "at",
              'accounts' AS "table",
              CAST(NULL AS TEXT) AS "source",
              "t3"."account_id"
            FROM "accounts" AS "t3"
          ) AS "t15"
          LEFT OUTER JOIN (
            SELECT
              *
            FROM "repeats" AS "t1"
            WHERE
              "t1"."_table" = 'accounts'
          ) AS "t13"
            ON "t15"."unit_id" = "t13"."_record"
        ) AS "t18"
      ) AS "t19"
    ) AS "t20"
    WHERE
      "t20"."at" IS NOT NULL
  ) AS "t21"
  GROUP BY
    1,
    2,
    3
) AS "t22";
