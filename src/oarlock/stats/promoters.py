"""Net promoters: the share of promoters less that of detractors, with its range."""

from __future__ import annotations

import math

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status

LEAST_ANSWERS = 20


def net_promoters(promoters: int, passives: int, detractors: int, *, level: float = DECISION_LEVEL) -> Estimate:
    """Promoters less detractors per hundred answers, from −100 to 100.

    The range is the adjusted Wald one: three answers more, half of them passive, keep it honest when answers are few or alike.

    Raises:
        EmptySample: no answers. BadSample: a negative number of answers.
    References:
        Rocks (2016), The American Statistician 70, 365–372: AW(3, T).
    """
    if min(promoters, passives, detractors) < 0:
        raise BadSample("Numbers of answers are 0 or more.")
    n = promoters + passives + detractors
    if not n:
        raise EmptySample("Nobody answered: there is no score, not a score of 0.")
    more, high, low = n + 3, promoters + 0.75, detractors + 0.75
    centre = (high - low) / more
    reach = z_of(level) * math.sqrt(max((high + low) / more - centre**2, 0.0) / more)
    value = 100 * (promoters - detractors) / n
    lo, hi = max(100 * (centre - reach), -100.0), min(100 * (centre + reach), 100.0)
    few = n < LEAST_ANSWERS
    return Estimate(
        value,
        min(lo, value),
        max(hi, value),
        n,
        promoters,
        Status.INSUFFICIENT if few else Status.OK,
        "adjusted Wald",
        f"{n} answers; a verdict needs {LEAST_ANSWERS}" if few else "",
        level,
    )


def standard_error(promoters: int, passives: int, detractors: int) -> float:
    """The plain standard error of the score, in its points; what others print beside it."""
    n = promoters + passives + detractors
    mean = (promoters - detractors) / n
    return 100 * math.sqrt(((promoters + detractors) / n - mean**2) / n)
