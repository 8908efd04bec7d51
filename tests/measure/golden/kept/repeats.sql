WITH "t3" AS (
  SELECT
    "t0"."created_at",
    "t0"."opportunity_id" AS "_record",
    "t0"."account_id" || '|' || CAST(DATE_TRUNC('MONTH', CAST("t0"."close_date" AS TIMESTAMP)) AS TEXT) || '|' || CAST("t0"."amount" AS TEXT) AS "same"
  FROM "deal_facts" AS "t0"
), "t8" AS (
  SELECT
    "t1"."created_at",
    "t1"."lead_id" AS "_record",
    COALESCE(
      "t1"."person_id",
      NULLIF(
        CASE
          WHEN STARTS_WITH("t1"."email", ' ')
          OR STARTS_WITH("t1"."email", '\t')
          OR STARTS_WITH("t1"."email", '
')
          OR STARTS_WITH("t1"."email", '\r')
          OR STARTS_WITH("t1"."email", '\v')
          OR STARTS_WITH("t1"."email", '\f')
          OR (
            SUFFIX("t1"."email", ' ')
            OR SUFFIX("t1"."email", '\t')
            OR SUFFIX("t1"."email", '
')
            OR SUFFIX("t1"."email", '\r')
            OR SUFFIX("t1"."email", '\v')
            OR SUFFIX("t1"."email", '\f')
          )
          THEN TRIM(LOWER("t1"."email"), ' \t
\r\v\f')
          ELSE LOWER("t1"."email")
        END,
        ''
      )
    ) AS "same"
  FROM "leads" AS "t1"
), "t10" AS (
  SELECT
    "t2"."created_at",
    "t2"."account_id" AS "_record",
    NULLIF(
      COALESCE(
        NULLIF(
          CASE
            WHEN STARTS_WITH("t2"."domain", ' ')
            OR STARTS_WITH("t2"."domain", '\t')
            OR STARTS_WITH("t2"."domain", '
')
            OR STARTS_WITH("t2"."domain", '\r')
            OR STARTS_WITH("t2"."domain", '\v')
            OR STARTS_WITH("t2"."domain", '\f')
            OR (
              SUFFIX("t2"."domain", ' ')
              OR SUFFIX("t2"."domain", '\t')
              OR SUFFIX("t2"."domain", '
')
              OR SUFFIX("t2"."domain", '\r')
              OR SUFFIX("t2"."domain", '\v')
              OR SUFFIX("t2"."domain", '\f')
            )
            THEN TRIM(LOWER("t2"."domain"), ' \t
\r\v\f')
            ELSE LOWER("t2"."domain")
          END,
          ''
        ),
        CASE
          WHEN STARTS_WITH("t2"."name", ' ')
          OR STARTS_WITH("t2"."name", '\t')
          OR STARTS_WITH("t2"."name", '
')
          OR STARTS_WITH("t2"."name", '\r')
          OR STARTS_WITH("t2"."name", '\v')
          OR STARTS_WITH("t2"."name", '\f')
          OR (
            SUFFIX("t2"."name", ' ')
            OR SUFFIX("t2"."name", '\t')
            OR SUFFIX("t2"."name", '
')
            OR SUFFIX("t2"."name", '\r')
            OR SUFFIX("t2"."name", '\v')
            OR SUFFIX("t2"."name", '\f')
          )
          THEN TRIM(LOWER("t2"."name"), ' \t
\r\v\f')
          ELSE LOWER("t2"."name")
        END
      ),
      ''
    ) AS "same"
  FROM "accounts" AS "t2"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t26"."_record",
      'opportunities' AS "_table",
      TRUE AS "is_again"
    FROM (
      SELECT
        "t21"."created_at",
        "t21"."_record",
        "t21"."same",
        ROW_NUMBER() OVER (
          PARTITION BY "t21"."same"
          ORDER BY "t21"."created_at" ASC, "t21"."_record" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t5"."created_at",
          "t5"."_record",
          "t5"."same"
        FROM "t3" AS "t5"
        SEMI JOIN (
          SELECT
            *
          FROM (
            SELECT
              "t4"."same",
              COUNT(*) AS "n"
            FROM "t3" AS "t4"
            GROUP BY
              1
          ) AS "t6"
          WHERE
            "t6"."n" > 1
        ) AS "t14"
          ON "t5"."same" = "t14"."same"
      ) AS "t21"
    ) AS "t26"
    WHERE
      "t26"."place" > 0
  ) AS "t28"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      "t4"."_record",
      'opportunities' AS "_table",
      CAST(NULL AS BOOLEAN) AS "is_again"
    FROM "t3" AS "t4"
    WHERE
      "t4"."same" IS NULL
  ) AS "t7"
) AS "t29"
UNION ALL
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t30"."_record",
        'leads' AS "_table",
        TRUE AS "is_again"
      FROM (
        SELECT
          "t25"."created_at",
          "t25"."_record",
          "t25"."same",
          ROW_NUMBER() OVER (
            PARTITION BY "t25"."same"
            ORDER BY "t25"."created_at" ASC, "t25"."_record" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            "t12"."created_at",
            "t12"."_record",
            "t12"."same"
          FROM "t8" AS "t12"
          SEMI JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t9"."same",
                COUNT(*) AS "n"
              FROM "t8" AS "t9"
              GROUP BY
                1
            ) AS "t15"
            WHERE
              "t15"."n" > 1
          ) AS "t22"
            ON "t12"."same" = "t22"."same"
        ) AS "t25"
      ) AS "t30"
      WHERE
        "t30"."place" > 0
    ) AS "t32"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t9"."_record",
        'leads' AS "_table",
        CAST(NULL AS BOOLEAN) AS "is_again"
      FROM "t8" AS "t9"
      WHERE
        "t9"."same" IS NULL
    ) AS "t17"
  ) AS "t33"
  UNION ALL
  SELECT
    *
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t31"."_record",
        'accounts' AS "_table",
        TRUE AS "is_again"
      FROM (
        SELECT
          "t27"."created_at",
          "t27"."_record",
          "t27"."same",
          ROW_NUMBER() OVER (
            PARTITION BY "t27"."same"
            ORDER BY "t27"."created_at" ASC, "t27"."_record" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            "t16"."created_at",
            "t16"."_record",
            "t16"."same"
          FROM "t10" AS "t16"
          SEMI JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t13"."same",
                COUNT(*) AS "n"
              FROM "t10" AS "t13"
              GROUP BY
                1
            ) AS "t18"
            WHERE
              "t18"."n" > 1
          ) AS "t24"
            ON "t16"."same" = "t24"."same"
        ) AS "t27"
      ) AS "t31"
      WHERE
        "t31"."place" > 0
    ) AS "t34"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t13"."_record",
        'accounts' AS "_table",
        CAST(NULL AS BOOLEAN) AS "is_again"
      FROM "t10" AS "t13"
      WHERE
        "t13"."same" IS NULL
    ) AS "t19"
  ) AS "t35"
) AS "t36";
