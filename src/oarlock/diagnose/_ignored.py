"""Leads handed over that nobody turned to, as a measure of its own for the diagnoses: by month, source and owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.handover import ON_MERIT, handed_over
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TOO_RECENT = "handed over too recently"


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead with an owner; `hit` where nobody reached out and nobody accepted it or turned it down on its merit."""
    import ibis

    leads = handed_over(ledger, agreement)
    leads = leads.filter(leads.clock_at.notnull())
    ripe = leads.clock_at <= ibis.literal(ripe_before(ledger, agreement), type="timestamp")
    hit = ripe.ifelse(is_ignored(leads), ibis.null("boolean"))
    return leads.mutate(unit_id=leads.lead_id, at=leads.clock_at, hit=hit)


def is_ignored(leads: Any) -> Any:
    """Untouched, not accepted, and not rejected for a reason that looking at it would give."""
    looked_at = leads.reason_group.isin(ON_MERIT).fill_null(False)
    return leads.first_touch_at.isnull() & leads.accepted_at.isnull() & ~looked_at


def ripe_before(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads whose clock started up to here have had the agreed days to be answered (naive UTC)."""
    return ledger.as_of.replace(tzinfo=None) - timedelta(days=agreement.analysis.maturity_days)


IGNORED = Metric(
    name="ignored_leads",
    title="Ignored leads",
    question="How many leads with an owner did nobody turn to?",
    formula="leads without an outward activity of a person, neither accepted nor rejected on their merit ÷ leads with an owner, old enough",
    unit=Unit.SHARE,
    grain="one lead, at its hand-over",
    cohort="handed over with an owner",
    source=("leads", "stage_changes", "assignments", "activities"),
    statistic=Share(TOO_RECENT, by_account=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
)
IGNORED_BY_MONTH = replace(IGNORED, statistic=Share(TOO_RECENT))
"""The same for a search over months, which widens the range of the change it finds itself, and no other."""
