"""Time in stage: how long leads stay in a stage before anything happens."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_leads
from oarlock.measure.cohorts import followed
from oarlock.measure.facts.funnel import FUNNEL, ended, funnel_facts, reached, walked
from oarlock.measure.stage_conversion import IDS, unknown
from oarlock.measure.statistics import Waiting

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead and stage it entered itself; a stage that was skipped has no time."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    stays = [_stay(ledger, agreement, leads, here, after) for here, after in pairwise(walked(ledger, agreement))]
    return (
        ibis.union(*stays)
        if len(stays) > 1
        else stays[0]
        if stays
        else _stay(ledger, agreement, leads, "inquiry", "mql")
    )


def _stay(ledger: Ledger, agreement: Agreement, leads: Any, here: str, after: str) -> Any:
    import ibis

    there = leads.filter(leads[f"{here}_at"].notnull())
    rows = there.mutate(at=there[f"{here}_at"], met=reached(there, after), over=ended(there, there[f"{here}_at"]))
    rows = followed(ledger, agreement, rows, rows["at"], rows.met, rows.over)
    return rows.select(*IDS, "at", "waited", "outcome", unit_id=rows.lead_id, stage=ibis.literal(here))


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when each step is recorded, where the stage before it was recorded long before."""
    steps = pairwise(walked(ledger, agreement))
    found = {(start,): of_leads(ledger, agreement, start, end) for start, end in steps}
    return {step: beginning for step, beginning in found.items() if beginning}


METRIC = Metric(
    name="time_in_stage",
    title="Time in stage",
    question="How long do leads stay in a stage?",
    formula="median calendar days from entering a stage to the next stage or the end; leads still there are censored (Kaplan–Meier)",
    unit=Unit.DAYS,
    grain="one lead and stage, at its first entry",
    cohort="entry into the stage",
    source=("leads", "stage_changes", "opportunities"),
    statistic=Waiting("the next stage was entered before this one"),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=observe,
    begun=begun,
    unknown=unknown,
    within=("stage",),
    arranged=lambda stage: FUNNEL.index(str(stage)),
    references=("METHODS 2.2", "Brookmeyer & Crowley (1982), Biometrics 38, 29–41"),
    misleads="The median of those that already left is too short while slow ones are still there; this one counts them.",
)
