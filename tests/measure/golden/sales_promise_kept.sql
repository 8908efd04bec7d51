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
  COUNT("t0"."accepted_at") AS "a",
  COUNT("t0"."rejected_at") AS "b",
  COUNT("t0"."recycled_at") AS "c"
FROM "handed_over" AS "t0";

WITH "t5" AS (
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
)
SELECT
  "t13"."period",
  "t13"."slice_0",
  "t13"."slice_1",
  "t13"."tick",
  "t13"."outcome",
  "t13"."n",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST, "t13"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    "t12"."slice_1",
    "t12"."tick",
    "t12"."outcome",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t11"."lead_id",
      "t11"."cluster",
      "t11"."account_id",
      "t11"."source",
      "t11"."campaign_id",
      "t11"."lead_type",
      "t11"."country",
      "t11"."owner_id",
      "t11"."purpose",
      "t11"."on_profile",
      "t11"."unit_id",
      "t11"."at",
      "t11"."promise",
      "t11"."waited",
      CAST(CASE
        WHEN (
          "t11"."waited" IS NOT NULL
        )
        AND (
          "t11"."outcome" IS NOT NULL
        )
        AND (
          "t11"."waited" >= 0
        )
        THEN "t11"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      NULLIF("t11"."promise", '') AS "slice_0",
      NULLIF("t11"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t11"."waited" IS NOT NULL
        )
        AND (
          "t11"."outcome" IS NOT NULL
        )
        AND (
          "t11"."waited" >= 0
        )
        THEN CAST(ROUND("t11"."waited" * 3600, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        *
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
          "t6"."lead_id" AS "unit_id",
          "t6"."clock_at" AS "at",
          'decision' AS "promise",
          CASE
            WHEN CASE
              WHEN (
                (
                  DATE_DIFF(
                    'MICROSECOND',
                    "t6"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    )
                  ) / 86400000000.0
                ) / 14.0
              ) < 0
              THEN 0.0
              ELSE (
                DATE_DIFF(
                  'MICROSECOND',
                  "t6"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  )
                ) / 86400000000.0
              ) / 14.0
            END > 1.000000001
            THEN 2.0
            ELSE CASE
              WHEN (
                (
                  DATE_DIFF(
                    'MICROSECOND',
                    "t6"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    )
                  ) / 86400000000.0
                ) / 14.0
              ) < 0
              THEN 0.0
              ELSE (
                DATE_DIFF(
                  'MICROSECOND',
                  "t6"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  )
                ) / 86400000000.0
              ) / 14.0
            END
          END AS "waited",
          CASE
            WHEN CASE
              WHEN (
                (
                  DATE_DIFF(
                    'MICROSECOND',
                    "t6"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      ),
                      MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    )
                  ) / 86400000000.0
                ) / 14.0
              ) < 0
              THEN 0.0
              ELSE (
                DATE_DIFF(
                  'MICROSECOND',
                  "t6"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    ),
                    MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  )
                ) / 86400000000.0
              ) / 14.0
            END > 1.000000001
            THEN 0
            ELSE CASE
              WHEN NULLIF(
                LEAST(
                  COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) IS NULL
              THEN 0
              WHEN COALESCE(
                (
                  "t6"."rejected_at" = NULLIF(
                    LEAST(
                      COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                )
                AND (
                  (
                    "t6"."accepted_at" IS NULL
                  )
                  OR (
                    "t6"."accepted_at" > NULLIF(
                      LEAST(
                        COALESCE("t6"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t6"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  )
                ),
                FALSE
              )
              AND (
                "t6"."reason_group" IS NULL
              )
              THEN 2
              ELSE 1
            END
          END AS "outcome"
        FROM "t5" AS "t6"
        WHERE
          "t6"."clock_at" IS NOT NULL
      ) AS "t10"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
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
            "t6"."lead_id" AS "unit_id",
            "t6"."clock_at" AS "at",
            'first_response' AS "promise",
            CASE
              WHEN (
                "t6"."waited_hours" / "t6"."promised_hours"
              ) > 1.000000001
              THEN 2.0
              ELSE "t6"."waited_hours" / "t6"."promised_hours"
            END AS "waited",
            CASE
              WHEN (
                "t6"."waited_hours" / "t6"."promised_hours"
              ) > 1.000000001
              THEN 0
              ELSE "t6"."response"
            END AS "outcome"
          FROM "t5" AS "t6"
          WHERE
            "t6"."clock_at" IS NOT NULL
        ) AS "t7"
        UNION ALL
        SELECT
          *
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
            "t6"."lead_id" AS "unit_id",
            "t6"."clock_at" AS "at",
            'attempts' AS "promise",
            CASE
              WHEN (
                (
                  DATE_DIFF('MICROSECOND', "t6"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                ) / 14.0
              ) >= 1
              THEN 1.0
              ELSE (
                DATE_DIFF('MICROSECOND', "t6"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
              ) / 14.0
            END AS "waited",
            CASE
              WHEN (
                (
                  DATE_DIFF('MICROSECOND', "t6"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                ) / 14.0
              ) >= 1
              THEN CASE
                WHEN (
                  "t6"."attempts" >= 6
                )
                OR COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t6"."clock_at", "t6"."answered_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
                OR COALESCE(
                  (
                    DATE_DIFF('MICROSECOND', "t6"."clock_at", "t6"."accepted_at") / 86400000000.0
                  ) <= 14.0,
                  FALSE
                )
                OR (
                  COALESCE(
                    "t6"."reason_group" IN ('bad_fit', 'wrong_time', 'duplicate', 'not_a_buyer'),
                    FALSE
                  )
                  AND COALESCE(
                    (
                      DATE_DIFF('MICROSECOND', "t6"."clock_at", "t6"."rejected_at") / 86400000000.0
                    ) <= 14.0,
                    FALSE
                  )
                )
                THEN 1
                ELSE 2
              END
              ELSE 0
            END AS "outcome"
          FROM "t5" AS "t6"
          WHERE
            "t6"."clock_at" IS NOT NULL
        ) AS "t8"
      ) AS "t9"
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
  COUNT(*) AS "n",
  COUNT("t5"."clock_at") AS "owned"
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
) AS "t5";
