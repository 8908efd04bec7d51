WITH "t21" AS (
  SELECT
    "t13"."account_id",
    "t12"."at",
    "t12"."status",
    COALESCE("t12"."status_before", '') AS "before"
  FROM (
    SELECT
      "t2"."opportunity_id",
      "t2"."status",
      "t2"."status_before",
      "t2"."valid_from" AS "at"
    FROM "deal_spells" AS "t2"
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t3"."account_id",
      "t3"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t3"
  ) AS "t13"
    ON "t12"."opportunity_id" = "t13"."_deal"
), "t26" AS (
  SELECT
    "t19"."lead_id",
    "t19"."kind",
    "t19"."direction",
    "t19"."at",
    COALESCE("t19"."account_id", "t16"."_of_deal") AS "account_id"
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
  ) AS "t19"
  LEFT OUTER JOIN (
    SELECT
      "t6"."opportunity_id" AS "_deal",
      "t6"."account_id" AS "_of_deal"
    FROM "opportunities" AS "t6"
  ) AS "t16"
    ON "t19"."opportunity_id" = "t16"."_deal"
), "t40" AS (
  SELECT
    "t38"."account_id",
    "t38"."begins",
    "t38"."ceases",
    SUM("t38"."minutes") AS "minutes",
    SUM("t38"."worked") AS "worked"
  FROM (
    SELECT
      "t25"."account_id",
      CASE WHEN "t25"."channel" IN ('Webinar') THEN 30.0 ELSE 0.0 END AS "minutes",
      0.0 AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t25"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t25"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t4"."account_id",
          "t4"."channel",
          "t4"."touched_at" AS "at"
        FROM "touches" AS "t4"
        WHERE
          "t4"."account_id" IS NOT NULL
      ) AS "t14"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t11"."_of_lead" AS "account_id",
          "t17"."channel",
          "t17"."at"
        FROM (
          SELECT
            "t4"."lead_id",
            "t4"."account_id",
            "t4"."channel",
            "t4"."touched_at" AS "at"
          FROM "touches" AS "t4"
          WHERE
            "t4"."account_id" IS NULL
        ) AS "t17"
        INNER JOIN (
          SELECT
            "t1"."lead_id" AS "_lead",
            "t1"."account_id" AS "_of_lead"
          FROM "leads" AS "t1"
        ) AS "t11"
          ON "t17"."lead_id" = "t11"."_lead"
      ) AS "t24"
    ) AS "t25"
  ) AS "t38"
  GROUP BY
    1,
    2,
    3
), "t49" AS (
  SELECT
    "t48"."account_id",
    "t48"."begins",
    "t48"."ceases",
    SUM("t48"."minutes") AS "minutes",
    SUM("t48"."worked") AS "worked"
  FROM (
    SELECT
      "t41"."account_id",
      CASE
        WHEN (
          LOWER("t41"."kind") = 'call'
        )
        AND COALESCE(
          (
            "t41"."kind" = 'meeting'
          ) OR (
            LOWER("t41"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 10.0
        WHEN (
          LOWER("t41"."kind") = 'email'
        )
        AND COALESCE(
          (
            "t41"."kind" = 'meeting'
          ) OR (
            LOWER("t41"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        WHEN (
          LOWER("t41"."kind") = 'meeting'
        )
        AND COALESCE(
          (
            "t41"."kind" = 'meeting'
          ) OR (
            LOWER("t41"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 30.0
        WHEN (
          LOWER("t41"."kind") = 'message'
        )
        AND COALESCE(
          (
            "t41"."kind" = 'meeting'
          ) OR (
            LOWER("t41"."direction") = 'inbound'
          ),
          FALSE
        )
        THEN 2.0
        ELSE 0.0
      END AS "minutes",
      CASE
        WHEN (
          "t41"."direction" IS NULL
        ) OR (
          LOWER("t41"."direction") <> 'inbound'
        )
        THEN 1.0
        ELSE 0.0
      END AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t41"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t41"."at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t28".*
          EXCLUDE ("lead_id")
        FROM (
          SELECT
            *
          FROM "t26" AS "t27"
          WHERE
            "t27"."account_id" IS NOT NULL
        ) AS "t28"
      ) AS "t30"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t31"."kind",
          "t31"."direction",
          "t31"."at",
          "t11"."_of_lead" AS "account_id"
        FROM (
          SELECT
            *
          FROM "t26" AS "t27"
          WHERE
            "t27"."account_id" IS NULL
        ) AS "t31"
        INNER JOIN (
          SELECT
            "t1"."lead_id" AS "_lead",
            "t1"."account_id" AS "_of_lead"
          FROM "leads" AS "t1"
        ) AS "t11"
          ON "t31"."lead_id" = "t11"."_lead"
      ) AS "t39"
    ) AS "t41"
  ) AS "t48"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "t60".*
  EXCLUDE ("exists")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t58"."account_id",
      "t58"."period_start" AS "first_start",
      COALESCE(
        LEAD("t58"."period_start") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ),
        MAKE_DATE(9999, 1, 1)
      ) AS "until_start",
      MAX("t58"."born") OVER (
        PARTITION BY "t58"."account_id"
        ORDER BY "t58"."period_start" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "exists",
      CAST(ROUND(
        SUM("t58"."engagement_minutes") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "engagement_minutes",
      CAST(ROUND(
        SUM("t58"."sales_activities") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "sales_activities",
      CAST(ROUND(
        SUM("t58"."people") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "people",
      CAST(ROUND(
        SUM("t58"."open_deals") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "open_deals",
      CAST(ROUND(
        SUM("t58"."won_deals") OVER (
          PARTITION BY "t58"."account_id"
          ORDER BY "t58"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "won_deals"
    FROM (
      SELECT
        "t57"."account_id",
        "t57"."period_start",
        MAX("t57"."born") AS "born",
        SUM("t57"."engagement_minutes") AS "engagement_minutes",
        SUM("t57"."sales_activities") AS "sales_activities",
        SUM("t57"."people") AS "people",
        SUM("t57"."open_deals") AS "open_deals",
        SUM("t57"."won_deals") AS "won_deals"
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
            0.0 AS "won_deals",
            1 AS "born"
          FROM "accounts" AS "t0"
          WHERE
            (
              "t0"."created_at" IS NULL
            )
            OR (
              "t0"."created_at" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
            )
        ) AS "t22"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t55"."account_id",
            "t55"."period_start",
            "t55"."engagement_minutes",
            "t55"."sales_activities",
            "t55"."people",
            "t55"."open_deals",
            "t55"."won_deals",
            0 AS "born"
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
                    "t50"."account_id",
                    "t50"."begins" AS "period_start",
                    "t50"."minutes" AS "engagement_minutes",
                    "t50"."worked" AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t49" AS "t50"
                  WHERE
                    "t50"."account_id" IS NOT NULL AND "t50"."begins" <= MAKE_DATE(2025, 4, 1)
                ) AS "t51"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t50"."account_id",
                    "t50"."ceases" AS "period_start",
                    -(
                      "t50"."minutes"
                    ) AS "engagement_minutes",
                    -(
                      "t50"."worked"
                    ) AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t49" AS "t50"
                  WHERE
                    "t50"."account_id" IS NOT NULL AND "t50"."ceases" <= MAKE_DATE(2025, 4, 1)
                ) AS "t52"
              ) AS "t53"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t1"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    1.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "leads" AS "t1"
                  WHERE
                    "t1"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t1"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t20"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    1.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t21" AS "t23"
                  WHERE
                    "t23"."status" <> "t23"."before"
                    AND "t23"."status" = 'open'
                    AND "t23"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t32"
              ) AS "t36"
            ) AS "t54"
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
                    "t23"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    1.0 AS "won_deals"
                  FROM "t21" AS "t23"
                  WHERE
                    "t23"."status" <> "t23"."before"
                    AND "t23"."status" = 'won'
                    AND "t23"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t33"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    -1.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t21" AS "t23"
                  WHERE
                    "t23"."status" <> "t23"."before"
                    AND "t23"."before" = 'open'
                    AND "t23"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t34"
              ) AS "t37"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t23"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    -1.0 AS "won_deals"
                  FROM "t21" AS "t23"
                  WHERE
                    "t23"."status" <> "t23"."before"
                    AND "t23"."before" = 'won'
                    AND "t23"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t35"
                UNION ALL
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
                    FROM "t40" AS "t42"
                    WHERE
                      "t42"."account_id" IS NOT NULL AND "t42"."begins" <= MAKE_DATE(2025, 4, 1)
                  ) AS "t43"
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
                    FROM "t40" AS "t42"
                    WHERE
                      "t42"."account_id" IS NOT NULL AND "t42"."ceases" <= MAKE_DATE(2025, 4, 1)
                  ) AS "t44"
                ) AS "t45"
              ) AS "t46"
            ) AS "t47"
          ) AS "t55"
        ) AS "t56"
      ) AS "t57"
      GROUP BY
        1,
        2
    ) AS "t58"
  ) AS "t59"
  WHERE
    "t59"."exists" = 1
) AS "t60";
