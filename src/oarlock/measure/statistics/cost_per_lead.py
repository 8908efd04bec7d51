"""What a lead costs: money over leads, its range from how many leads chance would bring for the same money."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.resampled import SCALE, whole
from oarlock.measure.statistics.views import in_view
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key

MEDIA, LOADED = "media", "loaded"
VIEW_ORDER = (MEDIA, LOADED)
VIEWS: dict[str, tuple[str, ...]] = {"view": VIEW_ORDER}
LEAST_LEADS = 20
NO_SPEND = "no spend is recorded for it; that is unknown, not free"


@dataclass(frozen=True)
class CostPerLead:
    """Rows of `lead_costs`: `media`, `hours`, `shared`, `is_lead`."""

    views: dict[str, tuple[str, ...]] = field(default_factory=lambda: VIEWS)
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Media over leads, and media, handling and shared costs over leads."""
        t = asked.table
        known = t.media.notnull()
        found = asked.grouped(
            leads=tally((t.is_lead == 1) & known),
            unpriced=tally((t.is_lead == 1) & ~known),
            media=whole(t.media).sum(),
            recorded=t.media.count(),
            hours=whole(t.hours).sum(where=known),
            shared=whole(t.shared).sum(where=known),
        )
        columns = [found.filled(name) for name in ("leads", "media", "recorded", "hours", "shared")]
        hourly = asked.agreement.capacity.hourly_cost
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for key, leads, media, recorded, hours, shared in zip(found.keys, *(c.tolist() for c in columns), strict=True):
            spent, extra = media / SCALE, (hours * (hourly or 0.0) + shared) / SCALE
            told = {MEDIA: spent, LOADED: spent + extra}
            for view in asked_views(asked):
                shown = in_view(asked, key, "view", view)
                estimates[shown] = _per_lead(asked, told[view], int(leads), bool(recorded))
                also[shown] = {"cost": told[view]} if recorded else {}
        return Answered(estimates, left_out(int(found.filled("unpriced").sum())), also=also)


def left_out(leads: int) -> dict[str, int]:
    """Leads that no cost is known of: they are in no sum."""
    return {"came through a channel without recorded spend": leads} if leads else {}


def asked_views(asked: Asked) -> tuple[str, ...]:
    """The views this agreement and record can tell: loaded only where anything beyond media is known."""
    return (MEDIA, LOADED) if is_loaded(asked) else (MEDIA,)


def is_loaded(asked: Asked) -> bool:
    """Whether anything beyond media has a price."""
    agreement = asked.agreement
    shared = agreement.costs.marketing_by or agreement.costs.sales_by
    return agreement.capacity.hourly_cost is not None or bool(shared and not asked.ledger.is_empty("costs"))


def _per_lead(asked: Asked, cost: float, leads: int, recorded: bool) -> Estimate:
    from oarlock.stats.acquisition import cost_at_least
    from oarlock.stats.proportions import poisson_interval

    method, level = "exact Poisson", asked.level
    if not recorded:
        return Estimate(None, n=leads, status=Status.INSUFFICIENT, method=method, reason=NO_SPEND, level=level)
    if cost < 0:
        reason = "more was refunded than spent; ask for a longer time"
        return Estimate(None, n=leads, status=Status.DEGENERATE, method=method, reason=reason, level=level)
    if not leads:
        least = words.exact_money(cost_at_least(cost), asked.agreement.company.reporting_currency)
        reason = f"no lead came of it: at least {least} each, at 95 %"
        return Estimate(None, cost_at_least(cost), None, 0, 0, Status.INSUFFICIENT, method, reason, level)
    ends, few = poisson_interval(leads, level=level), leads < LEAST_LEADS
    reason = f"{words.counted(leads, 'lead')}; a verdict needs {LEAST_LEADS}" if few else ""
    status = Status.INSUFFICIENT if few else Status.OK
    return Estimate(cost / leads, cost / ends.hi, cost / ends.lo, leads, leads, status, method, reason, level)
