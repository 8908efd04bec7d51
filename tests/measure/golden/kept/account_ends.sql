WITH "t9" AS (
  SELECT
    "t2"."lead_id" AS "_lead",
    "t2"."account_id" AS "_of_lead"
  FROM "leads" AS "t2"
), "t27" AS (
  SELECT
    "t17"."account_id",
    "t16"."at",
    "t16"."status",
    COALESCE("t16"."status_before", '') AS "before"
  FROM (
    SELECT
      "t3"."opportunity_id",
      "t3"."status",
      "t3"."status_before",
      "t3"."valid_from" AS "at"
    FROM "deal_spells" AS "t3"
  ) AS "t16"
  INNER JOIN (
    SELECT
      "t4"."account_id",
      "t4"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t4"
  ) AS "t17"
    ON "t16"."opportunity_id" = "t17"."_deal"
), "t39" AS (
  SELECT
    "t35"."account_id",
    "t35"."begins",
    "t35"."ceases",
    SUM("t35"."minutes") AS "minutes",
    SUM("t35"."worked") AS "worked"
  FROM (
    SELECT
      "t28"."account_id",
      CASE WHEN "t28"."channel" IN ('Webinar') THEN 30.0 ELSE 0.0 END AS "minutes",
      0.0 AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t28"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t28"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        "t19"."channel",
        "t19"."at",
        COALESCE("t19"."account_id", "t22"."_of_lead") AS "account_id"
      FROM (
        SELECT
          "t7"."lead_id",
          "t7"."account_id",
          "t7"."channel",
          "t7"."touched_at" AS "at"
        FROM "touches" AS "t7"
      ) AS "t19"
      LEFT OUTER JOIN "t9" AS "t22"
        ON "t19"."lead_id" = "t22"."_lead"
    ) AS "t28"
  ) AS "t35"
  GROUP BY
    1,
    2,
    3
), "t41" AS (
  SELECT
    "t38"."account_id",
    "t38"."begins",
    "t38"."ceases",
    SUM("t38"."minutes") AS "minutes",
    SUM("t38"."worked") AS "worked"
  FROM (
    SELECT
      "t30"."account_id",
      CASE
        WHEN (
          LOWER("t30"."kind") = 'call'
        )
        AND COALESCE(
          (
            "t30"."kind" = 'meeting'
          ) OR (
            LOWER("t30"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 10.0
        WHEN (
          LOWER("t30"."kind") = 'email'
        )
        AND COALESCE(
          (
            "t30"."kind" = 'meeting'
          ) OR (
            LOWER("t30"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        WHEN (
          LOWER("t30"."kind") = 'meeting'
        )
        AND COALESCE(
          (
            "t30"."kind" = 'meeting'
          ) OR (
            LOWER("t30"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 30.0
        WHEN (
          LOWER("t30"."kind") = 'message'
        )
        AND COALESCE(
          (
            "t30"."kind" = 'meeting'
          ) OR (
            LOWER("t30"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        ELSE 0.0
      END AS "minutes",
      CASE
        WHEN (
          "t30"."direction" IS NULL
        ) OR (
          LOWER("t30"."direction") <> 'inbound'
        )
        THEN 1.0
        ELSE 0.0
      END AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t30"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t30"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        "t25"."kind",
        "t25"."direction",
        "t25"."at",
        COALESCE(COALESCE("t25"."account_id", "t18"."_of_deal"), "t21"."_of_lead") AS "account_id"
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
      ) AS "t25"
      LEFT OUTER JOIN (
        SELECT
          "t6"."opportunity_id" AS "_deal",
          "t6"."account_id" AS "_of_deal"
        FROM "opportunities" AS "t6"
      ) AS "t18"
        ON "t25"."opportunity_id" = "t18"."_deal"
      LEFT OUTER JOIN "t9" AS "t21"
        ON "t25"."lead_id" = "t21"."_lead"
    ) AS "t30"
  ) AS "t38"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "t57".*
  EXCLUDE ("is_there")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t55"."account_id",
      "t55"."period_start",
      "t55"."at",
      "t55"."is_last",
      "t55"."is_there",
      CAST(ROUND(
        SUM("t55"."engagement_minutes") OVER (
          PARTITION BY "t55"."account_id"
          ORDER BY "t55"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "engagement_minutes",
      CAST(ROUND(
        SUM("t55"."sales_activities") OVER (
          PARTITION BY "t55"."account_id"
          ORDER BY "t55"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "sales_activities",
      CAST(ROUND(
        SUM("t55"."people") OVER (
          PARTITION BY "t55"."account_id"
          ORDER BY "t55"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "people",
      CAST(ROUND(
        SUM("t55"."open_deals") OVER (
          PARTITION BY "t55"."account_id"
          ORDER BY "t55"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "open_deals",
      CAST(ROUND(
        SUM("t55"."won_deals") OVER (
          PARTITION BY "t55"."account_id"
          ORDER BY "t55"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "won_deals"
    FROM (
      SELECT
        "t14"."account_id",
        "t24"."period_start",
        "t24"."at",
        "t24"."is_last",
        (
          "t14"."created_at" IS NULL
        ) OR (
          "t14"."created_at" <= "t24"."at"
        ) AS "is_there",
        COALESCE("t54"."engagement_minutes", 0.0) AS "engagement_minutes",
        COALESCE("t54"."sales_activities", 0.0) AS "sales_activities",
        COALESCE("t54"."people", 0.0) AS "people",
        COALESCE("t54"."open_deals", 0.0) AS "open_deals",
        COALESCE("t54"."won_deals", 0.0) AS "won_deals"
      FROM (
        SELECT
          "t0"."account_id",
          "t0"."created_at"
        FROM "accounts" AS "t0"
      ) AS "t14"
      CROSS JOIN (
        SELECT
          "t1"."period_start",
          CASE
            WHEN "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            ELSE "t1"."shuts" - INTERVAL '1' MICROSECOND
          END AS "at",
          "t1"."shuts" > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0) AS "is_last"
        FROM "fiscal_periods" AS "t1"
        WHERE
          "t1"."period_start" >= MAKE_DATE(2024, 1, 1)
      ) AS "t24"
      LEFT OUTER JOIN (
        SELECT
          "t52"."account_id" AS "_account",
          "t52"."period_start" AS "_period",
          SUM("t52"."engagement_minutes") AS "engagement_minutes",
          SUM("t52"."sales_activities") AS "sales_activities",
          SUM("t52"."people") AS "people",
          SUM("t52"."open_deals") AS "open_deals",
          SUM("t52"."won_deals") AS "won_deals"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t42"."account_id",
                  "t42"."begins" AS "period_start",
                  "t42"."minutes" AS "engagement_minutes",
                  "t42"."worked" AS "sales_activities",
                  0.0 AS "people",
                  0.0 AS "open_deals",
                  0.0 AS "won_deals"
                FROM "t41" AS "t42"
                WHERE
                  "t42"."account_id" IS NOT NULL
              ) AS "t47"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t42"."account_id",
                  "t42"."ceases" AS "period_start",
                  -(
                    "t42"."minutes"
                  ) AS "engagement_minutes",
                  -(
                    "t42"."worked"
                  ) AS "sales_activities",
                  0.0 AS "people",
                  0.0 AS "open_deals",
                  0.0 AS "won_deals"
                FROM "t41" AS "t42"
                WHERE
                  "t42"."account_id" IS NOT NULL
              ) AS "t48"
            ) AS "t50"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t2"."account_id",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t2"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  1.0 AS "people",
                  0.0 AS "open_deals",
                  0.0 AS "won_deals"
                FROM "leads" AS "t2"
                WHERE
                  "t2"."account_id" IS NOT NULL
              ) AS "t26"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t29"."account_id",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  0.0 AS "people",
                  1.0 AS "open_deals",
                  0.0 AS "won_deals"
                FROM "t27" AS "t29"
                WHERE
                  "t29"."status" <> "t29"."before"
                  AND "t29"."status" = 'open'
                  AND "t29"."account_id" IS NOT NULL
              ) AS "t31"
            ) AS "t36"
          ) AS "t51"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t29"."account_id",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  0.0 AS "people",
                  0.0 AS "open_deals",
                  1.0 AS "won_deals"
                FROM "t27" AS "t29"
                WHERE
                  "t29"."status" <> "t29"."before"
                  AND "t29"."status" = 'won'
                  AND "t29"."account_id" IS NOT NULL
              ) AS "t32"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t29"."account_id",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  0.0 AS "people",
                  -1.0 AS "open_deals",
                  0.0 AS "won_deals"
                FROM "t27" AS "t29"
                WHERE
                  "t29"."status" <> "t29"."before"
                  AND "t29"."before" = 'open'
                  AND "t29"."account_id" IS NOT NULL
              ) AS "t33"
            ) AS "t37"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t29"."account_id",
                  CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                  0.0 AS "engagement_minutes",
                  0.0 AS "sales_activities",
                  0.0 AS "people",
                  0.0 AS "open_deals",
                  -1.0 AS "won_deals"
                FROM "t27" AS "t29"
                WHERE
                  "t29"."status" <> "t29"."before"
                  AND "t29"."before" = 'won'
                  AND "t29"."account_id" IS NOT NULL
              ) AS "t34"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t40"."account_id",
                    "t40"."begins" AS "period_start",
                    "t40"."minutes" AS "engagement_minutes",
                    "t40"."worked" AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t39" AS "t40"
                  WHERE
                    "t40"."account_id" IS NOT NULL
                ) AS "t43"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t40"."account_id",
                    "t40"."ceases" AS "period_start",
                    -(
                      "t40"."minutes"
                    ) AS "engagement_minutes",
                    -(
                      "t40"."worked"
                    ) AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t39" AS "t40"
                  WHERE
                    "t40"."account_id" IS NOT NULL
                ) AS "t44"
              ) AS "t45"
            ) AS "t46"
          ) AS "t49"
        ) AS "t52"
        GROUP BY
          1,
          2
      ) AS "t54"
        ON "t14"."account_id" = "t54"."_account" AND "t24"."period_start" = "t54"."_period"
    ) AS "t55"
  ) AS "t56"
  WHERE
    "t56"."is_there"
) AS "t57";
