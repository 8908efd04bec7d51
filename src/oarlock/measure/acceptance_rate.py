"""Acceptance rate: how many of the leads handed over sales takes on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import earliest
from oarlock.measure.facts.funnel import funnel_facts, put_aside, reached
from oarlock.measure.facts.stages import ENDS
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that became an MQL; `hit` is null while sales has neither accepted nor rejected it."""
    import ibis

    leads = funnel_facts(ledger, agreement)
    leads = leads.filter(leads.mql_at.notnull())
    accepted = reached(leads, "sal")
    rejected = earliest(*(put_aside(leads, role, leads.mql_at) for role in ENDS))
    hit = accepted.notnull().ifelse(
        (rejected < accepted).fill_null(False).ifelse(False, True),
        rejected.isnull().ifelse(ibis.null("boolean"), False),
    )
    return leads.mutate(unit_id=leads.lead_id, at=leads.mql_at, hit=hit)


METRIC = Metric(
    name="acceptance_rate",
    title="Acceptance rate",
    question="How many of the leads that marketing hands over does sales accept?",
    formula=(
        "accepted ÷ (accepted + rejected or recycled) of the leads that became MQL, by what came first from then on; undecided leads are"
        " left out and counted"
    ),
    unit=Unit.SHARE,
    grain="one lead, when it became an MQL",
    cohort="mql_at",
    source=("stage_changes", "leads"),
    statistic=Share("neither accepted nor rejected yet", by_account=True),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    matures_after=timedelta(days=14),
    references=("METHODS 2.5", "METHODS 14 #19"),
    misleads="A lead nobody worked is missing here, not rejected: read it beside `untouched_leads`.",
)
