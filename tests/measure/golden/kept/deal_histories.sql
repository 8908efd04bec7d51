SELECT
  "t2".*
  EXCLUDE ("turned_at")
FROM (
  SELECT
    "t1"."opportunity_id",
    "t1"."status",
    "t1"."stage",
    "t1"."amount",
    "t1"."close_date",
    "t1"."first_amount",
    "t1"."turned_at",
    "t1"."pushes",
    "t1"."reopened",
    "t1"."n_versions",
    "t1"."reconstructed",
    CASE
      WHEN "t1"."status" IN ('won', 'lost')
      THEN "t1"."turned_at"
      ELSE CAST(NULL AS TIMESTAMP)
    END AS "closed_at"
  FROM (
    SELECT
      "t0"."opportunity_id",
      MAX("t0"."status") FILTER(WHERE
        "t0"."valid_to" IS NULL) AS "status",
      MAX("t0"."stage") FILTER(WHERE
        "t0"."valid_to" IS NULL) AS "stage",
      MAX("t0"."amount") FILTER(WHERE
        "t0"."valid_to" IS NULL) AS "amount",
      MAX("t0"."close_date") FILTER(WHERE
        "t0"."valid_to" IS NULL) AS "close_date",
      MAX("t0"."amount") FILTER(WHERE
        "t0"."status_before" IS NULL) AS "first_amount",
      MAX("t0"."valid_from") FILTER(WHERE
        "t0"."status" IN ('won', 'lost')
        AND (
          (
            "t0"."status_before" IS NULL
          ) OR (
            "t0"."status_before" <> "t0"."status"
          )
        )) AS "turned_at",
      SUM(
        CASE
          WHEN (
            "t0"."status" = 'open'
          ) AND (
            "t0"."close_date" > "t0"."close_before"
          )
          THEN 1
          ELSE 0
        END
      ) AS "pushes",
      SUM(
        CASE
          WHEN (
            "t0"."status" = 'open'
          ) AND "t0"."status_before" IN ('won', 'lost')
          THEN 1
          ELSE 0
        END
      ) AS "reopened",
      COUNT(*) AS "n_versions",
      BOOL_OR(CAST("t0"."reconstructed" AS BOOLEAN)) AS "reconstructed"
    FROM "deal_spells" AS "t0"
    GROUP BY
      1
  ) AS "t1"
) AS "t2";
