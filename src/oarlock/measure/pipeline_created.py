"""Pipeline created: the worth of new deals when they were opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.entries import in_scope
from oarlock.measure.facts.places import first_known
from oarlock.measure.statistics.completed import Completed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per deal of the agreed kinds, whoever sourced it, at its creation and its first amount."""
    deals = deal_facts(ledger, agreement)
    deals = deals.filter(in_scope(ledger, deals, agreement, any_source=True))
    return deals.mutate(
        unit_id=deals.opportunity_id, at=deals.created_at, value=first_known(deals.first_amount, deals.amount)
    )


METRIC = Metric(
    name="pipeline_created",
    title="Pipeline created",
    question="How much new pipeline was opened?",
    formula=(
        "sum of the first amount of deals of the kinds that are pipeline (agreement, [pipeline] kinds), whoever sourced them, by the day"
        " they were created (the present amount where none was stated at first)"
    ),
    unit=Unit.MONEY,
    grain="one deal",
    cohort="created_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Completed("no amount is known"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    references=("METHODS 1.1", "agreement [pipeline]"),
    misleads="Amounts at opening are guesses: compare with what such deals were worth when won.",
)
