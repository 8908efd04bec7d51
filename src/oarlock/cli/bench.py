"""How fast we are, as ratios to a floor and beside other packages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from oarlock.cli._options import FORMAT
from oarlock.cli._say import say, tell
from oarlock.errors import UnknownName


def bench(
    sizes: Annotated[
        str, typer.Option("--sizes", metavar="S,M,L", help="Which sizes; L needs 30 GB of disk and half an hour.")
    ] = "S,M",
    form: Annotated[Literal["table", "json"], FORMAT] = "table",
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="Keep what is made there, and use it again.")
    ] = None,
    peers: Annotated[
        str | None,
        typer.Option("--peers", metavar="PYTHON", help="The interpreter of the packages to run beside; else this one."),
    ] = None,
    dbt: Annotated[
        Path | None,
        typer.Option("--dbt", metavar="DIR", help="Run dbt_salesforce too, from its checkout and those it needs."),
    ] = None,
) -> None:
    """Times import, every metric, diagnosis, report and credit: against a floor, and beside the packages one would use instead."""
    from oarlock.cli._bench.beside import peers_in
    from oarlock.cli._bench.parts import measured
    from oarlock.cli._bench.row import TOUCHES
    from oarlock.cli._bench.tables import as_json, as_table

    chosen = [size.strip().upper() for size in sizes.split(",")]
    for size in chosen:
        if size not in TOUCHES:
            raise UnknownName("size", size, TOUCHES)
    chosen.sort(key=lambda size: TOUCHES[size])
    with _place(folder) as place:
        results = list(measured(chosen, place, tell, peers_in(peers, dbt, place)))
    say((as_json if form == "json" else as_table)(results, chosen))


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="oarlock-bench-") as made:
            yield Path(made)
        return
    folder.mkdir(parents=True, exist_ok=True)
    yield folder


COMMAND = bench
