"""All rows for one table, from all files: each key once, and rows that only stand in for others left out where those are there.

Uniqueness costs one count over hashes of the key; the rows are looked for only when two hashes are alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from oarlock.connect.expression import PLACE
from oarlock.connect.staging import Staged
from oarlock.ledger.engine import named
from oarlock.ledger.schema import LAKE
from oarlock.ledger.tables import STORED_AS, TABLES


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
    better = _better(connection, table, steps)
    queries, stood_in, added = [], [], []
    for number, step in enumerate(steps):
        query, count = f"SELECT *, {number} AS _step FROM ({step.good})", step.count - step.refused
        dropped = together = 0
        if step.rows.fallback and better:
            query = f"SELECT * FROM ({query}) ANTI JOIN {better} USING ({named(spec.key[0])})"
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
        query = f"SELECT *, NULL AS reconstructed FROM ({query}) UNION ALL BY NAME {stale}"
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


def _stale(connection: duckdb.DuckDBPyConnection, table: str, steps: Sequence[Staged], now: str) -> str | None:
    """Reconstructed versions the ledger holds of subjects whose history now comes, to be marked as deleted; None without any."""
    spec = TABLES[table]
    columns = {row[0] for row in connection.execute(f"DESCRIBE {LAKE}.{table}").fetchall()}
    if "reconstructed" not in columns or any(step.rows.fallback or "reconstructed" in step.columns for step in steps):
        return None
    keys = ", ".join(map(named, spec.key))
    needed = ", ".join(
        f"any_value({named(c.name)}) AS {named(c.name)}" for c in spec.columns if c.required and c.name not in spec.key
    )
    known = f"SELECT {keys}, {needed} FROM {LAKE}.{table} WHERE reconstructed = 'true' AND deleted_at IS NULL GROUP BY {keys}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stale_{table} AS SELECT *, {now} AS deleted_at, 'true' AS reconstructed FROM ({known})"
        f" SEMI JOIN (SELECT {named(spec.key[0])} FROM all_{table}) USING ({named(spec.key[0])})"
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


def _better(connection: duckdb.DuckDBPyConnection, table: str, steps: Sequence[Staged]) -> str | None:
    """A temporary table of the subjects whose history is known from this import or from the ledger; None where nothing stands in."""
    if not any(step.rows.fallback for step in steps):
        return None
    subject = named(TABLES[table].key[0])
    sources = [f"SELECT {subject} FROM ({step.good})" for step in steps if not step.rows.fallback]
    stored = {row[0] for row in connection.execute(f"DESCRIBE {LAKE}.{table}").fetchall()}
    real = "WHERE reconstructed IS NULL" if "reconstructed" in stored else ""
    sources.append(f"SELECT {subject} FROM {LAKE}.{table} {real}")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE better_{table} AS SELECT DISTINCT {subject} FROM ({' UNION ALL '.join(sources)})"
    )
    return f"better_{table}"
