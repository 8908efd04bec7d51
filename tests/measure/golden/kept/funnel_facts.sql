SELECT
  "t9"."lead_id",
  "t9"."account_id",
  "t9"."created_at",
  "t9"."source",
  "t9"."campaign_id",
  "t9"."lead_type",
  "t9"."country",
  "t9"."owner_id",
  "t9"."cluster",
  "t9"."purpose",
  "t9"."on_profile",
  "t6"."pql_at",
  "t6"."mql_at",
  "t6"."sal_at",
  "t6"."sql_at",
  "t6"."disqualified_at",
  "t6"."recycled_at",
  "t6"."last_disqualified_at",
  "t6"."last_recycled_at",
  "t6"."disqualified_reason",
  "t6"."reason_group",
  "t4"."opportunity_id",
  "t4"."won_at",
  "t4"."lost_at",
  COALESCE("t12"."staged_inquiry_at", "t9"."created_at") AS "inquiry_at",
  COALESCE("t6"."staged_opportunity_at", "t4"."opened_at") AS "opportunity_at",
  COALESCE("t6"."staged_customer_at", "t4"."won_at") AS "customer_at"
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
    ) AS "purpose",
    CAST(NULL AS BOOLEAN) AS "on_profile"
  FROM "leads" AS "t0"
) AS "t9"
LEFT OUTER JOIN (
  SELECT
    "t2"."lead_id" AS "_staged",
    "t2"."pql_at",
    "t2"."mql_at",
    "t2"."sal_at",
    "t2"."sql_at",
    "t2"."opportunity_at" AS "staged_opportunity_at",
    "t2"."customer_at" AS "staged_customer_at",
    "t2"."disqualified_at",
    "t2"."recycled_at",
    "t2"."last_disqualified_at",
    "t2"."last_recycled_at",
    "t2"."disqualified_reason",
    "t2"."reason_group"
  FROM "lead_stages" AS "t2"
) AS "t6"
  ON "t9"."lead_id" = "t6"."_staged"
LEFT OUTER JOIN "lead_outcomes" AS "t4"
  ON "t9"."lead_id" = "t4"."_dealt"
LEFT OUTER JOIN (
  SELECT
    "t10"."lead_id" AS "_inquired",
    "t10"."inquiry_at" AS "staged_inquiry_at"
  FROM (
    SELECT
      "t7"."lead_id",
      MIN("t7"."changed_at") AS "inquiry_at"
    FROM (
      SELECT
        "t3"."lead_id",
        "t3"."changed_at",
        "t3"."stage"
      FROM "stage_changes" AS "t3"
      WHERE
        "t3"."stage" IN (
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
    ) AS "t7"
    GROUP BY
      1
  ) AS "t10"
) AS "t12"
  ON "t9"."lead_id" = "t12"."_inquired";
