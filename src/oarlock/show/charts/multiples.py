"""Small multiples: the same measure over time, one panel per slice, all on one scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from oarlock.show.charts.theme import (
    SCHEMA,
    WIDE,
    Spec,
    config,
    lookup,
    named,
    period_labels,
    quantity,
    rounded_domain,
    rows,
    ticks_between,
)
from oarlock.show.tokens import LIGHT

ROOM_FOR_TICKS = 74
"""Pixels beside a panel that its own numbers and the gap to the next one take."""


class Point(NamedTuple):
    """One period of a panel: its value and range, None where unknown, and whether the period is over."""

    period: str
    value: float | None
    lo: float | None = None
    hi: float | None = None
    complete: bool = True


def small_multiples(
    panels: Mapping[str, Sequence[Point]], *, written: Callable[[float], str], columns: int = 3, width: int = WIDE
) -> Spec:
    """One panel per slice, on a common axis that starts at 0, as it must for money and counts.

    Args:
        panels: Slice to its points, oldest first; one without a value leaves a gap, one that is not over is hollow.
        written: How a number of the axis is written, with its unit.
    """
    periods = list(dict.fromkeys(point.period for points in panels.values() for point in points))
    told = [
        {"panel": panel, "i": periods.index(point.period), **point._asdict()}
        for panel, points in panels.items()
        for point in points
    ]
    known = [end for row in told for end in (row["value"], row["lo"], row["hi"]) if isinstance(end, int | float)]
    low, high, step = rounded_domain(known or [0.0, 1.0], zero=True)
    side = max(width // columns - ROOM_FOR_TICKS, 90)
    x = quantity("i", axis=_periods(periods), scale={"nice": False, "padding": 12})
    ticks = ticks_between(low, high, step)
    axis = {
        "title": None,
        "values": ticks,
        "labelExpr": lookup([written(tick) for tick in ticks], f"round((datum.value - ({low})) / {step})"),
    }
    y = {"type": "quantitative", "axis": axis, "scale": {"domain": [low, high], "nice": False}}
    value, spread = {"x": x, "y": {**y, "field": "value"}}, [{"filter": "isValid(datum.lo) && isValid(datum.hi)"}]
    colour = LIGHT["shared"]
    fill = {"condition": {"test": "datum.complete", "value": colour}, "value": LIGHT["card"]}
    return {
        "$schema": SCHEMA,
        "padding": 4,
        "background": LIGHT["card"],
        "config": config(width),
        "data": rows(told),
        "facet": {**named("panel", header={"labelAnchor": "start"}), "sort": list(panels)},
        "columns": columns,
        "spec": {
            "width": side,
            "height": 90,
            "layer": [
                {"mark": {"type": "rule", "color": LIGHT["bar"], "opacity": 0.6}, "transform": spread,
                 "encoding": {"x": x, "y": {**y, "field": "lo"}, "y2": {"field": "hi"}}},
                {"mark": {"type": "line", "color": colour, "strokeWidth": 1.5}, "encoding": value},
                {"mark": {"type": "point", "filled": False, "size": 18, "strokeWidth": 1.5, "stroke": colour},
                 "encoding": {**value, "fill": fill}},
            ],
        },
    }  # fmt: skip


def _periods(periods: Sequence[str]) -> Spec:
    """The first and the last are named; the table names the others."""
    ends = [periods[0], periods[-1]] if periods else []
    return {
        "title": None,
        "grid": False,
        "values": sorted({0, len(periods) - 1}) if periods else [],
        "labelExpr": lookup(period_labels(ends), "datum.value > 0 ? 1 : 0"),
    }
