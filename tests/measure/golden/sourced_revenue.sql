SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "opportunity_versions" LIMIT 1;

SELECT 1 AS one FROM "accounts" LIMIT 1;

SELECT 1 AS one FROM "touches" LIMIT 1;

SELECT DISTINCT
  "t0"."channel"
FROM "touches" AS "t0"
WHERE
  "t0"."channel" IS NOT NULL;

SELECT
  "t42"."period",
  "t42"."slice_0",
  "t42"."slice_1",
  "t42"."slice_2",
  "t42"."account_bucket",
  "t42"."value",
  "t42"."known",
  "t42"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t42"."period" ASC NULLS FIRST, "t42"."slice_0" ASC NULLS FIRST, "t42"."slice_1" ASC NULLS FIRST, "t42"."slice_2" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t41"."period",
    "t41"."slice_0",
    "t41"."slice_1",
    "t41"."slice_2",
    "t41"."account_bucket",
    SUM(CAST(ROUND("t41"."value" * 1000000.0, 0) AS BIGINT)) AS "value",
    COUNT("t41"."value") AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t40"."opportunity_id",
      "t40"."cluster",
      "t40"."account_id",
      "t40"."lead_id",
      "t40"."owner_id",
      "t40"."created_at",
      "t40"."kind",
      "t40"."source",
      "t40"."campaign_id",
      "t40"."on_profile",
      "t40"."currency",
      "t40"."status",
      "t40"."closed_at",
      "t40"."amount",
      "t40"."first_amount",
      "t40"."stage",
      "t40"."close_date",
      "t40"."loss_reason",
      "t40"."competitor",
      "t40"."pushes",
      "t40"."reopened",
      "t40"."n_versions",
      "t40"."reconstructed",
      "t40"."definition",
      "t40"."sourced_by",
      "t40"."unit_id",
      "t40"."at",
      "t40"."value",
      "t40"."slice_0",
      "t40"."slice_1",
      "t40"."slice_2",
      "t40"."period",
      SUBSTRING(
        MD5("t40"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t40"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t39"."opportunity_id",
        "t39"."cluster",
        "t39"."account_id",
        "t39"."lead_id",
        "t39"."owner_id",
        "t39"."created_at",
        "t39"."kind",
        "t39"."source",
        "t39"."campaign_id",
        "t39"."on_profile",
        "t39"."currency",
        "t39"."status",
        "t39"."closed_at",
        "t39"."amount",
        "t39"."first_amount",
        "t39"."stage",
        "t39"."close_date",
        "t39"."loss_reason",
        "t39"."competitor",
        "t39"."pushes",
        "t39"."reopened",
        "t39"."n_versions",
        "t39"."reconstructed",
        "t39"."definition",
        "t39"."sourced_by",
        "t39"."unit_id",
        "t39"."at",
        "t39"."value",
        NULLIF("t39"."definition", '') AS "slice_0",
        NULLIF("t39"."sourced_by", '') AS "slice_1",
        NULLIF("t39"."source", '') AS "slice_2",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t39"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
      FROM (
        SELECT
          "t16"."opportunity_id",
          "t16"."cluster",
          "t16"."account_id",
          "t16"."lead_id",
          "t16"."owner_id",
          "t16"."created_at",
          "t16"."kind",
          "t16"."source",
          "t16"."campaign_id",
          "t16"."on_profile",
          "t16"."currency",
          "t16"."status",
          "t16"."closed_at",
          "t16"."amount",
          "t16"."first_amount",
          "t16"."stage",
          "t16"."close_date",
          "t16"."loss_reason",
          "t16"."competitor",
          "t16"."pushes",
          "t16"."reopened",
          "t16"."n_versions",
          "t16"."reconstructed",
          "t38"."definition",
          "t38"."team" AS "sourced_by",
          "t16"."opportunity_id" AS "unit_id",
          "t16"."closed_at" AS "at",
          "t16"."amount" AS "value"
        FROM (
          SELECT
            *
          FROM "deal_facts" AS "t0"
          WHERE
            "t0"."status" = 'won'
        ) AS "t16"
        INNER JOIN (
          SELECT
            "t36"."opportunity_id" AS "_deal",
            "t36"."definition",
            "t36"."team"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t11"."opportunity_id",
                'first_touch_before_sales' AS "definition",
                COALESCE(
                  CASE
                    WHEN "t29"."sold_at" < "t32"."first_touched_at"
                    THEN 'sales'
                    ELSE "t32"."touch_team"
                  END,
                  CASE
                    WHEN "t11"."sourced_by" = 'marketing'
                    THEN CAST(NULL AS TEXT)
                    ELSE "t11"."sourced_by"
                  END
                ) AS "team"
              FROM (
                SELECT
                  "t1"."opportunity_id",
                  "t1"."created_at",
                  "t1"."lead_id",
                  "t1"."account_id",
                  "t1"."sourced_by"
                FROM "opportunities" AS "t1"
              ) AS "t11"
              LEFT OUTER JOIN (
                SELECT
                  "t30"."opportunity_id" AS "_touched",
                  "t30"."touched_at" AS "first_touched_at",
                  COALESCE(CAST(NULL AS TEXT), 'marketing') AS "touch_team"
                FROM (
                  SELECT
                    "t28"."opportunity_id",
                    "t28"."created_at",
                    "t28"."touched_at",
                    "t28"."touch_id",
                    "t28"."channel",
                    ROW_NUMBER() OVER (
                      PARTITION BY "t28"."opportunity_id"
                      ORDER BY "t28"."touched_at" ASC, "t28"."touch_id" ASC
                      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                    ) - 1 AS "place"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t18"."opportunity_id",
                          "t18"."created_at",
                          "t15"."touched_at",
                          "t15"."touch_id",
                          "t15"."channel"
                        FROM (
                          SELECT
                            "t3"."touch_id",
                            "t3"."touched_at",
                            "t3"."lead_id",
                            "t3"."account_id",
                            "t3"."channel"
                          FROM "touches" AS "t3"
                        ) AS "t15"
                        INNER JOIN (
                          SELECT
                            "t1"."opportunity_id",
                            "t1"."created_at",
                            "t1"."lead_id" AS "_key"
                          FROM "opportunities" AS "t1"
                          WHERE
                            "t1"."lead_id" IS NOT NULL
                        ) AS "t18"
                          ON "t15"."lead_id" = "t18"."_key"
                      ) AS "t22"
                      UNION ALL
                      SELECT
                        *
                      FROM (
                        SELECT
                          "t20"."opportunity_id",
                          "t20"."created_at",
                          "t15"."touched_at",
                          "t15"."touch_id",
                          "t15"."channel"
                        FROM (
                          SELECT
                            "t3"."touch_id",
                            "t3"."touched_at",
                            "t3"."lead_id",
                            "t3"."account_id",
                            "t3"."channel"
                          FROM "touches" AS "t3"
                        ) AS "t15"
                        INNER JOIN (
                          SELECT
                            "t1"."opportunity_id",
                            "t1"."created_at",
                            "t1"."account_id" AS "_key"
                          FROM "opportunities" AS "t1"
                          WHERE
                            "t1"."account_id" IS NOT NULL
                        ) AS "t20"
                          ON "t15"."account_id" = "t20"."_key"
                      ) AS "t24"
                    ) AS "t26"
                    WHERE
                      "t26"."touched_at" <= "t26"."created_at"
                  ) AS "t28"
                ) AS "t30"
                WHERE
                  "t30"."place" = 0
              ) AS "t32"
                ON "t11"."opportunity_id" = "t32"."_touched"
              LEFT OUTER JOIN (
                SELECT
                  "t25"."opportunity_id" AS "_worked",
                  MIN("t25"."happened_at") AS "sold_at"
                FROM (
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t17"."opportunity_id",
                      "t14"."happened_at"
                    FROM (
                      SELECT
                        "t2"."happened_at",
                        "t2"."lead_id",
                        "t2"."account_id"
                      FROM "activities" AS "t2"
                    ) AS "t14"
                    INNER JOIN (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."lead_id" AS "_key"
                      FROM "opportunities" AS "t1"
                      WHERE
                        "t1"."lead_id" IS NOT NULL
                    ) AS "t17"
                      ON "t14"."lead_id" = "t17"."_key"
                  ) AS "t21"
                  UNION ALL
                  SELECT
                    *
                  FROM (
                    SELECT
                      "t19"."opportunity_id",
                      "t14"."happened_at"
                    FROM (
                      SELECT
                        "t2"."happened_at",
                        "t2"."lead_id",
                        "t2"."account_id"
                      FROM "activities" AS "t2"
                    ) AS "t14"
                    INNER JOIN (
                      SELECT
                        "t1"."opportunity_id",
                        "t1"."account_id" AS "_key"
                      FROM "opportunities" AS "t1"
                      WHERE
                        "t1"."account_id" IS NOT NULL
                    ) AS "t19"
                      ON "t14"."account_id" = "t19"."_key"
                  ) AS "t23"
                ) AS "t25"
                GROUP BY
                  1
              ) AS "t29"
                ON "t11"."opportunity_id" = "t29"."_worked"
            ) AS "t35"
            UNION ALL
            SELECT
              *
            FROM (
              SELECT
                *
              FROM (
                SELECT
                  "t1"."opportunity_id",
                  'recorded' AS "definition",
                  "t1"."sourced_by" AS "team"
                FROM "opportunities" AS "t1"
              ) AS "t4"
              UNION ALL
              SELECT
                *
              FROM (
                SELECT
                  "t11"."opportunity_id",
                  'first_touch' AS "definition",
                  COALESCE(
                    "t32"."touch_team",
                    CASE
                      WHEN "t11"."sourced_by" = 'marketing'
                      THEN CAST(NULL AS TEXT)
                      ELSE "t11"."sourced_by"
                    END
                  ) AS "team"
                FROM (
                  SELECT
                    "t1"."opportunity_id",
                    "t1"."created_at",
                    "t1"."lead_id",
                    "t1"."account_id",
                    "t1"."sourced_by"
                  FROM "opportunities" AS "t1"
                ) AS "t11"
                LEFT OUTER JOIN (
                  SELECT
                    "t30"."opportunity_id" AS "_touched",
                    "t30"."touched_at" AS "first_touched_at",
                    COALESCE(CAST(NULL AS TEXT), 'marketing') AS "touch_team"
                  FROM (
                    SELECT
                      "t28"."opportunity_id",
                      "t28"."created_at",
                      "t28"."touched_at",
                      "t28"."touch_id",
                      "t28"."channel",
                      ROW_NUMBER() OVER (
                        PARTITION BY "t28"."opportunity_id"
                        ORDER BY "t28"."touched_at" ASC, "t28"."touch_id" ASC
                        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                      ) - 1 AS "place"
                    FROM (
                      SELECT
                        *
                      FROM (
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t18"."opportunity_id",
                            "t18"."created_at",
                            "t15"."touched_at",
                            "t15"."touch_id",
                            "t15"."channel"
                          FROM (
                            SELECT
                              "t3"."touch_id",
                              "t3"."touched_at",
                              "t3"."lead_id",
                              "t3"."account_id",
                              "t3"."channel"
                            FROM "touches" AS "t3"
                          ) AS "t15"
                          INNER JOIN (
                            SELECT
                              "t1"."opportunity_id",
                              "t1"."created_at",
                              "t1"."lead_id" AS "_key"
                            FROM "opportunities" AS "t1"
                            WHERE
                              "t1"."lead_id" IS NOT NULL
                          ) AS "t18"
                            ON "t15"."lead_id" = "t18"."_key"
                        ) AS "t22"
                        UNION ALL
                        SELECT
                          *
                        FROM (
                          SELECT
                            "t20"."opportunity_id",
                            "t20"."created_at",
                            "t15"."touched_at",
                            "t15"."touch_id",
                            "t15"."channel"
                          FROM (
                            SELECT
                              "t3"."touch_id",
                              "t3"."touched_at",
                              "t3"."lead_id",
                              "t3"."account_id",
                              "t3"."channel"
                            FROM "touches" AS "t3"
                          ) AS "t15"
                          INNER JOIN (
                            SELECT
                              "t1"."opportunity_id",
                              "t1"."created_at",
                              "t1"."account_id" AS "_key"
                            FROM "opportunities" AS "t1"
                            WHERE
                              "t1"."account_id" IS NOT NULL
                          ) AS "t20"
                            ON "t15"."account_id" = "t20"."_key"
                        ) AS "t24"
                      ) AS "t26"
                      WHERE
                        "t26"."touched_at" <= "t26"."created_at"
                    ) AS "t28"
                  ) AS "t30"
                  WHERE
                    "t30"."place" = 0
                ) AS "t32"
                  ON "t11"."opportunity_id" = "t32"."_touched"
                LEFT OUTER JOIN (
                  SELECT
                    "t25"."opportunity_id" AS "_worked",
                    MIN("t25"."happened_at") AS "sold_at"
                  FROM (
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t17"."opportunity_id",
                        "t14"."happened_at"
                      FROM (
                        SELECT
                          "t2"."happened_at",
                          "t2"."lead_id",
                          "t2"."account_id"
                        FROM "activities" AS "t2"
                      ) AS "t14"
                      INNER JOIN (
                        SELECT
                          "t1"."opportunity_id",
                          "t1"."lead_id" AS "_key"
                        FROM "opportunities" AS "t1"
                        WHERE
                          "t1"."lead_id" IS NOT NULL
                      ) AS "t17"
                        ON "t14"."lead_id" = "t17"."_key"
                    ) AS "t21"
                    UNION ALL
                    SELECT
                      *
                    FROM (
                      SELECT
                        "t19"."opportunity_id",
                        "t14"."happened_at"
                      FROM (
                        SELECT
                          "t2"."happened_at",
                          "t2"."lead_id",
                          "t2"."account_id"
                        FROM "activities" AS "t2"
                      ) AS "t14"
                      INNER JOIN (
                        SELECT
                          "t1"."opportunity_id",
                          "t1"."account_id" AS "_key"
                        FROM "opportunities" AS "t1"
                        WHERE
                          "t1"."account_id" IS NOT NULL
                      ) AS "t19"
                        ON "t14"."account_id" = "t19"."_key"
                    ) AS "t23"
                  ) AS "t25"
                  GROUP BY
                    1
                ) AS "t29"
                  ON "t11"."opportunity_id" = "t29"."_worked"
              ) AS "t33"
            ) AS "t34"
          ) AS "t36"
        ) AS "t38"
          ON "t16"."opportunity_id" = "t38"."_deal"
      ) AS "t39"
      WHERE
        "t39"."at" IS NOT NULL
    ) AS "t40"
  ) AS "t41"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t42";
