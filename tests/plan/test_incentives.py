"""What pay rewards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oarlock.agreement import Agreement, read_text
from oarlock.agreement.aims import Incentive
from oarlock.errors import AgreementInvalid, EmptySample
from oarlock.ledger.reading import Ledger
from oarlock.measure.facts.pay import assumed_rewards
from oarlock.plan.incentives import make, planned

CURVE = {"threshold": 0.7, "accelerator": 2.0, "cap": 2.0}


def paying(agreement: Agreement, *parts: Incentive) -> Agreement:
    return replace(agreement, incentives=parts)


def test_marketing_paid_for_leads_loses_by_better_ones(ledger: Ledger, agreement: Agreement) -> None:
    silo = paying(
        agreement,
        Incentive("marketing", "lead_volume", bonus=50_000.0, **CURVE),
        Incentive("sales", "bookings", **CURVE),
    )
    answer = make(ledger, silo)
    found = [(one["team"], one["pay"], one["revenue"]) for one in answer.to_json()["conflicts"]]
    assert any(
        team == "marketing" and pay == pytest.approx(-33_333, rel=0.15) and revenue > 0 for team, pay, revenue in found
    )


def test_a_plan_that_pays_for_falling_revenue_is_named(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, paying(agreement, Incentive("sales", "win_rate", bonus=10_000.0, **CURVE)))
    assert answer.sentence.startswith("This plan pays sales for falling revenue")
    assert answer.to_json()["pays_for_falling_revenue"] is True


def test_pay_for_bookings_has_no_conflict_and_that_is_no_proof(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, paying(agreement, Incentive("both", "bookings", **CURVE)))
    assert answer.to_json()["conflicts"] == []
    assert "no proof" in answer.sentence
    assert [one["spearman"] for one in answer.to_json()["teams"]] == [pytest.approx(1.0, abs=0.02)] * 2


def test_all_or_nothing_is_a_cliff(ledger: Ledger, agreement: Agreement) -> None:
    plan = planned(ledger, paying(agreement, Incentive("both", "bookings", joint=True)))
    assert [kink.cliff for kink in plan.kinks] == [pytest.approx(1.0)] * 2


def test_past_quarters_are_paid_as_the_plan_says(ledger: Ledger, agreement: Agreement) -> None:
    """About 13 wins of 1,000 a quarter; a goal of 13,000 pays about a bonus each."""
    plan = paying(agreement, Incentive("sales", "bookings", goal=13_000.0, bonus=1_000.0))
    replay = make(ledger, plan).to_json()["replay"]
    assert len(replay) == 8
    for row in replay:
        assert row["pay"]["sales"] == pytest.approx(row["bookings"] / 13, rel=1e-6)


def test_what_cannot_be_played_is_left_out_and_said(ledger: Ledger, agreement: Agreement) -> None:
    plan = paying(agreement, Incentive("sales", "nps", weight=0.5), Incentive("sales", "bookings", weight=0.5))
    answer = make(ledger, plan)
    assert answer.to_json()["unplayed"] == ["nps"]
    assert any("nps" in caveat for caveat in answer.caveats)


def test_without_a_plan_the_clause_is_named(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(EmptySample, match=r"\[\[incentives\]\]"):
        make(ledger, agreement)


def test_nobody_is_paid_more_than_all_of_a_bonus() -> None:
    part = '[[incentives]]\nteam = "{}"\npays_for = "{}"\nweight = 0.7\n'
    text = part.format("both", "bookings") + part.format("sales", "win_rate")
    with pytest.raises(AgreementInvalid, match="weights of sales add up to 140%"):
        read_text(text)


def test_a_metric_nobody_knows_is_named_with_the_nearest(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(EmptySample, match=r'no metric "bookingz".*"bookings"'):
        make(ledger, paying(agreement, Incentive("sales", "bookingz")))


def test_moving_one_deal_pays_below_a_threshold(ledger: Ledger, agreement: Agreement) -> None:
    """At a goal of twice what a quarter brings, half of it is reached; paid from half on, a deal more is the whole difference."""
    half = paying(agreement, Incentive("sales", "bookings", goal=26_000.0, bonus=1_000.0, threshold=0.5))
    (kink,) = [one for one in planned(ledger, half).kinks if one.team == "sales"]
    assert kink.deal == pytest.approx(1 / 26)
    assert kink.last == pytest.approx(0.5, abs=0.05)
    assert kink.deal_gain > 0.05
    assert 0 < kink.paying <= kink.pairs
    line = paying(agreement, Incentive("sales", "bookings", goal=26_000.0, bonus=1_000.0))
    (straight,) = [one for one in planned(ledger, line).kinks if one.team == "sales"]
    assert straight.deal_gain == pytest.approx(0, abs=1e-9)


def test_the_distance_to_the_next_bend_is_told_in_deals(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, paying(agreement, Incentive("sales", "bookings", goal=26_000.0, threshold=0.9)))
    (table,) = [section for section in answer.sections if section.title.startswith("Where pay bends")]
    assert "90%" in table.rows[0][3]
    assert "deals" in table.rows[0][4]


def test_regular_days_bear_no_trace_of_moved_deals(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, paying(agreement, Incentive("sales", "bookings")))
    assert any("no trace of moved deals" in line for line in answer.more)
    assert answer.to_json()["closings"]["pulled_in"] is False


def test_what_an_action_does_is_said_to_be_assumed(ledger: Ledger, agreement: Agreement) -> None:
    assumed = make(ledger, paying(agreement, Incentive("sales", "bookings"))).to_json()["assumed"]
    (fit,) = [one for one in assumed if "fit better" in one["title"]]
    assert (fit["status"], fit["taken"]) == ("assumed", "leads × 0.80 and deals per lead × 1.35")
    assert {"goal_bookings", "bonus_sales"} <= {one["name"] for one in assumed}


def test_a_discount_takes_more_from_the_margin_than_from_revenue(agreement: Agreement) -> None:
    """One textbook quarter of 1,000,000: at 15 % off 956,250 come in and 1,125,000 at full price are delivered, a quarter of it cost."""
    capacity = replace(agreement.capacity, gross_margin=0.75, commission_share=0.08)
    told = assumed_rewards(paying(replace(agreement, capacity=capacity), Incentive("sales", "bookings")))
    (name,) = [one.name for one in told.actions if "15% off" in one.name]
    assert told.table[name][0] == pytest.approx(-43_750)
    assert told.margins[name] == pytest.approx((956_250 * 0.92 - 281_250) - (1_000_000 * 0.92 - 250_000))


def test_without_a_gross_margin_no_margin_is_told(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, paying(agreement, Incentive("sales", "win_rate", bonus=10_000.0, **CURVE)))
    assert {one["margin"] for one in answer.to_json()["actions"]} == {None}
    assert any("capacity.gross_margin" in caveat for caveat in answer.caveats)
