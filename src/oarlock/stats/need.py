"""How many leads a money goal needs, by when they come and for a chance of reaching it (METHODS 3.3).

A lead's clock tells by which age it has been won. Leads of a week count for a period by the part of that curve that falls into it; what
is open already counts by the same curve, given that it is still open. What remains of the goal is covered by leads to come: each of
many futures draws the rate (known from past leads only), the wins of what is open, the rest of the bookings and the amounts, and says
how many leads it takes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Bools, Floats, Numbers
from oarlock.stats.draws import percentile_interval, simulated
from oarlock.stats.result import Estimate
from oarlock.stats.seeds import generator
from oarlock.stats.survival import Incidence
from oarlock.stats.timing import USEFUL_SHARE, landing_chance

CHANCES = (0.5, 0.8, 0.9)
DRAWS = 4000
MOST_DRAWN = 2_000_000
"""Amounts drawn one by one; beyond, their sum is drawn from its normal limit."""


@dataclass(frozen=True, slots=True)
class WinClock:
    """By which age leads are won, as a step function of days.

    Attributes:
        times: Days, rising. won: F(t), won by then. still: S(t), open after it. error: relative standard error of F at its end.
    """

    times: Floats
    won: Floats
    still: Floats
    error: float
    factor: float = 1.0

    @classmethod
    def of(cls, curves: Incidence, outcome: int = 1, group: int = 0) -> WinClock:
        """The clock of one group of some curves.

        Raises:
            EmptySample: nobody was ever won.
        """
        kept = np.isfinite(curves.times[group])
        times, won = curves.times[group][kept], curves.cumulative[group, outcome - 1][kept]
        if not len(won) or won[-1] <= 0:
            raise EmptySample("No lead was ever won; there is no clock to plan by.")
        error = math.sqrt(float(curves.variance(float(times[-1]))[group, outcome - 1])) / float(won[-1])
        return cls(times, won, curves.survival[group][kept], error)

    def scaled(self, factor: float) -> WinClock:
        """The same pace of wins at another rate, for a rate that somebody states instead of measures."""
        return WinClock(self.times, self.won, self.still, self.error, self.factor * factor)

    def stretched(self, factor: float) -> WinClock:
        """The same wins in so many times the time."""
        return WinClock(self.times * factor, self.won, self.still, self.error, self.factor)

    @property
    def median(self) -> float:
        """Age in days by which half of those won have been won."""
        return float(self.times[int(np.searchsorted(self.won, 0.5 * self.won[-1]))])

    @property
    def rate(self) -> float:
        """Share of leads that are won in the end, as far as the record reaches."""
        return float(self.won[-1]) * self.factor

    @property
    def longest(self) -> float:
        """Age in days by which 99 of 100 of those won have been won."""
        return float(self.times[int(np.searchsorted(self.won, 0.99 * self.won[-1]))])

    def by(self, days: Numbers) -> Floats:
        """F at these ages; 0 before the lead comes."""
        return self._at(self.won, days, 0.0) * self.factor

    def lands(self, to_start: Numbers, to_end: Numbers) -> Floats:
        """Chance that a lead is won in a period that begins and ends so many days after it."""
        return np.clip(self.by(to_end) - self.by(to_start), 0.0, 1.0)

    def lands_open(self, age: Numbers, to_start: Numbers, to_end: Numbers) -> Floats:
        """The same for a lead that is open at its present age."""
        old, begin = np.asarray(age, dtype=np.float64), np.maximum(np.asarray(to_start, dtype=np.float64), 0.0)
        chance = landing_chance(
            self._at(self.won, old + np.asarray(to_end), 0.0),
            self._at(self.won, old + begin, 0.0),
            self._at(self.still, old, 1.0),
        )
        return np.nan_to_num(chance * self.factor, nan=0.0)

    def _at(self, curve: Floats, days: Numbers, before: float) -> Floats:
        place = np.searchsorted(self.times, np.asarray(days, dtype=np.float64), side="right")
        return np.where(place > 0, curve[np.maximum(place - 1, 0)], before)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a win was worth, as distinct amounts and how often each occurred."""

    value: Floats
    count: Floats

    def __post_init__(self) -> None:
        if not len(self.value) or float(self.count.sum()) <= 0:
            raise EmptySample("No past win has an amount; a plan in money needs what a win is worth.")

    @property
    def mean(self) -> float:
        """Mean amount of a win."""
        return float(self.value @ self.count / self.count.sum())

    @property
    def n(self) -> int:
        """Wins with an amount."""
        return round(float(self.count.sum()))

    def estimate(self) -> Estimate:
        """The mean with its range, by resampling wins."""
        rng = generator(5)
        if self.n < 2:
            return Estimate(self.mean, n=self.n)
        drawn = rng.multinomial(self.n, self._share, 2000) @ self.value / self.n
        ends = percentile_interval(drawn)
        return Estimate(self.mean, ends.lo, ends.hi, self.n, method="bootstrap of wins")

    def sums(self, wins: Floats, seed: int) -> Floats:
        """The worth of so many wins, one draw each; with the same seed, more wins are the same ones and some more."""
        most, rng = int(wins.max(initial=0)), generator(seed)
        if most * len(wins) > MOST_DRAWN:
            return np.maximum(0.0, wins * self.mean + np.sqrt(wins) * self._spread * rng.standard_normal(len(wins)))
        reach = np.zeros((most + 1, len(wins)))
        reach[1:] = rng.choice(self.value, (most, len(wins)), p=self._share).cumsum(axis=0)
        return reach[wins.astype(np.int64), np.arange(len(wins))]

    def wins_for(self, money: Floats, seed: int) -> Floats:
        """Wins that it takes to reach each sum; 0 where nothing is missing."""
        missing, rng = np.maximum(money, 0.0), generator(seed)
        if float(missing.max(initial=0.0)) / self.mean * len(missing) > MOST_DRAWN:
            needed = missing / self.mean
            wander = np.sqrt(needed) * self._spread / self.mean * rng.standard_normal(len(needed))
            return np.where(missing > 0, np.ceil(np.maximum(needed + wander, 1.0)), 0.0)
        reach, wins = np.zeros(len(missing)), np.zeros(len(missing))
        while (short := reach < missing).any():
            wins += short
            reach += rng.choice(self.value, len(missing), p=self._share)
        return wins

    @property
    def _share(self) -> Floats:
        share: Floats = self.count / self.count.sum()
        return share

    @property
    def _spread(self) -> float:
        return math.sqrt(float(((self.value - self.mean) ** 2) @ self._share))


@dataclass(frozen=True, slots=True)
class InHand:
    """What is open already, as a number of wins to be expected in the period and what these are worth.

    Attributes:
        wins: Expected. sureness: Mean chance of those that are won, weighted by it: at 1 the number is certain, near 0 it is Poisson.
        error: Relative standard error of the chances. amounts: what such a win is worth.
    """

    wins: float
    amounts: Amounts
    sureness: float = 0.0
    error: float = 0.0

    def draws(self, luck: Floats, rate: Floats, seed: int) -> Floats:
        """Worth of what is won, one per future; `rate` is each future's factor on the chances."""
        if self.sureness <= 0 or self.wins <= 0:
            return self.amounts.sums(_poisson(luck, self.wins * rate), seed)
        from scipy.stats import binom

        chance = np.clip(self.sureness * rate, 0.0, 1.0)
        wins: Floats = np.asarray(binom.ppf(luck, max(1, round(self.wins / self.sureness)), chance), dtype=np.float64)
        return self.amounts.sums(wins, seed)


@dataclass(frozen=True, slots=True)
class Mark:
    """Money that is wanted before the period ends.

    Attributes:
        money: What must be won by then, less what is booked. landing: (weeks,) chance that a lead of each week is won by then.
        in_hand, other: Parts of what is open, and of what comes without a lead, that are to be expected by then.
    """

    money: float
    landing: Floats
    in_hand: float
    other: float


@dataclass(frozen=True, slots=True)
class Need:
    """What a goal takes.

    Attributes:
        shares: Chance that a lead of each week lands in the period. useful: whether the week still helps.
        leads: All leads to come, in the weeks of `shape`, by chance of reaching the goal; infinite where no lead can land any more.
        in_flight: What is open already will bring, expected with its 90 % range; `other` likewise.
        draws: Leads that each future takes. sown: wins that must be expected of leads for the period's own goal.
        flying, rest: What each future brings of itself. rate: its factor on the rate of leads to come.
        open_wins: Worth to be expected of what is open at each future's rates, before its luck.
        shape: (weeks,) how the leads are spread over the weeks, adding up to 1. each: their mean landing share.
        even: The same for leads that come evenly. amounts: what a win is worth. weeks: how many weeks that still help.
    """

    shares: Floats
    useful: tuple[bool, ...]
    leads: Mapping[float, float]
    in_flight: Estimate
    other: Estimate
    draws: Floats
    sown: Floats
    flying: Floats
    rest: Floats
    rate: Floats
    open_wins: Floats
    shape: Floats
    each: float
    even: float
    amounts: Amounts
    weeks: float

    def per_week(self, chance: float) -> float:
        """Leads per useful week, on average."""
        return self.leads[chance] / self.weeks if self.weeks else math.inf

    def reached_with(self, leads: float) -> Bools:
        """Whether each future reaches the goal with so many leads that come evenly."""
        return self.sown <= leads * self.even

    def chance_with(self, leads: float) -> float:
        """Chance of reaching the goal with so many leads that come evenly."""
        return float(self.reached_with(leads).mean())

    def met(self) -> Need:
        """The same where the goal is reached already, and nothing is needed in any future."""
        nothing = np.zeros(len(self.draws))
        return replace(self, leads=dict.fromkeys(self.leads, 0.0), draws=nothing, sown=nothing)

    def expected(self, leads: float) -> Floats:
        """What each future's rates let expect of what is open and of so many leads: all but its luck."""
        return self.open_wins + leads * self.even * self.amounts.mean * self.rate

    def brings(self, leads: float, *, seed: int) -> Floats:
        """Bookings from now to the period's end with so many leads that come evenly, one draw per future."""
        wins = _poisson(generator(seed).random(len(self.rate)), leads * self.even * self.rate)
        return self.flying + self.rest + self.amounts.sums(wins, seed + 1)


def need(
    goal: float,
    amounts: Amounts,
    *,
    shares: Numbers,
    error: float,
    in_hand: Sequence[InHand],
    other: Numbers,
    best_share: float,
    seed: int,
    chances: Sequence[float] = CHANCES,
    lengths: Numbers | None = None,
    shape: Numbers | None = None,
    marks: Sequence[Mark] = (),
    sway: Floats | None = None,
) -> Need:
    """Leads to come that reach the goal, by chance.

    Args:
        goal: What is still missing: the goal less what is booked.
        shares: Chance that a lead of each week to come is won in the period. error: relative standard error of the rate behind them.
        in_hand: What is open now; the first shares the rate of the leads to come.
        other: Past sums of what comes without a lead, for as long a time as the period has left; empty where there is none.
        best_share: The best landing share of any week, past ones too, by which a week is judged useful.
        lengths: Of the weeks to come, as parts of a whole one; all whole where left out.
        shape: How the leads are to be spread over the weeks; evenly over those that help where left out, or nothing anywhere.
        marks: What is wanted earlier than at the end of the period.
        sway: (futures,) further factor on the rate of leads to come alone; 1 where left out.
    Raises:
        BadSample: the goal is not positive.
    """
    if not goal > 0:
        raise BadSample(f"A goal is more than 0, not {goal:g}.")
    landing, sums = np.asarray(shares, dtype=np.float64), np.asarray(other, dtype=np.float64)
    useful = tuple(bool(share > 0 and share >= USEFUL_SHARE * best_share) for share in landing)
    future = _futures(in_hand, sums, error, sway, seed)
    evenly = np.where(useful, np.ones(len(landing)) if lengths is None else np.asarray(lengths), 0.0)
    spread = _normed(evenly if shape is None or not np.sum(shape) > 0 else shape)
    sown = future.sown(Mark(goal, landing, 1.0, 1.0), amounts, seed + 2)
    draws = _leads(sown, float(landing @ spread))
    for mark in marks:
        if (share := float(mark.landing @ spread)) > 0:
            draws = np.maximum(draws, _leads(future.sown(mark, amounts, seed + 2), share))
    return Need(
        shares=landing,
        useful=useful,
        leads={chance: float(np.sort(draws)[min(DRAWS - 1, math.ceil(chance * DRAWS) - 1)]) for chance in chances},
        in_flight=simulated(future.flying, sum(one.wins * one.amounts.mean for one in in_hand)),
        other=simulated(future.rest, float(sums.mean()) if len(sums) else 0.0),
        draws=draws, sown=sown, flying=future.flying, rest=future.rest, rate=future.rate, open_wins=future.open_wins, shape=spread,
        each=float(landing @ spread), even=float(landing @ _normed(evenly)), amounts=amounts, weeks=float(evenly.sum()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Futures:
    """What is drawn once for all questions: each future's factor on the rate of leads to come, what it has of itself, and its luck."""

    rate: Floats
    luck: Floats
    flying: Floats
    open_wins: Floats
    rest: Floats

    def sown(self, mark: Mark, amounts: Amounts, seed: int) -> Floats:
        """Wins that must be expected of leads so that a mark is reached."""
        missing = mark.money - self.flying * mark.in_hand - self.rest * mark.other
        return _until(self.luck, amounts.wins_for(missing, seed)) / self.rate


def _futures(in_hand: Sequence[InHand], sums: Floats, error: float, sway: Floats | None, seed: int) -> _Futures:
    rng = generator(seed)
    rate = _factor(rng.normal(0.0, 1.0, DRAWS), error)
    of_hand, which, luck = rng.random(DRAWS), rng.random(DRAWS), rng.random(DRAWS)
    flying, open_wins = _flying(in_hand, of_hand, rate, rng, seed + 1)
    rest = sums[(which * len(sums)).astype(np.int64)] if len(sums) else np.zeros(DRAWS)
    return _Futures(rate if sway is None else rate * sway, luck, flying, open_wins, rest)


def _flying(
    in_hand: Sequence[InHand], luck: Floats, rate: Floats, rng: np.random.Generator, seed: int
) -> tuple[Floats, Floats]:
    """Worth of what is open and won, one per future, and what its rates let expect; the first kind shares them with leads to come."""
    total, expected = np.zeros(DRAWS), np.zeros(DRAWS)
    for place, one in enumerate(in_hand):
        own = (luck, rate) if not place else (rng.random(DRAWS), _factor(rng.normal(0.0, 1.0, DRAWS), one.error))
        total = total + one.draws(*own, seed + 7 * place)
        expected = expected + one.wins * one.amounts.mean * own[1]
    return total, expected


def _normed(weights: Numbers) -> Floats:
    """Weights that add up to 1, or nothing where there are none."""
    told = np.asarray(weights, dtype=np.float64)
    return told / told.sum() if told.sum() > 0 else told


def _leads(sown: Floats, share: float) -> Floats:
    """Leads of which so many wins are to be expected; infinite where none can be won."""
    return np.where(sown > 0, sown / share if share > 0 else np.inf, 0.0)


def _factor(luck: Floats, error: float) -> Floats:
    """A rate's factor in each future: lognormal with mean 1."""
    factor: Floats = np.exp(luck * error - error**2 / 2)
    return factor


def _poisson(luck: Floats, mean: Floats) -> Floats:
    """Poisson numbers by their own quantiles, so that the same luck with a higher mean is never fewer."""
    from scipy.special import pdtrik

    safe = np.maximum(mean, 1e-12)
    return np.where((mean > 0) & (luck > np.exp(-safe)), np.ceil(pdtrik(luck, safe)), 0.0)


def _until(luck: Floats, wins: Floats) -> Floats:
    """Expected wins that must be sown until so many are there, by the quantiles of the gamma; 0 for none."""
    from scipy.special import gammaincinv

    return np.where(wins > 0, gammaincinv(np.maximum(wins, 1.0), luck), 0.0)


def outside(stated: float, own: Estimate) -> bool:
    """Whether a rate that somebody states lies outside the record's own interval."""
    return own.lo is not None and own.hi is not None and not own.lo <= stated <= own.hi
