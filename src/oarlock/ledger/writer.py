"""The one writer: takes staged rows of any number of tables into the ledger in one transaction, at most once per load."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import duckdb

from oarlock.errors import UnknownName
from oarlock.ledger import durable
from oarlock.ledger.engine import named, quoted
from oarlock.ledger.faults import in_our_words
from oarlock.ledger.instants import stored_instant
from oarlock.ledger.schema import LAKE, OWN_TABLES
from oarlock.ledger.store import Store
from oarlock.ledger.tables import TABLES
from oarlock.ledger.taking import Counts, Taking


@dataclass(frozen=True, slots=True)
class Load:
    """One delivery of rows.

    Attributes:
        load_id: Names its content, such as the SHA-256 of files and mapping: the same load again changes nothing.
        at: When it is taken in, aware; rows that change something are known from then on.
        source: The system or folder it came from.
    """

    load_id: str
    at: datetime
    source: str = ""
    files: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a load did: counts by table.

    Attributes:
        repeated: The load was there already and nothing was changed.
    """

    tables: Mapping[str, Counts] = field(default_factory=lambda: MappingProxyType({}))
    repeated: bool = False


class Writer:
    """Holds the ledger's lock while it is open, so that exactly one process writes.

        with Store.open("acme") as store, Writer(store) as writer:
            writer.connection.execute("CREATE TEMP TABLE fresh_leads AS ...")
            writer.commit(Load("4f2a...", at=now), {"leads": "fresh_leads"})

    Attributes:
        store: The ledger that is written.
        connection: Stage temporary tables and views here.
    """

    connection: duckdb.DuckDBPyConnection

    def __init__(self, store: Store, *, command: str = "oarlock", patience: float = 10.0) -> None:
        """Args: `command` is told to writers that have to wait; `patience` is in seconds."""
        self.store = store
        self._lock = store.writers_lock(command)
        self._patience = patience

    def __enter__(self) -> Self:
        with in_our_words(self.store.folder, "taking the writer's lock"):
            self._lock.acquire(self._patience)
        self.connection = self.store.cursor()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()
        self._lock.release()

    def commit(self, load: Load, staged: Mapping[str, str]) -> Taken:
        """Takes the staged rows in, all tables or none. When it returns, they are on the disk.

        Args:
            staged: Ledger table to the name of a temporary table or view with canonical columns, further columns as text attributes, and
                optionally source_system, known_at and deleted_at. A row with `deleted_at` marks its key as deleted.

        Raises:
            UnknownName: no such table in the ledger.
            LedgerUnwritable: the disk is full or read-only; nothing of this load was kept.
        """
        for table in staged:
            if table not in TABLES:
                raise UnknownName("table", table, TABLES)
        if self._is_known(load.load_id):
            return Taken({table: self._all_unchanged(name) for table, name in staged.items()}, repeated=True)
        return Taken(self.transact(load, lambda number: self._take(load, staged, number)))

    def transact(
        self, load: Load, change: Callable[[int], Mapping[str, Counts]], *, undoes: int | None = None
    ) -> Mapping[str, Counts]:
        """Runs a change of the ledger as one durable commit and records it as a load; a failure leaves the ledger as it was.

        Args:
            change: Given the load's number, writes through `connection` and returns counts by table.
            undoes: Number of the load that this one takes back.
        """
        with in_our_words(self.store.folder, f"writing load {load.load_id[:12]}"):
            before = self._files()
            self.connection.execute("BEGIN")
            try:
                number = self._next_number()
                counts = change(number)
                self._record(load, number, counts, undoes)
                self._make_durable(before)
                self.connection.execute("COMMIT")
            except BaseException:
                # After a failed COMMIT the engine has rolled back by itself and says so.
                with contextlib.suppress(duckdb.Error):
                    self.connection.execute("ROLLBACK")
                self._clear_away(before)
                raise
        return counts

    def _take(self, load: Load, staged: Mapping[str, str], number: int) -> dict[str, Counts]:
        at = stored_instant(load.at, "The load's instant")
        order = [table for table in TABLES if table in staged]
        return {
            table: Taking(self.connection, TABLES[table], staged[table], load_no=number, at=at).take()
            for table in order
        }

    def _record(self, load: Load, number: int, counts: Mapping[str, Counts], undoes: int | None) -> None:
        told = json.dumps({table: asdict(count) for table, count in counts.items()})
        self.connection.execute(
            f"INSERT INTO {LAKE}.loads VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                load.load_id,
                stored_instant(load.at, "The load's instant"),
                load.source,
                json.dumps(load.files),
                load.note,
                told,
                undoes,
            ],
        )
        if self.store.folder is not None:
            extra = json.dumps({"load_id": load.load_id, "counts": json.loads(told)})
            self.connection.execute(
                f"CALL lake.set_commit_message({quoted(load.source or 'oarlock')}, {quoted(load.load_id)}, extra_info => {quoted(extra)})"
            )

    def _make_durable(self, before: set[Path]) -> None:
        if self.store.folder is not None:
            durable.sync(self._files() - before, self.store.folder)

    def _clear_away(self, before: set[Path]) -> None:
        """Removes files of a load that was not kept: on a full disk they would stay in the way of the next one."""
        with contextlib.suppress(duckdb.Error, OSError):
            asked = "SELECT path FROM __ducklake_metadata_lake.ducklake_data_file"
            listed = {row[0] for row in self.connection.execute(asked).fetchall()} if self.store.folder else set()
            for file in self._files() - before:
                if file.name not in listed:
                    file.unlink()

    def _files(self) -> set[Path]:
        return set() if self.store.folder is None else durable.files_of(self.store.folder, (*TABLES, *OWN_TABLES))

    def _next_number(self) -> int:
        row = self.connection.execute(f"SELECT coalesce(max(load_no), 0) + 1 FROM {LAKE}.loads").fetchone()
        return int(row[0]) if row else 1

    def _is_known(self, load_id: str) -> bool:
        undone = f"SELECT undoes FROM {LAKE}.loads WHERE undoes IS NOT NULL"
        asked = f"SELECT 1 FROM {LAKE}.loads WHERE load_id = ? AND load_no NOT IN ({undone})"
        with in_our_words(self.store.folder, "looking for the load"):
            return self.connection.execute(asked, [load_id]).fetchone() is not None

    def _all_unchanged(self, staged: str) -> Counts:
        row = self.connection.execute(f"SELECT count(*) FROM {named(staged)}").fetchone()
        read = int(row[0]) if row else 0
        return Counts(read=read, unchanged=read)
