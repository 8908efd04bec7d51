"""Where a book's ledger is stored: a DuckLake (SQLite catalog beside Parquet files), or plain tables in memory for trying things out."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from oarlock.errors import BookNotFound, LedgerDamaged, LedgerUnwritable, UsedWrongly
from oarlock.ledger.catalog import ask_catalog
from oarlock.ledger.catalog import version_of as version_of
from oarlock.ledger.engine import EXTENSIONS, MEMORY_LIMIT, connect, quoted
from oarlock.ledger.faults import in_our_words
from oarlock.ledger.lock import FileLock, MemoryLock
from oarlock.ledger.reading import Ledger
from oarlock.ledger.schema import LAKE, create_statements

INLINED_ROWS = 1000
"""Commits with fewer rows of a table stay in the catalog, which is synced by itself, and make no tiny files."""

_OPTIONS = {
    "data_inlining_row_limit": str(INLINED_ROWS),
    "parquet_version": "'2'",  # delta encoding: running numbers and sorted instants take next to nothing
    "parquet_compression": "'lz4_raw'",  # read by a quarter less CPU than zstd, though two fifths larger
}


class Store:
    """An opened ledger. Readers take `ledger(as_of)`; the one writer is `oarlock.ledger.writer.Writer(store)`.

    Attributes:
        folder: The book's `ledger` folder, or None in memory.
        memory_limit: What the engine may hold before it spills, as DuckDB writes it.
    """

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        folder: Path | None,
        spill: Path | None = None,
        *,
        memory_limit: str = MEMORY_LIMIT,
    ) -> None:
        self.folder = folder
        self.memory_limit = memory_limit
        self._engine = engine
        self._spill = spill
        self._memory_lock = MemoryLock()

    @classmethod
    def create(
        cls, book: str | os.PathLike[str], *, memory_limit: str = MEMORY_LIMIT, threads: int | None = None
    ) -> Self:
        """Makes an empty ledger under `book` and opens it; a creation that was interrupted is finished.

        Raises:
            UsedWrongly: there already is one.
            LedgerUnwritable: the folder cannot be written.
        """
        folder = Path(book) / "ledger"
        with in_our_words(folder, "creating the ledger"):
            (folder / "data").mkdir(parents=True, exist_ok=True)
            if _is_complete(folder):
                raise UsedWrongly(f"{folder}: there already is a ledger. Open it, or choose another folder.")
            store = cls(*_attached(folder, memory_limit=memory_limit, threads=threads), memory_limit=memory_limit)
            store._make_tables()
        return store

    @classmethod
    def open(
        cls, book: str | os.PathLike[str], *, memory_limit: str = MEMORY_LIMIT, threads: int | None = None
    ) -> Self:
        """Opens the ledger under `book`, for reading at once and for writing through a `Writer`.

        Args:
            book: The book's folder, which holds `ledger/`.
            memory_limit: What the engine may hold before it spills into the ledger's folder, such as "3GB".
            threads: None for every core.

        Raises:
            BookNotFound: no ledger there.
            LedgerDamaged: what is there is not a ledger, or its catalog cannot be read.
        """
        folder = Path(book) / "ledger"
        if not (folder / "catalog.sqlite").is_file():
            raise BookNotFound(
                f"{folder}: no ledger here. `oarlock init {Path(book)}` makes an empty book; or check the path."
            )
        with in_our_words(folder, "opening the ledger"):
            if not _is_complete(folder):
                raise LedgerDamaged(
                    f"{folder / 'catalog.sqlite'}: this is not the catalog of a ledger, or one whose creation was interrupted.\n"
                    "  Restore the folder from a backup, or make a new book with `oarlock init`."
                )
            return cls(*_attached(folder, memory_limit=memory_limit, threads=threads), memory_limit=memory_limit)

    @classmethod
    def in_memory(cls, *, memory_limit: str = MEMORY_LIMIT, threads: int | None = None) -> Self:
        """An empty ledger that is gone when closed: the same tables and the same code, without a disk."""
        engine = connect(memory_limit=memory_limit, threads=threads)
        engine.execute("ATTACH ':memory:' AS lake")
        store = cls(engine, None, memory_limit=memory_limit)
        store._make_tables()
        return store

    def ledger(self, as_of: datetime | None = None) -> Ledger:
        """The ledger as it was known at `as_of` (aware); None for everything known. What is committed later does not show in it."""
        return Ledger(self, as_of)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same engine, with its own temporary tables and transactions."""
        return self._engine.cursor()

    def version(self) -> int:
        """Number of the last commit."""
        with self.cursor() as cursor:
            return self.version_seen_by(cursor)

    def version_seen_by(self, cursor: duckdb.DuckDBPyConnection) -> int:
        """Number of the last commit as that connection sees it."""
        source = (
            f"SELECT max(load_no) FROM {LAKE}.loads"
            if self.folder is None
            else f"SELECT max(snapshot_id) FROM {_SNAPSHOTS}"
        )
        row = cursor.execute(source).fetchone()
        return int(row[0] or 0) if row else 0

    def stamp_seen_by(self, cursor: duckdb.DuckDBPyConnection, version: int) -> str:
        """A word that changes with every commit and differs between a ledger and one restored from a backup and written on."""
        if self.folder is None:
            return str(version)
        row = cursor.execute(
            f"SELECT epoch_us(snapshot_time::TIMESTAMPTZ) FROM {_SNAPSHOTS} WHERE snapshot_id = {version}"
        ).fetchone()
        return f"{version}-{row[0] if row else 0}"

    def stored(self, table: str, version: int) -> str:
        """What to write after FROM to read the stored table as of that commit."""
        if self.folder is None:
            return f"(SELECT * FROM {LAKE}.{table} WHERE load_no <= {version})"
        return f"{LAKE}.{table} AT (VERSION => {version})"

    def writers_lock(self, command: str) -> FileLock | MemoryLock:
        """The lock that lets exactly one writer in."""
        return self._memory_lock if self.folder is None else FileLock(self.folder / "writer.lock", command=command)

    def close(self) -> None:
        """Lets go of the catalog and removes what was spilt."""
        self._engine.close()
        if self._spill is not None:
            shutil.rmtree(self._spill, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_tables(self) -> None:
        if self.folder is not None:
            for option, value in _OPTIONS.items():
                self._engine.execute(f"CALL lake.set_option('{option}', {value})")
        self._engine.execute("BEGIN")
        for statement in create_statements():
            self._engine.execute(statement)
        self._engine.execute("COMMIT")


_SNAPSHOTS = "__ducklake_metadata_lake.ducklake_snapshot"


def _is_complete(folder: Path) -> bool:
    return (
        bool(ask_catalog(folder, "SELECT 1 FROM ducklake_table WHERE table_name = 'loads'"))
        if (folder / "catalog.sqlite").exists()
        else False
    )


def _attached(folder: Path, *, memory_limit: str, threads: int | None) -> tuple[duckdb.DuckDBPyConnection, Path, Path]:
    """An engine with the ledger attached, the ledger's folder and the folder it spills to."""
    folder = folder.absolute()
    catalog = folder / "catalog.sqlite"
    writable = os.access(folder, os.W_OK) and (not catalog.exists() or os.access(catalog, os.W_OK))
    place = folder / "spill" if writable else Path(tempfile.gettempdir()) / "oarlock-spill"
    place.mkdir(exist_ok=True)  # the engine makes its own folder when it spills, but not the one above
    spill = place / f"{os.getpid()}-{os.urandom(4).hex()}"
    engine = connect(memory_limit=memory_limit, threads=threads, spill=spill, extensions=EXTENSIONS)
    options = f"DATA_PATH {quoted(str(folder / 'data') + '/')}, OVERRIDE_DATA_PATH true, META_BUSY_TIMEOUT 5000"
    if writable:
        engine.execute(f"ATTACH {quoted(f'ducklake:sqlite:{catalog}')} AS lake ({options}, META_JOURNAL_MODE 'WAL')")
    else:
        _attach_copy(engine, catalog, spill, options)
    return engine, folder, spill


def _attach_copy(engine: duckdb.DuckDBPyConnection, catalog: Path, spill: Path, options: str) -> None:
    """Reads from a copy of the catalog: a database in WAL mode cannot be opened where nothing can be written."""
    try:
        spill.mkdir(parents=True)
        for part in catalog.parent.glob("catalog.sqlite*"):
            shutil.copyfile(part, spill / part.name)
    except OSError as problem:
        raise LedgerUnwritable(
            f"{catalog}: on a read-only disk, and there is no room for a copy in {spill}: {problem}"
        ) from problem
    engine.execute(f"ATTACH {quoted(f'ducklake:sqlite:{spill / catalog.name}')} AS lake ({options}, READ_ONLY)")
