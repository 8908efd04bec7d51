"""Exact accounting of changes, dates of changes, and the running period."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.adtributor import adtributor
from oarlock.stats.bands import trend_band
from oarlock.stats.changepoint import binomial_scan, pettitt, slope_change
from oarlock.stats.completion import running_period
from oarlock.stats.factors import factor_terms
from oarlock.stats.mix import crossed, kitagawa, kitagawa_of_sums, rate_terms, recovered, shrunk_rates
from oarlock.stats.monotone import mann_kendall, seasonal_mann_kendall
from oarlock.stats.proportions import newcombe_difference, wilson_bounds
from oarlock.stats.result import Interval, Status
from oarlock.stats.seeds import generator
from oarlock.stats.trend import trend

weights = st.lists(st.tuples(*[st.floats(0.01, 1)] * 4), min_size=1, max_size=8)


def halves(rows: list[tuple[float, ...]]) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    s0, r0, s1, r1 = (np.array(column) for column in zip(*rows, strict=True))
    return [s0 / s0.sum(), r0, s1 / s1.sum(), r1]


@given(weights)
def test_mix_and_rate_are_the_whole_change(rows: list[tuple[float, ...]]) -> None:
    parts = kitagawa(*halves(rows))
    assert parts.mix_total + parts.rate_total == pytest.approx(parts.change, abs=1e-12)


@given(weights)
def test_periods_exchanged_change_the_sign(rows: list[tuple[float, ...]]) -> None:
    s0, r0, s1, r1 = halves(rows)
    there, back = kitagawa(s0, r0, s1, r1), kitagawa(s1, r1, s0, r0)
    assert back.mix == pytest.approx([-part for part in there.mix], abs=1e-12)
    assert back.rate == pytest.approx([-part for part in there.rate], abs=1e-12)


@given(weights)
def test_a_category_split_in_identical_halves_leaves_the_totals(rows: list[tuple[float, ...]]) -> None:
    s0, r0, s1, r1 = halves(rows)
    split = [np.concatenate([[s[0] / 2], [s[0] / 2], s[1:]]) for s in (s0, s1)]
    doubled = [np.concatenate([[r[0]], r]) for r in (r0, r1)]
    one, two = kitagawa(s0, r0, s1, r1), kitagawa(split[0], doubled[0], split[1], doubled[1])
    assert two.mix_total == pytest.approx(one.mix_total, abs=1e-12)
    assert two.rate_total == pytest.approx(one.rate_total, abs=1e-12)


def test_a_category_that_is_new_is_all_mix() -> None:
    parts = kitagawa_of_sums([30, 0], [100, 0], [30, 5], [100, 50])
    assert parts.rate == (0.0, 0.0)
    assert parts.mix_total == pytest.approx(35 / 150 - 30 / 100)


def test_shares_that_are_not_shares_are_refused() -> None:
    with pytest.raises(BadSample, match="add up to"):
        kitagawa([0.5, 0.4], [1, 1], [0.5, 0.5], [1, 1])


@given(st.integers(0, 2**32), st.integers(2, 3))
def test_crossed_dimensions_share_out_the_whole_change(seed: int, dimensions: int) -> None:
    rng = generator(seed)
    n = [
        rng.integers(0, 40, (3,) * dimensions).astype(float) + (np.indices((3,) * dimensions).sum(axis=0) == 0)
        for _ in "ab"
    ]
    k = [np.floor(part * rng.random(part.shape)) for part in n]
    parts = crossed(k[0], n[0], k[1], n[1])
    assert sum(parts.mix) + parts.rate == pytest.approx(parts.change, abs=1e-12)


def test_only_the_dimension_that_moved_has_a_mix_term() -> None:
    rates = np.array([[0.1, 0.1], [0.3, 0.3]])
    before, after = np.array([[500.0, 500], [500, 500]]), np.array([[250.0, 250], [750, 750]])
    parts = crossed(before * rates, before, after * rates, after)
    assert parts.mix[1] == pytest.approx(0.0, abs=1e-4)
    assert parts.mix[0] == pytest.approx(parts.change, abs=3e-3)


def test_small_cells_borrow_from_the_margin() -> None:
    assert shrunk_rates(np.array([1.0, 99.0]), np.array([1.0, 999.0])).tolist() == pytest.approx([2 / 11, 100 / 1009])


factors = st.lists(st.tuples(st.floats(0.01, 1000), st.floats(0.01, 1000)), min_size=1, max_size=5)


@given(factors)
def test_factor_terms_add_up_and_turn_with_time(rows: list[tuple[float, float]]) -> None:
    before, after = ([row[side] for row in rows] for side in (0, 1))
    there, back = factor_terms(before, after), factor_terms(after, before)
    change = float(np.prod(after) - np.prod(before))
    size = max(float(np.prod(after)), float(np.prod(before)))
    assert sum(there) == pytest.approx(change, abs=1e-8 * size)
    assert back == pytest.approx([-term for term in there], abs=1e-8 * size)


def test_a_factor_of_zero_is_shared_out_by_shapley() -> None:
    assert factor_terms([10, 2], [0, 4]) == pytest.approx((-30, 10))


def test_a_dimension_that_fell_alike_everywhere_is_no_cause() -> None:
    events, regions = adtributor({"channel": ([100, 100], [100, 50]), "region": ([100, 100], [75, 75])})
    assert (events.name, events.chosen) == ("channel", (1,))
    assert regions.total_surprise == pytest.approx(0.0, abs=1e-12)


def test_since_when_is_a_set_of_dates() -> None:
    found = pettitt([5, 6, 5, 6, 5, 5.5, 4, 3, 2, 3, 2, 3], seed=1)
    assert found.is_told
    assert found.last_before in found.candidates
    assert len(found.candidates) > 1


def test_a_rate_that_halved_is_found_and_one_that_did_not_is_not() -> None:
    trials, rng = np.full(12, 120), generator(2)
    fell = binomial_scan(rng.binomial(trials, np.where(np.arange(12) < 7, 0.3, 0.15)), trials, seed=1)
    same = binomial_scan(rng.binomial(trials, 0.3), trials, seed=1)
    assert (fell.is_told, fell.last_before) == (True, 6)
    assert not same.is_told


def test_a_bent_line_is_found_at_its_bend() -> None:
    bent = slope_change([0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0], seed=1)
    assert bent.is_told
    assert set(bent.candidates) & {5, 6}
    assert (bent.before, bent.after) == pytest.approx((1, -1))
    assert not slope_change(np.arange(12.0) + generator(1).normal(0, 1, 12), seed=1).is_told


def test_seven_periods_have_no_date_of_change() -> None:
    with pytest.raises(EmptySample):
        pettitt([1, 2, 3, 4, 5, 6, 7], seed=1)


def test_a_season_is_no_trend() -> None:
    stick = [20.0, 25.0, 55.0] * 8
    assert seasonal_mann_kendall(stick, 3).S == 0
    assert mann_kendall([1.0, 1.0, 2.0]).p_exact is None  # ties


def test_the_running_quarter_needs_past_ones_and_a_seventh_of_itself() -> None:
    assert running_period(1.0, [0.4, 0.5], seed=1).status is Status.INSUFFICIENT
    assert running_period(1.0, [0.1, 0.12, 0.1, 0.09], seed=1).status is Status.IMMATURE


def test_early_in_the_quarter_the_forecast_made_before_it_counts() -> None:
    past, prior = [0.3, 0.35, 0.28, 0.31], Interval(8.0, 12.0, 0.8)
    early = running_period(1.0, past, seed=1, prior=prior, prior_value=10.0)
    ladder = running_period(1.0, past, seed=1)
    assert early.method == "Bornhuetter–Ferguson"
    assert (ladder.value or 0) < 4 < (early.value or 0)
    assert (early.lo or 0) < (early.value or 0) < (early.hi or 0)


def test_the_band_holds_the_line() -> None:
    series = [4.0, 4.3, 4.2, 4.9, 5.1, 5.0, 5.8, 6.1, 6.0, 6.9]
    line = trend(series)
    for (lo, hi), fitted in zip(trend_band(series, line, seed=1), line.fitted(10), strict=True):
        assert lo <= fitted <= hi


def test_the_range_of_a_sum_of_differences_covers_what_it_says() -> None:
    """Three parts of 40, 60 and 20 units at rates near 0 and 1, where a normal range is too short; for one part it is Newcombe's."""
    rng = np.random.default_rng(3)
    n, p0, p1, weights = (
        np.array([40, 60, 20]),
        np.array([0.05, 0.5, 0.9]),
        np.array([0.10, 0.45, 0.95]),
        [0.3, 0.5, 0.2],
    )
    covered, runs = 0, 2000
    for k0, k1 in zip(rng.binomial(n, p0, (runs, 3)), rng.binomial(n, p1, (runs, 3)), strict=True):
        sides = []
        for k in (k0, k1):
            lo, hi = wilson_bounds(k, n)
            sides.append(list(zip(k / n, lo, hi, strict=True)))
        lo, hi = recovered(weights, *sides)
        covered += lo <= float(np.dot(weights, p1 - p0)) <= hi
    assert 0.87 <= covered / runs <= 0.94
    one = newcombe_difference((12, 30), (7, 40))
    sides = [[(k / m, *(float(end[0]) for end in wilson_bounds([k], [m])))] for k, m in ((7, 40), (12, 30))]
    assert recovered([1.0], *sides) == pytest.approx((one.lo, one.hi))


def test_many_histories_at_once_have_the_rate_term_of_each() -> None:
    rng = np.random.default_rng(4)
    n0, n1 = rng.integers(0, 5, (2, 50, 4)).astype(float)
    d0, d1 = rng.integers(0, 9, (2, 50, 4)).astype(float)
    d0[:, 0] += 1
    d1[:, 0] += 1
    found = rate_terms(n0, d0, n1, d1)
    for i in range(50):
        assert found[i] == pytest.approx(kitagawa_of_sums(n0[i], d0[i], n1[i], d1[i]).rate_total)
