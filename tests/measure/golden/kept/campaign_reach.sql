SELECT
  "t8"."_reached",
  "t8"."_month",
  "t8"."hits",
  "t8"."n"
FROM (
  SELECT
    "t7"."_month",
    "t7"."campaign_id" AS "_reached",
    SUM(CASE WHEN "t7"."on_profile" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t6"."campaign_id",
      "t6"."lead_id",
      "t6"."account_id",
      "t6"."touched_at",
      "t6"."_account",
      "t6"."on_profile",
      CAST(CAST(DATE_TRUNC('MONTH', CAST("t6"."touched_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "_month"
    FROM (
      SELECT
        "t3"."campaign_id",
        "t3"."lead_id",
        "t3"."account_id",
        "t3"."touched_at",
        "t5"."_account",
        "t5"."on_profile"
      FROM (
        SELECT
          "t0"."campaign_id",
          "t0"."lead_id",
          "t0"."account_id",
          "t0"."touched_at"
        FROM "touches" AS "t0"
        WHERE
          "t0"."campaign_id" IS NOT NULL
      ) AS "t3"
      INNER JOIN (
        SELECT
          "t1"."account_id" AS "_account",
          "t1"."employees" >= 50 AS "on_profile"
        FROM "accounts" AS "t1"
        WHERE
          (
            "t1"."employees" >= 50
          ) IS NOT NULL
      ) AS "t5"
        ON "t3"."account_id" = "t5"."_account"
    ) AS "t6"
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t8";
