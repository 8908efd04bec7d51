SELECT CAST(snap_start AS DATE) AS snap_start, CAST(snap_at AS TIMESTAMP) AS snap_at FROM (VALUES ...) AS lent(snap_start, snap_at);
