"""Who is who in a book: matched after an import, shown with reasons, taken back by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.ledger.identity.matching import Match

AT_ONCE = 500_000
"""Leads and accounts up to which an import matches by itself; it takes about nine seconds of one core per million."""


def match(book: Book) -> int:
    """Matches leads and accounts by e-mail, domain and company name; how many matches are in force."""
    from oarlock.ledger.identity.matching import match as found
    from oarlock.ledger.writer import Writer

    with Writer(book.store, command="oarlock match") as writer:
        return found(writer, at=book.now())


def is_quick(book: Book) -> bool:
    """Is the record small enough to be matched without being asked?"""
    ledger = book.ledger_at(None)
    return ledger.count("leads") + ledger.count("accounts") <= AT_ONCE


def matches(book: Book) -> list[Match]:
    """The matches in force, each with its number, its reason and how sure it is."""
    from oarlock.ledger.identity.matching import matches as in_force

    return in_force(book.ledger_at(None))


def unmatch(book: Book, number: int) -> None:
    """Takes one match back; the record stands for itself again and is not matched again.

    Raises:
        UsedWrongly: no such match is in force.
    """
    from oarlock.ledger.identity.matching import undo
    from oarlock.ledger.writer import Writer

    with Writer(book.store, command="oarlock match --undo") as writer:
        undo(writer, number, at=book.now())
