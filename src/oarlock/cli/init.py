"""An empty book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from oarlock.cli._say import say


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="BOOK", help="The folder to make; it must not exist yet, or be empty.")
    ],
) -> None:
    """Makes an empty book with a commented agreement."""
    from oarlock.book import Book

    Book.init(folder).close()
    say(f"Made {folder}: an empty record and {folder}/agreement.toml, which says in comments what each line does.")
    say(f"Next: oarlock import YOUR-EXPORTS --book {folder}")


COMMAND = init
