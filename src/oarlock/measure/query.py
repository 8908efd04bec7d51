"""A query: one metric by slices and periods, and the observed rows that answer it, filtered, sliced and placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from oarlock import registry
from oarlock.agreement.calendar import period_of
from oarlock.errors import UsedWrongly
from oarlock.measure.asking import Asked
from oarlock.measure.base import Metric
from oarlock.measure.facts.period_ends import period_ends
from oarlock.measure.facts.profile_of import unjudged
from oarlock.measure.periods import PERIOD, Span
from oarlock.measure.slices import filtered, reads, sliced
from oarlock.measure.statistics.at_ends import is_at_ends
from oarlock.measure.statistics.stock import standing
from oarlock.measure.statistics.views import with_views
from oarlock.stats.result import DECISION_LEVEL

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

WINDOWS = ("month", "quarter", "year")
PROFILE = frozenset({"profile", "on_profile"})
"""What asks of the profile by name: the slice, and the column of the observed rows."""


@dataclass(frozen=True)
class Query:
    """What is asked of a metric.

    Attributes:
        by: Slices beside the metric's own.
        every: Length of the periods; None for the whole time.
        since, until: First day, and the day after the last, of the metric's cohort clock.
        where: A rule; only rows for which it holds count.
        horizon: Days within which a conversion counts; None leaves it to the statistic.
        level: Coverage of the ranges.
    """

    ledger: Ledger
    agreement: Agreement
    metric: Metric
    by: tuple[str, ...] = ()
    every: str | None = None
    since: date | None = None
    until: date | None = None
    where: str | None = None
    horizon: float | None = None
    level: float = DECISION_LEVEL

    @property
    def titles(self) -> tuple[str, ...]:
        """What the slices are called: the metric's own first, then those asked for."""
        own = self.metric.within
        return (*own, *(name for name in self.by if name not in own))

    @cached_property
    def span(self) -> Span:
        """The time it covers.

        Raises:
            UnknownName: `every` is no period.
        """
        return Span.of(self.ledger, self.agreement, self.every, self._first_day(), self.until)

    @property
    def window(self) -> str:
        """The periods that a windowed metric looks at: those asked for, quarters where none were.

        Raises:
            UsedWrongly: days and weeks are no windows for a close date.
        """
        if self.every is not None and self.every not in WINDOWS:
            name, windows = self.metric.name, ", ".join(WINDOWS)
            raise UsedWrongly(f"{name} is told by {windows}, not by {self.every}: it speaks of longer times.")
        return self.every or "quarter"

    def judged(self) -> Query:
        """The query under an agreement without a profile, where it asks nothing of one: its rows are then had without the accounts."""
        if asks_of_profile(self.metric, self.agreement, self.by, self.where):
            return self
        return replace(self, agreement=unjudged(self.agreement))

    def asked(self) -> Asked:
        """What the metric's statistic is asked: the observed rows, kept, sliced and placed into periods."""
        part, titles = self.metric, self.titles
        table, columns = sliced(self.ledger, self.agreement, self._kept(), titles)
        ends = self._ends() if is_at_ends(part.statistic) else None
        table = table if ends is not None else self._placed(table)
        keys = ((PERIOD,) if self.every is not None else ()) + columns
        ledger, until = self.ledger, self.span.ends
        return Asked(
            ledger, self.agreement, part, table, keys, until, self.level, titles, self.horizon, self.every, ends
        )

    def unfolded(self) -> Query:
        """The same query over rows that each stand for one value."""
        return replace(self, metric=replace(self.metric, folded=None))

    def _kept(self) -> Any:
        """The metric's rows for which the rule holds, with a place for each view of the statistic."""
        rows = self._observed()
        rows = rows if self.where is None else filtered(self.ledger, self.agreement, rows, self.where)
        return with_views(self.metric.statistic, rows)

    def _observed(self) -> Any:
        """The metric's rows; other ones where a slice needs them, fewer where no rule asks for what they leave to the statistic."""
        part = self.metric
        windows = (self.window,) if part.windowed else ()
        is_apart = self.where is not None and reads(self.where, part.within)
        observe = part.observe if is_apart or part.folded is None else part.folded
        observe = next((part.parted[name] for name in self.by if name in part.parted), observe)
        return observe(self.ledger, self.agreement, *windows)

    def _first_day(self) -> date | None:
        """The first day asked about; of a metric that looks ahead, where nobody said, that of the quarter ahead or the last asked about."""
        if not self.metric.ahead or self.every is not None or self.since is not None:
            return self.since
        from oarlock.measure.facts.points import ahead

        running, until = ahead(self.ledger, self.agreement, "quarter")[0], self.until
        if until is None or until > running.start:
            return running.start
        return period_of(until - timedelta(days=1), "quarter", self.agreement.company.fiscal_year_start_month).start

    def _ends(self) -> Any:
        """The ends of periods inside the span, with the period each ends; the last alone where no periods are asked for."""
        ends = period_ends(self.ledger, self.agreement, self.window)
        table = self.span.kept(ends.table(self.ledger), "stands_at")
        if self.every is not None:
            return table
        return table.filter(table.end_no == sum(at <= self.span.ends for at in ends.at) - 1)

    def _placed(self, table: Any) -> Any:
        """Rows inside the span, with the period they belong to; what stands at an instant may have begun before the span."""
        span, stands = self.span, standing(self.metric.statistic)
        table = table if stands else span.kept(table, "at")
        if self.every is None:
            return table
        table = table.filter(table["at"].notnull())
        placed = {PERIOD: span.placed(table["at"])}
        if stands:
            placed["period_until"] = span.placed(table.until_at)
        return table.mutate(**placed)


def part_of(metric: str | Metric) -> Metric:
    """The metric itself, also where only its name was given.

    Raises:
        UnknownName: no such metric; names the nearest.
    """
    part: Metric = registry.load("measure", metric, "METRIC") if isinstance(metric, str) else metric
    return part


def asks_of_profile(metric: str | Metric, agreement: Agreement, by: Iterable[str], where: str | None) -> bool:
    """Whether a question asks who is on the profile: the metric itself, a slice, or a condition."""
    part = part_of(metric)
    by_name = bool({name.lower() for name in by} & PROFILE) or (where is not None and reads(where, PROFILE))
    return by_name or (part.judges is not None and part.judges(agreement))
