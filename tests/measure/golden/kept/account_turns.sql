WITH "t19" AS (
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
), "t32" AS (
  SELECT
    "t30"."account_id",
    "t30"."end_no",
    SUM("t30"."open_deals") AS "open_deals",
    SUM("t30"."won_deals") AS "won_deals"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t18"."account_id",
        CAST(CASE
          WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
          THEN CASE
            WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
            THEN 6
            ELSE CASE
              WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
              THEN 5
              ELSE 4
            END
          END
          ELSE CASE
            WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0)
            THEN CASE
              WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
              THEN 3
              ELSE 2
            END
            ELSE CASE
              WHEN "t18"."valid_from" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
              THEN 1
              ELSE 0
            END
          END
        END AS SMALLINT) AS "end_no",
        CASE WHEN "t18"."status" = 'open' THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END - CASE
          WHEN COALESCE("t18"."status_before", '') = 'open'
          THEN CAST(1 AS DOUBLE)
          ELSE CAST(0 AS DOUBLE)
        END AS "open_deals",
        CASE WHEN "t18"."status" = 'won' THEN CAST(1 AS DOUBLE) ELSE CAST(0 AS DOUBLE) END - CASE
          WHEN COALESCE("t18"."status_before", '') = 'won'
          THEN CAST(1 AS DOUBLE)
          ELSE CAST(0 AS DOUBLE)
        END AS "won_deals"
      FROM (
        SELECT
          "t11"."opportunity_id",
          "t11"."status",
          "t11"."status_before",
          "t11"."valid_from",
          "t12"."account_id",
          "t12"."_deal"
        FROM (
          SELECT
            "t1"."opportunity_id",
            "t1"."status",
            "t1"."status_before",
            "t1"."valid_from"
          FROM "deal_spells" AS "t1"
        ) AS "t11"
        INNER JOIN (
          SELECT
            "t2"."account_id",
            "t2"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t2"
        ) AS "t12"
          ON "t11"."opportunity_id" = "t12"."_deal"
      ) AS "t18"
      WHERE
        "t18"."status" <> COALESCE("t18"."status_before", '')
        AND "t18"."account_id" IS NOT NULL
    ) AS "t27"
    WHERE
      "t27"."end_no" < 6
  ) AS "t30"
  GROUP BY
    1,
    2
)
SELECT
  "t51"."account_id",
  "t51"."engagement_minutes",
  "t51"."sales_activities",
  "t51"."first_end",
  "t51"."until_end",
  "t51"."target_tier",
  "t51"."owner_id",
  "t51"."settled_end",
  "t51"."account_bucket",
  COALESCE("t38"."open_deals", 0.0) AS "open_deals",
  COALESCE("t38"."won_deals", 0.0) AS "won_deals"
FROM (
  SELECT
    "t49".*
    EXCLUDE ("_account", "created_end")
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t47"."account_id",
        "t47"."engagement_minutes",
        "t47"."sales_activities",
        "t47"."first_end",
        "t47"."until_end",
        "t25"."target_tier",
        "t25"."owner_id",
        "t25"."_account",
        "t25"."created_end",
        "t25"."settled_end",
        "t25"."account_bucket"
      FROM (
        SELECT
          "t45"."account_id",
          "t45"."engagement_minutes",
          "t45"."sales_activities",
          "t45"."end_no" AS "first_end",
          COALESCE(
            LEAD("t45"."end_no") OVER (
              PARTITION BY "t45"."account_id"
              ORDER BY "t45"."end_no" ASC
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ),
            6
          ) AS "until_end"
        FROM (
          SELECT
            "t44"."account_id",
            "t44"."end_no",
            CAST(ROUND(SUM("t44"."engagement_minutes"), 6) AS DOUBLE) AS "engagement_minutes",
            CAST(ROUND(SUM("t44"."sales_activities"), 6) AS DOUBLE) AS "sales_activities"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t33"."account_id",
                  "t33"."end_no",
                  CAST(0 AS DOUBLE) AS "engagement_minutes",
                  CAST(0 AS DOUBLE) AS "sales_activities"
                FROM "t32" AS "t33"
              ) AS "t36"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t20"."_account" AS "account_id",
                    "t20"."created_end" AS "end_no",
                    CAST(0 AS DOUBLE) AS "engagement_minutes",
                    CAST(0 AS DOUBLE) AS "sales_activities"
                  FROM "t19" AS "t20"
                  WHERE
                    "t20"."created_end" < 6
                ) AS "t23"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t40"."account_id",
                    CAST(CASE
                      WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 10, 1, 0, 0, 0.0)
                      THEN CASE
                        WHEN "t40"."at" >= MAKE_TIMESTAMP(2025, 4, 1, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t40"."at" >= MAKE_TIMESTAMP(2025, 7, 1, 0, 0, 0.0)
                          THEN 6
                          ELSE CASE WHEN "t40"."at" >= MAKE_TIMESTAMP(2025, 4, 2, 0, 0, 0.0) THEN 5 ELSE 6 END
                        END
                        ELSE CASE
                          WHEN "t40"."at" >= MAKE_TIMESTAMP(2025, 1, 1, 0, 0, 0.0)
                          THEN 4
                          ELSE CASE WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 10, 3, 0, 0, 0.0) THEN 3 ELSE 6 END
                        END
                      END
                      ELSE CASE
                        WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 4, 2, 0, 0, 0.0)
                        THEN CASE
                          WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 7, 3, 0, 0, 0.0)
                          THEN 2
                          ELSE CASE WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 7, 1, 0, 0, 0.0) THEN 6 ELSE 1 END
                        END
                        ELSE CASE
                          WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 4, 1, 0, 0, 0.0)
                          THEN 6
                          ELSE CASE WHEN "t40"."at" >= MAKE_TIMESTAMP(2024, 1, 2, 0, 0, 0.0) THEN 0 ELSE 6 END
                        END
                      END
                    END AS SMALLINT) AS "end_no",
                    "t40"."engagement_minutes",
                    "t40"."sales_activities"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t3"."account_id",
                        "t3"."touched_at" AS "at",
                        CASE WHEN "t3"."channel" IS NULL THEN 0.0 ELSE 30.0 END AS "engagement_minutes",
                        CAST(0 AS DOUBLE) AS "sales_activities"
                      FROM "touches" AS "t3"
                      WHERE
                        "t3"."account_id" IS NOT NULL
                    ) AS "t15"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t35"."account_id",
                        "t35"."at",
                        CASE
                          WHEN (
                            LOWER("t35"."kind") = 'call'
                          )
                          AND COALESCE(
                            (
                              "t35"."kind" = 'meeting'
                            ) OR (
                              LOWER("t35"."direction") = 'inbound'
                            ),
                            FALSE
                          )
                          THEN 10.0
                          WHEN (
                            LOWER("t35"."kind") = 'email'
                          )
                          AND COALESCE(
                            (
                              "t35"."kind" = 'meeting'
                            ) OR (
                              LOWER("t35"."direction") = 'inbound'
                            ),
                            FALSE
                          )
                          THEN 2.0
                          WHEN (
                            LOWER("t35"."kind") = 'meeting'
                          )
                          AND COALESCE(
                            (
                              "t35"."kind" = 'meeting'
                            ) OR (
                              LOWER("t35"."direction") = 'inbound'
                            ),
                            FALSE
                          )
                          THEN 30.0
                          WHEN (
                            LOWER("t35"."kind") = 'message'
                          )
                          AND COALESCE(
                            (
                              "t35"."kind" = 'meeting'
                            ) OR (
                              LOWER("t35"."direction") = 'inbound'
                            ),
                            FALSE
                          )
                          THEN 2.0
                          ELSE 0.0
                        END AS "engagement_minutes",
                        CASE
                          WHEN (
                            "t35"."direction" IS NULL
                          ) OR (
                            LOWER("t35"."direction") <> 'inbound'
                          )
                          THEN CAST(1 AS DOUBLE)
                          ELSE CAST(0 AS DOUBLE)
                        END AS "sales_activities"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t24".*
                              EXCLUDE ("_deal", "_of_deal")
                            FROM (
                              SELECT
                                "t21"."lead_id",
                                "t21"."opportunity_id",
                                COALESCE("t21"."account_id", "t21"."_of_deal") AS "account_id",
                                "t21"."kind",
                                "t21"."direction",
                                "t21"."at",
                                "t21"."_deal",
                                "t21"."_of_deal"
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
                              ) AS "t21"
                            ) AS "t24"
                          ) AS "t26"
                          WHERE
                            "t26"."account_id" IS NOT NULL
                        ) AS "t28"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t31"."lead_id",
                            "t31"."opportunity_id",
                            "t13"."_of" AS "account_id",
                            "t31"."kind",
                            "t31"."direction",
                            "t31"."at"
                          FROM (
                            SELECT
                              *
                            FROM (
                              SELECT
                                "t24".*
                                EXCLUDE ("_deal", "_of_deal")
                              FROM (
                                SELECT
                                  "t21"."lead_id",
                                  "t21"."opportunity_id",
                                  COALESCE("t21"."account_id", "t21"."_of_deal") AS "account_id",
                                  "t21"."kind",
                                  "t21"."direction",
                                  "t21"."at",
                                  "t21"."_deal",
                                  "t21"."_of_deal"
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
                                ) AS "t21"
                              ) AS "t24"
                            ) AS "t26"
                            WHERE
                              "t26"."account_id" IS NULL
                          ) AS "t31"
                          LEFT OUTER JOIN (
                            SELECT
                              "t4"."lead_id" AS "_lead",
                              "t4"."account_id" AS "_of"
                            FROM "leads" AS "t4"
                          ) AS "t13"
                            ON "t31"."lead_id" = "t13"."_lead"
                        ) AS "t34"
                      ) AS "t35"
                      WHERE
                        "t35"."account_id" IS NOT NULL
                    ) AS "t39"
                  ) AS "t40"
                ) AS "t41"
              ) AS "t42"
            ) AS "t43"
            WHERE
              "t43"."end_no" < 6
          ) AS "t44"
          GROUP BY
            1,
            2
        ) AS "t45"
      ) AS "t47"
      INNER JOIN (
        SELECT
          *
        FROM "t19" AS "t20"
        WHERE
          "t20"."created_end" < 6
      ) AS "t25"
        ON "t47"."account_id" = "t25"."_account"
    ) AS "t48"
    WHERE
      "t48"."first_end" >= "t48"."created_end"
  ) AS "t49"
) AS "t51"
LEFT OUTER JOIN (
  SELECT
    "t33"."account_id" AS "_of",
    "t33"."end_no" AS "_from",
    COALESCE(
      LEAD("t33"."end_no") OVER (
        PARTITION BY "t33"."account_id"
        ORDER BY "t33"."end_no" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      6
    ) AS "_until",
    SUM("t33"."open_deals") OVER (
      PARTITION BY "t33"."account_id"
      ORDER BY "t33"."end_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "open_deals",
    SUM("t33"."won_deals") OVER (
      PARTITION BY "t33"."account_id"
      ORDER BY "t33"."end_no" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS "won_deals"
  FROM "t32" AS "t33"
) AS "t38"
  ON "t51"."account_id" = "t38"."_of"
  AND "t51"."first_end" >= "t38"."_from"
  AND "t51"."first_end" < "t38"."_until";
