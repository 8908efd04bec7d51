SELECT
  "t31".*
  EXCLUDE ("before")
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t29"."opportunity_id",
      "t29"."cluster",
      "t29"."created_at",
      "t29"."ends_at",
      "t29"."outcome",
      "t29"."amount",
      "t29"."lead_at",
      "t29"."touch_id",
      "t29"."touched_at",
      "t29"."code",
      "t29"."person",
      "t29"."scope",
      LAG("t29"."touched_at") OVER (
        PARTITION BY "t29"."opportunity_id", "t29"."person", "t29"."code"
        ORDER BY "t29"."touched_at" ASC, "t29"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "before"
    FROM (
      SELECT
        "t28"."opportunity_id",
        "t28"."cluster",
        "t28"."created_at",
        "t28"."ends_at",
        "t28"."outcome",
        "t28"."amount",
        "t28"."lead_at",
        "t28"."touch_id",
        "t28"."touched_at",
        "t28"."code",
        "t28"."person",
        MIN("t28"."scope") AS "scope"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t25"."opportunity_id",
              "t25"."cluster",
              "t25"."created_at",
              "t25"."ends_at",
              "t25"."outcome",
              "t25"."amount",
              "t25"."lead_at",
              "t10"."touch_id",
              "t10"."touched_at",
              "t10"."code",
              COALESCE("t10"."lead_id", "t10"."account_id", "t10"."touch_id") AS "person",
              1 AS "scope"
            FROM (
              SELECT
                "t0"."touch_id",
                "t0"."touched_at",
                "t0"."lead_id",
                "t0"."account_id",
                CAST(CASE WHEN COALESCE("t0"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code"
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
            ) AS "t10"
            INNER JOIN (
              SELECT
                "t13"."opportunity_id",
                "t21"."cluster",
                "t21"."created_at",
                "t21"."ends_at",
                "t21"."outcome",
                "t21"."amount",
                "t21"."lead_at",
                "t13"."_person" AS "_key"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t1"."opportunity_id",
                    "t1"."lead_id" AS "_person"
                  FROM "deal_facts" AS "t1"
                  WHERE
                    (
                      COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
                      OR (
                        (
                          DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                        ) > 246.0
                      )
                    )
                    AND "t1"."lead_id" IS NOT NULL
                ) AS "t8"
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
                ) AS "t5"
              ) AS "t13"
              INNER JOIN (
                SELECT
                  "t18"."opportunity_id",
                  "t18"."cluster",
                  "t18"."created_at",
                  "t18"."ends_at",
                  "t18"."outcome",
                  "t18"."amount",
                  "t18"."lead_at",
                  "t18"."opportunity_id" AS "_key"
                FROM (
                  SELECT
                    "t17".*
                    EXCLUDE ("_deal")
                  FROM (
                    SELECT
                      "t12"."opportunity_id",
                      "t12"."cluster",
                      "t12"."account_id",
                      "t12"."lead_id",
                      "t12"."created_at",
                      "t12"."ends_at",
                      "t12"."outcome",
                      "t12"."amount",
                      "t16"."_deal",
                      "t16"."lead_at"
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."cluster",
                        "t1"."account_id",
                        "t1"."lead_id",
                        "t1"."created_at",
                        COALESCE("t1"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
                        CASE WHEN COALESCE("t1"."status" = 'won', FALSE) THEN 1 ELSE 2 END AS "outcome",
                        "t1"."amount"
                      FROM "deal_facts" AS "t1"
                      WHERE
                        COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
                        OR (
                          (
                            DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                          ) > 246.0
                        )
                    ) AS "t12"
                    LEFT OUTER JOIN (
                      SELECT
                        "t14"."opportunity_id" AS "_deal",
                        MIN("t14"."_since") AS "lead_at"
                      FROM (
                        SELECT
                          "t13"."opportunity_id",
                          "t13"."_person",
                          "t6"."_lead",
                          "t6"."_since"
                        FROM (
                          SELECT
                            *
                          FROM (
                            SELECT
                              "t1"."opportunity_id",
                              "t1"."lead_id" AS "_person"
                            FROM "deal_facts" AS "t1"
                            WHERE
                              (
                                COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
                                OR (
                                  (
                                    DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                                  ) > 246.0
                                )
                              )
                              AND "t1"."lead_id" IS NOT NULL
                          ) AS "t8"
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
                          ) AS "t5"
                        ) AS "t13"
                        INNER JOIN (
                          SELECT
                            "t3"."lead_id" AS "_lead",
                            "t3"."created_at" AS "_since"
                          FROM "leads" AS "t3"
                        ) AS "t6"
                          ON "t13"."_person" = "t6"."_lead"
                      ) AS "t14"
                      GROUP BY
                        1
                    ) AS "t16"
                      ON "t12"."opportunity_id" = "t16"."_deal"
                  ) AS "t17"
                ) AS "t18"
                WHERE
                  "t18"."opportunity_id" IS NOT NULL
              ) AS "t21"
                ON "t13"."opportunity_id" = "t21"."_key"
            ) AS "t25"
              ON "t10"."lead_id" = "t25"."_key"
          ) AS "t26"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t22"."opportunity_id",
              "t22"."cluster",
              "t22"."created_at",
              "t22"."ends_at",
              "t22"."outcome",
              "t22"."amount",
              "t22"."lead_at",
              "t10"."touch_id",
              "t10"."touched_at",
              "t10"."code",
              COALESCE("t10"."lead_id", "t10"."account_id", "t10"."touch_id") AS "person",
              2 AS "scope"
            FROM (
              SELECT
                "t0"."touch_id",
                "t0"."touched_at",
                "t0"."lead_id",
                "t0"."account_id",
                CAST(CASE WHEN COALESCE("t0"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code"
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
            ) AS "t10"
            INNER JOIN (
              SELECT
                "t18"."opportunity_id",
                "t18"."cluster",
                "t18"."created_at",
                "t18"."ends_at",
                "t18"."outcome",
                "t18"."amount",
                "t18"."lead_at",
                "t18"."account_id" AS "_key"
              FROM (
                SELECT
                  "t17".*
                  EXCLUDE ("_deal")
                FROM (
                  SELECT
                    "t12"."opportunity_id",
                    "t12"."cluster",
                    "t12"."account_id",
                    "t12"."lead_id",
                    "t12"."created_at",
                    "t12"."ends_at",
                    "t12"."outcome",
                    "t12"."amount",
                    "t16"."_deal",
                    "t16"."lead_at"
                  FROM (
                    SELECT
                      "t1"."opportunity_id",
                      "t1"."cluster",
                      "t1"."account_id",
                      "t1"."lead_id",
                      "t1"."created_at",
                      COALESCE("t1"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
                      CASE WHEN COALESCE("t1"."status" = 'won', FALSE) THEN 1 ELSE 2 END AS "outcome",
                      "t1"."amount"
                    FROM "deal_facts" AS "t1"
                    WHERE
                      COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
                      OR (
                        (
                          DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                        ) > 246.0
                      )
                  ) AS "t12"
                  LEFT OUTER JOIN (
                    SELECT
                      "t14"."opportunity_id" AS "_deal",
                      MIN("t14"."_since") AS "lead_at"
                    FROM (
                      SELECT
                        "t13"."opportunity_id",
                        "t13"."_person",
                        "t6"."_lead",
                        "t6"."_since"
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t1"."opportunity_id",
                            "t1"."lead_id" AS "_person"
                          FROM "deal_facts" AS "t1"
                          WHERE
                            (
                              COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
                              OR (
                                (
                                  DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                                ) > 246.0
                              )
                            )
                            AND "t1"."lead_id" IS NOT NULL
                        ) AS "t8"
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
                        ) AS "t5"
                      ) AS "t13"
                      INNER JOIN (
                        SELECT
                          "t3"."lead_id" AS "_lead",
                          "t3"."created_at" AS "_since"
                        FROM "leads" AS "t3"
                      ) AS "t6"
                        ON "t13"."_person" = "t6"."_lead"
                    ) AS "t14"
                    GROUP BY
                      1
                  ) AS "t16"
                    ON "t12"."opportunity_id" = "t16"."_deal"
                ) AS "t17"
              ) AS "t18"
              WHERE
                "t18"."account_id" IS NOT NULL
            ) AS "t22"
              ON "t10"."account_id" = "t22"."_key"
          ) AS "t24"
        ) AS "t27"
        WHERE
          "t27"."touched_at" <= "t27"."ends_at"
          AND (
            DATE_DIFF('MICROSECOND', "t27"."touched_at", "t27"."ends_at") / 86400000000.0
          ) <= 246.0
      ) AS "t28"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11
    ) AS "t29"
  ) AS "t30"
  WHERE
    (
      "t30"."before" IS NULL
    )
    OR NOT (
      (
        DATE_DIFF('MICROSECOND', "t30"."before", "t30"."touched_at") / 1000000.0
      ) < 1800
    )
) AS "t31";
