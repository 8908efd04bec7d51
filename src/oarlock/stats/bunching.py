"""Do wins crowd at the end of a period, or results just above a mark: the traces that moving deals leaves (METHODS 12.3, 1.5).

A trace is no proof: buyers have budgets and deadlines of their own. Without it, nothing is said to have been moved.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from oarlock.errors import BadSample
from oarlock.stats.arrays import Numbers
from oarlock.stats.draws import percentile_interval
from oarlock.stats.proportions import clopper_pearson, share
from oarlock.stats.resample import REPLICATES
from oarlock.stats.result import Estimate, Status
from oarlock.stats.seeds import generator

LEAST_PERIODS, LEAST_EVENTS = 6, 30
LEAST_NEAR = 10
"""Periods and events below which crowding carries no verdict, and results near a mark."""
NEAR = 0.1


@dataclass(frozen=True, slots=True)
class Crowding:
    """How much more happens a day at the end of periods, and at their beginning, than between: 1 is as much.

    Attributes:
        late, early: Ratios with their range, drawn over periods.
    """

    late: Estimate
    early: Estimate

    @property
    def is_pulled(self) -> bool:
        """Whether the ends are crowded for sure and the beginnings after them are not: what pulling in looks like."""
        return self.late.status is Status.OK and (self.late.lo or 0) > 1 and (self.early.value or 0) < 1

    @property
    def is_held_back(self) -> bool:
        """Whether the beginnings are crowded for sure and the ends are not: what holding back looks like."""
        return self.early.status is Status.OK and (self.early.lo or 0) > 1 and (self.late.value or 0) < 1


def crowding(
    early: Numbers, middle: Numbers, late: Numbers, *, days: int, middle_days: Numbers, seed: int = 43
) -> Crowding:
    """Ratios of daily rates, from counts per period.

    Args:
        early, middle, late: Events of each period in its first `days`, between, and in its last `days`.
        middle_days: Days between, per period.
    Raises:
        BadSample: the counts are not of the same periods.
    """
    first, between, last, length = (np.asarray(one, dtype=np.float64) for one in (early, middle, late, middle_days))
    if len({len(one) for one in (first, between, last, length)}) != 1:
        raise BadSample("Counts at the beginning, between and at the end are of the same periods.")
    draws = (
        generator(seed).multinomial(len(first), np.full(len(first), 1 / max(len(first), 1)), REPLICATES).astype(float)
    )
    return Crowding(*(_ratio(one, between, length, float(days), draws) for one in (last, first)))


def _ratio(some: np.ndarray, between: np.ndarray, length: np.ndarray, days: float, draws: np.ndarray) -> Estimate:
    n, total = len(some), round(float(some.sum() + between.sum()))
    usual = float(between.sum()) / float(length.sum()) if n and length.sum() > 0 else 0.0
    if usual <= 0:
        return Estimate(None, n=n, n_events=total, status=Status.DEGENERATE, reason="nothing happened between")
    told = (draws @ some) / np.maximum((draws @ between) / (draws @ length) * draws.sum(axis=1) * days, 1e-12)
    ends = percentile_interval(told)
    few = n < LEAST_PERIODS or total < LEAST_EVENTS
    return Estimate(
        float(some.sum()) / (n * days) / usual, ends.lo, ends.hi, n, total, Status.INSUFFICIENT if few else Status.OK,
        "bootstrap of periods",
        f"{n} periods with {total} wins; a verdict needs {LEAST_PERIODS} with {LEAST_EVENTS}" if few else "",
    )  # fmt: skip


def just_above(attainment: Numbers, mark: float, *, width: float = NEAR) -> Estimate:
    """Share of the results near a mark that lie at it or above: 0.5 where nobody aims for it (a density test in its simplest form).

    References:
        Cattaneo, Frandsen & Titiunik (2015), J. Causal Inference 3, 1–24: the binomial test around a cutoff.
    """
    at = np.asarray(attainment, dtype=np.float64)
    near = at[(at >= mark - width) & (at < mark + width)]
    n, above = len(near), int((near >= mark).sum())
    if not n:
        return Estimate(
            None, n=0, n_events=0, status=Status.INSUFFICIENT, reason=f"no result lies within {width:.0%} of it"
        )
    ends = clopper_pearson(above, n)
    few = n < LEAST_NEAR
    return Estimate(
        share(above, n).value, ends.lo, ends.hi, n, above, Status.INSUFFICIENT if few else Status.OK, "Clopper–Pearson",
        f"{n} results lie near it; a verdict needs {LEAST_NEAR}" if few else "",
    )  # fmt: skip
