SELECT
  "t10".*
  EXCLUDE ("kind")
FROM (
  SELECT
    "t9"."touch_id",
    "t9"."touched_at",
    "t9"."lead_id",
    "t9"."account_id",
    "t9"."channel",
    "t9"."kind",
    (
      "t9"."kind" IS NULL
    )
    OR NOT (
      LOWER("t9"."kind") IN (
        'bot',
        'bounced',
        'delivered',
        'email bounced',
        'email delivered',
        'email sent',
        'sent',
        'unsubscribed'
      )
    ) AS "counts"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t0"."touch_id",
        "t0"."touched_at",
        "t0"."lead_id",
        "t0"."account_id",
        "t0"."channel",
        "t0"."kind"
      FROM "touches" AS "t0"
    ) AS "t3"
    WHERE
      "t3"."account_id" IN (
        SELECT
          "t1"."account_id"
        FROM "opportunities" AS "t1"
        WHERE
          "t1"."account_id" IS NOT NULL
      )
      OR "t3"."lead_id" IN (
        SELECT
          *
        FROM (
          SELECT
            *
          FROM (
            SELECT
              "t1"."lead_id"
            FROM "opportunities" AS "t1"
            WHERE
              "t1"."lead_id" IS NOT NULL
          ) AS "t5"
          UNION ALL
          SELECT
            *
          FROM (
            SELECT
              "t2"."lead_id"
            FROM "contact_roles" AS "t2"
            WHERE
              "t2"."lead_id" IS NOT NULL
          ) AS "t6"
        ) AS "t7"
      )
  ) AS "t9"
) AS "t10";
