"""When leads must come to count in a period: lags from lead to win folded over the calendar (METHODS 3.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats

USEFUL_SHARE = 0.10
"""Share of the best step's landing below which a step's leads no longer help the period."""


@dataclass(frozen=True, slots=True)
class Landing:
    """Share of a step's eventual wins that land in the period, by step of creation.

    Attributes:
        steps: Steps (weeks, months) counted from the period's first one; −6 is six before it. shares: one per step.
    """

    steps: tuple[int, ...]
    shares: tuple[float, ...]

    @property
    def last_useful(self) -> int:
        """Last step whose leads land at least a tenth as well as the best step's."""
        best = max(self.shares)
        return max(step for step, part in zip(self.steps, self.shares, strict=True) if part >= USEFUL_SHARE * best)

    def landed(self, leads_per_step: float, worth: float, *, since: int | None = None) -> float:
        """Money that lands from a constant number of leads per step, from step `since` on; worth = P(win) × amount."""
        kept = (part for step, part in zip(self.steps, self.shares, strict=True) if since is None or step >= since)
        return leads_per_step * worth * sum(kept)

    def leads_needed(self, goal: float, worth: float, *, in_flight: float = 0.0, since: int | None = None) -> float:
        """Constant leads per step, from step `since` on, that bring the goal less what is already in flight.

        Raises:
            BadSample: none of those leads can land in the period.
        """
        each = self.landed(1.0, worth, since=since)
        if each <= 0:
            raise BadSample("No lead of those steps can land in the period; start earlier.")
        return max(0.0, goal - in_flight) / each


def landing(lags: Numbers, period_steps: int = 3) -> Landing:
    """Landing shares from the distribution of the lag between lead and win.

    Args:
        lags: Share of wins that come 0, 1, 2, … steps after the lead; adds up to 1 (given a win).
        period_steps: Steps in the period: 3 months, 13 weeks.
    Raises:
        BadSample: the shares are negative or do not add up to 1.
    """
    pmf = floats(lags, "lags")
    if (pmf < 0).any() or abs(float(pmf.sum()) - 1.0) > 1e-6:
        raise BadSample(f"Lag shares are 0 or more and add up to 1; these add up to {float(pmf.sum()):g}.")
    shares = np.convolve(pmf[::-1], np.ones(period_steps))
    steps = range(1 - len(pmf), period_steps)
    return Landing(tuple(steps), tuple(float(part) for part in shares))


def landing_chance(by_end: Numbers, by_now: Numbers, open_now: Numbers) -> Floats:
    """Chance that each open unit lands in the period, given that it is open now.

    Args:
        by_end, by_now: F(age at the period's end) and F(age now, or at the period's start if later). open_now: S(age now).
    Returns:
        One chance per unit, NaN where the curve says nobody is open at that age.
    """
    end, now, still = (np.asarray(values, dtype=np.float64) for values in (by_end, by_now, open_now))
    return np.where(still > 0, np.clip((end - now) / np.where(still > 0, still, 1.0), 0.0, 1.0), np.nan)
