"""A line of work before several people, played through many times at once.

Every run is one future: arrivals in time order per class, handling times, people who come free. Each step gives, in every run at the
same time, the next piece of work to whoever is free first, so that the cost is that of one run and not of all. Classes stand for how
urgent work is; within a class the oldest comes first, and a class has a head start in hours over the next, so that what waits longest
is served in the end (ageing). Time is working time: nights and holidays are cut out by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Ints, Numbers

_LATER = 1e12
"""Added to the key of work that has not arrived yet: it is taken only where nothing waits."""


@dataclass(frozen=True, slots=True)
class Absence:
    """One person away, from and until, in working hours since the beginning."""

    server: int
    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Served:
    """When each piece of work was begun: runs × classes × places, infinite where there is none.

    Attributes:
        arrivals, starts: In working hours. busy: Hours of work done, by run and server.
    """

    arrivals: Floats
    starts: Floats
    busy: Floats

    @property
    def waits(self) -> Floats:
        """Hours from arrival to begin; NaN where there is no work."""
        there = np.isfinite(self.arrivals)
        return np.where(there, np.where(there, self.starts, 0.0) - np.where(there, self.arrivals, 0.0), np.nan)

    def longest_line(self, until: float) -> Ints:
        """The most pieces of work that waited at one time before `until`, by run."""
        most = np.zeros(len(self.arrivals), dtype=np.int64)
        for run, (came, begun) in enumerate(zip(self.arrivals, self.starts, strict=True)):
            at = np.sort(came[came < until])
            if len(at):
                gone = np.searchsorted(np.sort(begun[np.isfinite(begun)]), at, side="right")
                most[run] = int((np.arange(1, len(at) + 1) - gone).max())
        return most


def serve(
    arrivals: Floats,
    handling: Floats,
    pace: Numbers,
    *,
    head_starts: Numbers = (0.0,),
    absences: Sequence[Absence] = (),
) -> Served:
    """Plays the line through.

    Args:
        arrivals: Runs × classes × places, rising along the last axis, infinite where a run has fewer.
        handling: Hours each piece of work takes, of the same shape.
        pace: Hours each server needs for an hour of work: 1 is full time, 2 is somebody with half of the time for it.
        head_starts: Hours by which work of each class counts as having come earlier.
    Raises:
        BadSample: shapes do not fit, no server, or a pace that is not positive.
    """
    speed, ahead = np.asarray(pace, dtype=np.float64), np.asarray(head_starts, dtype=np.float64)
    if arrivals.ndim != 3 or arrivals.shape != handling.shape or len(ahead) != arrivals.shape[1]:
        raise BadSample("Arrivals and handling times are runs × classes × places, with one head start per class.")
    if not len(speed) or not (speed > 0).all():
        raise BadSample("A line needs at least one server, each with a pace above 0.")
    line = _Line(arrivals, handling, speed, ahead)
    while line.step(absences):
        pass
    return Served(arrivals, line.starts, line.busy)


class _Line:
    """Where every run stands: who is free when, and which piece of each class comes next."""

    def __init__(self, arrivals: Floats, handling: Floats, pace: Floats, ahead: Floats) -> None:
        self.runs, self.classes, places = arrivals.shape
        self.row = np.arange(self.runs)
        closed = np.full((self.runs, self.classes, 1), np.inf)
        self.came = np.ascontiguousarray(np.concatenate([arrivals, closed], axis=2)).reshape(
            self.runs * self.classes, -1
        )
        self.takes = handling.reshape(self.runs * self.classes, places)
        self.next = np.zeros((self.runs, self.classes), dtype=np.int64)
        self.head = self.came[:, 0].reshape(self.runs, self.classes).copy()
        self.begun = np.full((self.runs * self.classes, places), np.inf)
        self.free = np.zeros((self.runs, len(pace)))
        self.busy = np.zeros((self.runs, len(pace)))
        self.pace, self.ahead = pace, ahead
        self.shape = arrivals.shape

    @property
    def starts(self) -> Floats:
        return self.begun.reshape(self.shape)

    def step(self, absences: Sequence[Absence]) -> bool:
        """Gives one piece of work to one person in every run that has any left; False once none has."""
        server = self.free.argmin(axis=1)
        since = self.free[self.row, server]
        key = np.where(self.head <= since[:, None], self.head - self.ahead, self.head + _LATER)
        kind = key.argmin(axis=1)
        came = self.head[self.row, kind]
        row = np.flatnonzero(np.isfinite(came))
        if not len(row):
            return False
        server, kind, start = server[row], kind[row], np.maximum(since[row], came[row])
        if absences:
            row, server, kind, start = self._without_the_absent(absences, row, server, kind, start)
            if not len(row):
                return True
        line, place = row * self.classes + kind, self.next[row, kind]
        took = self.takes[line, place] * self.pace[server]
        self.begun[line, place] = start
        self.free[row, server] = start + took
        self.busy[row, server] += took
        self.next[row, kind] = place + 1
        self.head[row, kind] = self.came[line, place + 1]
        return True

    def _without_the_absent(
        self, absences: Sequence[Absence], row: Ints, server: Ints, kind: Ints, start: Floats
    ) -> tuple[Ints, Ints, Ints, Floats]:
        """Whoever would start while away is free again only on return; those runs look again in the next step."""
        there = np.ones(len(row), dtype=bool)
        for absence in absences:
            away = there & (server == absence.server) & (start >= absence.since) & (start < absence.until)
            self.free[row[away], absence.server] = absence.until
            there &= ~away
        return row[there], server[there], kind[there], start[there]


def in_rows(times: Sequence[Floats]) -> Floats:
    """Times of each run as one rectangle, sorted, infinite where a run has fewer."""
    most = max((len(one) for one in times), default=0)
    table = np.full((len(times), max(most, 1)), np.inf)
    for row, one in zip(table, times, strict=True):
        row[: len(one)] = np.sort(one)
    return table
