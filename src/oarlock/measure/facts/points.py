"""Points of a period at equal business days (Monday to Friday) to its end, so that a running period meets its own like (METHODS 1.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import Period, period_of, periods_between, starts_at
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.local import day_told, local, local_of, period_start, years_of
from oarlock.measure.facts.places import kept_name, lent, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

ENOUGH = 0.2
"""Share of a usual period's wins below which the record is taken not to have begun."""
INSTANT = timedelta(microseconds=1)
GRID = {"month": (15, 10, 5), "quarter": (60, 45, 30, 20, 10, 5), "year": (240, 180, 120, 60, 30, 10)}
"""Business days to the end of a period at which every period is looked at, beside the point where the running one stands."""


@dataclass(frozen=True, slots=True)
class Point:
    """A period at the end of the day after which `days_left` business days remain of it; instants are naive UTC.

    Attributes:
        at: When. opens, shuts: the period's own ends, half-open.
    """

    period: Period
    days_left: int
    at: datetime
    opens: datetime
    shuts: datetime
    is_over: bool


def snap_instants(
    as_of: datetime, zone: str, every: str, fiscal_start_month: int, first: date
) -> list[tuple[Period, datetime]]:
    """For each period, the naive UTC instant as many business days before its end as `as_of` is before its own's."""
    today, known = local_of(as_of, zone).date(), as_of.replace(tzinfo=None)
    running = period_of(today, every, fiscal_start_month)
    left = business_days(today + timedelta(days=1), running.end)
    told = []
    for period in periods_between(first, running.start, every, fiscal_start_month):
        day = today if period == running else max(_days_before(period.end, left), period.start)
        told.append((period, min(_end_of(day, zone), known)))
    return told


def ahead(ledger: Ledger, agreement: Agreement, every: str) -> tuple[Period, int]:
    """The period in which the next business day lies, and how many business days remain of it.

    On the last business day of a quarter one looks at the next quarter: nothing more can be won in this one.
    """
    company = agreement.company
    day = local_of(ledger.as_of, company.time_zone).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    running = period_of(day, every, company.fiscal_year_start_month)
    return running, business_days(day, running.end)


def points(ledger: Ledger, agreement: Agreement, every: str) -> list[Point]:
    """Every point that has come of every period the record covers: those of the grid, and the one the period ahead stands at."""
    company = agreement.company
    zone, known = company.time_zone, ledger.as_of.replace(tzinfo=None)
    running, left = ahead(ledger, agreement, every)
    told = []
    for period in periods_between(
        covered_from(ledger, agreement, every), running.start, every, company.fiscal_year_start_month
    ):
        opens, shuts = (at.replace(tzinfo=None) for at in period.instants(zone))
        for k in sorted({*GRID[every], left}, reverse=True):
            at = known if (period, k) == (running, left) else _end_of(_days_before(period.end, k), zone)
            if at <= known:
                told.append(Point(period, k, at, opens, shuts, shuts <= known + INSTANT))
    return told


def points_table(ledger: Ledger, agreement: Agreement, every: str) -> Any:
    """The points, lent to the engine: period_start (day), days_left, point_at, placed_at (in the period), over (1 or 0)."""
    company = agreement.company
    rows = [
        (p.period.start, p.days_left, p.at, max(p.at, p.opens), int(p.is_over))
        for p in points(ledger, agreement, every)
    ]
    name = kept_name(
        "points",
        every,
        ledger.as_of,
        company.time_zone,
        company.fiscal_year_start_month,
        covered_from(ledger, agreement, every),
    )
    columns = {
        "period_start": "DATE", "days_left": "DOUBLE", "point_at": "TIMESTAMP", "placed_at": "TIMESTAMP", "over": "DOUBLE",
    }  # fmt: skip
    return lent(ledger, name, columns, rows)


def covered_from(ledger: Ledger, agreement: Agreement, every: str) -> date:
    """First day of the first period of which the record knows wins as it does of later ones; its first deal's where nothing was won.

    An export of the deals open on its first day knows their creation long before, but nothing of those that were closed by then: what
    stood in such a period and is still known is what nobody won (left truncation, METHODS 2.1).
    """
    company = agreement.company
    name = kept_name("covered_from", every, company.time_zone, company.fiscal_year_start_month)
    return remembered(ledger, name, lambda: _covered_from(ledger, agreement, every))


def _covered_from(ledger: Ledger, agreement: Agreement, every: str) -> date:
    company = agreement.company
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.closed_at.notnull())
    moment = local(won.closed_at, company.time_zone, years_of(ledger))
    won = won.mutate(won_in=period_start(moment, every, company.fiscal_year_start_month))
    counts = {
        row["won_in"]: int(row["n"]) for row in ledger.rows(won.group_by("won_in").aggregate(n=won.count())) if row["n"]
    }
    if not counts:
        return period_of(first_deal_on(ledger, agreement), every, company.fiscal_year_start_month).start
    usual = median(counts.values())
    day = min(start for start, n in counts.items() if n >= ENOUGH * usual)
    return day_told(day)


def first_deal_on(ledger: Ledger, agreement: Agreement) -> date:
    """The company's day of the first deal, the ledger's own where there is none."""
    return local_of(first_deal_at(ledger) or ledger.as_of, agreement.company.time_zone).date()


def first_deal_at(ledger: Ledger) -> datetime | None:
    """When the first deal of the record was created, naive UTC; None without one."""
    return remembered(ledger, "first_deal_at", lambda: _first_deal_at(ledger))


def _first_deal_at(ledger: Ledger) -> datetime | None:
    deals = ledger.table("opportunities")
    at: datetime | None = ledger.rows(deals.aggregate(first=deals.created_at.min()))[0]["first"]
    return at


def business_days(first: date, until: date) -> int:
    """Mondays to Fridays from `first` to the day before `until`."""
    return sum((first + timedelta(days=i)).weekday() < 5 for i in range((until - first).days))


def _end_of(day: date, zone: str) -> datetime:
    return starts_at(day + timedelta(days=1), zone).replace(tzinfo=None) - INSTANT


def _days_before(end: date, count: int) -> date:
    """The last day after which so many business days remain before `end`."""
    day = end - timedelta(days=1)
    while count > 0:
        count -= day.weekday() < 5
        day -= timedelta(days=1)
    return day
