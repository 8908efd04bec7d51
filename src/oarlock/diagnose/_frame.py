"""The frame a diagnosis looks through: the company's months, and how many account buckets carry the resampling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from oarlock.agreement.calendar import starts_at
from oarlock.measure.facts.local import local_of, placed_between

BUCKETS = 48
"""Accounts fall into this many buckets by hash; all rows of an account stay together when buckets are resampled (METHODS 0.3)."""

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Frame:
    """Calendar months of the company from `first` (a first of month) up to and including the month of `as_of`.

    Attributes:
        time_zone: Whose midnight a month begins at (METHODS 0.4). Instants are UTC throughout, told in days since 1970-01-01.
    """

    first: date
    as_of: datetime
    currency: str = "USD"
    time_zone: str = "UTC"

    @cached_property
    def months(self) -> tuple[date, ...]:
        """First day of every month of the frame, the running one included."""
        last = local_of(self.as_of, self.time_zone)
        count = (last.year - self.first.year) * 12 + last.month - self.first.month + 1
        return tuple(add_months(self.first, i) for i in range(count))

    @cached_property
    def bounds(self) -> tuple[datetime, ...]:
        """When each month begins and the last one ends, as naive UTC instants; length months + 1."""
        days = (*self.months, add_months(self.months[-1], 1))
        return tuple(self._begins(day) for day in days)

    @cached_property
    def edges(self) -> np.ndarray:
        """The same in days."""
        return np.array([_in_days(bound) for bound in self.bounds])

    def day_of(self, day: date) -> float:
        """When a day of the company begins, in days since the epoch."""
        return _in_days(self._begins(day))

    def _begins(self, day: date) -> datetime:
        return starts_at(day, self.time_zone).replace(tzinfo=None)

    def month_no(self, instant: Any) -> Any:
        """Index of the month that holds an instant, in the engine: -1 before the frame or unknown, len(months) after it."""
        return placed_between(instant, self.bounds, range(-1, len(self.bounds)))

    def week_no(self, instant: Any) -> Any:
        """Index of the company's week, from Monday on, that holds an instant, in the engine; -1 before the first or unknown."""
        return placed_between(instant, self._mondays, range(-1, len(self._mondays)))

    @cached_property
    def _mondays(self) -> tuple[datetime, ...]:
        """When each week that reaches into the frame begins, as naive UTC instants."""
        first, last = self.first - timedelta(days=self.first.weekday()), add_months(self.months[-1], 1)
        days = (first + timedelta(weeks=i) for i in range((last - first).days // 7 + 1))
        return tuple(self._begins(day) for day in days)

    @property
    def as_of_day(self) -> float:
        """The instant of `as_of` in days since the epoch."""
        return _in_days(self.as_of.replace(tzinfo=None))

    def matured(self, days: float) -> np.ndarray:
        """Per month: could everything that began in it have been followed for so many days?"""
        matured: np.ndarray = self.edges[1:] + days <= self.as_of_day + 1e-9
        return matured

    @property
    def full(self) -> np.ndarray:
        """Per month: is it over?"""
        return self.matured(0)

    def label(self, month: int) -> str:
        """The month as "Mar 2025"."""
        return f"{self.months[month]:%b %Y}"


def _in_days(instant: datetime) -> float:
    return (instant - datetime(1970, 1, 1)) / timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The first of the month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
