"""Money spent over the whole revenue of the same period, however the money is sliced: bookkeeping, without a range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.resampled import SCALE, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key


@dataclass(frozen=True)
class OverRevenue:
    """Rows with `spent` or `revenue`; slices are of what was spent, and each is a part of all revenue of its period."""

    additive: bool = False
    flows: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """The part of the period's revenue that each group cost."""
        t = asked.table
        found = asked.grouped(
            spent=whole(t.spent).sum(), entries=t.spent.count(), revenue=whole(t.revenue).sum(), came=t.revenue.count()
        )
        spent, entries, revenue, came = (found.filled(name) for name in ("spent", "entries", "revenue", "came"))
        income: dict[Key, float] = {}
        for key, amount, n in zip(found.keys, revenue.tolist(), came.tolist(), strict=True):
            if n:
                income[_period(asked, key)] = income.get(_period(asked, key), 0.0) + amount / SCALE
        estimates = {
            key: _share(amount / SCALE, int(n), income.get(_period(asked, key)), asked.level)
            for key, amount, n in zip(found.keys, spent.tolist(), entries.tolist(), strict=True)
        }
        also = {
            key: {
                "cost": amount / SCALE,
                **({"revenue": income[_period(asked, key)]} if _period(asked, key) in income else {}),
            }
            for key, amount, n in zip(found.keys, spent.tolist(), entries.tolist(), strict=True)
            if n
        }
        return Answered(estimates, also=also)


def _period(asked: Asked, key: Key) -> Key:
    return key[:1] if PERIOD in asked.keys else ()


def _share(spent: float, n: int, revenue: float | None, level: float) -> Estimate:
    if not n:
        reason = "no cost is recorded for it; that is unknown, not 0"
        return Estimate(None, n=0, status=Status.INSUFFICIENT, method="exact", reason=reason, level=level)
    if revenue is None or revenue <= 0:
        reason = (
            "no revenue is recorded for the period" if revenue is None else "the revenue of the period is not above 0"
        )
        return Estimate(None, n=n, status=Status.DEGENERATE, method="exact", reason=reason, level=level)
    return Estimate(spent / revenue, n=n, method="exact", level=level)
