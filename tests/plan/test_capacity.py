"""The people against the leads, by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from journal import store_of
from oarlock.agreement import Agreement
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.ledger.reading import Ledger
from oarlock.plan.capacity import make, planned
from regular import regular


def test_the_load_is_hours_by_hours(ledger: Ledger, agreement: Agreement) -> None:
    """20 leads of 1.5 hours ask for 30; two people have 25 hours less 15 %, 42.5."""
    plan = planned(ledger, agreement, alone=True, runs=20)
    assert plan.work.arrivals.per_week == pytest.approx(20)
    assert (plan.work.load.demand, plan.work.load.capacity) == pytest.approx((30, 42.5))
    assert plan.outlook.load == pytest.approx(30 / 42.5)
    assert plan.work.handed_share == pytest.approx(1, abs=0.05)


def test_a_monday_full_of_leads_breaks_a_promise_the_average_keeps(ledger: Ledger, agreement: Agreement) -> None:
    """All 20 come on Monday: 15 hours of work for each of two people, half of whose time is for leads; 8 working hours pass first."""
    plan = planned(ledger, agreement, alone=True, runs=20)
    assert plan.outlook.load < 0.75
    assert (plan.outlook.late.value or 0) > 0.4
    assert (plan.steady or 0) < 0.15
    assert plan.verdict == "understaffed"


def test_more_people_are_never_later(ledger: Ledger, agreement: Agreement) -> None:
    late = [planned(ledger, agreement, people=n, alone=True, runs=20).outlook.late.value or 0 for n in (1, 2, 4, 8, 20)]
    assert late == sorted(late, reverse=True)
    assert late[-1] == 0


def test_hours_to_spare_are_told(ledger: Ledger, agreement: Agreement) -> None:
    """At 0.2 hours a lead, 4 of 42.5 hours are asked for; 42.5 − 4 ÷ 0.85 are free."""
    easy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=0.2))
    answer = make(ledger, easy)
    assert answer.to_json()["verdict"] == "overstaffed"
    assert "38 hours a week are free for outbound work" in answer.more[0]


def test_beyond_full_load_the_line_grows(ledger: Ledger, agreement: Agreement) -> None:
    """At 3 hours a lead 60 are asked for; 17.5 are missing, 6 leads a week."""
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=3.0))
    answer = make(ledger, heavy)
    assert answer.to_json()["erlang_c"] is None
    assert "the line grows by 6 leads a week" in answer.more[0]


def test_what_could_be_done_is_priced(ledger: Ledger, agreement: Agreement) -> None:
    priced = replace(agreement, capacity=replace(agreement.capacity, hourly_cost=60.0))
    options = {one["option"]: one for one in make(ledger, priced).to_json()["options"]}
    assert options["One person more (3)"]["price_per_quarter"] == pytest.approx(60 * 25 * 13)
    raised = options["Threshold raised by a fifth of leads"]
    assert raised["price_per_quarter"] == pytest.approx(13_000, rel=0.1)  # the lowest scores are those that are won
    now = options["As it is"]["outlook"]["late"]["estimate"]
    assert options["Each person with a queue of their own"]["outlook"]["late"]["estimate"] >= now - 0.02


def test_hand_overs_that_come_again_are_work_again(agreement: Agreement) -> None:
    again = (
        regular() + "\n" + "\n".join(f"2026-03-{day:02} 12:00 l{2300 + day:05} assigned to=p0" for day in range(2, 22))
    )
    with store_of(again) as store, store.ledger(None) as ledger:
        work = planned(ledger, agreement, alone=True, runs=5).work
    assert work.rework == pytest.approx(20 / work.count, rel=0.1)


def test_recorded_hours_stand_before_the_agreements(agreement: Agreement) -> None:
    stated = regular().replace("name=P0", "name=P0 handling_hours_per_week=10")
    with store_of(stated) as store, store.ledger(None) as ledger:
        work = planned(ledger, agreement, alone=True, runs=5).work
    assert [(seller.hours, seller.stated) for seller in work.sellers] == [(10.0, True), (25.0, False)]


@pytest.mark.parametrize(
    ("journal", "message"),
    [
        ("", "no leads are recorded"),
        (regular(weeks=2), "whole weeks of leads handed over are recorded"),
        (
            "\n".join(line for line in regular().splitlines() if "hired" not in line and "assigned" not in line),
            "no lead was handed over; import assignments",
        ),
    ],
)
def test_what_is_missing_is_named(journal: str, message: str, agreement: Agreement) -> None:
    with store_of(journal) as store, store.ledger(None) as ledger, pytest.raises(EmptySample, match=message):
        planned(ledger, agreement)


def test_everything_is_told_of_the_people_asked_for(ledger: Ledger, agreement: Agreement) -> None:
    """One person has 21.25 hours, 14 leads of 1.5 hours a week; ten have 212.5, of which 212.5 − 30 ÷ 0.85 are free."""
    one = make(ledger, agreement, people=1).to_json()
    assert one["sentence"].startswith(
        "Too few people: 20 leads a week ask for 30 hours, 1 person (there are 2) would have 21"
    )
    assert (one["demand_hours"], one["capacity_hours"]) == pytest.approx((30, 21.25))
    assert "the line grows by 6 leads a week" in one["more"][0]
    # Of each hour of a week of 40, 21.25 ÷ 40 is for leads: one takes 1.5 × 40 ÷ 21.25, and 14.2 of 20 a week are worked.
    each, promise = 1.5 * 40 / 21.25, agreement.sales.first_response_hours
    assert one["late_after_hours"] == pytest.approx(promise * (1 / each) / (0.5 - 1 / each))
    assert one["at_once"] == {"hours": pytest.approx(20 * each), "share_in_time": pytest.approx(promise / each / 20)}
    assert "loaded at once would keep all busy for" in " ".join(one["more"])
    options = {told["option"]: told["outlook"]["load"] for told in one["options"]}
    assert options["One person more (2)"] == pytest.approx(30 / 42.5)
    assert options["Handling a fifth shorter"] == pytest.approx(0.8 * 30 / 21.25)
    ten = make(ledger, agreement, people=10)
    assert ten.more[0].startswith("177 hours a week are free")


def test_what_is_asked_for_is_the_same_as_what_is_there(ledger: Ledger, agreement: Agreement) -> None:
    """Twice the leads, with twice the people, is twice the load of one."""
    plan = planned(ledger, agreement, people=4, leads=2.0, alone=True, runs=20)
    assert plan.load.ratio == pytest.approx(plan.outlook.load) == pytest.approx(30 / 42.5)
    assert plan.workable == pytest.approx(4 * 21.25 / 1.5)


def test_a_record_that_is_far_more_often_in_time_than_the_hours_allow_says_so(agreement: Agreement) -> None:
    """Each lead is called within the hour; at 20 hours a lead nobody could have."""
    lines = regular(weeks=30).splitlines()
    calls = [f"{line.split(' assigned')[0]} touched by=call" for line in lines if " assigned " in line]
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=20.0))
    text = "\n".join(sorted([*lines, *calls], key=lambda line: line[:10]))
    with store_of(text) as store, store.ledger(None) as ledger:
        answer = make(ledger, heavy)
    assert answer.to_json()["verdict"] == "understaffed"
    assert any("far fewer than these hours allow" in line for line in answer.more)
    assert "the most that were tried, do not keep it" in answer.more[0]


def test_erlang_c_stands_beside_what_was_played(ledger: Ledger, agreement: Agreement) -> None:
    """Two people, 0.5 leads an hour, each of which takes 1.5 × 40 ÷ 21.25 hours of their week: a = 1.41, and B by hand."""
    answer = make(ledger, agreement)
    a = 0.5 * 1.5 * 40 / 21.25
    b = a * (a / (1 + a)) / (2 + a * (a / (1 + a)))
    waits = 2 * b / (2 - a * (1 - b))
    late = waits * math.exp(-(2 / (1.5 * 40 / 21.25) - 0.5) * agreement.sales.first_response_hours)
    assert answer.to_json()["erlang_c"] == pytest.approx(late)
    assert f"{late:.0%} would wait longer (Erlang C): the rest is that they come in peaks" in " ".join(answer.more)
    curve = {one["people"]: one["erlang_c"] for one in answer.to_json()["curve"]}
    assert curve[2] == pytest.approx(late)
    assert curve[1] is None
    assert curve[3] < late


def test_nobody_is_no_team(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(UsedWrongly, match="at least one person"):
        planned(ledger, agreement, people=0)
