"""Traces of moved deals: by hand, and how often chance alone leaves one."""

from __future__ import annotations

import numpy as np
import pytest

from oarlock.errors import BadSample
from oarlock.stats.bunching import crowding, just_above
from oarlock.stats.payout import Curve, bends
from oarlock.stats.result import Status


def test_three_times_as_many_a_day_at_the_end() -> None:
    """70 days between with one win each, ten at the end with three each, ten at the beginning with half a win each."""
    found = crowding([5] * 8, [70] * 8, [30] * 8, days=10, middle_days=[70] * 8)
    assert (found.late.value, found.early.value) == pytest.approx((3.0, 0.5))
    assert found.is_pulled
    assert not found.is_held_back


def test_wins_held_back_come_at_the_beginning() -> None:
    assert crowding([30] * 8, [70] * 8, [5] * 8, days=10, middle_days=[70] * 8).is_held_back


def test_even_days_leave_no_trace_more_often_than_chance_may() -> None:
    rng = np.random.default_rng(3)
    drawn = [
        crowding(rng.poisson(10, 8), rng.poisson(71, 8), rng.poisson(10, 8), days=10, middle_days=[71] * 8)
        for _ in range(300)
    ]
    assert sum(one.is_pulled or one.is_held_back for one in drawn) <= 0.12 * 300


def test_few_quarters_carry_no_verdict() -> None:
    found = crowding([1, 1], [4, 4], [9, 9], days=10, middle_days=[70, 70])
    assert found.late.status is Status.INSUFFICIENT
    assert not found.is_pulled
    assert "2 periods with 26 wins" in found.late.reason


def test_nothing_between_is_no_ratio() -> None:
    assert crowding([1], [0], [3], days=10, middle_days=[70]).late.value is None
    with pytest.raises(BadSample):
        crowding([1, 2], [0], [3], days=10, middle_days=[70])


def test_results_crowd_just_above_a_mark() -> None:
    """Nine of ten near the goal are at it or above: by Clopper and Pearson 61 % or more, so half is out."""
    found = just_above([1.01] * 9 + [0.95, 2.0, 0.2], 1.0)
    assert (found.value, found.n, found.status) == (0.9, 10, Status.OK)
    assert found.lo == pytest.approx(0.606, abs=0.001)
    assert just_above([1.01, 0.99], 1.0).status is Status.INSUFFICIENT
    assert just_above([], 1.0).value is None


def test_pay_bends_at_the_threshold_the_goal_and_the_cap() -> None:
    assert bends(Curve(0.7, 2.0, 2.0)) == pytest.approx((0.7, 1.0, 1.5))
    assert bends(Curve(0.0, 0.0, 2.0)) == (1.0,)
