"""Circular blocks: resampling a time series without tearing neighbouring periods apart."""

from __future__ import annotations

import math

import numpy as np

from oarlock.stats.arrays import Floats, Ints


def block_length(n: int) -> int:
    """Periods per block: the cube root of the series' length, at least 2 (METHODS 1.4)."""
    return max(2, round(math.cbrt(n)))


def circular_blocks(n: int, replicates: int, rng: np.random.Generator, *, length: int | None = None) -> Ints:
    """Indices of resampled periods, one row per replicate; the series' end joins its beginning."""
    size = length or block_length(n)
    starts = rng.integers(0, n, (replicates, -(-n // size), 1))
    return ((starts + np.arange(size)) % n).reshape(replicates, -1)[:, :n]


def row_slopes(rows: Floats, times: Floats) -> Floats:
    """Theil–Sen slope of every row at once."""
    i, j = np.triu_indices(len(times), 1)
    slopes: Floats = np.median((rows[:, j] - rows[:, i]) / (times[j] - times[i]), axis=1)
    return slopes
