"""Lead volume: how many leads entered the funnel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.statistics import Count

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, at its creation."""
    leads = leads_described(ledger, agreement)
    return leads.mutate(unit_id=leads.lead_id, at=leads.created_at)


METRIC = Metric(
    name="lead_volume",
    title="Lead volume",
    question="How many leads entered the funnel?",
    formula="number of leads by the day they were created",
    unit=Unit.COUNT,
    grain="one lead",
    cohort="created_at",
    source=("leads",),
    statistic=Count(),
    better=Direction.NEITHER,
    answers_for=(Team.MARKETING,),
    observe=observe,
    misleads="More leads are not better leads: read it beside the share on profile and the conversion.",
)
