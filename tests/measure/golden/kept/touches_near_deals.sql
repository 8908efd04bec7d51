WITH "t14" AS (
  SELECT
    "t11"."deal",
    "t11"."created_at",
    "t11"."over_at",
    "t11"."last_at",
    "t13"."_person" AS "_key"
  FROM (
    SELECT
      "t1"."deal",
      "t1"."created_at",
      "t1"."over_at",
      "t1"."last_at",
      "t1"."opportunity_id" AS "_key"
    FROM "journey_deals" AS "t1"
    WHERE
      "t1"."opportunity_id" IS NOT NULL
  ) AS "t11"
  INNER JOIN (
    SELECT
      *
    FROM (
      SELECT
        "t1"."opportunity_id",
        "t1"."lead_id" AS "_person"
      FROM "journey_deals" AS "t1"
      WHERE
        "t1"."lead_id" IS NOT NULL
    ) AS "t7"
    UNION
    SELECT
      *
    FROM (
      SELECT
        "t2"."opportunity_id",
        "t2"."lead_id" AS "_person"
      FROM "contact_roles" AS "t2"
      WHERE
        "t2"."lead_id" IS NOT NULL
    ) AS "t8"
  ) AS "t13"
    ON "t11"."_key" = "t13"."opportunity_id"
)
SELECT
  "t24"."deal",
  "t24"."touched_at",
  "t24"."code",
  "t24"."scope",
  "t24"."nth",
  "t24"."number" AS "person",
  CASE
    WHEN (
      "t24"."last_person" = "t24"."person"
    )
    AND (
      "t24"."last_code" = "t24"."code"
    )
    THEN "t24"."last_touched_at"
    ELSE CAST(NULL AS TIMESTAMP)
  END AS "before"
FROM (
  SELECT
    "t23"."deal",
    "t23"."touched_at",
    "t23"."person",
    "t23"."scope",
    "t23"."code",
    "t23"."nth",
    CAST(DENSE_RANK() OVER (
      PARTITION BY "t23"."deal"
      ORDER BY "t23"."person" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "number",
    LAG("t23"."person") OVER (
      PARTITION BY "t23"."deal"
      ORDER BY "t23"."person" ASC, "t23"."code" ASC, "t23"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "last_person",
    LAG("t23"."code") OVER (
      PARTITION BY "t23"."deal"
      ORDER BY "t23"."person" ASC, "t23"."code" ASC, "t23"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "last_code",
    LAG("t23"."touched_at") OVER (
      PARTITION BY "t23"."deal"
      ORDER BY "t23"."person" ASC, "t23"."code" ASC, "t23"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "last_touched_at"
  FROM (
    SELECT
      "t22"."deal",
      "t22"."touched_at",
      "t22"."person",
      "t22"."scope",
      CAST(CASE WHEN COALESCE("t22"."channel", '(no channel)') = 'Webinar' THEN 0 ELSE 0 END AS INT) AS "code",
      ROW_NUMBER() OVER (
        PARTITION BY "t22"."deal"
        ORDER BY "t22"."touched_at" ASC, "t22"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1 AS "nth"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t16"."deal",
            "t16"."created_at",
            "t16"."over_at",
            "t16"."last_at",
            "t9"."touch_id",
            "t9"."touched_at",
            "t9"."channel",
            COALESCE("t9"."lead_id", "t9"."account_id", "t9"."touch_id") AS "person",
            1 AS "scope"
          FROM (
            SELECT
              "t3".*
              EXCLUDE ("counts")
            FROM (
              SELECT
                *
              FROM "buyers_touches" AS "t0"
              WHERE
                "t0"."counts"
            ) AS "t3"
          ) AS "t9"
          INNER JOIN "t14" AS "t16"
            ON "t9"."lead_id" = "t16"."_key"
        ) AS "t19"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t10"."deal",
            "t10"."created_at",
            "t10"."over_at",
            "t10"."last_at",
            "t9"."touch_id",
            "t9"."touched_at",
            "t9"."channel",
            COALESCE("t9"."lead_id", "t9"."account_id", "t9"."touch_id") AS "person",
            2 AS "scope"
          FROM (
            SELECT
              "t3".*
              EXCLUDE ("counts")
            FROM (
              SELECT
                *
              FROM "buyers_touches" AS "t0"
              WHERE
                "t0"."counts"
            ) AS "t3"
          ) AS "t9"
          INNER JOIN (
            SELECT
              "t1"."deal",
              "t1"."created_at",
              "t1"."over_at",
              "t1"."last_at",
              "t1"."account_id" AS "_key"
            FROM "journey_deals" AS "t1"
            WHERE
              "t1"."account_id" IS NOT NULL
          ) AS "t10"
            ON "t9"."account_id" = "t10"."_key"
          ANTI JOIN (
            SELECT
              "t15"."deal" AS "_of",
              "t15"."_key" AS "_person"
            FROM "t14" AS "t15"
          ) AS "t18"
            ON "t10"."deal" = "t18"."_of" AND "t9"."lead_id" = "t18"."_person"
        ) AS "t20"
      ) AS "t21"
      WHERE
        "t21"."touched_at" <= "t21"."last_at"
        AND (
          COALESCE(
            (
              "t21"."touched_at" <= "t21"."created_at"
            )
            AND (
              (
                DATE_DIFF('MICROSECOND', "t21"."touched_at", "t21"."created_at") / 86400000000.0
              ) <= 246.0
            ),
            FALSE
          )
          OR COALESCE(
            (
              "t21"."touched_at" <= "t21"."over_at"
            )
            AND (
              (
                DATE_DIFF('MICROSECOND', "t21"."touched_at", "t21"."over_at") / 86400000000.0
              ) <= 246.0
            ),
            FALSE
          )
        )
    ) AS "t22"
  ) AS "t23"
) AS "t24";
