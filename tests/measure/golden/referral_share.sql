SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "opportunities" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t11"."period",
  "t11"."slice_0",
  "t11"."n",
  "t11"."hits",
  "t11"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t11"."period" ASC NULLS FIRST, "t11"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t10"."period",
    "t10"."slice_0",
    COUNT("t10"."hit") AS "n",
    SUM(CASE WHEN "t10"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t9"."opportunity_id",
      "t9"."cluster",
      "t9"."account_bucket",
      "t9"."account_id",
      "t9"."lead_id",
      "t9"."owner_id",
      "t9"."created_at",
      "t9"."kind",
      "t9"."sourced_by",
      "t9"."source",
      "t9"."campaign_id",
      "t9"."on_profile",
      "t9"."currency",
      "t9"."status",
      "t9"."closed_at",
      "t9"."amount",
      "t9"."first_amount",
      "t9"."stage",
      "t9"."close_date",
      "t9"."loss_reason",
      "t9"."competitor",
      "t9"."pushes",
      "t9"."reopened",
      "t9"."n_versions",
      "t9"."reconstructed",
      "t9"."lead_type",
      "t9"."unit_id",
      "t9"."at",
      "t9"."hit",
      "t9"."referred_by",
      "t9"."won_by",
      NULLIF("t9"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t8".*
        EXCLUDE ("_channel", "_lead", "_type")
      FROM (
        SELECT
          "t7"."opportunity_id",
          "t7"."cluster",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t7"."status",
          "t7"."closed_at",
          "t7"."amount",
          "t7"."first_amount",
          "t7"."stage",
          "t7"."close_date",
          "t7"."loss_reason",
          "t7"."competitor",
          "t7"."pushes",
          "t7"."reopened",
          "t7"."n_versions",
          "t7"."reconstructed",
          "t7"."_lead",
          "t7"."_channel",
          "t7"."_type",
          "t7"."lead_type",
          "t7"."opportunity_id" AS "unit_id",
          "t7"."closed_at" AS "at",
          CASE
            WHEN CASE
              WHEN "t7"."sourced_by" IN ('customer', 'partner')
              THEN "t7"."sourced_by"
              WHEN COALESCE(
                CONTAINS(LOWER("t7"."source"), 'referral')
                OR CONTAINS(LOWER("t7"."source"), 'referred')
                OR CONTAINS(LOWER("t7"."source"), 'reference')
                OR CONTAINS(LOWER("t7"."source"), 'recommend')
                OR CONTAINS(LOWER("t7"."source"), 'word of mouth')
                OR (
                  CONTAINS(LOWER("t7"."lead_type"), 'referral')
                  OR CONTAINS(LOWER("t7"."lead_type"), 'referred')
                  OR CONTAINS(LOWER("t7"."lead_type"), 'reference')
                  OR CONTAINS(LOWER("t7"."lead_type"), 'recommend')
                  OR CONTAINS(LOWER("t7"."lead_type"), 'word of mouth')
                ),
                FALSE
              )
              THEN 'referral'
              ELSE CAST(NULL AS TEXT)
            END IS NOT NULL
            THEN TRUE
            ELSE CASE
              WHEN (
                "t7"."sourced_by" IS NOT NULL
              )
              OR (
                "t7"."source" IS NOT NULL
              )
              OR (
                "t7"."lead_type" IS NOT NULL
              )
              THEN FALSE
              ELSE CAST(NULL AS BOOLEAN)
            END
          END AS "hit",
          CASE
            WHEN "t7"."sourced_by" IN ('customer', 'partner')
            THEN "t7"."sourced_by"
            WHEN COALESCE(
              CONTAINS(LOWER("t7"."source"), 'referral')
              OR CONTAINS(LOWER("t7"."source"), 'referred')
              OR CONTAINS(LOWER("t7"."source"), 'reference')
              OR CONTAINS(LOWER("t7"."source"), 'recommend')
              OR CONTAINS(LOWER("t7"."source"), 'word of mouth')
              OR (
                CONTAINS(LOWER("t7"."lead_type"), 'referral')
                OR CONTAINS(LOWER("t7"."lead_type"), 'referred')
                OR CONTAINS(LOWER("t7"."lead_type"), 'reference')
                OR CONTAINS(LOWER("t7"."lead_type"), 'recommend')
                OR CONTAINS(LOWER("t7"."lead_type"), 'word of mouth')
              ),
              FALSE
            )
            THEN 'referral'
            ELSE CAST(NULL AS TEXT)
          END AS "referred_by",
          COALESCE("t7"."sourced_by", "t7"."source") AS "won_by"
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
            COALESCE(NULLIF("t6"."source", ''), "t6"."_channel") AS "source",
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
            "t6"."_lead",
            "t6"."_channel",
            "t6"."_type",
            "t6"."_type" AS "lead_type"
          FROM (
            SELECT
              "t5"."opportunity_id",
              "t5"."cluster",
              "t5"."account_bucket",
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
              "t5"."status",
              "t5"."closed_at",
              "t5"."amount",
              "t5"."first_amount",
              "t5"."stage",
              "t5"."close_date",
              "t5"."loss_reason",
              "t5"."competitor",
              "t5"."pushes",
              "t5"."reopened",
              "t5"."n_versions",
              "t5"."reconstructed",
              "t3"."_lead",
              "t3"."_channel",
              "t3"."_type"
            FROM (
              SELECT
                *
              FROM "deal_facts" AS "t0"
              WHERE
                "t0"."status" = 'won'
                AND (
                  (
                    "t0"."kind" IS NULL
                  ) OR (
                    "t0"."kind" = 'new'
                  )
                )
            ) AS "t5"
            LEFT OUTER JOIN (
              SELECT
                "t1"."lead_id" AS "_lead",
                "t1"."source" AS "_channel",
                "t1"."lead_type" AS "_type"
              FROM "leads" AS "t1"
            ) AS "t3"
              ON "t5"."lead_id" = "t3"."_lead"
          ) AS "t6"
        ) AS "t7"
      ) AS "t8"
    ) AS "t9"
    WHERE
      "t9"."at" IS NOT NULL
  ) AS "t10"
  GROUP BY
    1,
    2
) AS "t11";

SELECT
  "t13"."period",
  "t13"."slice_0",
  "t13"."k",
  "t13"."n",
  "t13"."g",
  "t13"."kk",
  "t13"."kn",
  "t13"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    SUM("t12"."hits") AS "k",
    SUM("t12"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t12"."hits" * "t12"."hits") AS "kk",
    SUM("t12"."hits" * "t12"."trials") AS "kn",
    SUM("t12"."trials" * "t12"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t10"."period",
        "t10"."slice_0",
        "t10"."cluster",
        COUNT("t10"."hit_now") AS "trials",
        SUM(CASE WHEN "t10"."hit_now" THEN 1 ELSE 0 END) AS "hits"
      FROM (
        SELECT
          "t9"."opportunity_id",
          "t9"."cluster",
          "t9"."account_bucket",
          "t9"."account_id",
          "t9"."lead_id",
          "t9"."owner_id",
          "t9"."created_at",
          "t9"."kind",
          "t9"."sourced_by",
          "t9"."source",
          "t9"."campaign_id",
          "t9"."on_profile",
          "t9"."currency",
          "t9"."status",
          "t9"."closed_at",
          "t9"."amount",
          "t9"."first_amount",
          "t9"."stage",
          "t9"."close_date",
          "t9"."loss_reason",
          "t9"."competitor",
          "t9"."pushes",
          "t9"."reopened",
          "t9"."n_versions",
          "t9"."reconstructed",
          "t9"."lead_type",
          "t9"."unit_id",
          "t9"."at",
          "t9"."hit",
          "t9"."referred_by",
          "t9"."won_by",
          NULLIF("t9"."source", '') AS "slice_0",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t9"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          "t9"."hit" AS "hit_now"
        FROM (
          SELECT
            "t8".*
            EXCLUDE ("_channel", "_lead", "_type")
          FROM (
            SELECT
              "t7"."opportunity_id",
              "t7"."cluster",
              "t7"."account_bucket",
              "t7"."account_id",
              "t7"."lead_id",
              "t7"."owner_id",
              "t7"."created_at",
              "t7"."kind",
              "t7"."sourced_by",
              "t7"."source",
              "t7"."campaign_id",
              "t7"."on_profile",
              "t7"."currency",
              "t7"."status",
              "t7"."closed_at",
              "t7"."amount",
              "t7"."first_amount",
              "t7"."stage",
              "t7"."close_date",
              "t7"."loss_reason",
              "t7"."competitor",
              "t7"."pushes",
              "t7"."reopened",
              "t7"."n_versions",
              "t7"."reconstructed",
              "t7"."_lead",
              "t7"."_channel",
              "t7"."_type",
              "t7"."lead_type",
              "t7"."opportunity_id" AS "unit_id",
              "t7"."closed_at" AS "at",
              CASE
                WHEN CASE
                  WHEN "t7"."sourced_by" IN ('customer', 'partner')
                  THEN "t7"."sourced_by"
                  WHEN COALESCE(
                    CONTAINS(LOWER("t7"."source"), 'referral')
                    OR CONTAINS(LOWER("t7"."source"), 'referred')
                    OR CONTAINS(LOWER("t7"."source"), 'reference')
                    OR CONTAINS(LOWER("t7"."source"), 'recommend')
                    OR CONTAINS(LOWER("t7"."source"), 'word of mouth')
                    OR (
                      CONTAINS(LOWER("t7"."lead_type"), 'referral')
                      OR CONTAINS(LOWER("t7"."lead_type"), 'referred')
                      OR CONTAINS(LOWER("t7"."lead_type"), 'reference')
                      OR CONTAINS(LOWER("t7"."lead_type"), 'recommend')
                      OR CONTAINS(LOWER("t7"."lead_type"), 'word of mouth')
                    ),
                    FALSE
                  )
                  THEN 'referral'
                  ELSE CAST(NULL AS TEXT)
                END IS NOT NULL
                THEN TRUE
                ELSE CASE
                  WHEN (
                    "t7"."sourced_by" IS NOT NULL
                  )
                  OR (
                    "t7"."source" IS NOT NULL
                  )
                  OR (
                    "t7"."lead_type" IS NOT NULL
                  )
                  THEN FALSE
                  ELSE CAST(NULL AS BOOLEAN)
                END
              END AS "hit",
              CASE
                WHEN "t7"."sourced_by" IN ('customer', 'partner')
                THEN "t7"."sourced_by"
                WHEN COALESCE(
                  CONTAINS(LOWER("t7"."source"), 'referral')
                  OR CONTAINS(LOWER("t7"."source"), 'referred')
                  OR CONTAINS(LOWER("t7"."source"), 'reference')
                  OR CONTAINS(LOWER("t7"."source"), 'recommend')
                  OR CONTAINS(LOWER("t7"."source"), 'word of mouth')
                  OR (
                    CONTAINS(LOWER("t7"."lead_type"), 'referral')
                    OR CONTAINS(LOWER("t7"."lead_type"), 'referred')
                    OR CONTAINS(LOWER("t7"."lead_type"), 'reference')
                    OR CONTAINS(LOWER("t7"."lead_type"), 'recommend')
                    OR CONTAINS(LOWER("t7"."lead_type"), 'word of mouth')
                  ),
                  FALSE
                )
                THEN 'referral'
                ELSE CAST(NULL AS TEXT)
              END AS "referred_by",
              COALESCE("t7"."sourced_by", "t7"."source") AS "won_by"
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
                COALESCE(NULLIF("t6"."source", ''), "t6"."_channel") AS "source",
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
                "t6"."_lead",
                "t6"."_channel",
                "t6"."_type",
                "t6"."_type" AS "lead_type"
              FROM (
                SELECT
                  "t5"."opportunity_id",
                  "t5"."cluster",
                  "t5"."account_bucket",
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
                  "t5"."status",
                  "t5"."closed_at",
                  "t5"."amount",
                  "t5"."first_amount",
                  "t5"."stage",
                  "t5"."close_date",
                  "t5"."loss_reason",
                  "t5"."competitor",
                  "t5"."pushes",
                  "t5"."reopened",
                  "t5"."n_versions",
                  "t5"."reconstructed",
                  "t3"."_lead",
                  "t3"."_channel",
                  "t3"."_type"
                FROM (
                  SELECT
                    *
                  FROM "deal_facts" AS "t0"
                  WHERE
                    "t0"."status" = 'won'
                    AND (
                      (
                        "t0"."kind" IS NULL
                      ) OR (
                        "t0"."kind" = 'new'
                      )
                    )
                ) AS "t5"
                LEFT OUTER JOIN (
                  SELECT
                    "t1"."lead_id" AS "_lead",
                    "t1"."source" AS "_channel",
                    "t1"."lead_type" AS "_type"
                  FROM "leads" AS "t1"
                ) AS "t3"
                  ON "t5"."lead_id" = "t3"."_lead"
              ) AS "t6"
            ) AS "t7"
          ) AS "t8"
        ) AS "t9"
        WHERE
          "t9"."at" IS NOT NULL
      ) AS "t10"
      GROUP BY
        1,
        2,
        3
    ) AS "t11"
    WHERE
      "t11"."trials" > 0
  ) AS "t12"
  GROUP BY
    1,
    2
) AS "t13";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "customer_events" AS "t0"
  WHERE
    "t0"."kind" = 'referral'
) AS "t1";
