"""The running period: what it will come to, from how complete past periods were at the same point (METHODS 1.6).

The point is the same number of business days *to the end* of the period, not since its start.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats, z_of
from oarlock.stats.draws import percentile_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Interval, Status
from oarlock.stats.seeds import generator

LEAST_PERIODS = 4
LEAST_COMPLETION = 0.15
"""Completion below which nothing is told: a seventh of the period is not the period."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How complete past periods were at this point, and what that makes of the value so far.

    Attributes:
        median: Median completion, a share. chain_ladder: value so far ÷ median. interval: of the chain-ladder figure.
    """

    median: float
    chain_ladder: float
    interval: Interval


def chain_ladder(so_far: float, completions: Numbers, *, level: float = DECISION_LEVEL) -> Completion:
    """The running period's final value if it completes as past periods did.

    Args:
        so_far: Value reached at this point. completions: value at this point ÷ final value, of past periods.
    Raises:
        EmptySample: fewer than four past periods. BadSample: a completion is not positive.
    References:
        Chain ladder with a t-interval of ln(1/c); Casualty Actuarial Society.
    """
    c = _completions(completions)
    centre, spread, k = float(-np.log(c).mean()), _prediction_spread(c), len(c)
    reach = _t_quantile(k - 1, (1 + level) / 2) * spread
    ends = Interval(so_far * math.exp(centre - reach), so_far * math.exp(centre + reach), level)
    median = float(np.median(c))
    return Completion(median, so_far / median, ends)


def bornhuetter_ferguson(so_far: float, completions: Numbers, prior: float) -> float:
    """Value so far plus the share still to come of the forecast made at the period's start.

    References:
        Bornhuetter & Ferguson (1972).
    """
    return so_far + (1.0 - float(np.median(_completions(completions)))) * prior


def running_period(
    so_far: float,
    completions: Numbers,
    *,
    seed: int,
    prior: Interval | None = None,
    prior_value: float | None = None,
    level: float = DECISION_LEVEL,
    draws: int = 4000,
) -> Estimate:
    """The running period's final value: Bornhuetter–Ferguson while less than half complete, chain ladder after that.

    Args:
        prior: P10–P90 of the forecast made at the period's start, with its `level` .80; `prior_value`: its P50.
            Without them the chain ladder is used at any completion.
    Returns:
        Insufficient with fewer than four past periods; immature below 15 % completion.
    """
    if len(completions) < LEAST_PERIODS:
        reason = f"{len(completions)} past periods; {LEAST_PERIODS} are needed to know how a period fills"
        return Estimate(None, n=len(completions), status=Status.INSUFFICIENT, reason=reason, level=level)
    ladder = chain_ladder(so_far, completions, level=level)
    if ladder.median < LEAST_COMPLETION:
        reason = f"{ladder.median:.0%} of a period is usually in by now; nothing is told below {LEAST_COMPLETION:.0%}"
        return Estimate(None, n=len(completions), status=Status.IMMATURE, reason=reason, level=level)
    if ladder.median >= 0.5 or prior is None or prior_value is None:
        ends, value, method = ladder.interval, ladder.chain_ladder, "chain ladder"
    else:
        ends = _ferguson_interval(so_far, completions, prior, prior_value, level, seed, draws)
        value, method = bornhuetter_ferguson(so_far, completions, prior_value), "Bornhuetter–Ferguson"
    return Estimate(value, ends.lo, ends.hi, len(completions), method=method, level=level)


def _ferguson_interval(
    so_far: float, completions: Numbers, prior: Interval, middle: float, level: float, seed: int, draws: int
) -> Interval:
    """Completion drawn from its t-law and the prior from a two-piece normal through its P10, P50 and P90, jointly."""
    rng, c = generator(seed), _completions(completions)
    log_c = np.log(c).mean() + rng.standard_t(len(c) - 1, draws) * _prediction_spread(c)
    z = rng.standard_normal(draws)
    wide = np.where(z < 0, middle - prior.lo, prior.hi - middle) / z_of(prior.level)
    final = so_far + (1 - np.minimum(np.exp(log_c), 1.0)) * np.maximum(middle + wide * z, 0.0)
    return percentile_interval(final, level=level)


def _completions(values: Numbers) -> Floats:
    c = floats(values, "completions", least=LEAST_PERIODS)
    if (c <= 0).any():
        raise BadSample(f"A completion is a positive share of the final value; found {c.min()}.")
    return c


def _prediction_spread(c: Floats) -> float:
    return float(np.log(c).std(ddof=1)) * math.sqrt(1 + 1 / len(c))


def _t_quantile(freedom: int, share: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, share))
