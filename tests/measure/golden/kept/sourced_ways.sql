WITH "t5" AS (
  SELECT
    "t2"."touch_id",
    "t2"."channel",
    "t2"."lead_id",
    "t2"."account_id",
    "t2"."touched_at" AS "at"
  FROM "buyers_touches" AS "t2"
  WHERE
    "t2"."counts"
), "t8" AS (
  SELECT
    "t0"."opportunity_id",
    "t0"."created_at",
    "t0"."account_id" AS "_deals_account",
    "t0"."account_id" AS "_key"
  FROM "opportunities" AS "t0"
  WHERE
    "t0"."account_id" IS NOT NULL
), "t25" AS (
  SELECT
    *
  FROM (
    SELECT
      "t1"."lead_id",
      "t1"."account_id",
      "t1"."happened_at" AS "at"
    FROM "activities" AS "t1"
    WHERE
      (
        (
          "t1"."automated" IS NULL
        ) OR NOT (
          "t1"."automated"
        )
      )
      AND "t1"."account_id" IS NOT NULL
  ) AS "t14"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t20"."lead_id",
      "t11"."_of" AS "account_id",
      "t20"."at"
    FROM (
      SELECT
        "t1"."lead_id",
        "t1"."account_id",
        "t1"."happened_at" AS "at"
      FROM "activities" AS "t1"
      WHERE
        (
          (
            "t1"."automated" IS NULL
          ) OR NOT (
            "t1"."automated"
          )
        )
        AND "t1"."account_id" IS NULL
    ) AS "t20"
    LEFT OUTER JOIN (
      SELECT
        "t3"."lead_id" AS "_lead",
        "t3"."account_id" AS "_of"
      FROM "leads" AS "t3"
    ) AS "t11"
      ON "t20"."lead_id" = "t11"."_lead"
  ) AS "t24"
)
SELECT
  "t9"."opportunity_id" AS "_sourced",
  COALESCE(
    "t46"."touch_team",
    CASE
      WHEN "t9"."sourced_by" = 'marketing'
      THEN CAST(NULL AS TEXT)
      ELSE "t9"."sourced_by"
    END
  ) AS "first_touch",
  COALESCE(
    CASE
      WHEN "t45"."sold_at" < "t46"."first_touched_at"
      THEN 'sales'
      ELSE "t46"."touch_team"
    END,
    CASE
      WHEN "t9"."sourced_by" = 'marketing'
      THEN CAST(NULL AS TEXT)
      ELSE "t9"."sourced_by"
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
) AS "t9"
LEFT OUTER JOIN (
  SELECT
    "t42"."opportunity_id" AS "_touched",
    "t42"."at" AS "first_touched_at",
    COALESCE(CAST(NULL AS TEXT), 'marketing') AS "touch_team"
  FROM (
    SELECT
      "t38"."opportunity_id",
      "t38"."created_at",
      "t38"."at",
      "t38"."touch_id",
      "t38"."channel",
      ROW_NUMBER() OVER (
        PARTITION BY "t38"."opportunity_id"
        ORDER BY "t38"."at" ASC, "t38"."touch_id" ASC
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
            "t30"."at",
            "t30"."touch_id",
            "t30"."channel"
          FROM "t8" AS "t18"
          INNER JOIN (
            SELECT
              "t17"."touch_id",
              "t17"."channel",
              "t17"."lead_id",
              "t17"."account_id",
              "t17"."at",
              "t22"."_begun",
              "t22"."begun_at"
            FROM "t5" AS "t17"
            INNER JOIN (
              SELECT
                "t10"."account_id" AS "_begun",
                MIN("t10"."at") AS "begun_at"
              FROM "t5" AS "t10"
              GROUP BY
                1
            ) AS "t22"
              ON "t17"."account_id" = "t22"."_begun" AND "t17"."at" = "t22"."begun_at"
          ) AS "t30"
            ON "t18"."_key" = "t30"."account_id"
        ) AS "t34"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t23"."opportunity_id",
            "t23"."created_at",
            "t23"."at",
            "t23"."touch_id",
            "t23"."channel"
          FROM (
            SELECT
              "t12"."opportunity_id",
              "t12"."created_at",
              "t12"."_deals_account",
              "t12"."_key",
              "t16"."touch_id",
              "t16"."channel",
              "t16"."lead_id",
              "t16"."account_id",
              "t16"."at"
            FROM (
              SELECT
                "t0"."opportunity_id",
                "t0"."created_at",
                "t0"."account_id" AS "_deals_account",
                "t0"."lead_id" AS "_key"
              FROM "opportunities" AS "t0"
              WHERE
                "t0"."lead_id" IS NOT NULL
            ) AS "t12"
            INNER JOIN "t5" AS "t16"
              ON "t12"."_key" = "t16"."lead_id"
          ) AS "t23"
          WHERE
            NOT (
              COALESCE("t23"."account_id" = "t23"."_deals_account", FALSE)
            )
        ) AS "t31"
      ) AS "t35"
      WHERE
        "t35"."at" <= "t35"."created_at"
    ) AS "t38"
  ) AS "t42"
  WHERE
    "t42"."place" = 0
) AS "t46"
  ON "t9"."opportunity_id" = "t46"."_touched"
LEFT OUTER JOIN (
  SELECT
    "t41"."opportunity_id" AS "_worked",
    MIN("t41"."at") AS "sold_at"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t18"."opportunity_id",
        "t37"."at"
      FROM "t8" AS "t18"
      INNER JOIN (
        SELECT
          "t33"."account_id",
          MIN("t33"."at") AS "at"
        FROM (
          SELECT
            "t29"."lead_id",
            "t29"."account_id",
            "t29"."at"
          FROM "t25" AS "t29"
          SEMI JOIN "t8" AS "t19"
            ON "t29"."account_id" = "t19"."_key"
        ) AS "t33"
        GROUP BY
          1
      ) AS "t37"
        ON "t18"."_key" = "t37"."account_id"
    ) AS "t40"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t32"."opportunity_id",
        "t32"."at"
      FROM (
        SELECT
          "t12"."opportunity_id",
          "t12"."created_at",
          "t12"."_deals_account",
          "t12"."_key",
          "t28"."lead_id",
          "t28"."account_id",
          "t28"."at"
        FROM (
          SELECT
            "t0"."opportunity_id",
            "t0"."created_at",
            "t0"."account_id" AS "_deals_account",
            "t0"."lead_id" AS "_key"
          FROM "opportunities" AS "t0"
          WHERE
            "t0"."lead_id" IS NOT NULL
        ) AS "t12"
        INNER JOIN "t25" AS "t28"
          ON "t12"."_key" = "t28"."lead_id"
      ) AS "t32"
      WHERE
        NOT (
          COALESCE("t32"."account_id" = "t32"."_deals_account", FALSE)
        )
    ) AS "t39"
  ) AS "t41"
  GROUP BY
    1
) AS "t45"
  ON "t9"."opportunity_id" = "t45"."_worked";
