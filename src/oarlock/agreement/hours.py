"""Working hours: when somebody is there to answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oarlock.agreement._settings import BAD, Place, day, list_of, named, setting, text
from oarlock.agreement._world import country, time_zone

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LINE = re.compile(r"(?P<days>[A-Za-z, -]+?)\s+(?P<times>[\d:, -]+)")
_HINT = 'Write for example "Mon-Fri 09:00-12:00, 13:00-17:00" or "Sat 10:00-14:00"; a day ends at 24:00.'


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One stretch of a weekday in which people work.

    Attributes:
        weekday: 0 for Monday to 6 for Sunday.
        opens: Minutes after local midnight.
        closes: Minutes after local midnight, at most 1,440.
    """

    weekday: int
    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.weekday]} {_shown(self.opens)}-{_shown(self.closes)}"


OFFICE_HOURS = tuple(Window(weekday, 9 * 60, 17 * 60) for weekday in range(5))


def week_of(windows: Iterable[Window]) -> list[str]:
    """Windows as lines of the file, days with the same hours in one: "Mon-Fri 09:00-17:00"."""
    spans: dict[int, str] = {}
    for window in sorted(windows):
        before = f"{spans[window.weekday]}, " if window.weekday in spans else ""
        spans[window.weekday] = f"{before}{_shown(window.opens)}-{_shown(window.closes)}"
    runs: list[list[int]] = []
    for weekday, span in spans.items():
        if runs and runs[-1][-1] == weekday - 1 and spans[runs[-1][-1]] == span:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    ends = ("-".join(WEEKDAYS[day] for day in dict.fromkeys((run[0], run[-1]))) for run in runs)
    return [f"{days} {spans[run[0]]}" for days, run in zip(ends, runs, strict=True)]


def windows(place: Place, value: Any) -> Any:
    """Lines such as "Mon-Fri 09:00-17:00" as windows, in the order of the week."""
    lines = list_of(text)(place, value)
    if lines is BAD or not lines:
        return BAD if lines is BAD else place.refuse("there are no working hours.", _HINT)
    found = [window for line in lines for window in _line(place, line)]
    for earlier, later in zip(sorted(found), sorted(found)[1:], strict=False):
        if earlier.weekday == later.weekday and later.opens < earlier.closes:
            return place.refuse(f"{earlier} and {later} overlap.", "Each minute counts once.")
    return tuple(sorted(found)) or BAD


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The weekly hours of the company or of one team, and the days off.

    Attributes:
        windows: The hours of a week, such as ["Mon-Fri 09:00-17:00"].
        country: Two letters of the country whose public holidays are days off; left out, there are none.
        subdivision: The state or region whose own holidays count too, such as BY in DE.
        closed: Further days off.
        time_zone: Where these hours are kept; left out, the company's time zone.
    """

    windows: tuple[Window, ...] = setting(OFFICE_HOURS, windows)
    country: str | None = setting(None, country)
    subdivision: str | None = setting(None, text)
    closed: tuple[date, ...] = setting((), list_of(day))
    time_zone: str = setting("UTC", time_zone)


def _line(place: Place, line: str) -> list[Window]:
    match = _LINE.fullmatch(line)
    days = _days(match["days"]) if match else None
    spans = [_span(span) for span in match["times"].split(",")] if match else []
    if not days or not spans or None in spans:
        place.refuse(f"{named(line)} is no working time.", _HINT)
        return []
    return [Window(weekday, *span) for weekday in days for span in spans if span]


def _days(words: str) -> list[int] | None:
    found = []
    for word in words.split(","):
        first, _, last = (part.strip().capitalize()[:3] for part in word.partition("-"))
        if first not in WEEKDAYS or (last and last not in WEEKDAYS):
            return None
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        found += [weekday % 7 for weekday in range(start, end + 1 + (7 if end < start else 0))]
    return found


def _span(words: str) -> tuple[int, int] | None:
    opens, _, closes = (_minutes(part) for part in words.partition("-"))
    return (opens, closes) if opens is not None and closes is not None and opens < closes else None


def _minutes(words: str) -> int | None:
    match = re.fullmatch(r"\s*(\d{1,2}):(\d{2})\s*", words)
    minutes = int(match[1]) * 60 + int(match[2]) if match and int(match[2]) < 60 else None
    return minutes if minutes is not None and minutes <= 24 * 60 else None


def _shown(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
