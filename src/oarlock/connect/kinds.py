"""How a cell becomes a value of the ledger, in the engine's own SQL, and every way in which it can fail to.

Nothing is guessed: a number with a comma is no number until the mapping says that the comma is the decimal mark, and a date in any
form but ISO is none until the mapping states the form. Money goes through DECIMAL, never through a float.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from oarlock.connect.base import Reading
from oarlock.ledger.engine import quoted
from oarlock.ledger.tables import MONEY_SCALE, STORED_AS, Column, Kind, TableSpec

CELL_LIMIT = 1 << 20
_DECIMAL = "DECIMAL(38, 6)"
_YEARS = "BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '9999-12-31 23:59:59.999999'"
_STAND_INS_END = "TIMESTAMP '1971-01-01'"
"""Systems write their own zero where they know no date, 1900-01-01 or 1970-01-01; taken, one would stretch every table over a century."""
_STATED_ZONE = r"^\d.*:\d\d.*(Z|UTC|[+-]\d{2}(:?\d{2})?)$"
_TRUE = "('true', 't', 'yes', 'y', '1')"
_FALSE = "('false', 'f', 'no', 'n', '0')"
_NUMERIC = ("DECIMAL", "DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "UBIGINT", "UINTEGER",
            "USMALLINT", "UTINYINT")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One column's value as SQL, and its checks: a condition that is true for a bad row, with the code of the reason."""

    value: str
    checks: tuple[tuple[str, str], ...]


def text_of(sql: str, reading: Reading) -> str:
    """The cell as trimmed text, NULL where it is empty or says "no answer"."""
    trimmed = f"nullif(trim({sql}, ' \t\r\n\u00a0'), '')"
    if not reading.empty:
        return trimmed
    return f"CASE WHEN {trimmed} IN ({', '.join(map(quoted, reading.empty))}) THEN NULL ELSE {trimmed} END"


def instant_of(text: str, reading: Reading) -> str:
    """Text as a naive UTC TIMESTAMP, NULL where it is no instant in the stated form; an offset in the text wins over the zone."""
    naive = _stamp(text, reading)
    if any("%z" in form or "%Z" in form for form in reading.dates):
        return f"({naive}) AT TIME ZONE 'UTC'"
    local = naive
    if reading.time_zone != "UTC":
        local = f"timezone({quoted(reading.time_zone)}, {naive}) AT TIME ZONE 'UTC'"
    if reading.dates != ("iso",):
        return local
    # The engine wants seconds before an offset, people do not write them; and a plain cast to TIMESTAMP would drop the offset.
    seconds = rf"regexp_replace({text}, '([T ]\d\d:\d\d)([Z+-].*)$', '\1:00\2')"
    offset = f"TRY_CAST({seconds} AS TIMESTAMPTZ) AT TIME ZONE 'UTC'"
    return f"CASE WHEN regexp_matches({text}, {quoted(_STATED_ZONE)}) THEN {offset} ELSE {local} END"


def day_of(text: str, reading: Reading) -> str:
    """Text as a DATE, NULL where it is no day in the stated form."""
    return f"CAST({_stamp(text, reading)} AS DATE)"


def _stamp(text: str, reading: Reading) -> str:
    if reading.dates == ("iso",):
        # "epoch" and "infinity" are instants to the engine, but not to a person: the text must start with a digit.
        return f"CASE WHEN {text} >= '0' AND {text} < ':' THEN TRY_CAST({text} AS TIMESTAMP) END"
    if reading.dates == ("excel",):
        serial = f"TRY_CAST({text} AS DOUBLE)"
        return (
            f"CASE WHEN {serial} BETWEEN 1 AND 2958465 THEN TIMESTAMP '1899-12-30' + to_seconds({serial} * 86400) END"
        )
    forms = ", ".join(map(quoted, reading.dates))
    return f"TRY_STRPTIME({text}, [{forms}])"


def number_of(text: str, reading: Reading) -> str:
    """Text as an exact DECIMAL, NULL where it is no number in the stated form."""
    plain = text
    if reading.thousands:
        plain = f"replace({plain}, {quoted(reading.thousands)}, '')"
    if reading.decimal != ".":
        # A point where the comma is the mark is no number, rather than one a thousand times too large.
        plain = f"CASE WHEN NOT contains({plain}, '.') THEN replace({plain}, {quoted(reading.decimal)}, '.') END"
    return f"TRY_CAST({plain} AS {_DECIMAL})"


def cell(column: Column, sql: str, stored: str, reading: Reading, *, latest: str | None = None) -> Cell:
    """How to store `sql`, whose engine type is `stored`, in a column of the ledger.

    Args:
        column: Where it goes.
        sql: The value as it comes; text already trimmed, and NULL where it is empty.
        stored: Its DuckDB type; text is parsed, other types are cast.
        reading: Forms of dates and numbers in text.
        latest: An SQL instant, for what has happened: later values are "of the future", and those from before 1971 no instants at all. None
            allows any.
    """
    value, unreadable = _typed(column.kind, sql, stored.upper(), reading)
    checks: list[tuple[str, str]] = []
    if column.required:
        checks.append((f"{sql} IS NULL", "missing"))
    if unreadable:
        checks.append((unreadable, "unreadable"))
    if column.kind in (Kind.MONEY, Kind.NUMBER, Kind.COUNT) and not column.negative:
        checks.append((f"{value} < 0", "negative"))
    if column.kind is Kind.INSTANT and latest:
        checks.append((f"{value} > {latest}", "future"))
        checks.append((f"{value} < {_STAND_INS_END}", "stand-in"))
    if column.kind in (Kind.ID, Kind.TEXT) and stored.upper() == "VARCHAR":
        checks.append((f"strlen({sql}) > {CELL_LIMIT}", "too long"))
    if column.words:
        value = _as_known(value, column.words)
    if column.name == "status" and column.required:
        value = f"lower({value})"
        checks.append((f"{value} NOT IN ('open', 'won', 'lost')", "status"))
    return Cell(value, tuple(checks))


def row_checks(spec: TableSpec, values: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Checks of one cell against others of its row: the column that is told, the condition of a bad row, the code of the reason.

    Args:
        values: The SQL of each column's value.
    """
    for first, last in spec.spans:
        if first in values and last in values:
            yield last, f"{values[last]} < {values[first]}", "backwards"
    if {"value", "scale_min", "scale_max"} <= values.keys() and spec.name == "survey_answers":
        value, least, most = (values[name] for name in ("value", "scale_min", "scale_max"))
        yield "scale_max", f"{most} <= {least}", "no scale"
        yield "value", f"{least} < {most} AND NOT ({value} BETWEEN {least} AND {most})", "off scale"


def _as_known(value: str, known: Sequence[str]) -> str:
    """A word that is one of these but for case, spaces and hyphens, as that one; any other as it is."""
    plain = f"replace(replace(lower({value}), ' ', '_'), '-', '_')"
    return f"CASE WHEN {plain} IN ({', '.join(map(quoted, known))}) THEN {plain} ELSE {value} END"


def _typed(kind: Kind, sql: str, stored: str, reading: Reading) -> tuple[str, str]:
    """The value, and the condition under which a cell that is there cannot be read ("" when it always can)."""
    if stored == "VARCHAR":
        value = _from_text(kind, sql, reading)
        return value, "" if value == sql else f"{sql} IS NOT NULL AND {_unread(kind, sql, value, reading)}"
    if kind in (Kind.ID, Kind.TEXT):
        return f"nullif(trim(CAST({sql} AS VARCHAR)), '')", ""
    if kind is Kind.INSTANT and stored.startswith("TIMESTAMP WITH TIME ZONE"):
        return f"{sql} AT TIME ZONE 'UTC'", ""
    if kind is Kind.INSTANT and (stored.startswith("TIMESTAMP") or stored == "DATE"):
        value = f"CAST({sql} AS TIMESTAMP)"
        return value, f"{sql} IS NOT NULL AND NOT ({value} {_YEARS})"
    if kind is Kind.MONEY and stored.startswith(_NUMERIC):
        exact = sql if stored.startswith("DECIMAL") else f"TRY_CAST({sql} AS {_DECIMAL})"
        value = f"TRY_CAST({exact} * {MONEY_SCALE} AS BIGINT)"
        return value, f"{sql} IS NOT NULL AND {value} IS NULL"
    if kind is Kind.NUMBER and stored.startswith(_NUMERIC):
        value = f"CAST({sql} AS DOUBLE)"
        return value, f"NOT isfinite({value})" if stored in ("DOUBLE", "FLOAT") else ""
    if stored == STORED_AS[kind]:
        return sql, ""
    plain = (
        sql
        if kind in (Kind.DAY, Kind.COUNT, Kind.NUMBER, Kind.TRUTH) and "[" not in stored
        else f"CAST({sql} AS VARCHAR)"
    )
    value = f"TRY_CAST({plain} AS {STORED_AS[kind]})"
    return value, f"{sql} IS NOT NULL AND {value} IS NULL"


def _from_text(kind: Kind, text: str, reading: Reading) -> str:
    if kind is Kind.INSTANT:
        return instant_of(text, reading)
    if kind is Kind.DAY:
        return day_of(text, reading)
    if kind is Kind.MONEY:
        return f"TRY_CAST({number_of(text, reading)} * {MONEY_SCALE} AS BIGINT)"
    if kind is Kind.NUMBER:
        return f"CAST({number_of(text, reading)} AS DOUBLE)"
    if kind is Kind.COUNT:
        return f"TRY_CAST({number_of(text, reading)} AS BIGINT)"
    if kind is Kind.TRUTH:
        return f"CASE WHEN lower({text}) IN {_TRUE} THEN true WHEN lower({text}) IN {_FALSE} THEN false END"
    return text


def _unread(kind: Kind, text: str, value: str, reading: Reading) -> str:
    if kind is Kind.COUNT:
        number = number_of(text, reading)
        return f"({value} IS NULL OR {number} <> floor({number}))"
    if kind in (Kind.INSTANT, Kind.DAY):
        return f"({value} IS NULL OR NOT (CAST({value} AS TIMESTAMP) {_YEARS}))"
    return f"{value} IS NULL"


_WANTED = {
    Kind.INSTANT: "an instant such as 2026-03-31 or 2026-03-31T14:05:00+02:00",
    Kind.DAY: "a day such as 2026-03-31",
    Kind.MONEY: "an amount such as 1234.50",
    Kind.NUMBER: "a number such as 12.5",
    Kind.COUNT: "a whole number such as 250",
    Kind.TRUTH: "true or false",
}
_MEND = {
    Kind.INSTANT: 'Mend it, or state the form in a mapping: dates = "%d.%m.%Y".',
    Kind.DAY: 'Mend it, or state the form in a mapping: dates = "%d.%m.%Y".',
    Kind.MONEY: 'Mend it, or state the marks in a mapping: decimal = ",", thousands = ".".',
    Kind.NUMBER: 'Mend it, or state the marks in a mapping: decimal = ",", thousands = ".".',
}


def sentence(code: str, column: Column | None) -> str:
    """Why the cell was refused, what would have been right, what to do."""
    if code == "missing":
        return "required, but empty. Fill it in."
    if code == "negative":
        return "negative, where only zero or more makes sense. Mend the sign, or leave the cell empty if it is unknown."
    if code == "backwards":
        return "before the row begins. Swap the two, or mend the one that is wrong."
    if code == "no scale":
        return "not above scale_min. State the lowest and the highest answer of the scale, or leave both empty."
    if code == "off scale":
        return (
            'outside the scale that the row states. Mend it, state the scale it was asked on, or, if it stands for "no answer", leave it'
            " empty."
        )
    if code == "future":
        return "later than now, so it cannot have happened. Check the date, and the time zone it was exported in."
    if code == "stand-in":
        unknown = "leave the cell empty" if column is not None and not column.required else "leave the row out"
        return f"before 1971: what systems write where they know no date (1900-01-01, 1970-01-01). Put the real date, or {unknown}."
    if code == "too long":
        return "holds more than 1 MB; at most 1 MB is taken. Leave the column out of the export, or shorten the text."
    if code == "status":
        return "no status we know; it must be open, won or lost. Translate it in a mapping: values.status."
    if code == "again":
        return "a second row with this key, but with other content; the first was taken. Keep the right one, or give each its own id."
    if code == "unreadable" and column is not None and column.kind in _WANTED:
        return f"cannot be read as {_WANTED[column.kind]}. {_MEND.get(column.kind, 'Mend it.')}"
    return code
