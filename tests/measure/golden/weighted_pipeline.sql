SELECT
  COUNT("t0"."close_date") FILTER(WHERE
    "t0"."status" = 'open') AS "known"
FROM "opportunity_versions" AS "t0";

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
  "t1"."won_in",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."cluster",
    "t0"."account_bucket",
    "t0"."account_id",
    "t0"."lead_id",
    "t0"."owner_id",
    "t0"."created_at",
    "t0"."kind",
    "t0"."sourced_by",
    "t0"."source",
    "t0"."campaign_id",
    "t0"."on_profile",
    "t0"."currency",
    "t0"."status",
    "t0"."closed_at",
    "t0"."amount",
    "t0"."first_amount",
    "t0"."stage",
    "t0"."close_date",
    "t0"."loss_reason",
    "t0"."competitor",
    "t0"."pushes",
    "t0"."reopened",
    "t0"."n_versions",
    "t0"."reconstructed",
    CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."closed_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "won_in"
  FROM "deal_facts" AS "t0"
  WHERE
    "t0"."status" = 'won' AND "t0"."closed_at" IS NOT NULL
) AS "t1"
GROUP BY
  1;

SELECT
  *
FROM (
  SELECT
    "t1"."period_start",
    "t1"."days_left",
    "t1"."cell",
    COUNT(*) AS "deals",
    SUM("t1"."won") AS "won",
    COUNT("t1"."amount") AS "priced",
    SUM("t1"."amount") AS "value",
    SUM("t1"."amount" * "t1"."won") AS "won_value"
  FROM (
    SELECT
      *
    FROM "outlook" AS "t0"
    WHERE
      "t0"."over" = 1
  ) AS "t1"
  GROUP BY
    1,
    2,
    3
) AS "t2"
ORDER BY
  "t2"."period_start" ASC,
  "t2"."days_left" ASC,
  "t2"."cell" ASC;

SELECT
  COUNT("t1"."probability") AS "known",
  SUM(
    CASE
      WHEN (
        "t1"."probability" > 0
      ) AND (
        "t1"."probability" < 1
      )
      THEN 1
      ELSE 0
    END
  ) AS "inner",
  SUM(CASE WHEN "t1"."probability" > 1 THEN 1 ELSE 0 END) AS "above",
  SUM(CASE WHEN "t1"."probability" = 1 THEN 1 ELSE 0 END) AS "ones",
  SUM(CASE WHEN "t1"."probability" > 100 THEN 1 ELSE 0 END) AS "beyond",
  MIN("t1"."probability") FILTER(WHERE
    (
      "t1"."probability" > 0
    ) AND (
      "t1"."probability" <= 100
    )) AS "lowest",
  MAX("t1"."probability") FILTER(WHERE
    (
      "t1"."probability" > 0
    ) AND (
      "t1"."probability" <= 100
    )) AS "highest"
FROM (
  SELECT
    *
  FROM "deal_spells" AS "t0"
  WHERE
    "t0"."status" = 'open'
) AS "t1";

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."slice_1",
  "t12"."account_bucket",
  "t12"."value",
  "t12"."known",
  "t12"."rows",
  "t12"."expected",
  "t12"."came",
  "t12"."booked",
  "t12"."open_value",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST, "t12"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."slice_1",
    "t11"."account_bucket",
    SUM(CAST(ROUND("t11"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t11"."value") AS "known",
    COUNT(*) AS "rows",
    SUM(CAST(ROUND("t11"."expected" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t11"."came" IS NOT NULL) AS "expected",
    SUM(CAST(ROUND("t11"."came" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      "t11"."expected" IS NOT NULL) AS "came",
    SUM(CAST(ROUND("t11"."booked" * 1000000.0, 0) AS BIGINT)) AS "booked",
    SUM(CAST(ROUND("t11"."standing" * 1000000.0, 0) AS BIGINT)) AS "open_value"
  FROM (
    SELECT
      "t10"."opportunity_id",
      "t10"."period_start",
      "t10"."by",
      "t10"."stage",
      "t10"."forecast_category",
      "t10"."amount",
      "t10"."at",
      "t10"."standing",
      "t10"."value",
      "t10"."expected",
      "t10"."came",
      "t10"."booked",
      "t10"."excluded_for",
      "t10"."account_bucket",
      "t10"."account_id",
      "t10"."lead_id",
      "t10"."owner_id",
      "t10"."kind",
      "t10"."sourced_by",
      "t10"."source",
      "t10"."campaign_id",
      "t10"."on_profile",
      "t10"."currency",
      "t10"."competitor",
      "t10"."opportunity_id" AS "unit_id",
      NULLIF("t10"."by", '') AS "slice_0",
      NULLIF("t10"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t8"."opportunity_id",
          "t8"."period_start",
          "t8"."by",
          "t8"."stage",
          "t8"."forecast_category",
          "t8"."amount",
          "t8"."at",
          "t8"."standing",
          "t8"."value",
          "t8"."expected",
          "t8"."came",
          "t8"."booked",
          "t8"."excluded_for",
          "t3"."account_bucket",
          "t3"."account_id",
          "t3"."lead_id",
          "t3"."owner_id",
          "t3"."kind",
          "t3"."sourced_by",
          "t3"."source",
          "t3"."campaign_id",
          "t3"."on_profile",
          "t3"."currency",
          "t3"."competitor",
          "t3"."_deal"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."period_start",
            "t6"."by",
            "t6"."stage",
            "t6"."forecast_category",
            "t6"."amount",
            "t6"."placed_at" AS "at",
            "t6"."amount" AS "standing",
            "t6"."amount" * "t6"."chance" AS "value",
            CASE WHEN "t6"."over" = 1 THEN "t6"."chance" ELSE CAST(NULL AS DOUBLE) END AS "expected",
            CASE WHEN "t6"."over" = 1 THEN "t6"."won" ELSE CAST(NULL AS DOUBLE) END AS "came",
            CASE
              WHEN (
                "t6"."over" = 1
              ) AND (
                "t6"."chance" IS NOT NULL
              )
              THEN "t6"."won_amount"
              ELSE CAST(NULL AS DOUBLE)
            END AS "booked",
            "t6"."why" AS "excluded_for"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CAST(NULL AS DOUBLE) AS "chance",
                'own' AS "by",
                CASE
                  WHEN "t1"."amount" IS NULL
                  THEN 'no amount is known'
                  WHEN CAST(NULL AS DOUBLE) IS NULL
                  THEN 'fewer than two earlier periods were over to learn a chance from'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t4"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CASE
                  WHEN (
                    "t1"."probability" >= 0
                  ) AND (
                    "t1"."probability" <= 1.0
                  )
                  THEN "t1"."probability" / 1.0
                  ELSE CAST(NULL AS DOUBLE)
                END AS "chance",
                'crm' AS "by",
                CASE
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  AND (
                    "t1"."probability" IS NULL
                  )
                  THEN 'the CRM says no probability'
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  THEN 'what the CRM calls a probability is none'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t5"
          ) AS "t6"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t0"."account_bucket",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."owner_id",
            "t0"."kind",
            "t0"."sourced_by",
            "t0"."source",
            "t0"."campaign_id",
            "t0"."on_profile",
            "t0"."currency",
            "t0"."competitor",
            "t0"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t0"
        ) AS "t3"
          ON "t8"."opportunity_id" = "t3"."_deal"
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t12";

SELECT
  "t12"."period",
  "t12"."slice_0",
  "t12"."slice_1",
  "t12"."excluded_for",
  "t12"."n",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST, "t12"."slice_0" ASC NULLS FIRST, "t12"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    "t11"."slice_0",
    "t11"."slice_1",
    "t11"."excluded_for",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t10"."opportunity_id",
      "t10"."period_start",
      "t10"."by",
      "t10"."stage",
      "t10"."forecast_category",
      "t10"."amount",
      "t10"."at",
      "t10"."standing",
      "t10"."value",
      "t10"."expected",
      "t10"."came",
      "t10"."booked",
      "t10"."excluded_for",
      "t10"."account_bucket",
      "t10"."account_id",
      "t10"."lead_id",
      "t10"."owner_id",
      "t10"."kind",
      "t10"."sourced_by",
      "t10"."source",
      "t10"."campaign_id",
      "t10"."on_profile",
      "t10"."currency",
      "t10"."competitor",
      "t10"."opportunity_id" AS "unit_id",
      NULLIF("t10"."by", '') AS "slice_0",
      NULLIF("t10"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t8"."opportunity_id",
          "t8"."period_start",
          "t8"."by",
          "t8"."stage",
          "t8"."forecast_category",
          "t8"."amount",
          "t8"."at",
          "t8"."standing",
          "t8"."value",
          "t8"."expected",
          "t8"."came",
          "t8"."booked",
          "t8"."excluded_for",
          "t3"."account_bucket",
          "t3"."account_id",
          "t3"."lead_id",
          "t3"."owner_id",
          "t3"."kind",
          "t3"."sourced_by",
          "t3"."source",
          "t3"."campaign_id",
          "t3"."on_profile",
          "t3"."currency",
          "t3"."competitor",
          "t3"."_deal"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."period_start",
            "t6"."by",
            "t6"."stage",
            "t6"."forecast_category",
            "t6"."amount",
            "t6"."placed_at" AS "at",
            "t6"."amount" AS "standing",
            "t6"."amount" * "t6"."chance" AS "value",
            CASE WHEN "t6"."over" = 1 THEN "t6"."chance" ELSE CAST(NULL AS DOUBLE) END AS "expected",
            CASE WHEN "t6"."over" = 1 THEN "t6"."won" ELSE CAST(NULL AS DOUBLE) END AS "came",
            CASE
              WHEN (
                "t6"."over" = 1
              ) AND (
                "t6"."chance" IS NOT NULL
              )
              THEN "t6"."won_amount"
              ELSE CAST(NULL AS DOUBLE)
            END AS "booked",
            "t6"."why" AS "excluded_for"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CAST(NULL AS DOUBLE) AS "chance",
                'own' AS "by",
                CASE
                  WHEN "t1"."amount" IS NULL
                  THEN 'no amount is known'
                  WHEN CAST(NULL AS DOUBLE) IS NULL
                  THEN 'fewer than two earlier periods were over to learn a chance from'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t4"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CASE
                  WHEN (
                    "t1"."probability" >= 0
                  ) AND (
                    "t1"."probability" <= 1.0
                  )
                  THEN "t1"."probability" / 1.0
                  ELSE CAST(NULL AS DOUBLE)
                END AS "chance",
                'crm' AS "by",
                CASE
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  AND (
                    "t1"."probability" IS NULL
                  )
                  THEN 'the CRM says no probability'
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  THEN 'what the CRM calls a probability is none'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t5"
          ) AS "t6"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t0"."account_bucket",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."owner_id",
            "t0"."kind",
            "t0"."sourced_by",
            "t0"."source",
            "t0"."campaign_id",
            "t0"."on_profile",
            "t0"."currency",
            "t0"."competitor",
            "t0"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t0"
        ) AS "t3"
          ON "t8"."opportunity_id" = "t3"."_deal"
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t12";

SELECT
  *
FROM (
  SELECT
    "t11"."by",
    "t11"."period_start",
    SUM("t11"."came") AS "came",
    SUM("t11"."expected") AS "expected",
    SUM("t11"."amount" * "t11"."came") AS "worth",
    SUM("t11"."value") AS "weighted"
  FROM (
    SELECT
      "t10"."opportunity_id",
      "t10"."period_start",
      "t10"."by",
      "t10"."stage",
      "t10"."forecast_category",
      "t10"."amount",
      "t10"."at",
      "t10"."standing",
      "t10"."value",
      "t10"."expected",
      "t10"."came",
      "t10"."booked",
      "t10"."excluded_for",
      "t10"."account_bucket",
      "t10"."account_id",
      "t10"."lead_id",
      "t10"."owner_id",
      "t10"."kind",
      "t10"."sourced_by",
      "t10"."source",
      "t10"."campaign_id",
      "t10"."on_profile",
      "t10"."currency",
      "t10"."competitor",
      "t10"."opportunity_id" AS "unit_id"
    FROM (
      SELECT
        "t9".*
        EXCLUDE ("_deal")
      FROM (
        SELECT
          "t8"."opportunity_id",
          "t8"."period_start",
          "t8"."by",
          "t8"."stage",
          "t8"."forecast_category",
          "t8"."amount",
          "t8"."at",
          "t8"."standing",
          "t8"."value",
          "t8"."expected",
          "t8"."came",
          "t8"."booked",
          "t8"."excluded_for",
          "t3"."account_bucket",
          "t3"."account_id",
          "t3"."lead_id",
          "t3"."owner_id",
          "t3"."kind",
          "t3"."sourced_by",
          "t3"."source",
          "t3"."campaign_id",
          "t3"."on_profile",
          "t3"."currency",
          "t3"."competitor",
          "t3"."_deal"
        FROM (
          SELECT
            "t6"."opportunity_id",
            "t6"."period_start",
            "t6"."by",
            "t6"."stage",
            "t6"."forecast_category",
            "t6"."amount",
            "t6"."placed_at" AS "at",
            "t6"."amount" AS "standing",
            "t6"."amount" * "t6"."chance" AS "value",
            CASE WHEN "t6"."over" = 1 THEN "t6"."chance" ELSE CAST(NULL AS DOUBLE) END AS "expected",
            CASE WHEN "t6"."over" = 1 THEN "t6"."won" ELSE CAST(NULL AS DOUBLE) END AS "came",
            CASE
              WHEN (
                "t6"."over" = 1
              ) AND (
                "t6"."chance" IS NOT NULL
              )
              THEN "t6"."won_amount"
              ELSE CAST(NULL AS DOUBLE)
            END AS "booked",
            "t6"."why" AS "excluded_for"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CAST(NULL AS DOUBLE) AS "chance",
                'own' AS "by",
                CASE
                  WHEN "t1"."amount" IS NULL
                  THEN 'no amount is known'
                  WHEN CAST(NULL AS DOUBLE) IS NULL
                  THEN 'fewer than two earlier periods were over to learn a chance from'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t4"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."period_start",
                "t1"."days_left",
                "t1"."point_at",
                "t1"."placed_at",
                "t1"."over",
                "t1"."valid_from",
                "t1"."amount",
                "t1"."stage",
                "t1"."probability",
                "t1"."forecast_category",
                "t1"."sourced_by",
                "t1"."cell",
                "t1"."won",
                "t1"."won_amount",
                CASE
                  WHEN (
                    "t1"."probability" >= 0
                  ) AND (
                    "t1"."probability" <= 1.0
                  )
                  THEN "t1"."probability" / 1.0
                  ELSE CAST(NULL AS DOUBLE)
                END AS "chance",
                'crm' AS "by",
                CASE
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  AND (
                    "t1"."probability" IS NULL
                  )
                  THEN 'the CRM says no probability'
                  WHEN (
                    "t1"."amount" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN (
                        "t1"."probability" >= 0
                      ) AND (
                        "t1"."probability" <= 1.0
                      )
                      THEN "t1"."probability" / 1.0
                      ELSE CAST(NULL AS DOUBLE)
                    END IS NULL
                  )
                  THEN 'what the CRM calls a probability is none'
                  ELSE CAST(NULL AS TEXT)
                END AS "why"
              FROM "outlook" AS "t1"
              WHERE
                "t1"."days_left" = 66
            ) AS "t5"
          ) AS "t6"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t0"."account_bucket",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."owner_id",
            "t0"."kind",
            "t0"."sourced_by",
            "t0"."source",
            "t0"."campaign_id",
            "t0"."on_profile",
            "t0"."currency",
            "t0"."competitor",
            "t0"."opportunity_id" AS "_deal"
          FROM "deal_facts" AS "t0"
        ) AS "t3"
          ON "t8"."opportunity_id" = "t3"."_deal"
      ) AS "t9"
    ) AS "t10"
    WHERE
      "t10"."came" IS NOT NULL AND "t10"."expected" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1,
    2
) AS "t12"
ORDER BY
  "t12"."by" ASC,
  "t12"."period_start" ASC;

SELECT
  SUM(
    CASE
      WHEN COALESCE("t1"."close_date" < MAKE_DATE(2025, 7, 1), FALSE)
      THEN 1
      ELSE 0
    END
  ) AS "late",
  SUM("t1"."amount") FILTER(WHERE
    COALESCE("t1"."close_date" < MAKE_DATE(2025, 7, 1), FALSE)) AS "worth",
  SUM(CASE WHEN "t1"."close_date" IS NULL THEN 1 ELSE 0 END) AS "undated",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM "deal_spells" AS "t0"
  WHERE
    "t0"."status" = 'open'
    AND "t0"."valid_to" IS NULL
    AND TRUE
    AND (
      (
        "t0"."forecast_category" IS NULL
      )
      OR NOT (
        "t0"."forecast_category" IN ('omit', 'omitted')
      )
    )
) AS "t1";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
