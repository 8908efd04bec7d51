"""Records that are there a second time: few beside all, so that they alone are put in order and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import first_known, is_written, kept, kept_name

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

BLANKS = (" ", "\t", "\n", "\r", "\v", "\f")
"""What may stand around a text without being part of it; what `strip` takes off on every engine."""
KEYS = {"leads": "lead_id", "accounts": "account_id", "opportunities": "opportunity_id"}


def comparable(ledger: Ledger, agreement: Agreement) -> dict[str, Any]:
    """Leads, accounts and deals, each with `same`: the person, company or deal it is, null where there is nothing to tell by; and `says`,
    whether anything is written there: asked of every record in every question, cheaper, and true of blanks too."""
    leads, accounts, deals = ledger.table("leads"), ledger.table("accounts"), deal_facts(ledger, agreement)
    month = deals.close_date.cast("timestamp").truncate("M").cast("string")
    deal = deals.account_id + "|" + month + "|" + deals.amount.cast("string")
    return {
        "leads": leads.mutate(
            same=first_known(leads.person_id, plain(leads.email).nullif("")),
            says=leads.person_id.notnull() | is_written(leads.email),
        ),
        # Emptied once, after both: emptied by itself, the name would be read of every account, also where there is a domain.
        "accounts": accounts.mutate(
            same=first_known(plain(accounts.domain).nullif(""), plain(accounts.name)).nullif(""),
            says=is_written(accounts.domain) | is_written(accounts.name),
        ),
        "opportunities": deals.mutate(same=deal, says=deal.notnull()),
    }


def repeats(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per record that says something and is not the first to say it, kept: _table, _record (its id), is_again.

    `is_again` is true where an earlier record is the same, and null where all that is written is blanks, by which nothing can be told.
    """
    import ibis

    def build() -> Any:
        told = comparable(ledger, agreement).items()
        return ibis.union(
            *(_repeated(rows.select("created_at", "same", "says", _record=KEYS[table]), table) for table, rows in told)
        )

    return kept(ledger, kept_name("repeats", agreement.company.reporting_currency), build)


def _repeated(rows: Any, table: str) -> Any:
    """All but the first of each, and the blank ones; only what occurs more than once at all is put in order."""
    import ibis

    often = rows.group_by("same").aggregate(n=rows.count()).filter(lambda t: t.n > 1)
    several = rows.semi_join(often, "same")  # what is not known is the same as nothing
    order = ibis.window(group_by=several.same, order_by=[several.created_at, several["_record"]])
    placed = several.mutate(place=ibis.row_number().over(order))
    again = placed.filter(placed.place > 0).select("_record", _table=ibis.literal(table), is_again=ibis.literal(True))
    blank = rows.filter(rows.same.isnull(), rows.says)
    return ibis.union(again, blank.select("_record", _table=ibis.literal(table), is_again=ibis.null("boolean")))


def plain(text: Any) -> Any:
    """The text in lower case, without blanks around it.

    Few texts have any, and looking at both ends costs a third of taking blanks off.
    """
    lower = text.lower()
    return (_any(text.startswith, BLANKS) | _any(text.endswith, BLANKS)).ifelse(lower.strip(), lower)


def _any(holds: Callable[[str], Any], of: Iterable[str]) -> Any:
    return reduce(or_, map(holds, of))
