"""The report, as one file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oarlock.cli._options import AsOf, BookFolder, book_of, place
from oarlock.cli._say import say


def report(
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="FILE.html opens anywhere; FILE.pdf prints.", callback=place)
    ] = Path("alignment.html"),
    as_of: AsOf = None,
    book: BookFolder = None,
) -> None:
    """Writes the diagnosis as one file that opens anywhere, without a network."""
    with book_of(book) as opened:
        say(f"Wrote {opened.report(out, as_of=as_of)}.")


COMMAND = report
