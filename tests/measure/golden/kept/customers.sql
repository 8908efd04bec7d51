WITH "t7" AS (
  SELECT
    "t4"."account_id",
    MIN("t4"."happened_at") FILTER(WHERE
      "t4"."kind" = 'started') AS "first_start",
    MIN("t4"."happened_at") FILTER(WHERE
      "t4"."kind" = 'churned') AS "churned_at",
    FIRST(COALESCE("t4"."amount", -1) ORDER BY "t4"."happened_at") FILTER(WHERE
      "t4"."kind" = 'started') AS "start_amount"
  FROM (
    SELECT
      *
    FROM "customer_events" AS "t0"
    WHERE
      "t0"."kind" IN ('started', 'churned')
  ) AS "t4"
  GROUP BY
    1
), "t15" AS (
  SELECT
    "t13"."opportunity_id",
    "t13"."lead_id",
    "t13"."sourced_by",
    "t13"."owner_id",
    "t13"."campaign_id",
    "t13"."on_profile",
    "t13"."account_id" AS "_won",
    "t13"."closed_at" AS "won_at",
    "t13"."amount" AS "won_amount",
    COALESCE(NULLIF("t13"."source", ''), "t5"."_channel") AS "source",
    COALESCE("t13"."sourced_by", COALESCE(NULLIF("t13"."source", ''), "t5"."_channel")) AS "won_by"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."opportunity_id",
        "t6"."cluster",
        "t6"."account_bucket",
        "t6"."account_id",
        "t6"."lead_id",
        "t6"."owner_id",
        "t6"."created_at",
        "t6"."kind",
        "t6"."sourced_by",
        "t6"."source",
        "t6"."campaign_id",
        "t6"."on_profile",
        "t6"."currency",
        "t6"."status",
        "t6"."closed_at",
        "t6"."amount",
        "t6"."first_amount",
        "t6"."stage",
        "t6"."close_date",
        "t6"."loss_reason",
        "t6"."competitor",
        "t6"."pushes",
        "t6"."reopened",
        "t6"."n_versions",
        "t6"."reconstructed",
        ROW_NUMBER() OVER (
          PARTITION BY "t6"."account_id"
          ORDER BY "t6"."closed_at" ASC, "t6"."opportunity_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          *
        FROM "deal_facts" AS "t2"
        WHERE
          "t2"."status" = 'won'
          AND "t2"."account_id" IS NOT NULL
          AND (
            (
              "t2"."kind" IS NULL
            ) OR (
              "t2"."kind" = 'new'
            )
          )
      ) AS "t6"
    ) AS "t9"
    WHERE
      "t9"."place" = 0
  ) AS "t13"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_lead",
      "t1"."source" AS "_channel"
    FROM "leads" AS "t1"
  ) AS "t5"
    ON "t13"."lead_id" = "t5"."_lead"
)
SELECT
  "t20"."account_id",
  "t14"."churned_at",
  "t17"."opportunity_id",
  "t17"."lead_id",
  "t17"."sourced_by",
  "t17"."owner_id",
  "t17"."campaign_id",
  "t17"."on_profile",
  "t17"."source",
  "t17"."won_by",
  "t14"."first_start" IS NOT NULL AS "is_listed",
  COALESCE("t14"."first_start", "t17"."won_at") AS "started_at",
  COALESCE("t14"."start_amount", "t17"."won_amount") AS "base"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t8"."account_id"
    FROM "t7" AS "t8"
  ) AS "t10"
  UNION
  SELECT
    *
  FROM (
    SELECT
      "t16"."_won" AS "account_id"
    FROM "t15" AS "t16"
  ) AS "t18"
) AS "t20"
LEFT OUTER JOIN (
  SELECT
    "t8"."account_id" AS "_marked",
    "t8"."first_start",
    "t8"."churned_at",
    CAST(NULLIF("t8"."start_amount", -1) AS DOUBLE) / 1000000.0 AS "start_amount"
  FROM "t7" AS "t8"
) AS "t14"
  ON "t20"."account_id" = "t14"."_marked"
LEFT OUTER JOIN "t15" AS "t17"
  ON "t20"."account_id" = "t17"."_won";
