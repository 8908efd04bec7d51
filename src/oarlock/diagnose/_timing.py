"""Are deals lost, or only late? Two accounts of the same months, compared by how well each foretells wins and losses.

A longer cycle is a slower clock: every deal lives through the same life, stretched. Since losses come early in a life
and wins late, a slower clock for a while shows fewer wins at equal age, which looks like losing. So both accounts are
fitted to the months after a date, with the hazards of the months before it as the yardstick: (a) a clock slowed by
one factor, the odds as before; (b) the clock as before, wins and losses each scaled by a factor. The one with the
higher Poisson likelihood is believed; (b) has one number more and pays for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from oarlock.diagnose._deals import LOST, WON, Array, Deals
from oarlock.diagnose._frame import BUCKETS

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
    middle, quarter = _middle(deals), risk.month % 3
    after = risk.month >= at
    rates = _rates(deals, ~after, middle, quarter)
    created = deals.created[risk.deal]
    old, new = (
        _Months(
            lived=np.maximum(change - created[mask], 0.0),
            since=middle[mask] - np.maximum(change, created[mask]),
            cycle=deals.cycle[risk.deal[mask]],
            days=risk.days[mask],
            quarter=quarter[mask],
            ended=(np.flatnonzero(risk.won[mask]), np.flatnonzero(risk.lost[mask])),
        )
        for mask in (after & (created < change), after & (created >= change))
    )
    # What is expected of deals from before the change and of those after it adds up, so each is looked at once for each stretch.
    plain_old, plain_new = old.expected(rates, 1.0), new.expected(rates, 1.0)
    scaled = [_scaled(_together(*pair)) for pair in zip(plain_old, plain_new, strict=True)]
    fits = []
    for stretch in STRETCHES:
        of_new = _fit(new.expected(rates, stretch))
        fits += [(of_new + _fit(told), stretch) for told in (old.expected(rates, stretch), plain_old)]
    slower, stretch = max(fits)
    return Account(slower, sum(scaled), stretch)


def won_and_foretold(deals: Deals, at: int) -> Array:
    """By bucket of accounts: deals won from month `at` on, and how many of the same the clock of the months before would have won by now;
    and the same two of those months themselves, which agree in sum: by how much accounts differ in them the clock is not known.

    Each deal counts once: on a slower clock deals stay and grow old, so the wins of a month at the old hazards of what is open
    would be many more than the old clock ever brought.
    """
    change, now = float(deals.frame.edges[at]), deals.frame.as_of_day
    won, lost = _rates_of_life(deals, change)
    told_before = _before(deals, change, won)
    there = (deals.created < now) & ~(deals.ended < change)
    created, cycle = deals.created[there], deals.cycle[there]
    still, foretold = np.ones(len(created)), np.zeros(len(created))
    for band, days in enumerate(_days_of_life(created, cycle, np.maximum(created, change), np.full(len(created), now))):
        ends = 1 - np.exp(-(won[band] + lost[band]) * days)
        foretold += still * ends * won[band] / (won[band] + lost[band])
        still *= 1 - ends
    came = (deals.status[there] == WON) & (deals.ended[there] >= change)
    bucket = deals.bucket[there]
    told = [np.bincount(bucket, one, minlength=BUCKETS) for one in (came.astype(float), foretold)]
    return np.stack([*told, *told_before], axis=1)


def _before(deals: Deals, change: float, won: Array) -> list[Array]:
    """By bucket of accounts: deals won before the change, and how many the hazards of winning expect in the days they spent."""
    begun = np.maximum(deals.created, deals.frame.edges[0])
    stopped = np.minimum(np.where(np.isfinite(deals.ended), deals.ended, np.inf), change)
    there = begun < stopped
    days = _days_of_life(deals.created[there], deals.cycle[there], begun[there], stopped[there])
    expected = sum((rate * spent for rate, spent in zip(won, days, strict=True)), np.zeros(int(there.sum())))
    came = (deals.status == WON) & (deals.ended < change)
    bucket = deals.bucket[there]
    return [np.bincount(bucket, one, minlength=BUCKETS) for one in (came[there].astype(float), expected)]


def _rates_of_life(deals: Deals, until: float) -> tuple[Array, Array]:
    """Daily hazards of winning and losing by life band before a day, each deal's days counted in the band they were spent in.

    A month is half a life where deals close in weeks: by the middle of each deal-month wins would come earlier than they do, before
    the losses that in truth leave fewer deals to be won, and more would be foretold than ever came.
    """
    begun = np.maximum(deals.created, deals.frame.edges[0])
    ended = np.where(np.isfinite(deals.ended), deals.ended, np.inf)
    there = (begun < until) & (ended > begun)
    stopped = np.minimum(ended, until)[there]
    days = [one.sum() for one in _days_of_life(deals.created[there], deals.cycle[there], begun[there], stopped)]
    life = np.searchsorted(LIFE_EDGES, (stopped - deals.created[there]) / deals.cycle[there], side="right") - 1
    rates = []
    for status in (WON, LOST):
        here = (deals.status[there] == status) & (ended[there] < until)
        count = np.bincount(life[here], minlength=len(LIFE_EDGES))
        rates.append((count + 0.1) / (np.array(days) + 0.1 * sum(days) / max(count.sum(), 1)))
    return rates[0], rates[1]


def _days_of_life(created: Array, cycle: Array, begin: Array, end: Array) -> list[Array]:
    """Days that each deal spent in each life band between two days."""
    edges = [*LIFE_EDGES, np.inf]
    young, old = (begin - created) / cycle, (end - created) / cycle
    return [np.maximum(np.minimum(old, high) - np.maximum(young, low), 0.0) * cycle for low, high in pairwise(edges)]


def _middle(deals: Deals) -> Array:
    """The day in the middle of each deal-month at risk."""
    risk = deals.risk
    months = deals.frame.edges[risk.month]
    ends = np.minimum(months + 31.0, deals.frame.as_of_day)
    middle: Array = np.minimum(np.maximum(months, deals.created[risk.deal]) + risk.days / 2, ends)
    return middle


@dataclass(frozen=True)
class _Expected:
    """What is expected of one way to end: the mean of each deal-month that ended so, and the sum over all deal-months."""

    at_endings: Array
    total: float


@dataclass(frozen=True)
class _Months:
    """The deal-months to be foretold, and how their age reads on a clock slowed from the change on.

    Attributes:
        lived: Days of the deal's life before the change. since: Days from the change, or the deal's creation, to the middle of its month.
        ended: Places of the deal-months that were won, and lost.
    """

    lived: Array
    since: Array
    cycle: Array
    days: Array
    quarter: Array
    ended: tuple[Array, Array]

    def expected(self, rates: tuple[Array, Array], stretch: float) -> tuple[_Expected, _Expected]:
        """Expected wins and losses, with the clock slowed by `stretch`."""
        cell = _cell((self.lived + self.since / stretch) / self.cycle, self.quarter)
        days = np.bincount(cell, self.days, minlength=len(rates[0])) / stretch
        won, lost = (
            _Expected(rate[cell[ended]] * self.days[ended] / stretch, float(rate @ days))
            for rate, ended in zip(rates, self.ended, strict=True)
        )
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


def _fit(expected: tuple[_Expected, _Expected]) -> float:
    """Poisson log likelihood of the endings that came."""
    return sum(_poisson(one) for one in expected)


def _scaled(expected: _Expected) -> float:
    """Likelihood with the expectation scaled to the total seen."""
    factor = (len(expected.at_endings) + 0.5) / (expected.total + 0.5)
    return _poisson(_Expected(expected.at_endings * factor, expected.total * factor))


def _together(one: _Expected, other: _Expected) -> _Expected:
    return _Expected(np.concatenate([one.at_endings, other.at_endings]), one.total + other.total)


def _poisson(expected: _Expected) -> float:
    return float(np.log(np.maximum(expected.at_endings, 1e-12)).sum() - expected.total)
