WITH "t4" AS (
  SELECT
    *
  FROM "journeys_of_pipeline" AS "t1"
  WHERE
    "t1"."outcome" = 1
), "t15" AS (
  SELECT
    "t13"."deal",
    "t13"."code",
    CASE WHEN FALSE THEN COALESCE("t13"."maker", -1) ELSE "t13"."code" END AS "target",
    CAST(CASE WHEN "t13"."place" = 1 THEN 1 ELSE 0 END AS DOUBLE) AS "first",
    CAST(CASE WHEN "t13"."place" = "t13"."n" THEN 1 ELSE 0 END AS DOUBLE) AS "last",
    1 / CAST("t13"."n" AS DOUBLE) AS "linear",
    CASE
      WHEN (
        0 + CASE
          WHEN COALESCE((
            1 IS NOT NULL
          ) AND (
            "t13"."place" = 1
          ), FALSE)
          THEN 400
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t13"."n" IS NOT NULL
          ) AND (
            "t13"."place" = "t13"."n"
          ), FALSE)
          THEN 400
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t13"."place" = 1
        ), FALSE)
        THEN 400
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t13"."n" IS NOT NULL
        ) AND (
          "t13"."place" = "t13"."n"
        ), FALSE)
        THEN 400
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 400 ELSE 0 END + CASE WHEN "t13"."n" IS NOT NULL THEN 400 ELSE 0 END + CASE
      WHEN (
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
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
            "t13"."place" = 1
          ), FALSE)
          THEN 500
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t14"."lead_place" IS NOT NULL
            ) AND (
              "t13"."place" = "t14"."lead_place"
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
          "t13"."place" = 1
        ), FALSE)
        THEN 500
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t14"."lead_place" IS NOT NULL
          ) AND (
            "t13"."place" = "t14"."lead_place"
          ),
          FALSE
        )
        THEN 500
        ELSE 0
      END AS DOUBLE)
      ELSE 0 / CAST(GREATEST(
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 500 ELSE 0 END + CASE WHEN "t14"."lead_place" IS NOT NULL THEN 500 ELSE 0 END + CASE
      WHEN (
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
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
            "t13"."place" = 1
          ), FALSE)
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t14"."lead_place" IS NOT NULL
            ) AND (
              "t13"."place" = "t14"."lead_place"
            ),
            FALSE
          )
          THEN 300
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND (
              "t13"."place" = "t14"."opportunity_place"
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
          "t13"."place" = 1
        ), FALSE)
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t14"."lead_place" IS NOT NULL
          ) AND (
            "t13"."place" = "t14"."lead_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t14"."opportunity_place" IS NOT NULL
          )
          AND (
            "t13"."place" = "t14"."opportunity_place"
          ),
          FALSE
        )
        THEN 300
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t14"."lead_place" IS NULL
              )
              OR (
                "t14"."opportunity_place" <> "t14"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t14"."lead_place" IS NOT NULL THEN 300 ELSE 0 END + CASE WHEN "t14"."opportunity_place" IS NOT NULL THEN 300 ELSE 0 END + CASE
      WHEN (
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t14"."lead_place" IS NULL
              )
              OR (
                "t14"."opportunity_place" <> "t14"."lead_place"
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
            "t13"."place" = 1
          ), FALSE)
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t14"."lead_place" IS NOT NULL
            ) AND (
              "t13"."place" = "t14"."lead_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE(
            (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND (
              "t13"."place" = "t14"."opportunity_place"
            ),
            FALSE
          )
          THEN 225
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t13"."n" IS NOT NULL
          ) AND (
            "t13"."place" = "t13"."n"
          ), FALSE)
          THEN 225
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t13"."place" = 1
        ), FALSE)
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t14"."lead_place" IS NOT NULL
          ) AND (
            "t13"."place" = "t14"."lead_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE(
          (
            "t14"."opportunity_place" IS NOT NULL
          )
          AND (
            "t13"."place" = "t14"."opportunity_place"
          ),
          FALSE
        )
        THEN 225
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t13"."n" IS NOT NULL
        ) AND (
          "t13"."place" = "t13"."n"
        ), FALSE)
        THEN 225
        ELSE 0
      END AS DOUBLE)
      ELSE 100 / CAST(GREATEST(
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t14"."lead_place" IS NULL
              )
              OR (
                "t14"."opportunity_place" <> "t14"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t14"."lead_place" IS NULL
            ) OR (
              "t13"."n" <> "t14"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t14"."opportunity_place" IS NULL
              )
              OR (
                "t13"."n" <> "t14"."opportunity_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t14"."lead_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t14"."opportunity_place" IS NOT NULL THEN 225 ELSE 0 END + CASE WHEN "t13"."n" IS NOT NULL THEN 225 ELSE 0 END + CASE
      WHEN (
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t14"."lead_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."lead_place" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t14"."opportunity_place" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t14"."opportunity_place" <> 1
            ), TRUE)
            AND COALESCE(
              (
                "t14"."lead_place" IS NULL
              )
              OR (
                "t14"."opportunity_place" <> "t14"."lead_place"
              ),
              TRUE
            )
            THEN 1
            ELSE 0
          END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
            ), TRUE)
            AND COALESCE((
              "t14"."lead_place" IS NULL
            ) OR (
              "t13"."n" <> "t14"."lead_place"
            ), TRUE)
            AND COALESCE(
              (
                "t14"."opportunity_place" IS NULL
              )
              OR (
                "t13"."n" <> "t14"."opportunity_place"
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
            "t13"."place" = 1
          ), FALSE)
          THEN 200
          ELSE 0
        END + CASE
          WHEN COALESCE((
            "t13"."n" IS NOT NULL
          ) AND (
            "t13"."place" = "t13"."n"
          ), FALSE)
          THEN 600
          ELSE 0
        END
      ) > 0
      THEN CAST(0 + CASE
        WHEN COALESCE((
          1 IS NOT NULL
        ) AND (
          "t13"."place" = 1
        ), FALSE)
        THEN 200
        ELSE 0
      END + CASE
        WHEN COALESCE((
          "t13"."n" IS NOT NULL
        ) AND (
          "t13"."place" = "t13"."n"
        ), FALSE)
        THEN 600
        ELSE 0
      END AS DOUBLE)
      ELSE 200 / CAST(GREATEST(
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        ),
        1
      ) AS DOUBLE)
    END / CAST(0 + CASE WHEN 1 IS NOT NULL THEN 200 ELSE 0 END + CASE WHEN "t13"."n" IS NOT NULL THEN 600 ELSE 0 END + CASE
      WHEN (
        "t13"."n" - (
          0 + CASE WHEN 1 IS NOT NULL THEN 1 ELSE 0 END + CASE
            WHEN (
              "t13"."n" IS NOT NULL
            )
            AND COALESCE((
              1 IS NULL
            ) OR (
              "t13"."n" <> 1
            ), TRUE)
            THEN 1
            ELSE 0
          END
        )
      ) > 0
      THEN 200
      ELSE 0
    END AS DOUBLE) AS "j",
    1 / CAST("t13"."by_person" AS DOUBLE) AS "voice",
    EXP(
      (
        DATE_DIFF('MICROSECOND', "t13"."touched_at", "t14"."latest_at") / 86400000000.0
      ) * -0.09902102579427789
    ) AS "decayed",
    EXP(
      (
        DATE_DIFF('MICROSECOND', "t13"."touched_at", "t14"."latest_at") / 86400000000.0
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
      FROM "t4" AS "t6"
      INNER JOIN (
        SELECT
          "t5"."deal" AS "_of",
          "t5"."person" AS "_person",
          COUNT(*) AS "by_person"
        FROM "t4" AS "t5"
        GROUP BY
          1,
          2
      ) AS "t8"
        ON "t6"."deal" = "t8"."_of" AND "t6"."person" = "t8"."_person"
    ) AS "t10"
  ) AS "t13"
  INNER JOIN (
    SELECT
      "t9"."_of",
      "t9"."leads",
      CASE
        WHEN "t9"."leads" > 0
        THEN COALESCE("t9"."lead_place", 1)
        ELSE CAST(NULL AS BIGINT)
      END AS "lead_place",
      "t9"."opportunity_place",
      "t9"."latest_at"
    FROM (
      SELECT
        "t5"."deal" AS "_of",
        COUNT("t5"."by_lead") AS "leads",
        MAX(CASE WHEN "t5"."by_lead" THEN "t5"."place" ELSE CAST(NULL AS BIGINT) END) AS "lead_place",
        MAX(CASE WHEN "t5"."by_opening" THEN "t5"."place" ELSE CAST(NULL AS BIGINT) END) AS "opportunity_place",
        MAX("t5"."touched_at") AS "latest_at"
      FROM "t4" AS "t5"
      GROUP BY
        1
    ) AS "t9"
  ) AS "t14"
    ON "t13"."deal" = "t14"."_of"
), "t20" AS (
  SELECT
    "t17"."deal" AS "_of",
    "t17"."target" AS "_to",
    SUM("t17"."voice") AS "got"
  FROM (
    SELECT
      *
    FROM "t15" AS "t16"
    WHERE
      NOT (
        "t16"."target" = "t16"."code"
      )
  ) AS "t17"
  GROUP BY
    1,
    2
), "t25" AS (
  SELECT
    *
  FROM (
    SELECT
      "t19"."deal",
      "t19"."code",
      "t19"."first",
      "t19"."last",
      "t19"."linear",
      "t19"."u_hubspot",
      "t19"."u_marketo",
      "t19"."w",
      "t19"."full_path",
      "t19"."j",
      "t19"."voice",
      "t19"."decayed",
      "t19"."decayed_long",
      "t19"."kept" + COALESCE("t22"."got", 0.0) AS "passed",
      1.0 AS "own"
    FROM (
      SELECT
        "t16"."deal",
        "t16"."code",
        SUM("t16"."first") AS "first",
        SUM("t16"."last") AS "last",
        SUM("t16"."linear") AS "linear",
        SUM("t16"."u_hubspot") AS "u_hubspot",
        SUM("t16"."u_marketo") AS "u_marketo",
        SUM("t16"."w") AS "w",
        SUM("t16"."full_path") AS "full_path",
        SUM("t16"."j") AS "j",
        SUM("t16"."voice") AS "voice",
        SUM("t16"."decayed") AS "decayed",
        SUM("t16"."decayed_long") AS "decayed_long",
        SUM(CASE WHEN "t16"."target" = "t16"."code" THEN "t16"."voice" ELSE 0.0 END) AS "kept"
      FROM "t15" AS "t16"
      GROUP BY
        1,
        2
    ) AS "t19"
    LEFT OUTER JOIN "t20" AS "t22"
      ON "t19"."deal" = "t22"."_of" AND "t19"."code" = "t22"."_to"
  ) AS "t24"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t21"."_of" AS "deal",
      "t21"."_to" AS "code",
      0.0 AS "first",
      0.0 AS "last",
      0.0 AS "linear",
      0.0 AS "u_hubspot",
      0.0 AS "u_marketo",
      0.0 AS "w",
      0.0 AS "full_path",
      0.0 AS "j",
      0.0 AS "voice",
      0.0 AS "decayed",
      0.0 AS "decayed_long",
      "t21"."got" AS "passed",
      0.0 AS "own"
    FROM "t20" AS "t21"
    WHERE
      "t21"."_to" = -1
  ) AS "t23"
)
SELECT
  "t3"."deal",
  CASE WHEN "t34"."_touched" IS NULL THEN 'no touch recorded' ELSE "t34"."channel" END AS "channel",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."first" END AS "first",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."person_balanced" END AS "person_balanced",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."capture_adjusted" END AS "capture_adjusted",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."last" END AS "last",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."linear" END AS "linear",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."u_hubspot" END AS "u_hubspot",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."u_marketo" END AS "u_marketo",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."w" END AS "w",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."full_path" END AS "full_path",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."j" END AS "j",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."time_decay" END AS "time_decay",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."time_decay_cycle" END AS "time_decay_cycle",
  CASE WHEN "t34"."_touched" IS NULL THEN 1.0 ELSE "t34"."shapley" END AS "shapley"
FROM (
  SELECT
    "t0"."deal"
  FROM "journey_deals" AS "t0"
  WHERE
    1 = 1
) AS "t3"
LEFT OUTER JOIN (
  SELECT
    "t32"."deal" AS "_touched",
    "t32"."first",
    "t32"."last",
    "t32"."linear",
    "t32"."u_hubspot",
    "t32"."u_marketo",
    "t32"."w",
    "t32"."full_path",
    "t32"."j",
    "t32"."person_balanced",
    "t32"."capture_adjusted",
    "t32"."shapley",
    "t32"."time_decay",
    "t32"."time_decay_cycle",
    "t32"."channel"
  FROM (
    SELECT
      "t31".*
      EXCLUDE ("code")
    FROM (
      SELECT
        "t30"."deal",
        "t30"."code",
        "t30"."first",
        "t30"."last",
        "t30"."linear",
        "t30"."u_hubspot",
        "t30"."u_marketo",
        "t30"."w",
        "t30"."full_path",
        "t30"."j",
        "t30"."person_balanced",
        "t30"."capture_adjusted",
        "t30"."shapley",
        "t30"."time_decay",
        "t30"."time_decay_cycle",
        CASE
          WHEN "t30"."code" = -1
          THEN 'base demand'
          WHEN "t30"."code" = 0
          THEN 'Webinar'
          ELSE 'no touch recorded'
        END AS "channel"
      FROM (
        SELECT
          "t27"."deal",
          "t27"."code",
          "t27"."first",
          "t27"."last",
          "t27"."linear",
          "t27"."u_hubspot",
          "t27"."u_marketo",
          "t27"."w",
          "t27"."full_path",
          "t27"."j",
          "t27"."voice" / "t29"."of_voice" AS "person_balanced",
          "t27"."passed" / "t29"."of_voice" AS "capture_adjusted",
          "t27"."own" / "t29"."of_own" AS "shapley",
          "t27"."decayed" / "t29"."of_decayed" AS "time_decay",
          "t27"."decayed_long" / "t29"."of_decayed_long" AS "time_decay_cycle"
        FROM "t25" AS "t27"
        INNER JOIN (
          SELECT
            "t26"."deal" AS "_of",
            SUM("t26"."voice") AS "of_voice",
            SUM("t26"."decayed") AS "of_decayed",
            SUM("t26"."decayed_long") AS "of_decayed_long",
            SUM("t26"."own") AS "of_own"
          FROM "t25" AS "t26"
          GROUP BY
            1
        ) AS "t29"
          ON "t27"."deal" = "t29"."_of"
      ) AS "t30"
    ) AS "t31"
  ) AS "t32"
) AS "t34"
  ON "t3"."deal" = "t34"."_touched";
