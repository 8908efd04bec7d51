"""Two groups of ordered answers: Cliff's delta, exact permutation p-values, Hodges–Lehmann shifts, and answers that are all of a team."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Ints, Numbers, floats, z_of
from oarlock.stats.proportions import wilson_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval, Status
from oarlock.stats.seeds import generator

LEAST_TO_JUDGE = 5
"""Answers per group from which a gap is judged; of fewer than four even a complete separation is no evidence (METHODS 8.2)."""
EXACT_UNTIL = 60
"""Answers of both groups together up to which every division into two groups is counted; beyond, divisions are drawn."""
SHUFFLES = 20_000
LABELS = ((0.147, "negligible"), (0.33, "small"), (0.474, "medium"))


@dataclass(frozen=True, slots=True)
class Delta:
    """Cliff's delta, P(first > second) − P(first < second), with what stands behind it.

    Attributes:
        estimate: Delta with Feng and Cliff's interval. se: its standard error. p: two-sided permutation p-value, of how many divisions.
        label: Romano's word for its size; a label only.
    """

    estimate: Estimate
    se: float
    p: float
    permutations: int
    label: str


def cliffs_delta(first: Numbers, second: Numbers, *, level: float = DECISION_LEVEL, seed: int = 0) -> Delta:
    """How often an answer of the first group is above one of the second, less how often it is below.

    Fewer than 5 answers in a group give the number with status insufficient: it is described, not tested.

    Raises:
        EmptySample: a group has fewer than 2 answers.
    References:
        Cliff (1996); Feng & Cliff (2004) for the interval; checked against real-statistics.com and CRAN effsize.
    """
    x, y = floats(first, "first group", least=2), floats(second, "second group", least=2)
    value, se = _delta(x, y)
    lo, hi = _feng_cliff(value, se, min(len(x), len(y)), level)
    p, permutations = permutation_p(x, y, seed=seed)
    fewest = min(len(x), len(y))
    few = fewest < LEAST_TO_JUDGE
    reason = f"{fewest} answers in the smaller group; a verdict needs {LEAST_TO_JUDGE}" if few else ""
    status = Status.INSUFFICIENT if few else Status.OK
    estimate = Estimate(
        value, lo, hi, len(x) + len(y), status=status, method="Cliff's delta, Feng–Cliff", reason=reason, level=level
    )
    return Delta(estimate, se, p, permutations, magnitude(value))


def magnitude(delta: float) -> str:
    """Romano's word for the size of a delta."""
    return next((word for below, word in LABELS if abs(delta) < below), "large")


def permutation_p(first: Numbers, second: Numbers, *, seed: int = 0, shuffles: int = SHUFFLES) -> tuple[float, int]:
    """Two-sided p-value of the rank sum under every division of all answers, and how many divisions there are.

    Exact up to 60 answers; beyond, the share of drawn divisions at least as extreme, the one observed counted among them.
    """
    x, y = floats(first, "first group"), floats(second, "second group")
    m, n = len(x), len(y)
    levels, place = np.unique(np.concatenate([x, y]), return_inverse=True)
    counts = np.bincount(place, minlength=len(levels)).astype(np.int64)
    # Twice the midrank is whole, so that sums of it compare exactly.
    doubled = 2 * np.cumsum(counts) - counts + 1
    expected = m * (m + n + 1)
    apart = abs(int(doubled[place[:m]].sum()) - expected)
    if m + n <= EXACT_UNTIL:
        ways = _ways(np.repeat(doubled, counts), m)
        sums = np.arange(len(ways))
        return float(ways[np.abs(sums - expected) >= apart].sum() / ways.sum()), math.comb(m + n, m)
    drawn = generator(seed).multivariate_hypergeometric(counts, m, size=shuffles)
    extreme = int((np.abs(drawn @ doubled - expected) >= apart).sum())
    return (extreme + 1) / (shuffles + 1), shuffles


def smallest_p(m: int, n: int) -> float:
    """The smallest two-sided p-value that groups of these sizes can reach, by complete separation."""
    return min(1.0, 2.0 / math.comb(m + n, m))


def shift(first: Numbers, second: Numbers, *, level: float = DECISION_LEVEL) -> tuple[Estimate, int]:
    """Hodges–Lehmann: the median of second − first over all pairs, with the exact Mann–Whitney interval; and its rank from either end.

    Give logarithms to get a ratio. Too few answers for the level give the whole line as the interval.

    References:
        Hodges & Lehmann (1963); Bauer (1972) for the interval, as in R wilcox.test(conf.int=TRUE).
    """
    x, y = floats(first, "first group"), floats(second, "second group")
    pairs = np.sort((y[None, :] - x[:, None]).ravel())
    k = _mann_whitney_rank(len(x), len(y), (1 - level) / 2)
    lo, hi = (float(pairs[k]), float(pairs[len(pairs) - 1 - k])) if k >= 0 else (-math.inf, math.inf)
    n = len(x) + len(y)
    return Estimate(float(np.median(pairs)), lo, hi, n, method="Hodges–Lehmann, exact Mann–Whitney", level=level), k


def spread(values: Numbers) -> tuple[float, float]:
    """Median absolute deviation and interquartile range, unscaled."""
    row = floats(values, "values")
    low, high = np.quantile(row, [0.25, 0.75])
    return float(np.median(np.abs(row - np.median(row)))), float(high - low)


@dataclass(frozen=True, slots=True)
class WholeTeam:
    """A share among those of one team who answered.

    Attributes:
        factor: √((N−n)/(N−1)), by which a standard error shrinks. worst: the share if all who are silent said no, or yes.
        range: Wilson's interval, drawn towards the share by the factor: where everybody answered nothing is left to chance.
    """

    share: float
    factor: float
    worst: Interval
    range: Interval


def of_whole_team(team: int, answered: int, agree: int, *, level: float = DECISION_LEVEL) -> WholeTeam:
    """What is known of a team's share when part of it answered.

    References:
        METHODS 8.2; Cochran (1977), Sampling Techniques, 2.9 for the factor.
    Raises:
        EmptySample: nobody answered. BadSample: more answered than there are, or more agree than answered.
    """
    if not answered:
        raise EmptySample("Nobody answered.")
    if not agree <= answered <= team:
        raise BadSample(f"{agree} agree of {answered} who answered of {team} people.")
    factor = math.sqrt((team - answered) / (team - 1)) if team > 1 else 0.0
    part, ends = agree / answered, wilson_interval(agree, answered, level=level)
    near = Interval(part - factor * (part - ends.lo), part + factor * (ends.hi - part), level)
    return WholeTeam(part, factor, Interval(agree / team, (agree + team - answered) / team, 1.0), near)


def difference_of_teams(
    first: tuple[int, int],
    second: tuple[int, int],
    people: tuple[int | None, int | None],
    *,
    level: float = DECISION_LEVEL,
) -> Estimate:
    """Difference of two teams' shares, first − second, each (agree, answered), of so many people; None where that is not known.

    Newcombe's interval of the two shares' own ranges; of a team whose people are known, the range of its finite population.

    Raises:
        EmptySample: nobody of a team answered. BadSample: more answered than there are.
    """
    (p, one), (q, two) = (
        _range_of(agree, answered, known, level)
        for (agree, answered), known in zip((first, second), people, strict=True)
    )
    lo = p - q - math.hypot(p - one.lo, two.hi - q)
    hi = p - q + math.hypot(one.hi - p, q - two.lo)
    n, agreeing = first[1] + second[1], first[0] + second[0]
    return Estimate(p - q, lo, hi, n, agreeing, method="Newcombe, finite population", level=level)


def _range_of(agree: int, answered: int, people: int | None, level: float) -> tuple[float, Interval]:
    if people is None:
        return agree / answered, wilson_interval(agree, answered, level=level)
    known = of_whole_team(people, answered, agree, level=level)
    return known.share, known.range


def _delta(x: Floats, y: Floats) -> tuple[float, float]:
    """Delta and its unbiased standard error, never below what answers that all separate would have."""
    m, n = len(x), len(y)
    rows, columns = _dominance(x, y) / n, -_dominance(y, x) / m
    delta = float(rows.mean())
    ties = _tied_pairs(x, y)
    squares = (m * n - ties) - m * n * delta * delta  # Σ(d−δ)² where each d is −1, 0 or 1
    spread_ = n * n * float(((rows - delta) ** 2).sum()) + m * m * float(((columns - delta) ** 2).sum()) - squares
    variance = spread_ / (m * n * (m - 1) * (n - 1))
    return delta, math.sqrt(max(variance, (1 - delta * delta) / (m * n - 1)))


def _dominance(x: Floats, y: Floats) -> Floats:
    """Per x, how many y lie below it less how many above."""
    ordered = np.sort(y)
    below = np.searchsorted(ordered, x, side="left")
    above = len(y) - np.searchsorted(ordered, x, side="right")
    return (below - above).astype(np.float64)


def _tied_pairs(x: Floats, y: Floats) -> int:
    ordered = np.sort(y)
    return int((np.searchsorted(ordered, x, side="right") - np.searchsorted(ordered, x, side="left")).sum())


def _feng_cliff(delta: float, se: float, fewest: int, level: float) -> tuple[float, float]:
    z = z_of(level)
    if abs(delta) == 1.0:
        bound = (fewest - z * z) / (fewest + z * z)
        return (bound, 1.0) if delta > 0 else (-1.0, -bound)
    below = 1 - delta * delta + z * z * se * se
    reach = z * se * math.sqrt((1 - delta * delta) ** 2 + z * z * se * se)
    centre = delta - delta**3
    return max(-1.0, (centre - reach) / below), min(1.0, (centre + reach) / below)


def _ways(values: Ints, chosen: int) -> Floats:
    """How many ways there are to choose so many of the values, by their sum."""
    total = int(values.sum())
    ways = np.zeros((chosen + 1, total + 1))
    ways[0, 0] = 1.0
    for value in values.tolist():
        ways[1:, value:] += ways[:-1, : total + 1 - value].copy()
    return np.asarray(ways[chosen])


def _mann_whitney_rank(m: int, n: int, tail: float) -> int:
    """The largest k with P(U ≤ k) ≤ tail, −1 where there is none; normal beyond 60 answers."""
    if m + n > EXACT_UNTIL:
        sd = math.sqrt(m * n * (m + n + 1) / 12)
        return max(-1, math.floor(m * n / 2 - z_of(1 - 2 * tail) * sd - 0.5))
    ways = _ways(np.arange(1, m + n + 1), m)
    u = np.cumsum(ways[m * (m + 1) // 2 :]) / ways.sum()
    return int(np.searchsorted(u, tail, side="right")) - 1
