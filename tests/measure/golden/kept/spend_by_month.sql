WITH "t24" AS (
  SELECT
    "t23"."month",
    "t23"."campaign_id",
    "t23"."bought_by",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t21"."lead_id",
      "t21"."cluster",
      "t21"."account_id",
      "t21"."created_at",
      "t21"."campaign_id",
      "t21"."lead_type",
      "t21"."country",
      "t21"."owner_id",
      "t21"."purpose",
      "t21"."on_profile",
      "t21"."opportunity_id",
      "t21"."customer_at",
      "t21"."ended_at",
      "t21"."source",
      "t21"."channel",
      "t21"."month",
      "t21"."hours",
      "t21"."channel" AS "bought_by"
    FROM (
      SELECT
        "t19".*
        EXCLUDE ("handed_at")
      FROM (
        SELECT
          "t16"."lead_id",
          "t16"."cluster",
          "t16"."account_id",
          "t16"."created_at",
          "t16"."campaign_id",
          "t16"."lead_type",
          "t16"."country",
          "t16"."owner_id",
          "t16"."purpose",
          "t16"."on_profile",
          "t16"."opportunity_id",
          "t16"."customer_at",
          "t16"."ended_at",
          "t16"."handed_at",
          "t16"."source",
          "t16"."source" AS "channel",
          CAST(CAST(DATE_TRUNC('MONTH', CAST("t16"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "month",
          CASE WHEN "t16"."handed_at" IS NOT NULL THEN 1.5 ELSE 0.0 END AS "hours"
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
            "t14"."handed_at",
            COALESCE(NULLIF("t14"."source", ''), "t7"."_channel") AS "source"
          FROM (
            SELECT
              "t12"."lead_id",
              "t12"."cluster",
              "t12"."account_id",
              "t12"."created_at",
              "t12"."source",
              "t12"."campaign_id",
              "t12"."lead_type",
              "t12"."country",
              "t12"."owner_id",
              "t12"."purpose",
              "t12"."on_profile",
              "t12"."opportunity_id",
              "t12"."customer_at",
              NULLIF(
                LEAST(
                  COALESCE("t12"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "ended_at",
              NULLIF(
                LEAST(
                  COALESCE("t12"."mql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."sal_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."sql_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."opportunity_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t12"."customer_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "handed_at"
            FROM (
              SELECT
                "t4"."lead_id",
                "t4"."account_id",
                "t4"."created_at",
                "t4"."source",
                "t4"."campaign_id",
                "t4"."lead_type",
                "t4"."country",
                "t4"."owner_id",
                "t4"."cluster",
                "t4"."purpose",
                "t10"."_judged" AS "on_profile",
                "t4"."pql_at",
                "t4"."mql_at",
                "t4"."sal_at",
                "t4"."sql_at",
                "t4"."disqualified_at",
                "t4"."recycled_at",
                "t4"."disqualified_reason",
                "t4"."reason_group",
                "t4"."opportunity_id",
                "t4"."won_at",
                "t4"."lost_at",
                "t4"."inquiry_at",
                "t4"."opportunity_at",
                "t4"."customer_at"
              FROM "funnel_facts" AS "t4"
              LEFT OUTER JOIN (
                SELECT
                  "t3"."account_id" AS "_account",
                  "t3"."employees" >= 50 AS "_judged"
                FROM "accounts" AS "t3"
              ) AS "t10"
                ON "t4"."account_id" = "t10"."_account"
            ) AS "t12"
          ) AS "t14"
          LEFT OUTER JOIN (
            SELECT
              "t0"."campaign_id" AS "_of",
              "t0"."channel" AS "_channel"
            FROM "campaigns" AS "t0"
          ) AS "t7"
            ON "t14"."campaign_id" = "t7"."_of"
        ) AS "t16"
      ) AS "t19"
    ) AS "t21"
  ) AS "t23"
  GROUP BY
    1,
    2,
    3
)
SELECT
  *
FROM (
  SELECT
    "t36".*
    EXCLUDE ("_c", "_m")
  FROM (
    SELECT
      "t35"."month",
      "t35"."campaign_id",
      "t35"."channel",
      "t35"."bought_by",
      "t35"."money",
      "t35"."campaign_leads",
      "t32"."_m",
      "t32"."_c",
      "t32"."channel_leads"
    FROM (
      SELECT
        "t33"."month",
        "t33"."campaign_id",
        "t33"."channel",
        "t33"."bought_by",
        "t33"."money",
        "t33"."campaign_leads"
      FROM (
        SELECT
          "t31"."month",
          "t31"."campaign_id",
          "t31"."channel",
          "t31"."bought_by",
          "t31"."money",
          "t30"."_m",
          "t30"."_p",
          "t30"."_c",
          "t30"."campaign_leads"
        FROM (
          SELECT
            "t25"."month",
            "t25"."campaign_id",
            "t25"."channel",
            "t25"."bought_by",
            SUM("t25"."whole") AS "money"
          FROM (
            SELECT
              "t22"."month",
              "t22"."campaign_id",
              "t22"."channel",
              CAST(ROUND("t22"."spent" * 1000000.0, 0) AS BIGINT) AS "whole",
              "t22"."channel" AS "bought_by"
            FROM (
              SELECT
                "t20".*
                EXCLUDE ("rate_used")
              FROM (
                SELECT
                  "t18"."day",
                  "t18"."campaign_id",
                  "t18"."amount",
                  "t18"."currency",
                  "t18"."channel",
                  "t18"."month",
                  "t18"."rate_used",
                  (
                    CAST("t18"."amount" AS DOUBLE) / 1000000.0
                  ) * "t18"."rate_used" AS "spent"
                FROM (
                  SELECT
                    "t17".*
                    EXCLUDE ("rate_code")
                  FROM (
                    SELECT
                      "t15"."day",
                      "t15"."campaign_id",
                      "t15"."amount",
                      "t15"."currency",
                      "t15"."channel",
                      "t15"."month",
                      "t15"."rate_code",
                      CASE WHEN "t15"."rate_code" IS NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END AS "rate_used"
                    FROM (
                      SELECT
                        "t11"."day",
                        "t11"."campaign_id",
                        "t11"."amount",
                        "t11"."currency",
                        "t11"."channel",
                        CAST(CAST(DATE_TRUNC('MONTH', "t11"."day") AS TIMESTAMP) AS DATE) AS "month",
                        CASE
                          WHEN (
                            UPPER(TRIM("t11"."currency", ' \t
\r\v\f')) IS NULL
                          )
                          OR (
                            UPPER(TRIM("t11"."currency", ' \t
\r\v\f')) = ''
                          )
                          OR (
                            UPPER(TRIM("t11"."currency", ' \t
\r\v\f')) = 'EUR'
                          )
                          THEN CAST(NULL AS TEXT)
                          ELSE UPPER(TRIM("t11"."currency", ' \t
\r\v\f'))
                        END AS "rate_code"
                      FROM (
                        SELECT
                          "t8"."day",
                          "t8"."campaign_id",
                          "t8"."amount",
                          "t8"."currency",
                          COALESCE(NULLIF("t8"."channel", ''), "t7"."_channel") AS "channel"
                        FROM (
                          SELECT
                            "t2"."day",
                            "t2"."campaign_id",
                            "t2"."channel",
                            "t2"."amount",
                            "t2"."currency"
                          FROM "spend" AS "t2"
                        ) AS "t8"
                        LEFT OUTER JOIN (
                          SELECT
                            "t0"."campaign_id" AS "_of",
                            "t0"."channel" AS "_channel"
                          FROM "campaigns" AS "t0"
                        ) AS "t7"
                          ON "t8"."campaign_id" = "t7"."_of"
                      ) AS "t11"
                    ) AS "t15"
                  ) AS "t17"
                ) AS "t18"
              ) AS "t20"
            ) AS "t22"
          ) AS "t25"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t31"
        LEFT OUTER JOIN (
          SELECT
            "t26"."month" AS "_m",
            "t26"."campaign_id" AS "_p",
            "t26"."bought_by" AS "_c",
            "t26"."n" AS "campaign_leads"
          FROM "t24" AS "t26"
        ) AS "t30"
          ON "t31"."month" = "t30"."_m"
          AND "t31"."campaign_id" = "t30"."_p"
          AND "t31"."bought_by" = "t30"."_c"
      ) AS "t33"
    ) AS "t35"
    LEFT OUTER JOIN (
      SELECT
        "t26"."month" AS "_m",
        "t26"."bought_by" AS "_c",
        SUM("t26"."n") AS "channel_leads"
      FROM "t24" AS "t26"
      GROUP BY
        1,
        2
    ) AS "t32"
      ON "t35"."month" = "t32"."_m" AND "t35"."bought_by" = "t32"."_c"
  ) AS "t36"
) AS "t37"
WHERE
  "t37"."money" IS NOT NULL;
