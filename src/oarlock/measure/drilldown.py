"""From a row of an answer to the units behind it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import period_named, starts_at
from oarlock.measure.facts.period_ends import at_each
from oarlock.measure.periods import INSTANT, PERIOD, Span
from oarlock.measure.statistics.stock import standing
from oarlock.measure.statistics.views import views_of

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked
    from oarlock.measure.query import Query


def units_behind(query: Query, asked: Asked, period: str | None, slices: Mapping[str, str | None]) -> tuple[str, ...]:
    """Ids of the units behind a row, sorted.

    Args:
        asked: What the query put to the metric's statistic.
        period: Its label, such as "2026Q1"; None for the whole time.
        slices: Values by the name of the slice, None for units without one; a slice left out takes any value.
    """
    table, columns = _units(query, asked), _columns(asked)
    for name, value in ((name, value) for name, value in slices.items() if name in columns):
        column = table[columns[name]]
        table = table.filter(column.isnull() if value is None else column == value)
    table = _within(table, query, period)
    found = query.ledger.rows(table.select("unit_id").distinct().order_by("unit_id"))
    return tuple(row["unit_id"] for row in found)


def _units(query: Query, asked: Asked) -> Any:
    """The units one by one: folded rows told apart, what stands at several ends met with each of them."""
    if asked.metric.folded is not None:
        return query.unfolded().asked().table
    return asked.table if asked.ends is None else at_each(asked.table, asked.ends)


def _columns(asked: Asked) -> dict[str, str]:
    """The column behind each slice; a view shows the same units as the others, but for folded rows, which are told apart to find them."""
    alike = views_of(asked.metric.statistic) if asked.metric.folded is None else ()
    columns = asked.keys[len(asked.keys) - len(asked.slices) :]
    return {title: column for title, column in zip(asked.slices, columns, strict=True) if title not in alike}


def _within(table: Any, query: Query, period: str | None) -> Any:
    """The units of a period; of what stands at an instant, those that stand at the period's end."""
    span = query.span
    if standing(query.metric.statistic):
        end = span.ends if period is None else _end_of(period, span)
        return table.filter(table["at"] <= end, table.until_at.isnull() | (table.until_at > end))
    if period is None:
        return table
    return table.filter(table[PERIOD] == period_named(period, span.fiscal_start_month).start)


def _end_of(label: str, span: Span) -> datetime:
    """The last instant of a period that was asked about, naive UTC."""
    end = starts_at(period_named(label, span.fiscal_start_month).end, span.zone).replace(tzinfo=None) - INSTANT
    return min(end, span.ends)
