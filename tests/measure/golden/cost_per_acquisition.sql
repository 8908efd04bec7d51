SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

SELECT
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

SELECT DISTINCT
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."source" AS "channel"
FROM "leads" AS "t0"
WHERE
  "t0"."source" IS NOT NULL;

SELECT
  "t0"."campaign_id",
  "t0"."purpose"
FROM "campaigns" AS "t0";

SELECT
  *
FROM (
  SELECT
    MIN("t0"."created_at") AS "at"
  FROM "leads" AS "t0"
) AS "t2"
UNION ALL
SELECT
  *
FROM (
  SELECT
    MIN("t1"."created_at") AS "at"
  FROM "opportunities" AS "t1"
) AS "t3";

SELECT
  COUNT(NULLIF("t6"."channel", '')) AS "n"
FROM (
  SELECT
    "t4"."campaign_id",
    COALESCE(NULLIF("t4"."channel", ''), "t5"."_channel") AS "channel"
  FROM (
    SELECT
      "t0"."campaign_id",
      "t0"."channel"
    FROM "spend" AS "t0"
  ) AS "t4"
  LEFT OUTER JOIN (
    SELECT
      "t1"."campaign_id" AS "_of",
      "t1"."channel" AS "_channel"
    FROM "campaigns" AS "t1"
  ) AS "t5"
    ON "t4"."campaign_id" = "t5"."_of"
) AS "t6";

SELECT DISTINCT
  "t0"."channel"
FROM "spend" AS "t0"
WHERE
  "t0"."channel" IS NOT NULL;

SELECT DISTINCT
  "t0"."bought_by"
FROM "spend_by_month" AS "t0";

SELECT
  *
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."period_start",
      "t1"."period_end",
      "t1"."team",
      "t1"."kind",
      "t1"."amount",
      "t1"."currency",
      "t1"."rate_used",
      (
        CAST("t1"."amount" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "told"
    FROM (
      SELECT
        "t0"."period_start",
        "t0"."period_end",
        "t0"."team",
        "t0"."kind",
        "t0"."amount",
        "t0"."currency",
        CASE
          WHEN (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) IS NULL
          )
          OR (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = ''
          )
          OR (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = 'EUR'
          )
          THEN 1.0
          ELSE CAST(NULL AS DOUBLE)
        END AS "rate_used"
      FROM "costs" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."team" ASC,
  "t3"."kind" ASC,
  "t3"."period_start" ASC,
  "t3"."period_end" ASC;

SELECT
  "t31"."period",
  "t31"."slice_0",
  "t31"."slice_1",
  "t31"."month",
  "t31"."tick",
  "t31"."fate",
  "t31"."units",
  "t31"."leads",
  "t31"."wins",
  "t31"."unpriced",
  "t31"."unpriced_wins",
  "t31"."media",
  "t31"."recorded",
  "t31"."hours",
  "t31"."shared",
  "t31"."amount",
  "t31"."valued",
  "t31"."logs",
  "t31"."squares",
  DENSE_RANK() OVER (
    ORDER BY "t31"."period" ASC NULLS FIRST, "t31"."slice_0" ASC NULLS FIRST, "t31"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t30"."period",
    "t30"."slice_0",
    "t30"."slice_1",
    "t30"."month",
    "t30"."tick",
    "t30"."fate",
    COUNT(*) AS "units",
    SUM(
      CASE
        WHEN (
          "t30"."is_lead" = 1
        ) AND (
          "t30"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "leads",
    SUM(
      CASE
        WHEN COALESCE("t30"."outcome" = 1, FALSE) AND (
          "t30"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "wins",
    SUM(
      CASE
        WHEN (
          "t30"."is_lead" = 1
        ) AND NOT (
          "t30"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "unpriced",
    SUM(
      CASE
        WHEN COALESCE("t30"."outcome" = 1, FALSE) AND NOT (
          "t30"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "unpriced_wins",
    SUM(CAST(ROUND("t30"."media" * 1000000.0, 0) AS BIGINT)) AS "media",
    COUNT("t30"."media") AS "recorded",
    SUM(CAST(ROUND("t30"."hours" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t30"."media" IS NOT NULL) AS "hours",
    SUM(CAST(ROUND("t30"."shared" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t30"."media" IS NOT NULL) AS "shared",
    SUM(CAST(ROUND("t30"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t30"."media" IS NOT NULL
      ) AND (
        "t30"."amount" > 0
      )) AS "amount",
    COUNT(
      LN(CASE WHEN "t30"."amount" > 0 THEN "t30"."amount" ELSE CAST(NULL AS DOUBLE) END)
    ) FILTER(WHERE
      "t30"."media" IS NOT NULL) AS "valued",
    SUM(
      CAST(ROUND(
        LN(CASE WHEN "t30"."amount" > 0 THEN "t30"."amount" ELSE CAST(NULL AS DOUBLE) END) * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      "t30"."media" IS NOT NULL) AS "logs",
    SUM(
      CAST(ROUND(
        LN(CASE WHEN "t30"."amount" > 0 THEN "t30"."amount" ELSE CAST(NULL AS DOUBLE) END) * LN(CASE WHEN "t30"."amount" > 0 THEN "t30"."amount" ELSE CAST(NULL AS DOUBLE) END) * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      "t30"."media" IS NOT NULL) AS "squares"
  FROM (
    SELECT
      "t29"."unit_id",
      "t29"."at",
      "t29"."lead_id",
      "t29"."cluster",
      "t29"."account_id",
      "t29"."created_at",
      "t29"."source",
      "t29"."campaign_id",
      "t29"."lead_type",
      "t29"."country",
      "t29"."owner_id",
      "t29"."purpose",
      "t29"."on_profile",
      "t29"."opportunity_id",
      "t29"."channel",
      "t29"."month",
      "t29"."is_lead",
      "t29"."media",
      "t29"."hours",
      "t29"."shared",
      "t29"."waited",
      "t29"."outcome",
      "t29"."amount",
      CAST(NULL AS TEXT) AS "view",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
      NULLIF("t29"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t29"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t29"."is_lead" = 1
        )
        AND (
          "t29"."waited" IS NOT NULL
        )
        AND (
          "t29"."outcome" IS NOT NULL
        )
        AND (
          "t29"."waited" >= 0
        )
        THEN "t29"."waited"
        ELSE -1
      END AS "tick",
      CASE
        WHEN (
          "t29"."is_lead" = 1
        )
        AND (
          "t29"."waited" IS NOT NULL
        )
        AND (
          "t29"."outcome" IS NOT NULL
        )
        AND (
          "t29"."waited" >= 0
        )
        THEN "t29"."outcome"
        ELSE 0
      END AS "fate"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t27"."lead_id" AS "unit_id",
          "t27"."created_at" AS "at",
          "t27"."lead_id",
          "t27"."cluster",
          "t27"."account_id",
          "t27"."created_at",
          "t27"."source",
          "t27"."campaign_id",
          "t27"."lead_type",
          "t27"."country",
          "t27"."owner_id",
          "t27"."purpose",
          "t27"."on_profile",
          "t27"."opportunity_id",
          "t27"."channel",
          "t27"."month",
          1 AS "is_lead",
          "t27"."media",
          "t27"."hours",
          "t27"."shared",
          "t27"."waited",
          "t27"."outcome",
          "t27"."amount"
        FROM (
          SELECT
            "t26"."lead_id",
            "t26"."cluster",
            "t26"."account_id",
            "t26"."created_at",
            "t26"."campaign_id",
            "t26"."lead_type",
            "t26"."country",
            "t26"."owner_id",
            "t26"."purpose",
            "t26"."on_profile",
            "t26"."opportunity_id",
            "t26"."customer_at",
            "t26"."ended_at",
            "t26"."source",
            "t26"."channel",
            "t26"."month",
            "t26"."hours",
            "t26"."bought_by",
            "t26"."media",
            "t26"."shared",
            "t26"."waited",
            "t26"."outcome",
            "t15"."worth" / 1000000.0 AS "amount"
          FROM (
            SELECT
              "t24"."lead_id",
              "t24"."cluster",
              "t24"."account_id",
              "t24"."created_at",
              "t24"."campaign_id",
              "t24"."lead_type",
              "t24"."country",
              "t24"."owner_id",
              "t24"."purpose",
              "t24"."on_profile",
              "t24"."opportunity_id",
              "t24"."customer_at",
              "t24"."ended_at",
              "t24"."source",
              "t24"."channel",
              "t24"."month",
              "t24"."hours",
              "t24"."bought_by",
              "t24"."media",
              "t24"."shared",
              CASE
                WHEN "t24"."outcome" = 1
                THEN CASE
                  WHEN "t24"."waited" IS NULL
                  THEN "t24"."waited"
                  ELSE GREATEST(0, "t24"."waited")
                END
                ELSE "t24"."waited"
              END AS "waited",
              "t24"."outcome"
            FROM (
              SELECT
                "t23"."lead_id",
                "t23"."cluster",
                "t23"."account_id",
                "t23"."created_at",
                "t23"."campaign_id",
                "t23"."lead_type",
                "t23"."country",
                "t23"."owner_id",
                "t23"."purpose",
                "t23"."on_profile",
                "t23"."opportunity_id",
                "t23"."customer_at",
                "t23"."ended_at",
                "t23"."source",
                "t23"."channel",
                "t23"."month",
                "t23"."hours",
                "t23"."bought_by",
                "t23"."media",
                CAST(NULL AS DOUBLE) AS "shared",
                DATE_DIFF(
                  'DAY',
                  CAST("t23"."created_at" AS DATE),
                  CAST(COALESCE(
                    CASE
                      WHEN COALESCE(
                        CASE
                          WHEN "t23"."ended_at" >= "t23"."created_at"
                          THEN "t23"."ended_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END < "t23"."customer_at",
                        (
                          "t23"."customer_at" IS NULL
                        )
                        AND (
                          CASE
                            WHEN "t23"."ended_at" >= "t23"."created_at"
                            THEN "t23"."ended_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END IS NOT NULL
                        )
                      )
                      THEN CASE
                        WHEN "t23"."ended_at" >= "t23"."created_at"
                        THEN "t23"."ended_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                      ELSE "t23"."customer_at"
                    END,
                    MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ) AS DATE)
                ) AS "waited",
                CASE
                  WHEN COALESCE(
                    CASE
                      WHEN "t23"."ended_at" >= "t23"."created_at"
                      THEN "t23"."ended_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END < "t23"."customer_at",
                    (
                      "t23"."customer_at" IS NULL
                    )
                    AND (
                      CASE
                        WHEN "t23"."ended_at" >= "t23"."created_at"
                        THEN "t23"."ended_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END IS NOT NULL
                    )
                  )
                  THEN 2
                  ELSE CASE WHEN "t23"."customer_at" IS NOT NULL THEN 1 ELSE 0 END
                END AS "outcome"
              FROM (
                SELECT
                  "t22"."lead_id",
                  "t22"."cluster",
                  "t22"."account_id",
                  "t22"."created_at",
                  "t22"."campaign_id",
                  "t22"."lead_type",
                  "t22"."country",
                  "t22"."owner_id",
                  "t22"."purpose",
                  "t22"."on_profile",
                  "t22"."opportunity_id",
                  "t22"."customer_at",
                  "t22"."ended_at",
                  "t22"."source",
                  "t22"."channel",
                  "t22"."month",
                  "t22"."hours",
                  "t22"."bought_by",
                  CASE
                    WHEN "t22"."bought_by" IN ('Webinar')
                    THEN COALESCE("t9"."_own", 0.0) + COALESCE("t17"."_rest", 0.0)
                    ELSE CAST(NULL AS DOUBLE)
                  END AS "media"
                FROM (
                  SELECT
                    "t20"."lead_id",
                    "t20"."cluster",
                    "t20"."account_id",
                    "t20"."created_at",
                    "t20"."campaign_id",
                    "t20"."lead_type",
                    "t20"."country",
                    "t20"."owner_id",
                    "t20"."purpose",
                    "t20"."on_profile",
                    "t20"."opportunity_id",
                    "t20"."customer_at",
                    "t20"."ended_at",
                    "t20"."source",
                    "t20"."channel",
                    "t20"."month",
                    "t20"."hours",
                    "t20"."channel" AS "bought_by"
                  FROM (
                    SELECT
                      "t19".*
                      EXCLUDE ("is_handed")
                    FROM (
                      SELECT
                        "t18"."lead_id",
                        "t18"."cluster",
                        "t18"."account_id",
                        "t18"."created_at",
                        "t18"."campaign_id",
                        "t18"."lead_type",
                        "t18"."country",
                        "t18"."owner_id",
                        "t18"."purpose",
                        "t18"."on_profile",
                        "t18"."opportunity_id",
                        "t18"."customer_at",
                        "t18"."ended_at",
                        "t18"."is_handed",
                        "t18"."source",
                        "t18"."source" AS "channel",
                        CAST(CAST(DATE_TRUNC('MONTH', CAST("t18"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "month",
                        CASE WHEN "t18"."is_handed" THEN 1.5 ELSE 0.0 END AS "hours"
                      FROM (
                        SELECT
                          "t14"."lead_id",
                          "t14"."cluster",
                          "t14"."account_id",
                          "t14"."created_at",
                          "t14"."campaign_id",
                          "t14"."lead_type",
                          "t14"."country",
                          "t14"."owner_id",
                          "t14"."purpose",
                          "t14"."on_profile",
                          "t14"."opportunity_id",
                          "t14"."customer_at",
                          "t14"."ended_at",
                          "t14"."is_handed",
                          COALESCE(NULLIF("t14"."source", ''), "t7"."_channel") AS "source"
                        FROM (
                          SELECT
                            "t2"."lead_id",
                            "t2"."cluster",
                            "t2"."account_id",
                            "t2"."created_at",
                            "t2"."source",
                            "t2"."campaign_id",
                            "t2"."lead_type",
                            "t2"."country",
                            "t2"."owner_id",
                            "t2"."purpose",
                            "t2"."on_profile",
                            "t2"."opportunity_id",
                            "t2"."customer_at",
                            NULLIF(
                              LEAST(
                                COALESCE("t2"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t2"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t2"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                              ),
                              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                            ) AS "ended_at",
                            (
                              "t2"."mql_at" IS NOT NULL
                            )
                            OR (
                              "t2"."sal_at" IS NOT NULL
                            )
                            OR (
                              "t2"."sql_at" IS NOT NULL
                            )
                            OR (
                              "t2"."opportunity_at" IS NOT NULL
                            )
                            OR (
                              "t2"."customer_at" IS NOT NULL
                            ) AS "is_handed"
                          FROM "funnel_facts" AS "t2"
                        ) AS "t14"
                        LEFT OUTER JOIN (
                          SELECT
                            "t3"."campaign_id" AS "_of",
                            "t3"."channel" AS "_channel"
                          FROM "campaigns" AS "t3"
                        ) AS "t7"
                          ON "t14"."campaign_id" = "t7"."_of"
                      ) AS "t18"
                    ) AS "t19"
                  ) AS "t20"
                ) AS "t22"
                LEFT OUTER JOIN (
                  SELECT
                    "t0"."month" AS "_m",
                    "t0"."campaign_id" AS "_p",
                    "t0"."bought_by" AS "_c",
                    (
                      "t0"."money" / 1000000.0
                    ) / "t0"."campaign_leads" AS "_own"
                  FROM "spend_by_month" AS "t0"
                  WHERE
                    "t0"."campaign_leads" IS NOT NULL
                ) AS "t9"
                  ON "t22"."month" = "t9"."_m"
                  AND "t22"."campaign_id" = "t9"."_p"
                  AND "t22"."bought_by" = "t9"."_c"
                LEFT OUTER JOIN (
                  SELECT
                    "t11"."_m2",
                    "t11"."_c2",
                    (
                      "t11"."total" / 1000000.0
                    ) / "t11"."n" AS "_rest"
                  FROM (
                    SELECT
                      "t5"."month" AS "_m2",
                      "t5"."bought_by" AS "_c2",
                      SUM("t5"."money") AS "total",
                      MAX("t5"."channel_leads") AS "n"
                    FROM (
                      SELECT
                        *
                      FROM "spend_by_month" AS "t0"
                      WHERE
                        "t0"."campaign_leads" IS NULL AND "t0"."channel_leads" IS NOT NULL
                    ) AS "t5"
                    GROUP BY
                      1,
                      2
                  ) AS "t11"
                ) AS "t17"
                  ON "t22"."month" = "t17"."_m2" AND "t22"."bought_by" = "t17"."_c2"
              ) AS "t23"
            ) AS "t24"
          ) AS "t26"
          LEFT OUTER JOIN (
            SELECT
              "t6"."lead_id" AS "_won",
              SUM(CAST(ROUND("t6"."amount" * 1000000.0, 0) AS BIGINT)) AS "worth"
            FROM (
              SELECT
                *
              FROM "deal_facts" AS "t1"
              WHERE
                "t1"."status" = 'won' AND "t1"."lead_id" IS NOT NULL AND "t1"."amount" IS NOT NULL
            ) AS "t6"
            GROUP BY
              1
          ) AS "t15"
            ON "t26"."lead_id" = "t15"."_won"
        ) AS "t27"
      ) AS "t28"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          'spend of ' || COALESCE("t0"."campaign_id", "t0"."channel", 'no campaign') || ' ' || CAST("t0"."month" AS TEXT) AS "unit_id",
          CAST("t0"."month" AS TIMESTAMP) AS "at",
          CAST(NULL AS TEXT) AS "lead_id",
          COALESCE("t0"."campaign_id", "t0"."channel", 'no campaign') AS "cluster",
          CAST(NULL AS TEXT) AS "account_id",
          CAST(NULL AS TIMESTAMP) AS "created_at",
          "t0"."channel" AS "source",
          "t0"."campaign_id",
          CAST(NULL AS TEXT) AS "lead_type",
          CAST(NULL AS TEXT) AS "country",
          CAST(NULL AS TEXT) AS "owner_id",
          CASE WHEN "t0"."channel" IN ('Webinar') THEN 'create' ELSE CAST(NULL AS TEXT) END AS "purpose",
          CAST(NULL AS BOOLEAN) AS "on_profile",
          CAST(NULL AS TEXT) AS "opportunity_id",
          "t0"."channel",
          "t0"."month",
          0 AS "is_lead",
          "t0"."money" / 1000000.0 AS "media",
          CAST(NULL AS DOUBLE) AS "hours",
          CAST(NULL AS DOUBLE) AS "shared",
          CAST(NULL AS BIGINT) AS "waited",
          CAST(NULL AS TINYINT) AS "outcome",
          CAST(NULL AS DOUBLE) AS "amount"
        FROM "spend_by_month" AS "t0"
        WHERE
          "t0"."campaign_leads" IS NULL AND "t0"."channel_leads" IS NULL
      ) AS "t10"
    ) AS "t29"
    WHERE
      "t29"."at" IS NOT NULL
  ) AS "t30"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6
) AS "t31";

SELECT
  MIN("t0"."customer_at") AS "met_customer",
  MIN("t0"."created_at") AS "entry_created"
FROM "funnel_facts" AS "t0";

SELECT
  "t1"."age",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."lead_id",
    "t0"."account_id",
    "t0"."created_at",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."lead_type",
    "t0"."country",
    "t0"."owner_id",
    "t0"."cluster",
    "t0"."purpose",
    "t0"."on_profile",
    "t0"."pql_at",
    "t0"."mql_at",
    "t0"."sal_at",
    "t0"."sql_at",
    "t0"."disqualified_at",
    "t0"."recycled_at",
    "t0"."last_disqualified_at",
    "t0"."last_recycled_at",
    "t0"."disqualified_reason",
    "t0"."reason_group",
    "t0"."opportunity_id",
    "t0"."won_at",
    "t0"."lost_at",
    "t0"."inquiry_at",
    "t0"."opportunity_at",
    "t0"."customer_at",
    "t0"."created_at" AS "at",
    "t0"."customer_at" AS "met",
    NULLIF(
      LEAST(
        COALESCE(
          CASE
            WHEN "t0"."disqualified_at" >= "t0"."created_at"
            THEN "t0"."disqualified_at"
            ELSE CASE
              WHEN "t0"."last_disqualified_at" >= "t0"."created_at"
              THEN "t0"."last_disqualified_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t0"."recycled_at" >= "t0"."created_at"
            THEN "t0"."recycled_at"
            ELSE CASE
              WHEN "t0"."last_recycled_at" >= "t0"."created_at"
              THEN "t0"."last_recycled_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        ),
        COALESCE(
          CASE
            WHEN "t0"."lost_at" >= "t0"."created_at"
            THEN "t0"."lost_at"
            ELSE CAST(NULL AS TIMESTAMP)
          END,
          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
        )
      ),
      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
    ) AS "over",
    DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
  FROM "funnel_facts" AS "t0"
  WHERE
    "t0"."created_at" IS NOT NULL
    AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) > 0
) AS "t1"
GROUP BY
  1;

SELECT
  "t2"."waited",
  "t2"."outcome",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t1"."lead_id",
    "t1"."account_id",
    "t1"."created_at",
    "t1"."source",
    "t1"."campaign_id",
    "t1"."lead_type",
    "t1"."country",
    "t1"."owner_id",
    "t1"."cluster",
    "t1"."purpose",
    "t1"."on_profile",
    "t1"."pql_at",
    "t1"."mql_at",
    "t1"."sal_at",
    "t1"."sql_at",
    "t1"."disqualified_at",
    "t1"."recycled_at",
    "t1"."last_disqualified_at",
    "t1"."last_recycled_at",
    "t1"."disqualified_reason",
    "t1"."reason_group",
    "t1"."opportunity_id",
    "t1"."won_at",
    "t1"."lost_at",
    "t1"."inquiry_at",
    "t1"."opportunity_at",
    "t1"."customer_at",
    "t1"."at",
    "t1"."met",
    "t1"."over",
    "t1"."age",
    DATE_DIFF(
      'DAY',
      CAST("t1"."at" AS DATE),
      CAST(COALESCE(
        CASE
          WHEN COALESCE(
            CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t1"."met",
            (
              "t1"."met" IS NULL
            )
            AND (
              CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
            )
          )
          THEN CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END
          ELSE "t1"."met"
        END,
        MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      ) AS DATE)
    ) AS "waited",
    CASE
      WHEN COALESCE(
        CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t1"."met",
        (
          "t1"."met" IS NULL
        )
        AND (
          CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
        )
      )
      THEN 2
      ELSE CASE WHEN "t1"."met" IS NOT NULL THEN 1 ELSE 0 END
    END AS "outcome"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."account_id",
      "t0"."created_at",
      "t0"."source",
      "t0"."campaign_id",
      "t0"."lead_type",
      "t0"."country",
      "t0"."owner_id",
      "t0"."cluster",
      "t0"."purpose",
      "t0"."on_profile",
      "t0"."pql_at",
      "t0"."mql_at",
      "t0"."sal_at",
      "t0"."sql_at",
      "t0"."disqualified_at",
      "t0"."recycled_at",
      "t0"."last_disqualified_at",
      "t0"."last_recycled_at",
      "t0"."disqualified_reason",
      "t0"."reason_group",
      "t0"."opportunity_id",
      "t0"."won_at",
      "t0"."lost_at",
      "t0"."inquiry_at",
      "t0"."opportunity_at",
      "t0"."customer_at",
      "t0"."created_at" AS "at",
      "t0"."customer_at" AS "met",
      NULLIF(
        LEAST(
          COALESCE(
            CASE
              WHEN "t0"."disqualified_at" >= "t0"."created_at"
              THEN "t0"."disqualified_at"
              ELSE CASE
                WHEN "t0"."last_disqualified_at" >= "t0"."created_at"
                THEN "t0"."last_disqualified_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t0"."recycled_at" >= "t0"."created_at"
              THEN "t0"."recycled_at"
              ELSE CASE
                WHEN "t0"."last_recycled_at" >= "t0"."created_at"
                THEN "t0"."last_recycled_at"
                ELSE CAST(NULL AS TIMESTAMP)
              END
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          ),
          COALESCE(
            CASE
              WHEN "t0"."lost_at" >= "t0"."created_at"
              THEN "t0"."lost_at"
              ELSE CAST(NULL AS TIMESTAMP)
            END,
            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
          )
        ),
        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
      ) AS "over",
      DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) AS "age"
    FROM "funnel_facts" AS "t0"
    WHERE
      "t0"."created_at" IS NOT NULL
      AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) <= 0
      AND DATE_DIFF('DAY', CAST("t0"."created_at" AS DATE), MAKE_DATE(2025, 5, 15)) > -365
  ) AS "t1"
  WHERE
    DATE_DIFF(
      'DAY',
      CAST("t1"."at" AS DATE),
      CAST(COALESCE(
        CASE
          WHEN COALESCE(
            CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END < "t1"."met",
            (
              "t1"."met" IS NULL
            )
            AND (
              CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END IS NOT NULL
            )
          )
          THEN CASE WHEN "t1"."over" >= "t1"."at" THEN "t1"."over" ELSE CAST(NULL AS TIMESTAMP) END
          ELSE "t1"."met"
        END,
        MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
      ) AS DATE)
    ) >= 0
) AS "t2"
GROUP BY
  1,
  2;

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."day",
      "t0"."campaign_id",
      "t0"."channel",
      "t0"."amount",
      "t0"."currency",
      "t0"."source_system",
      "t0"."known_at",
      "t0"."deleted_at",
      CASE
        WHEN (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) IS NULL
        )
        OR (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = ''
        )
        OR (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = 'EUR'
        )
        THEN 1.0
        ELSE CAST(NULL AS DOUBLE)
      END AS "rate_used"
    FROM "spend" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."amount" IS NOT NULL AND "t1"."rate_used" IS NULL
) AS "t2";

SELECT
  SUM("t1"."media") AS "money",
  COUNT(DISTINCT "t1"."month") AS "months"
FROM (
  SELECT
    "t0"."month",
    "t0"."campaign_id",
    "t0"."channel",
    "t0"."channel" AS "source",
    COALESCE("t0"."campaign_id", "t0"."channel", 'no campaign') AS "cluster",
    "t0"."money" / 1000000.0 AS "media",
    CAST("t0"."month" AS TIMESTAMP) AS "at",
    'spend of ' || COALESCE("t0"."campaign_id", "t0"."channel", 'no campaign') || ' ' || CAST("t0"."month" AS TEXT) AS "unit_id",
    CASE WHEN "t0"."channel" IN ('Webinar') THEN 'create' ELSE CAST(NULL AS TEXT) END AS "purpose"
  FROM "spend_by_month" AS "t0"
  WHERE
    "t0"."campaign_leads" IS NULL AND "t0"."channel_leads" IS NULL
) AS "t1";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."period_start",
      "t0"."period_end",
      "t0"."team",
      "t0"."kind",
      "t0"."amount",
      "t0"."currency",
      "t0"."source_system",
      "t0"."known_at",
      "t0"."deleted_at",
      CASE
        WHEN (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) IS NULL
        )
        OR (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = ''
        )
        OR (
          UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = 'EUR'
        )
        THEN 1.0
        ELSE CAST(NULL AS DOUBLE)
      END AS "rate_used"
    FROM "costs" AS "t0"
  ) AS "t1"
  WHERE
    "t1"."amount" IS NOT NULL AND "t1"."rate_used" IS NULL
) AS "t2";

SELECT
  "t0"."period_start",
  "t0"."period_end",
  "t0"."team",
  "t0"."kind"
FROM "costs" AS "t0"
WHERE
  "t0"."period_end" IS NOT NULL;

SELECT
  *
FROM (
  SELECT
    "t2".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t1"."period_start",
      "t1"."period_end",
      "t1"."team",
      "t1"."kind",
      "t1"."amount",
      "t1"."currency",
      "t1"."rate_used",
      (
        CAST("t1"."amount" AS DOUBLE) / 1000000.0
      ) * "t1"."rate_used" AS "told"
    FROM (
      SELECT
        "t0"."period_start",
        "t0"."period_end",
        "t0"."team",
        "t0"."kind",
        "t0"."amount",
        "t0"."currency",
        CASE
          WHEN (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) IS NULL
          )
          OR (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = ''
          )
          OR (
            UPPER(TRIM("t0"."currency", ' \t
\r\v\f')) = 'EUR'
          )
          THEN 1.0
          ELSE CAST(NULL AS DOUBLE)
        END AS "rate_used"
      FROM "costs" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
ORDER BY
  "t3"."team" ASC,
  "t3"."kind" ASC,
  "t3"."period_start" ASC,
  "t3"."period_end" ASC;

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
