"""Leads for a money goal, and weeks of work played through: by the oracles and by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.need import Amounts, InHand, WinClock, need, outside
from oarlock.stats.queueing import Queue
from oarlock.stats.result import Estimate
from oarlock.stats.survival import incidence
from oarlock.stats.workforce import (
    Arrivals,
    Burst,
    Calendar,
    Team,
    arrivals_of,
    play,
    staffing,
    verdict_of,
)

Oracle = Callable[[str], dict[str, Any]]
EIGHT_HOURS = np.tile(np.r_[np.zeros(9), np.ones(8), np.zeros(7)], 5)


def clock(pmf: list[float], p: float) -> WinClock:
    """Wins at the end of each month after the lead, in months."""
    won = p * np.cumsum(pmf)
    return WinClock(np.arange(len(pmf)) + 0.5, won, 1 - won, error=0.0)


def test_landing_shares_are_those_of_the_oracle(oracle: Oracle) -> None:
    entry = oracle("S3.timing")
    inputs = entry["inputs"]
    of = clock(inputs["lag_months_pmf_given_win"], 1.0)
    months = np.arange(-6, 3)
    found = of.lands(-months, 3.0 - months)
    assert found == pytest.approx(list(entry["expected"]["landing_share_by_lead_month"].values()), abs=entry["tol"])


def test_the_steady_need_is_that_of_the_oracle(oracle: Oracle) -> None:
    """With a rate known exactly and one size of deal, half of the futures take no more than the expected need."""
    inputs, expected = (oracle("S3.timing")[key] for key in ("inputs", "expected"))
    of, months = clock(inputs["lag_months_pmf_given_win"], inputs["p_win"]), np.arange(-6, 3)
    found = need(
        inputs["goal"], Amounts(np.array([float(inputs["acv"])]), np.array([40.0])), shares=of.lands(-months, 3.0 - months),
        error=0.0, in_hand=(), other=[], best_share=0.065, seed=1,
    )  # fmt: skip
    assert found.useful == (False, *[True] * 7, False)  # the ends bring less than a tenth of the best month
    steady = expected["steady_leads_per_month"] * 3.0 / 2.9  # the same need without these two months' shares
    assert found.per_week(0.5) == pytest.approx(steady, rel=0.02)


def test_a_win_clock_counts_from_what_is_still_open() -> None:
    """Half are won on day 10, the others on day 30: one open at 20 is won by day 30 for sure."""
    of = WinClock(np.array([10.0, 30.0]), np.array([0.5, 1.0]), np.array([0.5, 0.0]), 0.0)
    assert of.lands_open([0.0, 20.0], 0.0, 15.0) == pytest.approx([0.5, 1.0])
    assert of.by([-5.0, 9.0, 10.0, 30.0]) == pytest.approx([0.0, 0.0, 0.5, 1.0])


def test_nobody_won_has_no_clock() -> None:
    with pytest.raises(EmptySample):
        WinClock.of(incidence([10, 20], [2, 0], outcomes=2))


def test_amounts_of_no_win_are_none() -> None:
    with pytest.raises(EmptySample):
        Amounts(np.zeros(0), np.zeros(0))


def test_a_goal_of_nothing_is_refused() -> None:
    one = Amounts(np.array([1.0]), np.array([1.0]))
    with pytest.raises(BadSample):
        need(0, one, shares=[0.1], error=0.0, in_hand=(), other=[], best_share=0.1, seed=1)


def test_what_is_open_varies_as_its_chances_say() -> None:
    """Ten deals at 80 %: 8 wins, standard deviation √1.6; as many wins of thousands of leads have √8."""
    rng, one, flat_rate = np.random.default_rng(1), Amounts(np.array([1.0]), np.array([1.0])), np.ones(4000)
    sure = InHand(8.0, one, sureness=0.8).draws(rng.random(4000), flat_rate, 1)
    many = InHand(8.0, one).draws(rng.random(4000), flat_rate, 1)
    assert (sure.mean(), sure.std()) == pytest.approx((8.0, 1.6**0.5), rel=0.03)
    assert (many.mean(), many.std()) == pytest.approx((8.0, 8.0**0.5), rel=0.03)


def test_a_great_many_wins_agree_with_their_limit() -> None:
    """Beyond two million amounts the sum is drawn from its normal limit."""
    amounts = Amounts(np.array([1.0, 3.0]), np.array([1.0, 1.0]))
    assert amounts.sums(np.full(1000, 10_000.0), 1).mean() == pytest.approx(20_000, rel=0.002)
    assert amounts.wins_for(np.full(1000, 20_000.0), 1).mean() == pytest.approx(10_000, rel=0.002)


def test_a_stated_rate_is_held_against_the_range() -> None:
    assert outside(0.3, Estimate(0.2, 0.15, 0.25))
    assert not outside(0.2, Estimate(0.2, 0.15, 0.25))
    assert not outside(0.9, Estimate(None))


def weeks(count: int) -> Calendar:
    """Office hours from 9 to 17, Monday to Friday."""
    open_ = np.tile(np.r_[EIGHT_HOURS, np.zeros(48)], count)
    worked = open_.cumsum()
    hour = np.arange(len(open_))
    return Calendar(hour // 24 % 7, hour % 24, worked - open_, worked)


def flat(per_hour: float) -> Arrivals:
    rate = np.zeros((7, 24))
    rate[:5, 9:17] = per_hour
    return Arrivals(rate, (), 10)


EXPONENTIAL = -0.4 * np.log1p(-(np.arange(2000) + 0.5) / 2000)


def test_a_constant_flow_through_the_weeks_is_erlang_c() -> None:
    """Ten an hour, 0.4 hours each, five people with all of their time for it."""
    team = Team(np.full(5, 40.0), 40.0, EXPONENTIAL)
    found = play(weeks(15), flat(10.0), team, 1.0, 0.9, seed=3, runs=20)
    assert found.late.value == pytest.approx(Queue(5, 10, 0.4).chance_over(1.0), abs=0.01)
    assert found.busy == pytest.approx(0.8, abs=0.02)
    assert found.load == pytest.approx(0.8, abs=0.002)
    assert len(found.by_week) == 13


def test_a_queue_of_ones_own_waits_longer_than_a_shared_one() -> None:
    team = Team(np.full(5, 40.0), 40.0, EXPONENTIAL)
    alone = Team(np.full(5, 40.0), 40.0, EXPONENTIAL, pooled=False)
    shared, own = (play(weeks(5), flat(10.0), one, 1.0, 0.9, seed=3, runs=20).late.value for one in (team, alone))
    assert shared is not None
    assert own is not None
    assert own > 2 * shared


def test_the_verdict_goes_both_ways() -> None:
    team = Team(np.full(5, 40.0), 40.0, EXPONENTIAL)
    told = [verdict_of(play(weeks(5), flat(rate), team, 8.0, 0.9, seed=3, runs=10)) for rate in (3.0, 8.0, 11.2, 14.0)]
    assert told == ["overstaffed", "right-sized", "tight", "understaffed"]


def test_the_staffing_curve_falls() -> None:
    team = Team(np.full(5, 40.0), 40.0, EXPONENTIAL)
    late = [
        one.late.value or 0 for one in staffing(weeks(4), flat(10.0), team, 1.0, 0.9, (4, 5, 6, 8), seed=3, runs=10)
    ]
    assert late == sorted(late, reverse=True)


def test_a_large_team_is_played_in_parts() -> None:
    team = Team(np.full(90, 40.0), 40.0, EXPONENTIAL)
    found = play(weeks(4), flat(180.0), team, 1.0, 0.9, seed=3, runs=5)
    assert found.parts == 3
    assert found.busy == pytest.approx(0.8, abs=0.04)


def test_a_list_uploaded_once_is_a_burst_and_not_the_rate() -> None:
    """Ten a day for ten weeks, and 200 more on one Wednesday at 14:00."""
    days = np.repeat(np.arange(70), 1)
    counts = np.full(70, 10.0)
    day, hour = np.r_[days, 9], np.r_[np.full(70, 10), 14]
    found = arrivals_of(day, hour, np.r_[counts, 200.0], 0, 10)
    assert found.bursts == (Burst(2, 14, 200.0),)
    assert found.rate.sum() == pytest.approx(70)
    assert found.per_week == pytest.approx(70 + 200 / 10)
    assert found.smoothed().per_week == pytest.approx(found.per_week)


def test_bursts_come_as_often_as_they_did() -> None:
    bursty = Arrivals(flat(5.0).rate, (Burst(2, 14, 200.0),), 4)
    team = Team(np.full(5, 40.0), 40.0, EXPONENTIAL)
    calm, wild = (
        play(weeks(8), one, team, 2.0, 0.9, seed=3, runs=30).late.value for one in (bursty.smoothed(), bursty)
    )
    assert calm is not None
    assert wild is not None
    assert wild > calm + 0.05


def test_nothing_to_do_is_no_plan() -> None:
    with pytest.raises(EmptySample):
        play(weeks(4), flat(0.0), Team(np.ones(1), 40.0, np.ones(1)), 1.0, 0.9, seed=1, runs=2)
