SELECT
  "t24"."period",
  "t24"."slice_0",
  "t24"."slice_1",
  "t24"."n",
  "t24"."hits",
  "t24"."rows",
  DENSE_RANK() OVER (
    ORDER BY "t24"."period" ASC NULLS FIRST, "t24"."slice_0" ASC NULLS FIRST, "t24"."slice_1" ASC NULLS FIRST
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  ) - 1 AS "group_no"
FROM (
  SELECT
    "t23"."period",
    "t23"."slice_0",
    "t23"."slice_1",
    COUNT("t23"."hit") AS "n",
    SUM(CASE WHEN "t23"."hit" THEN 1 ELSE 0 END) AS "hits",
    COUNT(*) AS "rows"
  FROM (
    SELECT
      "t22"."kind",
      "t22"."unit_id",
      "t22"."cluster",
      "t22"."at",
      "t22"."side",
      "t22"."step",
      "t22"."hit",
      NULLIF("t22"."side", '') AS "slice_0",
      NULLIF("t22"."step", '') AS "slice_1",
      CAST(CAST(DATE_TRUNC('QUARTER', CAST("t22"."at" AS DATE)) AS TIMESTAMP) AS DATE) AS "period"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t6"."kind",
            "t6"."meeting_id" AS "unit_id",
            "t6"."meeting_id" AS "cluster",
            "t6"."held_at" AS "at",
            'sales' AS "side",
            'contributed' AS "step",
            CASE
              WHEN (
                COALESCE("t11"."listed", 0) > 0
              ) AND (
                COALESCE("t11"."noted", 0) > 0
              )
              THEN COALESCE("t11"."sales_contributed" > 0, FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit"
          FROM (
            SELECT
              "t0"."meeting_id",
              "t0"."held_at",
              "t0"."kind"
            FROM "meetings" AS "t0"
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t9"."meeting_id" AS "_meeting",
              SUM(CASE WHEN (
                "t9"."_team" = 'marketing'
              ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
              SUM(
                CASE
                  WHEN (
                    "t9"."_team" = 'marketing'
                  ) AND COALESCE("t9"."contributed", FALSE)
                  THEN 1
                  ELSE 0
                END
              ) AS "marketing_contributed",
              SUM(CASE WHEN (
                "t9"."_team" = 'sales'
              ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
              SUM(
                CASE
                  WHEN (
                    "t9"."_team" = 'sales'
                  ) AND COALESCE("t9"."contributed", FALSE)
                  THEN 1
                  ELSE 0
                END
              ) AS "sales_contributed",
              COUNT(*) AS "listed",
              COUNT("t9"."contributed") AS "noted"
            FROM (
              SELECT
                "t7"."meeting_id",
                "t7"."user_id",
                "t7"."contributed",
                "t8"."_user",
                "t8"."_team"
              FROM (
                SELECT
                  "t1"."meeting_id",
                  "t1"."user_id",
                  "t1"."contributed"
                FROM "attendance" AS "t1"
              ) AS "t7"
              LEFT OUTER JOIN (
                SELECT
                  "t2"."user_id" AS "_user",
                  "t2"."team" AS "_team"
                FROM "users" AS "t2"
              ) AS "t8"
                ON "t7"."user_id" = "t8"."_user"
            ) AS "t9"
            GROUP BY
              1
          ) AS "t11"
            ON "t6"."meeting_id" = "t11"."_meeting"
        ) AS "t14"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            "t6"."kind",
            "t6"."meeting_id" AS "unit_id",
            "t6"."meeting_id" AS "cluster",
            "t6"."held_at" AS "at",
            'both' AS "side",
            'contributed' AS "step",
            CASE
              WHEN (
                COALESCE("t11"."listed", 0) > 0
              ) AND (
                COALESCE("t11"."noted", 0) > 0
              )
              THEN COALESCE("t11"."marketing_contributed" > 0, FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END
            AND CASE
              WHEN (
                COALESCE("t11"."listed", 0) > 0
              ) AND (
                COALESCE("t11"."noted", 0) > 0
              )
              THEN COALESCE("t11"."sales_contributed" > 0, FALSE)
              ELSE CAST(NULL AS BOOLEAN)
            END AS "hit"
          FROM (
            SELECT
              "t0"."meeting_id",
              "t0"."held_at",
              "t0"."kind"
            FROM "meetings" AS "t0"
          ) AS "t6"
          LEFT OUTER JOIN (
            SELECT
              "t9"."meeting_id" AS "_meeting",
              SUM(CASE WHEN (
                "t9"."_team" = 'marketing'
              ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
              SUM(
                CASE
                  WHEN (
                    "t9"."_team" = 'marketing'
                  ) AND COALESCE("t9"."contributed", FALSE)
                  THEN 1
                  ELSE 0
                END
              ) AS "marketing_contributed",
              SUM(CASE WHEN (
                "t9"."_team" = 'sales'
              ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
              SUM(
                CASE
                  WHEN (
                    "t9"."_team" = 'sales'
                  ) AND COALESCE("t9"."contributed", FALSE)
                  THEN 1
                  ELSE 0
                END
              ) AS "sales_contributed",
              COUNT(*) AS "listed",
              COUNT("t9"."contributed") AS "noted"
            FROM (
              SELECT
                "t7"."meeting_id",
                "t7"."user_id",
                "t7"."contributed",
                "t8"."_user",
                "t8"."_team"
              FROM (
                SELECT
                  "t1"."meeting_id",
                  "t1"."user_id",
                  "t1"."contributed"
                FROM "attendance" AS "t1"
              ) AS "t7"
              LEFT OUTER JOIN (
                SELECT
                  "t2"."user_id" AS "_user",
                  "t2"."team" AS "_team"
                FROM "users" AS "t2"
              ) AS "t8"
                ON "t7"."user_id" = "t8"."_user"
            ) AS "t9"
            GROUP BY
              1
          ) AS "t11"
            ON "t6"."meeting_id" = "t11"."_meeting"
        ) AS "t18"
      ) AS "t20"
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
              "t6"."kind",
              "t6"."meeting_id" AS "unit_id",
              "t6"."meeting_id" AS "cluster",
              "t6"."held_at" AS "at",
              'marketing' AS "side",
              'attended' AS "step",
              CASE
                WHEN COALESCE("t11"."listed", 0) > 0
                THEN COALESCE("t11"."marketing_attended" > 0, FALSE)
                ELSE CAST(NULL AS BOOLEAN)
              END AS "hit"
            FROM (
              SELECT
                "t0"."meeting_id",
                "t0"."held_at",
                "t0"."kind"
              FROM "meetings" AS "t0"
            ) AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t9"."meeting_id" AS "_meeting",
                SUM(CASE WHEN (
                  "t9"."_team" = 'marketing'
                ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'marketing'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "marketing_contributed",
                SUM(CASE WHEN (
                  "t9"."_team" = 'sales'
                ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'sales'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "sales_contributed",
                COUNT(*) AS "listed",
                COUNT("t9"."contributed") AS "noted"
              FROM (
                SELECT
                  "t7"."meeting_id",
                  "t7"."user_id",
                  "t7"."contributed",
                  "t8"."_user",
                  "t8"."_team"
                FROM (
                  SELECT
                    "t1"."meeting_id",
                    "t1"."user_id",
                    "t1"."contributed"
                  FROM "attendance" AS "t1"
                ) AS "t7"
                LEFT OUTER JOIN (
                  SELECT
                    "t2"."user_id" AS "_user",
                    "t2"."team" AS "_team"
                  FROM "users" AS "t2"
                ) AS "t8"
                  ON "t7"."user_id" = "t8"."_user"
              ) AS "t9"
              GROUP BY
                1
            ) AS "t11"
              ON "t6"."meeting_id" = "t11"."_meeting"
          ) AS "t12"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t6"."kind",
              "t6"."meeting_id" AS "unit_id",
              "t6"."meeting_id" AS "cluster",
              "t6"."held_at" AS "at",
              'sales' AS "side",
              'attended' AS "step",
              CASE
                WHEN COALESCE("t11"."listed", 0) > 0
                THEN COALESCE("t11"."sales_attended" > 0, FALSE)
                ELSE CAST(NULL AS BOOLEAN)
              END AS "hit"
            FROM (
              SELECT
                "t0"."meeting_id",
                "t0"."held_at",
                "t0"."kind"
              FROM "meetings" AS "t0"
            ) AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t9"."meeting_id" AS "_meeting",
                SUM(CASE WHEN (
                  "t9"."_team" = 'marketing'
                ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'marketing'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "marketing_contributed",
                SUM(CASE WHEN (
                  "t9"."_team" = 'sales'
                ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'sales'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "sales_contributed",
                COUNT(*) AS "listed",
                COUNT("t9"."contributed") AS "noted"
              FROM (
                SELECT
                  "t7"."meeting_id",
                  "t7"."user_id",
                  "t7"."contributed",
                  "t8"."_user",
                  "t8"."_team"
                FROM (
                  SELECT
                    "t1"."meeting_id",
                    "t1"."user_id",
                    "t1"."contributed"
                  FROM "attendance" AS "t1"
                ) AS "t7"
                LEFT OUTER JOIN (
                  SELECT
                    "t2"."user_id" AS "_user",
                    "t2"."team" AS "_team"
                  FROM "users" AS "t2"
                ) AS "t8"
                  ON "t7"."user_id" = "t8"."_user"
              ) AS "t9"
              GROUP BY
                1
            ) AS "t11"
              ON "t6"."meeting_id" = "t11"."_meeting"
          ) AS "t13"
        ) AS "t16"
        UNION ALL
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t6"."kind",
              "t6"."meeting_id" AS "unit_id",
              "t6"."meeting_id" AS "cluster",
              "t6"."held_at" AS "at",
              'both' AS "side",
              'attended' AS "step",
              CASE
                WHEN COALESCE("t11"."listed", 0) > 0
                THEN COALESCE("t11"."marketing_attended" > 0, FALSE)
                ELSE CAST(NULL AS BOOLEAN)
              END
              AND CASE
                WHEN COALESCE("t11"."listed", 0) > 0
                THEN COALESCE("t11"."sales_attended" > 0, FALSE)
                ELSE CAST(NULL AS BOOLEAN)
              END AS "hit"
            FROM (
              SELECT
                "t0"."meeting_id",
                "t0"."held_at",
                "t0"."kind"
              FROM "meetings" AS "t0"
            ) AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t9"."meeting_id" AS "_meeting",
                SUM(CASE WHEN (
                  "t9"."_team" = 'marketing'
                ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'marketing'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "marketing_contributed",
                SUM(CASE WHEN (
                  "t9"."_team" = 'sales'
                ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'sales'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "sales_contributed",
                COUNT(*) AS "listed",
                COUNT("t9"."contributed") AS "noted"
              FROM (
                SELECT
                  "t7"."meeting_id",
                  "t7"."user_id",
                  "t7"."contributed",
                  "t8"."_user",
                  "t8"."_team"
                FROM (
                  SELECT
                    "t1"."meeting_id",
                    "t1"."user_id",
                    "t1"."contributed"
                  FROM "attendance" AS "t1"
                ) AS "t7"
                LEFT OUTER JOIN (
                  SELECT
                    "t2"."user_id" AS "_user",
                    "t2"."team" AS "_team"
                  FROM "users" AS "t2"
                ) AS "t8"
                  ON "t7"."user_id" = "t8"."_user"
              ) AS "t9"
              GROUP BY
                1
            ) AS "t11"
              ON "t6"."meeting_id" = "t11"."_meeting"
          ) AS "t17"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t6"."kind",
              "t6"."meeting_id" AS "unit_id",
              "t6"."meeting_id" AS "cluster",
              "t6"."held_at" AS "at",
              'marketing' AS "side",
              'contributed' AS "step",
              CASE
                WHEN (
                  COALESCE("t11"."listed", 0) > 0
                ) AND (
                  COALESCE("t11"."noted", 0) > 0
                )
                THEN COALESCE("t11"."marketing_contributed" > 0, FALSE)
                ELSE CAST(NULL AS BOOLEAN)
              END AS "hit"
            FROM (
              SELECT
                "t0"."meeting_id",
                "t0"."held_at",
                "t0"."kind"
              FROM "meetings" AS "t0"
            ) AS "t6"
            LEFT OUTER JOIN (
              SELECT
                "t9"."meeting_id" AS "_meeting",
                SUM(CASE WHEN (
                  "t9"."_team" = 'marketing'
                ) AND TRUE THEN 1 ELSE 0 END) AS "marketing_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'marketing'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "marketing_contributed",
                SUM(CASE WHEN (
                  "t9"."_team" = 'sales'
                ) AND TRUE THEN 1 ELSE 0 END) AS "sales_attended",
                SUM(
                  CASE
                    WHEN (
                      "t9"."_team" = 'sales'
                    ) AND COALESCE("t9"."contributed", FALSE)
                    THEN 1
                    ELSE 0
                  END
                ) AS "sales_contributed",
                COUNT(*) AS "listed",
                COUNT("t9"."contributed") AS "noted"
              FROM (
                SELECT
                  "t7"."meeting_id",
                  "t7"."user_id",
                  "t7"."contributed",
                  "t8"."_user",
                  "t8"."_team"
                FROM (
                  SELECT
                    "t1"."meeting_id",
                    "t1"."user_id",
                    "t1"."contributed"
                  FROM "attendance" AS "t1"
                ) AS "t7"
                LEFT OUTER JOIN (
                  SELECT
                    "t2"."user_id" AS "_user",
                    "t2"."team" AS "_team"
                  FROM "users" AS "t2"
                ) AS "t8"
                  ON "t7"."user_id" = "t8"."_user"
              ) AS "t9"
              GROUP BY
                1
            ) AS "t11"
              ON "t6"."meeting_id" = "t11"."_meeting"
          ) AS "t15"
        ) AS "t19"
      ) AS "t21"
    ) AS "t22"
    WHERE
      "t22"."at" IS NOT NULL
  ) AS "t23"
  GROUP BY
    1,
    2,
    3
) AS "t24";
