"""Bootstrap over accounts: all rows of one account move together, because they are not independent.

Only sums per account are resampled, so any statistic that is a function of sums (a share, an average, a mix term, a difference of
periods) is bootstrapped by one matrix product, whatever the number of rows behind it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers
from oarlock.stats.draws import percentile_interval
from oarlock.stats.result import DECISION_LEVEL, Interval
from oarlock.stats.seeds import generator

REPLICATES = 2000
MOST_UNITS = 4000
"""Above this many accounts, random batches of them are resampled: same mean, same expected variance, bounded cost."""


def cluster_sums(cluster: Numbers, *columns: Numbers) -> Floats:
    """Sums of each column per cluster: one row per cluster code 0, 1, 2, …, one column per column.

    Raises:
        EmptySample: no rows.
        BadSample: a negative code, or columns of different lengths.
    """
    codes = np.asarray(cluster).astype(np.int64)
    if not len(codes):
        raise EmptySample("No rows to sum by account.")
    if codes.min() < 0 or any(len(np.asarray(column)) != len(codes) for column in columns):
        raise BadSample("Every row needs a cluster code of 0 or more and a value in every column.")
    return np.column_stack([np.bincount(codes, weights=np.asarray(column, dtype=np.float64)) for column in columns])


def bootstrap_sums(
    sums: Floats,
    *,
    seed: int,
    replicates: int = REPLICATES,
    most_units: int = MOST_UNITS,
    strata: Numbers | None = None,
) -> Floats:
    """Totals of every column in resampled sets of accounts: one row per replicate.

    Args:
        sums: One row per account, one column per quantity (`cluster_sums`, or from the engine).
        strata: Code per account; each stratum is resampled within itself. Left out: one stratum.
    Raises:
        EmptySample: no accounts.
    """
    rows = np.asarray(sums, dtype=np.float64)
    if rows.ndim != 2 or not len(rows):
        raise EmptySample("No accounts to resample." if not len(rows) else "Expected one row per account.")
    rng = generator(seed)
    if strata is None:
        return _resampled(rows, replicates, rng, most_units)
    codes = np.asarray(strata)
    parts = [_resampled(rows[codes == one], replicates, rng, most_units) for one in np.unique(codes)]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float64)


def bootstrap_interval(
    sums: Floats,
    statistic: Callable[[Floats], Floats],
    *,
    seed: int,
    replicates: int = REPLICATES,
    level: float = DECISION_LEVEL,
) -> Interval:
    """Percentile interval of a statistic of the column totals.

    Args:
        statistic: Takes rows of totals, gives one number per row; NaN where it does not exist.
    Raises:
        EmptySample: no accounts, or the statistic exists in fewer than half of the replicates.
    """
    return percentile_interval(statistic(bootstrap_sums(sums, seed=seed, replicates=replicates)), level=level)


def ratio(numerator: Floats, denominator: Floats) -> Floats:
    """Sum of numerators ÷ sum of denominators, NaN where the denominator is 0: never a mean of ratios."""
    exists = np.asarray(denominator) != 0
    result: Floats = np.divide(numerator, denominator, out=np.full(np.shape(numerator), np.nan), where=exists)
    return result


def batches(units: int, most: int, rng: np.random.Generator) -> Ints:
    """Random batch of each unit: `most` batches whose sizes differ by one at most."""
    return rng.permutation(units) % most


def _resampled(rows: Floats, replicates: int, rng: np.random.Generator, most: int) -> Floats:
    if len(rows) > most:
        batch = batches(len(rows), most, rng)
        rows = np.column_stack([np.bincount(batch, weights=column, minlength=most) for column in rows.T])
    units = len(rows)
    totals = np.empty((replicates, rows.shape[1]))
    step = max(1, 2_000_000 // units)
    for start in range(0, replicates, step):
        drawn = rng.integers(0, units, (min(step, replicates - start), units))
        key = drawn + units * np.arange(len(drawn))[:, None]
        weights = np.bincount(key.ravel(), minlength=drawn.size).reshape(drawn.shape)
        totals[start : start + len(drawn)] = weights @ rows
    return totals
