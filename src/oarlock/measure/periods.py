"""Which period a row belongs to, which periods there are, and which of them are over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.agreement.calendar import Period, period_of, periods_between, starts_at
from oarlock.errors import UnknownName
from oarlock.measure.facts.local import local, local_of, period_start, years_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

EVERY = ("day", "week", "month", "quarter", "year")
INSTANT = timedelta(microseconds=1)
PERIOD = "period"
"""The column of the first day of the period that a row belongs to."""


@dataclass(frozen=True)
class Span:
    """The time a question covers, in the company's calendar.

    Attributes:
        every: Length of its periods; None for one answer over the whole time.
        since: First day. until: the day after the last; None is up to the ledger's instant.
    """

    zone: str
    fiscal_start_month: int
    as_of: datetime
    ledger: Ledger
    every: str | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(
        cls, ledger: Ledger, agreement: Agreement, every: str | None, since: date | None, until: date | None
    ) -> Span:
        """The span of a question.

        Raises:
            UnknownName: `every` is no period.
        """
        if every is not None and every not in EVERY:
            raise UnknownName("period", every, EVERY)
        company = agreement.company
        return cls(company.time_zone, company.fiscal_year_start_month, ledger.as_of, ledger, every, since, until)

    @cached_property
    def years(self) -> tuple[int, int]:
        """First and last year of the record, looked up when somebody needs them."""
        return years_of(self.ledger)

    @cached_property
    def today(self) -> date:
        """The local day of the ledger's instant."""
        return local_of(self.as_of, self.zone).date()

    @cached_property
    def ends(self) -> datetime:
        """The last instant asked about, naive UTC."""
        known = self.as_of.replace(tzinfo=None)
        return (
            known if self.until is None else min(known, starts_at(self.until, self.zone).replace(tzinfo=None) - INSTANT)
        )

    def placed(self, instant: Any) -> Any:
        """The first day of the period an instant column lies in."""
        moment = local(instant, self.zone, years_of(self.ledger, self.zone))
        return period_start(moment, self.every or "day", self.fiscal_start_month)

    def kept(self, table: Any, instant: str) -> Any:
        """The rows inside the span; the ledger's instant itself needs no filter."""
        if self.since is not None:
            table = table.filter(table[instant] >= starts_at(self.since, self.zone).replace(tzinfo=None))
        if self.until is not None:
            table = table.filter(table[instant] < starts_at(self.until, self.zone).replace(tzinfo=None))
        return table

    def period(self, start: date) -> Period:
        """The period that begins on a day."""
        return period_of(start, self.every or "day", self.fiscal_start_month)

    def all_between(self, starts: Iterable[date]) -> list[date]:
        """First days of every period from the first one seen to the last asked about, the running one included."""
        seen = sorted(starts)
        if not seen:
            return []
        last = min(self.today, self.until - timedelta(days=1)) if self.until else self.today
        first = seen[0] if self.since is None else max(seen[0], self.period(self.since).start)
        return [
            p.start for p in periods_between(first, max(last, seen[-1]), self.every or "day", self.fiscal_start_month)
        ]

    def is_over(self, period: Period) -> bool:
        """Whether all of the period was asked about and lies before the ledger's instant."""
        whole = (self.since is None or self.since <= period.start) and (self.until is None or self.until >= period.end)
        # The instant at which a day begins is made out only where it could matter: of days there are thousands.
        return whole and (period.end < self.today or starts_at(period.end, self.zone) <= self.as_of + INSTANT)

    def why_partial(self, period: Period) -> str:
        """What is missing of a period that is not over, in words."""
        told = words.period(period.label)
        if starts_at(period.end, self.zone) > self.as_of + INSTANT:
            passed = (self.today - period.start).days + 1
            if passed <= 0:
                return f"{told} has not begun"
            return f"{told} is still running: day {passed} of {period.days}"
        return f"only part of {told} was asked for"
