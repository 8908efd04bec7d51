"""The trend pair: both series as faint points, their fitted lines with 90 % bands, as an index or in money."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from oarlock.diagnose.base import SeriesPoint, Slope, Slopes
from oarlock.show.charts.theme import (
    TEAM_COLOURS,
    TEAM_DASHES,
    TEAM_MARKS,
    WIDE,
    Spec,
    chart,
    lookup,
    named,
    period_labels,
    quantity,
    rounded_domain,
    rows,
    ticks_between,
)
from oarlock.show.tokens import LIGHT
from oarlock.words import money

NOTES_IN_CHART = 2
"""More notes than this become numbers, with the list below the chart."""


def trend_pair(slopes: Slopes, *, width: int = WIDE, index: bool = True, currency: str = "EUR") -> Spec:
    """The trend chart of the slope page.

    Args:
        slopes: The two series with their fits; the running period is never fitted. As an index it is left out, since a part
            of a quarter is no level; in money it is drawn dotted.
        index: Each series' first known period is 100, otherwise money from 0.
    """
    if index:
        slopes = replace(slopes, series=tuple(point for point in slopes.series if point.complete))
    points = trend_rows(slopes, index=index)
    known = [row[key] for row in points for key in ("value", "lo", "hi", "fit") if row[key] is not None]
    low, high, step = rounded_domain(known or [0.0, 100.0], zero=not index)
    ticks = ticks_between(low, high, step)
    every = -(-len(slopes.series) // (16 if width >= WIDE else 6))
    x = quantity(
        "i",
        axis={
            "title": None,
            "grid": False,
            "values": list(range(len(slopes.series))),
            "labelExpr": lookup(period_labels([point.period for point in slopes.series], every=every)),
            "labelOverlap": False,
        },
        scale={"domain": [0, max(len(slopes.series) - 1, 1)], "nice": False, "padding": 10},
    )
    y_axis: Spec = {"title": None, "values": ticks}
    if not index:
        amounts = [money(tick, currency) for tick in ticks]
        y_axis["labelExpr"] = lookup(amounts, f"round((datum.value - ({low})) / {step})")
    y = {"type": "quantitative", "axis": y_axis, "scale": {"domain": [low, high], "zero": False}}
    colour = {"color": named("series", scale=TEAM_COLOURS, legend=None)}
    return chart(width, 300 if width >= WIDE else 260, [
        *_notes(slopes, high),
        {"mark": {"type": "area", "opacity": 0.16}, "transform": [{"filter": "isValid(datum.lo)"}],
         "encoding": {"x": x, "y": {**y, "field": "lo"}, "y2": {"field": "hi"}, **colour}},
        {"mark": {"type": "line", "strokeWidth": 1, "opacity": 0.38}, "transform": [{"filter": "isValid(datum.value)"}],
         "encoding": {"x": x, "y": {**y, "field": "value"}, **colour, "detail": {"field": "stretch", "type": "nominal"},
                      "strokeDash": {"condition": {"test": "datum.stretch == 'running'", "value": [2, 3]}, "value": [1, 0]}}},
        {"mark": {"type": "point", "size": 22, "opacity": 0.7, "filled": True},
         "transform": [{"filter": "isValid(datum.value)"}, {"filter": "!datum.joint"}],
         "encoding": {"x": x, "y": {**y, "field": "value"}, **colour, "shape": named("series", scale=TEAM_MARKS, legend=None)}},
        {"mark": {"type": "line", "strokeWidth": 2.75}, "transform": [{"filter": "isValid(datum.fit)"}],
         "encoding": {"x": x, "y": {**y, "field": "fit"}, **colour,
                      "strokeDash": named("series", scale=TEAM_DASHES, legend=None)}},
    ], data=rows(points))  # fmt: skip


def trend_rows(slopes: Slopes, *, index: bool = True) -> list[dict[str, Any]]:
    """One row per series and period: value, fit, band ends; None where unknown."""
    series = slopes.series
    return [
        *_rows("marketing", [p.marketing for p in series], series, slopes.marketing, index),
        *_rows("sales", [p.bookings for p in series], series, slopes.bookings, index),
    ]


def numbered_notes(slopes: Slopes) -> list[tuple[int, str]]:
    """Notes that the chart shows as numbers only, to be listed below it; empty while they fit into the chart."""
    marks = slopes.marks if len(slopes.marks) > NOTES_IN_CHART else ()
    return [(i, text) for i, (_, text) in enumerate(marks, start=1)]


def _rows(
    name: str, values: Sequence[float | None], series: Sequence[SeriesPoint], slope: Slope, index: bool
) -> list[dict[str, Any]]:
    base = next((value for value in values if value), None) if index else 100.0

    def scaled(amount: float | None) -> float | None:
        return round(amount / base * 100, 6) if base and amount is not None else None

    made: list[dict[str, Any]] = []
    for i, (value, point) in enumerate(zip(values, series, strict=True)):
        # Never a fit without its band.
        fitted = point.complete and i < min(len(slope.fit), len(slope.band))
        fit, (lo, hi) = (slope.fit[i], slope.band[i]) if fitted else (None, (None, None))
        if not point.complete and made:
            made.append({**made[-1], "stretch": "running", "joint": True, "fit": None, "lo": None, "hi": None})
        ends = {"value": scaled(value), "fit": scaled(fit), "lo": scaled(lo), "hi": scaled(hi)}
        made.append(
            {"i": i, "series": name, **ends, "stretch": "complete" if point.complete else "running", "joint": False}
        )
    return made


def _notes(slopes: Slopes, top: float) -> list[Spec]:
    """Dotted rules at dated notes, the words left of the rule at the top (right of it in the first third)."""
    numbered = len(slopes.marks) > NOTES_IN_CHART
    placed = [
        (_position(on, slopes.series), str(i) if numbered else text) for i, (on, text) in enumerate(slopes.marks, 1)
    ]
    shown = [(at, {"at": at, "note": note, "top": top}) for at, note in placed if at is not None]
    if not shown:
        return []
    x, third = quantity("at"), max(len(slopes.series) - 1, 1) / 3
    words = [
        {"mark": {"type": "text", "align": side, "dx": shift, "dy": 7, "limit": 260}, "data": rows(notes),
         "encoding": {"x": x, "y": quantity("top"), "text": {"field": "note"}}}
        for side, shift, notes in (
            ("left", 6, [note for at, note in shown if at < third]),
            ("right", -6, [note for at, note in shown if at >= third]),
        )
        if notes
    ]  # fmt: skip
    rule = {"type": "rule", "strokeDash": [2, 3], "color": LIGHT["muted"], "strokeWidth": 1}
    return [{"mark": rule, "data": rows([note for _, note in shown]), "encoding": {"x": x}}, *words]


def _position(on: date, series: Sequence[SeriesPoint]) -> float | None:
    """Where a day stands between the periods, 0 being the middle of the first; None outside the chart."""
    if not series or on < series[0].start or on >= series[-1].end:
        return None
    i = bisect_right([point.start for point in series], on) - 1
    part = (on - series[i].start).days / max((series[i].end - series[i].start).days, 1)
    return min(max(i + part - 0.5, 0.0), len(series) - 1.0)
