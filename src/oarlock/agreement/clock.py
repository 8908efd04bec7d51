"""The business clock: working time between two instants, and when a promise falls due (METHODS 9.1).

Each local window of the week is turned into instants before anything is subtracted, so that a change of the clocks costs or gives
an hour only where people really work through it. Instants are aware, and answers are UTC.

Two forms give the same answer: `working_hours` and `due_at` for one lead, and a `ClockTable` for millions: the windows as
half-open stretches of instants with the working seconds before each, so that a lookup of the last window begun tells the
working time up to any instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oarlock.agreement.calendar import wall_clock
from oarlock.agreement.hours import WorkingHours
from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_HOUR = 3_600_000_000
_LONGEST_CLOSURE = timedelta(days=366)


def working_hours(hours: WorkingHours, start: datetime, end: datetime) -> float:
    """Working hours from one instant to another.

    Raises:
        ValueError: an instant has no time zone, or `end` comes before `start`: that is an artefact of the record, not a wait of 0.
    """
    start, end = _utc(start), _utc(end)
    if end < start:
        raise ValueError(f"The end, {end.isoformat()}, comes before the start, {start.isoformat()}.")
    worked = timedelta()
    for opens, closes in _windows_from(hours, start, end):
        worked += max(min(end, closes) - max(start, opens), timedelta())
    return worked / _MICROSECOND / _HOUR


def due_at(hours: WorkingHours, start: datetime, promised_hours: float) -> datetime:
    """The first instant, in UTC, by which that many working hours have passed since `start`.

    A promise that ends exactly at closing time is due at closing time; one of 0 hours is due at once. It is kept if the
    touch comes no later than this instant.

    Raises:
        ValueError: `start` has no time zone, or the promise is negative.
        UsedWrongly: nobody works for a year.
    """
    start = _utc(start)
    if promised_hours < 0:
        raise ValueError(f"A promise cannot be of {promised_hours} hours.")
    left = timedelta(microseconds=round(promised_hours * _HOUR))
    if not left:
        return start
    last_worked = start
    for opens, closes in _windows_from(hours, start, None):
        if opens - last_worked > _LONGEST_CLOSURE:
            break
        begins = max(start, opens)
        if closes - begins >= left:
            return begins + left
        left -= max(closes - begins, timedelta())
        last_worked = max(last_worked, closes)
    raise UsedWrongly("Nobody works for a year by these working hours, so nothing ever falls due.")


@dataclass(frozen=True, slots=True)
class ClockTable:
    """The working windows of a stretch of days, in order, for lookups by the engine.

    Attributes:
        starts_us: Begin of each window, microseconds since 1970 UTC.
        ends_us: Its end, excluded.
        seconds_before: Working seconds of all windows before it.
        covers_from_us: The first instant the table can answer for.
        covers_until_us: The last one, the midnight after its last day.
    """

    starts_us: NDArray[np.int64]
    ends_us: NDArray[np.int64]
    seconds_before: NDArray[np.int64]
    covers_from_us: int
    covers_until_us: int


def clock_table(hours: WorkingHours, first_day: date, last_day: date) -> ClockTable:
    """The windows that begin on the local days from `first_day` to `last_day`, both included."""
    import numpy as np

    zone = ZoneInfo(hours.time_zone)
    windows = [window for day in _days(first_day, last_day) for window in _windows_of(hours, day)]
    stretches = np.array([(_microseconds(a), _microseconds(b)) for a, b in windows], dtype=np.int64).reshape(-1, 2)
    seconds = (stretches[:, 1] - stretches[:, 0]) // 1_000_000  # whole, as windows begin and end on the minute
    covers_from = wall_clock(datetime(first_day.year, first_day.month, first_day.day), zone)
    after = last_day + timedelta(days=1)
    return ClockTable(
        starts_us=stretches[:, 0],
        ends_us=stretches[:, 1],
        seconds_before=np.concatenate([np.zeros(1, np.int64), np.cumsum(seconds)])[:-1],
        covers_from_us=_microseconds(covers_from),
        covers_until_us=_microseconds(wall_clock(datetime(after.year, after.month, after.day), zone)),
    )


def seconds_worked(table: ClockTable, at_us: NDArray[np.int64]) -> NDArray[np.float64]:
    """Working seconds from the begin of the table to each instant; NaN outside the days it covers."""
    import numpy as np

    at = np.asarray(at_us, dtype=np.int64)
    if len(table.starts_us):
        last = np.searchsorted(table.starts_us, at, side="right") - 1
        inside = np.minimum(at, table.ends_us[last]) - table.starts_us[last]
        worked = np.where(last < 0, 0, table.seconds_before[last] * 1_000_000 + inside) / 1e6
    else:
        worked = np.zeros(at.shape)
    return np.where((at < table.covers_from_us) | (at > table.covers_until_us), np.nan, worked)


def _windows_from(hours: WorkingHours, start: datetime, end: datetime | None) -> Iterator[tuple[datetime, datetime]]:
    """Windows in order that may reach beyond `start`, up to those that begin before `end` (or without end)."""
    zone = ZoneInfo(hours.time_zone)
    day = start.astimezone(zone).date() - timedelta(days=1)  # a window that closes at midnight ends on the next day
    last = date.max - timedelta(days=2) if end is None else end.astimezone(zone).date()
    idle = 0
    while day <= last and idle <= 2 * _LONGEST_CLOSURE.days:
        windows = _windows_of(hours, day)
        idle = 0 if windows or end is not None else idle + 1
        yield from windows
        day += timedelta(days=1)


@lru_cache(maxsize=4096)
def _windows_of(hours: WorkingHours, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """The windows of one local day as instants; none on a day off. A window that the clocks jump over is left out."""
    if day in hours.closed or day in _holidays(hours.country, hours.subdivision, day.year):
        return ()
    zone = ZoneInfo(hours.time_zone)
    midnight = datetime(day.year, day.month, day.day)
    found = [
        (
            wall_clock(midnight + timedelta(minutes=w.opens), zone),
            wall_clock(midnight + timedelta(minutes=w.closes), zone),
        )
        for w in hours.windows
        if w.weekday == day.weekday()
    ]
    return tuple((opens, closes) for opens, closes in found if opens < closes)


@lru_cache(maxsize=256)
def _holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """Public holidays of a country, and of a part of it, in a year."""
    if country is None:
        return frozenset()
    import holidays

    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year))


def _days(first: date, last: date) -> Iterator[date]:
    for ahead in range((last - first).days + 1):
        yield first + timedelta(days=ahead)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; the clock takes aware instants only.")
    return at.astimezone(UTC)


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // _MICROSECOND
