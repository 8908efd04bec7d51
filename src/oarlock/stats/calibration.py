"""Do stated probabilities come true? Scores, observed over expected, and recalibration (METHODS 3.4–3.5)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.cluster_ranges import ratio_ranges
from oarlock.stats.proportions import poisson_interval, wilson_bounds
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status

LEAST_BACKTESTS = 6


@dataclass(frozen=True, slots=True)
class Brier:
    """Mean squared error of probabilities: score = reliability − resolution + uncertainty; skill against the base rate."""

    score: float
    reliability: float
    resolution: float
    uncertainty: float

    @property
    def skill(self) -> float | None:
        """Share of the base rate's error that is saved; None where all outcomes were the same."""
        return 1.0 - self.score / self.uncertainty if self.uncertainty > 0 else None


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """Forecasts of about one size: what was said and what came, with Wilson's interval."""

    forecast: float
    observed: float
    lo: float
    hi: float
    n: int


@dataclass(frozen=True, slots=True)
class Recalibration:
    """logit(true) = intercept + slope · logit(stated): 0 and 1 when calibrated; a slope below 1 is overconfidence."""

    intercept: float
    slope: float


def brier(forecasts: Numbers, outcomes: Numbers) -> Brier:
    """Brier score and Murphy's three parts, over the distinct forecasts.

    Raises:
        EmptySample: no forecasts. BadSample: forecasts outside [0, 1] or outcomes other than 0 and 1.
    """
    f, o = _pairs(forecasts, outcomes)
    values, place, n = np.unique(f, return_inverse=True, return_counts=True)
    came, base = np.bincount(place, o) / n, float(o.mean())
    weights = n / len(f)
    reliability, resolution = float(weights @ (values - came) ** 2), float(weights @ (came - base) ** 2)
    return Brier(float(((f - o) ** 2).mean()), reliability, resolution, base * (1 - base))


def log_loss(forecasts: Numbers, outcomes: Numbers) -> float:
    """Mean −ln of the probability given to what happened; infinite where a certainty was wrong."""
    f, o = _pairs(forecasts, outcomes)
    with np.errstate(divide="ignore"):
        return float(-np.log(np.where(o == 1, f, 1 - f)).mean())


def observed_over_expected(observed: int, expected: float, *, level: float = DECISION_LEVEL) -> Estimate:
    """Ratio of what came to what the probabilities add up to, with the exact Poisson interval.

    Raises:
        BadSample: expected is not positive.
    """
    if expected <= 0:
        raise BadSample(f"Expected events add up to {expected}; a ratio needs more than 0.")
    ends = poisson_interval(observed, level=level)
    return Estimate(
        observed / expected,
        ends.lo / expected,
        ends.hi / expected,
        n_events=observed,
        method="exact Poisson",
        level=level,
    )


def observed_over_expected_by_period(
    observed: Numbers, expected: Numbers, *, level: float = DECISION_LEVEL
) -> Estimate:
    """The same over several periods, whose deals share each period's fortune: the wider of the exact range and that between periods.

    Raises:
        BadSample: expected adds up to nothing, or there are not as many observed as expected.
    """
    came, said = floats(observed, "observed"), floats(expected, "expected")
    if len(came) != len(said):
        raise BadSample(f"{len(came)} periods observed, {len(said)} expected.")
    exact = observed_over_expected(round(float(came.sum())), float(said.sum()), level=level)
    lo, hi = (float(end[0]) for end in ratio_ranges(came[None, :], said[None, :], level=level))
    wider = replace(exact, method="exact Poisson, between periods where wider")
    lo, hi = (exact.lo or 0.0 if math.isnan(lo) else lo), (exact.hi or 0.0 if math.isnan(hi) else hi)
    return replace(wider, lo=min(lo, exact.lo or 0.0), hi=max(hi, exact.hi or 0.0))


def pinball(forecast: float, actual: float, share: float) -> float:
    """Loss of a quantile forecast; `share` is .1 for a P10."""
    return max(share * (actual - forecast), (share - 1.0) * (actual - forecast))


def reliability_table(
    forecasts: Numbers, outcomes: Numbers, *, bins: int = 10, level: float = DECISION_LEVEL
) -> tuple[ReliabilityRow, ...]:
    """Forecasts in bins of equal width, each with what was observed; empty bins are left out."""
    f, o = _pairs(forecasts, outcomes)
    place = np.minimum((f * bins).astype(int), bins - 1)
    n, came, said = (np.bincount(place, weights, bins) for weights in (None, o, f))
    lo, hi = wilson_bounds(came, n, level=level)
    used = [b for b in range(bins) if n[b]]
    return tuple(
        ReliabilityRow(float(said[b] / n[b]), float(came[b] / n[b]), float(lo[b]), float(hi[b]), int(n[b]))
        for b in used
    )


def recalibration(forecasts: Numbers, outcomes: Numbers) -> Recalibration:
    """Intercept and slope of the logistic regression of what came on the stated log-odds.

    Raises:
        BadSample: forecasts of exactly 0 or 1, one outcome only, or outcomes that the forecasts separate completely.
    """
    f, o = _pairs(forecasts, outcomes)
    if (f <= 0).any() or (f >= 1).any() or o.min() == o.max():
        raise BadSample("Recalibration needs forecasts strictly between 0 and 1 and both outcomes.")
    X = np.column_stack([np.ones_like(f), np.log(f / (1 - f))])
    beta = np.array([0.0, 1.0]) if np.ptp(X[:, 1]) else np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-X @ beta))
        # A constant forecast has no slope: the least-norm step leaves it where it is.
        step = np.linalg.lstsq((X * (p * (1 - p))[:, None]).T @ X, X.T @ (o - p), rcond=None)[0]
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            return Recalibration(float(beta[0]), float(beta[1]))
        if np.abs(beta).max() > 50:
            break
    raise BadSample("The forecasts separate the outcomes completely; there is no finite recalibration.")


@dataclass(frozen=True, slots=True)
class Backtest:
    """How forecasts of past periods fared.

    Attributes:
        bias: Σ(forecast − actual) ÷ Σ actual. pinball: mean loss of P10, P50, P90.
        inside: Share of actuals inside P10–P90, which should be .80; insufficient below six periods: "not validated".
    """

    bias: float
    pinball: tuple[float, float, float]
    inside: Estimate


def backtest(p10: Numbers, p50: Numbers, p90: Numbers, actual: Numbers) -> Backtest:
    """Scores of one forecast per past period, each made with what was known before it.

    Raises:
        EmptySample: no periods, or nothing came at all.
    """
    low, mid, high, came = (floats(values, "forecasts") for values in (p10, p50, p90, actual))
    if came.sum() == 0:
        raise EmptySample("The actual values add up to 0; there is no bias to tell.")
    quantiles = ((low, 0.1), (mid, 0.5), (high, 0.9))
    losses = [float(np.mean([pinball(f, a, s) for f, a in zip(q, came, strict=True)])) for q, s in quantiles]
    hits, n = int(((low <= came) & (came <= high)).sum()), len(came)
    lo, hi = wilson_bounds([hits], [n])
    enough = n >= LEAST_BACKTESTS
    inside = Estimate(
        hits / n, float(lo[0]), float(hi[0]), n, hits, Status.OK if enough else Status.INSUFFICIENT, "Wilson",
        "" if enough else f"{n} past periods; not validated below {LEAST_BACKTESTS}",
    )  # fmt: skip
    return Backtest(float((mid - came).sum() / came.sum()), (losses[0], losses[1], losses[2]), inside)


def _pairs(forecasts: Numbers, outcomes: Numbers) -> tuple[Floats, Floats]:
    f, o = floats(forecasts, "forecasts"), floats(outcomes, "outcomes")
    if len(f) != len(o) or (f < 0).any() or (f > 1).any() or not np.isin(o, (0.0, 1.0)).all():
        raise BadSample("Each forecast lies in [0, 1] and has an outcome of 0 or 1.")
    return f, o
