SELECT
  "t5"."opportunity_id",
  "t5"."cluster",
  "t5"."account_id",
  "t5"."lead_id",
  "t5"."owner_id",
  "t5"."created_at",
  "t5"."kind",
  "t5"."sourced_by",
  "t5"."source",
  "t5"."campaign_id",
  "t5"."on_profile",
  "t5"."currency",
  "t4"."status",
  "t4"."closed_at",
  "t4"."amount",
  "t4"."first_amount",
  "t4"."stage",
  "t4"."close_date",
  "t5"."loss_reason",
  "t5"."competitor",
  "t4"."pushes",
  "t4"."reopened",
  COALESCE("t4"."n_versions", 0) AS "n_versions",
  COALESCE("t4"."reconstructed", FALSE) AS "reconstructed"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."account_id",
    "t0"."lead_id",
    "t0"."owner_id",
    "t0"."created_at",
    "t0"."kind",
    "t0"."sourced_by",
    "t0"."source",
    "t0"."campaign_id",
    COALESCE("t0"."currency", 'EUR') AS "currency",
    "t0"."loss_reason",
    "t0"."competitor",
    CAST(NULL AS BOOLEAN) AS "on_profile",
    COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster"
  FROM "opportunities" AS "t0"
) AS "t5"
LEFT OUTER JOIN (
  SELECT
    "t1"."opportunity_id" AS "_deal",
    "t1"."status",
    "t1"."stage",
    "t1"."amount",
    "t1"."close_date",
    "t1"."first_amount",
    "t1"."pushes",
    "t1"."reopened",
    "t1"."n_versions",
    "t1"."reconstructed",
    "t1"."closed_at"
  FROM "deal_histories" AS "t1"
) AS "t4"
  ON "t5"."opportunity_id" = "t4"."_deal";
