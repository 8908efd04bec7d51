"""Retention: how many customers are still there so many months after they started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, joined_late, lives, of_customers
from oarlock.measure.facts.customers import customers
from oarlock.measure.statistics.retained import MONTHS, Retained, by_months
from oarlock.words import day

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per customer, from its start to its first churn or to the ledger's instant.

    Where churn began to be recorded later than customers, those of before are at risk only from then on; without a start event nobody
    knows whether they were still there, and they do not count.
    """
    import ibis

    rows = lives(ledger, agreement, customers(ledger, agreement))
    beginning = of_customers(ledger, agreement)
    if beginning is not None:
        rows = joined_late(ledger, agreement, rows, beginning.on)
        known = (rows.joined == 0) | rows.is_listed
        rows = rows.mutate(waited=known.ifelse(rows.waited, ibis.null("int64")))
    return rows.mutate(unit_id=rows.account_id, cluster=rows.account_id, at=rows.started_at).drop("base", "is_listed")


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when churn is recorded, where that is later than the first customers."""
    found = of_customers(ledger, agreement)
    return {} if found is None else {(month,): found for month in MONTHS}


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """How those count who came before churn was recorded."""
    if (found := of_customers(ledger, agreement)) is None:
        return ()
    return (
        f"Churn is recorded from {day(found.on)} on: customers of before count from that day on only, without a start event not at all.",
    )


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
    statistic=Retained("no start is known, it left before it started, or before churn was recorded"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("month",),
    arranged=by_months,
    begun=begun,
    caveats=caveats,
    references=("METHODS 2.1",),
    misleads="It counts logos, not money: the smallest customer lost looks as bad as the largest. One that came back left once.",
)
