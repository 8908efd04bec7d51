"""What a win is worth on average where wins are few: a lognormal mean, drawn towards that of all channels (METHODS 5.4)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.errors import EmptySample
from oarlock.stats.acquisition import PRIOR_WINS, WinRate
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.draws import percentile_interval
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.seeds import generator

DRAWS = 4000


@dataclass(frozen=True, slots=True)
class WinValue:
    """The mean value of a channel's wins: exp(`centre` + `spread`²/2), `centre` known up to `error`.

    Attributes:
        centre: Mean of the logarithm, shrunk. spread: Standard deviation of the logarithm, of all channels together. n: Wins seen.
    """

    centre: float
    spread: float
    error: float
    n: int

    @property
    def mean(self) -> float:
        """The expected value of a win."""
        return math.exp(self.centre + self.spread**2 / 2)

    def draws(self, seed: int, count: int = DRAWS) -> Floats:
        """Means as the uncertainty of `centre` has them."""
        drawn: Floats = np.exp(self.centre + self.error * generator(seed).standard_normal(count) + self.spread**2 / 2)
        return drawn


def win_values(
    n: Numbers, log_sum: Numbers, log_square_sum: Numbers, *, prior_wins: float = PRIOR_WINS
) -> tuple[WinValue, ...]:
    """The win value of each channel from its wins' count, Σ ln value and Σ (ln value)²; values must be above 0.

    Raises:
        EmptySample: not one win has a value.
    """
    count, first, second = floats(n, "n"), floats(log_sum, "log_sum"), floats(log_square_sum, "log_square_sum")
    total = float(count.sum())
    if total <= 0:
        raise EmptySample("No win has a value above 0.")
    overall = float(first.sum()) / total
    within = float((second - np.divide(first**2, count, out=np.zeros_like(first), where=count > 0)).sum())
    free = total - int((count > 0).sum())
    spread = math.sqrt(max(within, 0.0) / free) if free > 0 else 0.0
    return tuple(
        WinValue(
            centre=(s + prior_wins * overall) / (k + prior_wins),
            spread=spread,
            error=spread / math.sqrt(k + prior_wins),
            n=round(k),
        )
        for k, s in zip(count.tolist(), first.tolist(), strict=True)
    )


def margin_per_spend(
    rate: WinRate,
    value: WinValue,
    gross_margin: float,
    *,
    per_win: float = 0.0,
    seed: int,
    level: float = DECISION_LEVEL,
) -> Estimate:
    """Margin per unit of spend, θ × E[margin of a win]: what decides between a cheap small win and a dear large one.

    Args:
        per_win: What each win costs beside the spend, such as commission.
    """
    wins, method = round(rate.wins), "Gamma–Poisson × lognormal"
    if rate.shape <= 0:
        return Estimate(None, n=wins, status=Status.INSUFFICIENT, method=method, reason="no win to go by", level=level)
    theta = generator(seed).gamma(rate.shape, 1 / rate.rate, DRAWS)
    drawn = value.draws(seed + 1) * gross_margin / (1 / theta + per_win)
    ends = percentile_interval(drawn, level=level)
    return Estimate(float(np.median(drawn)), ends.lo, ends.hi, wins, wins, method=method, level=level)
