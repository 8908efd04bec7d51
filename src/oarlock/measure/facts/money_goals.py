"""The bookings goals of the whole company as a list of periods: what a plan is made for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import Period, complete_periods, period_of
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.goals import BookingsGoal, bookings_goals, goal_of, teams_apart

if TYPE_CHECKING:
    from datetime import date

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class MoneyGoal:
    """What is to be won in a period, in the reporting currency, and where that was said.

    Attributes:
        parts: Goals that were agreed for all of its months, or all of its quarters; none where only the whole has one.
        apart: What sales and marketing each aim for, where they do not aim for the same.
    """

    amount: float
    period: Period
    said_in: str
    parts: tuple[tuple[Period, float], ...] = ()
    apart: Mapping[str, float] = field(default_factory=dict)


def money_goals(ledger: Ledger, agreement: Agreement) -> tuple[MoneyGoal, ...]:
    """Every goal for bookings of the whole company, by period; quarters that goals of their parts fill are among them."""
    stated = bookings_goals(ledger, agreement)
    month = agreement.company.fiscal_year_start_month
    periods = {_named(one.start, one.end, month) for one in stated}
    periods |= {period_of(one.start, "quarter", month) for one in stated}
    told = [(period, goal_of(stated, period)) for period in sorted(periods)]
    source = (
        "agreement.toml, goals" if ledger.is_empty("targets") else "targets, or agreement.toml where they say nothing"
    )
    return tuple(
        MoneyGoal(amount, period, source, _parts(stated, period, month), teams_apart(stated, period))
        for period, amount in told
        if amount is not None
    )


def _parts(
    stated: tuple[BookingsGoal, ...], period: Period, fiscal_start_month: int
) -> tuple[tuple[Period, float], ...]:
    """The goals of its months, else of its quarters, where every one of them has one."""
    for every in ("month", "quarter"):
        inside = complete_periods(period.start, period.end, every, fiscal_start_month)
        told = [(one, goal_of(stated, one)) for one in inside]
        if len(told) > 1 and all(amount is not None for _, amount in told):
            return tuple((one, amount) for one, amount in told if amount is not None)
    return ()


def goal_for(ledger: Ledger, agreement: Agreement, period: Period | None = None) -> MoneyGoal | None:
    """The goal of a period; without one, that of the first quarter that is still to be won, else of any such period."""
    known = money_goals(ledger, agreement)
    if period is not None:
        return next(
            (goal for goal in known if (goal.period.start, goal.period.end) == (period.start, period.end)), None
        )
    today, month = local_day(ledger, agreement), agreement.company.fiscal_year_start_month
    ahead = [goal for goal in known if goal.period.end > today + timedelta(days=1)]
    quarters = [goal for goal in ahead if period_of(goal.period.start, "quarter", month).end == goal.period.end]
    return next(iter(quarters or ahead), None)


def _named(start: date, end: date, month: int) -> Period:
    for every in ("quarter", "month", "year"):
        named = period_of(start, every, month)
        if (named.start, named.end) == (start, end):
            return named
    return Period(start, end, f"{start} to {end}")
