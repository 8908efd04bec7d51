"""Checks that the ledger is whole: every listed file is there and holds the rows it should, and nothing lies about that nobody lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from oarlock.errors import Problem
from oarlock.ledger import journey_rows
from oarlock.ledger.engine import named, quoted
from oarlock.ledger.faults import in_our_words
from oarlock.ledger.store import Store
from oarlock.ledger.tables import TABLES

_LISTED = """
SELECT t.table_name, f.path, f.record_count, f.file_size_bytes
FROM (
    SELECT table_id, path, record_count, file_size_bytes, path_is_relative FROM __ducklake_metadata_lake.ducklake_data_file
    UNION ALL
    SELECT table_id, path, delete_count, file_size_bytes, path_is_relative FROM __ducklake_metadata_lake.ducklake_delete_file
) AS f JOIN __ducklake_metadata_lake.ducklake_table AS t USING (table_id)
WHERE f.path_is_relative = 1 ORDER BY 1, 2
"""
"""Every file with its table, rows and size: those that hold rows, and those that say which of them are gone."""


_AGAIN = "Restore the ledger folder from a backup, then import later files again."


@dataclass(frozen=True, slots=True)
class Health:
    """What the doctor found.

    Attributes:
        files: Data files that the catalog lists.
        rows: Row versions in all tables.
        problems: What does not fit; empty when all is well.
        strays: Data files that no commit names, left by a process that was killed; harmless, `tidy` removes them.
    """

    files: int
    rows: int
    problems: tuple[Problem, ...]
    strays: tuple[Path, ...] = ()


def examine(store: Store) -> Health:
    """Examines a stored ledger; a ledger in memory is always whole."""
    if store.folder is None:
        return Health(0, 0, ())
    data = store.folder / "data" / "main"
    with in_our_words(store.folder, "reading the catalog"), store.cursor() as cursor:
        listed = cursor.execute(_LISTED).fetchall()
        problems = [problem for row in listed for problem in _examine_file(cursor, data / row[0] / row[1], *row[2:])]
        rows, uncounted = _count_rows(cursor)
        uncounted += [] if problems else _compare_journeys(cursor)
    known = {data / table / path for table, path, *_ in listed}
    strays = sorted(path for path in data.rglob("*.parquet") if path not in known)
    return Health(len(listed), rows, (*problems, *(() if problems else uncounted)), tuple(strays))


def _examine_file(cursor: duckdb.DuckDBPyConnection, path: Path, rows: int, size: int) -> Iterator[Problem]:
    hint = "Restore this file from a backup of the ledger folder; until then its table cannot be read whole."
    if not path.is_file():
        yield Problem(str(path), f"the catalog lists this file with {rows:,} rows, and it is not there.", hint)
        return
    if path.stat().st_size != size:
        yield Problem(str(path), f"the file has {path.stat().st_size:,} bytes, the catalog says {size:,}.", hint)
        return
    try:
        found = cursor.execute(f"SELECT num_rows FROM parquet_file_metadata({quoted(str(path))})").fetchone()
    except duckdb.Error as problem:
        yield Problem(str(path), f"the file cannot be read: {str(problem).splitlines()[0]}", hint)
        return
    if found is None or found[0] != rows:
        yield Problem(str(path), f"the file holds {found[0] if found else 0:,} rows, the catalog says {rows:,}.", hint)


def _count_rows(cursor: duckdb.DuckDBPyConnection) -> tuple[int, list[Problem]]:
    """All row versions, and the tables whose number differs from what their loads noted."""
    expected = dict(
        cursor.execute("SELECT table_name, sum(rows)::BIGINT FROM lake.main.extents GROUP BY table_name").fetchall()
    )
    total, problems = 0, []
    for table in TABLES:
        try:
            row = cursor.execute(f"SELECT count(*) FROM lake.main.{named(table)}").fetchone()
        except duckdb.Error:
            continue  # told already, by its file
        found = row[0] if row else 0
        total += found
        if found != expected.get(table, 0):
            message = f"{found:,} row versions are stored, its loads brought {expected.get(table, 0):,}."
            problems.append(Problem(table, message, _AGAIN))
    return total, problems


def _compare_journeys(cursor: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Whether the stored journeys hold as many touches as there are."""
    if not journey_rows.are_kept(cursor):
        return []
    walked, there = journey_rows.count_both(cursor)
    if walked == there:
        return []
    return [Problem(journey_rows.TABLE, f"they hold {walked:,} touches, and leads have {there:,}.", _AGAIN)]
