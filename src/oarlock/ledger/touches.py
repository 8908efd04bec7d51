"""Touches lie in journey order, each with its journey's number and its channel as a small number.

Group-by-lead on tens of millions of touches then is a comparison with the row before, not a hash over strings.
"""

from __future__ import annotations

import duckdb

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
    """The query in journey order with its two further columns, and their names.

    Rows that already lie so are not sorted again: a look at each row and the one before costs a tenth of the sort.
    """
    given = "".join(f", NULL::VARCHAR AS {column}" for column in ("lead_id", "channel") if column not in columns)
    query = f"SELECT *{given} FROM ({query})"
    _number_channels(cursor, query, load_no)
    if not _is_in_order(cursor, query):
        query = f"SELECT * FROM ({query}) ORDER BY {_ORDER}"
    numbered = (
        "SELECT t.*, code AS channel_code, CASE WHEN lead_id IS NOT NULL THEN sum(is_next) OVER (ROWS UNBOUNDED PRECEDING) END AS journey"
        f" FROM (SELECT *, (lead_id IS DISTINCT FROM lag(lead_id) OVER ())::INTEGER AS is_next FROM ({query})) AS t"
        " LEFT JOIN channel_numbers ON channel_numbers.name = t.channel"
    )
    return numbered, ("channel_code", "journey")


def _is_in_order(cursor: duckdb.DuckDBPyConnection, query: str) -> bool:
    row = cursor.execute(_IN_ORDER.format(query=query)).fetchone()
    return bool(row and row[0])


def _number_channels(cursor: duckdb.DuckDBPyConnection, query: str, load_no: int) -> None:
    """Gives channels seen for the first time their numbers, from 1 in name order; 0 is for touches without a channel."""
    last = f"(SELECT coalesce(max(code), 0) FROM {LAKE}.channel_codes)"
    cursor.execute(
        f"INSERT INTO {LAKE}.channel_codes SELECT {last} + row_number() OVER (ORDER BY channel), channel, {load_no}"
        f" FROM (SELECT DISTINCT channel FROM ({query})) WHERE channel IS NOT NULL"
        f" AND channel NOT IN (SELECT channel FROM {LAKE}.channel_codes)"
    )
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE channel_numbers AS SELECT code, channel AS name FROM {LAKE}.channel_codes"
    )
