"""When what waits in a stage is won, given the stage and how long it has waited there (METHODS 3.3).

Age alone misleads: a deal of a hundred days that reached its last stage yesterday is not one that never left its first. What leaves a stage
does so by the hazards of its stay, and is then as any other that enters the stage it goes to; so a deal that was moved back is counted too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers
from oarlock.stats.need import WinClock
from oarlock.stats.survival import Incidence, incidence

LEAST_ENTRIES = 20
"""Entries below which a stage has no clock of its own (METHODS 0.7)."""


@dataclass(frozen=True, slots=True)
class StageClocks:
    """The stays in some stages, and what became of those who entered.

    Attributes:
        stages: Their names. entered, wins: How many entered each, and how many of these were won so far.
        leaving: (stages, stages + 1, days) chance of leaving on that day of the stay, by where to; the last place is a win.
        still: (stages, days) share that is still there after the day. won: (stages, days) share of the entered won by then.
        pooled: All stages taken as one: the clock of a stage that too few have entered.
    """

    stages: tuple[str, ...]
    entered: Floats
    wins: Floats
    leaving: Floats
    still: Floats
    won: Floats
    fates: Incidence
    pooled: WinClock

    def is_known(self, stage: int) -> bool:
        """Whether enough have entered the stage, and one of them was won."""
        return bool(self.entered[stage] >= LEAST_ENTRIES and self.wins[stage] > 0)

    def entry(self, stage: int) -> WinClock:
        """The clock of those who enter a stage today; the pooled one where the stage has none of its own."""
        return WinClock.of(self.fates, group=stage) if self.is_known(stage) else self.pooled

    def chance(self, stage: int, age: Numbers, until: Numbers) -> Floats:
        """(units, instants) chance of a win within so many days from now, given the stage and the days spent in it."""
        ages, ends = np.asarray(age, dtype=np.float64), np.maximum(np.asarray(until, dtype=np.float64), 0.0)
        if not self.is_known(stage):
            return self.pooled.lands_open(ages[:, None], np.zeros(1), ends[None])
        whole, place = np.unique(ages.astype(np.int64), return_inverse=True)
        return np.stack([self._within(stage, whole, int(end)) for end in ends], axis=1)[place]

    def _within(self, stage: int, age: Ints, days: int) -> Floats:
        """Leaves on a day of the stay that is still to come, then is won in what remains of the time."""
        if days < 1:
            return np.zeros(len(age))
        after = np.vstack([_long(self.won, days), np.ones(days)])[:, ::-1]
        ahead = np.pad(self.leaving[stage], ((0, 0), (0, days + 1)))
        last = self.leaving.shape[2]
        windows = np.lib.stride_tricks.sliding_window_view(ahead, days, axis=1)
        met = np.einsum("kad,kd->a", windows[:, np.minimum(age, last) + 1, :], after)
        open_now = self.still[stage, np.minimum(age, last - 1)]
        told = np.divide(met, open_now, out=np.zeros(len(age)), where=open_now > 1e-12)
        return np.where(age >= last, 0.0, np.clip(told, 0.0, 1.0))


def stage_clocks(
    stages: Sequence[str], stays: Mapping[str, Numbers], fates: Mapping[str, Numbers], *, longest: int = 1500
) -> StageClocks:
    """The clocks of some stages from counts.

    Args:
        stays: `stage`, `days`, `to` (0 still there, 1 … S moved to that stage, S + 1 won, S + 2 ended) and `n`, one row per distinct stay.
        fates: `stage`, `days` since its entry, `outcome` (0 open, 1 won, 2 ended) and `n`.
        longest: Days from which stays are taken together.
    Raises:
        EmptySample: no stay, or nobody was ever won.
    """
    count = len(stages)
    if not len(stays["n"]) or not len(fates["n"]):
        raise EmptySample("nobody ever entered a stage")
    days, ended = (np.minimum(np.asarray(one["days"]), longest) for one in (stays, fates))
    leaving = incidence(days, stays["to"], outcomes=count + 2, group=stays["stage"], groups=count, count=stays["n"])
    curves = incidence(ended, fates["outcome"], outcomes=2, group=fates["stage"], groups=count, count=fates["n"])
    pooled = WinClock.of(incidence(ended, fates["outcome"], outcomes=2, count=fates["n"]))
    grid = np.arange(int(max(days.max(), ended.max())) + 1, dtype=np.float64)
    by_place = np.stack([_on(leaving.times, leaving.cumulative[:, k], grid, 0.0) for k in range(count + 1)], axis=1)
    return StageClocks(
        stages=tuple(stages),
        entered=curves.units,
        wins=np.nansum(curves.events[:, 0], axis=1),
        leaving=np.diff(by_place, axis=2, prepend=0.0),
        still=_on(leaving.times, leaving.survival, grid, 1.0),
        won=_on(curves.times, curves.cumulative[:, 0], grid, 0.0),
        fates=curves,
        pooled=pooled,
    )


def _on(times: Floats, curves: Floats, grid: Floats, before: float) -> Floats:
    """(groups, days) step functions read on whole days."""
    told = np.full((len(times), len(grid)), before)
    for group, (at, curve) in enumerate(zip(times, curves, strict=True)):
        kept = np.isfinite(at)
        place = np.searchsorted(at[kept], grid, side="right")
        told[group] = np.where(place > 0, np.r_[before, curve[kept]][place], before)
    return told


def _long(won: Floats, days: int) -> Floats:
    """(stages, days) shares won within 0 … days − 1 days of an entry, held where the record ends."""
    return np.pad(won, ((0, 0), (0, max(0, days - won.shape[1]))), mode="edge")[:, :days]
