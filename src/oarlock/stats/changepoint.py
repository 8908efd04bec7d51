"""Since when? One change in a series, and the set of dates it may have begun at, never one date alone (METHODS 1.8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers, floats, mid_ranks
from oarlock.stats.blocks import row_slopes
from oarlock.stats.seeds import generator

MIN_SIDE = 4
"""Fewest periods on either side of a change."""
CANDIDATES_WITHIN = 0.10
PERMUTATIONS = 10_000


@dataclass(frozen=True, slots=True)
class Break:
    """The best-supported single change.

    Attributes:
        last_before: Index of the last period before the change. candidates: of every split whose statistic is
            within 10 % of the best.
        statistic: Pettitt's K, the log-likelihood ratio, or the share by which the residuals shrink.
        p_value: Share of shuffled series with a statistic at least as large. before, after: level (or slope) on either side.
        is_told: Whether the method's own rule accepts the change.
    """

    last_before: int
    candidates: tuple[int, ...]
    statistic: float
    p_value: float
    before: float
    after: float
    is_told: bool


def pettitt(series: Numbers, *, seed: int, permutations: int = PERMUTATIONS, min_side: int = MIN_SIDE) -> Break:
    """Has the level changed once? Ranks only, so one outlier does not make a change.

    Raises:
        EmptySample: fewer than 2·min_side values.
    References:
        Pettitt (1979), Applied Statistics 28, 126–135; p by permutation, because the formula is a rough bound at small T.
    """
    y = floats(series, "series", least=2 * min_side)
    order = _shuffles(len(y), permutations, seed)
    ranks = np.argsort(np.argsort(y, kind="stable"), kind="stable") if len(set(y.tolist())) == len(y) else mid_ranks(y)
    scores = np.abs(_pettitt_scores(ranks[None, :].astype(np.float64)))[0]
    largest = np.abs(_pettitt_scores(ranks[order].astype(np.float64))).max(axis=1)
    best, near = _candidates(scores, min_side)
    p = (1 + int((largest >= scores.max() - 1e-9).sum())) / (permutations + 1)
    medians = float(np.median(y[: best + 1])), float(np.median(y[best + 1 :]))
    return Break(best, near, float(scores[best]), p, *medians, is_told=p < 0.05)


def pettitt_bound(K: float, periods: int) -> float:
    """The formula 2·exp(−6K²/(T³+T²)): only a rough bound at small T, shown beside the permutation p."""
    return float(min(1.0, 2.0 * np.exp(-6.0 * K**2 / (periods**3 + periods**2))))


def binomial_scan(
    successes: Numbers, trials: Numbers, *, seed: int, permutations: int = 2000, min_side: int = MIN_SIDE
) -> Break:
    """Has a rate changed once? The largest binomial log-likelihood ratio over all splits; the scan is the multiplicity.

    Whole periods are shuffled, so that the p-value allows for periods that vary by more than coin tosses would.

    Raises:
        EmptySample: fewer than 2·min_side periods. BadSample: more successes than trials.
    """
    k, n = floats(successes, "successes", least=2 * min_side), floats(trials, "trials", least=2 * min_side)
    if len(k) != len(n) or (k > n).any() or (k < 0).any():
        raise BadSample("successes and trials need one value each per period, with 0 ≤ successes ≤ trials.")
    order = _shuffles(len(k), permutations, seed)
    ratios = _log_likelihood_ratios(k[None, :], n[None, :])[0]
    best, near = _candidates(ratios, min_side)
    inside = slice(min_side - 1, len(k) - min_side)
    largest = _log_likelihood_ratios(k[order], n[order])[:, inside].max(axis=1)
    p = (1 + int((largest >= ratios[best] - 1e-9).sum())) / (permutations + 1)
    before, after = (
        float(k[part].sum() / max(n[part].sum(), 1e-300)) for part in (slice(best + 1), slice(best + 1, None))
    )
    return Break(best, near, float(ratios[best]), p, before, after, is_told=p < 0.05)


def slope_change(series: Numbers, *, seed: int, permutations: int = 1000, min_side: int = MIN_SIDE) -> Break:
    """Has the slope changed once? Two Theil–Sen segments against one line.

    Accepted if the permutation p is below .05 and the residuals' median absolute deviation falls by a quarter or more.

    Raises:
        EmptySample: fewer than 2·min_side values.
    """
    y = floats(series, "series", least=2 * min_side)
    times = np.arange(len(y), dtype=np.float64)
    falls, steadier, slopes = _segment_falls(y[None, :], times, min_side)
    line = float(row_slopes(y[None, :], times)[0])
    residuals = y - line * times
    # Shuffled residuals about the single line: what two segments gain where there is one slope.
    null = _segment_falls(line * times + residuals[_shuffles(len(y), permutations, seed)], times, min_side)[0]
    best, near = _candidates(falls[0], min_side)
    p = (1 + int((null.max(axis=1) >= falls[0, best] - 1e-12).sum())) / (permutations + 1)
    before, after = slopes[0, best]
    told = bool(p < 0.05 and steadier[0, best] >= 0.25)
    return Break(best, near, float(falls[0, best]), p, float(before), float(after), told)


def _shuffles(n: int, permutations: int, seed: int) -> Ints:
    return generator(seed).permuted(np.tile(np.arange(n), (permutations, 1)), axis=1)


def _pettitt_scores(ranks: Floats) -> Floats:
    """U_t of every split of every row: twice the rank sum of the first part less its expectation."""
    t = np.arange(1, ranks.shape[1])
    U: Floats = 2 * np.cumsum(ranks + 1, axis=1)[:, :-1] - t * (ranks.shape[1] + 1)
    return U


def _log_likelihood_ratios(k: Floats, n: Floats) -> Floats:
    left_k, left_n = np.cumsum(k, axis=1)[:, :-1], np.cumsum(n, axis=1)[:, :-1]
    all_k, all_n = k.sum(axis=1, keepdims=True), n.sum(axis=1, keepdims=True)
    return _fit(left_k, left_n) + _fit(all_k - left_k, all_n - left_n) - _fit(all_k, all_n)


def _fit(k: Floats, n: Floats) -> Floats:
    """Largest log-likelihood of k successes in n trials; 0·ln 0 is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        won = np.where(k > 0, k * np.log(k / n), 0.0)
        lost: Floats = np.where(n - k > 0, (n - k) * np.log1p(-k / n), 0.0)
    return won + lost


def _segment_falls(rows: Floats, times: Floats, min_side: int) -> tuple[Floats, Floats, Floats]:
    """Share by which two segments lower the mean and the median absolute residual of one line, and both slopes."""
    T = rows.shape[1]
    one_line = np.abs(_centred(rows - row_slopes(rows, times)[:, None] * times))
    falls, steadier = (np.full((len(rows), T - 1), -np.inf) for _ in range(2))
    slopes = np.zeros((len(rows), T - 1, 2))
    for split in range(min_side - 1, T - min_side):
        parts = [slice(0, split + 1), slice(split + 1, T)]
        for side, part in enumerate(parts):
            slopes[:, split, side] = row_slopes(rows[:, part], times[part])
        bent = [_centred(rows[:, part] - slopes[:, split, [s]] * times[part]) for s, part in enumerate(parts)]
        two_lines = np.abs(np.concatenate(bent, axis=1))
        falls[:, split] = _fall(one_line.mean(axis=1), two_lines.mean(axis=1))
        steadier[:, split] = _fall(np.median(one_line, axis=1), np.median(two_lines, axis=1))
    return falls, steadier, slopes


def _fall(before: Floats, after: Floats) -> Floats:
    return np.where(before > 0, 1 - after / np.where(before > 0, before, 1.0), 0.0)


def _centred(rows: Floats) -> Floats:
    return rows - np.median(rows, axis=1, keepdims=True)


def _candidates(statistic: Floats, min_side: int) -> tuple[int, tuple[int, ...]]:
    """Best admissible split and every one within 10 % of it; index = last period before the change."""
    admissible = np.arange(min_side - 1, len(statistic) + 1 - min_side)
    if not len(admissible):
        raise EmptySample(f"A change needs {min_side} periods on either side.")
    values = statistic[admissible]
    best = int(admissible[int(values.argmax())])
    return best, tuple(int(i) for i in admissible[values >= (1 - CANDIDATES_WITHIN) * values.max()])
