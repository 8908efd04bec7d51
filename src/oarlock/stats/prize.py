"""What a lead is worth: its chance of a win times the margin, less what handling it costs (METHODS 7.3, 7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oarlock.errors import EmptySample
from oarlock.stats.proportions import share
from oarlock.stats.result import DECISION_LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class Prize:
    """What one win brings and one lead costs, in one currency."""

    margin: float
    cost: float

    def of(self, won: int, n: int, *, level: float = DECISION_LEVEL) -> tuple[Estimate, Estimate]:
        """The chance of a win and the value of one such lead, both with intervals.

        Raises:
            EmptySample: no leads.
        """
        chance = share(won, n, level=level)
        return chance, self.worth(chance)

    def worth(self, chance: Estimate) -> Estimate:
        """The value of a lead with this chance of a win; nothing where the chance is unknown."""
        value, lo, hi = (
            None if p is None else p * self.margin - self.cost for p in (chance.value, chance.lo, chance.hi)
        )
        return Estimate(
            value,
            lo,
            hi,
            chance.n,
            chance.n_events,
            chance.status,
            "chance × margin − cost",
            chance.reason,
            chance.level,
        )

    def total(self, won: float, n: float) -> float:
        """The value of so many leads, of which so many are won."""
        return won * self.margin - n * self.cost


def best(values: Mapping[str, float]) -> str:
    """The name with the highest value; the first of several alike.

    Raises:
        EmptySample: nothing to choose from.
    """
    if not values:
        raise EmptySample("No candidate to choose from.")
    return max(values, key=lambda name: values[name])
