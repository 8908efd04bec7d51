"""Did a late step fall while an early one held? A contrast of two changes of log-odds (METHODS 1.10, H3)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from oarlock.errors import BadSample
from oarlock.stats.arrays import z_of
from oarlock.stats.result import DECISION_LEVEL, Estimate

Step = tuple[tuple[int, int], tuple[int, int]]
"""(passed, entered) before and after."""
SMOOTHING = 0.5


@dataclass(frozen=True, slots=True)
class Contrast:
    """Change of log-odds of both steps and late − early; negative: the late step fell more."""

    early: Estimate
    late: Estimate
    contrast: Estimate


def step_contrast(early: Step, late: Step, *, level: float = DECISION_LEVEL) -> Contrast:
    """Wald intervals on the log-odds, each cell smoothed by a half (Haldane–Anscombe).

    Raises:
        BadSample: more passed than entered.
    """
    (a, va), (b, vb) = _change(early), _change(late)
    n = sum(entered for step in (early, late) for _, entered in step)
    return Contrast(_estimate(a, va, n, level), _estimate(b, vb, n, level), _estimate(b - a, va + vb, n, level))


def _change(step: Step) -> tuple[float, float]:
    """Change of log-odds and its variance."""
    logits, variances = [], []
    for passed, entered in step:
        if not 0 <= passed <= entered:
            raise BadSample(f"{passed} passed of {entered} that entered; it lies between 0 and those.")
        won, lost = passed + SMOOTHING, entered - passed + SMOOTHING
        logits.append(math.log(won / lost))
        variances.append(1 / won + 1 / lost)
    return logits[1] - logits[0], sum(variances)


def _estimate(value: float, variance: float, n: int, level: float) -> Estimate:
    reach = z_of(level) * math.sqrt(variance)
    return Estimate(value, value - reach, value + reach, n, method="Wald on log-odds", level=level)
