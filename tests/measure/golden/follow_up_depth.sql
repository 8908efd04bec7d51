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
  "t0"."reason"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."reason" IS NOT NULL;

SELECT DISTINCT
  "t0"."stage"
FROM "stage_changes" AS "t0";

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
  "t0"."lead_id"
FROM "stage_changes" AS "t0"
WHERE
  "t0"."stage" IN (
    'MQL',
    'Marketing Qualified',
    'Marketing Qualified Lead',
    'marketingqualifiedlead',
    'mql'
  )
LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT
  MIN("t0"."assigned_at") AS "at"
FROM "assignments" AS "t0";

SELECT
  "t8"."period",
  "t8"."slice_0",
  "t8"."account_bucket",
  "t8"."numerator",
  "t8"."denominator",
  "t8"."known",
  "t8"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t8"."period" ASC NULLS FIRST, "t8"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t7"."period",
    "t7"."slice_0",
    "t7"."account_bucket",
    SUM(CAST(ROUND("t7"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t7"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t7"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t7"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t7"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t7"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t7"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t7"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t6"."lead_id",
      "t6"."cluster",
      "t6"."account_id",
      "t6"."source",
      "t6"."campaign_id",
      "t6"."lead_type",
      "t6"."country",
      "t6"."owner_id",
      "t6"."purpose",
      "t6"."on_profile",
      "t6"."handed_at",
      "t6"."assigned_at",
      "t6"."opportunity_id",
      "t6"."opportunity_at",
      "t6"."won_at",
      "t6"."clock_at",
      "t6"."accepted_at",
      "t6"."rejected_at",
      "t6"."recycled_at",
      "t6"."reason",
      "t6"."reason_group",
      "t6"."promised_hours",
      "t6"."first_touch_at",
      "t6"."answered_at",
      "t6"."attempts",
      "t6"."response",
      "t6"."waited_hours",
      "t6"."left_hours",
      "t6"."unit_id",
      "t6"."at",
      "t6"."value",
      "t6"."hit",
      "t6"."slice_0",
      "t6"."period",
      SUBSTRING(
        MD5("t6"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t6"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t5"."lead_id",
        "t5"."cluster",
        "t5"."account_id",
        "t5"."source",
        "t5"."campaign_id",
        "t5"."lead_type",
        "t5"."country",
        "t5"."owner_id",
        "t5"."purpose",
        "t5"."on_profile",
        "t5"."handed_at",
        "t5"."assigned_at",
        "t5"."opportunity_id",
        "t5"."opportunity_at",
        "t5"."won_at",
        "t5"."clock_at",
        "t5"."accepted_at",
        "t5"."rejected_at",
        "t5"."recycled_at",
        "t5"."reason",
        "t5"."reason_group",
        "t5"."promised_hours",
        "t5"."first_touch_at",
        "t5"."answered_at",
        "t5"."attempts",
        "t5"."response",
        "t5"."waited_hours",
        "t5"."left_hours",
        "t5"."lead_id" AS "unit_id",
        "t5"."clock_at" AS "at",
        CASE
          WHEN (
            "t5"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
          )
          AND NOT (
            (
              COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."answered_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."accepted_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR (
                COALESCE(
                  "t5"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                  FALSE
                )
                AND COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."rejected_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
              )
            )
            AND (
              "t5"."attempts" < 6
            )
          )
          THEN CAST("t5"."attempts" AS DOUBLE)
          ELSE CAST(NULL AS DOUBLE)
        END AS "value",
        CASE
          WHEN (
            "t5"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
          )
          AND NOT (
            (
              COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."answered_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."accepted_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR (
                COALESCE(
                  "t5"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                  FALSE
                )
                AND COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."rejected_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
              )
            )
            AND (
              "t5"."attempts" < 6
            )
          )
          THEN "t5"."attempts" >= 6
          ELSE CAST(NULL AS BOOLEAN)
        END AS "hit",
        NULLIF("t5"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t2"."lead_id",
          "t2"."cluster",
          "t2"."account_id",
          "t2"."source",
          "t2"."campaign_id",
          "t2"."lead_type",
          "t2"."country",
          "t2"."owner_id",
          "t2"."purpose",
          "t4"."_judged" AS "on_profile",
          "t2"."handed_at",
          "t2"."assigned_at",
          "t2"."opportunity_id",
          "t2"."opportunity_at",
          "t2"."won_at",
          "t2"."clock_at",
          "t2"."accepted_at",
          "t2"."rejected_at",
          "t2"."recycled_at",
          "t2"."reason",
          "t2"."reason_group",
          "t2"."promised_hours",
          "t2"."first_touch_at",
          "t2"."answered_at",
          "t2"."attempts",
          "t2"."response",
          "t2"."waited_hours",
          "t2"."left_hours"
        FROM "handed_over" AS "t2"
        LEFT OUTER JOIN (
          SELECT
            "t1"."account_id" AS "_account",
            "t1"."employees" >= 50 AS "_judged"
          FROM "accounts" AS "t1"
        ) AS "t4"
          ON "t2"."account_id" = "t4"."_account"
      ) AS "t5"
      WHERE
        "t5"."clock_at" IS NOT NULL
    ) AS "t6"
  ) AS "t7"
  GROUP BY
    1,
    2,
    3
) AS "t8";

SELECT
  "t7"."period",
  "t7"."slice_0",
  "t7"."n",
  "t7"."hits",
  DENSE_RANK() OVER (
    ORDER BY "t7"."period" ASC NULLS FIRST, "t7"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t6"."period",
    "t6"."slice_0",
    COUNT("t6"."hit") AS "n",
    SUM(CASE WHEN "t6"."hit" THEN 1 ELSE 0 END) AS "hits"
  FROM (
    SELECT
      "t5"."lead_id",
      "t5"."cluster",
      "t5"."account_id",
      "t5"."source",
      "t5"."campaign_id",
      "t5"."lead_type",
      "t5"."country",
      "t5"."owner_id",
      "t5"."purpose",
      "t5"."on_profile",
      "t5"."handed_at",
      "t5"."assigned_at",
      "t5"."opportunity_id",
      "t5"."opportunity_at",
      "t5"."won_at",
      "t5"."clock_at",
      "t5"."accepted_at",
      "t5"."rejected_at",
      "t5"."recycled_at",
      "t5"."reason",
      "t5"."reason_group",
      "t5"."promised_hours",
      "t5"."first_touch_at",
      "t5"."answered_at",
      "t5"."attempts",
      "t5"."response",
      "t5"."waited_hours",
      "t5"."left_hours",
      "t5"."lead_id" AS "unit_id",
      "t5"."clock_at" AS "at",
      CASE
        WHEN (
          "t5"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
        )
        AND NOT (
          (
            COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."answered_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."accepted_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR (
              COALESCE(
                "t5"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                FALSE
              )
              AND COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."rejected_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
            )
          )
          AND (
            "t5"."attempts" < 6
          )
        )
        THEN CAST("t5"."attempts" AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END AS "value",
      CASE
        WHEN (
          "t5"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
        )
        AND NOT (
          (
            COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."answered_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."accepted_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR (
              COALESCE(
                "t5"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                FALSE
              )
              AND COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t5"."clock_at", "t5"."rejected_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
            )
          )
          AND (
            "t5"."attempts" < 6
          )
        )
        THEN "t5"."attempts" >= 6
        ELSE CAST(NULL AS BOOLEAN)
      END AS "hit",
      NULLIF("t5"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t2"."lead_id",
        "t2"."cluster",
        "t2"."account_id",
        "t2"."source",
        "t2"."campaign_id",
        "t2"."lead_type",
        "t2"."country",
        "t2"."owner_id",
        "t2"."purpose",
        "t4"."_judged" AS "on_profile",
        "t2"."handed_at",
        "t2"."assigned_at",
        "t2"."opportunity_id",
        "t2"."opportunity_at",
        "t2"."won_at",
        "t2"."clock_at",
        "t2"."accepted_at",
        "t2"."rejected_at",
        "t2"."recycled_at",
        "t2"."reason",
        "t2"."reason_group",
        "t2"."promised_hours",
        "t2"."first_touch_at",
        "t2"."answered_at",
        "t2"."attempts",
        "t2"."response",
        "t2"."waited_hours",
        "t2"."left_hours"
      FROM "handed_over" AS "t2"
      LEFT OUTER JOIN (
        SELECT
          "t1"."account_id" AS "_account",
          "t1"."employees" >= 50 AS "_judged"
        FROM "accounts" AS "t1"
      ) AS "t4"
        ON "t2"."account_id" = "t4"."_account"
    ) AS "t5"
    WHERE
      "t5"."clock_at" IS NOT NULL
  ) AS "t6"
  GROUP BY
    1,
    2
) AS "t7";
