"""Coverage, timing, forecasts, calibration, promises, comparisons and what is shown."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.calibration import (
    backtest,
    brier,
    log_loss,
    observed_over_expected,
    observed_over_expected_by_period,
    recalibration,
    reliability_table,
)
from oarlock.stats.coverage import chance_of_goal, chance_of_wins, chance_of_wins_learnt, deals_for_goal, deals_needed
from oarlock.stats.curves import sup_difference_p
from oarlock.stats.display import growth, largest_remainder, round_once
from oarlock.stats.forecast import deal_outcomes
from oarlock.stats.result import Estimate, Interval, Status
from oarlock.stats.seeds import generator
from oarlock.stats.sla import attainment, e_value, quantile_ranks
from oarlock.stats.timing import landing, landing_chance
from oarlock.stats.verdict import verdict, verdict_of


def test_coverage_at_the_expected_win_rate_hits_half_of_the_time() -> None:
    assert chance_of_wins(100, 400, 0.25) == pytest.approx(0.5, abs=0.03)


def test_a_win_rate_known_from_few_deals_needs_more_pipeline() -> None:
    few, many = (deals_needed(50, 0.8, lambda n, k=k: chance_of_wins_learnt(50, n, k, 3 * k)) for k in (10, 1000))
    assert few > many > 200


def test_resampled_amounts_of_one_size_agree_with_the_exact_answer() -> None:
    drawn = deals_for_goal(1_000_000, [10_000.0], 50, 150, seed=1)
    exact = deals_needed(100, 0.8, lambda n: chance_of_wins_learnt(100, n, 50, 150))
    assert drawn[0.8] == pytest.approx(exact, rel=0.02)
    assert drawn[0.5] < drawn[0.8] < drawn[0.9]


def test_thousands_of_wins_need_as_many_deals_as_the_exact_chance_says() -> None:
    wins = 3_000
    drawn = deals_for_goal(wins * 10_000.0, [10_000.0], 800, 2_400, seed=3)
    for chance, deals in drawn.items():
        assert chance_of_wins_learnt(wins, deals, 800, 2_400) == pytest.approx(chance, abs=0.025)


def test_many_wins_of_unequal_amounts_spread_as_they_do_one_by_one() -> None:
    rng = np.random.default_rng(4)
    amounts = rng.lognormal(9, 1, 2_000)
    goal = 1_500 * float(amounts.mean())
    reach = rng.choice(amounts, (2_000, 2_200)).cumsum(axis=1)
    wins = (reach < goal).sum(axis=1) + 1
    took = wins + rng.negative_binomial(wins, rng.beta(900, 2_700, 2_000))
    drawn = deals_for_goal(goal, amounts, 900, 2_700, seed=5)
    for chance, deals in drawn.items():
        assert (took <= deals).mean() == pytest.approx(chance, abs=0.04)


def test_deals_that_share_a_periods_fortune_need_more_of_them_for_the_same_chance() -> None:
    """In simulated periods whose win rates all move together the goal is hit as often as was said; without the shock less often."""
    rng, shock = np.random.default_rng(8), 0.7
    rates = 1 / (1 + 3 * np.exp(-rng.normal(0, shock, 20_000)))
    shared = deals_for_goal(20.0, [1.0], 500, 1_500, seed=1, shock=shock)
    alone = deals_for_goal(20.0, [1.0], 500, 1_500, seed=1)
    for chance, deals in shared.items():
        assert (rng.binomial(deals, rates) >= 20).mean() == pytest.approx(chance, abs=0.03)
        told = chance_of_goal(20.0, deals, [1.0], 500, 1_500, seed=2, shock=shock)
        assert told == pytest.approx(chance, abs=0.03)
    assert (rng.binomial(alone[0.9], rates) >= 20).mean() < 0.76


def test_chances_that_are_right_are_seldom_called_wrong_where_quarters_have_their_fortunes() -> None:
    rng, plain, told = np.random.default_rng(3), 0, 0
    for _ in range(400):
        rates = 1 / (1 + 7 / 3 * np.exp(-rng.normal(0, 0.35, 8)))
        came, said = rng.binomial(150, rates), np.full(8, 150 * 0.305)  # what rates moved so come to on average
        exact = observed_over_expected(int(came.sum()), float(said.sum()))
        plain += not exact.lo <= 1 <= exact.hi
        found = observed_over_expected_by_period(came.astype(float), said)
        told += not found.lo <= 1 <= found.hi
    assert plain / 400 > 0.25
    assert told / 400 <= 0.12


def test_one_quarter_has_the_exact_range() -> None:
    assert observed_over_expected_by_period([28.0], [40.0]).lo == observed_over_expected(28, 40.0).lo


def test_a_plan_without_past_wins_is_refused() -> None:
    with pytest.raises(EmptySample):
        deals_for_goal(100, [], 1, 1, seed=1)


def test_leads_that_come_too_late_cannot_be_planned_with() -> None:
    with pytest.raises(BadSample, match="start earlier"):
        landing([0.0, 0.0, 0.0, 1.0]).leads_needed(100, 1.0, since=0)


def test_what_is_in_flight_is_not_needed_again() -> None:
    found = landing([0.5, 0.5])
    assert found.leads_needed(100, 1.0, in_flight=100) == 0
    assert landing_chance([0.5], [0.2], [0.6])[0] == pytest.approx(0.5)


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 100)), min_size=1, max_size=12))
def test_the_distribution_of_deals_is_one(deals: list[tuple[float, int]]) -> None:
    p, amounts = zip(*deals, strict=True)
    total = deal_outcomes(p, amounts, seed=1)
    assert total.chances.sum() == pytest.approx(1.0)
    assert total.mean == pytest.approx(float(np.dot(p, amounts)), abs=1e-6)
    assert total.sd == pytest.approx(math.sqrt(sum(a * a * q * (1 - q) for q, a in deals)), abs=1e-4)


def test_calibrated_forecasts_need_no_recalibration() -> None:
    rng = generator(1)
    p = rng.uniform(0.05, 0.95, 20_000)
    found = recalibration(p, rng.random(20_000) < p)
    assert (found.intercept, found.slope) == pytest.approx((0.0, 1.0), abs=0.06)


def test_forecasts_that_separate_have_no_recalibration() -> None:
    with pytest.raises(BadSample):
        recalibration([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])


def test_one_outcome_has_no_skill() -> None:
    assert brier([0.2, 0.3], [0, 0]).skill is None


def test_a_certainty_that_was_wrong_costs_everything() -> None:
    assert log_loss([1.0], [0]) == math.inf


def test_the_reliability_table_counts_every_forecast() -> None:
    rows = reliability_table([0.05, 0.07, 0.55, 1.0], [0, 0, 1, 1])
    assert [(row.n, row.observed) for row in rows] == [(2, 0.0), (1, 1.0), (1, 1.0)]


def test_five_backtests_are_not_a_validation() -> None:
    found = backtest([8] * 5, [10] * 5, [12] * 5, [10, 11, 13, 9, 12])
    assert found.inside.value == pytest.approx(0.8)
    assert found.inside.status is Status.INSUFFICIENT
    assert found.bias == pytest.approx(-5 / 55)


def test_a_promise_nobody_was_seen_to_the_end_of_is_immature() -> None:
    assert attainment([0.5] * 30, [0] * 30, 4).status is Status.IMMATURE


def test_nineteen_due_leads_carry_no_verdict() -> None:
    found = attainment([1.0] * 18 + [5.0] + [0.5] * 5, [1] * 19 + [0] * 5, 4)
    assert (found.status, found.n_events) == (Status.INSUFFICIENT, 18)
    assert "19 were due" in found.reason


def test_a_withdrawn_lead_is_not_a_kept_promise() -> None:
    found = attainment([1.0] * 20 + [1.0] * 20, [1] * 20 + [2] * 20, 4)
    assert found.value == pytest.approx(0.5)


@pytest.mark.parametrize("n", [10, 40])
def test_order_statistics_cover_a_median(n: int) -> None:
    rows = generator(n).exponential(1, (2000, n))
    ranks = quantile_ranks(n, 0.5)
    assert ranks is not None
    ordered = np.sort(rows, axis=1)
    inside = (ordered[:, ranks.lo - 1] <= math.log(2)) & (math.log(2) <= ordered[:, ranks.hi - 1])
    assert inside.mean() == pytest.approx(ranks.coverage, abs=0.025)


def test_an_e_value_does_not_depend_on_which_side_is_named_first() -> None:
    assert e_value(0.5) == pytest.approx(e_value(2.0))
    assert e_value(1.0) == 1.0


def test_no_difference_is_never_a_verdict() -> None:
    assert verdict(Interval(-1, 1), 0) == "can't tell"
    assert verdict(Interval(-0.1, 0.1), 0, band=0.2) == "equivalent"
    assert verdict(Interval(0.1, 1), 0) == "above"


@given(st.sampled_from([s for s in Status if s is not Status.OK]))
def test_a_status_other_than_ok_forbids_a_verdict(status: Status) -> None:
    assert verdict_of(Estimate(5.0, 4.0, 6.0, status=status), 0) == "can't tell"


def test_whole_curves_differ_or_do_not() -> None:
    rng, n = generator(7), 300
    later, time = np.repeat([0, 1], n), rng.integers(1, 60, 2 * n)
    faster = np.where(later == 1, (time + 1) // 2, time)
    outcome = rng.integers(1, 3, 2 * n)
    assert sup_difference_p(faster, outcome, later, seed=1, permutations=300) < 0.01
    assert sup_difference_p(time, outcome, later, seed=1, permutations=300) > 0.05


def test_curves_are_compared_as_well_from_counts_and_less_surely_where_units_come_together() -> None:
    rng, n = generator(8), 200
    later, time = np.repeat([0, 1], n), rng.integers(1, 30, 2 * n)
    outcome = np.where(rng.random(2 * n) < np.where(later == 1, 0.35, 0.5), 1, 2)
    cells, count = np.unique(np.column_stack([time, outcome, later]), axis=0, return_counts=True)
    by_row = sup_difference_p(time, outcome, later, seed=1)
    by_count = sup_difference_p(*cells.T, seed=1, count=count)
    assert by_count == by_row
    assert sup_difference_p(*cells.T, seed=1, count=count, widening=4.0) > by_count


def test_two_cohorts_that_are_alike_seldom_seem_to_differ() -> None:
    """A tenth of two hundred pairs, give or take three standard errors; in whole days, with ties and with units still open."""
    rng, found = generator(9), 0
    for seed in range(200):
        later, time = np.repeat([0, 1], 60), rng.integers(0, 20, 120)
        found += sup_difference_p(time, rng.integers(0, 3, 120), later, seed=seed, permutations=199) <= 0.10
    assert found / 200 == pytest.approx(0.10, abs=3 * math.sqrt(0.1 * 0.9 / 200))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any))
def test_shown_shares_add_up_and_are_never_off_by_one(shares: list[int]) -> None:
    whole = largest_remainder(shares)
    assert sum(whole) == 100
    assert all(abs(part - share / sum(shares) * 100) < 1 for part, share in zip(whole, shares, strict=True))


def test_four_events_have_no_percentage() -> None:
    found = growth(2, 4)
    assert (found.value, found.reason) == (None, "too few for a percentage: 2 → 4")
    assert growth(100, 150).value == pytest.approx(0.5)
    assert growth(0, 0).status is Status.DEGENERATE


def test_money_is_rounded_once() -> None:
    assert round_once([Decimal("0.005")] * 3) == Decimal("0.02")
