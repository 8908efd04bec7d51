"""First response time: how long an assigned lead waits for a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.facts.leads import leads_described
from oarlock.measure.facts.response import clock_starts_at, lead_response, lead_routing
from oarlock.measure.statistics import Waiting
from oarlock.measure.statistics.waiting import P90, P90_AT_MOST

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


def observe_delays(ledger: Ledger, agreement: Agreement) -> Any:
    """The same rows as the `human` delay, and the `system` delay before it: from the MQL, or the creation, to the first assignment."""
    import ibis

    human = observe(ledger, agreement)
    human = human.mutate(delay=ibis.literal("human"))
    if ledger.is_empty("assignments"):
        return human
    waits = lead_routing(ledger, agreement)
    leads = leads_described(ledger, agreement).rename(_lead="lead_id")
    system = waits.inner_join(leads, waits.lead_id == leads["_lead"]).drop("_lead")
    system = system.mutate(
        unit_id=system.lead_id,
        at=system.ready_at,
        waited=system.routed_hours,
        outcome=system.assigned_at.notnull().ifelse(1, 0),
        delay=ibis.literal("system"),
    )
    common = [name for name in human.columns if name in system.columns]
    return ibis.union(human.select(*common), system.select(*common))


def caveats(ledger: Ledger, _: Agreement) -> tuple[str, ...]:
    """Says so where the clock had to start at something else than an assignment."""
    start = clock_starts_at(ledger)
    words = {"mql_at": "the day a lead became an MQL", "created_at": "a lead's creation"}
    return (f"No assignments are recorded: the clock starts at {words[start]}.",) if start in words else ()


METRIC = Metric(
    name="first_response_time",
    title="First response time",
    question="How long does an assigned lead wait for a person to reach out?",
    formula=(
        "median working hours from the first assignment to the first activity of a person; waiting leads are censored (Kaplan–Meier); "
        "beside it the time within which nine in ten had their answer, with its upper end, from 29 leads on; by delay: this is the human "
        "delay, and the system delay is the time before it, from MQL (else creation) to the assignment"
    ),
    unit=Unit.WORKING_HOURS,
    grain="one lead, at its first assignment",
    cohort="assigned_at",
    source=("leads", "assignments", "activities"),
    needs=("leads", "activities"),
    statistic=Waiting("the clock cannot be read", unit="working hours", ticks=3600, tail=True),
    better=Direction.LOWER,
    answers_for=(Team.SALES,),
    observe=observe,
    parted={"delay": observe_delays},
    matures_after=timedelta(days=1),
    caveats=caveats,
    beside={P90: Unit.WORKING_HOURS, P90_AT_MOST: Unit.WORKING_HOURS},
    references=("METHODS 9.1", "METHODS 9.2", "METHODS 9.3"),
    misleads="The median of answered leads forgets those still waiting; a mean is ruled by one forgotten lead.",
)
