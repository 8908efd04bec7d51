"""Which instant is meant: a day of the company's calendar, or the last instant the record covers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger
    from oarlock.ledger.store import Store

_LAST = timedelta(microseconds=1)
_BACKFILL = datetime(1971, 1, 1, tzinfo=UTC)  # rows without an instant count as known since 1970


def end_of(day: date, zone: str) -> datetime:
    """The last microsecond of a calendar day in a time zone, in UTC.

    Raises:
        UsedWrongly: no calendar has the day after it.
    """
    try:
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC) - _LAST
    except OverflowError:
        raise _no_day(day) from None


def instant_of(asked: str | date | datetime, zone: str) -> datetime:
    """The instant meant by a day (its end in `zone`) or by an instant (itself; without a zone of its own it is one of `zone`).

    Raises:
        UsedWrongly: it is neither a day nor an instant.
    """
    if isinstance(asked, str):
        asked = _read(asked)
    if isinstance(asked, datetime):
        return (asked if asked.tzinfo else asked.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
    if not isinstance(asked, date):
        raise _no_day(asked)
    return end_of(asked, zone)


def day_of(asked: str | date | None) -> date | None:
    """A calendar day from text such as `2026-06-30`; None stays None.

    Raises:
        UsedWrongly: it is no day.
    """
    if asked is None or (isinstance(asked, date) and not isinstance(asked, datetime)):
        return asked
    if isinstance(asked, datetime):
        return asked.date()
    if not isinstance(asked, str):
        raise _no_day(asked)
    read = _read(asked)
    return read.date() if isinstance(read, datetime) else read


def _read(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise _no_day(text) from None


def _no_day(asked: object) -> UsedWrongly:
    return UsedWrongly(
        f'"{asked}" is not a day. Write a day such as 2026-06-30, or an instant such as 2026-06-30T17:00.'
    )


def covered(store: Store, now: datetime, zone: str) -> tuple[datetime, datetime | None]:
    """The end of the last day of which the record knows something, never after `now`, and when that answer ends by itself.

    An empty record covers up to `now`. The answer ends by itself when the record already holds something of the future; else None.
    """
    with store.ledger(None) as everything:
        last: datetime | None = everything.as_of
        later: datetime | None = None
        if last is not None and last > now:
            last, later = _around(everything, now)
    if last is None or last < _BACKFILL:
        return now, later
    return min(end_of(last.astimezone(ZoneInfo(zone)).date(), zone), now), later


def first_known(store: Store) -> datetime | None:
    """The earliest instant at which the record knew of something that happened; None for a record without.

    Accounts do not count: a company may have been written down years before anything happened with it.
    """
    from oarlock.ledger.tables import TABLES

    with store.ledger(None) as everything:
        there = [name for name in TABLES if name != "accounts" and not everything.is_empty(name)]
        if not there:
            return None
        known = f"known_at >= TIMESTAMP '{_BACKFILL:%Y-%m-%d}'"
        union = " UNION ALL ".join(f"SELECT min(known_at) AS first FROM {name} WHERE {known}" for name in there)
        first: datetime | None = everything.rows(f"SELECT min(first) AS first FROM ({union})")[0]["first"]
    return first and first.replace(tzinfo=UTC)


def _around(everything: Ledger, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The last instant of the record up to `now` and the first after it."""
    from oarlock.ledger.tables import TABLES

    moments = [
        f"SELECT known_at AS moment FROM {spec.name}" for spec in TABLES.values() if not everything.is_empty(spec.name)
    ]
    moments += [
        f"SELECT CAST({spec.happened} AS TIMESTAMP) AS moment FROM {spec.name}"
        for spec in TABLES.values()
        if spec.happened and not everything.is_empty(spec.name)
    ]
    here = f"TIMESTAMP '{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"
    extremes = " UNION ALL ".join(
        f"SELECT max(moment) FILTER (moment <= {here}) AS last, min(moment) FILTER (moment > {here}) AS later FROM ({one})"
        for one in moments
    )
    (row,) = everything.rows(f"SELECT max(last) AS last, min(later) AS later FROM ({extremes})")
    last, later = row["last"], row["later"]
    return last and last.replace(tzinfo=UTC), later and later.replace(tzinfo=UTC)
