WITH "t21" AS (
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
    "t5"."cell",
    "t5"."won",
    "t5"."won_amount",
    "t20"."stage_at",
    "t20"."pushes",
    "t20"."_deal",
    "t20"."_from",
    "t8"."sourced_by",
    "t8"."_of"
  FROM "outlook" AS "t5"
  INNER JOIN (
    SELECT
      "t18"."stage_at",
      "t18"."pushes",
      "t18"."opportunity_id" AS "_deal",
      "t18"."valid_from" AS "_from"
    FROM (
      SELECT
        "t16"."opportunity_id",
        "t16"."valid_from",
        "t16"."status",
        "t16"."stage",
        "t16"."stage_before",
        "t16"."later",
        "t16"."moved_at",
        MAX("t16"."moved_at") OVER (
          PARTITION BY "t16"."opportunity_id"
          ORDER BY "t16"."valid_from" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "stage_at",
        SUM("t16"."later") OVER (
          PARTITION BY "t16"."opportunity_id"
          ORDER BY "t16"."valid_from" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "pushes"
      FROM (
        SELECT
          "t13"."opportunity_id",
          "t13"."valid_from",
          "t13"."status",
          "t13"."stage",
          "t13"."stage_before",
          "t13"."later",
          CASE
            WHEN COALESCE("t13"."stage" <> "t13"."stage_before", TRUE)
            THEN "t13"."valid_from"
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
        ) AS "t13"
      ) AS "t16"
    ) AS "t18"
    WHERE
      "t18"."status" = 'open'
  ) AS "t20"
    ON "t5"."opportunity_id" = "t20"."_deal" AND "t5"."valid_from" = "t20"."_from"
  INNER JOIN (
    SELECT
      "t0"."sourced_by",
      "t0"."opportunity_id" AS "_of"
    FROM "deal_facts" AS "t0"
  ) AS "t8"
    ON "t5"."opportunity_id" = "t8"."_of"
)
SELECT
  *
FROM (
  SELECT
    "t31"."opportunity_id",
    "t31"."period_start",
    "t31"."days_left",
    "t31"."placed_at",
    "t31"."cell",
    "t31"."age_band",
    "t31"."pushed",
    "t31"."size_band",
    "t31"."ours",
    CASE WHEN "t31"."n" IS NOT NULL THEN 1.0 ELSE 0.0 END AS "active",
    1.0 AS "is_standing",
    "t31"."amount",
    "t31"."won",
    "t31"."won_amount",
    CASE
      WHEN COALESCE(
        LOWER("t31"."forecast_category") IN ('commit', 'committed', 'closed', 'commit (manager)'),
        FALSE
      )
      THEN "t31"."amount"
      ELSE CAST(NULL AS DOUBLE)
    END AS "committed",
    CAST(NULL AS DOUBLE) AS "booked_before",
    CAST(NULL AS DOUBLE) AS "booked"
  FROM (
    SELECT
      "t27"."opportunity_id",
      "t27"."period_start",
      "t27"."days_left",
      "t27"."point_at",
      "t27"."placed_at",
      "t27"."over",
      "t27"."valid_from",
      "t27"."amount",
      "t27"."stage",
      "t27"."probability",
      "t27"."forecast_category",
      "t27"."cell",
      "t27"."won",
      "t27"."won_amount",
      "t27"."stage_at",
      "t27"."pushes",
      "t27"."_deal",
      "t27"."_from",
      "t27"."sourced_by",
      "t27"."_of",
      "t27"."age_band",
      "t27"."pushed",
      "t27"."size_band",
      "t27"."ours",
      "t30"."_at",
      "t30"."_point",
      "t30"."n"
    FROM (
      SELECT
        "t22"."opportunity_id",
        "t22"."period_start",
        "t22"."days_left",
        "t22"."point_at",
        "t22"."placed_at",
        "t22"."over",
        "t22"."valid_from",
        "t22"."amount",
        "t22"."stage",
        "t22"."probability",
        "t22"."forecast_category",
        "t22"."cell",
        "t22"."won",
        "t22"."won_amount",
        "t22"."stage_at",
        "t22"."pushes",
        "t22"."_deal",
        "t22"."_from",
        "t22"."sourced_by",
        "t22"."_of",
        CASE
          WHEN (
            DATE_DIFF('MICROSECOND', "t22"."stage_at", "t22"."point_at") / 86400000000.0
          ) <= 14
          THEN 0.0
          ELSE CASE
            WHEN (
              DATE_DIFF('MICROSECOND', "t22"."stage_at", "t22"."point_at") / 86400000000.0
            ) <= 56
            THEN 1.0
            ELSE 2.0
          END
        END AS "age_band",
        CASE WHEN "t22"."pushes" >= 2 THEN 2.0 ELSE CAST("t22"."pushes" AS DOUBLE) END AS "pushed",
        CASE
          WHEN COALESCE("t22"."amount" > 0, FALSE)
          THEN CAST(FLOOR(
            LN(CASE WHEN COALESCE("t22"."amount" > 0, FALSE) THEN "t22"."amount" ELSE 1.0 END) / 1.3862943611198906
          ) AS BIGINT)
          ELSE -1.0
        END AS "size_band",
        CASE WHEN COALESCE("t22"."sourced_by" = 'marketing', FALSE) THEN 1.0 ELSE 0.0 END AS "ours"
      FROM "t21" AS "t22"
    ) AS "t27"
    LEFT OUTER JOIN (
      SELECT
        "t28"."_at",
        "t28"."point_at" AS "_point",
        SUM(CASE WHEN "t28"."happened_at" IS NOT NULL THEN 1 ELSE 0 END) AS "n"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t24"."point_at",
            "t24"."_at",
            "t11"."happened_at",
            "t11"."_done"
          FROM (
            SELECT DISTINCT
              "t22"."point_at",
              "t22"."opportunity_id" AS "_at"
            FROM "t21" AS "t22"
          ) AS "t24"
          INNER JOIN (
            SELECT
              "t3"."happened_at",
              "t3"."opportunity_id" AS "_done"
            FROM "activities" AS "t3"
            WHERE
              "t3"."opportunity_id" IS NOT NULL
          ) AS "t11"
            ON "t24"."_at" = "t11"."_done"
        ) AS "t25"
        WHERE
          "t25"."happened_at" <= "t25"."point_at"
          AND "t25"."happened_at" > (
            "t25"."point_at" - INTERVAL '14' DAY
          )
      ) AS "t28"
      GROUP BY
        1,
        2
    ) AS "t30"
      ON "t27"."opportunity_id" = "t30"."_at" AND "t27"."point_at" = "t30"."_point"
  ) AS "t31"
) AS "t32"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t15"."opportunity_id",
    "t15"."period_start",
    "t15"."days_left",
    "t15"."placed_at",
    "t15"."cell",
    "t15"."age_band",
    "t15"."pushed",
    "t15"."size_band",
    "t15"."ours",
    "t15"."active",
    "t15"."is_standing",
    CAST(NULL AS DOUBLE) AS "amount",
    "t15"."won",
    "t15"."won_amount",
    "t15"."committed",
    "t15"."booked_before",
    "t15"."booked"
  FROM (
    SELECT
      "t14"."opportunity_id",
      "t9"."days_left",
      "t9"."placed_at",
      "t14"."won_in" AS "period_start",
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
        WHEN "t14"."closed_at" <= "t9"."point_at"
        THEN "t14"."amount"
        ELSE CAST(NULL AS DOUBLE)
      END AS "booked_before",
      "t14"."amount" AS "booked"
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
    ) AS "t14"
    INNER JOIN (
      SELECT
        "t1"."period_start" AS "_starts",
        "t1"."days_left",
        "t1"."point_at",
        "t1"."placed_at",
        "t1"."over"
      FROM "points" AS "t1"
    ) AS "t9"
      ON "t14"."won_in" = "t9"."_starts"
  ) AS "t15"
) AS "t17";
