"""How many were served as promised, those still waiting counted as waiting (METHODS 9.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.alike import widened
from oarlock.measure.statistics.curves import curves_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.asking import Asked

TICKS = 3600
"""Times are told to this part of the promised time: to the second for a promise of one hour."""
PROMISED = "promised"
"""What was promised, beside the estimate, on the same scale."""


@dataclass(frozen=True)
class Attainment:
    """The columns `waited`, in units of the time promised for that unit, and `outcome` (0 waiting, 1 served, 2 withdrawn or broken).

    One unit may be promised less time than another: each is measured against its own promise, met at exactly 1. Who was served later
    than promised may be told as waiting beyond it.

    Attributes:
        promised: The share that was promised, for comparison.
    """

    excluded: str
    promised: Callable[[Agreement], float]
    least: int = 20
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The share served within the promise, of each group."""
        from oarlock.stats.sla import attainments

        found = curves_of(asked, outcomes=2, ticks=TICKS, excluded=self.excluded)
        if found.curves is None:
            return Answered({}, found.excluded)
        wide = widened(asked, found, lambda t: (t.outcome == 1) & (t.waited <= 1))
        unit = "times what was promised"
        told = attainments(found.curves, 1.0, level=asked.level, least=self.least, unit=unit, widening=wide)
        share = self.promised(asked.agreement)
        return Answered(
            dict(zip(found.keys, told, strict=True)),
            found.excluded,
            also={key: {PROMISED: share} for key in found.keys},
        )
