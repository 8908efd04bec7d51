"""Two teams' lists of deals, read from files or frames, and set against each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._lists import ALIKE, Compared, DealList, Listed, compared
from oarlock.errors import FileUnreadable, UsedWrongly, nearest

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger

HEADERS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "opportunity_id", "deal_id", "record_id", "opportunityid", "dealid"),
    "amount": ("amount", "value", "deal_amount", "opportunity_amount", "amount_usd"),
    "stage": ("stage", "stage_name", "stagename", "deal_stage", "dealstage"),
    "close_date": ("close_date", "closedate", "expected_close_date", "close"),
    "source": ("source", "sourced_by", "lead_source", "leadsource", "deal_source"),
    "owner": ("owner", "owner_id", "owner_name", "opportunity_owner", "deal_owner", "hubspot_owner_id"),
    "kind": ("kind", "type", "deal_type", "dealtype", "opportunity_type"),
    "currency": ("currency", "currency_code", "currencyisocode", "amount_currency"),
    "created_on": ("created_on", "created_at", "created_date", "createddate", "createdate", "create_date"),
}
"""Headers under which a list may state each column, letters' case and blanks aside."""
MOST_SHOWN = 5
PLAIN = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?|\d+(\.\d*)?([eE][+-]?\d+)?|\.\d+")


def reconciled(a: DealList, b: DealList, *, ledger: Ledger | None = None) -> Compared:
    """The two lists set against each other; a ledger tells when the deals that only one of them holds were created and decided.

    Raises:
        UsedWrongly: neither list holds a deal.
    """
    if not a.rows and not b.rows:
        raise UsedWrongly(f"Neither {a.name} nor {b.name} holds a deal, so there is nothing to compare.")
    a, b = _one_form(a, b)
    if ledger is not None and a.as_of != b.as_of:
        a, b = _dated(ledger, a, b)
    return compared(a, b)


def list_of(
    given: Any,
    name: str,
    *,
    as_of: str | date | None = None,
    window: tuple[str | date, str | date] | None = None,
    keeps: Mapping[str, Collection[str]] | None = None,
    amount_is: str | None = None,
) -> DealList:
    """A list from a CSV file, a frame (pandas, Arrow), or dictionaries.

    Args:
        as_of: The day it was drawn. window: the close dates it takes, from and to (not included).
        keeps: What it takes in `stage`, `source`, `owner`, `kind` or `currency`; left out, it is inferred from what it holds.
        amount_is: What its amounts are, in a word: "annual", "total".
    Raises:
        FileUnreadable: rows that cannot be read; names file, line and column of the first ones.
        UsedWrongly: a column is missing or unknown, or a day is none.
    """
    from oarlock.book.days import day_of

    for column in keeps or {}:
        if column not in ALIKE:
            raise UsedWrongly(f'A list keeps values of {", ".join(ALIKE)}, not of "{column}".{nearest(column, ALIKE)}')
    ends = None if window is None else (day_of(window[0]), day_of(window[1]))
    rows = tuple(_listed(name, given))
    return DealList(name, rows, day_of(as_of), ends, dict(keeps or {}), amount_is)  # type: ignore[arg-type]


def _listed(name: str, given: Any) -> Iterator[Listed]:
    """The rows of a list, with every fault told at once."""
    faults: list[str] = []
    for place, row in _rows(name, given):
        read = _row(place, row, faults)
        if read is not None:
            yield read
    if faults:
        more = f"\n  … and {len(faults) - MOST_SHOWN} more." if len(faults) > MOST_SHOWN else ""
        raise FileUnreadable("\n".join(faults[:MOST_SHOWN]) + more)


def _rows(name: str, given: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Where each row stands and what it says, by our own column names."""
    if isinstance(given, str | Path):
        yield from _file(Path(given))
        return
    if hasattr(given, "to_pylist"):
        given = given.to_pylist()
    elif hasattr(given, "to_dict"):
        given = given.to_dict("records")
    told = list(given)
    columns = _columns(name, [str(key) for key in (told[0] if told else {})]) if told else {}
    for number, row in enumerate(told, start=1):
        yield f"{name}, row {number}", {ours: row.get(theirs) for ours, theirs in columns.items()}


def _file(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    from oarlock.connect.base import Reading
    from oarlock.connect.text import records, shape_of

    if not path.is_file():
        raise UsedWrongly(f"There is no file {path}. Name two CSV files: oarlock reconcile MARKETING.csv SALES.csv")
    if path.stat().st_size == 0:
        raise FileUnreadable(f"{path.name}: the file is empty, without even a header.\n  Export it again.")
    shape = shape_of(path, path.name, Reading())
    columns = _columns(path.name, list(shape.header))
    for record in records(path, shape):
        if record.wrong:
            raise FileUnreadable(f"{path.name}, line {record.line}: {record.wrong}")
        cells = dict(zip(shape.header, record.cells, strict=False))
        yield f"{path.name}, line {record.line}", {ours: cells.get(theirs) for ours, theirs in columns.items()}


def _columns(name: str, headers: list[str]) -> dict[str, str]:
    """Our column ← the header that states it."""
    plain = {re.sub(r"[^a-z0-9]+", "_", header.strip().lower()).strip("_"): header for header in headers}
    found = {ours: next((plain[known] for known in names if known in plain), None) for ours, names in HEADERS.items()}
    for needed in ("id", "amount"):
        if found[needed] is None:
            raise UsedWrongly(
                f'{name}: there is no column "{needed}". It has: {", ".join(headers)}.\n'
                f"  A list needs an id and an amount; it may also state {', '.join(list(HEADERS)[2:])}."
            )
    return {ours: header for ours, header in found.items() if header is not None}


def _row(place: str, row: Mapping[str, Any], faults: list[str]) -> Listed | None:
    def text(column: str) -> str | None:
        value = row.get(column)
        return None if value is None or value != value or not str(value).strip() else str(value).strip()

    identity = text("id")
    if identity is None:
        faults.append(f"{place}: the id is empty.")
        return None
    days = {
        column: _day(place, column, row.get(column), text(column), faults) for column in ("close_date", "created_on")
    }
    return Listed(
        identity, _money(place, text("amount"), faults), text("stage"), days["close_date"], text("source"), text("owner"),
        text("kind"), text("currency"), days["created_on"],
    )  # fmt: skip


def _money(place: str, text: str | None, faults: list[str]) -> Decimal | None:
    if text is None:
        return None
    bare = re.sub(r"\s|[$€£]|[A-Z]{3}", "", text)
    # A comma is taken for a thousands mark only where it stands as one: 1.234,50 must not become 1.2345.
    if PLAIN.fullmatch(bare) is None:
        faults.append(f'{place}: "{text}" is no amount. Write 1234.50 or 1,234.50.')
        return None
    return Decimal(bare.replace(",", ""))


def _day(place: str, column: str, value: Any, text: str | None, faults: list[str]) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date) or text is None:
        return value if isinstance(value, date) else None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        faults.append(f'{place}: {column} "{text}" is not a day. Write it as 2026-06-30.')
        return None


def _one_form(a: DealList, b: DealList) -> tuple[DealList, DealList]:
    """Salesforce ids of 15 and 18 signs are one id; the longer form is told."""
    longer = {row.id[:15]: row.id for one in (a, b) for row in one.rows if re.fullmatch(r"\d\w{17}", row.id)}
    return _renamed(a, longer), _renamed(b, longer)


def _renamed(one: DealList, names: Mapping[str, str]) -> DealList:
    return replace(one, rows=tuple(replace(row, id=names.get(row.id, row.id)) for row in one.rows))


def _dated(ledger: Ledger, a: DealList, b: DealList) -> tuple[DealList, DealList]:
    """The lists with the days on which their deals were created and decided, as the ledger knows them."""
    from oarlock.measure.facts.places import kept_name, lent

    wanted = sorted({row.id for row in a.rows} ^ {row.id for row in b.rows})
    if not wanted or ledger.is_empty("opportunities"):
        return a, b
    ids = lent(ledger, kept_name("listed", wanted), {"listed_id": "VARCHAR"}, [(one,) for one in wanted])
    deals, versions = ledger.table("opportunities"), ledger.table("opportunity_versions")
    closed = versions.filter(versions.status != "open")
    closed = closed.group_by(_of="opportunity_id").aggregate(closed_at=closed.valid_from.max())
    found = deals.semi_join(ids, deals.opportunity_id == ids.listed_id)
    found = found.left_join(closed, found.opportunity_id == closed["_of"])
    days = {
        row["opportunity_id"]: (row["created_at"], row["closed_at"])
        for row in ledger.rows(found.select("opportunity_id", "created_at", "closed_at"))
    }
    return _with_days(a, days), _with_days(b, days)


def _with_days(one: DealList, days: Mapping[str, tuple[datetime | None, datetime | None]]) -> DealList:
    return replace(one, rows=tuple(_with_day(row, *days.get(row.id, (None, None))) for row in one.rows))


def _with_day(row: Listed, created: datetime | None, closed: datetime | None) -> Listed:
    return replace(row, created_on=row.created_on or (created and created.date()), closed_on=closed and closed.date())


def names_of(given: Iterable[Any]) -> tuple[str, ...]:
    """What the two lists are called: their files' names, or a and b."""
    told = [Path(one).stem if isinstance(one, str | Path) else "" for one in given]
    if len(set(told)) == len(told) and all(told):
        return tuple(told)
    return ("a", "b")
