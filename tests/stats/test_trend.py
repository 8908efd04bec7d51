"""The robust slope and the quadrant."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.quadrant import quadrant
from oarlock.stats.result import Status
from oarlock.stats.seeds import generator
from oarlock.stats.trend import ratio_trend, trend

positive = st.lists(st.floats(0.1, 1e6), min_size=6, max_size=16)


@given(positive, st.floats(0.01, 1000))
def test_the_unit_of_a_series_does_not_change_its_growth(series: list[float], factor: float) -> None:
    scaled = [value * factor for value in series]
    assert trend(scaled).growth == pytest.approx(trend(series).growth, rel=1e-6, abs=1e-9)


@given(positive)
def test_time_reversed_negates_the_slope(series: list[float]) -> None:
    assert trend(series[::-1]).beta == pytest.approx(-trend(series).beta, abs=1e-12)


def test_an_unknown_quarter_keeps_its_place_in_time() -> None:
    whole = [100 * 1.05**quarter for quarter in range(8)]
    assert trend([*whole[:3], math.nan, *whole[4:]]).growth == pytest.approx(0.05)


def test_a_quarter_without_bookings_makes_the_slope_relative_to_the_level() -> None:
    fit = trend([0.0, 10.0, 20.0, 30.0, 40.0, 50.0])
    assert not fit.is_log
    assert fit.growth == pytest.approx(10.0 / 30.0)
    assert fit.fitted(3) == pytest.approx((0.0, 10.0, 20.0))


def test_a_series_of_zeros_has_no_trend() -> None:
    with pytest.raises(EmptySample):
        trend([0.0, 0.0, 0.0, 5.0])


def test_five_quarters_are_insufficient_and_say_so() -> None:
    estimate = trend([1.0, 2.0, 3.0, 4.0, 5.0]).estimate()
    assert estimate.status is Status.INSUFFICIENT
    assert "5 complete periods" in estimate.reason


def test_yield_skips_periods_without_a_ratio() -> None:
    assert ratio_trend([1, 2, 4, 8, 16], [1, 0, 1, 1, 1]).beta == pytest.approx(math.log(2))


def test_series_of_different_periods_are_refused() -> None:
    with pytest.raises(BadSample):
        quadrant([1.0] * 8, [1.0] * 9, seed=1)


@pytest.mark.parametrize(
    ("supply", "sales", "family"),
    [
        (0.05, 0.05, "aligned_growth"),
        (0.06, 0.0, "disconnect"),
        (-0.05, 0.05, "borrowed_growth"),
        (0.0, 0.0, "steady"),
        (-0.06, -0.06, "contraction"),
    ],
)
def test_each_family_is_told_when_twelve_quarters_are_clear(supply: float, sales: float, family: str) -> None:
    time, noise = np.arange(12), generator(5).normal(0, 0.02, (2, 12))
    told = quadrant(np.exp(supply * time + noise[0]), np.exp(sales * time + noise[1]), seed=1)
    assert (told.family, told.leaning) == (family, False)
    assert sum(told.probabilities.values()) == pytest.approx(1.0)


def test_seven_quarters_only_lean() -> None:
    told = quadrant([1.1**t for t in range(7)], [1.1**t for t in range(7)], seed=1)
    assert told.family == "aligned_growth"
    assert told.leaning


def test_five_quarters_tell_nothing() -> None:
    told = quadrant([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], seed=1)
    assert (told.status, told.family) == (Status.INSUFFICIENT, "can't tell")


def test_two_flat_lines_are_steady() -> None:
    assert quadrant([5.0] * 8, [2.0] * 8, seed=1).family == "steady"


@given(st.integers(0, 2**32))
@settings(max_examples=5)
def test_the_same_seed_gives_the_same_draws(seed: int) -> None:
    series = [4.0, 4.3, 4.2, 4.9, 5.1, 5.0, 5.8, 6.1]
    one, two = (quadrant(series, series[::-1], seed=seed).draws for _ in range(2))
    assert one is not None
    assert np.array_equal(one, two)  # type: ignore[arg-type]
