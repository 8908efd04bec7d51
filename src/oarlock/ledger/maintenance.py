"""Keeps a ledger small and quick: few large files instead of many small ones, no leftovers, and a copy of the catalog."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from oarlock.errors import BookNotFound
from oarlock.ledger import durable
from oarlock.ledger.faults import in_our_words
from oarlock.ledger.instants import stored_instant
from oarlock.ledger.lock import FileLock
from oarlock.ledger.schema import OWN_TABLES
from oarlock.ledger.tables import TABLES
from oarlock.ledger.writer import Writer


def tidy(writer: Writer, *, forget_snapshots_before: datetime | None = None) -> None:
    """Writes rows kept in the catalog out to files, merges small neighbouring files, and removes files nobody lists any more.

    No row version is lost: what was known when lives in columns. What goes are the store's own snapshots from before the given instant
    (aware), and with them the audit of single commits; None keeps them all. Readers opened before that may have to be opened again.
    """
    folder = writer.store.folder
    if folder is None:
        return
    with in_our_words(folder, "tidying the ledger"):
        run = writer.connection.execute
        before = durable.files_of(folder, (*TABLES, *OWN_TABLES))
        run("BEGIN")
        run("CALL ducklake_flush_inlined_data('lake')")
        durable.sync(durable.files_of(folder, (*TABLES, *OWN_TABLES)) - before, folder)
        run("COMMIT")
        before = durable.files_of(folder, (*TABLES, *OWN_TABLES))
        run("BEGIN")
        run("CALL ducklake_merge_adjacent_files('lake')")
        durable.sync(durable.files_of(folder, (*TABLES, *OWN_TABLES)) - before, folder)
        run("COMMIT")
        if forget_snapshots_before is not None:
            limit = f"TIMESTAMP '{stored_instant(forget_snapshots_before, 'forget_snapshots_before')}'"
            run(f"CALL ducklake_expire_snapshots('lake', older_than => {limit})")
            run("CALL ducklake_cleanup_old_files('lake', cleanup_all => true)")
        run("CALL ducklake_delete_orphaned_files('lake', cleanup_all => true)")
    _remove_dead_spills(folder)


def back_up_catalog(book: str | os.PathLike[str], target: Path, *, patience: float = 10.0) -> None:
    """Copies the catalog, whole and consistent, to `target`; copy the `data` folder after it.

    Data files never change once written, so a catalog and a later copy of the data fit together, unless `tidy` runs between.
    Call it where this process has no store open: two SQLite libraries in one process would drop each other's file locks.

    Raises:
        BookNotFound: no ledger there.
        WriterBusy: another process writes.
    """
    folder = Path(book) / "ledger"
    if not (folder / "catalog.sqlite").is_file():
        raise BookNotFound(f"{folder}: no ledger here. Check the path.")
    lock = FileLock(folder / "writer.lock", command="back up")
    lock.acquire(patience)
    try:
        with (
            in_our_words(folder, "copying the catalog"),
            closing(sqlite3.connect(folder / "catalog.sqlite")) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    finally:
        lock.release()


def _remove_dead_spills(folder: Path) -> None:
    """Removes what killed processes had spilt."""
    for place in (folder / "spill").glob("*-*"):
        number = place.name.split("-")[0]
        if number.isdigit() and not Path(f"/proc/{number}").exists() and Path("/proc/self").exists():
            shutil.rmtree(place, ignore_errors=True)
