"""Chance by design: what a difference would have been had the treatment fallen on others, and the effects which that does not refuse.

References:
    METHODS 4.8: inference by permuting assignments. Rosenbaum (2002), Observational Studies, ch. 2, for the range by inverting the test.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.stats.arrays import Floats
from oarlock.stats.result import DECISION_LEVEL, Interval, is_rare

BISECTIONS = 40
DOUBLINGS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Reassigned:
    """A difference of two sides beside those of other assignments.

    Attributes:
        effect: The difference that was seen. differ: what each assignment would have given, had the treatment done nothing.
        kept: The part of an effect that each assignment would show: 1 for the one that happened, −1 for its reverse.
        is_all: Whether every assignment is there, the one that happened among them.
    """

    effect: float
    differ: Floats
    kept: Floats
    is_all: bool

    @property
    def many(self) -> int:
        """Assignments that were tried; a drawn set counts the real one too, or p could be 0."""
        return len(self.differ) + (not self.is_all)

    @property
    def smallest_p(self) -> float:
        """The smallest p they can give: an assignment and its reverse are as far from 0."""
        return self._share(np.abs(self.kept) >= 1 - 1e-12)

    def p(self, effect: float = 0.0) -> float:
        """Share of assignments that differ as much as what happened, two-sided, where `effect` is taken from the treated."""
        seen = abs(self.effect - effect)
        return self._share(
            np.abs(self.differ - effect * self.kept) >= seen - 1e-12 * max(1.0, abs(self.effect), abs(effect))
        )

    def interval(self, level: float = DECISION_LEVEL) -> Interval | None:
        """Effects which, taken from the treated, leave a p above 1 − level.

        Returns:
            None where so few units cannot refuse any effect, or where no two of them differ.
        """
        spread = float(np.ptp(self.differ - self.effect * self.kept))
        if not is_rare(self.smallest_p, level) or not spread > 1e-9 * max(abs(self.effect), 1e-300):
            return None
        return Interval(self._end(-spread, level), self._end(spread, level), level)

    def _end(self, step: float, level: float) -> float:
        """The last effect in the direction of the step that is not refused."""
        inside, outside = 0.0, step
        for _ in range(DOUBLINGS):
            if is_rare(self.p(self.effect + outside), level):
                break
            inside, outside = outside, 2 * outside
        for _ in range(BISECTIONS):
            middle = (inside + outside) / 2
            refused = is_rare(self.p(self.effect + middle), level)
            inside, outside = (inside, middle) if refused else (middle, outside)
        return self.effect + outside

    def _share(self, extreme: np.ndarray) -> float:
        return (int(extreme.sum()) + (not self.is_all)) / self.many
