"""Competing-outcome curves of every group from counts by (group, time, outcome), which is all that leaves the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.measure.asking import Key

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked
    from oarlock.stats.survival import Incidence


@dataclass(frozen=True)
class Curves:
    """Curves per group in the order of `keys`; None where no row counts. `excluded` are rows without a time or with a negative one."""

    keys: tuple[Key, ...]
    curves: Incidence | None
    excluded: dict[str, int]
    counts: Counts

    def pooled(self, places: Sequence[int]) -> tuple[tuple[Key, ...], Incidence]:
        """The curves of coarser groups, by some places of the keys only, from the same counts."""
        coarse = [tuple(key[place] for place in places) for key in self.keys]
        keys = tuple(dict.fromkeys(coarse))
        number = {key: i for i, key in enumerate(keys)}
        return keys, self.counts.curves([number[key] for key in coarse], len(keys))


@dataclass(frozen=True)
class Counts:
    """Units by (group, tick, outcome); `ticks` to the unit of time, `outcomes` that compete.

    Attributes:
        joined: The tick from which a unit was watched, 0 from its start on; None where all were.
    """

    group: np.ndarray
    tick: np.ndarray
    outcome: np.ndarray
    units: np.ndarray
    ticks: int
    outcomes: int
    joined: np.ndarray | None = None

    def watched_from_start(self, groups: int) -> np.ndarray:
        """Per group, the units watched from their start on."""
        import numpy as np

        units = self.units if self.joined is None else np.where(self.joined == 0, self.units, 0)
        return np.bincount(self.group, weights=units, minlength=groups)

    def curves(self, renumbered: Sequence[int], groups: int) -> Incidence:
        """The curves, with each group counted to its new number."""
        import dataclasses

        import numpy as np

        from oarlock.stats.survival import incidence

        drawn = incidence(
            self.tick,
            self.outcome,
            outcomes=self.outcomes,
            group=np.asarray(renumbered, dtype=np.int64)[self.group],
            groups=groups,
            count=self.units,
            first_seen=self.joined,
        )
        return drawn if self.ticks == 1 else dataclasses.replace(drawn, times=drawn.times / self.ticks)


def curves_of(asked: Asked, *, outcomes: int, ticks: int, excluded: str) -> Curves:
    """Aggregates `waited` and `outcome` in the engine and draws the curves; times come back in the unit of `waited`.

    A time below zero is no waiting time but a fault of the record: it is left out and counted, never clipped. Where the rows have `joined`
    (in the unit of `waited`), a unit is at risk only after it, and one that waited no longer than that is left out and counted.
    """
    import dataclasses

    import numpy as np

    t = asked.table
    told = t.waited.notnull() & t.outcome.notnull() & (t.waited >= 0)
    is_late = "joined" in t.columns
    told = told & ((t.joined == 0) | (t.waited > t.joined)) if is_late else told
    timed = t.mutate(
        tick=told.ifelse((t.waited * ticks).round().cast("int64"), -1), outcome=told.ifelse(t.outcome, 0).cast("int64")
    )
    timed = timed.mutate(joined=(t.joined * ticks).cast("int64")) if is_late else timed
    columns = ("tick", "outcome", *(("joined",) if is_late else ()))
    found = dataclasses.replace(asked, table=timed).grouped(*columns, n=timed.count())
    tick, units = found.counts("tick"), found.counts("n")
    known = tick >= 0
    left_out = int(units[~known].sum())
    missing = {excluded: left_out} if left_out else {}
    there, group = np.unique(found.group[known], return_inverse=True)
    joined = found.counts("joined")[known] if is_late else None
    counts = Counts(group, tick[known], found.counts("outcome")[known], units[known], ticks, outcomes, joined)
    keys = tuple(found.keys[i] for i in there.tolist())
    return Curves(keys, counts.curves(range(len(keys)), len(keys)) if keys else None, missing, counts)
