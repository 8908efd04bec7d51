SELECT
  "t15"."opportunity_id",
  "t15"."account_bucket",
  "t15"."account_id",
  "t15"."lead_id",
  "t15"."created_at",
  "t15"."amount",
  "t15"."first_amount",
  "t15"."over_at",
  "t15"."outcome",
  "t15"."lead_at",
  ROW_NUMBER() OVER (
    ORDER BY "t15"."opportunity_id" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "deal",
  GREATEST(
    COALESCE("t15"."created_at", "t15"."over_at"),
    COALESCE("t15"."over_at", "t15"."created_at")
  ) AS "last_at"
FROM (
  SELECT
    "t14".*
    EXCLUDE ("_of")
  FROM (
    SELECT
      "t10"."opportunity_id",
      "t10"."account_bucket",
      "t10"."account_id",
      "t10"."lead_id",
      "t10"."created_at",
      "t10"."amount",
      "t10"."first_amount",
      "t10"."over_at",
      "t10"."outcome",
      "t13"."_of",
      "t13"."lead_at"
    FROM (
      SELECT
        "t0"."opportunity_id",
        "t0"."account_bucket",
        "t0"."account_id",
        "t0"."lead_id",
        "t0"."created_at",
        "t0"."amount",
        "t0"."first_amount",
        CASE
          WHEN COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
          OR (
            (
              DATE_DIFF('MICROSECOND', "t0"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
            ) > 246.0
          )
          THEN COALESCE("t0"."closed_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0))
          ELSE CAST(NULL AS TIMESTAMP)
        END AS "over_at",
        CASE
          WHEN COALESCE("t0"."status" IN ('won', 'lost'), FALSE)
          OR (
            (
              DATE_DIFF('MICROSECOND', "t0"."created_at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400000000.0
            ) > 246.0
          )
          THEN CASE WHEN COALESCE("t0"."status" = 'won', FALSE) THEN 1 ELSE 2 END
          ELSE CAST(NULL AS TINYINT)
        END AS "outcome"
      FROM "deal_facts" AS "t0"
    ) AS "t10"
    LEFT OUTER JOIN (
      SELECT
        "t11"."opportunity_id" AS "_of",
        MIN("t11"."_since") AS "lead_at"
      FROM (
        SELECT
          "t8"."opportunity_id",
          "t8"."_person",
          "t6"."_lead",
          "t6"."_since"
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
          ) AS "t4"
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
          ) AS "t5"
        ) AS "t8"
        INNER JOIN (
          SELECT
            "t2"."lead_id" AS "_lead",
            "t2"."created_at" AS "_since"
          FROM "leads" AS "t2"
        ) AS "t6"
          ON "t8"."_person" = "t6"."_lead"
      ) AS "t11"
      GROUP BY
        1
    ) AS "t13"
      ON "t10"."opportunity_id" = "t13"."_of"
  ) AS "t14"
) AS "t15";
