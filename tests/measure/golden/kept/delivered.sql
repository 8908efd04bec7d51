SELECT
  "t22"."lead_id",
  "t22"."cluster",
  "t22"."account_id",
  "t22"."source",
  "t22"."campaign_id",
  "t22"."lead_type",
  "t22"."country",
  "t22"."owner_id",
  "t22"."purpose",
  "t22"."on_profile",
  "t22"."delivered_at",
  "t22"."is_complete",
  COALESCE("t22"."has_context", TRUE)
  AND COALESCE("t22"."first_at" <= "t22"."delivered_at", FALSE) AS "has_context"
FROM (
  SELECT
    "t21"."lead_id",
    "t21"."cluster",
    "t21"."account_id",
    "t21"."source",
    "t21"."campaign_id",
    "t21"."lead_type",
    "t21"."country",
    "t21"."owner_id",
    "t21"."purpose",
    "t21"."on_profile",
    "t21"."delivered_at",
    "t21"."is_complete",
    "t21"."has_context",
    "t10"."_touched",
    "t10"."first_at"
  FROM (
    SELECT
      "t19".*
      EXCLUDE ("_card")
    FROM (
      SELECT
        "t18"."lead_id",
        "t18"."cluster",
        "t18"."account_id",
        "t18"."source",
        "t18"."campaign_id",
        "t18"."lead_type",
        "t18"."country",
        "t18"."owner_id",
        "t18"."purpose",
        "t18"."on_profile",
        "t18"."delivered_at",
        "t12"."_card",
        "t12"."is_complete",
        "t12"."has_context"
      FROM (
        SELECT
          "t16"."lead_id",
          "t16"."cluster",
          "t16"."account_id",
          "t16"."source",
          "t16"."campaign_id",
          "t16"."lead_type",
          "t16"."country",
          "t16"."owner_id",
          "t16"."purpose",
          "t16"."on_profile",
          "t16"."delivered_at"
        FROM (
          SELECT
            "t15".*
            EXCLUDE ("_handed")
          FROM (
            SELECT
              "t7"."lead_id",
              "t7"."account_id",
              "t7"."created_at",
              "t7"."source",
              "t7"."campaign_id",
              "t7"."lead_type",
              "t7"."country",
              "t7"."owner_id",
              "t7"."cluster",
              "t7"."purpose",
              "t7"."on_profile",
              "t7"."pql_at",
              "t7"."mql_at",
              "t7"."sal_at",
              "t7"."sql_at",
              "t7"."disqualified_at",
              "t7"."recycled_at",
              "t7"."disqualified_reason",
              "t7"."reason_group",
              "t7"."opportunity_id",
              "t7"."won_at",
              "t7"."lost_at",
              "t7"."inquiry_at",
              "t7"."opportunity_at",
              "t7"."customer_at",
              "t14"."_handed",
              "t14"."delivered_at"
            FROM (
              SELECT
                *
              FROM "funnel_facts" AS "t2"
              WHERE
                (
                  "t2"."purpose" <> 'outbound'
                ) OR (
                  "t2"."purpose" IS NULL
                )
            ) AS "t7"
            INNER JOIN (
              SELECT
                "t9"."_handed",
                "t9"."handed_at" AS "delivered_at"
              FROM (
                SELECT
                  "t5"."lead_id" AS "_handed",
                  MIN("t5"."changed_at") AS "handed_at"
                FROM (
                  SELECT
                    *
                  FROM "stage_changes" AS "t3"
                  WHERE
                    "t3"."stage" IN (
                      'MQL',
                      'Marketing Qualified',
                      'Marketing Qualified Lead',
                      'marketingqualifiedlead',
                      'mql'
                    )
                ) AS "t5"
                GROUP BY
                  1
              ) AS "t9"
            ) AS "t14"
              ON "t7"."lead_id" = "t14"."_handed"
          ) AS "t15"
        ) AS "t16"
      ) AS "t18"
      LEFT OUTER JOIN (
        SELECT
          "t1"."lead_id" AS "_card",
          TRUE
          AND COALESCE("t1"."email" <> '', FALSE)
          AND COALESCE("t1"."account_id" <> '', FALSE)
          AND COALESCE("t1"."source" <> '', FALSE) AS "is_complete",
          TRUE
          AND COALESCE("t1"."source" <> '', FALSE)
          AND COALESCE("t1"."campaign_id" <> '', FALSE) AS "has_context"
        FROM "leads" AS "t1"
      ) AS "t12"
        ON "t18"."lead_id" = "t12"."_card"
    ) AS "t19"
  ) AS "t21"
  LEFT OUTER JOIN (
    SELECT
      "t4"."lead_id" AS "_touched",
      MIN("t4"."touched_at") AS "first_at"
    FROM (
      SELECT
        *
      FROM "touches" AS "t0"
      WHERE
        "t0"."lead_id" IS NOT NULL
    ) AS "t4"
    GROUP BY
      1
  ) AS "t10"
    ON "t21"."lead_id" = "t10"."_touched"
) AS "t22";
