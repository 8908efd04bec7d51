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
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

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
  "t0"."source" AS "c"
FROM "leads" AS "t0";

SELECT DISTINCT
  "t0"."channel" AS "c"
FROM "spend" AS "t0";

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
  "t0"."bought_by"
FROM "spend_by_month" AS "t0";

SELECT
  *
FROM (
  SELECT
    "t4".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t3"."period_start",
      "t3"."period_end",
      "t3"."team",
      "t3"."kind",
      "t3"."amount",
      "t3"."currency",
      "t3"."rate_used",
      (
        CAST("t3"."amount" AS DOUBLE) / 1000000.0
      ) * "t3"."rate_used" AS "told"
    FROM (
      SELECT
        "t2".*
        EXCLUDE ("rate_code")
      FROM (
        SELECT
          "t1"."period_start",
          "t1"."period_end",
          "t1"."team",
          "t1"."kind",
          "t1"."amount",
          "t1"."currency",
          "t1"."rate_code",
          CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
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
              THEN CAST(NULL AS TEXT)
              ELSE UPPER(TRIM("t0"."currency", ' \t
\r\v\f'))
            END AS "rate_code"
          FROM "costs" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
ORDER BY
  "t5"."team" ASC,
  "t5"."kind" ASC,
  "t5"."period_start" ASC,
  "t5"."period_end" ASC;

SELECT DISTINCT
  "t0"."channel"
FROM "spend" AS "t0"
WHERE
  "t0"."channel" IS NOT NULL;

SELECT
  "t36"."period",
  "t36"."slice_0",
  "t36"."slice_1",
  "t36"."month",
  "t36"."leads",
  "t36"."wins",
  "t36"."unpriced",
  "t36"."unpriced_wins",
  "t36"."media",
  "t36"."recorded",
  "t36"."hours",
  "t36"."shared",
  "t36"."amount",
  "t36"."valued",
  "t36"."logs",
  "t36"."squares",
  DENSE_RANK() OVER (
    ORDER BY "t36"."period" ASC NULLS FIRST, "t36"."slice_0" ASC NULLS FIRST, "t36"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t35"."period",
    "t35"."slice_0",
    "t35"."slice_1",
    "t35"."month",
    SUM(
      CASE
        WHEN (
          "t35"."is_lead" = 1
        ) AND (
          "t35"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "leads",
    SUM(
      CASE
        WHEN COALESCE("t35"."outcome" = 1, FALSE) AND (
          "t35"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "wins",
    SUM(
      CASE
        WHEN (
          "t35"."is_lead" = 1
        ) AND NOT (
          "t35"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "unpriced",
    SUM(
      CASE
        WHEN COALESCE("t35"."outcome" = 1, FALSE) AND NOT (
          "t35"."media" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "unpriced_wins",
    SUM(CAST(ROUND("t35"."media" * 1000000.0, 0) AS BIGINT)) AS "media",
    COUNT("t35"."media") AS "recorded",
    SUM(CAST(ROUND("t35"."hours" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t35"."media" IS NOT NULL) AS "hours",
    SUM(CAST(ROUND("t35"."shared" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t35"."media" IS NOT NULL) AS "shared",
    SUM(CAST(ROUND("t35"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t35"."media" IS NOT NULL
      ) AND (
        "t35"."amount" > 0
      )) AS "amount",
    COUNT(
      LN(CASE WHEN "t35"."amount" > 0 THEN "t35"."amount" ELSE CAST(NULL AS DOUBLE) END)
    ) FILTER(WHERE
      "t35"."media" IS NOT NULL) AS "valued",
    SUM(
      CAST(ROUND(
        LN(CASE WHEN "t35"."amount" > 0 THEN "t35"."amount" ELSE CAST(NULL AS DOUBLE) END) * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      "t35"."media" IS NOT NULL) AS "logs",
    SUM(
      CAST(ROUND(
        LN(CASE WHEN "t35"."amount" > 0 THEN "t35"."amount" ELSE CAST(NULL AS DOUBLE) END) * LN(CASE WHEN "t35"."amount" > 0 THEN "t35"."amount" ELSE CAST(NULL AS DOUBLE) END) * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      "t35"."media" IS NOT NULL) AS "squares"
  FROM (
    SELECT
      "t34"."unit_id",
      "t34"."at",
      "t34"."lead_id",
      "t34"."cluster",
      "t34"."account_id",
      "t34"."created_at",
      "t34"."source",
      "t34"."campaign_id",
      "t34"."lead_type",
      "t34"."country",
      "t34"."owner_id",
      "t34"."purpose",
      "t34"."on_profile",
      "t34"."opportunity_id",
      "t34"."channel",
      "t34"."month",
      "t34"."is_lead",
      "t34"."media",
      "t34"."hours",
      "t34"."shared",
      "t34"."waited",
      "t34"."outcome",
      "t34"."amount",
      CAST(NULL AS TEXT) AS "view",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
      NULLIF("t34"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t34"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t32"."lead_id" AS "unit_id",
          "t32"."created_at" AS "at",
          "t32"."lead_id",
          "t32"."cluster",
          "t32"."account_id",
          "t32"."created_at",
          "t32"."source",
          "t32"."campaign_id",
          "t32"."lead_type",
          "t32"."country",
          "t32"."owner_id",
          "t32"."purpose",
          "t32"."on_profile",
          "t32"."opportunity_id",
          "t32"."channel",
          "t32"."month",
          1 AS "is_lead",
          "t32"."media",
          "t32"."hours",
          "t32"."shared",
          "t32"."waited",
          "t32"."outcome",
          "t32"."amount"
        FROM (
          SELECT
            "t31"."lead_id",
            "t31"."cluster",
            "t31"."account_id",
            "t31"."created_at",
            "t31"."campaign_id",
            "t31"."lead_type",
            "t31"."country",
            "t31"."owner_id",
            "t31"."purpose",
            "t31"."on_profile",
            "t31"."opportunity_id",
            "t31"."customer_at",
            "t31"."ended_at",
            "t31"."source",
            "t31"."channel",
            "t31"."month",
            "t31"."hours",
            "t31"."bought_by",
            "t31"."media",
            "t31"."shared",
            "t31"."waited",
            "t31"."outcome",
            "t18"."worth" / 1000000.0 AS "amount"
          FROM (
            SELECT
              "t29"."lead_id",
              "t29"."cluster",
              "t29"."account_id",
              "t29"."created_at",
              "t29"."campaign_id",
              "t29"."lead_type",
              "t29"."country",
              "t29"."owner_id",
              "t29"."purpose",
              "t29"."on_profile",
              "t29"."opportunity_id",
              "t29"."customer_at",
              "t29"."ended_at",
              "t29"."source",
              "t29"."channel",
              "t29"."month",
              "t29"."hours",
              "t29"."bought_by",
              "t29"."media",
              "t29"."shared",
              CASE
                WHEN "t29"."outcome" = 1
                THEN CASE
                  WHEN "t29"."waited" IS NULL
                  THEN "t29"."waited"
                  ELSE GREATEST(0, "t29"."waited")
                END
                ELSE "t29"."waited"
              END AS "waited",
              "t29"."outcome"
            FROM (
              SELECT
                "t28"."lead_id",
                "t28"."cluster",
                "t28"."account_id",
                "t28"."created_at",
                "t28"."campaign_id",
                "t28"."lead_type",
                "t28"."country",
                "t28"."owner_id",
                "t28"."purpose",
                "t28"."on_profile",
                "t28"."opportunity_id",
                "t28"."customer_at",
                "t28"."ended_at",
                "t28"."source",
                "t28"."channel",
                "t28"."month",
                "t28"."hours",
                "t28"."bought_by",
                "t28"."media",
                CAST(NULL AS DOUBLE) AS "shared",
                DATE_DIFF(
                  'DAY',
                  CAST("t28"."created_at" AS DATE),
                  CAST(COALESCE(
                    CASE
                      WHEN COALESCE(
                        CASE
                          WHEN "t28"."ended_at" >= "t28"."created_at"
                          THEN "t28"."ended_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END < "t28"."customer_at",
                        (
                          "t28"."customer_at" IS NULL
                        )
                        AND (
                          CASE
                            WHEN "t28"."ended_at" >= "t28"."created_at"
                            THEN "t28"."ended_at"
                            ELSE CAST(NULL AS TIMESTAMP)
                          END IS NOT NULL
                        )
                      )
                      THEN CASE
                        WHEN "t28"."ended_at" >= "t28"."created_at"
                        THEN "t28"."ended_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END
                      ELSE "t28"."customer_at"
                    END,
                    MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ) AS DATE)
                ) AS "waited",
                CASE
                  WHEN COALESCE(
                    CASE
                      WHEN "t28"."ended_at" >= "t28"."created_at"
                      THEN "t28"."ended_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END < "t28"."customer_at",
                    (
                      "t28"."customer_at" IS NULL
                    )
                    AND (
                      CASE
                        WHEN "t28"."ended_at" >= "t28"."created_at"
                        THEN "t28"."ended_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END IS NOT NULL
                    )
                  )
                  THEN 2
                  ELSE CASE WHEN "t28"."customer_at" IS NOT NULL THEN 1 ELSE 0 END
                END AS "outcome"
              FROM (
                SELECT
                  "t27"."lead_id",
                  "t27"."cluster",
                  "t27"."account_id",
                  "t27"."created_at",
                  "t27"."campaign_id",
                  "t27"."lead_type",
                  "t27"."country",
                  "t27"."owner_id",
                  "t27"."purpose",
                  "t27"."on_profile",
                  "t27"."opportunity_id",
                  "t27"."customer_at",
                  "t27"."ended_at",
                  "t27"."source",
                  "t27"."channel",
                  "t27"."month",
                  "t27"."hours",
                  "t27"."bought_by",
                  CASE
                    WHEN "t27"."bought_by" IN ('Webinar')
                    THEN COALESCE("t13"."_own", 0.0) + COALESCE("t20"."_rest", 0.0)
                    ELSE CAST(NULL AS DOUBLE)
                  END AS "media"
                FROM (
                  SELECT
                    "t25"."lead_id",
                    "t25"."cluster",
                    "t25"."account_id",
                    "t25"."created_at",
                    "t25"."campaign_id",
                    "t25"."lead_type",
                    "t25"."country",
                    "t25"."owner_id",
                    "t25"."purpose",
                    "t25"."on_profile",
                    "t25"."opportunity_id",
                    "t25"."customer_at",
                    "t25"."ended_at",
                    "t25"."source",
                    "t25"."channel",
                    "t25"."month",
                    "t25"."hours",
                    "t25"."channel" AS "bought_by"
                  FROM (
                    SELECT
                      "t24".*
                      EXCLUDE ("handed_at")
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
                        "t23"."handed_at",
                        "t23"."source",
                        "t23"."source" AS "channel",
                        CAST(CAST(DATE_TRUNC('MONTH', CAST("t23"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "month",
                        CASE WHEN "t23"."handed_at" IS NOT NULL THEN 1.5 ELSE 0.0 END AS "hours"
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
                          "t22"."handed_at",
                          COALESCE(NULLIF("t22"."source", ''), "t9"."_channel") AS "source"
                        FROM (
                          SELECT
                            "t17"."lead_id",
                            "t17"."cluster",
                            "t17"."account_id",
                            "t17"."created_at",
                            "t17"."source",
                            "t17"."campaign_id",
                            "t17"."lead_type",
                            "t17"."country",
                            "t17"."owner_id",
                            "t17"."purpose",
                            "t17"."on_profile",
                            "t17"."opportunity_id",
                            "t17"."customer_at",
                            NULLIF(
                              LEAST(
                                COALESCE("t17"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                              ),
                              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                            ) AS "ended_at",
                            NULLIF(
                              LEAST(
                                COALESCE("t17"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                                COALESCE("t17"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                              ),
                              MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                            ) AS "handed_at"
                          FROM (
                            SELECT
                              "t5"."lead_id",
                              "t5"."account_id",
                              "t5"."created_at",
                              "t5"."source",
                              "t5"."campaign_id",
                              "t5"."lead_type",
                              "t5"."country",
                              "t5"."owner_id",
                              "t5"."cluster",
                              "t5"."purpose",
                              "t12"."_judged" AS "on_profile",
                              "t5"."pql_at",
                              "t5"."mql_at",
                              "t5"."sal_at",
                              "t5"."sql_at",
                              "t5"."disqualified_at",
                              "t5"."recycled_at",
                              "t5"."disqualified_reason",
                              "t5"."reason_group",
                              "t5"."opportunity_id",
                              "t5"."won_at",
                              "t5"."lost_at",
                              "t5"."inquiry_at",
                              "t5"."opportunity_at",
                              "t5"."customer_at"
                            FROM "funnel_facts" AS "t5"
                            LEFT OUTER JOIN (
                              SELECT
                                "t4"."account_id" AS "_account",
                                "t4"."employees" >= 50 AS "_judged"
                              FROM "accounts" AS "t4"
                            ) AS "t12"
                              ON "t5"."account_id" = "t12"."_account"
                          ) AS "t17"
                        ) AS "t22"
                        LEFT OUTER JOIN (
                          SELECT
                            "t2"."campaign_id" AS "_of",
                            "t2"."channel" AS "_channel"
                          FROM "campaigns" AS "t2"
                        ) AS "t9"
                          ON "t22"."campaign_id" = "t9"."_of"
                      ) AS "t23"
                    ) AS "t24"
                  ) AS "t25"
                ) AS "t27"
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
                ) AS "t13"
                  ON "t27"."month" = "t13"."_m"
                  AND "t27"."campaign_id" = "t13"."_p"
                  AND "t27"."bought_by" = "t13"."_c"
                LEFT OUTER JOIN (
                  SELECT
                    "t15"."_m2",
                    "t15"."_c2",
                    (
                      "t15"."total" / 1000000.0
                    ) / "t15"."n" AS "_rest"
                  FROM (
                    SELECT
                      "t7"."month" AS "_m2",
                      "t7"."bought_by" AS "_c2",
                      SUM("t7"."money") AS "total",
                      MAX("t7"."channel_leads") AS "n"
                    FROM (
                      SELECT
                        *
                      FROM "spend_by_month" AS "t0"
                      WHERE
                        "t0"."campaign_leads" IS NULL AND "t0"."channel_leads" IS NOT NULL
                    ) AS "t7"
                    GROUP BY
                      1,
                      2
                  ) AS "t15"
                ) AS "t20"
                  ON "t27"."month" = "t20"."_m2" AND "t27"."bought_by" = "t20"."_c2"
              ) AS "t28"
            ) AS "t29"
          ) AS "t31"
          LEFT OUTER JOIN (
            SELECT
              "t8"."lead_id" AS "_won",
              SUM(CAST(ROUND("t8"."amount" * 1000000.0, 0) AS BIGINT)) AS "worth"
            FROM (
              SELECT
                *
              FROM "deal_facts" AS "t1"
              WHERE
                "t1"."status" = 'won' AND "t1"."lead_id" IS NOT NULL AND "t1"."amount" IS NOT NULL
            ) AS "t8"
            GROUP BY
              1
          ) AS "t18"
            ON "t31"."lead_id" = "t18"."_won"
        ) AS "t32"
      ) AS "t33"
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
      ) AS "t14"
    ) AS "t34"
    WHERE
      "t34"."at" IS NOT NULL
  ) AS "t35"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t36";

SELECT
  "t35"."tick",
  "t35"."outcome",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t34"."unit_id",
    "t34"."at",
    "t34"."lead_id",
    "t34"."cluster",
    "t34"."account_id",
    "t34"."created_at",
    "t34"."source",
    "t34"."campaign_id",
    "t34"."lead_type",
    "t34"."country",
    "t34"."owner_id",
    "t34"."purpose",
    "t34"."on_profile",
    "t34"."opportunity_id",
    "t34"."channel",
    "t34"."month",
    "t34"."is_lead",
    "t34"."media",
    "t34"."hours",
    "t34"."shared",
    "t34"."waited",
    CAST(CASE
      WHEN (
        "t34"."waited" IS NOT NULL
      )
      AND (
        "t34"."outcome" IS NOT NULL
      )
      AND (
        "t34"."waited" >= 0
      )
      THEN "t34"."outcome"
      ELSE 0
    END AS BIGINT) AS "outcome",
    "t34"."amount",
    CAST(NULL AS TEXT) AS "view",
    NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
    NULLIF("t34"."source", '') AS "slice_1",
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t34"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
    CASE
      WHEN (
        "t34"."waited" IS NOT NULL
      )
      AND (
        "t34"."outcome" IS NOT NULL
      )
      AND (
        "t34"."waited" >= 0
      )
      THEN CAST(ROUND("t34"."waited" * 1, 0) AS BIGINT)
      ELSE -1
    END AS "tick"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t32"."lead_id" AS "unit_id",
        "t32"."created_at" AS "at",
        "t32"."lead_id",
        "t32"."cluster",
        "t32"."account_id",
        "t32"."created_at",
        "t32"."source",
        "t32"."campaign_id",
        "t32"."lead_type",
        "t32"."country",
        "t32"."owner_id",
        "t32"."purpose",
        "t32"."on_profile",
        "t32"."opportunity_id",
        "t32"."channel",
        "t32"."month",
        1 AS "is_lead",
        "t32"."media",
        "t32"."hours",
        "t32"."shared",
        "t32"."waited",
        "t32"."outcome",
        "t32"."amount"
      FROM (
        SELECT
          "t31"."lead_id",
          "t31"."cluster",
          "t31"."account_id",
          "t31"."created_at",
          "t31"."campaign_id",
          "t31"."lead_type",
          "t31"."country",
          "t31"."owner_id",
          "t31"."purpose",
          "t31"."on_profile",
          "t31"."opportunity_id",
          "t31"."customer_at",
          "t31"."ended_at",
          "t31"."source",
          "t31"."channel",
          "t31"."month",
          "t31"."hours",
          "t31"."bought_by",
          "t31"."media",
          "t31"."shared",
          "t31"."waited",
          "t31"."outcome",
          "t18"."worth" / 1000000.0 AS "amount"
        FROM (
          SELECT
            "t29"."lead_id",
            "t29"."cluster",
            "t29"."account_id",
            "t29"."created_at",
            "t29"."campaign_id",
            "t29"."lead_type",
            "t29"."country",
            "t29"."owner_id",
            "t29"."purpose",
            "t29"."on_profile",
            "t29"."opportunity_id",
            "t29"."customer_at",
            "t29"."ended_at",
            "t29"."source",
            "t29"."channel",
            "t29"."month",
            "t29"."hours",
            "t29"."bought_by",
            "t29"."media",
            "t29"."shared",
            CASE
              WHEN "t29"."outcome" = 1
              THEN CASE
                WHEN "t29"."waited" IS NULL
                THEN "t29"."waited"
                ELSE GREATEST(0, "t29"."waited")
              END
              ELSE "t29"."waited"
            END AS "waited",
            "t29"."outcome"
          FROM (
            SELECT
              "t28"."lead_id",
              "t28"."cluster",
              "t28"."account_id",
              "t28"."created_at",
              "t28"."campaign_id",
              "t28"."lead_type",
              "t28"."country",
              "t28"."owner_id",
              "t28"."purpose",
              "t28"."on_profile",
              "t28"."opportunity_id",
              "t28"."customer_at",
              "t28"."ended_at",
              "t28"."source",
              "t28"."channel",
              "t28"."month",
              "t28"."hours",
              "t28"."bought_by",
              "t28"."media",
              CAST(NULL AS DOUBLE) AS "shared",
              DATE_DIFF(
                'DAY',
                CAST("t28"."created_at" AS DATE),
                CAST(COALESCE(
                  CASE
                    WHEN COALESCE(
                      CASE
                        WHEN "t28"."ended_at" >= "t28"."created_at"
                        THEN "t28"."ended_at"
                        ELSE CAST(NULL AS TIMESTAMP)
                      END < "t28"."customer_at",
                      (
                        "t28"."customer_at" IS NULL
                      )
                      AND (
                        CASE
                          WHEN "t28"."ended_at" >= "t28"."created_at"
                          THEN "t28"."ended_at"
                          ELSE CAST(NULL AS TIMESTAMP)
                        END IS NOT NULL
                      )
                    )
                    THEN CASE
                      WHEN "t28"."ended_at" >= "t28"."created_at"
                      THEN "t28"."ended_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END
                    ELSE "t28"."customer_at"
                  END,
                  MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                ) AS DATE)
              ) AS "waited",
              CASE
                WHEN COALESCE(
                  CASE
                    WHEN "t28"."ended_at" >= "t28"."created_at"
                    THEN "t28"."ended_at"
                    ELSE CAST(NULL AS TIMESTAMP)
                  END < "t28"."customer_at",
                  (
                    "t28"."customer_at" IS NULL
                  )
                  AND (
                    CASE
                      WHEN "t28"."ended_at" >= "t28"."created_at"
                      THEN "t28"."ended_at"
                      ELSE CAST(NULL AS TIMESTAMP)
                    END IS NOT NULL
                  )
                )
                THEN 2
                ELSE CASE WHEN "t28"."customer_at" IS NOT NULL THEN 1 ELSE 0 END
              END AS "outcome"
            FROM (
              SELECT
                "t27"."lead_id",
                "t27"."cluster",
                "t27"."account_id",
                "t27"."created_at",
                "t27"."campaign_id",
                "t27"."lead_type",
                "t27"."country",
                "t27"."owner_id",
                "t27"."purpose",
                "t27"."on_profile",
                "t27"."opportunity_id",
                "t27"."customer_at",
                "t27"."ended_at",
                "t27"."source",
                "t27"."channel",
                "t27"."month",
                "t27"."hours",
                "t27"."bought_by",
                CASE
                  WHEN "t27"."bought_by" IN ('Webinar')
                  THEN COALESCE("t13"."_own", 0.0) + COALESCE("t20"."_rest", 0.0)
                  ELSE CAST(NULL AS DOUBLE)
                END AS "media"
              FROM (
                SELECT
                  "t25"."lead_id",
                  "t25"."cluster",
                  "t25"."account_id",
                  "t25"."created_at",
                  "t25"."campaign_id",
                  "t25"."lead_type",
                  "t25"."country",
                  "t25"."owner_id",
                  "t25"."purpose",
                  "t25"."on_profile",
                  "t25"."opportunity_id",
                  "t25"."customer_at",
                  "t25"."ended_at",
                  "t25"."source",
                  "t25"."channel",
                  "t25"."month",
                  "t25"."hours",
                  "t25"."channel" AS "bought_by"
                FROM (
                  SELECT
                    "t24".*
                    EXCLUDE ("handed_at")
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
                      "t23"."handed_at",
                      "t23"."source",
                      "t23"."source" AS "channel",
                      CAST(CAST(DATE_TRUNC('MONTH', CAST("t23"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "month",
                      CASE WHEN "t23"."handed_at" IS NOT NULL THEN 1.5 ELSE 0.0 END AS "hours"
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
                        "t22"."handed_at",
                        COALESCE(NULLIF("t22"."source", ''), "t9"."_channel") AS "source"
                      FROM (
                        SELECT
                          "t17"."lead_id",
                          "t17"."cluster",
                          "t17"."account_id",
                          "t17"."created_at",
                          "t17"."source",
                          "t17"."campaign_id",
                          "t17"."lead_type",
                          "t17"."country",
                          "t17"."owner_id",
                          "t17"."purpose",
                          "t17"."on_profile",
                          "t17"."opportunity_id",
                          "t17"."customer_at",
                          NULLIF(
                            LEAST(
                              COALESCE("t17"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                            ),
                            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                          ) AS "ended_at",
                          NULLIF(
                            LEAST(
                              COALESCE("t17"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t17"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                            ),
                            MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                          ) AS "handed_at"
                        FROM (
                          SELECT
                            "t5"."lead_id",
                            "t5"."account_id",
                            "t5"."created_at",
                            "t5"."source",
                            "t5"."campaign_id",
                            "t5"."lead_type",
                            "t5"."country",
                            "t5"."owner_id",
                            "t5"."cluster",
                            "t5"."purpose",
                            "t12"."_judged" AS "on_profile",
                            "t5"."pql_at",
                            "t5"."mql_at",
                            "t5"."sal_at",
                            "t5"."sql_at",
                            "t5"."disqualified_at",
                            "t5"."recycled_at",
                            "t5"."disqualified_reason",
                            "t5"."reason_group",
                            "t5"."opportunity_id",
                            "t5"."won_at",
                            "t5"."lost_at",
                            "t5"."inquiry_at",
                            "t5"."opportunity_at",
                            "t5"."customer_at"
                          FROM "funnel_facts" AS "t5"
                          LEFT OUTER JOIN (
                            SELECT
                              "t4"."account_id" AS "_account",
                              "t4"."employees" >= 50 AS "_judged"
                            FROM "accounts" AS "t4"
                          ) AS "t12"
                            ON "t5"."account_id" = "t12"."_account"
                        ) AS "t17"
                      ) AS "t22"
                      LEFT OUTER JOIN (
                        SELECT
                          "t2"."campaign_id" AS "_of",
                          "t2"."channel" AS "_channel"
                        FROM "campaigns" AS "t2"
                      ) AS "t9"
                        ON "t22"."campaign_id" = "t9"."_of"
                    ) AS "t23"
                  ) AS "t24"
                ) AS "t25"
              ) AS "t27"
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
              ) AS "t13"
                ON "t27"."month" = "t13"."_m"
                AND "t27"."campaign_id" = "t13"."_p"
                AND "t27"."bought_by" = "t13"."_c"
              LEFT OUTER JOIN (
                SELECT
                  "t15"."_m2",
                  "t15"."_c2",
                  (
                    "t15"."total" / 1000000.0
                  ) / "t15"."n" AS "_rest"
                FROM (
                  SELECT
                    "t7"."month" AS "_m2",
                    "t7"."bought_by" AS "_c2",
                    SUM("t7"."money") AS "total",
                    MAX("t7"."channel_leads") AS "n"
                  FROM (
                    SELECT
                      *
                    FROM "spend_by_month" AS "t0"
                    WHERE
                      "t0"."campaign_leads" IS NULL AND "t0"."channel_leads" IS NOT NULL
                  ) AS "t7"
                  GROUP BY
                    1,
                    2
                ) AS "t15"
              ) AS "t20"
                ON "t27"."month" = "t20"."_m2" AND "t27"."bought_by" = "t20"."_c2"
            ) AS "t28"
          ) AS "t29"
        ) AS "t31"
        LEFT OUTER JOIN (
          SELECT
            "t8"."lead_id" AS "_won",
            SUM(CAST(ROUND("t8"."amount" * 1000000.0, 0) AS BIGINT)) AS "worth"
          FROM (
            SELECT
              *
            FROM "deal_facts" AS "t1"
            WHERE
              "t1"."status" = 'won' AND "t1"."lead_id" IS NOT NULL AND "t1"."amount" IS NOT NULL
          ) AS "t8"
          GROUP BY
            1
        ) AS "t18"
          ON "t31"."lead_id" = "t18"."_won"
      ) AS "t32"
    ) AS "t33"
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
    ) AS "t14"
  ) AS "t34"
  WHERE
    "t34"."at" IS NOT NULL AND "t34"."is_lead" = 1
) AS "t35"
GROUP BY
  1,
  2;

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
        COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
        COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
  "t3"."waited",
  "t3"."outcome",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
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
            COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
            COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
  ) AS "t2"
  WHERE
    "t2"."waited" >= 0
) AS "t3"
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
      "t2".*
      EXCLUDE ("rate_code")
    FROM (
      SELECT
        "t1"."day",
        "t1"."campaign_id",
        "t1"."channel",
        "t1"."amount",
        "t1"."currency",
        "t1"."source_system",
        "t1"."known_at",
        "t1"."deleted_at",
        "t1"."rate_code",
        CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
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
            THEN CAST(NULL AS TEXT)
            ELSE UPPER(TRIM("t0"."currency", ' \t
\r\v\f'))
          END AS "rate_code"
        FROM "spend" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
  WHERE
    "t3"."amount" IS NOT NULL AND "t3"."rate_used" IS NULL
) AS "t4";

SELECT
  COUNT("t0"."lead_id") AS "n"
FROM "opportunities" AS "t0";

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

SELECT DISTINCT
  "t0"."source" AS "c"
FROM "leads" AS "t0";

SELECT DISTINCT
  "t0"."channel" AS "c"
FROM "spend" AS "t0";

SELECT
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t2".*
      EXCLUDE ("rate_code")
    FROM (
      SELECT
        "t1"."period_start",
        "t1"."period_end",
        "t1"."team",
        "t1"."kind",
        "t1"."amount",
        "t1"."currency",
        "t1"."source_system",
        "t1"."known_at",
        "t1"."deleted_at",
        "t1"."rate_code",
        CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
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
            THEN CAST(NULL AS TEXT)
            ELSE UPPER(TRIM("t0"."currency", ' \t
\r\v\f'))
          END AS "rate_code"
        FROM "costs" AS "t0"
      ) AS "t1"
    ) AS "t2"
  ) AS "t3"
  WHERE
    "t3"."amount" IS NOT NULL AND "t3"."rate_used" IS NULL
) AS "t4";

SELECT
  *
FROM (
  SELECT
    "t4".*
    EXCLUDE ("rate_used")
  FROM (
    SELECT
      "t3"."period_start",
      "t3"."period_end",
      "t3"."team",
      "t3"."kind",
      "t3"."amount",
      "t3"."currency",
      "t3"."rate_used",
      (
        CAST("t3"."amount" AS DOUBLE) / 1000000.0
      ) * "t3"."rate_used" AS "told"
    FROM (
      SELECT
        "t2".*
        EXCLUDE ("rate_code")
      FROM (
        SELECT
          "t1"."period_start",
          "t1"."period_end",
          "t1"."team",
          "t1"."kind",
          "t1"."amount",
          "t1"."currency",
          "t1"."rate_code",
          CASE WHEN "t1"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
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
              THEN CAST(NULL AS TEXT)
              ELSE UPPER(TRIM("t0"."currency", ' \t
\r\v\f'))
            END AS "rate_code"
          FROM "costs" AS "t0"
        ) AS "t1"
      ) AS "t2"
    ) AS "t3"
  ) AS "t4"
) AS "t5"
ORDER BY
  "t5"."team" ASC,
  "t5"."kind" ASC,
  "t5"."period_start" ASC,
  "t5"."period_end" ASC;
