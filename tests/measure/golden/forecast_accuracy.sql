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
  "t1"."period_start",
  "t1"."days_left",
  "t1"."cell",
  "t1"."age_band",
  "t1"."pushed",
  "t1"."size_band",
  "t1"."ours",
  "t1"."active",
  "t1"."n",
  "t1"."priced",
  "t1"."wins",
  "t1"."value",
  "t1"."won_value",
  "t1"."committed_value",
  "t1"."before",
  "t1"."came",
  DENSE_RANK() OVER (
    ORDER BY "t1"."period_start" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t0"."period_start",
    "t0"."days_left",
    "t0"."cell",
    "t0"."age_band",
    "t0"."pushed",
    "t0"."size_band",
    "t0"."ours",
    "t0"."active",
    SUM(CASE WHEN "t0"."is_standing" = 1 THEN 1 ELSE 0 END) AS "n",
    COUNT("t0"."amount") AS "priced",
    SUM("t0"."won") AS "wins",
    SUM(CAST(ROUND("t0"."amount" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CAST(ROUND("t0"."amount" * "t0"."won" * 1000000.0, 0) AS BIGINT)) AS "won_value",
    SUM(CAST(ROUND("t0"."committed" * 1000000.0, 0) AS BIGINT)) AS "committed_value",
    SUM(CAST(ROUND("t0"."booked_before" * 1000000.0, 0) AS BIGINT)) AS "before",
    SUM(CAST(ROUND("t0"."booked" * 1000000.0, 0) AS BIGINT)) AS "came"
  FROM "origins" AS "t0"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8
) AS "t1";

SELECT
  "t17"."slice_1",
  "t17"."period_start",
  "t17"."days_left",
  "t17"."cell",
  "t17"."age_band",
  "t17"."pushed",
  "t17"."size_band",
  "t17"."ours",
  "t17"."active",
  "t17"."n",
  "t17"."priced",
  "t17"."wins",
  "t17"."value",
  "t17"."won_value",
  "t17"."committed_value",
  "t17"."before",
  "t17"."came",
  DENSE_RANK() OVER (
    ORDER BY "t17"."slice_1" ASC NULLS FIRST, "t17"."period_start" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t16"."slice_1",
    "t16"."period_start",
    "t16"."days_left",
    "t16"."cell",
    "t16"."age_band",
    "t16"."pushed",
    "t16"."size_band",
    "t16"."ours",
    "t16"."active",
    SUM(CASE WHEN "t16"."is_standing" = 1 THEN 1 ELSE 0 END) AS "n",
    COUNT("t16"."amount") AS "priced",
    SUM("t16"."won") AS "wins",
    SUM(CAST(ROUND("t16"."amount" * 1000000.0, 0) AS BIGINT)) AS "value",
    SUM(CAST(ROUND("t16"."amount" * "t16"."won" * 1000000.0, 0) AS BIGINT)) AS "won_value",
    SUM(CAST(ROUND("t16"."committed" * 1000000.0, 0) AS BIGINT)) AS "committed_value",
    SUM(CAST(ROUND("t16"."booked_before" * 1000000.0, 0) AS BIGINT)) AS "before",
    SUM(CAST(ROUND("t16"."booked" * 1000000.0, 0) AS BIGINT)) AS "came"
  FROM (
    SELECT
      "t15"."opportunity_id",
      "t15"."period_start",
      "t15"."days_left",
      "t15"."cell",
      "t15"."age_band",
      "t15"."pushed",
      "t15"."size_band",
      "t15"."ours",
      "t15"."active",
      "t15"."is_standing",
      "t15"."amount",
      "t15"."won",
      "t15"."won_amount",
      "t15"."committed",
      "t15"."booked_before",
      "t15"."booked",
      "t15"."account_bucket",
      "t15"."account_id",
      "t15"."lead_id",
      "t15"."owner_id",
      "t15"."kind",
      "t15"."sourced_by",
      "t15"."source",
      "t15"."campaign_id",
      "t15"."on_profile",
      "t15"."currency",
      "t15"."competitor",
      "t15"."unit_id",
      "t15"."at",
      "t15"."model",
      NULLIF("t15"."model", '') AS "slice_0",
      NULLIF("t15"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t15"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."period_start",
            "t8"."days_left",
            "t8"."cell",
            "t8"."age_band",
            "t8"."pushed",
            "t8"."size_band",
            "t8"."ours",
            "t8"."active",
            "t8"."is_standing",
            "t8"."amount",
            "t8"."won",
            "t8"."won_amount",
            "t8"."committed",
            "t8"."booked_before",
            "t8"."booked",
            "t8"."account_bucket",
            "t8"."account_id",
            "t8"."lead_id",
            "t8"."owner_id",
            "t8"."kind",
            "t8"."sourced_by",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."on_profile",
            "t8"."currency",
            "t8"."competitor",
            "t8"."unit_id",
            "t8"."at",
            'last year' AS "model"
          FROM (
            SELECT
              "t7".*
              EXCLUDE ("placed_at")
            FROM (
              SELECT
                "t6"."opportunity_id",
                "t6"."period_start",
                "t6"."days_left",
                "t6"."placed_at",
                "t6"."cell",
                "t6"."age_band",
                "t6"."pushed",
                "t6"."size_band",
                "t6"."ours",
                "t6"."active",
                "t6"."is_standing",
                "t6"."amount",
                "t6"."won",
                "t6"."won_amount",
                "t6"."committed",
                "t6"."booked_before",
                "t6"."booked",
                "t6"."account_bucket",
                "t6"."account_id",
                "t6"."lead_id",
                "t6"."owner_id",
                "t6"."kind",
                "t6"."sourced_by",
                "t6"."source",
                "t6"."campaign_id",
                "t6"."on_profile",
                "t6"."currency",
                "t6"."competitor",
                "t6"."opportunity_id" AS "unit_id",
                "t6"."placed_at" AS "at"
              FROM (
                SELECT
                  "t5".*
                  EXCLUDE ("_deal")
                FROM (
                  SELECT
                    "t2"."opportunity_id",
                    "t2"."period_start",
                    "t2"."days_left",
                    "t2"."placed_at",
                    "t2"."cell",
                    "t2"."age_band",
                    "t2"."pushed",
                    "t2"."size_band",
                    "t2"."ours",
                    "t2"."active",
                    "t2"."is_standing",
                    "t2"."amount",
                    "t2"."won",
                    "t2"."won_amount",
                    "t2"."committed",
                    "t2"."booked_before",
                    "t2"."booked",
                    "t4"."account_bucket",
                    "t4"."account_id",
                    "t4"."lead_id",
                    "t4"."owner_id",
                    "t4"."kind",
                    "t4"."sourced_by",
                    "t4"."source",
                    "t4"."campaign_id",
                    "t4"."on_profile",
                    "t4"."currency",
                    "t4"."competitor",
                    "t4"."_deal"
                  FROM "origins" AS "t2"
                  INNER JOIN (
                    SELECT
                      "t1"."account_bucket",
                      "t1"."account_id",
                      "t1"."lead_id",
                      "t1"."owner_id",
                      "t1"."kind",
                      "t1"."sourced_by",
                      "t1"."source",
                      "t1"."campaign_id",
                      "t1"."on_profile",
                      "t1"."currency",
                      "t1"."competitor",
                      "t1"."opportunity_id" AS "_deal"
                    FROM "deal_facts" AS "t1"
                  ) AS "t4"
                    ON "t2"."opportunity_id" = "t4"."_deal"
                ) AS "t5"
              ) AS "t6"
            ) AS "t7"
          ) AS "t8"
        ) AS "t9"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."period_start",
            "t8"."days_left",
            "t8"."cell",
            "t8"."age_band",
            "t8"."pushed",
            "t8"."size_band",
            "t8"."ours",
            "t8"."active",
            "t8"."is_standing",
            "t8"."amount",
            "t8"."won",
            "t8"."won_amount",
            "t8"."committed",
            "t8"."booked_before",
            "t8"."booked",
            "t8"."account_bucket",
            "t8"."account_id",
            "t8"."lead_id",
            "t8"."owner_id",
            "t8"."kind",
            "t8"."sourced_by",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."on_profile",
            "t8"."currency",
            "t8"."competitor",
            "t8"."unit_id",
            "t8"."at",
            'stage and time' AS "model"
          FROM (
            SELECT
              "t7".*
              EXCLUDE ("placed_at")
            FROM (
              SELECT
                "t6"."opportunity_id",
                "t6"."period_start",
                "t6"."days_left",
                "t6"."placed_at",
                "t6"."cell",
                "t6"."age_band",
                "t6"."pushed",
                "t6"."size_band",
                "t6"."ours",
                "t6"."active",
                "t6"."is_standing",
                "t6"."amount",
                "t6"."won",
                "t6"."won_amount",
                "t6"."committed",
                "t6"."booked_before",
                "t6"."booked",
                "t6"."account_bucket",
                "t6"."account_id",
                "t6"."lead_id",
                "t6"."owner_id",
                "t6"."kind",
                "t6"."sourced_by",
                "t6"."source",
                "t6"."campaign_id",
                "t6"."on_profile",
                "t6"."currency",
                "t6"."competitor",
                "t6"."opportunity_id" AS "unit_id",
                "t6"."placed_at" AS "at"
              FROM (
                SELECT
                  "t5".*
                  EXCLUDE ("_deal")
                FROM (
                  SELECT
                    "t2"."opportunity_id",
                    "t2"."period_start",
                    "t2"."days_left",
                    "t2"."placed_at",
                    "t2"."cell",
                    "t2"."age_band",
                    "t2"."pushed",
                    "t2"."size_band",
                    "t2"."ours",
                    "t2"."active",
                    "t2"."is_standing",
                    "t2"."amount",
                    "t2"."won",
                    "t2"."won_amount",
                    "t2"."committed",
                    "t2"."booked_before",
                    "t2"."booked",
                    "t4"."account_bucket",
                    "t4"."account_id",
                    "t4"."lead_id",
                    "t4"."owner_id",
                    "t4"."kind",
                    "t4"."sourced_by",
                    "t4"."source",
                    "t4"."campaign_id",
                    "t4"."on_profile",
                    "t4"."currency",
                    "t4"."competitor",
                    "t4"."_deal"
                  FROM "origins" AS "t2"
                  INNER JOIN (
                    SELECT
                      "t1"."account_bucket",
                      "t1"."account_id",
                      "t1"."lead_id",
                      "t1"."owner_id",
                      "t1"."kind",
                      "t1"."sourced_by",
                      "t1"."source",
                      "t1"."campaign_id",
                      "t1"."on_profile",
                      "t1"."currency",
                      "t1"."competitor",
                      "t1"."opportunity_id" AS "_deal"
                    FROM "deal_facts" AS "t1"
                  ) AS "t4"
                    ON "t2"."opportunity_id" = "t4"."_deal"
                ) AS "t5"
              ) AS "t6"
            ) AS "t7"
          ) AS "t8"
        ) AS "t10"
      ) AS "t13"
      UNION ALL
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."period_start",
            "t8"."days_left",
            "t8"."cell",
            "t8"."age_band",
            "t8"."pushed",
            "t8"."size_band",
            "t8"."ours",
            "t8"."active",
            "t8"."is_standing",
            "t8"."amount",
            "t8"."won",
            "t8"."won_amount",
            "t8"."committed",
            "t8"."booked_before",
            "t8"."booked",
            "t8"."account_bucket",
            "t8"."account_id",
            "t8"."lead_id",
            "t8"."owner_id",
            "t8"."kind",
            "t8"."sourced_by",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."on_profile",
            "t8"."currency",
            "t8"."competitor",
            "t8"."unit_id",
            "t8"."at",
            'regression' AS "model"
          FROM (
            SELECT
              "t7".*
              EXCLUDE ("placed_at")
            FROM (
              SELECT
                "t6"."opportunity_id",
                "t6"."period_start",
                "t6"."days_left",
                "t6"."placed_at",
                "t6"."cell",
                "t6"."age_band",
                "t6"."pushed",
                "t6"."size_band",
                "t6"."ours",
                "t6"."active",
                "t6"."is_standing",
                "t6"."amount",
                "t6"."won",
                "t6"."won_amount",
                "t6"."committed",
                "t6"."booked_before",
                "t6"."booked",
                "t6"."account_bucket",
                "t6"."account_id",
                "t6"."lead_id",
                "t6"."owner_id",
                "t6"."kind",
                "t6"."sourced_by",
                "t6"."source",
                "t6"."campaign_id",
                "t6"."on_profile",
                "t6"."currency",
                "t6"."competitor",
                "t6"."opportunity_id" AS "unit_id",
                "t6"."placed_at" AS "at"
              FROM (
                SELECT
                  "t5".*
                  EXCLUDE ("_deal")
                FROM (
                  SELECT
                    "t2"."opportunity_id",
                    "t2"."period_start",
                    "t2"."days_left",
                    "t2"."placed_at",
                    "t2"."cell",
                    "t2"."age_band",
                    "t2"."pushed",
                    "t2"."size_band",
                    "t2"."ours",
                    "t2"."active",
                    "t2"."is_standing",
                    "t2"."amount",
                    "t2"."won",
                    "t2"."won_amount",
                    "t2"."committed",
                    "t2"."booked_before",
                    "t2"."booked",
                    "t4"."account_bucket",
                    "t4"."account_id",
                    "t4"."lead_id",
                    "t4"."owner_id",
                    "t4"."kind",
                    "t4"."sourced_by",
                    "t4"."source",
                    "t4"."campaign_id",
                    "t4"."on_profile",
                    "t4"."currency",
                    "t4"."competitor",
                    "t4"."_deal"
                  FROM "origins" AS "t2"
                  INNER JOIN (
                    SELECT
                      "t1"."account_bucket",
                      "t1"."account_id",
                      "t1"."lead_id",
                      "t1"."owner_id",
                      "t1"."kind",
                      "t1"."sourced_by",
                      "t1"."source",
                      "t1"."campaign_id",
                      "t1"."on_profile",
                      "t1"."currency",
                      "t1"."competitor",
                      "t1"."opportunity_id" AS "_deal"
                    FROM "deal_facts" AS "t1"
                  ) AS "t4"
                    ON "t2"."opportunity_id" = "t4"."_deal"
                ) AS "t5"
              ) AS "t6"
            ) AS "t7"
          ) AS "t8"
        ) AS "t11"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t8"."opportunity_id",
            "t8"."period_start",
            "t8"."days_left",
            "t8"."cell",
            "t8"."age_band",
            "t8"."pushed",
            "t8"."size_band",
            "t8"."ours",
            "t8"."active",
            "t8"."is_standing",
            "t8"."amount",
            "t8"."won",
            "t8"."won_amount",
            "t8"."committed",
            "t8"."booked_before",
            "t8"."booked",
            "t8"."account_bucket",
            "t8"."account_id",
            "t8"."lead_id",
            "t8"."owner_id",
            "t8"."kind",
            "t8"."sourced_by",
            "t8"."source",
            "t8"."campaign_id",
            "t8"."on_profile",
            "t8"."currency",
            "t8"."competitor",
            "t8"."unit_id",
            "t8"."at",
            'commit' AS "model"
          FROM (
            SELECT
              "t7".*
              EXCLUDE ("placed_at")
            FROM (
              SELECT
                "t6"."opportunity_id",
                "t6"."period_start",
                "t6"."days_left",
                "t6"."placed_at",
                "t6"."cell",
                "t6"."age_band",
                "t6"."pushed",
                "t6"."size_band",
                "t6"."ours",
                "t6"."active",
                "t6"."is_standing",
                "t6"."amount",
                "t6"."won",
                "t6"."won_amount",
                "t6"."committed",
                "t6"."booked_before",
                "t6"."booked",
                "t6"."account_bucket",
                "t6"."account_id",
                "t6"."lead_id",
                "t6"."owner_id",
                "t6"."kind",
                "t6"."sourced_by",
                "t6"."source",
                "t6"."campaign_id",
                "t6"."on_profile",
                "t6"."currency",
                "t6"."competitor",
                "t6"."opportunity_id" AS "unit_id",
                "t6"."placed_at" AS "at"
              FROM (
                SELECT
                  "t5".*
                  EXCLUDE ("_deal")
                FROM (
                  SELECT
                    "t2"."opportunity_id",
                    "t2"."period_start",
                    "t2"."days_left",
                    "t2"."placed_at",
                    "t2"."cell",
                    "t2"."age_band",
                    "t2"."pushed",
                    "t2"."size_band",
                    "t2"."ours",
                    "t2"."active",
                    "t2"."is_standing",
                    "t2"."amount",
                    "t2"."won",
                    "t2"."won_amount",
                    "t2"."committed",
                    "t2"."booked_before",
                    "t2"."booked",
                    "t4"."account_bucket",
                    "t4"."account_id",
                    "t4"."lead_id",
                    "t4"."owner_id",
                    "t4"."kind",
                    "t4"."sourced_by",
                    "t4"."source",
                    "t4"."campaign_id",
                    "t4"."on_profile",
                    "t4"."currency",
                    "t4"."competitor",
                    "t4"."_deal"
                  FROM "origins" AS "t2"
                  INNER JOIN (
                    SELECT
                      "t1"."account_bucket",
                      "t1"."account_id",
                      "t1"."lead_id",
                      "t1"."owner_id",
                      "t1"."kind",
                      "t1"."sourced_by",
                      "t1"."source",
                      "t1"."campaign_id",
                      "t1"."on_profile",
                      "t1"."currency",
                      "t1"."competitor",
                      "t1"."opportunity_id" AS "_deal"
                    FROM "deal_facts" AS "t1"
                  ) AS "t4"
                    ON "t2"."opportunity_id" = "t4"."_deal"
                ) AS "t5"
              ) AS "t6"
            ) AS "t7"
          ) AS "t8"
        ) AS "t12"
      ) AS "t14"
    ) AS "t15"
    WHERE
      "t15"."at" IS NOT NULL AND "t15"."model" = 'last year'
  ) AS "t16"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9
) AS "t17";
