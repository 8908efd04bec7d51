"""States from a log of changes, one field a row: what held from each change on, and what held before the first (METHODS 3.1).

For a field at an instant: the new value of its last change; before its first change that change's old value; where the field never changed,
its value today; and unknown where nobody tracked it. Changes of one field at one instant are put in the order in which old links to new.
A subject whose changes do not link, or do not end at what stands today, is not guessed at: all its rows are refused, with the reason.

Tracking that was turned on later than a subject began is told by the log's own births (a row for each subject that was created under
it): what is older than the first of them is unknown before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

import duckdb

from oarlock.connect.base import ChangeLog, Field, Reading
from oarlock.connect.expression import PLACE
from oarlock.connect.headers import bare
from oarlock.connect.kinds import day_of, instant_of, number_of
from oarlock.connect.linking import in_order
from oarlock.connect.salesforce_ids import one_form
from oarlock.ledger.engine import named, quoted

Compile = Callable[[str], str]
_BIRTH = "born"
_WATCHED = "(b.born IS NOT NULL OR since IS NULL OR coalesce(t.began, b.born) >= since)"
"""Whether changes of a subject were told since it began."""
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Folded:
    """The states as a query, and what stands in each of its columns (name → type).

    Besides the log's fields: subject, moment (naive UTC), part, is_last, fault (`torn`, `head`, or NULL), and `today_<field>`: on the last
    state, the present value of a field that the log does not track. Parts are `change`; `begin`, known since the subject began; `resumed`,
    known since tracking began; `unknown`, before that; and, at no place of the file, `unchanged`: watched, and without a change.
    """

    query: str
    columns: Mapping[str, str]


def folded(
    connection: duckdb.DuckDBPyConnection,
    log: ChangeLog,
    source: str,
    compile_: Compile,
    today: tuple[str, Compile] | None,
    reading: Reading,
) -> Folded:
    """Folds a log; each state stands at the place of one of its changes.

    Args:
        source: SQL of the log's rows, with their place.
        compile_: An expression over the log's rows as SQL.
        today: SQL of the rows that say how subjects stand now, and how to compile over them; None without any.
        reading: How instants and numbers are read.
    """
    return _Fold(connection, log, reading).run(source, compile_, today)


class _Fold:
    """One fold, over temporary tables of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, log: ChangeLog, reading: Reading) -> None:
        self.connection, self.log, self.reading = connection, log, reading
        self.name = f"fold_{next(_numbers)}"

    def run(self, source: str, compile_: Compile, today: tuple[str, Compile] | None) -> Folded:
        self._read(source, compile_)
        self._read_today(today)
        told = {row[0] for row in self.connection.execute(f"SELECT DISTINCT f FROM {self.name}_log").fetchall()}
        self._order()
        self._find_faults(self._today_columns(today) if today else frozenset())
        return Folded(self._states(told), self._columns())

    def _columns(self) -> dict[str, str]:
        own = {"subject": "VARCHAR", "moment": "TIMESTAMP", "part": "VARCHAR", "is_last": "VARCHAR", "fault": "VARCHAR"}
        fields = {name: "VARCHAR" for field in self.log.fields for name in (field, f"today_{field}")}
        return {PLACE: "BIGINT", **own, **fields, **dict.fromkeys(self.log.carry, "VARCHAR")}

    def _make(self, table: str, query: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {self.name}_{table} AS {query}")

    def _read(self, source: str, compile_: Compile) -> None:
        """The rows of fields we follow, and the births, with old and new values in a form in which they can be compared."""
        carried = "".join(f", {compile_(text)} AS {named(name)}" for name, text in self.log.carry.items())
        self._make(
            "told",
            f"SELECT {PLACE} AS place, {compile_(self.log.subject)} AS subject, {compile_(self.log.moment)} AS stamped,"
            f" {self._followed(source, compile_)} AS f, {compile_(self.log.old)} AS old, {compile_(self.log.new)} AS new{carried}"
            f" FROM {source} AS file WHERE f IS NOT NULL AND subject IS NOT NULL",
        )
        self._make(
            "log",
            f"SELECT *, {self._comparable('old')} AS o, {self._comparable('new')} AS n, {instant_of('stamped', self.reading)} AS happened"
            f" FROM {self.name}_told WHERE happened IS NOT NULL",
        )
        # A row that says nothing new, or says the same again, is no step.
        self._make(
            "steps",
            f"SELECT * FROM {self.name}_log WHERE f <> '{_BIRTH}' AND o IS DISTINCT FROM n"
            " QUALIFY row_number() OVER (PARTITION BY subject, f, happened, o, n ORDER BY place) = 1",
        )

    def _followed(self, source: str, compile_: Compile) -> str:
        """SQL of the name we follow a row's field by; fields are few, so their spellings are looked at once each."""
        asked = compile_(self.log.field_name)
        spelt = [row[0] for row in self.connection.execute(f"SELECT DISTINCT {asked} FROM {source} AS file").fetchall()]
        whens = []
        for spelling in filter(None, spelt):
            ours = next((name for name, kept in self.log.fields.items() if bare(spelling) in kept.names), None)
            if ours is not None:
                where = self.log.fields[ours].where
                told = f"{asked} = {quoted(spelling)}{f' AND {compile_(where)}' if where else ''}"
                whens.append(f"WHEN {told} THEN {quoted(ours)}")
            elif bare(spelling) in self.log.births:
                whens.append(f"WHEN {asked} = {quoted(spelling)} THEN '{_BIRTH}'")
        return f"CASE {' '.join(whens)} END" if whens else "NULL::VARCHAR"

    def _comparable(self, column: str) -> str:
        whens = " ".join(
            f"WHEN f = {quoted(name)} THEN {self._form(column, field)}" for name, field in self.log.fields.items()
        )
        return f"CASE {whens} END"

    def _form(self, text: str, field: Field) -> str:
        """A value as it is compared: 1200.5 is 1200.50, and Best Case is BestCase."""
        if field.kind == "number":
            return f"coalesce(CAST({number_of(text, self.reading)} AS VARCHAR), {text})"
        if field.kind == "day":
            return f"coalesce(CAST({day_of(text, self.reading)} AS VARCHAR), {text})"
        if field.kind == "id":
            return one_form(text)
        return f"nullif(regexp_replace(lower({text}), '[^a-z0-9]', '', 'g'), '')" if field.kind == "word" else text

    def _today_columns(self, today: tuple[str, Compile]) -> frozenset[str]:
        """Fields of which the other file has a column."""
        assert self.log.today is not None  # noqa: S101 - whoever gives the rows gives the lookup
        taken = self.log.today.take
        return frozenset(
            name for name in self.log.fields if name in taken and not today[1](taken[name]).startswith("CAST(NULL")
        )

    def _read_today(self, today: tuple[str, Compile] | None) -> None:
        taken = self.log.today.take if self.log.today else {}
        if today is None or self.log.today is None:
            empty = ", ".join(f"NULL::VARCHAR AS {named(name)}" for name in self.log.fields)
            self._make("today", f"SELECT NULL::VARCHAR AS subject, NULL::TIMESTAMP AS began, {empty} WHERE false")
            return
        source, compile_ = today
        fields = ", ".join(
            f"CAST({compile_(taken[name]) if name in taken else 'NULL'} AS VARCHAR) AS {named(name)}"
            for name in self.log.fields
        )
        began = instant_of(compile_(taken["began"]), self.reading)
        self._make(
            "today",
            f"SELECT {compile_(self.log.today.on[1])} AS subject, {began} AS began, {fields} FROM {source} AS file"
            f" WHERE subject IS NOT NULL QUALIFY row_number() OVER (PARTITION BY subject ORDER BY {PLACE}) = 1",
        )

    def _order(self) -> None:
        """The steps of each subject and field in order; `torn` where one does not begin where the one before it ended."""
        ties = f"SELECT subject, f FROM {self.name}_steps GROUP BY subject, f, happened HAVING count(*) > 1"
        today = " ".join(
            f"WHEN f = {quoted(name)} THEN {self._form(f't.{named(name)}', field)}"
            for name, field in self.log.fields.items()
        )
        tied = self.connection.execute(
            f"SELECT subject, f, happened, place, o, n, CASE {today} END FROM {self.name}_steps SEMI JOIN ({ties}) USING (subject, f)"
            f" LEFT JOIN {self.name}_today AS t USING (subject)"
            " ORDER BY subject, f, happened, place"
        )
        places = in_order(iter(tied.fetchone, None))
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {self.name}_ties AS SELECT unnest($1::BIGINT[]) AS place, unnest($2::BIGINT[]) AS nth",
            [[place for place, _ in places], [nth for _, nth in places]],
        )
        self._make(
            "seq",
            "SELECT *, happened + to_microseconds(nth - 1) AS moment, row_number() OVER w > 1 AND lag(n) OVER w IS DISTINCT FROM o AS torn,"
            " lead(place) OVER w IS NULL AS is_head FROM"
            f" (SELECT s.*, coalesce(t.nth, 1) AS nth FROM {self.name}_steps AS s LEFT JOIN {self.name}_ties AS t USING (place))"
            " WINDOW w AS (PARTITION BY subject, f ORDER BY happened, nth, place)",
        )

    def _find_faults(self, known_today: frozenset[str]) -> None:
        ends = [f"SELECT subject, 'torn' AS fault FROM {self.name}_seq WHERE torn"]
        ends += [
            f"SELECT s.subject, 'head' FROM {self.name}_seq AS s JOIN {self.name}_today AS t USING (subject)"
            f" WHERE is_head AND f = {quoted(name)} AND n IS DISTINCT FROM {self._form(f't.{named(name)}', field)}"
            for name, field in self.log.fields.items()
            if field.ends_today and name in known_today
        ]
        self._make("faults", f"SELECT subject, max(fault) AS fault FROM ({' UNION ALL '.join(ends)}) GROUP BY subject")

    def _states(self, told: set[str]) -> str:
        """Every state, and the rows of subjects with a fault as they are."""
        told = told if self.log.leading in told else set()
        self._make("grid", f"{self._changes()} UNION ALL BY NAME {self._beginnings()}")
        rows = " UNION ALL BY NAME ".join((self._stood(told), self._refused(), self._unchanged(told)))
        carried = "".join(f", l.{named(name)}" for name in self.log.carry)
        return f"SELECT s.*{carried} FROM ({rows}) AS s LEFT JOIN {self.name}_log AS l ON l.place = s.{PLACE}"

    def _stood(self, told: set[str]) -> str:
        """What each field held in every state: by the change before, else by the next one, else as the other file has it today."""
        before = "PARTITION BY subject ORDER BY moment ROWS UNBOUNDED PRECEDING"
        after = "PARTITION BY subject ORDER BY moment ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING"
        last = "lead(moment) OVER (PARTITION BY subject ORDER BY moment) IS NULL"
        fields = []
        for name in self.log.fields:
            held = f"last_value({named(f'new {name}')} IGNORE NULLS) OVER ({before})"
            follows = f"first_value({named(f'old {name}')} IGNORE NULLS) OVER ({after})"
            never = f"[t.{named(name)}]" if name in told else "NULL::VARCHAR[]"
            value = f"coalesce({held}, {follows}, {never})[1]"
            fields.append(f"CASE WHEN part <> 'unknown' THEN {value} END AS {named(name)}")
            today = "NULL::VARCHAR" if name in told else f"t.{named(name)}"
            fields.append(f"CASE WHEN {last} THEN {today} END AS today_{name}")
        return (
            f"SELECT place AS {PLACE}, subject, moment, part, CASE WHEN {last} THEN 'true' END AS is_last, NULL::VARCHAR AS fault,"
            f" {', '.join(fields)} FROM {self.name}_grid LEFT JOIN {self.name}_today AS t USING (subject)"
            f" WHERE {'true' if told else 'false'}"
        )

    def _refused(self) -> str:
        """The changes of subjects with a fault, as they are."""
        own = ", ".join(
            f"CASE WHEN f = {quoted(name)} THEN coalesce(new, old) END AS {named(name)}" for name in self.log.fields
        )
        return (
            f"SELECT place AS {PLACE}, subject, happened AS moment, 'change' AS part, fault, {own} FROM {self.name}_log"
            f" JOIN {self.name}_faults USING (subject) WHERE f <> '{_BIRTH}'"
        )

    def _unchanged(self, told: set[str]) -> str:
        """Subjects of the other file that were watched since they began and have no change: as they stand, so they stood."""
        fields = "".join(f", t.{named(name)} AS {named(name)}" for name in self.log.fields if name in told)
        return (
            f"SELECT 0 AS {PLACE}, subject, t.began AS moment, 'unchanged' AS part{fields} FROM {self.name}_today AS t"
            f" ANTI JOIN {self.name}_steps USING (subject) LEFT JOIN ({self._births()}) AS b USING (subject)"
            f" CROSS JOIN ({self._tracked()}) WHERE {'true' if told else 'false'} AND {_WATCHED}"
        )

    def _births(self) -> str:
        return f"SELECT subject, min(happened) AS born FROM {self.name}_log WHERE f = '{_BIRTH}' GROUP BY subject"

    def _tracked(self) -> str:
        """Since when changes are told: since the first row of a log that tells births, else nobody knows."""
        births = f"count(*) FILTER (WHERE f = '{_BIRTH}') > 0"
        return f"SELECT CASE WHEN {births} THEN min(happened) END AS since FROM {self.name}_log"

    def _changes(self) -> str:
        """One row for each subject and instant at which something changed; a value in a list, so that emptied is not unchanged."""
        picked = ", ".join(
            f"any_value([{side}]) FILTER (WHERE f = {quoted(name)}) AS {named(f'{side} {name}')}"
            for name in self.log.fields
            for side in ("new", "old")
        )
        return (
            f"SELECT subject, moment, 'change' AS part, min(place) AS place, {picked} FROM {self.name}_seq"
            f" ANTI JOIN {self.name}_faults USING (subject) GROUP BY subject, moment"
        )

    def _beginnings(self) -> str:
        """What held before the first change, from the instant since which it is known."""
        firsts = (
            f"SELECT subject, min(happened) AS first_at, min_by(place, moment) AS place FROM {self.name}_seq"
            f" ANTI JOIN {self.name}_faults USING (subject) GROUP BY subject"
        )
        began = (
            f"SELECT subject, first_at, place, since, coalesce(t.began, b.born) AS began, {_WATCHED} AS is_known FROM ({firsts})"
            f" LEFT JOIN {self.name}_today AS t USING (subject) LEFT JOIN ({self._births()}) AS b USING (subject)"
            f" CROSS JOIN ({self._tracked()})"
        )
        return (
            f"SELECT subject, place, moment, part FROM (SELECT subject, place, first_at, unnest(CASE WHEN is_known THEN"
            f" [{{'moment': began, 'part': 'begin'}}] ELSE [{{'moment': began, 'part': 'unknown'}}, {{'moment': since, 'part': 'resumed'}}]"
            f" END, recursive := true) FROM ({began})) WHERE moment < first_at"
        )
