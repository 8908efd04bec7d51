"""The leads behind a promise that was not kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import starts_at
from oarlock.diagnose._late_parts import is_late
from oarlock.diagnose.base import Team
from oarlock.measure.facts.delivered import delivered
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.facts.places import days_between

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

MOST = 20


def unkept(
    ledger: Ledger, agreement: Agreement, team: Team, promise: str, start: date, end: date, **only: str
) -> tuple[str, ...]:
    """Up to twenty leads whose clock started, or that were delivered, from `start` to before `end`; none for amounts.

    Args:
        only: Columns with the value they must have.
    """
    import ibis

    is_sales = team is Team.SALES
    leads = handed_over(ledger, agreement) if is_sales else delivered(ledger, agreement)
    at = leads.clock_at if is_sales else leads.delivered_at
    zone = agreement.company.time_zone
    opens, shuts = (ibis.literal(starts_at(day, zone).replace(tzinfo=None), type="timestamp") for day in (start, end))
    leads = leads.mutate(began=at).filter(at.notnull(), at >= opens, at < shuts)
    condition = _unkept(agreement, leads, promise)
    if condition is None:
        return ()
    rows = leads.filter(condition, *(leads[name] == value for name, value in only.items()))
    worst = rows.waited_hours.desc() if promise == "first_response" else rows.began.desc()
    found = ledger.rows(rows.order_by([worst, rows.lead_id]).limit(MOST).select("lead_id"))
    return tuple(row["lead_id"] for row in found)


def _unkept(agreement: Agreement, leads: Any, promise: str) -> Any | None:
    sales = agreement.sales
    match promise:
        case "first_response":
            return is_late(leads)
        case "attempts":
            return (leads.attempts < sales.attempts) & leads.answered_at.isnull() & leads.accepted_at.isnull()
        case "decision":
            soon = (days_between(leads.clock_at, leads.accepted_at) <= sales.decision_days).fill_null(False)
            coded = (days_between(leads.clock_at, leads.rejected_at) <= sales.decision_days).fill_null(False)
            return ~soon & ~(coded & leads.reason_group.notnull())
        case "on_profile":
            return ~leads.on_profile
        case "fields_complete":
            return ~leads.is_complete
        case "context":
            return ~leads.has_context
    return None
