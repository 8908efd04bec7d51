"""The stored row versions of a table: which are current, how many there are, and what a load added to them."""

from __future__ import annotations

import duckdb

from oarlock.ledger.engine import named, quoted
from oarlock.ledger.schema import LAKE
from oarlock.ledger.tables import TableSpec


def current(table: str) -> str:
    """Query for the versions that nothing has replaced, as the writer sees them, deleted ones included."""
    replaced = f"SELECT row_no FROM {LAKE}.superseded WHERE table_name = {quoted(table)}"
    return f"SELECT * FROM {LAKE}.{table} ANTI JOIN ({replaced}) AS replaced USING (row_no)"


def stored_rows(cursor: duckdb.DuckDBPyConnection, table: str) -> int:
    """How many versions are stored, and so the number of the next one."""
    asked = f"SELECT coalesce(sum(rows), 0)::BIGINT FROM {LAKE}.extents WHERE table_name = {quoted(table)}"
    row = cursor.execute(asked).fetchone()
    return int(row[0]) if row else 0


def remember_extent(
    cursor: duckdb.DuckDBPyConnection, spec: TableSpec, *, load_no: int, superseded: int
) -> tuple[int, int]:
    """Notes what the load stored, so that readers can leave filters out; returns its rows and how many of them are deleted."""
    happened = f"max({named(spec.happened)})::TIMESTAMP" if spec.happened else "NULL::TIMESTAMP"
    row = cursor.execute(
        f"SELECT count(*), count(deleted_at), max(known_at), {happened} FROM {LAKE}.{spec.name} WHERE load_no = {load_no}"
    ).fetchone()
    rows, deleted, known_to, happened_to = row or (0, 0, None, None)
    cursor.execute(
        f"INSERT INTO {LAKE}.extents VALUES (?, ?, ?, ?, ?, ?, ?)",
        [spec.name, load_no, rows, deleted, superseded, known_to, happened_to],
    )
    return rows, deleted
