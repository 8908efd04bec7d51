SELECT CAST(model AS VARCHAR) AS model FROM (VALUES ...) AS lent(model);
