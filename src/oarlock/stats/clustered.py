"""Shares whose units come in clusters, several leads of one account: a difference with its range, a search over series (METHODS 2.3)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints
from oarlock.stats.proportions import newcombe_difference
from oarlock.stats.result import DECISION_LEVEL, Estimate
from oarlock.stats.seeds import generator

PERMUTATIONS = 1000


@dataclass(frozen=True, slots=True)
class Counts:
    """Hits and units per cluster; clusters may be groups of accounts, as long as an account is in one group only."""

    hits: Floats
    units: Floats

    @property
    def total(self) -> tuple[int, int]:
        """(hits, units) of all clusters."""
        return round(float(self.hits.sum())), round(float(self.units.sum()))

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.hits + other.hits, self.units + other.units)


def clustered_difference(now: Counts, base: Counts, *, level: float = DECISION_LEVEL) -> Estimate:
    """now − base, both by the same clusters: Newcombe's arms times the root of the design effect of the difference.

    The design effect is the variance between clusters of what each adds to the difference, over that of independent units; it counts
    accounts with several leads and accounts that are in both. Below 1 it is 1. Where nobody has two units, it is Newcombe's interval.

    Raises:
        EmptySample: either has no units.
    References:
        Rust & Rao (1996), Statistical Methods in Medical Research 5, 283–310, for delete-a-group replication, of which this is the linear
        form; Newcombe (1998).
    """
    return widened(newcombe_difference(now.total, base.total, level=level), design_effect(now, base))


def widened(difference: Estimate, effect: float) -> Estimate:
    """A difference of shares with its arms times the root of a design effect."""
    value, lo, hi = difference.value, difference.lo, difference.hi
    if value is None or lo is None or hi is None:
        return difference
    wider = math.sqrt(effect)
    return replace(
        difference,
        lo=max(value - (value - lo) * wider, -1.0),
        hi=min(value + (hi - value) * wider, 1.0),
        method="Newcombe by account",
    )


def design_effect(now: Counts, base: Counts) -> float:
    """How many times the variance of independent units that of the difference is; at least 1, and 1 where no unit differs."""
    (k1, n1), (k0, n0) = now.total, base.total
    if not n1 or not n0:
        raise EmptySample("A period without any units has no share.")
    p1, p0 = k1 / n1, k0 / n0
    adds = (now.hits - p1 * now.units) / n1 - (base.hits - p0 * base.units) / n0
    count = len(adds)
    between = float((adds**2).sum()) * (count / (count - 1) if count > 1 else 1.0)
    alone = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0
    return max(1.0, between / alone) if alone > 0 else 1.0


def fell_further(part: tuple[Counts, Counts], rest: tuple[Counts, Counts]) -> float:
    """One-sided chance that a part falls as much further than the rest, in points and in proportion, where it does not; the larger one.

    A step that lets half as many through everywhere falls by more points where more passed, and one that lets a tenth fewer of all
    through by a larger part where fewer passed: neither sits anywhere.

    Args:
        part, rest: Each as (now, base).
    Raises:
        EmptySample: a side has no units.
    """
    from scipy.special import ndtr

    points, point_variance, logs, log_variance = 0.0, 0.0, 0.0, 0.0
    for sign, (now, base) in ((1, part), (-1, rest)):
        effect = design_effect(now, base)
        for end, (k, n) in ((1, now.total), (-1, base.total)):
            share = (k + 0.5) / (n + 1)
            points += sign * end * share
            point_variance += effect * share * (1 - share) / n
            logs += sign * end * math.log(share)
            log_variance += effect * (1 - share) / (share * n)
    return float(max(ndtr(points / math.sqrt(point_variance)), ndtr(logs / math.sqrt(log_variance))))


def falls(
    hits: Sequence[Floats], units: Sequence[Floats], *, seed: int, permutations: int = PERMUTATIONS
) -> tuple[float, ...]:
    """Of each series the chance that any of them all falls as far in its last period, when no period differs.

    The labels of the periods are shuffled inside each cluster, alike in all series, so that accounts stay whole and what series share is
    kept; the largest standardised fall of all series is what each is compared with. That is the price of having looked at all.

    Args:
        hits, units: Per series a table of (periods, clusters), the last period last; all of one shape.
    Raises:
        EmptySample: no series. BadSample: tables of different shapes, or a single period.
    """
    if not len(hits):
        raise EmptySample("No series to search.")
    if len({np.shape(one) for one in (*hits, *units)}) != 1 or len(hits[0]) < 2:
        raise BadSample("Every series needs the same periods, at least two, and the same clusters.")
    periods, clusters = hits[0].shape
    drawn = generator(seed).integers(0, periods, (permutations, clusters))
    drawn = np.vstack([np.full(clusters, periods - 1), drawn])  # what happened comes first
    sizes = np.array([_standardised_falls(k, n, drawn) for k, n in zip(hits, units, strict=True)])
    most = sizes[:, 1:].max(axis=0)
    return tuple(float((1 + (most >= one - 1e-12).sum()) / (1 + permutations)) for one in sizes[:, 0])


def _standardised_falls(hits: Floats, units: Floats, last: Ints) -> Floats:
    """How far a share falls in its last period, in standard deviations of how far it does where the labels are shuffled.

    Args:
        last: (1 + permutations, clusters) which period counts as the last in each cluster; what happened comes first.
    """
    places = np.arange(last.shape[1])
    k1, n1 = hits[last, places].sum(axis=1), units[last, places].sum(axis=1)
    k0, n0 = hits.sum() - k1, units.sum() - n1
    known = (n1 > 0) & (n0 > 0)
    fell = np.where(known, k0 / np.maximum(n0, 1) - k1 / np.maximum(n1, 1), 0.0)
    spread = float(fell[1:].std())
    return fell / spread if spread > 0 else np.zeros(len(fell))
