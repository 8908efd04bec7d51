"""Conversion within a horizon: the probability of an outcome, told only where the horizon can be read."""

from __future__ import annotations

import math

from oarlock.stats.arrays import Numbers
from oarlock.stats.result import DECISION_LEVEL, Estimate, Status
from oarlock.stats.survival import Incidence

LEAST_ENTRIES = 20
"""Units below which a conversion carries no verdict (METHODS 0.7)."""


def conversions(
    curves: Incidence,
    outcome: int,
    horizon: float | Numbers,
    *,
    level: float = DECISION_LEVEL,
    least: int = LEAST_ENTRIES,
    at_risk: int = 10,
    resolved: float = 0.80,
    unit: str = "days",
    widening: float | Numbers = 1.0,
) -> tuple[Estimate, ...]:
    """The probability of the outcome within the horizon, one estimate per group.

    Immature groups have no value; the reason names the largest horizon that can be read. Groups of fewer than `least` units
    keep their value and interval and are insufficient: to be shown, not to be judged by. `widening` as in `Incidence.bounds`.
    """
    F, lo, hi = (
        array[:, outcome - 1] for array in (curves.by(horizon), *curves.bounds(horizon, level=level, widening=widening))
    )
    events, ripe = (
        curves.counted(horizon)[:, outcome - 1],
        curves.is_mature(horizon, at_risk=at_risk, resolved=resolved),
    )
    longest = curves.readable_until(horizon, at_risk=at_risk, resolved=resolved)
    return tuple(
        _estimate(*row, level=level, least=least, unit=unit)
        for row in zip(curves.units, events, F, lo, hi, ripe, longest, strict=True)
    )


def _estimate(
    n: float,
    events: float,
    F: float,
    lo: float,
    hi: float,
    ripe: bool,
    longest: float,
    *,
    level: float,
    least: int,
    unit: str,
) -> Estimate:
    units, met, method = round(float(n)), round(float(events)), "Aalen–Johansen, cloglog"
    if units == 0:
        return Estimate(
            None, n=0, n_events=0, status=Status.INSUFFICIENT, method=method, reason="nobody entered", level=level
        )
    if not ripe:
        known = f"; it can be read up to {longest:g} {unit}" if math.isfinite(longest) else ""
        reason = f"too many are still open to read this horizon{known}"
        return Estimate(None, n=units, n_events=met, status=Status.IMMATURE, method=method, reason=reason, level=level)
    few = units < least
    return Estimate(
        value=float(F),
        lo=float(lo),
        hi=float(hi),
        n=units,
        n_events=met,
        status=Status.INSUFFICIENT if few else Status.OK,
        method=method,
        reason=f"{units} entered; a verdict needs {least}" if few else "",
        level=level,
    )
