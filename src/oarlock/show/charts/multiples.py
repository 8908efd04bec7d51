"""Small multiples: the same measure over time, one panel per slice, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
)
from oarlock.show.tokens import LIGHT


def small_multiples(
    panels: Mapping[str, Sequence[tuple[str, float | None]]], *, columns: int = 3, width: int = WIDE
) -> Spec:
    """One panel per slice, on a common axis that starts at 0, as it must for money and counts.

    Args:
        panels: Slice to its (period label, value) pairs, oldest first; None leaves a gap.
    """
    periods = list(dict.fromkeys(period for pairs in panels.values() for period, _ in pairs))
    values = [
        {"panel": panel, "i": periods.index(period), "value": value}
        for panel, pairs in panels.items()
        for period, value in pairs
    ]
    known = [row["value"] for row in values if isinstance(row["value"], int | float)]
    low, high, _ = rounded_domain(known or [0.0, 1.0], zero=True)
    side = max(width // columns - 60, 90)
    x = quantity(
        "i",
        axis={
            "title": None,
            "grid": False,
            "values": [0, len(periods) - 1],
            "labelExpr": lookup(period_labels(periods)),
        },
        scale={"nice": False, "padding": 12},
    )
    y = quantity("value", axis={"title": None, "tickCount": 3}, scale={"domain": [low, high]})
    return {
        "$schema": SCHEMA,
        "padding": 4,
        "background": LIGHT["card"],
        "config": config(width),
        "data": rows(values),
        "facet": {**named("panel", header={"labelAnchor": "start"}), "sort": list(panels)},
        "columns": columns,
        "spec": {
            "width": side,
            "height": 90,
            "layer": [
                {"mark": {"type": "line", "color": LIGHT["shared"], "strokeWidth": 1.5}, "encoding": {"x": x, "y": y}},
                {"mark": {"type": "point", "filled": True, "size": 14, "color": LIGHT["shared"]}, "encoding": {"x": x, "y": y}},
            ],
        },
    }  # fmt: skip
