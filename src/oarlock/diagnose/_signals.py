"""Signals: one number a month with its weight, and whether its level shifted. Everything a cause argues from is one of these."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import NormalDist

import numpy as np

from oarlock import registry
from oarlock.diagnose._frame import BUCKETS, Frame
from oarlock.errors import EmptySample
from oarlock.stats.draws import percentile_ends
from oarlock.stats.errorcontrol import permutations_needed
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.scan import Shift, level_shift

Array = np.ndarray

DRAWS = 200
SHUFFLES = permutations_needed(len(registry.names("diagnose.causes")))
"""So many that the causes together can be told at their error rate (METHODS 1.12)."""
MIN_SIDE = 5
"""Months on each side of a change, at least: the METHODS' four points, and one more because months are small."""


@dataclass(frozen=True, eq=False)
class Resample:
    """One of many resamples of the account buckets; all of them are summed at once, because a product for each costs more than the sums.

    Attributes:
        weights: How often each draw takes each bucket, by (draw, bucket). place: Which draw this one is.
    """

    weights: Array
    place: int
    _sums: dict[Hashable, Array]

    @classmethod
    def poisson(cls, seed: int) -> list[Resample]:
        """DRAWS resamples with Poisson weights (METHODS 0.3)."""
        weights = np.random.Generator(np.random.PCG64(seed)).poisson(1.0, (DRAWS, BUCKETS)).astype(float)
        sums: dict[Hashable, Array] = {}
        return [cls(weights, place, sums) for place in range(DRAWS)]

    def sum(self, key: Hashable, table: Array) -> Array:
        """A table of (bucket, ...) summed over its buckets, each with its weight; `key` names the table."""
        if key not in self._sums:
            self._sums[key] = (self.weights @ table.reshape(BUCKETS, -1)).reshape(DRAWS, *table.shape[1:])
        one: Array = self._sums[key][self.place]
        return one


Weights = Resample | None
Effect = Callable[[Weights], float]


@dataclass(frozen=True, eq=False)
class Signal:
    """A monthly measure. `direction` says which way is bad: -1 a fall, 1 a rise.

    Attributes:
        by_log_odds: Levels are compared as log-odds, for a share whose `weights` are the precision of those; told as the share it is.
    """

    name: str
    unit: str
    values: Array
    weights: Array
    direction: int
    frame: Frame
    block: int = 2
    by_log_odds: bool = False

    @cached_property
    def shift(self) -> Shift | None:
        """The best single change in the bad direction, or None where too few months have a value."""
        try:
            return self.told(
                self._searched(min_side=MIN_SIDE, block=self.block, shuffles=SHUFFLES, seed=len(self.name))
            )
        except EmptySample:
            return None

    def _searched(self, **how: int) -> Shift:
        return level_shift(self.levels, self.weights, direction=self.direction, **how)

    @property
    def levels(self) -> Array:
        """The values as they are compared."""
        return log_odds(self.values) if self.by_log_odds else self.values

    def told(self, found: Shift) -> Shift:
        """The change with the levels on either side in the signal's own unit."""
        if not self.by_log_odds:
            return found
        before, after = self.around(found.at)
        return replace(found, before=before, after=after)

    @property
    def p(self) -> float | None:
        """Chance of a change as large when nothing changed."""
        return None if self.shift is None else self.shift.p_value

    def moved(self, *, by: float, p: float = 0.05) -> bool:
        """Did the level shift the bad way by at least the relative amount `by`, beyond chance at `p`?"""
        return self.shift is not None and self.shift.p_value <= p and abs(self.relative) >= by

    @property
    def relative(self) -> float:
        """Log of after over before; 0 where there is no shift or no level."""
        if self.shift is None or self.shift.before <= 0 or self.shift.after <= 0:
            return 0.0
        return float(np.log(self.shift.after / self.shift.before))

    @cached_property
    def is_no_season(self) -> bool:
        """Do the months after the change differ from the same calendar months before it, by half the change at least?

        True where fewer than three such pairs exist: a short record cannot show a season either.
        """
        if self.shift is None or not self.shift.change:
            return False
        pairs = [
            self.values[month] - self.values[month - 12]
            for month in range(self.shift.at, len(self.values))
            if 0 <= month - 12 < self.shift.at and np.isfinite(self.values[[month, month - 12]]).all()
        ]
        return len(pairs) < 3 or float(np.median(pairs)) / self.shift.change >= 0.5

    def around(self, at: int) -> tuple[float, float]:
        """Weighted means before and from month `at` on; NaN where a side has nothing."""
        sides = []
        for side in (slice(None, at), slice(at, None)):
            ok = np.isfinite(self.values[side]) & (self.weights[side] > 0)
            sides.append(
                float(np.average(self.values[side][ok], weights=self.weights[side][ok])) if ok.any() else np.nan
            )
        return sides[0], sides[1]

    def contrast(self, at: int) -> Estimate:
        """Change of the level at month `at` in the signal's own unit, its interval from how much the months vary on either side."""
        before, after = self.around(at)
        ok = np.isfinite(self.values) & (self.weights > 0)
        late = np.arange(len(self.values)) >= at
        n = int(ok.sum())
        if not np.isfinite(before) or not np.isfinite(after) or n < 4:
            return Estimate(None, n=n, status=Status.INSUFFICIENT, reason="too few months on one side")
        residual = np.where(late, self.values - after, self.values - before)[ok]
        w = self.weights[ok]
        variance = float((w * residual**2).sum()) / (n - 2)
        spread = np.sqrt(variance * (1 / w[late[ok]].sum() + 1 / w[~late[ok]].sum()))
        reach = NormalDist().inv_cdf((1 + DECISION_LEVEL) / 2) * spread
        change = after - before
        return Estimate(change, float(change - reach), float(change + reach), n=n, method="months compared")

    @property
    def series(self) -> tuple[tuple[str, float | None], ...]:
        """(month label, value) oldest first, None where unknown."""
        return tuple((self.frame.label(i), float(v) if np.isfinite(v) else None) for i, v in enumerate(self.values))


def log_odds(shares: Array) -> Array:
    """ln of share ÷ (1 − share); finite at 0 and 1 too, so that a share that never moves has a level that never does."""
    inside = np.clip(shares, 1e-9, 1 - 1e-9)
    told: Array = np.log(inside / (1 - inside))
    return told


def observed_over_expected(observed: Array, exposure: Array) -> tuple[Array, Array]:
    """Indirect standardisation: each month's count against what its mix of strata would give at the pooled rates.

    Args:
        observed, exposure: Counts by (month, stratum).
    Returns:
        Ratio observed ÷ expected by month (NaN where nothing was expected) times the pooled rate, and the expected counts as weights.
    """
    pooled_exposure, pooled = exposure.sum(0), observed.sum(0)
    rate = np.divide(pooled, pooled_exposure, out=np.zeros_like(pooled, dtype=float), where=pooled_exposure > 0)
    expected = (exposure * rate).sum(1)
    overall = pooled.sum() / pooled_exposure.sum() if pooled_exposure.sum() else np.nan
    ratio = np.divide(observed.sum(1), expected, out=np.full(len(expected), np.nan), where=expected > 0)
    return ratio * overall, expected


def effect_interval(effect: Effect, seed: int, *, n: int, level: float = DECISION_LEVEL) -> Estimate:
    """A log change of quarterly bookings with its account-bootstrap interval (Poisson weights per account bucket, METHODS 0.3).

    Returns:
        value: below zero is harm, -0.10 is about ten percent of bookings; None (degenerate) where the effect cannot be computed.
    """
    point = effect(None)
    if not np.isfinite(point):
        return Estimate(None, n=n, status=Status.DEGENERATE, reason="one side of the comparison is empty")
    draws = np.array([effect(resample) for resample in Resample.poisson(seed)])
    draws = draws[np.isfinite(draws)]
    lo, hi = percentile_ends(draws, level=level) if len(draws) >= DRAWS // 2 else (-np.inf, np.inf)
    return Estimate(point, float(lo), float(hi), n=n, method="account bootstrap", level=level)
