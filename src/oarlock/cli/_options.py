"""The options that several verbs share, each said once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from oarlock.book.folder import chosen, expect_book, expect_place
from oarlock.errors import BookNotFound

if TYPE_CHECKING:
    from oarlock.book import Book

BookFolder = Annotated[
    str | None,
    typer.Option("--book", metavar="DIR", help="The book's folder; otherwise $OARLOCK_BOOK, or the current folder."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DAY", help="As known at the end of that day in the company's time zone."),
]
FORMAT = typer.Option("--format", help="How the answer is written.")
"""Goes with the formats of the verb: `Annotated[Literal["table", "json"], FORMAT]`."""


def place(file: Path | None) -> Path | None:
    """Called on an option that names a file to write, before anything is computed.

    Raises:
        UsedWrongly: it cannot be written there.
    """
    return None if file is None else expect_place(file)


Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write the answer to this file.", callback=place)
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Compute again, even if nothing has changed since it was last asked.")
]


def folder_of(named: str | None) -> Path:
    """The book's folder that the command line or the environment names.

    Raises:
        BookNotFound: none is named, or there is no book there.
    """
    folder = chosen(named, os.environ)
    if folder is None:
        raise BookNotFound("Which book? Name its folder with --book DIR, or set OARLOCK_BOOK. To see one: oarlock demo")
    return expect_book(folder)


def book_of(named: str | None) -> Book:
    """The book that the command line or the environment names, opened."""
    from oarlock.book import Book

    return Book.open(folder_of(named), engine=engine())


def terms(book: Book, as_of: str | None) -> dict[str, Any]:
    """What an answer in JSON holds on: the instant it is as of, the agreement's version, the currency of its money."""
    instant = book.ledger_at(as_of).as_of
    agreement = book.agreement_at(instant)
    version, currency = agreement.version, agreement.company.reporting_currency
    return {"as_of": instant.isoformat(), "agreement": {"version": version}, "currency": currency}


def engine() -> str | None:
    """Where questions are answered, as $OARLOCK_ENGINE says; None is this machine."""
    return os.environ.get("OARLOCK_ENGINE") or None
