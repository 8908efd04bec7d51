"""From a file's rows to typed rows of one ledger table, each with the reasons why it cannot be taken, all inside the engine."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import duckdb

from oarlock.connect.base import ChangeLog, Lookup, Reading, Recognised, Rows
from oarlock.connect.changelog import folded
from oarlock.connect.expression import PLACE, ExpressionError, compiled
from oarlock.connect.kinds import cell, row_checks, text_of
from oarlock.connect.raw import Raw
from oarlock.errors import MappingInvalid, Problem
from oarlock.ledger.engine import named, quoted
from oarlock.ledger.tables import BOOKKEEPING, TABLES, Column, Kind, TableSpec

WHY = "_why"
"""Name of the column with the reasons: a list of (column, code, value), or NULL for a row that can be taken."""
NOTHING = "CAST(NULL AS VARCHAR)"
_FUTURE_ALLOWED = frozenset({"meetings", "time_off"})


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that was recognised, with its rows."""

    raw: Raw
    recognised: Recognised


@dataclass(frozen=True, slots=True)
class Staged:
    """The rows of one file for one table.

    Attributes:
        view: Name of a temporary view: the table's columns, the place, and the reasons.
        columns: The table's columns and attributes in it.
        refused: Rows with reasons, here or in another step of the same file: half a row is never taken.
        left_out: Rows the mapping's filter left out.
        elsewhere: A temporary table of places refused in any step of the file, or None when there are none in others.
    """

    planned: Planned
    rows: Rows
    view: str
    columns: tuple[str, ...]
    count: int
    refused: int
    left_out: int
    elsewhere: str | None = None

    @property
    def good(self) -> str:
        """SQL of the rows that can be taken."""
        query = f"SELECT * EXCLUDE ({WHY}) FROM {self.view}"
        if self.elsewhere:
            return f"{query} ANTI JOIN {self.elsewhere} USING ({PLACE})"
        return f"{query} WHERE {WHY} IS NULL" if self.refused else query


@dataclass(frozen=True, slots=True)
class Making:
    """One column to be made: its expression's SQL and the type that has."""

    column: Column
    sql: str
    stored: str


class Stager:
    """Stages files into temporary views of one connection."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        now: str,
        files: Sequence[Planned],
        source: str | None,
    ) -> None:
        """Args: `now` is an SQL instant; `files` are all files of the import, for lookups; `source` overrides the system's name."""
        self._connection, self._folder, self._now, self._files, self._source = connection, folder, now, files, source
        self._number = 0
        self._folds: dict[tuple[str, str], Planned] = {}

    def stage(self, planned: Planned) -> list[Staged]:
        """Stages the file's rows for each of its tables; a row refused for one is taken for none.

        Raises:
            MappingInvalid: an expression does not fit the file.
        """
        steps = [self._stage(planned, rows) for rows in planned.recognised.rows]
        bad = [f"SELECT {PLACE} FROM {step.view} WHERE {WHY} IS NOT NULL" for step in steps if step.refused]
        if not bad or len(steps) == 1:
            return steps
        table = f"refused_{self._number}"
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {' UNION '.join(bad)}")
        return [
            replace(step, refused=self._one(f"{step.view} SEMI JOIN {table} USING ({PLACE})"), elsewhere=table)
            for step in steps
        ]

    def _one(self, source: str) -> int:
        found = self._connection.execute(f"SELECT count(*) FROM {source}").fetchone()
        return int(found[0]) if found else 0

    def _stage(self, planned: Planned, rows: Rows) -> Staged:
        """Stages the file's rows for one table.

        Raises:
            MappingInvalid: an expression does not fit the file.
        """
        spec, self._number = TABLES[rows.table], self._number + 1
        query, makings = self._query(self._folded(planned, rows.log) if rows.log else planned, rows, spec)
        view = f"staged_{self._number}_{spec.name}"
        if planned.raw.originals is not None or rows.ties or rows.first_per or rows.lookups or rows.log:
            target = self._folder / f"{view}.parquet"
            self._connection.execute(f"COPY ({query}) TO {quoted(str(target))} (FORMAT parquet, ROW_GROUP_SIZE 100000)")
            query = f"SELECT * FROM read_parquet({quoted(str(target))})"
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {query}")
        found = self._connection.execute(f"SELECT count(*), count({WHY}) FROM {view}").fetchone()
        count, refused = found or (0, 0)
        columns = tuple(making.column.name for making in makings)
        return Staged(planned, rows, view, columns, count, refused, planned.raw.rows - count)

    def _folded(self, planned: Planned, log: ChangeLog) -> Planned:
        """The file's log of changes as states, to be read like a file; folded once for all tables it feeds."""
        key = (planned.raw.name, log.leading)
        if key not in self._folds:
            recognised, source, compile_ = planned.recognised, *self._compiler(planned)
            other = self.other(log.today) if log.today else None
            found = folded(
                self._connection, log, source, compile_, self._compiler(other) if other else None, recognised.reading
            )
            target = self._folder / f"folded_{len(self._folds)}.parquet"
            self._connection.execute(f"COPY ({found.query}) TO {quoted(str(target))} (FORMAT parquet)")
            names = tuple(name for name in found.columns if name != PLACE)
            columns = tuple(map(named, names))
            types = tuple(found.columns[name] for name in names)
            raw = replace(
                planned.raw, header=names, types=types, columns=columns, tidy=frozenset(columns),
                relation=f"read_parquet({quoted(str(target))})",
            )  # fmt: skip
            self._folds[key] = Planned(raw, replace(recognised, names={}, aliases={}, one_form={}))
        return self._folds[key]

    def _compiler(self, planned: Planned) -> tuple[str, Callable[[str], str]]:
        """SQL of a file's rows, and how an expression over them becomes SQL."""
        cleaned, names = self._cleaned(planned)
        return f"({cleaned})", lambda text: self._compiled(text, names, planned, "log")

    def _query(self, planned: Planned, rows: Rows, spec: TableSpec) -> tuple[str, list[Making]]:
        reading = planned.recognised.reading
        cleaned, names = self._cleaned(planned)
        joins, taken = self._joined(planned, rows)
        names = {**names, **taken}
        makings = self._makings(planned, rows, spec, names)
        chosen = ", ".join(f"{making.sql} AS x{i}" for i, making in enumerate(makings))
        checked = "".join(
            f", {self._compiled(condition, names, planned, 'checks')} AS y{i}"
            for i, (_, condition, _) in enumerate(rows.checks)
        )
        described = self._connection.execute(f"DESCRIBE SELECT {chosen} FROM ({cleaned}) AS file {joins}").fetchall()
        makings = [replace(making, stored=row[1]) for making, row in zip(makings, described, strict=True)]
        texts = f"SELECT file.{PLACE}, {chosen}{checked} FROM ({cleaned}) AS file {joins}"
        if rows.where:
            texts += f" WHERE {self._compiled(rows.where, names, planned, 'where')}"
        if rows.first_per:
            keys = ", ".join(self._compiled(key, names, planned, "first_per") for key in rows.first_per)
            texts += f" QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY file.{PLACE}) = 1"
        direct = set(names.values())
        clean = ", ".join(
            f"x{i}" if making.sql in direct or making.stored != "VARCHAR" else f"{text_of(f'x{i}', reading)} AS x{i}"
            for i, making in enumerate(makings)
        )
        passed = "".join(f", y{i}" for i in range(len(rows.checks)))
        return self._typed(f"SELECT {PLACE}, {clean}{passed} FROM ({texts})", makings, spec, rows, reading), makings

    def _typed(self, texts: str, makings: Sequence[Making], spec: TableSpec, rows: Rows, reading: Reading) -> str:
        values: list[str] = []
        checks: list[tuple[str, str, str]] = []
        made: dict[str, str] = {}
        for number, making in enumerate(makings):
            name, latest = making.column.name, self._now if _happens(spec, making.column.name) else None
            one = cell(making.column, f"x{number}", making.stored, reading, latest=latest)
            made[name] = _spread(one.value) if rows.ties and name == spec.happened else one.value
            values.append(f"{made[name]} AS {named(name)}")
            checks.extend((name, condition, code) for condition, code in one.checks)
        checks.extend(row_checks(spec, made))
        checks.extend((name, f"y{number}", reason) for number, (name, _, reason) in enumerate(rows.checks))
        place = {making.column.name: number for number, making in enumerate(makings)}
        conditions = [f"({condition})" for _, condition, _ in checks]
        reasons = [
            f'CASE WHEN {condition} THEN struct_pack("column" := {quoted(name)}, code := {quoted(code)},'
            f' "value" := left(CAST(x{place[name]} AS VARCHAR), 200)) END'
            for name, condition, code in checks
        ]
        key = next(f"x{n}" for n, making in enumerate(makings) if making.column.name == spec.key[0])
        inner = f"SELECT *, {key} AS subject FROM ({texts})"
        why = f"CASE WHEN {' OR '.join(conditions)} THEN list_filter([{', '.join(reasons)}], r -> r IS NOT NULL) END"
        return f"SELECT {', '.join(values)}, {PLACE}, {why if conditions else 'NULL'} AS {WHY} FROM ({inner})"

    def _cleaned(self, planned: Planned) -> tuple[str, dict[str, str]]:
        """The file with its cells as clean text or as the types they have, and the SQL of every name an expression may use."""
        raw, recognised = planned.raw, planned.recognised
        chosen, formed, names = [], [], dict.fromkeys(recognised.optional, NOTHING)
        for number, (header, kind, column) in enumerate(zip(raw.header, raw.types, raw.columns, strict=True)):
            sql = column
            if kind.upper() == "VARCHAR" and column not in raw.tidy:
                sql = text_of(column, recognised.reading)
            if alias := recognised.aliases.get(header):
                whens = " ".join(f"WHEN {quoted(old)} THEN {quoted(new)}" for old, new in alias.items())
                sql = f"CASE {sql} {whens} ELSE {sql} END"
            if (form := recognised.one_form.get(header)) and kind.upper() == "VARCHAR":
                formed.append(f"{form(f'f{number}')} AS f{number}")
            chosen.append(f"{sql} AS f{number}")
            if header:
                names[header] = f"file.f{number}"
        for name, header in recognised.names.items():
            names[name] = names[header]
        clean = f"SELECT {PLACE}, {', '.join(chosen)} FROM {raw.relation}"
        # One step later, so that a form that looks at its text many times looks at what is clean already.
        return (f"SELECT * REPLACE ({', '.join(formed)}) FROM ({clean})" if formed else clean), names

    def _joined(self, planned: Planned, rows: Rows) -> tuple[str, dict[str, str]]:
        joins, names = [], {}
        _, own = self._cleaned(planned)
        for number, lookup in enumerate(rows.lookups):
            other = self.other(lookup)
            if other is None:
                if not planned.recognised.kind:
                    raise self._invalid(planned, "lookup", f'no file of this import matches "{lookup.from_}".')
                names.update(dict.fromkeys(lookup.take, NOTHING))
                continue
            other = self._folded(other, lookup.log) if lookup.log else other
            cleaned, theirs = self._cleaned(other)
            taken = [
                f"{self._compiled(expression, theirs, other, 'lookup')} AS t{i}"
                for i, expression in enumerate(lookup.take.values())
            ]
            key = self._compiled(lookup.on[1], theirs, other, "lookup")
            joins.append(
                f"LEFT JOIN (SELECT {key} AS k, {', '.join(taken)} FROM ({cleaned}) AS file WHERE {key} IS NOT NULL"
                f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {PLACE}) = 1) AS l{number}"
                f" ON l{number}.k = {self._compiled(lookup.on[0], {**own, **names}, planned, 'lookup')}"
            )
            names.update({name: f"l{number}.t{i}" for i, name in enumerate(lookup.take)})
        return " ".join(joins), names

    def other(self, lookup: Lookup) -> Planned | None:
        """The file a lookup speaks of, or None."""
        for planned in self._files:
            if lookup.from_ in (planned.recognised.kind, planned.raw.stem):
                return planned
            if fnmatch.fnmatch(PurePosixPath(planned.raw.name).name, lookup.from_):
                return planned
        return None

    def _makings(self, planned: Planned, rows: Rows, spec: TableSpec, names: Mapping[str, str]) -> list[Making]:
        raw = planned.raw
        makings = []
        for name, expression in rows.columns.items():
            sql = self._compiled(expression, names, planned, f"columns.{name}")
            stored = next((t for h, t in zip(raw.header, raw.types, strict=True) if names.get(h) == sql), "VARCHAR")
            if words := rows.values.get(name):
                whens = " ".join(f"WHEN {quoted(old)} THEN {quoted(new)}" for old, new in words.items())
                sql = f"CASE {sql} {whens} ELSE {sql} END"
            makings.append(Making(column_of(spec, name), sql, stored))
        missing = [c.name for c in spec.columns if c.required and c.name not in rows.columns]
        if missing:
            raise self._invalid(planned, "columns", f"{spec.name} needs {', '.join(missing)}.")
        if "source_system" not in rows.columns:
            system = quoted(self._source or planned.recognised.source)
            makings.append(Making(column_of(spec, "source_system"), f"CAST({system} AS VARCHAR)", "VARCHAR"))
        if rows.rest:
            used = {making.sql for making in makings} | {names[header] for header in planned.recognised.names.values()}
            makings.extend(self._attributes(raw, {making.column.name for making in makings}, names, used))
        return makings

    def _attributes(self, raw: Raw, taken: set[str], names: Mapping[str, str], used: set[str]) -> list[Making]:
        """The columns nobody asked for, unless wholly empty or without a name."""
        spare = [
            (header, column)
            for header, column in zip(raw.header, raw.columns, strict=True)
            if header and names[header] not in used and header not in taken
        ]
        if not spare or not raw.rows:
            return []
        counts = ", ".join(f"count({column})" for _, column in spare)
        filled = self._connection.execute(f"SELECT {counts} FROM {raw.relation}").fetchone() or ()
        return [
            Making(Column(header, Kind.TEXT), f"CAST({names[header]} AS VARCHAR)", "VARCHAR")
            for (header, _), count in zip(spare, filled, strict=True)
            if count
        ]

    def _compiled(self, expression: str, names: Mapping[str, str], planned: Planned, where: str) -> str:
        try:
            return compiled(expression, names, planned.recognised.reading, self._now)
        except ExpressionError as bad:
            raise self._invalid(planned, where, str(bad)) from bad

    def _invalid(self, planned: Planned, where: str, message: str) -> MappingInvalid:
        return MappingInvalid(
            [Problem(f"{planned.raw.name}, {where}", message, "Mend the mapping, or the file's header.")]
        )


def column_of(spec: TableSpec, name: str) -> Column:
    """The table's column, the book-keeping column, or an attribute of that name."""
    kept = next((column for column in BOOKKEEPING if column.name == name), None)
    return spec.column(name) or kept or Column(name, Kind.TEXT)


def _happens(spec: TableSpec, name: str) -> bool:
    column = spec.column(name)
    if column is None or column.kind is not Kind.INSTANT or spec.name in _FUTURE_ALLOWED:
        return False
    return name in (spec.happened, "created_at")


def _spread(value: str) -> str:
    """Equal instants of one subject, a microsecond apart in file order."""
    return f"{value} + to_microseconds(row_number() OVER (PARTITION BY subject, {value} ORDER BY {PLACE}) - 1)"
