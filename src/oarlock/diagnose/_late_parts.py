"""Leads answered later than promised, as a measure of its own: the sources and owners that stand out, though the whole may look kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._ignored import ripe_before
from oarlock.diagnose._standing_out import StandsOut, standing_out, with_names
from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.engine import measure
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.statistics import Share

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.diagnose.base import Question
    from oarlock.ledger.reading import Ledger

LEAST = {"source": 20, "owner_id": 30}
"""Leads below which a source, or a person, is not compared (METHODS 14 #21)."""


def is_late(leads: Any) -> Any:
    """Whether a lead was not answered within what was promised for it."""
    return (leads.response != 1) | (leads.waited_hours > leads.promised_hours)


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead with an owner; `hit` where nobody answered it in its promised time, null where it was gone before."""
    import ibis

    leads = handed_over(ledger, agreement)
    leads = leads.filter(leads.clock_at.notnull())
    ripe = leads.clock_at <= ibis.literal(ripe_before(ledger, agreement), type="timestamp")
    gone = ((leads.response != 1) & (leads.left_hours <= leads.promised_hours)).fill_null(False)
    hit = (ripe & ~gone).ifelse(is_late(leads), ibis.null("boolean"))
    return leads.mutate(unit_id=leads.lead_id, at=leads.clock_at, hit=hit)


LATE = Metric(
    name="late_answers",
    title="Late answers",
    question="How many leads were not answered in the promised time?",
    formula="leads without an outward activity of a person in the promised time ÷ leads with an owner, old enough",
    unit=Unit.SHARE,
    grain="one lead, at its hand-over",
    cohort="handed over with an owner",
    source=("leads", "stage_changes", "assignments", "activities"),
    statistic=Share("handed over too recently, or gone before the promised time", by_account=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
)


def late_parts(question: Question, since: date, until: date) -> list[StandsOut]:
    """Sources and owners whose leads waited too long more often than those of all others, and than was agreed."""
    ledger, agreement = question.ledger, question.agreement
    above = 1 - agreement.sales.share
    groups = [
        one
        for by, least in LEAST.items()
        for one in standing_out(
            measure(ledger, agreement, LATE, by=by, since=since, until=until), least=least, above=above
        )
    ]
    return with_names(ledger, groups)
