SELECT CAST(step AS VARCHAR) AS step FROM (VALUES ...) AS lent(step);
