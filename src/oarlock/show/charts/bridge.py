"""The pipeline bridge: opening balance, what came and went, closing balance; every bar stands where the one before ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from oarlock.show.charts.theme import WIDE, Spec, chart, named, quantity, rounded_domain, rows, wrapped
from oarlock.show.tokens import LIGHT
from oarlock.words import money

ROOM_FOR_A_NAME = 60
"""Pixels a bar needs to stand upright over its name; with less the bars lie down."""


def bridge(
    opening: float, bars: Sequence[tuple[str, float]], closing: float, *, currency: str = "EUR", width: int = WIDE
) -> Spec:
    """A waterfall; upright where the names fit below the bars, lying down elsewhere.

    Balances are ink, additions filled, losses outlined: readable without colour, which here would mean a team.
    """
    steps = bridge_rows(opening, bars, closing, currency)
    upright = width >= ROOM_FOR_A_NAME * len(steps)
    if upright:
        steps = [{**step, "name": "\n".join(wrapped(step["name"], width // len(steps) // 7))} for step in steps]
    low, high, _ = rounded_domain([v for step in steps for v in (step["start"], step["end"])], zero=True)
    room = (high - low) * (0.06 if upright else 0.3)
    size = quantity(
        "start", title=None, axis=None, scale={"domain": [low - (room if low < 0 else 0), high + room], "nice": False}
    )
    names: Spec = {"title": None, "grid": False, "labelLimit": 130, "labelAngle": 0}
    if upright:
        names["labelExpr"] = "split(datum.label, '\\n')"
    place = named("name", axis=names, scale={"padding": 0.34})
    along, across = ("y", "x") if upright else ("x", "y")
    end = {along: quantity("high", title=None), across: place, "text": {"field": "words"}}
    fill = {"condition": [{"test": "datum.kind == 'balance'", "value": LIGHT["ink"]},
                          {"test": "datum.kind == 'added'", "value": LIGHT["bar"]}], "value": LIGHT["card"]}  # fmt: skip
    text = {"type": "text", "color": LIGHT["ink"], **({"dy": -8} if upright else {"dx": 6, "align": "left"})}
    return chart(width, 300 if upright else 28 * len(steps) + 20, [
        {"mark": {"type": "bar", "strokeWidth": 1.25, "cornerRadius": 1},
         "encoding": {along: size, f"{along}2": {"field": "end"}, across: place, "fill": fill,
                      "stroke": {"condition": {"test": "datum.kind == 'balance'", "value": LIGHT["ink"]}, "value": LIGHT["bar"]}}},
        {"mark": text, "encoding": end},
    ], data=rows(steps))  # fmt: skip


def bridge_rows(
    opening: float, bars: Sequence[tuple[str, float]], closing: float, currency: str = "EUR"
) -> list[dict[str, Any]]:
    """One row per bar, with its two ends; amounts that are zero are left out of the picture."""
    made = [_row("Opening", 0.0, opening, "balance", money(opening, currency))]
    level = opening
    for name, amount in bars:
        if amount:
            kind = "added" if amount > 0 else "lost"
            made.append(_row(name, level, level + amount, kind, money(amount, currency, signed=True)))
        level += amount
    return [*made, _row("Closing", 0.0, closing, "balance", money(closing, currency))]


def _row(name: str, start: float, end: float, kind: str, words: str) -> dict[str, Any]:
    return {"name": name, "start": start, "end": end, "high": max(start, end), "kind": kind, "words": words}
