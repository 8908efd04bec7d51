"""Every registered measure, by quarter, for the report: what stood at the latest complete quarter and how it went before."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock import registry
from oarlock.show.view import Number

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.measure.result import Measurement, Measurements

SHOWN = 8
"""Rows of one measure at most; the rest is one question away."""


def numbers_of(book: Book, as_of: datetime) -> tuple[Number, ...]:
    """Of every measure its latest complete quarter, at most `SHOWN` of its own slices, those with most units.

    Of models that split one amount each in its own way, the first that the agreement names.
    """
    return tuple(number for name in registry.names("measure") for number in _numbers(book, name, as_of))


def _numbers(book: Book, name: str, as_of: datetime) -> list[Number]:
    metric = registry.load("measure", name, "METRIC")
    found = book.measure(name, every="quarter", as_of=as_of)
    others = book.agreement.attribution.models[1:]
    series: dict[tuple[str, ...], list[Measurement]] = {}
    for row in found.rows:
        if row.complete and row.slice.get("model") not in others:
            series.setdefault(_slices(row), []).append(row)
    told = [_number(metric, slices, rows) for slices, rows in series.items()]
    largest = sorted(told, key=lambda number: -number.n)[:SHOWN]
    return [number for number in told if number in largest] or [_unknown(metric, found)]


def _slices(row: Measurement) -> tuple[str, ...]:
    """A row's slices as the report names them: a bare number needs to say of what it is. Of a row that answers nothing, those that are."""
    known = row.estimate is not None
    return tuple(_written(key, value) for key, value in row.slice.items() if known or value is not None)


def _written(key: str, value: object) -> str:
    if value is None:
        return "not recorded"
    return f"{key} {value}" if str(value).isdigit() else str(value)


def _number(metric: Any, slices: tuple[str, ...], rows: list[Measurement]) -> Number:
    latest = next((row for row in reversed(rows) if row.estimate is not None), rows[-1])
    return Number(
        metric=metric.name,
        title=metric.title,
        slices=slices,
        answers_for=_team(metric),
        unit=latest.unit,
        period=latest.period,
        estimate=latest.estimate,
        lo=latest.lo,
        hi=latest.hi,
        n=latest.n,
        status=latest.status,
        reason=latest.reason,
        series=tuple(row.estimate for row in rows),
    )


def _unknown(metric: Any, found: Measurements) -> Number:
    reason = next((row.reason for row in found.rows if row.reason), "no quarter is complete yet")
    return Number(metric.name, metric.title, (), _team(metric), metric.unit.value, reason=reason)


def _team(metric: Any) -> str:
    return str(metric.answers_for[0]) if len(metric.answers_for) == 1 else "both"
