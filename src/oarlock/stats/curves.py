"""Two cohorts compared over their whole curves, not at one horizon alone (METHODS 2.4)."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers
from oarlock.stats.seeds import generator
from oarlock.stats.survival import incidence

PERMUTATIONS = 1000


def sup_difference_p(
    time: Numbers,
    outcome: Numbers,
    later: Numbers,
    *,
    seed: int,
    count: Numbers | None = None,
    which: int = 1,
    until: float = np.inf,
    widening: float = 1.0,
    permutations: int = PERMUTATIONS,
) -> float:
    """p of the largest difference between two whole incidence curves, by shuffling the cohort over the units.

    Rows of equal time and outcome are alike, so the shuffle is drawn as counts, whatever the number of units.

    Args:
        time, outcome: As for `incidence`; `which` outcome is compared. later: 1 for the later cohort, 0 for the earlier one.
        count: Units the row stands for; 1 when left out. until: no difference after it counts.
        widening: Factor on the variance because units come several to an account: shuffled differences are as much wider.
    Raises:
        EmptySample: a cohort is empty.
    References:
        The supremum in place of the integral of Gray (1988), Annals of Statistics 16, 1141–1154.
    """
    t, k, g = np.asarray(time), np.asarray(outcome).astype(np.int64), np.asarray(later).astype(np.int64)
    units = np.ones(len(t), dtype=np.int64) if count is None else np.asarray(count).astype(np.int64)
    outcomes = int(max(k.max(initial=1), which))
    times, place = np.unique(t, return_inverse=True)  # whole days stay whole, which are counted faster
    cells, cell = np.unique(place * (outcomes + 1) + k, return_inverse=True)
    both, mine = (
        np.bincount(cell[rows], weights=units[rows], minlength=len(cells)).astype(np.int64)
        for rows in (slice(None), g == 1)
    )
    if not 0 < mine.sum() < both.sum():
        raise EmptySample("One of the two cohorts is empty; there is nothing to compare it with.")
    drawn = generator(seed).multivariate_hypergeometric(both, int(mine.sum()), permutations, method="marginals")
    rows = np.concatenate([mine[None], drawn])
    told = times[cells // (outcomes + 1)], cells % (outcomes + 1)
    gaps = np.abs(_curves(*told, rows, outcomes, which) - _curves(*told, both - rows, outcomes, which))
    largest = gaps[:, times <= until].max(axis=1, initial=0.0)
    largest[1:] *= math.sqrt(widening)
    return float((largest >= largest[0] - 1e-12).mean())


def _curves(times: Any, kinds: Ints, counts: Ints, outcomes: int, which: int) -> Floats:
    """(rows, times) incidence of one outcome for every row of counts per cell; every distinct time is kept in every row."""
    rows, cells = counts.shape
    curves = incidence(
        np.tile(times, rows),
        np.tile(kinds, rows),
        outcomes=outcomes,
        group=np.repeat(np.arange(rows), cells),
        groups=rows,
        count=counts.ravel(),
    )
    return curves.cumulative[:, which - 1, :]
