"""Follow-up depth: how often people try a lead before they give it up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.handover import ON_MERIT, handed_over
from oarlock.measure.facts.places import days_between
from oarlock.measure.statistics import Average

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead handed over; `value` is null while the promised days run, and for a lead that needed no more attempts."""
    import ibis

    sales, leads = agreement.sales, handed_over(ledger, agreement)
    leads = leads.filter(leads.clock_at.notnull())
    ripe = leads.clock_at <= ibis.literal(
        ledger.as_of.replace(tzinfo=None) - timedelta(days=sales.attempt_days), type="timestamp"
    )

    def soon(at: Any) -> Any:
        return (days_between(leads.clock_at, at) <= sales.attempt_days).fill_null(False)

    looked_at = leads.reason_group.isin(ON_MERIT).fill_null(False) & soon(leads.rejected_at)
    early = (soon(leads.answered_at) | soon(leads.accepted_at) | looked_at) & (leads.attempts < sales.attempts)
    counts = ripe & ~early
    return leads.mutate(
        unit_id=leads.lead_id,
        at=leads.clock_at,
        value=counts.ifelse(leads.attempts.cast("float64"), ibis.null("float64")),
        hit=counts.ifelse(leads.attempts >= sales.attempts, ibis.null("boolean")),
    )


METRIC = Metric(
    name="follow_up_depth",
    title="Follow-up depth",
    question="How often do people try a lead that does not answer?",
    formula=(
        "outward activities of people within the promised days ÷ leads handed over that long ago which neither answered nor were decided "
        "on their merit before the promised attempts were made; beside it the share of them that got the promised attempts"
    ),
    unit=Unit.COUNT,
    grain="one lead, at its hand-over",
    cohort="handed over with an owner",
    source=("leads", "stage_changes", "assignments", "activities"),
    needs=("leads", "activities"),
    statistic=Average(
        "answered or decided before the promised attempts, or the promised days still run", beside="tried_as_promised"
    ),
    better=Direction.HIGHER,
    answers_for=(Team.SALES,),
    observe=observe,
    references=("METHODS 9.2",),
    misleads="More attempts are not better attempts, and calls that nobody logs are missing. Leads that answered early are not in it.",
)
