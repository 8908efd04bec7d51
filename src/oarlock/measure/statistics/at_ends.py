"""What is told at the end of every period is not added up over periods: without periods, the last end counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered, Statistic
from oarlock.measure.statistics.stock import PERIOD

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class AtEnds:
    """Another statistic over rows that stand for the end of a period; the column `is_last` marks those of the latest one."""

    inner: Statistic
    flows: bool = False

    @property
    def additive(self) -> bool:
        """As the inner statistic."""
        return self.inner.additive

    def __call__(self, asked: Asked) -> Answered:
        """The inner statistic of each group."""
        if PERIOD in asked.keys:
            return self.inner(asked)
        return self.inner(replace(asked, table=asked.table.filter(asked.table.is_last)))
