"""The change from one measurement to another, told in percent only where enough happened."""

from __future__ import annotations

from oarlock.measure.result import Measurement
from oarlock.stats.result import Estimate, Status

LEAST_EVENTS = 10
"""Events in the base below which a percentage says nothing: from 2 to 4 is "+100 %" (METHODS 0.5)."""


def percent_change(before: Measurement, after: Measurement) -> Estimate:
    """The relative change of a count, 0.5 for half as many again, with its exact conditional interval.

    Without a value where the base has fewer than 10 events (show the counts instead), or where either period is not over.
    """
    from oarlock.stats.proportions import rate_ratio

    counts = f"{_shown(before)} → {_shown(after)}"
    if not (before.complete and after.complete):
        return Estimate(None, status=Status.IMMATURE, reason=f"a period is not over yet: {counts}")
    first, second = before.n_events, after.n_events
    if first is None or second is None or first < LEAST_EVENTS:
        n = (first or 0) + (second or 0)
        return Estimate(None, n=n, status=Status.INSUFFICIENT, reason=f"too few for a percentage: {counts}")
    ratio = rate_ratio(first, second)
    ends = [None if end is None else end - 1 for end in (ratio.lo, ratio.hi)]
    return Estimate(second / first - 1, ends[0], ends[1], first + second, second, method=ratio.method)


def _shown(row: Measurement) -> str:
    return "unknown" if row.n_events is None else f"{row.n_events:,}"
