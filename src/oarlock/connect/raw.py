"""One file as rows the engine can read: a Parquet file as it is, text and sheets turned into one with every cell as text.

A big clean text file goes through the engine's own reader at full speed; where that stumbles, and for small files and sheets always,
our reader goes through it record by record and leaves the broken ones out. The rows that remain are numbered from 1: their *place*.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from oarlock.connect import excel, text
from oarlock.connect.base import Reading
from oarlock.connect.expression import PLACE
from oarlock.connect.headers import twice
from oarlock.connect.places import Place
from oarlock.connect.text import Record
from oarlock.errors import FileUnreadable
from oarlock.ledger.engine import named, quoted

DIRECT_ABOVE = 16 << 20
"""Bytes from which on a text file is tried with the engine's own reader first."""

Tick = Callable[[int], None]
"""Told the number of rows read so far, now and then."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One table-like thing: a file, or one sheet of a workbook.

    Attributes:
        name: What we call it.
        stem: By which it may be recognised: the file's name without suffix, or the sheet's.
        header: The names of its columns as written; "" for a nameless one.
        types: Their types in the engine.
        relation: SQL after FROM, with columns as `columns` names them and the row's place.
        rows: Rows in `relation`.
        broken: Rows left out of `relation` because they are not well-formed.
        originals: Every record as it stands in the file, or None for Parquet.
    """

    name: str
    stem: str
    folder: str
    header: tuple[str, ...]
    types: tuple[str, ...]
    columns: tuple[str, ...]
    relation: str
    rows: int
    broken: int
    originals: Callable[[], Iterator[Record]] | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose header is known and whose rows are not read yet, so that a file nobody wants costs nothing."""

    name: str
    stem: str
    folder: str
    header: tuple[str, ...]
    read: Callable[[Reading, Tick], Raw]


def open_place(place: Place, connection: duckdb.DuckDBPyConnection, staging: Path, reading: Reading) -> list[Unread]:
    """What a file holds: one table, or the sheets of a workbook that are not empty.

    Raises:
        FileUnreadable: it cannot be read at all.
    """
    if place.suffix == ".parquet":
        return [_parquet(place, connection)]
    if place.suffix == ".xlsx":
        return _sheets(place, connection, staging)
    return [_text(place, connection, staging, reading)]


def _parquet(place: Place, connection: duckdb.DuckDBPyConnection) -> Unread:
    source = f"read_parquet({quoted(str(place.path))}, file_row_number = true)"
    try:
        described = connection.execute(f"DESCRIBE SELECT * EXCLUDE (file_row_number) FROM {source}").fetchall()
        counted = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    except duckdb.Error as damage:
        raise FileUnreadable(
            f"{place.name}: no readable Parquet file ({str(damage).splitlines()[0]}).\n  Write it again; perhaps it was cut short."
        ) from damage
    header = tuple(row[0] for row in described)
    if problem := twice([name.lower() for name in header], place.name):
        raise FileUnreadable(str(problem))
    relation = f"(SELECT *, file_row_number + 1 AS {PLACE} FROM {source})"
    rows = int(counted[0]) if counted else 0
    types = tuple(row[1] for row in described)
    raw = Raw(place.name, place.stem, place.folder, header, types, tuple(map(named, header)), relation, rows, 0, None)
    return Unread(place.name, place.stem, place.folder, header, lambda _reading, _tick: raw)


def _sheets(place: Place, connection: duckdb.DuckDBPyConnection, staging: Path) -> list[Unread]:
    names = excel.sheet_names(place.path, place.name)

    def unread(sheet: str) -> Unread:
        name = place.name if len(names) == 1 else f"{place.name}, sheet {sheet}"
        header = excel.header_of(place.path, name, sheet)
        stem = place.stem if len(names) == 1 else sheet

        def originals() -> Iterator[Record]:
            return (text.checked(r, header) for r in excel.records(place.path, name, sheet, len(header)))

        def read(_: Reading, tick: Tick) -> Raw:
            return _cleaned(name, stem, place.folder, header, originals, connection, staging, tick)

        return Unread(name, stem, place.folder, header, read)

    if len(names) == 1:
        return [unread(names[0])]
    found = []
    for sheet in names:
        try:
            found.append(unread(sheet))
        except FileUnreadable as empty:
            if "the sheet is empty" not in str(empty):
                raise
    return found


def _text(place: Place, connection: duckdb.DuckDBPyConnection, staging: Path, reading: Reading) -> Unread:
    path = text.utf8_copy(place.path, place.name, reading.encoding, _fresh(staging, ".utf8"))
    shape = text.shape_of(path, place.name, reading)

    def read(final: Reading, tick: Tick) -> Raw:
        pad = final.ragged == "pad"

        def originals() -> Iterator[Record]:
            return text.records(path, shape, pad=pad)

        if path.stat().st_size > DIRECT_ABOVE and len(shape.header) > 1 and not pad:
            try:
                return _stored(place.name, place.stem, place.folder, shape, path, 1, originals, 0, connection, staging)
            except duckdb.Error:
                tick(0)  # the engine stumbled over a row; our own reader says which
        return _cleaned(place.name, place.stem, place.folder, shape.header, originals, connection, staging, tick)

    return Unread(place.name, place.stem, place.folder, shape.header, read)


def _cleaned(
    name: str,
    stem: str,
    folder: str,
    header: tuple[str, ...],
    originals: Callable[[], Iterator[Record]],
    connection: duckdb.DuckDBPyConnection,
    staging: Path,
    tick: Tick,
) -> Raw:
    """Writes the well-formed records into a plain CSV of our own, and counts the others."""
    target = _fresh(staging, ".csv")
    broken = written = 0
    with target.open("w", encoding="utf-8", newline="") as out:
        # Every cell is quoted: a lone empty cell would be a blank line, which the engine leaves out.
        writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        for record in originals():
            if record.wrong:
                broken += 1
                continue
            writer.writerow(record.cells)
            written += 1
            if written % 50_000 == 0:
                tick(written)
    shape = text.Shape(",", header, 0)
    raw = _stored(name, stem, folder, shape, target, 0, originals, broken, connection, staging)
    if raw.rows != written:
        raise AssertionError(f"{name}: {written} records were written, {raw.rows} read back")
    target.unlink()
    return raw


def _stored(
    name: str,
    stem: str,
    folder: str,
    shape: text.Shape,
    path: Path,
    header_records: int,
    originals: Callable[[], Iterator[Record]],
    broken: int,
    connection: duckdb.DuckDBPyConnection,
    staging: Path,
) -> Raw:
    """The text file as a Parquet file of texts, empty ones as NULL, each row with its place."""
    columns = tuple(f"c{number}" for number in range(len(shape.header)))
    target = _fresh(staging, ".parquet")
    declared = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    longest = min(256 << 20, max(4 << 20, 8 * text.CELL_LIMIT))
    connection.execute(
        f"COPY (SELECT row_number() OVER () AS {PLACE}, * FROM read_csv({quoted(str(path))}, auto_detect = false, columns = {{{declared}}},"
        f" delim = {quoted(shape.delimiter)}, quote = '\"', escape = '\"', header = {'true' if header_records else 'false'},"
        f" strict_mode = true, nullstr = '', max_line_size = {longest})) TO {quoted(str(target))} (FORMAT parquet, ROW_GROUP_SIZE 100000)"
    )
    relation = f"read_parquet({quoted(str(target))})"
    counted = connection.execute(f"SELECT count(*) FROM {relation}").fetchone()
    rows = int(counted[0]) if counted else 0
    return Raw(
        name, stem, folder, shape.header, ("VARCHAR",) * len(columns), columns, relation, rows, broken, originals
    )


def _fresh(staging: Path, suffix: str) -> Path:
    return staging / f"read-{len(list(staging.iterdir()))}{suffix}"
