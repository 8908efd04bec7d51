"""Reads XLSX sheets as records of text, cell by cell and row by row, within limits.

An XLSX file is a zip archive of XML: its unpacked size is limited, and XML with a document type (entities, "billion laughs")
is refused before a parser sees it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from oarlock.connect.headers import twice
from oarlock.connect.text import Record
from oarlock.errors import FileUnreadable

_UNPACKED = 4 << 30
_RATIO = 250
_SUSPICIOUS = 64 << 20
_PART_NAMES = (".xml", ".rels")


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """The names of the workbook's sheets.

    Raises:
        FileUnreadable: no workbook, a bomb, or XML that declares entities.
    """
    _check(path, name)
    book = _opened(path, name)
    try:
        return tuple(sheet.title for sheet in book.worksheets)
    finally:
        book.close()


def header_of(path: Path, name: str, sheet: str) -> tuple[str, ...] | None:
    """The first row that is not blank; None where all are.

    Raises:
        FileUnreadable: one name stands twice.
    """
    first = next(_rows(path, name, sheet), None)
    if first is None:
        return None
    header = list(first.cells)
    while len(header) > 1 and not header[-1]:
        header.pop()
    if problem := twice(header, name):
        raise FileUnreadable(str(problem))
    return tuple(header)


def records(path: Path, name: str, sheet: str, width: int) -> Iterator[Record]:
    """The rows after the header; empty cells at the end of a row are no raggedness in a sheet."""
    rows = _rows(path, name, sheet)
    next(rows, None)
    for record in rows:
        cells = record.cells + [""] * (width - len(record.cells))
        while len(cells) > width and not cells[-1]:
            cells.pop()
        yield Record(record.line, cells)


def _rows(path: Path, name: str, sheet: str) -> Iterator[Record]:
    book = _opened(path, name)
    try:
        for number, row in enumerate(book[sheet].iter_rows(values_only=True), start=1):
            cells = [_text(value) for value in row]
            if any(cell.strip() for cell in cells):
                yield Record(number, cells)
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as damage:
        raise FileUnreadable(
            f"{name}: the sheet is damaged ({damage}).\n  Save it again, or export it as CSV."
        ) from damage
    finally:
        book.close()


def _opened(path: Path, name: str) -> Any:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise FileUnreadable(
            f"{name}: XLSX is read only with the package defusedxml.\n  Install it: pip install defusedxml"
        )
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile, SyntaxError, OSError) as damage:
        raise FileUnreadable(
            f"{name}: no readable workbook ({damage}).\n  Save it again as XLSX, or export it as CSV."
        ) from damage


def _check(path: Path, name: str) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            packed = max(1, sum(part.compress_size for part in parts))
            if size > _UNPACKED or (size > _SUSPICIOUS and size > _RATIO * packed):
                raise FileUnreadable(
                    f"{name}: the workbook unpacks from {packed >> 10:,} kB to {size >> 20:,} MB; taken for a zip bomb.\n"
                    "  Export the sheet as CSV instead."
                )
            for part in parts:
                if part.filename.endswith(_PART_NAMES) and _declares(archive, part):
                    raise FileUnreadable(
                        f"{name}: {part.filename} declares XML entities, which no spreadsheet program writes; not opened.\n"
                        "  Save the workbook again with a spreadsheet program, or export it as CSV."
                    )
    except zipfile.BadZipFile as damage:
        raise FileUnreadable(
            f"{name}: no XLSX workbook ({damage}).\n  Save it as .xlsx (not .xls), or export it as CSV."
        ) from damage


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """A document type stands before the first element, in any encoding XML allows."""
    with archive.open(part) as stream:
        start = stream.read(65_536).replace(b"\x00", b"")
    return b"<!DOCTYPE" in start or b"<!ENTITY" in start


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
