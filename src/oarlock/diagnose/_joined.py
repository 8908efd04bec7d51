"""Two signals of one claim: a change counts only where both show it at one date."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.diagnose._signals import Signal
from oarlock.stats.scan import Shift, joint_shift


@dataclass(frozen=True, eq=False)
class Joined(Signal):
    """A signal whose change is searched for together with that of another, each in its own bad direction."""

    other: Signal | None = None

    def _searched(self, **how: int) -> Shift:
        """The best single date at which both changed."""
        pair = (self, self.other) if self.other is not None else (self,)
        levels, weights, directions = zip(*((one.levels, one.weights, one.direction) for one in pair), strict=True)
        return joint_shift(levels, weights, directions, **how)


def joined(one: Signal, other: Signal) -> Joined:
    """The first signal, its change searched for together with the second's."""
    told = (one.unit, one.values, one.weights, one.direction, one.frame, one.block, one.by_log_odds)
    return Joined(one.name, *told, other=other)
