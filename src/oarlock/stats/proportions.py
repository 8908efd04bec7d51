"""Shares, differences of shares, and rates of rare events, with intervals that hold when the numbers are small."""

from __future__ import annotations

import math

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval


def wilson_interval(successes: int, trials: int, *, level: float = DECISION_LEVEL) -> Interval:
    """Interval for a share that stays honest when trials are few.

    Args:
        successes: Units that converted, 0 ≤ successes ≤ trials.
        trials: Units whose outcome is known; units still open are not counted.
        level: Coverage, strictly between 0 and 1.
    Returns:
        Lower and upper share, both in [0, 1].
    Raises:
        EmptySample: trials is 0. An empty cohort has no share, not a share of 0.
        BadSample: successes is negative or more than trials.
    References:
        Wilson (1927), JASA 22, 209–212; checked against R prop.test(correct=FALSE).
    """
    _check(successes, trials)
    lo, hi = wilson_bounds([successes], [trials], level=level)
    return Interval(float(lo[0]), float(hi[0]), level)


def wilson_bounds(successes: Numbers, trials: Numbers, *, level: float = DECISION_LEVEL) -> tuple[Floats, Floats]:
    """Wilson's lower and upper share of many cohorts at once; NaN where trials is 0."""
    z = z_of(level)
    n = np.asarray(trials, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.asarray(successes, dtype=np.float64) / n
        centre, width = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        lo, hi = (centre - width) / (1 + z * z / n), (centre + width) / (1 + z * z / n)
        # Rounding may put an end a hair inside the share itself where all or none converted.
        return np.where(p <= 0, 0.0, np.maximum(lo, 0.0)) + 0 * n, np.where(p >= 1, 1.0, np.minimum(hi, 1.0)) + 0 * p


def share(successes: int, trials: int, *, level: float = DECISION_LEVEL) -> Estimate:
    """The share with its Wilson interval.

    Raises:
        EmptySample: trials is 0.
    """
    ends = wilson_interval(successes, trials, level=level)
    return Estimate(successes / trials, ends.lo, ends.hi, trials, successes, method="Wilson", level=level)


def trials_behind(value: float, lo: float, hi: float, *, level: float = DECISION_LEVEL) -> float:
    """How many independent trials Wilson's range of a share speaks of: as many as were counted, or fewer where some belong together.

    The ends are the roots of (1 + z²/n)x² − (2p + z²/n)x + p², so their product is p² ÷ (1 + z²/n); a share above one half is turned round.

    Returns:
        Infinity for a range without width; at least 1.
    """
    if value > 0.5:
        value, lo, hi = 1 - value, 1 - hi, 1 - lo
    z = z_of(level)
    if value <= 0:
        # Of nothing that hit the upper end alone tells: z²/n ÷ (1 + z²/n).
        return max(z * z * (1 - hi) / hi, 1.0) if hi > 0 else math.inf
    over = value * value / (lo * hi) - 1 if lo > 0 else math.inf
    return max(z * z / over, 1.0) if over > 1e-12 else math.inf


def newcombe_difference(a: tuple[int, int], b: tuple[int, int], *, level: float = DECISION_LEVEL) -> Estimate:
    """Difference of two independent shares, a − b, each given as (successes, trials).

    Raises:
        EmptySample: either has no trials.
    References:
        Newcombe (1998), Statistics in Medicine 17, 873–890, method 10.
    """
    one, two = wilson_interval(*a, level=level), wilson_interval(*b, level=level)
    p, q = a[0] / a[1], b[0] / b[1]
    lo = p - q - math.hypot(p - one.lo, two.hi - q)
    hi = p - q + math.hypot(one.hi - p, q - two.lo)
    return Estimate(p - q, lo, hi, a[1] + b[1], a[0] + b[0], method="Newcombe", level=level)


def product_of_shares(a: Estimate, b: Estimate) -> Estimate:
    """The product of two independent shares, with the interval that their own intervals give it.

    Each end is as far from the product as the root of the summed squares of what either share's end would move it, so that an interval
    close to 0 or 1 stays lopsided.

    Raises:
        EmptySample: one of them has no value.
    References:
        Zou & Donner (2008), Statistics in Medicine 27, 1693–1702: MOVER.
    """
    ends = (a.value, a.lo, a.hi, b.value, b.lo, b.hi)
    if a.value is None or a.lo is None or a.hi is None or b.value is None or b.lo is None or b.hi is None:
        raise EmptySample(f"A product needs two shares with their intervals, not {ends}.")
    value = a.value * b.value
    lo = value - math.hypot((a.value - a.lo) * b.value, (b.value - b.lo) * a.value)
    hi = value + math.hypot((a.hi - a.value) * b.value, (b.hi - b.value) * a.value)
    # Where both shares are 0 the product of their upper ends is all that is known.
    hi = max(hi, a.hi * b.hi) if value == 0 else hi
    n = min(a.n, b.n)
    return Estimate(value, max(0.0, lo), min(1.0, hi), n, method="product of shares, MOVER", level=a.level)


def poisson_interval(count: int, *, level: float = DECISION_LEVEL) -> Interval:
    """Exact interval of the mean behind a count of rare events; the lower end is 0 where none happened.

    Raises:
        BadSample: the count is negative.
    References:
        Garwood (1936): χ² quantiles.
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise BadSample(f"A count cannot be {count}.")
    tail = (1.0 - level) / 2.0
    lo = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(lo, float(gammaincinv(count + 1, 1.0 - tail)), level)


def clopper_pearson(successes: int, trials: int, *, level: float = DECISION_LEVEL) -> Interval:
    """Exact binomial interval; wider than Wilson's, never below its coverage.

    Raises:
        EmptySample: trials is 0.
    References:
        Clopper & Pearson (1934), Biometrika 26, 404–413.
    """
    from scipy.special import betaincinv

    _check(successes, trials)
    tail = (1.0 - level) / 2.0
    lo = float(betaincinv(successes, trials - successes + 1, tail)) if successes else 0.0
    hi = float(betaincinv(successes + 1, trials - successes, 1.0 - tail)) if successes < trials else 1.0
    return Interval(lo, hi, level)


def chance_of_as_many(hits: int, drawn: int, marked: int, units: int) -> float:
    """Chance that of so many drawn from all units at least `hits` are marked ones: the hypergeometric tail, Fisher's one-sided test.

    The chance of exactly so many, and of each further number by its ratio to the one before, always away from the commonest number.

    References:
        Checked against scipy.stats.hypergeom, whose import costs more than a thousand of these.
    """
    fewest, most = max(0, drawn + marked - units), min(drawn, marked)
    if hits <= fewest or hits > most:
        return float(hits <= fewest)
    rest = units - marked - drawn
    if hits * units > drawn * marked:
        k = np.arange(hits, most, dtype=np.float64)
        ratios = (marked - k) * (drawn - k) / ((k + 1) * (rest + k + 1))
        return min(_exactly(hits, drawn, marked, units) * (1.0 + float(np.cumprod(ratios).sum())), 1.0)
    k = np.arange(hits - 1, fewest, -1, dtype=np.float64)
    ratios = k * (rest + k) / ((marked - k + 1) * (drawn - k + 1))
    return max(1.0 - _exactly(hits - 1, drawn, marked, units) * (1.0 + float(np.cumprod(ratios).sum())), 0.0)


def _exactly(hits: int, drawn: int, marked: int, units: int) -> float:
    """Chance that of so many drawn from all units exactly `hits` are marked ones."""
    from scipy.special import betaln

    def ways(n: int, k: int) -> float:
        return -math.log(n + 1) - float(betaln(n - k + 1, k + 1))

    return math.exp(ways(marked, hits) + ways(units - marked, drawn - hits) - ways(units, drawn))


def rate_ratio(before: int, after: int, *, level: float = DECISION_LEVEL) -> Estimate:
    """Ratio after ÷ before of two counts over equal exposure, with its exact conditional interval.

    Raises:
        EmptySample: both counts are 0.
    """
    ends = clopper_pearson(after, before + after, level=level)
    odds = [math.inf if end >= 1.0 else end / (1.0 - end) for end in (ends.lo, ends.hi)]
    value = after / before if before else None
    return Estimate(value, odds[0], odds[1], before + after, after, method="exact conditional", level=level)


def _check(successes: int, trials: int) -> None:
    if trials == 0:
        raise EmptySample("0 trials: an empty cohort has no share. Count units whose outcome is known first.")
    if not 0 <= successes <= trials:
        raise BadSample(f"{successes} successes of {trials} trials; successes lie between 0 and trials.")
