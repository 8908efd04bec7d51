"""Capture-adjusted credit: what a channel that captures demand earned passes to whoever made the demand (METHODS 4.7)."""

from __future__ import annotations

import numpy as np

from oarlock.stats.arrays import Bools, Floats
from oarlock.stats.attribution.paths import Paths


def capture_adjusted(journeys: Paths, weights: Floats, captures: Bools, creates: Bools) -> tuple[Floats, Floats]:
    """Credit of capture touches given to the last earlier creation touch of the journey, else to base demand. A convention.

    Args:
        weights: Share of each touch, as a rule model gives it. captures, creates: what each channel does.
    Returns:
        Shares per touch after passing on, and per journey the share that goes to base demand; together they sum to 1.
    """
    place = journeys.place()
    made = np.where(creates[journeys.codes], place, -1)
    offset = journeys.per_touch(journeys.starts).astype(np.int64)
    # Places count up inside a journey, so a running maximum of absolute positions forgets the journey before by itself.
    latest = np.maximum.accumulate(np.where(made >= 0, offset + made, offset - 1))
    passes = captures[journeys.codes]
    known = passes & (latest >= offset)
    target = np.where(known, latest, np.arange(len(place)))
    base = passes & ~known
    adjusted: Floats = np.bincount(target, weights=np.where(base, 0.0, weights), minlength=len(place)).astype(
        np.float64
    )
    return adjusted, journeys.summed(np.where(base, weights, 0.0))
