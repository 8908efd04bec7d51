"""The quadrant: growth of pipeline against growth of bookings, with both 90 % ranges and the draws behind them."""

from __future__ import annotations

import math

from oarlock.diagnose.base import FAMILY_WORDS, Family, Slopes
from oarlock.show.charts.theme import Spec, chart, lookup, nice_step, quantity, rows, signed_percent
from oarlock.show.tokens import LIGHT
from oarlock.stats.result import Estimate

SIDE = 300


def quadrant(slopes: Slopes, *, width: int = SIDE, flat_band: float = 0.02) -> Spec:
    """Square, symmetric axes; the flat zone is visible and the family's cells are tinted.

    Args:
        flat_band: Growth per quarter up to which a trend counts as flat.
    """
    m, s = slopes.marketing.growth, slopes.bookings.growth
    ends = [abs(v) for v in (m.value, m.lo, m.hi, s.value, s.lo, s.hi) if v is not None and math.isfinite(v)]
    tick = nice_step(max([*ends, 2 * flat_band]) / 1.3)
    reach = 1.5 * tick
    scale = {"domain": [-reach, reach], "nice": False, "zero": False}
    ticks = [-tick, 0.0, tick]
    label = lookup([signed_percent(v) for v in ticks], f"round(datum.value/{tick})+1")
    axis = {"values": ticks, "grid": False, "labelExpr": label}
    x = quantity("x", scale=scale, axis={**axis, "title": "Pipeline growth a quarter"})
    y = quantity("y", scale=scale, axis={**axis, "title": "Bookings growth a quarter"})
    square = {"x": x, "x2": {"field": "x2"}, "y": y, "y2": {"field": "y2"}}
    layers: list[Spec] = [
        {"mark": {"type": "rect", "color": LIGHT["page"]}, "data": rows(_flat_zone(flat_band, reach)), "encoding": square},
        {"mark": {"type": "rect", "color": LIGHT["tint"]}, "data": rows(_cells(slopes.family, flat_band, reach)), "encoding": square},
        {"mark": {"type": "rule", "color": LIGHT["bar"], "strokeWidth": 1},
         "data": rows([{"x": 0, "y": -reach, "x2": 0, "y2": reach}, {"x": -reach, "y": 0, "x2": reach, "y2": 0}]), "encoding": square},
        {"mark": {"type": "circle", "size": 9, "color": LIGHT["muted"], "opacity": 0.22},
         "data": rows([{"x": a, "y": b} for a, b in slopes.draws if abs(a) <= reach and abs(b) <= reach]), "encoding": {"x": x, "y": y}},
        *_corner_words(slopes.family, reach, {"x": x, "y": y}),
    ]  # fmt: skip
    if m.value is not None and s.value is not None:
        layers += _cross(m, s, reach, square)
    return chart(width, width, layers)


def _cross(m: Estimate, s: Estimate, reach: float, square: Spec) -> list[Spec]:
    def cut(end: float) -> float:
        """A range may be open; its arm then ends at the frame."""
        return min(max(end, -reach), reach)

    across, upright = [], []
    if m.lo is not None and m.hi is not None:
        across = [{"x": cut(m.lo), "x2": cut(m.hi), "y": s.value, "y2": s.value}]
    if s.lo is not None and s.hi is not None:
        upright = [{"x": m.value, "x2": m.value, "y": cut(s.lo), "y2": cut(s.hi)}]
    at = {"x": square["x"], "y": square["y"]}
    return [
        {"mark": {"type": "rule", "color": LIGHT["marketing"], "strokeWidth": 3}, "data": rows(across), "encoding": square},
        {"mark": {"type": "rule", "color": LIGHT["sales"], "strokeWidth": 3}, "data": rows(upright), "encoding": square},
        {"mark": {"type": "circle", "size": 110, "color": LIGHT["ink"], "opacity": 1, "stroke": LIGHT["card"], "strokeWidth": 1.5},
         "data": rows([{"x": m.value, "y": s.value}]), "encoding": at},
    ]  # fmt: skip


def _corner_words(family: Family, reach: float, at: Spec) -> list[Spec]:
    corners = (
        (Family.BORROWED_GROWTH, -1, 1), (Family.ALIGNED_GROWTH, 1, 1),
        (Family.CONTRACTION, -1, -1), (Family.DISCONNECT, 1, -1),
    )  # fmt: skip
    return [
        {"mark": {"type": "text", "align": "left" if side < 0 else "right", "dx": -6 * side, "dy": 12 * height,
                  "color": LIGHT["ink" if name is family else "muted"], "fontWeight": 600 if name is family else 400},
         "data": rows([{"x": side * reach, "y": height * reach, "word": FAMILY_WORDS[name]}]),
         "encoding": {**at, "text": {"field": "word"}}}
        for name, side, height in corners
    ]  # fmt: skip


def _cells(family: Family, band: float, reach: float) -> list[dict[str, float]]:
    """The cells of the family: up, flat and down on each axis; shrinking is an L of two rectangles."""
    spans: dict[Family, list[tuple[float, float, float, float]]] = {
        Family.ALIGNED_GROWTH: [(band, reach, band, reach)],
        Family.DISCONNECT: [(band, reach, -reach, band)],
        Family.BORROWED_GROWTH: [(-reach, band, band, reach)],
        Family.STEADY: [(-band, band, -band, band)],
        Family.CONTRACTION: [(-reach, -band, -reach, band), (-band, band, -reach, -band)],
    }
    return [{"x": a, "x2": b, "y": c, "y2": d} for a, b, c, d in spans.get(family, [])]


def _flat_zone(band: float, reach: float) -> list[dict[str, float]]:
    """Both flat stripes, across and upright."""
    spans = ((-band, band, -reach, reach), (-reach, reach, -band, band))
    return [{"x": a, "x2": b, "y": c, "y2": d} for a, b, c, d in spans]
