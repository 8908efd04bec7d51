"""One question put to a statistic: the observed rows, placed in periods and slices, and the engine to aggregate them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.period_ends import FIRST, UNTIL, at_each
from oarlock.measure.facts.places import remembered

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.base import Metric

Key = tuple[Any, ...]

GROUP = "group_no"
"""Number of the (period, slices) group an aggregated row belongs to."""


@dataclass(frozen=True)
class Asked:
    """What a statistic gets.

    Attributes:
        table: The observed rows with the columns of `keys` added: period start (day or null) and slices (text or null).
        until: The last instant asked about (naive UTC): the ledger's own, or the end of the span asked for.
        slices: What the slices are called, in the order of their keys, which come last.
        horizon: Days within which an outcome counts, where the caller chose; None leaves it to the statistic.
        every: The length of the periods; None for the whole time.
        ends: Where a row stands at several ends of periods (`facts/period_ends.py`): the ends to tell them at, the last where no periods
            are asked for. Only what adds up can be asked of such rows.
    """

    ledger: Ledger
    agreement: Agreement
    metric: Metric
    table: Any
    keys: tuple[str, ...]
    until: datetime
    level: float
    slices: tuple[str, ...] = ()
    horizon: float | None = None
    every: str | None = None
    ends: Any = None

    def grouped(self, *extra: str, **aggregates: Any) -> Grouped:
        """Aggregates by the keys and the extra columns, in the engine; asked for again on this ledger, the answer is at hand."""
        import ibis

        by = (*self.keys, *extra)
        told = _aggregated(self.table, by, aggregates) if self.ends is None else self._at_ends(by, aggregates)
        if self.keys:
            order = ibis.window(order_by=[told[key].asc(nulls_first=True) for key in self.keys])
            told = told.mutate(**{GROUP: ibis.dense_rank().over(order)})
        # A diagnosis often asks what a metric was just asked. The expression says all of it, kept tables by names that say theirs.
        name = ("grouped", self.keys, told.op())
        return remembered(self.ledger, name, lambda: Grouped.of(self.ledger.run(told), self.keys))

    def _at_ends(self, by: tuple[str, ...], aggregates: dict[str, Any]) -> Any:
        """Rows are added up before they are met with the ends: they are many, and each stands at many."""
        stood = [name for name in by if name not in self.ends.columns]
        runs = _aggregated(self.table, (*stood, FIRST, UNTIL), aggregates)
        met = at_each(runs, self.ends)
        return _aggregated(met, by, {name: met[name].sum() for name in aggregates})

    def seed(self, *numbers: Any) -> int:
        """A seed that depends on the metric and on what was aggregated, not on the order in which it arrived."""
        import hashlib

        from oarlock.stats.seeds import seed_of

        digest = hashlib.sha256(b"".join(number.tobytes() for number in numbers)).hexdigest()
        return seed_of(self.metric.name, digest)


def _aggregated(table: Any, by: tuple[str, ...], aggregates: dict[str, Any]) -> Any:
    return table.group_by(list(by)).aggregate(**aggregates) if by else table.aggregate(**aggregates)


@dataclass(frozen=True)
class Grouped:
    """Aggregated rows as arrays: which group each belongs to, and what each group's keys are."""

    group: np.ndarray
    keys: tuple[Key, ...]
    columns: Mapping[str, np.ndarray]

    @classmethod
    def of(cls, answer: Mapping[str, Any], keys: tuple[str, ...]) -> Grouped:
        """From the engine's answer; groups are numbered in the order of their keys."""
        import numpy as np

        columns = {name: values for name, values in answer.items() if name not in (*keys, GROUP)}
        some = next(iter(answer.values()))
        if not keys:
            return cls(np.zeros(len(some), dtype=np.int64), ((),) if len(some) else (), columns)
        group = np.ma.getdata(answer[GROUP]).astype(np.int64)
        _, first = np.unique(group, return_index=True)
        told = list(zip(*(plain_all(answer[key][first]) for key in keys), strict=True))
        return cls(group, tuple(told), columns)

    def filled(self, name: str, missing: float = 0.0) -> np.ndarray:
        """A column as floats, gaps filled."""
        import numpy as np

        values: np.ndarray = np.ma.filled(np.ma.asarray(self.columns[name]).astype(np.float64), missing)
        return values

    def counts(self, name: str) -> np.ndarray:
        """A column as whole numbers, gaps as 0."""
        import numpy as np

        numbers: np.ndarray = np.rint(self.filled(name)).astype(np.int64)
        return numbers


def plain_all(values: Any) -> list[Any]:
    """Cells as Python values: None for a gap, a date for a day; a column at once, because day by day there are many."""
    import numpy as np

    bare = np.ma.getdata(values)
    told = bare.astype("datetime64[D]").tolist() if bare.dtype.kind == "M" else bare.tolist()
    gaps = np.ma.getmaskarray(values)
    return [None if gap else value for value, gap in zip(told, gaps.tolist(), strict=True)] if gaps.any() else told
