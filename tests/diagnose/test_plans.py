"""Diagnoses of what is planned: people against leads, a goal against both, and pay against revenue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.agreement.aims import Goal, Incentive
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
    assert one.amount is not None
    # 1 − 42.5 ÷ 60 is left undone, 0.41 of what is done; about 13,000 are booked a quarter
    assert one.amount.estimate == pytest.approx(13_000 * (60 / 42.5 - 1), rel=0.1)
    assert one.amount.lo == pytest.approx(13_000 * (45 / 42.5 - 1), rel=0.1)
    assert "a load of 141%" in one.sentence


def test_hours_alone_accuse_nobody(agreement: Agreement) -> None:
    """The same load by the agreement, but the record shows every lead answered on its day: then a lead takes less than was agreed."""
    heavy = replace(agreement, capacity=replace(agreement.capacity, hours_per_lead=3.0))
    with store_of(answered(0)) as store, store.ledger(None) as ledger:
        found = capacity_gap(Question(ledger, heavy))
    assert of(found) == {"capacity_gap.too_few": "note"}
    assert "takes less than the agreement says" in found.findings[0].sentence


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
