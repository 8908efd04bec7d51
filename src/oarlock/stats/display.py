"""From exact values to what is shown: round once, at the end, so that what is shown still adds up (METHODS 0.4–0.5, 14)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.proportions import rate_ratio
from oarlock.stats.result import Estimate, Status

LEAST_BASE = 10
"""Events below which a percentage change is not shown; the counts are."""


def largest_remainder(shares: Sequence[float], total: int = 100) -> tuple[int, ...]:
    """Whole shares that add up to the total; what rounding down leaves goes to the largest remainders, first come first.

    Raises:
        EmptySample: no shares, or nothing in them. BadSample: a share is negative.
    """
    whole = sum(shares)
    if not shares or whole <= 0:
        raise EmptySample("Nothing to share out.")
    if min(shares) < 0:
        raise BadSample("Shares of a whole cannot be negative.")
    exact = [share / whole * total for share in shares]
    floors = [math.floor(part + 1e-9) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    for i in by_remainder[: total - sum(floors)]:
        floors[i] += 1
    return tuple(floors)


def round_once(parts: Iterable[Decimal], quantum: Decimal = Decimal("0.01")) -> Decimal:
    """The sum of exact values, rounded at the end, halves away from zero."""
    return sum(parts, start=Decimal(0)).quantize(quantum, rounding=ROUND_HALF_UP)


def ratio_of_sums(numerators: Iterable[float], denominators: Iterable[float]) -> float:
    """Σ numerators ÷ Σ denominators; a mean of ratios lets one small group weigh as much as all others.

    Raises:
        EmptySample: the denominators add up to 0.
    """
    below = math.fsum(denominators)
    if below == 0:
        raise EmptySample("The denominators add up to 0; there is no ratio.")
    return math.fsum(numerators) / below


def growth(before: int, after: int, *, days: tuple[int, int] = (1, 1)) -> Estimate:
    """Growth of a count with its exact interval; on fewer than ten events the counts stand in its place.

    Args:
        days: Days of either period: growth is told per day, so that 31 days do not outgrow 28.
    Raises:
        BadSample: a period without days.
    """
    if min(days) <= 0:
        raise BadSample(f"Growth per day needs days in both periods, not {days[0]} and {days[1]}.")
    if before + after == 0:
        return Estimate(None, status=Status.DEGENERATE, reason="no events in either period")
    odds, longer = rate_ratio(before, after), days[0] / days[1]
    lo, hi = (None if end is None or math.isinf(end) else end * longer - 1 for end in (odds.lo, odds.hi))
    if before < LEAST_BASE:
        reason = f"too few for a percentage: {before:,} → {after:,}"
        return Estimate(None, lo, hi, before + after, after, Status.INSUFFICIENT, odds.method, reason)
    return Estimate(after / before * longer - 1, lo, hi, before + after, after, method=odds.method)


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two totals and their strata; `is_reversed` where every stratum says the opposite of the total."""

    total_a: float
    total_b: float
    strata_a: Mapping[str, float]
    strata_b: Mapping[str, float]

    @property
    def is_reversed(self) -> bool:
        """Simpson's paradox: lead with the strata."""
        total = self.total_a - self.total_b
        return total != 0 and all((self.strata_a[name] - self.strata_b[name]) * total < 0 for name in self.strata_a)


def simpson(a: Mapping[str, tuple[int, int]], b: Mapping[str, tuple[int, int]]) -> Reversal:
    """Compares two totals with what their strata say, each stratum as (successes, trials) on both sides.

    Raises:
        EmptySample: a stratum has no trials. BadSample: the two sides have different strata.
    """
    if a.keys() != b.keys():
        raise BadSample(f"Both sides need the same strata; {sorted(a.keys() ^ b.keys())} are on one side only.")
    totals = [ratio_of_sums((k for k, _ in side.values()), (n for _, n in side.values())) for side in (a, b)]
    rates = [{name: ratio_of_sums([k], [n]) for name, (k, n) in side.items()} for side in (a, b)]
    return Reversal(totals[0], totals[1], rates[0], rates[1])
