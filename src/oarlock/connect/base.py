"""What a connector declares: which ledger rows a file of some shape becomes.

The neutral folder, a vendor's export and a mapping file all end as the same values, so that one machine reads, checks and counts them.
Expressions are the small language of `expression.py`, over the file's columns as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a file are read.

    Attributes:
        encoding: Of a text file; None means UTF-8.
        delimiter: Between cells; None means found by looking.
        dates: `strptime` formats, or ("iso",), or ("excel",) for serial days.
        time_zone: Zone of instants that state none.
        decimal: The decimal mark.
        thousands: The mark between groups of digits, or "" for none.
        ragged: "refuse" a row of the wrong width, or "pad" a short one with empty cells.
        empty: Texts that mean "no answer".
    """

    encoding: str | None = None
    delimiter: str | None = None
    dates: tuple[str, ...] = ("iso",)
    time_zone: str = "UTC"
    decimal: str = "."
    thousands: str = ""
    ragged: str = "refuse"
    empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Values taken from another file of the same import, joined on one column; the first row of a key counts.

    Attributes:
        from_: Name pattern of the other file, or the name of the vendor's object.
        on: This file's expression, and the other file's expression that must equal it.
        take: New column here ← expression there.
        log: Fold the other file into states first; its expressions are then over those.
    """

    from_: str
    on: tuple[str, str]
    take: Mapping[str, str]
    log: ChangeLog | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a log of changes follows.

    Attributes:
        names: What the log calls it, bare.
        kind: How two values are compared: as they are (`text`), as numbers (`number`), as days (`day`), as Salesforce ids (`id`), or
            without case and spaces (`word`).
        where: Expression that a row of it must meet; "" takes all.
        ends_today: Whether its last new value must be the present one.
    """

    names: tuple[str, ...]
    kind: str = "text"
    where: str = ""
    ends_today: bool = True


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """A file with one change of one field in each row, to be folded into states; see `changelog` for the names that then stand.

    Attributes:
        subject, moment, field_name, old, new: Expressions over the file.
        fields: Name of the state's column → the field it follows.
        leading: The field without which the log tells no state.
        births: What the log writes, bare, in place of a field when a subject is created.
        today: Another file of the import that says how subjects stand now; takes fields by their names, and `began`.
        carry: Further names ← expressions, from the row a state stands at.
    """

    subject: str
    moment: str
    field_name: str
    old: str
    new: str
    fields: Mapping[str, Field]
    leading: str
    births: tuple[str, ...] = ()
    today: Lookup | None = None
    carry: Mapping[str, str] = field(default_factory=dict)


FIRST_HAND, FROM_CHANGES, RECONSTRUCTED = range(3)
"""How good rows are: as recorded, folded from a log of changes, made up from how things stand now."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one ledger table, made from the rows of one file.

    Attributes:
        table: The ledger's table.
        columns: Ledger column, or the name of an attribute ← expression.
        where: Rows for which this is not true are left out (counted, not refused); "" takes all.
        values: Ledger column → how the file's words translate; other words stay as they are.
        rest: Keep the file's remaining columns as attributes.
        first_per: Take only the first row, in file order, for each value of these file columns.
        ties: Give equal instants of one subject a microsecond each, in file order, so that no state is lost.
        sum: Ledger columns whose amounts are added up where rows are alike in all others; the file is finer than the table.
        lookups: Values from other files.
        fallback: How good the rows are; they count only for subjects that no better rows of this table speak of.
        log: Fold the file into states first; expressions are then over those.
        checks: (ledger column, expression, reason): rows for which the expression is true are refused.
    """

    table: str
    columns: Mapping[str, str]
    where: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rest: bool = False
    first_per: tuple[str, ...] = ()
    ties: bool = False
    sum: tuple[str, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    fallback: int = FIRST_HAND
    log: ChangeLog | None = None
    checks: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """One file, and what becomes of it.

    Attributes:
        how: Why we think so, for the report: "by its name", "Salesforce Opportunity".
        source: The system its rows come from.
        names: Name used in expressions → the file's own header. Expressions may always use the headers themselves.
        rows: What to make of it.
        optional: Names that expressions may use and that are simply empty where the file lacks them.
        notes: What the reader should know: what is missing, which file would give it.
        kind: What other files' lookups call it: the vendor's object, or "".
        one_form: Headers whose ids are written in several ways → how SQL of such a cell becomes SQL of the one we keep.
    """

    how: str
    source: str
    names: Mapping[str, str]
    rows: tuple[Rows, ...]
    reading: Reading = field(default_factory=Reading)
    aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    kind: str = ""
    one_form: Mapping[str, Callable[[str], str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Connector:
    """One outside system whose exports we know.

    Attributes:
        recognise: The file's headers → what becomes of it, or None where it is not this system's.
    """

    name: str
    title: str
    recognise: Callable[[tuple[str, ...]], Recognised | None]
