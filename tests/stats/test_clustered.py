"""Shares of units that come in clusters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.clustered import Counts, clustered_difference, design_effect, falls, fell_further
from oarlock.stats.proportions import newcombe_difference


def rng(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def accounts(draw: np.random.Generator, n: int, share: float, *, alike: float) -> Counts:
    """Accounts of one to eight leads, their own shares drawn from a beta law with the intraclass correlation `alike`."""
    units = draw.integers(1, 9, n)
    own = draw.beta(share * (1 / alike - 1), (1 - share) * (1 / alike - 1), n) if alike else np.full(n, share)
    return Counts(draw.binomial(units, own).astype(float), units.astype(float))


def grouped(counts: Counts, group: np.ndarray, groups: int = 256) -> Counts:
    return Counts(*(np.bincount(group, one, minlength=groups) for one in (counts.hits, counts.units)))


@pytest.mark.parametrize(("alike", "plain_fails"), [(0.0, False), (0.3, True)])
def test_the_range_covers_what_it_says_where_leads_of_an_account_are_alike(alike: float, plain_fails: bool) -> None:
    """Sixty accounts now against two hundred before, in 256 groups by chance, as the engine sums them."""
    runs, covered, plain = 1000, 0, 0
    for seed in range(runs):
        draw = rng(seed)
        sides = [accounts(draw, n, p, alike=alike) for n, p in ((60, 0.25), (200, 0.35))]
        now, base = (grouped(side, draw.integers(0, 256, len(side.units))) for side in sides)
        found, naive = clustered_difference(now, base), newcombe_difference(now.total, base.total)
        covered += found.lo <= -0.10 <= found.hi  # type: ignore[operator]
        plain += naive.lo <= -0.10 <= naive.hi  # type: ignore[operator]
    assert 0.87 <= covered / runs <= 0.95
    assert (plain / runs < 0.85) is plain_fails


def test_accounts_in_both_periods_are_counted() -> None:
    """The same accounts with the same habits: what they share falls out of the difference, though never below Newcombe's range."""
    draw = rng(1)
    units = np.full(100, 5.0)
    own = draw.beta(0.5, 0.5, 100)
    now, base = (Counts(draw.binomial(5, own).astype(float), units) for _ in range(2))
    apart = Counts(now.hits[::-1].copy(), units)
    assert design_effect(now, base) < design_effect(now, apart)
    assert design_effect(now, base) >= 1.0


def test_single_leads_have_newcombes_range() -> None:
    now = Counts(np.array([1.0, 0, 1, 0, 0, 1]), np.ones(6))
    base = Counts(np.array([1.0, 1, 0, 1, 1, 1]), np.ones(6))
    found, plain = (
        clustered_difference(now, Counts(base.hits[[1, 0, 2, 5, 3, 4]], base.units)),
        newcombe_difference((3, 6), (5, 6)),
    )
    assert found.value == plain.value
    assert found.hi - found.lo >= plain.hi - plain.lo - 1e-12  # type: ignore[operator]
    with pytest.raises(EmptySample):
        clustered_difference(Counts(np.zeros(3), np.zeros(3)), base)


def quarters(draw: np.random.Generator, *, fallen: int | None) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Twelve series of five quarters in 128 groups of accounts; one of them may pass half as many in the last."""
    hits, units = [], []
    for series in range(12):
        n = draw.poisson(1.2, (5, 128))
        own = draw.beta(1.5, 3.5, 128)
        p = np.tile(own, (5, 1))
        if series == fallen:
            p[-1] *= 0.5
        hits.append(draw.binomial(n, p).astype(float))
        units.append(n.astype(float))
    return hits, units


def test_a_search_in_which_nothing_fell_finds_something_as_rarely_as_said() -> None:
    found = sum(
        min(falls(*quarters(rng(seed), fallen=None), seed=seed, permutations=299)) <= 0.10 for seed in range(150)
    )
    assert found / 150 <= 0.16


def test_the_series_that_fell_is_found() -> None:
    found = 0
    for seed in range(30):
        p = falls(*quarters(rng(1000 + seed), fallen=4), seed=seed, permutations=299)
        found += p[4] <= 0.05 and min(p[:4] + p[5:]) > 0.05
    assert found >= 20


def test_a_search_needs_series_of_one_shape() -> None:
    with pytest.raises(EmptySample):
        falls([], [], seed=0)
    with pytest.raises(BadSample):
        falls([np.ones((2, 3))], [np.ones((2, 4))], seed=0)


@pytest.mark.parametrize("everywhere", [lambda share: 0.6 * share, lambda share: share - 0.1])
def test_a_fall_everywhere_is_seldom_said_to_sit_somewhere(everywhere: Callable[[float], float]) -> None:
    """70 % of one part passed and 30 % of the rest; all fall by the same points, or by the same proportion: five in a hundred at most."""
    draw, sits = rng(4), 0
    for _ in range(400):
        part, rest = (
            (accounts(draw, 100, everywhere(share), alike=0.1), accounts(draw, 100, share, alike=0.1))
            for share in (0.7, 0.3)
        )
        sits += fell_further(part, rest) <= 0.05
    assert sits / 400 <= 0.07


def test_a_part_that_fell_alone_fell_further() -> None:
    now, base = Counts(np.full(30, 1.0), np.full(30, 4.0)), Counts(np.full(30, 9.0), np.full(30, 16.0))
    same = Counts(np.full(30, 2.25), np.full(30, 4.0))
    assert fell_further((now, base), (same, base)) < 0.001
    assert fell_further((same, base), (now, base)) > 0.5
