"""Time to customer: how long a lead that is won takes from its creation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_leads
from oarlock.measure.cohorts import followed, passed_at_once
from oarlock.measure.facts.funnel import ended, funnel_facts, no_outcomes
from oarlock.measure.statistics import Waiting

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, from its creation to its win, its end or the ledger's instant; a win of before took no time."""
    leads = funnel_facts(ledger, agreement)
    rows = passed_at_once(followed(ledger, agreement, leads, leads.created_at, leads.customer_at, ended(leads)))
    return rows.mutate(unit_id=rows.lead_id, at=rows.created_at)


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when wins are recorded, where leads were recorded long before."""
    found = of_leads(ledger, agreement, None, "customer")
    return {(): found} if found else {}


METRIC = Metric(
    name="time_to_customer",
    title="Time to customer",
    question="How long does a lead that is won take to become a customer?",
    formula="calendar days by which half of the leads that are won have been won, from their creation; open leads are censored",
    unit=Unit.DAYS,
    grain="one lead",
    cohort="created_at",
    source=("leads", "stage_changes", "opportunities"),
    unknown=no_outcomes,
    statistic=Waiting("the time cannot be told", given=True),
    better=Direction.LOWER,
    answers_for=(Team.BOTH,),
    observe=observe,
    begun=begun,
    references=("METHODS 2.2",),
    misleads="In a young cohort only fast wins can have happened yet.",
)
