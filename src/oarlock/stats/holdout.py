"""What a randomised holdout says: two arms as assigned, within strata, by shares or by money.

References:
    METHODS 4.8. Newcombe (1998), Statistics in Medicine 17, 873–890, for differences of shares, summed over strata as in Zou & Donner
    (2008); Deng, Xu, Kohavi & Walker (2013), WSDM, for the adjustment by the same outcome before (CUPED).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Bools, Floats, Ints, Numbers, floats, z_of
from oarlock.stats.draws import percentile_interval
from oarlock.stats.proportions import newcombe_difference, share
from oarlock.stats.resample import REPLICATES, bootstrap_sums
from oarlock.stats.result import Estimate
from oarlock.stats.seeds import generator

SHUFFLES = 10_000
MONEY_SHUFFLES = 2_000


@dataclass(frozen=True, slots=True)
class Holdout:
    """Two arms compared as they were assigned.

    Attributes:
        treated, control: Outcome per account of each arm, as it is. effect: treated − control, each stratum by its accounts.
        adjusted: The same after what the outcome before explains is taken out; None where the outcome before says nothing.
        p: Share of random assignments within the strata with a difference at least as large, two-sided.
        p_before: The same of the outcome before: tiny where the arms were not assigned at random.
        lone: Accounts in strata that hold only one arm; nothing can be compared there.
    """

    treated: Estimate
    control: Estimate
    effect: Estimate
    adjusted: Estimate | None
    p: float
    p_before: float
    lone: int


def holdout(
    treated: Bools,
    outcome: Numbers,
    before: Numbers,
    strata: Numbers | None = None,
    *,
    is_share: bool = True,
    seed: int = 0,
) -> Holdout:
    """The comparison, accounts as units.

    Args:
        treated: Whether each account was assigned to be treated. outcome: 0 or 1, or an amount. before: the same outcome before the test.
        strata: Code of the stratum each account was assigned in; None is one stratum. is_share: whether the outcome is 0 or 1.
    Raises:
        EmptySample: no stratum holds accounts of both arms.
    """
    a, y, x = np.asarray(treated, dtype=np.bool_), floats(outcome, "outcome"), floats(before, "before")
    s = np.zeros(len(y), dtype=np.int64) if strata is None else np.asarray(strata).astype(np.int64)
    if len({len(a), len(y), len(x), len(s)}) > 1:
        raise BadSample("Every account needs an arm, an outcome, an outcome before, and a stratum.")
    kept = np.isin(s, np.intersect1d(s[a], s[~a]))
    if not kept.any():
        raise EmptySample("No stratum holds accounts of both arms, so there is nothing to compare.")
    a, y, x, s = a[kept], y[kept], x[kept], s[kept]
    one, two = (_mean(y[arm], is_share, seed + i) for i, arm in enumerate((a, ~a)))
    effect = _of_shares(a, y, s) if is_share else _of_amounts(a, y, s, seed)
    chance = _p_of_shares if is_share else _p_of_amounts
    p, earlier = (chance(a, values, s, seed) for values in (y, x))
    return Holdout(one, two, effect, _adjusted(a, y, x, s), p, earlier, int((~kept).sum()))


def accounts_alike(treated: int, control: int) -> int:
    """Accounts per arm of a test with equal arms that sees as much as one with these: their harmonic mean."""
    return math.floor(2 / (1 / treated + 1 / control)) if treated and control else 0


def drawn(strata: Numbers, held_out: float, *, seed: int) -> Bools:
    """Who is held out: the share of every stratum, at random; what a stratum cannot split evenly is settled by lot.

    Raises:
        BadSample: the share is not strictly between 0 and 1.
    """
    if not 0.0 < held_out < 1.0:
        raise BadSample(f"The share held out is {held_out:g}; it lies strictly between 0 and 1.")
    codes, rng = np.asarray(strata).astype(np.int64), generator(seed)
    told = np.zeros(len(codes), dtype=np.bool_)
    for one in np.unique(codes):
        members = rng.permutation(np.flatnonzero(codes == one))
        exact = held_out * len(members)
        told[members[: math.floor(exact) + int(rng.random() < exact % 1)]] = True
    return told


def _cells(a: Bools, s: Ints) -> Iterator[tuple[float, Bools, Bools]]:
    """Each stratum's part of all accounts, and its two arms."""
    for one in np.unique(s):
        here = s == one
        yield float(here.mean()), here & a, here & ~a


def _mean(y: Floats, is_share: bool, seed: int) -> Estimate:
    if is_share:
        return share(int(y.sum()), len(y))
    ends = percentile_interval(_drawn_means(y, seed))
    return Estimate(float(y.mean()), ends.lo, ends.hi, len(y), int((y != 0).sum()), method="bootstrap of accounts")


def _of_shares(a: Bools, y: Floats, s: Ints) -> Estimate:
    """Newcombe's difference in each stratum; the distances to the ends add up as their squares do."""
    value = below = above = 0.0
    for weight, one, two in _cells(a, s):
        part = newcombe_difference((int(y[one].sum()), int(one.sum())), (int(y[two].sum()), int(two.sum())))
        told, lo, hi = (weight * float(end or 0.0) for end in (part.value, part.lo, part.hi))
        value, below, above = value + told, below + (told - lo) ** 2, above + (hi - told) ** 2
    lo, hi = value - math.sqrt(below), value + math.sqrt(above)
    return Estimate(value, lo, hi, len(y), int(y.sum()), method="Newcombe")


def _of_amounts(a: Bools, y: Floats, s: Ints, seed: int) -> Estimate:
    value, draws = 0.0, np.zeros(REPLICATES)
    for i, (weight, one, two) in enumerate(_cells(a, s)):
        value += weight * float(y[one].mean() - y[two].mean())
        draws += weight * (_drawn_means(y[one], seed + 2 * i + 2) - _drawn_means(y[two], seed + 2 * i + 3))
    ends = percentile_interval(draws)
    return Estimate(value, ends.lo, ends.hi, len(y), int((y != 0).sum()), method="bootstrap of accounts")


def _drawn_means(y: Floats, seed: int) -> Floats:
    means: Floats = bootstrap_sums(y[:, None], seed=seed)[:, 0] / len(y)
    return means


def _adjusted(a: Bools, y: Floats, x: Floats, s: Ints) -> Estimate | None:
    """y − θ(x − mean x): what the outcome before tells of who would have had it anyway is taken out of both arms."""
    inside = x - _means_by(x, s)
    spread = float(inside @ inside)
    if spread <= 0:
        return None
    theta = float(inside @ (y - _means_by(y, s))) / spread
    told = y - theta * (x - x.mean())
    value = variance = 0.0
    for weight, one, two in _cells(a, s):
        value += weight * float(told[one].mean() - told[two].mean())
        variance += weight**2 * sum(float(told[arm].var()) / max(1, int(arm.sum()) - 1) for arm in (one, two))
    half = z_of(0.90) * math.sqrt(variance)
    return Estimate(value, value - half, value + half, len(y), method="CUPED")


def _means_by(values: Floats, s: Ints) -> Floats:
    codes = np.unique(s, return_inverse=True)[1]
    means: Floats = (np.bincount(codes, values) / np.bincount(codes))[codes]
    return means


def _p_of_shares(a: Bools, y: Floats, s: Ints, seed: int) -> float:
    """Of shares only how many of the converted fall to the treated changes from one assignment to the next: a hypergeometric number."""
    rng, seen, effects = generator(seed), 0.0, np.zeros(SHUFFLES)
    for weight, one, two in _cells(a, s):
        n, m, won = int(one.sum()), int(two.sum()), int(y[one | two].sum())
        hits = rng.hypergeometric(won, n + m - won, n, SHUFFLES)
        effects += weight * (hits / n - (won - hits) / m)
        seen += weight * float(y[one].mean() - y[two].mean())
    return _as_large(effects, seen)


def _p_of_amounts(a: Bools, y: Floats, s: Ints, seed: int) -> float:
    rng, seen, effects = generator(seed), 0.0, np.zeros(MONEY_SHUFFLES)
    for weight, one, two in _cells(a, s):
        values, n = y[one | two], int(one.sum())
        total, m = float(values.sum()), int(two.sum())
        sums = np.array([rng.permutation(values)[:n].sum() for _ in range(MONEY_SHUFFLES)])
        effects += weight * (sums / n - (total - sums) / m)
        seen += weight * float(y[one].mean() - y[two].mean())
    return _as_large(effects, seen)


def _as_large(effects: Floats, seen: float) -> float:
    """The assignment that happened counts as one of them, or p could be 0."""
    extreme = int((np.abs(effects) >= abs(seen) - 1e-12 * max(1.0, abs(seen))).sum())
    return (extreme + 1) / (len(effects) + 1)
