"""How long an assigned lead waited for a person, one row per lead whose clock started: working hours of the owner (METHODS 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import chosen, first_known, kept, kept_name
from oarlock.measure.facts.stages import lead_stages, role_names
from oarlock.measure.facts.working import worked_at

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def lead_response(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead whose clock started, kept on the ledger.

    The clock starts at the first assignment. Where the record holds no assignment at all it starts when the lead became an MQL, and
    where it holds neither at the lead's creation (`clock_starts_at` says which). It stops at the first activity of a person: automated
    ones never stop it, nor does an answer from outside that is not a meeting.

    Columns: lead_id, clock_at, assigned_at, first_touch_at (null: still waiting), touched_before_routing (0 hours then), response_hours
    (working hours; null while waiting), waited_hours (working hours, until the touch or until the ledger's instant), ownerless_hours
    (working hours from becoming an MQL until the clock started; 0 where somebody touched it before).
    """
    name = kept_name("lead_response", role_names(agreement), sorted(agreement.hours), repr(agreement.hours))
    return kept(ledger, name, lambda: _response(ledger, agreement))


def clock_starts_at(ledger: Ledger) -> str:
    """Which event starts the clock in this ledger: `assigned_at`, `mql_at` or `created_at`."""
    if not ledger.is_empty("assignments"):
        return "assigned_at"
    return "created_at" if ledger.is_empty("stage_changes") else "mql_at"


def lead_routing(ledger: Ledger, agreement: Agreement) -> Any:
    """How long leads waited for an owner, one row per lead that is to have one: what the system, not a person, takes.

    A lead is ready when it became an MQL, else at its creation if it was assigned without ever being one; one that had its owner before
    waited 0 hours. Columns: lead_id, ready_at, assigned_at (null: nobody's yet), routed_hours (working hours, until the assignment or
    until now).
    """
    clocks = _ready(ledger, agreement)
    early = (clocks.assigned_at < clocks.ready_at).fill_null(False)
    stops = early.ifelse(clocks.ready_at, first_known(clocks.assigned_at, _instant(ledger)))
    timed = clocks.mutate(stops_at=stops)
    timed = worked_at(ledger, timed, "ready_at", "ready_seconds", agreement)
    timed = worked_at(ledger, timed, "stops_at", "stop_seconds", agreement)
    return timed.select(
        "lead_id", "ready_at", "assigned_at", routed_hours=(timed.stop_seconds - timed.ready_seconds) / 3600.0
    )


def _ready(ledger: Ledger, agreement: Agreement) -> Any:
    leads = ledger.table("leads").select("lead_id", "created_at", "owner_id")
    stages = lead_stages(ledger, agreement).select(_staged="lead_id", mql_at="mql_at")
    routed = first_assignments(ledger)
    joined = leads.left_join(routed, leads.lead_id == routed["_routed"])
    joined = joined.left_join(stages, joined.lead_id == stages["_staged"])
    joined = joined.filter(joined.mql_at.notnull() | joined.assigned_at.notnull())
    told = joined.select("lead_id", "owner_id", "assigned_at", ready_at=first_known(joined.mql_at, joined.created_at))
    return told.mutate(hours_of=hours_of(ledger, told, agreement)).drop("owner_id")


def human_touches(ledger: Ledger) -> Any:
    """What people of ours did with a lead: lead_id, happened_at."""
    done = ledger.table("activities").select("lead_id", "happened_at", "kind", "direction", "automated")
    by_person = done.automated.isnull() | ~done.automated
    outward = (
        done.direction.isnull() | (done.direction.lower() != "inbound") | (done.kind == "meeting").fill_null(False)
    )
    return done.filter(done.lead_id.notnull(), by_person, outward).select("lead_id", "happened_at")


def _response(ledger: Ledger, agreement: Agreement) -> Any:
    basis = kept_name("lead_clocks", role_names(agreement), sorted(agreement.hours))
    waits = kept(ledger, basis, lambda: _clocks(ledger, agreement))  # read twice below
    touches = human_touches(ledger).inner_join(waits.select("lead_id", "listens_from"), "lead_id")
    touches = touches.filter(touches.happened_at >= touches.listens_from)
    first = touches.group_by(_touched=touches.lead_id).aggregate(first_touch_at=touches.happened_at.min())
    joined = waits.left_join(first, waits.lead_id == first["_touched"])
    early = (joined.first_touch_at < joined.clock_at).fill_null(False)
    stops = first_known(joined.first_touch_at, _instant(ledger))
    timed = joined.select(
        "lead_id", "clock_at", "assigned_at", "first_touch_at", "listens_from", "hours_of",
        touched_before_routing=early,
        stops_at=early.ifelse(joined.clock_at, stops),
    )  # fmt: skip
    timed = worked_at(ledger, timed, "clock_at", "clock_seconds", agreement)
    timed = worked_at(ledger, timed, "stops_at", "stop_seconds", agreement)
    timed = worked_at(ledger, timed, "listens_from", "ready_seconds", agreement)
    waited = (timed.stop_seconds - timed.clock_seconds) / 3600.0
    ownerless = (timed.clock_seconds - timed.ready_seconds) / 3600.0
    return timed.select(
        "lead_id", "clock_at", "assigned_at", "first_touch_at", "touched_before_routing",
        response_hours=timed.first_touch_at.notnull().ifelse(waited, _nothing()),
        waited_hours=waited,
        ownerless_hours=timed.touched_before_routing.ifelse(0.0, ownerless),
    )  # fmt: skip


def _clocks(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead whose clock started: when, from when a touch counts, and whose working hours."""
    import ibis

    told = _started(ledger, agreement)
    told = told.filter(told.clock_at.notnull())
    listens = ibis.least(told.clock_at, first_known(told.mql_at, told.clock_at))
    return told.select(
        "lead_id", "clock_at", "assigned_at", listens_from=listens, hours_of=hours_of(ledger, told, agreement)
    )


def _started(ledger: Ledger, agreement: Agreement) -> Any:
    """Leads with what may start their clock: lead_id, owner_id, assigned_at, mql_at, clock_at (null: not started).

    Where the assignment starts it and nobody's own hours count, the leads themselves have nothing to add: an assigned lead that the
    record no longer shows is then among them, and whoever tells leads one by one leaves it out.
    """
    import ibis

    stages = lead_stages(ledger, agreement).select(_staged="lead_id", mql_at="mql_at")
    start = clock_starts_at(ledger)
    if start == "assigned_at" and not _teams(ledger, agreement):
        told = first_assignments(ledger).rename(lead_id="_routed").mutate(owner_id=ibis.null("string"))
    else:
        leads, routed = ledger.table("leads").select("lead_id", "created_at", "owner_id"), first_assignments(ledger)
        told = leads.left_join(routed, leads.lead_id == routed["_routed"])
    joined = told.left_join(stages, told.lead_id == stages["_staged"])
    return joined.select("lead_id", "owner_id", "assigned_at", "mql_at", clock_at=joined[start])


def first_assignments(ledger: Ledger) -> Any:
    """When each lead was first given to somebody: _routed (lead), assigned_at."""
    routed = ledger.table("assignments")
    return routed.group_by(_routed=routed.lead_id).aggregate(assigned_at=routed.assigned_at.min())


def _teams(ledger: Ledger, agreement: Agreement) -> list[str]:
    """Teams with working hours of their own whose people the record knows."""
    return [] if ledger.is_empty("users") else sorted(set(agreement.hours) - {"default"})


def hours_of(ledger: Ledger, leads: Any, agreement: Agreement) -> Any:
    """Whose working hours the clock runs on: the owner's team's where the agreement has them, else the default ones."""
    teams = _teams(ledger, agreement)
    if not teams:
        return _text("sales" if "sales" in agreement.hours else "default")
    people: dict[str, list[str]] = {}
    for row in ledger.rows(ledger.table("users").select("user_id", "team")):
        if row["team"] in teams:
            people.setdefault(row["team"], []).append(row["user_id"])
    return first_known(chosen(leads.owner_id, people), _text("sales" if "sales" in agreement.hours else "default"))


def _instant(ledger: Ledger) -> Any:
    import ibis

    return ibis.literal(ledger.as_of.replace(tzinfo=None), type="timestamp")


def _nothing() -> Any:
    import ibis

    return ibis.null("float64")


def _text(word: str) -> Any:
    import ibis

    return ibis.literal(word)
