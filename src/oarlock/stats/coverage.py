"""How much pipeline a goal needs: for a chance of hitting it, not for the expected win rate (METHODS 3.3).

Coverage of 1 ÷ win rate hits the goal about half of the time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.seeds import generator

SUMMED_UP_TO = 1000
"""Deals up to which single amounts are drawn."""


@dataclass(frozen=True, slots=True)
class Multiples:
    """Pipeline ÷ goal by three win rates; only `available` is right, the others are shown to be distrusted."""

    by_count: float
    by_closed_value: float
    available: float


def multiples(won: int, closed: int, won_value: float, closed_value: float, slipped_value: float) -> Multiples:
    """Coverage multiples: of deals, of closed value, and of the value that stood available, including what slipped.

    Raises:
        EmptySample: nothing was won; no multiple can be told.
    """
    if won <= 0 or won_value <= 0:
        raise EmptySample("Nothing was won in the past periods given; a win rate of 0 gives no multiple.")
    return Multiples(closed / won, closed_value / won_value, (closed_value + slipped_value) / won_value)


def chance_of_wins(wins: int, deals: int, win_rate: float) -> float:
    """P(at least `wins` of `deals` are won) at a known win rate."""
    from scipy.special import betainc

    if not 0.0 <= win_rate <= 1.0:
        raise BadSample(f"A win rate lies in [0, 1], not {win_rate}.")
    if wins <= 0:
        return 1.0
    return float(betainc(wins, deals - wins + 1, win_rate)) if deals >= wins else 0.0


def chance_of_wins_learnt(wins: int, deals: int, won_before: float, lost_before: float) -> float:
    """The same with the win rate known only from past deals: beta-binomial with Beta(won, lost)."""
    from scipy.special import betaln, gammaln

    if wins <= 0:
        return 1.0
    if deals < wins:
        return 0.0
    k = np.arange(wins, deals + 1)
    ways = gammaln(deals + 1) - gammaln(k + 1) - gammaln(deals - k + 1)
    density = ways + betaln(k + won_before, deals - k + lost_before) - betaln(won_before, lost_before)
    return float(min(1.0, np.exp(density).sum()))


def deals_needed(wins: int, chance: float, chance_with: Callable[[int], float]) -> int:
    """Fewest deals with which `chance_with(deals)` reaches the chance.

    Raises:
        BadSample: no number of deals up to a thousand times the wins reaches it.
    """
    low, high = wins - 1, max(2 * wins, 2)
    while chance_with(high) < chance:
        low, high = high, 2 * high
        if high > 1000 * max(wins, 1):
            raise BadSample(f"No number of deals up to {high} reaches a chance of {chance:.0%}.")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if chance_with(middle) >= chance else (middle, high)
    return high


def deals_for_goal(
    goal: float,
    past_amounts: Numbers,
    won_before: float,
    lost_before: float,
    *,
    seed: int,
    chances: Sequence[float] = (0.5, 0.8, 0.9),
    draws: int = 4000,
    shock: float = 0.0,
) -> dict[float, int]:
    """Deals needed for each chance of reaching the goal, amounts resampled from past wins, the win rate learnt.

    Deals of one period share its fortune: a `shock` (sd in log-odds) moves the win rate of all of them (METHODS 3.5).

    Each draw wins resampled amounts until the goal is reached and counts the deals that took: the chance with n deals is the share of
    draws that took no more than n. Where thousands of wins are needed, the first of them come as one sum, which is as good as normal.

    Raises:
        EmptySample: no past win. BadSample: amounts are not positive.
    """
    amounts = floats(past_amounts, "amounts of past wins")
    if amounts.min() <= 0 or won_before <= 0 or lost_before <= 0 or goal <= 0:
        raise BadSample("The goal, the amounts and the past wins and losses must be positive.")
    rng = generator(seed)
    expected = goal / amounts.mean()
    # Six standard deviations before the goal nobody has reached it; only what comes after is drawn win by win.
    spread = math.sqrt(expected) * float(amounts.std() / amounts.mean())
    first = int(expected - 6 * spread) - 30 if expected > SUMMED_UP_TO else 0
    summed = max(first, 0)
    begun = rng.normal(summed * amounts.mean(), math.sqrt(summed) * amounts.std(), (draws, 1)) if summed else 0.0
    width = math.ceil(1.2 * expected) + 30 if not summed else math.ceil(12 * spread) + 60
    reach = begun + rng.choice(amounts, (draws, width)).cumsum(axis=1)
    while (reach[:, -1] < goal).any():
        more = rng.choice(amounts, reach.shape).cumsum(axis=1)
        reach = np.concatenate([reach, reach[:, -1:] + more], axis=1)
    wins = summed + (reach < goal).sum(axis=1) + 1
    took = wins + rng.negative_binomial(wins, _win_rates(rng, won_before, lost_before, shock, draws))
    return {chance: int(np.quantile(took, chance, method="higher")) for chance in chances}


def chain_input(goal: float, value_each: float, rates: Sequence[float]) -> float:
    """What must enter a chain of rates for the goal: goal ÷ (value × rate × rate …).

    Raises:
        BadSample: a rate or the value is not positive.
    """
    if value_each <= 0 or min(rates, default=1.0) <= 0:
        raise BadSample("The value and every rate of the chain must be positive.")
    return goal / (value_each * math.prod(rates))


def implied_rate(goal: float, value_each: float, entered: float, known_rates: Sequence[float] = ()) -> float:
    """The rate a plan takes for granted without saying so: show it beside one's own."""
    return chain_input(goal, value_each, known_rates) / entered


def chance_of_goal(
    goal: float,
    deals: int,
    past_amounts: Numbers,
    won_before: float,
    lost_before: float,
    *,
    seed: int,
    draws: int = 4000,
    shock: float = 0.0,
) -> float:
    """P(the deals bring the goal): the number won is beta-binomial, their amounts are resampled from past wins.

    A `shock` (sd in log-odds) is what all deals of one period share: without it a goal is told as surer, or as more hopeless, than it is.

    Raises:
        EmptySample: no past win. BadSample: amounts are not positive, or nothing was won or lost before.
    """
    amounts = floats(past_amounts, "amounts of past wins")
    if amounts.min() <= 0 or won_before <= 0 or lost_before <= 0:
        raise BadSample("The amounts and the past wins and losses must be positive.")
    if goal <= 0:
        return 1.0
    rng = generator(seed)
    wins = rng.binomial(deals, _win_rates(rng, won_before, lost_before, shock, draws))
    if deals > SUMMED_UP_TO:
        # So many amounts add up to a normal sum.
        totals = wins * amounts.mean() + np.sqrt(wins) * amounts.std() * rng.standard_normal(draws)
        return float((totals >= goal).mean())
    reach = np.concatenate([np.zeros((draws, 1)), rng.choice(amounts, (draws, deals)).cumsum(axis=1)], axis=1)
    return float((np.take_along_axis(reach, wins[:, None], axis=1)[:, 0] >= goal).mean())


def _win_rates(rng: np.random.Generator, won: float, lost: float, shock: float, draws: int) -> Floats:
    """Win rates as past deals leave them open, each moved by the fortune of one period."""
    rates: Floats = rng.beta(won, lost, draws)
    if not shock:
        return rates
    p = np.clip(rates, 1e-9, 1 - 1e-9)
    moved: Floats = 1.0 / (1.0 + (1.0 - p) / p * np.exp(-rng.normal(0.0, shock, draws)))
    return moved
