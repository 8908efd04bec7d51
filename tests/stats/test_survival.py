"""Competing outcomes: what a cohort becomes, with those still open counted as open."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.conversion import conversions
from oarlock.stats.kaplan_meier import waiting_times
from oarlock.stats.result import Status
from oarlock.stats.seeds import generator
from oarlock.stats.survival import incidence

units = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=60)


@given(units, st.integers(0, 35))
def test_probabilities_add_up_and_never_fall(rows: list[tuple[int, int, int]], horizon: int) -> None:
    time, outcome, group = zip(*rows, strict=True)
    curves = incidence(time, outcome, outcomes=3, group=group, groups=3)
    assert curves.by(horizon).sum(axis=1) + curves.open_at(horizon) == pytest.approx(1.0, abs=1e-12)
    assert (np.diff(curves.cumulative, axis=2) >= 0).all()


@given(units, st.integers(0, 35))
def test_without_censoring_it_is_the_plain_share(rows: list[tuple[int, int, int]], horizon: int) -> None:
    time, outcome = np.array([row[0] for row in rows]), np.array([max(row[1], 1) for row in rows])
    curves = incidence(time, outcome, outcomes=3)
    share = [float(((time <= horizon) & (outcome == k)).mean()) for k in (1, 2, 3)]
    assert curves.by(horizon)[0] == pytest.approx(share, abs=1e-12)
    assert curves.variance(horizon)[0] == pytest.approx([p * (1 - p) / len(time) for p in share], abs=1e-12)


@given(units, st.floats(0.1, 35))
def test_groups_together_are_groups_alone(rows: list[tuple[int, int, int]], horizon: float) -> None:
    time, outcome, group = (np.array(column) for column in zip(*rows, strict=True))
    together = incidence(time, outcome, outcomes=3, group=group, groups=3)
    for one in np.unique(group):
        alone = incidence(time[group == one] * 1.0, outcome[group == one], outcomes=3)
        assert together.by(horizon)[one] == pytest.approx(alone.by(horizon)[0], abs=1e-12)
        assert together.variance(horizon)[one] == pytest.approx(alone.variance(horizon)[0], abs=1e-12)


@given(units)
def test_counted_rows_are_rows_repeated(rows: list[tuple[int, int, int]]) -> None:
    time, outcome, count = (np.array(column) for column in zip(*rows, strict=True))
    if count.sum() == 0:
        return
    counted = incidence(time, outcome, outcomes=3, count=count)
    repeated = incidence(np.repeat(time, count), np.repeat(outcome, count), outcomes=3)
    assert counted.by(20) == pytest.approx(repeated.by(20), abs=1e-12)


def test_a_unit_seen_late_is_at_risk_only_from_then() -> None:
    """
    ann  entered day 0, won day 10
    bob  entered day 0, first seen day 20, won day 30
    cat  entered day 0, open at day 40
    """
    curves = incidence([10, 30, 40], [1, 1, 0], outcomes=1, first_seen=[0, 20, 0])
    assert curves.by(10)[0, 0] == pytest.approx(1 / 2)  # ann of ann and cat
    assert curves.by(30)[0, 0] == pytest.approx(1 / 2 + 1 / 2 * 1 / 2)


def test_an_empty_cohort_has_no_incidence() -> None:
    with pytest.raises(EmptySample):
        incidence([], [], outcomes=1)


@pytest.mark.parametrize("time", [[-1.0], [float("nan")]])
def test_a_time_before_entry_is_refused(time: list[float]) -> None:
    with pytest.raises(BadSample, match="time"):
        incidence(time, [1], outcomes=1)


def test_a_young_cohort_is_immature_and_says_how_far_it_can_be_read() -> None:
    curves = incidence(np.arange(1, 41), [0] * 40, outcomes=1)
    (young,) = conversions(curves, 1, 90)
    assert (young.value, young.status) == (None, Status.IMMATURE)
    assert "up to 31 days" in young.reason  # ten are at risk there


def test_an_empty_group_is_unknown_not_zero() -> None:
    curves = incidence([5] * 30, [1] * 30, outcomes=1, groups=2)
    full, empty = conversions(curves, 1, 10)
    assert (full.value, full.status) == (1.0, Status.OK)
    assert (empty.value, empty.status, empty.reason) == (None, Status.INSUFFICIENT, "nobody entered")


def test_no_win_at_all_still_has_an_upper_end() -> None:
    (none,) = conversions(incidence([5] * 30, [2] * 30, outcomes=2), 1, 10)
    assert none.value == 0.0
    assert 0.05 < (none.hi or 0) < 0.10


def test_a_median_not_reached_is_more_than_the_follow_up() -> None:
    (wait,) = waiting_times(incidence([1, 2, 60, 60, 60], [1, 1, 0, 0, 0], outcomes=1))
    assert (wait.value, wait.reason) == (None, "more than 60 days")


def test_four_hundred_thousand_leads_are_counted_in_one_pass() -> None:
    rng, n = generator(3), 400_000
    time, outcome, group = rng.integers(0, 700, n), rng.integers(0, 4, n), rng.integers(0, 50, n)
    curves = incidence(time, outcome, outcomes=3, group=group, groups=50)
    mine = group == 7
    alone = incidence(time[mine].astype(float), outcome[mine], outcomes=3)
    assert curves.by(365)[7] == pytest.approx(alone.by(365)[0], abs=1e-12)


def test_units_seen_only_after_their_end_leave_an_empty_group() -> None:
    (nobody,) = conversions(incidence([5], [1], outcomes=1, first_seen=[9]), 1, 10)
    assert (nobody.value, nobody.reason) == (None, "nobody entered")
