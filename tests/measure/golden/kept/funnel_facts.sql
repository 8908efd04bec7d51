SELECT
  "t15"."lead_id",
  "t15"."account_id",
  "t15"."created_at",
  "t15"."source",
  "t15"."campaign_id",
  "t15"."lead_type",
  "t15"."country",
  "t15"."owner_id",
  "t15"."cluster",
  "t15"."purpose",
  "t15"."on_profile",
  "t6"."pql_at",
  "t6"."mql_at",
  "t6"."sal_at",
  "t6"."sql_at",
  "t6"."disqualified_at",
  "t6"."recycled_at",
  "t6"."disqualified_reason",
  "t6"."reason_group",
  "t17"."opportunity_id",
  "t17"."won_at",
  "t17"."lost_at",
  COALESCE("t6"."staged_inquiry_at", "t15"."created_at") AS "inquiry_at",
  COALESCE("t6"."staged_opportunity_at", "t17"."opened_at") AS "opportunity_at",
  COALESCE("t6"."staged_customer_at", "t17"."won_at") AS "customer_at"
FROM (
  SELECT
    "t12"."lead_id",
    "t12"."account_id",
    "t12"."created_at",
    "t12"."source",
    "t12"."campaign_id",
    "t12"."lead_type",
    "t12"."country",
    "t12"."owner_id",
    "t12"."cluster",
    "t12"."purpose",
    "t12"."employees" >= 50 AS "on_profile"
  FROM (
    SELECT
      "t10"."lead_id",
      "t10"."person_id",
      "t10"."account_id",
      "t10"."created_at",
      "t10"."source",
      "t10"."campaign_id",
      "t10"."lead_type",
      "t10"."country",
      "t10"."owner_id",
      "t10"."cluster",
      "t10"."purpose",
      "t7"."_of_employees" AS "employees"
    FROM (
      SELECT
        "t1"."lead_id",
        "t1"."person_id",
        "t1"."account_id",
        "t1"."created_at",
        "t1"."source",
        "t1"."campaign_id",
        "t1"."lead_type",
        "t1"."country",
        "t1"."owner_id",
        COALESCE("t1"."account_id", "t1"."person_id", "t1"."lead_id") AS "cluster",
        COALESCE(
          CASE
            WHEN "t1"."source" IN ('Search')
            THEN 'capture'
            WHEN "t1"."source" IN ('Webinar')
            THEN 'create'
            ELSE CAST(NULL AS TEXT)
          END,
          CASE WHEN "t1"."campaign_id" IN ('web') THEN 'create' ELSE CAST(NULL AS TEXT) END
        ) AS "purpose"
      FROM "leads" AS "t1"
    ) AS "t10"
    LEFT OUTER JOIN (
      SELECT
        "t2"."account_id" AS "_account",
        "t2"."employees" AS "_of_employees"
      FROM "accounts" AS "t2"
    ) AS "t7"
      ON "t10"."account_id" = "t7"."_account"
  ) AS "t12"
) AS "t15"
LEFT OUTER JOIN (
  SELECT
    "t0"."lead_id" AS "_staged",
    "t0"."inquiry_at" AS "staged_inquiry_at",
    "t0"."pql_at",
    "t0"."mql_at",
    "t0"."sal_at",
    "t0"."sql_at",
    "t0"."opportunity_at" AS "staged_opportunity_at",
    "t0"."customer_at" AS "staged_customer_at",
    "t0"."disqualified_at",
    "t0"."recycled_at",
    "t0"."disqualified_reason",
    "t0"."reason_group"
  FROM "lead_stages" AS "t0"
) AS "t6"
  ON "t15"."lead_id" = "t6"."_staged"
LEFT OUTER JOIN (
  SELECT
    "t14"."_dealt",
    "t14"."opportunity_id",
    "t14"."opened_at",
    "t14"."won_at",
    CASE
      WHEN "t14"."count_undecided" = 0
      THEN "t14"."last_lost_at"
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
        "t8"."lead_id",
        "t8"."opportunity_id",
        "t8"."created_at",
        "t8"."status",
        "t8"."closed_at",
        ROW_NUMBER() OVER (
          PARTITION BY "t8"."lead_id"
          ORDER BY "t8"."created_at" ASC, "t8"."opportunity_id" ASC
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
      ) AS "t8"
    ) AS "t11"
    GROUP BY
      1
  ) AS "t14"
) AS "t17"
  ON "t15"."lead_id" = "t17"."_dealt";
