SELECT
  "t12"."lead_id",
  "t12"."cluster",
  "t12"."account_id",
  "t12"."source",
  "t12"."campaign_id",
  "t12"."lead_type",
  "t12"."country",
  "t12"."owner_id",
  "t12"."purpose",
  "t12"."on_profile",
  "t12"."delivered_at",
  "t12"."is_complete",
  COALESCE("t12"."has_context", TRUE) AND (
    "t12"."_unanswered" IS NULL
  ) AS "has_context"
FROM (
  SELECT
    "t6"."lead_id",
    "t6"."cluster",
    "t6"."account_id",
    "t6"."source",
    "t6"."campaign_id",
    "t6"."lead_type",
    "t6"."country",
    "t6"."owner_id",
    "t6"."purpose",
    "t6"."on_profile",
    "t6"."delivered_at",
    TRUE
    AND COALESCE("t6"."account_id" <> '', FALSE)
    AND COALESCE("t6"."source" <> '', FALSE)
    AND NOT (
      COALESCE("t10"."_lacks_is_complete", FALSE)
    ) AS "is_complete",
    TRUE
    AND COALESCE("t6"."source" <> '', FALSE)
    AND COALESCE("t6"."campaign_id" <> '', FALSE) AS "has_context",
    "t11"."_unanswered"
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
  ) AS "t6"
  LEFT OUTER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t1"."lead_id" AS "_card",
        NOT (
          TRUE AND COALESCE("t1"."email" <> '', FALSE)
        ) AS "_lacks_is_complete"
      FROM "leads" AS "t1"
    ) AS "t7"
    WHERE
      "t7"."_lacks_is_complete"
  ) AS "t10"
    ON "t6"."lead_id" = "t10"."_card"
  LEFT OUTER JOIN (
    SELECT
      "t6"."lead_id" AS "_unanswered"
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
    ) AS "t6"
    ANTI JOIN (
      SELECT
        "t2"."lead_id",
        "t2"."touched_at",
        "t2"."kind"
      FROM "touches" AS "t2"
    ) AS "t4"
      ON "t6"."lead_id" = "t4"."lead_id" AND "t4"."touched_at" <= "t6"."delivered_at"
  ) AS "t11"
    ON "t6"."lead_id" = "t11"."_unanswered"
) AS "t12";
