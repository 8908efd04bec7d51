SELECT CAST(period_start AS DATE) AS period_start, CAST(opens AS TIMESTAMP) AS opens, CAST(shuts AS TIMESTAMP) AS shuts FROM (VALUES ...) AS lent(period_start, opens, shuts);
