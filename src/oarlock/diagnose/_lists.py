"""Two lists of deals, record by record: which deals differ, why, and how far apart the two numbers are (METHODS 3.6).

A list is what a team exported: ids and amounts, and whatever it says of each deal. What a list leaves out on purpose is either stated
(its close window, stages, sources …) or inferred from what it holds: a list that holds no deal in Discovery leaves Discovery out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from oarlock.stats.reconcile import UNEXPLAINED, Pair, Reconciliation, reconcile, ruzicka_estimate
from oarlock.stats.result import Estimate

ALIKE = ("stage", "source", "owner", "kind", "currency")
"""Columns whose values a list may leave out, in the order in which they are asked."""
REASON_OF = {"kind": "type"}
FEWEST_ALIKE = 5
"""Deals a list must hold before what it does not hold is taken for left out on purpose."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list; what it does not say is None.

    Attributes:
        created_on: The day the deal was created, where the list or a ledger says it. closed_on: the day it was decided.
    """

    id: str
    amount: Decimal | None
    stage: str | None = None
    close_date: date | None = None
    source: str | None = None
    owner: str | None = None
    kind: str | None = None
    currency: str | None = None
    created_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class DealList:
    """A list and what it is a list of.

    Attributes:
        as_of: The day it was drawn. window: close dates it takes, [from, to). keeps: values it takes, by column of `ALIKE`.
        amount_is: What its amounts are, such as "annual"; compared as a word.
    """

    name: str
    rows: tuple[Listed, ...]
    as_of: date | None = None
    window: tuple[date, date] | None = None
    keeps: Mapping[str, Collection[str]] = field(default_factory=dict)
    amount_is: str | None = None


@dataclass(frozen=True)
class Compared:
    """What two lists come to, with every difference explained or named as unexplained.

    Attributes:
        found: Totals, difference by reason, deals by reason. distance: Ruzicka distance with its range over resampled deals.
        differing: Each deal that differs: id, amounts in both lists, reason, and in words why. unpriced: deals without an amount.
    """

    names: tuple[str, str]
    found: Reconciliation
    distance: Estimate
    differing: tuple[Difference, ...]
    counts: tuple[int, int]
    unpriced: int = 0

    @property
    def passes(self) -> bool:
        """Whether nothing is left unexplained."""
        return self.found.is_explained


@dataclass(frozen=True, slots=True)
class Difference:
    """One deal whose two amounts differ."""

    id: str
    one: Decimal
    other: Decimal
    reason: str
    why: str


def compared(a: DealList, b: DealList) -> Compared:
    """Every difference between two lists with the first reason that holds, in the order of METHODS 3.6.

    Raises:
        EmptySample: neither list holds a deal.
    """
    one, other = _by_id(a), _by_id(b)
    pairs, whys = [], {}
    for name in sorted({*one, *other}):
        mine, theirs = one.get(name, ()), other.get(name, ())
        for pair, why in _pairs(name, mine, theirs, a, b):
            pairs.append(pair)
            if why:
                whys[pair.id] = why
    found = reconcile(pairs)
    reasons = {record: reason for reason, records in found.records.items() for record in records}
    differing = tuple(
        Difference(p.id, Decimal(p.one), Decimal(p.other), reasons[p.id], whys.get(p.id, NOTHING_SAYS))
        for p in sorted(pairs, key=lambda p: (-p.apart, p.id))
        if p.id in reasons
    )
    unpriced = sum(row.amount is None for row in (*a.rows, *b.rows))
    distance = ruzicka_estimate(pairs, seed=_seed(pairs))
    return Compared((a.name, b.name), found, distance, differing, (len(a.rows), len(b.rows)), unpriced)


NOTHING_SAYS = "nothing in the two lists says why"


def _pairs(
    name: str, mine: Sequence[Listed], theirs: Sequence[Listed], a: DealList, b: DealList
) -> Iterator[tuple[Pair, str]]:
    """The deal in both lists, then each further row of the same id."""
    first, second = (mine[0] if mine else None), (theirs[0] if theirs else None)
    why = _why(first, second, a, b)
    yield Pair(name, _amount(first), _amount(second), [why[0]] if why else ()), why[1] if why else ""
    for number, row in enumerate(mine[1:], start=2):
        yield Pair(f"{name} ({number})", _amount(row), 0, ["duplicate"]), f"{a.name} holds it {len(mine)} times"
    for number, row in enumerate(theirs[1:], start=2):
        yield Pair(f"{name} ({number})", 0, _amount(row), ["duplicate"]), f"{b.name} holds it {len(theirs)} times"


def _why(first: Listed | None, second: Listed | None, a: DealList, b: DealList) -> tuple[str, str] | None:
    if first is not None and second is not None:
        return _why_unequal(first, second, a, b)
    if first is not None:
        return _why_missing(first, a, b)
    return _why_missing(second, b, a) if second is not None else None


def _why_missing(row: Listed, here: DealList, there: DealList) -> tuple[str, str] | None:
    """Why the other list does not hold the row."""
    drawn = there.as_of
    if drawn is not None and row.created_on is not None and row.created_on > drawn:
        return "as_of", f"created on {row.created_on}, after {there.name} was drawn on {drawn}"
    if drawn is not None and row.closed_on is not None and _between(row.closed_on, here.as_of, drawn):
        return "as_of", f"decided on {row.closed_on}, between the days on which the lists were drawn"
    window = there.window or _held_window(there)
    if window is not None and row.close_date is not None and not window[0] <= row.close_date < window[1]:
        how = "takes" if there.window else "holds"
        return (
            "close_window",
            f"closes on {row.close_date}; {there.name} {how} only what closes from {window[0]} to before {window[1]}",
        )
    for column in ALIKE:
        value = getattr(row, column)
        kept, stated = _kept(there, column)
        if value is not None and kept is not None and value.casefold() not in kept:
            how = "leaves out" if stated else "holds no deal with"
            return REASON_OF.get(column, column), f"{there.name} {how} {column} {value}"
    return None


def _why_unequal(first: Listed, second: Listed, a: DealList, b: DealList) -> tuple[str, str] | None:
    """Why two amounts of one deal differ."""
    if first.amount == second.amount:
        return None
    days_differ = a.as_of is not None and b.as_of is not None and a.as_of != b.as_of
    kinds_differ = (
        a.amount_is is not None and b.amount_is is not None and a.amount_is.casefold() != b.amount_is.casefold()
    )
    moved = (first.stage, first.close_date) != (second.stage, second.close_date)
    if days_differ and (moved or not kinds_differ):
        return "as_of", f"{a.name} was drawn on {a.as_of}, {b.name} on {b.as_of}"
    if kinds_differ:
        return "amount_definition", f"{a.name} counts {a.amount_is}, {b.name} {b.amount_is}"
    if first.amount is None or second.amount is None:
        return "amount_definition", f"{a.name if first.amount is None else b.name} gives it no amount"
    if (
        first.currency is not None
        and second.currency is not None
        and first.currency.casefold() != second.currency.casefold()
    ):
        return "currency", f"{first.currency} in {a.name}, {second.currency} in {b.name}"
    return None


def _kept(there: DealList, column: str) -> tuple[set[str] | None, bool]:
    """The values a list takes in a column, and whether it says so; None where nothing can be told."""
    if column in there.keeps:
        return {value.casefold() for value in there.keeps[column]}, True
    held = {value.casefold() for row in there.rows if (value := getattr(row, column)) is not None}
    told = sum(getattr(row, column) is not None for row in there.rows)
    return (held, False) if told >= FEWEST_ALIKE else (None, False)


def _held_window(there: DealList) -> tuple[date, date] | None:
    days = sorted(row.close_date for row in there.rows if row.close_date is not None)
    return (days[0], date.fromordinal(days[-1].toordinal() + 1)) if len(days) >= FEWEST_ALIKE else None


def _between(day: date, one: date | None, other: date) -> bool:
    return one is not None and min(one, other) < day <= max(one, other)


def _by_id(one: DealList) -> dict[str, list[Listed]]:
    rows: dict[str, list[Listed]] = {}
    for row in one.rows:
        rows.setdefault(row.id, []).append(row)
    return rows


def _amount(row: Listed | None) -> Decimal | int:
    return 0 if row is None or row.amount is None else row.amount


def _seed(pairs: Iterable[Pair]) -> int:
    text = repr([(pair.id, str(pair.one), str(pair.other)) for pair in pairs])
    return int.from_bytes(hashlib.sha256(b"reconcile" + text.encode()).digest()[:8], "big")


__all__ = ["UNEXPLAINED", "Compared", "DealList", "Difference", "Listed", "compared"]
