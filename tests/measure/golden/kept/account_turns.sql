WITH "t20" AS (
  SELECT
    "t0"."target_tier",
    "t0"."owner_id",
    "t0"."account_id" AS "_account",
    CAST(CASE
      WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
      THEN CASE
        WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
        THEN 6
        ELSE CASE
          WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
          THEN 5
          ELSE 4
        END
      END
      ELSE CASE
        WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
        THEN CASE
          WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
          THEN 3
          ELSE 2
        END
        ELSE CASE
          WHEN "t0"."created_at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
          THEN 1
          ELSE 0
        END
      END
    END AS SMALLINT) AS "created_end",
    CAST(CASE
      WHEN (
        "t0"."created_at" + INTERVAL '90' DAY
      ) >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
      THEN CASE
        WHEN (
          "t0"."created_at" + INTERVAL '90' DAY
        ) >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
        THEN 6
        ELSE CASE
          WHEN (
            "t0"."created_at" + INTERVAL '90' DAY
          ) >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
          THEN 5
          ELSE 4
        END
      END
      ELSE CASE
        WHEN (
          "t0"."created_at" + INTERVAL '90' DAY
        ) >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
        THEN CASE
          WHEN (
            "t0"."created_at" + INTERVAL '90' DAY
          ) >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
          THEN 3
          ELSE 2
        END
        ELSE CASE
          WHEN (
            "t0"."created_at" + INTERVAL '90' DAY
          ) >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
          THEN 1
          ELSE 0
        END
      END
    END AS SMALLINT) AS "settled_end",
    SUBSTRING(
      MD5("t0"."account_id"),
      CASE
        WHEN (
          0 + 1
        ) >= 1
        THEN 0 + 1
        ELSE 0 + 1 + LENGTH(MD5("t0"."account_id"))
      END,
      2
    ) AS "account_bucket"
  FROM "accounts" AS "t0"
)
SELECT
  "t50".*
  EXCLUDE ("_account", "created_end")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t48"."account_id",
      "t48"."engagement_minutes",
      "t48"."sales_activities",
      "t48"."first_end",
      "t48"."until_end",
      "t48"."people",
      "t48"."open_deals",
      "t48"."won_deals",
      "t26"."target_tier",
      "t26"."owner_id",
      "t26"."_account",
      "t26"."created_end",
      "t26"."settled_end",
      "t26"."account_bucket"
    FROM (
      SELECT
        "t46"."account_id",
        "t46"."engagement_minutes",
        "t46"."sales_activities",
        "t46"."end_no" AS "first_end",
        COALESCE(
          LEAD("t46"."end_no") OVER (
            PARTITION BY "t46"."account_id"
            ORDER BY "t46"."end_no" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ),
          6
        ) AS "until_end",
        SUM("t46"."people") OVER (
          PARTITION BY "t46"."account_id"
          ORDER BY "t46"."end_no" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "people",
        SUM("t46"."open_deals") OVER (
          PARTITION BY "t46"."account_id"
          ORDER BY "t46"."end_no" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "open_deals",
        SUM("t46"."won_deals") OVER (
          PARTITION BY "t46"."account_id"
          ORDER BY "t46"."end_no" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "won_deals"
      FROM (
        SELECT
          COALESCE("t45"."account_id", "t39"."_account") AS "account_id",
          COALESCE("t45"."end_no", "t39"."_end") AS "end_no",
          COALESCE("t45"."engagement_minutes", 0.0) AS "engagement_minutes",
          COALESCE("t45"."sales_activities", 0.0) AS "sales_activities",
          COALESCE("t39"."people", 0.0) AS "people",
          COALESCE("t39"."open_deals", 0.0) AS "open_deals",
          COALESCE("t39"."won_deals", 0.0) AS "won_deals"
        FROM (
          SELECT
            "t43"."account_id",
            "t43"."end_no",
            CAST(ROUND(SUM("t43"."engagement_minutes"), 6) AS DOUBLE) AS "engagement_minutes",
            CAST(ROUND(SUM("t43"."sales_activities"), 6) AS DOUBLE) AS "sales_activities"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t41"."account_id",
                "t41"."at",
                "t41"."engagement_minutes",
                "t41"."sales_activities",
                CAST(CASE
                  WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                  THEN CASE
                    WHEN "t41"."at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                    THEN CASE
                      WHEN "t41"."at" >= MAKE_TIMESTAMP(2025, 7, 1, 0, 0, 0.0)
                      THEN -1
                      ELSE CASE WHEN "t41"."at" >= MAKE_TIMESTAMP(2025, 4, 2, 0, 0, 0.0) THEN 5 ELSE -1 END
                    END
                    ELSE CASE
                      WHEN "t41"."at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                      THEN 4
                      ELSE CASE WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 10, 3, 0, 0, 0.0) THEN 3 ELSE -1 END
                    END
                  END
                  ELSE CASE
                    WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 4, 2, 0, 0, 0.0)
                    THEN CASE
                      WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 7, 3, 0, 0, 0.0)
                      THEN 2
                      ELSE CASE WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0) THEN -1 ELSE 1 END
                    END
                    ELSE CASE
                      WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                      THEN -1
                      ELSE CASE WHEN "t41"."at" >= MAKE_TIMESTAMP(2024, 1, 2, 0, 0, 0.0) THEN 0 ELSE -1 END
                    END
                  END
                END AS SMALLINT) AS "end_no"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t1"."account_id",
                    "t1"."touched_at" AS "at",
                    CASE WHEN "t1"."channel" IS NULL THEN 0.0 ELSE 30.0 END AS "engagement_minutes",
                    0.0 AS "sales_activities"
                  FROM "touches" AS "t1"
                  WHERE
                    "t1"."account_id" IS NOT NULL
                ) AS "t15"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t37"."account_id",
                    "t37"."at",
                    CASE
                      WHEN (
                        LOWER("t37"."kind") = 'call'
                      )
                      AND COALESCE(
                        (
                          "t37"."kind" = 'meeting'
                        ) OR (
                          LOWER("t37"."direction") = 'inbound'
                        ),
                        FALSE
                      )
                      THEN 10.0
                      WHEN (
                        LOWER("t37"."kind") = 'email'
                      )
                      AND COALESCE(
                        (
                          "t37"."kind" = 'meeting'
                        ) OR (
                          LOWER("t37"."direction") = 'inbound'
                        ),
                        FALSE
                      )
                      THEN 2.0
                      WHEN (
                        LOWER("t37"."kind") = 'meeting'
                      )
                      AND COALESCE(
                        (
                          "t37"."kind" = 'meeting'
                        ) OR (
                          LOWER("t37"."direction") = 'inbound'
                        ),
                        FALSE
                      )
                      THEN 30.0
                      WHEN (
                        LOWER("t37"."kind") = 'message'
                      )
                      AND COALESCE(
                        (
                          "t37"."kind" = 'meeting'
                        ) OR (
                          LOWER("t37"."direction") = 'inbound'
                        ),
                        FALSE
                      )
                      THEN 2.0
                      ELSE 0.0
                    END AS "engagement_minutes",
                    CASE
                      WHEN (
                        "t37"."direction" IS NULL
                      ) OR (
                        LOWER("t37"."direction") <> 'inbound'
                      )
                      THEN 1.0
                      ELSE 0.0
                    END AS "sales_activities"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t25".*
                          EXCLUDE ("_deal", "_of_deal")
                        FROM (
                          SELECT
                            "t22"."lead_id",
                            "t22"."opportunity_id",
                            COALESCE("t22"."account_id", "t22"."_of_deal") AS "account_id",
                            "t22"."kind",
                            "t22"."direction",
                            "t22"."at",
                            "t22"."_deal",
                            "t22"."_of_deal"
                          FROM (
                            SELECT
                              "t17"."lead_id",
                              "t17"."opportunity_id",
                              "t17"."account_id",
                              "t17"."kind",
                              "t17"."direction",
                              "t17"."at",
                              "t14"."_deal",
                              "t14"."_of_deal"
                            FROM (
                              SELECT
                                "t5"."lead_id",
                                "t5"."opportunity_id",
                                "t5"."account_id",
                                "t5"."kind",
                                "t5"."direction",
                                "t5"."happened_at" AS "at"
                              FROM "activities" AS "t5"
                              WHERE
                                (
                                  "t5"."automated" IS NULL
                                ) OR NOT (
                                  "t5"."automated"
                                )
                            ) AS "t17"
                            LEFT OUTER JOIN (
                              SELECT
                                "t6"."opportunity_id" AS "_deal",
                                "t6"."account_id" AS "_of_deal"
                              FROM "opportunities" AS "t6"
                            ) AS "t14"
                              ON "t17"."opportunity_id" = "t14"."_deal"
                          ) AS "t22"
                        ) AS "t25"
                      ) AS "t28"
                      WHERE
                        "t28"."account_id" IS NOT NULL
                    ) AS "t31"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t33"."lead_id",
                        "t33"."opportunity_id",
                        "t11"."_of" AS "account_id",
                        "t33"."kind",
                        "t33"."direction",
                        "t33"."at"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t25".*
                            EXCLUDE ("_deal", "_of_deal")
                          FROM (
                            SELECT
                              "t22"."lead_id",
                              "t22"."opportunity_id",
                              COALESCE("t22"."account_id", "t22"."_of_deal") AS "account_id",
                              "t22"."kind",
                              "t22"."direction",
                              "t22"."at",
                              "t22"."_deal",
                              "t22"."_of_deal"
                            FROM (
                              SELECT
                                "t17"."lead_id",
                                "t17"."opportunity_id",
                                "t17"."account_id",
                                "t17"."kind",
                                "t17"."direction",
                                "t17"."at",
                                "t14"."_deal",
                                "t14"."_of_deal"
                              FROM (
                                SELECT
                                  "t5"."lead_id",
                                  "t5"."opportunity_id",
                                  "t5"."account_id",
                                  "t5"."kind",
                                  "t5"."direction",
                                  "t5"."happened_at" AS "at"
                                FROM "activities" AS "t5"
                                WHERE
                                  (
                                    "t5"."automated" IS NULL
                                  ) OR NOT (
                                    "t5"."automated"
                                  )
                              ) AS "t17"
                              LEFT OUTER JOIN (
                                SELECT
                                  "t6"."opportunity_id" AS "_deal",
                                  "t6"."account_id" AS "_of_deal"
                                FROM "opportunities" AS "t6"
                              ) AS "t14"
                                ON "t17"."opportunity_id" = "t14"."_deal"
                            ) AS "t22"
                          ) AS "t25"
                        ) AS "t28"
                        WHERE
                          "t28"."account_id" IS NULL
                      ) AS "t33"
                      LEFT OUTER JOIN (
                        SELECT
                          "t2"."lead_id" AS "_lead",
                          "t2"."account_id" AS "_of"
                        FROM "leads" AS "t2"
                      ) AS "t11"
                        ON "t33"."lead_id" = "t11"."_lead"
                    ) AS "t36"
                  ) AS "t37"
                  WHERE
                    "t37"."account_id" IS NOT NULL
                ) AS "t40"
              ) AS "t41"
            ) AS "t42"
            WHERE
              "t42"."end_no" <> -1
          ) AS "t43"
          GROUP BY
            1,
            2
        ) AS "t45"
        FULL OUTER JOIN (
          SELECT
            "t35"."account_id" AS "_account",
            "t35"."end_no" AS "_end",
            "t35"."people",
            "t35"."open_deals",
            "t35"."won_deals"
          FROM (
            SELECT
              "t34"."account_id",
              "t34"."end_no",
              SUM("t34"."people") AS "people",
              SUM("t34"."open_deals") AS "open_deals",
              SUM("t34"."won_deals") AS "won_deals"
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t19"."account_id",
                    CAST(CASE
                      WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                      THEN CASE
                        WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                        THEN 6
                        ELSE CASE
                          WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                          THEN 5
                          ELSE 4
                        END
                      END
                      ELSE CASE
                        WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                          THEN 3
                          ELSE 2
                        END
                        ELSE CASE
                          WHEN "t19"."valid_from" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                          THEN 1
                          ELSE 0
                        END
                      END
                    END AS SMALLINT) AS "end_no",
                    0.0 + 0.0 AS "people",
                    0.0 + (
                      CASE WHEN "t19"."status" = 'open' THEN 1.0 ELSE 0.0 END - CASE WHEN COALESCE("t19"."status_before", '') = 'open' THEN 1.0 ELSE 0.0 END
                    ) AS "open_deals",
                    0.0 + (
                      CASE WHEN "t19"."status" = 'won' THEN 1.0 ELSE 0.0 END - CASE WHEN COALESCE("t19"."status_before", '') = 'won' THEN 1.0 ELSE 0.0 END
                    ) AS "won_deals"
                  FROM (
                    SELECT
                      "t12"."opportunity_id",
                      "t12"."status",
                      "t12"."status_before",
                      "t12"."valid_from",
                      "t13"."account_id",
                      "t13"."_deal"
                    FROM (
                      SELECT
                        "t3"."opportunity_id",
                        "t3"."status",
                        "t3"."status_before",
                        "t3"."valid_from"
                      FROM "deal_spells" AS "t3"
                    ) AS "t12"
                    INNER JOIN (
                      SELECT
                        "t4"."account_id",
                        "t4"."opportunity_id" AS "_deal"
                      FROM "deal_facts" AS "t4"
                    ) AS "t13"
                      ON "t12"."opportunity_id" = "t13"."_deal"
                  ) AS "t19"
                  WHERE
                    "t19"."status" <> COALESCE("t19"."status_before", '')
                    AND "t19"."account_id" IS NOT NULL
                ) AS "t29"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t21"."_account" AS "account_id",
                      "t21"."created_end" AS "end_no",
                      0.0 + 0.0 AS "people",
                      0.0 + 0.0 AS "open_deals",
                      0.0 + 0.0 AS "won_deals"
                    FROM "t20" AS "t21"
                    WHERE
                      "t21"."created_end" < 6
                  ) AS "t24"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t2"."account_id",
                      CAST(CASE
                        WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
                          THEN 6
                          ELSE CASE
                            WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                            THEN 5
                            ELSE 4
                          END
                        END
                        ELSE CASE
                          WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
                          THEN CASE
                            WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                            THEN 3
                            ELSE 2
                          END
                          ELSE CASE
                            WHEN "t2"."created_at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                            THEN 1
                            ELSE 0
                          END
                        END
                      END AS SMALLINT) AS "end_no",
                      0.0 + 1.0 AS "people",
                      0.0 + 0.0 AS "open_deals",
                      0.0 + 0.0 AS "won_deals"
                    FROM "leads" AS "t2"
                    WHERE
                      "t2"."account_id" IS NOT NULL
                  ) AS "t18"
                ) AS "t27"
              ) AS "t30"
              WHERE
                "t30"."end_no" < 6
            ) AS "t34"
            GROUP BY
              1,
              2
          ) AS "t35"
        ) AS "t39"
          ON "t45"."account_id" = "t39"."_account" AND "t45"."end_no" = "t39"."_end"
      ) AS "t46"
    ) AS "t48"
    INNER JOIN (
      SELECT
        *
      FROM "t20" AS "t21"
      WHERE
        "t21"."created_end" < 6
    ) AS "t26"
      ON "t48"."account_id" = "t26"."_account"
  ) AS "t49"
  WHERE
    "t49"."first_end" >= "t49"."created_end"
) AS "t50";
