"""The last two whole periods of a rate compared, always with the mix of profile, source, segment and size held equal beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
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


def changes(
    part: Metric, ask: Ask, level: float = DECISION_LEVEL, days: Callable[[str], int] = lambda _: 1
) -> tuple[Change, ...]:
    """One change for each of the metric's own slices, from the last whole period but one to the last.

    Args:
        ask: Measures the same question by other slices, and, where a second one is given, another metric.
        days: How many days a period's counts are told by, from its label; 1 where all periods are as long.
    """
    if not (is_rate(part) or is_ratio(part) or is_count(part)):
        return ()
    whole = _by_own_slice(ask(()).rows)
    pairs = {own: pair for own, rows in whole.items() if (pair := _last_two(rows)) is not None}
    if not pairs:
        return ()
    if is_count(part):
        return tuple(_count_change(own, pair, days) for own, pair in pairs.items())
    if is_ratio(part):
        return ratio_changes(part, ask, pairs, DIMENSIONS, level)
    parts = {dimension: found for dimension in DIMENSIONS if (found := _parts(ask, dimension)) is not None}
    curves = _whole_curves(part, ask, pairs)
    return tuple(_change(own, pair, parts, curves.get(own)) for own, pair in pairs.items())


def _count_change(own: Slice, pair: tuple[Measurement, Measurement], days: Callable[[str], int]) -> Change:
    before, after = (one.period or "" for one in pair)
    lengths = days(before), days(after)
    raw = percent_change(*pair, lengths if min(lengths) > 0 else (1, 1))
    is_per_day = raw.value is not None and min(lengths) > 0 and lengths[0] != lengths[1]
    return Change(dict(own), before, after, raw, (), is_relative=True, is_per_day=is_per_day)


def _whole_curves(part: Metric, ask: Ask, pairs: Mapping[Slice, tuple[Measurement, Measurement]]) -> dict[Slice, float]:
    """Of conversions, the chance of curves so far apart, adjusted for all slices: a later conversion is not always a rarer one."""
    import numpy as np

    from oarlock.measure.statistics import Conversion
    from oarlock.measure.statistics.whole_curves import WholeCurves
    from oarlock.stats.curves import PERMUTATIONS
    from oarlock.stats.errorcontrol import benjamini_hochberg, permutations_needed

    if not isinstance(part.statistic, Conversion):
        return {}
    kept = WholeCurves(part.statistic)
    ask((), replace(part, statistic=kept, caveats=None))
    shuffles = max(PERMUTATIONS, permutations_needed(len(pairs)))
    found = {}
    for own, (before, after) in pairs.items():
        values = tuple(value for _, value in own)
        p = kept.p_value(before.period or "", after.period or "", values, shuffles)
        if p is not None:
            found[own] = p
    if not found:
        return {}
    return dict(zip(found, benjamini_hochberg(np.array(list(found.values()))).tolist(), strict=True))


def _change(
    own: Slice, pair: tuple[Measurement, Measurement], parts: dict[str, Sequence[Measurement]], curves_p: float | None
) -> Change:
    raw = rate_change(*pair)
    mixes = []
    for dimension, rows in parts.items():
        sides = [_of([row for row in rows if row.period == one.period], own, dimension) for one in pair]
        mixes.append(at_equal_mix(dimension, sides[0], sides[1], raw))
    told = tuple(one for one in mixes if one is not None)
    return Change(dict(own), pair[0].period or "", pair[1].period or "", raw, told, curves_p=curves_p)


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
