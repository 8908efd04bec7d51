"""Time until something happens, with those still waiting counted as waiting: quantiles of the Kaplan–Meier curve."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from oarlock.stats.arrays import Bools, Floats, z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.survival import Incidence

LEAST_EVENTS = 10
"""Events below which a time carries no verdict (METHODS 0.7)."""


@dataclass(frozen=True, slots=True)
class Times:
    """A quantile of the waiting time per group and its interval; infinite where the curve never falls so far."""

    value: Floats
    lo: Floats
    hi: Floats
    follow_up: Floats  # longest time looked at, per group


def survival_bounds(curves: Incidence, *, level: float = DECISION_LEVEL) -> tuple[Floats, Floats]:
    """(G, T) lower and upper ends of S(t) on the complementary log–log scale, Greenwood's variance."""
    d, n = curves.events.sum(axis=1), curves.at_risk
    terms = np.where(n > d, d / np.where(n > d, n * (n - d), 1.0), 0.0)
    S = curves.survival
    inside = (S > 0) & (S < 1)
    log_s = np.log(np.where(inside, S, 0.5))
    reach = z_of(level) * np.sqrt(np.cumsum(terms, axis=1)) / np.abs(log_s)
    lo = np.where(inside, np.exp(log_s * np.exp(reach)), S)
    # Once nobody is left, the upper end is not defined: the last one that was stands.
    hi = np.where(inside, np.exp(log_s * np.exp(-reach)), np.where(S <= 0, np.inf, 1.0))
    return lo, np.where(np.isinf(hi), np.minimum.accumulate(np.where(np.isinf(hi), 1.0, hi), axis=1), hi)


def waiting_time(curves: Incidence, share: float = 0.5, *, level: float = DECISION_LEVEL) -> Times:
    """Smallest time by which `share` of the units have met any outcome; the median by default.

    References:
        Brookmeyer & Crowley (1982), Biometrics 38, 29–41, on the cloglog scale; checked against lifelines.
    """
    lo, hi = survival_bounds(curves, level=level)
    real = np.isfinite(curves.times)
    follow_up = np.where(real, curves.times, -np.inf).max(axis=1)
    value, low, high = (_first(curves.times, curve <= 1.0 - share + 1e-12) for curve in (curves.survival, lo, hi))
    return Times(value, low, high, follow_up)


def waiting_times(
    curves: Incidence,
    share: float = 0.5,
    *,
    level: float = DECISION_LEVEL,
    least_events: int = LEAST_EVENTS,
    unit: str = "days",
) -> tuple[Estimate, ...]:
    """The quantile, one estimate per group; one not reached has no value and says "more than" the longest follow-up."""
    times = waiting_time(curves, share, level=level)
    events = curves.events.sum(axis=(1, 2))
    rows = zip(times.value, times.lo, times.hi, times.follow_up, curves.units, events, strict=True)
    return tuple(_estimate(*(float(x) for x in row), level=level, least=least_events, unit=unit) for row in rows)


def _estimate(
    value: float,
    lo: float,
    hi: float,
    follow_up: float,
    n: float,
    events: float,
    *,
    level: float,
    least: int,
    unit: str,
) -> Estimate:
    units, met, method = round(n), round(events), "Kaplan–Meier, Brookmeyer–Crowley"
    if not units:
        return Estimate(
            None, n=0, n_events=0, status=Status.INSUFFICIENT, method=method, reason="nobody entered", level=level
        )
    if math.isinf(value):
        reason, at_least = f"more than {follow_up:g} {unit}", None if math.isinf(lo) else lo
        return Estimate(None, at_least, None, units, met, Status.IMMATURE, method, reason, level)
    status = Status.OK if met >= least else Status.INSUFFICIENT
    reason = "" if met >= least else f"{met} {'event' if met == 1 else 'events'}; a verdict needs {least}"
    return Estimate(value, lo, None if math.isinf(hi) else hi, units, met, status, method, reason, level)


def _first(times: Floats, reached: Bools) -> Floats:
    first = np.take_along_axis(times, reached.argmax(axis=1)[:, None], 1)[:, 0]
    return np.where(reached.any(axis=1), first, np.inf)
