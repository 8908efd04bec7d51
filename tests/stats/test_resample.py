"""Resampling by account, searching without crying wolf, proportions, and error control."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.draws import percentile_interval
from oarlock.stats.errorcontrol import benjamini_hochberg, holm, permutations_needed, rank_conservatively
from oarlock.stats.proportions import newcombe_difference, product_of_shares, share, wilson_interval
from oarlock.stats.resample import bootstrap_interval, bootstrap_sums, cluster_sums, ratio
from oarlock.stats.result import Interval
from oarlock.stats.search import search
from oarlock.stats.seeds import generator, seed_of


@given(st.integers(1, 10**6), st.data())
def test_wilson_lies_in_the_unit_range_and_holds_the_share(trials: int, data: st.DataObject) -> None:
    successes = data.draw(st.integers(0, trials))
    ends = wilson_interval(successes, trials)
    assert 0.0 <= ends.lo <= successes / trials <= ends.hi <= 1.0


def test_an_empty_cohort_has_no_share() -> None:
    with pytest.raises(EmptySample):
        share(0, 0)


def test_more_wins_than_deals_are_refused() -> None:
    with pytest.raises(BadSample):
        newcombe_difference((5, 4), (1, 2))


def test_accounts_move_together() -> None:
    """Ten rows of one account carry no more evidence than the account: the interval is as wide as with one row each."""
    outcome = generator(1).random(200) < 0.3
    rows = cluster_sums(np.repeat(np.arange(200), 10), np.repeat(outcome, 10), np.ones(2000))
    one = cluster_sums(np.arange(200), outcome, np.ones(200))
    wide, same = (bootstrap_interval(s, lambda t: ratio(t[:, 0], t[:, 1]), seed=2) for s in (rows, one))
    assert wide == same


def test_many_accounts_are_resampled_in_batches_with_the_same_spread() -> None:
    sums = generator(4).lognormal(0, 1, (60_000, 1))
    spread = float(bootstrap_sums(sums, seed=1).std())
    assert spread == pytest.approx(float(np.sqrt(len(sums)) * sums.std()), rel=0.08)


def test_strata_keep_their_size() -> None:
    sums = np.column_stack([np.ones(50), np.arange(50) < 20])
    totals = bootstrap_sums(sums, seed=1, strata=np.arange(50) < 20)
    assert (totals == [50, 20]).all()


def test_a_ratio_that_rarely_exists_has_no_interval() -> None:
    with pytest.raises(EmptySample):
        percentile_interval(np.array([np.nan, np.nan, np.nan, 1.0]))


def test_the_same_question_of_the_same_records_has_the_same_seed() -> None:
    assert seed_of("win_rate", "abc") == seed_of("win_rate", "abc") != seed_of("win_rate", "abd")


def test_a_category_that_collapsed_is_found_and_the_others_are_not() -> None:
    rng, n = generator(8), 4000
    period, channel, region = rng.integers(0, 2, n), rng.integers(0, 6, n), rng.integers(0, 6, n)
    won = rng.random(n) < np.where((channel == 2) & (period == 1), 0.08, 0.25)
    first, *rest = search(period, won, np.ones(n), {"channel": channel, "region": region}, seed=1, permutations=300)
    assert (first.dimension, first.category) == ("channel", 2)
    assert first.is_flagged
    assert not any(spot.is_flagged for spot in rest)


def test_big_accounts_alone_raise_no_flag() -> None:
    """Forty accounts of fifty rows each, all won or all lost: two thousand rows, forty facts."""
    rng = generator(3)
    account = np.repeat(np.arange(40), 50)
    won, period, kind = rng.integers(0, 2, 40)[account], (np.arange(40) % 2)[account], rng.integers(0, 3, 40)[account]
    spots = search(period, won, np.ones(2000), {"kind": kind}, seed=1, account=account, permutations=300)
    assert not any(spot.is_flagged for spot in spots)


def test_the_search_is_stratified_where_the_business_is_seasonal() -> None:
    """December wins more, and all of December lies in the later period: no category changed."""
    rng, n = generator(6), 3000
    month = rng.integers(0, 3, n)
    period = np.where(month == 2, 1, np.where(month == 0, 0, rng.integers(0, 2, n)))
    won = rng.random(n) < np.where(month == 2, 0.5, 0.2)
    arguments = {"seed": 1, "permutations": 200}
    dimensions = {"kind": rng.integers(0, 3, n)}
    assert search(period, won, np.ones(n), dimensions, **arguments)[0].is_flagged
    assert not search(period, won, np.ones(n), dimensions, stratum=month, **arguments)[0].is_flagged


def test_holm_is_never_kinder_than_benjamini_hochberg() -> None:
    p = generator(1).random(20)
    assert (holm(p) >= benjamini_hochberg(p)).all()


def test_a_correction_needs_permutations_enough() -> None:
    assert permutations_needed(12) == 2400


def test_what_explains_a_rise_is_positive() -> None:
    contributions = {"a": (5.0, Interval(2, 8)), "b": (-3.0, Interval(-4, -1)), "c": (1.0, Interval(-1, 3))}
    ranked = rank_conservatively(contributions, change=1.0)
    verdicts = [("a", "explains the rise"), ("c", "can't tell"), ("b", "offsets it")]
    assert [(one.name, one.verdict) for one in ranked] == verdicts


@pytest.mark.parametrize(("p", "n", "q", "m"), [(0.5, 80, 0.5, 20), (0.9, 40, 0.2, 30), (0.3, 200, 0.95, 40)])
def test_the_range_of_a_product_of_shares_holds_it_as_often_as_it_says(p: float, n: int, q: float, m: int) -> None:
    rng = np.random.default_rng(5)
    held = 0
    for one, other in zip(rng.binomial(n, p, 1000), rng.binomial(m, q, 1000), strict=True):
        found = product_of_shares(share(int(one), n), share(int(other), m))
        held += found.lo <= p * q <= found.hi
    assert 0.87 <= held / 1000 <= 0.94


def test_nothing_of_something_is_a_product_with_an_upper_end() -> None:
    found = product_of_shares(share(0, 20), share(0, 20))
    assert (found.value, found.lo) == (0.0, 0.0)
    assert 0 < found.hi < share(0, 20).hi
