"""Lead to customer: how many leads become customers in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.beginnings import Beginning, of_leads
from oarlock.measure.cohorts import followed, passed_at_once
from oarlock.measure.facts.funnel import ended, funnel_facts, no_outcomes
from oarlock.measure.statistics import Conversion

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead, from its creation to its win, its end or the ledger's instant."""
    leads = funnel_facts(ledger, agreement)
    rows = followed(ledger, agreement, leads, leads.created_at, leads.customer_at, ended(leads))
    rows = passed_at_once(rows)
    return rows.mutate(unit_id=rows.lead_id, at=rows.created_at)


def begun(ledger: Ledger, agreement: Agreement) -> dict[tuple[str, ...], Beginning]:
    """Since when wins are recorded, where leads were recorded long before."""
    found = of_leads(ledger, agreement, None, "customer")
    return {(): found} if found else {}


METRIC = Metric(
    name="lead_to_customer_rate",
    title="Lead to customer rate",
    question="How many leads become customers in time?",
    formula="cumulative incidence (Aalen–Johansen) of the win within the horizon from the lead's creation; open leads are censored",
    unit=Unit.SHARE,
    grain="one lead",
    cohort="created_at",
    source=("leads", "stage_changes", "opportunities"),
    unknown=no_outcomes,
    statistic=Conversion("the time cannot be told"),
    better=Direction.HIGHER,
    answers_for=(Team.BOTH,),
    observe=observe,
    begun=begun,
    references=("METHODS 2.1",),
    misleads="Wins divided by leads of the same month is not this: young leads had no time to be won.",
)
