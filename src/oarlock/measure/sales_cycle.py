"""Sales cycle: how long a deal that is won takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import followed
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.statistics import Waiting

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal with a known state, from its creation to its decision or the ledger's instant."""
    import ibis

    deals = deal_facts(ledger, agreement)
    deals = deals.filter(deals.status.notnull())
    never = ibis.null("timestamp")
    won = (deals.status == "won").ifelse(deals.closed_at, never)
    lost = (deals.status == "lost").ifelse(deals.closed_at, never)
    rows = deals.mutate(won_at=won, lost_at=lost)
    rows = followed(ledger, agreement, rows, rows.created_at, rows.won_at, rows.lost_at)
    return rows.mutate(unit_id=rows.opportunity_id, at=rows.created_at)


METRIC = Metric(
    name="sales_cycle",
    title="Sales cycle",
    question="How long does a deal that is won take?",
    formula="calendar days by which half of the deals that are won have been won, from their creation; open deals are censored",
    unit=Unit.DAYS,
    grain="one deal",
    cohort="created_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Waiting("decided before it was created", given=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 2.2",),
    misleads="In a young cohort only fast wins can have happened yet.",
)
