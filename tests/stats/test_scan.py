"""One change of level, its date unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.errors import EmptySample
from oarlock.stats.scan import joint_shift, level_shift


def rng(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def test_a_clean_step_is_dated_to_the_period() -> None:
    values = np.r_[np.full(12, 0.30), np.full(10, 0.20)] + rng(1).normal(0, 0.005, 22)
    shift = level_shift(values, direction=-1)
    assert shift.at == 12
    assert shift.p_value <= 0.005
    assert shift.change == pytest.approx(-0.10, abs=0.01)


def test_a_fall_is_no_evidence_of_a_rise() -> None:
    values = np.r_[np.full(12, 0.30), np.full(10, 0.20)] + rng(2).normal(0, 0.005, 22)
    assert level_shift(values, direction=1).p_value > 0.5


def test_periods_without_a_value_are_left_out_and_keep_their_place() -> None:
    values = np.r_[np.full(12, 1.0), np.full(12, 2.0)] + rng(3).normal(0, 0.05, 24)
    values[[3, 15]] = np.nan
    assert level_shift(values, direction=1).at == 12


def test_too_few_periods_have_no_answer() -> None:
    with pytest.raises(EmptySample, match="8 periods"):
        level_shift([1.0, 2.0, 3.0], direction=0)


def test_nothing_changed_is_called_a_change_no_oftener_than_promised() -> None:
    """At 5 %, white noise of 30 months is flagged in about 5 % of series, and the noise of neighbours alike in not many more."""
    white = [level_shift(rng(i).normal(size=30), direction=-1, shuffles=199, seed=i).p_value for i in range(300)]
    assert np.mean(np.array(white) <= 0.05) <= 0.09


@settings(max_examples=30, deadline=None)
@given(st.floats(0.1, 100), st.integers(0, 5))
def test_the_unit_of_the_series_changes_nothing(scale: float, seed: int) -> None:
    values = rng(seed).normal(5, 1, 20)
    plain, scaled = level_shift(values, direction=0), level_shift(values * scale, direction=0)
    assert (plain.at, plain.p_value) == (scaled.at, scaled.p_value)


def test_what_two_series_both_show_at_one_date_is_found_where_neither_does_alone() -> None:
    """Twelve months a side, one series down by 1.2 and one up by 1.2 standard deviations, over forty histories."""
    found = {"both": 0, "first": 0}
    for seed in range(40):
        noise, step = rng(seed).normal(0, 1, (2, 24)), np.repeat([0.0, 1.2], 12)
        down, up = 10 - step + noise[0], 10 + step + noise[1]
        found["both"] += joint_shift([down, up], np.ones((2, 24)), [-1, 1], shuffles=399, seed=seed).p_value <= 0.01
        found["first"] += level_shift(down, direction=-1, shuffles=399, seed=seed).p_value <= 0.01
    assert found["both"] > found["first"] + 5


def test_a_claim_of_two_things_is_as_strong_as_the_weaker() -> None:
    """One series moves by ten deviations, the other stands still: what is found is as weak as the second."""
    passed = 0
    for seed in range(100):
        noise = rng(seed).normal(0, 1, (2, 30))
        moved = 10 + np.repeat([0.0, 10.0], 15) + noise[0]
        found = joint_shift([moved, 10 + noise[1]], np.ones((2, 30)), [1, 1], shuffles=199, seed=seed)
        passed += found.p_value <= 0.01
    assert passed <= 15


def test_two_series_in_which_nothing_changed_pass_as_rarely_as_said() -> None:
    passed = 0
    for seed in range(300):
        pair = rng(seed).normal(5, 1, (2, 28))
        passed += joint_shift(pair, np.ones((2, 28)), [-1, 1], shuffles=199, seed=seed).p_value <= 0.05
    assert passed <= 24


def test_the_date_is_the_common_one() -> None:
    down = np.array([9.0] * 10 + [5.0] * 14) + rng(1).normal(0, 0.3, 24)
    up = np.array([1.0] * 10 + [3.0] * 14) + rng(2).normal(0, 0.3, 24)
    found = joint_shift([down, up], np.ones((2, 24)), [-1, 1])
    assert (found.at, found.p_value) == (10, pytest.approx(0.0005))
    assert found.before > found.after
    with pytest.raises(EmptySample):
        joint_shift([down[:7], up[:7]], np.ones((2, 7)), [-1, 1])
