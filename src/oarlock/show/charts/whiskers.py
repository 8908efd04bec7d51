"""Bars with whiskers: one value per row with its 90 % range, the number left of the bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from oarlock.show.charts.theme import NARROW, WIDE, Spec, chart, named, rounded_domain, rows, wrapped
from oarlock.show.tokens import LIGHT


class Bar(NamedTuple):
    """One row: its name, value and range, the words left of the bar, and quieter ones (`aside`); `note` says why there is none."""

    name: str
    value: float | None
    lo: float | None
    hi: float | None
    words: str
    aside: str = ""
    note: str = ""


def whisker_bars(bars: Sequence[Bar], *, width: int = WIDE, top: float | None = None) -> Spec:
    """Lying bars from 0, in the order given; a row without a value carries its reason in place of a bar.

    Args:
        top: Upper end of the axis; by default the largest value or range end, rounded.
    """
    known = [v for bar in bars for v in (bar.value, bar.lo, bar.hi) if v is not None]
    low, high, _ = rounded_domain(known or [0.0, 1.0], zero=True)
    wide = width > NARROW
    beside = wide and any(bar.aside for bar in bars)
    column = 56 + 64 * beside
    # Rows are told apart by their number, so that two slices of one name stay two rows; only the name is shown.
    values = [
        {
            **bar._asdict(),
            "name": "\n".join(
                [
                    str(i),
                    *([bar.name] if wide else wrapped(bar.name, 15)),
                    *([bar.aside] if bar.aside and not wide else []),
                ]
            ),
            "note": "\n".join(wrapped(bar.note, 90 if wide else 28)),
        }
        for i, bar in enumerate(bars)
    ]
    place = named(
        "name",
        axis={
            "title": None,
            "grid": False,
            "labelExpr": "slice(split(datum.label, '\\n'), 1)",
            "labelPadding": column,
            "labelLimit": 220 if wide else 110,
            "labelColor": LIGHT["ink"],
        },
        scale={"padding": 0.45},
    )
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [low, top or high], "nice": False}}
    start = {"y": place, "x": {**x, "datum": low}}
    known_value, known_range = [{"filter": "isValid(datum.value)"}], [{"filter": "isValid(datum.lo)"}]
    right = {"type": "text", "align": "right"}
    layers: list[Spec] = [
        {"mark": {"type": "bar", "color": LIGHT["tint"]}, "transform": known_value,
         "encoding": {**start, "x2": {"datum": top or high}}},
        {"mark": {"type": "bar", "color": LIGHT["bar"]}, "transform": known_value,
         "encoding": {"y": place, "x": {**x, "field": "value"}}},
        {"mark": {"type": "rule", "color": LIGHT["ink"], "strokeWidth": 1.5}, "transform": known_range,
         "encoding": {"y": place, "x": {**x, "field": "lo"}, "x2": {"field": "hi"}}},
        {"mark": {**right, "dx": -10, "color": LIGHT["ink"]}, "encoding": {**start, "text": {"field": "words"}}},
        {"mark": {"type": "text", "align": "left", "baseline": "middle", "dx": 2, "lineBreak": "\n"},
         "transform": [{"filter": "!isValid(datum.value)"}], "encoding": {**start, "text": {"field": "note"}}},
    ]  # fmt: skip
    if beside:
        layers.append({"mark": {**right, "dx": -62}, "encoding": {**start, "text": {"field": "aside"}}})
    return chart(
        width,
        (34 if wide else 54 if any(len(bar.name) > 15 for bar in bars) else 42) * len(bars) + 8,
        layers,
        data=rows(values),
    )
