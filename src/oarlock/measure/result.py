"""Measurements: numbers with everything needed to believe them, as rows, JSON, Arrow or pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from oarlock.errors import UsedWrongly
from oarlock.stats.result import Status

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from oarlock.measure.change import Change
    from oarlock.measure.since import LevelChange


@dataclass(frozen=True, slots=True)
class Measurement:
    """One number for one period and slice.

    Attributes:
        period: Label such as "2026Q1"; None for the whole time.
        slice: Column to value; a None value stands for rows that have none.
        estimate: None where there is none; unknown is never zero. lo, hi: 90 % range.
        n: Units the number rests on. n_events: units with the event, where events are counted.
        status: Anything but `ok` forbids a verdict. reason: why, in words.
        complete: False where the period is still running, or only part of it was asked for.
        also: Further numbers beside the estimate, by name, such as `median_so_far`: that of the units that are there already.
    """

    period: str | None
    slice: Mapping[str, str | None]
    estimate: float | None
    lo: float | None
    hi: float | None
    n: int
    n_events: int | None
    status: Status
    reason: str
    unit: str
    complete: bool = True
    also: Mapping[str, float] = field(default_factory=dict)

    @property
    def value(self) -> float | None:
        """The estimate."""
        return self.estimate

    def to_json(self) -> dict[str, Any]:
        """As `oarlock measure --format json` writes it; a reason and an incomplete period are told only where there are any."""
        row: dict[str, Any] = {"period": self.period, "slice": dict(self.slice)}
        row |= {"estimate": self.estimate, "lo": self.lo, "hi": self.hi, "n": self.n, "n_events": self.n_events}
        row["status"] = str(self.status)
        if self.reason:
            row["reason"] = self.reason
        if not self.complete:
            row["complete"] = False
        if self.also:
            row["also"] = dict(self.also)
        return row


class Look(Protocol):
    """How measurements are shown, which only those who ask a book are told."""

    def chart(self, answer: Measurements) -> dict[str, object]:
        """As a Vega-Lite spec."""

    def html(self, answer: Measurements) -> str:
        """As an HTML table."""


@dataclass(frozen=True)
class Measurements:
    """The answer to one question: rows in order of period, then slice.

    Attributes:
        by: What the rows are sliced by, in order, the metric's own slices first.
        excluded: Units that could not count, by reason. caveats: what to keep in mind, in words.
        params: What else defines the numbers, such as the horizon in days of a conversion.
    """

    metric: str
    unit: str
    as_of: datetime
    agreement_version: int
    rows: tuple[Measurement, ...]
    by: tuple[str, ...] = ()
    excluded: Mapping[str, int] = field(default_factory=dict)
    caveats: tuple[str, ...] = ()
    params: Mapping[str, float] = field(default_factory=dict)
    title: str = ""
    _compare: Callable[[], tuple[Change, ...]] | None = field(default=None, repr=False, compare=False)
    _since: Callable[[], tuple[LevelChange, ...]] | None = field(default=None, repr=False, compare=False)
    _find: Callable[[str | None, Mapping[str, str | None]], tuple[str, ...]] | None = field(
        default=None, repr=False, compare=False
    )

    _look: Look | None = field(default=None, repr=False, compare=False)

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def records(
        self, row: Measurement | None = None, *, period: str | None = None, **slices: str | None
    ) -> tuple[str, ...]:
        """Ids of the units behind a row, or behind a period and slice; sorted."""
        if self._find is None:
            return ()
        return self._find(row.period, row.slice) if row is not None else self._find(period, slices)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """From the last whole period but one to the last: raw, and at equal mix of profile, source, segment and size; asked when read.

        Of rates, ratios and counts; empty without periods, and where two neighbouring periods cannot both be judged.
        """
        return self._compare() if self._compare is not None else ()

    @cached_property
    def level_changes(self) -> tuple[LevelChange, ...]:
        """Since when the level is another, one change at most for each slice, with every period it may have begun with; asked when read.

        Only of rates, ratios and times, from eight whole periods on and of at most 24 slices; empty where nothing is more than chance.
        """
        return self._since() if self._since is not None else ()

    def chart(self) -> dict[str, object]:
        """The Vega-Lite spec of the chart that fits: panels over time where there are periods, bars with their ranges otherwise.

        Raises:
            UsedWrongly: these were not asked of a book, whose currency a chart needs.
        """
        if self._look is None:
            raise UsedWrongly("Only what a book measures can be drawn: book.measure(...).chart().")
        return self._look.chart(self)

    def _repr_html_(self) -> str | None:
        """The table that a notebook shows; None leaves it to the plain text."""
        return None if self._look is None else self._look.html(self)

    def to_json(self) -> dict[str, Any]:
        """The answer as DESIGN section 7 writes it."""
        told: dict[str, Any] = {
            "metric": self.metric,
            "unit": self.unit,
            "as_of": self.as_of.isoformat(),
            "agreement": {"version": self.agreement_version},
            "rows": [row.to_json() for row in self.rows],
        }
        extra = {"params": dict(self.params), "excluded": dict(self.excluded), "caveats": list(self.caveats)}
        return told | {name: value for name, value in extra.items() if value}

    def to_arrow(self) -> pa.Table:
        """One Arrow row per measurement; each slice is a column of its own, named `by_…` where it would hide another."""
        import pyarrow as pa

        kinds = {
            "period": pa.string(), "estimate": pa.float64(), "lo": pa.float64(), "hi": pa.float64(), "n": pa.int64(),
            "n_events": pa.int64(), "status": pa.string(), "reason": pa.string(), "complete": pa.bool_(),
        }  # fmt: skip
        columns: dict[str, Any] = {"period": pa.array([row.period for row in self.rows], pa.string())}
        for name in self.by:
            title = f"by_{name}" if name in kinds else name
            columns[title] = pa.array([row.slice.get(name) for row in self.rows], pa.string())
        for name, kind in list(kinds.items())[1:]:
            values = [getattr(row, name) for row in self.rows]
            columns[name] = pa.array([str(value) for value in values] if name == "status" else values, kind)
        return pa.table(columns)

    def to_pandas(self) -> pd.DataFrame:
        """The same rows as a pandas frame."""
        frame: pd.DataFrame = self.to_arrow().to_pandas()
        return frame
