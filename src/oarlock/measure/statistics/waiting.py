"""How long it takes: the median time to an outcome, with those still waiting counted as waiting."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.base import Answered
from oarlock.measure.statistics.curves import curves_of
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked
    from oarlock.stats.survival import Incidence

LEAST_EVENTS = 10
NINE_IN_TEN = 0.9
P90, P90_AT_MOST = "nine_in_ten", "nine_in_ten_at_most"
"""Time by which nine in ten have met the outcome, and the upper end of its range; only where so many units can have one (METHODS 9.3)."""
SO_FAR = "median_so_far"
"""The plain median of those that have met the outcome: what others print, and too short while slow ones are still waiting."""


@dataclass(frozen=True)
class Waiting:
    """The columns `waited` (time to the outcome or to the last look) and `outcome` (0 still waiting, 1 met, 2 ended otherwise).

    Attributes:
        unit: What `waited` counts, for the reasons. ticks: whole ticks per unit; times are told to the tick.
        given: Median among those that meet outcome 1 within the follow-up, instead of until any outcome.
        tail: Whether the time of nine in ten is told beside the median: of what is promised, half of it served says little.
    """

    excluded: str
    unit: str = "days"
    ticks: int = 1
    given: bool = False
    tail: bool = False
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The median of each group."""
        found = curves_of(asked, outcomes=2, ticks=self.ticks, excluded=self.excluded)
        if found.curves is None:
            return Answered({}, found.excluded)
        told = (
            conditional_medians(found.curves, asked.level)
            if self.given
            else _until_any(found.curves, asked.level, self.unit)
        )
        tails = _tails(found.curves, asked.level) if self.tail else [{}] * len(found.keys)
        also = {
            key: ({} if median is None else {SO_FAR: median}) | tail
            for key, median, tail in zip(found.keys, _so_far(found.curves), tails, strict=True)
            if median is not None or tail
        }
        return Answered(dict(zip(found.keys, told, strict=True)), found.excluded, also=also)


def _until_any(curves: Incidence, level: float, unit: str) -> tuple[Estimate, ...]:
    from oarlock.stats.kaplan_meier import waiting_times

    return waiting_times(curves, level=level, least_events=LEAST_EVENTS, unit=unit)


def _tails(curves: Incidence, level: float) -> list[dict[str, float]]:
    """The time of nine in ten with the upper end of its range, per group; nothing where either cannot be told."""
    from oarlock.stats.kaplan_meier import waiting_times
    from oarlock.stats.sla import least_for_upper_bound

    least = least_for_upper_bound(NINE_IN_TEN)
    return [
        {P90: one.value, P90_AT_MOST: one.hi} if one.value is not None and one.hi is not None and one.n >= least else {}
        for one in waiting_times(curves, NINE_IN_TEN, level=level)
    ]


def conditional_medians(
    curves: Incidence, level: float, horizon: float | Sequence[float] = math.inf
) -> tuple[Estimate, ...]:
    """Time by which half of those that meet outcome 1 (within the horizon) have met it; the range is of the middle ranks of so many."""
    import numpy as np

    from oarlock.stats.arrays import z_of

    end = np.minimum(np.where(np.isfinite(curves.times), curves.times, -np.inf).max(axis=1), horizon)
    met = curves.counted(end)[:, 0]
    reach = 0.5 * z_of(level) / np.sqrt(np.maximum(met, 1.0))
    value = curves.conditional_quantile(1, end, 0.5)
    lo, hi = (_by_share(curves, end, share) for share in (0.5 - reach, 0.5 + reach))
    rows = zip(value.tolist(), lo.tolist(), hi.tolist(), curves.units.tolist(), met.tolist(), strict=True)
    return tuple(_conditional(*row, level=level) for row in rows)


def _so_far(curves: Incidence) -> list[float | None]:
    """The interpolated (type 7) median time of the units that met outcome 1, per group; None where none has."""
    import numpy as np

    medians: list[float | None] = []
    for times, met in zip(curves.times, curves.events[:, 0, :], strict=True):
        counts = np.cumsum(met)
        n = round(float(counts[-1]))
        if not n:
            medians.append(None)
            continue
        middle = (n - 1) / 2
        places = np.searchsorted(counts, [math.floor(middle) + 0.5, math.ceil(middle) + 0.5])
        medians.append(float(np.mean(times[places])))
    return medians


def _by_share(curves: Incidence, end: np.ndarray, share: np.ndarray) -> np.ndarray:
    """The conditional quantile with a share of its own per group; infinite where the share is 1 or more, 0 where it is 0 or less.

    The shortest of two or three times is no lower end of their median, as the longest is no upper one.
    """
    import numpy as np

    told = np.array(
        [curves.conditional_quantile(1, end, min(max(float(s), 1e-9), 1.0))[i] for i, s in enumerate(share)]
    )
    return np.where(share >= 1, np.inf, np.where(share <= 0, 0.0, told))


def _conditional(value: float, lo: float, hi: float, n: float, met: float, *, level: float) -> Estimate:
    units, events, method = round(n), round(met), "Aalen–Johansen, median given the outcome"
    if events == 0:
        reason = "not one has met the outcome yet" if units else "nobody entered"
        return Estimate(
            None, n=units, n_events=0, status=Status.INSUFFICIENT, method=method, reason=reason, level=level
        )
    few = events < LEAST_EVENTS
    reason = f"{words.counted(events, 'event')}; a verdict needs {LEAST_EVENTS}" if few else ""
    status = Status.INSUFFICIENT if few else Status.OK
    return Estimate(value, lo, hi if math.isfinite(hi) else None, units, events, status, method, reason, level)
