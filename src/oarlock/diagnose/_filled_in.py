"""Whether older records were as empty when they were new: filled in at one time, they make newer ones look worse (METHODS 0.4)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from oarlock.measure.engine import measure

if TYPE_CHECKING:
    from oarlock.diagnose._worsened import Worsened
    from oarlock.diagnose.base import Question


def filled_then(question: Question, one: Worsened, *, still_filling: int) -> tuple[int, int] | None:
    """(filled, all) of the records made before a field fell, as the book held them a month before it did.

    Args:
        one: A fall of completeness by month, named by table and field.
        still_filling: Months back from that day whose records were still being filled in then.
    Returns:
        None where the book keeps no earlier state of the table, or none so old.
    """
    ledger, agreement = question.ledger.own, question.agreement
    months = [row.period or "" for row in one.rows]
    at = months.index(one.since) - 1
    asked = set(months[: max(at - still_filling, 0)])
    if not asked or not ledger.has_earlier_versions(one.name[0]):
        return None
    with ledger.known_on(_first_instant(question, months[at])) as then:
        rows = measure(then, agreement, "completeness", every="month").rows
    own = [row for row in rows if tuple(row.slice.values()) == one.name and row.period in asked]
    n = sum(row.n for row in own)
    return (sum(row.n_events or 0 for row in own), n) if n else None


def is_no_worse(one: Worsened, then: tuple[int, int]) -> bool:
    """Whether records made since are not surely emptier than the older ones were at the time."""
    from oarlock.stats.proportions import newcombe_difference

    change = newcombe_difference(one.after, then)
    return change.hi is not None and change.hi >= 0


def _first_instant(question: Question, month: str) -> datetime:
    from oarlock.agreement.calendar import period_named, starts_at

    return starts_at(period_named(month, 1).start, question.agreement.company.time_zone)
