SELECT
  "t12"."opportunity_id",
  "t12"."cluster",
  "t12"."account_id",
  "t12"."lead_id",
  "t12"."owner_id",
  "t12"."created_at",
  "t12"."kind",
  "t12"."sourced_by",
  "t12"."source",
  "t12"."campaign_id",
  "t12"."on_profile",
  "t12"."currency",
  "t6"."status",
  "t6"."closed_at",
  "t6"."amount",
  "t6"."first_amount",
  "t6"."stage",
  "t6"."close_date",
  "t12"."loss_reason",
  "t12"."competitor",
  "t6"."pushes",
  "t6"."reopened",
  COALESCE("t6"."n_versions", 0) AS "n_versions",
  COALESCE("t6"."reconstructed", FALSE) AS "reconstructed"
FROM (
  SELECT
    "t10"."opportunity_id",
    "t10"."account_id",
    "t10"."lead_id",
    "t10"."owner_id",
    "t10"."created_at",
    "t10"."kind",
    "t10"."sourced_by",
    "t10"."source",
    "t10"."campaign_id",
    COALESCE("t10"."currency", 'EUR') AS "currency",
    "t10"."loss_reason",
    "t10"."competitor",
    "t10"."employees" >= 50 AS "on_profile",
    COALESCE("t10"."account_id", "t10"."opportunity_id") AS "cluster"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."currency",
      "t9"."loss_reason",
      "t9"."competitor",
      "t8"."_of_employees" AS "employees"
    FROM (
      SELECT
        "t4".*
        EXCLUDE ("deleted_at")
      FROM (
        SELECT
          "t1"."opportunity_id",
          "t1"."account_id",
          "t1"."lead_id",
          "t1"."owner_id",
          "t1"."created_at",
          "t1"."kind",
          "t1"."sourced_by",
          "t1"."source",
          "t1"."campaign_id",
          "t1"."currency",
          "t1"."loss_reason",
          "t1"."competitor",
          CAST(NULL AS TIMESTAMP) AS "deleted_at"
        FROM "opportunities" AS "t1"
      ) AS "t4"
    ) AS "t9"
    LEFT OUTER JOIN (
      SELECT
        "t2"."account_id" AS "_account",
        "t2"."employees" AS "_of_employees"
      FROM "accounts" AS "t2"
    ) AS "t8"
      ON "t9"."account_id" = "t8"."_account"
  ) AS "t10"
) AS "t12"
LEFT OUTER JOIN (
  SELECT
    "t0"."opportunity_id" AS "_deal",
    "t0"."status",
    "t0"."stage",
    "t0"."amount",
    "t0"."close_date",
    "t0"."first_amount",
    "t0"."pushes",
    "t0"."reopened",
    "t0"."n_versions",
    "t0"."reconstructed",
    "t0"."closed_at"
  FROM "deal_histories" AS "t0"
) AS "t6"
  ON "t12"."opportunity_id" = "t6"."_deal";
