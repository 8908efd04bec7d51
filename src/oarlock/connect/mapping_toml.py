"""Reads the text of a mapping, collecting every problem before complaining."""

from __future__ import annotations

import codecs
import tomllib
import zoneinfo
from collections.abc import Iterable
from typing import Any

from oarlock.connect.base import FIRST_HAND, RECONSTRUCTED, Lookup, Reading, Rows
from oarlock.connect.expression import ExpressionError, column_names
from oarlock.connect.mapping import FileMap, Mapping
from oarlock.errors import MappingInvalid, Problem, nearest
from oarlock.ledger.tables import TABLES, Kind

_READ = ("encoding", "delimiter", "dates", "time_zone", "decimal", "thousands", "ragged", "empty")
_ROWS = ("table", "columns", "where", "values", "rest", "first_per", "ties", "sum", "lookup", "fallback")
_HINT = "See docs/reference/mapping.md"


def parse(text: str, where: str) -> Mapping:
    """The mapping.

    Raises:
        MappingInvalid: with all problems.
    """
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise MappingInvalid([Problem(where, f"is no TOML: {broken}.", _HINT)]) from broken
    reader = _Reader(where)
    mapping = reader.mapping(written, text)
    if reader.problems:
        raise MappingInvalid(reader.problems)
    return mapping


class _Reader:
    """Reads the parts and keeps the problems."""

    def __init__(self, where: str) -> None:
        self.where, self.problems = where, list[Problem]()

    def mapping(self, written: dict[str, Any], text: str) -> Mapping:
        self.keys(written, ("source", "like", "read", "file"), "")
        default = self.reading(self.part(written, "read", dict, {}, "read"), Reading(), "read")
        source = self.part(written, "source", str, "", "source")
        like = self.part(written, "like", str, None, "like")
        files = tuple(
            self.file(f, default, n) for n, f in enumerate(self.part(written, "file", list, [], "file"), start=1)
        )
        if not files and like is None:
            self.wrong("file", "no file is mapped.", "Add a [[file]] with its name and its [[file.rows]].")
        return Mapping(self.where, text, source, like, default, files)

    def file(self, written: Any, default: Reading, number: int) -> FileMap:
        place = f"file {number}"
        if not isinstance(written, dict):
            self.wrong(place, "is no table.", "Write [[file]].")
            return FileMap("", (), default)
        self.keys(written, ("name", "rows", "aliases", *_READ), place)
        name = self.part(written, "name", str, "", f"{place}.name")
        if not name:
            self.wrong(f"{place}.name", "is missing.", 'Say which file is meant: name = "deals_*.csv".')
        place = f"file {name or number}"
        reading = self.reading({key: written[key] for key in _READ if key in written}, default, place)
        listed = self.part(written, "rows", list, [], f"{place}.rows")
        aliases = self.words(self.part(written, "aliases", dict, {}, f"{place}.aliases"), f"{place}.aliases")
        return FileMap(
            name, tuple(self.rows(r, f"{place}, rows {n}") for n, r in enumerate(listed, start=1)), reading, aliases
        )

    def rows(self, written: Any, place: str) -> Rows:
        if not isinstance(written, dict):
            self.wrong(place, "is no table.", "Write [[file.rows]].")
            return Rows("", {})
        self.keys(written, _ROWS, place)
        table = self.part(written, "table", str, "", f"{place}.table")
        columns = self.texts(self.part(written, "columns", dict, {}, f"{place}.columns"), f"{place}.columns")
        where = self.part(written, "where", str, "", f"{place}.where")
        if table not in TABLES:
            self.wrong(f"{place}.table", f'the ledger has no table "{table}".{nearest(table, TABLES)}', _HINT)
        else:
            lacks = [c.name for c in TABLES[table].columns if c.required and c.name not in columns]
            if lacks:
                self.wrong(
                    f"{place}.columns", f"{table} needs {', '.join(lacks)}.", "Map a column of the file to each."
                )
        for name, text in {**columns, "where": where}.items():
            self.expression(text, f"{place}.{name}")
        first_per = self.part(written, "first_per", list, [], f"{place}.first_per")
        added = tuple(map(str, self.part(written, "sum", list, [], f"{place}.sum")))
        self.addable(added, columns, table, f"{place}.sum")
        lookups = self.part(written, "lookup", list, [], f"{place}.lookup")
        return Rows(
            table,
            columns,
            where,
            self.words(self.part(written, "values", dict, {}, f"{place}.values"), f"{place}.values"),
            self.part(written, "rest", bool, False, f"{place}.rest"),
            tuple(map(str, first_per)),
            self.part(written, "ties", bool, False, f"{place}.ties"),
            added,
            tuple(filter(None, (self.lookup(lookup, f"{place}.lookup") for lookup in lookups))),
            RECONSTRUCTED if self.part(written, "fallback", bool, False, f"{place}.fallback") else FIRST_HAND,
        )

    def addable(self, names: Iterable[str], columns: Iterable[str], table: str, place: str) -> None:
        """Only amounts and numbers that the rows give can be added up."""
        spec = TABLES.get(table)
        kinds = {column.name: column.kind for column in spec.columns} if spec else {}
        can = [name for name in columns if kinds.get(name) in (Kind.MONEY, Kind.NUMBER, Kind.COUNT)]
        for name in names:
            if spec is not None and name not in can:
                said = f'"{name}" cannot be added up.{nearest(name, can)}'
                self.wrong(place, said, f"Of these rows, what can be: {', '.join(can) or 'nothing'}.")

    def lookup(self, written: Any, place: str) -> Lookup | None:
        if not isinstance(written, dict):
            self.wrong(place, "is no table.", "Write [[file.rows.lookup]].")
            return None
        self.keys(written, ("from", "on", "take"), place)
        on = self.part(written, "on", list, [], f"{place}.on")
        take = self.texts(self.part(written, "take", dict, {}, f"{place}.take"), f"{place}.take")
        if len(on) != 2 or not take or not isinstance(written.get("from"), str):
            self.wrong(
                place,
                "is incomplete.",
                'from = "teams.csv", on = ["agent", "sales_agent"], take = { manager = "manager" }.',
            )
            return None
        return Lookup(written["from"], (str(on[0]), str(on[1])), take)

    def reading(self, written: dict[str, Any], default: Reading, place: str) -> Reading:
        self.keys(written, _READ, place)
        dates = written.get("dates", default.dates)
        reading = Reading(
            self.part(written, "encoding", str, default.encoding, f"{place}.encoding"),
            self.part(written, "delimiter", str, default.delimiter, f"{place}.delimiter"),
            (dates,) if isinstance(dates, str) else tuple(map(str, dates)),
            self.part(written, "time_zone", str, default.time_zone, f"{place}.time_zone"),
            self.part(written, "decimal", str, default.decimal, f"{place}.decimal"),
            self.part(written, "thousands", str, default.thousands, f"{place}.thousands"),
            self.part(written, "ragged", str, default.ragged, f"{place}.ragged"),
            tuple(map(str, self.part(written, "empty", list, list(default.empty), f"{place}.empty"))),
        )
        for name, message, hint in _unfit(reading):
            if name in written:  # what is inherited was complained of where it stands
                self.wrong(f"{place}.{name}", message, hint)
        return reading

    def expression(self, text: str, place: str) -> None:
        """A text that does not parse may still be the name of a column, so only its use in a file can tell."""
        if not text or not any(sign in text for sign in "'()\"|=<>"):
            return
        try:
            column_names(text)
        except ExpressionError as bad:
            self.wrong(place, str(bad), "A text stands in single quotes: 'USD'; a name with odd signs in double ones.")

    def words(self, written: dict[str, Any], place: str) -> dict[str, dict[str, str]]:
        found = {}
        for column, words in written.items():
            if isinstance(words, dict):
                found[column] = self.texts(words, f"{place}.{column}")
            else:
                self.wrong(f"{place}.{column}", "is no table of words.", '"Closed Won" = "won"')
        return found

    def texts(self, written: dict[str, Any], place: str) -> dict[str, str]:
        for name, value in written.items():
            if not isinstance(value, str):
                self.wrong(f"{place}.{name}", f"is {value!r}, not a text.", "Put it in quotes: currency = \"'USD'\".")
        return {name: str(value) for name, value in written.items()}

    def keys(self, written: dict[str, Any], known: Iterable[str], place: str) -> None:
        for key in written:
            if key not in known:
                self.wrong(f"{place}.{key}".lstrip("."), f"there is no such setting.{nearest(key, known)}", _HINT)

    def part(self, written: dict[str, Any], key: str, kind: type, default: Any, place: str) -> Any:
        value = written.get(key, default)
        if value is not default and not isinstance(value, kind):
            self.wrong(place, f"is {value!r}; a {_KINDS.get(kind, kind.__name__)} is needed.", _HINT)
            return default
        return value

    def wrong(self, place: str, message: str, hint: str) -> None:
        self.problems.append(Problem(f"{self.where}, {place}", message, hint))


_KINDS = {str: "text", list: "list", dict: "table", bool: "true or false"}


def _unfit(reading: Reading) -> Iterable[tuple[str, str, str]]:
    try:
        zoneinfo.ZoneInfo(reading.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        yield "time_zone", f'there is no time zone "{reading.time_zone}".', 'Write for example "Europe/Paris" or "UTC".'
    if reading.encoding is not None:
        try:
            codecs.lookup(reading.encoding)
        except LookupError:
            yield "encoding", f'there is no encoding "{reading.encoding}".', 'Write for example "cp1252" or "utf-16".'
    if reading.delimiter is not None and len(reading.delimiter) != 1:
        yield "delimiter", f'"{reading.delimiter}" is not one sign.', 'Write ",", ";" or "\\t".'
    if reading.ragged not in ("refuse", "pad"):
        yield "ragged", f'"{reading.ragged}" is unknown.', 'Write "refuse" or "pad".'
    if reading.decimal not in (".", ","):
        yield "decimal", f'"{reading.decimal}" is no decimal mark.', 'Write "." or ",".'
    for form in reading.dates:
        if form not in ("iso", "excel") and "%" not in form:
            yield "dates", f'"{form}" is no form of a date.', 'Write "iso", "excel", or for example "%d.%m.%Y %H:%M".'
