WITH "t6" AS (
  SELECT
    *
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("is_dated", "of_others")
    FROM (
      SELECT
        "t3"."survey_id",
        "t3"."respondent",
        "t3"."scale_min",
        "t3"."scale_max",
        "t3"."question",
        "t3"."value",
        "t3"."is_unturned",
        "t3"."team",
        "t3"."said",
        "t3"."given_at",
        "t3"."is_dated",
        "t3"."at",
        "t3"."of_others",
        CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
        NOT (
          "t3"."is_dated"
        )
        OR (
          CAST("t3"."at" AS DATE) < MAKE_DATE(2025, 6, 30)
        ) AS "is_first_over",
        "t3"."of_others"
        OR (
          (
            DATE_DIFF('SECOND', "t3"."at", "t3"."given_at") / 86400.0
          ) <= 14.0
        ) AS "in_time",
        "t3"."of_others"
        OR (
          (
            DATE_DIFF('SECOND', "t3"."at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400.0
          ) >= 14.0
        ) AS "is_closed"
      FROM (
        SELECT
          "t2"."survey_id",
          "t2"."respondent",
          "t2"."scale_min",
          "t2"."scale_max",
          "t2"."question",
          "t2"."value",
          "t2"."is_unturned",
          "t2"."team",
          "t2"."said",
          "t2"."given_at",
          MAX(CASE WHEN "t2"."is_dated" THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t2"."survey_id"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 1 AS "is_dated",
          "t2"."at",
          MAX(CASE WHEN "t2"."team" IN ('marketing', 'sales', '') THEN 1 ELSE 0 END) OVER (
            PARTITION BY "t2"."survey_id"
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
          ) = 0 AS "of_others"
        FROM (
          SELECT
            "t1"."survey_id",
            "t1"."respondent",
            "t1"."scale_min",
            "t1"."scale_max",
            "t1"."question",
            "t1"."value",
            "t1"."is_unturned",
            "t1"."team",
            "t1"."said",
            "t1"."given_at",
            "t1"."is_dated",
            MIN("t1"."given_at") OVER (
              PARTITION BY "t1"."survey_id"
              ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            ) AS "at"
          FROM (
            SELECT
              "t0"."survey_id",
              "t0"."respondent",
              "t0"."scale_min",
              "t0"."scale_max",
              LOWER(TRIM("t0"."question", ' \t
\r\v\f')) AS "question",
              CASE
                WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                THEN (
                  "t0"."scale_min" + "t0"."scale_max"
                ) - "t0"."value"
                ELSE "t0"."value"
              END AS "value",
              (
                "t0"."value" IS NOT NULL
              )
              AND (
                CASE
                  WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                  THEN (
                    "t0"."scale_min" + "t0"."scale_max"
                  ) - "t0"."value"
                  ELSE "t0"."value"
                END IS NULL
              ) AS "is_unturned",
              COALESCE(LOWER(TRIM("t0"."team", ' \t
\r\v\f')), '') AS "team",
              NULLIF("t0"."text", '') AS "said",
              COALESCE("t0"."answered_at", "t0"."known_at") AS "given_at",
              "t0"."answered_at" IS NOT NULL AS "is_dated"
            FROM "survey_answers" AS "t0"
            WHERE
              COALESCE("t0"."answered_at", "t0"."known_at") IS NOT NULL
          ) AS "t1"
        ) AS "t2"
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
  WHERE
    (
      "t5"."value" IS NOT NULL
    ) OR "t5"."is_unturned"
), "t12" AS (
  SELECT
    "t10"."survey_id",
    "t10"."question",
    "t10"."team",
    "t10"."respondent",
    "t10"."at",
    "t10"."stage",
    COUNT(*) OVER (
      PARTITION BY "t10"."survey_id", "t10"."question", "t10"."team", "t10"."stage"
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "people"
  FROM (
    SELECT
      *
    FROM (
      SELECT DISTINCT
        "t5"."survey_id",
        "t5"."question",
        "t5"."team",
        "t5"."respondent",
        "t5"."at",
        'first' AS "stage"
      FROM (
        SELECT
          "t4".*
          EXCLUDE ("is_dated", "of_others")
        FROM (
          SELECT
            "t3"."survey_id",
            "t3"."respondent",
            "t3"."scale_min",
            "t3"."scale_max",
            "t3"."question",
            "t3"."value",
            "t3"."is_unturned",
            "t3"."team",
            "t3"."said",
            "t3"."given_at",
            "t3"."is_dated",
            "t3"."at",
            "t3"."of_others",
            CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
            NOT (
              "t3"."is_dated"
            )
            OR (
              CAST("t3"."at" AS DATE) < MAKE_DATE(2025, 6, 30)
            ) AS "is_first_over",
            "t3"."of_others"
            OR (
              (
                DATE_DIFF('SECOND', "t3"."at", "t3"."given_at") / 86400.0
              ) <= 14.0
            ) AS "in_time",
            "t3"."of_others"
            OR (
              (
                DATE_DIFF('SECOND', "t3"."at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400.0
              ) >= 14.0
            ) AS "is_closed"
          FROM (
            SELECT
              "t2"."survey_id",
              "t2"."respondent",
              "t2"."scale_min",
              "t2"."scale_max",
              "t2"."question",
              "t2"."value",
              "t2"."is_unturned",
              "t2"."team",
              "t2"."said",
              "t2"."given_at",
              MAX(CASE WHEN "t2"."is_dated" THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t2"."survey_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 1 AS "is_dated",
              "t2"."at",
              MAX(CASE WHEN "t2"."team" IN ('marketing', 'sales', '') THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t2"."survey_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 0 AS "of_others"
            FROM (
              SELECT
                "t1"."survey_id",
                "t1"."respondent",
                "t1"."scale_min",
                "t1"."scale_max",
                "t1"."question",
                "t1"."value",
                "t1"."is_unturned",
                "t1"."team",
                "t1"."said",
                "t1"."given_at",
                "t1"."is_dated",
                MIN("t1"."given_at") OVER (
                  PARTITION BY "t1"."survey_id"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "at"
              FROM (
                SELECT
                  "t0"."survey_id",
                  "t0"."respondent",
                  "t0"."scale_min",
                  "t0"."scale_max",
                  LOWER(TRIM("t0"."question", ' \t
\r\v\f')) AS "question",
                  CASE
                    WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                    THEN (
                      "t0"."scale_min" + "t0"."scale_max"
                    ) - "t0"."value"
                    ELSE "t0"."value"
                  END AS "value",
                  (
                    "t0"."value" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                      THEN (
                        "t0"."scale_min" + "t0"."scale_max"
                      ) - "t0"."value"
                      ELSE "t0"."value"
                    END IS NULL
                  ) AS "is_unturned",
                  COALESCE(LOWER(TRIM("t0"."team", ' \t
\r\v\f')), '') AS "team",
                  NULLIF("t0"."text", '') AS "said",
                  COALESCE("t0"."answered_at", "t0"."known_at") AS "given_at",
                  "t0"."answered_at" IS NOT NULL AS "is_dated"
                FROM "survey_answers" AS "t0"
                WHERE
                  COALESCE("t0"."answered_at", "t0"."known_at") IS NOT NULL
              ) AS "t1"
            ) AS "t2"
          ) AS "t3"
        ) AS "t4"
      ) AS "t5"
      WHERE
        (
          (
            "t5"."value" IS NOT NULL
          ) OR "t5"."is_unturned"
        )
        AND "t5"."is_first"
        AND "t5"."in_time"
    ) AS "t7"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT DISTINCT
        "t5"."survey_id",
        "t5"."question",
        "t5"."team",
        "t5"."respondent",
        "t5"."at",
        'all' AS "stage"
      FROM (
        SELECT
          "t4".*
          EXCLUDE ("is_dated", "of_others")
        FROM (
          SELECT
            "t3"."survey_id",
            "t3"."respondent",
            "t3"."scale_min",
            "t3"."scale_max",
            "t3"."question",
            "t3"."value",
            "t3"."is_unturned",
            "t3"."team",
            "t3"."said",
            "t3"."given_at",
            "t3"."is_dated",
            "t3"."at",
            "t3"."of_others",
            CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
            NOT (
              "t3"."is_dated"
            )
            OR (
              CAST("t3"."at" AS DATE) < MAKE_DATE(2025, 6, 30)
            ) AS "is_first_over",
            "t3"."of_others"
            OR (
              (
                DATE_DIFF('SECOND', "t3"."at", "t3"."given_at") / 86400.0
              ) <= 14.0
            ) AS "in_time",
            "t3"."of_others"
            OR (
              (
                DATE_DIFF('SECOND', "t3"."at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400.0
              ) >= 14.0
            ) AS "is_closed"
          FROM (
            SELECT
              "t2"."survey_id",
              "t2"."respondent",
              "t2"."scale_min",
              "t2"."scale_max",
              "t2"."question",
              "t2"."value",
              "t2"."is_unturned",
              "t2"."team",
              "t2"."said",
              "t2"."given_at",
              MAX(CASE WHEN "t2"."is_dated" THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t2"."survey_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 1 AS "is_dated",
              "t2"."at",
              MAX(CASE WHEN "t2"."team" IN ('marketing', 'sales', '') THEN 1 ELSE 0 END) OVER (
                PARTITION BY "t2"."survey_id"
                ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
              ) = 0 AS "of_others"
            FROM (
              SELECT
                "t1"."survey_id",
                "t1"."respondent",
                "t1"."scale_min",
                "t1"."scale_max",
                "t1"."question",
                "t1"."value",
                "t1"."is_unturned",
                "t1"."team",
                "t1"."said",
                "t1"."given_at",
                "t1"."is_dated",
                MIN("t1"."given_at") OVER (
                  PARTITION BY "t1"."survey_id"
                  ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                ) AS "at"
              FROM (
                SELECT
                  "t0"."survey_id",
                  "t0"."respondent",
                  "t0"."scale_min",
                  "t0"."scale_max",
                  LOWER(TRIM("t0"."question", ' \t
\r\v\f')) AS "question",
                  CASE
                    WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                    THEN (
                      "t0"."scale_min" + "t0"."scale_max"
                    ) - "t0"."value"
                    ELSE "t0"."value"
                  END AS "value",
                  (
                    "t0"."value" IS NOT NULL
                  )
                  AND (
                    CASE
                      WHEN LOWER(TRIM("t0"."question", ' \t
\r\v\f')) IN ('working_apart')
                      THEN (
                        "t0"."scale_min" + "t0"."scale_max"
                      ) - "t0"."value"
                      ELSE "t0"."value"
                    END IS NULL
                  ) AS "is_unturned",
                  COALESCE(LOWER(TRIM("t0"."team", ' \t
\r\v\f')), '') AS "team",
                  NULLIF("t0"."text", '') AS "said",
                  COALESCE("t0"."answered_at", "t0"."known_at") AS "given_at",
                  "t0"."answered_at" IS NOT NULL AS "is_dated"
                FROM "survey_answers" AS "t0"
                WHERE
                  COALESCE("t0"."answered_at", "t0"."known_at") IS NOT NULL
              ) AS "t1"
            ) AS "t2"
          ) AS "t3"
        ) AS "t4"
      ) AS "t5"
      WHERE
        (
          (
            "t5"."value" IS NOT NULL
          ) OR "t5"."is_unturned"
        ) AND "t5"."in_time"
    ) AS "t8"
  ) AS "t10"
), "t26" AS (
  SELECT
    "t25"."survey_id",
    "t25"."question",
    "t25"."team",
    "t25"."began",
    "t25"."takes_all",
    CASE
      WHEN FALSE
      THEN 'small_team'
      WHEN (
        CASE WHEN "t25"."takes_all" THEN "t25"."n_all" ELSE "t25"."n_first" END < 5
      )
      AND (
        "t25"."closed" = 0
      )
      THEN 'open'
      WHEN CASE WHEN "t25"."takes_all" THEN "t25"."n_all" ELSE "t25"."n_first" END < 5
      THEN 'few'
      WHEN "t25"."later_survey" IS NOT NULL
      THEN 'wave'
      WHEN "t25"."unturned" = 1
      THEN 'unturned'
      ELSE CAST(NULL AS TEXT)
    END AS "hidden"
  FROM (
    SELECT
      "t20"."survey_id",
      "t20"."question",
      "t20"."team",
      "t20"."began",
      "t20"."closed",
      "t20"."n_first",
      "t20"."n_all",
      "t20"."unturned",
      "t20"."takes_all",
      "t24"."later_survey",
      "t24"."later_question",
      "t24"."later_team"
    FROM (
      SELECT
        "t13"."survey_id",
        "t13"."question",
        "t13"."team",
        "t13"."began",
        "t13"."closed",
        "t13"."n_first",
        "t13"."n_all",
        "t13"."unturned",
        (
          "t13"."closed" = 1
        )
        AND (
          (
            "t13"."n_first" < 5
          )
          OR (
            (
              "t13"."n_all" - "t13"."n_first"
            ) = 0
          )
          OR (
            (
              "t13"."n_all" - "t13"."n_first"
            ) >= 5
          )
        ) AS "takes_all"
      FROM (
        SELECT
          "t9"."survey_id",
          "t9"."question",
          "t9"."team",
          MIN("t9"."at") AS "began",
          MAX(CASE WHEN "t9"."is_closed" THEN 1 ELSE 0 END) AS "closed",
          COUNT(DISTINCT "t9"."respondent") FILTER(WHERE
            "t9"."is_first" AND "t9"."is_first_over") AS "n_first",
          COUNT(DISTINCT "t9"."respondent") FILTER(WHERE
            "t9"."in_time") AS "n_all",
          MAX(CASE WHEN "t9"."is_unturned" THEN 1 ELSE 0 END) AS "unturned"
        FROM "t6" AS "t9"
        GROUP BY
          1,
          2,
          3
      ) AS "t13"
    ) AS "t20"
    LEFT OUTER JOIN (
      SELECT DISTINCT
        "t22"."survey_id" AS "later_survey",
        "t22"."question" AS "later_question",
        "t22"."team" AS "later_team"
      FROM (
        SELECT
          "t21"."survey_id",
          "t21"."question",
          "t21"."team",
          "t21"."stage",
          "t21"."people",
          "t21"."e_survey_id",
          "t21"."e_stage",
          "t21"."e_people",
          COUNT(*) AS "shared"
        FROM (
          SELECT
            "t17"."survey_id",
            "t17"."question",
            "t17"."team",
            "t17"."respondent",
            "t17"."at",
            "t17"."stage",
            "t17"."people",
            "t18"."e_survey_id",
            "t18"."e_question",
            "t18"."e_team",
            "t18"."e_respondent",
            "t18"."e_at",
            "t18"."e_stage",
            "t18"."e_people"
          FROM (
            SELECT
              *
            FROM "t12" AS "t14"
            WHERE
              "t14"."people" >= 5
          ) AS "t17"
          INNER JOIN (
            SELECT
              "t14"."survey_id" AS "e_survey_id",
              "t14"."question" AS "e_question",
              "t14"."team" AS "e_team",
              "t14"."respondent" AS "e_respondent",
              "t14"."at" AS "e_at",
              "t14"."stage" AS "e_stage",
              "t14"."people" AS "e_people"
            FROM "t12" AS "t14"
            WHERE
              "t14"."people" >= 5
          ) AS "t18"
            ON "t17"."respondent" = "t18"."e_respondent"
            AND "t17"."question" = "t18"."e_question"
            AND "t17"."team" = "t18"."e_team"
            AND (
              (
                "t18"."e_at" < "t17"."at"
              )
              OR (
                (
                  "t18"."e_at" = "t17"."at"
                ) AND (
                  "t18"."e_survey_id" < "t17"."survey_id"
                )
              )
            )
        ) AS "t21"
        GROUP BY
          1,
          2,
          3,
          4,
          5,
          6,
          7,
          8
      ) AS "t22"
      WHERE
        (
          (
            "t22"."people" + "t22"."e_people"
          ) - (
            "t22"."shared" * 2
          )
        ) > 0
        AND (
          (
            "t22"."people" + "t22"."e_people"
          ) - (
            "t22"."shared" * 2
          )
        ) < 5
    ) AS "t24"
      ON "t20"."survey_id" = "t24"."later_survey"
      AND "t20"."question" = "t24"."later_question"
      AND "t20"."team" = "t24"."later_team"
  ) AS "t25"
)
SELECT
  *
FROM (
  SELECT
    "t34"."survey_id",
    "t34"."question",
    "t34"."team",
    "t34"."scale_min",
    "t34"."scale_max",
    "t34"."value",
    "t34"."n",
    "t34"."whole",
    "t34"."at",
    "t34"."hidden"
  FROM (
    SELECT
      "t33"."survey_id",
      "t33"."question",
      "t33"."team",
      "t33"."scale_min",
      "t33"."scale_max",
      "t33"."value",
      "t33"."n",
      "t33"."at",
      CAST(NULL AS TEXT) AS "hidden",
      SUM("t33"."n") OVER (
        PARTITION BY "t33"."survey_id", "t33"."question", "t33"."team"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "whole"
    FROM (
      SELECT
        "t32"."survey_id",
        "t32"."question",
        "t32"."team",
        "t32"."scale_min",
        "t32"."scale_max",
        "t32"."value",
        COUNT(*) AS "n",
        MIN("t32"."at") AS "at"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t11"."survey_id",
            "t11"."respondent",
            "t11"."scale_min",
            "t11"."scale_max",
            "t11"."question",
            "t11"."value",
            "t11"."is_unturned",
            "t11"."team",
            "t11"."said",
            "t11"."given_at",
            "t11"."at",
            "t11"."is_first",
            "t11"."is_first_over",
            "t11"."in_time",
            "t11"."is_closed",
            "t30"."_survey",
            "t30"."_question",
            "t30"."_team",
            "t30"."takes_all"
          FROM "t6" AS "t11"
          INNER JOIN (
            SELECT
              "t27"."survey_id" AS "_survey",
              "t27"."question" AS "_question",
              "t27"."team" AS "_team",
              "t27"."takes_all"
            FROM "t26" AS "t27"
            WHERE
              "t27"."hidden" IS NULL
          ) AS "t30"
            ON "t11"."survey_id" = "t30"."_survey"
            AND "t11"."question" = "t30"."_question"
            AND "t11"."team" = "t30"."_team"
        ) AS "t31"
        WHERE
          CASE WHEN "t31"."takes_all" THEN "t31"."in_time" ELSE "t31"."is_first" END
      ) AS "t32"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6
    ) AS "t33"
  ) AS "t34"
) AS "t35"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t27"."survey_id",
    "t27"."question",
    "t27"."team",
    CAST(NULL AS DOUBLE) AS "scale_min",
    CAST(NULL AS DOUBLE) AS "scale_max",
    CAST(NULL AS DOUBLE) AS "value",
    0 AS "n",
    0 AS "whole",
    "t27"."began" AS "at",
    "t27"."hidden"
  FROM "t26" AS "t27"
  WHERE
    "t27"."hidden" IS NOT NULL
) AS "t28";
