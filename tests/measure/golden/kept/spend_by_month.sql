WITH "t17" AS (
  SELECT
    "t15"."month",
    "t15"."campaign_id",
    "t15"."bought_by",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t13"."lead_id",
      "t13"."cluster",
      "t13"."account_id",
      "t13"."created_at",
      "t13"."campaign_id",
      "t13"."lead_type",
      "t13"."country",
      "t13"."owner_id",
      "t13"."purpose",
      "t13"."on_profile",
      "t13"."opportunity_id",
      "t13"."customer_at",
      "t13"."ended_at",
      "t13"."source",
      "t13"."channel",
      "t13"."month",
      "t13"."hours",
      "t13"."channel" AS "bought_by"
    FROM (
      SELECT
        "t12".*
        EXCLUDE ("is_handed")
      FROM (
        SELECT
          "t10"."lead_id",
          "t10"."cluster",
          "t10"."account_id",
          "t10"."created_at",
          "t10"."campaign_id",
          "t10"."lead_type",
          "t10"."country",
          "t10"."owner_id",
          "t10"."purpose",
          "t10"."on_profile",
          "t10"."opportunity_id",
          "t10"."customer_at",
          "t10"."ended_at",
          "t10"."is_handed",
          "t10"."source",
          "t10"."source" AS "channel",
          CAST(CAST(DATE_TRUNC('MONTH', CAST("t10"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "month",
          CASE WHEN "t10"."is_handed" THEN 1.5 ELSE 0.0 END AS "hours"
        FROM (
          SELECT
            "t9"."lead_id",
            "t9"."cluster",
            "t9"."account_id",
            "t9"."created_at",
            "t9"."campaign_id",
            "t9"."lead_type",
            "t9"."country",
            "t9"."owner_id",
            "t9"."purpose",
            "t9"."on_profile",
            "t9"."opportunity_id",
            "t9"."customer_at",
            "t9"."ended_at",
            "t9"."is_handed",
            COALESCE(NULLIF("t9"."source", ''), "t6"."_channel") AS "source"
          FROM (
            SELECT
              "t0"."lead_id",
              "t0"."cluster",
              "t0"."account_id",
              "t0"."created_at",
              "t0"."source",
              "t0"."campaign_id",
              "t0"."lead_type",
              "t0"."country",
              "t0"."owner_id",
              "t0"."purpose",
              "t0"."on_profile",
              "t0"."opportunity_id",
              "t0"."customer_at",
              NULLIF(
                LEAST(
                  COALESCE("t0"."disqualified_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."lost_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) AS "ended_at",
              (
                "t0"."mql_at" IS NOT NULL
              )
              OR (
                "t0"."sal_at" IS NOT NULL
              )
              OR (
                "t0"."sql_at" IS NOT NULL
              )
              OR (
                "t0"."opportunity_at" IS NOT NULL
              )
              OR (
                "t0"."customer_at" IS NOT NULL
              ) AS "is_handed"
            FROM "funnel_facts" AS "t0"
          ) AS "t9"
          LEFT OUTER JOIN (
            SELECT
              "t2"."campaign_id" AS "_of",
              "t2"."channel" AS "_channel"
            FROM "campaigns" AS "t2"
          ) AS "t6"
            ON "t9"."campaign_id" = "t6"."_of"
        ) AS "t10"
      ) AS "t12"
    ) AS "t13"
  ) AS "t15"
  GROUP BY
    1,
    2,
    3
)
SELECT
  *
FROM (
  SELECT
    "t29".*
    EXCLUDE ("_c", "_m")
  FROM (
    SELECT
      "t28"."month",
      "t28"."campaign_id",
      "t28"."channel",
      "t28"."bought_by",
      "t28"."money",
      "t28"."campaign_leads",
      "t23"."_m",
      "t23"."_c",
      "t23"."channel_leads"
    FROM (
      SELECT
        "t26"."month",
        "t26"."campaign_id",
        "t26"."channel",
        "t26"."bought_by",
        "t26"."money",
        "t26"."campaign_leads"
      FROM (
        SELECT
          "t25"."month",
          "t25"."campaign_id",
          "t25"."channel",
          "t25"."bought_by",
          "t25"."money",
          "t22"."_m",
          "t22"."_p",
          "t22"."_c",
          "t22"."campaign_leads"
        FROM (
          SELECT
            "t19"."month",
            "t19"."campaign_id",
            "t19"."channel",
            "t19"."bought_by",
            SUM("t19"."whole") AS "money"
          FROM (
            SELECT
              "t16"."month",
              "t16"."campaign_id",
              "t16"."channel",
              CAST(ROUND("t16"."spent" * 1000000.0, 0) AS BIGINT) AS "whole",
              "t16"."channel" AS "bought_by"
            FROM (
              SELECT
                "t14".*
                EXCLUDE ("rate_used")
              FROM (
                SELECT
                  "t11"."day",
                  "t11"."campaign_id",
                  "t11"."amount",
                  "t11"."currency",
                  "t11"."channel",
                  "t11"."month",
                  "t11"."rate_used",
                  (
                    CAST("t11"."amount" AS DOUBLE) / 1000000.0
                  ) * "t11"."rate_used" AS "spent"
                FROM (
                  SELECT
                    "t8"."day",
                    "t8"."campaign_id",
                    "t8"."amount",
                    "t8"."currency",
                    "t8"."channel",
                    CAST(CAST(DATE_TRUNC('MONTH', "t8"."day") AS TIMESTAMP) AS DATE) AS "month",
                    CASE
                      WHEN (
                        UPPER(TRIM("t8"."currency", ' \t
\r\v\f')) IS NULL
                      )
                      OR (
                        UPPER(TRIM("t8"."currency", ' \t
\r\v\f')) = ''
                      )
                      OR (
                        UPPER(TRIM("t8"."currency", ' \t
\r\v\f')) = 'EUR'
                      )
                      THEN 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END AS "rate_used"
                  FROM (
                    SELECT
                      "t5"."day",
                      "t5"."campaign_id",
                      "t5"."amount",
                      "t5"."currency",
                      COALESCE(NULLIF("t5"."channel", ''), "t6"."_channel") AS "channel"
                    FROM (
                      SELECT
                        "t1"."day",
                        "t1"."campaign_id",
                        "t1"."channel",
                        "t1"."amount",
                        "t1"."currency"
                      FROM "spend" AS "t1"
                    ) AS "t5"
                    LEFT OUTER JOIN (
                      SELECT
                        "t2"."campaign_id" AS "_of",
                        "t2"."channel" AS "_channel"
                      FROM "campaigns" AS "t2"
                    ) AS "t6"
                      ON "t5"."campaign_id" = "t6"."_of"
                  ) AS "t8"
                ) AS "t11"
              ) AS "t14"
            ) AS "t16"
          ) AS "t19"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t25"
        LEFT OUTER JOIN (
          SELECT
            "t18"."month" AS "_m",
            "t18"."campaign_id" AS "_p",
            "t18"."bought_by" AS "_c",
            "t18"."n" AS "campaign_leads"
          FROM "t17" AS "t18"
        ) AS "t22"
          ON "t25"."month" = "t22"."_m"
          AND "t25"."campaign_id" = "t22"."_p"
          AND "t25"."bought_by" = "t22"."_c"
      ) AS "t26"
    ) AS "t28"
    LEFT OUTER JOIN (
      SELECT
        "t18"."month" AS "_m",
        "t18"."bought_by" AS "_c",
        SUM("t18"."n") AS "channel_leads"
      FROM "t17" AS "t18"
      GROUP BY
        1,
        2
    ) AS "t23"
      ON "t28"."month" = "t23"."_m" AND "t28"."bought_by" = "t23"."_c"
  ) AS "t29"
) AS "t30"
WHERE
  "t30"."money" IS NOT NULL;
