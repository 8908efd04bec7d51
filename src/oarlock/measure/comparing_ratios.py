"""The last two whole periods of a ratio compared: raw, and at equal mix of what it is divided by, under resampled accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oarlock.errors import UnknownName, UsedWrongly
from oarlock.measure.change import AtEqualMix, Change, is_against
from oarlock.measure.statistics.summed import Summed
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.base import Metric
    from oarlock.measure.result import Measurement, Measurements

METHOD = "account bootstrap"
Ask = Callable[..., "Measurements"]
Slice = tuple[tuple[str, str | None], ...]


def ratio_changes(
    part: Metric,
    ask: Ask,
    pairs: Mapping[Slice, tuple[Measurement, Measurement]],
    dimensions: Sequence[str],
    level: float,
) -> tuple[Change, ...]:
    """One change for each of the metric's own slices; a part weighs by its share of the denominator, not by its units."""
    whole = _summed(part, ask, ())
    parts = {name: told for name in dimensions if (told := _summed(part, ask, (name,))) is not None}
    return tuple(_change(part, own, pair, whole, parts, level) for own, pair in pairs.items() if whole is not None)


def _summed(part: Metric, ask: Ask, by: tuple[str, ...]) -> Summed | None:
    """The sums by one dimension; None where this metric's units, or this agreement, do not have it."""
    kept = Summed()
    try:
        ask(by, replace(part, statistic=kept, caveats=None))
    except (UnknownName, UsedWrongly):
        return None
    return kept if not by or any(values[-1] is not None for values in kept.values) else None


def _change(
    part: Metric,
    own: Slice,
    pair: tuple[Measurement, Measurement],
    whole: Summed,
    parts: Mapping[str, Summed],
    level: float,
) -> Change:
    before, after = (one.period or "" for one in pair)
    told = dict(own)
    found = _compared(part, told, (before, after), whole, level)
    value = (pair[1].estimate or 0.0) - (pair[0].estimate or 0.0)
    ok = all(one.status is Status.OK for one in pair)
    raw = Estimate(
        value, found.lo if found else None, found.hi if found else None, pair[0].n + pair[1].n,
        status=Status.OK if ok else Status.INSUFFICIENT, method=METHOD,
        reason="" if ok else "one of the two periods carries no verdict",
    )  # fmt: skip
    mixes = [(name, _compared(part, told, (before, after), sums, level)) for name, sums in parts.items()]
    equal = [
        _at_equal_mix(part, name, told, (before, after), parts[name], raw, one)
        for name, one in mixes
        if one is not None
    ]
    return Change(told, before, after, raw, tuple(one for one in equal if one is not None))


def _at_equal_mix(
    part: Metric,
    dimension: str,
    own: Mapping[str, str | None],
    labels: tuple[str, str],
    sums: Summed,
    raw: Estimate,
    change: Estimate,
) -> AtEqualMix | None:
    """None where fewer than two parts can be told."""
    from oarlock.stats.mix import kitagawa_of_sums

    n0, d0, n1, d1 = _halves(part, own, labels, sums)[0]
    if len(d0) < 2:
        return None
    told = kitagawa_of_sums(n0, d0, n1, d1)
    return AtEqualMix(dimension, replace(change, n=raw.n), is_against(raw, change), told.is_simpson)


def _compared(
    part: Metric, own: Mapping[str, str | None], labels: tuple[str, str], sums: Summed, level: float
) -> Estimate | None:
    """The rate term over the parts of the sums, which for one part is the change itself; None where a period has no denominator."""
    from oarlock.errors import EmptySample
    from oarlock.stats.draws import percentile_interval
    from oarlock.stats.mix import rate_terms

    totals, drawn = _halves(part, own, labels, sums)
    if not len(totals[1]) or min(float(totals[1].sum()), float(totals[3].sum())) <= 0:
        return None
    value = float(rate_terms(*(one[None, :] for one in totals))[0])
    try:
        ends = percentile_interval(rate_terms(*drawn), level=level)
    except EmptySample:
        return Estimate(value, method=METHOD)
    return Estimate(value, min(ends.lo, value), max(ends.hi, value), method=METHOD, level=level)


def _halves(
    part: Metric, own: Mapping[str, str | None], labels: tuple[str, str], sums: Summed
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Numerators and denominators of both periods by part: as they are, and in each resampled set of accounts."""
    import numpy as np

    width = len(part.within)
    wanted = tuple(own.get(name) for name in part.within)
    place: dict[tuple[str, Any], int] = {}
    for group, (label, values) in enumerate(zip(sums.labels, sums.values, strict=True)):
        if values[:width] == wanted and label in labels:
            place[label, values[width:]] = group
    names = sorted({name for _, name in place}, key=str)
    groups = sorted(set(place.values()))
    column = {group: i for i, group in enumerate(groups)}
    drawn = sums.draws(groups)
    whole = sums.sums.totals if sums.sums is not None else np.zeros((0, 2))
    totals, resampled = [], []
    for label in labels:
        found = [place.get((label, name)) for name in names]
        for quantity in (0, 1):
            totals.append(np.array([0.0 if one is None else whole[one, quantity] for one in found]))
            columns = [np.zeros(len(drawn)) if one is None else drawn[:, quantity, column[one]] for one in found]
            resampled.append(np.column_stack(columns) if columns else np.zeros((len(drawn), 0)))
    known = (totals[1] > 0) | (totals[3] > 0)
    return [one[known] for one in totals], [one[:, known] for one in resampled]
