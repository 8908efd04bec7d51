"""Bookkeeping: a sum that is what it is, without a range, because nothing was sampled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.resampled import SCALE, whole
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class Exact:
    """The column `value` is summed exactly.

    Attributes:
        excluded: Why a unit has no value, in words.
        each_once: Every unit is one row of its group, so that rows are counted and units not told apart.
    """

    excluded: str
    additive: bool = True
    flows: bool = True
    each_once: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The sum of each group."""
        value = asked.table.value
        units = asked.table.count() if self.each_once else asked.table.unit_id.nunique()
        found = asked.grouped(total=whole(value).sum(), known=value.count(), units=units)
        rows = zip(found.keys, found.filled("total").tolist(), found.counts("units").tolist(), strict=True)
        return Answered(
            {key: Estimate(total / SCALE, n=n, method="exact", level=asked.level) for key, total, n in rows}
        )
