SELECT
  "t10"."lead_id",
  "t10"."account_id",
  "t10"."created_at",
  "t10"."source",
  "t10"."campaign_id",
  "t10"."lead_type",
  "t10"."country",
  "t10"."owner_id",
  "t10"."cluster",
  "t10"."purpose",
  "t8"."on_profile",
  "t6"."pql_at",
  "t6"."mql_at",
  "t6"."sal_at",
  "t6"."sql_at",
  "t6"."disqualified_at",
  "t6"."recycled_at",
  "t6"."disqualified_reason",
  "t6"."reason_group",
  "t14"."opportunity_id",
  "t14"."won_at",
  "t14"."lost_at",
  COALESCE("t6"."staged_inquiry_at", "t10"."created_at") AS "inquiry_at",
  COALESCE("t6"."staged_opportunity_at", "t14"."opened_at") AS "opportunity_at",
  COALESCE("t6"."staged_customer_at", "t14"."won_at") AS "customer_at"
FROM (
  SELECT
    "t0"."lead_id",
    "t0"."account_id",
    "t0"."created_at",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."lead_type",
    "t0"."country",
    "t0"."owner_id",
    COALESCE("t0"."account_id", "t0"."person_id", "t0"."lead_id") AS "cluster",
    COALESCE(
      CASE
        WHEN "t0"."source" IN ('Search')
        THEN 'capture'
        WHEN "t0"."source" IN ('Webinar')
        THEN 'create'
        ELSE CAST(NULL AS TEXT)
      END,
      CASE WHEN "t0"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
    ) AS "purpose"
  FROM "leads" AS "t0"
) AS "t10"
LEFT OUTER JOIN (
  SELECT
    "t1"."account_id" AS "_account",
    "t1"."employees" >= 50 AS "on_profile"
  FROM "accounts" AS "t1"
) AS "t8"
  ON "t10"."account_id" = "t8"."_account"
LEFT OUTER JOIN (
  SELECT
    "t2"."lead_id" AS "_staged",
    "t2"."inquiry_at" AS "staged_inquiry_at",
    "t2"."pql_at",
    "t2"."mql_at",
    "t2"."sal_at",
    "t2"."sql_at",
    "t2"."opportunity_at" AS "staged_opportunity_at",
    "t2"."customer_at" AS "staged_customer_at",
    "t2"."disqualified_at",
    "t2"."recycled_at",
    "t2"."disqualified_reason",
    "t2"."reason_group"
  FROM "lead_stages" AS "t2"
) AS "t6"
  ON "t10"."lead_id" = "t6"."_staged"
LEFT OUTER JOIN (
  SELECT
    "t12"."_dealt",
    "t12"."opportunity_id",
    "t12"."opened_at",
    "t12"."won_at",
    CASE
      WHEN "t12"."count_undecided" = 0
      THEN "t12"."last_lost_at"
      ELSE CAST(NULL AS TIMESTAMP)
    END AS "lost_at"
  FROM (
    SELECT
      "t11"."lead_id" AS "_dealt",
      MAX("t11"."opportunity_id") FILTER(WHERE
        "t11"."place" = 0) AS "opportunity_id",
      MIN("t11"."created_at") AS "opened_at",
      MIN("t11"."closed_at") FILTER(WHERE
        "t11"."status" = 'won') AS "won_at",
      MAX("t11"."closed_at") FILTER(WHERE
        "t11"."status" = 'lost') AS "last_lost_at",
      COUNT("t11"."opportunity_id") FILTER(WHERE
        (
          "t11"."status" IS NULL
        ) OR (
          "t11"."status" <> 'lost'
        )) AS "count_undecided"
    FROM (
      SELECT
        "t7"."lead_id",
        "t7"."opportunity_id",
        "t7"."created_at",
        "t7"."status",
        "t7"."closed_at",
        ROW_NUMBER() OVER (
          PARTITION BY "t7"."lead_id"
          ORDER BY "t7"."created_at" ASC, "t7"."opportunity_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t3"."lead_id",
          "t3"."opportunity_id",
          "t3"."created_at",
          "t3"."status",
          "t3"."closed_at"
        FROM "deal_facts" AS "t3"
        WHERE
          "t3"."lead_id" IS NOT NULL
      ) AS "t7"
    ) AS "t11"
    GROUP BY
      1
  ) AS "t12"
) AS "t14"
  ON "t10"."lead_id" = "t14"."_dealt";
