SELECT
  "t22"."lead_id",
  "t22"."clock_at",
  "t22"."assigned_at",
  "t22"."first_touch_at",
  "t22"."touched_before_routing",
  CASE
    WHEN "t22"."first_touch_at" IS NOT NULL
    THEN (
      "t22"."stop_seconds" - "t22"."clock_seconds"
    ) / 3600.0
    ELSE CAST(NULL AS DOUBLE)
  END AS "response_hours",
  (
    "t22"."stop_seconds" - "t22"."clock_seconds"
  ) / 3600.0 AS "waited_hours",
  CASE
    WHEN "t22"."touched_before_routing"
    THEN 0.0
    ELSE (
      "t22"."clock_seconds" - "t22"."ready_seconds"
    ) / 3600.0
  END AS "ownerless_hours"
FROM (
  SELECT
    "t21"."lead_id",
    "t21"."clock_at",
    "t21"."assigned_at",
    "t21"."first_touch_at",
    "t21"."listens_from",
    "t21"."hours_of",
    "t21"."touched_before_routing",
    "t21"."stops_at",
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
    END AS "ready_seconds"
  FROM (
    SELECT
      "t19"."lead_id",
      "t19"."clock_at",
      "t19"."assigned_at",
      "t19"."first_touch_at",
      "t19"."listens_from",
      "t19"."hours_of",
      "t19"."touched_before_routing",
      "t19"."stops_at",
      "t19"."clock_seconds",
      "t19"."stop_seconds",
      CAST("t19"."listens_from" AS DATE) AS "_day",
      DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t19"."listens_from"), "t19"."listens_from") / 1000000.0 AS "_second"
    FROM (
      SELECT
        "t18"."lead_id",
        "t18"."clock_at",
        "t18"."assigned_at",
        "t18"."first_touch_at",
        "t18"."listens_from",
        "t18"."hours_of",
        "t18"."touched_before_routing",
        "t18"."stops_at",
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
          "t16"."clock_at",
          "t16"."assigned_at",
          "t16"."first_touch_at",
          "t16"."listens_from",
          "t16"."hours_of",
          "t16"."touched_before_routing",
          "t16"."stops_at",
          "t16"."clock_seconds",
          CAST("t16"."stops_at" AS DATE) AS "_day",
          DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t16"."stops_at"), "t16"."stops_at") / 1000000.0 AS "_second"
        FROM (
          SELECT
            "t15"."lead_id",
            "t15"."clock_at",
            "t15"."assigned_at",
            "t15"."first_touch_at",
            "t15"."listens_from",
            "t15"."hours_of",
            "t15"."touched_before_routing",
            "t15"."stops_at",
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
              "t13"."clock_at",
              "t13"."assigned_at",
              "t13"."first_touch_at",
              "t13"."listens_from",
              "t13"."hours_of",
              "t13"."touched_before_routing",
              "t13"."stops_at",
              CAST("t13"."clock_at" AS DATE) AS "_day",
              DATE_DIFF('MICROSECOND', DATE_TRUNC('DAY', "t13"."clock_at"), "t13"."clock_at") / 1000000.0 AS "_second"
            FROM (
              SELECT
                "t4"."lead_id",
                "t4"."clock_at",
                "t4"."assigned_at",
                "t12"."first_touch_at",
                "t4"."listens_from",
                "t4"."hours_of",
                COALESCE("t12"."first_touch_at" < "t4"."clock_at", FALSE) AS "touched_before_routing",
                CASE
                  WHEN COALESCE("t12"."first_touch_at" < "t4"."clock_at", FALSE)
                  THEN "t4"."clock_at"
                  ELSE COALESCE("t12"."first_touch_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0))
                END AS "stops_at"
              FROM "lead_clocks" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t10"."lead_id" AS "_touched",
                  MIN("t10"."happened_at") AS "first_touch_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t8"."lead_id",
                      "t8"."happened_at",
                      "t6"."listens_from"
                    FROM (
                      SELECT
                        "t2"."lead_id",
                        "t2"."happened_at"
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
                        AND (
                          (
                            "t2"."direction" IS NULL
                          )
                          OR (
                            LOWER("t2"."direction") <> 'inbound'
                          )
                          OR COALESCE("t2"."kind" = 'meeting', FALSE)
                        )
                    ) AS "t8"
                    INNER JOIN (
                      SELECT
                        "t1"."lead_id",
                        "t1"."listens_from"
                      FROM "lead_clocks" AS "t1"
                    ) AS "t6"
                      ON "t8"."lead_id" = "t6"."lead_id"
                  ) AS "t9"
                  WHERE
                    "t9"."happened_at" >= "t9"."listens_from"
                ) AS "t10"
                GROUP BY
                  1
              ) AS "t12"
                ON "t4"."lead_id" = "t12"."_touched"
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
