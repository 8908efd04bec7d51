"""Whether a book can be relied on: its agreement, its ledger's files, its disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from oarlock import words
from oarlock.book.folder import AGREEMENT, LEDGER
from oarlock.errors import OarlockError

ROOM = 1_000_000_000
"""Bytes of free disk below which an import may not find room to work."""

_FILES = """
    SELECT t.table_name, s.path || t.path || f.path, f.record_count, f.file_size_bytes
    FROM ducklake_data_file f JOIN ducklake_table t USING (table_id) JOIN ducklake_schema s USING (schema_id)
    WHERE f.path_is_relative AND t.path_is_relative AND s.path_is_relative ORDER BY 2
"""


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing looked at: `passed` is None where it is a matter of taste or of what is installed."""

    passed: bool | None
    what: str
    fix: str = ""


def check_book(folder: Path) -> Iterator[Checked]:
    """Everything that can be wrong with a book's folder, each with what mends it."""
    yield _agreement(folder)
    yield from _files(folder)
    yield _opens(folder)
    yield _room(folder)


def _agreement(folder: Path) -> Checked:
    from oarlock.agreement import read

    try:
        agreement = read(folder / AGREEMENT)
    except OarlockError as error:
        return Checked(
            False, f"The agreement has problems:\n{error}", "oarlock agreement check names them against the record."
        )
    return Checked(True, f"The agreement reads well: version {agreement.version}.")


def _files(folder: Path) -> Iterator[Checked]:
    """Whether every file that the catalog lists is there and holds the rows it should."""
    from oarlock.ledger.catalog import ask_catalog

    listed = ask_catalog(folder / LEDGER, _FILES)
    faults = [fault for row in listed if (fault := _fault(folder / LEDGER / "data" / str(row[1]), row))]
    for fault in faults:
        yield Checked(False, fault, "Restore it from a backup, or import the files it came from into a new book.")
    if not faults:
        yield Checked(
            True, f"Every file of the ledger is there and holds its rows: {words.counted(len(listed), 'file')}."
        )


def _fault(file: Path, row: tuple[object, ...]) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    table, _, rows, size = row
    if not file.is_file():
        return f"{file}: a file of {table} is missing ({rows} rows)."
    if file.stat().st_size != size:
        return f"{file}: a file of {table} has {file.stat().st_size:,} bytes, not {size:,}."
    try:
        found = pq.read_metadata(file).num_rows
    except (pa.ArrowInvalid, OSError) as error:
        return f"{file}: a file of {table} cannot be read: {error}"
    return "" if found == rows else f"{file}: a file of {table} holds {found:,} rows, not {rows:,}."


def _opens(folder: Path) -> Checked:
    from oarlock.ledger.store import Store

    try:
        with Store.open(folder) as store, store.ledger(None) as ledger:
            loads = len(ledger.loads())
            rows = ledger.count("opportunities") + ledger.count("leads")
    except OarlockError as error:
        return Checked(False, f"The ledger does not open: {error}")
    return Checked(True, f"The ledger opens: {words.counted(loads, 'import')}, {words.count(rows)} leads and deals.")


def _room(folder: Path) -> Checked:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free on the disk."
    return Checked(free >= ROOM, told, "" if free >= ROOM else "An import needs room to work; make at least 1 GB free.")
