"""What was delivered against what was promised: amounts by the month, shares of what was delivered (METHODS 9.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.places import tally
from oarlock.measure.periods import PERIOD
from oarlock.measure.statistics.attainment import PROMISED
from oarlock.measure.statistics.resampled import BY_ACCOUNT, SCALE, sums_by_bucket, whole
from oarlock.measure.statistics.share import LEAST_UNITS, shared
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.asking import Asked

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS_A_MONTH = 365.2425 / 12


@dataclass(frozen=True)
class Delivered:
    """The columns `hit` (for a promised share) and `value` (for a promised amount), split by `promise`.

    An amount is told as delivered ÷ promised, for the months of the period: a count with its exact Poisson interval, money with its
    range over accounts. A share is told as it is. The promise stands beside each (1 for an amount).

    Attributes:
        promised: What was promised, by promise: an amount a month, or a share.
        counted, summed: The promises that are amounts.
    """

    excluded: str
    promised: Callable[[Agreement], Mapping[str, float]]
    counted: str
    summed: str
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Each promise kept, of each group."""
        promised = self.promised(asked.agreement)
        hit = asked.table.hit
        found = asked.grouped(rows=asked.table.count(), n=hit.count(), hits=tally(hit))
        place = len(asked.keys) - len(asked.slices)
        sums = self._sums(asked) if self.summed in promised else {}
        whole_time = None if PERIOD in asked.keys else _months_in_all(asked)
        estimates, left_out = {}, 0
        for key, rows, n, hits in zip(
            found.keys, *(found.counts(c).tolist() for c in ("rows", "n", "hits")), strict=True
        ):
            promise = key[place]
            if promise in (self.counted, self.summed):
                months = MONTHS.get(asked.every or "") if whole_time is None else whole_time
                told = _counted(rows, asked.level) if promise == self.counted else sums[key]
                estimates[key] = _per_month(told, promised[promise], months, _is_running(asked, key))
            else:
                estimates[key] = shared(hits, n, asked.level, LEAST_UNITS, self.excluded)
                left_out += rows - n
        also = {
            key: {PROMISED: 1.0 if key[place] in (self.counted, self.summed) else promised[key[place]]}
            for key in estimates
        }
        return Answered(estimates, {self.excluded: left_out} if left_out else {}, also=also)

    def _sums(self, asked: Asked) -> dict[Key, Estimate]:
        """The money of each group, with its range."""
        worth = replace(asked, table=asked.table.filter(asked.table.promise == self.summed))
        sums = sums_by_bucket(worth, value=lambda t: whole(t.value).sum(), rows=lambda t: t.count())
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        return {
            key: Estimate(row[0] / SCALE, *pair, n=int(row[1]), method=BY_ACCOUNT)
            for key, row, pair in zip(sums.keys, totals.tolist(), ends, strict=True)
        }


def _per_month(told: Estimate, promised: float, months: float | None, running: bool) -> Estimate:
    """An amount over what was promised for so many months; none for periods that are shorter than a month."""
    n = told.n
    if months is None:
        reason = "promised by the month; ask by month, quarter or year"
        return Estimate(None, n=n, status=Status.INSUFFICIENT, method=told.method, reason=reason)
    if running:
        return Estimate(None, n=n, status=Status.IMMATURE, method=told.method, reason="the period is not over")
    due = promised * months
    value, lo, hi = (None if part is None else part / due for part in (told.value, told.lo, told.hi))
    return replace(told, value=value, lo=lo, hi=hi)


def _counted(n: int, level: float) -> Estimate:
    from oarlock.measure.statistics.count import counted

    return counted(n, level)


def _months_in_all(asked: Asked) -> float:
    """Months of the company from the first of the month of the first unit until the last instant asked about, fractions counted."""
    (row,) = asked.ledger.rows(asked.table.aggregate(first=asked.table["at"].min()))
    if row["first"] is None:
        return 1.0
    zone = asked.agreement.company.time_zone
    first = local_of(row["first"], zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return max(float((local_of(asked.until, zone) - first) / timedelta(days=DAYS_A_MONTH)), 1.0)


def _is_running(asked: Asked, key: Key) -> bool:
    if PERIOD not in asked.keys:
        return False
    start: date = key[0]
    months = start.year * 12 + start.month - 1 + MONTHS.get(asked.every or "", 0)
    ends = date(months // 12, months % 12 + 1, 1)
    return local_of(asked.until, asked.agreement.company.time_zone).date() + timedelta(days=1) < ends
