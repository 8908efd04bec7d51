"""Duplicates: how many records are there a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import first_known
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, account and deal; `hit` says whether an earlier record is the same one, null where there is nothing to tell by."""
    import ibis

    leads, accounts = ledger.table("leads"), ledger.table("accounts")
    person = first_known(leads.person_id, leads.email.lower().strip().nullif(""))
    company = first_known(accounts.domain.lower().strip().nullif(""), accounts.name.lower().strip().nullif(""))
    deals = deal_facts(ledger, agreement)
    deals = deals.mutate(month=deals.close_date.cast("timestamp").truncate("M").cast("string"))
    deal = deals.account_id + "|" + deals.month + "|" + deals.amount.cast("string")
    return ibis.union(
        _again(leads.mutate(same=person), "leads", "lead_id"),
        _again(accounts.mutate(same=company), "accounts", "account_id"),
        _again(deals.mutate(same=deal), "opportunities", "opportunity_id"),
    )


def _again(rows: Any, table: str, key: str) -> Any:
    import ibis

    order = ibis.window(group_by=rows.same, order_by=[rows.created_at, rows[key]])
    source = rows.source if "source" in rows.columns else ibis.null("string")
    placed = rows.select(
        unit_id=rows[key],
        cluster=first_known(rows.account_id, rows[key]),
        at=rows.created_at,
        table=ibis.literal(table),
        source=source,
        account_id=rows.account_id,
        same=rows.same,
        place=ibis.row_number().over(order),
    )
    hit = placed.same.notnull().ifelse(placed.place > 0, ibis.null("boolean"))
    return placed.select("unit_id", "cluster", "at", "table", "source", "account_id", hit=hit)


METRIC = Metric(
    name="duplicates",
    title="Duplicates",
    question="How many records are there a second time?",
    formula="leads of a person already there (by match, else e-mail), accounts of a domain or name already there, deals of an account, "
    "closing month and amount already there ÷ records that can be compared, by the day they were created",
    unit=Unit.SHARE,
    grain="one record",
    cohort="created_at",
    source=("leads", "accounts", "opportunities"),
    needs=("leads",),
    statistic=Share("nothing to compare it by"),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("table",),
    references=("METHODS 0.6 (h)",),
    misleads="Two people may share an address, and a person who comes again is no fault of the record; look at a few before merging.",
)
