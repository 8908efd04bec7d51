"""How long work waits for people: load, Erlang C, its correction for uneven work, and what happens beyond full load (METHODS 10).

Units are those of the caller, hours throughout: arrivals per hour, hours per piece of work. A queue at or beyond full load has no steady
state: its waits are None, never infinite and never 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from oarlock.errors import BadSample

TIGHT, FULL, IDLE = 0.85, 0.95, 0.60
"""Load from which people are tight, and understaffed; and below which they have hours to spare (METHODS 10.4)."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A steady queue of one kind of work for several people.

    Attributes:
        servers: People. arrivals: Pieces of work per hour. handling: Hours per piece.
        unevenness: (C²arrivals + C²handling) / 2, 1 for Poisson arrivals and exponential times (Allen–Cunneen).
    """

    servers: int
    arrivals: float
    handling: float
    unevenness: float = 1.0

    def __post_init__(self) -> None:
        if self.servers < 1 or self.arrivals < 0 or self.handling <= 0 or self.unevenness < 0:
            raise BadSample(
                f"A queue has at least one server, arrivals of 0 or more and handling above 0, not {self.servers}, "
                f"{self.arrivals:g} and {self.handling:g}."
            )

    @property
    def offered(self) -> float:
        """People busy on average: arrivals × handling."""
        return self.arrivals * self.handling

    @property
    def load(self) -> float:
        """Offered work per person, ρ."""
        return self.offered / self.servers

    @property
    def is_stable(self) -> bool:
        """Whether the people can keep up at all."""
        return self.offered < self.servers

    @property
    def chance_of_wait(self) -> float | None:
        """Erlang C: the chance that a piece of work must wait, by the recursion that never overflows; None at full load."""
        a, c = self.offered, self.servers
        if not self.is_stable:
            return None
        b = 1.0
        for k in range(1, c + 1):
            b = a * b / (k + a * b)
        return c * b / (c - a * (1 - b))

    @property
    def mean_wait(self) -> float | None:
        """Mean hours of waiting; None at full load."""
        chance = self.chance_of_wait
        if chance is None:
            return None
        return chance / (self.servers / self.handling - self.arrivals) * self.unevenness

    def chance_over(self, hours: float) -> float | None:
        """The chance to wait longer than so many hours; None at full load."""
        chance = self.chance_of_wait
        if chance is None:
            return None
        if self.unevenness == 0:
            return 0.0 if hours > 0 else chance
        return chance * math.exp(-(self.servers / self.handling - self.arrivals) * hours / self.unevenness)


@dataclass(frozen=True, slots=True)
class Load:
    """Work asked for against hours there are, both of the same period.

    Attributes:
        demand, capacity: Hours. ratio: demand ÷ capacity, ρ. untouched: the share of the work nobody gets to, 0 up to full load.
    """

    demand: float
    capacity: float

    def __post_init__(self) -> None:
        if self.demand < 0 or self.capacity <= 0:
            raise BadSample("Hours asked for are 0 or more, and the hours there are more than 0.")

    @property
    def ratio(self) -> float:
        """Hours asked for ÷ hours there are; above 1 the line grows without end."""
        return self.demand / self.capacity

    @property
    def untouched(self) -> float:
        """The share of the work that stays undone."""
        return max(0.0, 1.0 - self.capacity / self.demand) if self.demand else 0.0

    def backlog(self, hours_each: float) -> float:
        """Pieces of work left over in the period."""
        return max(0.0, self.demand - self.capacity) / hours_each

    def people_for(self, people: int, load: float = TIGHT) -> int:
        """People, each with the hours the present ones have, that bring the load down to this."""
        return math.ceil(self.demand / (load * self.capacity / people) - 1e-9)

    def spare(self, load: float = TIGHT) -> float:
        """Hours free for other work while the rest is used up to this load; 0 where there are none."""
        return max(0.0, self.capacity - self.demand / load)


def load_of(pieces: float, hours_each: float, people: int, hours_per_person: float, *, rework: float = 0.0) -> Load:
    """The load of one period; `rework` is the share of pieces that must be handled twice."""
    return Load(pieces * hours_each * (1.0 + rework), people * hours_per_person)


@dataclass(frozen=True, slots=True)
class Overload:
    """What happens when more arrives than can be done: no steady state, a backlog that grows."""

    growth: float
    hours_until_late: float


def overload(arrivals: float, capacity: float, promise: float) -> Overload | None:
    """Backlog's growth per hour, and hours until the wait exceeds the promise; None while people keep up."""
    if arrivals <= capacity:
        return None
    return Overload(arrivals - capacity, promise * capacity / (arrivals - capacity))


@dataclass(frozen=True, slots=True)
class Batch:
    """A list uploaded at once: hours until it is worked off, and how much of it is reached in time."""

    clear_hours: float
    in_time: float
    share_in_time: float


def batch(size: float, people: int, handling: float, promise: float) -> Batch:
    """What becomes of `size` leads that arrive in one moment."""
    if size <= 0 or people < 1 or handling <= 0:
        raise BadSample("A batch has leads, people to work them and a handling time above 0.")
    reached = min(size, promise * people / handling)
    return Batch(size * handling / people, reached, reached / size)


def people_needed(arrivals: float, handling: float, promise: float, share: float, *, unevenness: float = 1.0) -> int:
    """Fewest people by whom `share` of the work is begun within the promise, in a steady queue."""
    people = max(1, math.floor(arrivals * handling) + 1)
    while True:
        late = Queue(people, arrivals, handling, unevenness).chance_over(promise)
        if late is not None and late <= 1 - share:
            return people
        people += 1
