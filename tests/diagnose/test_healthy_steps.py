"""How often a company whose steps never changed is told that one leaks: the search over steps and parts is paid for."""

from __future__ import annotations

from typing import cast

import numpy as np

from oarlock.diagnose._passing import PARTS_ERROR, Passing, quarters_p
from oarlock.diagnose.handoff_leak import _surely_lower
from oarlock.measure.result import Measurement
from oarlock.stats.clustered import falls
from oarlock.stats.proportions import newcombe_difference

STEPS = {"mql → sal": (600, 0.70), "sal → sql": (420, 0.65), "sql → opportunity": (270, 0.80)}


def healthy(seed: int) -> tuple[Passing, ...]:
    """Three steps over five quarters, whose true shares vary a little and never fall."""
    rng, steps = np.random.Generator(np.random.PCG64(seed)), []
    for step, (usual, share) in STEPS.items():
        odds = np.log(share / (1 - share)) + rng.normal(0, 0.06, 5)
        entered = rng.poisson(usual, 5)
        passed = rng.binomial(entered, 1 / (1 + np.exp(-odds)))
        *before, last = list(zip(passed.tolist(), entered.tolist(), strict=True))
        base = (sum(k for k, _ in before), sum(n for _, n in before))
        is_lowest = all(last[0] / last[1] < k / n for k, n in before)
        change = newcombe_difference(last, base)
        no_row = cast("Measurement", None)
        steps.append(
            Passing(
                step, 20.0, "2026Q2", last, base, change, quarters_p(before, last), is_lowest, None, (), (), no_row, {}
            )
        )
    return tuple(steps)


def test_a_healthy_company_is_told_of_a_leak_no_oftener_than_promised() -> None:
    """Half of the ten percent belongs to the quarters; the other half to the months in which a step falls."""
    accused = [bool(_surely_lower(healthy(seed))) for seed in range(300)]
    assert np.mean(accused) <= 0.08


def test_of_ten_profiles_and_sources_of_three_steps_chance_finds_one_as_rarely_as_said() -> None:
    found = 0
    for seed in range(120):
        rng = np.random.Generator(np.random.PCG64(seed))
        units = [rng.poisson(1.5, (5, 48)).astype(float) for _ in range(10)]
        hits = [rng.binomial(one.astype(int), 0.65).astype(float) for one in units]
        found += min(falls(hits, units, seed=seed, permutations=399)) <= PARTS_ERROR
    assert found / 120 <= 3 * PARTS_ERROR
