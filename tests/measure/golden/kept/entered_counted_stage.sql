SELECT
  "t1"."lead_id" AS "_handed",
  MIN("t1"."changed_at") AS "handed_at"
FROM (
  SELECT
    *
  FROM "stage_changes" AS "t0"
  WHERE
    "t0"."stage" IN (
      'MQL',
      'Marketing Qualified',
      'Marketing Qualified Lead',
      'marketingqualifiedlead',
      'mql'
    )
) AS "t1"
GROUP BY
  1;
