"""What slow or missing answers go with: like compared with like, with the range that resampled accounts give (METHODS 9.5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats
from oarlock.stats.draws import percentile_interval
from oarlock.stats.resample import bootstrap_sums
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.sla import e_value

LEAST_CONVERSIONS = 30
"""Conversions without which a difference is told but carries no verdict (METHODS 0.7)."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """How much more the fast convert than the slow, as shares.

    Attributes:
        naive: All fast against all slow. adjusted: the fast as they would be with the slow ones' mix of strata, against the slow.
        rate_if_fast, slow_rate: What `adjusted` is the difference of.
        e_value: How strong an unseen reason would have to be to explain the adjusted ratio away; None where no slow unit converted.
        compared: The share of the slow units that lie in strata with fast ones; the others are left out of `adjusted`.
        worth: `adjusted` times what a conversion is worth, both of the same resampled accounts; None where no worth was given.
    """

    naive: Estimate
    adjusted: Estimate
    rate_if_fast: float
    slow_rate: float
    e_value: float | None
    compared: float
    worth: Estimate | None = None


def standardised(
    fast: Floats, slow: Floats, *, seed: int, level: float = DECISION_LEVEL, worth: Floats | None = None
) -> Standardised:
    """The difference with and without holding the strata equal.

    Args:
        fast, slow: (accounts or buckets of them, strata, 2) units and their conversions, all of units still open and unconverted at the
            landmark, so that being alive long enough to be answered is no advantage.
        worth: (the same accounts or buckets, 2) an amount and what it is divided by; the quotient is what a conversion is worth.
    Raises:
        EmptySample: there are no fast units, or no slow ones in a stratum with fast ones.
    References:
        Direct standardisation; METHODS 9.5, checked against S9.breach_cost.
    """
    both = np.concatenate([fast, slow], axis=2)
    totals = both.sum(axis=0)
    shared = (totals[:, 0] > 0) & (totals[:, 2] > 0)
    if not shared.any():
        raise EmptySample("No stratum holds both fast and slow units: there is nothing to compare.")
    n = round(float(totals[:, 0].sum() + totals[:, 2].sum()))
    met = round(float(totals[:, 1].sum() + totals[:, 3].sum()))
    beside = np.zeros((len(both), 2)) if worth is None else worth
    drawn = bootstrap_sums(np.hstack([both.reshape(len(both), -1), beside]), seed=seed)
    drawn, drawn_beside = drawn[:, :-2].reshape(-1, *totals.shape), drawn[:, -2:]
    naive, adjusted = (_estimate(tell(totals[None])[0], tell(drawn), n, met, level) for tell in (_naive, _adjusted))
    if_fast, slow_rate = (float(rate[0]) for rate in _rates(totals[None]))
    ratio = if_fast / slow_rate if slow_rate > 0 and if_fast > 0 else None
    compared = float(totals[shared, 2].sum() / totals[:, 2].sum())
    valued = None
    if worth is not None:
        each = _over(*np.vstack([worth.sum(axis=0), drawn_beside]).T)
        valued = _estimate(adjusted.value * each[0], _adjusted(drawn) * each[1:], n, met, level)
    return Standardised(
        naive, adjusted, if_fast, slow_rate, None if ratio is None else e_value(ratio), compared, valued
    )


def _naive(t: Floats) -> Floats:
    sums = t.sum(axis=1)
    return np.asarray(_over(sums[:, 1], sums[:, 0]) - _over(sums[:, 3], sums[:, 2]))


def _adjusted(t: Floats) -> Floats:
    if_fast, slow = _rates(t)
    return if_fast - slow


def _rates(t: Floats) -> tuple[Floats, Floats]:
    """Conversion of the fast at the slow ones' mix, and of the slow, over strata that hold both."""
    shared = (t[:, :, 0] > 0) & (t[:, :, 2] > 0)
    fast_rate = np.where(shared, t[:, :, 1] / np.where(t[:, :, 0] > 0, t[:, :, 0], 1.0), 0.0)
    weight = np.where(shared, t[:, :, 2], 0.0)
    total = weight.sum(axis=1)
    return _over((fast_rate * weight).sum(axis=1), total), _over(np.where(shared, t[:, :, 3], 0.0).sum(axis=1), total)


def _over(above: Floats, below: Floats) -> Floats:
    return np.asarray(np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan), dtype=np.float64)


def _estimate(value: float, draws: Floats, n: int, met: int, level: float) -> Estimate:
    few = met < LEAST_CONVERSIONS
    ends = percentile_interval(draws, level=level)
    return Estimate(
        float(value),
        ends.lo,
        ends.hi,
        n,
        met,
        Status.INSUFFICIENT if few else Status.OK,
        "standardised, account bootstrap",
        f"{met} conversions; a verdict needs {LEAST_CONVERSIONS}" if few else "",
        level,
    )
