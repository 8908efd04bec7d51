"""The ends of periods, numbered, and what stands at them.

What stands at several ends says so with two numbers: `first_end`, the first end at which it stands, and `until_end`, the first after it at
which it no longer does. So a row is one row however long it stands, and is added up before it is met with the ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import Period, periods_between, starts_at
from oarlock.measure.facts.local import local_of, placed_between, years_of
from oarlock.measure.facts.places import kept_name, lent

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

FIRST, UNTIL = "first_end", "until_end"
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ends:
    """The ends of the periods that have begun since the record's first year; the place of an end, from 0, is its number.

    Attributes:
        at: Naive UTC instants: just before the period's end, or the ledger's instant in the running one.
    """

    periods: tuple[Period, ...]
    at: tuple[datetime, ...]
    zone: str

    @property
    def after(self) -> int:
        """The number after the last: what stands until then stands at the last."""
        return len(self.at)

    def number(self, instant: Any) -> Any:
        """The first end that is not before an instant; the first of all where the instant is unknown, `after` where it is yet to come."""
        return placed_between(instant, [at + INSTANT for at in self.at], range(self.after + 1))

    def counting(self, days: int) -> tuple[list[datetime], list[list[int]]]:
        """The instants that part those which lie within so many local days before the same ends, and those ends of each part.

        In the running period the days are those up to today: counted back from its end, few of them would have come.
        """
        shut = [local_of(at, self.zone).date() + timedelta(days=1) for at in self.at]
        spans = [(_naive(day - timedelta(days=days), self.zone), _naive(day, self.zone)) for day in shut]
        bounds = sorted({bound for span in spans for bound in span})
        parts = zip([datetime.min, *bounds], [*bounds, datetime.max], strict=True)
        return bounds, [
            [no for no, (opens, shuts) in enumerate(spans) if opens <= since and until <= shuts]
            for since, until in parts
        ]

    def table(self, ledger: Ledger) -> Any:
        """One row per end, lent to the engine: end_no, stands_at, period (the first day of it)."""
        rows = [(no, at, period.start) for no, (at, period) in enumerate(zip(self.at, self.periods, strict=True))]
        columns = {"end_no": "BIGINT", "stands_at": "TIMESTAMP", "period": "DATE"}
        return lent(ledger, kept_name("period_ends", self.zone, *rows), columns, rows)


def period_ends(ledger: Ledger, agreement: Agreement, every: str) -> Ends:
    """The ends of the periods of a length: month, quarter or year of the fiscal calendar."""
    company, first = agreement.company, date(years_of(ledger)[0], 1, 1)
    today, instant = local_of(ledger.as_of, company.time_zone).date(), ledger.as_of.replace(tzinfo=None)
    periods = periods_between(first, today, every, company.fiscal_year_start_month)
    told = tuple(period for period in periods if period.start >= first)
    at = tuple(min(_naive(period.end, company.time_zone) - INSTANT, instant) for period in told)
    return Ends(told, at, company.time_zone)


def at_each(rows: Any, ends: Any) -> Any:
    """One row per row and end at which it stands, with the columns of the end.

    Args:
        rows: With `first_end` and `until_end`.
        ends: As from `Ends.table`.
    """
    both = rows.cross_join(ends)
    # As one number: a join on two inequalities would sort every row, where a few ends are quickly looked through.
    stands = (both[FIRST] <= both.end_no) & (both.end_no < both[UNTIL])
    return both.filter(stands.ifelse(1, 0) == 1)


def _naive(day: date, zone: str) -> datetime:
    return starts_at(day, zone).replace(tzinfo=None)
