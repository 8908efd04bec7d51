"""Does a metric tell next-period pipeline anything that its own past does not? (METHODS 11.3)

Levels of two growing series go together whatever they are, so growth is compared, at one lag fixed in advance: the best of six lags
is "significant" in a quarter of all worthless series.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.seeds import generator

LEAST_PERIODS = 24
SURE = 0.05
STRONG = 0.5
"""The effect whose detection the stated power speaks of: half a standard deviation of growth for one of the metric's growth."""
POWER_DRAWS = 300
FIRST_ORIGIN = 0.5
"""The part of the periods the first rolling forecast learns from."""


@dataclass(frozen=True, slots=True)
class Predictive:
    """What a metric's growth adds to a forecast of the outcome's growth.

    Attributes:
        coefficient: Of the lagged growth, in the outcome's growth per unit. p: its t-test.
        rmse_ratio: One-step error with the metric ÷ without it, over rolling origins; below 1 it helps.
        n: Periods of growth used. lag: periods between the two.
    """

    coefficient: Estimate
    p: float
    rmse_ratio: float
    n: int
    lag: int
    status: Status
    reason: str = ""

    def says(self, p: float | None = None) -> str:
        """ "predictive", "not shown" or "insufficient"; `p` is the p-value after correction for several metrics."""
        if self.status is not Status.OK:
            return "insufficient"
        return "predictive" if (self.p if p is None else p) < SURE and self.rmse_ratio < 1 else "not shown"


def arx(
    outcome: Numbers,
    metric: Numbers,
    *,
    lag: int = 1,
    spend: Numbers | None = None,
    season: int = 1,
    level: float = DECISION_LEVEL,
) -> Predictive:
    """y_t on y_{t−1} and x_{t−lag}, in growth; give growth, not levels (`growth`).

    Args:
        spend: Growth of spend in the same periods, held fixed at the same lag.
        season: Periods after which a season begins anew, 3 for the months of a quarter; what each brings by itself is held fixed.
    Raises:
        BadSample: series of different lengths, or a lag below 1.
        EmptySample: fewer than 8 periods of growth.
    """
    y, x = floats(outcome, "outcome", least=8), floats(metric, "metric", least=8)
    others = [] if spend is None else [floats(spend, "spend")]
    if lag < 1 or any(len(row) != len(y) for row in (x, *others)):
        raise BadSample("Give growth of the same periods and a lag of at least 1.")
    first = max(1, lag)
    told = y[first:]
    seasons = [(np.arange(first, len(y)) % season == place).astype(np.float64) for place in range(1, season)]
    held = (o[first - lag : len(o) - lag] for o in others)
    own = np.column_stack([np.ones(len(told)), y[first - 1 : -1], *held, *seasons])
    lagged = x[first - lag : len(x) - lag]
    full = np.column_stack([own, lagged])
    if len(told) <= full.shape[1] + 2 or np.linalg.matrix_rank(full) < full.shape[1]:
        return _nothing(len(y), lag, "the metric does not move on its own")
    beta, se, df = _last_coefficient(full, told)
    few = len(y) + 1 < LEAST_PERIODS
    return Predictive(
        coefficient=_coefficient(beta, se, df, len(told), level),
        p=_t_p(beta / se, df) if se > 0 else 0.0,
        rmse_ratio=_rolling(full, told) / max(_rolling(own, told), 1e-300),
        n=len(y),
        lag=lag,
        status=Status.INSUFFICIENT if few else Status.OK,
        reason=f"{len(y) + 1} periods; a verdict needs {LEAST_PERIODS}" if few else "",
    )


def growth(levels: Numbers) -> Floats:
    """Log-differences; a level of 0 counts as half of one unit so that its logarithm exists."""
    row = floats(levels, "levels", least=2)
    if (row < 0).any():
        raise BadSample("Levels are not negative.")
    return np.diff(np.log(np.maximum(row, 0.5)))


@cache
def power(periods: int, lag: int = 1, *, season: int = 1, effect: float = STRONG, draws: int = POWER_DRAWS) -> float:
    """Chance that `arx` would call an effect of that size predictive, by simulation; 0 where it could not judge."""
    if periods < LEAST_PERIODS:
        return 0.0
    rng = generator(periods * 1000 + lag)
    seen = 0
    for _ in range(draws):
        x, noise = rng.standard_normal((2, periods - 1))
        y = noise.copy()
        y[lag:] += effect * x[: len(x) - lag]
        seen += arx(y, x, lag=lag, season=season).says() == "predictive"
    return seen / draws


def partial_correlation(one: Numbers, other: Numbers, given: Numbers) -> tuple[float, int, float]:
    """Correlation of two series with a third held fixed, its degrees of freedom and two-sided p-value."""
    x, y, z = (floats(row, "series", least=5) for row in (one, other, given))
    design = np.column_stack([np.ones(len(z)), z])
    a, b = (row - design @ np.linalg.lstsq(design, row, rcond=None)[0] for row in (x, y))
    r = float(a @ b / math.sqrt((a @ a) * (b @ b)))
    df = len(x) - 3
    return r, df, _t_p(r * math.sqrt(df / (1 - r * r)), df)


def correlation(one: Numbers, other: Numbers) -> tuple[float, float]:
    """Pearson's r of two series and its two-sided p-value; only of growth, never of levels that trend.

    Raises:
        EmptySample: fewer than 3 values.
    """
    x, y = floats(one, "series", least=3), floats(other, "series", least=3)
    if x.std() == 0 or y.std() == 0:
        raise EmptySample("A series that never moves has no correlation.")
    r = float(np.corrcoef(x, y)[0, 1])
    df = len(x) - 2
    return r, _t_p(r * math.sqrt(df / max(1 - r * r, 1e-15)), df)


def _last_coefficient(design: Floats, told: Floats) -> tuple[float, float, int]:
    beta = np.linalg.lstsq(design, told, rcond=None)[0]
    left = told - design @ beta
    df = len(told) - design.shape[1]
    inverse = np.linalg.inv(design.T @ design)
    return float(beta[-1]), math.sqrt(float(left @ left) / df * float(inverse[-1, -1])), df


def _rolling(design: Floats, told: Floats) -> float:
    """Root mean square of one-step forecasts, each learnt from what came before it."""
    start = max(design.shape[1] + 3, int(len(told) * FIRST_ORIGIN))
    errors = []
    for t in range(start, len(told)):
        beta = np.linalg.lstsq(design[:t], told[:t], rcond=None)[0]
        errors.append(float(told[t] - design[t] @ beta))
    return math.sqrt(float(np.mean(np.square(errors))))


def _coefficient(beta: float, se: float, df: int, n: int, level: float) -> Estimate:
    from scipy.special import stdtrit

    reach = float(stdtrit(df, (1 + level) / 2)) * se
    return Estimate(beta, beta - reach, beta + reach, n, method="ARX t-test", level=level)


def _t_p(t: float, df: int) -> float:
    from scipy.special import stdtr

    return 2.0 * float(stdtr(df, -abs(t)))


def _nothing(n: int, lag: int, reason: str) -> Predictive:
    none = Estimate(None, n=n, status=Status.DEGENERATE, method="ARX t-test", reason=reason)
    return Predictive(none, 1.0, 1.0, n, lag, Status.DEGENERATE, reason)
