"""What misleads in simulation by as much as the independent oracles say, and what of ours does not (METHODS 5.3, 6.3, 9.5, 14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from oarlock.stats.calibration import observed_over_expected, reliability_table
from oarlock.stats.errorcontrol import holm
from oarlock.stats.experiments import difference_in_differences
from oarlock.stats.scan import level_shift
from oarlock.stats.sla import landmark

Oracle = Callable[[str], dict[str, Any]]


def test_answers_that_change_nothing_look_as_if_they_did_until_the_landmark(oracle: Oracle) -> None:
    """A tenth converts and waits for it; the others leave by themselves, and whoever is gone is not answered any more.

    The oracle states its rates and not its clocks: these are the two that give all six.
    """
    entry = oracle("S9.sim.immortal")
    expected, tol = entry["expected"], entry["tol"]
    rng, n, promised = np.random.default_rng(9), entry["inputs"]["n"], 0.4035
    converts = rng.random(n) < 0.1025
    ended = np.where(converts, np.inf, rng.exponential(1.0, n))
    came = rng.exponential(0.342, n)
    waited = np.where(came < ended, came, np.inf)
    answered, fast = np.isfinite(waited), waited <= promised

    assert converts[answered].mean() == pytest.approx(expected["naive_responded"], abs=tol)
    assert converts[~answered].mean() == expected["naive_never_responded"]
    naive = [converts[fast].mean(), converts[~fast].mean()]
    assert naive == pytest.approx(expected["naive_fast_vs_rest"], abs=tol)

    alive, in_time = landmark(waited, ended, promised)
    at_landmark = converts[in_time].mean(), converts[alive & ~in_time].mean()
    assert at_landmark == pytest.approx((expected["landmark_fast"], expected["landmark_slow"]), abs=tol)
    assert abs(at_landmark[0] - at_landmark[1]) < tol


def test_looking_every_week_raises_false_alarms_and_paying_for_the_looks_does_not(oracle: Oracle) -> None:
    """A difference of nothing, looked at after each further 200: by its own p, and by all p together."""
    entry = oracle("S14.sim.peeking")
    alpha, each = entry["inputs"]["alpha"], entry["inputs"]["per_look_n"]
    rng, histories = np.random.default_rng(14), 4000
    for looks, expected in entry["expected"].items():
        n = each * np.arange(1, int(looks) + 1)
        sums = np.cumsum(rng.normal(0, np.sqrt(each), (histories, int(looks))), axis=1)
        p = 2 * norm.sf(np.abs(sums) / np.sqrt(n))
        assert (p <= alpha).any(axis=1).mean() == pytest.approx(expected, abs=entry["tol"])
        paid = np.mean([holm(one).min() <= alpha for one in p[:1500]])
        assert paid <= alpha + 3 * np.sqrt(alpha * (1 - alpha) / 1500)


def test_the_date_of_a_change_is_searched_for_and_paid_for() -> None:
    """Thirteen weeks in which nothing changes: the largest step between them is often beyond 5 % by itself, its p hardly ever."""
    rng, histories = np.random.default_rng(15), 250
    found = [level_shift(rng.normal(0, 1, 13), shuffles=399, seed=i) for i in range(histories)]
    by_itself = np.mean([2 * norm.sf(abs(one.t)) <= 0.05 for one in found])
    paid = np.mean([one.p_value <= 0.05 for one in found])
    assert by_itself > 0.15
    assert paid <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / histories)


def test_the_worst_get_better_by_themselves_and_no_more_than_the_worst_nobody_coached(oracle: Oracle) -> None:
    """Sellers with a rate of their own around a quarter, seen twice with noise; half of the worst tenth is told to have been coached."""
    entry = oracle("S14.sim.regression_to_mean")
    expected, tol, rng = entry["expected"], entry["tol"], np.random.default_rng(16)

    def seen_twice(sellers: int) -> tuple[np.ndarray, np.ndarray]:
        rate = rng.normal(0.25, entry["inputs"]["true_sd"], sellers)
        before, after = (rate + rng.normal(0, entry["inputs"]["noise_sd"], sellers) for _ in range(2))
        worst = before <= np.quantile(before, 0.1)
        return before[worst], after[worst]

    before, after = seen_twice(200_000)
    assert before.mean() == pytest.approx(expected["worst_decile_before"], abs=tol)
    assert after.mean() == pytest.approx(expected["same_reps_after"], abs=tol)

    rose, effects, p = [], [], []
    for seed in range(60):
        before, after = seen_twice(120)
        changes = after - before
        found = difference_in_differences(changes[::2], changes[1::2], seed=seed)
        rose.append(changes.mean())
        effects.append(found.effect)
        p.append(found.p)
    assert np.mean(rose) > 0.06
    assert abs(np.mean(effects)) < 0.01
    assert np.mean(np.array(p) <= 0.05) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 60)


def test_bins_of_a_perfectly_calibrated_score_lie_off_and_its_ratio_does_not(oracle: Oracle) -> None:
    """The mean distance of ten bins of equal size has a floor of noise; observed over expected covers one as often as its range says."""
    entry = oracle("S6.sim.ece_bias")
    n, bins, rng = entry["inputs"]["n"], entry["inputs"]["bins"], np.random.default_rng(6)
    distances, covers, sims = [], 0, 800
    for _ in range(sims):
        said = np.sort(rng.beta(1, 9, n))
        came = (rng.random(n) < said).astype(float)
        parts = zip(np.array_split(said, bins), np.array_split(came, bins), strict=True)
        rows = [row for part in parts for row in reliability_table(*part, bins=1)]
        distances.append(sum(row.n / n * abs(row.observed - row.forecast) for row in rows))
        ratio = observed_over_expected(int(came.sum()), float(said.sum()))
        covers += (ratio.lo or 0.0) <= 1 <= (ratio.hi or np.inf)
    assert np.mean(distances) == pytest.approx(entry["expected"]["mean_ece"], abs=entry["tol"])
    assert np.quantile(distances, 0.95) == pytest.approx(entry["expected"]["q95"], abs=entry["tol"])
    assert covers / sims >= 0.88
