SELECT
  "t23"."deal",
  "t16"."opportunity_id",
  "t16"."cluster",
  "t23"."outcome",
  "t16"."amount",
  "t23"."person",
  "t23"."code",
  "t23"."touched_at",
  "t23"."place",
  "t23"."n",
  "t16"."lead_at",
  "t16"."created_at"
FROM (
  SELECT
    "t21"."deal",
    "t21"."outcome",
    "t21"."nth",
    "t21"."touched_at",
    "t21"."code",
    "t21"."person",
    (
      ROW_NUMBER() OVER (
        PARTITION BY "t21"."deal"
        ORDER BY "t21"."nth" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    COUNT(*) OVER (
      PARTITION BY "t21"."deal"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "n"
  FROM (
    SELECT
      "t20".*
      EXCLUDE ("narrowest", "scope")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t18"."deal",
          "t18"."outcome",
          "t18"."nth",
          "t18"."touched_at",
          "t18"."code",
          "t18"."person",
          "t18"."scope",
          MIN("t18"."scope") OVER (
            PARTITION BY "t18"."deal"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "narrowest"
        FROM (
          SELECT
            "t17"."deal",
            "t17"."outcome",
            "t17"."nth",
            "t17"."touched_at",
            "t17"."code",
            "t17"."person",
            "t17"."scope"
          FROM (
            SELECT
              "t3"."deal",
              "t3"."touched_at",
              "t3"."code",
              "t3"."person",
              "t3"."scope",
              "t3"."nth",
              "t3"."before",
              "t15"."ends_at",
              "t15"."outcome",
              "t15"."_of"
            FROM "touches_near_deals" AS "t3"
            INNER JOIN (
              SELECT
                "t9"."ends_at",
                "t9"."outcome",
                "t11"."deal" AS "_of"
              FROM (
                SELECT
                  "t0"."opportunity_id",
                  "t0"."created_at" AS "ends_at",
                  1 AS "outcome"
                FROM "deal_facts" AS "t0"
              ) AS "t9"
              INNER JOIN (
                SELECT
                  "t1"."deal",
                  "t1"."opportunity_id" AS "_id"
                FROM "journey_deals" AS "t1"
              ) AS "t11"
                ON "t9"."opportunity_id" = "t11"."_id"
            ) AS "t15"
              ON "t3"."deal" = "t15"."_of"
          ) AS "t17"
          WHERE
            COALESCE(
              (
                "t17"."touched_at" <= "t17"."ends_at"
              )
              AND (
                (
                  DATE_DIFF('MICROSECOND', "t17"."touched_at", "t17"."ends_at") / 86400000000.0
                ) <= 246.0
              ),
              FALSE
            )
            AND NOT (
              COALESCE(
                (
                  (
                    DATE_DIFF('MICROSECOND', "t17"."before", "t17"."touched_at") / 1000000.0
                  ) < 1800
                )
                AND (
                  (
                    DATE_DIFF('MICROSECOND', "t17"."before", "t17"."ends_at") / 86400000000.0
                  ) <= 246.0
                ),
                FALSE
              )
            )
        ) AS "t18"
      ) AS "t19"
      WHERE
        "t19"."scope" = "t19"."narrowest"
    ) AS "t20"
  ) AS "t21"
) AS "t23"
INNER JOIN (
  SELECT
    "t12".*
    EXCLUDE ("_id")
  FROM (
    SELECT
      "t8"."opportunity_id",
      "t8"."cluster",
      "t8"."amount",
      "t8"."created_at",
      "t10"."lead_at",
      "t10"."_of",
      "t10"."_id"
    FROM (
      SELECT
        "t0"."opportunity_id",
        "t0"."cluster",
        "t0"."first_amount" AS "amount",
        "t0"."created_at"
      FROM "deal_facts" AS "t0"
    ) AS "t8"
    INNER JOIN (
      SELECT
        "t1"."lead_at",
        "t1"."deal" AS "_of",
        "t1"."opportunity_id" AS "_id"
      FROM "journey_deals" AS "t1"
    ) AS "t10"
      ON "t8"."opportunity_id" = "t10"."_id"
  ) AS "t12"
) AS "t16"
  ON "t23"."deal" = "t16"."_of";
