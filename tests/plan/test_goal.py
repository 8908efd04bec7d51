"""A money goal as leads by week, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.agreement.aims import Goal
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.measure.facts.money_goals import goal_for, money_goals
from oarlock.plan.goal import make, planned
from regular import regular


def test_every_rate_is_the_records_own(ledger: Ledger, agreement: Agreement) -> None:
    plan = planned(ledger, agreement, goal=50_000, period="2026Q2")
    rates = {rate.name: rate.own for rate in plan.rates}
    assert rates["lead_to_deal"].value == pytest.approx(0.20, abs=0.002)
    assert rates["deal_to_win"].value == pytest.approx(0.25, abs=0.003)
    assert rates["lead_to_win"].value == pytest.approx(0.05, abs=0.001)
    assert rates["deal_size"].value == pytest.approx(1000)
    assert all(
        rate.n > 100 and rate.lo is not None and rate.lo < rate.value < rate.hi for rate in list(rates.values())[:3]
    )


def test_leads_count_until_forty_days_before_the_end(ledger: Ledger, agreement: Agreement) -> None:
    """A lead is won on its 40th day: one of 22 May 2026 is won on 1 July, too late; its week is the last that helps."""
    plan = planned(ledger, agreement, goal=50_000, period="2026Q2")
    assert plan.needed.last_useful == date(2026, 5, 18)
    assert [week.start for week in plan.needed.weeks if week.useful][-1] == date(2026, 5, 18)
    assert plan.needed.weeks[-1].share == 0


def test_the_need_is_goal_less_what_is_under_way(ledger: Ledger, agreement: Agreement) -> None:
    """50 wins are wanted; six Mondays of leads are under way and bring one win each, but for the last week nothing is booked yet."""
    plan = planned(ledger, agreement, goal=50_000, period="2026Q2")
    in_flight = plan.needed.need.in_flight.value or 0
    assert in_flight == pytest.approx(6_000, rel=0.2)
    by_hand = (50_000 - in_flight) / (1000 * 0.05)
    assert plan.needed.by_chance[0.5] == pytest.approx(by_hand, rel=0.06)
    assert plan.needed.by_chance[0.5] < plan.needed.by_chance[0.8] < plan.needed.by_chance[0.9]


def test_more_leads_never_hurt_the_chance(ledger: Ledger, agreement: Agreement) -> None:
    need = planned(ledger, agreement, goal=20_000, period="2026Q2").needed.need
    chances = [need.chance_with(leads) for leads in (0, 100, 200, 400, 2000)]
    assert chances == sorted(chances)
    assert (need.brings(300, seed=1) <= need.brings(400, seed=1)).all()


def test_what_is_reached_needs_nothing(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=3_000, period="2026Q1")
    assert "is reached" in answer.sentence


def test_a_period_that_leads_cannot_reach_any_more_says_so(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=500_000, period="2026-04")
    assert "cannot be planned with leads any more" in answer.sentence
    assert answer.to_json()["reachable"] is False
    assert answer.to_json()["needed"][0]["leads"] is None


def test_a_rate_that_never_happened_is_flagged(ledger: Ledger, agreement: Agreement) -> None:
    answer = make(ledger, agreement, goal=50_000, period="2026Q2", deal_to_win=0.5)
    assert "Deal to win is stated as 50%; the record has 25%" in answer.more[0]
    usual = make(ledger, agreement, goal=50_000, period="2026Q2", deal_to_win=0.25)
    assert not any("is stated as" in line for line in usual.more)


def test_a_number_of_leads_shows_what_it_takes_for_granted(ledger: Ledger, agreement: Agreement) -> None:
    """100 wins from 400 leads at one win in four deals: every lead would have to become a deal."""
    answer = make(ledger, agreement, goal=100_000, period="2026Q2", leads=400)
    assert any(
        "takes for granted that 100% of leads become deals" in line and "outside" in line for line in answer.more
    )


def test_the_plan_is_held_against_the_people(ledger: Ledger, agreement: Agreement) -> None:
    """Two people at 25 hours less 15 % work 28 leads of 1.5 hours a week, 368 a quarter."""
    answer = make(ledger, agreement, goal=100_000, period="2026Q2")
    (line,) = [line for line in answer.more if line.startswith("This plan needs")]
    assert "your 2 people who take leads can work 368" in line
    assert "too few" in line


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"goal": 0}, "above 0"),
        ({"goal": 100, "period": "2024Q1"}, "is over since"),
        ({"goal": 100, "period": "someday"}, "names no period"),
        ({"goal": 100, "period": "2026Q2", "deal_to_win": 1.2}, r"Did you mean 1.2%"),
        ({"goal": 100, "period": "2026Q2", "lead_to_deal": 0.0}, "above 0 and at most 1"),
        ({"goal": 100, "period": "2026Q2", "deal_size": -5.0}, "above 0"),
        ({"goal": 100, "period": "2026Q2", "chance": 1.0}, "between 0 and 1"),
        ({"goal": 100, "period": "2026Q2", "leads": 0.0}, "more than 0"),
        ({}, "No goal that is still to be won was agreed"),
    ],
)
def test_what_cannot_be_planned_is_said(
    ledger: Ledger, agreement: Agreement, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsedWrongly, match=message):
        make(ledger, agreement, **options)


@pytest.mark.parametrize(
    ("journal", "message"),
    [
        ("", "no leads are recorded; import leads"),
        ("2026-01-01 ann created", "no deals are recorded"),
        (regular(weeks=20, wins=False), "never won|No lead was ever won"),
        (regular(weeks=20, linked=False), "no deal names its lead"),
    ],
)
def test_a_record_without_the_chain_says_which_file_is_missing(
    journal: str, message: str, agreement: Agreement
) -> None:
    with store_of(journal) as store, store.ledger(None) as ledger, pytest.raises(EmptySample, match=message):
        make(ledger, agreement, goal=100, period="2027Q1")


def test_nobody_to_work_leads_is_no_reason_not_to_plan(agreement: Agreement) -> None:
    with store_of(regular(people=0)) as store, store.ledger(None) as ledger:
        answer = make(ledger, agreement, goal=50_000, period="2026Q2")
    assert any("cannot be told: no lead was handed over; import assignments" in line for line in answer.more)


TARGETS = """
2026-01-01 - noted table=targets period_start=2026-04-01 period_end=2026-07-01 team=sales segment=small bookings_goal=100 currency=EUR
2026-01-01 - noted table=targets period_start=2026-04-01 period_end=2026-07-01 team=sales segment=large bookings_goal=300 currency=EUR
2026-01-01 - noted table=targets period_start=2026-07-01 period_end=2026-10-01 team=both bookings_goal=900 currency=EUR
2026-01-01 - noted table=targets period_start=2026-07-01 period_end=2026-10-01 team=sales bookings_goal=700 currency=EUR
2026-02-01 ann created
"""


def test_goals_come_from_targets_and_from_the_agreement(agreement: Agreement) -> None:
    with store_of(TARGETS) as store, store.ledger(None) as ledger:
        assert [(goal.period.label, goal.amount) for goal in money_goals(ledger, agreement)] == [
            ("2026Q2", 400),
            ("2026Q3", 900),
        ]
        agreed = replace(agreement, goals=(Goal(period="2026Q4", bookings=500.0), Goal(period="2026Q3", bookings=1.0)))
        assert [goal.amount for goal in money_goals(ledger, agreed)] == [400, 900, 500]
        chosen = goal_for(ledger, agreed)
        assert chosen is not None
        assert (chosen.amount, chosen.period.label) == (400, "2026Q2")


def test_the_same_record_gives_the_same_plan(store: Any, agreement: Agreement) -> None:
    first, second = (make(store.ledger(None), agreement, goal=50_000, period="2026Q2").to_json() for _ in range(2))
    assert first == second
