SELECT
  "t9"."lead_id",
  "t9"."clock_at",
  "t9"."assigned_at",
  LEAST("t9"."clock_at", COALESCE("t9"."mql_at", "t9"."clock_at")) AS "listens_from",
  'default' AS "hours_of"
FROM (
  SELECT
    "t5"."lead_id",
    "t5"."owner_id",
    "t8"."assigned_at",
    "t7"."mql_at",
    "t8"."assigned_at" AS "clock_at"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."created_at",
      "t0"."owner_id"
    FROM "leads" AS "t0"
  ) AS "t5"
  LEFT OUTER JOIN (
    SELECT
      "t1"."lead_id" AS "_routed",
      MIN("t1"."assigned_at") AS "assigned_at"
    FROM "assignments" AS "t1"
    GROUP BY
      1
  ) AS "t8"
    ON "t5"."lead_id" = "t8"."_routed"
  LEFT OUTER JOIN (
    SELECT
      "t2"."lead_id" AS "_staged",
      "t2"."mql_at"
    FROM "lead_stages" AS "t2"
  ) AS "t7"
    ON "t5"."lead_id" = "t7"."_staged"
) AS "t9"
WHERE
  "t9"."clock_at" IS NOT NULL;
