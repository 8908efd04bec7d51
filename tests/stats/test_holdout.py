"""A randomised holdout: known differences, exact chances, strata, and how often nothing is taken for something."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats
from oarlock.stats.experiments import (
    difference_in_differences,
    shift_interval,
    smallest_gap,
    smallest_mean_effect,
    synthetic_control,
    units_per_arm,
)
from oarlock.stats.holdout import accounts_alike, drawn, holdout
from oarlock.stats.proportions import newcombe_difference


def test_one_stratum_is_newcombes_difference() -> None:
    arm = np.array([True] * 80 + [False] * 70)
    won = np.array([1] * 56 + [0] * 24 + [1] * 48 + [0] * 22)
    found, expected = holdout(arm, won, np.zeros(150)), newcombe_difference((56, 80), (48, 70))
    assert (found.effect.value, found.effect.lo, found.effect.hi) == pytest.approx((
        expected.value, expected.lo, expected.hi,
    ))  # fmt: skip
    assert (found.treated.value, found.control.value) == pytest.approx((0.7, 48 / 70))
    assert (found.adjusted, found.lone) == (None, 0)


@pytest.mark.parametrize("is_share", [True, False])
def test_the_chance_is_that_of_all_assignments(is_share: bool) -> None:
    """Six accounts, three treated: all twenty assignments by hand."""
    y = np.array([1.0, 1, 1, 0, 0, 1]) * (1 if is_share else 70)
    arm = np.array([True, True, True, False, False, False])
    seen = y[arm].mean() - y[~arm].mean()
    effects = [y[list(chosen)].mean() - np.delete(y, chosen).mean() for chosen in combinations(range(6), 3)]
    exact = np.mean(np.abs(effects) >= abs(seen) - 1e-9)
    assert holdout(arm, y, np.zeros(6), is_share=is_share).p == pytest.approx(exact, abs=0.03)


def test_strata_are_compared_inside_themselves() -> None:
    """Large accounts convert ten times as often and nine in ten are treated, small ones the other way round; nothing was caused."""
    cells = [(900, True, 0, 0.5), (100, False, 0, 0.5), (100, True, 1, 0.05), (900, False, 1, 0.05)]
    arm, y, strata = (np.concatenate(one) for one in zip(*[
        (np.full(n, treated), np.arange(n) < round(n * rate), np.full(n, stratum)) for n, treated, stratum, rate in cells
    ], strict=True))  # fmt: skip
    crude, found = holdout(arm, y, np.zeros(2000)), holdout(arm, y, np.zeros(2000), strata)
    assert (crude.effect.lo or 0) > 0.3
    assert found.effect.value == pytest.approx(0)
    assert found.p > 0.5
    lone = holdout(np.append(arm, True), np.append(y, 1), np.zeros(2001), np.append(strata, 7))
    assert (lone.lone, lone.effect) == (1, found.effect)


def test_the_time_before_narrows_the_range() -> None:
    rng = np.random.default_rng(5)
    before = rng.gamma(1, 100, 2000)
    arm = rng.random(2000) < 0.5
    found = holdout(arm, before + rng.normal(0, 20, 2000) + 10 * arm, before, is_share=False)
    adjusted = found.adjusted
    assert adjusted is not None
    assert adjusted.lo is not None
    assert adjusted.hi is not None
    assert adjusted.lo < 10 < adjusted.hi
    assert adjusted.hi - adjusted.lo < 0.4 * ((found.effect.hi or 0) - (found.effect.lo or 0))


@pytest.mark.parametrize(("is_share", "worlds"), [(True, 400), (False, 100)])
def test_nothing_is_seldom_taken_for_something(is_share: bool, worlds: int) -> None:
    """At most one in ten, give or take what so many worlds leave to chance (two standard errors)."""
    rng, alarms = np.random.default_rng(8), 0
    for seed in range(worlds):
        amounts = np.ones(300) if is_share else rng.lognormal(3, 1, 300)
        y: Floats = np.where(rng.random(300) < 0.15, amounts, 0.0)
        arm = rng.permutation(300) < 120
        effect = holdout(arm, y, np.zeros(300), is_share=is_share, seed=seed).effect
        alarms += (effect.lo or 0) > 0 or (effect.hi or 0) < 0
    assert alarms / worlds <= 0.10 + 2 * (0.09 / worlds) ** 0.5


def test_pairs_are_as_sure_as_their_differences() -> None:
    """Forty pairs, one of each treated: the range of the mean difference by hand, where no arm of a stratum says how accounts differ."""
    rng = np.random.default_rng(2)
    pairs, arm = np.repeat(np.arange(40), 2), np.tile([True, False], 40)
    y = np.repeat(rng.lognormal(6, 1, 40), 2) + rng.normal(0, 100, 80) + 30 * arm
    told = y[arm] - y[~arm]
    half = 1.645 * told.std(ddof=1) / 40**0.5
    found = holdout(arm, y, rng.normal(0, 1, 80), pairs, is_share=False)
    for one in (found.effect, found.adjusted):
        assert one is not None
        assert ((one.hi or 0) - (one.lo or 0)) / 2 == pytest.approx(half, rel=0.1)
    assert found.effect.value == pytest.approx(told.mean())


def test_one_account_alone_differs_as_those_beside_it() -> None:
    """One treated account beside nineteen held out: the range is that of a single account, not that of a number without doubt."""
    others = np.geomspace(50, 5000, 19)
    found = holdout(np.arange(20) < 1, np.append(1000.0, others), np.zeros(20), is_share=False)
    assert (found.effect.hi or 0) - (found.effect.lo or 0) > 2 * others.std(ddof=1)
    one_pair = holdout(np.array([True, False]), [90.0, 10.0], [0.0, 0.0], is_share=False)
    assert (one_pair.effect.value, one_pair.effect.lo) == (80, None), "it may as well have been the other way round"


def test_where_nothing_happened_no_range_is_told() -> None:
    found = holdout(np.arange(20) < 10, np.zeros(20), np.arange(20), is_share=False)
    assert (found.effect.value, found.effect.lo, found.effect.hi) == (0, None, None)


def test_a_few_large_amounts_are_seldom_taken_for_something() -> None:
    """One in ten held out and one in ten with an amount: three held out have any, and a bootstrap of those misses in every third world."""
    rng, alarms, worlds = np.random.default_rng(8), 0, 60
    for seed in range(worlds):
        y: Floats = np.where(rng.random(300) < 0.10, rng.lognormal(8, 1, 300), 0.0)
        effect = holdout(rng.permutation(300) < 270, y, np.zeros(300), is_share=False, seed=seed).effect
        alarms += (effect.lo or 0) > 0 or (effect.hi or 0) < 0
    assert alarms / worlds <= 0.10 + 2 * (0.09 / worlds) ** 0.5


def test_what_cannot_be_compared() -> None:
    with pytest.raises(EmptySample, match="both arms"):
        holdout(np.array([True, True]), [1, 0], [0, 0])
    with pytest.raises(BadSample, match="an outcome before"):
        holdout(np.array([True, False]), [1, 0], [0, 0, 0])
    with pytest.raises(BadSample, match="strictly between"):
        drawn([0, 0], 1.0, seed=1)


def test_a_draw_keeps_the_share_in_every_stratum() -> None:
    strata = [0] * 100 + [1] * 7 + [2]
    held = drawn(strata, 0.2, seed=4)
    assert (held == drawn(strata, 0.2, seed=4)).all()
    assert not (held == drawn(strata, 0.2, seed=5)).all()
    assert held[:100].sum() == 20
    assert held[100:107].sum() in (1, 2)
    share = np.mean([drawn([0], 0.2, seed=seed)[0] for seed in range(500)])
    assert share == pytest.approx(0.2, abs=0.05), "one account alone is held out as often as the share says"


def test_unequal_arms_see_less() -> None:
    assert (accounts_alike(100, 100), accounts_alike(150, 50), accounts_alike(5, 0)) == (100, 75, 0)


def test_the_smallest_difference_of_means_by_hand() -> None:
    """(1.95996 + 0.84162) · 10 · √(2 / 50)."""
    assert smallest_mean_effect(10, 50) == pytest.approx(5.60316, abs=1e-4)
    with pytest.raises(BadSample, match="at least one unit"):
        smallest_mean_effect(10, 0)


def test_as_many_units_as_it_takes_see_the_difference_and_one_fewer_does_not() -> None:
    """2 · ((1.95996 + 0.84162) · 10 / 5.6)² = 50.06."""
    assert units_per_arm(10, 5.6) == 51
    assert smallest_mean_effect(10, 51) <= 5.6 < smallest_mean_effect(10, 50)
    with pytest.raises(BadSample, match="a difference of 0"):
        units_per_arm(10, 0)


def test_few_units_see_less_than_many_would() -> None:
    """Four and four: Student's quantiles of six degrees of freedom, 2.447 and 0.906, in place of 1.960 and 0.842."""
    assert smallest_mean_effect(10, 4, freedom=6) == pytest.approx((2.4469 + 0.9057) * 10 / 2**0.5, abs=1e-2)
    needed = units_per_arm(10, 20, few=True)
    assert smallest_mean_effect(10, needed, freedom=2 * needed - 2) <= 20
    assert smallest_mean_effect(10, needed - 1, freedom=2 * needed - 4) > 20
    assert units_per_arm(0.0, 20, few=True) == 2


def test_what_a_synthetic_control_is_said_to_see_it_sees() -> None:
    """Twenty-five regions, a year before and twelve weeks of the test; the smallest effect is found in four of five worlds."""
    rng, found, worlds = np.random.default_rng(4), 0, 40
    for _ in range(worlds):
        mean = rng.lognormal(2, 0.3, 25) * (1 + 0.2 * np.sin(np.arange(64) / 52 * 2 * np.pi))[:, None]
        deals = rng.poisson(mean).astype(float)
        before, after = deals[:52], deals[52:]
        fit = synthetic_control(before[:, 1:], before[:, 0], after[:, 1:], after[:, 0]).fit
        gap = smallest_gap(before, 12, fit)
        assert gap is not None
        p = synthetic_control(before[:, 1:], before[:, 0], after[:, 1:], after[:, 0] + gap).p
        found += p is not None and p <= 0.10
    assert abs(found / worlds - 0.80) <= 2 * (0.16 / worlds) ** 0.5
    assert smallest_gap(before, 30, fit) is None, "no two such stretches are recorded"


def test_the_range_of_a_permutation_ends_where_it_stops_refusing(oracle: Callable[[str], Any]) -> None:
    told = oracle("S4.did_permutation")["inputs"]
    treated, controls = np.array(told["treated_changes"], float), np.array(told["control_changes"], float)
    ends = shift_interval(treated, controls)
    assert ends is not None
    assert 0 < ends.lo < 8 < ends.hi
    for inside, end in ((1, ends.lo), (-1, ends.hi)):
        assert difference_in_differences(treated - end - inside * 0.01, controls).p > 0.10
        assert difference_in_differences(treated - end + inside * 0.01, controls).p <= 0.10
    assert shift_interval([1.0], [2.0, 3.0]) is None, "three units have no p below a third"
    assert shift_interval([1.0, 2, 3], [7.0, 8, 9]) is not None, "2 of 20 assignments are one in ten"


def test_more_assignments_than_can_be_tried_are_drawn() -> None:
    """Eleven of twenty-two: 705,432 assignments; the p of a difference is near that of a t test."""
    rng = np.random.default_rng(3)
    treated, controls = rng.normal(0.8, 1, 11), rng.normal(0, 1, 11)
    found, ends = difference_in_differences(treated, controls, seed=1), shift_interval(treated, controls, seed=1)
    half = 1.725 * ((treated.var(ddof=1) + controls.var(ddof=1)) / 11) ** 0.5
    assert found.assignments == 20_001
    assert ends is not None
    assert (ends.lo, ends.hi) == pytest.approx((found.effect - half, found.effect + half), abs=0.15)
