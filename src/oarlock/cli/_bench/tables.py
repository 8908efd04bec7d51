"""The benchmark as two tables: what is held against a floor, where less is better, and what ran beside a package, where more is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from oarlock.cli._bench.row import OWN, Measured, exponents
from oarlock.cli._table import columns

Growth = Mapping[str, Mapping[str, float]]
TARGETS = "Targets of floors are for size L; growth should stay within 1.1."
SECONDS = "Seconds are CPU, of a whole process where nothing else is said; of starts, wall."


def as_json(results: Sequence[Measured], sizes: Sequence[str]) -> str:
    """Everything measured, for a program."""
    rows: list[dict[str, Any]] = [
        {**asdict(result), "ratio": result.ratio, "target": result.target} for result in results
    ]
    return json.dumps({"sizes": list(sizes), "results": rows, "growth": _growth(results, sizes)}, indent=1)


def as_table(results: Sequence[Measured], sizes: Sequence[str]) -> str:
    """Both tables, each followed by what ran beside us in it."""
    order = [*sizes, OWN]
    told = sorted(results, key=lambda one: (one.part, one.beside, order.index(one.size)))
    growth = _growth(results, sizes)
    return "\n".join(
        [
            *_floors([one for one in told if not one.beside], sizes, growth),
            *_peers([one for one in told if one.beside], growth),
        ]
    )


def _floors(results: Sequence[Measured], sizes: Sequence[str], growth: Growth) -> Iterator[str]:
    yield f"Held against a floor: how many times its cost ours is. Less is better. {TARGETS}\n{SECONDS}\n"
    header = [
        "part",
        "size",
        "× floor",
        "at most",
        "seconds",
        "floor",
        "peak MB",
        *(f"growth {pair}" for pair in growth),
    ]
    rows = [[*_start(one), *_seconds(one), f"{one.cost.peak_mb:,.0f}", *_grown(one, growth)] for one in results]
    yield columns(header, rows, right=range(2, len(header)))
    yield "The floors:"
    yield from (f"  {one.part}: {one.floor_is}" for one in results if one.size == sizes[0])


def _peers(results: Sequence[Measured], growth: Growth) -> Iterator[str]:
    if not results:
        return
    yield f"\nBeside packages: how many times less than theirs our cost is. More is better. {SECONDS}\n"
    header = [
        "part", "size", "times less", "at least", "seconds", "its seconds", "peak MB", "its peak MB",
        *(f"growth {pair}" for pair in growth), "beside",
    ]  # fmt: skip
    rows = [
        [
            *_start(one), *_seconds(one), f"{one.cost.peak_mb:,.0f}", f"{one.floor.peak_mb:,.0f}", *_grown(one, growth), one.beside,
        ]
        for one in results
    ]  # fmt: skip
    yield columns(header, rows, right=range(2, len(header) - 1))
    yield "What ran beside:"
    yield from (f"  {one.part}, {one.size}, {one.beside}: {one.floor_is}" for one in results)


def _start(one: Measured) -> list[str]:
    return [one.part, one.size, f"{one.ratio:.1f}", "" if one.target is None else f"{one.target:g}"]


def _seconds(one: Measured) -> list[str]:
    return [f"{seconds:.2f}" if seconds >= 0.1 else f"{seconds:.4f}" for seconds in one.seconds]


def _grown(one: Measured, growth: Growth) -> list[str]:
    return [
        f"{told[one.part]:.2f}" if pair.endswith(one.size) and one.part in told else "" for pair, told in growth.items()
    ]


def _growth(results: Sequence[Measured], sizes: Sequence[str]) -> Growth:
    return {f"{smaller} to {larger}": exponents(results, smaller, larger) for smaller, larger in pairwise(sizes)}
