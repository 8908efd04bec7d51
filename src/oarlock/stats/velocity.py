"""How fast money comes through, how old what is won is, and what a leak costs (METHODS 1.10, 2.2–2.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Numbers, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class Flow:
    """One segment's inputs, all of one cohort: deals, average value, win rate, and the cycle in days."""

    deals: float
    value: float
    win_rate: float
    cycle_days: float

    @property
    def per_day(self) -> float:
        """Money per day: deals × value × win rate ÷ cycle."""
        if self.cycle_days <= 0:
            raise BadSample("A cycle takes more than 0 days.")
        return self.deals * self.value * self.win_rate / self.cycle_days


def velocity(segments: Iterable[Flow]) -> float:
    """Money per day of all segments: their sum. The formula on pooled inputs can be twice too high."""
    return math.fsum(segment.per_day for segment in segments)


def log_spread(rate: Estimate, cycle: Estimate, value: Estimate, *, together: float = 0.0) -> float:
    """Standard error of the logarithm of value × rate ÷ cycle, inputs of the same deals (delta method, METHODS 2.2).

    How many are won says nothing of how long those took or what they brought, to first order; but dear deals are often slow, and then
    the mean amount and the median time err the same way and their quotient less than either.

    Args:
        rate, cycle, value: With intervals at one level; an end that is unknown or 0 counts as far from the middle as a factor of four.
        together: Correlation of the estimates of value and cycle, as `mean_with_median` gives it.
    """
    r, c, v = (_log_width(one) / (2 * z_of(one.level)) for one in (rate, cycle, value))
    return math.sqrt(max(r**2 + c**2 + v**2 - 2 * together * c * v, 0.0))


def sum_range(
    amounts: Sequence[float], spreads: Sequence[float], *, level: float = DECISION_LEVEL
) -> tuple[float, float]:
    """Ends of the range of a sum of independent positive amounts, each with the standard error of its logarithm (delta method).

    On the log scale of the sum, so that it stays above 0. Drawing each amount and adding up would lift the middle of the range above the
    sum, because what is drawn too high is drawn higher than what is drawn too low is low.
    """
    total = math.fsum(amounts)
    if total <= 0:
        return total, total
    error = math.sqrt(math.fsum((amount * spread) ** 2 for amount, spread in zip(amounts, spreads, strict=True)))
    reach = math.exp(z_of(level) * error / total)
    return total / reach, total * reach


def mean_with_median(units: Numbers, sums: Numbers, squares: Numbers, times: Numbers, median: float) -> float:
    """Correlation of the mean amount with the median time of the same units: that of amount and "later than the median".

    The median errs upwards where few units lie below it. 0 where either does not vary.

    Args:
        units, sums, squares: Per time how many units met it, and the sum of their amounts and of the squares of these.
    """
    n, x, xx, t = (np.asarray(column, dtype=np.float64) for column in (units, sums, squares, times))
    total = float(n.sum())
    if not total:
        return 0.0
    late = t > median
    share, mean = float(n[late].sum()) / total, float(x.sum()) / total
    between = float(x[late].sum()) / total - share * mean
    scale = math.sqrt(max(float(xx.sum()) / total - mean**2, 0.0) * share * (1 - share))
    return between / scale if scale > 0 else 0.0


def _log_width(part: Estimate) -> float:
    value = part.value or 1.0
    lo = part.lo if part.lo is not None and part.lo > 0 else value / 4
    hi = part.hi if part.hi is not None and math.isfinite(part.hi) and part.hi > 0 else value * 4
    return max(math.log(max(hi, value) / min(lo, value)), 0.0)


def visible_share(converting: float, mean_days: float, age_days: float) -> float:
    """Share of a cohort seen converted at an age, when `converting` will and take an exponential time.

    Why young cohorts look worse for no reason but their age (METHODS 2.1).
    """
    if mean_days <= 0 or age_days < 0 or not 0 <= converting <= 1:
        raise BadSample("The share lies in [0, 1], the mean is more than 0 days, the age is not negative.")
    return converting * -math.expm1(-age_days / mean_days)


@dataclass(frozen=True, slots=True)
class CarryIn:
    """Where a period's bookings came from.

    Attributes:
        share: Of won value that was older than a median cycle when the period began. replenishment: fresh ÷ booked.
        runway: Periods until the old stock is used up at the present burn; None where nothing burns.
    """

    share: float
    replenishment: float
    runway: float | None


def carry_in(
    won: Sequence[tuple[float, float]], median_cycle: float, *, fresh: float, old_stock: float, burn: float
) -> CarryIn:
    """Carry-in of (amount, age in days at the period's start) of what was won.

    Raises:
        EmptySample: nothing was won.
    """
    booked = math.fsum(amount for amount, _ in won)
    if booked <= 0:
        raise EmptySample("Nothing was won in the period; there is no carry-in to tell.")
    old = math.fsum(amount for amount, age in won if age > median_cycle)
    return CarryIn(old / booked, fresh / booked, old_stock / burn if burn > 0 else None)


def leak(fall: Estimate, entered: int, *, win_given_pass: float, amount: float, worth_error: float = 0.0) -> Estimate:
    """Money lost at a stage that passes fewer than its own baseline: those that entered × the fall × wins per pass × amount of a win.

    Args:
        fall: Base share − share now, of cohorts that are all mature; its ends become those of the money.
        worth_error: Standard error of the logarithm of wins per pass × amount, where these are estimates too: it moves each end further
            from the value, on the logarithm's scale; an end on the other side of nothing stays, because its sign is the fall's.
    """
    worth = entered * win_given_pass * amount
    value, lo, hi = (None if part is None else part * worth for part in (fall.value, fall.lo, fall.hi))
    reach = z_of(fall.level) * worth_error
    lo, hi = (_further(end, value, reach) for end in (lo, hi))
    return Estimate(value, lo, hi, fall.n, method=fall.method, level=fall.level)


def _further(end: float | None, value: float | None, reach: float) -> float | None:
    if end is None or value is None or end * value <= 0:
        return end
    away = math.log(end / value)
    return value * math.exp(math.copysign(math.hypot(away, reach), away))
