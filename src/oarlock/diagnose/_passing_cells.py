"""Passes of each step by quarter, account bucket, profile and source: small tables from which ranges, mixes and a search are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.asking import plain_all
from oarlock.measure.facts.places import BUCKET, tally
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
    """Reads them from rows with `step`, `at`, `hit`, the account's bucket, `on_profile` and `source`, in one pass for all dimensions."""
    import numpy as np

    span = Span.of(ledger, agreement, "quarter", None, None)
    rows = rows.filter(rows.hit.notnull())
    rows = rows.mutate(quarter=span.placed(rows["at"]), profile=_profile(rows))
    told = rows.group_by("step", "quarter", BUCKET, *DIMENSIONS).aggregate(n=rows.count(), hits=tally(rows.hit))
    found = ledger.run(told)
    starts, quarter = np.unique(np.ma.getdata(found["quarter"]), return_inverse=True)
    bucket = np.array([int(text, 16) if text else 0 for text in plain_all(found[BUCKET])], dtype=np.int64)
    hits: dict[Place, np.ndarray] = {}
    units: dict[Place, np.ndarray] = {}
    for dimension in DIMENSIONS:
        keys = [
            (step, dimension, value)
            for step, value in zip(*(plain_all(found[name]) for name in ("step", dimension)), strict=True)
        ]
        number = {key: i for i, key in enumerate(dict.fromkeys(keys))}
        place = np.array([number[key] for key in keys], dtype=np.int64)
        for table, column in ((hits, "hits"), (units, "n")):
            summed = np.zeros((len(number), len(starts), BUCKETS))
            np.add.at(summed, (place, quarter, bucket), np.ma.getdata(found[column]).astype(np.float64))
            table.update(zip(number, summed, strict=True))
    return Cells(tuple(span.period(start).label for start in plain_all(starts)), hits, units)


def _profile(rows: Any) -> Any:
    import ibis

    known = rows.on_profile.ifelse(ibis.literal("on profile"), ibis.literal("off profile"))
    return rows.on_profile.notnull().ifelse(known, ibis.null("string"))
