"""Leads by week from the wanted wins by month, and the season of winning."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from oarlock.stats.need import WinClock
from oarlock.stats.need_curve import landing_by_part, last_useful_day, least_leads
from oarlock.stats.season import season_of

Oracle = Callable[[str], dict[str, Any]]


def clock(pmf: list[float], p: float) -> WinClock:
    """Wins at the end of each month after the lead, in months."""
    won = p * np.cumsum(pmf)
    return WinClock(np.arange(len(pmf)) + 0.5, won, 1 - won, error=0.0)


def test_the_parts_of_a_period_add_up_to_the_oracles_shares(oracle: Oracle) -> None:
    entry = oracle("S3.timing")
    of = clock(entry["inputs"]["lag_months_pmf_given_win"], 1.0)
    found = landing_by_part(of, np.arange(-6, 3), [0, 1, 2, 3])
    assert found.sum(axis=0) == pytest.approx(
        list(entry["expected"]["landing_share_by_lead_month"].values()), abs=entry["tol"]
    )
    assert last_useful_day(of, [0.0, 3.0])[0] == pytest.approx(0.65)


def test_one_goal_asks_each_week_by_its_chance(oracle: Oracle) -> None:
    """The curve is the landing share, and brings the oracle's goal; it takes fewer leads than the same number every month."""
    inputs, expected = (oracle("S3.timing")[key] for key in ("inputs", "expected"))
    share = landing_by_part(clock(inputs["lag_months_pmf_given_win"], inputs["p_win"]), np.arange(-6, 3), [0, 3])
    wins = inputs["goal"] / inputs["acv"]
    leads, can = least_leads(share, [wins], np.ones(9))
    assert can == (True,)
    assert leads == pytest.approx(wins * share[0] / (share[0] @ share[0]))
    assert share[0] @ leads == pytest.approx(wins)
    assert leads.sum() < 9 * expected["steady_leads_per_month"]


def test_goals_of_months_are_reached_with_the_least_effort() -> None:
    """Against a general solver."""
    rng = np.random.default_rng(1)
    for _ in range(5):
        landing, lengths = rng.uniform(0, 0.02, (3, 12)), np.r_[0.5, np.ones(11)]
        wanted = np.array([3.0, 5.0, 20.0])
        leads, _ = least_leads(landing, wanted, lengths)
        by_end = landing.cumsum(axis=0)
        assert (by_end @ leads >= wanted - 1e-6).all()
        best = minimize(
            lambda n, w=lengths: float((n**2 / w).sum()) / 1e5, leads + 5, bounds=[(0, None)] * 12, method="SLSQP",
            constraints={"type": "ineq", "fun": lambda n, a=by_end, b=wanted: a @ n - b}, options={"maxiter": 500, "ftol": 1e-12},
        )  # fmt: skip
        assert (leads**2 / lengths).sum() <= best.fun * 1e5 * (1 + 1e-4)


def test_a_part_that_no_lead_can_reach_is_said() -> None:
    leads, can = least_leads(np.array([[0.0, 0.0], [0.01, 0.02]]), [4.0, 6.0], np.ones(2))
    assert can == (False, True)
    assert np.array([0.01, 0.02]) @ leads == pytest.approx(6.0)


def test_where_nothing_is_missing_nothing_is_asked() -> None:
    leads, can = least_leads(np.array([[0.1, 0.2]]), [-1.0], np.ones(2))
    assert leads.sum() == 0
    assert can == (True,)


MONTHS = np.arange(36) % 12


def test_the_last_month_of_a_quarter_is_seen() -> None:
    """20, 25 and 55 of a quarter's 100 wins (METHODS 1.5): 0.6, 0.75 and 1.65 of the usual."""
    wins = np.tile([20.0, 25.0, 55.0], 12)
    wins[::7] += 1  # nothing is ever exact
    found = season_of(MONTHS, wins, np.full(36, 100 / 3))
    assert found.shown == ("months of a quarter",)
    assert found.factors[:3] == pytest.approx([0.6, 0.75, 1.65], rel=0.05)
    assert found.factors.mean() == pytest.approx(1)


def test_leads_that_come_in_waves_are_no_season() -> None:
    wave = np.tile([20.0, 25.0, 55.0], 12)
    noise = np.random.default_rng(2).poisson(wave)
    assert not season_of(MONTHS, noise, wave).is_shown


def test_chance_alone_shows_a_season_no_more_often_than_it_may() -> None:
    """One time in twenty for both questions together; 200 companies without one."""
    rng = np.random.default_rng(5)
    seen = sum(season_of(MONTHS, rng.poisson(30, 36), np.full(36, 30.0)).is_shown for _ in range(200))
    assert seen <= 18  # 1 in 1,000 beyond it at 5 %


def test_too_few_months_are_said() -> None:
    found = season_of(range(12), [10.0] * 12, [10.0] * 12)
    assert (found.is_shown, found.months) == (False, 0)
    assert "12 complete months with 120 wins" in found.reason
