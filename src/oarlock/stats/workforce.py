"""Weeks of work played through: arrivals by hour of the week with their bursts, people with their hours, a promise (METHODS 10.3).

The weeks are a calendar of cells, an hour each, with the working time counted up to its begin and end; what arrives at night waits for the
morning and has not waited yet. Everything is drawn from the caller's own past: rates by weekday and hour, bursts as they came, handling
times as they varied.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.draws import simulated
from oarlock.stats.queueing import FULL, IDLE, TIGHT
from oarlock.stats.result import Estimate
from oarlock.stats.seeds import generator
from oarlock.stats.waiting_line import Absence, in_rows, serve

WEEKS, RUNS, WARM_UP = 13, 200, 2
MOST_SERVERS = 40
"""A larger team is played as equal parts of itself, each with its part of the work: a little worse than the whole, at a bounded cost."""
MOST_STEPS = 30_000
LATE_WEEKS = 0.25
NEVER_LATE = 0.01
_AT_MIDNIGHT = 24


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hours to come, one cell each.

    Attributes:
        weekday, hour: Of each cell, by the local clock. opens, closes: Working hours counted up to its begin and its end.
    """

    weekday: Ints
    hour: Ints
    opens: Floats
    closes: Floats

    @property
    def weeks(self) -> int:
        """Whole weeks of cells."""
        return len(self.weekday) // (7 * _AT_MIDNIGHT)

    @property
    def bounds(self) -> Floats:
        """Working hours counted up to the begin of each week, and to the end of the last."""
        return np.append(self.opens[:: 7 * _AT_MIDNIGHT][: self.weeks], self.closes[-1])


@dataclass(frozen=True, slots=True)
class Burst:
    """A day on which far more came than its weekday brings: a list, a campaign, an event."""

    weekday: int
    hour: int
    size: float


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What comes in an ordinary week, and the bursts of the past.

    Attributes:
        rate: 7 × 24 pieces of work by weekday and hour, without bursts. bursts: every burst of `weeks` past weeks.
    """

    rate: Floats
    bursts: tuple[Burst, ...]
    weeks: int

    @property
    def per_week(self) -> float:
        """Pieces of work a week, bursts included."""
        return float(self.rate.sum()) + sum(burst.size for burst in self.bursts) / self.weeks

    def times(self, factor: float) -> Arrivals:
        """The same pattern at another level."""
        return Arrivals(
            self.rate * factor, tuple(replace(one, size=one.size * factor) for one in self.bursts), self.weeks
        )

    def smoothed(self) -> Arrivals:
        """The same work with its bursts spread over the whole week as the rest comes."""
        total = float(self.rate.sum())
        return Arrivals(self.rate * (self.per_week / total), (), self.weeks) if total > 0 else self


def arrivals_of(days: Ints, hours: Ints, counts: Floats, first_weekday: int, weeks: int) -> Arrivals:
    """Rates and bursts from past counts by day (0 = the first) and hour.

    A burst is a day with more than twice and more than four standard deviations above the median of its weekday; what is above the median
    is the burst, at its busiest hour, and the day does not count for the rate.
    """
    if weeks < 1:
        raise EmptySample("Rates by hour need at least one whole week.")
    grid = np.zeros((weeks * 7, _AT_MIDNIGHT))
    kept = (days >= 0) & (days < weeks * 7)
    np.add.at(grid, (days[kept], hours[kept]), counts[kept])
    weekday = (first_weekday + np.arange(weeks * 7)) % 7
    rate, bursts = np.zeros((7, _AT_MIDNIGHT)), []
    for one in range(7):
        own = grid[weekday == one]
        total, usual = own.sum(axis=1), float(np.median(own.sum(axis=1)))
        wild = (total > 2 * usual) & (total > usual + 4 * math.sqrt(max(usual, 1.0))) & (total >= 10)
        calm = own[~wild] if (~wild).any() else own[:0]
        rate[one] = calm.mean(axis=0) if len(calm) else 0.0
        bursts += [Burst(one, int(day.argmax()), float(day.sum()) - float(rate[one].sum())) for day in own[wild]]
    return Arrivals(rate, tuple(bursts), weeks)


@dataclass(frozen=True, slots=True)
class Team:
    """Who does the work.

    Attributes:
        hours: A week each person has for it, net. open_hours: Working hours of a week. absences: recorded ones ahead.
        handling: Hours a piece takes, a sample of past ones. urgent: Head starts in hours of classes of equal size, the most urgent first.
    """

    hours: Floats
    open_hours: float
    handling: Floats
    absences: tuple[Absence, ...] = ()
    urgent: tuple[float, ...] = (0.0,)
    pooled: bool = True

    def __post_init__(self) -> None:
        if not len(self.hours) or not (self.hours > 0).all() or not len(self.handling) or not (self.handling > 0).all():
            raise BadSample("A team has people with hours above 0, and work takes time above 0.")

    @property
    def capacity(self) -> float:
        """Hours a week that all people together have for the work."""
        return float(self.hours.sum())

    @property
    def pace(self) -> Floats:
        """Working hours that an hour of this work takes each person, who has other work too."""
        return np.maximum(self.open_hours / self.hours, 1.0)

    def with_people(self, people: int) -> Team:
        """So many people: the last ones leave, or more come with the average's hours."""
        own = self.hours[:people]
        more = np.full(max(0, people - len(own)), float(self.hours.mean()))
        return replace(
            self, hours=np.concatenate([own, more]), absences=tuple(a for a in self.absences if a.server < people)
        )


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the weeks to come look like.

    Attributes:
        late: The share begun later than promised, over all weeks; its range is that of whole futures. by_week: one each.
        load: ρ of an average week. busy: share of the people's hours that were used. longest_line: of a future, most waiting at once.
        late_weeks: The share of weeks in which more than allowed is late. parts: equal parts a large team was played as.
        late_by_run, load_by_run: (futures,) the share that is late, and the load of what came.
    """

    late: Estimate
    by_week: tuple[Estimate, ...]
    load: float
    busy: float
    longest_line: Estimate
    late_weeks: float
    people: int
    runs: int
    late_by_run: Floats = field(repr=False, compare=False)
    load_by_run: Floats = field(repr=False, compare=False)
    parts: int = 1


def play(
    calendar: Calendar,
    arrivals: Arrivals,
    team: Team,
    promise: float,
    share: float,
    *,
    seed: int,
    runs: int = RUNS,
    warm_up: int = WARM_UP,
) -> Outlook:
    """Plays the calendar's weeks through, the first `warm_up` of them unseen.

    Args:
        promise: Working hours within which work is begun. share: of the work for which that must hold.
    """
    parts = max(
        1, math.ceil(len(team.hours) / MOST_SERVERS), math.ceil(arrivals.per_week * calendar.weeks / MOST_STEPS)
    )
    parts = min(parts, len(team.hours))
    rng = generator(seed)
    came = _drawn(calendar, arrivals, parts, runs, rng)
    served = _played(came, team, parts, rng)
    return _judged(calendar, arrivals, team, served, promise, share, parts, warm_up)


@dataclass(frozen=True, slots=True)
class _Played:
    """Arrivals, begins and hours of work per run, as lists of runs."""

    came: Floats
    begun: Floats
    busy: Floats
    lines: Ints


def _drawn(calendar: Calendar, arrivals: Arrivals, parts: int, runs: int, rng: np.random.Generator) -> Floats:
    rate = arrivals.rate[calendar.weekday, calendar.hour] / parts
    counts = rng.poisson(rate, (runs, len(rate)))
    if arrivals.bursts:
        cells = {
            (int(d), int(h)): i
            for i, (d, h) in enumerate(zip(calendar.weekday[:168], calendar.hour[:168], strict=True))
        }
        often = rng.poisson(len(arrivals.bursts) / arrivals.weeks, (runs, calendar.weeks))
        for run, week in zip(*np.nonzero(often), strict=True):
            for which in rng.integers(0, len(arrivals.bursts), often[run, week]):
                burst = arrivals.bursts[which]
                counts[run, week * 168 + cells[burst.weekday, burst.hour]] += rng.poisson(burst.size / parts)
    rows = []
    for of_run in counts:
        cell = np.repeat(np.arange(len(rate)), of_run)
        rows.append(calendar.opens[cell] + (calendar.closes - calendar.opens)[cell] * rng.random(len(cell)))
    return in_rows(rows)


def _played(came: Floats, team: Team, parts: int, rng: np.random.Generator) -> _Played:
    people = np.sort(team.hours)[::-1]
    pace = np.maximum(team.open_hours / people[::parts], 1.0) if parts > 1 else team.pace
    absences = team.absences if parts == 1 else ()
    takes = rng.choice(team.handling, came.shape)
    if not team.pooled:
        return _alone(came, takes, pace)
    classes = len(team.urgent)
    kind = rng.integers(0, classes, came.shape)
    if classes == 1:
        served = serve(came[:, None, :], takes[:, None, :], pace, absences=absences)
    else:
        by_class = np.sort(np.where(kind[:, None, :] == np.arange(classes)[:, None], came[:, None, :], np.inf), axis=2)
        width = max(1, int(np.isfinite(by_class).sum(axis=2).max()))
        by_class = by_class[:, :, :width]
        served = serve(
            by_class, rng.choice(team.handling, by_class.shape), pace, head_starts=team.urgent, absences=absences
        )
    runs = len(came)
    return _Played(
        served.arrivals.reshape(runs, -1), served.starts.reshape(runs, -1), served.busy, served.longest_line(np.inf)
    )


def _alone(came: Floats, takes: Floats, pace: Floats) -> _Played:
    """Each person with a queue of their own, work dealt in turn."""
    arrived, begun, busy = [], [], []
    for person, speed in enumerate(pace):
        own = came[:, person :: len(pace)]
        if not own.shape[1]:
            busy.append(np.zeros((len(came), 1)))
            continue
        served = serve(own[:, None, :], takes[:, None, person :: len(pace)], [speed])
        arrived.append(served.arrivals[:, 0])
        begun.append(served.starts[:, 0])
        busy.append(served.busy)
    both = np.concatenate(arrived, axis=1), np.concatenate(begun, axis=1)
    return _Played(*both, np.concatenate(busy, axis=1), np.zeros(len(came), dtype=np.int64))


def _judged(
    calendar: Calendar,
    arrivals: Arrivals,
    team: Team,
    played: _Played,
    promise: float,
    share: float,
    parts: int,
    warm_up: int,
) -> Outlook:
    n, missed = _by_week(calendar, played, promise, warm_up)
    if not n.sum():
        raise EmptySample("Nothing arrives in the weeks to come; there is nothing to plan for.")
    by_run = np.divide(missed, n, out=np.full(n.shape, np.nan), where=n > 0)
    whole = missed.sum(axis=1) / np.maximum(n.sum(axis=1), 1)
    hours = float(team.handling.mean())
    return Outlook(
        late=_range(float(missed.sum() / n.sum()), whole, n),
        by_week=tuple(
            _range(float(missed[:, w].sum() / max(n[:, w].sum(), 1.0)), by_run[:, w], n[:, w])
            for w in range(n.shape[1])
        ),
        load=arrivals.per_week * hours / team.capacity,
        busy=min(1.0, float(played.busy.mean()) / max(float(calendar.bounds[-1]), 1e-9)),
        longest_line=_range(float(played.lines.mean()) * parts, played.lines.astype(np.float64) * parts, n),
        late_weeks=float((by_run[n > 0] > 1 - share).mean()),
        people=len(team.hours),
        runs=len(n),
        late_by_run=whole,
        load_by_run=n.mean(axis=1) * parts * hours / team.capacity,
        parts=parts,
    )


def _by_week(calendar: Calendar, played: _Played, promise: float, warm_up: int) -> tuple[Floats, Floats]:
    """(runs, weeks) what came in each week after the warm-up, and what of it was begun later than promised."""
    there = np.isfinite(played.came)
    came, begun = np.where(there, played.came, 0.0), np.where(there, played.begun, 0.0)
    week = np.minimum(np.searchsorted(calendar.bounds, came, side="right") - 1, calendar.weeks - 1)
    late = begun - came > promise + 1e-9
    runs, weeks = len(played.came), calendar.weeks
    key = (np.arange(runs)[:, None] * weeks + week)[there]
    counts = (np.bincount(key, weights, runs * weeks) for weights in (None, late[there]))
    n, missed = (of.reshape(runs, weeks)[:, warm_up:].astype(np.float64) for of in counts)
    return n, missed


def _range(value: float, draws: Floats, n: Floats) -> Estimate:
    real = draws[np.isfinite(draws)]
    if not len(real):
        return Estimate(None, n=0, reason="nothing arrives in this week")
    return simulated(real, value, round(float(n.sum()) / len(draws)))


def verdict_of(outlook: Outlook) -> str:
    """understaffed, tight, right-sized or overstaffed (METHODS 10.4)."""
    late = outlook.late.value or 0.0
    if outlook.load > FULL or outlook.late_weeks > LATE_WEEKS:
        return "understaffed"
    if outlook.load >= TIGHT:
        return "tight"
    if outlook.load < IDLE and late < NEVER_LATE:
        return "overstaffed"
    return "right-sized"


def staffing(
    calendar: Calendar,
    arrivals: Arrivals,
    team: Team,
    promise: float,
    share: float,
    people: Sequence[int],
    *,
    seed: int,
    runs: int = RUNS,
) -> tuple[Outlook, ...]:
    """The same weeks with so many people, drawn alike."""
    return tuple(
        play(calendar, arrivals, team.with_people(count), promise, share, seed=seed, runs=runs)
        for count in people
        if count > 0
    )
