"""Sales' promise kept: of the leads handed over, how many were answered, tried and decided as agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Direction, Metric, Team, Unit
from oarlock.measure.cohorts import now
from oarlock.measure.facts.handover import IDS, ON_MERIT, handed_over, starts_at_stage
from oarlock.measure.facts.places import days_between, kept_name, remembered
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.statistics import Attainment
from oarlock.words import counted, listed, number, percent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

PROMISES = ("first_response", "attempts", "decision")
LATE = 2.0
"""Stands for any time beyond the promise: whoever is served then was still waiting when the promise ended."""


def observe(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead handed over and promise, timed in units of what was promised for that lead."""
    import ibis

    leads = handed_over(ledger, agreement)
    leads = leads.filter(leads.clock_at.notnull())
    told = (_first_response(leads), _attempts(ledger, agreement, leads), _decision(ledger, agreement, leads))
    parts = [
        leads.select(
            *IDS, unit_id=leads.lead_id, at=leads.clock_at, promise=ibis.literal(name), waited=waited, outcome=outcome
        )
        for name, (waited, outcome) in zip(PROMISES, told, strict=True)
        if name != "decision" or decides(ledger, agreement)
    ]
    return ibis.union(*parts)


def decides(ledger: Ledger, agreement: Agreement) -> bool:
    """Whether any lead of this record was ever accepted, recycled or rejected; else decisions are unknown, not missing."""
    bare = unjudged(agreement)
    return remembered(ledger, kept_name("decides", bare), lambda: _decides(ledger, bare))


def _decides(ledger: Ledger, agreement: Agreement) -> bool:
    leads = handed_over(ledger, agreement)
    counts = leads.aggregate(a=leads.accepted_at.count(), b=leads.rejected_at.count(), c=leads.recycled_at.count())
    return any(ledger.rows(counts)[0].values())


def _first_response(leads: Any) -> tuple[Any, Any]:
    """A lead withdrawn untouched never got its answer: withdrawing it is no way of answering it."""
    return _within(leads.waited_hours / leads.promised_hours, leads.response)


def _attempts(ledger: Ledger, agreement: Agreement, leads: Any) -> tuple[Any, Any]:
    """Judged when the promised days are over; a lead that answered or was decided on its merit first needed no further attempt."""
    days = agreement.sales.attempt_days
    age = days_between(leads.clock_at, now(ledger)) / days

    def soon(at: Any) -> Any:
        return (days_between(leads.clock_at, at) <= days).fill_null(False)

    looked_at = leads.reason_group.isin(ON_MERIT).fill_null(False) & soon(leads.rejected_at)
    kept = (leads.attempts >= agreement.sales.attempts) | soon(leads.answered_at) | soon(leads.accepted_at) | looked_at
    over = age >= 1
    return over.ifelse(1.0, age), over.ifelse(kept.ifelse(1, 2), 0)


def _decision(ledger: Ledger, agreement: Agreement, leads: Any) -> tuple[Any, Any]:
    """Accepted, given back to marketing, or rejected with a coded reason; a rejection without one is no decision anybody can use."""
    import ibis

    from oarlock.measure.cohorts import earliest

    decided = earliest(leads.accepted_at, leads.rejected_at, leads.recycled_at)
    rejected = (leads.rejected_at == decided) & (leads.accepted_at.isnull() | (leads.accepted_at > decided))
    outcome = ibis.cases((decided.isnull(), 0), (rejected.fill_null(False) & leads.reason_group.isnull(), 2), else_=1)
    stops = ibis.coalesce(decided, now(ledger))
    waited = days_between(leads.clock_at, stops) / agreement.sales.decision_days
    return _within((waited < 0).ifelse(0.0, waited), outcome)


def _within(waited: Any, outcome: Any) -> tuple[Any, Any]:
    """Whatever comes after the promised time was not there when it ended, and is not rounded onto it."""
    late = waited > 1 + 1e-9
    return late.ifelse(LATE, waited), late.ifelse(0, outcome)


def caveats(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """What was promised, and what the record cannot tell."""
    told = [_promise(agreement)]
    if not starts_at_stage(ledger, agreement):
        told.append(
            f'No lead ever reached "{agreement.sales.from_stage}": the clock starts at the assignment, or at a lead\'s creation.'
        )
    if not decides(ledger, agreement):
        told.append(
            "No lead was ever accepted, recycled or rejected, so decisions cannot be told; import stage_changes with them."
        )
    leads = handed_over(ledger, agreement)
    (row,) = ledger.rows(leads.aggregate(n=leads.count(), owned=leads.clock_at.count()))
    if row["owned"] < row["n"]:
        left = row["n"] - row["owned"]
        told.append(
            f"{counted(left, 'lead')} handed over {'has' if left == 1 else 'have'} no owner yet, so no clock runs."
        )
    return tuple(told)


def _promise(agreement: Agreement) -> str:
    sales = agreement.sales
    faster = [f"{number(one.first_response_hours)} for {one.name}" for one in sales.faster]
    hours = f"{number(sales.first_response_hours)} working hours" + (f" ({listed(faster)})" if faster else "")
    return (
        f"Promised for {percent(sales.share)} of leads: a first response within {hours}, {counted(sales.attempts, 'attempt')} in "
        f"{number(sales.attempt_days)} days, a decision in {number(sales.decision_days)} days."
    )


METRIC = Metric(
    name="sales_promise_kept",
    title="Sales' promise kept",
    question="Of the leads handed over, how many did sales answer, try and decide as agreed?",
    formula=(
        "share served within what was promised for each lead (its own, faster promise where there is one), leads still waiting "
        "counted as waiting (Aalen–Johansen); first_response: a person's first outward activity, a lead withdrawn untouched was not "
        "answered; attempts: as many as promised, or an answer or a decision on its merit first; decision: accepted, recycled, or "
        "rejected with a coded reason"
    ),
    unit=Unit.SHARE,
    grain="one lead and promise, at its hand-over",
    cohort="handed over with an owner",
    source=("leads", "stage_changes", "assignments", "activities"),
    needs=("leads", "activities"),
    statistic=Attainment("the clock cannot be read", promised=lambda agreement: agreement.sales.share),
    better=Direction.HIGHER,
    answers_for=(Team.SALES,),
    observe=observe,
    within=("promise",),
    arranged=lambda promise: PROMISES.index(str(promise)),
    caveats=caveats,
    references=("METHODS 9.1", "METHODS 9.2"),
    misleads="Work that nobody records looks like a broken promise: check with a few reps before drawing conclusions.",
)
