"""Periods of the company's calendar: days, ISO weeks, months, fiscal quarters and fiscal years.

Conventions, once: a period is half-open, `[start, end)`. Weeks begin on Monday. A fiscal year that is not the calendar
year is named after the calendar year in which it ends, so the year from February 2024 to January 2025 is FY25.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from oarlock.errors import UnknownName, UsedWrongly

Every = Literal["day", "week", "month", "quarter", "year"]
EVERY: tuple[str, ...] = get_args(Every)
QUARTER_WEEKS = 13
"""Weeks of a quarter, for what is reckoned by week."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A named stretch of days.

    Attributes:
        start: First day.
        end: The day after the last.
        label: What the period is called, such as `2025Q1` or `FY25 Q1`.
    """

    start: date
    end: date
    label: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.end - self.start).days

    def instants(self, time_zone: str) -> tuple[datetime, datetime]:
        """The half-open stretch of instants, in UTC, that the period covers in a time zone."""
        return starts_at(self.start, time_zone), starts_at(self.end, time_zone)


@lru_cache(maxsize=8192)
def period_of(day: date, every: str, fiscal_start_month: int = 1) -> Period:
    """The period of that length which contains the day.

    Args:
        day: A calendar day in the company's time zone.
        every: day, week, month, quarter or year; quarters and years are fiscal.
        fiscal_start_month: 1 to 12, the month in which the fiscal year begins.
    Raises:
        UnknownName: `every` is none of these.
    """
    if every == "day":
        return Period(day, day + timedelta(days=1), day.isoformat())
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        year, week, _ = monday.isocalendar()
        return Period(monday, monday + timedelta(days=7), f"{year}-W{week:02d}")
    if every not in _MONTHS:
        raise UnknownName("period length", every, EVERY)
    length = _MONTHS[every]
    month = _months(day)
    first = month - (month - (fiscal_start_month - 1)) % length
    return Period(_first_of(first), _first_of(first + length), _label(first, every, fiscal_start_month))


def next_period(period: Period, every: str, fiscal_start_month: int = 1) -> Period:
    """The period right after this one."""
    return period_of(period.end, every, fiscal_start_month)


def previous_period(period: Period, every: str, fiscal_start_month: int = 1) -> Period:
    """The period right before this one."""
    return period_of(period.start - timedelta(days=1), every, fiscal_start_month)


def periods_between(first: date, last: date, every: str, fiscal_start_month: int = 1) -> tuple[Period, ...]:
    """Every period that holds a day from `first` to `last`, both included, in order; none where `last` comes first."""
    return tuple(_from(first, last, every, fiscal_start_month))


def complete_periods(first: date, until: date, every: str, fiscal_start_month: int = 1) -> tuple[Period, ...]:
    """The periods wholly inside `[first, until)`; the running one is not, nor one that began before `first`."""
    return tuple(p for p in _from(first, until, every, fiscal_start_month) if p.start >= first and p.end <= until)


def period_named(label: str, fiscal_start_month: int = 1) -> Period:
    """The period a label stands for: `2025Q1`, `FY25 Q1`, `2025`, `FY25`, `2025-03`, `2025-W09` or `2025-03-14`.

    Raises:
        UsedWrongly: the text is no such label, or not one of this fiscal calendar.
    """
    for pattern, every, day in _LABELS:
        if (match := re.fullmatch(pattern, label.strip())) is None:
            continue
        try:
            period = period_of(day(match, fiscal_start_month), every, fiscal_start_month)
        except ValueError:
            break
        if period.label.replace(" ", "") == label.replace(" ", ""):
            return period
        break
    example = period_of(date(2025, fiscal_start_month, 1), "quarter", fiscal_start_month).label
    raise UsedWrongly(f'"{label}" names no period of this fiscal calendar. Write for example "{example}" or "2025-03".')


def starts_at(day: date, time_zone: str) -> datetime:
    """The first instant of a day in a time zone, in UTC; where midnight is skipped, the instant the clocks jump."""
    return wall_clock(datetime(day.year, day.month, day.day), ZoneInfo(time_zone))


def wall_clock(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which the clocks of a zone show a (naive) local time.

    A time shown twice is the first of the two. A time that is skipped is the instant at which the clocks jump over it,
    so that later local times never come before earlier ones.
    """
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    before, after = local.replace(tzinfo=zone, fold=1).astimezone(UTC), instant
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).replace(tzinfo=None) < local:
            before = middle
        else:
            after = middle
    return after


def _from(first: date, last: date, every: str, fiscal_start_month: int) -> Iterator[Period]:
    period = period_of(first, every, fiscal_start_month)
    while period.start <= last:
        yield period
        period = next_period(period, every, fiscal_start_month)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _label(first: int, every: str, fiscal_start_month: int) -> str:
    if every == "month":
        return f"{first // 12}-{first % 12 + 1:02d}"
    fiscal = first - (fiscal_start_month - 1)
    quarter = fiscal % 12 // 3 + 1
    if fiscal_start_month == 1:
        return f"{first // 12}Q{quarter}" if every == "quarter" else f"{first // 12}"
    year = f"FY{(fiscal // 12 + 1) % 100:02d}"
    return f"{year} Q{quarter}" if every == "quarter" else year


def _fiscal_day(match: re.Match[str], fiscal_start_month: int) -> date:
    names = match.groupdict()
    ends = int(names["ends"] or 0)  # two digits, as POSIX reads them
    year = int(names["year"]) if names["year"] else ends + (1899 if ends >= 70 else 1999)
    return _first_of(year * 12 + fiscal_start_month - 1 + 3 * (int(names.get("quarter") or 1) - 1))


_YEAR = r"(?:FY(?P<ends>\d{2})|(?P<year>\d{4}))"
_LABELS = (
    (_YEAR + " ?Q(?P<quarter>[1-4])", "quarter", _fiscal_day),
    (_YEAR, "year", _fiscal_day),
    (r"\d{4}-\d{2}", "month", lambda match, _: date.fromisoformat(match[0] + "-01")),
    (r"\d{4}-W\d{2}", "week", lambda match, _: date.fromisocalendar(int(match[0][:4]), int(match[0][6:]), 1)),
    (r"\d{4}-\d{2}-\d{2}", "day", lambda match, _: date.fromisoformat(match[0])),
)
