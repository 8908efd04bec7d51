SELECT
  "t30"."lead_id",
  "t30"."cluster",
  "t30"."account_id",
  "t30"."source",
  "t30"."campaign_id",
  "t30"."lead_type",
  "t30"."country",
  "t30"."owner_id",
  "t30"."purpose",
  "t30"."on_profile",
  "t30"."handed_at",
  "t30"."assigned_at",
  "t30"."opportunity_id",
  "t30"."opportunity_at",
  "t30"."won_at",
  "t30"."clock_at",
  "t30"."accepted_at",
  "t30"."rejected_at",
  "t30"."recycled_at",
  "t30"."reason",
  "t30"."reason_group",
  "t30"."promised_hours",
  "t30"."first_touch_at",
  "t30"."answered_at",
  "t30"."attempts",
  "t30"."response",
  (
    "t30"."stop_seconds" - "t30"."clock_seconds"
  ) / 3600.0 AS "waited_hours",
  (
    "t30"."left_seconds" - "t30"."clock_seconds"
  ) / 3600.0 AS "left_hours"
FROM (
  SELECT
    "t29"."lead_id",
    "t29"."cluster",
    "t29"."account_id",
    "t29"."source",
    "t29"."campaign_id",
    "t29"."lead_type",
    "t29"."country",
    "t29"."owner_id",
    "t29"."purpose",
    "t29"."on_profile",
    "t29"."handed_at",
    "t29"."assigned_at",
    "t29"."opportunity_id",
    "t29"."opportunity_at",
    "t29"."won_at",
    "t29"."clock_at",
    "t29"."accepted_at",
    "t29"."rejected_at",
    "t29"."recycled_at",
    "t29"."withdrawn_at",
    "t29"."left_at",
    "t29"."reason",
    "t29"."reason_group",
    "t29"."promised_hours",
    "t29"."hours_of",
    "t29"."first_touch_at",
    "t29"."answered_at",
    "t29"."attempts",
    "t29"."stops_at",
    "t29"."response",
    "t29"."clock_seconds",
    "t29"."stop_seconds",
    "t4"."counted" + CASE
      WHEN CASE
        WHEN (
          "t29"."_second" - "t4"."opens_0"
        ) IS NULL
        THEN "t29"."_second" - "t4"."opens_0"
        ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t29"."_second" - "t4"."opens_0")
      END IS NULL
      THEN CASE
        WHEN (
          "t29"."_second" - "t4"."opens_0"
        ) IS NULL
        THEN "t29"."_second" - "t4"."opens_0"
        ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t29"."_second" - "t4"."opens_0")
      END
      ELSE GREATEST(
        0,
        CASE
          WHEN (
            "t29"."_second" - "t4"."opens_0"
          ) IS NULL
          THEN "t29"."_second" - "t4"."opens_0"
          ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t29"."_second" - "t4"."opens_0")
        END
      )
    END AS "left_seconds"
  FROM (
    SELECT
      "t27"."lead_id",
      "t27"."cluster",
      "t27"."account_id",
      "t27"."source",
      "t27"."campaign_id",
      "t27"."lead_type",
      "t27"."country",
      "t27"."owner_id",
      "t27"."purpose",
      "t27"."on_profile",
      "t27"."handed_at",
      "t27"."assigned_at",
      "t27"."opportunity_id",
      "t27"."opportunity_at",
      "t27"."won_at",
      "t27"."clock_at",
      "t27"."accepted_at",
      "t27"."rejected_at",
      "t27"."recycled_at",
      "t27"."withdrawn_at",
      "t27"."left_at",
      "t27"."reason",
      "t27"."reason_group",
      "t27"."promised_hours",
      "t27"."hours_of",
      "t27"."first_touch_at",
      "t27"."answered_at",
      "t27"."attempts",
      "t27"."stops_at",
      "t27"."response",
      "t27"."clock_seconds",
      "t27"."stop_seconds",
      CAST("t27"."left_at" AS DATE) AS "_day",
      DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t27"."left_at"), "t27"."left_at") / 1000000.0 AS "_second"
    FROM (
      SELECT
        "t26"."lead_id",
        "t26"."cluster",
        "t26"."account_id",
        "t26"."source",
        "t26"."campaign_id",
        "t26"."lead_type",
        "t26"."country",
        "t26"."owner_id",
        "t26"."purpose",
        "t26"."on_profile",
        "t26"."handed_at",
        "t26"."assigned_at",
        "t26"."opportunity_id",
        "t26"."opportunity_at",
        "t26"."won_at",
        "t26"."clock_at",
        "t26"."accepted_at",
        "t26"."rejected_at",
        "t26"."recycled_at",
        "t26"."withdrawn_at",
        "t26"."left_at",
        "t26"."reason",
        "t26"."reason_group",
        "t26"."promised_hours",
        "t26"."hours_of",
        "t26"."first_touch_at",
        "t26"."answered_at",
        "t26"."attempts",
        "t26"."stops_at",
        "t26"."response",
        "t26"."clock_seconds",
        "t4"."counted" + CASE
          WHEN CASE
            WHEN (
              "t26"."_second" - "t4"."opens_0"
            ) IS NULL
            THEN "t26"."_second" - "t4"."opens_0"
            ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t26"."_second" - "t4"."opens_0")
          END IS NULL
          THEN CASE
            WHEN (
              "t26"."_second" - "t4"."opens_0"
            ) IS NULL
            THEN "t26"."_second" - "t4"."opens_0"
            ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t26"."_second" - "t4"."opens_0")
          END
          ELSE GREATEST(
            0,
            CASE
              WHEN (
                "t26"."_second" - "t4"."opens_0"
              ) IS NULL
              THEN "t26"."_second" - "t4"."opens_0"
              ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t26"."_second" - "t4"."opens_0")
            END
          )
        END AS "stop_seconds"
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
          "t24"."promised_hours",
          "t24"."hours_of",
          "t24"."first_touch_at",
          "t24"."answered_at",
          "t24"."attempts",
          "t24"."stops_at",
          "t24"."response",
          "t24"."clock_seconds",
          CAST("t24"."stops_at" AS DATE) AS "_day",
          DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t24"."stops_at"), "t24"."stops_at") / 1000000.0 AS "_second"
        FROM (
          SELECT
            "t23"."lead_id",
            "t23"."cluster",
            "t23"."account_id",
            "t23"."source",
            "t23"."campaign_id",
            "t23"."lead_type",
            "t23"."country",
            "t23"."owner_id",
            "t23"."purpose",
            "t23"."on_profile",
            "t23"."handed_at",
            "t23"."assigned_at",
            "t23"."opportunity_id",
            "t23"."opportunity_at",
            "t23"."won_at",
            "t23"."clock_at",
            "t23"."accepted_at",
            "t23"."rejected_at",
            "t23"."recycled_at",
            "t23"."withdrawn_at",
            "t23"."left_at",
            "t23"."reason",
            "t23"."reason_group",
            "t23"."promised_hours",
            "t23"."hours_of",
            "t23"."first_touch_at",
            "t23"."answered_at",
            "t23"."attempts",
            "t23"."stops_at",
            "t23"."response",
            "t4"."counted" + CASE
              WHEN CASE
                WHEN (
                  "t23"."_second" - "t4"."opens_0"
                ) IS NULL
                THEN "t23"."_second" - "t4"."opens_0"
                ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t23"."_second" - "t4"."opens_0")
              END IS NULL
              THEN CASE
                WHEN (
                  "t23"."_second" - "t4"."opens_0"
                ) IS NULL
                THEN "t23"."_second" - "t4"."opens_0"
                ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t23"."_second" - "t4"."opens_0")
              END
              ELSE GREATEST(
                0,
                CASE
                  WHEN (
                    "t23"."_second" - "t4"."opens_0"
                  ) IS NULL
                  THEN "t23"."_second" - "t4"."opens_0"
                  ELSE LEAST("t4"."closes_0" - "t4"."opens_0", "t23"."_second" - "t4"."opens_0")
                END
              )
            END AS "clock_seconds"
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
              "t21"."handed_at",
              "t21"."assigned_at",
              "t21"."opportunity_id",
              "t21"."opportunity_at",
              "t21"."won_at",
              "t21"."clock_at",
              "t21"."accepted_at",
              "t21"."rejected_at",
              "t21"."recycled_at",
              "t21"."withdrawn_at",
              "t21"."left_at",
              "t21"."reason",
              "t21"."reason_group",
              "t21"."promised_hours",
              "t21"."hours_of",
              "t21"."first_touch_at",
              "t21"."answered_at",
              COALESCE("t21"."attempts", 0) AS "attempts",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t21"."withdrawn_at" < "t21"."first_touch_at",
                      (
                        "t21"."first_touch_at" IS NULL
                      ) AND (
                        "t21"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t21"."withdrawn_at"
                    ELSE "t21"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) < "t21"."clock_at"
                THEN "t21"."clock_at"
                ELSE COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t21"."withdrawn_at" < "t21"."first_touch_at",
                      (
                        "t21"."first_touch_at" IS NULL
                      ) AND (
                        "t21"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t21"."withdrawn_at"
                    ELSE "t21"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                )
              END AS "stops_at",
              CASE
                WHEN COALESCE(
                  "t21"."withdrawn_at" < "t21"."first_touch_at",
                  (
                    "t21"."first_touch_at" IS NULL
                  ) AND (
                    "t21"."withdrawn_at" IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t21"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "response",
              CAST("t21"."clock_at" AS DATE) AS "_day",
              DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t21"."clock_at"), "t21"."clock_at") / 1000000.0 AS "_second"
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
                "t17"."handed_at",
                "t17"."assigned_at",
                "t17"."opportunity_id",
                "t17"."opportunity_at",
                "t17"."won_at",
                "t17"."clock_at",
                "t17"."accepted_at",
                "t17"."rejected_at",
                "t17"."recycled_at",
                "t17"."withdrawn_at",
                "t17"."left_at",
                "t17"."reason",
                "t17"."reason_group",
                "t17"."promised_hours",
                "t17"."hours_of",
                "t20"."first_touch_at",
                "t20"."answered_at",
                "t20"."attempts"
              FROM (
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
                  "t12"."handed_at",
                  "t12"."assigned_at",
                  "t12"."opportunity_id",
                  "t12"."opportunity_at",
                  "t12"."won_at",
                  CASE
                    WHEN "t12"."assigned_at" > "t12"."handed_at"
                    THEN "t12"."assigned_at"
                    ELSE CASE
                      WHEN "t12"."assigned_at" IS NOT NULL
                      THEN "t12"."handed_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                  END AS "clock_at",
                  NULLIF(
                    LEAST(
                      COALESCE("t12"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t12"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t12"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t12"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) AS "accepted_at",
                  CASE
                    WHEN "t12"."disqualified_at" >= "t12"."handed_at"
                    THEN "t12"."disqualified_at"
                    ELSE CASE
                      WHEN "t12"."last_disqualified_at" >= "t12"."handed_at"
                      THEN "t12"."last_disqualified_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                  END AS "rejected_at",
                  CASE
                    WHEN "t12"."recycled_at" >= "t12"."handed_at"
                    THEN "t12"."recycled_at"
                    ELSE CASE
                      WHEN "t12"."last_recycled_at" >= "t12"."handed_at"
                      THEN "t12"."last_recycled_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                  END AS "recycled_at",
                  NULLIF(
                    LEAST(
                      COALESCE(
                        CASE
                          WHEN "t12"."disqualified_at" >= "t12"."handed_at"
                          THEN "t12"."disqualified_at"
                          ELSE CASE
                            WHEN "t12"."last_disqualified_at" >= "t12"."handed_at"
                            THEN "t12"."last_disqualified_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END
                        END,
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      COALESCE(
                        CASE
                          WHEN "t12"."recycled_at" >= "t12"."handed_at"
                          THEN "t12"."recycled_at"
                          ELSE CASE
                            WHEN "t12"."last_recycled_at" >= "t12"."handed_at"
                            THEN "t12"."last_recycled_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END
                        END,
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      COALESCE(
                        CASE
                          WHEN "t12"."lost_at" >= "t12"."handed_at"
                          THEN "t12"."lost_at"
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
                                WHEN "t12"."disqualified_at" >= "t12"."handed_at"
                                THEN "t12"."disqualified_at"
                                ELSE CASE
                                  WHEN "t12"."last_disqualified_at" >= "t12"."handed_at"
                                  THEN "t12"."last_disqualified_at"
                                  ELSE CAST(NULL AS TIMESTAMP)
                                END
                              END,
                              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                            ),
                            COALESCE(
                              CASE
                                WHEN "t12"."recycled_at" >= "t12"."handed_at"
                                THEN "t12"."recycled_at"
                                ELSE CASE
                                  WHEN "t12"."last_recycled_at" >= "t12"."handed_at"
                                  THEN "t12"."last_recycled_at"
                                  ELSE CAST(NULL AS TIMESTAMP)
                                END
                              END,
                              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                            ),
                            COALESCE(
                              CASE
                                WHEN "t12"."lost_at" >= "t12"."handed_at"
                                THEN "t12"."lost_at"
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
                          WHEN "t12"."opportunity_at" >= "t12"."handed_at"
                          THEN "t12"."opportunity_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END,
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      )
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) AS "left_at",
                  CASE
                    WHEN COALESCE("t12"."disqualified_at" >= "t12"."handed_at", FALSE)
                    THEN "t12"."disqualified_reason"
                    ELSE "t12"."last_disqualified_reason"
                  END AS "reason",
                  CASE
                    WHEN CASE
                      WHEN COALESCE("t12"."disqualified_at" >= "t12"."handed_at", FALSE)
                      THEN "t12"."disqualified_reason"
                      ELSE "t12"."last_disqualified_reason"
                    END IN ('too_small')
                    THEN 'bad_fit'
                    ELSE CAST(NULL AS TEXT)
                  END AS "reason_group",
                  CASE
                    WHEN LOWER("t12"."lead_type") IN (
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
                    "t11".*
                    EXCLUDE ("_routed")
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
                      "t7"."last_disqualified_at",
                      "t7"."last_recycled_at",
                      "t7"."last_disqualified_reason",
                      "t7"."disqualified_reason",
                      "t7"."reason_group",
                      "t7"."opportunity_id",
                      "t7"."won_at",
                      "t7"."lost_at",
                      "t7"."inquiry_at",
                      "t7"."opportunity_at",
                      "t7"."customer_at",
                      "t7"."handed_at",
                      "t8"."_routed",
                      "t8"."assigned_at"
                    FROM (
                      SELECT
                        "t1"."lead_id",
                        "t1"."account_id",
                        "t1"."created_at",
                        "t1"."source",
                        "t1"."campaign_id",
                        "t1"."lead_type",
                        "t1"."country",
                        "t1"."owner_id",
                        "t1"."cluster",
                        "t1"."purpose",
                        "t1"."on_profile",
                        "t1"."pql_at",
                        "t1"."mql_at",
                        "t1"."sal_at",
                        "t1"."sql_at",
                        "t1"."disqualified_at",
                        "t1"."recycled_at",
                        "t1"."last_disqualified_at",
                        "t1"."last_recycled_at",
                        "t1"."last_disqualified_reason",
                        "t1"."disqualified_reason",
                        "t1"."reason_group",
                        "t1"."opportunity_id",
                        "t1"."won_at",
                        "t1"."lost_at",
                        "t1"."inquiry_at",
                        "t1"."opportunity_at",
                        "t1"."customer_at",
                        "t1"."mql_at" AS "handed_at"
                      FROM "funnel_facts" AS "t1"
                      WHERE
                        "t1"."mql_at" IS NOT NULL
                    ) AS "t7"
                    LEFT OUTER JOIN (
                      SELECT
                        "t2"."lead_id" AS "_routed",
                        MIN("t2"."assigned_at") AS "assigned_at"
                      FROM "assignments" AS "t2"
                      GROUP BY
                        1
                    ) AS "t8"
                      ON "t7"."lead_id" = "t8"."_routed"
                  ) AS "t11"
                ) AS "t12"
              ) AS "t17"
              LEFT OUTER JOIN (
                SELECT
                  "t18"."lead_id" AS "_worked",
                  MIN("t18"."happened_at") FILTER(WHERE
                    NOT (
                      "t18"."inward"
                    ) OR "t18"."meets") AS "first_touch_at",
                  MIN("t18"."happened_at") FILTER(WHERE
                    "t18"."inward" OR "t18"."meets" OR "t18"."spoke") AS "answered_at",
                  CAST(SUM(
                    CASE
                      WHEN (
                        NOT (
                          "t18"."inward"
                        ) OR "t18"."meets"
                      )
                      AND COALESCE(
                        (
                          DATE_DIFF('MICROSECOND', "t18"."clock_at", "t18"."happened_at") / 86400000000.0
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
                      "t10"."lead_id",
                      "t10"."happened_at",
                      "t10"."meets",
                      "t10"."inward",
                      "t10"."spoke",
                      "t14"."handed_at",
                      "t14"."clock_at"
                    FROM (
                      SELECT
                        "t3"."lead_id",
                        "t3"."happened_at",
                        COALESCE("t3"."kind" = 'meeting', FALSE) AS "meets",
                        COALESCE(LOWER("t3"."direction") = 'inbound', FALSE) AS "inward",
                        COALESCE(
                          LOWER("t3"."outcome") IN (
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
                      FROM "activities" AS "t3"
                      WHERE
                        "t3"."lead_id" IS NOT NULL
                        AND (
                          (
                            "t3"."automated" IS NULL
                          ) OR NOT (
                            "t3"."automated"
                          )
                        )
                    ) AS "t10"
                    INNER JOIN (
                      SELECT
                        "t12"."lead_id",
                        "t12"."handed_at",
                        CASE
                          WHEN "t12"."assigned_at" > "t12"."handed_at"
                          THEN "t12"."assigned_at"
                          ELSE CASE
                            WHEN "t12"."assigned_at" IS NOT NULL
                            THEN "t12"."handed_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END
                        END AS "clock_at"
                      FROM (
                        SELECT
                          "t11".*
                          EXCLUDE ("_routed")
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
                            "t7"."last_disqualified_at",
                            "t7"."last_recycled_at",
                            "t7"."last_disqualified_reason",
                            "t7"."disqualified_reason",
                            "t7"."reason_group",
                            "t7"."opportunity_id",
                            "t7"."won_at",
                            "t7"."lost_at",
                            "t7"."inquiry_at",
                            "t7"."opportunity_at",
                            "t7"."customer_at",
                            "t7"."handed_at",
                            "t8"."_routed",
                            "t8"."assigned_at"
                          FROM (
                            SELECT
                              "t1"."lead_id",
                              "t1"."account_id",
                              "t1"."created_at",
                              "t1"."source",
                              "t1"."campaign_id",
                              "t1"."lead_type",
                              "t1"."country",
                              "t1"."owner_id",
                              "t1"."cluster",
                              "t1"."purpose",
                              "t1"."on_profile",
                              "t1"."pql_at",
                              "t1"."mql_at",
                              "t1"."sal_at",
                              "t1"."sql_at",
                              "t1"."disqualified_at",
                              "t1"."recycled_at",
                              "t1"."last_disqualified_at",
                              "t1"."last_recycled_at",
                              "t1"."last_disqualified_reason",
                              "t1"."disqualified_reason",
                              "t1"."reason_group",
                              "t1"."opportunity_id",
                              "t1"."won_at",
                              "t1"."lost_at",
                              "t1"."inquiry_at",
                              "t1"."opportunity_at",
                              "t1"."customer_at",
                              "t1"."mql_at" AS "handed_at"
                            FROM "funnel_facts" AS "t1"
                            WHERE
                              "t1"."mql_at" IS NOT NULL
                          ) AS "t7"
                          LEFT OUTER JOIN (
                            SELECT
                              "t2"."lead_id" AS "_routed",
                              MIN("t2"."assigned_at") AS "assigned_at"
                            FROM "assignments" AS "t2"
                            GROUP BY
                              1
                          ) AS "t8"
                            ON "t7"."lead_id" = "t8"."_routed"
                        ) AS "t11"
                      ) AS "t12"
                    ) AS "t14"
                      ON "t10"."lead_id" = "t14"."lead_id"
                  ) AS "t15"
                  WHERE
                    "t15"."happened_at" >= "t15"."handed_at"
                ) AS "t18"
                GROUP BY
                  1
              ) AS "t20"
                ON "t17"."lead_id" = "t20"."_worked"
            ) AS "t21"
          ) AS "t23"
          LEFT OUTER JOIN "working_days" AS "t4"
            ON "t23"."_day" = "t4"."work_day" AND "t23"."hours_of" = "t4"."work_hours_of"
        ) AS "t24"
      ) AS "t26"
      LEFT OUTER JOIN "working_days" AS "t4"
        ON "t26"."_day" = "t4"."work_day" AND "t26"."hours_of" = "t4"."work_hours_of"
    ) AS "t27"
  ) AS "t29"
  LEFT OUTER JOIN "working_days" AS "t4"
    ON "t29"."_day" = "t4"."work_day" AND "t29"."hours_of" = "t4"."work_hours_of"
) AS "t30";
