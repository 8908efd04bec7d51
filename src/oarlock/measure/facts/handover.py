"""One row per lead that marketing handed to sales: what was promised for it, and what sales did (METHODS 9.1, 9.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import earliest, now
from oarlock.measure.facts.funnel import ended, from_on, funnel_facts, put_aside, reached
from oarlock.measure.facts.leads import profiled, with_rule_columns
from oarlock.measure.facts.places import chosen, days_between, first_known, kept, kept_name, tally
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.facts.response import clock_starts_at, first_assignments, hours_of
from oarlock.measure.facts.stages import last_reasons, reason_groups, role_names, stages_seen
from oarlock.measure.facts.working import worked_at

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

IDS = (
    "lead_id", "cluster", "account_id", "source", "campaign_id", "lead_type", "country", "owner_id", "purpose", "on_profile",
)  # fmt: skip
ANSWERS = (
    "connected", "replied", "answered", "reached", "held", "spoke", "conversation", "meeting booked", "meeting_booked", "booked",
)  # fmt: skip
"""Outcomes of an activity that say the lead was spoken to."""
TOLD_OF_LEADS = ("pql", "mql", "sal", "sql")
"""Roles whose first entry the facts of a lead tell as it is recorded; of others they also tell what stands for one."""
ON_MERIT = ("bad_fit", "wrong_time", "duplicate", "not_a_buyer")
"""Groups of reasons that somebody who looked at the lead could give; "does not answer" and "other" are not among them."""


def handed_over(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead that reached the stage at which it is sales' to answer, kept on the ledger.

    Where nobody ever entered that stage, a lead is handed over when it is assigned, or at its creation where nothing is assigned.

    Columns: IDS, handed_at, assigned_at, clock_at (handed over and with an owner; null: nobody's yet, never null where the record knows no
    assignments), promised_hours (working hours, the first `faster` rule that holds, else the promise), first_touch_at (first outward
    activity of a person from the hand-over on; null: none), waited_hours (working hours from the clock to the touch, else to where the
    lead was withdrawn, else until now; 0 for a touch before the clock), response (0 waiting, 1 touched, 2 withdrawn untouched), left_hours
    (working hours until the lead became an opportunity or its passage ended; null: neither), attempts
    (outward activities of people within the promised days), answered_at (the lead first answered, or was spoken to), accepted_at,
    rejected_at, recycled_at, reason, reason_group (of the agreement's coded reasons, in any spelling; null: not coded), opportunity_id,
    opportunity_at, won_at.
    """
    sales, bare = agreement.sales, unjudged(agreement)
    parts = (
        role_names(agreement), dict(agreement.channels), agreement.reasons, repr(agreement.hours), sales.from_stage,
        sales.first_response_hours, sales.attempt_days, [(one.when.text, one.first_response_hours) for one in sales.faster],
    )  # fmt: skip
    return profiled(ledger, agreement, kept(ledger, kept_name("handed_over", *parts), lambda: _rows(ledger, bare)))


def entered(ledger: Ledger, agreement: Agreement, leads: Any, stage: str) -> Any | None:
    """Those of the leads that entered a stage of the agreement, with `entered_at` (first entry); None where no lead ever did.

    Args:
        leads: Rows of `funnel_facts`, which know the first entry of most stages already.
    """
    names = _names(agreement, stage)
    if not names & stages_seen(ledger):
        return None
    role = next((role for role in TOLD_OF_LEADS if names == set(agreement.names_of(role))), None)
    if role is not None:
        return leads.mutate(entered_at=leads[f"{role}_at"]).filter(lambda t: t.entered_at.notnull())
    changes = ledger.table("stage_changes")
    changes = changes.filter(changes.stage.isin(sorted(names)))
    first = changes.group_by(_entered=changes.lead_id).aggregate(entered_at=changes.changed_at.min())
    return leads.inner_join(first, leads.lead_id == first["_entered"]).drop("_entered")


def is_entered(ledger: Ledger, agreement: Agreement, stage: str) -> bool:
    """Whether any lead of the record ever entered a stage of the agreement."""
    return bool(_names(agreement, stage) & stages_seen(ledger))


def _names(agreement: Agreement, stage: str) -> set[str]:
    """What a stage may be called in the record: by itself, in other spellings, by its role."""
    own = agreement.stage(stage)
    return {stage, *(own.names if own else ()), *(agreement.names_of(own.role) if own and own.role else ())}


def starts_at_stage(ledger: Ledger, agreement: Agreement) -> bool:
    """Whether the record says when leads were handed over; else the assignment, or the creation, stands for it."""
    return is_entered(ledger, agreement, agreement.sales.from_stage)


def _rows(ledger: Ledger, agreement: Agreement) -> Any:
    handed = _clocks(ledger, agreement)
    joined = handed.left_join(done := _done(ledger, agreement, handed), handed.lead_id == done["_worked"])
    joined = joined.select(*(joined[name] for name in handed.columns), "first_touch_at", "answered_at", "attempts")
    return _timed(ledger, agreement, joined)


def _clocks(ledger: Ledger, agreement: Agreement) -> Any:
    """Every lead handed over, with its clock, its promise, its owner's hours and what was decided."""
    leads, routed = funnel_facts(ledger, agreement), first_assignments(ledger)
    handed = entered(ledger, agreement, leads, agreement.sales.from_stage)
    leads = leads if handed is None else handed.rename(handed_at="entered_at")
    joined = leads.left_join(routed, leads.lead_id == routed["_routed"]).drop("_routed")
    if handed is None:
        start = "assigned_at" if clock_starts_at(ledger) == "assigned_at" else "created_at"
        joined = joined.mutate(handed_at=joined[start]).filter(lambda t: t.handed_at.notnull())
    joined = joined.left_join(again := last_reasons(ledger, agreement), joined.lead_id == again["_again"])
    withdrawn = ended(joined, joined.handed_at)
    is_first = (joined.disqualified_at >= joined.handed_at).fill_null(False)
    reason = is_first.ifelse(joined.disqualified_reason, joined.last_reason)
    told = joined.select(
        *IDS, "handed_at", "assigned_at", "opportunity_id", "opportunity_at", "won_at",
        clock_at=_clock(ledger, joined),
        accepted_at=reached(joined, "sal"),
        rejected_at=put_aside(joined, "disqualified", joined.handed_at),
        recycled_at=put_aside(joined, "recycled", joined.handed_at),
        withdrawn_at=withdrawn,
        left_at=earliest(withdrawn, from_on(joined.opportunity_at, joined.handed_at)),
        reason=reason,
        reason_group=_coded(ledger, agreement, reason),
    )  # fmt: skip
    return _promised(ledger, agreement, told).mutate(hours_of=hours_of(ledger, told, agreement))


def _clock(ledger: Ledger, leads: Any) -> Any:
    """Handed over and owned, null without an owner; where the record knows no assignments, handed over."""
    if ledger.is_empty("assignments"):
        return leads.handed_at
    late = leads.assigned_at > leads.handed_at
    return late.ifelse(leads.assigned_at, leads.assigned_at.notnull().ifelse(leads.handed_at, _never()))


def _coded(ledger: Ledger, agreement: Agreement, reason: Any) -> Any:
    """The group of a reason in any spelling the agreement knows, or null."""
    return chosen(reason, reason_groups(ledger, agreement))


def _promised(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """The leads with `promised_hours`: of the first faster promise whose rule holds, else of the promise to all."""
    import ibis

    faster = agreement.sales.faster
    if not faster:
        return leads.mutate(promised_hours=ibis.literal(agreement.sales.first_response_hours))
    own = list(leads.columns)
    ruled = leads
    for one in faster:
        ruled = with_rule_columns(ledger, ruled, one.when)
    hours = ibis.cases(
        *((one.when.on(ruled), one.first_response_hours) for one in faster), else_=agreement.sales.first_response_hours
    )
    return ruled.mutate(promised_hours=hours).select(*own, "promised_hours")


def _done(ledger: Ledger, agreement: Agreement, handed: Any) -> Any:
    """One row per lead that anything was done with from its hand-over on, in one pass over the activities."""
    done = ledger.table("activities")
    done = done.filter(done.lead_id.notnull(), done.automated.isnull() | ~done.automated)
    done = done.select(
        "lead_id",
        "happened_at",
        meets=(done.kind == "meeting").fill_null(False),
        inward=(done.direction.lower() == "inbound").fill_null(False),
        spoke=done.outcome.lower().isin(ANSWERS).fill_null(False),
    )
    joined = done.inner_join(handed.select("lead_id", "handed_at", "clock_at"), "lead_id")
    joined = joined.filter(joined.happened_at >= joined.handed_at)
    tried = ~joined.inward | joined.meets
    soon = (days_between(joined.clock_at, joined.happened_at) <= agreement.sales.attempt_days).fill_null(False)
    return joined.group_by(_worked=joined.lead_id).aggregate(
        first_touch_at=joined.happened_at.min(where=tried),
        answered_at=joined.happened_at.min(where=joined.inward | joined.meets | joined.spoke),
        attempts=tally(tried & soon).cast("int32"),
    )


def _timed(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """The working hours that each lead waited, and for what."""
    left = (leads.withdrawn_at < leads.first_touch_at).fill_null(
        leads.first_touch_at.isnull() & leads.withdrawn_at.notnull()
    )
    stops = first_known(left.ifelse(leads.withdrawn_at, leads.first_touch_at), now(ledger))
    told = leads.mutate(
        stops_at=(stops < leads.clock_at).ifelse(leads.clock_at, stops),
        response=left.ifelse(2, leads.first_touch_at.notnull().ifelse(1, 0)),
        attempts=leads.attempts.fill_null(0),
    )
    told = worked_at(ledger, told, "clock_at", "clock_seconds", agreement)
    told = worked_at(ledger, told, "stops_at", "stop_seconds", agreement)
    told = worked_at(ledger, told, "left_at", "left_seconds", agreement)
    # Named one by one: columns dropped together are written in no particular order.
    kept_columns = [name for name in leads.columns if name not in ("hours_of", "withdrawn_at", "left_at", "attempts")]
    return told.select(
        *kept_columns,
        "attempts",
        "response",
        waited_hours=(told.stop_seconds - told.clock_seconds) / 3600.0,
        left_hours=(told.left_seconds - told.clock_seconds) / 3600.0,
    )


def _never() -> Any:
    import ibis

    return ibis.null("timestamp")
