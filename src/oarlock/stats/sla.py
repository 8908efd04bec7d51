"""Promises about waiting: attainment with those still waiting, percentiles, and what a breach goes with (METHODS 9.2–9.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from oarlock.errors import BadSample
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
