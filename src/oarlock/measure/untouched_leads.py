"""Untouched leads: how many leads nobody ever reached out to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.facts.response import lead_response
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

OLD_ENOUGH = timedelta(days=14)


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead whose clock started; `hit` is null for leads younger than 14 days, touched or not."""
    import ibis

    response = lead_response(ledger, agreement)
    leads = leads_described(ledger, agreement).rename(_lead="lead_id")
    joined = response.inner_join(leads, response.lead_id == leads["_lead"]).drop("_lead")
    ripe = joined.clock_at <= ibis.literal(ledger.as_of.replace(tzinfo=None) - OLD_ENOUGH, type="timestamp")
    return joined.mutate(
        unit_id=joined.lead_id,
        at=joined.clock_at,
        hit=ripe.ifelse(joined.first_touch_at.isnull(), ibis.null("boolean")),
    )


METRIC = Metric(
    name="untouched_leads",
    title="Untouched leads",
    question="How many leads handed to sales did nobody ever reach out to?",
    formula="leads that no person reached out to from the hand-over on (the first assignment, or the MQL where that came before) ÷ leads"
    " assigned at least 14 days ago",
    unit=Unit.SHARE,
    grain="one lead, at its first assignment",
    cohort="assigned_at",
    source=("leads", "assignments", "activities"),
    needs=("leads", "activities"),
    statistic=Share("handed over less than 14 days ago", by_account=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    matures_after=OLD_ENOUGH,
    references=("METHODS 1.10 H6",),
    misleads="Work that nobody records looks like no work: check with a few reps before drawing conclusions.",
)
