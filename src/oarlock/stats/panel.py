"""Does a score lead the outcome? Changes of a panel of units compared within each unit (METHODS 13.3)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    drawn = generator(seed).permuted(np.broadcast_to(x, (permutations, *x.shape)), axis=2)
    slope, *null = _slopes(np.concatenate([x[None], drawn]), _demeaned(y[None])[0]).tolist()
    p = (1 + sum(one >= slope - 1e-12 for one in null)) / (1 + permutations)
    return Leads(slope, p, *x.shape)


@cache
def validation_power(units: int, quarters: int, *, effect: float = 0.3, draws: int = 200, seed: int = 0) -> float:
    """Chance that a real effect (in standard deviations per standard deviation) would show at 5 %, by simulation."""
    rng = generator(seed)
    seen = 0
    for number in range(draws):
        x = rng.standard_normal((units, quarters))
        y = effect * x + rng.standard_normal((units, quarters))
        seen += leads(x, y, seed=number, permutations=199).p <= 0.05
    return seen / draws


def _demeaned(panels: Floats) -> Floats:
    """Of each panel, each unit's mean and, with several units, each season's taken out."""
    centred: Floats = panels - panels.mean(axis=2, keepdims=True)
    if panels.shape[1] == 1:
        return centred
    for season in range(min(4, panels.shape[2])):
        centred[:, :, season::4] -= centred[:, :, season::4].mean(axis=(1, 2), keepdims=True)
    return centred


def _slopes(panels: Floats, outcome: Floats) -> Floats:
    """Of each panel, the slope of the outcome on it; 0 where it never moves."""
    x = _demeaned(panels)
    below = (x * x).sum(axis=(1, 2))
    return np.asarray((x * outcome).sum(axis=(1, 2)) / np.where(below > 0, below, 1.0), dtype=np.float64)
