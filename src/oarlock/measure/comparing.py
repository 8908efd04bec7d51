"""The last two whole periods of a rate compared, always with the mix of profile, source, segment and size held equal beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from oarlock.errors import UnknownName, UsedWrongly
from oarlock.measure.change import Change, at_equal_mix, percent_change, rate_change
from oarlock.measure.comparing_ratios import ratio_changes
from oarlock.stats.result import DECISION_LEVEL, Status

if TYPE_CHECKING:
    from oarlock.measure.base import Metric
    from oarlock.measure.result import Measurement, Measurements

DIMENSIONS = ("profile", "source", "segment", "size")
"""What a rate may move by without any of its parts moving (METHODS 14 #1)."""
Ask = Callable[..., "Measurements"]
Slice = tuple[tuple[str, str | None], ...]


def is_rate(part: Metric) -> bool:
    """Whether the metric is a rate over its own units, so that a mix of them can move it."""
    from oarlock.measure.statistics import Attainment, Average, Conversion, Share

    return isinstance(part.statistic, Share | Conversion | Average | Attainment)


def is_ratio(part: Metric) -> bool:
    """Whether the metric is one sum over another, whose parts weigh by what they are divided by."""
    from oarlock.measure.statistics import Ratio

    return isinstance(part.statistic, Ratio)


def is_count(part: Metric) -> bool:
    """Whether the metric counts things, so that its change is told in percent, where enough were there (METHODS 0.5)."""
    from oarlock.measure.statistics import Count

    return isinstance(part.statistic, Count)


def changes(part: Metric, ask: Ask, level: float = DECISION_LEVEL) -> tuple[Change, ...]:
    """One change for each of the metric's own slices, from the last whole period but one to the last.

    Args:
        ask: Measures the same question by other slices, and, where a second one is given, another metric.
    """
    if not (is_rate(part) or is_ratio(part) or is_count(part)):
        return ()
    whole = _by_own_slice(ask(()).rows)
    pairs = {own: pair for own, rows in whole.items() if (pair := _last_two(rows)) is not None}
    if not pairs:
        return ()
    if is_count(part):
        return tuple(
            Change(dict(own), pair[0].period or "", pair[1].period or "", percent_change(*pair), (), is_relative=True)
            for own, pair in pairs.items()
        )
    if is_ratio(part):
        return ratio_changes(part, ask, pairs, DIMENSIONS, level)
    parts = {dimension: found for dimension in DIMENSIONS if (found := _parts(ask, dimension)) is not None}
    return tuple(_change(own, pair, parts) for own, pair in pairs.items())


def _change(own: Slice, pair: tuple[Measurement, Measurement], parts: dict[str, Sequence[Measurement]]) -> Change:
    raw = rate_change(*pair)
    mixes = []
    for dimension, rows in parts.items():
        sides = [_of([row for row in rows if row.period == one.period], own, dimension) for one in pair]
        mixes.append(at_equal_mix(dimension, sides[0], sides[1], raw))
    return Change(
        dict(own), pair[0].period or "", pair[1].period or "", raw, tuple(one for one in mixes if one is not None)
    )


def _last_two(rows: list[Measurement]) -> tuple[Measurement, Measurement] | None:
    """The last two periods that can be judged, where they are neighbours."""
    fit = [place for place, row in enumerate(rows) if row.status is Status.OK and row.estimate is not None]
    return (rows[fit[-2]], rows[fit[-1]]) if len(fit) > 1 and fit[-1] - fit[-2] == 1 else None


def _by_own_slice(rows: Sequence[Measurement]) -> dict[Slice, list[Measurement]]:
    """Whole periods, oldest first, of each of the metric's own slices."""
    told: dict[Slice, list[Measurement]] = {}
    for row in rows:
        if row.period is not None and row.complete:
            told.setdefault(tuple(row.slice.items()), []).append(row)
    return told


def _parts(ask: Ask, dimension: str) -> Sequence[Measurement] | None:
    """The rows by one dimension; None where this metric's units, or this agreement, do not have it."""
    try:
        found = ask((dimension,))
    except (UnknownName, UsedWrongly):
        return None
    return found.rows if any(row.slice.get(dimension) is not None for row in found) else None


def _of(rows: list[Measurement], own: Slice, dimension: str) -> dict[Any, Measurement]:
    """The parts of one of the metric's own slices."""
    return {row.slice[dimension]: row for row in rows if all(row.slice.get(name) == value for name, value in own)}
