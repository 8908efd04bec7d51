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
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT
  MIN("t0"."assigned_at") AS "at"
FROM "assignments" AS "t0";

SELECT
  "t3"."period",
  "t3"."slice_0",
  "t3"."account_bucket",
  "t3"."numerator",
  "t3"."denominator",
  "t3"."known",
  "t3"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t3"."period" ASC NULLS FIRST, "t3"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t2"."period",
    "t2"."slice_0",
    "t2"."account_bucket",
    SUM(CAST(ROUND("t2"."value" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t2"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t2"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "numerator",
    SUM(
      CAST(ROUND(
        CASE WHEN "t2"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END * 1000000.0,
        0
      ) AS BIGINT)
    ) FILTER(WHERE
      (
        "t2"."value" IS NOT NULL
      )
      AND (
        CASE WHEN "t2"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t2"."value" IS NOT NULL
        )
        AND (
          CASE WHEN "t2"."value" IS NOT NULL THEN 1.0 ELSE CAST(NULL AS DOUBLE) END IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t1"."lead_id",
      "t1"."cluster",
      "t1"."account_id",
      "t1"."source",
      "t1"."campaign_id",
      "t1"."lead_type",
      "t1"."country",
      "t1"."owner_id",
      "t1"."purpose",
      "t1"."on_profile",
      "t1"."handed_at",
      "t1"."assigned_at",
      "t1"."opportunity_id",
      "t1"."opportunity_at",
      "t1"."won_at",
      "t1"."clock_at",
      "t1"."accepted_at",
      "t1"."rejected_at",
      "t1"."recycled_at",
      "t1"."reason",
      "t1"."reason_group",
      "t1"."promised_hours",
      "t1"."first_touch_at",
      "t1"."answered_at",
      "t1"."attempts",
      "t1"."response",
      "t1"."waited_hours",
      "t1"."left_hours",
      "t1"."unit_id",
      "t1"."at",
      "t1"."value",
      "t1"."hit",
      "t1"."slice_0",
      "t1"."period",
      SUBSTRING(
        MD5("t1"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t1"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."cluster",
        "t0"."account_id",
        "t0"."source",
        "t0"."campaign_id",
        "t0"."lead_type",
        "t0"."country",
        "t0"."owner_id",
        "t0"."purpose",
        "t0"."on_profile",
        "t0"."handed_at",
        "t0"."assigned_at",
        "t0"."opportunity_id",
        "t0"."opportunity_at",
        "t0"."won_at",
        "t0"."clock_at",
        "t0"."accepted_at",
        "t0"."rejected_at",
        "t0"."recycled_at",
        "t0"."reason",
        "t0"."reason_group",
        "t0"."promised_hours",
        "t0"."first_touch_at",
        "t0"."answered_at",
        "t0"."attempts",
        "t0"."response",
        "t0"."waited_hours",
        "t0"."left_hours",
        "t0"."lead_id" AS "unit_id",
        "t0"."clock_at" AS "at",
        CASE
          WHEN (
            "t0"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
          )
          AND NOT (
            (
              COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."answered_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."accepted_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR (
                COALESCE(
                  "t0"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                  FALSE
                )
                AND COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."rejected_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
              )
            )
            AND (
              "t0"."attempts" < 6
            )
          )
          THEN CAST("t0"."attempts" AS DOUBLE)
          ELSE CAST(NULL AS DOUBLE)
        END AS "value",
        CASE
          WHEN (
            "t0"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
          )
          AND NOT (
            (
              COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."answered_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."accepted_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
              OR (
                COALESCE(
                  "t0"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                  FALSE
                )
                AND COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."rejected_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
              )
            )
            AND (
              "t0"."attempts" < 6
            )
          )
          THEN "t0"."attempts" >= 6
          ELSE CAST(NULL AS BOOLEAN)
        END AS "hit",
        NULLIF("t0"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM "handed_over" AS "t0"
      WHERE
        "t0"."clock_at" IS NOT NULL
    ) AS "t1"
  ) AS "t2"
  GROUP BY
    1,
    2,
    3
) AS "t3";

SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."n",
  "t2"."hits",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    COUNT("t1"."hit") AS "n",
    SUM(CASE WHEN "t1"."hit" THEN 1 ELSE 0 END) AS "hits"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."cluster",
      "t0"."account_id",
      "t0"."source",
      "t0"."campaign_id",
      "t0"."lead_type",
      "t0"."country",
      "t0"."owner_id",
      "t0"."purpose",
      "t0"."on_profile",
      "t0"."handed_at",
      "t0"."assigned_at",
      "t0"."opportunity_id",
      "t0"."opportunity_at",
      "t0"."won_at",
      "t0"."clock_at",
      "t0"."accepted_at",
      "t0"."rejected_at",
      "t0"."recycled_at",
      "t0"."reason",
      "t0"."reason_group",
      "t0"."promised_hours",
      "t0"."first_touch_at",
      "t0"."answered_at",
      "t0"."attempts",
      "t0"."response",
      "t0"."waited_hours",
      "t0"."left_hours",
      "t0"."lead_id" AS "unit_id",
      "t0"."clock_at" AS "at",
      CASE
        WHEN (
          "t0"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
        )
        AND NOT (
          (
            COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."answered_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."accepted_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR (
              COALESCE(
                "t0"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                FALSE
              )
              AND COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."rejected_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
            )
          )
          AND (
            "t0"."attempts" < 6
          )
        )
        THEN CAST("t0"."attempts" AS DOUBLE)
        ELSE CAST(NULL AS DOUBLE)
      END AS "value",
      CASE
        WHEN (
          "t0"."clock_at" <= MAKE_TIMESTAMP(2025, 6, 16, 0, 0, 0.0)
        )
        AND NOT (
          (
            COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."answered_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR COALESCE(
              (
                DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."accepted_at") / 86400000000.0
              ) <= 14.0,
              FALSE
            )
            OR (
              COALESCE(
                "t0"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                FALSE
              )
              AND COALESCE(
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", "t0"."rejected_at") / 86400000000.0
                ) <= 14.0,
                FALSE
              )
            )
          )
          AND (
            "t0"."attempts" < 6
          )
        )
        THEN "t0"."attempts" >= 6
        ELSE CAST(NULL AS BOOLEAN)
      END AS "hit",
      NULLIF("t0"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."clock_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "handed_over" AS "t0"
    WHERE
      "t0"."clock_at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2
) AS "t2";
