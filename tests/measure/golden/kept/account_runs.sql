WITH "t8" AS (
  SELECT
    "t2"."lead_id" AS "_lead",
    "t2"."account_id" AS "_of_lead"
  FROM "leads" AS "t2"
), "t25" AS (
  SELECT
    "t15"."account_id",
    "t14"."at",
    "t14"."status",
    COALESCE("t14"."status_before", '') AS "before"
  FROM (
    SELECT
      "t3"."opportunity_id",
      "t3"."status",
      "t3"."status_before",
      "t3"."valid_from" AS "at"
    FROM "deal_spells" AS "t3"
  ) AS "t14"
  INNER JOIN (
    SELECT
      "t4"."account_id",
      "t4"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t4"
  ) AS "t15"
    ON "t14"."opportunity_id" = "t15"."_deal"
), "t40" AS (
  SELECT
    "t36"."account_id",
    "t36"."begins",
    "t36"."ceases",
    SUM("t36"."minutes") AS "minutes",
    SUM("t36"."worked") AS "worked"
  FROM (
    SELECT
      "t28"."account_id",
      CASE WHEN "t28"."channel" IN ('Webinar') THEN 30.0 ELSE 0.0 END AS "minutes",
      0.0 AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t28"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t28"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        "t17"."channel",
        "t17"."at",
        COALESCE("t17"."account_id", "t20"."_of_lead") AS "account_id"
      FROM (
        SELECT
          "t7"."lead_id",
          "t7"."account_id",
          "t7"."channel",
          "t7"."touched_at" AS "at"
        FROM "touches" AS "t7"
      ) AS "t17"
      LEFT OUTER JOIN "t8" AS "t20"
        ON "t17"."lead_id" = "t20"."_lead"
    ) AS "t28"
  ) AS "t36"
  GROUP BY
    1,
    2,
    3
), "t42" AS (
  SELECT
    "t39"."account_id",
    "t39"."begins",
    "t39"."ceases",
    SUM("t39"."minutes") AS "minutes",
    SUM("t39"."worked") AS "worked"
  FROM (
    SELECT
      "t31"."account_id",
      CASE
        WHEN (
          LOWER("t31"."kind") = 'call'
        )
        AND COALESCE(
          (
            "t31"."kind" = 'meeting'
          ) OR (
            LOWER("t31"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 10.0
        WHEN (
          LOWER("t31"."kind") = 'email'
        )
        AND COALESCE(
          (
            "t31"."kind" = 'meeting'
          ) OR (
            LOWER("t31"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        WHEN (
          LOWER("t31"."kind") = 'meeting'
        )
        AND COALESCE(
          (
            "t31"."kind" = 'meeting'
          ) OR (
            LOWER("t31"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 30.0
        WHEN (
          LOWER("t31"."kind") = 'message'
        )
        AND COALESCE(
          (
            "t31"."kind" = 'meeting'
          ) OR (
            LOWER("t31"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        ELSE 0.0
      END AS "minutes",
      CASE
        WHEN (
          "t31"."direction" IS NULL
        ) OR (
          LOWER("t31"."direction") <> 'inbound'
        )
        THEN 1.0
        ELSE 0.0
      END AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t31"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t31"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        "t23"."kind",
        "t23"."direction",
        "t23"."at",
        COALESCE(COALESCE("t23"."account_id", "t16"."_of_deal"), "t19"."_of_lead") AS "account_id"
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
      ) AS "t23"
      LEFT OUTER JOIN (
        SELECT
          "t6"."opportunity_id" AS "_deal",
          "t6"."account_id" AS "_of_deal"
        FROM "opportunities" AS "t6"
      ) AS "t16"
        ON "t23"."opportunity_id" = "t16"."_deal"
      LEFT OUTER JOIN "t8" AS "t19"
        ON "t23"."lead_id" = "t19"."_lead"
    ) AS "t31"
  ) AS "t39"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "t59"."account_id",
  "t59"."period_start" AS "first_start",
  COALESCE(
    LEAD("t59"."period_start") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ),
    MAKE_DATE(9999, 1, 1)
  ) AS "until_start",
  CAST(ROUND(
    SUM("t59"."engagement_minutes") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    6
  ) AS DOUBLE) AS "engagement_minutes",
  CAST(ROUND(
    SUM("t59"."sales_activities") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    6
  ) AS DOUBLE) AS "sales_activities",
  CAST(ROUND(
    SUM("t59"."people") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    6
  ) AS DOUBLE) AS "people",
  CAST(ROUND(
    SUM("t59"."open_deals") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    6
  ) AS DOUBLE) AS "open_deals",
  CAST(ROUND(
    SUM("t59"."won_deals") OVER (
      PARTITION BY "t59"."account_id"
      ORDER BY "t59"."period_start" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ),
    6
  ) AS DOUBLE) AS "won_deals"
FROM (
  SELECT
    "t58"."account_id",
    "t58"."period_start",
    SUM("t58"."engagement_minutes") AS "engagement_minutes",
    SUM("t58"."sales_activities") AS "sales_activities",
    SUM("t58"."people") AS "people",
    SUM("t58"."open_deals") AS "open_deals",
    SUM("t58"."won_deals") AS "won_deals"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."account_id",
        GREATEST(
          COALESCE(
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."created_at" AS DATE)) AS TIMESTAMP) AS DATE),
            MAKE_DATE(2024, 1, 1)
          ),
          MAKE_DATE(2024, 1, 1)
        ) AS "period_start",
        0.0 AS "engagement_minutes",
        0.0 AS "sales_activities",
        0.0 AS "people",
        0.0 AS "open_deals",
        0.0 AS "won_deals"
      FROM "accounts" AS "t0"
      WHERE
        (
          "t0"."created_at" IS NULL
        )
        OR (
          "t0"."created_at" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        )
    ) AS "t26"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t56"."account_id",
        "t56"."period_start",
        "t56"."engagement_minutes",
        "t56"."sales_activities",
        "t56"."people",
        "t56"."open_deals",
        "t56"."won_deals"
      FROM (
        SELECT
          "t55"."account_id",
          "t55"."engagement_minutes",
          "t55"."sales_activities",
          "t55"."people",
          "t55"."open_deals",
          "t55"."won_deals",
          GREATEST("t55"."period_start", "t30"."_from") AS "period_start"
        FROM (
          SELECT
            "t53"."account_id",
            "t53"."period_start",
            SUM("t53"."engagement_minutes") AS "engagement_minutes",
            SUM("t53"."sales_activities") AS "sales_activities",
            SUM("t53"."people") AS "people",
            SUM("t53"."open_deals") AS "open_deals",
            SUM("t53"."won_deals") AS "won_deals"
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
                    "t43"."account_id",
                    "t43"."begins" AS "period_start",
                    "t43"."minutes" AS "engagement_minutes",
                    "t43"."worked" AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t42" AS "t43"
                  WHERE
                    "t43"."account_id" IS NOT NULL
                ) AS "t48"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t43"."account_id",
                    "t43"."ceases" AS "period_start",
                    -(
                      "t43"."minutes"
                    ) AS "engagement_minutes",
                    -(
                      "t43"."worked"
                    ) AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t42" AS "t43"
                  WHERE
                    "t43"."account_id" IS NOT NULL
                ) AS "t49"
              ) AS "t51"
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
                ) AS "t24"
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
                  FROM "t25" AS "t29"
                  WHERE
                    "t29"."status" <> "t29"."before"
                    AND "t29"."status" = 'open'
                    AND "t29"."account_id" IS NOT NULL
                ) AS "t32"
              ) AS "t37"
            ) AS "t52"
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
                  FROM "t25" AS "t29"
                  WHERE
                    "t29"."status" <> "t29"."before"
                    AND "t29"."status" = 'won'
                    AND "t29"."account_id" IS NOT NULL
                ) AS "t33"
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
                  FROM "t25" AS "t29"
                  WHERE
                    "t29"."status" <> "t29"."before"
                    AND "t29"."before" = 'open'
                    AND "t29"."account_id" IS NOT NULL
                ) AS "t34"
              ) AS "t38"
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
                  FROM "t25" AS "t29"
                  WHERE
                    "t29"."status" <> "t29"."before"
                    AND "t29"."before" = 'won'
                    AND "t29"."account_id" IS NOT NULL
                ) AS "t35"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t41"."account_id",
                      "t41"."begins" AS "period_start",
                      "t41"."minutes" AS "engagement_minutes",
                      "t41"."worked" AS "sales_activities",
                      0.0 AS "people",
                      0.0 AS "open_deals",
                      0.0 AS "won_deals"
                    FROM "t40" AS "t41"
                    WHERE
                      "t41"."account_id" IS NOT NULL
                  ) AS "t44"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t41"."account_id",
                      "t41"."ceases" AS "period_start",
                      -(
                        "t41"."minutes"
                      ) AS "engagement_minutes",
                      -(
                        "t41"."worked"
                      ) AS "sales_activities",
                      0.0 AS "people",
                      0.0 AS "open_deals",
                      0.0 AS "won_deals"
                    FROM "t40" AS "t41"
                    WHERE
                      "t41"."account_id" IS NOT NULL
                  ) AS "t45"
                ) AS "t46"
              ) AS "t47"
            ) AS "t50"
          ) AS "t53"
          GROUP BY
            1,
            2
        ) AS "t55"
        SEMI JOIN (
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
        ) AS "t22"
          ON "t55"."period_start" = "t22"."period_start"
        INNER JOIN (
          SELECT
            "t0"."account_id" AS "_account",
            GREATEST(
              COALESCE(
                CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."created_at" AS DATE)) AS TIMESTAMP) AS DATE),
                MAKE_DATE(2024, 1, 1)
              ),
              MAKE_DATE(2024, 1, 1)
            ) AS "_from"
          FROM "accounts" AS "t0"
          WHERE
            (
              "t0"."created_at" IS NULL
            )
            OR (
              "t0"."created_at" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            )
        ) AS "t30"
          ON "t55"."account_id" = "t30"."_account"
      ) AS "t56"
    ) AS "t57"
  ) AS "t58"
  GROUP BY
    1,
    2
) AS "t59";
