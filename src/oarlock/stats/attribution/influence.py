"""Whether being touched goes with winning: influenced deals beside their base rate among comparable losses (METHODS 4.6)."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.stats.proportions import newcombe_difference
from oarlock.stats.result import DECISION_LEVEL, Estimate


@dataclass(frozen=True, slots=True)
class Influence:
    """Share touched among wins against share touched among losses.

    Attributes:
        risk_ratio: None where no loss was touched. difference: in shares, with its interval.
    """

    won: float
    lost: float
    risk_ratio: float | None
    difference: Estimate

    @property
    def is_told(self) -> bool:
        """Whether the difference can be told from chance."""
        lo, hi = self.difference.lo, self.difference.hi
        return lo is not None and hi is not None and (lo > 0 or hi < 0)


def influence(won: tuple[int, int], lost: tuple[int, int], *, level: float = DECISION_LEVEL) -> Influence:
    """Compares wins with losses, each given as (touched, all).

    Raises:
        EmptySample: no win or no loss; without losses there is no base rate.
    """
    difference = newcombe_difference(won, lost, level=level)
    a, b = won[0] / won[1], lost[0] / lost[1]
    return Influence(a, b, a / b if b else None, difference)
