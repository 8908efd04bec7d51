"""How much: a sum with its range over accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.base import Answered
from oarlock.measure.statistics.resampled import BY_ACCOUNT, SCALE, Sums, holding, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

FEW = 10
"""Units below which a total is told but carries no verdict."""


@dataclass(frozen=True)
class Total:
    """The column `value` is summed; units without one are left out and counted.

    Attributes:
        excluded: Why a unit has no value, in words.
        again: A slice of the metric in each of whose values all units stand again: what is left out is told once.
    """

    excluded: str
    least: int = FEW
    again: str = ""
    additive: bool = True
    flows: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """The total of each group, with its range over accounts."""
        sums = sums_by_bucket(
            asked, value=lambda t: whole(t.value).sum(), known=lambda t: t.value.count(), rows=lambda t: t.count()
        )
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        estimates = {
            key: totalled(row, pair, self.least, asked.level, self.excluded)
            for key, row, pair in zip(sums.keys, totals.tolist(), ends, strict=True)
        }
        left_out = self._left_out(asked, sums)
        return Answered(estimates, {self.excluded: left_out} if left_out else {})

    def _left_out(self, asked: Asked, sums: Sums) -> int:
        lacking = [int(row[2] - row[1]) for row in sums.totals.tolist()]
        if not self.again:
            return sum(lacking)
        place = len(asked.keys) - len(asked.slices) + asked.slices.index(self.again)
        told: dict[Any, int] = {}
        for key, n in zip(sums.keys, lacking, strict=True):
            told[key[place]] = told.get(key[place], 0) + n
        return max(told.values(), default=0)


def totalled(
    sums: Sequence[float],
    ends: tuple[float | None, float | None],
    least: int,
    level: float,
    excluded: str,
    method: str = BY_ACCOUNT,
) -> Estimate:
    """A total as an estimate: 0 where there is no unit at all, none where units are there but not one has a value.

    The estimate's `n` are all units, its `n_events` those with a value.

    Args:
        sums: The total in millionths, units with a value, units.
    """
    total, known, n = sums[0] / SCALE, int(sums[1]), int(sums[2])
    if known == 0 and n:
        reason = f"of {words.counted(n, 'unit')} none counts: {excluded}"
        return Estimate(None, n=n, n_events=0, status=Status.INSUFFICIENT, method=method, reason=reason, level=level)
    few = known < least
    return Estimate(
        total,
        *holding(total, ends),
        n,
        known,
        Status.INSUFFICIENT if few else Status.OK,
        method,
        f"{known} behind this sum; a verdict needs {least}" if few else "",
        level,
    )
