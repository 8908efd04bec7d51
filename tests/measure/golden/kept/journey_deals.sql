SELECT
  "t20"."opportunity_id",
  "t20"."account_id",
  "t20"."lead_id",
  "t20"."created_at",
  "t20"."over_at",
  "t20"."lead_at",
  ROW_NUMBER() OVER (
    ORDER BY "t20"."opportunity_id" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "deal",
  GREATEST(
    COALESCE("t20"."created_at", "t20"."over_at"),
    COALESCE("t20"."over_at", "t20"."created_at")
  ) AS "last_at"
FROM (
  SELECT
    "t19".*
    EXCLUDE ("_of")
  FROM (
    SELECT
      "t17"."opportunity_id",
      "t17"."account_id",
      "t17"."lead_id",
      "t17"."created_at",
      "t17"."over_at",
      "t18"."_of",
      "t18"."lead_at"
    FROM (
      SELECT
        "t14".*
        EXCLUDE ("_over")
      FROM (
        SELECT
          "t6"."opportunity_id",
          "t6"."account_id",
          "t6"."lead_id",
          "t6"."created_at",
          "t12"."_over",
          "t12"."over_at"
        FROM (
          SELECT
            "t0"."opportunity_id",
            "t0"."account_id",
            "t0"."lead_id",
            "t0"."created_at"
          FROM "deal_facts" AS "t0"
        ) AS "t6"
        LEFT OUTER JOIN (
          SELECT
            "t0"."opportunity_id" AS "_over",
            COALESCE("t0"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) AS "over_at"
          FROM "deal_facts" AS "t0"
          WHERE
            COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
            OR (
              (
                DATE_DIFF('MICROSECOND', "t0"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
              ) > 246.0
            )
        ) AS "t12"
          ON "t6"."opportunity_id" = "t12"."_over"
      ) AS "t14"
    ) AS "t17"
    LEFT OUTER JOIN (
      SELECT
        "t13"."opportunity_id" AS "_of",
        MIN("t13"."_since") AS "lead_at"
      FROM (
        SELECT
          "t10"."opportunity_id",
          "t10"."_person",
          "t8"."_lead",
          "t8"."_since"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t0"."opportunity_id",
              "t0"."lead_id" AS "_person"
            FROM "deal_facts" AS "t0"
            WHERE
              "t0"."lead_id" IS NOT NULL
          ) AS "t5"
          UNION
          SELECT
            *
          FROM (
            SELECT
              "t1"."opportunity_id",
              "t1"."lead_id" AS "_person"
            FROM "contact_roles" AS "t1"
            WHERE
              "t1"."lead_id" IS NOT NULL
          ) AS "t7"
        ) AS "t10"
        INNER JOIN (
          SELECT
            "t2"."lead_id" AS "_lead",
            "t2"."created_at" AS "_since"
          FROM "leads" AS "t2"
        ) AS "t8"
          ON "t10"."_person" = "t8"."_lead"
      ) AS "t13"
      GROUP BY
        1
    ) AS "t18"
      ON "t17"."opportunity_id" = "t18"."_of"
  ) AS "t19"
) AS "t20";
