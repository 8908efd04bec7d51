"""The two long waits that several metrics tell: of a lead for its win, and of a deal for its decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import followed, passed_at_once
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import ended, funnel_facts

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def leads_to_win(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, from its creation to its win, its end or the ledger's instant; a win of before took no time."""
    leads = funnel_facts(ledger, agreement)
    rows = passed_at_once(followed(ledger, agreement, leads, leads.created_at, leads.customer_at, ended(leads)))
    return rows.mutate(unit_id=rows.lead_id, at=rows.created_at)


def deals_to_decision(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal with a known state, from its creation to its win, its loss or the ledger's instant."""
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.status.notnull())
    never = ibis.null("timestamp")
    won = (deals.status == "won").ifelse(deals.closed_at, never)
    lost = (deals.status == "lost").ifelse(deals.closed_at, never)
    rows = deals.mutate(won_at=won, lost_at=lost)
    rows = followed(ledger, agreement, rows, rows.created_at, rows.won_at, rows.lost_at)
    return rows.mutate(unit_id=rows.opportunity_id, at=rows.created_at)
