"""Two cohorts compared at a horizon they can both be read at, and over the whole curve (METHODS 2.4)."""

from __future__ import annotations

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers
from oarlock.stats.draws import percentile_interval
from oarlock.stats.resample import batches, bootstrap_sums
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.seeds import generator
from oarlock.stats.survival import incidence

REPLICATES = 1000
MOST_BATCHES = 1000
"""Above this many accounts, random batches of them are resampled, so that the cost stays bounded."""


def difference_at(
    time: Numbers,
    outcome: Numbers,
    later: Numbers,
    horizon: float,
    *,
    seed: int,
    which: int = 1,
    account: Numbers | None = None,
    level: float = DECISION_LEVEL,
    replicates: int = REPLICATES,
) -> Estimate:
    """F(horizon) of the later cohort less that of the earlier one, with the account bootstrap's interval.

    Args:
        time, outcome: As for `incidence`; `which` outcome is compared. later: 1 for the later cohort, 0 for the earlier
            one.
        account: Code per row; all rows of an account move together. Each row by itself when left out.
    Returns:
        Immature where either cohort cannot be read at the horizon.
    Raises:
        EmptySample: a cohort is empty.
    """
    t, k, g = np.asarray(time), np.asarray(outcome).astype(np.int64), np.asarray(later).astype(np.int64)
    outcomes = int(max(k.max(initial=1), which))
    curves = incidence(t, k, outcomes=outcomes, group=g, groups=2)
    if (curves.units == 0).any():
        raise EmptySample("One of the two cohorts is empty; there is nothing to compare it with.")
    if not curves.is_mature(horizon).all():
        until = float(np.nanmin(curves.readable_until(horizon)))
        reason = f"both cohorts can be read up to {until:g} only" if np.isfinite(until) else "too young to be read"
        return Estimate(None, n=len(t), status=Status.IMMATURE, reason=reason, level=level)
    F = curves.by(horizon)[:, which - 1]
    draws = _bootstrap(t.astype(np.float64), k, g, account, horizon, which, replicates, seed)
    ends = percentile_interval(draws, level=level)
    events = int(curves.counted(horizon)[:, which - 1].sum())
    return Estimate(float(F[1] - F[0]), ends.lo, ends.hi, len(t), events, method="account bootstrap", level=level)


def sup_difference_p(
    time: Numbers,
    outcome: Numbers,
    later: Numbers,
    *,
    seed: int,
    which: int = 1,
    until: float = np.inf,
    permutations: int = REPLICATES,
) -> float:
    """p of the largest difference between two whole incidence curves, by shuffling the cohort over the units.

    Rows of equal time and outcome are alike, so the shuffle is drawn as counts, whatever the number of units.

    Raises:
        EmptySample: a cohort is empty.
    """
    t, k, g = np.asarray(time), np.asarray(outcome).astype(np.int64), np.asarray(later).astype(np.int64)
    outcomes = int(max(k.max(initial=1), which))
    (times, kinds), cell = _cells(t, k)
    both = np.bincount(cell)
    mine = np.bincount(cell[g == 1], minlength=len(both))
    if not 0 < mine.sum() < both.sum():
        raise EmptySample("One of the two cohorts is empty; there is nothing to compare it with.")
    drawn = generator(seed).multivariate_hypergeometric(both, int(mine.sum()), permutations, method="marginals")
    rows = np.concatenate([mine[None], drawn])
    gaps = np.abs(
        _cell_curves(times, kinds, rows, outcomes, which) - _cell_curves(times, kinds, both - rows, outcomes, which)
    )
    largest = gaps[:, np.unique(times) <= until].max(axis=1)
    return float((largest >= largest[0] - 1e-12).mean())


def _cells(t: Floats | Ints, k: Ints) -> tuple[tuple[Floats, Ints], Ints]:
    """Distinct (time, outcome) pairs and each row's place among them."""
    times, place = np.unique(t.astype(np.float64), return_inverse=True)
    kinds = int(k.max()) + 1
    present, cell = np.unique(place * kinds + k, return_inverse=True)
    return (times[present // kinds], present % kinds), cell.astype(np.int64)


def _cell_curves(times: Floats, kinds: Ints, counts: Ints, outcomes: int, which: int) -> Floats:
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


def _bootstrap(
    t: Floats, k: Ints, g: Ints, account: Numbers | None, horizon: float, which: int, replicates: int, seed: int
) -> Floats:
    """Differences at the horizon in resampled sets of accounts, all replicates as groups of one call."""
    # What happens after the horizon does not matter to it: those units are open there.
    (times, kinds), cell = _cells(np.minimum(t, np.nextafter(horizon, np.inf)), np.where(t <= horizon, k, 0) * 2 + g)
    owner = np.arange(len(t)) if account is None else np.unique(account, return_inverse=True)[1]
    accounts = int(owner.max()) + 1
    batch = batches(accounts, min(accounts, MOST_BATCHES), generator(seed))[owner]
    sums = np.bincount(batch * len(times) + cell, minlength=(int(batch.max()) + 1) * len(times)).reshape(-1, len(times))
    counts = bootstrap_sums(sums.astype(np.float64), seed=seed, replicates=replicates)
    group = np.repeat(np.arange(replicates) * 2, len(times)) + np.tile(kinds % 2, replicates)
    curves = incidence(
        np.tile(times, replicates),
        np.tile(kinds // 2, replicates),
        outcomes=max(int(k.max()), which),
        group=group,
        groups=2 * replicates,
        count=counts.ravel(),
    )
    F = np.where(curves.units > 0, curves.by(horizon)[:, which - 1], np.nan).reshape(-1, 2)
    return np.asarray(F[:, 1] - F[:, 0], dtype=np.float64)
