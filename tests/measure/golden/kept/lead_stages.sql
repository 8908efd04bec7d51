SELECT
  "t5"."lead_id",
  "t5"."inquiry_at",
  "t5"."pql_at",
  "t5"."mql_at",
  "t5"."sal_at",
  "t5"."sql_at",
  "t5"."opportunity_at",
  "t5"."customer_at",
  "t5"."disqualified_at",
  "t5"."recycled_at",
  "t8"."disqualified_reason",
  CASE
    WHEN "t8"."disqualified_reason" IN ('no_need', 'not_icp', 'too_large', 'too_small', 'wrong_industry', 'wrong_region')
    THEN 'bad_fit'
    WHEN "t8"."disqualified_reason" IN ('in_contract', 'no_budget', 'not_now')
    THEN 'wrong_time'
    WHEN "t8"."disqualified_reason" IN ('bad_contact', 'no_response')
    THEN 'unreachable'
    WHEN "t8"."disqualified_reason" IN ('duplicate', 'existing_customer')
    THEN 'duplicate'
    WHEN "t8"."disqualified_reason" IN ('competitor', 'no_authority', 'spam', 'student')
    THEN 'not_a_buyer'
    WHEN "t8"."disqualified_reason" IN ('no_capacity')
    THEN 'no_capacity'
    WHEN "t8"."disqualified_reason" IN ('other')
    THEN 'other'
    ELSE CAST(NULL AS TEXT)
  END AS "reason_group"
FROM (
  SELECT
    "t1"."lead_id",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN (
        'inquiry',
        'Inquiry',
        'INQUIRY',
        'Lead',
        'lead',
        'New',
        'new',
        'Raw',
        'Subscriber',
        'subscriber',
        'Open - Not Contacted'
      )) AS "inquiry_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN ('pql', 'PQL', 'Product Qualified Lead', 'productqualifiedlead')) AS "pql_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN (
        'mql',
        'MQL',
        'Marketing Qualified Lead',
        'Marketing Qualified',
        'marketingqualifiedlead'
      )) AS "mql_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN (
        'sal',
        'SAL',
        'Sales Accepted Lead',
        'Sales Accepted',
        'Accepted',
        'Working - Contacted'
      )) AS "sal_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN (
        'sql',
        'SQL',
        'Sales Qualified Lead',
        'Sales Qualified',
        'salesqualifiedlead',
        'Qualified'
      )) AS "sql_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN ('opportunity', 'Opportunity', 'OPPORTUNITY', 'Closed - Converted')) AS "opportunity_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN ('customer', 'Customer', 'CUSTOMER', 'Won')) AS "customer_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN (
        'disqualified',
        'Disqualified',
        'DISQUALIFIED',
        'Unqualified',
        'Rejected',
        'rejected',
        'Closed - Not Converted'
      )) AS "disqualified_at",
    MIN("t1"."changed_at") FILTER(WHERE
      "t1"."stage" IN ('recycled', 'Recycled', 'RECYCLED', 'Recycle', 'Nurture', 'nurture')) AS "recycled_at"
  FROM (
    SELECT
      "t0"."lead_id",
      "t0"."changed_at",
      "t0"."stage",
      "t0"."reason"
    FROM "stage_changes" AS "t0"
    WHERE
      "t0"."stage" IN (
        'Accepted',
        'CUSTOMER',
        'Closed - Converted',
        'Closed - Not Converted',
        'Customer',
        'DISQUALIFIED',
        'Disqualified',
        'INQUIRY',
        'Inquiry',
        'Lead',
        'MQL',
        'Marketing Qualified',
        'Marketing Qualified Lead',
        'New',
        'Nurture',
        'OPPORTUNITY',
        'Open - Not Contacted',
        'Opportunity',
        'PQL',
        'Product Qualified Lead',
        'Qualified',
        'RECYCLED',
        'Raw',
        'Recycle',
        'Recycled',
        'Rejected',
        'SAL',
        'SQL',
        'Sales Accepted',
        'Sales Accepted Lead',
        'Sales Qualified',
        'Sales Qualified Lead',
        'Subscriber',
        'Unqualified',
        'Won',
        'Working - Contacted',
        'customer',
        'disqualified',
        'inquiry',
        'lead',
        'marketingqualifiedlead',
        'mql',
        'new',
        'nurture',
        'opportunity',
        'pql',
        'productqualifiedlead',
        'recycled',
        'rejected',
        'sal',
        'salesqualifiedlead',
        'sql',
        'subscriber'
      )
  ) AS "t1"
  GROUP BY
    1
) AS "t5"
LEFT OUTER JOIN (
  SELECT
    "t6"."_rejected",
    NULLIF("t6"."told", '') AS "disqualified_reason"
  FROM (
    SELECT
      "t3"."lead_id" AS "_rejected",
      FIRST("t3"."told" ORDER BY "t3"."changed_at") AS "told"
    FROM (
      SELECT
        "t2"."lead_id",
        "t2"."changed_at",
        MAX("t2"."told") AS "told"
      FROM (
        SELECT
          "t0"."lead_id",
          "t0"."changed_at",
          "t0"."stage",
          "t0"."reason",
          COALESCE("t0"."reason", '') AS "told"
        FROM "stage_changes" AS "t0"
        WHERE
          "t0"."stage" IN (
            'Accepted',
            'CUSTOMER',
            'Closed - Converted',
            'Closed - Not Converted',
            'Customer',
            'DISQUALIFIED',
            'Disqualified',
            'INQUIRY',
            'Inquiry',
            'Lead',
            'MQL',
            'Marketing Qualified',
            'Marketing Qualified Lead',
            'New',
            'Nurture',
            'OPPORTUNITY',
            'Open - Not Contacted',
            'Opportunity',
            'PQL',
            'Product Qualified Lead',
            'Qualified',
            'RECYCLED',
            'Raw',
            'Recycle',
            'Recycled',
            'Rejected',
            'SAL',
            'SQL',
            'Sales Accepted',
            'Sales Accepted Lead',
            'Sales Qualified',
            'Sales Qualified Lead',
            'Subscriber',
            'Unqualified',
            'Won',
            'Working - Contacted',
            'customer',
            'disqualified',
            'inquiry',
            'lead',
            'marketingqualifiedlead',
            'mql',
            'new',
            'nurture',
            'opportunity',
            'pql',
            'productqualifiedlead',
            'recycled',
            'rejected',
            'sal',
            'salesqualifiedlead',
            'sql',
            'subscriber'
          )
          AND "t0"."stage" IN (
            'disqualified',
            'Disqualified',
            'DISQUALIFIED',
            'Unqualified',
            'Rejected',
            'rejected',
            'Closed - Not Converted'
          )
      ) AS "t2"
      GROUP BY
        1,
        2
    ) AS "t3"
    GROUP BY
      1
  ) AS "t6"
) AS "t8"
  ON "t5"."lead_id" = "t8"."_rejected";
