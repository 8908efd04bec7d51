"""One file as rows the engine can read: a Parquet file as it is, text and sheets turned into one with every cell as text.

A big clean text file goes through the engine's own reader at full speed; where that stumbles, and for small files and sheets always,
our reader goes through it record by record and leaves the broken ones out. The rows that remain are numbered from 1: their *place*.
"""

from __future__ import annotations

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
from oarlock.connect.watching import run_watched
from oarlock.errors import FileUnreadable
from oarlock.ledger.engine import named, quoted

DIRECT_ABOVE = 16 << 20
"""Bytes from which on a text file is tried with the engine's own reader first."""

_BATCH_ROWS = 50_000
_BATCH_SIGNS = 32 << 20

Tick = Callable[[int, int | None], None]
"""Told, now and then, the rows read so far and how many there will be (None: unknown); both are near the truth until a file is read."""


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
        tidy: Columns that hold text without a single empty one, which can be taken as they are.
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
    tidy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose header is known and whose rows are not read yet, so that a file nobody wants costs nothing."""

    name: str
    stem: str
    folder: str
    header: tuple[str, ...]
    read: Callable[[Reading, Tick | None], Raw]


def open_place(place: Place, connection: duckdb.DuckDBPyConnection, staging: Path, reading: Reading) -> list[Unread]:
    """What a file holds: one table, or the sheets of a workbook that are not empty.

    Raises:
        FileUnreadable: it cannot be read at all.
    """
    if place.suffix == ".parquet":
        return [_parquet(place, connection)]
    if place.suffix == ".xlsx":
        return _sheets(place, staging)
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

    def read(_: Reading, __: Tick | None) -> Raw:
        columns = tuple(map(named, header))
        texts = [column for column, kind in zip(columns, types, strict=True) if kind == "VARCHAR"]
        shortest = (
            connection.execute(f"SELECT {', '.join(f'min(strlen({c}))' for c in texts)} FROM {relation}").fetchone()
            if texts
            else ()
        )
        tidy = frozenset(column for column, length in zip(texts, shortest or (), strict=False) if length != 0)
        return Raw(place.name, place.stem, place.folder, header, types, columns, relation, rows, 0, None, tidy)

    return Unread(place.name, place.stem, place.folder, header, read)


def _sheets(place: Place, staging: Path) -> list[Unread]:
    """The sheets that hold anything; a workbook's only sheet must."""
    names = excel.sheet_names(place.path, place.name)
    if len(names) > 1:
        sheets = (_sheet(place, sheet, f"{place.name}, sheet {sheet}", sheet, staging) for sheet in names)
        return [sheet for sheet in sheets if sheet is not None]
    only = _sheet(place, names[0], place.name, place.stem, staging)
    if only is None:
        raise FileUnreadable(
            f"{place.name}: the sheet is empty, without even a header.\n  Export it again, or leave it out."
        )
    return [only]


def _sheet(place: Place, sheet: str, name: str, stem: str, staging: Path) -> Unread | None:
    """One sheet of a workbook; None where it is empty."""
    header = excel.header_of(place.path, name, sheet)
    if header is None:
        return None

    def originals() -> Iterator[Record]:
        return (text.checked(r, header) for r in excel.records(place.path, name, sheet, len(header)))

    def read(_: Reading, tick: Tick | None) -> Raw:
        return _cleaned(name, stem, place.folder, header, originals, staging, tick)

    return Unread(name, stem, place.folder, header, read)


def _text(place: Place, connection: duckdb.DuckDBPyConnection, staging: Path, reading: Reading) -> Unread:
    path = text.utf8_copy(place.path, place.name, reading.encoding, _fresh(staging, ".utf8"))
    shape = text.shape_of(path, place.name, reading)

    def read(final: Reading, tick: Tick | None) -> Raw:
        pad = final.ragged == "pad"

        def originals() -> Iterator[Record]:
            return text.records(path, shape, pad=pad)

        if path.stat().st_size > DIRECT_ABOVE and len(shape.header) > 1 and not pad:
            try:
                relation, rows = _direct(place, shape, path, connection, staging, tick)
            except duckdb.InvalidInputException:
                if tick:
                    tick(0, None)  # the engine stumbled over a row; our own reader says which
            else:
                columns = tuple(f"c{number}" for number in range(len(shape.header)))
                types = ("VARCHAR",) * len(columns)
                return Raw(
                    place.name, place.stem, place.folder, shape.header, types, columns, relation, rows, 0, originals
                )
        return _cleaned(place.name, place.stem, place.folder, shape.header, originals, staging, tick)

    return Unread(place.name, place.stem, place.folder, shape.header, read)


def _cleaned(
    name: str,
    stem: str,
    folder: str,
    header: tuple[str, ...],
    originals: Callable[[], Iterator[Record]],
    staging: Path,
    tick: Tick | None,
) -> Raw:
    """The well-formed records as a Parquet file of texts, and the number of the others."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = tuple(f"c{number}" for number in range(len(header)))
    schema = pa.schema([(PLACE, pa.int64()), *((column, pa.string()) for column in columns)])
    target = _fresh(staging, ".parquet")
    broken = written = 0
    batch: list[list[str | None]] = []

    def flush() -> None:
        places = pa.array(range(written - len(batch) + 1, written + 1), pa.int64())
        cells = zip(*batch, strict=True) if batch else [()] * len(columns)
        writer.write_table(pa.table([places, *(pa.array(column, pa.string()) for column in cells)], schema=schema))
        batch.clear()
        if tick:
            tick(written, None)

    with pq.ParquetWriter(target, schema) as writer:
        size = 0
        for record in originals():
            if record.wrong:
                broken += 1
                continue
            batch.append([cell or None for cell in record.cells])
            written, size = written + 1, size + sum(map(len, record.cells))
            if size > _BATCH_SIGNS or len(batch) >= _BATCH_ROWS:
                flush()
                size = 0
        flush()
    relation = f"read_parquet({quoted(str(target))})"
    return Raw(name, stem, folder, header, ("VARCHAR",) * len(columns), columns, relation, written, broken, originals)


def _direct(
    place: Place, shape: text.Shape, path: Path, connection: duckdb.DuckDBPyConnection, staging: Path, tick: Tick | None
) -> tuple[str, int]:
    """The text file as a Parquet file of texts by the engine's own reader; the relation, and its rows.

    Raises:
        duckdb.Error: some row is not well-formed.
    """
    target = _fresh(staging, ".parquet")
    declared = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(shape.header)))
    ending = r"\r\n" if shape.carriage_return else r"\n"
    copy = (
        f"COPY (SELECT row_number() OVER () AS {PLACE}, * FROM read_csv({quoted(str(path))}, auto_detect = false, columns = {{{declared}}},"
        f" delim = {quoted(shape.delimiter)}, quote = '\"', escape = '\"', header = true, new_line = '{ending}', strict_mode = true,"
        f" nullstr = '', max_line_size = {8 * text.CELL_LIMIT})) TO {quoted(str(target))} (FORMAT parquet, ROW_GROUP_SIZE 100000)"
    )
    run_watched(connection, copy, tick, lambda: text.rows_about(path))
    relation = f"read_parquet({quoted(str(target))})"
    widest = ", ".join(f"max(strlen(c{number}))" for number in range(len(shape.header)))
    rows, *lengths = connection.execute(f"SELECT count(*), {widest} FROM {relation}").fetchone() or (0,)
    if any(length is not None and length > text.CELL_LIMIT for length in lengths):
        raise duckdb.InvalidInputException(f"{place.name}: a cell is too long")
    return relation, int(rows)


def _fresh(staging: Path, suffix: str) -> Path:
    return staging / f"read-{len(list(staging.iterdir()))}{suffix}"
