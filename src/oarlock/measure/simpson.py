"""Simpson's flag: a total that moves one way while every slice of it moves the other (METHODS 14 #1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.result import Measurement

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

LEAST = 20
"""Units a slice needs in both periods before its movement counts."""


def reversals(asked: Asked, rows: Sequence[Measurement]) -> tuple[str, ...]:
    """A caveat where, between the last two whole periods, the share moved one way in total and the other way in every slice."""
    from oarlock.measure.statistics.share import Share
    from oarlock.stats.display import simpson

    periods = sorted({row.period for row in rows if row.period is not None and row.complete})
    if not isinstance(asked.metric.statistic, Share) or len(periods) < 2 or len(asked.keys) < 2:
        return ()
    before, after = ({_slice(row): row for row in rows if row.period == period} for period in periods[-2:])
    both = [key for key in before.keys() & after.keys() if min(before[key].n, after[key].n) >= LEAST]
    if len(both) < 2:
        return ()
    told = simpson(*({str(key): (side[key].n_events or 0, side[key].n) for key in both} for side in (after, before)))
    if not told.is_reversed:
        return ()
    total = told.total_a - told.total_b
    every, whole = ("rose", "fell") if total < 0 else ("fell", "rose")
    first, last = map(words.period, periods[-2:])
    return (
        f"From {first} to {last} every slice {every} while the total {whole}: the mix moved. Lead with the slices.",
    )


def _slice(row: Measurement) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted(row.slice.items(), key=lambda pair: pair[0]))
