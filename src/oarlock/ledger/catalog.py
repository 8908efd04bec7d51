"""The ledger's catalog read by the standard library alone, so that asking which state it is in does not start the engine."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from oarlock.errors import BookNotFound, LedgerDamaged


def version_of(book: str | os.PathLike[str]) -> str:
    """The word `Ledger.version()` would give for the newest state, read in about a millisecond without starting the engine.

    Raises:
        BookNotFound: no ledger there.
        LedgerDamaged: its catalog cannot be read.
    """
    folder = Path(book) / "ledger"
    if not (folder / "catalog.sqlite").is_file():
        raise BookNotFound(f"{folder}: no ledger here. Check the path.")
    rows = ask_catalog(
        folder, "SELECT snapshot_id, snapshot_time FROM ducklake_snapshot ORDER BY snapshot_id DESC LIMIT 1"
    )
    if not rows:
        raise LedgerDamaged(
            f"{folder / 'catalog.sqlite'}: cannot be read as a ledger's catalog. `oarlock doctor` says more."
        )
    number, at = rows[0]
    written = datetime.fromisoformat(str(at) if len(str(at).rpartition("+")[2]) != 2 else f"{at}:00")
    return f"{number}-{round(written.timestamp() * 1_000_000)}"


def ask_catalog(folder: Path, question: str) -> list[tuple[object, ...]]:
    """Rows of the catalog by the standard library alone; none when it is not a catalog."""
    address = (folder / "catalog.sqlite").absolute().as_uri()
    for mode in (
        "mode=ro",
        "immutable=1",
    ):  # a read-only disk has no room for the shared-memory file that the first one needs
        with (
            contextlib.suppress(sqlite3.Error),
            contextlib.closing(sqlite3.connect(f"{address}?{mode}", uri=True)) as catalog,
        ):
            return catalog.execute(question).fetchall()
    return []
