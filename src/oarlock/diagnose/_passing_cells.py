"""Passes of each step by quarter, account bucket, profile and source: small tables from which ranges, mixes and a search are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.facts.places import bucket_of, tally
from oarlock.measure.periods import Span
from oarlock.measure.statistics.resampled import BUCKETS

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.clustered import Counts

DIMENSIONS = ("profile", "source")
Place = tuple[str, str, str | None]
"""Step, dimension and value."""


@dataclass(frozen=True)
class Cells:
    """Counts of leads that entered a step and could be told.

    Attributes:
        periods: Labels of the quarters, oldest first. hits, units: per (step, dimension, value) a table of (quarters, account buckets).
    """

    periods: tuple[str, ...]
    hits: Mapping[Place, np.ndarray]
    units: Mapping[Place, np.ndarray]

    def counts(self, step: str, labels: tuple[str, ...]) -> Counts:
        """Hits and units of some quarters together, by account bucket."""
        from oarlock.stats.clustered import Counts

        rows = [self.periods.index(label) for label in labels]
        told = [self.summed(table, step, DIMENSIONS[0])[rows].sum(axis=0) for table in (self.hits, self.units)]
        return Counts(told[0], told[1])

    def summed(self, table: Mapping[Place, np.ndarray], step: str, dimension: str) -> np.ndarray:
        """One of the tables over all values of a dimension."""
        import numpy as np

        parts = [one for (name, by, _), one in table.items() if (name, by) == (step, dimension)]
        whole: np.ndarray = np.sum(parts, axis=0) if parts else np.zeros((len(self.periods), BUCKETS))
        return whole

    def values(self, step: str, dimension: str) -> list[str | None]:
        """The values of a dimension, those without one last."""
        found = [value for name, by, value in self.hits if (name, by) == (step, dimension)]
        return sorted(found, key=lambda value: (value is None, value or ""))


def read_cells(ledger: Ledger, agreement: Agreement, rows: Any) -> Cells:
    """Reads them from rows with `step`, `at`, `hit`, `cluster`, `on_profile` and `source`: one pass for each dimension."""
    import numpy as np

    span = Span.of(ledger, agreement, "quarter", None, None)
    rows = rows.filter(rows.hit.notnull())
    rows = rows.mutate(quarter=span.placed(rows["at"]), bucket=bucket_of(rows.cluster), profile=_profile(rows))
    answers = {}
    for dimension in DIMENSIONS:
        told = rows.group_by("step", "quarter", "bucket", rows[dimension].name("value"))
        answers[dimension] = ledger.rows(told.aggregate(n=lambda t: t.count(), hits=lambda t: tally(t.hit)))
    starts = sorted({row["quarter"] for found in answers.values() for row in found})
    place = {start: i for i, start in enumerate(starts)}
    hits: dict[Place, np.ndarray] = {}
    units: dict[Place, np.ndarray] = {}
    for dimension, found in answers.items():
        for row in found:
            key = (row["step"], dimension, row["value"])
            at = (place[row["quarter"]], int(row["bucket"], 16) if row["bucket"] else 0)
            for table, amount in ((hits, row["hits"]), (units, row["n"])):
                table.setdefault(key, np.zeros((len(starts), BUCKETS)))[at] += float(amount)
    return Cells(tuple(span.period(_day(start)).label for start in starts), hits, units)


def _day(start: Any) -> Any:
    return start.date() if hasattr(start, "date") else start


def _profile(rows: Any) -> Any:
    import ibis

    known = rows.on_profile.ifelse(ibis.literal("on profile"), ibis.literal("off profile"))
    return rows.on_profile.notnull().ifelse(known, ibis.null("string"))
