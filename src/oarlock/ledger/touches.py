"""Touches lie in journey order, each with its channel as a small number.

What walks journeys then reads them as they lie, and neighbours that look alike take less room.
"""

from __future__ import annotations

import duckdb

from oarlock.ledger.engine import quoted
from oarlock.ledger.schema import LAKE

_ORDER = "lead_id NULLS LAST, touched_at, touch_id"

_IN_ORDER = """
SELECT coalesce(bool_and(
    lead_id IS NULL OR lead_id > before_lead
    OR (lead_id = before_lead AND (touched_at > before_at OR (touched_at = before_at AND touch_id >= before_id)))), true)
  AND coalesce(bool_and(before_lead IS NOT NULL OR lead_id IS NULL), true)
FROM (SELECT lead_id, touched_at, touch_id, row_number() OVER () AS place, lag(lead_id) OVER () AS before_lead,
      lag(touched_at) OVER () AS before_at, lag(touch_id) OVER () AS before_id FROM ({query})) WHERE place > 1
"""


def in_journey_order(
    cursor: duckdb.DuckDBPyConnection, query: str, columns: tuple[str, ...], *, load_no: int
) -> tuple[str, tuple[str, ...]]:
    """The query in journey order with the channel's number, and the name of that column.

    Rows that already lie so are not sorted again: a look at each row and the one before costs a tenth of the sort.
    """
    given = "".join(f", NULL::VARCHAR AS {column}" for column in ("lead_id", "channel") if column not in columns)
    query = f"SELECT *{given} FROM ({query})"
    channels = _number_channels(cursor, query, load_no)
    if not _is_in_order(cursor, query):
        query = f"SELECT * FROM ({query}) ORDER BY {_ORDER}"
    # A join would look the numbers up too, but a join keeps no order; and casting to an enumeration costs three times as much.
    cases = " ".join(f"WHEN {quoted(channel)} THEN {number}" for number, channel in enumerate(channels, 1))
    code = f"CASE channel {cases} END" if channels else "NULL"
    return f"SELECT *, {code} AS channel_code FROM ({query})", ("channel_code",)


def _is_in_order(cursor: duckdb.DuckDBPyConnection, query: str) -> bool:
    row = cursor.execute(_IN_ORDER.format(query=query)).fetchone()
    return bool(row and row[0])


def _number_channels(cursor: duckdb.DuckDBPyConnection, query: str, load_no: int) -> list[str]:
    """Gives channels seen for the first time their numbers, from 1 in name order, and returns all names by number."""
    last = f"(SELECT coalesce(max(code), 0) FROM {LAKE}.channel_codes)"
    cursor.execute(
        f"INSERT INTO {LAKE}.channel_codes SELECT {last} + row_number() OVER (ORDER BY channel), channel, {load_no}"
        f" FROM (SELECT DISTINCT channel FROM ({query})) WHERE channel IS NOT NULL"
        f" AND channel NOT IN (SELECT channel FROM {LAKE}.channel_codes)"
    )
    return [row[0] for row in cursor.execute(f"SELECT channel FROM {LAKE}.channel_codes ORDER BY code").fetchall()]
