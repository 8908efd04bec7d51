SELECT
  "t7"."_dealt",
  "t7"."opportunity_id",
  "t7"."opened_at",
  "t7"."won_at",
  CASE
    WHEN "t7"."count_undecided" = 0
    THEN "t7"."last_lost_at"
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "lost_at"
FROM (
  SELECT
    "t6"."lead_id" AS "_dealt",
    SUBSTRING(
      MAX(
        CAST(500000000000000000 - DATE_DIFF('MICROSECOND', MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0), "t6"."created_at") AS TEXT) || "t6"."opportunity_id"
      ),
      CASE
        WHEN (
          18 + 1
        ) >= 1
        THEN 18 + 1
        ELSE 18 + 1 + LENGTH(
          MAX(
            CAST(500000000000000000 - DATE_DIFF('MICROSECOND', MAKE_TIMESTAMP(1970, 1, 1, 0, 0, 0.0), "t6"."created_at") AS TEXT) || "t6"."opportunity_id"
          )
        )
      END
    ) AS "opportunity_id",
    MIN("t6"."created_at") AS "opened_at",
    MIN("t6"."closed_at") FILTER(WHERE
      "t6"."status" = 'won') AS "won_at",
    MAX("t6"."closed_at") FILTER(WHERE
      "t6"."status" = 'lost') AS "last_lost_at",
    COUNT("t6"."opportunity_id") FILTER(WHERE
      (
        "t6"."status" IS NULL
      ) OR (
        "t6"."status" <> 'lost'
      )) AS "count_undecided"
  FROM (
    SELECT
      "t5"."lead_id",
      "t5"."opportunity_id",
      "t5"."created_at",
      "t4"."status",
      "t4"."closed_at",
      "t4"."_deal"
    FROM (
      SELECT
        "t0"."lead_id",
        "t0"."opportunity_id",
        "t0"."created_at"
      FROM "opportunities" AS "t0"
      WHERE
        "t0"."lead_id" IS NOT NULL
    ) AS "t5"
    LEFT OUTER JOIN (
      SELECT
        "t1"."status",
        "t1"."closed_at",
        "t1"."opportunity_id" AS "_deal"
      FROM "deal_histories" AS "t1"
    ) AS "t4"
      ON "t5"."opportunity_id" = "t4"."_deal"
  ) AS "t6"
  GROUP BY
    1
) AS "t7";
