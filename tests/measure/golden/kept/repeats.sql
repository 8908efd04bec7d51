WITH "t3" AS (
  SELECT
    "t0"."created_at",
    "t0"."account_id" || '|' || CAST(DATE_TRUNC('MONTH', CAST("t0"."close_date" AS TIMESTAMP)) AS TEXT) || '|' || CAST("t0"."amount" AS TEXT) AS "same",
    (
      "t0"."account_id" || '|' || CAST(DATE_TRUNC('MONTH', CAST("t0"."close_date" AS TIMESTAMP)) AS TEXT) || '|' || CAST("t0"."amount" AS TEXT)
    ) IS NOT NULL AS "says",
    "t0"."opportunity_id" AS "_record"
  FROM "deal_facts" AS "t0"
), "t7" AS (
  SELECT
    "t1"."created_at",
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
    ) AS "same",
    (
      "t1"."person_id" IS NOT NULL
    ) OR COALESCE("t1"."email" <> '', FALSE) AS "says",
    "t1"."lead_id" AS "_record"
  FROM "leads" AS "t1"
), "t10" AS (
  SELECT
    "t2"."created_at",
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
    ) AS "same",
    COALESCE("t2"."domain" <> '', FALSE) OR COALESCE("t2"."name" <> '', FALSE) AS "says",
    "t2"."account_id" AS "_record"
  FROM "accounts" AS "t2"
)
SELECT
  *
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t27"."_record",
      'opportunities' AS "_table",
      TRUE AS "is_again"
    FROM (
      SELECT
        "t23"."created_at",
        "t23"."same",
        "t23"."says",
        "t23"."_record",
        ROW_NUMBER() OVER (
          PARTITION BY "t23"."same"
          ORDER BY "t23"."created_at" ASC, "t23"."_record" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t5"."created_at",
          "t5"."same",
          "t5"."says",
          "t5"."_record"
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
        ) AS "t16"
          ON "t5"."same" = "t16"."same"
      ) AS "t23"
    ) AS "t27"
    WHERE
      "t27"."place" > 0
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
      "t4"."same" IS NULL AND "t4"."says"
  ) AS "t8"
) AS "t30"
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
        "t29"."_record",
        'leads' AS "_table",
        TRUE AS "is_again"
      FROM (
        SELECT
          "t25"."created_at",
          "t25"."same",
          "t25"."says",
          "t25"."_record",
          ROW_NUMBER() OVER (
            PARTITION BY "t25"."same"
            ORDER BY "t25"."created_at" ASC, "t25"."_record" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            "t11"."created_at",
            "t11"."same",
            "t11"."says",
            "t11"."_record"
          FROM "t7" AS "t11"
          SEMI JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t9"."same",
                COUNT(*) AS "n"
              FROM "t7" AS "t9"
              GROUP BY
                1
            ) AS "t14"
            WHERE
              "t14"."n" > 1
          ) AS "t21"
            ON "t11"."same" = "t21"."same"
        ) AS "t25"
      ) AS "t29"
      WHERE
        "t29"."place" > 0
    ) AS "t32"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t9"."_record",
        'leads' AS "_table",
        CAST(NULL AS BOOLEAN) AS "is_again"
      FROM "t7" AS "t9"
      WHERE
        "t9"."same" IS NULL AND "t9"."says"
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
          "t26"."created_at",
          "t26"."same",
          "t26"."says",
          "t26"."_record",
          ROW_NUMBER() OVER (
            PARTITION BY "t26"."same"
            ORDER BY "t26"."created_at" ASC, "t26"."_record" ASC
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) - 1 AS "place"
        FROM (
          SELECT
            "t15"."created_at",
            "t15"."same",
            "t15"."says",
            "t15"."_record"
          FROM "t10" AS "t15"
          SEMI JOIN (
            SELECT
              *
            FROM (
              SELECT
                "t12"."same",
                COUNT(*) AS "n"
              FROM "t10" AS "t12"
              GROUP BY
                1
            ) AS "t18"
            WHERE
              "t18"."n" > 1
          ) AS "t24"
            ON "t15"."same" = "t24"."same"
        ) AS "t26"
      ) AS "t31"
      WHERE
        "t31"."place" > 0
    ) AS "t34"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t12"."_record",
        'accounts' AS "_table",
        CAST(NULL AS BOOLEAN) AS "is_again"
      FROM "t10" AS "t12"
      WHERE
        "t12"."same" IS NULL AND "t12"."says"
    ) AS "t19"
  ) AS "t35"
) AS "t36";
