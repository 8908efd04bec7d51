"""The people against the leads, by hand."""

from __future__ import annotations

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


def test_nobody_is_no_team(ledger: Ledger, agreement: Agreement) -> None:
    with pytest.raises(UsedWrongly, match="at least one person"):
        planned(ledger, agreement, people=0)
