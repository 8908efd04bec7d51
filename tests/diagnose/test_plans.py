"""Diagnoses of what is planned: people against leads, a goal against both, and pay against revenue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.agreement.aims import Goal, Incentive
from oarlock.diagnose._breach import cost_of
from oarlock.diagnose._late_parts import is_late
from oarlock.diagnose.base import Found, Question
from oarlock.diagnose.capacity_gap import find as capacity_gap
from oarlock.diagnose.incentive_conflict import find as incentive_conflict
from oarlock.diagnose.plan_infeasible import find as plan_infeasible
from regular import regular


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    default = agreements.default()
    return replace(default, company=replace(default.company, reporting_currency="EUR"))


def answered(after_days: int) -> str:
    """The regular company, every lead of 2026 answered so many days after it came."""
    lines = []
    for line in regular().splitlines():
        lines.append(line)
        day, _, lead, verb, *_ = [*line.split(), "", "", ""]
        if verb == "assigned" and day >= "2025-12":
            shown = date.fromisoformat(day) + timedelta(days=after_days)
            lines.append(f"{shown} 16:50 {lead} touched by=call")
    return "\n".join(lines)


def of(found: Found) -> dict[str, str]:
    return {one.id: str(one.severity) for one in found.findings}


def test_leads_of_a_monday_that_two_people_answer_late_are_a_gap(agreement: Agreement) -> None:
    """At twice the agreed time a lead, 60 hours are asked for and 42.5 are there; even at a quarter less it is 45."""
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=3.0))
    with store_of(answered(3)) as store, store.ledger(None) as ledger:
        found = capacity_gap(Question(ledger, heavy))
    (one,) = found.findings
    assert of(found) == {"capacity_gap.too_few": "severe"}
    assert one.amount is None, "no lead was ever answered in time, so nothing tells what lateness goes with"
    assert "a load of 141%" in one.sentence


def test_a_gap_costs_what_late_leads_go_with_by_the_record(agreement: Agreement) -> None:
    """Half of the leads since June wait three days: the amount is what the late ones of 13 weeks go with, not a share of the bookings."""
    lines = []
    for line in regular().splitlines():
        lines.append(line)
        day, _, lead, verb, *_ = [*line.split(), "", "", ""]
        if verb == "assigned":
            late = day >= "2025-06" and int(lead[1:]) % 2 == 0
            shown = date.fromisoformat(day) + timedelta(days=3 if late else 0)
            lines.append(f"{shown} 16:50 {lead} touched by=call")
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=3.0))
    with store_of("\n".join(lines)) as store, store.ledger(None) as ledger:
        question = Question(ledger, heavy)
        (one,) = capacity_gap(question).findings
        cost = cost_of(ledger, heavy, is_late, 130)  # half of the 20 a week of 13 weeks
    assert of(Found((one,))) == {"capacity_gap.too_few": "severe"}
    assert cost is not None
    assert one.amount == cost.amount
    assert {"worth_of_an_answer", "load"} <= {told.name for told in one.evidence}


def test_hours_alone_accuse_nobody(agreement: Agreement) -> None:
    """The same load by the agreement, but the record shows every lead answered on its day: then a lead takes less than was agreed."""
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=3.0))
    with store_of(answered(0)) as store, store.ledger(None) as ledger:
        found = capacity_gap(Question(ledger, heavy))
    assert of(found) == {"capacity_gap.too_few": "note"}
    assert "takes less than the agreement says" in found.findings[0].sentence


def test_people_who_keep_their_promise_are_not_called_too_few_for_a_plan(agreement: Agreement) -> None:
    aiming = replace(agreement, goals=(Goal("2026Q2", bookings=100_000.0),))
    with store_of(answered(0)) as store, store.ledger(None) as ledger:
        told = {one.id: one for one in plan_infeasible(Question(ledger, aiming)).findings}
    people = told["plan_infeasible.more_than_sales_can_work"]
    assert people.severity.value == "note"
    assert "takes less than the agreement says" in people.sentence


def test_hours_to_spare_are_a_note(agreement: Agreement) -> None:
    easy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=0.2))
    with store_of(regular()) as store, store.ledger(None) as ledger:
        found = capacity_gap(Question(ledger, easy))
    assert of(found) == {"capacity_gap.spare": "note"}
    assert "38 hours a week are free" in found.findings[0].sentence


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        (9_000.0, {}),
        (13_800.0, {"plan_infeasible.short": "note"}),
        (
            100_000.0,
            {"plan_infeasible.out_of_reach": "severe", "plan_infeasible.more_than_sales_can_work": "warning"},
        ),
    ],
)
def test_a_goal_is_held_against_what_is_to_be_expected(
    agreement: Agreement, goal: float, expected: dict[str, str]
) -> None:
    """About 13 wins of 1,000 a quarter are to be expected."""
    aiming = replace(agreement, goals=(Goal("2026Q2", bookings=goal),))
    with store_of(regular()) as store, store.ledger(None) as ledger:
        found = plan_infeasible(Question(ledger, aiming))
    assert of(found) == expected


def test_a_goal_far_ahead_that_more_leads_would_reach_is_no_severe_finding(agreement: Agreement) -> None:
    aiming = replace(agreement, goals=(Goal("2026Q3", bookings=22_000.0),))
    with store_of(regular(people=12)) as store, store.ledger(None) as ledger:
        found = plan_infeasible(Question(ledger, aiming))
    assert "severe" not in of(found).values()


def test_without_a_goal_the_clause_and_the_file_are_named(agreement: Agreement) -> None:
    with store_of(regular(weeks=2)) as store, store.ledger(None) as ledger:
        missing = plan_infeasible(Question(ledger, agreement)).missing
    assert "[[goals]]" in missing
    assert "import targets" in missing


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((Incentive("both", "bookings"),), {}),
        ((Incentive("marketing", "lead_volume"),), {"incentive_conflict.marketing.punished_for_more": "warning"}),
        (
            (Incentive("sales", "win_rate", joint=True),),
            {"incentive_conflict.sales.paid_for_less": "warning", "incentive_conflict.sales.cliff.win_rate": "note"},
        ),
    ],
)
def test_pay_and_revenue_that_part_are_found(
    agreement: Agreement, parts: tuple[Incentive, ...], expected: dict[str, str]
) -> None:
    with store_of(regular()) as store, store.ledger(None) as ledger:
        found = incentive_conflict(Question(ledger, replace(agreement, incentives=parts)))
    assert of(found) == expected


def test_too_few_quarters_make_every_conflict_a_note(agreement: Agreement) -> None:
    with store_of(regular(weeks=10)) as store, store.ledger(None) as ledger:
        found = incentive_conflict(
            Question(ledger, replace(agreement, incentives=(Incentive("marketing", "lead_volume"),)))
        )
    assert of(found) == {"incentive_conflict.marketing.punished_for_more": "note"}
    assert "textbook quarter" in found.notes[0]


def timed(day_of_win: Callable[[int], int]) -> str:
    """Ten deals a quarter for three years, no leads; the i-th of a quarter is won on the day of it that the function says."""
    lines = []
    for quarter in range(12):
        start = date(2023 + quarter // 4, 1 + 3 * (quarter % 4), 1)
        for i in range(10):
            name = f"d{quarter:02}{i}"
            won = start + timedelta(days=day_of_win(i))
            lines.append(f"{won - timedelta(days=30)} {name} opened amount=1000 close={won} kind=new sourced_by=sales")
            lines.append(f"{won} {name} won")
    return "\n".join(sorted([*regular().splitlines(), *lines], key=lambda line: line[:10]))


@pytest.mark.parametrize(
    ("day_of_win", "expected"),
    [
        (lambda i: 88 - i // 3, {"incentive_conflict.sales.timing.pulled_in": "warning"}),
        (lambda i: 1 + i // 3 if i < 7 else 40, {"incentive_conflict.sales.timing.held_back": "warning"}),
        (lambda i: 4 + 9 * i, {}),
    ],
)
def test_wins_that_crowd_where_pay_bends_are_told(
    agreement: Agreement, day_of_win: Callable[[int], int], expected: dict[str, str]
) -> None:
    """About 13 wins a quarter come evenly, one each Monday; ten more mostly in four days at one end of it, or evenly too.

    Pay begins at 70 % of 33,500: 23 wins of 1,000 stay below it, one deal taken from the neighbour reaches it.
    """
    paid, unpaid = (Incentive(team, "bookings", goal=33_500.0, threshold=0.7) for team in ("sales", "marketing"))
    with store_of(timed(day_of_win)) as store, store.ledger(None) as ledger:
        told = [incentive_conflict(Question(ledger, replace(agreement, incentives=(one,)))) for one in (paid, unpaid)]
    assert [of(one) for one in told] == [expected, {}]
