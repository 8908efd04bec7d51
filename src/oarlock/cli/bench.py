"""How fast we are, as ratios to a floor."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oarlock.cli._say import say, tell
from oarlock.errors import UnknownName

if TYPE_CHECKING:
    from oarlock.cli._bench.parts import Measured


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSON = "json"


def bench(
    sizes: Annotated[
        str, typer.Option("--sizes", metavar="S,M,L", help="Which sizes; L needs 30 GB of disk and half an hour.")
    ] = "S,M",
    form: Annotated[Format, typer.Option("--format", help="How the answer is written.")] = Format.TABLE,
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="Keep what is made there, and use it again.")
    ] = None,
) -> None:
    """Times import, every metric, the diagnosis of the slopes, and all of it at once, as ratios to a floor taken in the same run."""
    from oarlock.cli._bench.parts import TOUCHES, measured

    chosen = [size.strip().upper() for size in sizes.split(",")]
    for size in chosen:
        if size not in TOUCHES:
            raise UnknownName("size", size, TOUCHES)
    chosen.sort(key=lambda size: TOUCHES[size])
    with _place(folder) as place:
        results = list(measured(chosen, place, tell))
    say(_as_json(results, chosen) if form is Format.JSON else _as_table(results, chosen))


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="oarlock-bench-") as made:
            yield Path(made)
        return
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


def _growth(results: Sequence[Measured], sizes: Sequence[str]) -> dict[str, dict[str, float]]:
    from oarlock.cli._bench.parts import exponents

    return {f"{smaller} to {larger}": exponents(results, smaller, larger) for smaller, larger in pairwise(sizes)}


def _as_table(results: Sequence[Measured], sizes: Sequence[str]) -> str:
    from oarlock.cli._table import columns

    growth = _growth(results, sizes)
    rows = [
        [
            result.part,
            result.size,
            f"{result.ratio:.1f}",
            "" if result.target is None else f"{result.target:g}",
            f"{result.cost.wall if result.by_wall else result.cost.cpu:.2f}",
            f"{result.floor.wall if result.by_wall else result.floor.cpu:.2f}",
            f"{result.cost.peak_mb:,.0f}",
            *(
                f"{told[result.part]:.2f}" if pair.endswith(result.size) and result.part in told else ""
                for pair, told in growth.items()
            ),
        ]
        for result in sorted(results, key=lambda one: (one.part, sizes.index(one.size)))
    ]
    header = [
        "part",
        "size",
        "× floor",
        "target",
        "seconds",
        "floor",
        "peak MB",
        *(f"growth {pair}" for pair in growth),
    ]
    table = columns(header, rows, right=range(2, len(header)))
    told = "Seconds are CPU, of a whole process; of starts, wall. Targets are for size L, times the floor; growth should stay within 1.1."
    return f"{table}\n{told} The floors:\n" + "\n".join(_floors(results))


def _floors(results: Sequence[Measured]) -> list[str]:
    return [f"  {result.part}: {result.floor_is}" for result in results if result.size == results[0].size]


def _as_json(results: Sequence[Measured], sizes: Sequence[str]) -> str:
    rows: list[dict[str, Any]] = [
        {**asdict(result), "ratio": result.ratio, "target": result.target} for result in results
    ]
    return json.dumps({"sizes": list(sizes), "results": rows, "growth": _growth(results, sizes)}, indent=1)


COMMAND = bench
