"""Puts one question to the ledger: a metric, by slices and periods, as of an instant."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oarlock import registry
from oarlock.agreement.calendar import period_of
from oarlock.errors import UsedWrongly
from oarlock.measure.asking import Asked, Key
from oarlock.measure.base import Answered, Metric
from oarlock.measure.beginnings import late, unbegun
from oarlock.measure.facts.period_ends import at_each, period_ends
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.periods import INSTANT, Span
from oarlock.measure.result import Measurement, Measurements
from oarlock.measure.simpson import reversals
from oarlock.measure.slices import filtered, reads, sliced
from oarlock.measure.statistics.at_ends import is_at_ends
from oarlock.measure.statistics.stock import carried, standing
from oarlock.measure.statistics.views import views_of, with_views
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.change import Change

PERIOD = "period"
WINDOWS = ("month", "quarter", "year")
PROFILE = frozenset({"profile", "on_profile"})
"""What asks of the profile by name: the slice, and the column of the observed rows."""
MOST_FILLED = 50_000
"""Beyond so many combinations of period and slice, empty ones are left out instead of told as 0."""
NOTHING: Mapping[str, float] = {}


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
    part = part_of(metric)
    names = (by,) if isinstance(by, str) else tuple(by)
    compare = _comparer(part, ledger, agreement, every, since, until, where, horizon, level)
    agreement = agreement if asks_of_profile(part, agreement, names, where) else unjudged(agreement)
    span = Span.of(ledger, agreement, every, _first_day(part, ledger, agreement, every, since, until), until)
    reason = _why_unknown(part, ledger, agreement)
    if reason:
        return _nothing_known(part, ledger, agreement, names, reason)
    asked, columns = _asked(part, ledger, agreement, names, span, every, where, horizon, level)
    titles = asked.slices
    answered = part.statistic(asked)
    begun = part.begun(ledger, agreement) if part.begun else {}
    rows = unbegun(part, _rows(part, answered, span, titles), span, begun)

    def apart() -> Asked:
        """The same question over rows that each stand for one value."""
        alone = dataclasses.replace(part, folded=None)
        return _asked(alone, ledger, agreement, names, span, every, where, horizon, level)[0]

    return Measurements(
        metric=part.name,
        unit=part.unit.value,
        as_of=ledger.as_of,
        agreement_version=agreement.version,
        rows=rows,
        by=titles,
        excluded=answered.excluded,
        caveats=(*late(span, begun), *_caveats(asked, answered), *reversals(asked, rows)),
        params=answered.params,
        title=part.title,
        _compare=compare,
        _find=_finder(asked, apart, span, _found_by(part, titles, columns), standing(part.statistic)),
    )


def asks_of_profile(metric: str | Metric, agreement: Agreement, by: Iterable[str], where: str | None) -> bool:
    """Whether a question asks who is on the profile: the metric itself, a slice, or a condition."""
    part = part_of(metric)
    by_name = bool({name.lower() for name in by} & PROFILE) or (where is not None and reads(where, PROFILE))
    return by_name or (part.judges is not None and part.judges(agreement))


def part_of(metric: str | Metric) -> Metric:
    """The metric itself, also where only its name was given."""
    part: Metric = registry.load("measure", metric, "METRIC") if isinstance(metric, str) else metric
    return part


def _asked(
    part: Metric,
    ledger: Ledger,
    agreement: Agreement,
    names: tuple[str, ...],
    span: Span,
    every: str | None,
    where: str | None,
    horizon: float | None,
    level: float,
) -> tuple[Asked, tuple[str, ...]]:
    """What the statistic is asked: the observed rows, kept, sliced and placed into periods; and the columns of the slices."""
    observed = _observed(part, ledger, agreement, names, every, where)
    observed = observed if where is None else filtered(ledger, agreement, observed, where)
    observed = with_views(part.statistic, observed)
    titles = (*part.within, *(name for name in names if name not in part.within))
    table, columns = sliced(ledger, agreement, observed, titles)
    ends = _ends(ledger, agreement, span, _window(part, every)) if is_at_ends(part.statistic) else None
    table = table if ends is not None else _placed(table, span, part)
    keys = ((PERIOD,) if every is not None else ()) + columns
    return Asked(ledger, agreement, part, table, keys, span.ends, level, titles, horizon, every, ends), columns


def _comparer(
    part: Metric, ledger: Ledger, agreement: Agreement, every: str | None, since: date | None, until: date | None, where: str | None,
    horizon: float | None, level: float,
) -> Callable[[], tuple[Change, ...]] | None:  # fmt: skip
    """Compares the last two periods when somebody asks for it, at the horizon that all of them share."""
    if every is None:
        return None

    def ask(by: tuple[str, ...], asked: Metric = part) -> Measurements:
        return measure(
            ledger,
            agreement,
            asked,
            by=by,
            every=every,
            since=since,
            until=until,
            where=where,
            horizon=horizon,
            level=level,
        )

    def compare() -> tuple[Change, ...]:
        from oarlock.measure.comparing import changes

        return changes(part, ask, level)

    return compare


def _observed(
    part: Metric, ledger: Ledger, agreement: Agreement, by: tuple[str, ...], every: str | None, where: str | None
) -> Any:
    """The metric's rows; other ones where a slice asked for needs them, fewer where no rule asks for what they leave to the statistic."""
    windows = (_window(part, every),) if part.windowed else ()
    is_apart = where is not None and reads(where, part.within)
    observe = part.observe if is_apart or part.folded is None else part.folded
    observe = next((part.parted[name] for name in by if name in part.parted), observe)
    return observe(ledger, agreement, *windows)


def _first_day(
    part: Metric, ledger: Ledger, agreement: Agreement, every: str | None, since: date | None, until: date | None
) -> date | None:
    """The first day asked about; of a metric that looks ahead, where nobody said, that of the quarter ahead or the last one asked about."""
    if not part.ahead or every is not None or since is not None:
        return since
    from oarlock.measure.facts.points import ahead

    running = ahead(ledger, agreement, "quarter")[0]
    if until is None or until > running.start:
        return running.start
    return period_of(until - timedelta(days=1), "quarter", agreement.company.fiscal_year_start_month).start


def _window(part: Metric, every: str | None) -> str:
    """The periods a windowed metric looks at: those asked for, quarters where none were.

    Raises:
        UsedWrongly: days and weeks are no windows for a close date.
    """
    if every is not None and every not in WINDOWS:
        raise UsedWrongly(f"{part.name} is told by {', '.join(WINDOWS)}, not by {every}: it speaks of longer times.")
    return every or "quarter"


def _ends(ledger: Ledger, agreement: Agreement, span: Span, window: str) -> Any:
    """The ends of periods inside the span, with the period each ends; the last alone where no periods are asked for."""
    ends = period_ends(ledger, agreement, window)
    table = span.kept(ends.table(ledger), "stands_at")
    if span.every is not None:
        return table
    return table.filter(table.end_no == sum(at <= span.ends for at in ends.at) - 1)


def _placed(table: Any, span: Span, part: Metric) -> Any:
    """Rows inside the span, with the period they belong to; what stands at an instant may have begun before the span."""
    if not standing(part.statistic):
        table = span.kept(table, "at")
    if span.every is None:
        return table
    table = table.filter(table["at"].notnull())
    placed = {PERIOD: span.placed(table["at"])}
    if standing(part.statistic):
        placed["period_until"] = span.placed(table.until_at)
    return table.mutate(**placed)


def _rows(part: Metric, answered: Answered, span: Span, titles: tuple[str, ...]) -> tuple[Measurement, ...]:
    """One row per estimate, and one per empty combination where the metric adds up."""
    estimates = dict(answered.estimates)
    if part.always and len(titles) == len(part.within):
        starts = {key[0] for key in estimates} if span.every is not None else set()
        missing = (
            part.always if span.every is None else tuple((start, *rest) for start in starts for rest in part.always)
        )
        estimates = {key: _empty(part) for key in missing} | estimates
    if span.every is not None:
        estimates = _every_period(part, estimates, span)
    if not estimates:
        estimates = {(None,) * (len(titles) + (span.every is not None)): _none_at_all()}
    return _told(part, estimates, answered.also, span, titles)


def _told(
    part: Metric,
    estimates: Mapping[Key, Estimate],
    also: Mapping[Key, Mapping[str, float]],
    span: Span,
    titles: tuple[str, ...],
) -> tuple[Measurement, ...]:
    """The rows in order. Day by day there are thousands: what a period or a slice is called is made out once, and shared by its rows."""
    dated, unit = span.every is not None, part.unit.value
    starts = {key[0] for key in estimates} - {None} if dated else set()
    periods = {start: span.period(start) for start in starts}
    over = {start: span.is_over(period) for start, period in periods.items()}
    named: dict[Key, dict[str, str | None]] = {}
    rows = []
    for key in _in_order(part, estimates, dated):
        values, estimate, more = key[1:] if dated else key, estimates[key], also.get(key, NOTHING)
        period = periods.get(key[0]) if dated else None
        complete = period is None or over[key[0]]
        if period is not None and (not complete or part.matures_after is not None):
            estimate = _judged(part, estimate, span, complete, period, has_more="expected" in more)
        slices = named.get(values)
        if slices is None:
            slices = named[values] = dict(zip(titles, values, strict=True))
        row = Measurement(
            period.label if period else None, slices, estimate.value, estimate.lo, estimate.hi, estimate.n, estimate.n_events,
            estimate.status, estimate.reason, unit, complete, more,
        )  # fmt: skip
        rows.append(row)
    return tuple(rows)


def _none_at_all() -> Estimate:
    return Estimate(None, n=0, n_events=0, status=Status.INSUFFICIENT, reason="not one unit fits the question")


def _every_period(part: Metric, estimates: dict[Key, Estimate], span: Span) -> dict[Key, Estimate]:
    starts = span.all_between({key[0] for key in estimates if key[0] is not None})
    if standing(part.statistic):
        told = carried(estimates, starts)
        if span.since is None:
            return told
        asked = {start for start in starts if span.period(start).end > span.since}
        return {key: one for key, one in told.items() if key[0] in asked}
    slices = {key[1:] for key in estimates}
    if len(starts) * len(slices) > MOST_FILLED:
        return estimates
    missing = {(start, *rest): _empty(part) for rest in slices for start in starts if (start, *rest) not in estimates}
    return estimates | missing


def _empty(part: Metric) -> Estimate:
    """A combination without a row: 0 of what adds up (the record was there, nothing happened), unknown of anything else."""
    if part.statistic.additive:
        from oarlock.measure.statistics.count import Count, counted
        from oarlock.measure.statistics.exact import Exact

        statistic = getattr(part.statistic, "inner", part.statistic)
        if isinstance(statistic, Count):
            return counted(0, DECISION_LEVEL)
        if isinstance(statistic, Exact):
            return Estimate(0.0, n=0, method="exact")
        return Estimate(0.0, n=0, n_events=0, status=Status.INSUFFICIENT, reason="nothing happened")
    return Estimate(None, n=0, n_events=0, status=Status.INSUFFICIENT, reason="no unit in this period and slice")


def _judged(
    part: Metric, estimate: Estimate, span: Span, over: bool, period: Any, *, has_more: bool = False
) -> Estimate:
    """A running period never passes for a full one, nor a young cohort for a settled one."""
    if not over and part.statistic.flows:
        # What a statistic expects of the running period stands behind the fact that it is running.
        behind = f"; {estimate.reason}" if has_more and estimate.reason else ""
        return dataclasses.replace(estimate, status=Status.IMMATURE, reason=f"{span.why_partial(period)}{behind}")
    young = part.matures_after is not None and period.end > span.today - part.matures_after + timedelta(days=1)
    if young and estimate.status is Status.OK:
        days = part.matures_after.days if part.matures_after else 0
        return dataclasses.replace(
            estimate, status=Status.IMMATURE, reason=f"younger than {days} days: too early to judge"
        )
    return estimate


def _why_unknown(part: Metric, ledger: Ledger, agreement: Agreement) -> str:
    """Why the metric cannot be told from this ledger, or nothing."""
    for table in part.source[:1] if part.needs is None else part.needs:
        if ledger.is_empty(table):
            return f"no {table.replace('_', ' ')} recorded; import {table}"
    return part.unknown(ledger, agreement) if part.unknown else ""


def _nothing_known(
    part: Metric, ledger: Ledger, agreement: Agreement, by: tuple[str, ...], reason: str
) -> Measurements:
    """Without what it rests on, a metric is unknown: no number, and what would give one."""
    row = Measurement(
        None,
        dict.fromkeys((*part.within, *by)),
        None,
        None,
        None,
        0,
        None,
        Status.INSUFFICIENT,
        reason,
        part.unit.value,
    )
    titles = (*part.within, *(name for name in by if name not in part.within))
    return Measurements(part.name, part.unit.value, ledger.as_of, agreement.version, (row,), titles, title=part.title)


def _caveats(asked: Asked, answered: Answered) -> tuple[str, ...]:
    """What to keep in mind: of this ledger, of these numbers, and of slices that need a profile."""
    part = asked.metric
    own = part.caveats(asked.ledger, asked.agreement) if part.caveats else ()
    return (*own, *answered.caveats, *_profile_caveat(asked.agreement, asked.slices))


def _profile_caveat(agreement: Agreement, titles: tuple[str, ...]) -> tuple[str, ...]:
    if agreement.profile is None and PROFILE & set(titles):
        return ("The agreement states no ideal customer profile, so no unit is on or off it.",)
    return ()


def _found_by(part: Metric, titles: tuple[str, ...], columns: tuple[str, ...]) -> dict[str, str]:
    """The column behind each slice; a view shows the same units as the others, but for folded rows, which are told apart to find them."""
    alike = views_of(part.statistic) if part.folded is None else ()
    return {title: column for title, column in zip(titles, columns, strict=True) if title not in alike}


def _finder(
    asked: Asked, apart: Callable[[], Asked], span: Span, columns: Mapping[str, str], stands: bool
) -> Callable[[str | None, Mapping[str, str | None]], tuple[str, ...]]:
    """Looks up the units behind a row when somebody asks for them."""

    def find(period: str | None, slices: Mapping[str, str | None]) -> tuple[str, ...]:
        table = _units(asked, apart)
        for name, value in ((name, value) for name, value in slices.items() if name in columns):
            column = table[columns[name]]
            table = table.filter(column.isnull() if value is None else column == value)
        if stands:
            end = span.ends if period is None else _end_of(period, span)
            table = table.filter(table["at"] <= end, table.until_at.isnull() | (table.until_at > end))
        elif period is not None:
            table = table.filter(table[PERIOD] == _start_of(period, span))
        found = asked.ledger.rows(table.select("unit_id").distinct().order_by("unit_id"))
        return tuple(row["unit_id"] for row in found)

    return find


def _start_of(label: str, span: Span) -> date:
    from oarlock.agreement.calendar import period_named

    return period_named(label, span.fiscal_start_month).start


def _units(asked: Asked, apart: Callable[[], Asked]) -> Any:
    """The units one by one: folded rows told apart, what stands at several ends met with each of them."""
    if asked.metric.folded is not None:
        return apart().table
    return asked.table if asked.ends is None else at_each(asked.table, asked.ends)


def _end_of(label: str, span: Span) -> Any:
    from oarlock.agreement.calendar import period_named, starts_at

    end = starts_at(period_named(label, span.fiscal_start_month).end, span.zone).replace(tzinfo=None) - INSTANT
    return min(end, span.ends)


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
