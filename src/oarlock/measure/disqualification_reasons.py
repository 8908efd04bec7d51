"""Disqualification reasons: why leads were turned away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.handover import IDS
from oarlock.measure.facts.leads import are_passages_kept, leads_described, passages
from oarlock.measure.facts.stages import lead_stages
from oarlock.measure.statistics import Count

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OF_LEAD = (*IDS, "created_at")


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per disqualified lead, at its first disqualification, with the reason given then."""
    leads = passages(ledger, agreement) if are_passages_kept(ledger, agreement) else _found(ledger, agreement)
    leads = leads.filter(leads.disqualified_at.notnull())
    leads = leads.select(*OF_LEAD, "disqualified_at", "reason_group", reason="disqualified_reason")
    return leads.mutate(unit_id=leads.lead_id, at=leads.disqualified_at)


def _found(ledger: Ledger, agreement: Agreement) -> Any:
    """The leads that ever moved on; for this question alone, it costs a tenth of what all questions on leads are made from."""
    stages = lead_stages(ledger, agreement)
    stages = stages.select("disqualified_at", "disqualified_reason", "reason_group", _moved="lead_id")
    leads = leads_described(ledger, agreement)
    return leads.inner_join(stages, leads.lead_id == stages["_moved"])


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
