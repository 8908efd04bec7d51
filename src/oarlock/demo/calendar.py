"""The simulated company's time: days, quarters and working hours (Monday to Friday, 09:00 to 17:00 UTC, five closed days a year).

The simulation starts twenty-one months before the first exported quarter, so that pipeline, stock and staff stand as in a running
company when the export begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from oarlock.demo.arrays import Floats, Ints, Truths

WARM_UP_DAYS = 640
OPENS, CLOSES = 9, 17
CLOSED_DAYS = ((1, 1), (5, 1), (12, 25), (12, 26), (12, 31))


@dataclass(frozen=True)
class Calendar:
    """`start` is the first day of the first exported quarter; the export ends `quarters` later."""

    start: date
    quarters: int

    @cached_property
    def origin(self) -> date:
        """The date of day 0: the simulation begins that long before the export."""
        return self.start - timedelta(days=WARM_UP_DAYS)

    @cached_property
    def end(self) -> date:
        """First day after the export."""
        return months_later(self.start, 3 * self.quarters)

    @cached_property
    def start_day(self) -> int:
        """Day number of `start`."""
        return WARM_UP_DAYS

    @cached_property
    def n_days(self) -> int:
        """Days simulated; also the day number of `end`."""
        return (self.end - self.origin).days

    @cached_property
    def days(self) -> list[date]:
        """Every simulated day, warm-up included; the place of a date is its day number."""
        return [self.origin + timedelta(days=d) for d in range(self.n_days)]

    @cached_property
    def quarter_starts(self) -> Ints:
        """Day numbers on which the exported quarters start."""
        return np.array([(months_later(self.start, 3 * q) - self.origin).days for q in range(self.quarters)])

    def quarter_label(self, quarter: int) -> str:
        """What the ledger calls an exported quarter, such as "2024Q3"; the first has number 0."""
        day = months_later(self.start, 3 * quarter)
        return f"{day.year}Q{(day.month + 2) // 3}"

    @cached_property
    def month_ends(self) -> Ints:
        """Day numbers of the last day of each month, three years beyond the end too."""
        return self._lasts(1)

    @cached_property
    def quarter_ends(self) -> Ints:
        """Day numbers of the last day of each calendar quarter, three years beyond the end too."""
        return self._lasts(3)

    def _lasts(self, every: int) -> Ints:
        first = date(self.origin.year, 1, 1)
        count = (self.end.year + 4 - first.year) * 12 // every
        ends = [(months_later(first, every * k) - self.origin).days - 1 for k in range(1, count + 1)]
        return np.array([day for day in ends if day >= 0])

    @cached_property
    def month(self) -> Ints:
        """Month number, 1 to 12, of each day."""
        return np.array([day.month for day in self.days])

    @cached_property
    def weekday(self) -> Ints:
        """0 (Monday) to 6 of each day."""
        return (np.arange(self.n_days) + self.origin.weekday()) % 7

    @cached_property
    def is_working(self) -> Truths:
        """Whether people work on each day."""
        closed = np.array([(day.month, day.day) in CLOSED_DAYS for day in self.days])
        working: Truths = (self.weekday < 5) & ~closed
        return working

    @cached_property
    def _hours_before(self) -> Floats:
        hours: Floats = np.r_[0.0, np.cumsum(self.is_working * float(CLOSES - OPENS))]
        return hours

    def working_hours_at(self, t: Floats) -> Floats:
        """Working hours since the origin at each t."""
        day = np.clip(t.astype(np.int64), 0, self.n_days - 1)
        within = np.clip((t - day) * 24 - OPENS, 0, CLOSES - OPENS)
        return self._hours_before[day] + within * self.is_working[day]

    def at_working_hours(self, hours: Floats) -> Floats:
        """The t at which that many working hours have passed; the end of time where the calendar does not reach."""
        day = np.searchsorted(self._hours_before, hours, side="right") - 1
        inside = day < self.n_days
        day = np.minimum(day, self.n_days - 1)
        t = day + (OPENS + hours - self._hours_before[day]) / 24
        return np.where(inside, t, float(self.n_days) + 1)


def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months on; `day` is a first of month here."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, day.day)
