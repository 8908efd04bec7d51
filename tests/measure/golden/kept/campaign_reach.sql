SELECT
  "t7"."_reached",
  "t7"."hits",
  "t7"."n",
  "t7"."hits" / "t7"."n" AS "share"
FROM (
  SELECT
    "t6"."campaign_id" AS "_reached",
    SUM(CASE WHEN "t6"."on_profile" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "n"
  FROM (
    SELECT
      "t3"."campaign_id",
      "t3"."lead_id",
      "t3"."account_id",
      "t5"."_account",
      "t5"."on_profile"
    FROM (
      SELECT
        "t0"."campaign_id",
        "t0"."lead_id",
        "t0"."account_id"
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
  GROUP BY
    1
) AS "t7";
