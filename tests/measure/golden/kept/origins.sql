WITH "t19" AS (
  SELECT
    "t5"."opportunity_id",
    "t5"."period_start",
    "t5"."days_left",
    "t5"."point_at",
    "t5"."placed_at",
    "t5"."over",
    "t5"."valid_from",
    "t5"."amount",
    "t5"."stage",
    "t5"."probability",
    "t5"."forecast_category",
    "t5"."sourced_by",
    "t5"."cell",
    "t5"."won",
    "t5"."won_amount",
    "t18"."stage_at",
    "t18"."pushes",
    "t18"."_deal",
    "t18"."_from"
  FROM "outlook" AS "t5"
  INNER JOIN (
    SELECT
      "t16"."stage_at",
      "t16"."pushes",
      "t16"."opportunity_id" AS "_deal",
      "t16"."valid_from" AS "_from"
    FROM (
      SELECT
        "t14"."opportunity_id",
        "t14"."valid_from",
        "t14"."status",
        "t14"."stage",
        "t14"."stage_before",
        "t14"."later",
        "t14"."moved_at",
        MAX("t14"."moved_at") OVER (
          PARTITION BY "t14"."opportunity_id"
          ORDER BY "t14"."valid_from" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "stage_at",
        SUM("t14"."later") OVER (
          PARTITION BY "t14"."opportunity_id"
          ORDER BY "t14"."valid_from" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "pushes"
      FROM (
        SELECT
          "t11"."opportunity_id",
          "t11"."valid_from",
          "t11"."status",
          "t11"."stage",
          "t11"."stage_before",
          "t11"."later",
          CASE
            WHEN COALESCE("t11"."stage" <> "t11"."stage_before", TRUE)
            THEN "t11"."valid_from"
            ELSE CAST(NULL AS TIMESTAMP)
          END AS "moved_at"
        FROM (
          SELECT
            "t4"."opportunity_id",
            "t4"."valid_from",
            "t4"."status",
            "t4"."stage",
            LAG("t4"."stage") OVER (
              PARTITION BY "t4"."opportunity_id"
              ORDER BY "t4"."valid_from" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "stage_before",
            CASE
              WHEN COALESCE(
                (
                  "t4"."status" = 'open'
                ) AND (
                  "t4"."close_date" > "t4"."close_before"
                ),
                FALSE
              )
              THEN 1
              ELSE 0
            END AS "later"
          FROM "deal_spells" AS "t4"
        ) AS "t11"
      ) AS "t14"
    ) AS "t16"
    WHERE
      "t16"."status" = 'open'
  ) AS "t18"
    ON "t5"."opportunity_id" = "t18"."_deal" AND "t5"."valid_from" = "t18"."_from"
)
SELECT
  *
FROM (
  SELECT
    "t29"."opportunity_id",
    "t29"."period_start",
    "t29"."days_left",
    "t29"."placed_at",
    "t29"."cell",
    "t29"."age_band",
    "t29"."pushed",
    "t29"."size_band",
    "t29"."ours",
    CASE WHEN "t29"."n" IS NOT NULL THEN 1.0 ELSE 0.0 END AS "active",
    1.0 AS "is_standing",
    "t29"."amount",
    "t29"."won",
    "t29"."won_amount",
    CASE
      WHEN COALESCE(
        LOWER("t29"."forecast_category") IN ('commit', 'committed', 'closed', 'commit (manager)'),
        FALSE
      )
      THEN "t29"."amount"
      ELSE CAST(NULL AS DOUBLE)
    END AS "committed",
    CAST(NULL AS DOUBLE) AS "booked_before",
    CAST(NULL AS DOUBLE) AS "booked"
  FROM (
    SELECT
      "t25"."opportunity_id",
      "t25"."period_start",
      "t25"."days_left",
      "t25"."point_at",
      "t25"."placed_at",
      "t25"."over",
      "t25"."valid_from",
      "t25"."amount",
      "t25"."stage",
      "t25"."probability",
      "t25"."forecast_category",
      "t25"."sourced_by",
      "t25"."cell",
      "t25"."won",
      "t25"."won_amount",
      "t25"."stage_at",
      "t25"."pushes",
      "t25"."_deal",
      "t25"."_from",
      "t25"."age_band",
      "t25"."pushed",
      "t25"."size_band",
      "t25"."ours",
      "t28"."_at",
      "t28"."_point",
      "t28"."n"
    FROM (
      SELECT
        "t20"."opportunity_id",
        "t20"."period_start",
        "t20"."days_left",
        "t20"."point_at",
        "t20"."placed_at",
        "t20"."over",
        "t20"."valid_from",
        "t20"."amount",
        "t20"."stage",
        "t20"."probability",
        "t20"."forecast_category",
        "t20"."sourced_by",
        "t20"."cell",
        "t20"."won",
        "t20"."won_amount",
        "t20"."stage_at",
        "t20"."pushes",
        "t20"."_deal",
        "t20"."_from",
        CASE
          WHEN (
            DATE_DIFF('MICROSECOND', "t20"."stage_at", "t20"."point_at") / 86400000000.0
          ) <= 14
          THEN 0.0
          ELSE CASE
            WHEN (
              DATE_DIFF('MICROSECOND', "t20"."stage_at", "t20"."point_at") / 86400000000.0
            ) <= 56
            THEN 1.0
            ELSE 2.0
          END
        END AS "age_band",
        CASE WHEN "t20"."pushes" >= 2 THEN 2.0 ELSE CAST("t20"."pushes" AS DOUBLE) END AS "pushed",
        CASE
          WHEN COALESCE("t20"."amount" > 0, FALSE)
          THEN CAST(FLOOR(
            LN(CASE WHEN COALESCE("t20"."amount" > 0, FALSE) THEN "t20"."amount" ELSE 1.0 END) / 1.3862943611198906
          ) AS BIGINT)
          ELSE -1.0
        END AS "size_band",
        CASE WHEN COALESCE("t20"."sourced_by" = 'marketing', FALSE) THEN 1.0 ELSE 0.0 END AS "ours"
      FROM "t19" AS "t20"
    ) AS "t25"
    LEFT OUTER JOIN (
      SELECT
        "t26"."_at",
        "t26"."point_at" AS "_point",
        SUM(CASE WHEN "t26"."happened_at" IS NOT NULL THEN 1 ELSE 0 END) AS "n"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t22"."point_at",
            "t22"."_at",
            "t9"."happened_at",
            "t9"."_done"
          FROM (
            SELECT
              "t20"."point_at",
              "t20"."opportunity_id" AS "_at"
            FROM "t19" AS "t20"
          ) AS "t22"
          INNER JOIN (
            SELECT
              "t3"."happened_at",
              "t3"."opportunity_id" AS "_done"
            FROM "activities" AS "t3"
            WHERE
              "t3"."opportunity_id" IS NOT NULL
          ) AS "t9"
            ON "t22"."_at" = "t9"."_done"
        ) AS "t23"
        WHERE
          "t23"."happened_at" <= "t23"."point_at"
          AND "t23"."happened_at" > (
            "t23"."point_at" - INTERVAL '14' DAY
          )
      ) AS "t26"
      GROUP BY
        1,
        2
    ) AS "t28"
      ON "t25"."opportunity_id" = "t28"."_at" AND "t25"."point_at" = "t28"."_point"
  ) AS "t29"
) AS "t30"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t13"."opportunity_id",
    "t13"."period_start",
    "t13"."days_left",
    "t13"."placed_at",
    "t13"."cell",
    "t13"."age_band",
    "t13"."pushed",
    "t13"."size_band",
    "t13"."ours",
    "t13"."active",
    "t13"."is_standing",
    CAST(NULL AS DOUBLE) AS "amount",
    "t13"."won",
    "t13"."won_amount",
    "t13"."committed",
    "t13"."booked_before",
    "t13"."booked"
  FROM (
    SELECT
      "t12"."opportunity_id",
      "t7"."days_left",
      "t7"."placed_at",
      "t12"."won_in" AS "period_start",
      CAST(NULL AS TEXT) AS "cell",
      CAST(NULL AS DOUBLE) AS "age_band",
      CAST(NULL AS DOUBLE) AS "pushed",
      CAST(NULL AS DOUBLE) AS "size_band",
      CAST(NULL AS DOUBLE) AS "ours",
      CAST(NULL AS DOUBLE) AS "active",
      0.0 AS "is_standing",
      CAST(NULL AS DOUBLE) AS "won",
      CAST(NULL AS DOUBLE) AS "won_amount",
      CAST(NULL AS DOUBLE) AS "committed",
      CASE
        WHEN "t12"."closed_at" <= "t7"."point_at"
        THEN "t12"."amount"
        ELSE CAST(NULL AS DOUBLE)
      END AS "booked_before",
      "t12"."amount" AS "booked"
    FROM (
      SELECT
        "t0"."opportunity_id",
        "t0"."closed_at",
        "t0"."created_at",
        "t0"."amount",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in"
      FROM "deal_facts" AS "t0"
      WHERE
        "t0"."status" = 'won'
    ) AS "t12"
    INNER JOIN (
      SELECT
        "t1"."period_start" AS "_starts",
        "t1"."days_left",
        "t1"."point_at",
        "t1"."placed_at",
        "t1"."over"
      FROM "points" AS "t1"
    ) AS "t7"
      ON "t12"."won_in" = "t7"."_starts"
  ) AS "t13"
) AS "t15";
