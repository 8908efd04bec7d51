"""Stage conversion: how many leads that enter a stage reach the next one in time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_leads
from oarlock.measure.cohorts import followed, passed_at_once
from oarlock.measure.facts.funnel import FUNNEL, ended, funnel_facts, has_reached, reached, walked
from oarlock.measure.statistics import Conversion
from oarlock.words import listed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

IDS = (
    "lead_id",
    "account_id",
    "owner_id",
    "campaign_id",
    "cluster",
    "source",
    "lead_type",
    "country",
    "purpose",
    "on_profile",
)


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead and step it entered, at its first entry; a skipped stage was entered and passed at once."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    steps = [_step(ledger, agreement, leads, start, end) for start, end in pairwise(walked(ledger, agreement))]
    return (
        ibis.union(*steps)
        if len(steps) > 1
        else steps[0]
        if steps
        else _step(ledger, agreement, leads, "inquiry", "mql")
    )


def unknown(ledger: Ledger, agreement: Agreement) -> str:
    """One stage alone has no step."""
    return "" if len(walked(ledger, agreement)) > 1 else "no lead ever moved; import stage_changes"


def _step(ledger: Ledger, agreement: Agreement, leads: Any, start: str, end: str) -> Any:
    there = leads.filter(has_reached(leads, start))
    rows = there.mutate(at=reached(there, start), met=reached(there, end))
    rows = rows.mutate(over=ended(rows, rows["at"]))
    rows = passed_at_once(followed(ledger, agreement, rows, rows["at"], rows.met, rows.over))
    return rows.select(*IDS, "at", "waited", "outcome", unit_id=rows.lead_id, step=_text(f"{start} → {end}"))


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """Agreed stages that no lead ever reached are named, not told as a conversion of 0."""
    there = walked(ledger, agreement)
    missing = [stage.name for stage in agreement.stages if stage.role in FUNNEL and stage.role not in there]
    return (
        (f"No lead ever reached {listed(missing)}: the steps go past {'it' if len(missing) == 1 else 'them'}.",)
        if missing
        else ()
    )


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when each step is recorded, where the stage before it was recorded long before."""
    steps = pairwise(walked(ledger, agreement))
    found = {(f"{start} → {end}",): of_leads(ledger, agreement, start, end) for start, end in steps}
    return {step: beginning for step, beginning in found.items() if beginning}


METRIC = Metric(
    name="stage_conversion",
    title="Stage conversion",
    question="Of the leads that enter a stage, how many reach the next one in time?",
    formula="cumulative incidence (Aalen–Johansen) of the next stage within the horizon; disqualified, recycled and lost compete",
    unit=Unit.SHARE,
    grain="one lead and step, at its first entry",
    cohort="entry into the stage",
    source=("leads", "stage_changes", "opportunities"),
    statistic=Conversion("the time cannot be told"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    begun=begun,
    unknown=unknown,
    within=("step",),
    arranged=lambda step: FUNNEL.index(str(step).split(" → ")[0]),
    caveats=caveats,
    references=("METHODS 2.1", "Satagopan et al. (2004), Br. J. Cancer 91, 1229–1235"),
    misleads="A young cohort has had no time to convert: it is `immature`, not bad. Compare periods at the same horizon only.",
)
