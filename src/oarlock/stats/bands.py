"""The range a fitted line may run in, for the picture of a trend."""

from __future__ import annotations

import numpy as np

from oarlock.stats.arrays import Numbers, z_of
from oarlock.stats.blocks import circular_blocks, row_slopes
from oarlock.stats.draws import percentile_ends
from oarlock.stats.seeds import generator
from oarlock.stats.trend import Trend, known


def trend_band(series: Numbers, line: Trend, *, seed: int, replicates: int = 500) -> tuple[tuple[float, float], ...]:
    """(lo, hi) of the fitted line in every period of the series, known or not, at the line's level and in the series' unit.

    Lines are refitted to resampled residuals; their slopes are spread to the width of the slope's own interval
    (METHODS 1.4).
    """
    values, times = known(series)
    y = np.log(values) if line.is_log else values
    fit = line.intercept + line.beta * line.scale * times
    rows = fit + (y - fit)[circular_blocks(len(times), replicates, generator(seed))]
    slopes = row_slopes(rows, times)
    levels = np.median(rows - slopes[:, None] * times, axis=1) + slopes * times.mean()
    spread = float(slopes.std())
    wide = (line.hi - line.lo) * line.scale / (2 * z_of(line.level))
    if spread > 0 and np.isfinite(wide):
        slopes = line.beta * line.scale + (slopes - slopes.mean()) * wide / spread
    drawn = levels[:, None] + slopes[:, None] * (np.arange(len(series)) - times.mean())
    lo, hi = percentile_ends(drawn, level=line.level)
    ends = (np.exp(lo), np.exp(hi)) if line.is_log else (lo, hi)
    return tuple((float(a), float(b)) for a, b in zip(*ends, strict=True))
