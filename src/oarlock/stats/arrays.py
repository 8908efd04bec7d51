"""Array types of the statistics, and the checks every method makes of what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from oarlock.errors import BadSample, EmptySample

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Numbers = Sequence[float] | Floats | Ints


def floats(values: Numbers, what: str, *, least: int = 1) -> Floats:
    """The values as one row of finite floats.

    Raises:
        EmptySample: fewer than `least` values.
        BadSample: a value is not a finite number, or the values are not one row.
    """
    row = np.asarray(values, dtype=np.float64)
    if row.ndim != 1:
        raise BadSample(f"{what}: expected one row of numbers, got {row.ndim} dimensions.")
    if len(row) < least:
        raise EmptySample(f"{what}: {len(row)} values, at least {least} are needed.")
    if not np.isfinite(row).all():
        raise BadSample(f"{what}: value {int(np.flatnonzero(~np.isfinite(row))[0])} is not a finite number.")
    return row


def mid_ranks(values: Floats) -> Floats:
    """The place of each value in order, from 0; equal values share the mean of their places."""
    ordered = np.sort(values)
    return (np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right") - 1) / 2.0


def z_of(level: float) -> float:
    """Standard normal quantile of a two-sided interval: 1.645 for .90.

    Raises:
        BadSample: level is not strictly between 0 and 1.
    """
    if not 0.0 < level < 1.0:
        raise BadSample(f"level is {level}; it is a coverage strictly between 0 and 1, such as 0.90.")
    return NormalDist().inv_cdf((1.0 + level) / 2.0)
