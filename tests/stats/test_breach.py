"""What a breach goes with: the oracle's strata, spread over accounts, and a world in which waiting does nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from oarlock.errors import EmptySample
from oarlock.stats.breach import standardised
from oarlock.stats.result import Status


def test_the_oracles_strata_give_the_oracles_differences(oracle: Callable[[str], dict[str, Any]]) -> None:
    told = oracle("S9.breach_cost")
    strata = list(told["inputs"]["strata"].values())
    fast, slow = (np.array([[stratum[side] for stratum in strata]], dtype=float) for side in ("fast", "slow"))
    found = standardised(fast, slow, seed=1)
    expected = told["expected"]
    assert found.naive.value == pytest.approx(expected["naive_diff"], abs=1e-6)
    assert found.adjusted.value == pytest.approx(expected["adjusted_diff"], abs=1e-6)
    assert (found.rate_if_fast, found.slow_rate) == (
        pytest.approx(expected["adjusted_rate_if_fast"], abs=1e-6),
        pytest.approx(expected["slow_rate"], abs=1e-6),
    )
    assert found.e_value == pytest.approx(expected["e_value_adjusted"], abs=1e-6)
    assert found.adjusted.status is Status.INSUFFICIENT  # 28 conversions


def _world(effect: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Good leads are called first; `effect` is what the call itself adds. 40 account buckets, two strata."""
    rng = np.random.default_rng(seed)
    good = rng.random(20_000) < 0.4
    fast = rng.random(20_000) < np.where(good, 0.8, 0.3)
    won = rng.random(20_000) < np.where(good, 0.16, 0.04) + effect * fast
    bucket = rng.integers(0, 40, 20_000)
    sides = []
    for side in (fast, ~fast):
        table = np.zeros((40, 2, 2))
        np.add.at(table[:, :, 0], (bucket[side], good[side].astype(int)), 1)
        np.add.at(table[:, :, 1], (bucket[side], good[side].astype(int)), won[side])
        sides.append(table)
    return sides[0], sides[1]


def test_where_a_call_does_nothing_the_naive_figure_lies_and_the_adjusted_one_does_not() -> None:
    covered = 0
    for seed in range(100):
        found = standardised(*_world(0.0, seed), seed=seed)
        assert (found.naive.lo or 0) > 0.02
        covered += (found.adjusted.lo or 0) <= 0 <= (found.adjusted.hi or 0)
    assert covered >= 82  # 90 of 100 expected; fewer than 82 would happen once in a hundred


def test_what_a_call_does_is_found() -> None:
    found = standardised(*_world(0.03, 4), seed=4)
    assert found.adjusted.value == pytest.approx(0.03, abs=0.012)
    assert (found.adjusted.lo or 0) > 0


def test_strata_without_fast_units_are_left_out_and_said() -> None:
    fast = np.array([[[50, 10], [0, 0]]], dtype=float)
    slow = np.array([[[30, 3], [10, 0]]], dtype=float)
    found = standardised(fast, slow, seed=1)
    assert found.compared == 0.75
    assert found.adjusted.value == pytest.approx(0.2 - 0.1)
    with pytest.raises(EmptySample, match="nothing to compare"):
        standardised(fast[:, 1:], slow[:, 1:], seed=1)


def test_what_a_conversion_is_worth_is_part_of_the_range() -> None:
    """400 decided deals, a quarter of them won at very different amounts: the gap alone would be told far too surely."""
    covered = with_gap_alone = 0
    for seed in range(100):
        rng = np.random.default_rng(1_000 + seed)
        bucket, won = rng.integers(0, 40, 400), rng.random(400) < 0.25
        worth = np.zeros((40, 2))
        np.add.at(worth, bucket, np.column_stack([won * np.exp(rng.normal(0, 0.8, 400)), np.ones(400)]))
        found = standardised(*_world(0.10, seed), seed=seed, worth=worth)
        truth = 0.10 * 0.25 * np.exp(0.32)
        told, gap = found.worth, found.adjusted
        assert told is not None
        each = worth[:, 0].sum() / worth[:, 1].sum()
        assert told.value == pytest.approx((gap.value or 0) * each)
        covered += (told.lo or 0) <= truth <= (told.hi or 0)
        with_gap_alone += (gap.lo or 0) * each <= truth <= (gap.hi or 0) * each
    assert covered >= 82  # 90 of 100 expected; fewer than 82 would happen once in a hundred
    assert with_gap_alone < 75
