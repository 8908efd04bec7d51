SELECT
  *
FROM (
  SELECT
    MIN("t0"."created_at") AS "at"
  FROM "leads" AS "t0"
) AS "t2"
UNION ALL
SELECT
  *
FROM (
  SELECT
    MIN("t1"."created_at") AS "at"
  FROM "opportunities" AS "t1"
) AS "t3";

SELECT DISTINCT
  "t0"."survey_id",
  "t0"."team"
FROM "shown_answers" AS "t0"
ORDER BY
  "t0"."survey_id" ASC,
  "t0"."team" ASC;

SELECT
  "t1"."of",
  COUNT(*) AS "n"
FROM (
  SELECT
    "t0"."user_id",
    "t0"."name",
    "t0"."email",
    "t0"."team",
    "t0"."role",
    "t0"."manager_id",
    "t0"."active",
    "t0"."handling_hours_per_week",
    "t0"."source_system",
    "t0"."known_at",
    "t0"."deleted_at",
    LOWER(TRIM("t0"."team", ' \t
\r\v\f')) AS "of"
  FROM "users" AS "t0"
  WHERE
    COALESCE("t0"."active", TRUE)
    AND LOWER(TRIM("t0"."team", ' \t
\r\v\f')) IN ('marketing', 'sales')
) AS "t1"
GROUP BY
  1;

SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."at_first",
  "t2"."survey",
  "t2"."team",
  "t2"."value",
  "t2"."top",
  "t2"."hidden",
  "t2"."whole",
  "t2"."scale_min",
  "t2"."scale_max",
  "t2"."n_answers",
  DENSE_RANK() OVER (
    ORDER BY "t2"."period" ASC NULLS FIRST, "t2"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t1"."period",
    "t1"."slice_0",
    "t1"."at_first",
    "t1"."survey",
    "t1"."team",
    "t1"."value",
    "t1"."top",
    "t1"."hidden",
    "t1"."whole",
    "t1"."scale_min",
    "t1"."scale_max",
    SUM("t1"."n") AS "n_answers"
  FROM (
    SELECT
      "t0"."survey_id",
      "t0"."question",
      "t0"."team",
      "t0"."scale_min",
      "t0"."scale_max",
      "t0"."value",
      "t0"."n",
      "t0"."whole",
      "t0"."at",
      "t0"."hidden",
      CASE
        WHEN COALESCE(
          (
            "t0"."value" >= "t0"."scale_min"
          )
          AND (
            "t0"."value" <= "t0"."scale_max"
          )
          AND (
            (
              "t0"."scale_max" - "t0"."scale_min"
            ) >= 3
          )
          AND (
            (
              "t0"."scale_max" - "t0"."scale_min"
            ) <= 10
          ),
          FALSE
        )
        THEN CASE WHEN "t0"."value" >= (
          "t0"."scale_max" - 1
        ) THEN 1 ELSE 0 END
        ELSE CAST(NULL AS BIGINT)
      END AS "top",
      "t0"."survey_id" || ':' || "t0"."question" || ':' || "t0"."team" AS "unit_id",
      "t0"."survey_id" AS "cluster",
      "t0"."at" AS "at_first",
      "t0"."survey_id" AS "survey",
      NULLIF("t0"."question", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "shown_answers" AS "t0"
    WHERE
      "t0"."team" IN ('marketing', 'sales') AND "t0"."at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    9,
    10,
    11
) AS "t2";

SELECT DISTINCT
  "t0"."survey_id",
  "t0"."team"
FROM "shown_answers" AS "t0"
ORDER BY
  "t0"."survey_id" ASC,
  "t0"."team" ASC;
