"""The change from one measurement to another: in percent only where enough happened, and at equal mix beside the raw one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oarlock.measure.result import Measurement
from oarlock.stats.result import Estimate, Status


def percent_change(before: Measurement, after: Measurement, days: tuple[int, int] = (1, 1)) -> Estimate:
    """The relative change of a count per day, 0.5 for half as many again, with its exact conditional interval.

    Without a value where the base has fewer than 10 events (show the counts instead), or where either period is not over.

    Args:
        days: Days of either period that count.
    """
    from oarlock.stats.display import growth

    counts = f"{_shown(before)} → {_shown(after)}"
    if not (before.complete and after.complete):
        return Estimate(None, status=Status.IMMATURE, reason=f"a period is not over yet: {counts}")
    if before.n_events is None or after.n_events is None:
        n = (before.n_events or 0) + (after.n_events or 0)
        return Estimate(None, n=n, status=Status.INSUFFICIENT, reason=f"too few for a percentage: {counts}")
    return growth(before.n_events, after.n_events, days=days)


def _shown(row: Measurement) -> str:
    return "unknown" if row.n_events is None else f"{row.n_events:,}"


@dataclass(frozen=True)
class AtEqualMix:
    """What is left of a change when the mix of one dimension is held as it was on average.

    Attributes:
        dimension: "profile", "source", "segment" or "size". change: Kitagawa's rate term, with its interval.
        is_reversed: It points the other way than the change itself, which carries a verdict: lead with the parts, not with the total
            (METHODS 14 #1).
        is_unanimous: Every part moved against the total.
    """

    dimension: str
    change: Estimate
    is_reversed: bool
    is_unanimous: bool


@dataclass(frozen=True)
class Change:
    """A rate in two periods: the raw change, and beside it the change at equal mix of everything that could be asked.

    Attributes:
        slice: The metric's own slice, such as the step. before, after: labels of the periods.
        is_relative: Whether `raw` is of a count, 0.5 for half as many again, and has no value where a percentage would say nothing.
        is_per_day: Whether it is told per working day, because the periods have not the same number of them (METHODS 14 #9).
        curves_p: Of a conversion, the chance that the whole curves up to the horizon lie so far apart if the periods are alike, adjusted
            for all slices; None where it is no conversion, or nobody can say.
    """

    slice: Mapping[str, str | None]
    before: str
    after: str
    raw: Estimate
    at_equal_mix: tuple[AtEqualMix, ...]
    is_relative: bool = False
    is_per_day: bool = False
    curves_p: float | None = None

    @property
    def reversed_by(self) -> tuple[str, ...]:
        """Dimensions at whose equal mix the change surely points the other way."""
        return tuple(one.dimension for one in self.at_equal_mix if one.is_reversed)

    def to_json(self) -> dict[str, Any]:
        """As `oarlock measure --format json` writes it."""
        told = {
            one.dimension: {"change": one.change.value, "lo": one.change.lo, "hi": one.change.hi}
            for one in self.at_equal_mix
        }
        return {
            "slice": dict(self.slice), "from": self.before, "to": self.after, "change": self.raw.value, "lo": self.raw.lo,
            "hi": self.raw.hi, "status": str(self.raw.status), "is_relative": self.is_relative,
            "per_working_day": self.is_per_day, "at_equal_mix": told, "reversed_by": list(self.reversed_by), "curves_p": self.curves_p,
        }  # fmt: skip


def rate_change(before: Measurement, after: Measurement) -> Estimate:
    """The difference of two rates, as independent; with Newcombe's interval, which for whole counts is his method 10."""
    import math

    if before.estimate is None or after.estimate is None:
        return Estimate(
            None, n=before.n + after.n, status=Status.INSUFFICIENT, reason="one of the two periods has no value"
        )
    value = after.estimate - before.estimate
    ends = (before.lo, before.hi, after.lo, after.hi)
    if None in ends:
        return Estimate(
            value, n=before.n + after.n, status=Status.INSUFFICIENT, reason="one of the two periods has no range"
        )
    lo = value - math.hypot(after.estimate - (after.lo or 0.0), (before.hi or 0.0) - before.estimate)
    hi = value + math.hypot((after.hi or 0.0) - after.estimate, before.estimate - (before.lo or 0.0))
    ok = before.status is Status.OK and after.status is Status.OK
    status, reason = (Status.OK, "") if ok else (Status.INSUFFICIENT, "one of the two periods carries no verdict")
    return Estimate(value, lo, hi, before.n + after.n, status=status, method="Newcombe", reason=reason)


def at_equal_mix(
    dimension: str, before: Mapping[Any, Measurement], after: Mapping[Any, Measurement], raw: Estimate
) -> AtEqualMix | None:
    """Kitagawa's rate term over the parts of a dimension, weighed by their units; None where fewer than two parts can be told.

    A part without a value in a period takes the other period's: all of it becomes mix.
    """
    import math

    from oarlock.stats.mix import kitagawa

    names = sorted({*before, *after}, key=str)
    sides = [[side.get(name) for name in names] for side in (before, after)]
    units = [[float(row.n) if row is not None else 0.0 for row in side] for side in sides]
    rates = [
        [row.estimate if row is not None and row.estimate is not None and row.n else math.nan for row in side]
        for side in sides
    ]
    known = [any(not math.isnan(rate[i]) for rate in rates) for i in range(len(names))]
    units, rates = (
        [[value for value, on in zip(side, known, strict=True) if on] for side in both] for both in (units, rates)
    )
    if sum(known) < 2 or min(sum(side) for side in units) <= 0:
        return None
    shares = [[n / sum(side) for n in side] for side in units]
    told = kitagawa(shares[0], rates[0], shares[1], rates[1])
    lo, hi = _ends([[side[i] for i, on in enumerate(known) if on] for side in sides], shares)
    change = Estimate(told.rate_total, lo, hi, raw.n, method="Kitagawa, intervals of the parts combined")
    return AtEqualMix(dimension, change, is_against(raw, change), told.is_simpson)


def is_against(raw: Estimate, change: Estimate) -> bool:
    """Whether a change at equal mix surely points the other way than the change itself; not where that carries no verdict."""
    sure = change.lo is not None and change.hi is not None and change.lo * change.hi > 0
    return raw.status is Status.OK and sure and (raw.value or 0.0) * (change.value or 0.0) < 0


def _ends(
    sides: Sequence[Sequence[Measurement | None]], shares: list[list[float]]
) -> tuple[float | None, float | None]:
    """The interval from those of the parts; a part that one period lacks is mix alone, one without a range leaves none to tell."""
    from oarlock.stats.mix import recovered

    weights, ranges = [], []
    for before, after, s0, s1 in zip(*sides, *shares, strict=True):
        if before is None or after is None or not before.n or not after.n:
            continue
        if before.estimate is None or after.estimate is None:
            continue
        told = [(row.estimate, row.lo, row.hi) for row in (before, after)]
        if any(end is None for one in told for end in one):
            return None, None
        weights.append((s0 + s1) / 2)
        ranges.append(told)
    if not weights:
        return None, None
    before_ranges, after_ranges = zip(*ranges, strict=True)
    return recovered(weights, before_ranges, after_ranges)
