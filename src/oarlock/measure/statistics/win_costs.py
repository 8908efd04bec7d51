"""The cost of a win of each cell, and what stands beside it: deal size, margin, the chance of being cheaper, the next euro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.statistics.cost_per_lead import NO_SPEND
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked
    from oarlock.measure.statistics.win_cells import Cell
    from oarlock.stats.acquisition import WinRate
    from oarlock.stats.win_value import WinValue

METHOD = "Gamma–Poisson"
LEAST_SEEN = 0.5
"""Part of a cohort's wins that must be visible (METHODS 0.7)."""
LEAST_WINS = 5
LEAST_MONTHS = 6
"""Months at different levels of spend below which the next euro is not told."""


@dataclass(frozen=True)
class WinCost:
    """One cell's cost of a win.

    Attributes:
        rate: Wins per unit of cost that is matured; None where there is none to tell. per_win: Commission on each win.
        value: What a win is worth; None where no won deal has an amount.
    """

    cell: Cell
    cost: Estimate
    rate: WinRate | None
    per_win: float
    value: WinValue | None
    also: dict[str, float]


def win_costs(asked: Asked, cells: Sequence[Cell], *, loaded: bool) -> list[WinCost]:
    """The cost of a win of every cell, media alone or loaded with handling, shared costs and commission."""
    hourly = (asked.agreement.capacity.hourly_cost or 0.0) if loaded else 0.0
    bare = [cell if loaded else replace(cell, months=_without_team(cell)) for cell in cells]
    costs = [cell.costs(hourly) for cell in bare]
    total = [float(one.sum()) for one in costs]
    matured = [float((one * cell.seen).sum()) for one, cell in zip(costs, bare, strict=True)]
    rates = _rates(bare, matured)
    values = _values(bare)
    share = (asked.agreement.capacity.commission_share or 0.0) if loaded else 0.0
    told = []
    for i, cell in enumerate(bare):
        per_win = share * (_deal_size([cell]) or 0.0)
        cost = _cost(asked, cell, total[i], matured[i], rates[i], per_win)
        also = _beside(cell, total[i], matured[i], per_win)
        also |= _cheaper(bare, rates, i, share)
        also |= _worth(asked, rates[i], values[i], per_win)
        also |= _next_euro(cell, costs[i], asked)
        told.append(WinCost(cell, cost, rates[i], per_win, values[i], also))
    return told


def _without_team(cell: Cell) -> np.ndarray:
    """The cell's months with media alone."""
    months: np.ndarray = cell.months.copy()
    months[:, 3:] = 0
    return months


def _rates(cells: Sequence[Cell], matured: Sequence[float]) -> list[WinRate | None]:
    """Wins per matured unit, pooled over the cells of the same pool whose spend is known and above 0."""
    from oarlock.stats.acquisition import win_rates

    usable = [i for i, cell in enumerate(cells) if cell.is_priced and matured[i] > 0]
    if not usable:
        return [None] * len(cells)
    pools = {pool: n for n, pool in enumerate(dict.fromkeys(cells[i].pool for i in usable))}
    told = win_rates(
        [matured[i] for i in usable],
        [cells[i].sums["wins"] for i in usable],
        kind=[pools[cells[i].pool] for i in usable],
    )
    found: list[WinRate | None] = [None] * len(cells)
    for i, rate in zip(usable, told, strict=True):
        found[i] = rate
    return found


def _values(cells: Sequence[Cell]) -> list[WinValue | None]:
    from oarlock.errors import EmptySample
    from oarlock.stats.win_value import win_values

    try:
        return list(win_values(*([cell.sums[name] for cell in cells] for name in ("valued", "logs", "squares"))))
    except EmptySample:
        return [None] * len(cells)


def _cost(asked: Asked, cell: Cell, total: float, matured: float, rate: WinRate | None, per_win: float) -> Estimate:
    """The estimate, or why there is none: no spend, refunds, too early, or no win yet and then a lower bound."""
    from oarlock.stats.acquisition import cost_at_least

    leads, wins, level = round(cell.sums["leads"]), round(cell.sums["wins"]), asked.level

    def nothing(status: Status, reason: str, lo: float | None = None) -> Estimate:
        return Estimate(None, lo, None, leads, wins, status, METHOD, reason, level)

    if not cell.is_priced:
        seen = f"{_many(cell.sums['unpriced'], 'lead')} and {_many(cell.sums['unpriced_wins'], 'win')}: "
        return nothing(Status.INSUFFICIENT, seen + NO_SPEND)
    if total <= 0:
        return nothing(Status.DEGENERATE, "more was refunded than spent" if total < 0 else "nothing was spent")
    if matured < LEAST_SEEN * total:
        return nothing(Status.IMMATURE, f"{matured / total:.0%} of its wins can be seen by now: too early to tell")
    if not wins or rate is None:
        least = cost_at_least(matured)
        return nothing(Status.INSUFFICIENT, f"no win so far: at least {_money(asked, least)} a win, at 95 %", least)
    cost = rate.cost(level=level)
    few = wins < LEAST_WINS
    return replace(
        cost,
        value=(cost.value or 0.0) + per_win,
        lo=(cost.lo or 0.0) + per_win,
        hi=None if cost.hi is None else cost.hi + per_win,
        n=leads,
        n_events=wins,
        status=Status.INSUFFICIENT if few else Status.OK,
        reason=f"{_many(wins, 'win')}; a verdict needs {LEAST_WINS}" if few else "",
    )


def _money(asked: Asked, amount: float) -> str:
    return words.exact_money(round(amount), asked.agreement.company.reporting_currency)


def _many(n: float, noun: str) -> str:
    return f"{n:,.0f} {noun}{'' if n == 1 else 's'}"


def _deal_size(cells: Sequence[Cell]) -> float | None:
    """Mean amount of the won deals whose amount is known."""
    valued = sum(cell.sums["valued"] for cell in cells)
    return sum(cell.sums["amount"] for cell in cells) / valued if valued else None


def _beside(cell: Cell, total: float, matured: float, per_win: float) -> dict[str, float]:
    """The sums behind the cost, and the mean amount of its wins."""
    wins = cell.sums["wins"]
    told = {"wins": wins}
    if not cell.is_priced:
        return told
    told |= {"cost": total + wins * per_win}
    if total > 0:
        told["part_of_wins_seen"] = matured / total
    if matured > 0 and wins:
        told |= {"projected_wins": wins * total / matured, "cost_per_win_so_far": total / wins + per_win}
    size = _deal_size([cell])
    if size is not None:
        told["deal_size"] = size
    return told


def _cheaper(cells: Sequence[Cell], rates: Sequence[WinRate | None], i: int, share: float) -> dict[str, float]:
    """The chance that a win costs less here than in the rest of its pool together, each with its commission; act from .80."""
    from oarlock.stats.acquisition import PRIOR_WINS, WinRate, chance_cheaper

    own = rates[i]
    others = [
        (rate, cell)
        for j, (rate, cell) in enumerate(zip(rates, cells, strict=True))
        if j != i and rate is not None and cell.pool == cells[i].pool
    ]
    if own is None or own.shape <= 0 or not others:
        return {}
    spend, wins = sum(rate.spend for rate, _ in others), sum(rate.wins for rate, _ in others)
    rest = WinRate(PRIOR_WINS + wins, own.rate - own.spend + spend, spend, wins)
    sizes = [_deal_size(some) or 0.0 for some in ([cells[i]], [cell for _, cell in others])]
    return {"chance_cheaper": chance_cheaper(own, rest, more_per_win=share * (sizes[0] - sizes[1]))}


def _worth(asked: Asked, rate: WinRate | None, value: WinValue | None, per_win: float) -> dict[str, float]:
    """Margin per unit of cost, with its range, where the agreement says the gross margin."""
    from oarlock.stats.win_value import margin_per_spend

    margin = asked.agreement.capacity.gross_margin
    if margin is None or rate is None or rate.wins <= 0 or value is None:
        return {}
    seed = asked.seed()
    found = margin_per_spend(rate, value, margin, per_win=per_win, seed=seed, level=asked.level)
    if found.value is None or found.lo is None or found.hi is None:
        return {}
    return {"margin_per_unit": found.value, "margin_per_unit_lo": found.lo, "margin_per_unit_hi": found.hi}


def _next_euro(cell: Cell, costs: np.ndarray, asked: Asked) -> dict[str, float]:
    """What one win more costs, from months at different levels of spend that are old enough to be compared."""
    from oarlock.stats.acquisition import marginal_cost

    old = (cell.seen >= LEAST_SEEN) & (costs > 0)
    if old.sum() < LEAST_MONTHS or not cell.is_priced:
        return {}
    found = marginal_cost(costs[old], cell.months[old, 1] / cell.seen[old], level=asked.level)
    if found.value is None:
        return {}
    ends = {"marginal_cost_lo": found.lo, "marginal_cost_hi": found.hi}
    return {"marginal_cost": found.value, **{name: end for name, end in ends.items() if end is not None}}
