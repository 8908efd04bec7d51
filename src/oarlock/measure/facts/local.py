"""Local time and fiscal periods inside an engine: the company's clock without a time-zone function.

Engines differ in how they convert zones, so the few dates on which the zone's offset changes are written into the expression: a
balanced choice of depth log2(changes), exact, and the same on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger

FIRST_YEAR = 2000
"""Instants before this year use the offset of its first day; no funnel reaches back further."""
_YEARS: WeakKeyDictionary[Any, tuple[int, int]] = WeakKeyDictionary()


@lru_cache(maxsize=256)
def offsets(zone: str, last_year: int, first_year: int = FIRST_YEAR) -> tuple[tuple[datetime, int], ...]:
    """(from which naive UTC instant, offset in minutes) of a zone, oldest first, from `first_year` to the end of `last_year`."""
    place = ZoneInfo(zone)
    step, day, end = (
        timedelta(days=1),
        datetime(first_year, 1, 1, tzinfo=UTC),
        datetime(last_year + 1, 1, 1, tzinfo=UTC),
    )
    found = [(datetime.min, _minutes(day, place))]
    while day < end:
        after = day + step
        if _minutes(after, place) != found[-1][1]:
            found.append((_change(day, after, place).replace(tzinfo=None), _minutes(after, place)))
        day = after
    return tuple(found)


def years_of(ledger: Ledger, zone: str = "") -> tuple[int, int]:
    """First and last year in which the record has leads or deals, a year of slack at both ends; asked once per ledger.

    Args:
        zone: What the years are wanted for: where it has one offset for all time, any year will do, and nothing is asked.
    """
    if zone and is_fixed(zone):
        return ledger.as_of.year, ledger.as_of.year
    if ledger not in _YEARS:
        tables = [ledger.table(name) for name in ("leads", "opportunities") if not ledger.is_empty(name)]
        firsts = [table.aggregate(at=table.created_at.min()) for table in tables]
        told = ledger.rows(firsts[0] if len(firsts) == 1 else firsts[0].union(firsts[1])) if firsts else []
        known = [row["at"].year for row in told if row["at"] is not None]
        _YEARS[ledger] = (max(min(known, default=ledger.as_of.year) - 1, FIRST_YEAR), ledger.as_of.year + 1)
    return _YEARS[ledger]


def is_fixed(zone: str) -> bool:
    """Whether the zone has one offset for all time, as UTC has, so that it does not matter which years a record spans."""
    return ZoneInfo(zone).utcoffset(None) is not None


def local(instant: Any, zone: str, years: tuple[int, int]) -> Any:
    """The wall clock of `zone` at a naive UTC instant, as a naive timestamp.

    Args:
        years: First and last year whose changes of offset matter (`years_of`); an instant before has the offset of the first day.
    """
    changes = offsets(zone, years[1], years[0])
    return (
        _shift(instant, changes[0][1]) if len({minutes for _, minutes in changes}) == 1 else _branch(instant, changes)
    )


def begins(day: Any, zone: str, years: tuple[int, int]) -> Any:
    """When a day of the company begins, as a naive UTC instant: what is recorded by day belongs to the company's day, not to UTC's."""
    midnight = day.cast("timestamp")
    # By the wall clock a new offset holds from the instant it changes at, told by the new offset; midnights before have the old one.
    changes = [
        (at if at == datetime.min else at + timedelta(minutes=by), -by) for at, by in offsets(zone, years[1], years[0])
    ]
    return _shift(midnight, changes[0][1]) if len({by for _, by in changes}) == 1 else _branch(midnight, tuple(changes))


def local_of(instant: datetime, zone: str) -> datetime:
    """The naive wall clock of `zone` at an aware or naive UTC instant."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def day_told(value: date | datetime) -> date:
    """A day as an engine answered it: some tell a day as an instant."""
    return value.date() if isinstance(value, datetime) else value


def placed_between(instant: Any, bounds: Sequence[datetime], values: Sequence[int]) -> Any:
    """The value of the stretch between two bounds in which a naive UTC instant lies, by a balanced choice.

    On millions of rows a few comparisons with instants worked out beforehand cost a third of a calendar's arithmetic.

    Args:
        bounds: In order; each belongs to the stretch after it.
        values: One more than bounds. An unknown instant lies in the first stretch.
    """
    import ibis

    told = _between(instant, bounds, values)
    return ibis.literal(told, type="int16") if isinstance(told, int) else told.cast("int16")


def _between(instant: Any, bounds: Sequence[datetime], values: Sequence[int]) -> Any:
    if len(set(values)) == 1:
        return values[0]
    middle = len(bounds) // 2
    earlier = _between(instant, bounds[:middle], values[: middle + 1])
    return (instant >= bounds[middle]).ifelse(_between(instant, bounds[middle + 1 :], values[middle + 1 :]), earlier)


def period_start(moment: Any, every: str, fiscal_start_month: int = 1) -> Any:
    """First day of the period a local timestamp or day lies in; `every` is day, week (from Monday), month, quarter or year."""
    import ibis

    day = moment.date() if moment.type().is_timestamp() else moment
    if every == "day":
        return day
    if every in ("week", "month"):
        return _as_day(day.truncate({"week": "W", "month": "M"}[every]))
    late = (fiscal_start_month - 1) % (3 if every == "quarter" else 12)
    unit = {"quarter": "Q", "year": "Y"}[every]
    if not late:
        return _as_day(day.truncate(unit))
    months = ibis.interval(months=late)
    # Moving a month back from the 31st lands on the 30th: the month, all that matters here, is still the right one.
    return _as_day((day - months).truncate(unit) + months)


def _as_day(start: Any) -> Any:
    """Some engines answer a truncated day with a timestamp."""
    return start.cast("timestamp").cast("date")


def _minutes(instant: datetime, place: ZoneInfo) -> int:
    offset = instant.astimezone(place).utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def _change(before: datetime, after: datetime, place: ZoneInfo) -> datetime:
    """The minute at which the offset changes between two instants that differ in it."""
    old = _minutes(before, place)
    while after - before > timedelta(minutes=1):
        middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
        before, after = (middle, after) if _minutes(middle, place) == old else (before, middle)
    return after


def _branch(instant: Any, changes: tuple[tuple[datetime, int], ...]) -> Any:
    """The instant moved by the offset in force, by a balanced choice."""
    if len(changes) == 1:
        return _shift(instant, changes[0][1])
    middle = len(changes) // 2
    return (instant < changes[middle][0]).ifelse(_branch(instant, changes[:middle]), _branch(instant, changes[middle:]))


def _shift(instant: Any, minutes: int) -> Any:
    import ibis

    return instant + ibis.interval(minutes=minutes) if minutes else instant
