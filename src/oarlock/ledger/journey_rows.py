"""One stored row for each journey: its lead, and the numbers of its channels in the order of the touches.

It repeats what lies in `touches`, so that methods which walk every journey read a twentieth of the bytes and neither sort nor compare ids.
Whatever changes touches lays the journeys of the leads concerned anew, in the same transaction.
"""

from __future__ import annotations

from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from oarlock.ledger.schema import LAKE, OWN_TABLES
from oarlock.ledger.versions import current

TABLE = "journeys"
_WALKED = "lead_id IS NOT NULL AND deleted_at IS NULL"
BYTE_CHANNELS = 256
"""So many channels a byte can number; where there are more, `high` holds the upper bytes, otherwise it is empty."""


def lay_all(cursor: duckdb.DuckDBPyConnection, *, load_no: int) -> None:
    """Lays the journeys of the first load of touches, which lie in journey order already."""
    source = f"SELECT lead_id, channel_code, row_no FROM {LAKE}.touches WHERE {_WALKED}"
    if not are_kept(cursor):
        _create(cursor)
    _lay(cursor, source, load_no)


def lay_again(cursor: duckdb.DuckDBPyConnection, leads: str, *, load_no: int) -> None:
    """Lays the journeys of these leads anew from the touches that are there now.

    A ledger that has no journeys yet, made before they were kept, gets those of all leads.

    Args:
        leads: A query for `lead_id`, in which NULL means nobody.
    """
    if are_kept(cursor):
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE walking AS SELECT DISTINCT lead_id FROM ({leads})")
        cursor.execute(
            f"DELETE FROM {LAKE}.{TABLE} WHERE lead_id IN (SELECT lead_id FROM walking WHERE lead_id IS NOT NULL)"
        )
        who = "SEMI JOIN walking USING (lead_id) "
    else:
        _create(cursor)
        who = ""
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE walked AS SELECT lead_id, channel_code, row_number() OVER () AS row_no FROM ("
        f"SELECT lead_id, channel_code FROM ({current('touches')}) {who}"
        f"WHERE {_WALKED} ORDER BY lead_id, touched_at, touch_id)"
    )
    _lay(cursor, "SELECT * FROM walked", load_no)
    cursor.execute("DROP TABLE walked")


def are_kept(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether the ledger has the table; one made before journeys were kept gets it with its next touches."""
    asked = (
        f"SELECT 1 FROM duckdb_tables() WHERE database_name || '.' || schema_name = '{LAKE}' AND table_name = '{TABLE}'"
    )
    return cursor.execute(asked).fetchone() is not None


def count_both(cursor: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many touches the journeys hold, and how many there are that belong to a lead."""
    row = cursor.execute(
        f"SELECT (SELECT coalesce(sum(octet_length(path)), 0)::BIGINT FROM {LAKE}.{TABLE}),"
        f" (SELECT count(*) FROM ({current('touches')}) WHERE {_WALKED})"
    ).fetchone()
    return row or (0, 0)


def read(paths: Any) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """The bytes of all journeys in a row, and the position at which each begins, from an Arrow column of `path` or `high`."""
    starts, bytes_, begin, total = np.empty(len(paths), np.int64), [np.empty(0, np.uint8)], 0, 0
    for part in paths.chunks:
        _, offsets, values = part.buffers()
        kind = np.dtype(np.int64 if str(part.type).startswith("large") else np.int32)
        place = np.frombuffer(offsets, kind, len(part) + 1, part.offset * kind.itemsize)
        here = starts[begin : begin + len(part)]
        np.add(place[:-1], total - int(place[0]), out=here)
        begin, size = begin + len(part), int(place[-1] - place[0])
        if size:
            bytes_.append(np.frombuffer(values, np.uint8, size, place[0]))
        total += size
    return np.concatenate(bytes_), starts


def _create(cursor: duckdb.DuckDBPyConnection) -> None:
    cursor.execute(f"CREATE TABLE {LAKE}.{TABLE} ({OWN_TABLES[TABLE]})")


def _lay(cursor: duckdb.DuckDBPyConnection, source: str, load_no: int) -> None:
    """Stores a row for each run of one lead in a source that comes in journey order, which its row numbers prove."""
    import pyarrow as pa

    begins = "lead_id IS DISTINCT FROM lag(lead_id) OVER () AS begins"
    found = cursor.execute(
        f"SELECT coalesce(channel_code, 0)::USMALLINT AS code, {begins}, coalesce(row_no < lag(row_no) OVER (), false) AS is_back"
        f" FROM ({source})"
    ).fetchnumpy()
    code, begin, is_back = (np.ma.getdata(found[name]) for name in ("code", "begins", "is_back"))
    if is_back.any():  # files of one table need not be read in the order in which they were written
        return _lay(cursor, f"SELECT * FROM ({source}) ORDER BY row_no", load_no)
    ends = np.append(np.flatnonzero(begin), len(code)).astype(np.int64)
    leads = cursor.execute(
        f"SELECT lead_id FROM (SELECT lead_id, {begins} FROM ({source})) WHERE begins"
    ).to_arrow_table()
    high = code >> 8

    def row_by_row(one_each: npt.NDArray[Any]) -> Any:
        values = pa.py_buffer(one_each.astype(np.uint8))
        return pa.LargeBinaryArray.from_buffers(pa.large_binary(), len(leads), [None, pa.py_buffer(ends), values])

    upper = row_by_row(high) if high.any() else pa.nulls(len(leads), pa.large_binary())
    cursor.register("laying", leads.append_column("path", row_by_row(code)).append_column("high", upper))
    cursor.execute(f"INSERT INTO {LAKE}.{TABLE} SELECT lead_id, path, high, {load_no} FROM laying")
    cursor.unregister("laying")
    cursor.execute(f"INSERT INTO {LAKE}.extents VALUES (?, ?, ?, 0, 0, NULL, NULL)", [TABLE, load_no, len(leads)])
    return None
