SELECT
  "t11"."lead_id",
  "t11"."cluster",
  "t11"."account_id",
  "t11"."source",
  "t11"."campaign_id",
  "t11"."lead_type",
  "t11"."country",
  "t11"."owner_id",
  "t11"."purpose",
  "t11"."on_profile",
  "t11"."delivered_at",
  "t11"."is_complete",
  COALESCE("t11"."has_context", TRUE) AND (
    "t11"."_answered" IS NOT NULL
  ) AS "has_context"
FROM (
  SELECT
    "t8"."lead_id",
    "t8"."cluster",
    "t8"."account_id",
    "t8"."source",
    "t8"."campaign_id",
    "t8"."lead_type",
    "t8"."country",
    "t8"."owner_id",
    "t8"."purpose",
    "t8"."on_profile",
    "t8"."delivered_at",
    TRUE
    AND COALESCE("t5"."_card_email" <> '', FALSE)
    AND COALESCE("t8"."account_id" <> '', FALSE)
    AND COALESCE("t8"."source" <> '', FALSE) AS "is_complete",
    TRUE
    AND COALESCE("t8"."source" <> '', FALSE)
    AND COALESCE("t8"."campaign_id" <> '', FALSE) AS "has_context",
    "t10"."_answered"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."cluster",
      "t0"."account_id",
      "t0"."source",
      "t0"."campaign_id",
      "t0"."lead_type",
      "t0"."country",
      "t0"."owner_id",
      "t0"."purpose",
      "t0"."on_profile",
      "t0"."mql_at" AS "delivered_at"
    FROM "funnel_facts" AS "t0"
    WHERE
      (
        (
          "t0"."purpose" <> 'outbound'
        ) OR (
          "t0"."purpose" IS NULL
        )
      )
      AND "t0"."mql_at" IS NOT NULL
  ) AS "t8"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_card",
      "t1"."email" AS "_card_email"
    FROM "leads" AS "t1"
  ) AS "t5"
    ON "t8"."lead_id" = "t5"."_card"
  LEFT OUTER JOIN (
    SELECT
      "t8"."lead_id" AS "_answered"
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."cluster",
        "t0"."account_id",
        "t0"."source",
        "t0"."campaign_id",
        "t0"."lead_type",
        "t0"."country",
        "t0"."owner_id",
        "t0"."purpose",
        "t0"."on_profile",
        "t0"."mql_at" AS "delivered_at"
      FROM "funnel_facts" AS "t0"
      WHERE
        (
          (
            "t0"."purpose" <> 'outbound'
          ) OR (
            "t0"."purpose" IS NULL
          )
        )
        AND "t0"."mql_at" IS NOT NULL
    ) AS "t8"
    SEMI JOIN (
      SELECT
        "t2"."lead_id",
        "t2"."touched_at"
      FROM "touches" AS "t2"
    ) AS "t6"
      ON "t8"."lead_id" = "t6"."lead_id" AND "t6"."touched_at" <= "t8"."delivered_at"
  ) AS "t10"
    ON "t8"."lead_id" = "t10"."_answered"
) AS "t11";
