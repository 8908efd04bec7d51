"""Dots with ranges against targets: what was promised and what was kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from oarlock.show.charts.theme import NARROW, WIDE, Spec, chart, named, rounded_domain, rows
from oarlock.show.tokens import LIGHT


class Promise(NamedTuple):
    """One row: the actual value with its range, and the target it is held to; None where unknown."""

    name: str
    value: float | None
    lo: float | None
    hi: float | None
    target: float | None
    words: str


def dot_range(promises: Sequence[Promise], *, width: int = WIDE) -> Spec:
    """Actual as a dot with its range, target as an upright tick, the number left of the row."""
    known = [v for p in promises for v in (p.value, p.lo, p.hi, p.target) if v is not None]
    low, high, _ = rounded_domain(known or [0.0, 1.0], zero=True)
    x = {"type": "quantitative", "axis": None, "scale": {"domain": [low, high], "nice": False}}
    names = {
        "title": None, "domain": False, "grid": True, "labelPadding": 76, "labelLimit": 190 if width > NARROW else 100,
        "labelColor": LIGHT["ink"],
    }  # fmt: skip
    y = named("name", axis=names, scale={"padding": 0.5})
    return chart(width, 34 * len(promises) + 8, [
        {"mark": {"type": "rule", "color": LIGHT["bar"], "strokeWidth": 3}, "transform": [{"filter": "isValid(datum.lo)"}],
         "encoding": {"y": y, "x": {**x, "field": "lo"}, "x2": {"field": "hi"}}},
        {"mark": {"type": "tick", "color": LIGHT["ink"], "thickness": 2}, "transform": [{"filter": "isValid(datum.target)"}],
         "encoding": {"y": y, "x": {**x, "field": "target"}}},
        {"mark": {"type": "circle", "size": 70, "color": LIGHT["ink"], "opacity": 1},
         "transform": [{"filter": "isValid(datum.value)"}], "encoding": {"y": y, "x": {**x, "field": "value"}}},
        {"mark": {"type": "text", "align": "right", "dx": -10, "color": LIGHT["ink"]},
         "encoding": {"y": y, "x": {**x, "datum": low}, "text": {"field": "words"}}},
    ], data=rows([p._asdict() for p in promises]))  # fmt: skip
