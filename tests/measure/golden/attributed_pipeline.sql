SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "opportunity_versions" LIMIT 1;

SELECT 1 AS one FROM "touches" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

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

SELECT 1 AS one FROM "contact_roles" LIMIT 1;

SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0";

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

SELECT
  "t2"."bucket",
  "t2"."back_3",
  "t2"."back_2",
  "t2"."back_1",
  "t2"."here",
  "t2"."ended",
  COUNT(*) AS "n",
  SUM(CAST(ROUND("t2"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
    "t2"."ended" = 1) AS "worth"
FROM (
  SELECT
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
    "t1"."code" + 1 AS "here",
    COALESCE(
      LAG("t1"."code", 1) OVER (
        PARTITION BY "t1"."opportunity_id"
        ORDER BY "t1"."place" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_1",
    COALESCE(
      LAG("t1"."code", 2) OVER (
        PARTITION BY "t1"."opportunity_id"
        ORDER BY "t1"."place" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_2",
    COALESCE(
      LAG("t1"."code", 3) OVER (
        PARTITION BY "t1"."opportunity_id"
        ORDER BY "t1"."place" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_3"
  FROM (
    SELECT
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
    FROM "journeys_of_pipeline" AS "t0"
  ) AS "t1"
) AS "t2"
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
  "t11"."back_3",
  "t11"."back_2",
  "t11"."back_1",
  "t11"."here",
  "t11"."ended",
  COUNT(*) AS "n",
  SUM(CAST(ROUND("t11"."amount" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
    "t11"."ended" = 1) AS "worth"
FROM (
  SELECT
    "t10"."touch_id",
    "t10"."touched_at",
    "t10"."lead_id",
    "t10"."account_id",
    "t10"."code",
    "t10"."party",
    "t10"."begun",
    "t10"."ended",
    "t10"."amount",
    "t10"."code" + 1 AS "here",
    COALESCE(
      LAG("t10"."code", 1) OVER (
        PARTITION BY "t10"."party"
        ORDER BY "t10"."touched_at" ASC, "t10"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_1",
    COALESCE(
      LAG("t10"."code", 2) OVER (
        PARTITION BY "t10"."party"
        ORDER BY "t10"."touched_at" ASC, "t10"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_2",
    COALESCE(
      LAG("t10"."code", 3) OVER (
        PARTITION BY "t10"."party"
        ORDER BY "t10"."touched_at" ASC, "t10"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) + 1,
      0
    ) AS "back_3"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t8"."touch_id",
        "t8"."touched_at",
        "t8"."lead_id",
        "t8"."account_id",
        "t8"."code",
        "t8"."party",
        MIN("t8"."touched_at") OVER (
          PARTITION BY "t8"."party"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "begun",
        CASE
          WHEN LEAD("t8"."touch_id") OVER (
            PARTITION BY "t8"."party"
            ORDER BY "t8"."touched_at" ASC, "t8"."touch_id" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) IS NULL
          THEN 2
          ELSE 0
        END AS "ended",
        CAST(NULL AS DOUBLE) AS "amount"
      FROM (
        SELECT
          "t7"."touch_id",
          "t7"."touched_at",
          "t7"."lead_id",
          "t7"."account_id",
          "t7"."code",
          "t7"."party"
        FROM (
          SELECT
            "t0"."touch_id",
            "t0"."touched_at",
            "t0"."lead_id",
            "t0"."account_id",
            CAST(CASE WHEN COALESCE("t0"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code",
            COALESCE("t0"."account_id", "t0"."lead_id") AS "party"
          FROM "touches" AS "t0"
          WHERE
            (
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
            )
            AND COALESCE("t0"."account_id", "t0"."lead_id") IS NOT NULL
        ) AS "t7"
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
          ON "t7"."party" = "t5"."party"
      ) AS "t8"
    ) AS "t9"
    WHERE
      (
        DATE_DIFF('MICROSECOND', "t9"."begun", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
      ) > 246.0
  ) AS "t10"
) AS "t11"
GROUP BY
  1,
  2,
  3,
  4,
  5;

SELECT
  "t45"."period",
  "t45"."slice_0",
  "t45"."slice_1",
  "t45"."slice_2",
  "t45"."account_bucket",
  "t45"."value",
  "t45"."share",
  "t45"."known",
  "t45"."rows",
  "t45"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t45"."period" ASC NULLS FIRST, "t45"."slice_0" ASC NULLS FIRST, "t45"."slice_1" ASC NULLS FIRST, "t45"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t44"."period",
    "t44"."slice_0",
    "t44"."slice_1",
    "t44"."slice_2",
    "t44"."account_bucket",
    SUM(CAST(ROUND("t44"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CAST(ROUND("t44"."share" * 1000000.0, 0) AS BIGINT)) AS "share",
    COUNT("t44"."value") AS "known",
    COUNT(*) AS "rows",
    SUM(CAST(ROUND("t44"."share" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t44"."value" IS NULL) AS "unknown"
  FROM (
    SELECT
      "t43"."opportunity_id",
      "t43"."channel",
      "t43"."model",
      "t43"."share",
      "t43"."ends_at",
      "t43"."amount",
      "t43"."cluster",
      "t43"."account_id",
      "t43"."lead_id",
      "t43"."owner_id",
      "t43"."created_at",
      "t43"."kind",
      "t43"."sourced_by",
      "t43"."source",
      "t43"."campaign_id",
      "t43"."on_profile",
      "t43"."currency",
      "t43"."unit_id",
      "t43"."at",
      "t43"."value",
      "t43"."slice_0",
      "t43"."slice_1",
      "t43"."slice_2",
      "t43"."period",
      SUBSTRING(
        MD5("t43"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t43"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t42"."opportunity_id",
        "t42"."channel",
        "t42"."model",
        "t42"."share",
        "t42"."ends_at",
        "t42"."amount",
        "t42"."cluster",
        "t42"."account_id",
        "t42"."lead_id",
        "t42"."owner_id",
        "t42"."created_at",
        "t42"."kind",
        "t42"."sourced_by",
        "t42"."source",
        "t42"."campaign_id",
        "t42"."on_profile",
        "t42"."currency",
        "t42"."opportunity_id" AS "unit_id",
        "t42"."ends_at" AS "at",
        "t42"."amount" * "t42"."share" AS "value",
        NULLIF("t42"."model", '') AS "slice_0",
        NULLIF("t42"."channel", '') AS "slice_1",
        NULLIF("t42"."source", '') AS "slice_2",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t42"."ends_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t41".*
          EXCLUDE ("_deal")
        FROM (
          SELECT
            "t40"."opportunity_id",
            "t40"."channel",
            "t40"."model",
            "t40"."share",
            "t19"."ends_at",
            "t19"."amount",
            "t20"."cluster",
            "t20"."account_id",
            "t20"."lead_id",
            "t20"."owner_id",
            "t20"."created_at",
            "t20"."kind",
            "t20"."sourced_by",
            "t20"."source",
            "t20"."campaign_id",
            "t20"."on_profile",
            "t20"."currency",
            "t20"."_deal"
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
                    *
                  FROM (
                    SELECT
                      "t1"."opportunity_id",
                      "t1"."channel",
                      'markov' AS "model",
                      "t1"."first" AS "share"
                    FROM "credit_of_pipeline" AS "t1"
                    WHERE
                      "t1"."channel" = 'no touch recorded'
                  ) AS "t21"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'first' AS "model",
                        "t1"."first" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t6"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'person_balanced' AS "model",
                        "t1"."person_balanced" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t7"
                  ) AS "t23"
                ) AS "t30"
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
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'capture_adjusted' AS "model",
                        "t1"."capture_adjusted" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t8"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'last' AS "model",
                        "t1"."last" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t9"
                  ) AS "t24"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'linear' AS "model",
                        "t1"."linear" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t10"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'u_hubspot' AS "model",
                        "t1"."u_hubspot" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t11"
                  ) AS "t25"
                ) AS "t31"
              ) AS "t33"
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
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'u_marketo' AS "model",
                        "t1"."u_marketo" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t12"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'w' AS "model",
                        "t1"."w" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t13"
                  ) AS "t26"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'full_path' AS "model",
                        "t1"."full_path" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t14"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'j' AS "model",
                        "t1"."j" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t15"
                  ) AS "t27"
                ) AS "t32"
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
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'time_decay' AS "model",
                        "t1"."time_decay" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t16"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'time_decay_cycle' AS "model",
                        "t1"."time_decay_cycle" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t17"
                  ) AS "t28"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."channel",
                        'shapley' AS "model",
                        "t1"."shapley" AS "share"
                      FROM "credit_of_pipeline" AS "t1"
                    ) AS "t18"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t29"."opportunity_id",
                        "t3"."channel",
                        'markov' AS "model",
                        "t3"."share"
                      FROM (
                        SELECT DISTINCT
                          "t1"."opportunity_id"
                        FROM "credit_of_pipeline" AS "t1"
                        WHERE
                          "t1"."channel" <> 'no touch recorded'
                      ) AS "t29"
                      CROSS JOIN "chain_of_pipeline" AS "t3"
                    ) AS "t34"
                  ) AS "t35"
                ) AS "t36"
              ) AS "t37"
            ) AS "t38"
            WHERE
              "t38"."share" > 0
          ) AS "t40"
          INNER JOIN (
            SELECT
              "t0"."opportunity_id",
              "t0"."created_at" AS "ends_at",
              "t0"."first_amount" AS "amount"
            FROM "deal_facts" AS "t0"
            WHERE
              1 = 1
          ) AS "t19"
            ON "t40"."opportunity_id" = "t19"."opportunity_id"
          INNER JOIN (
            SELECT
              "t0"."cluster",
              "t0"."account_id",
              "t0"."lead_id",
              "t0"."owner_id",
              "t0"."created_at",
              "t0"."kind",
              "t0"."sourced_by",
              "t0"."source",
              "t0"."campaign_id",
              "t0"."on_profile",
              "t0"."currency",
              "t0"."opportunity_id" AS "_deal"
            FROM "deal_facts" AS "t0"
          ) AS "t20"
            ON "t40"."opportunity_id" = "t20"."_deal"
        ) AS "t41"
      ) AS "t42"
      WHERE
        "t42"."ends_at" IS NOT NULL
    ) AS "t43"
  ) AS "t44"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t45";

SELECT
  COUNT(DISTINCT "t0"."opportunity_id") AS "n",
  SUM(CASE WHEN "t0"."channel" = 'no touch recorded' THEN 1 ELSE 0 END) AS "none"
FROM "credit_of_pipeline" AS "t0";

SELECT
  "t3"."code",
  SUM(
    CAST(ROUND((
      "t3"."n_1" / CAST("t3"."of_1" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_1",
  SUM(
    CAST(ROUND((
      "t3"."n_2" / CAST("t3"."of_2" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_2",
  SUM(
    CAST(ROUND((
      "t3"."n_3" / CAST("t3"."of_3" AS DOUBLE)
    ) * 1000000.0, 0) AS BIGINT)
  ) AS "part_3"
FROM (
  SELECT
    "t2"."opportunity_id",
    "t2"."code",
    "t2"."n_1",
    "t2"."n_2",
    "t2"."n_3",
    GREATEST(
      SUM("t2"."n_1") OVER (
        PARTITION BY "t2"."opportunity_id"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_1",
    GREATEST(
      SUM("t2"."n_2") OVER (
        PARTITION BY "t2"."opportunity_id"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_2",
    GREATEST(
      SUM("t2"."n_3") OVER (
        PARTITION BY "t2"."opportunity_id"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ),
      1
    ) AS "of_3"
  FROM (
    SELECT
      "t1"."opportunity_id",
      "t1"."code",
      SUM(CASE WHEN "t1"."scope" <= 1 THEN 1 ELSE 0 END) AS "n_1",
      SUM(CASE WHEN "t1"."scope" <= 2 THEN 1 ELSE 0 END) AS "n_2",
      SUM(CASE WHEN "t1"."scope" <= 3 THEN 1 ELSE 0 END) AS "n_3"
    FROM (
      SELECT
        *
      FROM "touches_of_pipeline" AS "t0"
      WHERE
        "t0"."outcome" = 1
    ) AS "t1"
    GROUP BY
      1,
      2
  ) AS "t2"
) AS "t3"
GROUP BY
  1;
