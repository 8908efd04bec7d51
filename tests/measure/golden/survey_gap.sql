SELECT 1 AS one FROM "leads" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "leads" AS "t0";

SELECT 1 AS one FROM "opportunities" LIMIT 1;

SELECT
  MIN("t0"."created_at") AS "at"
FROM "opportunities" AS "t0";

SELECT 1 AS one FROM "survey_answers" LIMIT 1;

SELECT
  "t2"."period",
  "t2"."slice_0",
  "t2"."at_first",
  "t2"."survey",
  "t2"."team",
  "t2"."value",
  "t2"."hidden",
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
    "t1"."hidden",
    SUM("t1"."n") AS "n_answers"
  FROM (
    SELECT
      "t0"."survey_id",
      "t0"."question",
      "t0"."team",
      "t0"."value",
      "t0"."n",
      "t0"."at",
      "t0"."hidden",
      "t0"."survey_id" || ':' || "t0"."question" || ':' || "t0"."team" AS "unit_id",
      "t0"."survey_id" AS "cluster",
      "t0"."at" AS "at_first",
      "t0"."survey_id" AS "survey",
      NULLIF("t0"."question", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t0"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM "shown_answers" AS "t0"
    WHERE
      "t0"."at" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3,
    4,
    5,
    6,
    7
) AS "t2";
