"""Did the mix change? Population stability index against what chance alone would show (METHODS 6.4)."""

from __future__ import annotations

from dataclasses import dataclass

from oarlock.errors import BadSample, EmptySample
from oarlock.stats.arrays import Numbers, floats

ALARM_P, ALARM_PSI = 0.01, 0.10
LEAST_A_SIDE = 50


@dataclass(frozen=True, slots=True)
class Drift:
    """How far two counts over the same bins lie apart.

    Attributes:
        psi: Σ (aᵢ − eᵢ) ln(aᵢ/eᵢ), in nats. noise: what it is on average where nothing changed, at these sizes.
        critical: What chance exceeds in `alpha` of cases. p_value: how often chance shows as much.
    """

    psi: float
    noise: float
    critical: float
    p_value: float
    n_before: float
    n_after: float

    @property
    def alarms(self) -> bool:
        """Large and beyond chance; an alarm over several features takes their adjusted p-values instead."""
        return self.p_value < ALARM_P and self.psi > ALARM_PSI


def drift(before: Numbers, after: Numbers, *, alpha: float = 0.05) -> Drift:
    """The index of two count vectors; half a unit is added to every bin where one is empty.

    The fixed thresholds .10 and .25 in use elsewhere are words for its size: at 60 against 60 in ten bins chance alone gives .30.

    Raises:
        BadSample: vectors of different length, fewer than two bins, or negative counts. EmptySample: a side without units.
    References:
        Yurdakul (2018), Statistical properties of the population stability index; checked against the package psi-inference.
    """
    import numpy as np
    from scipy.special import chdtrc, chdtri

    e, a = floats(before, "before"), floats(after, "after")
    if len(e) != len(a) or len(e) < 2 or (e < 0).any() or (a < 0).any():
        raise BadSample("Drift compares two lists of counts, not below 0, over the same two or more bins.")
    n, m = float(e.sum()), float(a.sum())
    if n == 0 or m == 0:
        raise EmptySample("Drift needs units on both sides.")
    if (e == 0).any() or (a == 0).any():
        e, a = e + 0.5, a + 0.5
    p, q = e / e.sum(), a / a.sum()
    psi = float(((q - p) * np.log(q / p)).sum())
    scale, freedom = 1 / n + 1 / m, len(e) - 1
    return Drift(psi, scale * freedom, float(scale * chdtri(freedom, alpha)), float(chdtrc(freedom, psi / scale)), n, m)


def noise_floor(bins: int, n: float, m: float, *, alpha: float = 0.05) -> tuple[float, float]:
    """What the index is on average, and what it exceeds in `alpha` of cases, where nothing changed."""
    from scipy.special import chdtri

    scale = 1 / n + 1 / m
    return scale * (bins - 1), float(scale * chdtri(bins - 1, alpha))
