WITH "t23" AS (
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
    "t20"."handed_at",
    "t20"."assigned_at",
    "t20"."opportunity_id",
    "t20"."opportunity_at",
    "t20"."won_at",
    CASE
      WHEN "t20"."assigned_at" > "t20"."handed_at"
      THEN "t20"."assigned_at"
      ELSE CASE
        WHEN "t20"."assigned_at" IS NOT NULL
        THEN "t20"."handed_at"
        ELSE CAST(NULL AS TIMESTAMP)
      END
    END AS "clock_at",
    NULLIF(
      LEAST(
        COALESCE("t20"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t20"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t20"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t20"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "accepted_at",
    CASE
      WHEN "t20"."disqualified_at" >= "t20"."handed_at"
      THEN "t20"."disqualified_at"
      ELSE CASE
        WHEN "t20"."last_disqualified_at" >= "t20"."handed_at"
        THEN "t20"."last_disqualified_at"
        ELSE CAST(NULL AS TIMESTAMP)
      END
    END AS "rejected_at",
    CASE
      WHEN "t20"."recycled_at" >= "t20"."handed_at"
      THEN "t20"."recycled_at"
      ELSE CASE
        WHEN "t20"."last_recycled_at" >= "t20"."handed_at"
        THEN "t20"."last_recycled_at"
        ELSE CAST(NULL AS TIMESTAMP)
      END
    END AS "recycled_at",
    NULLIF(
      LEAST(
        COALESCE(
          CASE
            WHEN "t20"."disqualified_at" >= "t20"."handed_at"
            THEN "t20"."disqualified_at"
            ELSE CASE
              WHEN "t20"."last_disqualified_at" >= "t20"."handed_at"
              THEN "t20"."last_disqualified_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t20"."recycled_at" >= "t20"."handed_at"
            THEN "t20"."recycled_at"
            ELSE CASE
              WHEN "t20"."last_recycled_at" >= "t20"."handed_at"
              THEN "t20"."last_recycled_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t20"."lost_at" >= "t20"."handed_at"
            THEN "t20"."lost_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "withdrawn_at",
    NULLIF(
      LEAST(
        COALESCE(
          NULLIF(
            LEAST(
              COALESCE(
                CASE
                  WHEN "t20"."disqualified_at" >= "t20"."handed_at"
                  THEN "t20"."disqualified_at"
                  ELSE CASE
                    WHEN "t20"."last_disqualified_at" >= "t20"."handed_at"
                    THEN "t20"."last_disqualified_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END
                END,
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ),
              COALESCE(
                CASE
                  WHEN "t20"."recycled_at" >= "t20"."handed_at"
                  THEN "t20"."recycled_at"
                  ELSE CASE
                    WHEN "t20"."last_recycled_at" >= "t20"."handed_at"
                    THEN "t20"."last_recycled_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END
                END,
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ),
              COALESCE(
                CASE
                  WHEN "t20"."lost_at" >= "t20"."handed_at"
                  THEN "t20"."lost_at"
                  ELSE CAST(NULL AS TIMESTAMP)
                END,
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              )
            ),
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t20"."opportunity_at" >= "t20"."handed_at"
            THEN "t20"."opportunity_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "left_at",
    CASE
      WHEN COALESCE("t20"."disqualified_at" >= "t20"."handed_at", FALSE)
      THEN "t20"."disqualified_reason"
      ELSE "t22"."last_reason"
    END AS "reason",
    CASE
      WHEN CASE
        WHEN COALESCE("t20"."disqualified_at" >= "t20"."handed_at", FALSE)
        THEN "t20"."disqualified_reason"
        ELSE "t22"."last_reason"
      END IN ('too_small')
      THEN 'bad_fit'
      ELSE CAST(NULL AS TEXT)
    END AS "reason_group"
  FROM (
    SELECT
      "t17".*
      EXCLUDE ("_routed")
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
        "t11"."last_disqualified_at",
        "t11"."last_recycled_at",
        "t11"."disqualified_reason",
        "t11"."reason_group",
        "t11"."opportunity_id",
        "t11"."won_at",
        "t11"."lost_at",
        "t11"."inquiry_at",
        "t11"."opportunity_at",
        "t11"."customer_at",
        "t11"."handed_at",
        "t12"."_routed",
        "t12"."assigned_at"
      FROM (
        SELECT
          "t2"."lead_id",
          "t2"."account_id",
          "t2"."created_at",
          "t2"."source",
          "t2"."campaign_id",
          "t2"."lead_type",
          "t2"."country",
          "t2"."owner_id",
          "t2"."cluster",
          "t2"."purpose",
          "t2"."on_profile",
          "t2"."pql_at",
          "t2"."mql_at",
          "t2"."sal_at",
          "t2"."sql_at",
          "t2"."disqualified_at",
          "t2"."recycled_at",
          "t2"."last_disqualified_at",
          "t2"."last_recycled_at",
          "t2"."disqualified_reason",
          "t2"."reason_group",
          "t2"."opportunity_id",
          "t2"."won_at",
          "t2"."lost_at",
          "t2"."inquiry_at",
          "t2"."opportunity_at",
          "t2"."customer_at",
          "t2"."mql_at" AS "handed_at"
        FROM "funnel_facts" AS "t2"
        WHERE
          "t2"."mql_at" IS NOT NULL
      ) AS "t11"
      LEFT OUTER JOIN (
        SELECT
          "t3"."lead_id" AS "_routed",
          MIN("t3"."assigned_at") AS "assigned_at"
        FROM "assignments" AS "t3"
        GROUP BY
          1
      ) AS "t12"
        ON "t11"."lead_id" = "t12"."_routed"
    ) AS "t17"
  ) AS "t20"
  LEFT OUTER JOIN (
    SELECT
      "t18"."_again",
      MAX("t18"."reason") AS "last_reason"
    FROM (
      SELECT
        "t13"."lead_id",
        "t13"."changed_at",
        "t13"."stage",
        "t13"."reason",
        "t14"."_again",
        "t14"."_last"
      FROM (
        SELECT
          "t4"."lead_id",
          "t4"."changed_at",
          "t4"."stage",
          "t4"."reason"
        FROM "stage_changes" AS "t4"
        WHERE
          "t4"."stage" IN (
            'disqualified',
            'Disqualified',
            'DISQUALIFIED',
            'Unqualified',
            'Rejected',
            'rejected',
            'Closed - Not Converted'
          )
      ) AS "t13"
      INNER JOIN (
        SELECT
          "t5"."lead_id" AS "_again",
          "t5"."last_disqualified_at" AS "_last"
        FROM "lead_stages" AS "t5"
        WHERE
          "t5"."last_disqualified_at" > "t5"."disqualified_at"
      ) AS "t14"
        ON "t13"."lead_id" = "t14"."_again" AND "t13"."changed_at" = "t14"."_last"
    ) AS "t18"
    GROUP BY
      1
  ) AS "t22"
    ON "t20"."lead_id" = "t22"."_again"
)
SELECT
  "t42"."lead_id",
  "t42"."cluster",
  "t42"."account_id",
  "t42"."source",
  "t42"."campaign_id",
  "t42"."lead_type",
  "t42"."country",
  "t42"."owner_id",
  "t42"."purpose",
  "t42"."on_profile",
  "t42"."handed_at",
  "t42"."assigned_at",
  "t42"."opportunity_id",
  "t42"."opportunity_at",
  "t42"."won_at",
  "t42"."clock_at",
  "t42"."accepted_at",
  "t42"."rejected_at",
  "t42"."recycled_at",
  "t42"."reason",
  "t42"."reason_group",
  "t42"."promised_hours",
  "t42"."first_touch_at",
  "t42"."answered_at",
  "t42"."attempts",
  "t42"."response",
  (
    "t42"."stop_seconds" - "t42"."clock_seconds"
  ) / 3600.0 AS "waited_hours",
  (
    "t42"."left_seconds" - "t42"."clock_seconds"
  ) / 3600.0 AS "left_hours"
FROM (
  SELECT
    "t41"."lead_id",
    "t41"."cluster",
    "t41"."account_id",
    "t41"."source",
    "t41"."campaign_id",
    "t41"."lead_type",
    "t41"."country",
    "t41"."owner_id",
    "t41"."purpose",
    "t41"."on_profile",
    "t41"."handed_at",
    "t41"."assigned_at",
    "t41"."opportunity_id",
    "t41"."opportunity_at",
    "t41"."won_at",
    "t41"."clock_at",
    "t41"."accepted_at",
    "t41"."rejected_at",
    "t41"."recycled_at",
    "t41"."withdrawn_at",
    "t41"."left_at",
    "t41"."reason",
    "t41"."reason_group",
    "t41"."promised_hours",
    "t41"."hours_of",
    "t41"."first_touch_at",
    "t41"."answered_at",
    "t41"."attempts",
    "t41"."stops_at",
    "t41"."response",
    "t41"."clock_seconds",
    "t41"."stop_seconds",
    "t6"."counted" + CASE
      WHEN CASE
        WHEN (
          "t41"."_second" - "t6"."opens_0"
        ) IS NULL
        THEN "t41"."_second" - "t6"."opens_0"
        ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t41"."_second" - "t6"."opens_0")
      END IS NULL
      THEN CASE
        WHEN (
          "t41"."_second" - "t6"."opens_0"
        ) IS NULL
        THEN "t41"."_second" - "t6"."opens_0"
        ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t41"."_second" - "t6"."opens_0")
      END
      ELSE GREATEST(
        0,
        CASE
          WHEN (
            "t41"."_second" - "t6"."opens_0"
          ) IS NULL
          THEN "t41"."_second" - "t6"."opens_0"
          ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t41"."_second" - "t6"."opens_0")
        END
      )
    END AS "left_seconds"
  FROM (
    SELECT
      "t39"."lead_id",
      "t39"."cluster",
      "t39"."account_id",
      "t39"."source",
      "t39"."campaign_id",
      "t39"."lead_type",
      "t39"."country",
      "t39"."owner_id",
      "t39"."purpose",
      "t39"."on_profile",
      "t39"."handed_at",
      "t39"."assigned_at",
      "t39"."opportunity_id",
      "t39"."opportunity_at",
      "t39"."won_at",
      "t39"."clock_at",
      "t39"."accepted_at",
      "t39"."rejected_at",
      "t39"."recycled_at",
      "t39"."withdrawn_at",
      "t39"."left_at",
      "t39"."reason",
      "t39"."reason_group",
      "t39"."promised_hours",
      "t39"."hours_of",
      "t39"."first_touch_at",
      "t39"."answered_at",
      "t39"."attempts",
      "t39"."stops_at",
      "t39"."response",
      "t39"."clock_seconds",
      "t39"."stop_seconds",
      CAST("t39"."left_at" AS DATE) AS "_day",
      DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t39"."left_at"), "t39"."left_at") / 1000000.0 AS "_second"
    FROM (
      SELECT
        "t38"."lead_id",
        "t38"."cluster",
        "t38"."account_id",
        "t38"."source",
        "t38"."campaign_id",
        "t38"."lead_type",
        "t38"."country",
        "t38"."owner_id",
        "t38"."purpose",
        "t38"."on_profile",
        "t38"."handed_at",
        "t38"."assigned_at",
        "t38"."opportunity_id",
        "t38"."opportunity_at",
        "t38"."won_at",
        "t38"."clock_at",
        "t38"."accepted_at",
        "t38"."rejected_at",
        "t38"."recycled_at",
        "t38"."withdrawn_at",
        "t38"."left_at",
        "t38"."reason",
        "t38"."reason_group",
        "t38"."promised_hours",
        "t38"."hours_of",
        "t38"."first_touch_at",
        "t38"."answered_at",
        "t38"."attempts",
        "t38"."stops_at",
        "t38"."response",
        "t38"."clock_seconds",
        "t6"."counted" + CASE
          WHEN CASE
            WHEN (
              "t38"."_second" - "t6"."opens_0"
            ) IS NULL
            THEN "t38"."_second" - "t6"."opens_0"
            ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t38"."_second" - "t6"."opens_0")
          END IS NULL
          THEN CASE
            WHEN (
              "t38"."_second" - "t6"."opens_0"
            ) IS NULL
            THEN "t38"."_second" - "t6"."opens_0"
            ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t38"."_second" - "t6"."opens_0")
          END
          ELSE GREATEST(
            0,
            CASE
              WHEN (
                "t38"."_second" - "t6"."opens_0"
              ) IS NULL
              THEN "t38"."_second" - "t6"."opens_0"
              ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t38"."_second" - "t6"."opens_0")
            END
          )
        END AS "stop_seconds"
      FROM (
        SELECT
          "t36"."lead_id",
          "t36"."cluster",
          "t36"."account_id",
          "t36"."source",
          "t36"."campaign_id",
          "t36"."lead_type",
          "t36"."country",
          "t36"."owner_id",
          "t36"."purpose",
          "t36"."on_profile",
          "t36"."handed_at",
          "t36"."assigned_at",
          "t36"."opportunity_id",
          "t36"."opportunity_at",
          "t36"."won_at",
          "t36"."clock_at",
          "t36"."accepted_at",
          "t36"."rejected_at",
          "t36"."recycled_at",
          "t36"."withdrawn_at",
          "t36"."left_at",
          "t36"."reason",
          "t36"."reason_group",
          "t36"."promised_hours",
          "t36"."hours_of",
          "t36"."first_touch_at",
          "t36"."answered_at",
          "t36"."attempts",
          "t36"."stops_at",
          "t36"."response",
          "t36"."clock_seconds",
          CAST("t36"."stops_at" AS DATE) AS "_day",
          DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t36"."stops_at"), "t36"."stops_at") / 1000000.0 AS "_second"
        FROM (
          SELECT
            "t35"."lead_id",
            "t35"."cluster",
            "t35"."account_id",
            "t35"."source",
            "t35"."campaign_id",
            "t35"."lead_type",
            "t35"."country",
            "t35"."owner_id",
            "t35"."purpose",
            "t35"."on_profile",
            "t35"."handed_at",
            "t35"."assigned_at",
            "t35"."opportunity_id",
            "t35"."opportunity_at",
            "t35"."won_at",
            "t35"."clock_at",
            "t35"."accepted_at",
            "t35"."rejected_at",
            "t35"."recycled_at",
            "t35"."withdrawn_at",
            "t35"."left_at",
            "t35"."reason",
            "t35"."reason_group",
            "t35"."promised_hours",
            "t35"."hours_of",
            "t35"."first_touch_at",
            "t35"."answered_at",
            "t35"."attempts",
            "t35"."stops_at",
            "t35"."response",
            "t6"."counted" + CASE
              WHEN CASE
                WHEN (
                  "t35"."_second" - "t6"."opens_0"
                ) IS NULL
                THEN "t35"."_second" - "t6"."opens_0"
                ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t35"."_second" - "t6"."opens_0")
              END IS NULL
              THEN CASE
                WHEN (
                  "t35"."_second" - "t6"."opens_0"
                ) IS NULL
                THEN "t35"."_second" - "t6"."opens_0"
                ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t35"."_second" - "t6"."opens_0")
              END
              ELSE GREATEST(
                0,
                CASE
                  WHEN (
                    "t35"."_second" - "t6"."opens_0"
                  ) IS NULL
                  THEN "t35"."_second" - "t6"."opens_0"
                  ELSE LEAST("t6"."closes_0" - "t6"."opens_0", "t35"."_second" - "t6"."opens_0")
                END
              )
            END AS "clock_seconds"
          FROM (
            SELECT
              "t33"."lead_id",
              "t33"."cluster",
              "t33"."account_id",
              "t33"."source",
              "t33"."campaign_id",
              "t33"."lead_type",
              "t33"."country",
              "t33"."owner_id",
              "t33"."purpose",
              "t33"."on_profile",
              "t33"."handed_at",
              "t33"."assigned_at",
              "t33"."opportunity_id",
              "t33"."opportunity_at",
              "t33"."won_at",
              "t33"."clock_at",
              "t33"."accepted_at",
              "t33"."rejected_at",
              "t33"."recycled_at",
              "t33"."withdrawn_at",
              "t33"."left_at",
              "t33"."reason",
              "t33"."reason_group",
              "t33"."promised_hours",
              "t33"."hours_of",
              "t33"."first_touch_at",
              "t33"."answered_at",
              COALESCE("t33"."attempts", 0) AS "attempts",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t33"."withdrawn_at" < "t33"."first_touch_at",
                      (
                        "t33"."first_touch_at" IS NULL
                      ) AND (
                        "t33"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t33"."withdrawn_at"
                    ELSE "t33"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) < "t33"."clock_at"
                THEN "t33"."clock_at"
                ELSE COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t33"."withdrawn_at" < "t33"."first_touch_at",
                      (
                        "t33"."first_touch_at" IS NULL
                      ) AND (
                        "t33"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t33"."withdrawn_at"
                    ELSE "t33"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                )
              END AS "stops_at",
              CASE
                WHEN COALESCE(
                  "t33"."withdrawn_at" < "t33"."first_touch_at",
                  (
                    "t33"."first_touch_at" IS NULL
                  ) AND (
                    "t33"."withdrawn_at" IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t33"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "response",
              CAST("t33"."clock_at" AS DATE) AS "_day",
              DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t33"."clock_at"), "t33"."clock_at") / 1000000.0 AS "_second"
            FROM (
              SELECT
                "t28"."lead_id",
                "t28"."cluster",
                "t28"."account_id",
                "t28"."source",
                "t28"."campaign_id",
                "t28"."lead_type",
                "t28"."country",
                "t28"."owner_id",
                "t28"."purpose",
                "t28"."on_profile",
                "t28"."handed_at",
                "t28"."assigned_at",
                "t28"."opportunity_id",
                "t28"."opportunity_at",
                "t28"."won_at",
                "t28"."clock_at",
                "t28"."accepted_at",
                "t28"."rejected_at",
                "t28"."recycled_at",
                "t28"."withdrawn_at",
                "t28"."left_at",
                "t28"."reason",
                "t28"."reason_group",
                "t28"."promised_hours",
                "t28"."hours_of",
                "t32"."first_touch_at",
                "t32"."answered_at",
                "t32"."attempts"
              FROM (
                SELECT
                  "t24"."lead_id",
                  "t24"."cluster",
                  "t24"."account_id",
                  "t24"."source",
                  "t24"."campaign_id",
                  "t24"."lead_type",
                  "t24"."country",
                  "t24"."owner_id",
                  "t24"."purpose",
                  "t24"."on_profile",
                  "t24"."handed_at",
                  "t24"."assigned_at",
                  "t24"."opportunity_id",
                  "t24"."opportunity_at",
                  "t24"."won_at",
                  "t24"."clock_at",
                  "t24"."accepted_at",
                  "t24"."rejected_at",
                  "t24"."recycled_at",
                  "t24"."withdrawn_at",
                  "t24"."left_at",
                  "t24"."reason",
                  "t24"."reason_group",
                  CASE
                    WHEN LOWER("t24"."lead_type") IN (
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
                FROM "t23" AS "t24"
              ) AS "t28"
              LEFT OUTER JOIN (
                SELECT
                  "t30"."lead_id" AS "_worked",
                  MIN("t30"."happened_at") FILTER(WHERE
                    NOT (
                      "t30"."inward"
                    ) OR "t30"."meets") AS "first_touch_at",
                  MIN("t30"."happened_at") FILTER(WHERE
                    "t30"."inward" OR "t30"."meets" OR "t30"."spoke") AS "answered_at",
                  CAST(SUM(
                    CASE
                      WHEN (
                        NOT (
                          "t30"."inward"
                        ) OR "t30"."meets"
                      )
                      AND COALESCE(
                        (
                          DATE_DIFF('MICROSECOND', "t30"."clock_at", "t30"."happened_at") / 86400000000.0
                        ) <= 14.0,
                        FALSE
                      )
                      THEN 1
                      ELSE 0
                    END
                  ) AS INT) AS "attempts"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t16"."lead_id",
                      "t16"."happened_at",
                      "t16"."meets",
                      "t16"."inward",
                      "t16"."spoke",
                      "t26"."handed_at",
                      "t26"."clock_at"
                    FROM (
                      SELECT
                        "t1"."lead_id",
                        "t1"."happened_at",
                        COALESCE("t1"."kind" = 'meeting', FALSE) AS "meets",
                        COALESCE(LOWER("t1"."direction") = 'inbound', FALSE) AS "inward",
                        COALESCE(
                          LOWER("t1"."outcome") IN (
                            'connected',
                            'replied',
                            'answered',
                            'reached',
                            'held',
                            'spoke',
                            'conversation',
                            'meeting booked',
                            'meeting_booked',
                            'booked'
                          ),
                          FALSE
                        ) AS "spoke"
                      FROM "activities" AS "t1"
                      WHERE
                        "t1"."lead_id" IS NOT NULL
                        AND (
                          (
                            "t1"."automated" IS NULL
                          ) OR NOT (
                            "t1"."automated"
                          )
                        )
                    ) AS "t16"
                    INNER JOIN (
                      SELECT
                        "t24"."lead_id",
                        "t24"."handed_at",
                        "t24"."clock_at"
                      FROM "t23" AS "t24"
                    ) AS "t26"
                      ON "t16"."lead_id" = "t26"."lead_id"
                  ) AS "t29"
                  WHERE
                    "t29"."happened_at" >= "t29"."handed_at"
                ) AS "t30"
                GROUP BY
                  1
              ) AS "t32"
                ON "t28"."lead_id" = "t32"."_worked"
            ) AS "t33"
          ) AS "t35"
          LEFT OUTER JOIN "working_days" AS "t6"
            ON "t35"."_day" = "t6"."work_day" AND "t35"."hours_of" = "t6"."work_hours_of"
        ) AS "t36"
      ) AS "t38"
      LEFT OUTER JOIN "working_days" AS "t6"
        ON "t38"."_day" = "t6"."work_day" AND "t38"."hours_of" = "t6"."work_hours_of"
    ) AS "t39"
  ) AS "t41"
  LEFT OUTER JOIN "working_days" AS "t6"
    ON "t41"."_day" = "t6"."work_day" AND "t41"."hours_of" = "t6"."work_hours_of"
) AS "t42";
