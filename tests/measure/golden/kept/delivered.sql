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
  COALESCE("t21"."has_context", TRUE)
  AND COALESCE("t21"."first_at" <= "t21"."delivered_at", FALSE) AS "has_context"
FROM (
  SELECT
    "t20"."lead_id",
    "t20"."cluster",
    "t20"."account_id",
    "t20"."source",
    "t20"."campaign_id",
    "t20"."lead_type",
    "t20"."country",
    "t20"."owner_id",
    "t20"."purpose",
    "t20"."on_profile",
    "t20"."delivered_at",
    "t20"."is_complete",
    "t20"."has_context",
    "t15"."_touched",
    "t15"."first_at"
  FROM (
    SELECT
      "t18".*
      EXCLUDE ("_card")
    FROM (
      SELECT
        "t17"."lead_id",
        "t17"."cluster",
        "t17"."account_id",
        "t17"."source",
        "t17"."campaign_id",
        "t17"."lead_type",
        "t17"."country",
        "t17"."owner_id",
        "t17"."purpose",
        "t17"."on_profile",
        "t17"."delivered_at",
        "t11"."_card",
        "t11"."is_complete",
        "t11"."has_context"
      FROM (
        SELECT
          "t14"."lead_id",
          "t14"."cluster",
          "t14"."account_id",
          "t14"."source",
          "t14"."campaign_id",
          "t14"."lead_type",
          "t14"."country",
          "t14"."owner_id",
          "t14"."purpose",
          "t14"."on_profile",
          "t14"."delivered_at"
        FROM (
          SELECT
            "t12".*
            EXCLUDE ("_handed")
          FROM (
            SELECT
              "t8"."lead_id",
              "t8"."account_id",
              "t8"."created_at",
              "t8"."source",
              "t8"."campaign_id",
              "t8"."lead_type",
              "t8"."country",
              "t8"."owner_id",
              "t8"."cluster",
              "t8"."purpose",
              "t8"."on_profile",
              "t8"."pql_at",
              "t8"."mql_at",
              "t8"."sal_at",
              "t8"."sql_at",
              "t8"."disqualified_at",
              "t8"."recycled_at",
              "t8"."disqualified_reason",
              "t8"."reason_group",
              "t8"."opportunity_id",
              "t8"."won_at",
              "t8"."lost_at",
              "t8"."inquiry_at",
              "t8"."opportunity_at",
              "t8"."customer_at",
              "t6"."_handed",
              "t6"."delivered_at"
            FROM (
              SELECT
                *
              FROM "funnel_facts" AS "t3"
              WHERE
                (
                  "t3"."purpose" <> 'outbound'
                ) OR (
                  "t3"."purpose" IS NULL
                )
            ) AS "t8"
            INNER JOIN (
              SELECT
                "t2"."_handed",
                "t2"."handed_at" AS "delivered_at"
              FROM "entered_counted_stage" AS "t2"
            ) AS "t6"
              ON "t8"."lead_id" = "t6"."_handed"
          ) AS "t12"
        ) AS "t14"
      ) AS "t17"
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
      ) AS "t11"
        ON "t17"."lead_id" = "t11"."_card"
    ) AS "t18"
  ) AS "t20"
  LEFT OUTER JOIN (
    SELECT
      "t10"."lead_id" AS "_touched",
      MIN("t10"."touched_at") AS "first_at"
    FROM (
      SELECT
        "t4"."touch_id",
        "t4"."touched_at",
        "t4"."lead_id",
        "t4"."account_id",
        "t4"."campaign_id",
        "t4"."channel",
        "t4"."kind",
        "t4"."source_system",
        "t4"."known_at",
        "t4"."deleted_at"
      FROM "touches" AS "t4"
      SEMI JOIN (
        SELECT
          "t2"."_handed",
          "t2"."handed_at" AS "delivered_at"
        FROM "entered_counted_stage" AS "t2"
      ) AS "t6"
        ON "t4"."lead_id" = "t6"."_handed"
    ) AS "t10"
    GROUP BY
      1
  ) AS "t15"
    ON "t20"."lead_id" = "t15"."_touched"
) AS "t21";
