"""How staged rows of one table become new row versions: straight in when the table is empty, by comparison with what is there otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from oarlock.errors import UsedWrongly
from oarlock.ledger import attributes, journey_rows, touches
from oarlock.ledger.engine import named, one_thread, quoted
from oarlock.ledger.schema import EPOCH, LAKE, own_columns
from oarlock.ledger.tables import STORED_AS, TableSpec
from oarlock.ledger.versions import current, remember_extent, stored_rows

_WALKERS = (
    "SELECT lead_id FROM taking_fresh UNION"
    f" SELECT lead_id FROM {LAKE}.touches WHERE row_no IN (SELECT replaced_no FROM taking_fresh)"
)
"""Leads whose journeys a load of touches changes: those of its rows, and those of the rows that these replace."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the staged rows of one table: `read` is the sum of the others.

    Attributes:
        changed: Rows whose key was there with other values; the earlier version stays as history.
        deleted: Rows that this load marked as deleted.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0


class Taking:
    """Takes one staged table into the ledger, inside the caller's transaction."""

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, spec: TableSpec, staged: str, *, load_no: int, at: datetime
    ) -> None:
        """Args: `at` is the load's instant, naive UTC; `staged` a temporary table or view."""
        self._cursor = cursor
        self._spec = spec
        self._staged = named(staged)
        self._load_no = load_no
        self._at = f"TIMESTAMP '{at}'"
        self._brought = self._match_columns()

    def take(self) -> Counts:
        """Stores what is new or different and returns the counts."""
        stored = stored_rows(self._cursor, self._spec.name)
        if stored == 0:
            return self._take_all()
        return self._take_differences(stored)

    def _take_all(self) -> Counts:
        values = {name: self._cast(name, f"s.{named(header)}") for name, header in self._brought.items()}
        values["known_at"] = self._first_known()
        chosen = ", ".join(f"{value} AS {named(name)}" for name, value in values.items())
        with one_thread(self._cursor):
            self._insert(f"SELECT {chosen} FROM {self._staged} AS s", tuple(values), first_row=0)
            if self._spec.name == "touches":
                journey_rows.lay_all(self._cursor, load_no=self._load_no)
        rows, deleted = remember_extent(self._cursor, self._spec, load_no=self._load_no, superseded=0)
        return Counts(read=rows, new=rows - deleted, deleted=deleted)

    def _take_differences(self, stored: int) -> Counts:
        self._refuse_twins()
        columns = self._compare()
        read = self._one(f"SELECT count(*) FROM {self._staged}")
        self._cursor.execute(
            f"INSERT INTO {LAKE}.superseded SELECT {quoted(self._spec.name)}, replaced_no, known_at, {self._load_no} FROM taking_fresh"
            " WHERE replaced_no IS NOT NULL"
        )
        new, changed, deleted = self._row(
            "SELECT count(*) FILTER (NOT vanished AND replaced_no IS NULL), count(*) FILTER (NOT vanished AND replaced_no IS NOT NULL),"
            " count(*) FILTER (vanished) FROM taking_fresh"
        )
        replaced = self._one("SELECT count(replaced_no) FROM taking_fresh")
        if new + changed + deleted:
            self._insert("SELECT * EXCLUDE (replaced_no, vanished) FROM taking_fresh", columns, first_row=stored)
            remember_extent(self._cursor, self._spec, load_no=self._load_no, superseded=replaced)
            if self._spec.name == "touches":
                journey_rows.lay_again(self._cursor, _WALKERS, load_no=self._load_no)
        self._cursor.execute("DROP TABLE taking_fresh")
        return Counts(read=read, new=new, changed=changed, unchanged=read - new - changed - deleted, deleted=deleted)

    def _compare(self) -> tuple[str, ...]:
        """Makes `taking_fresh`, the row versions to add, and returns its columns that are stored."""
        kept = [name for name in (*own_columns(self._spec), *self._known_attributes()) if name not in self._brought]
        values = {name: f"s.{named(name)}" for name in self._brought} | {name: f"c.{named(name)}" for name in kept}
        values["known_at"] = (
            f"CASE WHEN c.row_no IS NULL THEN s.first_known ELSE greatest(coalesce({self._own_known()}, {self._at}), c.known_at) END"
        )
        chosen = ", ".join(f"{value} AS {named(name)}" for name, value in values.items())
        compared = [name for name in self._brought if name not in (*self._spec.key, "source_system", "known_at")]
        differs = " OR ".join(f"s.{named(name)} IS DISTINCT FROM c.{named(name)}" for name in compared) or "false"
        vanished = "s.deleted_at IS NOT NULL AND c.deleted_at IS NULL" if "deleted_at" in self._brought else "false"
        same = " AND ".join(f"s.{named(key)} {self._equals(key)} c.{named(key)}" for key in self._spec.key)
        staged = ", ".join(
            f"{self._cast(name, 's.' + named(header))} AS {named(name)}" for name, header in self._brought.items()
        )
        self._cursor.execute(
            f"CREATE OR REPLACE TEMP TABLE taking_fresh AS SELECT {chosen}, c.row_no AS replaced_no, ({vanished}) AS vanished"
            f" FROM (SELECT {staged}, {self._first_known()} AS first_known FROM {self._staged} AS s) AS s"
            f" LEFT JOIN ({current(self._spec.name)}) AS c ON {same} WHERE c.row_no IS NULL OR {differs}"
        )
        return tuple(values)

    def _insert(self, query: str, columns: tuple[str, ...], *, first_row: int) -> None:
        if self._spec.name == "touches":
            query, extra = touches.in_journey_order(self._cursor, query, columns, load_no=self._load_no)
            columns = (*columns, *extra)
        names = ", ".join(map(named, columns))
        self._cursor.execute(
            f"INSERT INTO {LAKE}.{self._spec.name} ({names}, row_no, load_no)"
            f" SELECT {names}, {first_row} + row_number() OVER () - 1, {self._load_no} FROM ({query})"
        )

    def _match_columns(self) -> dict[str, str]:
        """Stored column to staged column; makes room for attributes seen for the first time."""
        described = [row[0] for row in self._cursor.execute(f"DESCRIBE {self._staged}").fetchall()]
        own = own_columns(self._spec)
        for key in self._spec.key:
            if key not in described:
                self._stage_without(key, described)
                described.append(key)
        known = self._known_attributes()
        named_so = attributes.names_for([header for header in described if header not in own], self._spec, known)
        for header, name in named_so.items():
            if name not in known:
                self._cursor.execute(f"ALTER TABLE {LAKE}.{self._spec.name} ADD COLUMN {named(name)} VARCHAR")
                self._cursor.execute(
                    f"INSERT INTO {LAKE}.attributes VALUES (?, ?, ?, ?)", [self._spec.name, name, header, self._load_no]
                )
        return {header if header in own else named_so[header]: header for header in described}

    def _stage_without(self, key: str, described: list[str]) -> None:
        """A file may lack a part of the key that may be empty, such as the campaign of a day's spend."""
        column = self._spec.column(key)
        if column is None or column.required:
            told = ", ".join(described)
            raise UsedWrongly(f'Staged rows for "{self._spec.name}" lack the key column "{key}". They have: {told}.')
        self._staged = f"(SELECT *, NULL::{STORED_AS[column.kind]} AS {named(key)} FROM {self._staged})"

    def _known_attributes(self) -> dict[str, str]:
        found = self._cursor.execute(
            f"SELECT name, header FROM {LAKE}.attributes WHERE table_name = ? ORDER BY load_no, name", [self._spec.name]
        )
        return dict(found.fetchall())

    def _refuse_twins(self) -> None:
        keys = ", ".join(map(named, self._spec.key))
        twin = self._cursor.execute(
            f"SELECT {keys} FROM {self._staged} GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twin:
            key = ", ".join(map(str, twin))
            raise UsedWrongly(
                f'Staged rows for "{self._spec.name}" hold the key {key} more than once. Keep one of them.'
            )

    def _first_known(self) -> str:
        """Backfilled history is taken as known when it happened."""
        happened = self._spec.happened
        instants = [self._own_known()]
        if happened and happened in self._brought:
            instants.append(f"CAST(s.{named(self._brought[happened])} AS TIMESTAMP)")
        return f"coalesce({', '.join(instants)}, {EPOCH})"

    def _own_known(self) -> str:
        return "CAST(s.known_at AS TIMESTAMP)" if "known_at" in self._brought else "NULL::TIMESTAMP"

    def _cast(self, name: str, value: str) -> str:
        return f"CAST({value} AS {own_columns(self._spec).get(name, 'VARCHAR')})"

    def _equals(self, key: str) -> str:
        column = self._spec.column(key)
        return "=" if column is not None and column.required else "IS NOT DISTINCT FROM"

    def _row(self, query: str) -> tuple[Any, ...]:
        row = self._cursor.execute(query).fetchone()
        assert row is not None  # noqa: S101 - an aggregate always answers with one row
        return row

    def _one(self, query: str) -> int:
        return int(self._row(query)[0])
