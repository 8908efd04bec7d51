"""Which leads to work first: what each is worth per handling hour, and where the hours run out (METHODS 6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from oarlock.agreement.capacity import Capacity
from oarlock.errors import UsedWrongly


@dataclass(frozen=True, slots=True)
class Waiting:
    """A lead that waits: its chance of being won, the margin a win brings, and its type."""

    lead_id: str
    chance: float
    margin: float
    lead_type: str | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """What a lead is worth: in all, per handling hour, and the part of it that the hours allow (1, 0, or a part for the last)."""

    lead_id: str
    worth: float
    per_hour: float
    taken: float


def ordered(waiting: Sequence[Waiting], capacity: Capacity, *, hours: float) -> tuple[tuple[Worth, ...], float]:
    """Leads in the order in which to work them, and what one hour more would be worth.

    Raises:
        UsedWrongly: the agreement gives an hour of sales no price.
        BadSample: a chance outside [0, 1].
    """
    from oarlock.stats.worklist import work_list

    if capacity.hourly_cost is None:
        raise UsedWrongly("An hour of sales has no price. Set capacity.hourly_cost in the agreement.")
    if not waiting:
        return (), 0.0
    each = [capacity.hours_for(lead.lead_type) for lead in waiting]
    chances, margins = [lead.chance for lead in waiting], [lead.margin for lead in waiting]
    found = work_list(chances, margins, each, rate=capacity.hourly_cost, budget=hours)
    told = (Worth(waiting[i].lead_id, found.worth[i], found.worth[i] / each[i], found.taken[i]) for i in found.order)
    return tuple(told), found.hour_price
