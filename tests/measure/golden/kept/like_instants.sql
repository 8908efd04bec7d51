SELECT CAST(ends_of AS DATE) AS ends_of, CAST(like_at AS TIMESTAMP) AS like_at FROM (VALUES ...) AS lent(ends_of, like_at);
