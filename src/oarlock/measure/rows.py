"""The rows of an answer: one per period and slice, empty ones among them, in order, and each judged by its clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.result import Measurement
from oarlock.measure.statistics.stock import carried, standing
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement.calendar import Period
    from oarlock.measure.asking import Key
    from oarlock.measure.base import Answered, Metric
    from oarlock.measure.periods import Span

MOST_FILLED = 50_000
"""Beyond so many combinations of period and slice, empty ones are left out instead of told as 0."""
NOTHING: Mapping[str, float] = {}


def rows_of(part: Metric, answered: Answered, span: Span, titles: tuple[str, ...]) -> tuple[Measurement, ...]:
    """One row per estimate, and one per empty combination where the metric adds up.

    Args:
        titles: What the slices are called, in the order of their keys, which come after the period's start where there are periods.
    """
    dated = span.every is not None
    estimates = _with_empty(part, answered.estimates, span, titles)
    # Day by day there are thousands of rows: what a period or a slice is called is made out once, and shared by its rows.
    periods = {start: span.period(start) for start in _starts(estimates)} if dated else {}
    slices = {values: dict(zip(titles, values, strict=True)) for values in {key[dated:] for key in estimates}}
    rows = []
    for key in _in_order(part, estimates, dated):
        period, also = periods.get(key[0]) if dated else None, answered.also.get(key, NOTHING)
        estimate = estimates[key] if period is None else _judged(part, estimates[key], span, period, also)
        rows.append(_row(part, period, slices[key[dated:]], estimate, period is None or span.is_over(period), also))
    return tuple(rows)


def row_of_unknown(part: Metric, titles: tuple[str, ...], reason: str) -> Measurement:
    """The one row of a metric that lacks what it rests on: no number, and what would give one."""
    return _row(part, None, dict.fromkeys(titles), Estimate(None, status=Status.INSUFFICIENT, reason=reason))


def _row(
    part: Metric,
    period: Period | None,
    slices: Mapping[str, str | None],
    estimate: Estimate,
    complete: bool = True,
    also: Mapping[str, float] = NOTHING,
) -> Measurement:
    return Measurement(
        period.label if period else None, slices, estimate.value, estimate.lo, estimate.hi, estimate.n, estimate.n_events,
        estimate.status, estimate.reason, part.unit.value, complete, also,
    )  # fmt: skip


def _with_empty(
    part: Metric, estimates: Mapping[Key, Estimate], span: Span, titles: tuple[str, ...]
) -> Mapping[Key, Estimate]:
    """The estimates, and one for every combination of period and slice that is told although nothing falls into it; never none at all."""
    told = dict(estimates)
    if len(titles) == len(part.within):
        told = {key: _empty(part) for key in _always(part, told, span)} | told
    if span.every is not None:
        told = _stood(told, span) if standing(part.statistic) else _every_period(part, told, span)
    if told:
        return told
    nobody = Estimate(None, n=0, n_events=0, status=Status.INSUFFICIENT, reason="not one unit fits the question")
    return {(None,) * (len(titles) + (span.every is not None)): nobody}


def _always(part: Metric, estimates: Iterable[Key], span: Span) -> tuple[Key, ...]:
    """What a metric tells in any case, in every period in which anything was found."""
    if span.every is None:
        return part.always
    return tuple((start, *values) for start in {key[0] for key in estimates} for values in part.always)


def _stood(estimates: dict[Key, Estimate], span: Span) -> dict[Key, Estimate]:
    """What stands in every period inside the span; one without a change has what stood before."""
    starts = span.all_between(_starts(estimates))
    told = carried(estimates, starts)
    if span.since is None:
        return told
    asked = {start for start in starts if span.period(start).end > span.since}
    return {key: one for key, one in told.items() if key[0] in asked}


def _every_period(part: Metric, estimates: dict[Key, Estimate], span: Span) -> dict[Key, Estimate]:
    """Every slice in every period from the first one seen, unless these are too many to be read."""
    starts, slices = span.all_between(_starts(estimates)), {key[1:] for key in estimates}
    if len(starts) * len(slices) > MOST_FILLED:
        return estimates
    missing = {(start, *rest): _empty(part) for rest in slices for start in starts if (start, *rest) not in estimates}
    return estimates | missing


def _starts(keys: Iterable[Key]) -> set[date]:
    """First days of the periods that the keys of a dated answer name."""
    return {key[0] for key in keys} - {None}


def _empty(part: Metric) -> Estimate:
    """A combination without a row: 0 of what adds up (the record was there, nothing happened), unknown of anything else."""
    if not part.statistic.additive:
        return Estimate(None, n=0, n_events=0, status=Status.INSUFFICIENT, reason="no unit in this period and slice")
    from oarlock.measure.statistics.count import Count, counted
    from oarlock.measure.statistics.exact import Exact

    statistic = getattr(part.statistic, "inner", part.statistic)
    if isinstance(statistic, Count):
        return counted(0, DECISION_LEVEL)
    if isinstance(statistic, Exact):
        return Estimate(0.0, n=0, method="exact")
    return Estimate(0.0, n=0, n_events=0, status=Status.INSUFFICIENT, reason="nothing happened")


def _judged(part: Metric, estimate: Estimate, span: Span, period: Period, also: Mapping[str, float]) -> Estimate:
    """A running period never passes for a full one, nor a young cohort for a settled one."""
    if part.statistic.flows and not span.is_over(period):
        # What a statistic expects of the running period stands behind the fact that it is running.
        behind = f"; {estimate.reason}" if "expected" in also and estimate.reason else ""
        return replace(estimate, status=Status.IMMATURE, reason=f"{span.why_partial(period)}{behind}")
    if part.matures_after is None or estimate.status is not Status.OK:
        return estimate
    if period.end <= span.today - part.matures_after + timedelta(days=1):
        return estimate
    young = f"younger than {words.counted(part.matures_after.days, 'day')}: too early to judge"
    return replace(estimate, status=Status.IMMATURE, reason=young)


def _in_order(part: Metric, keys: Iterable[Key], dated: bool) -> list[Key]:
    """Periods first, then the metric's own slices in its own order, then the others by name; what has no value comes last."""
    first = 1 if dated else 0
    slices = sorted({key[first:] for key in keys}, key=lambda values: _order(part, values))
    place = {values: i for i, values in enumerate(slices)}
    if not dated:
        return sorted(keys, key=place.__getitem__)
    when = {start: i for i, start in enumerate(sorted({key[0] for key in keys}, key=lambda at: (at is None, str(at))))}
    return sorted(keys, key=lambda key: (when[key[0]], place[key[1:]]))


def _order(part: Metric, values: Key) -> tuple[Any, ...]:
    arranged = part.arranged or str
    return tuple(
        (value is None, arranged(value) if i < len(part.within) and value is not None else str(value))
        for i, value in enumerate(values)
    )
