"""First response time: how long an assigned lead waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.facts.response import clock_starts_at, lead_response
from oarlock.measure.statistics import Waiting

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead whose clock started; a lead that was withdrawn untouched goes on waiting, as it never got its answer."""
    response = lead_response(ledger, agreement)
    leads = leads_described(ledger, agreement).rename(_lead="lead_id")
    joined = response.inner_join(leads, response.lead_id == leads["_lead"]).drop("_lead")
    return joined.mutate(
        unit_id=joined.lead_id,
        at=joined.clock_at,
        waited=joined.waited_hours,
        outcome=joined.first_touch_at.notnull().ifelse(1, 0),
    )


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Says so where the clock had to start at something else than an assignment."""
    start = clock_starts_at(ledger)
    words = {"mql_at": "the day a lead became an MQL", "created_at": "a lead's creation"}
    return (f"No assignments are recorded: the clock starts at {words[start]}.",) if start in words else ()


METRIC = Metric(
    name="first_response_time",
    title="First response time",
    question="How long does an assigned lead wait for a person to reach out?",
    formula="median working hours from the first assignment to the first activity of a person; waiting leads are censored (Kaplan–Meier)",
    unit=Unit.WORKING_HOURS,
    grain="one lead, at its first assignment",
    cohort="assigned_at",
    source=("leads", "assignments", "activities"),
    needs=("leads", "activities"),
    statistic=Waiting("the clock cannot be read", unit="working hours", ticks=3600),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    matures_after=timedelta(days=1),
    caveats=caveats,
    references=("METHODS 9.1", "METHODS 9.2"),
    misleads="The median of answered leads forgets those still waiting; a mean is ruled by one forgotten lead.",
)
