"""What a word means."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from oarlock.book.folder import chosen, is_book
from oarlock.cli._options import BookFolder, book_of
from oarlock.cli._say import say


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A metric, diagnosis, cause, finding or table.")],
    book: BookFolder = None,
) -> None:
    """Says what a number or a finding means: its definition, its formula, its clause, its records."""
    from oarlock.book.explaining import explain as explained

    folder = chosen(book, os.environ)
    if book is None and (folder is None or not is_book(folder)):
        return say(explained(name, None).removesuffix("\n"))
    with book_of(book) as opened:
        return say(opened.explain(name).removesuffix("\n"))


COMMAND = explain
