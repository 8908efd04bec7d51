"""Working time inside an engine: how many working seconds a calendar had counted up to an instant.

The calendar becomes a small table with one row per UTC day: the seconds counted up to its midnight, and the open windows of the day. An
instant then costs one look-up by day and a few clipped subtractions; a difference of two of them is the working time between (METHODS
9.1), exact over holidays and clock changes because the windows were made into UTC before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import kept_name, lent, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.hours import WorkingHours
    from oarlock.ledger.reading import Ledger


EPOCH = datetime(1970, 1, 1)


def worked_at(ledger: Ledger, table: Any, instant: str, name: str, agreement: Agreement) -> Any:
    """The table with `name`: working seconds counted up to its column `instant` by the calendar its column `hours_of` names.

    Instants before the record begins or after its end count nothing more.
    """
    days = calendar_days(ledger, agreement)
    moment = table[instant]
    keyed = table.mutate(_day=moment.date(), _second=moment.delta(moment.truncate("D"), unit="microsecond") / 1e6)
    joined = keyed.left_join(days, (keyed["_day"] == days.work_day) & (keyed.hours_of == days.work_hours_of))
    counted = joined.counted
    for opens, closes in _windows(days.columns):
        counted = counted + (joined["_second"] - joined[opens]).clip(lower=0, upper=joined[closes] - joined[opens])
    return joined.select(*(joined[column] for column in table.columns), counted.name(name))


def calendar_days(ledger: Ledger, agreement: Agreement) -> Any:
    """The calendars of the agreement by UTC day, beside the ledger: work_day, work_hours_of, counted, opens_0, closes_0, ..."""
    first, last = _span(ledger)
    rows = [(team, *row) for team, calendar in agreement.hours.items() for row in _days(calendar, first, last)]
    most = max(len(windows) for *_, windows in rows)
    columns = {"work_day": "DATE", "work_hours_of": "VARCHAR", "counted": "DOUBLE"}
    for i in range(most):
        columns |= {f"opens_{i}": "DOUBLE", f"closes_{i}": "DOUBLE"}
    # Days with fewer windows than the fullest get empty ones.
    told = [
        (
            day,
            team,
            counted,
            *(second for window in (*windows, *[(0.0, 0.0)] * (most - len(windows))) for second in window),
        )
        for team, day, counted, windows in rows
    ]
    return lent(ledger, kept_name("working_days", first, last, repr(agreement.hours)), columns, told)


def _days(hours: WorkingHours, first: date, last: date) -> list[tuple[date, float, list[tuple[float, float]]]]:
    """One row per UTC day: the day, working seconds counted before it, its windows in seconds after midnight UTC."""
    from oarlock.agreement.clock import clock_table

    # A day of slack: windows are of local days, the rows of UTC days.
    table = clock_table(hours, first - timedelta(days=1), last + timedelta(days=1))
    windows: dict[date, list[tuple[float, float]]] = {}
    for start, end in zip(table.starts_us.tolist(), table.ends_us.tolist(), strict=True):
        for day, opens, closes in _by_day(EPOCH + timedelta(microseconds=start), EPOCH + timedelta(microseconds=end)):
            windows.setdefault(day, []).append((opens, closes))
    rows, counted, day = [], 0.0, first
    while day <= last:
        rows.append((day, counted, windows.get(day, [])))
        counted += sum(closes - opens for opens, closes in windows.get(day, []))
        day += timedelta(days=1)
    return rows


def _by_day(start: datetime, end: datetime) -> list[tuple[date, float, float]]:
    """A stretch of UTC time cut at midnights: day, seconds after its midnight at which it opens and closes."""
    pieces = []
    while start < end:
        midnight = datetime(start.year, start.month, start.day)
        stop = min(end, midnight + timedelta(days=1))
        pieces.append((start.date(), (start - midnight).total_seconds(), (stop - midnight).total_seconds()))
        start = stop
    return pieces


def _windows(columns: Sequence[str]) -> list[tuple[str, str]]:
    return [(name, name.replace("opens", "closes")) for name in columns if name.startswith("opens_")]


def _span(ledger: Ledger) -> tuple[date, date]:
    """The days a calendar must cover: from the first lead or assignment to the ledger's instant, whole years so that it is made once."""
    earliest = remembered(ledger, "first_lead_or_assignment", lambda: _earliest(ledger))
    return date(max(earliest.year - 1, 1990), 1, 1), date(ledger.as_of.year + 1, 12, 31)


def _earliest(ledger: Ledger) -> datetime:
    leads, routed = ledger.table("leads"), ledger.table("assignments")
    firsts = [
        ledger.rows(t.aggregate(at=column.min()))[0]["at"]
        for t, column in ((leads, leads.created_at), (routed, routed.assigned_at))
    ]
    return min((at for at in firsts if at is not None), default=ledger.as_of.replace(tzinfo=None))
