"""Has the level of a series shifted, and since when? One shift, its date unknown, the search for the date paid for.

The statistic is the largest weighted two-sample t over all admissible split points; its p-value comes from shuffling the series in short
circular blocks, so that a series whose neighbours resemble each other is not mistaken for one that moved, and so that periods vary as
periods of this company do, not as coin tosses would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from oarlock.errors import EmptySample

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shift:
    """The best-supported single change of level.

    Attributes:
        at: Index of the first period after the change.
        candidates: Every split whose statistic is within 10 % of the best: the honest answer to "since when".
        before, after: Weighted means on either side.
        t: The statistic, signed: negative for a fall.
        p_value: Share of block shuffles with a statistic at least as extreme in the direction asked for.
        n: Periods used.
    """

    at: int
    candidates: tuple[int, ...]
    before: float
    after: float
    t: float
    p_value: float
    n: int

    @property
    def change(self) -> float:
        """After minus before, in the series' own unit."""
        return self.after - self.before


def level_shift(
    values: Sequence[float] | Floats,
    weights: Sequence[float] | Floats | None = None,
    *,
    direction: int = 0,
    min_side: int = 4,
    block: int = 2,
    shuffles: int = 1999,
    seed: int = 0,
) -> Shift:
    """The largest change of level and whether chance alone would show one as large.

    Args:
        values: One value per period, oldest first; NaN where a period has none (left out, the rest closes up).
        weights: Precision of each value, such as its number of units; None weighs periods alike.
        direction: -1 looks for falls only, 1 for rises only, 0 for either.
        min_side: Fewest periods on each side of a split.
        block: Periods kept together when shuffling.
    Raises:
        EmptySample: fewer than 2·min_side periods have a value.
    References:
        Maximally selected statistics with permutation p (Hothorn & Zeileis 2008, Biometrics 64, 1263–1269); circular blocks as Politis &
        Romano 1992. METHODS 1.8: one change only, at least 4 points a side, the scan is the multiplicity.
    """
    x, w, index = _usable(values, weights)
    if len(x) < 2 * min_side:
        raise EmptySample(f"A change of level needs {2 * min_side} periods with a value; {len(x)} have one.")
    statistic = _split_t(x[None, :], w[None, :], min_side)[0]
    signed = statistic if direction == 0 else direction * statistic
    best = int(np.argmax(np.abs(signed) if direction == 0 else signed))
    order = _block_shuffles(len(x), block, shuffles, seed)
    shuffled = _split_t(x[order], w[order], min_side)
    extreme = (np.abs(shuffled) if direction == 0 else direction * shuffled).max(axis=1)
    reach = abs(statistic[best]) if direction == 0 else signed[best]
    split = best + min_side
    near = np.flatnonzero((np.abs(statistic) >= 0.9 * abs(reach)) & (np.sign(statistic) == np.sign(statistic[best])))
    return Shift(
        at=int(index[split]),
        candidates=tuple(int(index[i + min_side]) for i in near),
        before=float(np.average(x[:split], weights=w[:split])),
        after=float(np.average(x[split:], weights=w[split:])),
        t=float(statistic[best]),
        p_value=float((1 + np.count_nonzero(extreme >= reach - 1e-12)) / (shuffles + 1)),
        n=len(x),
    )


def joint_shift(
    series: Sequence[Sequence[float] | Floats],
    weights: Sequence[Sequence[float] | Floats],
    directions: Sequence[int],
    *,
    min_side: int = 4,
    block: int = 2,
    shuffles: int = 1999,
    seed: int = 0,
) -> Shift:
    """One date at which several series all shifted, each in its own direction, and whether chance alone would bring as much.

    The statistic is the weakest of the series' t at one split: a claim that rests on two things is as strong as the weaker of them. All
    series are shuffled by the same blocks, which keeps what they have in common.

    Returns:
        `before` and `after` of the first series; `t` is the weakest, positive where all point the way asked for.
    Raises:
        EmptySample: fewer than 2·min_side periods have a value in every series.
    References:
        Berger (1982), Technometrics 24, 295–300, for the weakest as the test of a conjunction; the rest as `level_shift`.
    """
    xs, ws = np.asarray(series, dtype=float), np.asarray(weights, dtype=float)
    index = np.flatnonzero((np.isfinite(xs) & (ws > 0)).all(axis=0))
    xs, ws = xs[:, index], ws[:, index]
    if len(index) < 2 * min_side:
        raise EmptySample(f"A common change of level needs {2 * min_side} periods with every value; {len(index)} have.")
    order = _block_shuffles(len(index), block, shuffles, seed)
    told = list(zip(xs, ws, directions, strict=True))
    statistic = np.min([sign * _split_t(x[None, :], w[None, :], min_side)[0] for x, w, sign in told], axis=0)
    extreme = np.min([sign * _split_t(x[order], w[order], min_side) for x, w, sign in told], axis=0).max(axis=1)
    best = int(np.argmax(statistic))
    reach, split = float(statistic[best]), best + min_side
    near = np.flatnonzero(statistic >= reach - 0.1 * abs(reach))
    return Shift(
        at=int(index[split]),
        candidates=tuple(int(index[i + min_side]) for i in near),
        before=float(np.average(xs[0, :split], weights=ws[0, :split])),
        after=float(np.average(xs[0, split:], weights=ws[0, split:])),
        t=reach,
        p_value=float((1 + np.count_nonzero(extreme >= reach - 1e-12)) / (shuffles + 1)),
        n=len(index),
    )


def _usable(values: Any, weights: Any) -> tuple[Floats, Floats, NDArray[np.int64]]:
    x = np.asarray(values, dtype=float)
    w = np.ones_like(x) if weights is None else np.asarray(weights, dtype=float)
    index = np.flatnonzero(np.isfinite(x) & (w > 0))
    return x[index], w[index], index


def _split_t(x: Floats, w: Floats, min_side: int) -> Floats:
    """Weighted t of every admissible split, one row per (shuffled) series; zero residual variance gives a huge but finite t."""
    total_w, total_x = w.sum(1, keepdims=True), (w * x).sum(1, keepdims=True)
    total_xx = (w * x * x).sum(1, keepdims=True)
    cut = slice(min_side - 1, x.shape[1] - min_side)
    left_w, left_x = np.cumsum(w, 1)[:, cut], np.cumsum(w * x, 1)[:, cut]
    right_w, right_x = total_w - left_w, total_x - left_x
    difference = right_x / right_w - left_x / left_w
    residual = total_xx - left_x**2 / left_w - right_x**2 / right_w
    floor = 1e-12 * (1.0 + np.abs(total_xx))
    variance = np.maximum(residual, floor) / (x.shape[1] - 2)
    t: Floats = difference / np.sqrt(variance * (1 / left_w + 1 / right_w))
    return t


def _block_shuffles(n: int, block: int, shuffles: int, seed: int) -> NDArray[np.int64]:
    """Index rows that shuffle circular blocks: a random rotation, cut into blocks, the blocks permuted."""
    rng = np.random.Generator(np.random.PCG64(seed))
    starts = rng.integers(0, n, size=shuffles)
    blocks = -(-n // block)
    keys = rng.random((shuffles, blocks)).repeat(block, axis=1)[:, :n]
    order = np.argsort(keys, axis=1, kind="stable")
    rotated: NDArray[np.int64] = (order + starts[:, None]) % n
    return rotated
