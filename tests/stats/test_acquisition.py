"""Cost of a win: what the fixed prior covers, and what it refuses."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.acquisition import (
    FULL_POOLING,
    chance_cheaper,
    cost_at_least,
    cost_per_win,
    learnt_pooling,
    marginal_cost,
    win_rates,
)
from oarlock.stats.result import Status
from oarlock.stats.seeds import generator
from oarlock.stats.spend_lag import CohortCost, matched_spend, part_seen, payback_months
from oarlock.stats.win_value import margin_per_spend, win_values


def test_nine_of_ten_intervals_hold_the_true_cost(oracle: Callable[[str], dict[str, Any]]) -> None:
    """The design of the oracle with fewer repeats."""
    entry = oracle("S5.sim.coverage")
    channels, expected = entry["inputs"]["channels"], entry["expected"]
    rng = generator(5)
    held, squares, raw_squares = [], [], []
    for _ in range(400):
        spend = rng.uniform(10, 120, channels)
        theta = 0.09 * np.exp(entry["inputs"]["true_log_sd"] * rng.standard_normal(channels))
        wins = rng.poisson(spend * theta)
        if not wins.sum():
            continue
        for rate, true, w, E in zip(win_rates(spend, wins), theta, wins, spend, strict=True):
            cost = rate.cost()
            held.append(cost.lo is not None and cost.hi is not None and cost.lo <= 1 / true <= cost.hi)
            squares.append((rate.quantile(0.5) - true) ** 2)
            raw_squares.append((w / E - true) ** 2)
    assert np.mean(held) == pytest.approx(expected["coverage_fixed"], abs=0.03)
    # The oracle does not state its spend; the fixed prior's gain over wins ÷ spend is of its order.
    assert math.sqrt(np.mean(squares) / np.mean(raw_squares)) == pytest.approx(
        expected["rmse_ratio_fixed_over_raw"], abs=0.15
    )


def test_channels_are_pooled_with_their_own_kind() -> None:
    apart = win_rates([10, 10, 10, 10], [1, 3, 20, 40], kind=[0, 0, 1, 1])
    alone = win_rates([10, 10], [1, 3])
    assert apart[:2] == alone


def test_a_channel_alone_stands_as_it_was_seen() -> None:
    (rate,) = win_rates([200_000], [40])
    assert rate.shape == 40
    cost = rate.cost()
    assert cost.value == 5_000
    assert (cost.lo, cost.hi) == (pytest.approx(3_834, rel=0.01), pytest.approx(6_670, rel=0.01))


def test_wins_without_spend_have_no_cost() -> None:
    free, paid = win_rates([0.0, 10.0], [5, 5])
    assert free.cost().value is None
    assert free.cost().status is Status.DEGENERATE
    assert paid.cost().value == pytest.approx(2.0, rel=0.1)


def test_no_win_at_all_bounds_the_cost_from_below() -> None:
    first, _ = win_rates([10.0, 20.0], [0, 0])
    assert first.cost().value is None
    assert cost_at_least(30_000) == pytest.approx(10_014.246, rel=1e-6)
    with pytest.raises(EmptySample):
        chance_cheaper(first, first)


def test_which_channel_is_cheaper_counts_what_each_win_costs_beside() -> None:
    """Against 400,000 draws of both rates; without a difference beside, the closed form."""
    one, other = win_rates([60.0, 100.0], [12, 14])
    rng = generator(16)
    costs = [rate.rate / rng.gamma(rate.shape, size=400_000) for rate in (one, other)]
    for more in (-3.0, 0.5, 2.0, 6.0):
        drawn = np.mean(costs[0] + more < costs[1])
        assert chance_cheaper(one, other, more_per_win=more) == pytest.approx(drawn, abs=0.004)
    assert chance_cheaper(one, other, more_per_win=1e-9) == pytest.approx(chance_cheaper(one, other), abs=1e-4)


def test_refunds_beyond_the_spend_are_refused() -> None:
    with pytest.raises(BadSample, match="refunds"):
        win_rates([-5.0, 10.0], [1, 1])
    with pytest.raises(BadSample, match="refunds"):
        cost_at_least(-1.0)


def test_pooling_is_learnt_from_many_channels_only() -> None:
    with pytest.raises(EmptySample, match="15"):
        learnt_pooling([1.0] * 5, [1] * 5)
    rng = generator(3)
    spend = rng.uniform(20, 200, 60)
    apart = rng.poisson(spend * rng.gamma(2.0, 0.05, 60))
    alike = np.round(spend * 0.1)
    assert learnt_pooling(spend, apart).shape == pytest.approx(2.0, rel=0.6)
    assert learnt_pooling(spend, alike).shape == FULL_POOLING


def test_one_level_of_spend_says_nothing_of_the_next_euro() -> None:
    found = marginal_cost([100.0, 101.0], [10, 12])
    assert (found.value, found.status) == (None, Status.INSUFFICIENT)
    assert marginal_cost([100.0, 200.0], [12, 10]).status is Status.DEGENERATE


def test_spend_before_the_record_leaves_the_first_periods_unknown() -> None:
    assert np.isnan(matched_spend([1, 2, 3], [0.5, 0.5])[0])
    assert matched_spend([1, 2, 3], [0.5, 0.5])[1:].tolist() == [1.5, 2.5]
    with pytest.raises(BadSample, match="add up"):
        matched_spend([1, 2], [0.5, 0.6])


def test_what_is_unknown_gives_no_payback() -> None:
    assert payback_months(14_200, 30_000, None) is None
    assert payback_months(None, 30_000, 0.75) is None
    assert CohortCost(100, 10, 0.0).full_cost is None
    assert part_seen([0.01, 0.06], 0.05) == pytest.approx([0.2, 1.0])
    with pytest.raises(BadSample, match="still to come"):
        part_seen([0.0], 0.0)


def test_a_dear_large_win_can_be_worth_more_per_euro() -> None:
    small, large = win_values(
        [40, 40],
        [40 * math.log(15_000), 40 * math.log(60_000)],
        [40 * math.log(15_000) ** 2, 40 * math.log(60_000) ** 2],
    )
    cheap, dear = win_rates([320_000, 640_000], [40, 40])
    found = [margin_per_spend(r, v, 0.75, seed=1) for r, v in ((cheap, small), (dear, large))]
    assert found[0].value == pytest.approx(1.41, rel=0.12)
    assert found[1].value == pytest.approx(2.81, rel=0.12)
    assert found[1].lo > found[0].hi


def test_the_cost_over_channels_is_a_ratio_of_sums() -> None:
    assert cost_per_win([10, 90], [1, 30]) == pytest.approx(100 / 31)
    assert cost_per_win([10], [0]) is None
