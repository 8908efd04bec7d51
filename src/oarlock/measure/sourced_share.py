"""Sourced share: how much of the bookings marketing sourced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.statistics import Ratio

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per won deal; one whose sourcing nobody recorded does not count."""
    import ibis

    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won")
    known, nothing = won.sourced_by.notnull(), ibis.null("float64")
    ours = won.sourced_by.isin(sorted(agreement.pipeline.sourced_by))
    return won.mutate(
        unit_id=won.opportunity_id,
        at=won.closed_at,
        numerator=known.ifelse(ours.ifelse(won.amount, won.amount * 0.0), nothing),
        denominator=known.ifelse(won.amount, nothing),
    )


METRIC = Metric(
    name="sourced_share",
    title="Sourced share",
    question="How much of what was won did marketing source?",
    formula="won amount of deals sourced as the agreement counts it ÷ won amount of deals whose sourcing is known",
    unit=Unit.SHARE,
    grain="one won deal",
    cohort="closed_at",
    source=("opportunities", "opportunity_versions"),
    needs=("opportunities", "opportunity_versions"),
    statistic=Ratio("nobody recorded who sourced it, or its amount", part=True),
    better=Direction.NEITHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    references=("METHODS 4.6",),
    misleads="Sourced is a partition by the locked rule; influenced is not, and is never added to it.",
)
