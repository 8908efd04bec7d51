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
  "t22"."handed_at",
  "t22"."assigned_at",
  "t22"."opportunity_id",
  "t22"."opportunity_at",
  "t22"."won_at",
  "t22"."clock_at",
  "t22"."accepted_at",
  "t22"."rejected_at",
  "t22"."recycled_at",
  "t22"."reason",
  "t22"."reason_group",
  "t22"."promised_hours",
  "t22"."first_touch_at",
  "t22"."answered_at",
  "t22"."attempts",
  "t22"."response",
  (
    "t22"."stop_seconds" - "t22"."clock_seconds"
  ) / 3600.0 AS "waited_hours",
  (
    "t22"."left_seconds" - "t22"."clock_seconds"
  ) / 3600.0 AS "left_hours"
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
    "t21"."attempts",
    "t21"."stops_at",
    "t21"."response",
    "t21"."clock_seconds",
    "t21"."stop_seconds",
    "t3"."counted" + CASE
      WHEN CASE
        WHEN (
          "t21"."_second" - "t3"."opens_0"
        ) IS NULL
        THEN "t21"."_second" - "t3"."opens_0"
        ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t21"."_second" - "t3"."opens_0")
      END IS NULL
      THEN CASE
        WHEN (
          "t21"."_second" - "t3"."opens_0"
        ) IS NULL
        THEN "t21"."_second" - "t3"."opens_0"
        ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t21"."_second" - "t3"."opens_0")
      END
      ELSE GREATEST(
        0,
        CASE
          WHEN (
            "t21"."_second" - "t3"."opens_0"
          ) IS NULL
          THEN "t21"."_second" - "t3"."opens_0"
          ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t21"."_second" - "t3"."opens_0")
        END
      )
    END AS "left_seconds"
  FROM (
    SELECT
      "t19"."lead_id",
      "t19"."cluster",
      "t19"."account_id",
      "t19"."source",
      "t19"."campaign_id",
      "t19"."lead_type",
      "t19"."country",
      "t19"."owner_id",
      "t19"."purpose",
      "t19"."on_profile",
      "t19"."handed_at",
      "t19"."assigned_at",
      "t19"."opportunity_id",
      "t19"."opportunity_at",
      "t19"."won_at",
      "t19"."clock_at",
      "t19"."accepted_at",
      "t19"."rejected_at",
      "t19"."recycled_at",
      "t19"."withdrawn_at",
      "t19"."left_at",
      "t19"."reason",
      "t19"."reason_group",
      "t19"."promised_hours",
      "t19"."hours_of",
      "t19"."first_touch_at",
      "t19"."answered_at",
      "t19"."attempts",
      "t19"."stops_at",
      "t19"."response",
      "t19"."clock_seconds",
      "t19"."stop_seconds",
      CAST("t19"."left_at" AS DATE) AS "_day",
      DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t19"."left_at"), "t19"."left_at") / 1000000.0 AS "_second"
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
        "t18"."handed_at",
        "t18"."assigned_at",
        "t18"."opportunity_id",
        "t18"."opportunity_at",
        "t18"."won_at",
        "t18"."clock_at",
        "t18"."accepted_at",
        "t18"."rejected_at",
        "t18"."recycled_at",
        "t18"."withdrawn_at",
        "t18"."left_at",
        "t18"."reason",
        "t18"."reason_group",
        "t18"."promised_hours",
        "t18"."hours_of",
        "t18"."first_touch_at",
        "t18"."answered_at",
        "t18"."attempts",
        "t18"."stops_at",
        "t18"."response",
        "t18"."clock_seconds",
        "t3"."counted" + CASE
          WHEN CASE
            WHEN (
              "t18"."_second" - "t3"."opens_0"
            ) IS NULL
            THEN "t18"."_second" - "t3"."opens_0"
            ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t18"."_second" - "t3"."opens_0")
          END IS NULL
          THEN CASE
            WHEN (
              "t18"."_second" - "t3"."opens_0"
            ) IS NULL
            THEN "t18"."_second" - "t3"."opens_0"
            ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t18"."_second" - "t3"."opens_0")
          END
          ELSE GREATEST(
            0,
            CASE
              WHEN (
                "t18"."_second" - "t3"."opens_0"
              ) IS NULL
              THEN "t18"."_second" - "t3"."opens_0"
              ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t18"."_second" - "t3"."opens_0")
            END
          )
        END AS "stop_seconds"
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
          "t16"."handed_at",
          "t16"."assigned_at",
          "t16"."opportunity_id",
          "t16"."opportunity_at",
          "t16"."won_at",
          "t16"."clock_at",
          "t16"."accepted_at",
          "t16"."rejected_at",
          "t16"."recycled_at",
          "t16"."withdrawn_at",
          "t16"."left_at",
          "t16"."reason",
          "t16"."reason_group",
          "t16"."promised_hours",
          "t16"."hours_of",
          "t16"."first_touch_at",
          "t16"."answered_at",
          "t16"."attempts",
          "t16"."stops_at",
          "t16"."response",
          "t16"."clock_seconds",
          CAST("t16"."stops_at" AS DATE) AS "_day",
          DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t16"."stops_at"), "t16"."stops_at") / 1000000.0 AS "_second"
        FROM (
          SELECT
            "t15"."lead_id",
            "t15"."cluster",
            "t15"."account_id",
            "t15"."source",
            "t15"."campaign_id",
            "t15"."lead_type",
            "t15"."country",
            "t15"."owner_id",
            "t15"."purpose",
            "t15"."on_profile",
            "t15"."handed_at",
            "t15"."assigned_at",
            "t15"."opportunity_id",
            "t15"."opportunity_at",
            "t15"."won_at",
            "t15"."clock_at",
            "t15"."accepted_at",
            "t15"."rejected_at",
            "t15"."recycled_at",
            "t15"."withdrawn_at",
            "t15"."left_at",
            "t15"."reason",
            "t15"."reason_group",
            "t15"."promised_hours",
            "t15"."hours_of",
            "t15"."first_touch_at",
            "t15"."answered_at",
            "t15"."attempts",
            "t15"."stops_at",
            "t15"."response",
            "t3"."counted" + CASE
              WHEN CASE
                WHEN (
                  "t15"."_second" - "t3"."opens_0"
                ) IS NULL
                THEN "t15"."_second" - "t3"."opens_0"
                ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t15"."_second" - "t3"."opens_0")
              END IS NULL
              THEN CASE
                WHEN (
                  "t15"."_second" - "t3"."opens_0"
                ) IS NULL
                THEN "t15"."_second" - "t3"."opens_0"
                ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t15"."_second" - "t3"."opens_0")
              END
              ELSE GREATEST(
                0,
                CASE
                  WHEN (
                    "t15"."_second" - "t3"."opens_0"
                  ) IS NULL
                  THEN "t15"."_second" - "t3"."opens_0"
                  ELSE LEAST("t3"."closes_0" - "t3"."opens_0", "t15"."_second" - "t3"."opens_0")
                END
              )
            END AS "clock_seconds"
          FROM (
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
              "t13"."clock_at",
              "t13"."accepted_at",
              "t13"."rejected_at",
              "t13"."recycled_at",
              "t13"."withdrawn_at",
              "t13"."left_at",
              "t13"."reason",
              "t13"."reason_group",
              "t13"."promised_hours",
              "t13"."hours_of",
              "t13"."first_touch_at",
              "t13"."answered_at",
              COALESCE("t13"."attempts", 0) AS "attempts",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t13"."withdrawn_at" < "t13"."first_touch_at",
                      (
                        "t13"."first_touch_at" IS NULL
                      ) AND (
                        "t13"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t13"."withdrawn_at"
                    ELSE "t13"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) < "t13"."clock_at"
                THEN "t13"."clock_at"
                ELSE COALESCE(
                  CASE
                    WHEN COALESCE(
                      "t13"."withdrawn_at" < "t13"."first_touch_at",
                      (
                        "t13"."first_touch_at" IS NULL
                      ) AND (
                        "t13"."withdrawn_at" IS NOT NULL
                      )
                    )
                    THEN "t13"."withdrawn_at"
                    ELSE "t13"."first_touch_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                )
              END AS "stops_at",
              CASE
                WHEN COALESCE(
                  "t13"."withdrawn_at" < "t13"."first_touch_at",
                  (
                    "t13"."first_touch_at" IS NULL
                  ) AND (
                    "t13"."withdrawn_at" IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t13"."first_touch_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "response",
              CAST("t13"."clock_at" AS DATE) AS "_day",
              DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t13"."clock_at"), "t13"."clock_at") / 1000000.0 AS "_second"
            FROM (
              SELECT
                "t4"."lead_id",
                "t4"."cluster",
                "t4"."account_id",
                "t4"."source",
                "t4"."campaign_id",
                "t4"."lead_type",
                "t4"."country",
                "t4"."owner_id",
                "t4"."purpose",
                "t4"."on_profile",
                "t4"."handed_at",
                "t4"."assigned_at",
                "t4"."opportunity_id",
                "t4"."opportunity_at",
                "t4"."won_at",
                "t4"."clock_at",
                "t4"."accepted_at",
                "t4"."rejected_at",
                "t4"."recycled_at",
                "t4"."withdrawn_at",
                "t4"."left_at",
                "t4"."reason",
                "t4"."reason_group",
                "t4"."promised_hours",
                "t4"."hours_of",
                "t12"."first_touch_at",
                "t12"."answered_at",
                "t12"."attempts"
              FROM "handed_clocks" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t10"."lead_id" AS "_worked",
                  MIN("t10"."happened_at") FILTER(WHERE
                    NOT (
                      "t10"."inward"
                    ) OR "t10"."meets") AS "first_touch_at",
                  MIN("t10"."happened_at") FILTER(WHERE
                    "t10"."inward" OR "t10"."meets" OR "t10"."spoke") AS "answered_at",
                  SUM(
                    CASE
                      WHEN (
                        NOT (
                          "t10"."inward"
                        ) OR "t10"."meets"
                      )
                      AND COALESCE(
                        (
                          DATE_DIFF('MICROSECOND', "t10"."clock_at", "t10"."happened_at") / 86400000000.0
                        ) <= 14.0,
                        FALSE
                      )
                      THEN 1
                      ELSE 0
                    END
                  ) AS "attempts"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t8"."lead_id",
                      "t8"."happened_at",
                      "t8"."meets",
                      "t8"."inward",
                      "t8"."spoke",
                      "t6"."handed_at",
                      "t6"."clock_at"
                    FROM (
                      SELECT
                        "t2"."lead_id",
                        "t2"."happened_at",
                        COALESCE("t2"."kind" = 'meeting', FALSE) AS "meets",
                        COALESCE(LOWER("t2"."direction") = 'inbound', FALSE) AS "inward",
                        COALESCE(
                          LOWER("t2"."outcome") IN (
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
                      FROM "activities" AS "t2"
                      WHERE
                        "t2"."lead_id" IS NOT NULL
                        AND (
                          (
                            "t2"."automated" IS NULL
                          ) OR NOT (
                            "t2"."automated"
                          )
                        )
                    ) AS "t8"
                    INNER JOIN (
                      SELECT
                        "t1"."lead_id",
                        "t1"."handed_at",
                        "t1"."clock_at"
                      FROM "handed_clocks" AS "t1"
                    ) AS "t6"
                      ON "t8"."lead_id" = "t6"."lead_id"
                  ) AS "t9"
                  WHERE
                    "t9"."happened_at" >= "t9"."handed_at"
                ) AS "t10"
                GROUP BY
                  1
              ) AS "t12"
                ON "t4"."lead_id" = "t12"."_worked"
            ) AS "t13"
          ) AS "t15"
          LEFT OUTER JOIN "working_days" AS "t3"
            ON "t15"."_day" = "t3"."work_day" AND "t15"."hours_of" = "t3"."work_hours_of"
        ) AS "t16"
      ) AS "t18"
      LEFT OUTER JOIN "working_days" AS "t3"
        ON "t18"."_day" = "t3"."work_day" AND "t18"."hours_of" = "t3"."work_hours_of"
    ) AS "t19"
  ) AS "t21"
  LEFT OUTER JOIN "working_days" AS "t3"
    ON "t21"."_day" = "t3"."work_day" AND "t21"."hours_of" = "t3"."work_hours_of"
) AS "t22";
