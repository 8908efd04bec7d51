WITH "t10" AS (
  SELECT
    "t9"."deal",
    "t9"."code",
    "t9"."target",
    CAST(CASE WHEN "t9"."place" = 1 THEN 1 ELSE 0 END AS DOUBLE) AS "first",
    CAST(CASE WHEN "t9"."place" = "t9"."n" THEN 1 ELSE 0 END AS DOUBLE) AS "last",
    1 / CAST("t9"."n" AS DOUBLE) AS "linear",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t9"."place" = 1
          ), FALSE)
          THEN 400
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t9"."n" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."n"
          ), FALSE)
          THEN 400
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t9"."place" = 1
        ), FALSE)
        THEN 400
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t9"."n" IS NOT NULL
        ) AND (
          "t9"."place" = "t9"."n"
        ), FALSE)
        THEN 400
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 400 ELSE 0 END + CASE WHEN "t9"."n" IS NOT NULL THEN 400 ELSE 0 END + CASE
      WHEN (
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
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
            "t9"."place" = 1
          ), FALSE)
          THEN 500
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t9"."lead_place" IS NOT NULL
            ) AND (
              "t9"."place" = "t9"."lead_place"
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
          "t9"."place" = 1
        ), FALSE)
        THEN 500
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t9"."lead_place" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."lead_place"
          ),
          FALSE
        )
        THEN 500
        ELSE 0
      END AS DOUBLE)
      ELSE 0 / CAST(GREATEST(
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 500 ELSE 0 END + CASE WHEN "t9"."lead_place" IS NOT NULL THEN 500 ELSE 0 END + CASE
      WHEN (
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
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
            "t9"."place" = 1
          ), FALSE)
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t9"."lead_place" IS NOT NULL
            ) AND (
              "t9"."place" = "t9"."lead_place"
            ),
            FALSE
          )
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND (
              "t9"."place" = "t9"."opportunity_place"
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
          "t9"."place" = 1
        ), FALSE)
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t9"."lead_place" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."lead_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t9"."opportunity_place" IS NOT NULL
          )
          AND (
            "t9"."place" = "t9"."opportunity_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t9"."lead_place" IS NULL
              )
              OR (
                "t9"."opportunity_place" <> "t9"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t9"."lead_place" IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t9"."opportunity_place" IS NOT NULL THEN 300 ELSE 0 END + CASE
      WHEN (
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t9"."lead_place" IS NULL
              )
              OR (
                "t9"."opportunity_place" <> "t9"."lead_place"
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
            "t9"."place" = 1
          ), FALSE)
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t9"."lead_place" IS NOT NULL
            ) AND (
              "t9"."place" = "t9"."lead_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND (
              "t9"."place" = "t9"."opportunity_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t9"."n" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."n"
          ), FALSE)
          THEN 225
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t9"."place" = 1
        ), FALSE)
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t9"."lead_place" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."lead_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t9"."opportunity_place" IS NOT NULL
          )
          AND (
            "t9"."place" = "t9"."opportunity_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t9"."n" IS NOT NULL
        ) AND (
          "t9"."place" = "t9"."n"
        ), FALSE)
        THEN 225
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t9"."lead_place" IS NULL
              )
              OR (
                "t9"."opportunity_place" <> "t9"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t9"."lead_place" IS NULL
            ) OR (
              "t9"."n" <> "t9"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t9"."opportunity_place" IS NULL
              )
              OR (
                "t9"."n" <> "t9"."opportunity_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t9"."lead_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t9"."opportunity_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t9"."n" IS NOT NULL THEN 225 ELSE 0 END + CASE
      WHEN (
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t9"."lead_place" IS NULL
              )
              OR (
                "t9"."opportunity_place" <> "t9"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t9"."lead_place" IS NULL
            ) OR (
              "t9"."n" <> "t9"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t9"."opportunity_place" IS NULL
              )
              OR (
                "t9"."n" <> "t9"."opportunity_place"
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
            "t9"."place" = 1
          ), FALSE)
          THEN 200
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t9"."n" IS NOT NULL
          ) AND (
            "t9"."place" = "t9"."n"
          ), FALSE)
          THEN 600
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t9"."place" = 1
        ), FALSE)
        THEN 200
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t9"."n" IS NOT NULL
        ) AND (
          "t9"."place" = "t9"."n"
        ), FALSE)
        THEN 600
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 200 ELSE 0 END + CASE WHEN "t9"."n" IS NOT NULL THEN 600 ELSE 0 END + CASE
      WHEN (
        "t9"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t9"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t9"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 200
      ELSE 0
    END AS DOUBLE) AS "j",
    "t9"."voice" / SUM("t9"."voice") OVER (PARTITION BY "t9"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "person_balanced",
    "t9"."kind" / SUM("t9"."kind") OVER (PARTITION BY "t9"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "shapley",
    "t9"."decayed" / SUM("t9"."decayed") OVER (PARTITION BY "t9"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "time_decay",
    "t9"."decayed_long" / SUM("t9"."decayed_long") OVER (PARTITION BY "t9"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "time_decay_cycle"
  FROM (
    SELECT
      "t8"."deal",
      "t8"."opportunity_id",
      "t8"."cluster",
      "t8"."outcome",
      "t8"."amount",
      "t8"."person",
      "t8"."code",
      "t8"."touched_at",
      "t8"."place",
      "t8"."n",
      "t8"."lead_at",
      "t8"."created_at",
      "t8"."by_person",
      "t8"."by_channel",
      CASE
        WHEN "t8"."lead_at" IS NULL
        THEN CAST(NULL AS BIGINT)
        ELSE COALESCE("t8"."lead_place", 1)
      END AS "lead_place",
      "t8"."opportunity_place",
      "t8"."latest_at",
      "t8"."made_by",
      1 / CAST("t8"."by_person" AS DOUBLE) AS "voice",
      1 / CAST("t8"."by_channel" AS DOUBLE) AS "kind",
      EXP(
        (
          DATE_DIFF('MICROSECOND', "t8"."touched_at", "t8"."latest_at") / 86400000000.0
        ) * -0.09902102579427789
      ) AS "decayed",
      EXP(
        (
          DATE_DIFF('MICROSECOND', "t8"."touched_at", "t8"."latest_at") / 86400000000.0
        ) * -0.022541371725526674
      ) AS "decayed_long",
      CASE WHEN FALSE THEN COALESCE("t8"."made_by" % 65536, -1) ELSE "t8"."code" END AS "target"
    FROM (
      SELECT
        "t7"."deal",
        "t7"."opportunity_id",
        "t7"."cluster",
        "t7"."outcome",
        "t7"."amount",
        "t7"."person",
        "t7"."code",
        "t7"."touched_at",
        "t7"."place",
        "t7"."n",
        "t7"."lead_at",
        "t7"."created_at",
        COUNT(*) OVER (
          PARTITION BY "t7"."deal", "t7"."person"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "by_person",
        COUNT(*) OVER (
          PARTITION BY "t7"."deal", "t7"."code"
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS "by_channel",
        MAX(
          CASE
            WHEN "t7"."touched_at" <= "t7"."lead_at"
            THEN "t7"."place"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (PARTITION BY "t7"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "lead_place",
        MAX(
          CASE
            WHEN "t7"."touched_at" <= "t7"."created_at"
            THEN "t7"."place"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (PARTITION BY "t7"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "opportunity_place",
        MAX("t7"."touched_at") OVER (PARTITION BY "t7"."deal" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "latest_at",
        MAX(
          CASE
            WHEN "t7"."code" IN (0)
            THEN (
              "t7"."place" * 65536
            ) + "t7"."code"
            ELSE CAST(NULL AS BIGINT)
          END
        ) OVER (
          PARTITION BY "t7"."deal"
          ORDER BY "t7"."place" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS "made_by"
      FROM (
        SELECT
          *
        FROM "journeys_of_pipeline" AS "t2"
        WHERE
          "t2"."outcome" = 1
      ) AS "t7"
    ) AS "t8"
  ) AS "t9"
)
SELECT
  "t5"."opportunity_id",
  CASE WHEN "t17"."_touched" IS NULL THEN 'no touch recorded' ELSE "t17"."channel" END AS "channel",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."first" END AS "first",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."person_balanced" END AS "person_balanced",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."capture_adjusted" END AS "capture_adjusted",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."last" END AS "last",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."linear" END AS "linear",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."u_hubspot" END AS "u_hubspot",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."u_marketo" END AS "u_marketo",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."w" END AS "w",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."full_path" END AS "full_path",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."j" END AS "j",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."time_decay" END AS "time_decay",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."time_decay_cycle" END AS "time_decay_cycle",
  CASE WHEN "t17"."_touched" IS NULL THEN 1 ELSE "t17"."shapley" END AS "shapley"
FROM (
  SELECT
    "t0"."opportunity_id"
  FROM "deal_facts" AS "t0"
  WHERE
    1 = 1
) AS "t5"
INNER JOIN (
  SELECT
    "t1"."deal",
    "t1"."opportunity_id" AS "_id"
  FROM "journey_deals" AS "t1"
) AS "t6"
  ON "t5"."opportunity_id" = "t6"."_id"
LEFT OUTER JOIN (
  SELECT
    "t15"."deal" AS "_touched",
    CASE
      WHEN "t15"."code" = -1
      THEN 'base demand'
      WHEN "t15"."code" = 0
      THEN 'Webinar'
      ELSE 'no touch recorded'
    END AS "channel",
    COALESCE("t15"."first", 0.0) AS "first",
    COALESCE("t15"."person_balanced", 0.0) AS "person_balanced",
    COALESCE("t15"."capture_adjusted", 0.0) AS "capture_adjusted",
    COALESCE("t15"."last", 0.0) AS "last",
    COALESCE("t15"."linear", 0.0) AS "linear",
    COALESCE("t15"."u_hubspot", 0.0) AS "u_hubspot",
    COALESCE("t15"."u_marketo", 0.0) AS "u_marketo",
    COALESCE("t15"."w", 0.0) AS "w",
    COALESCE("t15"."full_path", 0.0) AS "full_path",
    COALESCE("t15"."j", 0.0) AS "j",
    COALESCE("t15"."time_decay", 0.0) AS "time_decay",
    COALESCE("t15"."time_decay_cycle", 0.0) AS "time_decay_cycle",
    COALESCE("t15"."shapley", 0.0) AS "shapley"
  FROM (
    SELECT
      "t14"."deal",
      "t14"."code",
      SUM("t14"."first") AS "first",
      SUM("t14"."person_balanced") AS "person_balanced",
      SUM("t14"."capture_adjusted") AS "capture_adjusted",
      SUM("t14"."last") AS "last",
      SUM("t14"."linear") AS "linear",
      SUM("t14"."u_hubspot") AS "u_hubspot",
      SUM("t14"."u_marketo") AS "u_marketo",
      SUM("t14"."w") AS "w",
      SUM("t14"."full_path") AS "full_path",
      SUM("t14"."j") AS "j",
      SUM("t14"."time_decay") AS "time_decay",
      SUM("t14"."time_decay_cycle") AS "time_decay_cycle",
      SUM("t14"."shapley") AS "shapley"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t11"."deal",
          "t11"."code",
          "t11"."first",
          "t11"."person_balanced",
          "t11"."last",
          "t11"."linear",
          "t11"."u_hubspot",
          "t11"."u_marketo",
          "t11"."w",
          "t11"."full_path",
          "t11"."j",
          "t11"."time_decay",
          "t11"."time_decay_cycle",
          "t11"."shapley",
          CAST(NULL AS DOUBLE) AS "capture_adjusted"
        FROM "t10" AS "t11"
      ) AS "t12"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          "t11"."deal",
          CAST("t11"."target" AS INT) AS "code",
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
          "t11"."person_balanced" AS "capture_adjusted"
        FROM "t10" AS "t11"
      ) AS "t13"
    ) AS "t14"
    GROUP BY
      1,
      2
  ) AS "t15"
) AS "t17"
  ON "t6"."deal" = "t17"."_touched";
