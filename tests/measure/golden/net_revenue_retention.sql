SELECT
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

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
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  MIN("t0"."started_at") AS "first"
FROM "customers" AS "t0";

SELECT
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

SELECT
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  MIN("t1"."started_at") AS "first",
  MIN("t1"."churned_at") AS "met"
FROM (
  SELECT
    *
  FROM "customers" AS "t0"
  WHERE
    "t0"."started_at" IS NOT NULL
) AS "t1";

SELECT
  "t2"."joined",
  "t2"."waited",
  "t2"."outcome",
  "t2"."is_listed",
  COUNT(*) AS "n"
FROM (
  SELECT
    *
  FROM (
    SELECT
      "t0"."account_id",
      "t0"."churned_at",
      "t0"."opportunity_id",
      "t0"."lead_id",
      "t0"."sourced_by",
      "t0"."owner_id",
      "t0"."campaign_id",
      "t0"."on_profile",
      "t0"."source",
      "t0"."won_by",
      "t0"."is_listed",
      "t0"."started_at",
      "t0"."base",
      DATE_DIFF(
        'DAY',
        CAST("t0"."started_at" AS DATE),
        CAST(COALESCE(
          CASE
            WHEN COALESCE(
              CASE
                WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                THEN CAST(NULL AS TIMESTAMP)
                ELSE CAST(NULL AS TIMESTAMP)
              END < "t0"."churned_at",
              (
                "t0"."churned_at" IS NULL
              )
              AND (
                CASE
                  WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
                  THEN CAST(NULL AS TIMESTAMP)
                  ELSE CAST(NULL AS TIMESTAMP)
                END IS NOT NULL
              )
            )
            THEN CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END
            ELSE "t0"."churned_at"
          END,
          MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)
        ) AS DATE)
      ) AS "waited",
      CASE
        WHEN COALESCE(
          CASE
            WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
            THEN CAST(NULL AS TIMESTAMP)
            ELSE CAST(NULL AS TIMESTAMP)
          END < "t0"."churned_at",
          (
            "t0"."churned_at" IS NULL
          )
          AND (
            CASE
              WHEN CAST(NULL AS TIMESTAMP) >= "t0"."started_at"
              THEN CAST(NULL AS TIMESTAMP)
              ELSE CAST(NULL AS TIMESTAMP)
            END IS NOT NULL
          )
        )
        THEN 2
        ELSE CASE WHEN "t0"."churned_at" IS NOT NULL THEN 1 ELSE 0 END
      END AS "outcome",
      CASE
        WHEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20)) > 0
        THEN DATE_DIFF('DAY', CAST("t0"."started_at" AS DATE), MAKE_DATE(2025, 6, 20))
        ELSE 0
      END AS "joined"
    FROM "customers" AS "t0"
    WHERE
      "t0"."started_at" IS NOT NULL
  ) AS "t1"
  WHERE
    "t1"."waited" >= 0
) AS "t2"
GROUP BY
  1,
  2,
  3,
  4;

SELECT
  "t14"."period",
  "t14"."slice_0",
  "t14"."account_bucket",
  "t14"."numerator",
  "t14"."denominator",
  "t14"."known",
  "t14"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t14"."period" ASC NULLS FIRST, "t14"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t13"."period",
    "t13"."slice_0",
    "t13"."account_bucket",
    SUM(CAST(ROUND("t13"."numerator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t13"."numerator" IS NOT NULL
      ) AND (
        "t13"."denominator" IS NOT NULL
      )) AS "numerator",
    SUM(CAST(ROUND("t13"."denominator" * 1000000.0, 0) AS BIGINT)) FILTER(WHERE
      (
        "t13"."numerator" IS NOT NULL
      ) AND (
        "t13"."denominator" IS NOT NULL
      )) AS "denominator",
    SUM(
      CASE
        WHEN (
          "t13"."numerator" IS NOT NULL
        ) AND (
          "t13"."denominator" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END
    ) AS "known",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t12"."account_id",
      "t12"."opportunity_id",
      "t12"."lead_id",
      "t12"."sourced_by",
      "t12"."owner_id",
      "t12"."campaign_id",
      "t12"."on_profile",
      "t12"."source",
      "t12"."won_by",
      "t12"."unit_id",
      "t12"."cluster",
      "t12"."at",
      "t12"."then",
      "t12"."now",
      "t12"."gained",
      "t12"."shrunk",
      "t12"."lost",
      "t12"."slice_0",
      "t12"."period",
      "t12"."numerator",
      "t12"."denominator",
      SUBSTRING(
        MD5("t12"."cluster"),
        CASE WHEN (
          0 + 1
        ) >= 1 THEN 0 + 1 ELSE 0 + 1 + LENGTH(MD5("t12"."cluster")) END,
        2
      ) AS "account_bucket"
    FROM (
      SELECT
        "t11"."account_id",
        "t11"."opportunity_id",
        "t11"."lead_id",
        "t11"."sourced_by",
        "t11"."owner_id",
        "t11"."campaign_id",
        "t11"."on_profile",
        "t11"."source",
        "t11"."won_by",
        "t11"."unit_id",
        "t11"."cluster",
        "t11"."at",
        "t11"."then",
        "t11"."now",
        "t11"."gained",
        "t11"."shrunk",
        "t11"."lost",
        NULLIF("t11"."source", '') AS "slice_0",
        CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period",
        "t11"."now" AS "numerator",
        "t11"."then" AS "denominator"
      FROM (
        SELECT
          "t3"."account_id",
          "t3"."opportunity_id",
          "t3"."lead_id",
          "t3"."sourced_by",
          "t3"."owner_id",
          "t3"."campaign_id",
          "t3"."on_profile",
          "t3"."source",
          "t3"."won_by",
          "t3"."account_id" AS "unit_id",
          "t3"."account_id" AS "cluster",
          "t4"."until_at" AS "at",
          "t3"."base" + (
            CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
          ) AS "then",
          CASE
            WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
            THEN (
              "t3"."base" + (
                CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
              ) + (
                CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
              ) + (
                CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
              )
            ) * 0.0
            ELSE "t3"."base" + (
              CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
            ) + (
              CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
            ) + (
              CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
            )
          END AS "now",
          CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0 AS "gained",
          CASE
            WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
            THEN (
              CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
            ) * 0.0
            ELSE -(
              CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
            )
          END AS "shrunk",
          CASE
            WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
            THEN "t3"."base" + (
              CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
            ) + (
              CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
            )
            ELSE (
              "t3"."base" + (
                CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
              )
            ) * 0.0
          END AS "lost"
        FROM "customers" AS "t3"
        INNER JOIN "retention_windows" AS "t4"
          ON "t3"."started_at" <= "t4"."since_at"
          AND (
            (
              "t3"."churned_at" IS NULL
            ) OR (
              "t3"."churned_at" > "t4"."since_at"
            )
          )
        LEFT OUTER JOIN (
          SELECT
            "t8"."account_id" AS "_of",
            "t8"."until_at" AS "_at",
            SUM(CASE WHEN "t8"."moved_at" <= "t8"."since_at" THEN "t8"."delta" ELSE 0 END) AS "before",
            SUM(
              CASE
                WHEN NOT (
                  "t8"."moved_at" <= "t8"."since_at"
                ) AND (
                  "t8"."delta" > 0
                )
                THEN "t8"."delta"
                ELSE 0
              END
            ) AS "up",
            SUM(
              CASE
                WHEN NOT (
                  "t8"."moved_at" <= "t8"."since_at"
                ) AND (
                  "t8"."delta" < 0
                )
                THEN "t8"."delta"
                ELSE 0
              END
            ) AS "down"
          FROM (
            SELECT
              *
            FROM (
              SELECT
                "t3"."account_id",
                "t3"."started_at",
                "t3"."churned_at",
                "t4"."since_at",
                "t4"."until_at",
                "t6"."_of",
                "t6"."moved_at",
                "t6"."delta"
              FROM "customers" AS "t3"
              INNER JOIN "retention_windows" AS "t4"
                ON "t3"."started_at" <= "t4"."since_at"
                AND (
                  (
                    "t3"."churned_at" IS NULL
                  ) OR (
                    "t3"."churned_at" > "t4"."since_at"
                  )
                )
              INNER JOIN (
                SELECT
                  "t2"."account_id" AS "_of",
                  "t2"."happened_at" AS "moved_at",
                  CASE
                    WHEN "t2"."kind" = 'expanded'
                    THEN ABS("t2"."amount")
                    ELSE -(
                      ABS("t2"."amount")
                    )
                  END AS "delta"
                FROM "customer_events" AS "t2"
                WHERE
                  "t2"."kind" IN ('expanded', 'contracted') AND "t2"."amount" IS NOT NULL
              ) AS "t6"
                ON "t3"."account_id" = "t6"."_of"
            ) AS "t7"
            WHERE
              "t7"."moved_at" >= "t7"."started_at"
              AND "t7"."moved_at" <= "t7"."until_at"
              AND (
                (
                  "t7"."churned_at" IS NULL
                ) OR (
                  "t7"."moved_at" < "t7"."churned_at"
                )
              )
          ) AS "t8"
          GROUP BY
            1,
            2
        ) AS "t10"
          ON "t3"."account_id" = "t10"."_of" AND "t4"."until_at" = "t10"."_at"
      ) AS "t11"
      WHERE
        "t11"."at" IS NOT NULL
    ) AS "t12"
  ) AS "t13"
  GROUP BY
    1,
    2,
    3
) AS "t14";

SELECT
  "t13"."period",
  "t13"."slice_0",
  "t13"."then",
  "t13"."gained",
  "t13"."shrunk",
  "t13"."lost",
  DENSE_RANK() OVER (
    ORDER BY "t13"."period" ASC NULLS FIRST, "t13"."slice_0" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t12"."period",
    "t12"."slice_0",
    SUM(CAST(ROUND("t12"."then" * 1000000.0, 0) AS BIGINT)) AS "then",
    SUM(CAST(ROUND("t12"."gained" * 1000000.0, 0) AS BIGINT)) AS "gained",
    SUM(CAST(ROUND("t12"."shrunk" * 1000000.0, 0) AS BIGINT)) AS "shrunk",
    SUM(CAST(ROUND("t12"."lost" * 1000000.0, 0) AS BIGINT)) AS "lost"
  FROM (
    SELECT
      "t11"."account_id",
      "t11"."opportunity_id",
      "t11"."lead_id",
      "t11"."sourced_by",
      "t11"."owner_id",
      "t11"."campaign_id",
      "t11"."on_profile",
      "t11"."source",
      "t11"."won_by",
      "t11"."unit_id",
      "t11"."cluster",
      "t11"."at",
      "t11"."then",
      "t11"."now",
      "t11"."gained",
      "t11"."shrunk",
      "t11"."lost",
      NULLIF("t11"."source", '') AS "slice_0",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t11"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        "t3"."account_id",
        "t3"."opportunity_id",
        "t3"."lead_id",
        "t3"."sourced_by",
        "t3"."owner_id",
        "t3"."campaign_id",
        "t3"."on_profile",
        "t3"."source",
        "t3"."won_by",
        "t3"."account_id" AS "unit_id",
        "t3"."account_id" AS "cluster",
        "t4"."until_at" AS "at",
        "t3"."base" + (
          CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
        ) AS "then",
        CASE
          WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
          THEN (
            "t3"."base" + (
              CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
            ) + (
              CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
            ) + (
              CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
            )
          ) * 0.0
          ELSE "t3"."base" + (
            CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
          ) + (
            CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
          ) + (
            CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
          )
        END AS "now",
        CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0 AS "gained",
        CASE
          WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
          THEN (
            CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
          ) * 0.0
          ELSE -(
            CAST(COALESCE("t10"."down", 0) AS DOUBLE) / 1000000.0
          )
        END AS "shrunk",
        CASE
          WHEN COALESCE("t3"."churned_at" <= "t4"."until_at", FALSE)
          THEN "t3"."base" + (
            CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
          ) + (
            CAST(COALESCE("t10"."up", 0) AS DOUBLE) / 1000000.0
          )
          ELSE (
            "t3"."base" + (
              CAST(COALESCE("t10"."before", 0) AS DOUBLE) / 1000000.0
            )
          ) * 0.0
        END AS "lost"
      FROM "customers" AS "t3"
      INNER JOIN "retention_windows" AS "t4"
        ON "t3"."started_at" <= "t4"."since_at"
        AND (
          (
            "t3"."churned_at" IS NULL
          ) OR (
            "t3"."churned_at" > "t4"."since_at"
          )
        )
      LEFT OUTER JOIN (
        SELECT
          "t8"."account_id" AS "_of",
          "t8"."until_at" AS "_at",
          SUM(CASE WHEN "t8"."moved_at" <= "t8"."since_at" THEN "t8"."delta" ELSE 0 END) AS "before",
          SUM(
            CASE
              WHEN NOT (
                "t8"."moved_at" <= "t8"."since_at"
              ) AND (
                "t8"."delta" > 0
              )
              THEN "t8"."delta"
              ELSE 0
            END
          ) AS "up",
          SUM(
            CASE
              WHEN NOT (
                "t8"."moved_at" <= "t8"."since_at"
              ) AND (
                "t8"."delta" < 0
              )
              THEN "t8"."delta"
              ELSE 0
            END
          ) AS "down"
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t3"."account_id",
              "t3"."started_at",
              "t3"."churned_at",
              "t4"."since_at",
              "t4"."until_at",
              "t6"."_of",
              "t6"."moved_at",
              "t6"."delta"
            FROM "customers" AS "t3"
            INNER JOIN "retention_windows" AS "t4"
              ON "t3"."started_at" <= "t4"."since_at"
              AND (
                (
                  "t3"."churned_at" IS NULL
                ) OR (
                  "t3"."churned_at" > "t4"."since_at"
                )
              )
            INNER JOIN (
              SELECT
                "t2"."account_id" AS "_of",
                "t2"."happened_at" AS "moved_at",
                CASE
                  WHEN "t2"."kind" = 'expanded'
                  THEN ABS("t2"."amount")
                  ELSE -(
                    ABS("t2"."amount")
                  )
                END AS "delta"
              FROM "customer_events" AS "t2"
              WHERE
                "t2"."kind" IN ('expanded', 'contracted') AND "t2"."amount" IS NOT NULL
            ) AS "t6"
              ON "t3"."account_id" = "t6"."_of"
          ) AS "t7"
          WHERE
            "t7"."moved_at" >= "t7"."started_at"
            AND "t7"."moved_at" <= "t7"."until_at"
            AND (
              (
                "t7"."churned_at" IS NULL
              ) OR (
                "t7"."moved_at" < "t7"."churned_at"
              )
            )
        ) AS "t8"
        GROUP BY
          1,
          2
      ) AS "t10"
        ON "t3"."account_id" = "t10"."_of" AND "t4"."until_at" = "t10"."_at"
    ) AS "t11"
    WHERE
      "t11"."at" IS NOT NULL
  ) AS "t12"
  GROUP BY
    1,
    2
) AS "t13";
