"""Are deals lost, or only late? Two accounts of the same months, compared by how well each foretells wins and losses.

A longer cycle is a slower clock: every deal lives through the same life, stretched. Since losses come early in a life
and wins late, a slower clock for a while shows fewer wins at equal age, which looks like losing. So both accounts are
fitted to the months after a date, with the hazards of the months before it as the yardstick: (a) a clock slowed by
one factor, the odds as before; (b) the clock as before, wins and losses each scaled by a factor. The one with the
higher Poisson likelihood is believed; (b) has one number more and pays for it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.diagnose._deals import Array, Deals

LIFE_EDGES = np.array([0.0, 0.05, 0.1, 0.175, 0.25, 0.35, 0.5, 0.65, 0.8, 1.0, 1.25, 1.6, 2.0, 2.75, 4.0])
"""Bands of a deal's age in median cycles of its segment."""

STRETCHES = (1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.75, 2.0, 2.4, 3.0)
PENALTY = 2.0
"""Log likelihood that the second factor must earn."""


@dataclass(frozen=True)
class Account:
    """How well each account fits: `slower` and `otherwise` are log likelihoods, `stretch` the best factor of the clock."""

    slower: float
    otherwise: float
    stretch: float

    @property
    def is_timing(self) -> bool:
        """Does a slower clock explain the months better than other odds do?"""
        return self.slower >= self.otherwise - PENALTY


def account(deals: Deals, at: int) -> Account:
    """Fits both accounts to the months from `at` on."""
    risk, change = deals.risk, float(deals.frame.edges[at])
    months = deals.frame.edges[risk.month]
    ends = np.minimum(months + 31.0, deals.frame.as_of_day)
    middle = np.maximum(months, deals.created[risk.deal]) + risk.days / 2
    middle = np.minimum(middle, ends)
    quarter = risk.month % 3
    before, after = risk.month < at, risk.month >= at
    clock = _Clock(deals, risk.deal[after], middle[after], risk.days[after], quarter[after], change)
    rates = _rates(deals, before, middle, quarter)
    won, lost = risk.won[after], risk.lost[after]
    plain = clock.expected(rates, 1.0, new_only=False)
    scaled = [_scaled(*pair) for pair in zip((won, lost), plain, strict=True)]
    fits = [
        (_fit(won, lost, clock.expected(rates, stretch, new_only=new)), stretch)
        for stretch in STRETCHES
        for new in (False, True)
    ]
    slower, stretch = max(fits)
    return Account(slower, sum(scaled), stretch)


@dataclass(frozen=True)
class _Clock:
    """The deal-months to be foretold, and how their age reads on a clock slowed from `change` on."""

    deals: Deals
    deal: Array
    middle: Array
    days: Array
    quarter: Array
    change: float

    def expected(self, rates: tuple[Array, Array], stretch: float, *, new_only: bool) -> tuple[Array, Array]:
        """Expected wins and losses of each deal-month; `new_only` slows only deals created after the change."""
        created = self.deals.created[self.deal]
        slowed = created >= self.change if new_only else np.ones(len(created), dtype=bool)
        turned = np.maximum(self.change, created)
        age = np.where(slowed, (turned - created) + (self.middle - turned) / stretch, self.middle - created)
        pace = np.where(slowed, 1 / stretch, 1.0)
        cell = _cell(age / self.deals.cycle[self.deal], self.quarter)
        won, lost = (rate[cell] * self.days * pace for rate in rates)
        return won, lost


def _cell(life: Array, quarter: Array) -> Array:
    cell: Array = np.clip(np.searchsorted(LIFE_EDGES, life, side="right") - 1, 0, len(LIFE_EDGES) - 1) * 3 + quarter
    return cell


def _rates(deals: Deals, before: Array, middle: Array, quarter: Array) -> tuple[Array, Array]:
    """Daily hazards of winning and losing by life band, the month of the quarter as a common factor, from the months
    before.
    """
    risk = deals.risk
    life = (middle - deals.created[risk.deal])[before] / deals.cycle[risk.deal][before]
    cell, size = _cell(life, quarter[before]), len(LIFE_EDGES) * 3
    days = np.bincount(cell, risk.days[before], minlength=size).reshape(-1, 3)
    out = []
    for ended in (risk.won, risk.lost):
        count = np.bincount(cell, ended[before], minlength=size).reshape(-1, 3)
        band = (count.sum(1) + 0.1) / (days.sum(1) + 0.1 / max(count.sum() / max(days.sum(), 1e-9), 1e-9))
        rush = (count.sum(0) + 1) / ((days * band[:, None]).sum(0) + 1)
        out.append((band[:, None] * rush[None, :]).ravel())
    return out[0], out[1]


def _fit(won: Array, lost: Array, expected: tuple[Array, Array]) -> float:
    return sum(_poisson(ended, mean) for ended, mean in zip((won, lost), expected, strict=True))


def _scaled(ended: Array, mean: Array) -> float:
    """Likelihood with the expectation scaled to the total seen."""
    return _poisson(ended, mean * (ended.sum() + 0.5) / (mean.sum() + 0.5))


def _poisson(ended: Array, mean: Array) -> float:
    return float(np.log(np.maximum(mean[ended], 1e-12)).sum() - mean.sum())
