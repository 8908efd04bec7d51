SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  MIN("t0"."created_at") AS "first"
FROM "opportunities" AS "t0";

SELECT
  "t7"."period",
  "t7"."slice_0",
  "t7"."account_bucket",
  "t7"."value",
  "t7"."known",
  "t7"."rows",
  "t7"."so_far",
  DENSE_RANK() OVER (
    ORDER BY "t7"."period" ASC NULLS FIRST, "t7"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t6"."period",
    "t6"."slice_0",
    "t6"."account_bucket",
    SUM(CAST(ROUND("t6"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t6"."value") AS "known",
    COUNT(*) AS "rows",
    SUM(CAST(ROUND("t6"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t6"."at" <= "t6"."like_at") AS "so_far"
  FROM (
    SELECT
      "t5".*
      EXCLUDE ("ends_of")
    FROM (
      SELECT
        "t4"."opportunity_id",
        "t4"."cluster",
        "t4"."account_bucket",
        "t4"."account_id",
        "t4"."lead_id",
        "t4"."owner_id",
        "t4"."created_at",
        "t4"."kind",
        "t4"."sourced_by",
        "t4"."source",
        "t4"."campaign_id",
        "t4"."on_profile",
        "t4"."currency",
        "t4"."status",
        "t4"."closed_at",
        "t4"."amount",
        "t4"."first_amount",
        "t4"."stage",
        "t4"."close_date",
        "t4"."loss_reason",
        "t4"."competitor",
        "t4"."pushes",
        "t4"."reopened",
        "t4"."n_versions",
        "t4"."reconstructed",
        "t4"."unit_id",
        "t4"."at",
        "t4"."value",
        "t4"."slice_0",
        "t4"."period",
        "t2"."ends_of",
        "t2"."like_at"
      FROM (
        SELECT
          "t0"."opportunity_id",
          "t0"."cluster",
          "t0"."account_bucket",
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
          "t0"."opportunity_id" AS "unit_id",
          "t0"."created_at" AS "at",
          COALESCE("t0"."first_amount", "t0"."amount") AS "value",
          NULLIF("t0"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
        FROM "deal_facts" AS "t0"
        WHERE
          TRUE AND "t0"."kind" IN ('new') AND "t0"."created_at" IS NOT NULL
      ) AS "t4"
      LEFT OUTER JOIN "like_instants" AS "t2"
        ON "t4"."period" = "t2"."ends_of"
    ) AS "t5"
  ) AS "t6"
  GROUP BY
    1,
    2,
    3
) AS "t7";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
