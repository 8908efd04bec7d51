"""What a randomised holdout says: two arms as assigned, within strata, by shares or by money.

References:
    METHODS 4.8. Newcombe (1998), Statistics in Medicine 17, 873–890, for differences of shares, summed over strata as in Zou & Donner
    (2008); Deng, Xu, Kohavi & Walker (2013), WSDM, for the adjustment by the same outcome before (CUPED).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Bools, Floats, Ints, Numbers, floats
from oarlock.stats.draws import percentile_interval
from oarlock.stats.proportions import newcombe_difference, share
from oarlock.stats.reassigned import Reassigned
from oarlock.stats.resample import bootstrap_sums
from oarlock.stats.result import Estimate, Status
from oarlock.stats.seeds import generator

DRAWS_OF_SHARES = 10_000
SHUFFLES = 2_000
FEW = 1_000
"""Accounts of which the number of assignments is worth counting; of more it is beyond all bounds."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """Two arms compared as they were assigned.

    Attributes:
        treated, control: Outcome per account of each arm, as it is. effect: treated − control, each stratum by its accounts.
        adjusted: The same after what the outcome before explains is taken out; None where the outcome before says nothing.
        p: Share of random assignments within the strata with a difference at least as large, two-sided.
        smallest_p: The smallest it can be with so many accounts. p_before: p of the outcome before: tiny where the arms were not assigned
            at random.
        lone: Accounts in strata that hold only one arm; nothing can be compared there.
    """

    treated: Estimate
    control: Estimate
    effect: Estimate
    adjusted: Estimate | None
    p: float
    smallest_p: float
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
    told = _explained(y, x, s)
    columns = [*([] if is_share else [y, x]), *([] if told is None else [told])]
    found = _reassigned(a, columns, s, seed) if columns else []
    adjusted = None if told is None else _ranged(found[-1], y, "CUPED, permutation of accounts")
    if is_share:
        effect = _of_shares(a, y, s)
        p, earlier = (_p_of_shares(a, values, s, seed) for values in (y, x))
    else:
        effect = _ranged(found[0], y, "permutation of accounts")
        p, earlier = (of.p() for of in found[:2])
    return Holdout(one, two, effect, adjusted, p, _smallest_p(a, s), earlier, int((~kept).sum()))


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


def _drawn_means(y: Floats, seed: int) -> Floats:
    means: Floats = bootstrap_sums(y[:, None], seed=seed)[:, 0] / len(y)
    return means


def _smallest_p(a: Bools, s: Ints) -> float:
    """One of all assignments within the strata, or two where arms are equal, so that the reverse is as large."""
    arms = [(int(one.sum()), int(two.sum())) for _, one, two in _cells(a, s)]
    if len(a) > FEW:
        return 0.0
    ways = math.prod(math.comb(n + m, n) for n, m in arms)
    return float(Fraction(2 if all(n == m for n, m in arms) else 1, ways))


def _explained(y: Floats, x: Floats, s: Ints) -> Floats | None:
    """y − θ(x − mean x): what the outcome before tells of who would have had it anyway is taken out; None where it tells nothing."""
    inside = x - _means_by(x, s)
    spread = float(inside @ inside)
    if spread <= 0:
        return None
    theta = float(inside @ (y - _means_by(y, s))) / spread
    return np.asarray(y - theta * (x - x.mean()), dtype=np.float64)


def _means_by(values: Floats, s: Ints) -> Floats:
    codes = np.unique(s, return_inverse=True)[1]
    means: Floats = (np.bincount(codes, values) / np.bincount(codes))[codes]
    return means


def _p_of_shares(a: Bools, y: Floats, s: Ints, seed: int) -> float:
    """Of shares only how many of the converted fall to the treated changes from one assignment to the next: a hypergeometric number."""
    rng, seen, effects = generator(seed), 0.0, np.zeros(DRAWS_OF_SHARES)
    for weight, one, two in _cells(a, s):
        n, m, won = int(one.sum()), int(two.sum()), int(y[one | two].sum())
        hits = rng.hypergeometric(won, n + m - won, n, DRAWS_OF_SHARES)
        effects += weight * (hits / n - (won - hits) / m)
        seen += weight * float(y[one].mean() - y[two].mean())
    return _as_large(effects, seen)


def _reassigned(a: Bools, columns: list[Floats], s: Ints, seed: int) -> list[Reassigned]:
    """The difference of each column beside those of the same random assignments within the strata."""
    rng, kept = generator(seed), np.zeros(SHUFFLES)
    seen, differ = np.zeros(len(columns)), np.zeros((SHUFFLES, len(columns)))
    told = np.column_stack(columns)
    for weight, one, two in _cells(a, s):
        n, m = int(one.sum()), int(two.sum())
        values, step = np.concatenate([told[one], told[two]]), max(1, 2_000_000 // (n + m))
        seen += weight * (values[:n].mean(axis=0) - values[n:].mean(axis=0))
        for start in range(0, SHUFFLES, step):
            rows = min(step, SHUFFLES - start)
            chosen = rng.permuted(np.broadcast_to(np.arange(n + m), (rows, n + m)), axis=1)[:, :n]
            sums, same = values[chosen].sum(axis=1), (chosen < n).sum(axis=1)
            differ[start : start + rows] += weight * (sums / n - (values.sum(axis=0) - sums) / m)
            kept[start : start + rows] += weight * (same / n - (n - same) / m)
    return [Reassigned(float(seen[i]), differ[:, i], kept, is_all=False) for i in range(len(columns))]


def _ranged(found: Reassigned, y: Floats, method: str) -> Estimate:
    """The difference with the effects that assigning anew does not refuse; a bootstrap of a few large amounts is far too narrow."""
    ends, events = found.interval(), int((y != 0).sum())
    if ends is None:
        return Estimate(
            found.effect,
            n=len(y),
            n_events=events,
            status=Status.DEGENERATE,
            method=method,
            reason="too few accounts differ",
        )
    return Estimate(found.effect, ends.lo, ends.hi, len(y), events, method=method)


def _as_large(effects: Floats, seen: float) -> float:
    """The assignment that happened counts as one of them, or p could be 0."""
    extreme = int((np.abs(effects) >= abs(seen) - 1e-12 * max(1.0, abs(seen))).sum())
    return (extreme + 1) / (len(effects) + 1)
