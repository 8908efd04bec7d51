"""Bars with whiskers: one value per row with its 90 % range, the number left of the bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from oarlock.show.charts.theme import NARROW, WIDE, Spec, chart, named, rounded_domain, rows, wrapped
from oarlock.show.tokens import LIGHT

NAME_LINE = 15
"""Characters of a name on one line of a phone's chart."""


class Bar(NamedTuple):
    """One row: its name, value and range, the words left of the bar, and quieter ones (`aside`); `note` says why there is none."""

    name: str
    value: float | None
    lo: float | None
    hi: float | None
    words: str
    aside: str = ""
    note: str = ""


GAP = Bar("", None, None, None, "")
"""An empty row, between bars that belong together and others."""
CHARACTER = 6.4
"""Pixels of a character of axis text, about."""
LINE = 14
"""Pixels of a line of it on a phone, where a name takes as many as it needs."""
LABEL, NARROW_LABEL = 220, 110
"""The most pixels a name takes, wide and on a phone."""


def whisker_bars(bars: Sequence[Bar], *, width: int = WIDE, top: float | None = None) -> Spec:
    """Lying bars from 0, in the order given; a row without a value carries its reason in place of a bar.

    Args:
        top: Upper end of the axis; by default the largest value or range end, rounded.
    """
    known = [v for bar in bars for v in (bar.value, bar.lo, bar.hi) if v is not None]
    low, high, _ = rounded_domain(known or [0.0, 1.0], zero=True)
    wide = width > NARROW
    beside = wide and any(bar.aside for bar in bars)
    told, aside = _room([bar.words for bar in bars], 56), _room([bar.aside for bar in bars], 64) if beside else 0
    label = min(_room([bar.name for bar in bars], 0), LABEL) if wide else NARROW_LABEL
    made = [_row(i, bar, wide, fits=round((width - label - told - aside) / CHARACTER)) for i, bar in enumerate(bars)]
    place = _names([row["name"] for row in made], wide, room=told + aside)
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [low, top or high], "nice": False}}
    layers = _layers(place, x, low, top or high)
    if beside:
        quiet = {"type": "text", "align": "right", "dx": -told - 6}
        layers.append({"mark": quiet, "encoding": {"y": place, "x": {**x, "datum": low}, "text": {"field": "aside"}}})
    height = 34 if wide else max(42, 14 + LINE * max((row["name"].count("\n") for row in made), default=0))
    return chart(width, height * len(bars) + 8, layers, data=rows(made))


def _room(texts: Sequence[str], least: int) -> int:
    """Pixels that the longest of these texts takes, with the space around it."""
    return max(least, 14 + round(CHARACTER * max(map(len, texts), default=0)))


def _row(i: int, bar: Bar, wide: bool, *, fits: int) -> Spec:
    """Rows are told apart by their number, so that two slices of one name stay two rows; only the name is shown.

    Args:
        fits: Characters of a note on one line.
    """
    name = [bar.name] if wide else [*wrapped(bar.name, NAME_LINE), *([bar.aside] if bar.aside else [])]
    return {
        **bar._asdict(),
        "name": "\n".join([str(i), *name]),
        "note": "\n".join(wrapped(bar.note, max(fits, 12))),
    }


def _names(names: Sequence[str], wide: bool, *, room: int) -> Spec:
    """Every row in its place: left to itself, a row without a value would come after all that have one."""
    axis = {
        "title": None, "grid": False, "labelExpr": "slice(split(datum.label, '\\n'), 1)", "labelPadding": room,
        "labelLimit": LABEL if wide else NARROW_LABEL, "labelColor": LIGHT["ink"],
    }  # fmt: skip
    return named("name", axis=axis, scale={"padding": 0.45, "domain": list(names)})


def _layers(place: Spec, x: Spec, low: float, top: float) -> list[Spec]:
    """Track, bar, whisker, the number left of them, and the reason where there is no number."""
    start = {"y": place, "x": {**x, "datum": low}}
    known_value, known_range = [{"filter": "isValid(datum.value)"}], [{"filter": "isValid(datum.lo)"}]
    return [
        {"mark": {"type": "bar", "color": LIGHT["tint"]}, "transform": known_value,
         "encoding": {**start, "x2": {"datum": top}}},
        {"mark": {"type": "bar", "color": LIGHT["bar"]}, "transform": known_value,
         "encoding": {"y": place, "x": {**x, "field": "value"}}},
        {"mark": {"type": "rule", "color": LIGHT["ink"], "strokeWidth": 1.5}, "transform": known_range,
         "encoding": {"y": place, "x": {**x, "field": "lo"}, "x2": {"field": "hi"}}},
        {"mark": {"type": "text", "align": "right", "dx": -10, "color": LIGHT["ink"]},
         "encoding": {**start, "text": {"field": "words"}}},
        {"mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 2, "lineBreak": "\n"},
         "transform": [{"filter": "!isValid(datum.value)"}], "encoding": {**start, "text": {"field": "note"}}},
    ]  # fmt: skip
