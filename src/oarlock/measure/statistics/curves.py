"""Competing-outcome curves of every group from counts by (group, time, outcome), which is all that leaves the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.asking import Key
from oarlock.measure.facts.places import tally

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked
    from oarlock.stats.survival import Incidence


@dataclass(frozen=True)
class Curves:
    """Curves per group in the order of `keys`; None where no row counts. `excluded` are rows without a time or with a negative one."""

    keys: tuple[Key, ...]
    curves: Incidence | None
    excluded: dict[str, int]


def curves_of(asked: Asked, *, outcomes: int, ticks: int, excluded: str) -> Curves:
    """Aggregates `waited` and `outcome` in the engine and draws the curves; times come back in the unit of `waited`.

    A time below zero is no waiting time but a fault of the record: it is left out and counted, never clipped.
    """
    import dataclasses

    import numpy as np

    from oarlock.stats.survival import incidence

    t = asked.table
    counts = t.waited.notnull() & t.outcome.notnull() & (t.waited >= 0)
    (row,) = asked.ledger.rows(t.aggregate(rows=t.count(), known=tally(counts)))
    left_out = int(row["rows"]) - int(row["known"] or 0)
    missing = {excluded: left_out} if left_out else {}
    if not row["known"]:
        return Curves((), None, missing)
    timed = t.filter(counts)
    timed = timed.mutate(tick=(timed.waited * ticks).round().cast("int64"))
    found = dataclasses.replace(asked, table=timed).grouped("tick", "outcome", n=timed.count())
    curves = incidence(
        found.counts("tick"),
        found.counts("outcome"),
        outcomes=outcomes,
        group=found.group,
        groups=len(found.keys),
        count=found.counts("n"),
    )
    if ticks != 1:
        curves = dataclasses.replace(curves, times=np.asarray(curves.times) / ticks)
    return Curves(found.keys, curves, missing)
