"""Exact accounting of a change of rate: what moved because the mix moved, and what because the rates did (METHODS 1.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats

PRIOR_WEIGHT = 10.0
"""Units of its margin that a crossed cell borrows before its own rate is believed."""


@dataclass(frozen=True, slots=True)
class Kitagawa:
    """A change of rate split over categories; `mix` and `rate` add up to `change` exactly."""

    before: float
    after: float
    mix: tuple[float, ...]
    rate: tuple[float, ...]

    @property
    def change(self) -> float:
        """Rate after − rate before."""
        return self.after - self.before

    @property
    def mix_total(self) -> float:
        """What the changed mix did to the rate."""
        return sum(self.mix)

    @property
    def rate_total(self) -> float:
        """What the changed rates inside categories did."""
        return sum(self.rate)

    @property
    def is_simpson(self) -> bool:
        """True where every category moved against the total: lead with the categories, not with the total."""
        moved = [part for part in self.rate if part != 0.0]
        return bool(moved) and all(part * self.change < 0 for part in moved)


def kitagawa(shares_before: Numbers, rates_before: Numbers, shares_after: Numbers, rates_after: Numbers) -> Kitagawa:
    """Mix and rate terms per category, the mix centred on the mean rate.

    Without centring a growing bad segment shows a positive contribution. A rate that is NaN (the category is absent in that period) is
    set to the other period's: all of the change becomes mix.

    Raises:
        EmptySample: no categories. BadSample: shares that are negative or do not add up to 1, or a category without
        any rate.
    References:
        Kitagawa (1955), JASA 50, 1168–1194.
    """
    s0, s1 = _shares(shares_before, "shares before"), _shares(shares_after, "shares after")
    r0, r1 = np.array(rates_before, dtype=np.float64), np.array(rates_after, dtype=np.float64)
    if not len(s0) == len(s1) == len(r0) == len(r1):
        raise BadSample("Shares and rates need one value per category in both periods.")
    r0, r1 = np.where(np.isnan(r0), r1, r0), np.where(np.isnan(r1), r0, r1)
    floats(r0, "rates")
    mean_rate, mean_share = (r0 + r1) / 2, (s0 + s1) / 2
    before, after = float(s0 @ r0), float(s1 @ r1)
    mix = (s1 - s0) * (mean_rate - (before + after) / 2)
    rate = (r1 - r0) * mean_share
    return Kitagawa(before, after, tuple(mix.tolist()), tuple(rate.tolist()))


def kitagawa_of_sums(
    numerators_before: Numbers, denominators_before: Numbers, numerators_after: Numbers, denominators_after: Numbers
) -> Kitagawa:
    """The same from sums per category (wins and leads, won value and closed value).

    Raises:
        EmptySample: a period has no denominator at all.
    """
    halves: list[Floats] = []
    for above, below in ((numerators_before, denominators_before), (numerators_after, denominators_after)):
        D = floats(below, "denominators")
        if D.sum() <= 0:
            raise EmptySample("A period without any units has no rate.")
        halves += [D / D.sum(), np.where(D > 0, floats(above, "numerators") / np.where(D > 0, D, 1.0), np.nan)]
    s0, r0, s1, r1 = halves
    nowhere = np.isnan(r0) & np.isnan(r1)
    return kitagawa(s0, np.where(nowhere, 0.0, r0), s1, np.where(nowhere, 0.0, r1))


def rate_terms(
    numerators_before: Floats, denominators_before: Floats, numerators_after: Floats, denominators_after: Floats
) -> Floats:
    """The total of the rate terms of many histories at once, as `kitagawa_of_sums` has it of one.

    Args:
        numerators_before: And the others: sums per history (row) and category (column).
    Returns:
        One number a row; NaN where a period has no denominator.
    """
    sides = []
    for above, below in ((numerators_before, denominators_before), (numerators_after, denominators_after)):
        whole = below.sum(axis=1, keepdims=True)
        share = np.divide(below, whole, out=np.full(below.shape, np.nan), where=whole > 0)
        sides.append((share, np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)))
    (s0, r0), (s1, r1) = sides
    both = np.isfinite(r0) & np.isfinite(r1)
    return np.asarray((np.where(both, r1 - r0, 0.0) * (s0 + s1) / 2).sum(axis=1))


def recovered(
    weights: Numbers, before: Sequence[tuple[float, float, float]], after: Sequence[tuple[float, float, float]]
) -> tuple[float, float]:
    """Ends of the interval of a weighted sum of differences, from the intervals of the parts (MOVER).

    For one part it is Newcombe's; no part needs to be normal, so that shares near 0 or 1 keep their lopsided ranges.

    Args:
        weights: Of each part, taken as known.
        before, after: Estimate, lower and upper end of each part, independent of each other.
    References:
        Zou & Donner (2008), Statistics in Medicine 27, 1693–1702.
    """
    w = floats(weights, "weights")
    (p0, l0, u0), (p1, l1, u1) = (np.asarray(side, dtype=np.float64).T for side in (before, after))
    value = float((w * (p1 - p0)).sum())
    below = float((w**2 * ((p1 - l1) ** 2 + (u0 - p0) ** 2)).sum())
    above = float((w**2 * ((u1 - p1) ** 2 + (p0 - l0) ** 2)).sum())
    return value - below**0.5, value + above**0.5


@dataclass(frozen=True, slots=True)
class Crossed:
    """A change of rate split over the mix of each dimension and the rates of the crossed cells; all add up to `change`."""

    before: float
    after: float
    mix: tuple[float, ...]  # one per dimension
    rate: float

    @property
    def change(self) -> float:
        """Rate after − rate before."""
        return self.after - self.before


def crossed(
    numerators_before: Floats, denominators_before: Floats, numerators_after: Floats, denominators_after: Floats
) -> Crossed:
    """Two or three dimensions taken jointly: one axis per dimension, sums in every crossed cell.

    Cell rates are shrunk to the period's rate with a weight of ten units, so the rates before and after are the shrunk ones.

    References:
        Das Gupta (1993), US Census P23-186; Shapley averaging of the factors.
    """
    N = [np.asarray(d, dtype=np.float64) for d in (denominators_before, denominators_after)]
    if min(float(d.sum()) for d in N) <= 0:
        raise EmptySample("A period without any units has no rate.")
    rates = [shrunk_rates(k, n) for k, n in zip((numerators_before, numerators_after), N, strict=True)]
    factors = [[*_compositions(n), rate] for n, rate in zip(N, rates, strict=True)]
    parts = shapley(factors[0], factors[1])
    ends = [float(np.prod(np.stack(one), axis=0).sum()) for one in factors]
    return Crossed(ends[0], ends[1], tuple(parts[:-1]), parts[-1])


def shrunk_rates(numerators: Floats, denominators: Floats, *, weight: float = PRIOR_WEIGHT) -> Floats:
    """Cell rates drawn to the rate of all cells together by a prior of `weight` units (beta-binomial mean)."""
    k, n = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    if n.sum() <= 0:
        raise EmptySample("No units in any cell.")
    return np.asarray((k + weight * k.sum() / n.sum()) / (n + weight), dtype=np.float64)


def shapley(before: Sequence[Floats | float], after: Sequence[Floats | float]) -> tuple[float, ...]:
    """Change of Σ cells of a product of factors, shared over the factors by averaging over all orders of changing them."""
    count = len(before)
    worth = {
        changed: float(np.sum(_product([(after if i in changed else before)[i] for i in range(count)])))
        for size in range(count + 1)
        for changed in combinations(range(count), size)
    }
    # Of all orders, so many change these first, then the factor, then the others.
    orders = {size: factorial(size) * factorial(count - 1 - size) for size in range(count)}
    return tuple(
        sum(
            orders[len(changed)] * (worth[tuple(sorted((*changed, factor)))] - value)
            for changed, value in worth.items()
            if factor not in changed
        )
        / factorial(count)
        for factor in range(count)
    )


def _product(factors: Sequence[Floats | float]) -> Floats:
    result = np.asarray(1.0)
    for factor in factors:
        result = result * np.asarray(factor)
    return result


def _compositions(n: Floats) -> list[Floats]:
    """By dimension, the part of each cell's share that is its doing: N_with ÷ N_without, averaged over the other dimensions."""
    axes = range(n.ndim)
    margins = {kept: _margin(n, kept) for size in range(n.ndim + 1) for kept in combinations(axes, size)}
    parts = []
    for axis in axes:
        part = np.ones_like(n)
        for without, margin in margins.items():
            if axis not in without:
                weight = factorial(len(without)) * factorial(n.ndim - 1 - len(without)) / factorial(n.ndim)
                ratio = np.divide(
                    margins[tuple(sorted((*without, axis)))], margin, out=np.ones_like(n), where=margin > 0
                )
                part = part * ratio**weight
        parts.append(part)
    return parts


def _margin(n: Floats, kept: tuple[int, ...]) -> Floats:
    gone = tuple(axis for axis in range(n.ndim) if axis not in kept)
    return np.asarray(np.broadcast_to(n.sum(axis=gone, keepdims=True), n.shape), dtype=np.float64)


def _shares(values: Numbers, what: str) -> Floats:
    s = floats(values, what)
    if (s < 0).any() or abs(float(s.sum()) - 1.0) > 1e-6:
        raise BadSample(f"{what}: shares are 0 or more and add up to 1; these add up to {float(s.sum()):g}.")
    return s
