"""Disqualification reasons: why leads were turned away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.facts.stages import lead_stages
from oarlock.measure.statistics import Count

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per disqualified lead, at its first disqualification, with the reason given then."""
    stages = lead_stages(ledger, agreement)
    stages = stages.filter(stages.disqualified_at.notnull())
    stages = stages.select("disqualified_at", "reason_group", _gone="lead_id", reason=stages.disqualified_reason)
    leads = leads_described(ledger, agreement)
    joined = leads.inner_join(stages, leads.lead_id == stages["_gone"]).drop("_gone")
    return joined.mutate(unit_id=joined.lead_id, at=joined.disqualified_at)


METRIC = Metric(
    name="disqualification_reasons",
    title="Disqualification reasons",
    question="Why are leads turned away?",
    formula="number of leads by the reason of their first disqualification; a reason of none is one nobody gave",
    unit=Unit.COUNT,
    grain="one disqualified lead",
    cohort="disqualified_at",
    source=("stage_changes", "leads"),
    statistic=Count(),
    better=Direction.NEITHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    within=("reason",),
    references=("METHODS 11.2",),
    misleads="One reason used for everything says that reasons are not used, not that the reason is true.",
)
