"""Who takes leads: the people, the hours a week they have for it, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from oarlock.measure.cohorts import now

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

GIVEN = timedelta(weeks=8)
"""Who was given no lead for so long does not take any."""


@dataclass(frozen=True)
class Seller:
    """Somebody who takes leads, with the hours a week for it (before shrinkage); `stated` where the record says so."""

    user_id: str
    name: str
    hours: float
    stated: bool


def sellers_of(ledger: Ledger, agreement: Agreement) -> tuple[Seller, ...]:
    """Active people who were given leads of late; where nobody says who got them, the SDRs, else all of sales."""
    people = {} if ledger.is_empty("users") else {row["user_id"]: row for row in ledger.rows(ledger.table("users"))}
    given = _given(ledger, ledger.as_of.replace(tzinfo=None) - GIVEN)
    active = {who for who, row in people.items() if row["active"] is not False}
    taking = [who for who in given if who in active or who not in people]
    if not taking:
        sales = [who for who in sorted(active) if people[who]["team"] == "sales"]
        taking = [who for who in sales if people[who]["role"] == "sdr"] or sales
    default = agreement.capacity.hours_per_week
    found = []
    for who in taking:
        row = people.get(who, {})
        own = row.get("handling_hours_per_week")
        hours = float(own) if own is not None and own > 0 else None
        found.append(Seller(who, row.get("name") or who, default if hours is None else hours, hours is not None))
    return tuple(found)


def absences(ledger: Ledger, people: list[str]) -> tuple[tuple[int, datetime, datetime], ...]:
    """Recorded absences of these people that end after the record's day, as (place, from, until)."""
    if ledger.is_empty("time_off"):
        return ()
    away = ledger.table("time_off")
    ahead = away.filter(away.ends_at > now(ledger), away.user_id.isin(people))
    rows = ledger.rows(ahead.select("user_id", "starts_at", "ends_at").order_by("user_id", "starts_at"))
    return tuple(
        (people.index(row["user_id"]), row["starts_at"].replace(tzinfo=UTC), row["ends_at"].replace(tzinfo=UTC))
        for row in rows
    )


def _given(ledger: Ledger, since: datetime) -> list[str]:
    import ibis

    at = ibis.literal(since, type="timestamp")
    if not ledger.is_empty("assignments"):
        routed = ledger.table("assignments")
        told = routed.filter(routed.assigned_at >= at, routed.user_id.notnull()).select(who=routed.user_id)
    else:
        leads = ledger.table("leads")
        told = leads.filter(leads.created_at >= at, leads.owner_id.notnull()).select(who=leads.owner_id)
    return [row["who"] for row in ledger.rows(told.distinct().order_by("who"))]
