WITH "t6" AS (
  SELECT
    *
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("of_others")
    FROM (
      SELECT
        "t3"."survey_id",
        "t3"."respondent",
        "t3"."scale_min",
        "t3"."scale_max",
        "t3"."question",
        "t3"."value",
        "t3"."team",
        "t3"."said",
        "t3"."given_at",
        "t3"."at",
        "t3"."of_others",
        CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
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
          "t2"."team",
          "t2"."said",
          "t2"."given_at",
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
            "t1"."team",
            "t1"."said",
            "t1"."given_at",
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
              COALESCE(LOWER(TRIM("t0"."team", ' \t
\r\v\f')), '') AS "team",
              NULLIF("t0"."text", '') AS "said",
              COALESCE("t0"."answered_at", "t0"."known_at") AS "given_at"
            FROM "survey_answers" AS "t0"
            WHERE
              COALESCE("t0"."answered_at", "t0"."known_at") IS NOT NULL
          ) AS "t1"
        ) AS "t2"
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
  WHERE
    "t5"."value" IS NOT NULL
), "t7" AS (
  SELECT DISTINCT
    "t5"."survey_id",
    "t5"."question",
    "t5"."team",
    "t5"."respondent",
    "t5"."at"
  FROM (
    SELECT
      "t4".*
      EXCLUDE ("of_others")
    FROM (
      SELECT
        "t3"."survey_id",
        "t3"."respondent",
        "t3"."scale_min",
        "t3"."scale_max",
        "t3"."question",
        "t3"."value",
        "t3"."team",
        "t3"."said",
        "t3"."given_at",
        "t3"."at",
        "t3"."of_others",
        CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
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
          "t2"."team",
          "t2"."said",
          "t2"."given_at",
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
            "t1"."team",
            "t1"."said",
            "t1"."given_at",
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
              COALESCE(LOWER(TRIM("t0"."team", ' \t
\r\v\f')), '') AS "team",
              NULLIF("t0"."text", '') AS "said",
              COALESCE("t0"."answered_at", "t0"."known_at") AS "given_at"
            FROM "survey_answers" AS "t0"
            WHERE
              COALESCE("t0"."answered_at", "t0"."known_at") IS NOT NULL
          ) AS "t1"
        ) AS "t2"
      ) AS "t3"
    ) AS "t4"
  ) AS "t5"
  WHERE
    "t5"."value" IS NOT NULL
), "t12" AS (
  SELECT
    "t9"."survey_id",
    "t9"."question",
    "t9"."team",
    COUNT(*) AS "people"
  FROM "t7" AS "t9"
  GROUP BY
    1,
    2,
    3
), "t30" AS (
  SELECT
    "t29"."survey_id",
    "t29"."question",
    "t29"."team",
    "t29"."began",
    "t29"."takes_all",
    CASE
      WHEN FALSE
      THEN 'small_team'
      WHEN (
        CASE WHEN "t29"."takes_all" THEN "t29"."n_all" ELSE "t29"."n_first" END < 5
      )
      AND (
        "t29"."closed" = 0
      )
      THEN 'open'
      WHEN CASE WHEN "t29"."takes_all" THEN "t29"."n_all" ELSE "t29"."n_first" END < 5
      THEN 'few'
      WHEN "t29"."later_survey" IS NOT NULL
      THEN 'wave'
      ELSE CAST(NULL AS TEXT)
    END AS "hidden"
  FROM (
    SELECT
      "t24"."survey_id",
      "t24"."question",
      "t24"."team",
      "t24"."began",
      "t24"."closed",
      "t24"."n_first",
      "t24"."n_all",
      "t24"."takes_all",
      "t28"."later_survey",
      "t28"."later_question",
      "t28"."later_team"
    FROM (
      SELECT
        "t16"."survey_id",
        "t16"."question",
        "t16"."team",
        "t16"."began",
        "t16"."closed",
        "t16"."n_first",
        "t16"."n_all",
        (
          "t16"."closed" = 1
        )
        AND (
          (
            "t16"."n_first" < 5
          )
          OR (
            (
              "t16"."n_all" - "t16"."n_first"
            ) = 0
          )
          OR (
            (
              "t16"."n_all" - "t16"."n_first"
            ) >= 5
          )
        ) AS "takes_all"
      FROM (
        SELECT
          "t8"."survey_id",
          "t8"."question",
          "t8"."team",
          MIN("t8"."at") AS "began",
          MAX(CASE WHEN "t8"."is_closed" THEN 1 ELSE 0 END) AS "closed",
          COUNT(DISTINCT "t8"."respondent") FILTER(WHERE
            "t8"."is_first") AS "n_first",
          COUNT(DISTINCT "t8"."respondent") FILTER(WHERE
            "t8"."in_time") AS "n_all"
        FROM "t6" AS "t8"
        GROUP BY
          1,
          2,
          3
      ) AS "t16"
    ) AS "t24"
    LEFT OUTER JOIN (
      SELECT DISTINCT
        "t26"."survey_id" AS "later_survey",
        "t26"."question" AS "later_question",
        "t26"."team" AS "later_team"
      FROM (
        SELECT
          "t25"."survey_id",
          "t25"."question",
          "t25"."team",
          "t25"."shared",
          "t19"."l_people",
          "t20"."f_people"
        FROM (
          SELECT
            "t21"."survey_id",
            "t21"."question",
            "t21"."team",
            "t21"."e_survey",
            COUNT(*) AS "shared"
          FROM (
            SELECT
              "t11"."survey_id",
              "t11"."question",
              "t11"."team",
              "t11"."respondent",
              "t11"."at",
              "t15"."e_survey",
              "t15"."e_question",
              "t15"."e_team",
              "t15"."e_respondent",
              "t15"."e_at"
            FROM "t7" AS "t11"
            INNER JOIN (
              SELECT
                "t9"."survey_id" AS "e_survey",
                "t9"."question" AS "e_question",
                "t9"."team" AS "e_team",
                "t9"."respondent" AS "e_respondent",
                "t9"."at" AS "e_at"
              FROM "t7" AS "t9"
            ) AS "t15"
              ON "t11"."respondent" = "t15"."e_respondent"
              AND "t11"."question" = "t15"."e_question"
              AND "t11"."team" = "t15"."e_team"
              AND (
                (
                  "t15"."e_at" < "t11"."at"
                )
                OR (
                  (
                    "t15"."e_at" = "t11"."at"
                  ) AND (
                    "t15"."e_survey" < "t11"."survey_id"
                  )
                )
              )
          ) AS "t21"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t25"
        INNER JOIN (
          SELECT
            "t14"."survey_id" AS "l_survey",
            "t14"."question" AS "l_question",
            "t14"."team" AS "l_team",
            "t14"."people" AS "l_people"
          FROM "t12" AS "t14"
        ) AS "t19"
          ON "t25"."survey_id" = "t19"."l_survey"
          AND "t25"."question" = "t19"."l_question"
          AND "t25"."team" = "t19"."l_team"
        INNER JOIN (
          SELECT
            "t14"."survey_id" AS "f_survey",
            "t14"."question" AS "f_question",
            "t14"."team" AS "f_team",
            "t14"."people" AS "f_people"
          FROM "t12" AS "t14"
        ) AS "t20"
          ON "t25"."e_survey" = "t20"."f_survey"
          AND "t25"."question" = "t20"."f_question"
          AND "t25"."team" = "t20"."f_team"
      ) AS "t26"
      WHERE
        (
          (
            "t26"."l_people" + "t26"."f_people"
          ) - (
            "t26"."shared" * 2
          )
        ) > 0
        AND (
          (
            "t26"."l_people" + "t26"."f_people"
          ) - (
            "t26"."shared" * 2
          )
        ) < 5
    ) AS "t28"
      ON "t24"."survey_id" = "t28"."later_survey"
      AND "t24"."question" = "t28"."later_question"
      AND "t24"."team" = "t28"."later_team"
  ) AS "t29"
)
SELECT
  *
FROM (
  SELECT
    "t38"."survey_id",
    "t38"."question",
    "t38"."team",
    "t38"."scale_min",
    "t38"."scale_max",
    "t38"."value",
    "t38"."n",
    "t38"."whole",
    "t38"."at",
    "t38"."hidden"
  FROM (
    SELECT
      "t37"."survey_id",
      "t37"."question",
      "t37"."team",
      "t37"."scale_min",
      "t37"."scale_max",
      "t37"."value",
      "t37"."n",
      "t37"."at",
      CAST(NULL AS TEXT) AS "hidden",
      SUM("t37"."n") OVER (
        PARTITION BY "t37"."survey_id", "t37"."question", "t37"."team"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "whole"
    FROM (
      SELECT
        "t36"."survey_id",
        "t36"."question",
        "t36"."team",
        "t36"."scale_min",
        "t36"."scale_max",
        "t36"."value",
        COUNT(*) AS "n",
        MIN("t36"."at") AS "at"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t10"."survey_id",
            "t10"."respondent",
            "t10"."scale_min",
            "t10"."scale_max",
            "t10"."question",
            "t10"."value",
            "t10"."team",
            "t10"."said",
            "t10"."given_at",
            "t10"."at",
            "t10"."is_first",
            "t10"."in_time",
            "t10"."is_closed",
            "t34"."_survey",
            "t34"."_question",
            "t34"."_team",
            "t34"."takes_all"
          FROM "t6" AS "t10"
          INNER JOIN (
            SELECT
              "t31"."survey_id" AS "_survey",
              "t31"."question" AS "_question",
              "t31"."team" AS "_team",
              "t31"."takes_all"
            FROM "t30" AS "t31"
            WHERE
              "t31"."hidden" IS NULL
          ) AS "t34"
            ON "t10"."survey_id" = "t34"."_survey"
            AND "t10"."question" = "t34"."_question"
            AND "t10"."team" = "t34"."_team"
        ) AS "t35"
        WHERE
          CASE WHEN "t35"."takes_all" THEN "t35"."in_time" ELSE "t35"."is_first" END
      ) AS "t36"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6
    ) AS "t37"
  ) AS "t38"
) AS "t39"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t31"."survey_id",
    "t31"."question",
    "t31"."team",
    CAST(NULL AS DOUBLE) AS "scale_min",
    CAST(NULL AS DOUBLE) AS "scale_max",
    CAST(NULL AS DOUBLE) AS "value",
    0 AS "n",
    0 AS "whole",
    "t31"."began" AS "at",
    "t31"."hidden"
  FROM "t30" AS "t31"
  WHERE
    "t31"."hidden" IS NOT NULL
) AS "t32";
