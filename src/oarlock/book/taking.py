"""Importing into a book: its writer's lock, its rejects folder, its clock."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock.book.folder import REJECTS

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.book._record import Day
    from oarlock.connect.report import Report


def take(
    book: Book,
    paths: Sequence[Path],
    mapping: str | Path | None,
    source: str | None,
    known_at: Day | None,
    patience: float,
    progress: Any,
) -> Report:
    """Imports files and folders into a book; see `Book.take`."""
    from oarlock.book.days import instant_of
    from oarlock.connect.files import take as take_files
    from oarlock.ledger.engine import MEMORY_LIMIT, holding
    from oarlock.ledger.writer import Writer

    at = book.now() if known_at is None else instant_of(known_at, book.agreement.company.time_zone)
    command, usual = Writer(book.store, command="oarlock import", patience=patience), book.store.memory_limit
    with command as writer, holding(writer.connection, MEMORY_LIMIT, usual=usual), _rejects_of(book) as rejects:
        return take_files(
            writer, paths, now=at, mapping=mapping, source=source, progress=progress, rejects_folder=rejects
        )


@contextmanager
def _rejects_of(book: Book) -> Iterator[Path]:
    """Where refused rows go; for a book in memory a folder that is gone afterwards."""
    if book.folder is not None:
        yield book.folder / REJECTS
        return
    with tempfile.TemporaryDirectory(prefix="oarlock-rejects-") as folder:
        yield Path(folder) / REJECTS  # the import works in a folder beside it, which must be ours alone too
