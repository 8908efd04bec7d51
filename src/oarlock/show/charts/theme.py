"""What all charts share: type, colours, no axis lines, gridlines lighter than data."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from oarlock.show.tokens import LIGHT
from oarlock.words import MINUS

Spec = dict[str, Any]
WIDE, HALF, NARROW = 760, 520, 330
TICKS = 4
"""Widths in pixels: of a card on a desktop, of half of one, and of a phone; text keeps its size in all."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Inter, system-ui, sans-serif"
TEAM_COLOURS = {"domain": ["marketing", "sales"], "range": [LIGHT["marketing"], LIGHT["sales"]]}
TEAM_DASHES = {"domain": ["marketing", "sales"], "range": [[1, 0], [6, 3]]}
TEAM_MARKS = {"domain": ["marketing", "sales"], "range": ["square", "circle"]}


def chart(width: int, height: int, layers: Sequence[Spec], **more: Any) -> Spec:
    """A whole chart of that size. Drawn silent: its words stand on the figure around it, once."""
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 4,
        "background": LIGHT["card"],
        "config": config(width),
        "layer": list(layers),
        **more,
    }


def config(width: int) -> Spec:
    """Axis text is 12 px, 11 on a phone; the view has no frame."""
    size = 12 if width > 500 else 11
    axis = {
        "labelFontSize": size, "titleFontSize": size, "labelColor": LIGHT["muted"], "titleColor": LIGHT["muted"],
        "titleFontWeight": 500, "gridColor": LIGHT["grid"], "domain": False, "ticks": False, "labelPadding": 8,
    }  # fmt: skip
    return {
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"fontSize": size, "color": LIGHT["muted"]},
        "header": {"labelFontSize": size, "labelColor": LIGHT["ink"], "labelFontWeight": 500, "title": None},
    }


def rows(values: Sequence[Mapping[str, Any]]) -> Spec:
    """Inline data; charts never name an address to load from."""
    return {"values": [dict(value) for value in values]}


def quantity(field: str, **more: Any) -> Spec:
    """A channel that shows a number by its size."""
    return {"field": field, "type": "quantitative", **more}


def named(field: str, **more: Any) -> Spec:
    """A name's channel, kept in the order given."""
    return {"field": field, "type": "nominal", "sort": None, **more}


def haloed(mark: Mapping[str, Any], **more: Any) -> list[Spec]:
    """Words that stay readable over lines and bars: first their outline in the colour of the card, then themselves."""
    halo = {"stroke": LIGHT["card"], "strokeWidth": 4, "strokeJoin": "round"}
    return [{"mark": {"type": "text", **mark, **extra}, **more} for extra in (halo, {})]


def rounded_domain(values: Sequence[float], *, zero: bool = False) -> tuple[float, float, float]:
    """A round lower end, upper end and step that hold all values in about four steps."""
    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    step = nice_step((high - low or abs(high) or 1.0) / TICKS)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def nice_step(size: float) -> float:
    """The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `size`."""
    power = 10.0 ** math.floor(math.log10(size))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= size * (1 - 1e-9))


def ticks_between(low: float, high: float, step: float) -> list[float]:
    """Tick values from low to high, both ends included."""
    return [round(low + i * step, 12) for i in range(round((high - low) / step) + 1)]


def lookup(labels: Sequence[str | Sequence[str]], at: str = "datum.value") -> str:
    """A label expression that names a tick by its place in a list; the names are quoted, so none of them can be an expression.

    Args:
        at: The place, as an expression of the tick's value. Vega's own number formats write neither our units nor our minus.
    """
    return f"{json.dumps(list(labels))}[{at}]"


def period_labels(periods: Sequence[str], *, every: int = 1) -> list[str | list[str]]:
    """Axis labels of periods: the quarter, with the year below where it changes; every n-th when they would not fit."""
    labels: list[str | list[str]] = []
    year_before = ""
    for i, period in enumerate(periods):
        if i % every:
            labels.append("")
            continue
        year, short = _split(period)
        labels.append([short, year] if year and year != year_before else short)
        year_before = year
    return labels


def signed_percent(share: float) -> str:
    """A tick of a growth axis: `+8%`, `0`, `−8%`."""
    size = f"{abs(share) * 100:g}%"
    return "0" if share == 0 else ("+" if share > 0 else MINUS) + size


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of about `width` characters, for labels under bars."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _split(period: str) -> tuple[str, str]:
    """Year and short name of a period's label: `2025Q1` and `FY25 Q1` end in their quarter."""
    match = re.fullmatch(r"(.*?)[ -]?(Q[1-4]|W\d\d)", period)
    return (match[1], match[2]) if match else ("", period)
