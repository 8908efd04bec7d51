"""One row of the benchmark: what a part cost, what ran beside it, and what is asked of the two."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oarlock.cli._bench.runs import Cost

TOUCHES = {"S": 2e5, "M": 2e6, "L": 2e7}
"""About so many touches a size has; leads and deals grow alike."""
OWN = "own"
"""The size of a row with data of its own, the same beside every company."""
EVERYTHING = "every metric and diagnosis"
DAILY = "open pipeline, every day by stage"
AT_MOST = {("import", "L"): 3.0, ("diagnose slopes", "L"): 12.0, (EVERYTHING, "L"): 25.0}
"""The most a part may cost, times its floor; at smaller sizes, the start of a process is most of it."""
EACH_AT_MOST = {"L": 25.0}
"""Likewise of one metric or one diagnosis by itself, where nothing stricter is asked of it."""
AT_LEAST = {
    ("markov order 1", "L"): 30.0, ("markov order 2", "L"): 8.0, (DAILY, "M"): 250.0, ("shapley 15 channels", OWN): 30.0,
    ("incidence, 50 segments", OWN): 30.0,
}  # fmt: skip
"""How many times less than a package a part is to cost, at the least."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One part at one size.

    Attributes:
        floor: What the same data cost whatever ran beside us.
        floor_is: What that did, in words.
        by_wall: The ratio is of wall seconds, as for starts; otherwise of CPU seconds.
        beside: The package that ran beside us and its version; empty where it was a floor, which no package is.
    """

    part: str
    size: str
    cost: Cost
    floor: Cost
    floor_is: str
    by_wall: bool = False
    beside: str = ""

    @property
    def seconds(self) -> tuple[float, float]:
        """Ours, and of what ran beside us."""
        return (self.cost.wall, self.floor.wall) if self.by_wall else (self.cost.cpu, self.floor.cpu)

    @property
    def ratio(self) -> float:
        """How many times the floor, where less is better; beside a package how many times less than it, where more is."""
        ours, other = self.seconds
        return other / ours if self.beside else ours / other

    @property
    def target(self) -> float | None:
        """What the ratio should be at most, beside a package at least, where that is known."""
        if self.beside:
            return AT_LEAST.get((self.part, self.size))
        is_question = self.part.startswith(("measure ", "diagnose ")) and not self.by_wall
        of_each = EACH_AT_MOST.get(self.size) if is_question else None
        return AT_MOST.get((self.part, self.size), of_each)


def exponents(results: Sequence[Measured], smaller: str, larger: str) -> Mapping[str, float]:
    """Growth of each part's CPU from one size to another: 1 is in proportion to the data."""
    cpu = {(result.part, result.size): result.cost.cpu for result in results if not result.by_wall}
    parts = [part for part, size in cpu if size == larger and (part, smaller) in cpu]
    span = math.log(TOUCHES[larger] / TOUCHES[smaller])
    return {part: math.log(cpu[part, larger] / cpu[part, smaller]) / span for part in parts}
