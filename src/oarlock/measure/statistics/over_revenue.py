"""Money spent over the whole revenue of the same period, however the money is sliced: bookkeeping, without a range."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from oarlock.measure.asking import plain_all
from oarlock.measure.base import Answered
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.resampled import SCALE, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Grouped, Key


@dataclass(frozen=True)
class OverRevenue:
    """Rows with `spent` or `revenue`; slices are of what was spent, and each is a part of all revenue of its period."""

    additive: bool = False
    flows: bool = True

    def __call__(self, asked: Asked) -> Answered:
        """The part of the period's revenue that each group cost, over the months of which both sides are recorded.

        A month whose revenue nobody recorded is not one without revenue, and one from before costs were recorded not one that cost nothing.
        """
        t = asked.table
        found = asked.grouped(
            "at",
            spent=whole(t.spent).sum(),
            entries=t.spent.count(),
            revenue=whole(t.revenue).sum(),
            came=t.revenue.count(),
        )
        months = list(_months(found))
        paired = _paired(months)
        income: dict[Key, float] = {}
        for month in months:
            if month.came and month.at in paired:
                period = _period(asked, month.key)
                income[period] = income.get(period, 0.0) + month.revenue
        sums: dict[Key, tuple[float, int]] = dict.fromkeys(found.keys, (0.0, 0))
        for month in months:
            # A period without any revenue keeps its costs, so that it says why it has no share.
            if month.at in paired or _period(asked, month.key) not in income:
                spent, n = sums[month.key]
                sums[month.key] = (spent + month.spent, n + month.entries)
        estimates, also = {}, {}
        for key, (spent, n) in sums.items():
            revenue = income.get(_period(asked, key))
            estimates[key] = _share(spent, n, revenue, asked.level)
            if n:
                also[key] = {"cost": spent, **({} if revenue is None else {"revenue": revenue})}
        lone = [month for month in months if month.at not in paired and _period(asked, month.key) in income]
        return Answered(estimates, _left_out(lone), also=also)


class _Month(NamedTuple):
    """What one group cost and brought in in one month, in the reporting currency, and how many entries say so."""

    key: Key
    at: date
    spent: float
    entries: int
    revenue: float
    came: int


def _months(found: Grouped) -> Iterator[_Month]:
    """The aggregated rows: one per group and month."""
    spent, revenue = (found.filled(name) / SCALE for name in ("spent", "revenue"))
    entries, came = found.counts("entries"), found.counts("came")
    for i, at in enumerate(plain_all(found.columns["at"])):
        yield _Month(found.keys[found.group[i]], at, float(spent[i]), int(entries[i]), float(revenue[i]), int(came[i]))


def _paired(months: Sequence[_Month]) -> set[date]:
    """Months with revenue inside the time in which costs were recorded."""
    costs = [month.at for month in months if month.entries]
    return {month.at for month in months if month.came and costs and min(costs) <= month.at <= max(costs)}


def _left_out(lone: Sequence[_Month]) -> dict[str, int]:
    """Entries of months of which one side alone is recorded."""
    counts = {
        "no revenue is recorded for the month": sum(month.entries for month in lone),
        "costs were not recorded yet, or no longer": sum(month.came for month in lone),
    }
    return {reason: n for reason, n in counts.items() if n}


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
