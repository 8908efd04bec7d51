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

WITH "t30" AS (
  SELECT
    "t17"."opportunity_id",
    "t17"."valid_from",
    "t17"."status",
    "t17"."gone",
    "t17"."amount",
    "t17"."closes_in",
    "t17"."ready",
    "t17"."valid_to",
    "t17"."status_before",
    "t17"."amount_before",
    "t17"."closes_in_before",
    "t17"."ready_before",
    "t17"."gone_before",
    "t7"."period_start",
    "t7"."opens",
    "t7"."shuts"
  FROM (
    SELECT
      *
    FROM "bridge_states" AS "t2"
    WHERE
      "t2"."status" = 'open'
      AND "t2"."ready"
      AND NOT (
        "t2"."gone"
      )
      AND "t2"."amount" <> 0
  ) AS "t17"
  INNER JOIN "fiscal_periods" AS "t7"
    ON "t17"."closes_in" = "t7"."period_start"
), "t50" AS (
  SELECT
    "t49"."opportunity_id",
    "t49"."period_start",
    "t49"."opens",
    "t49"."shuts",
    "t23"."status" AS "status_0",
    "t23"."amount" AS "amount_0",
    "t23"."closes_in" AS "closes_in_0",
    "t23"."ready" AS "ready_0",
    "t23"."gone" AS "gone_0",
    CASE
      WHEN COALESCE(
        (
          "t23"."status" = 'open'
        )
        AND "t23"."ready"
        AND NOT (
          "t23"."gone"
        )
        AND (
          "t23"."closes_in" = "t49"."period_start"
        ),
        FALSE
      )
      THEN "t23"."amount"
      ELSE 0.0
    END AS "v_0",
    "t24"."status" AS "status_1",
    "t24"."amount" AS "amount_1",
    "t24"."closes_in" AS "closes_in_1",
    "t24"."ready" AS "ready_1",
    "t24"."gone" AS "gone_1",
    CASE
      WHEN COALESCE(
        (
          "t24"."status" = 'open'
        )
        AND "t24"."ready"
        AND NOT (
          "t24"."gone"
        )
        AND (
          "t24"."closes_in" = "t49"."period_start"
        ),
        FALSE
      )
      THEN "t24"."amount"
      ELSE 0.0
    END AS "v_1"
  FROM (
    SELECT
      "t47".*
      EXCLUDE ("_start")
    FROM (
      SELECT
        "t45"."opportunity_id",
        "t45"."period_start",
        "t15"."_start",
        "t15"."opens",
        "t15"."shuts"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t32"."opportunity_id",
            "t32"."period_start"
          FROM "t30" AS "t32"
          WHERE
            "t32"."valid_from" < "t32"."opens"
            AND (
              (
                "t32"."valid_to" IS NULL
              ) OR (
                "t32"."valid_to" >= "t32"."opens"
              )
            )
        ) AS "t39"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t32"."opportunity_id",
            "t32"."period_start"
          FROM "t30" AS "t32"
          WHERE
            "t32"."valid_from" < "t32"."shuts"
            AND (
              (
                "t32"."valid_to" IS NULL
              ) OR (
                "t32"."valid_to" >= "t32"."shuts"
              )
            )
        ) AS "t36"
      ) AS "t45"
      INNER JOIN (
        SELECT
          "t3"."period_start" AS "_start",
          "t3"."opens",
          "t3"."shuts"
        FROM "fiscal_periods" AS "t3"
      ) AS "t15"
        ON "t45"."period_start" = "t15"."_start"
    ) AS "t47"
  ) AS "t49"
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
  ) AS "t23"
    ON "t49"."opportunity_id" = "t23"."_deal"
    AND "t23"."valid_from" < "t49"."opens"
    AND "t23"."_until" >= "t49"."opens"
  LEFT OUTER JOIN (
    SELECT
      "t6"."valid_from",
      "t6"."status",
      "t6"."amount",
      "t6"."closes_in",
      "t6"."ready",
      "t6"."gone",
      "t6"."opportunity_id" AS "_deal",
      COALESCE("t6"."valid_to", MAKE_TIMESTAMP(9999, 1, 1, 0, 0, 0.0)) AS "_until"
    FROM "bridge_states" AS "t6"
  ) AS "t24"
    ON "t49"."opportunity_id" = "t24"."_deal"
    AND "t24"."valid_from" < "t49"."shuts"
    AND "t24"."_until" >= "t49"."shuts"
)
SELECT
  "t62"."period",
  "t62"."slice_0",
  "t62"."slice_1",
  "t62"."slice_2",
  "t62"."total",
  "t62"."known",
  "t62"."units",
  DENSE_RANK() OVER (
    ORDER BY "t62"."period" ASC NULLS FIRST, "t62"."slice_0" ASC NULLS FIRST, "t62"."slice_1" ASC NULLS FIRST, "t62"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t61"."period",
    "t61"."slice_0",
    "t61"."slice_1",
    "t61"."slice_2",
    SUM(CAST(ROUND("t61"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
    COUNT("t61"."value") AS "known",
    COUNT(DISTINCT "t61"."unit_id") AS "units"
  FROM (
    SELECT
      "t60"."opportunity_id",
      "t60"."at",
      "t60"."value",
      "t60"."bucket",
      "t60"."bridge",
      "t60"."cluster",
      "t60"."account_id",
      "t60"."lead_id",
      "t60"."owner_id",
      "t60"."kind",
      "t60"."sourced_by",
      "t60"."source",
      "t60"."campaign_id",
      "t60"."on_profile",
      "t60"."currency",
      "t60"."competitor",
      "t60"."opportunity_id" AS "unit_id",
      NULLIF("t60"."bucket", '') AS "slice_0",
      NULLIF("t60"."bridge", '') AS "slice_1",
      NULLIF("t60"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t60"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t59".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t58"."opportunity_id",
          "t58"."at",
          "t58"."value",
          "t58"."bucket",
          "t58"."bridge",
          "t35"."cluster",
          "t35"."account_id",
          "t35"."lead_id",
          "t35"."owner_id",
          "t35"."kind",
          "t35"."sourced_by",
          "t35"."source",
          "t35"."campaign_id",
          "t35"."on_profile",
          "t35"."currency",
          "t35"."competitor",
          "t35"."_deal"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t32"."opportunity_id",
                CASE
                  WHEN (
                    "t32"."shuts" - INTERVAL '1' MICROSECOND
                  ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ELSE "t32"."shuts" - INTERVAL '1' MICROSECOND
                END AS "at",
                "t32"."amount" AS "value",
                'closing' AS "bucket",
                'net' AS "bridge"
              FROM "t30" AS "t32"
              WHERE
                "t32"."valid_from" < "t32"."shuts"
                AND (
                  (
                    "t32"."valid_to" IS NULL
                  ) OR (
                    "t32"."valid_to" >= "t32"."shuts"
                  )
                )
            ) AS "t40"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t54"."opportunity_id",
                "t54"."at",
                "t54"."value",
                "t54"."bucket",
                'net' AS "bridge"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t51"."opportunity_id",
                    CASE
                      WHEN (
                        "t51"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t51"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN CASE
                        WHEN (
                          (
                            "t51"."v_0" <> 0
                          ) AND (
                            "t51"."v_1" <> 0
                          )
                        )
                        OR (
                          (
                            "t51"."v_0" <> 0
                          )
                          AND (
                            "t51"."v_1" = 0
                          )
                          AND (
                            "t51"."status_1" = 'won'
                          )
                          AND NOT (
                            "t51"."gone_1"
                          )
                        )
                        THEN COALESCE("t51"."amount_1", 0.0) - COALESCE("t51"."amount_0", 0.0)
                        ELSE 0.0
                      END > 0
                      THEN 'amount_up'
                      ELSE 'amount_down'
                    END AS "bucket",
                    CASE
                      WHEN (
                        (
                          "t51"."v_0" <> 0
                        ) AND (
                          "t51"."v_1" <> 0
                        )
                      )
                      OR (
                        (
                          "t51"."v_0" <> 0
                        )
                        AND (
                          "t51"."v_1" = 0
                        )
                        AND (
                          "t51"."status_1" = 'won'
                        )
                        AND NOT (
                          "t51"."gone_1"
                        )
                      )
                      THEN COALESCE("t51"."amount_1", 0.0) - COALESCE("t51"."amount_0", 0.0)
                      ELSE 0.0
                    END AS "value"
                  FROM "t50" AS "t51"
                ) AS "t53"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t51"."opportunity_id",
                    CASE
                      WHEN (
                        "t51"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t51"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN (
                        "t51"."v_0" <> 0
                      ) AND (
                        "t51"."v_1" = 0
                      )
                      THEN CASE
                        WHEN "t51"."gone_1"
                        THEN 'deleted'
                        WHEN "t51"."status_1" <> 'open'
                        THEN "t51"."status_1"
                        WHEN NOT (
                          "t51"."ready_1"
                        )
                        THEN 'disqualified_out'
                        WHEN "t51"."closes_in_1" < "t51"."period_start"
                        THEN 'moved_before_window'
                        WHEN (
                          "t51"."closes_in_1" IS NULL
                        )
                        OR (
                          "t51"."closes_in_1" > "t51"."period_start"
                        )
                        THEN 'slipped'
                        ELSE 'amount_down'
                      END
                      ELSE CASE
                        WHEN "t51"."status_0" IS NULL
                        THEN 'created'
                        WHEN NOT (
                          "t51"."ready_0"
                        )
                        THEN 'qualified_in'
                        WHEN "t51"."status_0" <> 'open'
                        THEN 'reopened'
                        WHEN "t51"."amount_0" = 0
                        THEN 'amount_up'
                        WHEN "t51"."closes_in_0" < "t51"."period_start"
                        THEN 'rolled_in_overdue'
                        ELSE 'pulled_in'
                      END
                    END AS "bucket",
                    CASE
                      WHEN (
                        "t51"."v_0" <> 0
                      )
                      AND (
                        "t51"."v_1" = 0
                      )
                      AND (
                        "t51"."status_1" = 'won'
                      )
                      AND NOT (
                        "t51"."gone_1"
                      )
                      THEN -(
                        "t51"."amount_1"
                      )
                      ELSE CASE
                        WHEN (
                          "t51"."v_0" <> 0
                        ) AND (
                          "t51"."v_1" = 0
                        )
                        THEN -(
                          "t51"."v_0"
                        )
                        ELSE CASE
                          WHEN (
                            "t51"."v_0" = 0
                          ) AND (
                            "t51"."v_1" <> 0
                          )
                          THEN "t51"."v_1"
                          ELSE 0.0
                        END
                      END
                    END AS "value"
                  FROM "t50" AS "t51"
                ) AS "t52"
              ) AS "t54"
              WHERE
                "t54"."value" <> 0
            ) AS "t55"
          ) AS "t56"
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
                  "t32"."opportunity_id",
                  "t32"."opens" AS "at",
                  "t32"."amount" AS "value",
                  'opening' AS "bucket",
                  'gross' AS "bridge"
                FROM "t30" AS "t32"
                WHERE
                  "t32"."valid_from" < "t32"."opens"
                  AND (
                    (
                      "t32"."valid_to" IS NULL
                    ) OR (
                      "t32"."valid_to" >= "t32"."opens"
                    )
                  )
              ) AS "t37"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t32"."opportunity_id",
                  CASE
                    WHEN (
                      "t32"."shuts" - INTERVAL '1' MICROSECOND
                    ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    ELSE "t32"."shuts" - INTERVAL '1' MICROSECOND
                  END AS "at",
                  "t32"."amount" AS "value",
                  'closing' AS "bucket",
                  'gross' AS "bridge"
                FROM "t30" AS "t32"
                WHERE
                  "t32"."valid_from" < "t32"."shuts"
                  AND (
                    (
                      "t32"."valid_to" IS NULL
                    ) OR (
                      "t32"."valid_to" >= "t32"."shuts"
                    )
                  )
              ) AS "t41"
            ) AS "t44"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t31"."opportunity_id",
                  "t31"."at",
                  "t31"."value",
                  "t31"."bucket",
                  'gross' AS "bridge"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t4"."opportunity_id",
                        "t4"."valid_from" AS "at",
                        CASE
                          WHEN "t4"."v_close" > 0
                          THEN CASE
                            WHEN COALESCE("t4"."closes_in_before" < "t4"."window", FALSE)
                            THEN 'rolled_in_overdue'
                            ELSE 'pulled_in'
                          END
                          ELSE CASE
                            WHEN COALESCE("t4"."closes_in" < "t4"."window", FALSE)
                            THEN 'moved_before_window'
                            ELSE 'slipped'
                          END
                        END AS "bucket",
                        "t4"."v_close" AS "value"
                      FROM "bridge_steps" AS "t4"
                    ) AS "t27"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t4"."opportunity_id",
                        "t4"."valid_from" AS "at",
                        CASE WHEN "t4"."v_qualified" > 0 THEN 'qualified_in' ELSE 'disqualified_out' END AS "bucket",
                        "t4"."v_qualified" AS "value"
                      FROM "bridge_steps" AS "t4"
                    ) AS "t20"
                  ) AS "t28"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t4"."opportunity_id",
                        "t4"."valid_from" AS "at",
                        CASE
                          WHEN "t4"."v_status" > 0
                          THEN 'reopened'
                          ELSE CASE WHEN "t4"."gone" THEN 'deleted' ELSE "t4"."status" END
                        END AS "bucket",
                        "t4"."v_status" AS "value"
                      FROM "bridge_steps" AS "t4"
                    ) AS "t22"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t4"."opportunity_id",
                          "t4"."valid_from" AS "at",
                          'created' AS "bucket",
                          "t4"."v_created" AS "value"
                        FROM "bridge_steps" AS "t4"
                      ) AS "t11"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t4"."opportunity_id",
                          "t4"."valid_from" AS "at",
                          CASE WHEN "t4"."v_amount" > 0 THEN 'amount_up' ELSE 'amount_down' END AS "bucket",
                          "t4"."v_amount" AS "value"
                        FROM "bridge_steps" AS "t4"
                      ) AS "t21"
                    ) AS "t25"
                  ) AS "t26"
                ) AS "t31"
                WHERE
                  "t31"."value" <> 0
              ) AS "t34"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t32"."opportunity_id",
                  "t32"."opens" AS "at",
                  "t32"."amount" AS "value",
                  'opening' AS "bucket",
                  'net' AS "bridge"
                FROM "t30" AS "t32"
                WHERE
                  "t32"."valid_from" < "t32"."opens"
                  AND (
                    (
                      "t32"."valid_to" IS NULL
                    ) OR (
                      "t32"."valid_to" >= "t32"."opens"
                    )
                  )
              ) AS "t38"
            ) AS "t42"
          ) AS "t46"
        ) AS "t58"
        INNER JOIN (
          SELECT
            COALESCE("t29"."account_id", "t29"."opportunity_id") AS "cluster",
            "t29"."account_id",
            "t29"."lead_id",
            "t29"."owner_id",
            "t29"."kind",
            "t29"."sourced_by",
            "t29"."source",
            "t29"."campaign_id",
            "t29"."employees" >= 50 AS "on_profile",
            COALESCE("t29"."currency", 'EUR') AS "currency",
            "t29"."competitor",
            "t29"."opportunity_id" AS "_deal"
          FROM (
            SELECT
              "t16"."opportunity_id",
              "t16"."account_id",
              "t16"."lead_id",
              "t16"."owner_id",
              "t16"."created_at",
              "t16"."kind",
              "t16"."sourced_by",
              "t16"."source",
              "t16"."campaign_id",
              "t16"."currency",
              "t16"."loss_reason",
              "t16"."competitor",
              "t13"."_of_employees" AS "employees"
            FROM (
              SELECT
                "t8".*
                EXCLUDE ("deleted_at")
              FROM (
                SELECT
                  "t0"."opportunity_id",
                  "t0"."account_id",
                  "t0"."lead_id",
                  "t0"."owner_id",
                  "t0"."created_at",
                  "t0"."kind",
                  "t0"."sourced_by",
                  "t0"."source",
                  "t0"."campaign_id",
                  "t0"."currency",
                  "t0"."loss_reason",
                  "t0"."competitor",
                  CAST(NULL AS TIMESTAMP) AS "deleted_at"
                FROM "opportunities" AS "t0"
              ) AS "t8"
            ) AS "t16"
            LEFT OUTER JOIN (
              SELECT
                "t1"."account_id" AS "_account",
                "t1"."employees" AS "_of_employees"
              FROM "accounts" AS "t1"
            ) AS "t13"
              ON "t16"."account_id" = "t13"."_account"
          ) AS "t29"
        ) AS "t35"
          ON "t58"."opportunity_id" = "t35"."_deal"
      ) AS "t59"
    ) AS "t60"
    WHERE
      "t60"."at" IS NOT NULL
  ) AS "t61"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t62";
