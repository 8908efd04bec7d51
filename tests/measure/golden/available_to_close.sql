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
  MIN("t0"."created_at") AS "first"
FROM "opportunities" AS "t0";

SELECT
  "t25"."period",
  "t25"."slice_0",
  "t25"."slice_1",
  "t25"."account_bucket",
  "t25"."value",
  "t25"."known",
  "t25"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t25"."period" ASC NULLS FIRST, "t25"."slice_0" ASC NULLS FIRST, "t25"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t24"."period",
    "t24"."slice_0",
    "t24"."slice_1",
    "t24"."account_bucket",
    SUM(CAST(ROUND("t24"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t24"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t23"."opportunity_id",
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
      "t23"."opportunity_id" AS "unit_id",
      "t23"."at",
      "t23"."value",
      "t23"."form",
      NULLIF("t23"."form", '') AS "slice_0",
      NULLIF("t23"."source", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t23"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t22"."opportunity_id",
        "t22"."at",
        "t22"."value",
        "t22"."form",
        "t7"."account_bucket",
        "t7"."account_id",
        "t7"."lead_id",
        "t7"."owner_id",
        "t7"."kind",
        "t7"."sourced_by",
        "t7"."source",
        "t7"."campaign_id",
        "t7"."on_profile",
        "t7"."currency",
        "t7"."competitor",
        "t7"."_deal"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t19"."opportunity_id",
            "t19"."snap_at" AS "at",
            "t19"."amount" AS "value",
            'snap' AS "form"
          FROM (
            SELECT
              "t18"."opportunity_id",
              "t18"."valid_from",
              "t18"."status",
              "t18"."stage",
              "t18"."amount",
              "t18"."close_date",
              "t18"."forecast_category",
              "t18"."probability",
              "t18"."reconstructed",
              "t18"."valid_to",
              "t18"."status_before",
              "t18"."close_before",
              "t18"."closes_in",
              "t4"."snap_start",
              "t4"."snap_at"
            FROM (
              SELECT
                "t16"."opportunity_id",
                "t16"."valid_from",
                "t16"."status",
                "t16"."stage",
                "t16"."amount",
                "t16"."close_date",
                "t16"."forecast_category",
                "t16"."probability",
                "t16"."reconstructed",
                "t16"."valid_to",
                "t16"."status_before",
                "t16"."close_before",
                CAST(CAST(DATE_TRUNC('QUARTER', "t16"."close_date") AS TIMESTAMP) AS DATE) AS "closes_in"
              FROM (
                SELECT
                  "t15"."opportunity_id",
                  "t15"."valid_from",
                  "t15"."status",
                  "t15"."stage",
                  "t15"."amount",
                  "t15"."close_date",
                  "t15"."forecast_category",
                  "t15"."probability",
                  "t15"."reconstructed",
                  "t15"."valid_to",
                  "t15"."status_before",
                  "t15"."close_before"
                FROM (
                  SELECT
                    *
                  FROM "deal_spells" AS "t3"
                  WHERE
                    "t3"."status" = 'open'
                    AND TRUE
                    AND (
                      (
                        "t3"."forecast_category" IS NULL
                      )
                      OR NOT (
                        "t3"."forecast_category" IN ('omit', 'omitted')
                      )
                    )
                ) AS "t15"
                SEMI JOIN (
                  SELECT
                    "t0"."opportunity_id"
                  FROM "deal_facts" AS "t0"
                  WHERE
                    TRUE AND "t0"."kind" IN ('new') AND "t0"."sourced_by" IN ('marketing')
                ) AS "t10"
                  ON "t15"."opportunity_id" = "t10"."opportunity_id"
              ) AS "t16"
              WHERE
                "t16"."close_date" IS NOT NULL
            ) AS "t18"
            INNER JOIN "snap_instants" AS "t4"
              ON "t18"."closes_in" = "t4"."snap_start"
          ) AS "t19"
          WHERE
            "t19"."valid_from" <= "t19"."snap_at"
            AND (
              (
                "t19"."valid_to" IS NULL
              ) OR (
                "t19"."valid_to" > "t19"."snap_at"
              )
            )
        ) AS "t20"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t8".*
              EXCLUDE ("rolled")
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."rolled",
                "t1"."entered_at" AS "at",
                "t1"."amount" AS "value",
                'entered' AS "form"
              FROM "atc_entries" AS "t1"
              WHERE
                TRUE AND "t1"."kind" IN ('new') AND "t1"."sourced_by" IN ('marketing')
            ) AS "t8"
          ) AS "t11"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t9".*
              EXCLUDE ("rolled")
            FROM (
              SELECT
                "t1"."opportunity_id",
                "t1"."rolled",
                "t1"."entered_at" AS "at",
                "t1"."amount" AS "value",
                'fresh' AS "form"
              FROM "atc_entries" AS "t1"
              WHERE
                TRUE
                AND "t1"."kind" IN ('new')
                AND "t1"."sourced_by" IN ('marketing')
                AND NOT (
                  "t1"."rolled"
                )
            ) AS "t9"
          ) AS "t12"
        ) AS "t13"
      ) AS "t22"
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
      ) AS "t7"
        ON "t22"."opportunity_id" = "t7"."_deal"
    ) AS "t23"
    WHERE
      "t23"."at" IS NOT NULL
  ) AS "t24"
  GROUP BY
    1,
    2,
    3,
    4
) AS "t25";

SELECT
  COUNT(*) AS "n",
  SUM(CASE WHEN "t0"."reconstructed" THEN 1 ELSE 0 END) AS "made_up"
FROM "deal_facts" AS "t0";

SELECT
  "t0"."currency",
  COUNT(*) AS "n"
FROM "opportunities" AS "t0"
GROUP BY
  1;
