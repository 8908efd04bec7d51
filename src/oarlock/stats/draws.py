"""What draws say: the range that holds most of them, by type-7 quantiles, and the number they are drawn around."""

from __future__ import annotations

from typing import Any

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval


def percentile_ends(draws: Floats, *, level: float = DECISION_LEVEL) -> tuple[Any, Any]:
    """Lower and upper end of the central range of draws along their first axis.

    Args:
        draws: Finite; (replicates,) gives two numbers, (replicates, columns) two for each column.
    """
    lo, hi = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return lo, hi


def percentile_interval(draws: Floats, *, level: float = DECISION_LEVEL) -> Interval:
    """Central interval of the draws; those that do not exist (NaN, infinite) are left out.

    Raises:
        EmptySample: fewer than half of the draws exist.
    """
    real = draws[np.isfinite(draws)]
    if 2 * len(real) < max(len(draws), 1):
        raise EmptySample(f"The statistic exists in {len(real)} of {len(draws)} resampled histories.")
    lo, hi = percentile_ends(real, level=level)
    return Interval(float(lo), float(hi), level)


def simulated(draws: Floats, value: float | None = None, n: int = 0) -> Estimate:
    """A simulated number with the 90 % range of its draws.

    Args:
        value: What they are drawn around; their mean where left out.
        n: Units behind it, where these can be counted.
    """
    lo, hi = percentile_ends(draws)
    return Estimate(float(draws.mean()) if value is None else value, float(lo), float(hi), n, method="simulation")
