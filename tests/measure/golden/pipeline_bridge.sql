SELECT
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

SELECT
  COUNT("t0"."kind") AS "known"
FROM "opportunities" AS "t0";

SELECT
  COUNT("t0"."sourced_by") AS "known"
FROM "opportunities" AS "t0";

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

WITH "t25" AS (
  SELECT
    "t13"."opportunity_id",
    "t13"."valid_from",
    "t13"."status",
    "t13"."gone",
    "t13"."amount",
    "t13"."closes_in",
    "t13"."ready",
    "t13"."valid_to",
    "t13"."status_before",
    "t13"."amount_before",
    "t13"."closes_in_before",
    "t13"."ready_before",
    "t13"."gone_before",
    "t6"."period_start",
    "t6"."opens",
    "t6"."shuts"
  FROM (
    SELECT
      *
    FROM "bridge_states" AS "t1"
    WHERE
      "t1"."status" = 'open'
      AND "t1"."ready"
      AND NOT (
        "t1"."gone"
      )
      AND "t1"."amount" <> 0
  ) AS "t13"
  INNER JOIN "fiscal_periods" AS "t6"
    ON "t13"."closes_in" = "t6"."period_start"
), "t43" AS (
  SELECT
    "t42"."opportunity_id",
    "t42"."period_start",
    "t42"."opens",
    "t42"."shuts",
    "t19"."status" AS "status_0",
    "t19"."amount" AS "amount_0",
    "t19"."closes_in" AS "closes_in_0",
    "t19"."ready" AS "ready_0",
    "t19"."gone" AS "gone_0",
    CASE
      WHEN COALESCE(
        (
          "t19"."status" = 'open'
        )
        AND "t19"."ready"
        AND NOT (
          "t19"."gone"
        )
        AND (
          "t19"."closes_in" = "t42"."period_start"
        ),
        FALSE
      )
      THEN "t19"."amount"
      ELSE 0.0
    END AS "v_0",
    "t20"."status" AS "status_1",
    "t20"."amount" AS "amount_1",
    "t20"."closes_in" AS "closes_in_1",
    "t20"."ready" AS "ready_1",
    "t20"."gone" AS "gone_1",
    CASE
      WHEN COALESCE(
        (
          "t20"."status" = 'open'
        )
        AND "t20"."ready"
        AND NOT (
          "t20"."gone"
        )
        AND (
          "t20"."closes_in" = "t42"."period_start"
        ),
        FALSE
      )
      THEN "t20"."amount"
      ELSE 0.0
    END AS "v_1"
  FROM (
    SELECT
      "t40".*
      EXCLUDE ("_start")
    FROM (
      SELECT
        "t38"."opportunity_id",
        "t38"."period_start",
        "t11"."_start",
        "t11"."opens",
        "t11"."shuts"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t27"."opportunity_id",
            "t27"."period_start"
          FROM "t25" AS "t27"
          WHERE
            "t27"."valid_from" < "t27"."opens"
            AND (
              (
                "t27"."valid_to" IS NULL
              ) OR (
                "t27"."valid_to" >= "t27"."opens"
              )
            )
        ) AS "t32"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t27"."opportunity_id",
            "t27"."period_start"
          FROM "t25" AS "t27"
          WHERE
            "t27"."valid_from" < "t27"."shuts"
            AND (
              (
                "t27"."valid_to" IS NULL
              ) OR (
                "t27"."valid_to" >= "t27"."shuts"
              )
            )
        ) AS "t29"
      ) AS "t38"
      INNER JOIN (
        SELECT
          "t2"."period_start" AS "_start",
          "t2"."opens",
          "t2"."shuts"
        FROM "fiscal_periods" AS "t2"
      ) AS "t11"
        ON "t38"."period_start" = "t11"."_start"
    ) AS "t40"
  ) AS "t42"
  LEFT OUTER JOIN (
    SELECT
      "t4"."valid_from",
      "t4"."status",
      "t4"."amount",
      "t4"."closes_in",
      "t4"."ready",
      "t4"."gone",
      "t4"."opportunity_id" AS "_deal",
      COALESCE("t4"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) AS "_until"
    FROM "bridge_states" AS "t4"
  ) AS "t19"
    ON "t42"."opportunity_id" = "t19"."_deal"
    AND "t19"."valid_from" < "t42"."opens"
    AND "t19"."_until" >= "t42"."opens"
  LEFT OUTER JOIN (
    SELECT
      "t5"."valid_from",
      "t5"."status",
      "t5"."amount",
      "t5"."closes_in",
      "t5"."ready",
      "t5"."gone",
      "t5"."opportunity_id" AS "_deal",
      COALESCE("t5"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) AS "_until"
    FROM "bridge_states" AS "t5"
  ) AS "t20"
    ON "t42"."opportunity_id" = "t20"."_deal"
    AND "t20"."valid_from" < "t42"."shuts"
    AND "t20"."_until" >= "t42"."shuts"
)
SELECT
  "t55"."period",
  "t55"."slice_0",
  "t55"."slice_1",
  "t55"."slice_2",
  "t55"."total",
  "t55"."known",
  "t55"."units",
  DENSE_RANK() OVER (
    ORDER BY "t55"."period" ASC NULLS FIRST, "t55"."slice_0" ASC NULLS FIRST, "t55"."slice_1" ASC NULLS FIRST, "t55"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t54"."period",
    "t54"."slice_0",
    "t54"."slice_1",
    "t54"."slice_2",
    SUM(CAST(ROUND("t54"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
    COUNT("t54"."value") AS "known",
    COUNT(DISTINCT "t54"."unit_id") AS "units"
  FROM (
    SELECT
      "t53"."opportunity_id",
      "t53"."at",
      "t53"."value",
      "t53"."bucket",
      "t53"."bridge",
      "t53"."cluster",
      "t53"."account_id",
      "t53"."lead_id",
      "t53"."owner_id",
      "t53"."kind",
      "t53"."sourced_by",
      "t53"."source",
      "t53"."campaign_id",
      "t53"."on_profile",
      "t53"."currency",
      "t53"."competitor",
      "t53"."opportunity_id" AS "unit_id",
      NULLIF("t53"."bucket", '') AS "slice_0",
      NULLIF("t53"."bridge", '') AS "slice_1",
      NULLIF("t53"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t53"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t52".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t51"."opportunity_id",
          "t51"."at",
          "t51"."value",
          "t51"."bucket",
          "t51"."bridge",
          "t12"."cluster",
          "t12"."account_id",
          "t12"."lead_id",
          "t12"."owner_id",
          "t12"."kind",
          "t12"."sourced_by",
          "t12"."source",
          "t12"."campaign_id",
          "t12"."on_profile",
          "t12"."currency",
          "t12"."competitor",
          "t12"."_deal"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t27"."opportunity_id",
                CASE
                  WHEN (
                    "t27"."shuts" - INTERVAL '1' MICROSECOND
                  ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ELSE "t27"."shuts" - INTERVAL '1' MICROSECOND
                END AS "at",
                "t27"."amount" AS "value",
                'closing' AS "bucket",
                'net' AS "bridge"
              FROM "t25" AS "t27"
              WHERE
                "t27"."valid_from" < "t27"."shuts"
                AND (
                  (
                    "t27"."valid_to" IS NULL
                  ) OR (
                    "t27"."valid_to" >= "t27"."shuts"
                  )
                )
            ) AS "t33"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t47"."opportunity_id",
                "t47"."at",
                "t47"."value",
                "t47"."bucket",
                'net' AS "bridge"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t44"."opportunity_id",
                    CASE
                      WHEN (
                        "t44"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t44"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN CASE
                        WHEN (
                          (
                            "t44"."v_0" <> 0
                          ) AND (
                            "t44"."v_1" <> 0
                          )
                        )
                        OR (
                          (
                            "t44"."v_0" <> 0
                          )
                          AND (
                            "t44"."v_1" = 0
                          )
                          AND (
                            "t44"."status_1" = 'won'
                          )
                          AND NOT (
                            "t44"."gone_1"
                          )
                        )
                        THEN COALESCE("t44"."amount_1", 0.0) - COALESCE("t44"."amount_0", 0.0)
                        ELSE 0.0
                      END > 0
                      THEN 'amount_up'
                      ELSE 'amount_down'
                    END AS "bucket",
                    CASE
                      WHEN (
                        (
                          "t44"."v_0" <> 0
                        ) AND (
                          "t44"."v_1" <> 0
                        )
                      )
                      OR (
                        (
                          "t44"."v_0" <> 0
                        )
                        AND (
                          "t44"."v_1" = 0
                        )
                        AND (
                          "t44"."status_1" = 'won'
                        )
                        AND NOT (
                          "t44"."gone_1"
                        )
                      )
                      THEN COALESCE("t44"."amount_1", 0.0) - COALESCE("t44"."amount_0", 0.0)
                      ELSE 0.0
                    END AS "value"
                  FROM "t43" AS "t44"
                ) AS "t46"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t44"."opportunity_id",
                    CASE
                      WHEN (
                        "t44"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t44"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN (
                        "t44"."v_0" <> 0
                      ) AND (
                        "t44"."v_1" = 0
                      )
                      THEN CASE
                        WHEN "t44"."gone_1"
                        THEN 'deleted'
                        WHEN "t44"."status_1" <> 'open'
                        THEN "t44"."status_1"
                        WHEN NOT (
                          "t44"."ready_1"
                        )
                        THEN 'disqualified_out'
                        WHEN "t44"."closes_in_1" < "t44"."period_start"
                        THEN 'moved_before_window'
                        WHEN (
                          "t44"."closes_in_1" IS NULL
                        )
                        OR (
                          "t44"."closes_in_1" > "t44"."period_start"
                        )
                        THEN 'slipped'
                        ELSE 'amount_down'
                      END
                      ELSE CASE
                        WHEN "t44"."status_0" IS NULL
                        THEN 'created'
                        WHEN NOT (
                          "t44"."ready_0"
                        )
                        THEN 'qualified_in'
                        WHEN "t44"."status_0" <> 'open'
                        THEN 'reopened'
                        WHEN "t44"."amount_0" = 0
                        THEN 'amount_up'
                        WHEN "t44"."closes_in_0" < "t44"."period_start"
                        THEN 'rolled_in_overdue'
                        ELSE 'pulled_in'
                      END
                    END AS "bucket",
                    CASE
                      WHEN (
                        "t44"."v_0" <> 0
                      )
                      AND (
                        "t44"."v_1" = 0
                      )
                      AND (
                        "t44"."status_1" = 'won'
                      )
                      AND NOT (
                        "t44"."gone_1"
                      )
                      THEN -(
                        "t44"."amount_1"
                      )
                      ELSE CASE
                        WHEN (
                          "t44"."v_0" <> 0
                        ) AND (
                          "t44"."v_1" = 0
                        )
                        THEN -(
                          "t44"."v_0"
                        )
                        ELSE CASE
                          WHEN (
                            "t44"."v_0" = 0
                          ) AND (
                            "t44"."v_1" <> 0
                          )
                          THEN "t44"."v_1"
                          ELSE 0.0
                        END
                      END
                    END AS "value"
                  FROM "t43" AS "t44"
                ) AS "t45"
              ) AS "t47"
              WHERE
                "t47"."value" <> 0
            ) AS "t48"
          ) AS "t49"
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
                  "t27"."opportunity_id",
                  "t27"."opens" AS "at",
                  "t27"."amount" AS "value",
                  'opening' AS "bucket",
                  'gross' AS "bridge"
                FROM "t25" AS "t27"
                WHERE
                  "t27"."valid_from" < "t27"."opens"
                  AND (
                    (
                      "t27"."valid_to" IS NULL
                    ) OR (
                      "t27"."valid_to" >= "t27"."opens"
                    )
                  )
              ) AS "t30"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t27"."opportunity_id",
                  CASE
                    WHEN (
                      "t27"."shuts" - INTERVAL '1' MICROSECOND
                    ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    ELSE "t27"."shuts" - INTERVAL '1' MICROSECOND
                  END AS "at",
                  "t27"."amount" AS "value",
                  'closing' AS "bucket",
                  'gross' AS "bridge"
                FROM "t25" AS "t27"
                WHERE
                  "t27"."valid_from" < "t27"."shuts"
                  AND (
                    (
                      "t27"."valid_to" IS NULL
                    ) OR (
                      "t27"."valid_to" >= "t27"."shuts"
                    )
                  )
              ) AS "t34"
            ) AS "t37"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t26"."opportunity_id",
                  "t26"."at",
                  "t26"."value",
                  "t26"."bucket",
                  'gross' AS "bridge"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t3"."opportunity_id",
                        "t3"."valid_from" AS "at",
                        CASE
                          WHEN "t3"."v_close" > 0
                          THEN CASE
                            WHEN COALESCE("t3"."closes_in_before" < "t3"."window", FALSE)
                            THEN 'rolled_in_overdue'
                            ELSE 'pulled_in'
                          END
                          ELSE CASE
                            WHEN COALESCE("t3"."closes_in" < "t3"."window", FALSE)
                            THEN 'moved_before_window'
                            ELSE 'slipped'
                          END
                        END AS "bucket",
                        "t3"."v_close" AS "value"
                      FROM "bridge_steps" AS "t3"
                    ) AS "t23"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t3"."opportunity_id",
                        "t3"."valid_from" AS "at",
                        CASE WHEN "t3"."v_qualified" > 0 THEN 'qualified_in' ELSE 'disqualified_out' END AS "bucket",
                        "t3"."v_qualified" AS "value"
                      FROM "bridge_steps" AS "t3"
                    ) AS "t16"
                  ) AS "t24"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t3"."opportunity_id",
                        "t3"."valid_from" AS "at",
                        CASE
                          WHEN "t3"."v_status" > 0
                          THEN 'reopened'
                          ELSE CASE WHEN "t3"."gone" THEN 'deleted' ELSE "t3"."status" END
                        END AS "bucket",
                        "t3"."v_status" AS "value"
                      FROM "bridge_steps" AS "t3"
                    ) AS "t18"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t3"."opportunity_id",
                          "t3"."valid_from" AS "at",
                          'created' AS "bucket",
                          "t3"."v_created" AS "value"
                        FROM "bridge_steps" AS "t3"
                      ) AS "t8"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t3"."opportunity_id",
                          "t3"."valid_from" AS "at",
                          CASE WHEN "t3"."v_amount" > 0 THEN 'amount_up' ELSE 'amount_down' END AS "bucket",
                          "t3"."v_amount" AS "value"
                        FROM "bridge_steps" AS "t3"
                      ) AS "t17"
                    ) AS "t21"
                  ) AS "t22"
                ) AS "t26"
                WHERE
                  "t26"."value" <> 0
              ) AS "t28"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t27"."opportunity_id",
                  "t27"."opens" AS "at",
                  "t27"."amount" AS "value",
                  'opening' AS "bucket",
                  'net' AS "bridge"
                FROM "t25" AS "t27"
                WHERE
                  "t27"."valid_from" < "t27"."opens"
                  AND (
                    (
                      "t27"."valid_to" IS NULL
                    ) OR (
                      "t27"."valid_to" >= "t27"."opens"
                    )
                  )
              ) AS "t31"
            ) AS "t35"
          ) AS "t39"
        ) AS "t51"
        INNER JOIN (
          SELECT
            COALESCE("t0"."account_id", "t0"."opportunity_id") AS "cluster",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."owner_id",
            "t0"."kind",
            "t0"."sourced_by",
            "t0"."source",
            "t0"."campaign_id",
            CAST(NULL AS BOOLEAN) AS "on_profile",
            COALESCE("t0"."currency", 'EUR') AS "currency",
            "t0"."competitor",
            "t0"."opportunity_id" AS "_deal"
          FROM "opportunities" AS "t0"
        ) AS "t12"
          ON "t51"."opportunity_id" = "t12"."_deal"
      ) AS "t52"
    ) AS "t53"
    WHERE
      "t53"."at" IS NOT NULL
  ) AS "t54"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t55";
