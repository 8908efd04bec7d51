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
  "t25"."period",
  "t25"."slice_0",
  "t25"."slice_1",
  "t25"."slice_2",
  "t25"."n",
  "t25"."hits",
  "t25"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t25"."period" ASC NULLS FIRST, "t25"."slice_0" ASC NULLS FIRST, "t25"."slice_1" ASC NULLS FIRST, "t25"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t24"."period",
    "t24"."slice_0",
    "t24"."slice_1",
    "t24"."slice_2",
    COUNT("t24"."hit") AS "n",
    SUM(CASE WHEN "t24"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t23"."unit_id",
      "t23"."cluster",
      "t23"."at",
      "t23"."table",
      "t23"."field",
      "t23"."source",
      "t23"."hit",
      "t23"."account_id",
      "t23"."owner_id",
      NULLIF("t23"."table", '') AS "slice_0",
      NULLIF("t23"."field", '') AS "slice_1",
      NULLIF("t23"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id" AS "unit_id",
              COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
              "t0"."created_at" AS "at",
              'opportunities' AS "table",
              'amount' AS "field",
              "t0"."source",
              "t0"."amount" IS NOT NULL AS "hit",
              "t0"."account_id",
              "t0"."owner_id"
            FROM "deal_facts" AS "t0"
          ) AS "t3"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id" AS "unit_id",
              COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
              "t0"."created_at" AS "at",
              'opportunities' AS "table",
              'close_date' AS "field",
              "t0"."source",
              "t0"."close_date" IS NOT NULL AS "hit",
              "t0"."account_id",
              "t0"."owner_id"
            FROM "deal_facts" AS "t0"
          ) AS "t4"
        ) AS "t8"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id" AS "unit_id",
              COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
              "t0"."created_at" AS "at",
              'opportunities' AS "table",
              'source' AS "field",
              "t0"."source",
              NULLIF("t0"."source", '') IS NOT NULL AS "hit",
              "t0"."account_id",
              "t0"."owner_id"
            FROM "deal_facts" AS "t0"
          ) AS "t6"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id" AS "unit_id",
              COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
              "t0"."created_at" AS "at",
              'opportunities' AS "table",
              'owner_id' AS "field",
              "t0"."source",
              NULLIF("t0"."owner_id", '') IS NOT NULL AS "hit",
              "t0"."account_id",
              "t0"."owner_id"
            FROM "deal_facts" AS "t0"
          ) AS "t7"
        ) AS "t15"
      ) AS "t19"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id" AS "unit_id",
              COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
              "t0"."created_at" AS "at",
              'opportunities' AS "table",
              'loss_reason' AS "field",
              "t0"."source",
              NULLIF("t0"."loss_reason", '') IS NOT NULL AS "hit",
              "t0"."account_id",
              "t0"."owner_id"
            FROM "deal_facts" AS "t0"
            WHERE
              "t0"."status" = 'lost'
          ) AS "t9"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."lead_id" AS "unit_id",
                COALESCE("t1"."account_id", "t1"."lead_id") AS "cluster",
                "t1"."created_at" AS "at",
                'leads' AS "table",
                'email' AS "field",
                "t1"."source",
                NULLIF("t1"."email", '') IS NOT NULL AS "hit",
                "t1"."account_id",
                "t1"."owner_id"
              FROM "leads" AS "t1"
            ) AS "t12"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."lead_id" AS "unit_id",
                COALESCE("t1"."account_id", "t1"."lead_id") AS "cluster",
                "t1"."created_at" AS "at",
                'leads' AS "table",
                'account_id' AS "field",
                "t1"."source",
                NULLIF("t1"."account_id", '') IS NOT NULL AS "hit",
                "t1"."account_id",
                "t1"."owner_id"
              FROM "leads" AS "t1"
            ) AS "t11"
          ) AS "t16"
        ) AS "t20"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."lead_id" AS "unit_id",
                COALESCE("t1"."account_id", "t1"."lead_id") AS "cluster",
                "t1"."created_at" AS "at",
                'leads' AS "table",
                'source' AS "field",
                "t1"."source",
                NULLIF("t1"."source", '') IS NOT NULL AS "hit",
                "t1"."account_id",
                "t1"."owner_id"
              FROM "leads" AS "t1"
            ) AS "t10"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t2"."account_id" AS "unit_id",
                COALESCE("t2"."account_id", "t2"."account_id") AS "cluster",
                "t2"."created_at" AS "at",
                'accounts' AS "table",
                'industry' AS "field",
                CAST(NULL AS TEXT) AS "source",
                NULLIF("t2"."industry", '') IS NOT NULL AS "hit",
                "t2"."account_id",
                "t2"."owner_id"
              FROM "accounts" AS "t2"
            ) AS "t13"
          ) AS "t17"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t2"."account_id" AS "unit_id",
                COALESCE("t2"."account_id", "t2"."account_id") AS "cluster",
                "t2"."created_at" AS "at",
                'accounts' AS "table",
                'employees' AS "field",
                CAST(NULL AS TEXT) AS "source",
                "t2"."employees" IS NOT NULL AS "hit",
                "t2"."account_id",
                "t2"."owner_id"
              FROM "accounts" AS "t2"
            ) AS "t5"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t2"."account_id" AS "unit_id",
                COALESCE("t2"."account_id", "t2"."account_id") AS "cluster",
                "t2"."created_at" AS "at",
                'accounts' AS "table",
                'domain' AS "field",
                CAST(NULL AS TEXT) AS "source",
                NULLIF("t2"."domain", '') IS NOT NULL AS "hit",
                "t2"."account_id",
                "t2"."owner_id"
              FROM "accounts" AS "t2"
            ) AS "t14"
          ) AS "t18"
        ) AS "t21"
      ) AS "t22"
    ) AS "t23"
    WHERE
      "t23"."at" IS NOT NULL
  ) AS "t24"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t25";
