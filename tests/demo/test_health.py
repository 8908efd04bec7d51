"""A healthy company is healthy: bookings are noisy as bookings are, and nothing drifts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from oarlock.demo.follow_up import NEVER
from oarlock.demo.funnel import PUT_BACK, REASONS

from .conftest import Watched

Lived = Callable[[str, int], Watched]
SEEDS = range(40, 52)


def without_growth(watched: Watched) -> np.ndarray:
    bookings = watched.bookings / (1 + watched.truth.growth_per_quarter) ** np.arange(watched.calendar.quarters)
    return np.asarray(bookings / bookings.mean())


def test_quarterly_bookings_scatter_by_about_a_tenth(company: Lived) -> None:
    """Standard deviation around the company's own growth; single companies differ, their mean is what is promised."""
    scatter = [without_growth(company("none", seed)).std() for seed in SEEDS]
    assert 0.08 < np.mean(scatter) < 0.15


def test_neither_bookings_nor_win_rate_drift_in_a_healthy_company(company: Lived) -> None:
    """Mean over companies, first five quarters against last five."""
    bookings = np.mean([without_growth(company("none", seed)) for seed in SEEDS], axis=0)
    assert bookings[:5].mean() == pytest.approx(bookings[5:].mean(), rel=0.06)
    rates = np.mean([company("none", seed).win_rate for seed in SEEDS], axis=0)
    assert rates[:5].mean() == pytest.approx(rates[5:].mean(), rel=0.05)
    assert 0.2 < rates.mean() < 0.4


def test_healthy_companies_grow_at_several_rates() -> None:
    from datetime import date

    from oarlock import registry
    from oarlock.demo.calendar import Calendar
    from oarlock.demo.company import GROWTHS, PLANTS, prepare

    plant, calendar = registry.load(PLANTS, "none", "PLANT"), Calendar(date(2023, 7, 1), 10)
    rates = {prepare(plant, calendar, seed, "S")[1].growth_per_quarter for seed in range(40)}
    assert rates == set(GROWTHS)


def test_a_seasonal_company_has_the_same_seasons_each_year_and_no_drift(company: Lived) -> None:
    """Leads of the summer quarter fall behind those of spring in both years, far more than in a healthy company."""
    it, plain = company("seasonal", 40), company("none", 40)

    def summer_dip(watched: Watched, quarter: int) -> float:
        leads = watched.by_quarter(watched.company.leads.t)
        return float(leads[quarter] / leads[quarter - 1])

    for quarter in (4, 8):
        assert summer_dip(it, quarter) < summer_dip(plain, quarter) - 0.05
    assert it.win_rate[:5].mean() == pytest.approx(it.win_rate[5:].mean(), rel=0.12)


def test_most_leads_of_a_healthy_company_are_answered_within_a_working_day(company: Lived) -> None:
    funnel = company("none", 40).company.funnel
    passed_on = company("none", 40).inside(funnel.mql_t)
    assert np.mean(funnel.hours[passed_on] <= 8) > 0.8
    assert np.mean(np.isinf(funnel.hours[passed_on])) < 0.08


def test_half_of_the_rejections_that_ask_for_another_try_get_it_within_a_quarter(company: Lived) -> None:
    """What their reason asks for by the agreement; reasons that ask for nothing of the kind are never put back."""
    watched = company("none", 41)
    funnel = watched.company.funnel
    out = funnel.out_t < watched.calendar.n_days - 90
    asks = np.isin(funnel.reason, [REASONS.index(name) for name in PUT_BACK])
    in_time = funnel.back_t - funnel.out_t <= 90
    assert 0.4 < in_time[out & asks].mean() < 0.6
    assert (funnel.back_t[~asks] == NEVER).all()
