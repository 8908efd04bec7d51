"""What a win costs: rates of few wins per spend, pooled a little, and which channel is cheaper (METHODS 5.3, 5.4).

Wins of a channel are Poisson(spend × θ). θ has a Gamma prior worth two wins at the rate of all channels of the same kind of lead, so that
a channel with few wins is drawn towards the others and one with many is not. The cost of a win is 1 ÷ θ: its median and its interval are
reciprocal quantiles, never a mean, which is infinite where no win was seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Floats, Numbers, floats, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status

PRIOR_WINS = 2.0
"""Wins the prior is worth: weak, and fixed because a fitted one collapses to full pooling with few channels."""
LEAST_CHANNELS = 15
"""Channels from which the strength of pooling may be learnt."""
ACT_FROM = 0.80
"""Probability of being cheaper from which money may move."""
STEPS = 1000
"""Equally likely values by which a rate stands for its distribution."""
FULL_POOLING = 1e6
"""Shape of the prior at which all channels are one; a fit that runs there found no difference between them."""


@dataclass(frozen=True, slots=True)
class WinRate:
    """Wins per unit of spend of one channel: a Gamma distribution of `shape` and `rate`.

    Attributes:
        spend, wins: What was seen. A spend that is not matured yet counts with the part that is.
    """

    shape: float
    rate: float
    spend: float
    wins: float

    def quantile(self, share: float) -> float:
        """Wins per unit of spend that θ lies below with this probability."""
        from scipy.special import gammaincinv

        return float(gammaincinv(self.shape, share)) / self.rate if self.shape > 0 else 0.0

    def cost(self, *, level: float = DECISION_LEVEL) -> Estimate:
        """The cost of a win: median and interval of 1 ÷ θ; of a channel that stands alone, spend ÷ wins with the exact interval.

        Without spend, or with nothing to go by, there is none.
        """
        from oarlock.stats.proportions import poisson_interval

        wins, method = round(self.wins), "Gamma–Poisson"
        if self.spend <= 0 or self.shape <= 0:
            return Estimate(
                None, n=wins, n_events=wins, status=Status.DEGENERATE, method=method, reason="nothing spent"
            )
        if self.shape == self.wins:
            ends = poisson_interval(wins, level=level)
            hi = self.spend / ends.lo if ends.lo else None
            return Estimate(
                self.spend / self.wins, self.spend / ends.hi, hi, wins, wins, method="exact Poisson", level=level
            )
        tail = (1 - level) / 2
        value, lo, hi = (1 / self.quantile(share) for share in (0.5, 1 - tail, tail))
        return Estimate(value, lo, hi, wins, wins, method=method, level=level)


def win_rates(
    spend: Numbers, wins: Numbers, *, kind: Numbers | None = None, prior_wins: float = PRIOR_WINS
) -> tuple[WinRate, ...]:
    """The rate of each channel, with a prior at the rate of all channels of its kind.

    A channel that is the only one of its kind has nothing to be pooled with and stands as it was seen; so does every channel of a kind
    without a single win, whose rate is then 0 and whose cost `cost_at_least` bounds.

    Args:
        spend: Money per channel, 0 or more. wins: 0 or more; fractions where credit is shared.
        kind: Code per channel, such as its lead type; channels are pooled within it. Left out, all are one kind.
    Raises:
        EmptySample: no channels. BadSample: a negative spend or number of wins.
    """
    E, w = floats(spend, "spend"), floats(wins, "wins")
    if len(E) != len(w) or E.min() < 0 or w.min() < 0:
        raise BadSample("Every channel needs a spend and a number of wins, both 0 or more; net refunds out first.")
    codes = np.zeros(len(E), dtype=np.int64) if kind is None else np.asarray(kind)
    found: list[WinRate | None] = [None] * len(E)
    for one in np.unique(codes):
        inside = np.flatnonzero(codes == one)
        a, b = _prior(E[inside], w[inside], prior_wins)
        for i in inside.tolist():
            found[i] = WinRate(a + float(w[i]), b + float(E[i]), float(E[i]), float(w[i]))
    return tuple(rate for rate in found if rate is not None)


def _prior(E: Floats, w: Floats, prior_wins: float) -> tuple[float, float]:
    """Shape and rate of the prior; (0, 0) where there is nothing to pool."""
    if (E > 0).sum() < 2 or w.sum() <= 0:
        return 0.0, 0.0
    return prior_wins, prior_wins * float(E.sum() / w.sum())


def cost_at_least(spend: float, *, level: float = 0.95) -> float:
    """What a win costs at least, at this one-sided level, where the spend brought none: spend ÷ −ln(1 − level).

    Raises:
        BadSample: a spend below 0.
    """
    if spend < 0:
        raise BadSample(f"A spend of {spend} bounds nothing; net refunds out over a longer time.")
    return spend / -math.log1p(-level)


def chance_cheaper(one: WinRate, other: WinRate, *, more_per_win: float = 0.0) -> float:
    """Probability that a win costs less in the first channel than in the second; act from `ACT_FROM` only.

    Args:
        more_per_win: What each win of the first costs beyond what it costs by its rate, such as commission, above that of the second.
    References:
        θ₁ ÷ (θ₁ + θ₂·b₂/b₁) is Beta: 1 − I_{b₁/(b₁+b₂)}(a₁, a₂). With more per win, 1/θ₁ + more < 1/θ₂ over `STEPS` quantiles of θ₂.
    """
    from scipy.special import betainc, gammaincc, gammaincinv

    if one.shape <= 0 or other.shape <= 0:
        raise EmptySample("A channel without a win and without others to pool with cannot be compared.")
    if not more_per_win:
        return float(1 - betainc(one.shape, other.shape, one.rate / (one.rate + other.rate)))
    room = other.rate / gammaincinv(other.shape, (np.arange(STEPS) + 0.5) / STEPS) - more_per_win
    cheaper = gammaincc(one.shape, one.rate / np.where(room > 0, room, np.inf), where=room > 0, out=np.zeros(STEPS))
    return float(cheaper.mean())


@dataclass(frozen=True, slots=True)
class Pooling:
    """A learnt prior: its `shape` (wins it is worth; FULL_POOLING where the channels do not differ) and its mean rate."""

    shape: float
    mean_rate: float


def learnt_pooling(spend: Numbers, wins: Numbers, *, least: int = LEAST_CHANNELS) -> Pooling:
    """The strength of pooling by maximum likelihood of the negative binomial; for many channels only.

    Raises:
        EmptySample: fewer than `least` channels with spend, or no win: the likelihood is flat there.
    """
    from scipy.optimize import minimize_scalar

    E, w = floats(spend, "spend"), floats(wins, "wins")
    E, w = E[E > 0], w[E > 0]
    if len(E) < least or w.sum() <= 0:
        raise EmptySample(f"{len(E)} channels with spend; the strength of pooling is learnt from {least} on.")
    fit = minimize_scalar(
        lambda log_a: -_likelihood(math.exp(log_a), E, w), bounds=(-3.0, math.log(FULL_POOLING)), method="bounded"
    )
    best = math.exp(float(fit.x))
    if _likelihood(FULL_POOLING, E, w) >= -float(fit.fun) - 1e-6:
        best = FULL_POOLING
    return Pooling(best, _mean_rate(best, E, w))


def _mean_rate(a: float, E: Floats, w: Floats) -> float:
    """The mean of the prior that fits best at this shape."""
    from scipy.optimize import brentq

    def score(m: float) -> float:
        return float((w / m - (a + w) * E / (a + m * E)).sum())

    raw = float(w.sum() / E.sum())
    return float(brentq(score, raw * 1e-4, raw * 1e4))


def _likelihood(a: float, E: Floats, w: Floats) -> float:
    from scipy.special import gammaln

    mu = _mean_rate(a, E, w) * E
    return float((gammaln(a + w) - gammaln(a) - a * np.log1p(mu / a) + w * np.log(mu / (a + mu))).sum())


def marginal_cost(spend: Numbers, wins: Numbers, *, level: float = DECISION_LEVEL, apart: float = 0.10) -> Estimate:
    """What one win more costs: the reciprocal slope of wins over spend at the levels of spend that were tried.

    Of two levels it is the step in spend over the step in wins. An average says nothing of it.

    Args:
        spend, wins: Totals over equal lengths of time at each level.
        apart: Relative distance from which two spends are two levels.
    Returns:
        No value where fewer than two levels were tried; no upper end where more spend may bring no more wins.
    """
    E, w = floats(spend, "spend"), floats(wins, "wins")
    method, n = "slope of wins over spend", round(float(w.sum()))
    centre = E - E.mean()
    if len(E) < 2 or E.max() <= 0 or E.max() - E.min() < apart * E.max():
        reason = "spend was never at two levels; change it for a while to learn what one win more costs"
        return Estimate(None, n=n, n_events=n, status=Status.INSUFFICIENT, method=method, reason=reason, level=level)
    square = float((centre**2).sum())
    slope = float((centre * w).sum()) / square
    reach = z_of(level) * math.sqrt(float((centre**2 * np.maximum(w, 1.0)).sum())) / square
    if slope <= 0:
        reason, lo = "more spend went with no more wins", 1 / (slope + reach) if slope + reach > 0 else None
        return Estimate(None, lo, None, n, n, Status.DEGENERATE, method, reason, level)
    hi = 1 / (slope - reach) if slope > reach else None
    return Estimate(1 / slope, 1 / (slope + reach), hi, n, n, method=method, level=level)


def cost_per_win(spend: Numbers, wins: Numbers) -> float | None:
    """Sum of spend ÷ sum of wins: the cost of a win over several channels, never the mean of their costs; None without wins."""
    total = float(floats(wins, "wins").sum())
    return float(floats(spend, "spend").sum()) / total if total else None
