WITH "t3" AS (
  SELECT
    *
  FROM "journeys_of_revenue" AS "t1"
  WHERE
    "t1"."outcome" = 1
), "t18" AS (
  SELECT
    "t12"."deal",
    "t12"."code",
    CASE WHEN FALSE THEN COALESCE("t12"."maker", -1) ELSE "t12"."code" END AS "target",
    1 / CAST("t12"."by_person" AS DOUBLE) AS "voice",
    EXP(
      (
        DATE_DIFF('MICROSECOND', "t12"."touched_at", "t17"."latest_at") / 86400000000.0
      ) * -0.09902102579427789
    ) AS "decayed",
    EXP(
      (
        DATE_DIFF('MICROSECOND', "t12"."touched_at", "t17"."latest_at") / 86400000000.0
      ) * -0.022541371725526674
    ) AS "decayed_long"
  FROM (
    SELECT
      "t10".*
      EXCLUDE ("_of", "_person")
    FROM (
      SELECT
        "t6"."deal",
        "t6"."outcome",
        "t6"."person",
        "t6"."code",
        "t6"."touched_at",
        "t6"."place",
        "t6"."n",
        "t6"."back_1",
        "t6"."back_2",
        "t6"."back_3",
        "t6"."maker",
        "t6"."by_lead",
        "t6"."by_opening",
        "t8"."_of",
        "t8"."_person",
        "t8"."by_person"
      FROM "t3" AS "t6"
      INNER JOIN (
        SELECT
          "t5"."deal" AS "_of",
          "t5"."person" AS "_person",
          COUNT(*) AS "by_person"
        FROM "t3" AS "t5"
        GROUP BY
          1,
          2
      ) AS "t8"
        ON "t6"."deal" = "t8"."_of" AND "t6"."person" = "t8"."_person"
    ) AS "t10"
  ) AS "t12"
  INNER JOIN (
    SELECT
      "t14"."_of",
      "t14"."latest_at"
    FROM (
      SELECT
        "t13".*
        EXCLUDE ("leads")
      FROM (
        SELECT
          "t9"."_of",
          "t9"."n",
          "t9"."leads",
          "t9"."begun",
          "t9"."ended",
          CASE
            WHEN "t9"."leads" > 0
            THEN COALESCE("t9"."made", "t9"."begun")
            ELSE CAST(NULL AS BIGINT)
          END AS "made",
          "t9"."opened",
          "t9"."latest_at"
        FROM (
          SELECT
            "t5"."deal" AS "_of",
            COUNT(*) AS "n",
            COUNT("t5"."by_lead") AS "leads",
            MIN((
              "t5"."place" * 65536
            ) + "t5"."code") AS "begun",
            MAX((
              "t5"."place" * 65536
            ) + "t5"."code") AS "ended",
            MAX(
              CASE
                WHEN "t5"."by_lead"
                THEN (
                  "t5"."place" * 65536
                ) + "t5"."code"
                ELSE CAST(NULL AS BIGINT)
              END
            ) AS "made",
            MAX(
              CASE
                WHEN "t5"."by_opening"
                THEN (
                  "t5"."place" * 65536
                ) + "t5"."code"
                ELSE CAST(NULL AS BIGINT)
              END
            ) AS "opened",
            MAX("t5"."touched_at") AS "latest_at"
          FROM "t3" AS "t5"
          GROUP BY
            1
        ) AS "t9"
      ) AS "t13"
    ) AS "t14"
  ) AS "t17"
    ON "t12"."deal" = "t17"."_of"
), "t23" AS (
  SELECT
    "t20"."deal" AS "_of",
    "t20"."target" AS "_to",
    SUM("t20"."voice") AS "got"
  FROM (
    SELECT
      *
    FROM "t18" AS "t19"
    WHERE
      NOT (
        "t19"."target" = "t19"."code"
      )
  ) AS "t20"
  GROUP BY
    1,
    2
), "t28" AS (
  SELECT
    *
  FROM (
    SELECT
      "t22"."deal",
      "t22"."code",
      "t22"."touches",
      "t22"."voice",
      "t22"."decayed",
      "t22"."decayed_long",
      "t22"."kept" + COALESCE("t25"."got", 0.0) AS "passed",
      1.0 AS "own"
    FROM (
      SELECT
        "t19"."deal",
        "t19"."code",
        SUM("t19"."voice") AS "voice",
        SUM("t19"."decayed") AS "decayed",
        SUM("t19"."decayed_long") AS "decayed_long",
        COUNT(*) AS "touches",
        SUM(CASE WHEN "t19"."target" = "t19"."code" THEN "t19"."voice" ELSE 0.0 END) AS "kept"
      FROM "t18" AS "t19"
      GROUP BY
        1,
        2
    ) AS "t22"
    LEFT OUTER JOIN "t23" AS "t25"
      ON "t22"."deal" = "t25"."_of" AND "t22"."code" = "t25"."_to"
  ) AS "t27"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t24"."_of" AS "deal",
      "t24"."_to" AS "code",
      0 AS "touches",
      0.0 AS "voice",
      0.0 AS "decayed",
      0.0 AS "decayed_long",
      "t24"."got" AS "passed",
      0.0 AS "own"
    FROM "t23" AS "t24"
    WHERE
      "t24"."_to" = -1
  ) AS "t26"
)
SELECT
  "t4"."deal",
  CASE WHEN "t39"."_touched" IS NULL THEN 'no touch recorded' ELSE "t39"."channel" END AS "channel",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."first" END AS "first",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."person_balanced" END AS "person_balanced",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."capture_adjusted" END AS "capture_adjusted",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."last" END AS "last",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."linear" END AS "linear",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."u_hubspot" END AS "u_hubspot",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."u_marketo" END AS "u_marketo",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."w" END AS "w",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."full_path" END AS "full_path",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."j" END AS "j",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."time_decay" END AS "time_decay",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."time_decay_cycle" END AS "time_decay_cycle",
  CASE WHEN "t39"."_touched" IS NULL THEN 1.0 ELSE "t39"."shapley" END AS "shapley"
FROM (
  SELECT
    "t0"."deal"
  FROM "journey_deals" AS "t0"
  WHERE
    "t0"."outcome" IS NOT NULL AND "t0"."outcome" = 1
) AS "t4"
LEFT OUTER JOIN (
  SELECT
    "t37"."deal" AS "_touched",
    "t37"."first",
    "t37"."last",
    "t37"."linear",
    "t37"."u_hubspot",
    "t37"."u_marketo",
    "t37"."w",
    "t37"."full_path",
    "t37"."j",
    "t37"."person_balanced",
    "t37"."capture_adjusted",
    "t37"."shapley",
    "t37"."time_decay",
    "t37"."time_decay_cycle",
    "t37"."channel"
  FROM (
    SELECT
      "t36".*
      EXCLUDE ("code")
    FROM (
      SELECT
        "t35"."deal",
        "t35"."code",
        "t35"."first",
        "t35"."last",
        "t35"."linear",
        "t35"."u_hubspot",
        "t35"."u_marketo",
        "t35"."w",
        "t35"."full_path",
        "t35"."j",
        "t35"."person_balanced",
        "t35"."capture_adjusted",
        "t35"."shapley",
        "t35"."time_decay",
        "t35"."time_decay_cycle",
        CASE
          WHEN "t35"."code" = -1
          THEN 'base demand'
          WHEN "t35"."code" = 0
          THEN 'Webinar'
          ELSE 'no touch recorded'
        END AS "channel"
      FROM (
        SELECT
          "t30"."deal",
          "t30"."code",
          CASE
            WHEN COALESCE((
              "t34"."begun" % 65536
            ) = "t30"."code", FALSE)
            THEN 1.0
            ELSE 0.0
          END AS "first",
          CASE
            WHEN COALESCE((
              "t34"."ended" % 65536
            ) = "t30"."code", FALSE)
            THEN 1.0
            ELSE 0.0
          END AS "last",
          "t30"."touches" / CAST("t34"."n" AS DOUBLE) AS "linear",
          (
            0 + CASE
              WHEN COALESCE((
                "t34"."begun" % 65536
              ) = "t30"."code", FALSE)
              THEN 400
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."ended" % 65536
              ) = "t30"."code", FALSE)
              THEN 400
              ELSE 0
            END + (
              (
                200 / CAST(GREATEST(
                  "t34"."n" - (
                    0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                      WHEN (
                        "t34"."ended" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."ended" <> "t34"."begun"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END
                  ),
                  1
                ) AS DOUBLE)
              ) * (
                "t30"."touches" - (
                  0 + CASE
                    WHEN (
                      "t34"."begun" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."ended" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."ended" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."ended" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END
                )
              )
            )
          ) / CAST(0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 400 ELSE 0 END + CASE WHEN "t34"."ended" IS NOT NULL THEN 400 ELSE 0 END + CASE
            WHEN (
              "t34"."n" - (
                0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                  WHEN (
                    "t34"."ended" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."ended" <> "t34"."begun"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END
              )
            ) > 0
            THEN 200
            ELSE 0
          END AS DOUBLE) AS "u_hubspot",
          (
            0 + CASE
              WHEN COALESCE((
                "t34"."begun" % 65536
              ) = "t30"."code", FALSE)
              THEN 500
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."made" % 65536
              ) = "t30"."code", FALSE)
              THEN 500
              ELSE 0
            END + (
              (
                0 / CAST(GREATEST(
                  "t34"."n" - (
                    0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                      WHEN (
                        "t34"."made" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."made" <> "t34"."begun"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END
                  ),
                  1
                ) AS DOUBLE)
              ) * (
                "t30"."touches" - (
                  0 + CASE
                    WHEN (
                      "t34"."begun" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."made" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."made" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END
                )
              )
            )
          ) / CAST(0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 500 ELSE 0 END + CASE WHEN "t34"."made" IS NOT NULL THEN 500 ELSE 0 END + CASE
            WHEN (
              "t34"."n" - (
                0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                  WHEN (
                    "t34"."made" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."made" <> "t34"."begun"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END
              )
            ) > 0
            THEN 0
            ELSE 0
          END AS DOUBLE) AS "u_marketo",
          (
            0 + CASE
              WHEN COALESCE((
                "t34"."begun" % 65536
              ) = "t30"."code", FALSE)
              THEN 300
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."made" % 65536
              ) = "t30"."code", FALSE)
              THEN 300
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."opened" % 65536
              ) = "t30"."code", FALSE)
              THEN 300
              ELSE 0
            END + (
              (
                100 / CAST(GREATEST(
                  "t34"."n" - (
                    0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                      WHEN (
                        "t34"."made" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."made" <> "t34"."begun"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END + CASE
                      WHEN (
                        "t34"."opened" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."opened" <> "t34"."begun"
                      ), TRUE)
                      AND COALESCE((
                        "t34"."made" IS NULL
                      ) OR (
                        "t34"."opened" <> "t34"."made"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END
                  ),
                  1
                ) AS DOUBLE)
              ) * (
                "t30"."touches" - (
                  0 + CASE
                    WHEN (
                      "t34"."begun" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."made" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."made" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."opened" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."opened" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" IS NULL
                    ) OR (
                      "t34"."opened" <> "t34"."made"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."opened" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END
                )
              )
            )
          ) / CAST(0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t34"."made" IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t34"."opened" IS NOT NULL THEN 300 ELSE 0 END + CASE
            WHEN (
              "t34"."n" - (
                0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                  WHEN (
                    "t34"."made" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."made" <> "t34"."begun"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t34"."opened" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."opened" <> "t34"."begun"
                  ), TRUE)
                  AND COALESCE((
                    "t34"."made" IS NULL
                  ) OR (
                    "t34"."opened" <> "t34"."made"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END
              )
            ) > 0
            THEN 100
            ELSE 0
          END AS DOUBLE) AS "w",
          (
            0 + CASE
              WHEN COALESCE((
                "t34"."begun" % 65536
              ) = "t30"."code", FALSE)
              THEN 225
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."made" % 65536
              ) = "t30"."code", FALSE)
              THEN 225
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."opened" % 65536
              ) = "t30"."code", FALSE)
              THEN 225
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."ended" % 65536
              ) = "t30"."code", FALSE)
              THEN 225
              ELSE 0
            END + (
              (
                100 / CAST(GREATEST(
                  "t34"."n" - (
                    0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                      WHEN (
                        "t34"."made" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."made" <> "t34"."begun"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END + CASE
                      WHEN (
                        "t34"."opened" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."opened" <> "t34"."begun"
                      ), TRUE)
                      AND COALESCE((
                        "t34"."made" IS NULL
                      ) OR (
                        "t34"."opened" <> "t34"."made"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END + CASE
                      WHEN (
                        "t34"."ended" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."ended" <> "t34"."begun"
                      ), TRUE)
                      AND COALESCE((
                        "t34"."made" IS NULL
                      ) OR (
                        "t34"."ended" <> "t34"."made"
                      ), TRUE)
                      AND COALESCE((
                        "t34"."opened" IS NULL
                      ) OR (
                        "t34"."ended" <> "t34"."opened"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END
                  ),
                  1
                ) AS DOUBLE)
              ) * (
                "t30"."touches" - (
                  0 + CASE
                    WHEN (
                      "t34"."begun" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."made" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."made" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."opened" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."opened" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" IS NULL
                    ) OR (
                      "t34"."opened" <> "t34"."made"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."opened" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."ended" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."ended" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."made" IS NULL
                    ) OR (
                      "t34"."ended" <> "t34"."made"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."opened" IS NULL
                    ) OR (
                      "t34"."ended" <> "t34"."opened"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."ended" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END
                )
              )
            )
          ) / CAST(0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t34"."made" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t34"."opened" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t34"."ended" IS NOT NULL THEN 225 ELSE 0 END + CASE
            WHEN (
              "t34"."n" - (
                0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                  WHEN (
                    "t34"."made" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."made" <> "t34"."begun"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t34"."opened" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."opened" <> "t34"."begun"
                  ), TRUE)
                  AND COALESCE((
                    "t34"."made" IS NULL
                  ) OR (
                    "t34"."opened" <> "t34"."made"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END + CASE
                  WHEN (
                    "t34"."ended" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."ended" <> "t34"."begun"
                  ), TRUE)
                  AND COALESCE((
                    "t34"."made" IS NULL
                  ) OR (
                    "t34"."ended" <> "t34"."made"
                  ), TRUE)
                  AND COALESCE((
                    "t34"."opened" IS NULL
                  ) OR (
                    "t34"."ended" <> "t34"."opened"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END
              )
            ) > 0
            THEN 100
            ELSE 0
          END AS DOUBLE) AS "full_path",
          (
            0 + CASE
              WHEN COALESCE((
                "t34"."begun" % 65536
              ) = "t30"."code", FALSE)
              THEN 200
              ELSE 0
            END + CASE
              WHEN COALESCE((
                "t34"."ended" % 65536
              ) = "t30"."code", FALSE)
              THEN 600
              ELSE 0
            END + (
              (
                200 / CAST(GREATEST(
                  "t34"."n" - (
                    0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                      WHEN (
                        "t34"."ended" IS NOT NULL
                      )
                      AND COALESCE((
                        "t34"."begun" IS NULL
                      ) OR (
                        "t34"."ended" <> "t34"."begun"
                      ), TRUE)
                      THEN 1
                      ELSE 0
                    END
                  ),
                  1
                ) AS DOUBLE)
              ) * (
                "t30"."touches" - (
                  0 + CASE
                    WHEN (
                      "t34"."begun" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END + CASE
                    WHEN (
                      "t34"."ended" IS NOT NULL
                    )
                    AND COALESCE((
                      "t34"."begun" IS NULL
                    ) OR (
                      "t34"."ended" <> "t34"."begun"
                    ), TRUE)
                    AND COALESCE((
                      "t34"."ended" % 65536
                    ) = "t30"."code", FALSE)
                    THEN 1
                    ELSE 0
                  END
                )
              )
            )
          ) / CAST(0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 200 ELSE 0 END + CASE WHEN "t34"."ended" IS NOT NULL THEN 600 ELSE 0 END + CASE
            WHEN (
              "t34"."n" - (
                0 + CASE WHEN "t34"."begun" IS NOT NULL THEN 1 ELSE 0 END + CASE
                  WHEN (
                    "t34"."ended" IS NOT NULL
                  )
                  AND COALESCE((
                    "t34"."begun" IS NULL
                  ) OR (
                    "t34"."ended" <> "t34"."begun"
                  ), TRUE)
                  THEN 1
                  ELSE 0
                END
              )
            ) > 0
            THEN 200
            ELSE 0
          END AS DOUBLE) AS "j",
          "t30"."voice" / "t34"."of_voice" AS "person_balanced",
          "t30"."passed" / "t34"."of_voice" AS "capture_adjusted",
          "t30"."own" / "t34"."of_own" AS "shapley",
          "t30"."decayed" / "t34"."of_decayed" AS "time_decay",
          "t30"."decayed_long" / "t34"."of_decayed_long" AS "time_decay_cycle"
        FROM "t28" AS "t30"
        INNER JOIN (
          SELECT
            "t32"."_deal",
            "t32"."of_voice",
            "t32"."of_decayed",
            "t32"."of_decayed_long",
            "t32"."of_own",
            "t15"."_of",
            "t15"."n",
            "t15"."begun",
            "t15"."ended",
            "t15"."made",
            "t15"."opened",
            "t15"."latest_at"
          FROM (
            SELECT
              "t29"."deal" AS "_deal",
              SUM("t29"."voice") AS "of_voice",
              SUM("t29"."decayed") AS "of_decayed",
              SUM("t29"."decayed_long") AS "of_decayed_long",
              SUM("t29"."own") AS "of_own"
            FROM "t28" AS "t29"
            GROUP BY
              1
          ) AS "t32"
          INNER JOIN (
            SELECT
              "t13".*
              EXCLUDE ("leads")
            FROM (
              SELECT
                "t9"."_of",
                "t9"."n",
                "t9"."leads",
                "t9"."begun",
                "t9"."ended",
                CASE
                  WHEN "t9"."leads" > 0
                  THEN COALESCE("t9"."made", "t9"."begun")
                  ELSE CAST(NULL AS BIGINT)
                END AS "made",
                "t9"."opened",
                "t9"."latest_at"
              FROM (
                SELECT
                  "t5"."deal" AS "_of",
                  COUNT(*) AS "n",
                  COUNT("t5"."by_lead") AS "leads",
                  MIN((
                    "t5"."place" * 65536
                  ) + "t5"."code") AS "begun",
                  MAX((
                    "t5"."place" * 65536
                  ) + "t5"."code") AS "ended",
                  MAX(
                    CASE
                      WHEN "t5"."by_lead"
                      THEN (
                        "t5"."place" * 65536
                      ) + "t5"."code"
                      ELSE CAST(NULL AS BIGINT)
                    END
                  ) AS "made",
                  MAX(
                    CASE
                      WHEN "t5"."by_opening"
                      THEN (
                        "t5"."place" * 65536
                      ) + "t5"."code"
                      ELSE CAST(NULL AS BIGINT)
                    END
                  ) AS "opened",
                  MAX("t5"."touched_at") AS "latest_at"
                FROM "t3" AS "t5"
                GROUP BY
                  1
              ) AS "t9"
            ) AS "t13"
          ) AS "t15"
            ON "t32"."_deal" = "t15"."_of"
        ) AS "t34"
          ON "t30"."deal" = "t34"."_deal"
      ) AS "t35"
    ) AS "t36"
  ) AS "t37"
) AS "t39"
  ON "t4"."deal" = "t39"."_touched";
