SELECT CAST(end_no AS BIGINT) AS end_no, CAST(stands_at AS TIMESTAMP) AS stands_at, CAST(period AS DATE) AS period FROM (VALUES ...) AS lent(end_no, stands_at, period);
