SELECT
  "t14"."_reached",
  "t14"."hits",
  "t14"."n",
  "t14"."hits" / "t14"."n" AS "share"
FROM (
  SELECT
    "t13"."campaign_id" AS "_reached",
    SUM(CASE WHEN "t13"."on_profile" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "n"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t11"."campaign_id",
        "t11"."account_id",
        "t11"."_of",
        "t11"."reached",
        "t7"."_account",
        "t7"."on_profile"
      FROM (
        SELECT
          "t9"."campaign_id",
          "t9"."account_id",
          "t9"."_of",
          COALESCE("t9"."account_id", "t9"."_of") AS "reached"
        FROM (
          SELECT
            "t8"."campaign_id",
            "t8"."account_id",
            "t6"."_of"
          FROM (
            SELECT
              "t1"."campaign_id",
              "t1"."lead_id",
              "t1"."account_id"
            FROM "touches" AS "t1"
            WHERE
              "t1"."campaign_id" IS NOT NULL
          ) AS "t8"
          LEFT OUTER JOIN (
            SELECT
              "t2"."lead_id" AS "_lead",
              "t2"."account_id" AS "_of"
            FROM "leads" AS "t2"
          ) AS "t6"
            ON "t8"."lead_id" = "t6"."_lead"
        ) AS "t9"
      ) AS "t11"
      INNER JOIN (
        SELECT
          "t0"."account_id" AS "_account",
          "t0"."employees" >= 50 AS "on_profile"
        FROM "accounts" AS "t0"
      ) AS "t7"
        ON "t11"."reached" = "t7"."_account"
    ) AS "t12"
    WHERE
      "t12"."on_profile" IS NOT NULL
  ) AS "t13"
  GROUP BY
    1
) AS "t14";
