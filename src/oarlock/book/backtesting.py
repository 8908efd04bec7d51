"""The diagnosis replayed at past instants, each as known then and under the agreement then in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oarlock.book.days import day_of, end_of
from oarlock.errors import EmptySample, UnknownName, UsedWrongly

if TYPE_CHECKING:
    from oarlock.book import Book
    from oarlock.book._record import Day
    from oarlock.diagnose.backtest import Backtest, Look

EVERY = ("week", "month", "quarter")
USUAL = timedelta(weeks=52)
"""How far back is looked where nobody says."""


def backtest(
    book: Book,
    diagnosis: str | None,
    since: Day | None,
    until: Day | None,
    every: str,
    progress: Callable[[int, int], None] | None,
) -> Backtest:
    """Asks the diagnosis at the end of every period between two days; interrupted, it tells what it has seen until then.

    Raises:
        UnknownName: no such diagnosis or period.
        UsedWrongly: no period ends between the two days.
        EmptySample: the record is empty.
    """
    from oarlock.diagnose.backtest import Backtest, folded, moved

    days = _days(book, since, until, every)
    looks: list[Look] = []
    try:
        for on in days:
            if progress is not None:
                progress(len(looks), len(days))
            looks.append(_look(book, diagnosis, on))
    except KeyboardInterrupt:
        if not looks:
            raise
    if progress is not None:
        progress(len(looks), len(days))
    return Backtest(every, tuple(looks), folded(looks), moved(looks), len(days) - len(looks))


def _days(book: Book, since: Day | None, until: Day | None, every: str) -> list[date]:
    """The last days of the periods that are over."""
    from oarlock.agreement.calendar import periods_between

    if every not in EVERY:
        raise UnknownName("period of a backtest", every, EVERY)
    zone = book.agreement.company.time_zone
    covered = book.as_of.astimezone(ZoneInfo(zone)).date()
    last = min(day_of(until) or covered, covered)
    first = max(day_of(since) or last - USUAL, _began(book, zone))
    periods = (
        periods_between(first, last, every, book.agreement.company.fiscal_year_start_month) if first <= last else []
    )
    days = [period.end - timedelta(days=1) for period in periods]
    told = [day for day in days if first <= day <= last]
    if not told:
        raise UsedWrongly(f"No {every} ends between {first} and {last}. The record covers days up to {covered}.")
    return told


def _began(book: Book, zone: str) -> date:
    """The day on which the record first knew of something: before it there is nothing to look at.

    Raises:
        EmptySample: it knows nothing yet.
    """
    from oarlock.book.days import first_known

    began = first_known(book.store)
    if began is None:
        raise EmptySample("There is nothing to replay: the record is empty. Import files first: oarlock import DIR")
    return began.astimezone(ZoneInfo(zone)).date()


def _look(book: Book, diagnosis: str | None, on: date) -> Look:
    from oarlock.diagnose.backtest import look_of
    from oarlock.diagnose.engine import diagnose

    instant = end_of(on, book.agreement.company.time_zone)
    agreement, dates = book.agreement_at(instant), book.definition_dates(instant)
    with book.ledger_for_one(instant) as ledger:
        return look_of(on, diagnose(ledger, agreement, diagnosis, definition_dates=dates))
