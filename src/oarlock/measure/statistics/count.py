"""How many: a count with its exact Poisson interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class Count:
    """Observed rows are counted, one unit each."""

    additive: bool = True
    flows: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """The count of each group."""
        found = asked.grouped(n=asked.table.count())
        pairs = zip(found.keys, found.counts("n").tolist(), strict=True)
        return Answered({key: counted(n, asked.level) for key, n in pairs})


def counted(n: int, level: float) -> Estimate:
    """A count as an estimate of the rate that made it."""
    from oarlock.stats.proportions import poisson_interval

    ends = poisson_interval(n, level=level)
    return Estimate(float(n), ends.lo, ends.hi, n, n, method="exact Poisson", level=level)
