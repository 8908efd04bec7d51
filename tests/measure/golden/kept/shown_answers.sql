WITH "t2" AS (
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
), "t4" AS (
  SELECT DISTINCT
    "t3"."survey_id",
    "t3"."question",
    "t3"."team",
    "t3"."respondent",
    "t3"."at"
  FROM "t2" AS "t3"
  WHERE
    "t3"."value" IS NOT NULL
), "t7" AS (
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
    CAST("t3"."given_at" AS DATE) = CAST("t3"."at" AS DATE) AS "is_first",
    (
      DATE_DIFF('SECOND', "t3"."at", "t3"."given_at") / 86400.0
    ) <= 14.0 AS "in_time",
    (
      DATE_DIFF('SECOND', "t3"."at", MAKE_TIMESTAMP(2025, 6, 30, 0, 0, 0.0)) / 86400.0
    ) >= 14.0 AS "is_closed"
  FROM "t2" AS "t3"
  WHERE
    "t3"."value" IS NOT NULL
), "t8" AS (
  SELECT
    "t5"."survey_id",
    "t5"."question",
    "t5"."team",
    COUNT(*) AS "people"
  FROM "t4" AS "t5"
  GROUP BY
    1,
    2,
    3
), "t28" AS (
  SELECT
    "t27"."survey_id",
    "t27"."question",
    "t27"."team",
    "t27"."began",
    "t27"."takes_all",
    CASE
      WHEN FALSE
      THEN 'small_team'
      WHEN (
        CASE WHEN "t27"."takes_all" THEN "t27"."n_all" ELSE "t27"."n_first" END < 5
      )
      AND (
        "t27"."closed" = 0
      )
      THEN 'open'
      WHEN CASE WHEN "t27"."takes_all" THEN "t27"."n_all" ELSE "t27"."n_first" END < 5
      THEN 'few'
      WHEN "t27"."later_survey" IS NOT NULL
      THEN 'wave'
      ELSE CAST(NULL AS TEXT)
    END AS "hidden"
  FROM (
    SELECT
      "t23"."survey_id",
      "t23"."question",
      "t23"."team",
      "t23"."began",
      "t23"."closed",
      "t23"."n_first",
      "t23"."n_all",
      "t23"."takes_all",
      "t26"."later_survey",
      "t26"."later_question",
      "t26"."later_team"
    FROM (
      SELECT
        "t18"."survey_id",
        "t18"."question",
        "t18"."team",
        "t18"."began",
        "t18"."closed",
        "t18"."n_first",
        "t18"."n_all",
        (
          "t18"."closed" = 1
        )
        AND (
          (
            "t18"."n_first" < 5
          )
          OR (
            (
              "t18"."n_all" - "t18"."n_first"
            ) = 0
          )
          OR (
            (
              "t18"."n_all" - "t18"."n_first"
            ) >= 5
          )
        ) AS "takes_all"
      FROM (
        SELECT
          "t10"."survey_id",
          "t10"."question",
          "t10"."team",
          MIN("t10"."at") AS "began",
          MAX(CASE WHEN "t10"."is_closed" THEN 1 ELSE 0 END) AS "closed",
          COUNT(DISTINCT "t10"."respondent") FILTER(WHERE
            "t10"."is_first") AS "n_first",
          COUNT(DISTINCT "t10"."respondent") FILTER(WHERE
            "t10"."in_time") AS "n_all"
        FROM "t7" AS "t10"
        GROUP BY
          1,
          2,
          3
      ) AS "t18"
    ) AS "t23"
    LEFT OUTER JOIN (
      SELECT DISTINCT
        "t24"."survey_id" AS "later_survey",
        "t24"."question" AS "later_question",
        "t24"."team" AS "later_team"
      FROM (
        SELECT
          "t21"."survey_id",
          "t21"."question",
          "t21"."team",
          "t21"."shared",
          "t16"."l_people",
          "t17"."f_people"
        FROM (
          SELECT
            "t19"."survey_id",
            "t19"."question",
            "t19"."team",
            "t19"."e_survey",
            COUNT(*) AS "shared"
          FROM (
            SELECT
              "t6"."survey_id",
              "t6"."question",
              "t6"."team",
              "t6"."respondent",
              "t6"."at",
              "t12"."e_survey",
              "t12"."e_question",
              "t12"."e_team",
              "t12"."e_respondent",
              "t12"."e_at"
            FROM "t4" AS "t6"
            INNER JOIN (
              SELECT
                "t5"."survey_id" AS "e_survey",
                "t5"."question" AS "e_question",
                "t5"."team" AS "e_team",
                "t5"."respondent" AS "e_respondent",
                "t5"."at" AS "e_at"
              FROM "t4" AS "t5"
            ) AS "t12"
              ON "t6"."respondent" = "t12"."e_respondent"
              AND "t6"."question" = "t12"."e_question"
              AND "t6"."team" = "t12"."e_team"
              AND (
                (
                  "t12"."e_at" < "t6"."at"
                )
                OR (
                  (
                    "t12"."e_at" = "t6"."at"
                  ) AND (
                    "t12"."e_survey" < "t6"."survey_id"
                  )
                )
              )
          ) AS "t19"
          GROUP BY
            1,
            2,
            3,
            4
        ) AS "t21"
        INNER JOIN (
          SELECT
            "t11"."survey_id" AS "l_survey",
            "t11"."question" AS "l_question",
            "t11"."team" AS "l_team",
            "t11"."people" AS "l_people"
          FROM "t8" AS "t11"
        ) AS "t16"
          ON "t21"."survey_id" = "t16"."l_survey"
          AND "t21"."question" = "t16"."l_question"
          AND "t21"."team" = "t16"."l_team"
        INNER JOIN (
          SELECT
            "t11"."survey_id" AS "f_survey",
            "t11"."question" AS "f_question",
            "t11"."team" AS "f_team",
            "t11"."people" AS "f_people"
          FROM "t8" AS "t11"
        ) AS "t17"
          ON "t21"."e_survey" = "t17"."f_survey"
          AND "t21"."question" = "t17"."f_question"
          AND "t21"."team" = "t17"."f_team"
      ) AS "t24"
      WHERE
        (
          (
            "t24"."l_people" + "t24"."f_people"
          ) - (
            "t24"."shared" * 2
          )
        ) > 0
        AND (
          (
            "t24"."l_people" + "t24"."f_people"
          ) - (
            "t24"."shared" * 2
          )
        ) < 5
    ) AS "t26"
      ON "t23"."survey_id" = "t26"."later_survey"
      AND "t23"."question" = "t26"."later_question"
      AND "t23"."team" = "t26"."later_team"
  ) AS "t27"
)
SELECT
  *
FROM (
  SELECT
    "t36"."survey_id",
    "t36"."question",
    "t36"."team",
    "t36"."scale_min",
    "t36"."scale_max",
    "t36"."value",
    "t36"."n",
    "t36"."whole",
    "t36"."at",
    "t36"."hidden"
  FROM (
    SELECT
      "t35"."survey_id",
      "t35"."question",
      "t35"."team",
      "t35"."scale_min",
      "t35"."scale_max",
      "t35"."value",
      "t35"."n",
      "t35"."at",
      CAST(NULL AS TEXT) AS "hidden",
      SUM("t35"."n") OVER (
        PARTITION BY "t35"."survey_id", "t35"."question", "t35"."team"
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
      ) AS "whole"
    FROM (
      SELECT
        "t34"."survey_id",
        "t34"."question",
        "t34"."team",
        "t34"."scale_min",
        "t34"."scale_max",
        "t34"."value",
        COUNT(*) AS "n",
        MIN("t34"."at") AS "at"
      FROM (
        SELECT
          *
        FROM (
          SELECT
            "t13"."survey_id",
            "t13"."respondent",
            "t13"."scale_min",
            "t13"."scale_max",
            "t13"."question",
            "t13"."value",
            "t13"."team",
            "t13"."said",
            "t13"."given_at",
            "t13"."at",
            "t13"."is_first",
            "t13"."in_time",
            "t13"."is_closed",
            "t32"."_survey",
            "t32"."_question",
            "t32"."_team",
            "t32"."takes_all"
          FROM "t7" AS "t13"
          INNER JOIN (
            SELECT
              "t29"."survey_id" AS "_survey",
              "t29"."question" AS "_question",
              "t29"."team" AS "_team",
              "t29"."takes_all"
            FROM "t28" AS "t29"
            WHERE
              "t29"."hidden" IS NULL
          ) AS "t32"
            ON "t13"."survey_id" = "t32"."_survey"
            AND "t13"."question" = "t32"."_question"
            AND "t13"."team" = "t32"."_team"
        ) AS "t33"
        WHERE
          CASE WHEN "t33"."takes_all" THEN "t33"."in_time" ELSE "t33"."is_first" END
      ) AS "t34"
      GROUP BY
        1,
        2,
        3,
        4,
        5,
        6
    ) AS "t35"
  ) AS "t36"
) AS "t37"
UNION ALL
SELECT
  *
FROM (
  SELECT
    "t29"."survey_id",
    "t29"."question",
    "t29"."team",
    CAST(NULL AS DOUBLE) AS "scale_min",
    CAST(NULL AS DOUBLE) AS "scale_max",
    CAST(NULL AS DOUBLE) AS "value",
    0 AS "n",
    0 AS "whole",
    "t29"."began" AS "at",
    "t29"."hidden"
  FROM "t28" AS "t29"
  WHERE
    "t29"."hidden" IS NOT NULL
) AS "t30";
