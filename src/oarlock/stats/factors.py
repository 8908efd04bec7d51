"""Exact accounting of a change of a product: deals × average amount × win rate (METHODS 1.11)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.mix import shapley


def factor_terms(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """What each factor did to the product: LMDI where every factor is positive, Shapley where one is not.

    The terms add up to the change exactly, do not depend on the order of factors, and change sign when time is reversed.

    Raises:
        EmptySample: no factors. BadSample: a different number of factors before and after.
    References:
        Ang (2004), Energy Policy 32, 1131–1139; Wood & Lenzen (2006) on why a zero is not replaced by a tiny number.
    """
    if not before or len(before) != len(after):
        problem = "No factors." if not before else f"{len(before)} factors before, {len(after)} after."
        raise (EmptySample if not before else BadSample)(problem)
    if min(*before, *after) <= 0:
        return shapley(list(before), list(after))
    return lmdi(before, after)


def lmdi(before: Sequence[float], after: Sequence[float]) -> tuple[float, ...]:
    """Logarithmic mean Divisia terms of positive factors.

    Raises:
        BadSample: a factor is zero or negative.
    """
    if min(*before, *after) <= 0:
        raise BadSample("LMDI needs positive factors; use Shapley where one is 0.")
    weight = logarithmic_mean(math.prod(before), math.prod(after))
    return tuple(weight * math.log(f1 / f0) for f0, f1 in zip(before, after, strict=True))


def logarithmic_mean(a: float, b: float) -> float:
    """(b − a) / ln(b/a), and a itself where both are the same."""
    ratio = math.log(b / a)
    # Near a = b the quotient loses its digits; the series of the same function does not.
    return (b - a) / ratio if abs(ratio) > 1e-6 else a * (1 + ratio / 2 + ratio * ratio / 6)
