"""Retention: how many customers are still there so many months after they started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import followed
from oarlock.measure.facts.customers import customers
from oarlock.measure.statistics.retained import Retained, by_months

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per customer, from its start to its first churn or to the ledger's instant."""
    import ibis

    rows = customers(ledger, agreement)
    rows = followed(ledger, agreement, rows, rows.started_at, rows.churned_at, ibis.null("timestamp"))
    return rows.mutate(unit_id=rows.account_id, cluster=rows.account_id, at=rows.started_at).drop("base")


def unknown(ledger: Ledger, _: Agreement) -> str:
    """A record in which nobody ever leaves says nothing of how many stay."""
    events = ledger.table("customer_events")
    if ledger.rows(events.filter(events.kind == "churned").count().name("n").as_table())[0]["n"]:
        return ""
    return "no customer is recorded as churned; if churn is only not recorded, import customer_events of kind churned"


METRIC = Metric(
    name="retention",
    title="Retention",
    question="How many customers are still there so many months after they started?",
    formula="Kaplan–Meier share of customers not churned by month 1, 3, 6, 12, 24, 36 since their start; those still here are censored",
    unit=Unit.SHARE,
    grain="one customer",
    cohort="started_at (first start event, else first won deal)",
    source=("customer_events", "opportunities", "opportunity_versions"),
    unknown=unknown,
    statistic=Retained("no start is known, or it left before it started"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("month",),
    arranged=by_months,
    references=("METHODS 2.1",),
    misleads="It counts logos, not money: the smallest customer lost looks as bad as the largest. One that came back left once.",
)
