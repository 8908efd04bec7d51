"""Which dimension holds a change of an additive measure: elements that explain it and surprise (METHODS 1.11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats

LEAST_EACH, ENOUGH = 0.10, 0.67
"""Least explanatory power of one element; explanatory power at which the set is complete."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension's elements against their forecast.

    Attributes:
        power: Explanatory power per element: its share of the total change; may exceed 1 or be negative.
        surprise: Per element, in nats. chosen: elements that explain the change, the most surprising first.
    """

    name: str
    power: tuple[float, ...]
    surprise: tuple[float, ...]
    chosen: tuple[int, ...]

    @property
    def total_surprise(self) -> float:
        """Surprise of all elements; dimensions are ranked by the surprise of the chosen ones."""
        return sum(self.surprise)

    @property
    def is_mixed(self) -> bool:
        """Whether elements move in opposite directions or beyond the total."""
        return any(power < 0 or power > 1 for power in self.power)


def adtributor(dimensions: Mapping[str, tuple[Numbers, Numbers]]) -> tuple[Dimension, ...]:
    """Dimensions by falling surprise of the elements that explain the change.

    Args:
        dimensions: Per name the forecast and the actual value of each element. The forecast is a forecast, not the
        last period.
    Raises:
        BadSample: the total did not change, a value is negative, or the dimensions have different totals.
    References:
        Bhagwan et al. (2014), Adtributor, NSDI '14.
    """
    found = [_dimension(name, floats(F, name), floats(A, name)) for name, (F, A) in dimensions.items()]
    return tuple(sorted(found, key=lambda one: -sum(one.surprise[i] for i in one.chosen)))


def _dimension(name: str, F: Floats, A: Floats) -> Dimension:
    change = float(A.sum() - F.sum())
    if len(F) != len(A) or change == 0 or (F < 0).any() or (A < 0).any() or F.sum() <= 0 or A.sum() <= 0:
        raise BadSample(f"{name}: forecast and actual need non-negative values per element and totals that differ.")
    power, surprise = (A - F) / change, _surprise(F / F.sum(), A / A.sum())
    chosen: list[int] = []
    for element in np.argsort(-surprise, kind="stable"):
        if power[element] > LEAST_EACH and sum(power[chosen]) <= ENOUGH:
            chosen.append(int(element))
    return Dimension(name, tuple(power.tolist()), tuple(surprise.tolist()), tuple(chosen))


def _surprise(p: Floats, q: Floats) -> Floats:
    """Each element's part of the Jensen–Shannon divergence of forecast and actual shares."""
    both = np.where(p + q > 0, p + q, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.where(p > 0, p * np.log(2 * p / both), 0.0)
        right: Floats = np.where(q > 0, q * np.log(2 * q / both), 0.0)
    return (left + right) / 2
