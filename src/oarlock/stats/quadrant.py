"""Two trends taken together: into which of five families does the pair fall, and how surely?

The first series is the supply (pipeline), the second what is made of it (bookings). Probabilities come from joint resampling of both
residuals in the same circular blocks, each margin rescaled to the width of its own interval, because a plain block bootstrap is far too
narrow at business sample sizes (METHODS 1.3–1.4, 1.9).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers, z_of
from oarlock.stats.blocks import circular_blocks, row_slopes
from oarlock.stats.result import DECISION_LEVEL, Status
from oarlock.stats.seeds import generator
from oarlock.stats.trend import LEAST_PERIODS, Trend, trend

FLAT_BAND = 0.02
"""Growth per quarter within which a series counts as flat."""

FAMILIES: Mapping[str, tuple[tuple[int, int], ...]] = {
    "aligned_growth": ((1, 1),),
    "disconnect": ((1, 0), (1, -1)),
    "borrowed_growth": ((-1, 1), (0, 1)),
    "steady": ((0, 0),),
    "contraction": ((-1, -1), (-1, 0), (0, -1)),
}
"""Cells (first, second) of each family: 1 up, 0 flat, −1 down."""

CANT_TELL = "can't tell"


@dataclass(frozen=True, slots=True)
class Rule:
    """When a family is told; the defaults are those whose error rates METHODS 1.9 states.

    Attributes:
        verdict_at, leaning_at: Its probability from which it is told, or leaned towards.
        least_periods: Complete periods below which nothing is said. verdict_periods: below which it is at most leaned towards.
    """

    verdict_at: float = 0.80
    leaning_at: float = 0.60
    least_periods: int = LEAST_PERIODS
    verdict_periods: int = 8


@dataclass(frozen=True, slots=True)
class Quadrant:
    """The pair of trends and the family it falls into.

    Attributes:
        family: One of FAMILIES, or "can't tell". probability: of the likeliest family, whether or not it is told; None
        without draws.
        leaning: True where the family is only leaned towards: a probability between the rule's two, or too few periods.
        probabilities: Of each family. cells: of each (first, second) direction.
        draws: One (first growth, second growth) row per resampled history; None where the status is not OK.
    """

    status: Status
    family: str
    probability: float | None
    leaning: bool
    n: int
    first: Trend | None
    second: Trend | None
    probabilities: Mapping[str, float] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], float] = field(default_factory=dict)
    draws: Floats | None = None
    reason: str = ""


def quadrant(
    first: Numbers,
    second: Numbers,
    *,
    seed: int,
    flat_band: float = FLAT_BAND,
    level: float = DECISION_LEVEL,
    replicates: int = 2000,
    rule: Rule | None = None,
) -> Quadrant:
    """The family of a pair of series of the same complete periods, oldest first; NaN is unknown.

    Raises:
        BadSample: the series have different lengths.
    """
    both = _common(first, second)
    n, rule = int((~np.isnan(both[0])).sum()), rule or Rule()
    if n < rule.least_periods:
        reason = f"{n} complete periods in both series; a verdict needs {rule.least_periods}"
        return _none(Status.INSUFFICIENT, n, reason)
    try:
        trends = trend(both[0], level=level), trend(both[1], level=level)
    except EmptySample as nothing:
        return _none(Status.INSUFFICIENT, n, str(nothing))
    if not all(math.isfinite(end) for one in trends for end in (one.lo, one.hi)):
        return _none(
            Status.INSUFFICIENT, n, f"{n} periods are too few for an interval of a trend so autocorrelated", *trends
        )
    draws = joint_draws(*both, trends=trends, seed=seed, replicates=replicates)
    return told(draws, n, *trends, flat_band=flat_band, rule=rule)


def joint_draws(
    first: Numbers, second: Numbers, *, trends: tuple[Trend, Trend], seed: int, replicates: int = 2000
) -> Floats:
    """Growth of both series in resampled histories: `replicates` rows of (first, second)."""
    rows = _common(first, second)
    times = np.flatnonzero(~np.isnan(rows[0])).astype(np.float64)
    index = circular_blocks(len(times), replicates, generator(seed))
    columns = [_rescaled(row[times.astype(int)], times, one, index) for row, one in zip(rows, trends, strict=True)]
    return np.column_stack(columns)


def told(
    draws: Floats, n: int, first: Trend, second: Trend, *, flat_band: float = FLAT_BAND, rule: Rule | None = None
) -> Quadrant:
    """The verdict that joint draws allow."""
    rule = rule or Rule()
    cells = cell_shares(draws, flat_band)
    probabilities = {family: sum(cells[cell] for cell in members) for family, members in FAMILIES.items()}
    likeliest = max(probabilities, key=probabilities.__getitem__)
    probability = probabilities[likeliest]
    family = likeliest if probability >= rule.leaning_at else CANT_TELL
    leaning = family != CANT_TELL and (probability < rule.verdict_at or n < rule.verdict_periods)
    return Quadrant(Status.OK, family, probability, leaning, n, first, second, probabilities, cells, draws)


def cell_shares(draws: Floats, flat_band: float = FLAT_BAND) -> dict[tuple[int, int], float]:
    """Share of draws in each of the nine cells."""
    direction = (draws > flat_band).astype(int) - (draws < -flat_band).astype(int)
    counts = np.bincount((direction[:, 0] + 1) * 3 + direction[:, 1] + 1, minlength=9) / len(draws)
    return {(cell // 3 - 1, cell % 3 - 1): float(counts[cell]) for cell in range(9)}


def _rescaled(values: Floats, times: Floats, line: Trend, index: Ints) -> Floats:
    y = np.log(values) if line.is_log else values / line.scale
    fit = line.beta * times
    residuals = y - fit - np.median(y - fit)
    slopes = row_slopes(fit + residuals[index], times)
    spread = float(slopes.std())
    if spread > 0:
        slopes = line.beta + (slopes - slopes.mean()) * ((line.hi - line.lo) / (2 * z_of(line.level)) / spread)
    growth: Floats = np.expm1(slopes) if line.is_log else slopes
    return growth


def _common(first: Numbers, second: Numbers) -> tuple[Floats, Floats]:
    """Both series, unknown wherever either is."""
    a, b = np.array(first, dtype=np.float64), np.array(second, dtype=np.float64)
    if a.shape != b.shape:
        raise BadSample(f"The two series have {a.size} and {b.size} periods; they must be the same periods.")
    unknown = np.isnan(a) | np.isnan(b)
    a[unknown] = b[unknown] = np.nan
    return a, b


def _none(status: Status, n: int, reason: str, first: Trend | None = None, second: Trend | None = None) -> Quadrant:
    return Quadrant(status, CANT_TELL, None, False, n, first, second, reason=reason)
