SELECT CAST(channel AS VARCHAR) AS channel, CAST(share AS DOUBLE) AS share FROM (VALUES ...) AS lent(channel, share);
