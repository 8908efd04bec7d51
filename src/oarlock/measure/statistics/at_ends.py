"""What is told at the end of every period is not added up over periods: without periods, the last end counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Answered, Statistic

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class AtEnds:
    """Another statistic over what stands at the end of a period; rows say with `first_end` and `until_end` at which ends they stand.

    Attributes:
        inner: Asks for sums and counts alone, because rows are added up before they are met with the ends.
    """

    inner: Statistic
    flows: bool = False

    @property
    def additive(self) -> bool:
        """As the inner statistic."""
        return self.inner.additive

    def __call__(self, asked: Asked) -> Answered:
        """The inner statistic of each group, at the ends asked about."""
        return self.inner(asked)


def is_at_ends(statistic: Any) -> bool:
    """Whether a statistic's rows stand at several ends of periods."""
    return isinstance(statistic, AtEnds)
