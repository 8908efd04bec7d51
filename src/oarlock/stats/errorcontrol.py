"""Error control: many questions asked of one set of records, and few false answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.result import Interval

FALSE_DISCOVERIES = 0.10


def benjamini_hochberg(p_values: Numbers, weights: Numbers | None = None) -> Floats:
    """Adjusted p-values, in the order given: reject where ≤ q to keep the false discovery rate at q.

    Permutation p-values need B ≥ 20·m/q permutations for this to be able to reject (`permutations_needed`).

    Args:
        weights: Shares of the error that each test may spend, above 0 and chosen without a look at the p-values; None: alike. Each
            p-value is divided by its weight over the mean weight first.
    Raises:
        EmptySample: no p-values. BadSample: one outside [0, 1], or a weight that is not above 0.
    References:
        Benjamini & Hochberg (1995); checked against R p.adjust(method="BH"). Genovese, Roeder & Wasserman (2006), Biometrika 93, 509–524,
        for the weights.
    """
    p = _probabilities(p_values)
    if weights is not None:
        spent = floats(weights, "weights")
        if len(spent) != len(p) or (spent <= 0).any():
            raise BadSample("Every p-value needs a weight above 0.")
        p = p * spent.mean() / spent
    return _step_up(p, len(p) / np.arange(1, len(p) + 1))


def benjamini_yekutieli(p_values: Numbers) -> Floats:
    """As Benjamini–Hochberg, valid under any dependence, and dearer for it."""
    p = _probabilities(p_values)
    ranks = np.arange(1, len(p) + 1)
    return _step_up(p, len(p) / ranks * (1.0 / ranks).sum())


def holm(p_values: Numbers) -> Floats:
    """Adjusted p-values that keep the chance of any false rejection at the level, under any dependence.

    References:
        Holm (1979); checked against R p.adjust(method="holm").
    """
    p = _probabilities(p_values)
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1)), 1.0)
    return adjusted


def permutations_needed(questions: int, q: float = FALSE_DISCOVERIES) -> int:
    """Permutations without which the smallest reachable p-value cannot survive the correction."""
    return int(np.ceil(20 * questions / q))


def chance_of_any(questions: int, alpha: float = 0.05) -> float:
    """Chance of at least one false finding among independent questions asked without correction."""
    return 1.0 - (1.0 - alpha) ** questions


@dataclass(frozen=True, slots=True)
class Ranked:
    """One contribution to a change, ranked by what is sure of it."""

    name: str
    contribution: float
    interval: Interval
    conservative: float
    verdict: str  # "explains the fall", "explains the rise", "offsets it" or "can't tell"


def conservative_bound(interval: Interval) -> float:
    """The end of the interval nearest 0, or 0 where the interval covers 0."""
    if interval.lo > 0:
        return interval.lo
    return interval.hi if interval.hi < 0 else 0.0


def rank_conservatively(
    contributions: Mapping[str, tuple[float, Interval]], *, change: float = -1.0
) -> tuple[Ranked, ...]:
    """Contributions ordered by what they surely explain of the change, those that explain it most first.

    Args:
        contributions: Per name its contribution, in one unit, and interval.
        change: The change to be explained; only its sign counts. A fall by default.
    Raises:
        BadSample: change is 0: there is nothing to explain.
    """
    if change == 0:
        raise BadSample("The change is 0; there is nothing to explain.")
    sign = 1.0 if change > 0 else -1.0
    ranked = [_ranked(name, value, interval, sign) for name, (value, interval) in contributions.items()]
    return tuple(sorted(ranked, key=lambda one: (-sign * one.conservative, -sign * one.contribution, one.name)))


def _ranked(name: str, value: float, interval: Interval, sign: float) -> Ranked:
    surely = conservative_bound(interval)
    if surely == 0:
        verdict = "can't tell"
    elif surely * sign > 0:
        verdict = "explains the rise" if sign > 0 else "explains the fall"
    else:
        verdict = "offsets it"
    return Ranked(name, value, interval, surely, verdict)


def _probabilities(values: Numbers) -> Floats:
    p = floats(values, "p-values")
    if (p < 0).any() or (p > 1).any():
        raise BadSample(f"p-values lie in [0, 1]; found {p.min()} to {p.max()}.")
    return p


def _step_up(p: Floats, factors: Floats) -> Floats:
    order = np.argsort(p, kind="stable")
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.minimum.accumulate((p[order] * factors)[::-1])[::-1], 1.0)
    return adjusted
