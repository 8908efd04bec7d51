"""Does a score lead the outcome? Changes of a panel of units compared within each unit (METHODS 13.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats
from oarlock.stats.seeds import generator

PERMUTATIONS = 400


@dataclass(frozen=True, slots=True)
class Leads:
    """The slope of the next change of the outcome on this change of the score, and the p-value of its being above zero."""

    slope: float
    p: float
    units: int
    periods: int


def leads(score_change: Floats, outcome_change: Floats, *, seed: int = 0, permutations: int = PERMUTATIONS) -> Leads:
    """Both are units × periods, the outcome one period later than the score; each unit's mean and each season's are taken out.

    The p-value permutes the score's changes within each unit, and is one-sided: a score leads only where the outcome follows it upwards;
    one after which it falls is not validated by how surely it does. Read so, the power is that of METHODS 13.3. Two-sided it would be
    about .39 instead of .55 for six units over eight quarters.

    Raises:
        BadSample: shapes differ, or fewer than 3 periods.
    """
    x, y = np.asarray(score_change, dtype=np.float64), np.asarray(outcome_change, dtype=np.float64)
    if x.shape != y.shape or x.ndim != 2 or x.shape[1] < 3:
        raise BadSample("Give two arrays of units by periods, of one shape and with at least 3 periods.")
    told = _demeaned(y)
    rng = generator(seed)
    slope = _slope(_demeaned(x), told)
    drawn = rng.permuted(np.broadcast_to(x, (permutations, *x.shape)), axis=2)
    null = np.array([_slope(_demeaned(one), told) for one in drawn])
    return Leads(slope, float((1 + (null >= slope - 1e-12).sum()) / (1 + permutations)), *x.shape)


def validation_power(units: int, quarters: int, *, effect: float = 0.3, draws: int = 200, seed: int = 0) -> float:
    """Chance that a real effect (in standard deviations per standard deviation) would show at 5 %, by simulation."""
    rng = generator(seed)
    seen = 0
    for number in range(draws):
        x = rng.standard_normal((units, quarters))
        y = effect * x + rng.standard_normal((units, quarters))
        seen += leads(x, y, seed=number, permutations=199).p <= 0.05
    return seen / draws


def _demeaned(rows: Floats) -> Floats:
    """Each unit's mean and, with several units, each season's taken out."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    if len(rows) == 1:
        return np.asarray(centred)
    for season in range(min(4, rows.shape[1])):
        centred[:, season::4] -= centred[:, season::4].mean()
    return np.asarray(centred)


def _slope(x: Floats, y: Floats) -> float:
    below = float((x * x).sum())
    return float((x * y).sum()) / below if below else 0.0
