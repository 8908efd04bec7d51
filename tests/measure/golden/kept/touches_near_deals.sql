SELECT
  "t22"."deal",
  "t22"."touched_at",
  "t22"."code",
  "t22"."person",
  "t22"."scope",
  "t22"."nth",
  LAG("t22"."touched_at") OVER (
    PARTITION BY "t22"."deal", "t22"."person", "t22"."code"
    ORDER BY "t22"."nth" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "before"
FROM (
  SELECT
    "t21".*
    EXCLUDE ("touch_id")
  FROM (
    SELECT
      "t20"."deal",
      "t20"."touch_id",
      "t20"."touched_at",
      "t20"."code",
      "t20"."person",
      "t20"."scope",
      ROW_NUMBER() OVER (
        PARTITION BY "t20"."deal"
        ORDER BY "t20"."touched_at" ASC, "t20"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        "t19"."deal",
        "t19"."touch_id",
        "t19"."touched_at",
        "t19"."code",
        MAX("t19"."person") AS "person",
        MIN("t19"."scope") AS "scope"
      FROM (
        SELECT
          "t18"."deal",
          "t18"."created_at",
          "t18"."over_at",
          "t18"."last_at",
          "t18"."touch_id",
          "t18"."touched_at",
          "t18"."channel",
          "t18"."person",
          "t18"."scope",
          CAST(CASE WHEN COALESCE("t18"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t15"."deal",
              "t15"."created_at",
              "t15"."over_at",
              "t15"."last_at",
              "t13"."touch_id",
              "t13"."touched_at",
              "t13"."channel",
              COALESCE("t13"."lead_id", "t13"."account_id", "t13"."touch_id") AS "person",
              1 AS "scope"
            FROM (
              SELECT
                "t11".*
                EXCLUDE ("kind")
              FROM (
                SELECT
                  "t0"."touch_id",
                  "t0"."touched_at",
                  "t0"."lead_id",
                  "t0"."account_id",
                  "t0"."channel",
                  "t0"."kind"
                FROM "touches" AS "t0"
                WHERE
                  (
                    "t0"."kind" IS NULL
                  )
                  OR NOT (
                    LOWER("t0"."kind") IN (
                      'bot',
                      'bounced',
                      'delivered',
                      'email bounced',
                      'email delivered',
                      'email sent',
                      'sent',
                      'unsubscribed'
                    )
                  )
              ) AS "t11"
            ) AS "t13"
            INNER JOIN (
              SELECT
                "t8"."deal",
                "t8"."created_at",
                "t8"."over_at",
                "t8"."last_at",
                "t10"."_person" AS "_key"
              FROM (
                SELECT
                  "t1"."deal",
                  "t1"."created_at",
                  "t1"."over_at",
                  "t1"."last_at",
                  "t1"."opportunity_id" AS "_key"
                FROM "journey_deals" AS "t1"
                WHERE
                  "t1"."opportunity_id" IS NOT NULL
              ) AS "t8"
              INNER JOIN (
                SELECT
                  *
                FROM (
                  SELECT
                    "t1"."opportunity_id",
                    "t1"."lead_id" AS "_person"
                  FROM "journey_deals" AS "t1"
                  WHERE
                    "t1"."lead_id" IS NOT NULL
                ) AS "t5"
                UNION
                SELECT
                  *
                FROM (
                  SELECT
                    "t2"."opportunity_id",
                    "t2"."lead_id" AS "_person"
                  FROM "contact_roles" AS "t2"
                  WHERE
                    "t2"."lead_id" IS NOT NULL
                ) AS "t6"
              ) AS "t10"
                ON "t8"."_key" = "t10"."opportunity_id"
            ) AS "t15"
              ON "t13"."lead_id" = "t15"."_key"
          ) AS "t17"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t7"."deal",
              "t7"."created_at",
              "t7"."over_at",
              "t7"."last_at",
              "t13"."touch_id",
              "t13"."touched_at",
              "t13"."channel",
              COALESCE("t13"."lead_id", "t13"."account_id", "t13"."touch_id") AS "person",
              2 AS "scope"
            FROM (
              SELECT
                "t11".*
                EXCLUDE ("kind")
              FROM (
                SELECT
                  "t0"."touch_id",
                  "t0"."touched_at",
                  "t0"."lead_id",
                  "t0"."account_id",
                  "t0"."channel",
                  "t0"."kind"
                FROM "touches" AS "t0"
                WHERE
                  (
                    "t0"."kind" IS NULL
                  )
                  OR NOT (
                    LOWER("t0"."kind") IN (
                      'bot',
                      'bounced',
                      'delivered',
                      'email bounced',
                      'email delivered',
                      'email sent',
                      'sent',
                      'unsubscribed'
                    )
                  )
              ) AS "t11"
            ) AS "t13"
            INNER JOIN (
              SELECT
                "t1"."deal",
                "t1"."created_at",
                "t1"."over_at",
                "t1"."last_at",
                "t1"."account_id" AS "_key"
              FROM "journey_deals" AS "t1"
              WHERE
                "t1"."account_id" IS NOT NULL
            ) AS "t7"
              ON "t13"."account_id" = "t7"."_key"
          ) AS "t16"
        ) AS "t18"
        WHERE
          "t18"."touched_at" <= "t18"."last_at"
          AND (
            COALESCE(
              (
                "t18"."touched_at" <= "t18"."created_at"
              )
              AND (
                (
                  DATE_DIFF('MICROSECOND', "t18"."touched_at", "t18"."created_at") / 86400000000.0
                ) <= 246.0
              ),
              FALSE
            )
            OR COALESCE(
              (
                "t18"."touched_at" <= "t18"."over_at"
              )
              AND (
                (
                  DATE_DIFF('MICROSECOND', "t18"."touched_at", "t18"."over_at") / 86400000000.0
                ) <= 246.0
              ),
              FALSE
            )
          )
      ) AS "t19"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t20"
  ) AS "t21"
) AS "t22";
