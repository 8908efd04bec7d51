"""Shares: the chance that a group has as many as it has, against another program."""

from __future__ import annotations

import math

import pytest
from scipy.stats import hypergeom

from oarlock.stats.cluster_ranges import clustered_bounds
from oarlock.stats.proportions import chance_of_as_many, trials_behind, wilson_interval


@pytest.mark.parametrize(
    ("drawn", "marked", "units"), [(5, 10, 30), (5, 28, 30), (30, 12, 30), (0, 3, 9), (7, 0, 9), (40, 700, 900)]
)
def test_the_chance_of_as_many_is_the_tail_of_the_hypergeometric(drawn: int, marked: int, units: int) -> None:
    for hits in range(-1, drawn + 2):
        assert chance_of_as_many(hits, drawn, marked, units) == pytest.approx(
            hypergeom.sf(hits - 1, units, marked, drawn), rel=1e-9, abs=1e-14
        )


@pytest.mark.parametrize("hits", [0, 5_000, 5_900, 6_000, 6_300, 8_000, 20_000])
def test_it_holds_for_millions(hits: int) -> None:
    expected = hypergeom.sf(hits - 1, 2_000_000, 600_000, 20_000)
    assert chance_of_as_many(hits, 20_000, 600_000, 2_000_000) == pytest.approx(expected, rel=1e-7, abs=1e-300)


def test_a_wilson_range_tells_how_many_trials_it_speaks_of() -> None:
    for hits, trials in ((0, 9), (1, 9), (12, 40), (20, 40), (39, 40), (40, 40), (300, 1000)):
        ends = wilson_interval(hits, trials)
        assert trials_behind(hits / trials, ends.lo, ends.hi) == pytest.approx(trials)
    lo, hi = clustered_bounds([12.0], [40.0], [2.5])
    assert trials_behind(0.3, float(lo[0]), float(hi[0])) == pytest.approx(16)
    assert trials_behind(0.3, 0.3, 0.3) == math.inf
