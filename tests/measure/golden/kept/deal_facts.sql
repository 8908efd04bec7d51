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
  "t4"."status",
  "t4"."closed_at",
  "t4"."amount",
  "t4"."first_amount",
  "t4"."stage",
  "t4"."close_date",
  "t6"."loss_reason",
  "t6"."competitor",
  "t4"."pushes",
  "t4"."reopened",
  COALESCE("t4"."n_versions", 0) AS "n_versions",
  COALESCE("t4"."reconstructed", FALSE) AS "reconstructed"
FROM (
  SELECT
    "t2"."opportunity_id",
    "t2"."account_id",
    "t2"."lead_id",
    "t2"."owner_id",
    "t2"."created_at",
    "t2"."kind",
    "t2"."sourced_by",
    "t2"."source",
    "t2"."campaign_id",
    COALESCE("t2"."currency", 'EUR') AS "currency",
    "t2"."loss_reason",
    "t2"."competitor",
    "t2"."on_profile",
    COALESCE("t2"."account_id", "t2"."opportunity_id") AS "cluster",
    SUBSTRING(
      MD5(COALESCE("t2"."account_id", "t2"."opportunity_id")),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(MD5(COALESCE("t2"."account_id", "t2"."opportunity_id")))
      END,
      2
    ) AS "account_bucket"
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
      "t0"."currency",
      "t0"."loss_reason",
      "t0"."competitor",
      CAST(NULL AS BOOLEAN) AS "on_profile"
    FROM "opportunities" AS "t0"
  ) AS "t2"
) AS "t6"
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
  ON "t6"."opportunity_id" = "t4"."_deal";
