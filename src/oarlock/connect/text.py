"""Reads delimited text: encoding, delimiter, header, and records with their line numbers.

Two readers see a file. The engine reads big clean files at full speed; this one, slower, knows the line of every record, says what is
wrong with a broken one, and goes on after it. Where they could differ, this one decides.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from oarlock.connect.base import Reading
from oarlock.connect.headers import twice
from oarlock.errors import FileUnreadable

CELL_LIMIT = 1 << 20
"""Bytes in one cell; more is refused with its row."""
_FIELD_LIMIT = 96 << 20  # how far the parser looks for the end of a quote before it gives the row up
_CHUNK = 1 << 20
_SAMPLE = 1 << 17
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text file is laid out: `first_line` is the line of the header, `carriage_return` says that lines end in both signs."""

    delimiter: str
    header: tuple[str, ...]
    first_line: int
    carriage_return: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its first line, its cells, and what is wrong with it ("" when nothing is)."""

    line: int
    cells: list[str]
    wrong: str = ""


def utf8_copy(path: Path, name: str, encoding: str | None, target: Path) -> Path:
    """The file itself when it is UTF-8, or its copy turned from the stated encoding.

    Raises:
        FileUnreadable: empty, or not in that encoding; names the likely one and the line of the first bad byte.
    """
    if path.stat().st_size == 0:
        raise FileUnreadable(f"{name}: the file is empty, without even a header.\n  Export it again, or leave it out.")
    try:
        decoder = codecs.getincrementaldecoder(encoding or "utf-8")()
    except LookupError as unknown:
        raise FileUnreadable(
            f'{name}: there is no encoding "{encoding}".\n  Write for example "cp1252" or "utf-16".'
        ) from unknown
    convert = encoding is not None and codecs.lookup(encoding).name not in {"utf-8", "utf-8-sig", "ascii"}
    lines = 0
    with (
        path.open("rb") as stream,
        (target if convert else Path("/dev/null")).open("w", encoding="utf-8", newline="") as out,
    ):
        more = True
        while more:
            chunk = stream.read(_CHUNK)
            more = bool(chunk)
            try:
                text = decoder.decode(chunk, final=not more)
            except UnicodeDecodeError as bad:
                raise FileUnreadable(
                    _wrong_encoding(path, name, encoding, lines + chunk[: bad.start].count(b"\n") + 1)
                ) from bad
            lines += chunk.count(b"\n")
            if convert:
                out.write(text)
    return target if convert else path


def _wrong_encoding(path: Path, name: str, encoding: str | None, line: int) -> str:
    from charset_normalizer import from_bytes

    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    best = from_bytes(sample).best()
    likely = best.encoding if best else None
    if b"\x00" in sample[:1024] and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return (
            f"{name}: this is no text file (it holds zero bytes).\n  Export it as CSV in UTF-8, as Parquet or as XLSX."
        )
    guess = f"looks like {likely}" if likely else "is in no encoding we could guess"
    return (
        f"{name}, line {line}: not {encoding or 'UTF-8'}; the file {guess}.\n"
        f'  Export it as UTF-8, convert it (iconv -f {likely or "cp1252"} -t utf-8), or write encoding = "{likely or "cp1252"}"'
        " under [read] in a mapping file (--map)."
    )


def shape_of(path: Path, name: str, reading: Reading) -> Shape:
    """The delimiter and the header of a UTF-8 file.

    Raises:
        FileUnreadable: no header, or one name twice.
    """
    with path.open(encoding="utf-8-sig", newline="", errors="replace") as stream:
        sample = stream.read(_SAMPLE)
    delimiter = reading.delimiter or _sniffed(sample)
    first = next(
        (r for r in _parsed(sample.splitlines(keepends=True), delimiter) if any(c.strip() for c in r.cells)), None
    )
    if first is None or first.wrong:
        raise FileUnreadable(
            f"{name}: no header was found in the first line.\n  The first line must name the columns; a quote in it may not be closed."
        )
    header = [cell.strip() for cell in first.cells]
    while len(header) > 1 and not header[-1]:
        header.pop()
    if problem := twice(header, name):
        raise FileUnreadable(str(problem))
    return Shape(delimiter, tuple(header), first.line, sample.splitlines(keepends=True)[0].endswith("\r\n"))


def rows_about(path: Path) -> int:
    """About how many rows a file holds, by how many lines its beginning has; at least 1."""
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    return max(1, round(path.stat().st_size * sample.count(b"\n") / max(1, len(sample))) - 1)


def _sniffed(sample: str) -> str:
    """The candidate that splits the first lines into the most columns, all of one width if possible."""
    lines = sample.splitlines(keepends=True)[:30]

    def score(delimiter: str) -> tuple[float, int]:
        widths = [len(record.cells) for record in _parsed(lines, delimiter)][:25]
        if not widths or widths[0] < 2:
            return (0.0, 0)
        return (sum(width == widths[0] for width in widths) / len(widths), widths[0])

    return max(_DELIMITERS, key=score)


def records(path: Path, shape: Shape, *, pad: bool = False) -> Iterator[Record]:
    """Every record after the header, blank lines left out, each as wide as the header or with what is wrong."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for record in _parsed(stream, shape.delimiter):
            if record.line > shape.first_line:
                yield checked(record, shape.header, pad=pad)


def checked(record: Record, header: tuple[str, ...], *, pad: bool = False) -> Record:
    """The record cut or padded to the header's width, or with the reason why it cannot be."""
    cells, width = record.cells, len(header)
    if record.wrong:
        return record
    if len(cells) > width and not any(cells[width:]):
        cells = cells[:width]
    if len(cells) < width and pad:
        cells = cells + [""] * (width - len(cells))
    if len(cells) != width:
        return Record(record.line, cells, f"the row has {len(cells)} cells, the header {width}")
    for name, cell in zip(header, cells, strict=True):
        if len(cell) > CELL_LIMIT // 4 and len(cell.encode()) > CELL_LIMIT:
            size = len(cell.encode()) / (1 << 20)
            return Record(record.line, cells, f'the cell in "{name}" holds {size:.1f} MB; at most 1 MB is taken')
    return Record(record.line, cells)


def _parsed(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Records with their first line. After a broken record reading goes on at the next line; an unclosed quote spoils its own line only."""
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        source, offset = iter(lines), 0
        while True:
            pending: list[str] = []
            yield from _until_unclosed(source, delimiter, offset, pending, spent := [0])
            if not pending:
                return
            yield Record(
                offset + spent[0] + 1, [pending[0].rstrip("\r\n")], "a quote opened in this row is never closed"
            )
            source, offset = iter(pending[1:]), offset + spent[0] + 1
    finally:
        csv.field_size_limit(before)


def _until_unclosed(
    source: Iterator[str], delimiter: str, offset: int, pending: list[str], spent: list[int]
) -> Iterator[Record]:
    """Records until the text ends; where it ends inside a quote, `pending` keeps the lines from that quote on."""

    def remembered() -> Iterator[str]:
        for line in source:
            pending.append(line)
            yield line

    reader = csv.reader(remembered(), delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            pending.clear()
            return
        except csv.Error as broken:
            if "unexpected end of data" in str(broken):
                return
            text = "".join(pending).rstrip("\r\n")
            yield Record(offset + spent[0] + 1, [text], _said(broken))
        else:
            if len(cells) > 1 or (cells and cells[0].strip()):
                yield Record(offset + spent[0] + 1, cells)
        spent[0] += len(pending)
        pending.clear()


def _said(broken: csv.Error) -> str:
    if "field larger than field limit" in str(broken):
        return f"a cell holds more than {_FIELD_LIMIT >> 20} MB, or a quote is not closed"
    return "a quoted cell goes on after its closing quote; quotes inside a cell must be doubled"
