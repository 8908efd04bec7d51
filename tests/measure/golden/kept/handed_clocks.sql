SELECT
  "t13"."lead_id",
  "t13"."cluster",
  "t13"."account_id",
  "t13"."source",
  "t13"."campaign_id",
  "t13"."lead_type",
  "t13"."country",
  "t13"."owner_id",
  "t13"."purpose",
  "t13"."on_profile",
  "t13"."handed_at",
  "t13"."assigned_at",
  "t13"."opportunity_id",
  "t13"."opportunity_at",
  "t13"."won_at",
  CASE
    WHEN "t13"."assigned_at" > "t13"."handed_at"
    THEN "t13"."assigned_at"
    ELSE CASE
      WHEN "t13"."assigned_at" IS NOT NULL
      THEN "t13"."handed_at"
      ELSE CAST(NULL AS TIMESTAMP)
    END
  END AS "clock_at",
  NULLIF(
    LEAST(
      COALESCE("t13"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
      COALESCE("t13"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
      COALESCE("t13"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
      COALESCE("t13"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
    ),
    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
  ) AS "accepted_at",
  CASE
    WHEN "t13"."disqualified_at" >= "t13"."handed_at"
    THEN "t13"."disqualified_at"
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "rejected_at",
  CASE
    WHEN "t13"."recycled_at" >= "t13"."handed_at"
    THEN "t13"."recycled_at"
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "recycled_at",
  CASE
    WHEN NULLIF(
      LEAST(
        COALESCE("t13"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t13"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t13"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) >= "t13"."handed_at"
    THEN NULLIF(
      LEAST(
        COALESCE("t13"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t13"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t13"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    )
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "withdrawn_at",
  CASE
    WHEN NULLIF(
      LEAST(
        COALESCE(
          NULLIF(
            LEAST(
              COALESCE("t13"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t13"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t13"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE("t13"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) >= "t13"."handed_at"
    THEN NULLIF(
      LEAST(
        COALESCE(
          NULLIF(
            LEAST(
              COALESCE("t13"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t13"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
              COALESCE("t13"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE("t13"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    )
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "left_at",
  "t13"."disqualified_reason" AS "reason",
  CASE
    WHEN "t13"."disqualified_reason" IN ('too_small')
    THEN 'bad_fit'
    ELSE CAST(NULL AS TEXT)
  END AS "reason_group",
  CASE
    WHEN LOWER("t13"."lead_type") IN (
      'demo',
      'demo request',
      'demo_request',
      'contact',
      'contact request',
      'contact_request',
      'pricing'
    )
    THEN 1.0
    ELSE 8.0
  END AS "promised_hours",
  'default' AS "hours_of"
FROM (
  SELECT
    "t12".*
    EXCLUDE ("_handed")
  FROM (
    SELECT
      "t11"."lead_id",
      "t11"."account_id",
      "t11"."created_at",
      "t11"."source",
      "t11"."campaign_id",
      "t11"."lead_type",
      "t11"."country",
      "t11"."owner_id",
      "t11"."cluster",
      "t11"."purpose",
      "t11"."on_profile",
      "t11"."pql_at",
      "t11"."mql_at",
      "t11"."sal_at",
      "t11"."sql_at",
      "t11"."disqualified_at",
      "t11"."recycled_at",
      "t11"."disqualified_reason",
      "t11"."reason_group",
      "t11"."opportunity_id",
      "t11"."won_at",
      "t11"."lost_at",
      "t11"."inquiry_at",
      "t11"."opportunity_at",
      "t11"."customer_at",
      "t11"."assigned_at",
      "t8"."_handed",
      "t8"."handed_at"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("_routed")
      FROM (
        SELECT
          "t3"."lead_id",
          "t3"."account_id",
          "t3"."created_at",
          "t3"."source",
          "t3"."campaign_id",
          "t3"."lead_type",
          "t3"."country",
          "t3"."owner_id",
          "t3"."cluster",
          "t3"."purpose",
          "t3"."on_profile",
          "t3"."pql_at",
          "t3"."mql_at",
          "t3"."sal_at",
          "t3"."sql_at",
          "t3"."disqualified_at",
          "t3"."recycled_at",
          "t3"."disqualified_reason",
          "t3"."reason_group",
          "t3"."opportunity_id",
          "t3"."won_at",
          "t3"."lost_at",
          "t3"."inquiry_at",
          "t3"."opportunity_at",
          "t3"."customer_at",
          "t6"."_routed",
          "t6"."assigned_at"
        FROM "funnel_facts" AS "t3"
        LEFT OUTER JOIN (
          SELECT
            "t2"."lead_id" AS "_routed",
            MIN("t2"."assigned_at") AS "assigned_at"
          FROM "assignments" AS "t2"
          GROUP BY
            1
        ) AS "t6"
          ON "t3"."lead_id" = "t6"."_routed"
      ) AS "t9"
    ) AS "t11"
    INNER JOIN (
      SELECT
        "t4"."lead_id" AS "_handed",
        MIN("t4"."changed_at") AS "handed_at"
      FROM (
        SELECT
          *
        FROM "stage_changes" AS "t1"
        WHERE
          "t1"."stage" IN (
            'MQL',
            'Marketing Qualified',
            'Marketing Qualified Lead',
            'marketingqualifiedlead',
            'mql'
          )
      ) AS "t4"
      GROUP BY
        1
    ) AS "t8"
      ON "t11"."lead_id" = "t8"."_handed"
  ) AS "t12"
) AS "t13";
