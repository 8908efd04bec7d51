SELECT
  "t14"."opportunity_id",
  "t14"."cluster",
  "t14"."account_id",
  "t14"."lead_id",
  "t14"."owner_id",
  "t14"."created_at",
  "t14"."kind",
  "t14"."sourced_by",
  "t14"."source",
  "t14"."campaign_id",
  "t14"."on_profile",
  "t14"."currency",
  "t13"."status",
  "t13"."closed_at",
  "t13"."amount",
  "t13"."first_amount",
  "t13"."stage",
  "t13"."close_date",
  "t14"."loss_reason",
  "t14"."competitor",
  "t13"."pushes",
  "t13"."reopened",
  COALESCE("t13"."n_versions", 0) AS "n_versions",
  COALESCE("t13"."reconstructed", FALSE) AS "reconstructed"
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
    COALESCE("t9"."currency", 'EUR') AS "currency",
    "t9"."loss_reason",
    "t9"."competitor",
    "t9"."employees" >= 50 AS "on_profile",
    COALESCE("t9"."account_id", "t9"."opportunity_id") AS "cluster"
  FROM (
    SELECT
      "t7"."opportunity_id",
      "t7"."account_id",
      "t7"."lead_id",
      "t7"."owner_id",
      "t7"."created_at",
      "t7"."kind",
      "t7"."sourced_by",
      "t7"."source",
      "t7"."campaign_id",
      "t7"."currency",
      "t7"."loss_reason",
      "t7"."competitor",
      "t6"."_of_employees" AS "employees"
    FROM (
      SELECT
        "t3".*
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
      ) AS "t3"
    ) AS "t7"
    LEFT OUTER JOIN (
      SELECT
        "t2"."account_id" AS "_account",
        "t2"."employees" AS "_of_employees"
      FROM "accounts" AS "t2"
    ) AS "t6"
      ON "t7"."account_id" = "t6"."_account"
  ) AS "t9"
) AS "t14"
LEFT OUTER JOIN (
  SELECT
    "t10".*
    EXCLUDE ("turned_at")
  FROM (
    SELECT
      "t8"."_deal",
      "t8"."status",
      "t8"."stage",
      "t8"."amount",
      "t8"."close_date",
      "t8"."first_amount",
      "t8"."turned_at",
      "t8"."pushes",
      "t8"."reopened",
      "t8"."n_versions",
      "t8"."reconstructed",
      CASE
        WHEN "t8"."status" IN ('won', 'lost')
        THEN "t8"."turned_at"
        ELSE CAST(NULL AS TIMESTAMP)
      END AS "closed_at"
    FROM (
      SELECT
        "t0"."opportunity_id" AS "_deal",
        MAX("t0"."status") FILTER(WHERE
          "t0"."valid_to" IS NULL) AS "status",
        MAX("t0"."stage") FILTER(WHERE
          "t0"."valid_to" IS NULL) AS "stage",
        MAX("t0"."amount") FILTER(WHERE
          "t0"."valid_to" IS NULL) AS "amount",
        MAX("t0"."close_date") FILTER(WHERE
          "t0"."valid_to" IS NULL) AS "close_date",
        MAX("t0"."amount") FILTER(WHERE
          "t0"."status_before" IS NULL) AS "first_amount",
        MAX("t0"."valid_from") FILTER(WHERE
          "t0"."status" IN ('won', 'lost')
          AND (
            (
              "t0"."status_before" IS NULL
            ) OR (
              "t0"."status_before" <> "t0"."status"
            )
          )) AS "turned_at",
        SUM(
          CASE
            WHEN (
              "t0"."status" = 'open'
            ) AND (
              "t0"."close_date" > "t0"."close_before"
            )
            THEN 1
            ELSE 0
          END
        ) AS "pushes",
        SUM(
          CASE
            WHEN (
              "t0"."status" = 'open'
            ) AND "t0"."status_before" IN ('won', 'lost')
            THEN 1
            ELSE 0
          END
        ) AS "reopened",
        COUNT(*) AS "n_versions",
        BOOL_OR(CAST("t0"."reconstructed" AS BOOLEAN)) AS "reconstructed"
      FROM "deal_spells" AS "t0"
      GROUP BY
        1
    ) AS "t8"
  ) AS "t10"
) AS "t13"
  ON "t14"."opportunity_id" = "t13"."_deal";
