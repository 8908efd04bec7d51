"""Small relational helpers that every engine agrees on: names of kept tables, truth as numbers, choices by a short list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger

_KEPT: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()
"""What each open ledger already keeps, so that asking again does not even build the expression."""

_REMEMBERED: WeakKeyDictionary[Any, dict[Hashable, Any]] = WeakKeyDictionary()
Found = TypeVar("Found")

FAR = datetime(9999, 1, 1)
"""Later than anything: stands for "never" where instants are compared, because engines differ on nulls there."""

BUCKET = "account_bucket"
"""What the column of `bucket_of` is called where observed rows carry it."""

HUMAN_TRUTHS = ("true", "t", "1", "yes", "y")
"""How a file writes yes in a text column."""


def kept_name(base: str, *parts: object) -> str:
    """A name for a kept table that changes when anything it was built from changes.

    Args:
        parts: Whatever the table depends on beside the ledger itself; their `repr` must say all of it.
    """
    return f"{base}_{hashlib.sha256(repr(parts).encode()).hexdigest()[:10]}"


def gone(ledger: Ledger, table: str) -> Any | None:
    """The rows of a table that were deleted in their source; None where there are none."""
    import ibis

    if not ledger.count_deleted(table):
        return None
    return ibis.table(ledger.table(table).schema(), name=f"{table}_deleted")


def is_written(text: Any) -> Any:
    """Whether there is anything in a text, be it blanks; never null."""
    return (text != "").fill_null(False)


def is_filled(column: Any) -> Any:
    """Whether a field holds anything: a text that is not empty, or any other value; never null."""
    return is_written(column) if column.type().is_string() else column.notnull()


IBIS_KINDS = {"BIGINT": "int64", "DATE": "date", "TIMESTAMP": "timestamp", "DOUBLE": "float64", "VARCHAR": "string"}


def kept(ledger: Ledger, name: str, build: Callable[[], Any]) -> Any:
    """The kept table of that name, built and kept on the ledger when first asked for."""
    tables = _KEPT.setdefault(ledger, {})
    if name not in tables:
        tables[name] = ledger.keep(name, build())
    return tables[name]


def remembered(ledger: Ledger, name: Hashable, find: Callable[[], Found]) -> Found:
    """A small answer of that name, found once for this ledger: a number, a list of names, a fitted model.

    Args:
        name: As from `kept_name`, or what else can be compared; whatever the answer depends on beside the ledger must be in it.
    """
    answers = _REMEMBERED.setdefault(ledger, {})
    if name not in answers:
        answers[name] = find()
    found: Found = answers[name]
    return found


def kept_already(ledger: Ledger, name: str) -> Any | None:
    """The kept table of that name, or None where nobody has asked for it on this ledger."""
    return _KEPT.get(ledger, {}).get(name)


def lent(ledger: Ledger, name: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]) -> Any:
    """A small table of our own (a calendar, the periods), put beside the ledger's as plain VALUES that every engine reads.

    Args:
        columns: Name and SQL type of each column.
        rows: At least one; numbers, days, instants and text.
    """

    def query() -> str:
        told = ", ".join(f"CAST({column} AS {kind}) AS {column}" for column, kind in columns.items())
        values = ", ".join("(" + ", ".join(_written(value) for value in row) + ")" for row in rows)
        return f"SELECT {told} FROM (VALUES {values}) AS lent({', '.join(columns)})"

    import ibis

    kept(ledger, name, query)
    return ibis.table({column: IBIS_KINDS[kind] for column, kind in columns.items()}, name=name)


def _written(value: object) -> str:
    return repr(value) if isinstance(value, (int, float)) else "'" + str(value).replace("'", "''") + "'"


EPOCH = datetime(1970, 1, 1)
_AFTER_ALL = 5 * 10**17
"""Microseconds that an instant is counted down from, so that every one is positive and has as many digits; 3,000 years either way."""
_DIGITS = 18


def earliest_text(text: Any, at: Any, where: Any = None) -> Any:
    """The text at the earliest instant, as an aggregate; of several at that instant the greatest. Null where none is known.

    The instant, counted down, and the text are packed into one, because engines have no common way to order inside an aggregate.
    """
    packed = (_AFTER_ALL - _micros(at)).cast("string") + text
    return (packed if where is None else where.ifelse(packed, _no_text())).max().substr(_DIGITS)


def _micros(at: Any) -> Any:
    import ibis

    return at.delta(ibis.literal(EPOCH, type="timestamp"), unit="microsecond").cast("int64")


def _no_text() -> Any:
    import ibis

    return ibis.null("string")


def digest(text: Any) -> Any:
    """The MD5 of a text in hexadecimal, the same on every engine; for buckets and samples, not for secrets."""
    return _md5()(text)


def bucket_of(cluster: Any) -> Any:
    """Which of 256 buckets an account falls into, as two hexadecimal digits; the same on every engine."""
    return digest(cluster).substr(0, 2)


def bucketed(rows: Any) -> Any:
    """The rows with the bucket of their `cluster`; those that carry it already are not asked for it again, for it costs much."""
    return rows if BUCKET in rows.columns else rows.mutate(**{BUCKET: bucket_of(rows.cluster)})


@cache
def _md5() -> Any:
    """Every engine has the function under this name; not every one under the library's own operation."""
    import ibis

    def md5(text: str) -> str: ...  # type: ignore[empty-body]

    return ibis.udf.scalar.builtin(md5)


def tally(condition: Any) -> Any:
    """How many rows meet the condition; unknown counts as not met. (PostgreSQL cannot sum a cast truth.)"""
    return condition.ifelse(1, 0).sum()


def chosen(value: Any, groups: Mapping[str, Iterable[str]]) -> Any:
    """The name of the group that lists the value, or null where none does."""
    import ibis

    branches = [(value.isin(sorted(members)), name) for name, members in groups.items() if members]
    nothing = ibis.null("string")
    return ibis.cases(*branches, else_=nothing) if branches else nothing


def first_known(*values: Any) -> Any:
    """The first of the values that is known."""
    import ibis

    return ibis.coalesce(*values)


def seconds_between(earlier: Any, later: Any) -> Any:
    """Elapsed seconds, with fractions, of two instants."""
    return later.delta(earlier, unit="microsecond") / 1e6


def days_between(earlier: Any, later: Any) -> Any:
    """Elapsed days, with fractions, of two instants."""
    return later.delta(earlier, unit="microsecond") / 86_400e6


def is_yes(text: Any) -> Any:
    """Whether a text attribute says yes; null where it is empty."""
    return text.lower().isin(HUMAN_TRUTHS)
