SELECT
  "t1"."opportunity_id",
  "t1"."valid_from",
  "t1"."window",
  "t1"."closes_in",
  "t1"."closes_in_before",
  "t1"."status",
  "t1"."gone",
  CASE
    WHEN "t1"."is_first"
    THEN CASE
      WHEN COALESCE(
        (
          "t1"."is_first"
          OR (
            (
              "t1"."status_before" = 'open'
            ) AND NOT (
              "t1"."gone_before"
            )
          )
        )
        AND CASE
          WHEN "t1"."is_first"
          THEN COALESCE("t1"."closes_in" = "t1"."window", FALSE)
          OR (
            (
              "t1"."is_first"
              OR (
                (
                  "t1"."status_before" = 'open'
                ) AND NOT (
                  "t1"."gone_before"
                )
              )
            )
            AND (
              "t1"."status" = 'won'
            )
            AND NOT (
              "t1"."gone"
            )
          )
          ELSE COALESCE("t1"."closes_in_before" = "t1"."window", FALSE)
        END
        AND CASE
          WHEN "t1"."is_first"
          THEN "t1"."ready"
          OR (
            (
              "t1"."is_first"
              OR (
                (
                  "t1"."status_before" = 'open'
                ) AND NOT (
                  "t1"."gone_before"
                )
              )
            )
            AND (
              "t1"."status" = 'won'
            )
            AND NOT (
              "t1"."gone"
            )
          )
          ELSE "t1"."ready_before"
        END,
        FALSE
      )
      THEN CASE WHEN "t1"."is_first" THEN "t1"."amount" ELSE "t1"."amount_before" END
      ELSE 0.0
    END
    ELSE 0.0
  END AS "v_created",
  CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND CASE
        WHEN "t1"."is_first"
        THEN COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE COALESCE("t1"."closes_in_before" = "t1"."window", FALSE)
      END
      AND CASE
        WHEN "t1"."is_first"
        THEN "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE "t1"."ready_before"
      END,
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END - CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND CASE
        WHEN "t1"."is_first"
        THEN COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE COALESCE("t1"."closes_in_before" = "t1"."window", FALSE)
      END
      AND CASE
        WHEN "t1"."is_first"
        THEN "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE "t1"."ready_before"
      END,
      FALSE
    )
    THEN CASE WHEN "t1"."is_first" THEN "t1"."amount" ELSE "t1"."amount_before" END
    ELSE 0.0
  END AS "v_amount",
  CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND (
        COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      )
      AND CASE
        WHEN "t1"."is_first"
        THEN "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE "t1"."ready_before"
      END,
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END - CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND CASE
        WHEN "t1"."is_first"
        THEN COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE COALESCE("t1"."closes_in_before" = "t1"."window", FALSE)
      END
      AND CASE
        WHEN "t1"."is_first"
        THEN "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE "t1"."ready_before"
      END,
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END AS "v_close",
  CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND (
        COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      )
      AND (
        "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      ),
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END - CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND (
        COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      )
      AND CASE
        WHEN "t1"."is_first"
        THEN "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
        ELSE "t1"."ready_before"
      END,
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END AS "v_qualified",
  CASE
    WHEN COALESCE(
      (
        "t1"."status" = 'open'
      )
      AND NOT (
        "t1"."gone"
      )
      AND (
        COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      )
      AND (
        "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      ),
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END - CASE
    WHEN COALESCE(
      (
        "t1"."is_first"
        OR (
          (
            "t1"."status_before" = 'open'
          ) AND NOT (
            "t1"."gone_before"
          )
        )
      )
      AND (
        COALESCE("t1"."closes_in" = "t1"."window", FALSE)
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      )
      AND (
        "t1"."ready"
        OR (
          (
            "t1"."is_first"
            OR (
              (
                "t1"."status_before" = 'open'
              ) AND NOT (
                "t1"."gone_before"
              )
            )
          )
          AND (
            "t1"."status" = 'won'
          )
          AND NOT (
            "t1"."gone"
          )
        )
      ),
      FALSE
    )
    THEN "t1"."amount"
    ELSE 0.0
  END AS "v_status"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."valid_from",
    "t0"."status",
    "t0"."gone",
    "t0"."amount",
    "t0"."closes_in",
    "t0"."ready",
    "t0"."valid_to",
    "t0"."status_before",
    "t0"."amount_before",
    "t0"."closes_in_before",
    "t0"."ready_before",
    "t0"."gone_before",
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."valid_from" AS DATE)) AS TIMESTAMP) AS DATE) AS "window",
    "t0"."status_before" IS NULL AS "is_first"
  FROM "bridge_states" AS "t0"
) AS "t1";
