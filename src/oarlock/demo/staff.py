"""Who works there: reps for inbound leads, account executives, marketers; hired with the volume, absent now and then, leaving one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from oarlock.demo.arrays import Draws, Floats, Ints, Truths
from oarlock.demo.calendar import Calendar
from oarlock.demo.dials import Dials

MOST_HOLDERS = 40
"""Of one seat, one after the other."""
HOLIDAYS = ((205, 22, 12), (100, 70, 7), (290, 40, 5))
"""Day of the year around which they start, its spread, and days off."""
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
    calendar = dials.calendar
    seats = _by_month(np.maximum(1, np.round(wanted)).astype(np.int64), calendar)
    people = People(
        role, np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0), np.zeros((0, calendar.n_days), bool), []
    )
    stays, skills, names = [], [], []
    for seat in range(int(seats.max())):
        draws = Draws(seed, f"{role} seat {seat}")
        tenures, skill = draws.waits(MOST_HOLDERS) * 700 + 150, draws.normal(MOST_HOLDERS) * 0.12
        holders = [stay for spell in _spells(seats > seat) for stay in _holders(*spell, tenures)]
        stays += holders
        skills += skill[: len(holders)].tolist()
        names += [f"{role} seat {seat} holder {k}" for k in range(len(holders))]
    people.since, people.until = np.array(stays).T
    people.skill = np.array(skills)
    days = np.arange(calendar.n_days)
    people.present = (days >= people.since[:, None]) & (days < people.until[:, None])
    _take_time_off(people, names, calendar, seed)
    return people


def _by_month(seats: Ints, calendar: Calendar) -> Ints:
    """Headcount is planned by the month: the value at a month's start holds until the next."""
    starts = np.r_[0, calendar.month_ends[calendar.month_ends < calendar.n_days - 1] + 1]
    return seats[starts][np.searchsorted(starts, np.arange(calendar.n_days), side="right") - 1]


def _spells(is_open: Truths) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.r_[0, is_open.astype(np.int8), 0]))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _holders(first: int, last: int, tenures: Floats) -> list[tuple[int, int]]:
    """Who holds a seat from when until when; whoever is there on day 0 came before it."""
    day, out = (first - 300 if first == 0 else first), []
    for tenure in tenures.tolist():
        leaves = min(int(day + tenure), last)
        if first < leaves and day < last:
            out.append((day, leaves))
        day = leaves + 10
    return out


def _take_time_off(people: People, names: list[str], calendar: Calendar, seed: int) -> None:
    """A long summer holiday, a week in spring, some days in autumn."""
    for person, name in enumerate(names):
        draws = Draws(seed, f"time off {name}")
        for year in range(calendar.origin.year, calendar.end.year + 1):
            new_year = (date(year, 1, 1) - calendar.origin).days
            for (centre, spread, length), luck in zip(HOLIDAYS, draws.normal(len(HOLIDAYS)).tolist(), strict=True):
                start = new_year + round(centre + spread * luck)
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
