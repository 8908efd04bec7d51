SELECT
  "t7"."lead_id",
  "t7"."clock_at",
  "t7"."assigned_at",
  LEAST("t7"."clock_at", COALESCE("t7"."mql_at", "t7"."clock_at")) AS "listens_from",
  'default' AS "hours_of"
FROM (
  SELECT
    "t6"."lead_id",
    "t6"."owner_id",
    "t6"."assigned_at",
    "t4"."mql_at",
    "t6"."assigned_at" AS "clock_at"
  FROM (
    SELECT
      "t3"."_routed" AS "lead_id",
      "t3"."assigned_at",
      CAST(NULL AS TEXT) AS "owner_id"
    FROM (
      SELECT
        "t0"."lead_id" AS "_routed",
        MIN("t0"."assigned_at") AS "assigned_at"
      FROM "assignments" AS "t0"
      GROUP BY
        1
    ) AS "t3"
  ) AS "t6"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_staged",
      "t1"."mql_at"
    FROM "lead_stages" AS "t1"
  ) AS "t4"
    ON "t6"."lead_id" = "t4"."_staged"
) AS "t7"
WHERE
  "t7"."clock_at" IS NOT NULL;
