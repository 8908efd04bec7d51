"""Two signals of one claim: a change counts only where both show it at one date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from oarlock.diagnose._signals import MIN_SIDE, SHUFFLES, Signal
from oarlock.errors import EmptySample
from oarlock.stats.scan import Shift, joint_shift


@dataclass(frozen=True, eq=False)
class Joined(Signal):
    """A signal whose change is searched for together with that of another, each in its own bad direction."""

    other: Signal | None = None

    @cached_property
    def shift(self) -> Shift | None:
        """The best single date at which both changed, or None where too few months have both values."""
        pair = (self, self.other) if self.other is not None else (self,)
        try:
            found = joint_shift(
                [one.levels for one in pair],
                [one.weights for one in pair],
                [one.direction for one in pair],
                min_side=MIN_SIDE,
                block=self.block,
                shuffles=SHUFFLES,
                seed=len(self.name),
            )
        except EmptySample:
            return None
        return self.told(found)


def joined(one: Signal, other: Signal) -> Joined:
    """The first signal, its change searched for together with the second's."""
    told = (one.unit, one.values, one.weights, one.direction, one.frame, one.block, one.by_log_odds)
    return Joined(one.name, *told, other=other)
