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
    "t12"."opportunity_id",
    "t12"."valid_from",
    "t12"."status",
    "t12"."gone",
    "t12"."amount",
    "t12"."closes_in",
    "t12"."ready",
    "t12"."valid_to",
    "t12"."status_before",
    "t12"."amount_before",
    "t12"."closes_in_before",
    "t12"."ready_before",
    "t12"."gone_before",
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
  ) AS "t12"
  INNER JOIN "fiscal_periods" AS "t6"
    ON "t12"."closes_in" = "t6"."period_start"
), "t45" AS (
  SELECT
    "t44"."opportunity_id",
    "t44"."period_start",
    "t44"."opens",
    "t44"."shuts",
    "t18"."status" AS "status_0",
    "t18"."amount" AS "amount_0",
    "t18"."closes_in" AS "closes_in_0",
    "t18"."ready" AS "ready_0",
    "t18"."gone" AS "gone_0",
    CASE
      WHEN COALESCE(
        (
          "t18"."status" = 'open'
        )
        AND "t18"."ready"
        AND NOT (
          "t18"."gone"
        )
        AND (
          "t18"."closes_in" = "t44"."period_start"
        ),
        FALSE
      )
      THEN "t18"."amount"
      ELSE 0.0
    END AS "v_0",
    "t19"."status" AS "status_1",
    "t19"."amount" AS "amount_1",
    "t19"."closes_in" AS "closes_in_1",
    "t19"."ready" AS "ready_1",
    "t19"."gone" AS "gone_1",
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
          "t19"."closes_in" = "t44"."period_start"
        ),
        FALSE
      )
      THEN "t19"."amount"
      ELSE 0.0
    END AS "v_1"
  FROM (
    SELECT
      "t42".*
      EXCLUDE ("_start")
    FROM (
      SELECT
        "t40"."opportunity_id",
        "t40"."period_start",
        "t11"."_start",
        "t11"."opens",
        "t11"."shuts"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t28"."opportunity_id",
            "t28"."period_start"
          FROM "t25" AS "t28"
          WHERE
            "t28"."valid_from" < "t28"."opens"
            AND (
              (
                "t28"."valid_to" IS NULL
              ) OR (
                "t28"."valid_to" >= "t28"."opens"
              )
            )
        ) AS "t34"
        UNION
        SELECT
          *
        FROM (
          SELECT
            "t28"."opportunity_id",
            "t28"."period_start"
          FROM "t25" AS "t28"
          WHERE
            "t28"."valid_from" < "t28"."shuts"
            AND (
              (
                "t28"."valid_to" IS NULL
              ) OR (
                "t28"."valid_to" >= "t28"."shuts"
              )
            )
        ) AS "t31"
      ) AS "t40"
      INNER JOIN (
        SELECT
          "t2"."period_start" AS "_start",
          "t2"."opens",
          "t2"."shuts"
        FROM "fiscal_periods" AS "t2"
      ) AS "t11"
        ON "t40"."period_start" = "t11"."_start"
    ) AS "t42"
  ) AS "t44"
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
  ) AS "t18"
    ON "t44"."opportunity_id" = "t18"."_deal"
    AND "t18"."valid_from" < "t44"."opens"
    AND "t18"."_until" >= "t44"."opens"
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
  ) AS "t19"
    ON "t44"."opportunity_id" = "t19"."_deal"
    AND "t19"."valid_from" < "t44"."shuts"
    AND "t19"."_until" >= "t44"."shuts"
)
SELECT
  "t57"."period",
  "t57"."slice_0",
  "t57"."slice_1",
  "t57"."slice_2",
  "t57"."total",
  "t57"."known",
  "t57"."units",
  DENSE_RANK() OVER (
    ORDER BY "t57"."period" ASC NULLS FIRST, "t57"."slice_0" ASC NULLS FIRST, "t57"."slice_1" ASC NULLS FIRST, "t57"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t56"."period",
    "t56"."slice_0",
    "t56"."slice_1",
    "t56"."slice_2",
    SUM(CAST(ROUND("t56"."value" * 1000000.0, 0) AS BIGINT)) AS "total",
    COUNT("t56"."value") AS "known",
    COUNT(DISTINCT "t56"."unit_id") AS "units"
  FROM (
    SELECT
      "t55"."opportunity_id",
      "t55"."at",
      "t55"."value",
      "t55"."bucket",
      "t55"."bridge",
      "t55"."account_bucket",
      "t55"."account_id",
      "t55"."lead_id",
      "t55"."owner_id",
      "t55"."kind",
      "t55"."sourced_by",
      "t55"."source",
      "t55"."campaign_id",
      "t55"."on_profile",
      "t55"."currency",
      "t55"."competitor",
      "t55"."opportunity_id" AS "unit_id",
      NULLIF("t55"."bucket", '') AS "slice_0",
      NULLIF("t55"."bridge", '') AS "slice_1",
      NULLIF("t55"."source", '') AS "slice_2",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t55"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t54".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t53"."opportunity_id",
          "t53"."at",
          "t53"."value",
          "t53"."bucket",
          "t53"."bridge",
          "t29"."account_bucket",
          "t29"."account_id",
          "t29"."lead_id",
          "t29"."owner_id",
          "t29"."kind",
          "t29"."sourced_by",
          "t29"."source",
          "t29"."campaign_id",
          "t29"."on_profile",
          "t29"."currency",
          "t29"."competitor",
          "t29"."_deal"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t28"."opportunity_id",
                CASE
                  WHEN (
                    "t28"."shuts" - INTERVAL '1' MICROSECOND
                  ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                  ELSE "t28"."shuts" - INTERVAL '1' MICROSECOND
                END AS "at",
                "t28"."amount" AS "value",
                'closing' AS "bucket",
                'net' AS "bridge"
              FROM "t25" AS "t28"
              WHERE
                "t28"."valid_from" < "t28"."shuts"
                AND (
                  (
                    "t28"."valid_to" IS NULL
                  ) OR (
                    "t28"."valid_to" >= "t28"."shuts"
                  )
                )
            ) AS "t35"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t49"."opportunity_id",
                "t49"."at",
                "t49"."value",
                "t49"."bucket",
                'net' AS "bridge"
              FROM (
                SELECT
                  *
                FROM (
                  SELECT
                    "t46"."opportunity_id",
                    CASE
                      WHEN (
                        "t46"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t46"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN CASE
                        WHEN (
                          (
                            "t46"."v_0" <> 0
                          ) AND (
                            "t46"."v_1" <> 0
                          )
                        )
                        OR (
                          (
                            "t46"."v_0" <> 0
                          )
                          AND (
                            "t46"."v_1" = 0
                          )
                          AND (
                            "t46"."status_1" = 'won'
                          )
                          AND NOT (
                            "t46"."gone_1"
                          )
                        )
                        THEN COALESCE("t46"."amount_1", 0.0) - COALESCE("t46"."amount_0", 0.0)
                        ELSE 0.0
                      END > 0
                      THEN 'amount_up'
                      ELSE 'amount_down'
                    END AS "bucket",
                    CASE
                      WHEN (
                        (
                          "t46"."v_0" <> 0
                        ) AND (
                          "t46"."v_1" <> 0
                        )
                      )
                      OR (
                        (
                          "t46"."v_0" <> 0
                        )
                        AND (
                          "t46"."v_1" = 0
                        )
                        AND (
                          "t46"."status_1" = 'won'
                        )
                        AND NOT (
                          "t46"."gone_1"
                        )
                      )
                      THEN COALESCE("t46"."amount_1", 0.0) - COALESCE("t46"."amount_0", 0.0)
                      ELSE 0.0
                    END AS "value"
                  FROM "t45" AS "t46"
                ) AS "t48"
                UNION ALL
                SELECT
                  *
                FROM (
                  SELECT
                    "t46"."opportunity_id",
                    CASE
                      WHEN (
                        "t46"."shuts" - INTERVAL '1' MICROSECOND
                      ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                      ELSE "t46"."shuts" - INTERVAL '1' MICROSECOND
                    END AS "at",
                    CASE
                      WHEN (
                        "t46"."v_0" <> 0
                      ) AND (
                        "t46"."v_1" = 0
                      )
                      THEN CASE
                        WHEN "t46"."gone_1"
                        THEN 'deleted'
                        WHEN "t46"."status_1" <> 'open'
                        THEN "t46"."status_1"
                        WHEN NOT (
                          "t46"."ready_1"
                        )
                        THEN 'disqualified_out'
                        WHEN "t46"."closes_in_1" < "t46"."period_start"
                        THEN 'moved_before_window'
                        WHEN (
                          "t46"."closes_in_1" IS NULL
                        )
                        OR (
                          "t46"."closes_in_1" > "t46"."period_start"
                        )
                        THEN 'slipped'
                        ELSE 'amount_down'
                      END
                      ELSE CASE
                        WHEN "t46"."status_0" IS NULL
                        THEN 'created'
                        WHEN NOT (
                          "t46"."ready_0"
                        )
                        THEN 'qualified_in'
                        WHEN "t46"."status_0" <> 'open'
                        THEN 'reopened'
                        WHEN "t46"."amount_0" = 0
                        THEN 'amount_up'
                        WHEN "t46"."closes_in_0" < "t46"."period_start"
                        THEN 'rolled_in_overdue'
                        ELSE 'pulled_in'
                      END
                    END AS "bucket",
                    CASE
                      WHEN (
                        "t46"."v_0" <> 0
                      )
                      AND (
                        "t46"."v_1" = 0
                      )
                      AND (
                        "t46"."status_1" = 'won'
                      )
                      AND NOT (
                        "t46"."gone_1"
                      )
                      THEN -(
                        "t46"."amount_1"
                      )
                      ELSE CASE
                        WHEN (
                          "t46"."v_0" <> 0
                        ) AND (
                          "t46"."v_1" = 0
                        )
                        THEN -(
                          "t46"."v_0"
                        )
                        ELSE CASE
                          WHEN (
                            "t46"."v_0" = 0
                          ) AND (
                            "t46"."v_1" <> 0
                          )
                          THEN "t46"."v_1"
                          ELSE 0.0
                        END
                      END
                    END AS "value"
                  FROM "t45" AS "t46"
                ) AS "t47"
              ) AS "t49"
              WHERE
                "t49"."value" <> 0
            ) AS "t50"
          ) AS "t51"
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
                  "t28"."opportunity_id",
                  "t28"."opens" AS "at",
                  "t28"."amount" AS "value",
                  'opening' AS "bucket",
                  'gross' AS "bridge"
                FROM "t25" AS "t28"
                WHERE
                  "t28"."valid_from" < "t28"."opens"
                  AND (
                    (
                      "t28"."valid_to" IS NULL
                    ) OR (
                      "t28"."valid_to" >= "t28"."opens"
                    )
                  )
              ) AS "t32"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t28"."opportunity_id",
                  CASE
                    WHEN (
                      "t28"."shuts" - INTERVAL '1' MICROSECOND
                    ) > MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    THEN MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
                    ELSE "t28"."shuts" - INTERVAL '1' MICROSECOND
                  END AS "at",
                  "t28"."amount" AS "value",
                  'closing' AS "bucket",
                  'gross' AS "bridge"
                FROM "t25" AS "t28"
                WHERE
                  "t28"."valid_from" < "t28"."shuts"
                  AND (
                    (
                      "t28"."valid_to" IS NULL
                    ) OR (
                      "t28"."valid_to" >= "t28"."shuts"
                    )
                  )
              ) AS "t36"
            ) AS "t39"
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
                    ) AS "t22"
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
                    ) AS "t15"
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
                    ) AS "t17"
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
                      ) AS "t9"
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
                      ) AS "t16"
                    ) AS "t20"
                  ) AS "t21"
                ) AS "t26"
                WHERE
                  "t26"."value" <> 0
              ) AS "t30"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t28"."opportunity_id",
                  "t28"."opens" AS "at",
                  "t28"."amount" AS "value",
                  'opening' AS "bucket",
                  'net' AS "bridge"
                FROM "t25" AS "t28"
                WHERE
                  "t28"."valid_from" < "t28"."opens"
                  AND (
                    (
                      "t28"."valid_to" IS NULL
                    ) OR (
                      "t28"."valid_to" >= "t28"."opens"
                    )
                  )
              ) AS "t33"
            ) AS "t37"
          ) AS "t41"
        ) AS "t53"
        INNER JOIN (
          SELECT
            "t23"."account_bucket",
            "t23"."account_id",
            "t23"."lead_id",
            "t23"."owner_id",
            "t23"."kind",
            "t23"."sourced_by",
            "t23"."source",
            "t23"."campaign_id",
            "t23"."on_profile",
            "t23"."currency",
            "t23"."competitor",
            "t23"."opportunity_id" AS "_deal"
          FROM (
            SELECT
              "t7"."opportunity_id",
              "t7"."account_id",
              "t7"."lead_id",
              "t7"."owner_id",
              "t7"."created_at",
              "t7"."kind",
              "t7"."sourced_by",
              "t7"."source",
              "t7"."campaign_id",
              COALESCE("t7"."currency", 'EUR') AS "currency",
              "t7"."loss_reason",
              "t7"."competitor",
              "t7"."on_profile",
              COALESCE("t7"."account_id", "t7"."opportunity_id") AS "cluster",
              SUBSTRING(
                MD5(COALESCE("t7"."account_id", "t7"."opportunity_id")),
                CASE
                  WHEN (
                    0 + 1
                  ) >= 1
                  THEN 0 + 1
                  ELSE 0 + 1 + LENGTH(MD5(COALESCE("t7"."account_id", "t7"."opportunity_id")))
                END,
                2
              ) AS "account_bucket"
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
                CAST(NULL AS BOOLEAN) AS "on_profile"
              FROM "opportunities" AS "t0"
            ) AS "t7"
          ) AS "t23"
        ) AS "t29"
          ON "t53"."opportunity_id" = "t29"."_deal"
      ) AS "t54"
    ) AS "t55"
    WHERE
      "t55"."at" IS NOT NULL
  ) AS "t56"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t57";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
