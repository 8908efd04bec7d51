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
  "t10"."on_profile",
  "t8"."pql_at",
  "t8"."mql_at",
  "t8"."sal_at",
  "t8"."sql_at",
  "t8"."disqualified_at",
  "t8"."recycled_at",
  "t8"."disqualified_reason",
  "t8"."reason_group",
  "t5"."opportunity_id",
  "t5"."won_at",
  "t5"."lost_at",
  COALESCE("t15"."staged_inquiry_at", "t12"."created_at") AS "inquiry_at",
  COALESCE("t8"."staged_opportunity_at", "t5"."opened_at") AS "opportunity_at",
  COALESCE("t8"."staged_customer_at", "t5"."won_at") AS "customer_at"
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
) AS "t12"
LEFT OUTER JOIN (
  SELECT
    "t2"."account_id" AS "_account",
    "t2"."employees" >= 50 AS "on_profile"
  FROM "accounts" AS "t2"
) AS "t10"
  ON "t12"."account_id" = "t10"."_account"
LEFT OUTER JOIN (
  SELECT
    "t3"."lead_id" AS "_staged",
    "t3"."pql_at",
    "t3"."mql_at",
    "t3"."sal_at",
    "t3"."sql_at",
    "t3"."opportunity_at" AS "staged_opportunity_at",
    "t3"."customer_at" AS "staged_customer_at",
    "t3"."disqualified_at",
    "t3"."recycled_at",
    "t3"."disqualified_reason",
    "t3"."reason_group"
  FROM "lead_stages" AS "t3"
) AS "t8"
  ON "t12"."lead_id" = "t8"."_staged"
LEFT OUTER JOIN "lead_outcomes" AS "t5"
  ON "t12"."lead_id" = "t5"."_dealt"
LEFT OUTER JOIN (
  SELECT
    "t13"."lead_id" AS "_inquired",
    "t13"."inquiry_at" AS "staged_inquiry_at"
  FROM (
    SELECT
      "t9"."lead_id",
      MIN("t9"."changed_at") AS "inquiry_at"
    FROM (
      SELECT
        "t4"."lead_id",
        "t4"."changed_at",
        "t4"."stage"
      FROM "stage_changes" AS "t4"
      WHERE
        "t4"."stage" IN (
          'inquiry',
          'Inquiry',
          'INQUIRY',
          'Lead',
          'lead',
          'New',
          'new',
          'Raw',
          'Subscriber',
          'subscriber',
          'Open - Not Contacted'
        )
    ) AS "t9"
    GROUP BY
      1
  ) AS "t13"
) AS "t15"
  ON "t12"."lead_id" = "t15"."_inquired";
