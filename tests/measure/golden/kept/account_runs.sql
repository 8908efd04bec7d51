WITH "t19" AS (
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
      "t4"."account_id",
      "t4"."opportunity_id" AS "_deal"
    FROM "deal_facts" AS "t4"
  ) AS "t13"
    ON "t12"."opportunity_id" = "t13"."_deal"
), "t22" AS (
  SELECT
    "t16"."lead_id",
    "t16"."kind",
    "t16"."direction",
    "t16"."at",
    COALESCE("t16"."account_id", "t14"."_of_deal") AS "account_id"
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
  ) AS "t16"
  LEFT OUTER JOIN (
    SELECT
      "t6"."opportunity_id" AS "_deal",
      "t6"."account_id" AS "_of_deal"
    FROM "opportunities" AS "t6"
  ) AS "t14"
    ON "t16"."opportunity_id" = "t14"."_deal"
), "t23" AS (
  SELECT
    "t18"."account_id",
    "t18"."begins",
    "t18"."ceases",
    SUM("t18"."minutes") AS "minutes",
    SUM("t18"."worked") AS "worked"
  FROM (
    SELECT
      "t3"."account_id",
      CASE WHEN "t3"."channel" IN ('Webinar') THEN 30.0 ELSE 0.0 END AS "minutes",
      0.0 AS "worked",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t3"."touched_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "begins",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t3"."touched_at" + INTERVAL '90' DAY AS DATE)) AS TIMESTAMP) AS DATE) AS "ceases"
    FROM "touches" AS "t3"
  ) AS "t18"
  GROUP BY
    1,
    2,
    3
), "t43" AS (
  SELECT
    "t42"."account_id",
    "t42"."begins",
    "t42"."ceases",
    SUM("t42"."minutes") AS "minutes",
    SUM("t42"."worked") AS "worked"
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
          *
        FROM "t22" AS "t24"
        WHERE
          "t24"."account_id" IS NOT NULL
      ) AS "t26"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t30"."lead_id",
          "t30"."kind",
          "t30"."direction",
          "t30"."at",
          "t11"."_of" AS "account_id"
        FROM (
          SELECT
            *
          FROM "t22" AS "t24"
          WHERE
            "t24"."account_id" IS NULL
        ) AS "t30"
        LEFT OUTER JOIN (
          SELECT
            "t1"."lead_id" AS "_lead",
            "t1"."account_id" AS "_of"
          FROM "leads" AS "t1"
        ) AS "t11"
          ON "t30"."lead_id" = "t11"."_lead"
      ) AS "t40"
    ) AS "t41"
  ) AS "t42"
  GROUP BY
    1,
    2,
    3
)
SELECT
  "t54".*
  EXCLUDE ("exists")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t52"."account_id",
      "t52"."period_start" AS "first_start",
      COALESCE(
        LEAD("t52"."period_start") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ),
        MAKE_DATE(9999, 1, 1)
      ) AS "until_start",
      MAX("t52"."born") OVER (
        PARTITION BY "t52"."account_id"
        ORDER BY "t52"."period_start" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
      ) AS "exists",
      CAST(ROUND(
        SUM("t52"."engagement_minutes") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "engagement_minutes",
      CAST(ROUND(
        SUM("t52"."sales_activities") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "sales_activities",
      CAST(ROUND(
        SUM("t52"."people") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "people",
      CAST(ROUND(
        SUM("t52"."open_deals") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "open_deals",
      CAST(ROUND(
        SUM("t52"."won_deals") OVER (
          PARTITION BY "t52"."account_id"
          ORDER BY "t52"."period_start" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ),
        6
      ) AS DOUBLE) AS "won_deals"
    FROM (
      SELECT
        "t51"."account_id",
        "t51"."period_start",
        MAX("t51"."born") AS "born",
        SUM("t51"."engagement_minutes") AS "engagement_minutes",
        SUM("t51"."sales_activities") AS "sales_activities",
        SUM("t51"."people") AS "people",
        SUM("t51"."open_deals") AS "open_deals",
        SUM("t51"."won_deals") AS "won_deals"
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
        ) AS "t20"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t49"."account_id",
            "t49"."period_start",
            "t49"."engagement_minutes",
            "t49"."sales_activities",
            "t49"."people",
            "t49"."open_deals",
            "t49"."won_deals",
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
                    "t44"."account_id",
                    "t44"."begins" AS "period_start",
                    "t44"."minutes" AS "engagement_minutes",
                    "t44"."worked" AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t43" AS "t44"
                  WHERE
                    "t44"."account_id" IS NOT NULL AND "t44"."begins" <= MAKE_DATE(2025, 4, 1)
                ) AS "t45"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t44"."account_id",
                    "t44"."ceases" AS "period_start",
                    -(
                      "t44"."minutes"
                    ) AS "engagement_minutes",
                    -(
                      "t44"."worked"
                    ) AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t43" AS "t44"
                  WHERE
                    "t44"."account_id" IS NOT NULL AND "t44"."ceases" <= MAKE_DATE(2025, 4, 1)
                ) AS "t46"
              ) AS "t47"
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
                ) AS "t17"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t21"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    1.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t19" AS "t21"
                  WHERE
                    "t21"."status" <> "t21"."before"
                    AND "t21"."status" = 'open'
                    AND "t21"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t32"
              ) AS "t36"
            ) AS "t48"
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
                    "t21"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    1.0 AS "won_deals"
                  FROM "t19" AS "t21"
                  WHERE
                    "t21"."status" <> "t21"."before"
                    AND "t21"."status" = 'won'
                    AND "t21"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t33"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t21"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    -1.0 AS "open_deals",
                    0.0 AS "won_deals"
                  FROM "t19" AS "t21"
                  WHERE
                    "t21"."status" <> "t21"."before"
                    AND "t21"."before" = 'open'
                    AND "t21"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
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
                    "t21"."account_id",
                    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period_start",
                    0.0 AS "engagement_minutes",
                    0.0 AS "sales_activities",
                    0.0 AS "people",
                    0.0 AS "open_deals",
                    -1.0 AS "won_deals"
                  FROM "t19" AS "t21"
                  WHERE
                    "t21"."status" <> "t21"."before"
                    AND "t21"."before" = 'won'
                    AND "t21"."account_id" IS NOT NULL
                    AND CAST(CAST(DATE_TRUNC('QUARTER', CAST("t21"."at" AS DATE)) AS TIMESTAMP) AS DATE) <= MAKE_DATE(2025, 4, 1)
                ) AS "t35"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t25"."account_id",
                      "t25"."begins" AS "period_start",
                      "t25"."minutes" AS "engagement_minutes",
                      "t25"."worked" AS "sales_activities",
                      0.0 AS "people",
                      0.0 AS "open_deals",
                      0.0 AS "won_deals"
                    FROM "t23" AS "t25"
                    WHERE
                      "t25"."account_id" IS NOT NULL AND "t25"."begins" <= MAKE_DATE(2025, 4, 1)
                  ) AS "t28"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t25"."account_id",
                      "t25"."ceases" AS "period_start",
                      -(
                        "t25"."minutes"
                      ) AS "engagement_minutes",
                      -(
                        "t25"."worked"
                      ) AS "sales_activities",
                      0.0 AS "people",
                      0.0 AS "open_deals",
                      0.0 AS "won_deals"
                    FROM "t23" AS "t25"
                    WHERE
                      "t25"."account_id" IS NOT NULL AND "t25"."ceases" <= MAKE_DATE(2025, 4, 1)
                  ) AS "t29"
                ) AS "t31"
              ) AS "t38"
            ) AS "t39"
          ) AS "t49"
        ) AS "t50"
      ) AS "t51"
      GROUP BY
        1,
        2
    ) AS "t52"
  ) AS "t53"
  WHERE
    "t53"."exists" = 1
) AS "t54";
