"""Bookings: the worth of the deals won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.statistics.completed import Completed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per won deal, when it was won."""
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won")
    return won.mutate(unit_id=won.opportunity_id, at=won.closed_at, value=won.amount)


METRIC = Metric(
    name="bookings",
    title="Bookings",
    question="How much was won?",
    formula="sum of the amounts of won deals by the day they were won",
    unit=Unit.MONEY,
    grain="one won deal",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Completed("no amount is known"),
    better=Direction.HIGHER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 1.1",),
    misleads="The last days of a quarter bring much of it: compare whole periods only.",
)
