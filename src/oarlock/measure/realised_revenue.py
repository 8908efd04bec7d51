"""Realised revenue: what customers have brought in since they were won, by how they were won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.customers import customers
from oarlock.measure.facts.deals import in_units
from oarlock.measure.statistics import Total

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

KIND = "revenue"
"""Events of money that came in; what was contracted at the start or the renewal is another kind and never added to it."""


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per customer with a known start, with all it brought in up to the ledger's instant; null for one that brought nothing yet."""
    known = customers(ledger, agreement)
    known = known.filter(known.started_at.notnull())
    events = ledger.table("customer_events")
    paid = events.filter(events.kind == KIND, events.amount.notnull())
    sums = paid.group_by(_of=paid.account_id).aggregate(brought=paid.amount.sum())
    joined = known.left_join(sums, known.account_id == sums["_of"])
    told = joined.mutate(
        unit_id=joined.account_id, cluster=joined.account_id, at=joined.started_at, value=in_units(joined.brought)
    )
    return told.drop("base", "brought", "_of", "started_at", "churned_at")


def unknown(ledger: Ledger, _: Agreement) -> str:
    """Where no money is recorded, customers did not bring nothing: nobody says what they brought."""
    events = ledger.table("customer_events")
    if ledger.rows(events.filter(events.kind == KIND).count().name("n").as_table())[0]["n"]:
        return ""
    return "no customer event of kind revenue is recorded; import what customers paid or sold as customer_events of that kind"


METRIC = Metric(
    name="realised_revenue",
    title="Realised revenue",
    question="What have the customers brought in since they were won?",
    formula="sum of customer events of kind revenue, by customer, up to now",
    unit=Unit.MONEY,
    grain="one customer, in the period in which it started",
    cohort="started_at (first start event, else first won deal)",
    source=("customer_events", "opportunities", "opportunity_versions"),
    unknown=unknown,
    statistic=Total("it has brought nothing in yet"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    references=("METHODS 5.4",),
    misleads="Younger customers have had less time. A win that never bought anything counts among the customers, not in the sum.",
)
