"""The array types of the simulation, and its sources of randomness: one stream per purpose, so that one cannot disturb another.

Units, once for all modules: `t` is days since the calendar's origin (a float: 10.5 is noon of day 10), a `day` its whole part.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


def stream(seed: int, purpose: str) -> np.random.Generator:
    """Random numbers for one purpose."""
    digest = hashlib.sha256(f"{seed}|{purpose}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))


class Draws:
    """Random arrays of one purpose, each from a stream of its own, so that the first n entries do not depend on how many are drawn.

    Companies of one seed therefore stay the same, lead by lead and deal by deal, until a plant makes them differ.
    """

    def __init__(self, seed: int, purpose: str) -> None:
        self._seed, self._purpose, self._drawn = seed, purpose, 0

    def _next(self) -> np.random.Generator:
        self._drawn += 1
        return stream(self._seed, f"{self._purpose} {self._drawn}")

    def even(self, *shape: int) -> Floats:
        """Numbers spread evenly over [0, 1)."""
        return self._next().random(shape)

    def normal(self, *shape: int) -> Floats:
        """Standard normal numbers."""
        return self._next().standard_normal(shape)

    def waits(self, *shape: int) -> Floats:
        """Exponential with mean 1."""
        return self._next().standard_exponential(shape)

    def gamma(self, k: float, *shape: int) -> Floats:
        """Gamma with mean and variance k."""
        return self._next().standard_gamma(k, shape)


def sigmoid(logit: Floats) -> Floats:
    """Probability of a log-odds."""
    return 1.0 / (1.0 + np.exp(-logit))


def snap(t: Floats, marks: Ints) -> Floats:
    """The first mark at or after each t (the last mark where there is none)."""
    return marks[np.minimum(np.searchsorted(marks, t), len(marks) - 1)].astype(np.float64)


def position_in_group(group: Ints) -> Ints:
    """0, 1, 2, ... within each run of equal neighbours."""
    if not len(group):
        return np.zeros(0, np.int64)
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    return np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
