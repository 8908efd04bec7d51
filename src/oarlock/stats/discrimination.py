"""How well a score tells the two outcomes apart, with a range over whole accounts."""

from __future__ import annotations

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.draws import percentile_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate
from oarlock.stats.seeds import generator

DRAWS = 500


def auc(scores: Numbers, outcomes: Numbers) -> float:
    """The chance that a unit with the outcome scores higher than one without; ties count half.

    Raises:
        EmptySample: one of the outcomes is missing.
    """
    s, y = floats(scores, "scores"), floats(outcomes, "outcomes")
    return _auc(s, y, np.ones_like(s))


def auc_with_range(
    scores: Numbers, outcomes: Numbers, clusters: Numbers, *, seed: int, level: float = DECISION_LEVEL
) -> Estimate:
    """The same with the percentile range of resampled clusters.

    Raises:
        EmptySample: one of the outcomes is missing.
    """
    s, y = floats(scores, "scores"), floats(outcomes, "outcomes")
    of, count = np.unique(np.asarray(clusters), return_inverse=True)[1], len(np.unique(np.asarray(clusters)))
    rng = generator(seed)
    draws = []
    for _ in range(DRAWS):
        weights = np.bincount(rng.integers(0, count, count), minlength=count)[of].astype(float)
        if weights @ y > 0 and weights @ (1 - y) > 0:
            draws.append(_auc(s, y, weights))
    ends = percentile_interval(np.array(draws), level=level)
    return Estimate(auc(s, y), ends.lo, ends.hi, len(y), int(y.sum()), method="account bootstrap", level=level)


def _auc(s: Floats, y: Floats, w: Floats) -> float:
    _, place = np.unique(s, return_inverse=True)
    won, lost = np.bincount(place, w * y), np.bincount(place, w * (1 - y))
    if won.sum() == 0 or lost.sum() == 0:
        raise EmptySample("Telling outcomes apart needs both of them.")
    below = np.cumsum(lost) - lost
    return float((won * (below + lost / 2)).sum() / (won.sum() * lost.sum()))
