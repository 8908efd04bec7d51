SELECT
  "t8"."period",
  "t8"."slice_0",
  "t8"."both",
  "t8"."first_only",
  "t8"."second_only",
  "t8"."neither",
  "t8"."unknown",
  DENSE_RANK() OVER (
    ORDER BY "t8"."period" ASC NULLS FIRST, "t8"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t7"."period",
    "t7"."slice_0",
    SUM(CASE WHEN "t7"."by_marketing" AND "t7"."by_sales" THEN 1 ELSE 0 END) AS "both",
    SUM(CASE WHEN "t7"."by_marketing" AND NOT (
      "t7"."by_sales"
    ) THEN 1 ELSE 0 END) AS "first_only",
    SUM(CASE WHEN NOT (
      "t7"."by_marketing"
    ) AND "t7"."by_sales" THEN 1 ELSE 0 END) AS "second_only",
    SUM(
      CASE
        WHEN NOT (
          "t7"."by_marketing"
        ) AND NOT (
          "t7"."by_sales"
        )
        THEN 1
        ELSE 0
      END
    ) AS "neither",
    SUM(
      CASE
        WHEN (
          "t7"."by_marketing" IS NULL
        ) OR (
          "t7"."by_sales" IS NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "unknown"
  FROM (
    SELECT
      "t6"."lead_id",
      "t6"."account_id",
      "t6"."created_at",
      "t6"."source",
      "t6"."campaign_id",
      "t6"."lead_type",
      "t6"."country",
      "t6"."owner_id",
      "t6"."cluster",
      "t6"."employees",
      "t6"."employees" >= 5 AS "by_marketing",
      "t6"."employees" >= 50 AS "by_sales",
      "t6"."lead_id" AS "unit_id",
      "t6"."created_at" AS "at",
      NULLIF("t6"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t6"."created_at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t5"."lead_id",
        "t5"."account_id",
        "t5"."created_at",
        "t5"."source",
        "t5"."campaign_id",
        "t5"."lead_type",
        "t5"."country",
        "t5"."owner_id",
        "t5"."cluster",
        "t4"."_of_employees" AS "employees"
      FROM (
        SELECT
          "t0"."lead_id",
          "t0"."account_id",
          "t0"."created_at",
          "t0"."source",
          "t0"."campaign_id",
          "t0"."lead_type",
          "t0"."country",
          "t0"."owner_id",
          COALESCE("t0"."account_id", "t0"."person_id", "t0"."lead_id") AS "cluster"
        FROM "leads" AS "t0"
      ) AS "t5"
      LEFT OUTER JOIN (
        SELECT
          "t1"."account_id" AS "_account",
          "t1"."employees" AS "_of_employees"
        FROM "accounts" AS "t1"
      ) AS "t4"
        ON "t5"."account_id" = "t4"."_account"
    ) AS "t6"
    WHERE
      "t6"."created_at" IS NOT NULL
  ) AS "t7"
  GROUP BY
    1,
    2
) AS "t8";
