SELECT
  COUNT("t0"."user_id") FILTER(WHERE
    "t0"."team" = 'marketing') AS "n"
FROM "users" AS "t0";

SELECT
  MIN("t0"."started_at") AS "first"
FROM "calls" AS "t0";

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

SELECT
  "t12"."period",
  "t12"."n",
  "t12"."hits",
  "t12"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t12"."period" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t11"."period",
    COUNT("t11"."hit") AS "n",
    SUM(CASE WHEN "t11"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t10"."owner_id",
      "t10"."unit_id",
      "t10"."cluster",
      "t10"."at",
      "t10"."hit",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t10"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t5"."user_id" AS "owner_id",
        "t5"."user_id" AS "unit_id",
        "t5"."user_id" AS "cluster",
        "t6"."opens" AS "at",
        CASE
          WHEN "t6"."shuts" <= MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 1e-06)
          THEN "t9"."times" IS NOT NULL
          ELSE CAST(NULL AS BOOLEAN)
        END AS "hit"
      FROM (
        SELECT
          "t0"."user_id"
        FROM "users" AS "t0"
        WHERE
          "t0"."team" = 'marketing' AND COALESCE("t0"."active", TRUE)
      ) AS "t5"
      CROSS JOIN (
        SELECT
          *
        FROM "fiscal_periods" AS "t1"
        WHERE
          "t1"."shuts" > MAKE_TIMESTAMP(2025, 2, 10, 10, 0, 0.0)
      ) AS "t6"
      LEFT OUTER JOIN (
        SELECT
          "t7"."user_id" AS "_who",
          "t7"."_period",
          COUNT(*) AS "times"
        FROM (
          SELECT
            "t2"."user_id",
            "t2"."listened_at",
            CAST(CAST(DATE_TRUNC('QUARTER', CAST("t2"."listened_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "_period"
          FROM "listens" AS "t2"
        ) AS "t7"
        GROUP BY
          1,
          2
      ) AS "t9"
        ON "t5"."user_id" = "t9"."_who" AND "t6"."period_start" = "t9"."_period"
    ) AS "t10"
    WHERE
      "t10"."at" IS NOT NULL
  ) AS "t11"
  GROUP BY
    1
) AS "t12";
