"""Answers one question to the ledger: a metric, by slices and periods, as of an instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered, Metric, Unit
from oarlock.measure.beginnings import late, unbegun
from oarlock.measure.drilldown import units_behind
from oarlock.measure.facts.without_rate import deals_without_rate
from oarlock.measure.query import PROFILE, Query, part_of
from oarlock.measure.result import Measurement, Measurements
from oarlock.measure.rows import row_of_unknown, rows_of
from oarlock.measure.simpson import reversals
from oarlock.stats.result import DECISION_LEVEL

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.change import Change
    from oarlock.measure.since import LevelChange

NO_PROFILE = "The agreement states no ideal customer profile, so no unit is on or off it."


def measure(
    ledger: Ledger,
    agreement: Agreement,
    metric: str | Metric,
    *,
    by: str | Iterable[str] = (),
    every: str | None = None,
    since: date | None = None,
    until: date | None = None,
    where: str | None = None,
    horizon: float | None = None,
    level: float = DECISION_LEVEL,
) -> Measurements:
    """One metric, by slices and periods.

    Args:
        by: Columns of the unit, of its lead, deal, account, campaign or owner; attributes; `segment`, `profile`, `purpose`.
        every: day, week, month, quarter or year of the fiscal calendar, in the company's time zone; None for the whole time.
        since, until: First day, and the day after the last, of the metric's cohort clock.
        where: A rule; only rows for which it holds count.
        horizon: Days within which a conversion counts; None takes the time by which nine in ten have converted.
    Raises:
        UnknownName: no such metric, slice or period; names the nearest.
        RuleInvalid: `where` does not parse or names an unknown column.
    """
    slices = (by,) if isinstance(by, str) else tuple(by)
    return _answer(Query(ledger, agreement, part_of(metric), slices, every, since, until, where, horizon, level))


def _answer(query: Query) -> Measurements:
    """The rows that answer a query, and what is needed to read them."""
    part, judged = query.metric, query.judged()
    span, reason = judged.span, _why_unknown(judged)
    if reason:
        return _unknown(judged, reason)
    asked = judged.asked()
    answered = part.statistic(asked)
    begun = part.begun(judged.ledger, judged.agreement) if part.begun else {}
    rows = unbegun(part, rows_of(_as_listed(part, judged.agreement), answered, span, asked.slices), span, begun)
    return Measurements(
        metric=part.name,
        unit=part.unit.value,
        as_of=judged.ledger.as_of,
        agreement_version=judged.agreement.version,
        rows=rows,
        by=judged.titles,
        excluded=answered.excluded,
        caveats=(*late(span, begun), *_caveats(judged, answered), *reversals(asked, rows)),
        params=answered.params,
        title=part.title,
        _compare=_comparison(query),
        _since=partial(_level_changes, judged, rows),
        _find=partial(units_behind, judged, asked),
    )


def _as_listed(part: Metric, agreement: Agreement) -> Metric:
    """The metric with its own slices in the agreement's order, where that gives them one; what it does not list comes last."""
    if part.listed is None:
        return part
    place = {value: i for i, value in enumerate(part.listed(agreement))}
    return replace(part, arranged=lambda value: place.get(value or "", len(place)))


def _why_unknown(query: Query) -> str:
    """Why the metric cannot be told from this ledger, or nothing."""
    part, ledger = query.metric, query.ledger
    for table in part.source[:1] if part.needs is None else part.needs:
        if ledger.is_empty(table):
            return f"no {table.replace('_', ' ')} recorded; import {table}"
    return part.unknown(ledger, query.agreement) if part.unknown else ""


def _unknown(query: Query, reason: str) -> Measurements:
    """Without what it rests on, a metric is unknown: no number, and what would give one."""
    part, titles = query.metric, query.titles
    row = row_of_unknown(part, titles, reason)
    version = query.agreement.version
    return Measurements(part.name, part.unit.value, query.ledger.as_of, version, (row,), titles, title=part.title)


def _caveats(query: Query, answered: Answered) -> tuple[str, ...]:
    """What to keep in mind: of this ledger, of these numbers, and of slices that need a profile."""
    part, agreement = query.metric, query.agreement
    own = part.caveats(query.ledger, agreement) if part.caveats else ()
    if part.unit in (Unit.MONEY, Unit.MONEY_PER_DAY) and "opportunity_versions" in part.source:
        own = (*own, *deals_without_rate(query.ledger, agreement))
    lacks_profile = agreement.profile is None and bool(PROFILE & set(query.titles))
    return (*own, *answered.caveats, *((NO_PROFILE,) if lacks_profile else ()))


def _comparison(query: Query) -> Callable[[], tuple[Change, ...]] | None:
    """Compares the last two periods when somebody asks for it, at the horizon that all of them share; None without periods."""
    if query.every is None:
        return None

    def ask(by: tuple[str, ...], metric: Metric = query.metric) -> Measurements:
        return _answer(replace(query, by=by, metric=metric))

    def compare() -> tuple[Change, ...]:
        from oarlock.measure.comparing import changes

        return changes(query.metric, ask, query.level, partial(_days, query))

    return compare


def _days(query: Query, label: str) -> int:
    """The working days of a period that has not as many as the next one of its length; 1 for days and weeks."""
    from oarlock.agreement.calendar import period_named
    from oarlock.measure.facts.points import business_days

    if query.every in ("day", "week"):
        return 1
    period = period_named(label, query.agreement.company.fiscal_year_start_month)
    return business_days(period.start, period.end)


def _level_changes(query: Query, rows: Sequence[Measurement]) -> tuple[LevelChange, ...]:
    """Since when the level of each slice is another, worked out when somebody reads it."""
    from oarlock.agreement.calendar import period_of
    from oarlock.measure.since import level_changes

    begins, every = query.agreement.in_force_from, query.every
    fiscal = query.agreement.company.fiscal_year_start_month
    redefined_in = None if begins is None or every is None else period_of(begins, every, fiscal).label
    return level_changes(query.metric, rows, redefined_in)
