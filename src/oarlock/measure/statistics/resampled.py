"""Sums by group and account bucket, the raw material of every bootstrapped number.

Accounts fall into 256 buckets by a hash of their id that is the same on every engine, empty buckets included.
The variance of a total is Σx² − (Σx)²/256 over buckets, whose expectation over hashes is that of resampling accounts
as they come (Poisson); sums are of whole millionths, so that they do not depend on the order of addition.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock.measure.asking import Key
from oarlock.measure.facts.places import BUCKET, bucketed

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked

BUCKETS = 256
SCALE = 1_000_000
BY_ACCOUNT = "between accounts, Student's t"
"""How the range of a total or a ratio is told."""


@dataclass(frozen=True)
class Sums:
    """Sums per group and bucket.

    Attributes:
        table: (groups, quantities, BUCKETS).
    """

    keys: tuple[Key, ...]
    table: np.ndarray

    @property
    def totals(self) -> np.ndarray:
        """(groups, quantities) sums over all accounts."""
        totals: np.ndarray = self.table.sum(axis=2)
        return totals

    def total_ends(self, level: float) -> list[tuple[float | None, float | None]]:
        """The range of the first quantity's total in each group, both ends in the ledger's unit."""
        from oarlock.stats.cluster_ranges import total_ranges

        return ends_of(total_ranges(self.table[:, 0, :] / SCALE, level=level))

    def draws(self, seed: int) -> np.ndarray:
        """(groups, quantities, replicates) sums in resampled sets of accounts, the same set in every group."""
        import numpy as np

        from oarlock.stats.resample import bootstrap_sums

        groups, quantities, _ = self.table.shape
        if not groups:
            return np.zeros((0, quantities, 0))
        flat = self.table.reshape(groups * quantities, BUCKETS).T
        drawn: np.ndarray = bootstrap_sums(flat, seed=seed).T.reshape(groups, quantities, -1)
        return drawn


def whole(value: Any) -> Any:
    """A number as whole millionths, so that its sum is exact whatever the order; nulls stay null."""
    return (value * float(SCALE)).round().cast("int64")


def sums_by_bucket(asked: Asked, **quantities: Callable[[Any], Any]) -> Sums:
    """Sums per group and account bucket; each quantity is a function of the rows to an aggregate of whole numbers."""
    import numpy as np

    rows = bucketed(asked.table)
    found = replace(asked, table=rows).grouped(BUCKET, **{name: tell(rows) for name, tell in quantities.items()})
    table = np.zeros((len(found.keys), len(quantities), BUCKETS))
    bucket = np.array(
        [int(text, 16) if isinstance(text, str) else 0 for text in found.columns[BUCKET].tolist()], dtype=np.int64
    )
    for place, name in enumerate(quantities):
        np.add.at(table[:, place, :], (found.group, bucket), found.filled(name))
    return Sums(found.keys, table)


def ends_of(bounds: tuple[np.ndarray, np.ndarray]) -> list[tuple[float | None, float | None]]:
    """Lower and upper ends as pairs; None where there is none."""

    def known(end: float) -> float | None:
        return end if math.isfinite(end) else None

    return [(known(lo), known(hi)) for lo, hi in zip(*(side.tolist() for side in bounds), strict=True)]


def holding(value: float, ends: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    """The ends of a range, moved out where it does not hold the estimate itself; None stays None."""
    lo, hi = ends
    return None if lo is None else min(lo, value), None if hi is None else max(hi, value)


def ranges_of(draws: np.ndarray, level: float) -> list[tuple[float, float]]:
    """Central intervals of the columns of (replicates, columns) draws that all exist: all columns at once, for they are many."""
    from oarlock.stats.draws import percentile_ends

    lows, highs = percentile_ends(draws, level=level)
    return list(zip(lows.tolist(), highs.tolist(), strict=True))
