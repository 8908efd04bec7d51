"""Completeness: how much of what the numbers rest on is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.places import first_known
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_LEADS = ("email", "source", "account_id")
OF_ACCOUNTS = ("industry", "employees", "domain")
OF_DEALS = ("amount", "close_date", "source", "owner_id")


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per record and field that it should have; `hit` says whether it is filled."""
    import ibis

    promised = [name for name in agreement.marketing.complete_fields if name in ledger.columns("leads")]
    leads = ledger.table("leads")
    accounts = ledger.table("accounts")
    deals = deal_facts(ledger, agreement)
    parts = [_filled(leads, "leads", "lead_id", name) for name in dict.fromkeys((*promised, *OF_LEADS))]
    parts += [_filled(accounts, "accounts", "account_id", name) for name in OF_ACCOUNTS]
    parts += [_filled(deals, "opportunities", "opportunity_id", name) for name in OF_DEALS]
    parts.append(_filled(deals.filter(deals.status == "lost"), "opportunities", "opportunity_id", "loss_reason"))
    return ibis.union(*parts)


def _filled(rows: Any, table: str, key: str, name: str) -> Any:
    import ibis

    value = rows[name]
    known = value.nullif("").notnull() if value.type().is_string() else value.notnull()
    ids = {id_: rows[id_] if id_ in rows.columns else ibis.null("string") for id_ in ("account_id", "owner_id")}
    source = rows.source if "source" in rows.columns else ibis.null("string")
    return rows.select(
        unit_id=rows[key],
        cluster=first_known(ids["account_id"], rows[key]),
        at=rows.created_at,
        table=ibis.literal(table),
        field=ibis.literal(name),
        source=source,
        hit=known,
        **ids,
    )


METRIC = Metric(
    name="completeness",
    title="Completeness of the record",
    question="How much of what the numbers rest on is filled in?",
    formula="records whose field is filled ÷ records that should have it, by the day the record was created, as it stands today",
    unit=Unit.SHARE,
    grain="one record and field",
    cohort="created_at",
    source=("leads", "accounts", "opportunities"),
    needs=("leads",),
    statistic=Share("not known"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("table", "field"),
    references=("METHODS 0.6",),
    misleads="A field that is filled need not be right: a required field invites whatever the form accepts.",
)
