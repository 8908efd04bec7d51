SELECT CAST(since_at AS TIMESTAMP) AS since_at, CAST(until_at AS TIMESTAMP) AS until_at FROM (VALUES ...) AS lent(since_at, until_at);
