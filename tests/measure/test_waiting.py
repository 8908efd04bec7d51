"""The range of a median time given the outcome, where few have met it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from oarlock.measure.statistics.waiting import conditional_medians
from oarlock.stats.survival import incidence


def test_the_shortest_of_two_times_is_no_lower_end() -> None:
    (row,) = conditional_medians(incidence([10, 30, 50], [1, 1, 2], outcomes=2), 0.90)
    assert (row.value, row.lo, row.hi, row.n_events) == (10, 0, None, 2)


@pytest.mark.parametrize("units", [5, 10, 40])
def test_the_range_holds_the_median_about_as_often_as_it_says(units: int) -> None:
    """Three in ten are won, later than the others are lost; looks end at some time. Half of what is won has come by exp(3.5) days."""
    rng, inside, told = np.random.default_rng(units), 0, 0
    for _ in range(400):
        won = rng.random(units) < 0.3
        time = np.ceil(np.where(won, rng.lognormal(3.5, 0.8, units), rng.lognormal(3.0, 0.8, units)))
        looked = np.ceil(rng.uniform(0, 900, units))
        outcome = np.where(time <= looked, np.where(won, 1, 2), 0)
        (row,) = conditional_medians(incidence(np.minimum(time, looked).astype(int), outcome, outcomes=2), 0.90)
        if row.value is not None:
            told += 1
            inside += (row.lo or 0.0) <= math.exp(3.5) + 0.5 <= (math.inf if row.hi is None else row.hi)
    assert inside / told >= 0.87
