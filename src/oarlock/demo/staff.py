"""Who works there: reps for inbound leads, account executives, marketers; hired with the volume, absent now and then, leaving one day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.demo.arrays import Floats, Ints, Truths, stream
from oarlock.demo.calendar import Calendar
from oarlock.demo.dials import Dials

ROLES = ("sdr", "ae", "bdr")
HANDLING_HOURS_PER_WEEK = 20.0
"""Hours a week a rep has for new inbound leads, beside everything else."""


@dataclass
class People:
    """The members of one role. `present` says who works on which day (people × days); `since`, `until` are days."""

    role: str
    since: Ints
    until: Ints
    skill: Floats
    present: Truths
    away: list[tuple[int, int, int]]
    """Absences as (person, first day, first day back)."""

    def __len__(self) -> int:
        return len(self.since)


def hire(dials: Dials, seed: int, role: str, wanted: Floats) -> People:
    """People of a role, so that about `wanted` seats are filled each day; seats are opened and closed by the month.

    A seat's holder leaves after about two years and is replaced after ten days.
    """
    rng = stream(seed, f"staff {role}")
    calendar = dials.calendar
    seats = _by_month(np.maximum(1, np.round(wanted)).astype(np.int64), calendar)
    since, until = [], []
    for seat in range(int(seats.max())):
        tenures = rng.exponential(700, 40) + 150
        for first, last in _spells(seats > seat):
            _fill(first, last, tenures, since, until, already_there=first == 0)
    people = People(role, np.array(since), np.array(until), rng.normal(0, 0.12, len(since)), np.zeros((0, 0), bool), [])
    _take_time_off(people, calendar, rng)
    return people


def _by_month(seats: Ints, calendar: Calendar) -> Ints:
    """Headcount is planned by the month: the value at a month's start holds until the next."""
    starts = np.r_[0, calendar.month_ends[calendar.month_ends < calendar.n_days - 1] + 1]
    return seats[starts][np.searchsorted(starts, np.arange(calendar.n_days), side="right") - 1]


def _spells(open_on: Truths) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.r_[0, open_on.astype(np.int8), 0]))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _fill(first: int, last: int, tenures: Floats, since: list[int], until: list[int], *, already_there: bool) -> None:
    day = first - 300 if already_there else first
    for tenure in tenures:
        if day >= last:
            return
        leaves = min(int(day + tenure), last)
        if leaves > first:
            since.append(day)
            until.append(leaves)
        day = leaves + 10


def _take_time_off(people: People, calendar: Calendar, rng: np.random.Generator) -> None:
    days = np.arange(calendar.n_days)
    people.present = (days >= people.since[:, None]) & (days < people.until[:, None])
    for year in range(calendar.origin.year, calendar.end.year + 1):
        new_year = (calendar.origin.replace(year=year, month=1, day=1) - calendar.origin).days
        for centre, spread, length in ((205, 22, 12), (100, 70, 7), (290, 40, 5)):
            starts = new_year + np.round(rng.normal(centre, spread, len(people))).astype(np.int64)
            for person, start in enumerate(starts.tolist()):
                if people.since[person] <= start < people.until[person] and 0 <= start < calendar.n_days - length:
                    people.away.append((person, start, start + length))
                    people.present[person, start : start + length] = False


def turn_by_turn(people: People, day: Ints, calendar: Calendar) -> Ints:
    """Round robin over the people present on each day; `day` is ascending. Falls back to anyone employed, then to person 0."""
    out = np.zeros(len(day), np.int64)
    days = np.arange(calendar.n_days)
    bounds = np.searchsorted(day, np.arange(calendar.n_days + 1))
    for today in days[np.diff(bounds) > 0].tolist():
        lo, hi = bounds[today], bounds[today + 1]
        there = np.flatnonzero(people.present[:, today])
        if not len(there):
            there = np.flatnonzero((people.since <= today) & (today < people.until))
        if len(there):
            out[lo:hi] = there[(np.arange(lo, hi)) % len(there)]
    return out
