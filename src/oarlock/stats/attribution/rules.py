"""Rule models: conventions that split each conversion over the touches of its journey. Each row sums to 1.

Shares that fall on the same touch add up; where a milestone has no touch, or there is no other touch to take the rest, what is left is
scaled to 1. Two products call different weights "U-shaped", so both stand here under their own names.

References:
    METHODS 4.2. HubSpot: U 40/20/40, W 30/30/30 and 10, full path 22.5 × 4 and 10, J 20/60 and 20. Marketo Measure: U 50/50.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Bools, Floats, Ints
from oarlock.stats.attribution.paths import Codes, Paths

HALF_LIFE_DAYS = 7.0
ABSENT = -1
"""Place of a milestone at which a journey has no touch."""

Milestone = tuple[Ints, float]
"""Place of the touch in each journey (from 0, or ABSENT), and the share it gets."""


def positional(journeys: Paths, milestones: Sequence[Milestone], rest: float = 0.0) -> Floats:
    """Shares for milestones, the rest spread evenly over the other touches.

    Raises:
        BadSample: a journey has none of the milestones and there is no rest to give, or a place lies outside its journey.
    """
    weights = np.zeros(len(journeys.codes))
    for places, share in milestones:
        place = np.asarray(places, dtype=np.int64)
        if (place >= journeys.lengths).any() or (place < ABSENT).any():
            raise BadSample("A milestone lies outside its journey; places run from 0, and -1 stands for none.")
        there = place >= 0
        np.add.at(weights, (journeys.starts + place)[there], share)
    others = weights == 0
    count = journeys.per_touch(np.maximum(journeys.summed(others.astype(np.float64)), 1.0))
    weights = np.where(others, rest / count, weights)
    return _scaled(journeys, weights)


def first(journeys: Paths) -> Floats:
    """All to the first touch."""
    return positional(journeys, [(_at(journeys, 0), 1.0)])


def last(journeys: Paths) -> Floats:
    """All to the last touch."""
    return positional(journeys, [(journeys.lengths - 1, 1.0)])


def last_of(journeys: Paths, eligible: Bools) -> Floats:
    """All to the last touch that is eligible, such as the last one that is not direct; to the last where none is."""
    place = np.where(eligible, journeys.place(), ABSENT)
    latest = np.maximum.reduceat(place, journeys.starts)
    return positional(journeys, [(np.where(latest >= 0, latest, journeys.lengths - 1), 1.0)])


def linear(journeys: Paths) -> Floats:
    """The same to every touch."""
    return np.asarray(1.0 / journeys.per_touch(journeys.lengths), dtype=np.float64)


def u_hubspot(journeys: Paths) -> Floats:
    """40 % to the first and to the last, 20 % over those between; a journey of two is halved."""
    return positional(journeys, [(_at(journeys, 0), 0.4), (journeys.lengths - 1, 0.4)], 0.2)


def u_marketo(journeys: Paths, lead: Ints) -> Floats:
    """50 % to the first touch and to the one at which the lead was created."""
    return positional(journeys, [(_at(journeys, 0), 0.5), (lead, 0.5)])


def w_shaped(journeys: Paths, lead: Ints, opportunity: Ints) -> Floats:
    """30 % each to the first touch, lead creation and opportunity creation, 10 % over the others."""
    return positional(journeys, [(_at(journeys, 0), 0.3), (lead, 0.3), (opportunity, 0.3)], 0.1)


def full_path(journeys: Paths, lead: Ints, opportunity: Ints, close: Ints) -> Floats:
    """22.5 % each to the first touch, lead creation, opportunity creation and close, 10 % over the others."""
    milestones = [(place, 0.225) for place in (_at(journeys, 0), lead, opportunity, close)]
    return positional(journeys, milestones, 0.1)


def j_shaped(journeys: Paths) -> Floats:
    """20 % to the first, 60 % to the last, 20 % over those between."""
    return positional(journeys, [(_at(journeys, 0), 0.2), (journeys.lengths - 1, 0.6)], 0.2)


def inverse_j(journeys: Paths) -> Floats:
    """60 % to the first, 20 % to the last, 20 % over those between."""
    return positional(journeys, [(_at(journeys, 0), 0.6), (journeys.lengths - 1, 0.2)], 0.2)


def time_decay(journeys: Paths, days_before: Floats, *, half_life: float = HALF_LIFE_DAYS) -> Floats:
    """Halved for every half-life that a touch lies before the conversion.

    Args:
        days_before: Days from each touch to the conversion, or to any one instant: only differences inside a journey count.
        half_life: Days, above 0.
    Raises:
        BadSample: the half-life is not above 0, or a number of days is not finite.
    """
    days = np.asarray(days_before, dtype=np.float64)
    if not half_life > 0 or not np.isfinite(days).all():
        raise BadSample("Time decay needs a half-life above 0 days and a finite number of days for every touch.")
    nearest = journeys.per_touch(np.minimum.reduceat(days, journeys.starts))
    # The nearest touch weighs 1, so that a journey that ended long ago does not vanish in rounding.
    return _scaled(journeys, np.exp2(-(days - nearest) / half_life))


def person_balanced(journeys: Paths, person: Codes) -> Floats:
    """Every person the same, split over the person's touches: a chatty contact is one voice."""
    journey = journeys.per_touch(np.arange(len(journeys.starts))).astype(np.int64)
    key = journey * (int(person.max()) + 1) + person.astype(np.int64)
    _, which, touches = np.unique(key, return_inverse=True, return_counts=True)
    return _scaled(journeys, 1.0 / touches[which])


def credit(journeys: Paths, weights: Floats, per_journey: Floats | None = None) -> Floats:
    """Credit per channel: weights of the touches times what each journey brought (its conversions where left out)."""
    brought = journeys.per_touch(journeys.wins if per_journey is None else per_journey)
    told: Floats = np.bincount(journeys.codes, weights=weights * brought, minlength=journeys.channels).astype(
        np.float64
    )
    return told


def _at(journeys: Paths, place: int) -> Ints:
    return np.full(len(journeys.starts), place, dtype=np.int64)


def _scaled(journeys: Paths, weights: Floats) -> Floats:
    total = journeys.summed(weights)
    if not (total > 0).all():
        raise BadSample(
            "A journey has no touch at any milestone of this model, so there is nothing to give its credit to."
        )
    return np.asarray(weights / journeys.per_touch(total), dtype=np.float64)
