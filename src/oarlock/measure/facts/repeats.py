"""Records that are there a second time: few beside all, so that they alone are put in order and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import first_known, kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

BLANKS = (" ", "\t", "\n", "\r", "\v", "\f")
"""What may stand around a text without being part of it; what `strip` takes off on every engine."""
KEYS = {"leads": "lead_id", "accounts": "account_id", "opportunities": "opportunity_id"}


def recorded(ledger: Ledger, agreement: Agreement) -> dict[str, Any]:
    """Leads, accounts and deals, by what their table is called."""
    return {
        "leads": ledger.table("leads"),
        "accounts": ledger.table("accounts"),
        "opportunities": deal_facts(ledger, agreement),
    }


def repeats(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per record that is not the first to say who or what it is, kept: _table, _record (its id), is_again.

    `is_again` is true where an earlier record is the same, and null where nothing is written, or blanks, by which nothing can be told. So
    whoever asks for repeats reads no text of the records beside these, which are few.
    """
    import ibis

    def build() -> Any:
        told = recorded(ledger, agreement).items()
        return ibis.union(*(_repeated(_same(rows, table), table) for table, rows in told))

    return kept(ledger, kept_name("repeats", agreement.company.reporting_currency, agreement.company.time_zone), build)


def _same(rows: Any, table: str) -> Any:
    """Records with `same`: the person, company or deal each is; null where there is nothing to tell by."""
    if table == "leads":
        same = first_known(rows.person_id, plain(rows.email).nullif(""))
    elif table == "accounts":
        # Emptied once, after both: emptied by itself, the name would be read of every account, also where there is a domain.
        same = first_known(plain(rows.domain).nullif(""), plain(rows.name)).nullif("")
    else:
        month = rows.close_date.cast("timestamp").truncate("M").cast("string")
        same = rows.account_id + "|" + month + "|" + rows.amount.cast("string")
    return rows.select("created_at", _record=KEYS[table], same=same)


def _repeated(rows: Any, table: str) -> Any:
    """All but the first of each, and what cannot be told; only what occurs more than once at all is put in order."""
    import ibis

    often = rows.group_by("same").aggregate(n=rows.count()).filter(lambda t: t.n > 1)
    several = rows.semi_join(often, "same")  # what is not known is the same as nothing
    order = ibis.window(group_by=several.same, order_by=[several.created_at, several["_record"]])
    placed = several.mutate(place=ibis.row_number().over(order))
    again = placed.filter(placed.place > 0).select("_record", _table=ibis.literal(table), is_again=ibis.literal(True))
    untold = rows.filter(rows.same.isnull())
    return ibis.union(again, untold.select("_record", _table=ibis.literal(table), is_again=ibis.null("boolean")))


def plain(text: Any) -> Any:
    """The text in lower case, without blanks around it.

    Few texts have any, and looking at both ends costs a third of taking blanks off.
    """
    lower = text.lower()
    return (_any(text.startswith, BLANKS) | _any(text.endswith, BLANKS)).ifelse(lower.strip(), lower)


def _any(holds: Callable[[str], Any], of: Iterable[str]) -> Any:
    return reduce(or_, map(holds, of))
