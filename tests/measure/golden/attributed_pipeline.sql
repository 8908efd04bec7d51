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
FROM "accounts" AS "t0"
WHERE
  "t0"."parent_id" IS NOT NULL
LIMIT 1;

SELECT
  "t0"."account_id"
FROM "touches" AS "t0"
WHERE
  "t0"."account_id" IS NULL
LIMIT 1;

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
  "t6"."bucket",
  "t6"."back_3",
  "t6"."back_2",
  "t6"."back_1",
  "t6"."here",
  "t6"."ended",
  COUNT(*) AS "n",
  SUM(CAST(ROUND("t6"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
    "t6"."ended" = 1) AS "worth"
FROM (
  SELECT
    "t5"."deal",
    "t5"."outcome",
    "t5"."person",
    "t5"."code",
    "t5"."touched_at",
    "t5"."place",
    "t5"."n",
    "t5"."back_1",
    "t5"."back_2",
    "t5"."back_3",
    "t5"."maker",
    "t5"."by_lead",
    "t5"."by_opening",
    "t5"."amount",
    "t5"."_of",
    "t5"."bucket",
    CASE WHEN "t5"."place" = "t5"."n" THEN "t5"."outcome" ELSE 0 END AS "ended",
    "t5"."code" + 1 AS "here"
  FROM (
    SELECT
      "t2"."deal",
      "t2"."outcome",
      "t2"."person",
      "t2"."code",
      "t2"."touched_at",
      "t2"."place",
      "t2"."n",
      "t2"."back_1",
      "t2"."back_2",
      "t2"."back_3",
      "t2"."maker",
      "t2"."by_lead",
      "t2"."by_opening",
      "t4"."amount",
      "t4"."_of",
      "t4"."bucket"
    FROM "journeys_of_pipeline" AS "t2"
    INNER JOIN (
      SELECT
        "t1"."first_amount" AS "amount",
        "t1"."deal" AS "_of",
        SUBSTRING(
          "t1"."account_bucket",
          CASE WHEN (
            0 + 1
          ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH("t1"."account_bucket") END,
          1
        ) AS "bucket"
      FROM "journey_deals" AS "t1"
    ) AS "t4"
      ON "t2"."deal" = "t4"."_of"
  ) AS "t5"
) AS "t6"
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
  "t13"."back_3",
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
    "t12"."back_3",
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
      COALESCE(
        LAG("t11"."code", 3) OVER (
          PARTITION BY "t11"."party"
          ORDER BY "t11"."touched_at" ASC, "t11"."touch_id" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) + 1,
        0
      ) AS "back_3",
      MIN("t11"."touched_at") OVER (
        PARTITION BY "t11"."party"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "begun",
      0 AS "ended",
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
  4,
  5;

SELECT
  "t13"."period",
  "t13"."slice_0",
  "t13"."slice_1",
  "t13"."slice_2",
  "t13"."account_bucket",
  "t13"."first",
  "t13"."person_balanced",
  "t13"."capture_adjusted",
  "t13"."last",
  "t13"."linear",
  "t13"."u_hubspot",
  "t13"."u_marketo",
  "t13"."w",
  "t13"."full_path",
  "t13"."j",
  "t13"."time_decay",
  "t13"."time_decay_cycle",
  "t13"."shapley",
  "t13"."markov",
  "t13"."chain_0",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST, "t13"."slice_1" ASC NULLS FIRST, "t13"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    "t12"."slice_1",
    "t12"."slice_2",
    "t12"."account_bucket",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_first" * 1000000.0, 0) AS BIGINT)) AS "first",
    SUM(
      CAST(ROUND("t12"."amount" * "t12"."share_person_balanced" * 1000000.0, 0) AS BIGINT)
    ) AS "person_balanced",
    SUM(
      CAST(ROUND("t12"."amount" * "t12"."share_capture_adjusted" * 1000000.0, 0) AS BIGINT)
    ) AS "capture_adjusted",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_last" * 1000000.0, 0) AS BIGINT)) AS "last",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_linear" * 1000000.0, 0) AS BIGINT)) AS "linear",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_u_hubspot" * 1000000.0, 0) AS BIGINT)) AS "u_hubspot",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_u_marketo" * 1000000.0, 0) AS BIGINT)) AS "u_marketo",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_w" * 1000000.0, 0) AS BIGINT)) AS "w",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_full_path" * 1000000.0, 0) AS BIGINT)) AS "full_path",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_j" * 1000000.0, 0) AS BIGINT)) AS "j",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_time_decay" * 1000000.0, 0) AS BIGINT)) AS "time_decay",
    SUM(
      CAST(ROUND("t12"."amount" * "t12"."share_time_decay_cycle" * 1000000.0, 0) AS BIGINT)
    ) AS "time_decay_cycle",
    SUM(CAST(ROUND("t12"."amount" * "t12"."share_shapley" * 1000000.0, 0) AS BIGINT)) AS "shapley",
    SUM(CAST(ROUND("t12"."amount" * 1.0 * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t12"."share_first" = 1) AS "markov",
    SUM(CAST(ROUND("t12"."amount" * 1.0 * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t12"."share_first" = 1) AS "chain_0"
  FROM (
    SELECT
      "t11"."opportunity_id",
      "t11"."account_bucket",
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
      "t11"."ends_at",
      "t11"."amount",
      "t11"."channel",
      "t11"."unit_id",
      "t11"."at",
      "t11"."share_first",
      "t11"."share_person_balanced",
      "t11"."share_capture_adjusted",
      "t11"."share_last",
      "t11"."share_linear",
      "t11"."share_u_hubspot",
      "t11"."share_u_marketo",
      "t11"."share_w",
      "t11"."share_full_path",
      "t11"."share_j",
      "t11"."share_time_decay",
      "t11"."share_time_decay_cycle",
      "t11"."share_shapley",
      CAST(NULL AS TEXT) AS "model",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
      NULLIF("t11"."channel", '') AS "slice_1",
      NULLIF("t11"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t10"."opportunity_id",
        "t10"."account_bucket",
        "t10"."account_id",
        "t10"."lead_id",
        "t10"."owner_id",
        "t10"."created_at",
        "t10"."kind",
        "t10"."sourced_by",
        "t10"."source",
        "t10"."campaign_id",
        "t10"."on_profile",
        "t10"."currency",
        "t10"."ends_at",
        "t10"."amount",
        "t6"."channel",
        "t10"."opportunity_id" AS "unit_id",
        "t10"."ends_at" AS "at",
        "t6"."first" AS "share_first",
        "t6"."person_balanced" AS "share_person_balanced",
        "t6"."capture_adjusted" AS "share_capture_adjusted",
        "t6"."last" AS "share_last",
        "t6"."linear" AS "share_linear",
        "t6"."u_hubspot" AS "share_u_hubspot",
        "t6"."u_marketo" AS "share_u_marketo",
        "t6"."w" AS "share_w",
        "t6"."full_path" AS "share_full_path",
        "t6"."j" AS "share_j",
        "t6"."time_decay" AS "share_time_decay",
        "t6"."time_decay_cycle" AS "share_time_decay_cycle",
        "t6"."shapley" AS "share_shapley"
      FROM (
        SELECT
          "t0"."deal" AS "_deal",
          "t0"."channel",
          "t0"."first",
          "t0"."person_balanced",
          "t0"."capture_adjusted",
          "t0"."last",
          "t0"."linear",
          "t0"."u_hubspot",
          "t0"."u_marketo",
          "t0"."w",
          "t0"."full_path",
          "t0"."j",
          "t0"."time_decay",
          "t0"."time_decay_cycle",
          "t0"."shapley"
        FROM "credit_of_pipeline" AS "t0"
      ) AS "t6"
      INNER JOIN (
        SELECT
          "t7"."opportunity_id",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t8"."deal",
          "t8"."ends_at",
          "t8"."amount",
          "t8"."_credited"
        FROM (
          SELECT
            "t1"."opportunity_id",
            "t1"."account_bucket",
            "t1"."account_id",
            "t1"."lead_id",
            "t1"."owner_id",
            "t1"."created_at",
            "t1"."kind",
            "t1"."sourced_by",
            "t1"."source",
            "t1"."campaign_id",
            "t1"."on_profile",
            "t1"."currency"
          FROM "deal_facts" AS "t1"
        ) AS "t7"
        INNER JOIN (
          SELECT
            "t2"."deal",
            "t2"."created_at" AS "ends_at",
            "t2"."first_amount" AS "amount",
            "t2"."opportunity_id" AS "_credited"
          FROM "journey_deals" AS "t2"
          WHERE
            1 = 1
        ) AS "t8"
          ON "t7"."opportunity_id" = "t8"."_credited"
      ) AS "t10"
        ON "t6"."_deal" = "t10"."deal"
    ) AS "t11"
    WHERE
      "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t13";

SELECT
  "t13"."period",
  "t13"."slice_0",
  "t13"."slice_1",
  "t13"."slice_2",
  "t13"."amount_known",
  "t13"."share_first",
  "t13"."rows_first",
  "t13"."share_person_balanced",
  "t13"."rows_person_balanced",
  "t13"."share_capture_adjusted",
  "t13"."rows_capture_adjusted",
  "t13"."share_last",
  "t13"."rows_last",
  "t13"."share_linear",
  "t13"."rows_linear",
  "t13"."share_u_hubspot",
  "t13"."rows_u_hubspot",
  "t13"."share_u_marketo",
  "t13"."rows_u_marketo",
  "t13"."share_w",
  "t13"."rows_w",
  "t13"."share_full_path",
  "t13"."rows_full_path",
  "t13"."share_j",
  "t13"."rows_j",
  "t13"."share_time_decay",
  "t13"."rows_time_decay",
  "t13"."share_time_decay_cycle",
  "t13"."rows_time_decay_cycle",
  "t13"."share_shapley",
  "t13"."rows_shapley",
  "t13"."deals",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST, "t13"."slice_1" ASC NULLS FIRST, "t13"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    "t12"."slice_1",
    "t12"."slice_2",
    "t12"."amount_known",
    SUM(CAST(ROUND("t12"."share_first" * 1000000.0, 0) AS BIGINT)) AS "share_first",
    SUM(CASE WHEN "t12"."share_first" > 0 THEN 1 ELSE 0 END) AS "rows_first",
    SUM(CAST(ROUND("t12"."share_person_balanced" * 1000000.0, 0) AS BIGINT)) AS "share_person_balanced",
    SUM(CASE WHEN "t12"."share_person_balanced" > 0 THEN 1 ELSE 0 END) AS "rows_person_balanced",
    SUM(CAST(ROUND("t12"."share_capture_adjusted" * 1000000.0, 0) AS BIGINT)) AS "share_capture_adjusted",
    SUM(CASE WHEN "t12"."share_capture_adjusted" > 0 THEN 1 ELSE 0 END) AS "rows_capture_adjusted",
    SUM(CAST(ROUND("t12"."share_last" * 1000000.0, 0) AS BIGINT)) AS "share_last",
    SUM(CASE WHEN "t12"."share_last" > 0 THEN 1 ELSE 0 END) AS "rows_last",
    SUM(CAST(ROUND("t12"."share_linear" * 1000000.0, 0) AS BIGINT)) AS "share_linear",
    SUM(CASE WHEN "t12"."share_linear" > 0 THEN 1 ELSE 0 END) AS "rows_linear",
    SUM(CAST(ROUND("t12"."share_u_hubspot" * 1000000.0, 0) AS BIGINT)) AS "share_u_hubspot",
    SUM(CASE WHEN "t12"."share_u_hubspot" > 0 THEN 1 ELSE 0 END) AS "rows_u_hubspot",
    SUM(CAST(ROUND("t12"."share_u_marketo" * 1000000.0, 0) AS BIGINT)) AS "share_u_marketo",
    SUM(CASE WHEN "t12"."share_u_marketo" > 0 THEN 1 ELSE 0 END) AS "rows_u_marketo",
    SUM(CAST(ROUND("t12"."share_w" * 1000000.0, 0) AS BIGINT)) AS "share_w",
    SUM(CASE WHEN "t12"."share_w" > 0 THEN 1 ELSE 0 END) AS "rows_w",
    SUM(CAST(ROUND("t12"."share_full_path" * 1000000.0, 0) AS BIGINT)) AS "share_full_path",
    SUM(CASE WHEN "t12"."share_full_path" > 0 THEN 1 ELSE 0 END) AS "rows_full_path",
    SUM(CAST(ROUND("t12"."share_j" * 1000000.0, 0) AS BIGINT)) AS "share_j",
    SUM(CASE WHEN "t12"."share_j" > 0 THEN 1 ELSE 0 END) AS "rows_j",
    SUM(CAST(ROUND("t12"."share_time_decay" * 1000000.0, 0) AS BIGINT)) AS "share_time_decay",
    SUM(CASE WHEN "t12"."share_time_decay" > 0 THEN 1 ELSE 0 END) AS "rows_time_decay",
    SUM(CAST(ROUND("t12"."share_time_decay_cycle" * 1000000.0, 0) AS BIGINT)) AS "share_time_decay_cycle",
    SUM(CASE WHEN "t12"."share_time_decay_cycle" > 0 THEN 1 ELSE 0 END) AS "rows_time_decay_cycle",
    SUM(CAST(ROUND("t12"."share_shapley" * 1000000.0, 0) AS BIGINT)) AS "share_shapley",
    SUM(CASE WHEN "t12"."share_shapley" > 0 THEN 1 ELSE 0 END) AS "rows_shapley",
    SUM(CASE WHEN "t12"."share_first" = 1 THEN 1 ELSE 0 END) AS "deals"
  FROM (
    SELECT
      "t11"."opportunity_id",
      "t11"."account_bucket",
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
      "t11"."ends_at",
      "t11"."amount",
      "t11"."channel",
      "t11"."unit_id",
      "t11"."at",
      "t11"."share_first",
      "t11"."share_person_balanced",
      "t11"."share_capture_adjusted",
      "t11"."share_last",
      "t11"."share_linear",
      "t11"."share_u_hubspot",
      "t11"."share_u_marketo",
      "t11"."share_w",
      "t11"."share_full_path",
      "t11"."share_j",
      "t11"."share_time_decay",
      "t11"."share_time_decay_cycle",
      "t11"."share_shapley",
      CAST(NULL AS TEXT) AS "model",
      NULLIF(CAST(NULL AS TEXT), '') AS "slice_0",
      NULLIF("t11"."channel", '') AS "slice_1",
      NULLIF("t11"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE WHEN "t11"."amount" IS NOT NULL THEN 1 ELSE 0 END AS "amount_known"
    FROM (
      SELECT
        "t10"."opportunity_id",
        "t10"."account_bucket",
        "t10"."account_id",
        "t10"."lead_id",
        "t10"."owner_id",
        "t10"."created_at",
        "t10"."kind",
        "t10"."sourced_by",
        "t10"."source",
        "t10"."campaign_id",
        "t10"."on_profile",
        "t10"."currency",
        "t10"."ends_at",
        "t10"."amount",
        "t6"."channel",
        "t10"."opportunity_id" AS "unit_id",
        "t10"."ends_at" AS "at",
        "t6"."first" AS "share_first",
        "t6"."person_balanced" AS "share_person_balanced",
        "t6"."capture_adjusted" AS "share_capture_adjusted",
        "t6"."last" AS "share_last",
        "t6"."linear" AS "share_linear",
        "t6"."u_hubspot" AS "share_u_hubspot",
        "t6"."u_marketo" AS "share_u_marketo",
        "t6"."w" AS "share_w",
        "t6"."full_path" AS "share_full_path",
        "t6"."j" AS "share_j",
        "t6"."time_decay" AS "share_time_decay",
        "t6"."time_decay_cycle" AS "share_time_decay_cycle",
        "t6"."shapley" AS "share_shapley"
      FROM (
        SELECT
          "t0"."deal" AS "_deal",
          "t0"."channel",
          "t0"."first",
          "t0"."person_balanced",
          "t0"."capture_adjusted",
          "t0"."last",
          "t0"."linear",
          "t0"."u_hubspot",
          "t0"."u_marketo",
          "t0"."w",
          "t0"."full_path",
          "t0"."j",
          "t0"."time_decay",
          "t0"."time_decay_cycle",
          "t0"."shapley"
        FROM "credit_of_pipeline" AS "t0"
      ) AS "t6"
      INNER JOIN (
        SELECT
          "t7"."opportunity_id",
          "t7"."account_bucket",
          "t7"."account_id",
          "t7"."lead_id",
          "t7"."owner_id",
          "t7"."created_at",
          "t7"."kind",
          "t7"."sourced_by",
          "t7"."source",
          "t7"."campaign_id",
          "t7"."on_profile",
          "t7"."currency",
          "t8"."deal",
          "t8"."ends_at",
          "t8"."amount",
          "t8"."_credited"
        FROM (
          SELECT
            "t1"."opportunity_id",
            "t1"."account_bucket",
            "t1"."account_id",
            "t1"."lead_id",
            "t1"."owner_id",
            "t1"."created_at",
            "t1"."kind",
            "t1"."sourced_by",
            "t1"."source",
            "t1"."campaign_id",
            "t1"."on_profile",
            "t1"."currency"
          FROM "deal_facts" AS "t1"
        ) AS "t7"
        INNER JOIN (
          SELECT
            "t2"."deal",
            "t2"."created_at" AS "ends_at",
            "t2"."first_amount" AS "amount",
            "t2"."opportunity_id" AS "_credited"
          FROM "journey_deals" AS "t2"
          WHERE
            1 = 1
        ) AS "t8"
          ON "t7"."opportunity_id" = "t8"."_credited"
      ) AS "t10"
        ON "t6"."_deal" = "t10"."deal"
    ) AS "t11"
    WHERE
      "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t13";

SELECT
  COUNT(*) AS "n",
  SUM(CASE WHEN "t1"."channel" = 'no touch recorded' THEN 1 ELSE 0 END) AS "none"
FROM (
  SELECT
    *
  FROM "credit_of_pipeline" AS "t0"
  WHERE
    "t0"."first" = 1
) AS "t1";

WITH "t6" AS (
  SELECT
    "t5"."deal",
    "t5"."outcome",
    "t5"."lead_at",
    "t5"."created_at",
    "t5"."nth",
    "t5"."touched_at",
    "t5"."code",
    "t5"."person",
    "t5"."scope"
  FROM (
    SELECT
      "t2"."deal",
      "t2"."touched_at",
      "t2"."code",
      "t2"."scope",
      "t2"."nth",
      "t2"."person",
      "t2"."before",
      "t4"."ends_at",
      "t4"."outcome",
      "t4"."lead_at",
      "t4"."created_at",
      "t4"."_of"
    FROM "touches_near_deals" AS "t2"
    INNER JOIN (
      SELECT
        "t1"."created_at" AS "ends_at",
        1 AS "outcome",
        "t1"."lead_at",
        "t1"."created_at",
        "t1"."deal" AS "_of"
      FROM "journey_deals" AS "t1"
    ) AS "t4"
      ON "t2"."deal" = "t4"."_of"
  ) AS "t5"
  WHERE
    COALESCE(
      (
        "t5"."touched_at" <= "t5"."ends_at"
      )
      AND (
        (
          DATE_DIFF('MICROSECOND', "t5"."touched_at", "t5"."ends_at") / 86400000000.0
        ) <= 246.0
      ),
      FALSE
    )
    AND NOT (
      COALESCE(
        (
          (
            DATE_DIFF('MICROSECOND', "t5"."before", "t5"."touched_at") / 1000000.0
          ) < 1800
        )
        AND (
          (
            DATE_DIFF('MICROSECOND', "t5"."before", "t5"."ends_at") / 86400000000.0
          ) <= 246.0
        ),
        FALSE
      )
    )
    AND "t5"."outcome" = 1
)
SELECT
  "t12"."code",
  SUM(
    CAST(ROUND((
      "t12"."n_1" / CAST("t12"."of_1" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_1",
  SUM(
    CAST(ROUND((
      "t12"."n_2" / CAST("t12"."of_2" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_2",
  SUM(
    CAST(ROUND((
      "t12"."n_3" / CAST("t12"."of_3" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_3"
FROM (
  SELECT
    "t11"."code",
    "t11"."of_1",
    "t11"."of_2",
    "t11"."of_3",
    SUM(CASE WHEN "t11"."scope" <= 1 THEN 1 ELSE 0 END) AS "n_1",
    SUM(CASE WHEN "t11"."scope" <= 2 THEN 1 ELSE 0 END) AS "n_2",
    SUM(CASE WHEN "t11"."scope" <= 3 THEN 1 ELSE 0 END) AS "n_3"
  FROM (
    SELECT
      "t8"."deal",
      "t8"."outcome",
      "t8"."lead_at",
      "t8"."created_at",
      "t8"."nth",
      "t8"."touched_at",
      "t8"."code",
      "t8"."person",
      "t8"."scope",
      "t10"."_of",
      "t10"."of_1",
      "t10"."of_2",
      "t10"."of_3"
    FROM "t6" AS "t8"
    INNER JOIN (
      SELECT
        "t7"."deal" AS "_of",
        GREATEST(SUM(CASE WHEN "t7"."scope" <= 1 THEN 1 ELSE 0 END), 1) AS "of_1",
        GREATEST(SUM(CASE WHEN "t7"."scope" <= 2 THEN 1 ELSE 0 END), 1) AS "of_2",
        GREATEST(SUM(CASE WHEN "t7"."scope" <= 3 THEN 1 ELSE 0 END), 1) AS "of_3"
      FROM "t6" AS "t7"
      GROUP BY
        1
    ) AS "t10"
      ON "t8"."deal" = "t10"."_of"
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t12"
GROUP BY
  1;

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
