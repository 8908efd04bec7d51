"""The chart that fits a measurement: panels over time where there are periods, whisker bars where there are only slices."""

from __future__ import annotations

from oarlock import words
from oarlock.measure.result import Measurement, Measurements
from oarlock.show.charts.multiples import Point, small_multiples
from oarlock.show.charts.theme import WIDE, Spec
from oarlock.show.charts.whiskers import Bar, whisker_bars
from oarlock.stats.result import Status

MOST = 24
"""More bars or panels than this are no picture; the first ones are drawn, the table holds them all."""


def measured(answer: Measurements, *, currency: str = "EUR", width: int = WIDE) -> Spec:
    """The answer as a chart; rows without a usable number say why, or leave a gap."""
    if any(row.period is not None for row in answer.rows):
        panels: dict[str, list[Point]] = {}
        for row in answer.rows:
            panels.setdefault(_name(row, answer), []).append(_point(row))
        shown = dict(list(panels.items())[:MOST])
        unit = answer.rows[0].unit
        return small_multiples(
            shown,
            written=lambda value: words.measured(value, unit, currency),
            columns=min(len(shown), 3 if width >= WIDE else 1),
            width=width,
        )
    return whisker_bars([_bar(row, answer, currency) for row in answer.rows[:MOST]], width=width)


def _bar(row: Measurement, answer: Measurements, currency: str) -> Bar:
    n, value = f"n {words.count(row.n)}", _usable(row)
    if value is None:
        return Bar(_name(row, answer), None, None, None, words.MISSING, n, row.reason or str(row.status))
    return Bar(_name(row, answer), value, row.lo, row.hi, words.measured(value, row.unit, currency), n)


def _point(row: Measurement) -> Point:
    value = _usable(row)
    lo, hi = (None, None) if value is None else (row.lo, row.hi)
    return Point(row.period or "", value, lo, hi, row.complete)


def _usable(row: Measurement) -> float | None:
    return row.estimate if row.status is Status.OK else None


def _name(row: Measurement, answer: Measurements) -> str:
    return (
        ", ".join("(none)" if value is None else value for value in row.slice.values()) or answer.title or answer.metric
    )
