WITH "t6" AS (
  SELECT
    "t5"."deal",
    "t5"."outcome",
    "t5"."lead_at",
    "t5"."created_at",
    "t5"."nth",
    "t5"."touched_at",
    "t5"."code",
    "t5"."person",
    "t5"."scope"
  FROM (
    SELECT
      "t2"."deal",
      "t2"."touched_at",
      "t2"."code",
      "t2"."scope",
      "t2"."nth",
      "t2"."person",
      "t2"."before",
      "t4"."ends_at",
      "t4"."outcome",
      "t4"."lead_at",
      "t4"."created_at",
      "t4"."_of"
    FROM "touches_near_deals" AS "t2"
    INNER JOIN (
      SELECT
        "t1"."created_at" AS "ends_at",
        1 AS "outcome",
        "t1"."lead_at",
        "t1"."created_at",
        "t1"."deal" AS "_of"
      FROM "journey_deals" AS "t1"
    ) AS "t4"
      ON "t2"."deal" = "t4"."_of"
  ) AS "t5"
  WHERE
    COALESCE(
      (
        "t5"."touched_at" <= "t5"."ends_at"
      )
      AND (
        (
          DATE_DIFF('MICROSECOND', "t5"."touched_at", "t5"."ends_at") / 86400000000.0
        ) <= 246.0
      ),
      FALSE
    )
    AND NOT (
      COALESCE(
        (
          (
            DATE_DIFF('MICROSECOND', "t5"."before", "t5"."touched_at") / 1000000.0
          ) < 1800
        )
        AND (
          (
            DATE_DIFF('MICROSECOND', "t5"."before", "t5"."ends_at") / 86400000000.0
          ) <= 246.0
        ),
        FALSE
      )
    )
)
SELECT
  "t12"."deal",
  "t12"."outcome",
  "t12"."person",
  "t12"."code",
  "t12"."touched_at",
  (
    ROW_NUMBER() OVER (
      PARTITION BY "t12"."deal"
      ORDER BY "t12"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1
  ) + 1 AS "place",
  COUNT(*) OVER (
    PARTITION BY "t12"."deal"
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) AS "n",
  COALESCE(
    LAG("t12"."code", 1) OVER (
      PARTITION BY "t12"."deal"
      ORDER BY "t12"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) + 1,
    0
  ) AS "back_1",
  COALESCE(
    LAG("t12"."code", 2) OVER (
      PARTITION BY "t12"."deal"
      ORDER BY "t12"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) + 1,
    0
  ) AS "back_2",
  COALESCE(
    LAG("t12"."code", 3) OVER (
      PARTITION BY "t12"."deal"
      ORDER BY "t12"."nth" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) + 1,
    0
  ) AS "back_3",
  CAST(MAX(
    CASE
      WHEN "t12"."code" IN (0)
      THEN (
        "t12"."nth" * 65536
      ) + "t12"."code"
      ELSE CAST(NULL AS BIGINT)
    END
  ) OVER (
    PARTITION BY "t12"."deal"
    ORDER BY "t12"."nth" ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  ) % 65536 AS INT) AS "maker",
  "t12"."touched_at" <= "t12"."lead_at" AS "by_lead",
  "t12"."touched_at" <= "t12"."created_at" AS "by_opening"
FROM (
  SELECT
    "t11".*
    EXCLUDE ("_of", "narrowest", "scope")
  FROM (
    SELECT
      "t8"."deal",
      "t8"."outcome",
      "t8"."lead_at",
      "t8"."created_at",
      "t8"."nth",
      "t8"."touched_at",
      "t8"."code",
      "t8"."person",
      "t8"."scope",
      "t10"."_of",
      "t10"."narrowest"
    FROM "t6" AS "t8"
    INNER JOIN (
      SELECT
        "t7"."deal" AS "_of",
        MIN("t7"."scope") AS "narrowest"
      FROM "t6" AS "t7"
      GROUP BY
        1
    ) AS "t10"
      ON "t8"."deal" = "t10"."_of" AND "t8"."scope" = "t10"."narrowest"
  ) AS "t11"
) AS "t12";
