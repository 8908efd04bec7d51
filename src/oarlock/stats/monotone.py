"""Mann–Kendall: is there any monotone trend? Secondary evidence beside the slope (METHODS 1.7)."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np

from oarlock.stats.arrays import Floats, Numbers, floats

EXACT_UP_TO = 10
"""Longest series, without ties, whose p-value is exact."""


@dataclass(frozen=True, slots=True)
class MannKendall:
    """The statistic S, its variance, Z, Kendall's τ_b and two-sided p-values; no exact p with ties or over 10 values."""

    S: int
    variance: float
    Z: float
    tau: float
    p_normal: float
    p_exact: float | None

    @property
    def p_value(self) -> float:
        """The exact p-value where there is one, else the normal one."""
        return self.p_normal if self.p_exact is None else self.p_exact


def mann_kendall(series: Numbers, *, inflation: float = 1.0) -> MannKendall:
    """Two-sided test of a monotone trend; below 5 values it can never reach .05.

    Args:
        inflation: Factor on the variance for autocorrelation (`hamed_rao_inflation`); other than 1 forbids the exact p.
    Raises:
        EmptySample: fewer than two values.
    References:
        Mann (1945), Kendall (1975), Gilbert (1987); checked against pymannkendall and Gilbert's exact tables.
    """
    y = floats(series, "series", least=2)
    n, S = len(y), _score(y)
    ties = [t for t in Counter(y.tolist()).values() if t > 1]
    variance = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18.0 * inflation
    pairs = n * (n - 1) / 2.0
    untied = math.sqrt(pairs * (pairs - sum(t * (t - 1) / 2.0 for t in ties)))
    exact = exact_p(n, S) if n <= EXACT_UP_TO and not ties and inflation == 1.0 else None
    return MannKendall(S, variance, _z(S, variance), S / untied if untied else 0.0, _two_sided(_z(S, variance)), exact)


def seasonal_mann_kendall(series: Numbers, season: int, *, inflation: float = 1.0) -> MannKendall:
    """Scores and variances added over seasons, so that the season itself is no trend (Hirsch–Slack)."""
    y = floats(series, "series", least=season + 1)
    parts = [
        mann_kendall(y[start::season], inflation=inflation) for start in range(season) if len(y[start::season]) > 1
    ]
    S, variance = sum(part.S for part in parts), sum(part.variance for part in parts)
    pairs = sum(len(y[start::season]) * (len(y[start::season]) - 1) / 2 for start in range(season))
    return MannKendall(S, variance, _z(S, variance), S / pairs, _two_sided(_z(S, variance)), None)


def exact_p(n: int, S: int) -> float:
    """Two-sided exact p of |S| or more among all orders of n distinct values."""
    pairs = n * (n - 1) // 2
    inversions = _inversions(n)
    # S = pairs − 2·inversions; the distribution is symmetric, so one tail is doubled.
    tail = sum(count for k, count in enumerate(inversions) if pairs - 2 * k >= abs(S))
    return min(1.0, 2.0 * tail / math.factorial(n))


@cache
def _inversions(n: int) -> tuple[int, ...]:
    """Number of orders of n things with 0, 1, 2, … inversions."""
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for k, count in enumerate(counts):
            for more in range(size):
                longer[k + more] += count
        counts = longer
    return tuple(counts)


def _score(y: Floats) -> int:
    i, j = np.triu_indices(len(y), 1)
    return int(np.sign(y[j] - y[i]).sum())


def _z(S: int, variance: float) -> float:
    return (S - (S > 0) + (S < 0)) / math.sqrt(variance) if variance > 0 else 0.0


def _two_sided(Z: float) -> float:
    return math.erfc(abs(Z) / math.sqrt(2.0))
