"""Money a day: what is known of a product and a quotient of inputs that are all of the same deals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from oarlock.stats.proportions import newcombe_difference, wilson_interval
from oarlock.stats.result import Estimate
from oarlock.stats.velocity import leak, log_spread, mean_with_median, sum_range

Z = 1.6448536269514722


def inputs(draw: np.random.Generator, deals: int, slow: float) -> tuple[Estimate, Estimate, Estimate, float]:
    """Deals of which 40 % are won; the log of a won deal's amount has the correlation `slow` with the log of its time."""
    won = int(draw.binomial(deals, 0.4))
    z = draw.standard_normal((2, won))
    days = np.exp(4 + 0.6 * z[0])
    amounts = np.exp(10 + 0.6 * (slow * z[0] + math.sqrt(1 - slow**2) * z[1]))
    ends = wilson_interval(won, deals)
    rate = Estimate(won / deals, ends.lo, ends.hi, deals)
    median = float(np.median(days))
    reach = 0.5 * Z / math.sqrt(won)
    cycle = Estimate(median, *np.quantile(days, [0.5 - reach, 0.5 + reach]).tolist(), won)
    half = Z * float(amounts.std(ddof=1)) / math.sqrt(won)
    value = Estimate(float(amounts.mean()), amounts.mean() - half, amounts.mean() + half, won)
    return rate, cycle, value, mean_with_median(np.ones(won), amounts, amounts**2, days, median)


@pytest.mark.parametrize("slow", [0.0, 0.8])
def test_the_error_of_velocity_is_that_of_repeated_cohorts(slow: float) -> None:
    """400 deals: the spread told is that seen, and without what value and cycle share it would be too wide where dear deals are slow."""
    truth = math.log(math.exp(10 + 0.18) * 0.4 / math.exp(4))
    logs, told, apart, covered = [], [], [], 0
    for seed in range(600):
        rate, cycle, value, together = inputs(np.random.default_rng(seed), 400, slow)
        log = math.log((value.value or 0) * (rate.value or 0) / (cycle.value or 1))
        spread = log_spread(rate, cycle, value, together=together)
        logs.append(log)
        told.append(spread)
        apart.append(log_spread(rate, cycle, value))
        covered += abs(log - truth) <= Z * spread
    seen = float(np.std(logs))
    assert np.mean(told) == pytest.approx(seen, rel=0.08)
    assert 0.86 <= covered / 600 <= 0.94
    if slow:
        assert np.mean(apart) > 1.15 * seen


def test_the_range_of_a_sum_over_segments_covers_what_it_says() -> None:
    """Three segments of 60, 90 and 300 deals; the range lies around the sum on its log scale."""
    sizes, prices, covered = (60, 90, 300), (1.0, 4.0, 0.5), 0
    per_deal = math.exp(10 + 0.18) * 0.4 / math.exp(4)
    truth = sum(n * price * per_deal for n, price in zip(sizes, prices, strict=True))
    for seed in range(600):
        draw = np.random.default_rng(1000 + seed)
        amounts, spreads = [], []
        for n, price in zip(sizes, prices, strict=True):
            rate, cycle, value, together = inputs(draw, n, 0.5)
            amounts.append(n * price * (rate.value or 0) * (value.value or 0) / (cycle.value or 1))
            spreads.append(log_spread(rate, cycle, value, together=together))
        lo, hi = sum_range(amounts, spreads)
        assert math.sqrt(lo * hi) == pytest.approx(sum(amounts))
        covered += lo <= truth <= hi
    assert 0.86 <= covered / 600 <= 0.94


def test_the_correlation_by_hand() -> None:
    """Amounts 1 and 3 on day 10, 5 and 7 on day 30; median 10: late is 0, 0, 1, 1. Covariance 1, variances 5 and 1/4."""
    found = mean_with_median([2, 2], [4, 12], [10, 74], [10, 30], 10)
    assert found == pytest.approx(1 / math.sqrt(5 / 4))


def test_amounts_that_do_not_vary_go_with_nothing() -> None:
    assert mean_with_median([2, 2], [4, 4], [8, 8], [10, 30], 10) == 0.0
    assert mean_with_median([], [], [], [], 10) == 0.0


def test_a_leak_s_range_holds_the_loss_though_few_wins_tell_what_a_pass_is_worth() -> None:
    """2,000 companies with a known loss: 300 of 500 pass, then 40 % of 400; 35 wins in 500 passes, amounts lognormal.

    The range of the fall alone holds the loss far less often than it says, because the worth of a pass is an estimate too.
    """
    rng = np.random.default_rng(17)
    loss = 400 * 0.20 * 0.07 * 1000
    held = {"fall": 0, "both": 0}
    for _ in range(2000):
        base, now = int(rng.binomial(500, 0.6)), int(rng.binomial(400, 0.4))
        wins = max(int(rng.binomial(500, 0.07)), 1)
        amounts = 1000 * np.exp(0.8 * rng.standard_normal(wins) - 0.32)
        error = math.sqrt((1 - wins / 500) / wins + amounts.var() / amounts.mean() ** 2 / wins)
        fall = newcombe_difference((base, 500), (now, 400), level=0.90)
        for name, worth_error in (("fall", 0.0), ("both", error)):
            found = leak(fall, 400, win_given_pass=wins / 500, amount=float(amounts.mean()), worth_error=worth_error)
            held[name] += (found.lo or 0) <= loss <= (found.hi or 0)
    assert held["both"] / 2000 == pytest.approx(0.90, abs=0.03)
    assert held["fall"] / 2000 < 0.70


def test_what_a_pass_is_worth_never_turns_a_fall_s_sign() -> None:
    fall = Estimate(0.02, -0.01, 0.05, 400)
    sure = leak(fall, 400, win_given_pass=0.1, amount=1000.0)
    found = leak(fall, 400, win_given_pass=0.1, amount=1000.0, worth_error=0.5)
    assert (found.value, found.lo) == (sure.value, sure.lo)
    assert (found.hi or 0) > (sure.hi or 0)
