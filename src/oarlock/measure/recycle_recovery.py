"""Recycle recovery: how many leads that were put back come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import earliest, followed
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.funnel import FUNNEL, funnel_facts
from oarlock.measure.facts.handover import IDS
from oarlock.measure.facts.stages import reason_groups
from oarlock.measure.statistics import Conversion

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

BACK = FUNNEL[FUNNEL.index("mql") :]
"""Stages that say a lead came back."""


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that was recycled, or turned down for its time only, from the first such instant on."""
    leads = put_back(ledger, agreement)
    moved, dealt = _moves(ledger, agreement, leads), _deals(ledger, agreement, leads)
    joined = leads.left_join(moved, leads.lead_id == moved["_moved"]).left_join(dealt, leads.lead_id == dealt["_dealt"])
    joined = joined.select(*(joined[name] for name in leads.columns), "moved_at", "gone_at", "dealt_at")
    back = earliest(joined.moved_at, joined.dealt_at)
    rows = followed(ledger, agreement, joined, joined.back_at, back, joined.gone_at)
    return rows.mutate(unit_id=rows.lead_id, at=rows.back_at)


def put_back(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with `back_at`: when they were first recycled, or rejected with a reason that speaks of the time only."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    timely = reason_groups(ledger, agreement).get("wrong_time", [])
    only_time = leads.disqualified_reason.isin(timely) if timely else ibis.literal(False)
    put_off = only_time.fill_null(False).ifelse(leads.disqualified_at, ibis.null("timestamp"))
    return leads.select(*IDS, back_at=earliest(leads.recycled_at, put_off)).filter(lambda t: t.back_at.notnull())


def _moves(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """One row per lead that moved after it was put back: first to a stage of the funnel, first turned down for good."""
    changes = ledger.table("stage_changes").select("lead_id", "changed_at", "stage")
    names = sorted({name for role in BACK for name in agreement.names_of(role)})
    gone = sorted(agreement.names_of("disqualified"))
    changes = changes.filter(changes.stage.isin([*names, *gone]))
    later = changes.inner_join(leads.select("lead_id", "back_at"), "lead_id")
    later = later.filter(later.changed_at > later.back_at)
    return later.group_by(_moved=later.lead_id).aggregate(
        moved_at=later.changed_at.min(where=later.stage.isin(names)),
        gone_at=later.changed_at.min(where=later.stage.isin(gone)),
    )


def _deals(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    deals = deal_facts(ledger, agreement).select("lead_id", "created_at")
    later = deals.inner_join(leads.select("lead_id", "back_at"), "lead_id")
    later = later.filter(later.created_at > later.back_at)
    return later.group_by(_dealt=later.lead_id).aggregate(dealt_at=later.created_at.min())


METRIC = Metric(
    name="recycle_recovery",
    title="Recycle recovery",
    question="Of the leads that were put back, how many come back?",
    formula=(
        "cumulative incidence (Aalen–Johansen) of a return to MQL or beyond, or of a new deal, within the horizon, of leads first "
        "recycled or turned down for the wrong time; turned down again competes"
    ),
    unit=Unit.SHARE,
    grain="one lead, when it was first put back",
    cohort="recycled, or disqualified with a reason of the wrong time",
    source=("stage_changes", "leads", "opportunities"),
    statistic=Conversion("the time cannot be told"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    references=("METHODS 2.1",),
    misleads="A lead that was never asked again cannot come back: a low share may say that nobody nurtures, not that the leads are dead.",
)
