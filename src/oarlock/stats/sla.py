"""Promises about waiting: attainment with those still waiting, percentiles, and what a breach goes with (METHODS 9.2–9.5)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Bools, Numbers
from oarlock.stats.conversion import LEAST_ENTRIES, conversions
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.survival import Incidence, incidence


def attainment(hours: Numbers, touched: Numbers, promised: float, *, level: float = DECISION_LEVEL) -> Estimate:
    """Share answered within the promise, those still waiting counted as waiting.

    Args:
        hours: Working hours until the first touch, or waited so far.
        touched: 1 touched, 0 waiting, 2 withdrawn before any touch.
        promised: The promise in the same hours; met at exactly the promise.
    Raises:
        EmptySample: nobody was due an answer.
    """
    (estimate,) = attainments(incidence(hours, touched, outcomes=2), promised, level=level)
    return estimate


def attainments(
    curves: Incidence,
    promised: float | Numbers,
    *,
    level: float = DECISION_LEVEL,
    least: int = LEAST_ENTRIES,
    unit: str = "working hours",
    widening: float | Numbers = 1.0,
) -> tuple[Estimate, ...]:
    """The same per group; outcome 1 is the touch. Fewer than `least` due (answered, or waiting as long): insufficient.

    A promise is short, so no more is asked of its maturity than that somebody was seen to its end.
    """
    found = conversions(curves, 1, promised, level=level, least=1, at_risk=1, unit=unit, widening=widening)
    due = curves.units - curves.unseen(promised)
    return tuple(_judged(one, round(float(n)), least) for one, n in zip(found, due, strict=True))


def _judged(found: Estimate, due: int, least: int) -> Estimate:
    if found.status is not Status.OK or due >= least:
        return found
    return replace(found, status=Status.INSUFFICIENT, reason=f"{due} were due an answer; a verdict needs {least}")


def waiting_too_long(hours: Numbers, touched: Numbers, promised: float) -> Bools:
    """Who waits beyond the promise now: a list to work through, not a statistic."""
    return np.asarray((np.asarray(touched) == 0) & (np.asarray(hours) > promised))


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Ranks (1-based) of the ordered values between which a quantile lies, and the coverage reached."""

    lo: int
    hi: int
    coverage: float


def quantile_ranks(n: int, share: float, *, level: float = DECISION_LEVEL) -> RankInterval | None:
    """Distribution-free interval of a quantile of `n` fully observed values; None where n is too small for one."""
    from scipy.special import bdtr

    tail, k = (1.0 - level) / 2.0, np.arange(n)
    below = bdtr(k, n, share)
    low, high = int((below <= tail).sum()), int((below < 1.0 - tail).sum()) + 1
    if low < 1 or high > n:
        return None
    return RankInterval(low, high, float(below[high - 1] - below[low - 1]))


def least_for_upper_bound(share: float, *, confidence: float = 0.95) -> int:
    """Fewest values whose largest is an upper bound of the quantile: 29 for a P90, 59 for a P95."""
    if not 0.0 < share < 1.0 or not 0.0 < confidence < 1.0:
        raise BadSample("share and confidence lie strictly between 0 and 1.")
    return math.ceil(math.log(1.0 - confidence) / math.log(share) - 1e-12)


@dataclass(frozen=True, slots=True)
class BreachCost:
    """What slow answers go with: a range from the adjusted to the naive figure, never "caused by".

    Attributes:
        naive_difference, adjusted_difference: Conversion if fast − conversion of the slow, as shares.
        naive_cost, adjusted_cost: That difference × slow units × margin per win.
        e_value_*: How strong an unseen reason would have to be to explain the ratio away.
    """

    slow_rate: float
    rate_if_fast: float
    naive_difference: float
    adjusted_difference: float
    naive_ratio: float
    adjusted_ratio: float
    naive_cost: float
    adjusted_cost: float

    @property
    def e_value_naive(self) -> float:
        """E-value of the naive ratio."""
        return e_value(self.naive_ratio)

    @property
    def e_value_adjusted(self) -> float:
        """E-value of the adjusted ratio."""
        return e_value(self.adjusted_ratio)


def breach_cost(strata: Mapping[str, tuple[tuple[int, int], tuple[int, int]]], margin_per_win: float) -> BreachCost:
    """Standardises the fast units' conversion to the strata of the slow ones.

    Args:
        strata: Per stratum (score band × source × hour of arrival) the fast and the slow units as (units, conversions), all of them still
            open and unconverted at the landmark (`landmark`).
    Raises:
        EmptySample: no slow units, or a stratum with slow units and no fast ones: there is nothing to compare them with.
        BadSample: nothing slow converted: no ratio can be told.
    """
    fast, slow = (np.array([pair[side] for pair in strata.values()], dtype=np.float64) for side in (0, 1))
    if not len(slow) or slow[:, 0].sum() == 0:
        raise EmptySample("No slow units; there is no breach to cost.")
    alone = [name for name, (f, s) in strata.items() if s[0] and not f[0]]
    if alone:
        raise EmptySample(f"No fast units in stratum {alone[0]}; merge it with a neighbour or leave it out.")
    n_slow, slow_rate = float(slow[:, 0].sum()), float(slow[:, 1].sum() / slow[:, 0].sum())
    if slow_rate == 0:
        raise BadSample("No slow unit converted; a ratio needs at least one.")
    rates = fast[:, 1] / np.where(fast[:, 0] > 0, fast[:, 0], 1.0)
    standard, naive = float(rates @ slow[:, 0] / n_slow), float(fast[:, 1].sum() / fast[:, 0].sum())
    gaps = naive - slow_rate, standard - slow_rate
    costs = [gap * n_slow * margin_per_win for gap in gaps]
    return BreachCost(slow_rate, standard, *gaps, naive / slow_rate, standard / slow_rate, *costs)


def landmark(waited: Numbers, ended: Numbers, promised: float) -> tuple[Bools, Bools]:
    """Who may be compared without immortal time: (still open at the promise, touched by then).

    Args:
        waited: Time to first touch, infinite if never. ended: time at which the unit converted or left, infinite if open.
    """
    alive = np.asarray(ended, dtype=np.float64) > promised
    return alive, alive & (np.asarray(waited, dtype=np.float64) <= promised)


def e_value(risk_ratio: float) -> float:
    """Least risk ratio an unmeasured reason needs with both sides to explain the association away; 1 for none.

    Raises:
        BadSample: the ratio is not positive.
    References:
        VanderWeele & Ding (2017), Annals of Internal Medicine 167, 268–274.
    """
    if risk_ratio <= 0:
        raise BadSample(f"A risk ratio is positive, not {risk_ratio}.")
    ratio = max(risk_ratio, 1.0 / risk_ratio)
    return ratio + math.sqrt(ratio * (ratio - 1.0))
