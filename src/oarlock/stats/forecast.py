"""What open deals will bring: the distribution of a sum of won-or-not amounts (METHODS 3.5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Floats, Numbers, floats
from oarlock.stats.seeds import generator

EXACT_UP_TO = 20
"""Most deals whose outcomes are all enumerated; beyond it, they are drawn."""
COMMON_SHOCK = 0.35
"""Default sd, in logits, of what all deals of a quarter share."""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Possible totals, rising, and the probability of each."""

    totals: Floats
    chances: Floats

    @property
    def mean(self) -> float:
        """The total to be expected: each possible one weighted by its chance."""
        return float(self.totals @ self.chances)

    @property
    def sd(self) -> float:
        """Standard deviation of the total."""
        return float(np.sqrt(np.maximum((self.totals - self.mean) ** 2 @ self.chances, 0.0)))

    def chance_of(self, goal: float) -> float:
        """Chance that the total reaches the goal."""
        return float(self.chances[self.totals >= goal].sum())

    def quantile(self, share: float) -> float:
        """Smallest total reached with at least this probability; P90 is `quantile(.9)`."""
        reached = np.cumsum(self.chances) >= share - 1e-12
        return float(self.totals[int(reached.argmax()) if reached.any() else -1])


def deal_outcomes(
    win_chances: Numbers, amounts: Numbers, *, seed: int, shock: float = 0.0, draws: int = 20_000
) -> Outcomes:
    """Total won of independent deals, or of deals that share a quarter's fortune.

    Args:
        win_chances: Per deal, in [0, 1]. amounts: per deal, in one currency.
        shock: Sd in logits of a shock common to all deals; 0 for independent ones, `COMMON_SHOCK` without own evidence.
    Returns:
        Exact for up to 20 independent deals, else `draws` draws.
    Raises:
        EmptySample: no deals. BadSample: a chance outside [0, 1], or a different number of amounts.
    """
    p, a = floats(win_chances, "win chances"), floats(amounts, "amounts")
    if len(p) != len(a) or (p < 0).any() or (p > 1).any():
        raise BadSample("Each deal needs an amount and a win chance in [0, 1].")
    if shock == 0.0 and len(p) <= EXACT_UP_TO:
        return _merged(*_enumerated(p, a))
    totals = _drawn(p, a, shock, draws, seed)
    return _merged(totals, np.full(draws, 1.0 / draws))


def _enumerated(p: Floats, a: Floats) -> tuple[Floats, Floats]:
    totals, chances = np.zeros(1), np.ones(1)
    for chance, amount in zip(p, a, strict=True):
        totals = np.concatenate([totals, totals + amount])
        chances = np.concatenate([chances * (1 - chance), chances * chance])
    return totals, chances


def _drawn(p: Floats, a: Floats, shock: float, draws: int, seed: int) -> Floats:
    rng = generator(seed)
    totals = np.empty(draws)
    step = max(1, 4_000_000 // len(p))
    with np.errstate(divide="ignore"):
        logits = np.log(p) - np.log1p(-p)
    for start in range(0, draws, step):
        size = min(step, draws - start)
        common = rng.normal(0.0, shock, (size, 1)) if shock else np.zeros((size, 1))
        totals[start : start + size] = (rng.random((size, len(p))) < 1 / (1 + np.exp(-logits - common))) @ a
    return totals


def _merged(totals: Floats, chances: Floats) -> Outcomes:
    values, place = np.unique(np.round(totals, 9), return_inverse=True)
    return Outcomes(values, np.bincount(place, chances).astype(np.float64))
