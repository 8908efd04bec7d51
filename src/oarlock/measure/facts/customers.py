"""One row per customer: since when, until when, and how it was won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.deals import deal_facts, in_units, judged
from oarlock.measure.facts.places import first_known, kept, kept_name
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DEAL = ("opportunity_id", "lead_id", "sourced_by", "owner_id", "campaign_id", "on_profile")
UNTOLD = -1
"""Stands for an unknown amount inside one aggregate (a millionth less than nothing), because `argmin` skips nulls."""
WON_BY = (*DEAL, "source", "won_by")
"""Through what a customer can be sliced by how it was won; the kind of lead is reached by its id."""


def customers(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per account that started or won, kept on the ledger.

    Columns: account_id, started_at (first start event, else first won deal; null: only its end is known), churned_at (its first; null: it
    is still there), is_listed (it has a start event: whoever lists the customers knows it), base (what it paid at the start, reporting
    currency; null unknown), and of its first won deal opportunity_id, lead_id, sourced_by, source (the deal's, else its lead's), owner_id,
    campaign_id, on_profile, and won_by (who sourced it, else the source).
    """
    parts = (
        agreement.company.reporting_currency,
        agreement.source_rule,
        dict(agreement.channels),
        agreement.attribution.ignored_kinds,
    )
    told = kept(ledger, kept_name("customers", *parts), lambda: _customers(ledger, unjudged(agreement)))
    return judged(ledger, agreement, told)


def described(ledger: Ledger, agreement: Agreement, rows: Any) -> Any:
    """Rows with an `account_id`, and with how that customer was won; nulls for who is no customer."""
    side = customers(ledger, agreement).select("account_id", *WON_BY).rename(_customer="account_id")
    joined = rows.left_join(side, rows.account_id == side["_customer"])
    return joined.select(*(joined[name] for name in rows.columns), *(joined[name] for name in WON_BY))


def _customers(ledger: Ledger, agreement: Agreement) -> Any:
    import ibis

    marks, won = _marks(ledger), _first_wins(ledger, agreement)
    ids = ibis.union(marks.select(account_id="_marked"), won.select(account_id="_won"), distinct=True)
    joined = ids.left_join(marks, ids.account_id == marks["_marked"])
    joined = joined.left_join(won, joined.account_id == won["_won"])
    return joined.select(
        "account_id", "churned_at", *WON_BY, is_listed=joined.first_start.notnull(),
        started_at=first_known(joined.first_start, joined.won_at), base=first_known(joined.start_amount, joined.won_amount),
    )  # fmt: skip


def _marks(ledger: Ledger) -> Any:
    """First start and first end of each account that has either."""
    events = ledger.table("customer_events")
    events = events.filter(events.kind.isin(["started", "churned"]))
    started = events.kind == "started"
    told = events.group_by("account_id").aggregate(
        first_start=events.happened_at.min(where=started),
        churned_at=events.happened_at.min(where=events.kind == "churned"),
        # What it paid when it first came, also where it left and came back for another amount.
        start_amount=events.amount.fill_null(UNTOLD).argmin(events.happened_at, where=started),
    )
    return told.mutate(start_amount=in_units(told.start_amount.nullif(UNTOLD))).rename(_marked="account_id")


def _first_wins(ledger: Ledger, agreement: Agreement) -> Any:
    """The first won new deal of each account; the deal's channel is its own, else its lead's."""
    import ibis

    deals = deal_facts(ledger, agreement)
    # A renewal or an expansion is won from who is a customer already: it is no start.
    fresh = deals.kind.isnull() | (deals.kind == "new")
    won = deals.filter(deals.status == "won", deals.account_id.notnull(), fresh)
    order = ibis.window(group_by=won.account_id, order_by=[won.closed_at, won.opportunity_id])
    first = won.mutate(place=ibis.row_number().over(order)).filter(lambda t: t.place == 0)
    leads = ledger.table("leads")
    side = leads.select(_lead=leads.lead_id, _channel=leads.source)
    joined = first.left_join(side, first.lead_id == side["_lead"])
    source = first_known(joined.source.nullif(""), joined["_channel"])
    return joined.select(
        *DEAL, _won=joined.account_id, won_at=joined.closed_at, won_amount=joined.amount, source=source,
        won_by=first_known(joined.sourced_by, source),
    )  # fmt: skip
