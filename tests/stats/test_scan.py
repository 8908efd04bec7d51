"""One change of level, its date unknown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.errors import EmptySample
from oarlock.stats.scan import level_shift


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
