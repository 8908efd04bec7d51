SELECT CAST(step AS VARCHAR) AS step, CAST(part AS VARCHAR) AS part FROM (VALUES ...) AS lent(step, part);
