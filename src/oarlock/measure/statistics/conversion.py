"""How many get there in time: the probability of an outcome within a horizon, told only where the horizon can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.alike import widened
from oarlock.measure.statistics.curves import Curves, curves_of

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked, Key

REACH = 0.9
"""The horizon is the time by which this part of those that convert have converted (METHODS 2.1)."""


@dataclass(frozen=True)
class Told:
    """What conversions are told from: the counts and curves, and by group the horizon in days and the `widening` of its range."""

    found: Curves
    horizons: np.ndarray
    widening: list[float]
    named: dict[str, float]


@dataclass(frozen=True)
class Conversion:
    """The columns `waited` (whole days) and `outcome` (0 open, 1 converted, 2 ended otherwise).

    The horizon is the caller's, else that of all rows asked about, one for each of the metric's own slices: periods and slices are
    compared at the same horizon.
    """

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The probability of conversion within the horizon, of each group."""
        import numpy as np

        from oarlock.stats.conversion import conversions

        read = self.read(asked)
        curves, excluded = read.found.curves, read.found.excluded
        if curves is None:
            return Answered({}, excluded)
        told = conversions(curves, 1, read.horizons, level=asked.level, least=self.least, widening=read.widening)
        # The estimate is of those within the horizon; the count is of all that converted so far, so that it can be checked by hand.
        so_far = curves.counted(np.inf)[:, 0].astype(int).tolist()
        told = tuple(replace(one, n_events=met) for one, met in zip(told, so_far, strict=True))
        return Answered(dict(zip(read.found.keys, told, strict=True)), excluded, read.named)

    def read(self, asked: Asked) -> Told:
        """What the conversions of all groups are told from; without curves where no unit counts."""
        import numpy as np

        found = curves_of(asked, outcomes=2, ticks=1, excluded=self.excluded)
        if found.curves is None:
            return Told(found, np.zeros(0), [], {})
        horizons = _horizons(asked, found)
        of_group = _per_group(asked, found.keys, horizons)
        return Told(found, of_group, widened(asked, found, lambda t: t.outcome == 1), _named(horizons))


def _horizons(asked: Asked, found: Curves) -> dict[Key, float]:
    """The horizon of each combination of the metric's own slices."""
    import numpy as np

    keys, curves = found.pooled(_own(asked))
    if asked.horizon is not None:
        return dict.fromkeys(keys, asked.horizon)
    last = np.where(np.isfinite(curves.times), curves.times, 0).max(axis=1)
    usual = curves.conditional_quantile(1, last, REACH)
    readable = curves.readable_until(usual)
    # Where nobody converted there is no usual time: the longest that can be read says how long nobody did.
    longest = curves.readable_until(last)
    nobody = np.where(np.isfinite(longest), longest, last)
    horizon = np.where(np.isfinite(usual), np.where(np.isfinite(readable), readable, usual), nobody)
    return {key: float(max(math.ceil(days), 1)) for key, days in zip(keys, horizon.tolist(), strict=True)}


def _own(asked: Asked) -> list[int]:
    """Places of the metric's own slices in the keys."""
    first = len(asked.keys) - len(asked.slices)
    return [first + i for i, name in enumerate(asked.slices) if name in asked.metric.within]


def _per_group(asked: Asked, keys: tuple[Key, ...], horizons: dict[Key, float]) -> np.ndarray:
    import numpy as np

    places = _own(asked)
    return np.array([horizons[tuple(key[i] for i in places)] for key in keys])


def _named(horizons: dict[Key, float]) -> dict[str, float]:
    if len(horizons) == 1:
        return {"horizon_days": next(iter(horizons.values()))}
    return {f"horizon_days of {', '.join(str(part) for part in key)}": days for key, days in horizons.items()}
