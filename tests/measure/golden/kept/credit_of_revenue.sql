WITH "t7" AS (
  SELECT
    "t6"."opportunity_id",
    "t6"."amount",
    "t6"."code",
    "t6"."target",
    CAST(CASE WHEN "t6"."place" = 1 THEN 1 ELSE 0 END AS DOUBLE) AS "first",
    CAST(CASE WHEN "t6"."place" = "t6"."n" THEN 1 ELSE 0 END AS DOUBLE) AS "last",
    1 / CAST("t6"."n" AS DOUBLE) AS "linear",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t6"."place" = 1
          ), FALSE)
          THEN 400
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t6"."n" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."n"
          ), FALSE)
          THEN 400
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t6"."place" = 1
        ), FALSE)
        THEN 400
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t6"."n" IS NOT NULL
        ) AND (
          "t6"."place" = "t6"."n"
        ), FALSE)
        THEN 400
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 400 ELSE 0 END + CASE WHEN "t6"."n" IS NOT NULL THEN 400 ELSE 0 END + CASE
      WHEN (
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 200
      ELSE 0
    END AS DOUBLE) AS "u_hubspot",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t6"."place" = 1
          ), FALSE)
          THEN 500
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t6"."lead_place" IS NOT NULL
            ) AND (
              "t6"."place" = "t6"."lead_place"
            ),
            FALSE
          )
          THEN 500
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t6"."place" = 1
        ), FALSE)
        THEN 500
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t6"."lead_place" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."lead_place"
          ),
          FALSE
        )
        THEN 500
        ELSE 0
      END AS DOUBLE)
      ELSE 0 / CAST(GREATEST(
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 500 ELSE 0 END + CASE WHEN "t6"."lead_place" IS NOT NULL THEN 500 ELSE 0 END + CASE
      WHEN (
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 0
      ELSE 0
    END AS DOUBLE) AS "u_marketo",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t6"."place" = 1
          ), FALSE)
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t6"."lead_place" IS NOT NULL
            ) AND (
              "t6"."place" = "t6"."lead_place"
            ),
            FALSE
          )
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND (
              "t6"."place" = "t6"."opportunity_place"
            ),
            FALSE
          )
          THEN 300
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t6"."place" = 1
        ), FALSE)
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t6"."lead_place" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."lead_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t6"."opportunity_place" IS NOT NULL
          )
          AND (
            "t6"."place" = "t6"."opportunity_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t6"."lead_place" IS NULL
              )
              OR (
                "t6"."opportunity_place" <> "t6"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t6"."lead_place" IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t6"."opportunity_place" IS NOT NULL THEN 300 ELSE 0 END + CASE
      WHEN (
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t6"."lead_place" IS NULL
              )
              OR (
                "t6"."opportunity_place" <> "t6"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 100
      ELSE 0
    END AS DOUBLE) AS "w",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t6"."place" = 1
          ), FALSE)
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t6"."lead_place" IS NOT NULL
            ) AND (
              "t6"."place" = "t6"."lead_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND (
              "t6"."place" = "t6"."opportunity_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t6"."n" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."n"
          ), FALSE)
          THEN 225
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t6"."place" = 1
        ), FALSE)
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t6"."lead_place" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."lead_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t6"."opportunity_place" IS NOT NULL
          )
          AND (
            "t6"."place" = "t6"."opportunity_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t6"."n" IS NOT NULL
        ) AND (
          "t6"."place" = "t6"."n"
        ), FALSE)
        THEN 225
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t6"."lead_place" IS NULL
              )
              OR (
                "t6"."opportunity_place" <> "t6"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t6"."lead_place" IS NULL
            ) OR (
              "t6"."n" <> "t6"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t6"."opportunity_place" IS NULL
              )
              OR (
                "t6"."n" <> "t6"."opportunity_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t6"."lead_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t6"."opportunity_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t6"."n" IS NOT NULL THEN 225 ELSE 0 END + CASE
      WHEN (
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t6"."lead_place" IS NULL
              )
              OR (
                "t6"."opportunity_place" <> "t6"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t6"."lead_place" IS NULL
            ) OR (
              "t6"."n" <> "t6"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t6"."opportunity_place" IS NULL
              )
              OR (
                "t6"."n" <> "t6"."opportunity_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 100
      ELSE 0
    END AS DOUBLE) AS "full_path",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t6"."place" = 1
          ), FALSE)
          THEN 200
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t6"."n" IS NOT NULL
          ) AND (
            "t6"."place" = "t6"."n"
          ), FALSE)
          THEN 600
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t6"."place" = 1
        ), FALSE)
        THEN 200
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t6"."n" IS NOT NULL
        ) AND (
          "t6"."place" = "t6"."n"
        ), FALSE)
        THEN 600
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 200 ELSE 0 END + CASE WHEN "t6"."n" IS NOT NULL THEN 600 ELSE 0 END + CASE
      WHEN (
        "t6"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t6"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t6"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 200
      ELSE 0
    END AS DOUBLE) AS "j",
    "t6"."voice" / SUM("t6"."voice") OVER (
      PARTITION BY "t6"."opportunity_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "person_balanced",
    "t6"."kind" / SUM("t6"."kind") OVER (
      PARTITION BY "t6"."opportunity_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "shapley",
    "t6"."decayed" / SUM("t6"."decayed") OVER (
      PARTITION BY "t6"."opportunity_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "time_decay",
    "t6"."decayed_long" / SUM("t6"."decayed_long") OVER (
      PARTITION BY "t6"."opportunity_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "time_decay_cycle"
  FROM (
    SELECT
      "t5"."opportunity_id",
      "t5"."cluster",
      "t5"."outcome",
      "t5"."amount",
      "t5"."person",
      "t5"."code",
      "t5"."touched_at",
      "t5"."place",
      "t5"."n",
      "t5"."lead_at",
      "t5"."created_at",
      "t5"."by_person",
      "t5"."by_channel",
      CASE
        WHEN "t5"."lead_at" IS NULL
        THEN CAST(NULL AS BIGINT)
        ELSE COALESCE("t5"."lead_place", 1)
      END AS "lead_place",
      "t5"."opportunity_place",
      "t5"."latest_at",
      "t5"."made_by",
      1 / CAST("t5"."by_person" AS DOUBLE) AS "voice",
      1 / CAST("t5"."by_channel" AS DOUBLE) AS "kind",
      EXP(
        (
          DATE_DIFF('MICROSECOND', "t5"."touched_at", "t5"."latest_at") / 86400000000.0
        ) * -0.09902102579427789
      ) AS "decayed",
      EXP(
        (
          DATE_DIFF('MICROSECOND', "t5"."touched_at", "t5"."latest_at") / 86400000000.0
        ) * -0.022541371725526674
      ) AS "decayed_long",
      CASE WHEN FALSE THEN COALESCE("t5"."made_by" % 65536, -1) ELSE "t5"."code" END AS "target"
    FROM (
      SELECT
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
        COUNT(*) OVER (
          PARTITION BY "t2"."opportunity_id", "t2"."person"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "by_person",
        COUNT(*) OVER (
          PARTITION BY "t2"."opportunity_id", "t2"."code"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "by_channel",
        MAX(
          CASE
            WHEN "t2"."touched_at" <= "t2"."lead_at"
            THEN "t2"."place"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (
          PARTITION BY "t2"."opportunity_id"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "lead_place",
        MAX(
          CASE
            WHEN "t2"."touched_at" <= "t2"."created_at"
            THEN "t2"."place"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (
          PARTITION BY "t2"."opportunity_id"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "opportunity_place",
        MAX("t2"."touched_at") OVER (
          PARTITION BY "t2"."opportunity_id"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "latest_at",
        MAX(
          CASE
            WHEN "t2"."code" IN (0)
            THEN (
              "t2"."place" * 65536
            ) + "t2"."code"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (
          PARTITION BY "t2"."opportunity_id"
          ORDER BY "t2"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "made_by"
      FROM (
        SELECT
          *
        FROM "journeys_of_revenue" AS "t1"
        WHERE
          "t1"."outcome" = 1
      ) AS "t2"
    ) AS "t5"
  ) AS "t6"
)
SELECT
  "t4"."opportunity_id",
  CASE WHEN "t14"."_deal" IS NULL THEN 'no touch recorded' ELSE "t14"."channel" END AS "channel",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."first" END AS "first",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."person_balanced" END AS "person_balanced",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."capture_adjusted" END AS "capture_adjusted",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."last" END AS "last",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."linear" END AS "linear",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."u_hubspot" END AS "u_hubspot",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."u_marketo" END AS "u_marketo",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."w" END AS "w",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."full_path" END AS "full_path",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."j" END AS "j",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."time_decay" END AS "time_decay",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."time_decay_cycle" END AS "time_decay_cycle",
  CASE WHEN "t14"."_deal" IS NULL THEN 1 ELSE "t14"."shapley" END AS "shapley"
FROM (
  SELECT
    "t0"."opportunity_id"
  FROM "deal_facts" AS "t0"
  WHERE
    (
      COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
      OR (
        (
          DATE_DIFF('MICROSECOND', "t0"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
        ) > 246.0
      )
    )
    AND CASE WHEN COALESCE("t0"."status" = 'won', FALSE) THEN 1 ELSE 2 END = 1
) AS "t4"
LEFT OUTER JOIN (
  SELECT
    "t12"."opportunity_id" AS "_deal",
    CASE
      WHEN "t12"."code" = -1
      THEN 'base demand'
      WHEN "t12"."code" = 0
      THEN 'Webinar'
      ELSE 'no touch recorded'
    END AS "channel",
    COALESCE("t12"."first", 0.0) AS "first",
    COALESCE("t12"."person_balanced", 0.0) AS "person_balanced",
    COALESCE("t12"."capture_adjusted", 0.0) AS "capture_adjusted",
    COALESCE("t12"."last", 0.0) AS "last",
    COALESCE("t12"."linear", 0.0) AS "linear",
    COALESCE("t12"."u_hubspot", 0.0) AS "u_hubspot",
    COALESCE("t12"."u_marketo", 0.0) AS "u_marketo",
    COALESCE("t12"."w", 0.0) AS "w",
    COALESCE("t12"."full_path", 0.0) AS "full_path",
    COALESCE("t12"."j", 0.0) AS "j",
    COALESCE("t12"."time_decay", 0.0) AS "time_decay",
    COALESCE("t12"."time_decay_cycle", 0.0) AS "time_decay_cycle",
    COALESCE("t12"."shapley", 0.0) AS "shapley"
  FROM (
    SELECT
      "t11"."opportunity_id",
      "t11"."code",
      SUM("t11"."first") AS "first",
      SUM("t11"."person_balanced") AS "person_balanced",
      SUM("t11"."capture_adjusted") AS "capture_adjusted",
      SUM("t11"."last") AS "last",
      SUM("t11"."linear") AS "linear",
      SUM("t11"."u_hubspot") AS "u_hubspot",
      SUM("t11"."u_marketo") AS "u_marketo",
      SUM("t11"."w") AS "w",
      SUM("t11"."full_path") AS "full_path",
      SUM("t11"."j") AS "j",
      SUM("t11"."time_decay") AS "time_decay",
      SUM("t11"."time_decay_cycle") AS "time_decay_cycle",
      SUM("t11"."shapley") AS "shapley"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t8"."opportunity_id",
          "t8"."code",
          "t8"."first",
          "t8"."person_balanced",
          "t8"."last",
          "t8"."linear",
          "t8"."u_hubspot",
          "t8"."u_marketo",
          "t8"."w",
          "t8"."full_path",
          "t8"."j",
          "t8"."time_decay",
          "t8"."time_decay_cycle",
          "t8"."shapley",
          CAST(NULL AS DOUBLE) AS "capture_adjusted"
        FROM "t7" AS "t8"
      ) AS "t9"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t8"."opportunity_id",
          CAST("t8"."target" AS INT) AS "code",
          CAST(NULL AS DOUBLE) AS "first",
          CAST(NULL AS DOUBLE) AS "person_balanced",
          CAST(NULL AS DOUBLE) AS "last",
          CAST(NULL AS DOUBLE) AS "linear",
          CAST(NULL AS DOUBLE) AS "u_hubspot",
          CAST(NULL AS DOUBLE) AS "u_marketo",
          CAST(NULL AS DOUBLE) AS "w",
          CAST(NULL AS DOUBLE) AS "full_path",
          CAST(NULL AS DOUBLE) AS "j",
          CAST(NULL AS DOUBLE) AS "time_decay",
          CAST(NULL AS DOUBLE) AS "time_decay_cycle",
          CAST(NULL AS DOUBLE) AS "shapley",
          "t8"."person_balanced" AS "capture_adjusted"
        FROM "t7" AS "t8"
      ) AS "t10"
    ) AS "t11"
    GROUP BY
      1,
      2
  ) AS "t12"
) AS "t14"
  ON "t4"."opportunity_id" = "t14"."_deal";
