"""The frame a diagnosis looks through: its months and quarters, and how many account buckets carry the resampling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

import numpy as np

BUCKETS = 48
"""Accounts fall into this many buckets by hash; all rows of an account stay together when buckets are resampled (METHODS 0.3)."""

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Frame:
    """Calendar months from `first` (a first of month) up to and including the month of `as_of`; days count from 1970-01-01."""

    first: date
    as_of: datetime
    currency: str = "USD"

    @cached_property
    def months(self) -> tuple[date, ...]:
        """First day of every month of the frame, the running one included."""
        last = self.as_of.date()
        count = (last.year - self.first.year) * 12 + last.month - self.first.month + 1
        return tuple(add_months(self.first, i) for i in range(count))

    @cached_property
    def edges(self) -> np.ndarray:
        """Day numbers of the month starts and of the end of the last month; length months + 1."""
        return np.array([(day - EPOCH).days for day in (*self.months, add_months(self.months[-1], 1))], dtype=float)

    @property
    def as_of_day(self) -> float:
        """The instant of `as_of` in days since the epoch."""
        return (self.as_of.replace(tzinfo=None) - datetime(1970, 1, 1)) / timedelta(days=1)

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


def add_months(day: date, months: int) -> date:
    """The first of the month so many months later."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
