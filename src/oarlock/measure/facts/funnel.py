"""What the funnel's metrics ask of leads with their stages and deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import earliest
from oarlock.measure.facts.leads import passages
from oarlock.measure.facts.places import remembered
from oarlock.measure.facts.stages import ENDS, stages_seen

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

FUNNEL = ("inquiry", "pql", "mql", "sal", "sql", "opportunity", "customer")
"""Roles a lead passes on its way; disqualified and recycled end a passage."""


def funnel_facts(ledger: Ledger, agreement: Agreement) -> Any:
    """One row per lead as `lead_facts` has it, without how it was answered; kept on the ledger, once for every profile."""
    return passages(ledger, agreement)


def reached(table: Any, role: str) -> Any:
    """When a lead reached a stage or, where it skipped it, the first later one; null: never."""
    later = FUNNEL[FUNNEL.index(role) :]
    return earliest(*(table[f"{name}_at"] for name in later))


def has_reached(table: Any, role: str) -> Any:
    """Whether a lead reached a stage or a later one: a fraction of what it costs to find out when, so leads are chosen by this."""
    import ibis

    return ibis.or_(*(table[f"{name}_at"].notnull() for name in FUNNEL[FUNNEL.index(role) :]))


def ended(table: Any, start: Any = None) -> Any:
    """When a lead's passage ended without the next stage: disqualified, recycled or lost, whichever was first.

    Args:
        start: From which instant on; what ended before belongs to an earlier passage and says nothing of this one.
    """
    if start is None:
        return earliest(table.disqualified_at, table.recycled_at, table.lost_at)
    return earliest(*(put_aside(table, role, start) for role in ENDS), from_on(table.lost_at, start))


def put_aside(table: Any, role: str, start: Any) -> Any:
    """When a lead was first disqualified or recycled from an instant on: the first time of all, else the last; null where neither was."""
    first, last = table[f"{role}_at"], table[f"last_{role}_at"]
    return (first >= start).ifelse(first, from_on(last, start))


def from_on(at: Any, start: Any) -> Any:
    """The instant where it lies at or after the start; null else."""
    import ibis

    return (at >= start).ifelse(at, ibis.null("timestamp"))


def no_outcomes(ledger: Ledger, agreement: Agreement) -> str:
    """Why wins of leads cannot be told, or nothing: no lead is linked to a deal and no customer stage is recorded."""
    if {"customer"} & set(walked(ledger, agreement)):
        return ""
    return "no deal names its lead and no lead's change to customer is recorded; import opportunities with lead_id, or stage_changes"


def walked(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """The agreement's funnel roles that any lead of this ledger ever reached, in order; the creation of a lead is its inquiry."""
    agreed = [stage.role for stage in agreement.stages if stage.role in FUNNEL]
    names = {role: set(agreement.names_of(role)) for role in FUNNEL}
    there = {role for role in FUNNEL if names[role] & stages_seen(ledger)} | {"inquiry"}
    if remembered(ledger, "deals_name_leads", lambda: _deals_name_leads(ledger)):
        there |= {"opportunity", "customer"}
    return tuple(role for role in FUNNEL if role in there and (role in agreed or not agreed or role == "inquiry"))


def _deals_name_leads(ledger: Ledger) -> bool:
    deals = ledger.table("opportunities")
    (row,) = ledger.rows(deals.aggregate(n=deals.lead_id.count()))
    return bool(row["n"])
