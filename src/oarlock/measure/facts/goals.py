"""What the company aims to book in a period: imported targets, else the agreement's goals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import Period, period_named, period_of
from oarlock.ledger.money import in_reporting
from oarlock.measure.facts.local import day_told
from oarlock.measure.facts.places import kept_name, remembered
from oarlock.words import money

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

TEAMS = ("both", "sales", "marketing")
"""Whose bookings goal is the company's, in order: two teams that state one each aim for the same bookings."""


@dataclass(frozen=True, slots=True)
class BookingsGoal:
    """One stated goal: [start, end), for a segment or for all (None), in the reporting currency."""

    start: date
    end: date
    team: str
    segment: str | None
    amount: float


def bookings_goals(ledger: Ledger, agreement: Agreement) -> tuple[BookingsGoal, ...]:
    """Every stated bookings goal; those of the agreement only for periods that no imported target speaks of."""
    fiscal = agreement.company.fiscal_year_start_month
    name = kept_name("bookings_goals", agreement.company.reporting_currency, fiscal)
    imported = remembered(ledger, name, lambda: tuple(_imported(ledger, agreement)))
    stated = []
    for goal in agreement.goals:
        if goal.bookings is not None:
            period = period_named(goal.period, fiscal)
            stated.append(BookingsGoal(period.start, period.end, goal.team, goal.segment, goal.bookings))
    return imported + tuple(
        goal for goal in stated if not any(one.start < goal.end and goal.start < one.end for one in imported)
    )


def goal_of(goals: Iterable[BookingsGoal], period: Period, segment: str | None = None) -> float | None:
    """The goal of a period: stated for it, or the sum of those stated for parts that fill it; None where none is.

    Args:
        segment: One segment's own; None for the company's, which is the sum of the segments' where only those are stated.
    """
    inside = [goal for goal in goals if period.start <= goal.start and goal.end <= period.end]
    if segment is None:
        whole = [goal for goal in inside if goal.segment is None]
        if whole:
            return _filled(whole, period)
        parts = [_filled([g for g in inside if g.segment == name], period) for name in {g.segment for g in inside}]
        known = [part for part in parts if part is not None]
        return sum(known) if known and len(known) == len(parts) else None
    return _filled([goal for goal in inside if goal.segment == segment], period)


def teams_apart(goals: Iterable[BookingsGoal], period: Period) -> dict[str, float]:
    """What sales and marketing each aim for in the period, where they state different sums and nobody one for both."""
    told = {
        goal.team: goal.amount
        for goal in goals
        if goal.segment is None and (goal.start, goal.end) == (period.start, period.end) and goal.team in TEAMS
    }
    return told if "both" not in told and len(set(told.values())) > 1 else {}


def told_apart(apart: Mapping[str, float], currency: str) -> str:
    """That the teams do not aim for the same, and whose goal counts; empty where they do."""
    if not apart:
        return ""
    sales, marketing = (money(apart[team], currency) for team in ("sales", "marketing"))
    return f"The teams aim for different sums: sales for {sales}, marketing for {marketing}. That of sales counts."


def _filled(goals: list[BookingsGoal], period: Period) -> float | None:
    """The goals of the first team that speaks, where their spans fill the period."""
    for team in (*TEAMS, *sorted({goal.team for goal in goals} - set(TEAMS))):
        own = {(goal.start, goal.end): goal.amount for goal in goals if goal.team == team}
        exact = own.get((period.start, period.end))
        if exact is not None:
            return exact
        if own and sum((end - start).days for start, end in own) == period.days:
            return sum(own.values())
    return None


def _imported(ledger: Ledger, agreement: Agreement) -> Iterable[BookingsGoal]:
    if ledger.is_empty("targets"):
        return
    targets = ledger.table("targets")
    targets = in_reporting(
        ledger,
        targets,
        amount="bookings_goal",
        reporting=agreement.company.reporting_currency,
        name="goal",
        zone=agreement.company.time_zone,
    )
    rows = targets.select("period_start", "period_end", "team", "segment", "goal")
    for row in ledger.rows(rows.order_by("period_start", "team", "segment")):
        if row["goal"] is not None:
            start = day_told(row["period_start"])
            quarter = period_of(start, "quarter", agreement.company.fiscal_year_start_month)
            end = quarter.end if row["period_end"] is None else day_told(row["period_end"])
            yield BookingsGoal(start, end, row["team"], row["segment"] or None, float(row["goal"]))
