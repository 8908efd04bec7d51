"""All rows for one table, from all files: each key once, and rows that only stand in for others left out where those are there.

Uniqueness costs one count over hashes of the key; the rows are looked for only when two hashes are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from oarlock.connect.base import FROM_CHANGES, RECONSTRUCTED
from oarlock.connect.expression import PLACE
from oarlock.connect.staging import Staged
from oarlock.ledger.engine import named
from oarlock.ledger.schema import LAKE
from oarlock.ledger.tables import STORED_AS, TABLES
from oarlock.ledger.versions import current


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of one table.

    Attributes:
        view: What the ledger takes: typed columns and attributes, each key once.
        again: Name of a temporary table (step, place, same) of rows whose key was there before, or None without any.
        stood_in: For each step, rows left out because better ones are there.
        added: For each step, rows whose amounts were added to an earlier row's.
    """

    view: str
    again: str | None
    stood_in: tuple[int, ...]
    added: tuple[int, ...]


def merged(connection: duckdb.DuckDBPyConnection, table: str, steps: Sequence[Staged], now: str) -> Merged:
    """Puts the steps of one table together; `now` is an SQL instant."""
    spec = TABLES[table]
    better = {rank: _better(connection, table, steps, rank) for rank in {step.rows.fallback for step in steps} if rank}
    queries, stood_in, added = [], [], []
    for number, step in enumerate(steps):
        query, count = f"SELECT *, {number} AS _step FROM ({step.good})", step.count - step.refused
        dropped = together = 0
        if step.rows.fallback:
            query = f"SELECT * FROM ({query}) ANTI JOIN {better[step.rows.fallback]} USING ({named(spec.key[0])})"
            dropped = count - _count(connection, query)
        if step.rows.sum:
            query = _added_up(connection, f"added_{table}_{number}", query, step)
            together = count - dropped - _count(connection, query)
        stood_in.append(dropped)
        added.append(together)
        queries.append(f"({query})")
    everything = " UNION ALL BY NAME ".join(queries)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW all_{table} AS {everything}")
    keys = [key for key in spec.key if any(key in step.columns for step in steps)]
    again = _again(connection, table, keys)
    query = f"SELECT * EXCLUDE (_step, {PLACE}) FROM all_{table}"
    if again:
        same_row = f"a._step = b.step AND a.{PLACE} = b.place"
        query = f"SELECT a.* EXCLUDE (_step, {PLACE}) FROM all_{table} AS a ANTI JOIN {again} AS b ON {same_row}"
    missing = "".join(f", NULL AS {named(key)}" for key in spec.key if key not in keys)
    query = f"SELECT *{missing} FROM ({query})"
    if stale := _stale(connection, table, steps, now):
        query = f"SELECT * FROM ({query}) UNION ALL BY NAME {stale}"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW taken_{table} AS {query}")
    return Merged(f"taken_{table}", again, tuple(stood_in), tuple(added))


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found = connection.execute(f"SELECT count(*) FROM ({query})").fetchone()
    return int(found[0]) if found else 0


def _added_up(connection: duckdb.DuckDBPyConnection, name: str, query: str, step: Staged) -> str:
    """The rows with their amounts added up where all else is alike; each stands at the place of its first."""
    alike = [column for column in step.columns if column not in step.rows.sum]
    kept = ", ".join([*map(named, alike), "_step"])
    # What is unknown is not zero: a total over an unknown part is unknown.
    sums = ", ".join(
        f"CASE WHEN count({named(c)}) = count(*) THEN CAST(sum({named(c)}) AS {_stored(step, c)}) END AS {named(c)}"
        for c in step.rows.sum
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {kept}, {sums}, min({PLACE}) AS {PLACE} FROM ({query}) GROUP BY {kept}"
    )
    return f"SELECT * FROM {name}"


def _stored(step: Staged, column: str) -> str:
    spec = TABLES[step.rows.table].column(column)
    return STORED_AS[spec.kind] if spec is not None else "DOUBLE"


_MADE = {FROM_CHANGES: "from_changes", RECONSTRUCTED: "reconstructed"}
"""The attribute that marks rows of each lesser kind."""


def _stale(connection: duckdb.DuckDBPyConnection, table: str, steps: Sequence[Staged], now: str) -> str | None:
    """Rows the ledger holds of subjects of whom better ones now come, to be marked as deleted; None without any."""
    spec = TABLES[table]
    columns = {row[0] for row in connection.execute(f"DESCRIBE {LAKE}.{table}").fetchall()}
    marks = [(rank, mark) for rank, mark in _MADE.items() if mark in columns]
    good = [(number, step) for number, step in enumerate(steps) if step.rows.fallback < RECONSTRUCTED]
    # What a system tells beside how things stand now (HubSpot) adds to the earlier snapshots, and does not replace them.
    if not marks or not good or any("reconstructed" in step.columns for _, step in good):
        return None
    subject, keys = named(spec.key[0]), ", ".join(map(named, spec.key))
    needed = ", ".join(named(c.name) for c in spec.columns if c.required and c.name not in spec.key)
    parts = []
    for rank, mark in marks:
        better = [str(number) for number, step in good if step.rows.fallback < rank]
        if better:
            parts.append(
                f"SELECT {keys}, {needed}, {mark} FROM ({current(table)}) WHERE {mark} = 'true' AND deleted_at IS NULL"
                f" AND {subject} IN (SELECT {subject} FROM all_{table} WHERE _step IN ({', '.join(better)}))"
            )
    if not parts:
        return None
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stale_{table} AS SELECT *, {now} AS deleted_at FROM ({' UNION ALL BY NAME '.join(parts)})"
        f" ANTI JOIN (SELECT {keys} FROM all_{table}) USING ({keys})"
    )
    return f"SELECT * FROM stale_{table}"


def _again(connection: duckdb.DuckDBPyConnection, table: str, keys: Sequence[str]) -> str | None:
    """Rows whose key stood in an earlier row: the same words again, or others."""
    hashed = f"hash({', '.join(map(named, keys))})"
    counted = connection.execute(f"SELECT count(*) - count(DISTINCT {hashed}) FROM all_{table}").fetchone()
    if not counted or counted[0] == 0:
        return None
    described = connection.execute(f"DESCRIBE all_{table}").fetchall()
    content = ", ".join(named(row[0]) for row in described if row[0] not in (PLACE, "_step"))
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE again_{table} AS SELECT _step AS step, {PLACE} AS place, content = first_content AS same FROM ("
        f"SELECT _step, {PLACE}, content, first_value(content) OVER w AS first_content, row_number() OVER w AS nth FROM ("
        f"SELECT *, hash({content}) AS content FROM all_{table} WHERE {hashed} IN"
        f" (SELECT {hashed} FROM all_{table} GROUP BY 1 HAVING count(*) > 1))"
        f" WINDOW w AS (PARTITION BY {', '.join(map(named, keys))} ORDER BY _step, {PLACE})) WHERE nth > 1"
    )
    return f"again_{table}"


def _better(connection: duckdb.DuckDBPyConnection, table: str, steps: Sequence[Staged], rank: int) -> str:
    """A temporary table of the subjects of whom this import or the ledger has rows better than `rank`."""
    subject = named(TABLES[table].key[0])
    sources = [f"SELECT {subject} FROM ({step.good})" for step in steps if step.rows.fallback < rank]
    stored = {row[0] for row in connection.execute(f"DESCRIBE {LAKE}.{table}").fetchall()}
    lesser = [f"{mark} IS NULL" for other, mark in _MADE.items() if other >= rank and mark in stored]
    sources.append(f"SELECT {subject} FROM {LAKE}.{table} WHERE {' AND '.join(lesser) or 'true'}")
    name = f"better_{table}_{rank}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT DISTINCT {subject} FROM ({' UNION ALL '.join(sources)})"
    )
    return name
