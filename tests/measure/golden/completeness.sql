SELECT
  "t9"."period",
  "t9"."slice_0",
  "t9"."slice_1",
  "t9"."slice_2",
  "t9"."n_email",
  "t9"."n_account_id",
  "t9"."n_source",
  "t9"."n_industry",
  "t9"."n_employees",
  "t9"."n_domain",
  "t9"."n_amount",
  "t9"."n_close_date",
  "t9"."n_owner_id",
  "t9"."n_loss_reason",
  "t9"."hits_email",
  "t9"."hits_account_id",
  "t9"."hits_source",
  "t9"."hits_industry",
  "t9"."hits_employees",
  "t9"."hits_domain",
  "t9"."hits_amount",
  "t9"."hits_close_date",
  "t9"."hits_owner_id",
  "t9"."hits_loss_reason",
  DENSE_RANK() OVER (
    ORDER BY "t9"."period" ASC NULLS FIRST, "t9"."slice_0" ASC NULLS FIRST, "t9"."slice_1" ASC NULLS FIRST, "t9"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t8"."period",
    "t8"."slice_0",
    "t8"."slice_1",
    "t8"."slice_2",
    COUNT("t8"."hit_email") AS "n_email",
    COUNT("t8"."hit_account_id") AS "n_account_id",
    COUNT("t8"."hit_source") AS "n_source",
    COUNT("t8"."hit_industry") AS "n_industry",
    COUNT("t8"."hit_employees") AS "n_employees",
    COUNT("t8"."hit_domain") AS "n_domain",
    COUNT("t8"."hit_amount") AS "n_amount",
    COUNT("t8"."hit_close_date") AS "n_close_date",
    COUNT("t8"."hit_owner_id") AS "n_owner_id",
    COUNT("t8"."hit_loss_reason") AS "n_loss_reason",
    SUM(CASE WHEN "t8"."hit_email" THEN 1 ELSE 0 END) AS "hits_email",
    SUM(CASE WHEN "t8"."hit_account_id" THEN 1 ELSE 0 END) AS "hits_account_id",
    SUM(CASE WHEN "t8"."hit_source" THEN 1 ELSE 0 END) AS "hits_source",
    SUM(CASE WHEN "t8"."hit_industry" THEN 1 ELSE 0 END) AS "hits_industry",
    SUM(CASE WHEN "t8"."hit_employees" THEN 1 ELSE 0 END) AS "hits_employees",
    SUM(CASE WHEN "t8"."hit_domain" THEN 1 ELSE 0 END) AS "hits_domain",
    SUM(CASE WHEN "t8"."hit_amount" THEN 1 ELSE 0 END) AS "hits_amount",
    SUM(CASE WHEN "t8"."hit_close_date" THEN 1 ELSE 0 END) AS "hits_close_date",
    SUM(CASE WHEN "t8"."hit_owner_id" THEN 1 ELSE 0 END) AS "hits_owner_id",
    SUM(CASE WHEN "t8"."hit_loss_reason" THEN 1 ELSE 0 END) AS "hits_loss_reason"
  FROM (
    SELECT
      "t7"."unit_id",
      "t7"."cluster",
      "t7"."at",
      "t7"."table",
      "t7"."source",
      "t7"."account_id",
      "t7"."owner_id",
      "t7"."hit_email",
      "t7"."hit_account_id",
      "t7"."hit_source",
      "t7"."hit_industry",
      "t7"."hit_employees",
      "t7"."hit_domain",
      "t7"."hit_amount",
      "t7"."hit_close_date",
      "t7"."hit_owner_id",
      "t7"."hit_loss_reason",
      CAST(NULL AS TEXT) AS "field",
      NULLIF("t7"."table", '') AS "slice_0",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_1",
      NULLIF("t7"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t7"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."opportunity_id" AS "unit_id",
          COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
          "t0"."created_at" AS "at",
          'opportunities' AS "table",
          "t0"."source",
          "t0"."account_id",
          "t0"."owner_id",
          CAST(NULL AS BOOLEAN) AS "hit_email",
          CAST(NULL AS BOOLEAN) AS "hit_account_id",
          CASE
            WHEN TRUE
            THEN COALESCE("t0"."source" <> '', FALSE)
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_source",
          CAST(NULL AS BOOLEAN) AS "hit_industry",
          CAST(NULL AS BOOLEAN) AS "hit_employees",
          CAST(NULL AS BOOLEAN) AS "hit_domain",
          CASE WHEN TRUE THEN "t0"."amount" IS NOT NULL ELSE CAST(NULL AS BOOLEAN) END AS "hit_amount",
          CASE WHEN TRUE THEN "t0"."close_date" IS NOT NULL ELSE CAST(NULL AS BOOLEAN) END AS "hit_close_date",
          CASE
            WHEN TRUE
            THEN COALESCE("t0"."owner_id" <> '', FALSE)
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_owner_id",
          CASE
            WHEN COALESCE("t0"."status" = 'lost', FALSE)
            THEN COALESCE("t0"."loss_reason" <> '', FALSE)
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_loss_reason"
        FROM "deal_facts" AS "t0"
      ) AS "t3"
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
            "t1"."source",
            "t1"."account_id",
            "t1"."owner_id",
            CASE
              WHEN TRUE
              THEN COALESCE("t1"."email" <> '', FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit_email",
            CASE
              WHEN TRUE
              THEN COALESCE("t1"."account_id" <> '', FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit_account_id",
            CASE
              WHEN TRUE
              THEN COALESCE("t1"."source" <> '', FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit_source",
            CAST(NULL AS BOOLEAN) AS "hit_industry",
            CAST(NULL AS BOOLEAN) AS "hit_employees",
            CAST(NULL AS BOOLEAN) AS "hit_domain",
            CAST(NULL AS BOOLEAN) AS "hit_amount",
            CAST(NULL AS BOOLEAN) AS "hit_close_date",
            CAST(NULL AS BOOLEAN) AS "hit_owner_id",
            CAST(NULL AS BOOLEAN) AS "hit_loss_reason"
          FROM "leads" AS "t1"
        ) AS "t4"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t2"."account_id" AS "unit_id",
            COALESCE("t2"."account_id", "t2"."account_id") AS "cluster",
            "t2"."created_at" AS "at",
            'accounts' AS "table",
            CAST(NULL AS TEXT) AS "source",
            "t2"."account_id",
            "t2"."owner_id",
            CAST(NULL AS BOOLEAN) AS "hit_email",
            CAST(NULL AS BOOLEAN) AS "hit_account_id",
            CAST(NULL AS BOOLEAN) AS "hit_source",
            CASE
              WHEN TRUE
              THEN COALESCE("t2"."industry" <> '', FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit_industry",
            CASE WHEN TRUE THEN "t2"."employees" IS NOT NULL ELSE CAST(NULL AS BOOLEAN) END AS "hit_employees",
            CASE
              WHEN TRUE
              THEN COALESCE("t2"."domain" <> '', FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit_domain",
            CAST(NULL AS BOOLEAN) AS "hit_amount",
            CAST(NULL AS BOOLEAN) AS "hit_close_date",
            CAST(NULL AS BOOLEAN) AS "hit_owner_id",
            CAST(NULL AS BOOLEAN) AS "hit_loss_reason"
          FROM "accounts" AS "t2"
        ) AS "t5"
      ) AS "t6"
    ) AS "t7"
    WHERE
      "t7"."at" IS NOT NULL
  ) AS "t8"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t9";
