"""What a channel changes, by design instead of by bookkeeping: holdouts, differences in differences, synthetic control.

References:
    METHODS 4.8. Fleiss (1981) for the sample size; Abadie, Diamond & Hainmueller (2010), JASA 105, 493–505, for synthetic control;
    Lewis & Rao (2015), QJE 130, 1941–1973, for how little even large experiments see.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.reassigned import Reassigned
from oarlock.stats.result import DECISION_LEVEL, Interval
from oarlock.stats.seeds import generator

LEAST_PRE_PERIODS = 25
LEAST_DONORS = 20
"""Fewer pre-periods or donors give a synthetic control that fits by luck (GeoLift's recommendation)."""
MOST_ASSIGNMENTS = 20_000
MOST_PLACEBOS = 40
"""Units that play the treated one to see how large an effect must be; of more, as many at equal distances."""
BISECTIONS = 40
LIMIT = (
    "Even large advertising experiments had ranges over 100 points wide (Lewis & Rao 2015), and observed attribution is weaker. "
    "Treat credit as bookkeeping unless a test is linked."
)


def accounts_per_arm(p1: float, p2: float, *, alpha: float = 0.05, power: float = 0.80) -> int:
    """Accounts each arm of a holdout needs to see a rate of p1 become p2; two-sided, rounded up.

    Raises:
        BadSample: a rate, alpha or power is not strictly between 0 and 1, or the rates are equal.
    """
    _shares(p1=p1, p2=p2, alpha=alpha, power=power)
    if p1 == p2:
        raise BadSample("The two rates are equal; no number of accounts shows a difference of 0.")
    return math.ceil(_z(alpha, power) ** 2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p1 - p2) ** 2)


def smallest_effect(p: float, per_arm: int, *, alpha: float = 0.05, power: float = 0.80) -> float:
    """Smallest rise of a rate p that so many accounts per arm can see, in share points; to be printed before the test.

    Raises:
        BadSample: p is not strictly between 0 and 1, or an arm has no account.
    Returns:
        Infinity where not even a rise to 1 could be seen.
    """
    _shares(p=p, alpha=alpha, power=power)
    if per_arm < 1:
        raise BadSample("An arm needs at least one account.")
    lo, hi = 0.0, 1.0 - p
    if _needed(p, hi, alpha, power) > per_arm:
        return math.inf
    for _ in range(60):
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if _needed(p, middle, alpha, power) > per_arm else (lo, middle)
    return hi


def smallest_mean_effect(
    spread: float, per_arm: float, *, alpha: float = 0.05, power: float = 0.80, freedom: float = math.inf
) -> float:
    """Smallest difference of two means that so many units per arm can see, in units of their standard deviation `spread`.

    Args:
        freedom: Degrees of freedom of the comparison, where units are few; Student's t then takes the place of the normal.
    Raises:
        BadSample: alpha or power is not strictly between 0 and 1, or an arm has no unit.
    """
    _shares(alpha=alpha, power=power)
    if per_arm <= 0:
        raise BadSample("An arm needs at least one unit.")
    return _quantiles(alpha, power, freedom) * spread * math.sqrt(2 / per_arm)


def units_per_arm(spread: float, effect: float, *, alpha: float = 0.05, power: float = 0.80, few: bool = False) -> int:
    """Units each arm needs to see a difference `effect` of two means, where single units differ by a standard deviation of `spread`.

    Args:
        few: Reckon with Student's t, for units such as regions of which there are never many.
    Raises:
        BadSample: alpha or power is not strictly between 0 and 1, or the effect is 0.
    """
    _shares(alpha=alpha, power=power)
    if not effect:
        raise BadSample("No number of units shows a difference of 0.")
    needed = math.ceil(2 * (_z(alpha, power) * spread / effect) ** 2)
    needed = max(2, needed) if few else needed
    while few and smallest_mean_effect(spread, needed, alpha=alpha, power=power, freedom=2 * needed - 2) > abs(effect):
        needed += 1
    return needed


@dataclass(frozen=True, slots=True)
class Permutation:
    """A difference in differences with its exact chance.

    Attributes:
        effect: Mean change of the treated less that of the controls, in the units of the changes.
        p: Share of assignments with a difference at least as large, two-sided.
        assignments: How many were tried. smallest_p: the smallest p that so few units can give.
    """

    effect: float
    p: float
    assignments: int
    smallest_p: float


def difference_in_differences(treated: Numbers, controls: Numbers, *, seed: int = 0) -> Permutation:
    """Compares changes from before to after, by permuting which units were treated.

    Every assignment is tried where there are at most 20,000; beyond, 20,000 are drawn and the one that happened is added.

    Raises:
        EmptySample: either side is empty.
    """
    tried = _assignments(treated, controls, seed)
    return Permutation(tried.effect, tried.p(), tried.many, tried.smallest_p)


def shift_interval(
    treated: Numbers, controls: Numbers, *, seed: int = 0, level: float = DECISION_LEVEL
) -> Interval | None:
    """Effects that the permutation of units does not refuse: those which, taken from the treated, leave a p above 1 − level.

    Returns:
        None where so few units cannot refuse any effect, or where no two of them differ.
    """
    return _assignments(treated, controls, seed).interval(level)


@dataclass(frozen=True, slots=True, eq=False)
class Synthetic:
    """A treated unit against a weighted mix of others.

    Attributes:
        weights: Per donor, at least 0, summing to 1. effect: gap per period after. fit: root mean squared error before.
        p: Rank of the treated among placebos by error after ÷ before; cannot be below 1 / (donors + 1). None with fewer than two donors.
        caveats: What makes it weak, in words.
    """

    weights: Floats
    effect: Floats
    fit: float
    p: float | None
    caveats: tuple[str, ...]


def synthetic_control(before: Floats, treated_before: Numbers, after: Floats, treated_after: Numbers) -> Synthetic:
    """Weights that follow the treated unit best before, and the gap after.

    Args:
        before, after: One row per period, one column per donor.
    Raises:
        BadSample: shapes that do not fit. EmptySample: no period or no donor.
    """
    y0, y1 = floats(treated_before, "treated before"), floats(treated_after, "treated after")
    x0, x1 = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if x0.ndim != 2 or x1.ndim != 2 or x0.shape[1] != x1.shape[1] or (len(x0), len(x1)) != (len(y0), len(y1)):
        raise BadSample("Donors come as one row per period and one column per donor, before and after alike.")
    if not x0.shape[1]:
        raise EmptySample("No donor to mix from.")
    weights = simplex_weights(x0, y0)
    errors = _ratio(x0 @ weights - y0, x1 @ weights - y1)
    return Synthetic(weights, y1 - x1 @ weights, _rms(x0 @ weights - y0), _placebo_p(x0, x1, errors), _caveats(x0))


def smallest_gap(before: Floats, spent: int, fit: float, *, power: float = 0.80) -> float | None:
    """Smallest effect per period that placebos let see: that ranks in their largest tenth in so many of all cases.

    Each unit in turn is followed by a mix of the others over all periods but one stretch as long as the test, and judged there: a mix
    misses more where it was not made than where it was.

    Args:
        before: One row per period, one column per unit, the treated among them. spent: periods of the test.
        fit: Root mean squared error before of the mix that follows the treated.
    Returns:
        None where two such stretches do not fit into the periods before, or every mix follows exactly.
    """
    gaps = _gaps_of_placebos(np.asarray(before, dtype=np.float64), spent)
    if not len(gaps):
        return None
    both = np.concatenate([gaps, -gaps])
    rank = float(np.quantile([_rms(gap) for gap in gaps], 0.90))
    lo, hi = 0.0, 2 * rank + float(np.abs(gaps).max())
    for _ in range(BISECTIONS):
        middle = (lo + hi) / 2
        is_seen = float((np.sqrt(((both + middle) ** 2).mean(axis=1)) >= rank).mean()) >= power
        lo, hi = (lo, middle) if is_seen else (middle, hi)
    return hi * fit


def _gaps_of_placebos(before: Floats, spent: int) -> Floats:
    """One row per unit and stretch: what the mix of the others misses in it, by how much it misses elsewhere."""
    periods, units = before.shape
    stretches = periods // spent
    if stretches < 2 or units < 3:
        return np.empty((0, spent))
    told = []
    for one in np.unique(np.linspace(0, units - 1, min(units, MOST_PLACEBOS)).astype(np.int64)):
        others, own = np.delete(before, one, axis=1), before[:, one]
        for stretch in range(stretches):
            held = np.zeros(periods, dtype=np.bool_)
            held[periods - (stretch + 1) * spent : periods - stretch * spent] = True
            errors = own - others @ simplex_weights(others[~held], own[~held])
            if (misses := _rms(errors[~held])) > 1e-9 * max(1e-300, float(np.abs(own).max())):
                told.append(errors[held] / misses)
    return np.array(told).reshape(-1, spent)


def simplex_weights(donors: Floats, treated: Floats) -> Floats:
    """Weights of at least 0 that sum to 1 with the smallest squared error, exactly, by an active set.

    References:
        Lawson & Hanson (1974), Solving Least Squares Problems, ch. 23.
    """
    from scipy.optimize import nnls

    # A heavily weighted row of ones makes non-negative least squares keep the sum; what is left is scaled away.
    scale = float(np.abs(donors).max()) or 1.0
    heavy = 1e4 * scale * math.sqrt(len(donors))
    rows = np.vstack([donors, np.full(donors.shape[1], heavy)])
    weights, _ = nnls(rows, np.append(treated, heavy))
    total = float(weights.sum())
    return np.asarray(weights / total, dtype=np.float64) if total else np.full(donors.shape[1], 1.0 / donors.shape[1])


def _placebo_p(before: Floats, after: Floats, treated: float) -> float | None:
    """Each donor in turn plays the treated unit, with the others to mix from."""
    donors = int(before.shape[1])
    if donors < 2:
        return None
    ratios = []
    for one in range(donors):
        others = np.arange(donors) != one
        weights = simplex_weights(before[:, others], before[:, one])
        ratios.append(_ratio(before[:, others] @ weights - before[:, one], after[:, others] @ weights - after[:, one]))
    as_large = sum(1 for ratio in ratios if ratio >= treated)
    return (1 + as_large) / (donors + 1)


def _caveats(before: Floats) -> tuple[str, ...]:
    periods, donors = before.shape
    told = []
    if periods < LEAST_PRE_PERIODS:
        told.append(f"{periods} period{'s' * (periods != 1)} before; at least {LEAST_PRE_PERIODS} are recommended.")
    if donors <= LEAST_DONORS:
        told.append(
            f"{donors} donor{'s' * (donors != 1)}; more than {LEAST_DONORS} are recommended, and p cannot be below {1 / (donors + 1):.3f}."
        )
    return tuple(told)


def _ratio(before: Floats, after: Floats) -> float:
    return _rms(after) / max(_rms(before), 1e-12)


def _rms(errors: Floats) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def _assignments(treated: Numbers, controls: Numbers, seed: int) -> Reassigned:
    a, b = floats(treated, "treated"), floats(controls, "controls")
    changes, k, n = np.concatenate([a, b]), len(a), len(a) + len(b)
    is_all, rng = math.comb(n, k) <= MOST_ASSIGNMENTS, generator(seed)
    chosen = np.array(
        list(combinations(range(n), k)) if is_all else [rng.permutation(n)[:k] for _ in range(MOST_ASSIGNMENTS)]
    )
    sums, same = changes[chosen].sum(axis=1), (chosen < k).sum(axis=1)
    differ = sums / k - (float(changes.sum()) - sums) / (n - k)
    return Reassigned(float(a.mean() - b.mean()), differ, same / k - (k - same) / (n - k), is_all)


def _needed(p: float, rise: float, alpha: float, power: float) -> float:
    q = p + rise
    return _z(alpha, power) ** 2 * (p * (1 - p) + q * (1 - q)) / rise**2 if rise > 0 else math.inf


def _z(alpha: float, power: float) -> float:
    normal = NormalDist()
    return normal.inv_cdf(1 - alpha / 2) + normal.inv_cdf(power)


def _quantiles(alpha: float, power: float, freedom: float) -> float:
    if math.isinf(freedom):
        return _z(alpha, power)
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 1 - alpha / 2) + stdtrit(freedom, power))


def _shares(**named: float) -> None:
    for name, value in named.items():
        if not 0.0 < value < 1.0:
            raise BadSample(f"{name} is {value}; it lies strictly between 0 and 1.")
