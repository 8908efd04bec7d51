"""Definition agreement: how far the two teams' own rules for a good lead pick the same leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.definitions import judged_leads, why_undefined
from oarlock.measure.statistics.overlap import Overlap
from oarlock.stats.raters import LEAST_UNITS

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, at its creation, with the verdict of each team's rule on it as it stood when it was handed over."""
    judged = judged_leads(ledger, agreement)
    return judged.mutate(unit_id=judged.lead_id, at=judged.created_at)


METRIC = Metric(
    name="definition_agreement",
    title="Definition agreement",
    question="Do the two teams' own definitions pick the same leads?",
    formula="leads that both rules call good ÷ leads that either does (Jaccard); leads that a rule cannot judge are left out and counted",
    unit=Unit.SHARE,
    grain="one lead, as it stood when it was handed over",
    cohort="created_at",
    source=("leads", "accounts", "stage_changes"),
    needs=("leads",),
    statistic=Overlap("by_marketing", "by_sales", ("marketing", "sales"), LEAST_UNITS),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    unknown=why_undefined,
    references=("METHODS 7.1", "METHODS 7.2", "Zec et al. (2017)"),
    misleads="Leads that neither rule calls good are most of them, so plain agreement looks fine; it stands in the cells beside the number."
    " A record without earlier versions judges leads by the values of today.",
)
