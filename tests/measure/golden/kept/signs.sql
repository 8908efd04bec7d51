SELECT CAST(sign AS DOUBLE) AS sign FROM (VALUES ...) AS lent(sign);
