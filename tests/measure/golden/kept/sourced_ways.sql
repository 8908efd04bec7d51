SELECT
  "t14"."opportunity_id" AS "_sourced",
  COALESCE(
    "t52"."touch_team",
    CASE
      WHEN "t14"."sourced_by" = 'marketing'
      THEN CAST(NULL AS TEXT)
      ELSE "t14"."sourced_by"
    END
  ) AS "first_touch",
  COALESCE(
    CASE
      WHEN "t46"."sold_at" < "t52"."first_touched_at"
      THEN 'sales'
      ELSE "t52"."touch_team"
    END,
    CASE
      WHEN "t14"."sourced_by" = 'marketing'
      THEN CAST(NULL AS TEXT)
      ELSE "t14"."sourced_by"
    END
  ) AS "first_touch_before_sales"
FROM (
  SELECT
    "t0"."opportunity_id",
    "t0"."created_at",
    "t0"."lead_id",
    "t0"."account_id",
    "t0"."sourced_by"
  FROM "opportunities" AS "t0"
) AS "t14"
LEFT OUTER JOIN (
  SELECT
    "t50"."opportunity_id" AS "_touched",
    "t50"."touched_at" AS "first_touched_at",
    COALESCE(CAST(NULL AS TEXT), 'marketing') AS "touch_team"
  FROM (
    SELECT
      "t49"."opportunity_id",
      "t49"."created_at",
      "t49"."touched_at",
      "t49"."touch_id",
      "t49"."channel",
      ROW_NUMBER() OVER (
        PARTITION BY "t49"."opportunity_id"
        ORDER BY "t49"."touched_at" ASC, "t49"."touch_id" ASC
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
            "t20"."opportunity_id",
            "t20"."created_at",
            "t41"."touched_at",
            "t41"."touch_id",
            "t41"."channel"
          FROM (
            SELECT
              "t0"."opportunity_id",
              "t0"."created_at",
              "t0"."lead_id" AS "_key"
            FROM "opportunities" AS "t0"
            WHERE
              "t0"."lead_id" IS NOT NULL
          ) AS "t20"
          INNER JOIN (
            SELECT
              "t17"."touch_id",
              "t17"."touched_at",
              "t17"."channel",
              "t17"."_party",
              "t34"."_begun",
              "t34"."begun_at"
            FROM (
              SELECT
                "t2"."touch_id",
                "t2"."touched_at",
                "t2"."channel",
                "t2"."lead_id" AS "_party"
              FROM "buyers_touches" AS "t2"
            ) AS "t17"
            INNER JOIN (
              SELECT
                "t26"."_party" AS "_begun",
                MIN("t26"."touched_at") AS "begun_at"
              FROM (
                SELECT
                  "t17"."touch_id",
                  "t17"."touched_at",
                  "t17"."channel",
                  "t17"."_party"
                FROM (
                  SELECT
                    "t2"."touch_id",
                    "t2"."touched_at",
                    "t2"."channel",
                    "t2"."lead_id" AS "_party"
                  FROM "buyers_touches" AS "t2"
                ) AS "t17"
                SEMI JOIN (
                  SELECT DISTINCT
                    "t0"."lead_id" AS "_party"
                  FROM "opportunities" AS "t0"
                  WHERE
                    "t0"."lead_id" IS NOT NULL
                ) AS "t21"
                  ON "t17"."_party" = "t21"."_party"
              ) AS "t26"
              GROUP BY
                1
            ) AS "t34"
              ON "t17"."_party" = "t34"."_begun" AND "t17"."touched_at" = "t34"."begun_at"
          ) AS "t41"
            ON "t20"."_key" = "t41"."_party"
        ) AS "t45"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t23"."opportunity_id",
            "t23"."created_at",
            "t43"."touched_at",
            "t43"."touch_id",
            "t43"."channel"
          FROM (
            SELECT
              "t0"."opportunity_id",
              "t0"."created_at",
              "t0"."account_id" AS "_key"
            FROM "opportunities" AS "t0"
            WHERE
              "t0"."account_id" IS NOT NULL
          ) AS "t23"
          INNER JOIN (
            SELECT
              "t18"."touch_id",
              "t18"."touched_at",
              "t18"."channel",
              "t18"."_party",
              "t36"."_begun",
              "t36"."begun_at"
            FROM (
              SELECT
                "t2"."touch_id",
                "t2"."touched_at",
                "t2"."channel",
                "t2"."account_id" AS "_party"
              FROM "buyers_touches" AS "t2"
            ) AS "t18"
            INNER JOIN (
              SELECT
                "t28"."_party" AS "_begun",
                MIN("t28"."touched_at") AS "begun_at"
              FROM (
                SELECT
                  "t18"."touch_id",
                  "t18"."touched_at",
                  "t18"."channel",
                  "t18"."_party"
                FROM (
                  SELECT
                    "t2"."touch_id",
                    "t2"."touched_at",
                    "t2"."channel",
                    "t2"."account_id" AS "_party"
                  FROM "buyers_touches" AS "t2"
                ) AS "t18"
                SEMI JOIN (
                  SELECT DISTINCT
                    "t0"."account_id" AS "_party"
                  FROM "opportunities" AS "t0"
                  WHERE
                    "t0"."account_id" IS NOT NULL
                ) AS "t24"
                  ON "t18"."_party" = "t24"."_party"
              ) AS "t28"
              GROUP BY
                1
            ) AS "t36"
              ON "t18"."_party" = "t36"."_begun" AND "t18"."touched_at" = "t36"."begun_at"
          ) AS "t43"
            ON "t23"."_key" = "t43"."_party"
        ) AS "t47"
      ) AS "t48"
      WHERE
        "t48"."touched_at" <= "t48"."created_at"
    ) AS "t49"
  ) AS "t50"
  WHERE
    "t50"."place" = 0
) AS "t52"
  ON "t14"."opportunity_id" = "t52"."_touched"
LEFT OUTER JOIN (
  SELECT
    "t42"."opportunity_id" AS "_worked",
    MIN("t42"."happened_at") AS "sold_at"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t19"."opportunity_id",
        "t33"."happened_at"
      FROM (
        SELECT
          "t25"."_party",
          MIN("t25"."happened_at") AS "happened_at"
        FROM (
          SELECT
            "t15"."happened_at",
            "t15"."_party"
          FROM (
            SELECT
              "t1"."happened_at",
              "t1"."lead_id" AS "_party"
            FROM "activities" AS "t1"
          ) AS "t15"
          SEMI JOIN (
            SELECT DISTINCT
              "t0"."lead_id" AS "_party"
            FROM "opportunities" AS "t0"
            WHERE
              "t0"."lead_id" IS NOT NULL
          ) AS "t21"
            ON "t15"."_party" = "t21"."_party"
        ) AS "t25"
        GROUP BY
          1
      ) AS "t33"
      INNER JOIN (
        SELECT
          "t0"."opportunity_id",
          "t0"."lead_id" AS "_key"
        FROM "opportunities" AS "t0"
        WHERE
          "t0"."lead_id" IS NOT NULL
      ) AS "t19"
        ON "t33"."_party" = "t19"."_key"
    ) AS "t37"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t22"."opportunity_id",
        "t35"."happened_at"
      FROM (
        SELECT
          "t27"."_party",
          MIN("t27"."happened_at") AS "happened_at"
        FROM (
          SELECT
            "t16"."happened_at",
            "t16"."_party"
          FROM (
            SELECT
              "t1"."happened_at",
              "t1"."account_id" AS "_party"
            FROM "activities" AS "t1"
          ) AS "t16"
          SEMI JOIN (
            SELECT DISTINCT
              "t0"."account_id" AS "_party"
            FROM "opportunities" AS "t0"
            WHERE
              "t0"."account_id" IS NOT NULL
          ) AS "t24"
            ON "t16"."_party" = "t24"."_party"
        ) AS "t27"
        GROUP BY
          1
      ) AS "t35"
      INNER JOIN (
        SELECT
          "t0"."opportunity_id",
          "t0"."account_id" AS "_key"
        FROM "opportunities" AS "t0"
        WHERE
          "t0"."account_id" IS NOT NULL
      ) AS "t22"
        ON "t35"."_party" = "t22"."_key"
    ) AS "t39"
  ) AS "t42"
  GROUP BY
    1
) AS "t46"
  ON "t14"."opportunity_id" = "t46"."_worked";
