"""Each plant acts by its own mechanism, seen in plain counts against the quarters before it and against the same company without it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from oarlock import registry
from oarlock.demo.arrivals import awareness
from oarlock.demo.channels import CAPTURING, OUTBOUND, REFERRAL
from oarlock.demo.company import PLANTS
from oarlock.demo.customers import EVENTS
from oarlock.demo.deals import LOSS_REASONS
from oarlock.demo.export.campaigns import daily_money
from oarlock.demo.follow_up import NEVER

from .conftest import Floats, Watched, before_and_after

Lived = Callable[[str, int], Watched]
SEED = 17
CAUSES = (
    "off_profile_targeting", "weak_qualification", "product_or_pitch_gap", "slow_follow_up", "sales_capacity", "aging_pipeline",
    "outbound_sourcing", "demand_capture", "longer_cycle", "segment_mix", "definition_change", "market_or_price", "customer_experience",
)  # fmt: skip


TOGETHER = ("expectations_differ", "incentive_conflict", "listening_lapsed", "one_sided_review")
"""What two teams do to each other without the slopes, or anything that sells, having changed."""


def test_every_public_cause_can_be_planted_and_so_can_four_diagnoses_and_three_innocent_changes() -> None:
    assert set(registry.names(PLANTS)) == {*CAUSES, *TOGETHER, "none", "seasonal", "mix_shift"}
    for name, plant in registry.parts(PLANTS, "PLANT"):
        assert plant.code == name
        assert plant.names == ((name,) if name in CAUSES else ())
        assert plant.shown_by == (name if name in TOGETHER else "")


@pytest.mark.parametrize("plant", [*CAUSES, "mix_shift"])
def test_until_it_begins_the_company_is_the_same(company: Lived, plant: str) -> None:
    with_it, without = company(plant, SEED), company("none", SEED)
    q = with_it.onset
    np.testing.assert_allclose(with_it.bookings[:q], without.bookings[:q], rtol=0.03)
    assert np.array_equal(leads_by_quarter(with_it)[:q], leads_by_quarter(without)[:q])


def leads_by_quarter(watched: Watched) -> Floats:
    return watched.by_quarter(watched.company.leads.t)


def qualified(watched: Watched, among: np.ndarray | None = None) -> Floats:
    """Share of leads passed on that sales accepted, by the quarter in which they were passed on."""
    funnel = watched.company.funnel
    counted = funnel.mql_t < NEVER if among is None else (funnel.mql_t < NEVER) & among
    return watched.by_quarter(funnel.mql_t[counted & (funnel.sal_t < NEVER)]) / watched.by_quarter(
        funnel.mql_t[counted]
    )


def share_never_touched(watched: Watched) -> Floats:
    funnel = watched.company.funnel
    return watched.by_quarter(funnel.mql_t[np.isinf(funnel.hours)]) / watched.by_quarter(funnel.mql_t)


def reason_share(watched: Watched, *names: str) -> Floats:
    versions = watched.company.versions
    lost = watched.closed & ~watched.won
    named = np.isin(watched.company.deals.loss_reason[versions.deal], [LOSS_REASONS.index(n) for n in names])
    return watched.by_quarter(versions.t[lost & named]) / watched.by_quarter(versions.t[lost])


def wins_of(watched: Watched, chosen: Callable[[np.ndarray], np.ndarray]) -> Floats:
    """Share of wins whose deal is chosen by its number."""
    versions = watched.company.versions
    return watched.by_quarter(versions.t[watched.won & chosen(versions.deal)]) / watched.by_quarter(
        versions.t[watched.won]
    )


def test_off_profile_targeting_moves_money_and_leads_but_not_how_well_either_kind_converts(company: Lived) -> None:
    it = company("off_profile_targeting", SEED)
    leads, money = it.company.leads, daily_money(it.company)
    share = it.by_quarter(leads.t[leads.on_profile]) / leads_by_quarter(it)
    before, after = before_and_after(it, share)
    assert after < before - 0.1
    days = np.arange(it.calendar.n_days) * 1.0
    broad = it.by_quarter(days, money[:, :, 1].sum(axis=1)) / it.by_quarter(days, money.sum(axis=(1, 2)))
    assert before_and_after(it, broad)[1] > before_and_after(it, broad)[0] + 0.3
    for inside in (leads.on_profile, ~leads.on_profile):
        before, after = before_and_after(it, qualified(it, inside))
        assert abs(after - before) < 0.06


def test_weak_qualification_passes_more_leads_and_fewer_are_accepted_inside_the_profile_and_out(company: Lived) -> None:
    it = company("weak_qualification", SEED)
    before, after = before_and_after(it, it.by_quarter(it.company.funnel.mql_t))
    assert after > 1.3 * before
    for inside in (it.company.leads.on_profile, ~it.company.leads.on_profile):
        before, after = before_and_after(it, qualified(it, inside))
        assert after < 0.9 * before
    before, after = before_and_after(it, median_hours(it))
    assert after == pytest.approx(before, rel=0.3)


def test_a_product_gap_lets_early_stages_stand_and_loses_late_ones_for_the_product(company: Lived) -> None:
    it = company("product_or_pitch_gap", SEED)
    before, after = before_and_after(it, it.win_rate)
    assert after < 0.8 * before
    before, after = before_and_after(it, reason_share(it, "product_gap"))
    assert after > 1.5 * before
    before, after = before_and_after(it, qualified(it))
    assert abs(after - before) < 0.05


def test_slow_follow_up_lets_leads_wait_without_more_work_for_the_reps(company: Lived) -> None:
    it, without = company("slow_follow_up", SEED), company("none", SEED)
    assert np.array_equal(it.by_quarter(it.company.funnel.mql_t), without.by_quarter(without.company.funnel.mql_t))
    assert np.array_equal(it.company.staff[0].since, without.company.staff[0].since)
    before, after = before_and_after(it, share_never_touched(it))
    assert after > 2 * before
    before, after = before_and_after(it, median_hours(it))
    assert after > 4 * before
    before, after = before_and_after(it, qualified(it))
    assert after < 0.8 * before


def median_hours(watched: Watched) -> Floats:
    """Median working hours until the first touch; leads never touched wait longest of all."""
    funnel = watched.company.funnel
    waited = np.where(np.isinf(funnel.hours), 1e6, funnel.hours)
    kept = watched.inside(funnel.mql_t)
    quarter = watched.quarter(np.where(kept, funnel.mql_t, watched.calendar.start_day))
    return np.array([np.median(waited[kept & (quarter == q)]) for q in range(watched.calendar.quarters)])


def leads_per_rep(watched: Watched) -> Floats:
    days = np.arange(watched.calendar.n_days) * 1.0
    reps = watched.by_quarter(days, watched.company.staff[0].present.sum(axis=0) * 1.0) / watched.by_quarter(days)
    return watched.by_quarter(watched.company.funnel.mql_t) / reps


def test_short_capacity_makes_leads_wait_because_each_rep_has_more_of_them(company: Lived) -> None:
    it, slow = company("sales_capacity", SEED), company("slow_follow_up", SEED)
    before, after = before_and_after(it, leads_per_rep(it))
    assert after > 1.4 * before
    before, after = before_and_after(slow, leads_per_rep(slow))
    assert after < 1.2 * before
    before, after = before_and_after(it, median_hours(it))
    assert after > 3 * before
    assert np.array_equal(it.company.dials.reply_hours, company("none", SEED).company.dials.reply_hours)


def test_aging_pipeline_converts_old_deals_while_fresh_ones_fail_to_come(company: Lived) -> None:
    it = company("aging_pipeline", SEED)
    versions, opened = it.company.versions, it.company.deals.opened_t
    old = it.won & (versions.t - opened[versions.deal] > 270)
    share = it.by_quarter(versions.t[old], versions.amount[old]) / it.bookings
    before, after = before_and_after(it, share)
    assert after > 2 * before
    fresh = it.by_quarter(opened[(it.company.deals.kind == 0) & (it.company.deals.sourced_by == 0)])
    before, after = before_and_after(it, fresh)
    assert after < 0.7 * before


def test_outbound_grows_while_marketing_does_not(company: Lived) -> None:
    it = company("outbound_sourcing", SEED)
    before, after = before_and_after(it, wins_of(it, lambda deal: it.company.deals.channel[deal] == OUTBOUND))
    assert after > 1.4 * before


def test_captured_demand_dries_up_when_none_is_created(company: Lived) -> None:
    it, without = company("demand_capture", SEED), company("none", SEED)
    captured = np.isin(it.company.leads.channel, CAPTURING)
    share = it.by_quarter(it.company.leads.t[captured]) / leads_by_quarter(it)
    before, after = before_and_after(it, share)
    assert after > 1.3 * before
    assert awareness(it.company.dials)[-1] < 0.7
    q = it.onset
    assert leads_by_quarter(it)[q + 2 :].mean() < 0.9 * leads_by_quarter(without)[q + 2 :].mean()


def test_a_longer_cycle_wins_as_many_in_the_end(company: Lived) -> None:
    """Of deals opened early enough to be decided by now, as many are won; they took longer."""
    it, without = company("longer_cycle", SEED), company("none", SEED)
    days = {}
    for name, watched in (("it", it), ("without", without)):
        versions, opened = watched.company.versions, watched.company.deals.opened_t
        day = it.calendar.quarter_starts[it.onset] + 30
        settled = (opened[versions.deal] > day) & (opened[versions.deal] < day + 120)
        days[name] = (
            np.median((versions.t - opened[versions.deal])[watched.won & settled]),
            int((watched.won & settled).sum()),
        )
    assert days["it"][0] > 1.25 * days["without"][0]
    assert np.array_equal(leads_by_quarter(it), leads_by_quarter(without))
    assert it.bookings[it.onset : it.onset + 2].sum() < without.bookings[it.onset : it.onset + 2].sum()


def test_segment_mix_makes_deals_smaller_but_none_smaller_within_its_segment(company: Lived) -> None:
    it = company("segment_mix", SEED)
    small = it.by_quarter(it.company.leads.t[it.company.leads.segment == 0]) / leads_by_quarter(it)
    before, after = before_and_after(it, small)
    assert after > before + 0.12
    versions = it.company.versions
    segment = it.company.accounts.segment[it.company.deals.account[versions.deal]]
    for which in range(2):
        inside = it.won & (segment == which)
        size = it.by_quarter(versions.t[inside], versions.amount[inside]) / it.by_quarter(versions.t[inside])
        before, after = before_and_after(it, size)
        assert after == pytest.approx(before, rel=0.15)


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_definition_changes_the_record_and_no_win(company: Lived, seed: int) -> None:
    """One day rewrites most open deals; bookings stay to the cent."""
    it, without = company("definition_change", seed), company("none", seed)
    np.testing.assert_allclose(it.bookings, without.bookings, rtol=0.02)
    versions = it.company.versions
    open_ = versions.status == 0
    per_day = np.bincount(versions.t[open_].astype(int), minlength=it.calendar.n_days)[: it.calendar.n_days]
    busiest = int(per_day.argmax())
    assert it.quarter(np.array([busiest]))[0] == it.onset
    assert per_day[busiest] > 200
    marketing = it.by_quarter(
        it.company.deals.opened_t[(it.company.deals.kind == 0) & (it.company.deals.sourced_by == 0)]
    )
    before, after = before_and_after(it, marketing)
    assert after > 1.2 * before


def test_a_worse_market_loses_in_every_segment_for_reasons_from_outside(company: Lived) -> None:
    it = company("market_or_price", SEED)
    versions = it.company.versions
    segment = it.company.accounts.segment[it.company.deals.account[versions.deal]]
    for which in range(3):
        inside = segment == which
        rate = it.by_quarter(versions.t[it.won & inside]) / it.by_quarter(versions.t[it.closed & inside])
        before, after = before_and_after(it, rate)
        assert after < 0.9 * before
    before, after = before_and_after(it, reason_share(it, "price", "competitor", "no_decision"))
    assert after > before


def test_discontented_customers_leave_say_so_and_recommend_less(company: Lived) -> None:
    it = company("customer_experience", SEED)
    events = it.company.events

    def per_start(kind: str) -> Floats:
        return it.by_quarter(events.t[events.kind == EVENTS.index(kind)]) / it.by_quarter(
            events.t[events.kind == EVENTS.index("started")]
        )

    assert before_and_after(it, per_start("churned"))[1] > 1.5 * before_and_after(it, per_start("churned"))[0]
    surveys = events.kind == EVENTS.index("survey")
    score = it.by_quarter(events.t[surveys], events.score[surveys]) / it.by_quarter(events.t[surveys])
    assert before_and_after(it, score)[1] < before_and_after(it, score)[0] - 1
    before, after = before_and_after(it, wins_of(it, lambda deal: it.company.deals.channel[deal] == REFERRAL))
    assert after < 0.7 * before


def test_a_mix_shift_moves_the_mix_and_nothing_else(company: Lived) -> None:
    it = company("mix_shift", SEED)
    grown = np.flatnonzero(it.company.dials.create_mix[-1] > 0.45)
    assert len(grown) == 1
    before, after = before_and_after(
        it, it.by_quarter(it.company.leads.t[it.company.leads.channel == grown[0]]) / leads_by_quarter(it)
    )
    assert after > 1.4 * before
    for steady in (qualified(it), it.win_rate):
        before, after = before_and_after(it, steady)
        assert after == pytest.approx(before, rel=0.12)
