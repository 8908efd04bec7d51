SELECT
  "t4"."opportunity_id",
  "t4"."cluster",
  "t4"."outcome",
  "t4"."amount",
  "t4"."person",
  "t4"."code",
  "t4"."touched_at",
  "t4"."place",
  "t4"."n",
  "t4"."lead_at",
  "t4"."created_at"
FROM (
  SELECT
    "t3"."opportunity_id",
    "t3"."cluster",
    "t3"."created_at",
    "t3"."ends_at",
    "t3"."outcome",
    "t3"."amount",
    "t3"."lead_at",
    "t3"."touch_id",
    "t3"."touched_at",
    "t3"."code",
    "t3"."person",
    (
      ROW_NUMBER() OVER (
        PARTITION BY "t3"."opportunity_id"
        ORDER BY "t3"."touched_at" ASC, "t3"."touch_id" ASC
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) - 1
    ) + 1 AS "place",
    COUNT(*) OVER (
      PARTITION BY "t3"."opportunity_id"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "n"
  FROM (
    SELECT
      "t2".*
      EXCLUDE ("narrowest", "scope")
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t0"."opportunity_id",
          "t0"."cluster",
          "t0"."created_at",
          "t0"."ends_at",
          "t0"."outcome",
          "t0"."amount",
          "t0"."lead_at",
          "t0"."touch_id",
          "t0"."touched_at",
          "t0"."code",
          "t0"."person",
          "t0"."scope",
          MIN("t0"."scope") OVER (
            PARTITION BY "t0"."opportunity_id"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) AS "narrowest"
        FROM "touches_of_pipeline" AS "t0"
      ) AS "t1"
      WHERE
        "t1"."scope" = "t1"."narrowest"
    ) AS "t2"
  ) AS "t3"
) AS "t4";
