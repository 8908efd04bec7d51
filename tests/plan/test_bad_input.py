"""What no plan can be made of: each is answered with the thing, the place, what would be right and what to do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement, read_text
from oarlock.agreement.aims import Goal, Incentive
from oarlock.errors import AgreementInvalid, EmptySample, OarlockError, UnknownName, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.plan import capacity, goal, incentives
from regular import regular


def said(error: type[OarlockError], *parts: str) -> Any:
    """The error, with every one of these in it."""
    return pytest.raises(error, match="(?s)" + "".join(f"(?=.*{re.escape(part)})" for part in parts))


@pytest.mark.parametrize("name", ["lead_to_deal", "deal_to_win"])
def test_a_probability_of_more_than_one(ledger: Ledger, agreement: Agreement, name: str) -> None:
    with said(UsedWrongly, "at most 1, not 1.2", "Write 0.22 or 22%", "Did you mean 1.2%"):
        goal.make(ledger, agreement, goal=50_000, period="2026Q2", **{name: 1.2})


@pytest.mark.parametrize("name", ["win_rate", "dealsize", "stated"])
def test_a_rate_by_a_name_nobody_knows(ledger: Ledger, agreement: Agreement, name: str) -> None:
    """Left out without a word, a stated 1.2 would look as if it had been taken."""
    with said(UnknownName, f'There is no rate "{name}"', "deal_"):
        goal.make(ledger, agreement, goal=50_000, period="2026Q2", **{name: 1.2})


def test_a_chance_of_more_than_one(ledger: Ledger, agreement: Agreement) -> None:
    with said(UsedWrongly, "chance of reaching the goal", "between 0 and 1, not 1.2", "--chance 0.8"):
        goal.make(ledger, agreement, goal=50_000, period="2026Q2", chance=1.2)


@pytest.mark.parametrize("amount", [0.0, -5.0])
def test_a_goal_of_nothing_or_less(ledger: Ledger, agreement: Agreement, amount: float) -> None:
    with said(UsedWrongly, "A goal is an amount above 0", f"not {amount:g}", "--goal 1200000"):
        goal.make(ledger, agreement, goal=amount, period="2026Q2")


def test_an_agreed_goal_of_nothing(ledger: Ledger, agreement: Agreement) -> None:
    with said(UsedWrongly, "The goal for 2026Q2", "agreement.toml, goals", "Write an amount above 0 there"):
        goal.make(ledger, replace(agreement, goals=(Goal("2026Q2", bookings=0.0),)))


def test_an_agreed_goal_below_nothing_is_no_agreement() -> None:
    with said(AgreementInvalid, "goals", "bookings"):
        read_text('[[goals]]\nperiod = "2026Q2"\nbookings = -5\n')


def test_a_step_that_nobody_ever_reached_is_left_out(ledger: Ledger, agreement: Agreement) -> None:
    """Product-qualified leads are agreed on and never came: no row, and no chance of 0."""
    found = goal.planned(ledger, agreement, goal=50_000, period="2026Q2").needed
    assert "pql" in {stage.role for stage in agreement.stages}
    assert {one.stage for one in found.until if one.kind == "lead"} == {"inquiry", "opportunity"}


def test_a_last_step_that_nobody_ever_reached(agreement: Agreement) -> None:
    with (
        store_of(regular(weeks=20, wins=False)) as store,
        store.ledger(None) as ledger,
        said(
            EmptySample,
            "none of 400 leads",
            "was ever won",
            "import opportunity_versions with status won",
            "[[stages]]",
        ),
    ):
        goal.make(ledger, agreement, goal=100, period="2026Q2")


def test_a_deal_stage_few_entered_is_assumed_and_says_so(agreement: Agreement) -> None:
    legal = f"{regular()}\n2026-03-20 dx opened amount=700 stage=Legal kind=new\n"
    with store_of(legal) as store, store.ledger(None) as ledger:
        answer = goal.make(ledger, agreement, goal=50_000, period="2026Q2")
    (assumed,) = [one for one in answer.assumed if one.name == "chance_of_deals"]
    assert "Legal" in assumed.title
    assert "fewer than 20 have entered it" in assumed.because
    (table,) = [one for one in answer.sections if one.title == "Stage by stage"]
    assert any(row[0] == "Deal: Legal" and row[5].startswith("unknown, assumed") for row in table.rows)


def test_nobody_to_take_leads(ledger: Ledger, agreement: Agreement) -> None:
    with said(UsedWrongly, "People who take leads: 0 cannot work any", "at least one person", "--people 3"):
        capacity.make(ledger, agreement, people=0)


def test_leads_that_take_no_time(ledger: Ledger, agreement: Agreement) -> None:
    with said(UsedWrongly, "above 0", "not 1 and 0"):
        capacity.make(ledger, agreement, hours=0.0)
    with said(AgreementInvalid, "capacity.hours_per_lead", "above 0"):
        read_text("[capacity]\nhours_per_lead = 0\n")


def test_a_plan_that_pays_for_falling_revenue(ledger: Ledger, agreement: Agreement) -> None:
    answer = incentives.make(ledger, replace(agreement, incentives=(Incentive("sales", "win_rate", bonus=10_000.0),)))
    assert answer.sentence.startswith("This plan pays sales for falling revenue")
    assert answer.to_json()["pays_for_falling_revenue"] is True
    assert all(one["pay"] > 0 > one["revenue"] for one in answer.to_json()["conflicts"] if one["pay"] > 0)


@pytest.mark.parametrize(
    "line",
    ["weight = 1.2", "weight = -0.5", "threshold = 1.2", "accelerator = -1", "cap = 0.5", "goal = 0", "bonus = -1"],
)
def test_pay_that_cannot_be_is_no_agreement(line: str) -> None:
    with said(AgreementInvalid, "incentives", line.split(" ")[0]):
        read_text(f'[[incentives]]\nteam = "sales"\npays_for = "bookings"\n{line}\n')


def test_a_goal_for_a_period_that_is_over(ledger: Ledger, agreement: Agreement) -> None:
    with said(UsedWrongly, "2025Q1 is over since 2025-04-01", "Plan for a period that ends after"):
        goal.make(ledger, agreement, goal=1.0, period="2025Q1")
    assert date(2025, 4, 1) < ledger.as_of.date()
