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
  CAST(ROUND(DATE_DIFF('MICROSECOND', "t1"."created_at", "t1"."closed_at") / 86400000000.0, 0) AS BIGINT) AS "days",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "deal_facts" AS "t0"
  WHERE
    "t0"."status" = 'won' AND "t0"."closed_at" IS NOT NULL
) AS "t1"
GROUP BY
  1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "accounts" AS "t0"
WHERE
  "t0"."parent_id" IS NOT NULL
LIMIT 1;

SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0";

SELECT
  "t3"."bucket",
  "t3"."back_3",
  "t3"."back_2",
  "t3"."back_1",
  "t3"."here",
  "t3"."ended",
  COUNT(*) AS "n",
  SUM(CAST(ROUND("t3"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
    "t3"."ended" = 1) AS "worth"
FROM (
  SELECT
    "t2"."deal",
    "t2"."opportunity_id",
    "t2"."cluster",
    "t2"."outcome",
    "t2"."amount",
    "t2"."person",
    "t2"."code",
    "t2"."touched_at",
    "t2"."place",
    "t2"."n",
    "t2"."lead_at",
    "t2"."created_at",
    "t2"."bucket",
    "t2"."ended",
    "t2"."back_1",
    "t2"."back_2",
    "t2"."back_3",
    "t2"."code" + 1 AS "here"
  FROM (
    SELECT
      "t1"."deal",
      "t1"."opportunity_id",
      "t1"."cluster",
      "t1"."outcome",
      "t1"."amount",
      "t1"."person",
      "t1"."code",
      "t1"."touched_at",
      "t1"."place",
      "t1"."n",
      "t1"."lead_at",
      "t1"."created_at",
      "t1"."bucket",
      "t1"."ended",
      COALESCE(
        LAG("t1"."code", 1) OVER (
          PARTITION BY "t1"."deal"
          ORDER BY "t1"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_1",
      COALESCE(
        LAG("t1"."code", 2) OVER (
          PARTITION BY "t1"."deal"
          ORDER BY "t1"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_2",
      COALESCE(
        LAG("t1"."code", 3) OVER (
          PARTITION BY "t1"."deal"
          ORDER BY "t1"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_3"
    FROM (
      SELECT
        "t0"."deal",
        "t0"."opportunity_id",
        "t0"."cluster",
        "t0"."outcome",
        "t0"."amount",
        "t0"."person",
        "t0"."code",
        "t0"."touched_at",
        "t0"."place",
        "t0"."n",
        "t0"."lead_at",
        "t0"."created_at",
        SUBSTRING(
          MD5("t0"."cluster"),
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t0"."cluster")) END,
          1
        ) AS "bucket",
        CASE WHEN "t0"."place" = "t0"."n" THEN "t0"."outcome" ELSE 0 END AS "ended"
      FROM "journeys_of_revenue" AS "t0"
    ) AS "t1"
  ) AS "t2"
) AS "t3"
GROUP BY
  1,
  2,
  3,
  4,
  5,
  6;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

SELECT
  "t13"."back_2",
  "t13"."back_1",
  "t13"."here",
  "t13"."ended",
  COUNT(*) AS "n",
  SUM(CAST(ROUND("t13"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
    "t13"."ended" = 1) AS "worth"
FROM (
  SELECT
    "t12"."touch_id",
    "t12"."touched_at",
    "t12"."lead_id",
    "t12"."account_id",
    "t12"."channel",
    "t12"."party",
    "t12"."code",
    "t12"."back_1",
    "t12"."back_2",
    "t12"."begun",
    "t12"."ended",
    "t12"."amount",
    "t12"."code" + 1 AS "here"
  FROM (
    SELECT
      "t11"."touch_id",
      "t11"."touched_at",
      "t11"."lead_id",
      "t11"."account_id",
      "t11"."channel",
      "t11"."party",
      "t11"."code",
      COALESCE(
        LAG("t11"."code", 1) OVER (
          PARTITION BY "t11"."party"
          ORDER BY "t11"."touched_at" ASC, "t11"."touch_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_1",
      COALESCE(
        LAG("t11"."code", 2) OVER (
          PARTITION BY "t11"."party"
          ORDER BY "t11"."touched_at" ASC, "t11"."touch_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_2",
      MIN("t11"."touched_at") OVER (
        PARTITION BY "t11"."party"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "begun",
      CASE
        WHEN LEAD("t11"."code") OVER (
          PARTITION BY "t11"."party"
          ORDER BY "t11"."touched_at" ASC, "t11"."touch_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) IS NULL
        THEN 2
        ELSE 0
      END AS "ended",
      CAST(NULL AS DOUBLE) AS "amount"
    FROM (
      SELECT
        "t10"."touch_id",
        "t10"."touched_at",
        "t10"."lead_id",
        "t10"."account_id",
        "t10"."channel",
        "t10"."party",
        CAST(CASE WHEN COALESCE("t10"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code"
      FROM (
        SELECT
          "t9"."touch_id",
          "t9"."touched_at",
          "t9"."lead_id",
          "t9"."account_id",
          "t9"."channel",
          "t9"."party"
        FROM (
          SELECT
            "t7"."touch_id",
            "t7"."touched_at",
            "t7"."lead_id",
            "t7"."account_id",
            "t7"."channel",
            COALESCE("t7"."account_id", "t7"."lead_id") AS "party"
          FROM (
            SELECT
              "t6".*
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
            ) AS "t6"
          ) AS "t7"
          WHERE
            COALESCE("t7"."account_id", "t7"."lead_id") IS NOT NULL
        ) AS "t9"
        ANTI JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t1"."account_id" AS "party"
            FROM "opportunities" AS "t1"
            WHERE
              "t1"."account_id" IS NOT NULL
          ) AS "t2"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t1"."lead_id" AS "party"
            FROM "opportunities" AS "t1"
            WHERE
              "t1"."lead_id" IS NOT NULL
          ) AS "t3"
        ) AS "t5"
          ON "t9"."party" = "t5"."party"
      ) AS "t10"
    ) AS "t11"
  ) AS "t12"
  WHERE
    (
      DATE_DIFF('MICROSECOND', "t12"."begun", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
    ) > 246.0
) AS "t13"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  "t35"."period",
  "t35"."slice_0",
  "t35"."slice_1",
  "t35"."slice_2",
  "t35"."account_bucket",
  "t35"."value",
  "t35"."share",
  "t35"."known",
  "t35"."rows",
  "t35"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t35"."period" ASC NULLS FIRST, "t35"."slice_0" ASC NULLS FIRST, "t35"."slice_1" ASC NULLS FIRST, "t35"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t34"."period",
    "t34"."slice_0",
    "t34"."slice_1",
    "t34"."slice_2",
    "t34"."account_bucket",
    SUM(CAST(ROUND("t34"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CAST(ROUND("t34"."share" * 1000000.0, 0) AS BIGINT)) AS "share",
    COUNT("t34"."value") AS "known",
    COUNT(*) AS "rows",
    SUM(CAST(ROUND("t34"."share" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t34"."value" IS NULL) AS "unknown"
  FROM (
    SELECT
      "t33"."opportunity_id",
      "t33"."cluster",
      "t33"."account_id",
      "t33"."lead_id",
      "t33"."owner_id",
      "t33"."created_at",
      "t33"."kind",
      "t33"."sourced_by",
      "t33"."source",
      "t33"."campaign_id",
      "t33"."on_profile",
      "t33"."currency",
      "t33"."ends_at",
      "t33"."amount",
      "t33"."account_bucket",
      "t33"."model",
      "t33"."channel",
      "t33"."share",
      "t33"."opportunity_id" AS "unit_id",
      "t33"."ends_at" AS "at",
      "t33"."amount" * "t33"."share" AS "value",
      NULLIF("t33"."model", '') AS "slice_0",
      NULLIF("t33"."channel", '') AS "slice_1",
      NULLIF("t33"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t33"."ends_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t23"."opportunity_id",
          "t23"."cluster",
          "t23"."account_id",
          "t23"."lead_id",
          "t23"."owner_id",
          "t23"."created_at",
          "t23"."kind",
          "t23"."sourced_by",
          "t23"."source",
          "t23"."campaign_id",
          "t23"."on_profile",
          "t23"."currency",
          "t23"."ends_at",
          "t23"."amount",
          "t23"."account_bucket",
          'markov' AS "model",
          "t23"."channel",
          "t23"."first" AS "share"
        FROM (
          SELECT
            "t20".*
            EXCLUDE ("_deal")
          FROM (
            SELECT
              "t12"."_deal",
              "t12"."channel",
              "t12"."first",
              "t12"."person_balanced",
              "t12"."capture_adjusted",
              "t12"."last",
              "t12"."linear",
              "t12"."u_hubspot",
              "t12"."u_marketo",
              "t12"."w",
              "t12"."full_path",
              "t12"."j",
              "t12"."time_decay",
              "t12"."time_decay_cycle",
              "t12"."shapley",
              "t19"."opportunity_id",
              "t19"."cluster",
              "t19"."account_id",
              "t19"."lead_id",
              "t19"."owner_id",
              "t19"."created_at",
              "t19"."kind",
              "t19"."sourced_by",
              "t19"."source",
              "t19"."campaign_id",
              "t19"."on_profile",
              "t19"."currency",
              "t19"."ends_at",
              "t19"."amount",
              "t19"."_credited",
              "t19"."account_bucket"
            FROM (
              SELECT
                "t1"."opportunity_id" AS "_deal",
                "t1"."channel",
                "t1"."first",
                "t1"."person_balanced",
                "t1"."capture_adjusted",
                "t1"."last",
                "t1"."linear",
                "t1"."u_hubspot",
                "t1"."u_marketo",
                "t1"."w",
                "t1"."full_path",
                "t1"."j",
                "t1"."time_decay",
                "t1"."time_decay_cycle",
                "t1"."shapley"
              FROM "credit_of_revenue" AS "t1"
              WHERE
                "t1"."channel" = 'no touch recorded'
            ) AS "t12"
            INNER JOIN (
              SELECT
                "t17"."opportunity_id",
                "t17"."cluster",
                "t17"."account_id",
                "t17"."lead_id",
                "t17"."owner_id",
                "t17"."created_at",
                "t17"."kind",
                "t17"."sourced_by",
                "t17"."source",
                "t17"."campaign_id",
                "t17"."on_profile",
                "t17"."currency",
                "t17"."ends_at",
                "t17"."amount",
                "t17"."_credited",
                SUBSTRING(
                  MD5("t17"."cluster"),
                  CASE WHEN (
                    0 + 1
                  ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t17"."cluster")) END,
                  2
                ) AS "account_bucket"
              FROM (
                SELECT
                  "t11"."opportunity_id",
                  "t11"."cluster",
                  "t11"."account_id",
                  "t11"."lead_id",
                  "t11"."owner_id",
                  "t11"."created_at",
                  "t11"."kind",
                  "t11"."sourced_by",
                  "t11"."source",
                  "t11"."campaign_id",
                  "t11"."on_profile",
                  "t11"."currency",
                  "t16"."ends_at",
                  "t16"."amount",
                  "t16"."_credited"
                FROM (
                  SELECT
                    "t3"."opportunity_id",
                    "t3"."cluster",
                    "t3"."account_id",
                    "t3"."lead_id",
                    "t3"."owner_id",
                    "t3"."created_at",
                    "t3"."kind",
                    "t3"."sourced_by",
                    "t3"."source",
                    "t3"."campaign_id",
                    "t3"."on_profile",
                    "t3"."currency"
                  FROM "deal_facts" AS "t3"
                ) AS "t11"
                INNER JOIN (
                  SELECT
                    COALESCE("t3"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
                    "t3"."amount",
                    "t3"."opportunity_id" AS "_credited"
                  FROM "deal_facts" AS "t3"
                  WHERE
                    (
                      COALESCE("t3"."status" IN ('won', 'lost'), FALSE)
                      OR (
                        (
                          DATE_DIFF('MICROSECOND', "t3"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                        ) > 246.0
                      )
                    )
                    AND CASE WHEN COALESCE("t3"."status" = 'won', FALSE) THEN 1 ELSE 2 END = 1
                ) AS "t16"
                  ON "t11"."opportunity_id" = "t16"."_credited"
              ) AS "t17"
            ) AS "t19"
              ON "t12"."_deal" = "t19"."_credited"
          ) AS "t20"
        ) AS "t23"
      ) AS "t28"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t26"."opportunity_id",
            "t26"."cluster",
            "t26"."account_id",
            "t26"."lead_id",
            "t26"."owner_id",
            "t26"."created_at",
            "t26"."kind",
            "t26"."sourced_by",
            "t26"."source",
            "t26"."campaign_id",
            "t26"."on_profile",
            "t26"."currency",
            "t26"."ends_at",
            "t26"."amount",
            "t26"."account_bucket",
            "t4"."model",
            "t26"."channel",
            CASE
              WHEN "t4"."model" = 'first'
              THEN "t26"."first"
              WHEN "t4"."model" = 'person_balanced'
              THEN "t26"."person_balanced"
              WHEN "t4"."model" = 'capture_adjusted'
              THEN "t26"."capture_adjusted"
              WHEN "t4"."model" = 'last'
              THEN "t26"."last"
              WHEN "t4"."model" = 'linear'
              THEN "t26"."linear"
              WHEN "t4"."model" = 'u_hubspot'
              THEN "t26"."u_hubspot"
              WHEN "t4"."model" = 'u_marketo'
              THEN "t26"."u_marketo"
              WHEN "t4"."model" = 'w'
              THEN "t26"."w"
              WHEN "t4"."model" = 'full_path'
              THEN "t26"."full_path"
              WHEN "t4"."model" = 'j'
              THEN "t26"."j"
              WHEN "t4"."model" = 'time_decay'
              THEN "t26"."time_decay"
              WHEN "t4"."model" = 'time_decay_cycle'
              THEN "t26"."time_decay_cycle"
              WHEN "t4"."model" = 'shapley'
              THEN "t26"."shapley"
              ELSE 0.0
            END AS "share"
          FROM (
            SELECT
              "t21".*
              EXCLUDE ("_deal")
            FROM (
              SELECT
                "t10"."_deal",
                "t10"."channel",
                "t10"."first",
                "t10"."person_balanced",
                "t10"."capture_adjusted",
                "t10"."last",
                "t10"."linear",
                "t10"."u_hubspot",
                "t10"."u_marketo",
                "t10"."w",
                "t10"."full_path",
                "t10"."j",
                "t10"."time_decay",
                "t10"."time_decay_cycle",
                "t10"."shapley",
                "t19"."opportunity_id",
                "t19"."cluster",
                "t19"."account_id",
                "t19"."lead_id",
                "t19"."owner_id",
                "t19"."created_at",
                "t19"."kind",
                "t19"."sourced_by",
                "t19"."source",
                "t19"."campaign_id",
                "t19"."on_profile",
                "t19"."currency",
                "t19"."ends_at",
                "t19"."amount",
                "t19"."_credited",
                "t19"."account_bucket"
              FROM (
                SELECT
                  "t1"."opportunity_id" AS "_deal",
                  "t1"."channel",
                  "t1"."first",
                  "t1"."person_balanced",
                  "t1"."capture_adjusted",
                  "t1"."last",
                  "t1"."linear",
                  "t1"."u_hubspot",
                  "t1"."u_marketo",
                  "t1"."w",
                  "t1"."full_path",
                  "t1"."j",
                  "t1"."time_decay",
                  "t1"."time_decay_cycle",
                  "t1"."shapley"
                FROM "credit_of_revenue" AS "t1"
              ) AS "t10"
              INNER JOIN (
                SELECT
                  "t17"."opportunity_id",
                  "t17"."cluster",
                  "t17"."account_id",
                  "t17"."lead_id",
                  "t17"."owner_id",
                  "t17"."created_at",
                  "t17"."kind",
                  "t17"."sourced_by",
                  "t17"."source",
                  "t17"."campaign_id",
                  "t17"."on_profile",
                  "t17"."currency",
                  "t17"."ends_at",
                  "t17"."amount",
                  "t17"."_credited",
                  SUBSTRING(
                    MD5("t17"."cluster"),
                    CASE WHEN (
                      0 + 1
                    ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t17"."cluster")) END,
                    2
                  ) AS "account_bucket"
                FROM (
                  SELECT
                    "t11"."opportunity_id",
                    "t11"."cluster",
                    "t11"."account_id",
                    "t11"."lead_id",
                    "t11"."owner_id",
                    "t11"."created_at",
                    "t11"."kind",
                    "t11"."sourced_by",
                    "t11"."source",
                    "t11"."campaign_id",
                    "t11"."on_profile",
                    "t11"."currency",
                    "t16"."ends_at",
                    "t16"."amount",
                    "t16"."_credited"
                  FROM (
                    SELECT
                      "t3"."opportunity_id",
                      "t3"."cluster",
                      "t3"."account_id",
                      "t3"."lead_id",
                      "t3"."owner_id",
                      "t3"."created_at",
                      "t3"."kind",
                      "t3"."sourced_by",
                      "t3"."source",
                      "t3"."campaign_id",
                      "t3"."on_profile",
                      "t3"."currency"
                    FROM "deal_facts" AS "t3"
                  ) AS "t11"
                  INNER JOIN (
                    SELECT
                      COALESCE("t3"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
                      "t3"."amount",
                      "t3"."opportunity_id" AS "_credited"
                    FROM "deal_facts" AS "t3"
                    WHERE
                      (
                        COALESCE("t3"."status" IN ('won', 'lost'), FALSE)
                        OR (
                          (
                            DATE_DIFF('MICROSECOND', "t3"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                          ) > 246.0
                        )
                      )
                      AND CASE WHEN COALESCE("t3"."status" = 'won', FALSE) THEN 1 ELSE 2 END = 1
                  ) AS "t16"
                    ON "t11"."opportunity_id" = "t16"."_credited"
                ) AS "t17"
              ) AS "t19"
                ON "t10"."_deal" = "t19"."_credited"
            ) AS "t21"
          ) AS "t26"
          CROSS JOIN "rule_models" AS "t4"
        ) AS "t30"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t29"."opportunity_id",
            "t29"."cluster",
            "t29"."account_id",
            "t29"."lead_id",
            "t29"."owner_id",
            "t29"."created_at",
            "t29"."kind",
            "t29"."sourced_by",
            "t29"."source",
            "t29"."campaign_id",
            "t29"."on_profile",
            "t29"."currency",
            "t29"."ends_at",
            "t29"."amount",
            "t29"."account_bucket",
            'markov' AS "model",
            "t29"."channel",
            "t29"."share"
          FROM (
            SELECT
              "t27"."opportunity_id",
              "t27"."cluster",
              "t27"."account_id",
              "t27"."lead_id",
              "t27"."owner_id",
              "t27"."created_at",
              "t27"."kind",
              "t27"."sourced_by",
              "t27"."source",
              "t27"."campaign_id",
              "t27"."on_profile",
              "t27"."currency",
              "t27"."ends_at",
              "t27"."amount",
              "t27"."_credited",
              "t27"."account_bucket",
              "t5"."channel",
              "t5"."share"
            FROM (
              SELECT
                "t22".*
                EXCLUDE ("_deal")
              FROM (
                SELECT
                  "t14"."_deal",
                  "t19"."opportunity_id",
                  "t19"."cluster",
                  "t19"."account_id",
                  "t19"."lead_id",
                  "t19"."owner_id",
                  "t19"."created_at",
                  "t19"."kind",
                  "t19"."sourced_by",
                  "t19"."source",
                  "t19"."campaign_id",
                  "t19"."on_profile",
                  "t19"."currency",
                  "t19"."ends_at",
                  "t19"."amount",
                  "t19"."_credited",
                  "t19"."account_bucket"
                FROM (
                  SELECT
                    "t9"."opportunity_id" AS "_deal"
                  FROM (
                    SELECT DISTINCT
                      "t1"."opportunity_id"
                    FROM "credit_of_revenue" AS "t1"
                    WHERE
                      "t1"."channel" <> 'no touch recorded'
                  ) AS "t9"
                ) AS "t14"
                INNER JOIN (
                  SELECT
                    "t17"."opportunity_id",
                    "t17"."cluster",
                    "t17"."account_id",
                    "t17"."lead_id",
                    "t17"."owner_id",
                    "t17"."created_at",
                    "t17"."kind",
                    "t17"."sourced_by",
                    "t17"."source",
                    "t17"."campaign_id",
                    "t17"."on_profile",
                    "t17"."currency",
                    "t17"."ends_at",
                    "t17"."amount",
                    "t17"."_credited",
                    SUBSTRING(
                      MD5("t17"."cluster"),
                      CASE WHEN (
                        0 + 1
                      ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t17"."cluster")) END,
                      2
                    ) AS "account_bucket"
                  FROM (
                    SELECT
                      "t11"."opportunity_id",
                      "t11"."cluster",
                      "t11"."account_id",
                      "t11"."lead_id",
                      "t11"."owner_id",
                      "t11"."created_at",
                      "t11"."kind",
                      "t11"."sourced_by",
                      "t11"."source",
                      "t11"."campaign_id",
                      "t11"."on_profile",
                      "t11"."currency",
                      "t16"."ends_at",
                      "t16"."amount",
                      "t16"."_credited"
                    FROM (
                      SELECT
                        "t3"."opportunity_id",
                        "t3"."cluster",
                        "t3"."account_id",
                        "t3"."lead_id",
                        "t3"."owner_id",
                        "t3"."created_at",
                        "t3"."kind",
                        "t3"."sourced_by",
                        "t3"."source",
                        "t3"."campaign_id",
                        "t3"."on_profile",
                        "t3"."currency"
                      FROM "deal_facts" AS "t3"
                    ) AS "t11"
                    INNER JOIN (
                      SELECT
                        COALESCE("t3"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
                        "t3"."amount",
                        "t3"."opportunity_id" AS "_credited"
                      FROM "deal_facts" AS "t3"
                      WHERE
                        (
                          COALESCE("t3"."status" IN ('won', 'lost'), FALSE)
                          OR (
                            (
                              DATE_DIFF('MICROSECOND', "t3"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                            ) > 246.0
                          )
                        )
                        AND CASE WHEN COALESCE("t3"."status" = 'won', FALSE) THEN 1 ELSE 2 END = 1
                    ) AS "t16"
                      ON "t11"."opportunity_id" = "t16"."_credited"
                  ) AS "t17"
                ) AS "t19"
                  ON "t14"."_deal" = "t19"."_credited"
              ) AS "t22"
            ) AS "t27"
            CROSS JOIN "chain_of_revenue" AS "t5"
          ) AS "t29"
        ) AS "t31"
      ) AS "t32"
    ) AS "t33"
    WHERE
      "t33"."share" > 0 AND "t33"."ends_at" IS NOT NULL
  ) AS "t34"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t35";

SELECT
  COUNT(DISTINCT "t0"."opportunity_id") AS "n",
  SUM(CASE WHEN "t0"."channel" = 'no touch recorded' THEN 1 ELSE 0 END) AS "none"
FROM "credit_of_revenue" AS "t0";

SELECT
  "t13"."code",
  SUM(
    CAST(ROUND((
      "t13"."n_1" / CAST("t13"."of_1" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_1",
  SUM(
    CAST(ROUND((
      "t13"."n_2" / CAST("t13"."of_2" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_2",
  SUM(
    CAST(ROUND((
      "t13"."n_3" / CAST("t13"."of_3" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_3"
FROM (
  SELECT
    "t12"."deal",
    "t12"."code",
    "t12"."n_1",
    "t12"."n_2",
    "t12"."n_3",
    GREATEST(
      SUM("t12"."n_1") OVER (
        PARTITION BY "t12"."deal"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_1",
    GREATEST(
      SUM("t12"."n_2") OVER (
        PARTITION BY "t12"."deal"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_2",
    GREATEST(
      SUM("t12"."n_3") OVER (
        PARTITION BY "t12"."deal"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_3"
  FROM (
    SELECT
      "t11"."deal",
      "t11"."code",
      SUM(CASE WHEN "t11"."scope" <= 1 THEN 1 ELSE 0 END) AS "n_1",
      SUM(CASE WHEN "t11"."scope" <= 2 THEN 1 ELSE 0 END) AS "n_2",
      SUM(CASE WHEN "t11"."scope" <= 3 THEN 1 ELSE 0 END) AS "n_3"
    FROM (
      SELECT
        "t10"."deal",
        "t10"."outcome",
        "t10"."nth",
        "t10"."touched_at",
        "t10"."code",
        "t10"."person",
        "t10"."scope"
      FROM (
        SELECT
          "t3"."deal",
          "t3"."touched_at",
          "t3"."code",
          "t3"."person",
          "t3"."scope",
          "t3"."nth",
          "t3"."before",
          "t9"."ends_at",
          "t9"."outcome",
          "t9"."_of"
        FROM "touches_near_deals" AS "t3"
        INNER JOIN (
          SELECT
            "t7"."ends_at",
            "t7"."outcome",
            "t5"."deal" AS "_of"
          FROM (
            SELECT
              "t1"."opportunity_id",
              COALESCE("t1"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "ends_at",
              CASE WHEN COALESCE("t1"."status" = 'won', FALSE) THEN 1 ELSE 2 END AS "outcome"
            FROM "deal_facts" AS "t1"
            WHERE
              COALESCE("t1"."status" IN ('won', 'lost'), FALSE)
              OR (
                (
                  DATE_DIFF('MICROSECOND', "t1"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                ) > 246.0
              )
          ) AS "t7"
          INNER JOIN (
            SELECT
              "t2"."deal",
              "t2"."opportunity_id" AS "_id"
            FROM "journey_deals" AS "t2"
          ) AS "t5"
            ON "t7"."opportunity_id" = "t5"."_id"
        ) AS "t9"
          ON "t3"."deal" = "t9"."_of"
      ) AS "t10"
      WHERE
        COALESCE(
          (
            "t10"."touched_at" <= "t10"."ends_at"
          )
          AND (
            (
              DATE_DIFF('MICROSECOND', "t10"."touched_at", "t10"."ends_at") / 86400000000.0
            ) <= 246.0
          ),
          FALSE
        )
        AND NOT (
          COALESCE(
            (
              (
                DATE_DIFF('MICROSECOND', "t10"."before", "t10"."touched_at") / 1000000.0
              ) < 1800
            )
            AND (
              (
                DATE_DIFF('MICROSECOND', "t10"."before", "t10"."ends_at") / 86400000000.0
              ) <= 246.0
            ),
            FALSE
          )
        )
        AND "t10"."outcome" = 1
    ) AS "t11"
    GROUP BY
      1,
      2
  ) AS "t12"
) AS "t13"
GROUP BY
  1;
