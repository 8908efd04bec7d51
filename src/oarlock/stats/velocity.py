"""How fast money comes through, how old what is won is, and what a leak costs (METHODS 1.10, 2.2–2.3)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.proportions import newcombe_difference
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


def leak(
    base: tuple[int, int], now: tuple[int, int], *, win_given_pass: float, amount: float, level: float = DECISION_LEVEL
) -> Estimate:
    """Money lost at a stage that passes fewer than its own baseline; (passed, entered) before and now, all mature.

    Raises:
        EmptySample: nothing entered in one of the two.
    """
    drop = newcombe_difference(base, now, level=level)
    worth = now[1] * win_given_pass * amount
    value, lo, hi = (None if part is None else part * worth for part in (drop.value, drop.lo, drop.hi))
    return Estimate(value, lo, hi, drop.n, method="Newcombe", level=level)
