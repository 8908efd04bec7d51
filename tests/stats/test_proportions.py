"""Shares: the chance that a group has as many as it has, against another program."""

from __future__ import annotations

import pytest
from scipy.stats import hypergeom

from oarlock.stats.proportions import chance_of_as_many


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
