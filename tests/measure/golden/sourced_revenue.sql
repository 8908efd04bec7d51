SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0"
WHERE
  "t0"."channel" IS NOT NULL;

SELECT
  "t0"."account_id"
FROM "accounts" AS "t0"
WHERE
  "t0"."parent_id" IS NOT NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "activities" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t14"."period",
  "t14"."slice_0",
  "t14"."slice_1",
  "t14"."slice_2",
  "t14"."account_bucket",
  "t14"."value",
  "t14"."known",
  "t14"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t14"."period" ASC NULLS FIRST, "t14"."slice_0" ASC NULLS FIRST, "t14"."slice_1" ASC NULLS FIRST, "t14"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t13"."period",
    "t13"."slice_0",
    "t13"."slice_1",
    "t13"."slice_2",
    "t13"."account_bucket",
    SUM(CAST(ROUND("t13"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t13"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t12"."opportunity_id",
      "t12"."cluster",
      "t12"."account_bucket",
      "t12"."account_id",
      "t12"."lead_id",
      "t12"."owner_id",
      "t12"."created_at",
      "t12"."kind",
      "t12"."source",
      "t12"."campaign_id",
      "t12"."on_profile",
      "t12"."currency",
      "t12"."status",
      "t12"."closed_at",
      "t12"."amount",
      "t12"."first_amount",
      "t12"."stage",
      "t12"."close_date",
      "t12"."loss_reason",
      "t12"."competitor",
      "t12"."pushes",
      "t12"."reopened",
      "t12"."n_versions",
      "t12"."reconstructed",
      "t12"."definition",
      "t12"."sourced_by",
      "t12"."unit_id",
      "t12"."at",
      "t12"."value",
      NULLIF("t12"."definition", '') AS "slice_0",
      NULLIF("t12"."sourced_by", '') AS "slice_1",
      NULLIF("t12"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t12"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t8"."opportunity_id",
        "t8"."cluster",
        "t8"."account_bucket",
        "t8"."account_id",
        "t8"."lead_id",
        "t8"."owner_id",
        "t8"."created_at",
        "t8"."kind",
        "t8"."source",
        "t8"."campaign_id",
        "t8"."on_profile",
        "t8"."currency",
        "t8"."status",
        "t8"."closed_at",
        "t8"."amount",
        "t8"."first_amount",
        "t8"."stage",
        "t8"."close_date",
        "t8"."loss_reason",
        "t8"."competitor",
        "t8"."pushes",
        "t8"."reopened",
        "t8"."n_versions",
        "t8"."reconstructed",
        "t11"."definition",
        "t11"."team" AS "sourced_by",
        "t8"."opportunity_id" AS "unit_id",
        "t8"."closed_at" AS "at",
        "t8"."amount" AS "value"
      FROM (
        SELECT
          *
        FROM "deal_facts" AS "t0"
        WHERE
          "t0"."status" = 'won'
      ) AS "t8"
      INNER JOIN (
        SELECT
          "t9"."opportunity_id" AS "_deal",
          "t9"."definition",
          "t9"."team"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t1"."_sourced" AS "opportunity_id",
              'first_touch_before_sales' AS "definition",
              "t1"."first_touch_before_sales" AS "team"
            FROM "sourced_ways" AS "t1"
          ) AS "t3"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t2"."opportunity_id",
                'recorded' AS "definition",
                "t2"."sourced_by" AS "team"
              FROM "opportunities" AS "t2"
            ) AS "t5"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."_sourced" AS "opportunity_id",
                'first_touch' AS "definition",
                "t1"."first_touch" AS "team"
              FROM "sourced_ways" AS "t1"
            ) AS "t4"
          ) AS "t7"
        ) AS "t9"
      ) AS "t11"
        ON "t8"."opportunity_id" = "t11"."_deal"
    ) AS "t12"
    WHERE
      "t12"."at" IS NOT NULL
  ) AS "t13"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t14";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
