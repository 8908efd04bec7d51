"""Writes the refused rows of a file: line, table, column, value, reason, and the row itself, so that nothing is lost.

The row stands as a JSON list of its cells: every word is kept, and since it starts with a bracket no spreadsheet runs it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from oarlock.connect.expression import PLACE
from oarlock.connect.formula import safe_cell
from oarlock.connect.kinds import sentence
from oarlock.connect.raw import Raw
from oarlock.connect.report import Refused
from oarlock.connect.staging import WHY, Staged, column_of
from oarlock.ledger.engine import quoted
from oarlock.ledger.tables import TABLES

HEADER = ("line", "table", "column", "value", "reason", "row")
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell, or one row, that was refused."""

    place: int
    table: str
    column: str
    code: str
    value: str | None

    @property
    def reason(self) -> str:
        """What is wrong with the value, in a sentence."""
        return sentence(self.code, column_of(TABLES[self.table], self.column) if self.table else None)


def write(
    connection: duckdb.DuckDBPyConnection, raw: Raw, steps: Sequence[tuple[Staged, int, str | None]], folder: Path
) -> tuple[list[Refused], int]:
    """Writes `folder/<file>.csv` when anything of the file was refused.

    Args:
        steps: The file's steps, each with its number within its table and the table of repeated keys.
    Returns:
        The refusals, summed by table, column and reason, with the first case of each; and the number of rows refused.
    """
    query = _faults(steps)
    if not raw.broken and not (query and connection.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchone()):
        return [], 0
    folder.mkdir(parents=True, exist_ok=True)
    summary: dict[tuple[str, str, str], Refused] = {}
    rows, last = 0, None
    with (folder / _file_name(raw.name)).open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        for line, fault, row in _placed(connection, raw, query):
            cells = (fault.table, fault.column, fault.value or "", fault.reason)
            writer.writerow([line, *map(safe_cell, cells), json.dumps(row, ensure_ascii=False)])
            rows, last = rows + (line != last), line
            known = summary.get(key := (fault.table, fault.column, fault.reason))
            first = known or Refused(raw.name, fault.table, fault.column, fault.reason, 0, line, fault.value)
            summary[key] = Refused(
                first.file, first.table, first.column, first.reason, first.count + 1, first.line, first.value
            )
    return list(summary.values()), rows


def _file_name(name: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in name)[-150:].removesuffix(".csv") + ".csv"


def _faults(steps: Sequence[tuple[Staged, int, str | None]]) -> str:
    parts = []
    for staged, number, again in steps:
        table = quoted(staged.rows.table)
        if staged.refused:
            parts.append(
                f'SELECT place, {table} AS tbl, r."column" AS col, r.code AS code, r."value" AS val FROM'
                f" (SELECT {PLACE} AS place, unnest({WHY}) AS r FROM {staged.view} WHERE {WHY} IS NOT NULL)"
            )
        if again:
            key = TABLES[staged.rows.table].key[0]
            parts.append(
                f"SELECT a.place, {table} AS tbl, {quoted(key)} AS col, 'again' AS code, CAST(s.\"{key}\" AS VARCHAR) AS val FROM"
                f" {again} AS a"
                f" JOIN {staged.view} AS s ON s.{PLACE} = a.place WHERE a.step = {number} AND NOT a.same"
            )
    return " UNION ALL ".join(parts)


def _placed(
    connection: duckdb.DuckDBPyConnection, raw: Raw, query: str
) -> Iterator[tuple[int, Fault, list[str | None]]]:
    """Each fault with its line and its row, in the order of the file."""
    faults = _ordered(connection, query)
    if raw.originals is None:
        yield from _in_parquet(connection, raw, faults)
        return
    place, fault = 0, next(faults, None)
    for record in raw.originals():
        if record.wrong:
            yield record.line, Fault(0, "", "", record.wrong, None), list(record.cells)
            continue
        place += 1
        while fault is not None and fault.place == place:
            yield record.line, fault, list(record.cells)
            fault = next(faults, None)
        if fault is None and not raw.broken:
            return


def _in_parquet(
    connection: duckdb.DuckDBPyConnection, raw: Raw, faults: Iterator[Fault]
) -> Iterator[tuple[int, Fault, list[str | None]]]:
    cells = ", ".join(f"CAST({column} AS VARCHAR)" for column in raw.columns)
    row: tuple[int, list[str | None]] = (0, [])
    for fault in faults:
        if fault.place != row[0]:
            found = (
                connection.cursor()
                .execute(f"SELECT {cells} FROM {raw.relation} WHERE {PLACE} = {fault.place}")
                .fetchone()
            )
            row = (fault.place, list(found or ()))
        yield fault.place, fault, row[1]


def _ordered(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Fault]:
    if not query:
        return
    connection.execute(f"CREATE OR REPLACE TEMP TABLE faults AS SELECT * FROM ({query})")
    last = (0, 0)
    while True:
        batch = connection.execute(
            "SELECT place, tbl, col, code, val, rowid FROM faults WHERE (place, rowid) > (?, ?) ORDER BY place, rowid LIMIT ?",
            [*last, _BATCH] if last != (0, 0) else [0, -1, _BATCH],
        ).fetchall()
        if not batch:
            return
        for place, table, column, code, value, _ in batch:
            yield Fault(place, table, column, code, value)
        last = (batch[-1][0], batch[-1][5])
