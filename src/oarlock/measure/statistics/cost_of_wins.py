"""What a win costs, and how long it takes to pay back (METHODS 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.cost_per_lead import LOADED, MEDIA, VIEWS, is_loaded, left_out
from oarlock.measure.statistics.views import in_view
from oarlock.measure.statistics.win_cells import Cell, observed_cells
from oarlock.measure.statistics.win_costs import WinCost, win_costs
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key

LEAST_VALUED = 5
"""Won deals with an amount from which their mean is told."""
DRAWS = 4000


@dataclass(frozen=True)
class CostOfWins:
    """Rows of `lead_costs`; a view with media alone and, where anything else has a price, one with everything."""

    views: dict[str, tuple[str, ...]] = field(default_factory=lambda: VIEWS)
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The cost of a win of every group, by view."""
        cells = observed_cells(asked)
        views = (MEDIA, LOADED) if _is_more_than_media(asked) else (MEDIA,)
        estimates: dict[Key, Estimate] = {}
        also: dict[Key, dict[str, float]] = {}
        for view in views:
            for told in win_costs(asked, cells, loaded=view == LOADED):
                key = in_view(asked, told.cell.key, "view", view)
                estimates[key], also[key] = told.cost, told.also
        return Answered(estimates, _unpriced(cells), also=also)


@dataclass(frozen=True)
class Payback:
    """Rows of `lead_costs`: months of margin of a win that pay its loaded cost, its amount being that of a year."""

    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The months of every group."""
        cells = observed_cells(asked)
        told = win_costs(asked, cells, loaded=True)
        months = {one.cell.key: _months(asked, one) for one in told}
        return Answered(months, _unpriced(cells), also={one.cell.key: one.also for one in told})


def _unpriced(cells: list[Cell]) -> dict[str, int]:
    return left_out(round(sum(cell.sums["unpriced"] for cell in cells)))


def _is_more_than_media(asked: Asked) -> bool:
    return is_loaded(asked) or asked.agreement.capacity.commission_share is not None


def _months(asked: Asked, told: WinCost) -> Estimate:
    """Cost ÷ (mean amount of a win × margin ÷ 12), its range from that of both."""
    import dataclasses

    import numpy as np

    from oarlock.stats.draws import percentile_interval
    from oarlock.stats.seeds import generator
    from oarlock.stats.spend_lag import payback_months

    cost, size = told.cost, told.also.get("deal_size")
    valued = round(told.cell.sums["valued"])
    months = payback_months(cost.value, size, asked.agreement.capacity.gross_margin)
    if months is None or told.rate is None or told.value is None:
        reason = cost.reason if cost.value is None else "no won deal has an amount"
        status = cost.status if cost.value is None else Status.INSUFFICIENT
        return dataclasses.replace(cost, value=None, lo=None, hi=None, status=status, reason=reason)
    seed = asked.seed()
    theta = generator(seed).gamma(told.rate.shape, 1 / told.rate.rate, DRAWS)
    worth = told.value.draws(seed + 1, DRAWS) / told.value.mean
    drawn = months * (1 / theta + told.per_win) / (cost.value or 1.0) / worth
    ends = percentile_interval(np.asarray(drawn), level=asked.level)
    few = valued < LEAST_VALUED
    return dataclasses.replace(
        cost,
        value=months,
        lo=min(ends.lo, months),
        hi=max(ends.hi, months),
        method="Gamma–Poisson × lognormal",
        status=Status.INSUFFICIENT if few else cost.status,
        reason=f"won deals with an amount: {valued}; a verdict needs {LEAST_VALUED}" if few else cost.reason,
    )
