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
  COUNT("t0"."accepted_at") AS "a",
  COUNT("t0"."rejected_at") AS "b",
  COUNT("t0"."recycled_at") AS "c"
FROM "handed_over" AS "t0";

SELECT
  "t7"."period",
  "t7"."slice_0",
  "t7"."slice_1",
  "t7"."tick",
  "t7"."outcome",
  "t7"."n",
  DENSE_RANK() OVER (
    ORDER BY "t7"."period" ASC NULLS FIRST, "t7"."slice_0" ASC NULLS FIRST, "t7"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t6"."period",
    "t6"."slice_0",
    "t6"."slice_1",
    "t6"."tick",
    "t6"."outcome",
    COUNT(*) AS "n"
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
      "t5"."unit_id",
      "t5"."at",
      "t5"."promise",
      "t5"."waited",
      CAST(CASE
        WHEN (
          "t5"."waited" IS NOT NULL
        )
        AND (
          "t5"."outcome" IS NOT NULL
        )
        AND (
          "t5"."waited" >= 0
        )
        THEN "t5"."outcome"
        ELSE 0
      END AS BIGINT) AS "outcome",
      NULLIF("t5"."promise", '') AS "slice_0",
      NULLIF("t5"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
      CASE
        WHEN (
          "t5"."waited" IS NOT NULL
        )
        AND (
          "t5"."outcome" IS NOT NULL
        )
        AND (
          "t5"."waited" >= 0
        )
        THEN CAST(ROUND("t5"."waited" * 3600, 0) AS BIGINT)
        ELSE -1
      END AS "tick"
    FROM (
      SELECT
        *
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
          "t0"."lead_id" AS "unit_id",
          "t0"."clock_at" AS "at",
          'decision' AS "promise",
          CASE
            WHEN CASE
              WHEN (
                (
                  DATE_DIFF(
                    'MICROSECOND',
                    "t0"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                  "t0"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                    "t0"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                  "t0"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                    "t0"."clock_at",
                    COALESCE(
                      NULLIF(
                        LEAST(
                          COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                  "t0"."clock_at",
                  COALESCE(
                    NULLIF(
                      LEAST(
                        COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                  COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                  COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                ),
                MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
              ) IS NULL
              THEN 0
              WHEN COALESCE(
                (
                  "t0"."rejected_at" = NULLIF(
                    LEAST(
                      COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  )
                )
                AND (
                  (
                    "t0"."accepted_at" IS NULL
                  )
                  OR (
                    "t0"."accepted_at" > NULLIF(
                      LEAST(
                        COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                        COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                      ),
                      MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                    )
                  )
                ),
                FALSE
              )
              AND (
                "t0"."reason_group" IS NULL
              )
              THEN 2
              ELSE 1
            END
          END AS "outcome"
        FROM "handed_over" AS "t0"
        WHERE
          "t0"."clock_at" IS NOT NULL
      ) AS "t4"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
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
            "t0"."lead_id" AS "unit_id",
            "t0"."clock_at" AS "at",
            'first_response' AS "promise",
            CASE
              WHEN (
                "t0"."waited_hours" / "t0"."promised_hours"
              ) > 1.000000001
              THEN 2.0
              ELSE "t0"."waited_hours" / "t0"."promised_hours"
            END AS "waited",
            CASE
              WHEN (
                "t0"."waited_hours" / "t0"."promised_hours"
              ) > 1.000000001
              THEN 0
              ELSE "t0"."response"
            END AS "outcome"
          FROM "handed_over" AS "t0"
          WHERE
            "t0"."clock_at" IS NOT NULL
        ) AS "t1"
        UNION ALL
        SELECT
          *
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
            "t0"."lead_id" AS "unit_id",
            "t0"."clock_at" AS "at",
            'attempts' AS "promise",
            CASE
              WHEN (
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                ) / 14.0
              ) >= 1
              THEN 1.0
              ELSE (
                DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
              ) / 14.0
            END AS "waited",
            CASE
              WHEN (
                (
                  DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                ) / 14.0
              ) >= 1
              THEN CASE
                WHEN (
                  "t0"."attempts" >= 6
                )
                OR COALESCE(
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
                THEN 1
                ELSE 2
              END
              ELSE 0
            END AS "outcome"
          FROM "handed_over" AS "t0"
          WHERE
            "t0"."clock_at" IS NOT NULL
        ) AS "t2"
      ) AS "t3"
    ) AS "t5"
    WHERE
      "t5"."at" IS NOT NULL
  ) AS "t6"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t7";

SELECT
  "t9"."period",
  "t9"."slice_0",
  "t9"."slice_1",
  "t9"."k",
  "t9"."n",
  "t9"."g",
  "t9"."kk",
  "t9"."kn",
  "t9"."nn",
  DENSE_RANK() OVER (
    ORDER BY "t9"."period" ASC NULLS FIRST, "t9"."slice_0" ASC NULLS FIRST, "t9"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t8"."period",
    "t8"."slice_0",
    "t8"."slice_1",
    SUM("t8"."hits") AS "k",
    SUM("t8"."trials") AS "n",
    COUNT(*) AS "g",
    SUM("t8"."hits" * "t8"."hits") AS "kk",
    SUM("t8"."hits" * "t8"."trials") AS "kn",
    SUM("t8"."trials" * "t8"."trials") AS "nn"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t6"."period",
        "t6"."slice_0",
        "t6"."slice_1",
        "t6"."cluster",
        COUNT("t6"."hit_now") AS "trials",
        SUM(CASE WHEN "t6"."hit_now" THEN 1 ELSE 0 END) AS "hits"
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
          "t5"."unit_id",
          "t5"."at",
          "t5"."promise",
          "t5"."waited",
          "t5"."outcome",
          NULLIF("t5"."promise", '') AS "slice_0",
          NULLIF("t5"."source", '') AS "slice_1",
          CAST(CAST(DATE_TRUNC('QUARTER', CAST("t5"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
          CASE
            WHEN (
              "t5"."waited" IS NOT NULL
            )
            AND (
              "t5"."outcome" IS NOT NULL
            )
            AND (
              "t5"."waited" >= 0
            )
            THEN (
              "t5"."outcome" = 1
            ) AND (
              "t5"."waited" <= 1
            )
            ELSE CAST(NULL AS BOOLEAN)
          END AS "hit_now"
        FROM (
          SELECT
            *
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
              "t0"."lead_id" AS "unit_id",
              "t0"."clock_at" AS "at",
              'decision' AS "promise",
              CASE
                WHEN CASE
                  WHEN (
                    (
                      DATE_DIFF(
                        'MICROSECOND',
                        "t0"."clock_at",
                        COALESCE(
                          NULLIF(
                            LEAST(
                              COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                      "t0"."clock_at",
                      COALESCE(
                        NULLIF(
                          LEAST(
                            COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                        "t0"."clock_at",
                        COALESCE(
                          NULLIF(
                            LEAST(
                              COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                      "t0"."clock_at",
                      COALESCE(
                        NULLIF(
                          LEAST(
                            COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                        "t0"."clock_at",
                        COALESCE(
                          NULLIF(
                            LEAST(
                              COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                              COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                      "t0"."clock_at",
                      COALESCE(
                        NULLIF(
                          LEAST(
                            COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
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
                      COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                      COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                    ),
                    MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                  ) IS NULL
                  THEN 0
                  WHEN COALESCE(
                    (
                      "t0"."rejected_at" = NULLIF(
                        LEAST(
                          COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                          COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                        ),
                        MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                      )
                    )
                    AND (
                      (
                        "t0"."accepted_at" IS NULL
                      )
                      OR (
                        "t0"."accepted_at" > NULLIF(
                          LEAST(
                            COALESCE("t0"."accepted_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."rejected_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)),
                            COALESCE("t0"."recycled_at", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0))
                          ),
                          MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)
                        )
                      )
                    ),
                    FALSE
                  )
                  AND (
                    "t0"."reason_group" IS NULL
                  )
                  THEN 2
                  ELSE 1
                END
              END AS "outcome"
            FROM "handed_over" AS "t0"
            WHERE
              "t0"."clock_at" IS NOT NULL
          ) AS "t4"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              *
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
                "t0"."lead_id" AS "unit_id",
                "t0"."clock_at" AS "at",
                'first_response' AS "promise",
                CASE
                  WHEN (
                    "t0"."waited_hours" / "t0"."promised_hours"
                  ) > 1.000000001
                  THEN 2.0
                  ELSE "t0"."waited_hours" / "t0"."promised_hours"
                END AS "waited",
                CASE
                  WHEN (
                    "t0"."waited_hours" / "t0"."promised_hours"
                  ) > 1.000000001
                  THEN 0
                  ELSE "t0"."response"
                END AS "outcome"
              FROM "handed_over" AS "t0"
              WHERE
                "t0"."clock_at" IS NOT NULL
            ) AS "t1"
            UNION ALL
            SELECT
              *
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
                "t0"."lead_id" AS "unit_id",
                "t0"."clock_at" AS "at",
                'attempts' AS "promise",
                CASE
                  WHEN (
                    (
                      DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                    ) / 14.0
                  ) >= 1
                  THEN 1.0
                  ELSE (
                    DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                  ) / 14.0
                END AS "waited",
                CASE
                  WHEN (
                    (
                      DATE_DIFF('MICROSECOND', "t0"."clock_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
                    ) / 14.0
                  ) >= 1
                  THEN CASE
                    WHEN (
                      "t0"."attempts" >= 6
                    )
                    OR COALESCE(
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
                    THEN 1
                    ELSE 2
                  END
                  ELSE 0
                END AS "outcome"
              FROM "handed_over" AS "t0"
              WHERE
                "t0"."clock_at" IS NOT NULL
            ) AS "t2"
          ) AS "t3"
        ) AS "t5"
        WHERE
          "t5"."at" IS NOT NULL
      ) AS "t6"
      GROUP BY
        1,
        2,
        3,
        4
    ) AS "t7"
    WHERE
      "t7"."trials" > 0
  ) AS "t8"
  GROUP BY
    1,
    2,
    3
) AS "t9";

SELECT
  COUNT(*) AS "n",
  COUNT("t0"."clock_at") AS "owned"
FROM "handed_over" AS "t0";
