"""Money per day of a cohort: deals × value × share won ÷ cycle in each stratum, and their sum (METHODS 2.2 b)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.statistics.curves import Curves, curves_of
from oarlock.measure.statistics.resampled import holding
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    import numpy as np

    from oarlock.measure.asking import Asked
    from oarlock.stats.survival import Incidence

STRATUM = "stratum"
REACH = 0.9
"""The horizon of a stratum is the time by which this part of its wins have come: one for all its cohorts."""
LEAST_EVENTS = 10
FEWEST_WINS = 3
METHOD = "delta method over the inputs of the same deals"


@dataclass(frozen=True)
class Flow:
    """The columns `waited`, `outcome` (1 won, 2 lost, 0 open), `value` (of won deals) and `stratum`.

    Attributes:
        excluded: Why a deal has no time, in words.
    """

    excluded: str
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """Money per day of each group, the sum over its strata."""
        apart = replace(asked, keys=(*asked.keys, STRATUM))
        found = curves_of(apart, outcomes=2, ticks=1, excluded=self.excluded)
        if found.curves is None:
            return Answered({}, found.excluded)
        horizons = _horizons(asked, found)
        inputs = _inputs(apart, found, [horizons[key[-1]] for key in found.keys])
        estimates, also = {}, {}
        for key in dict.fromkeys(stratum[:-1] for stratum in found.keys):
            parts = [inputs[stratum] for stratum in found.keys if stratum[:-1] == key]
            estimates[key] = summed(parts, asked.level)
            also[key] = _beside(parts)
        alone = len(horizons) == 1
        told = {"horizon_days" if alone else f"horizon_days of {name}": days for name, days in horizons.items()}
        return Answered(estimates, found.excluded, told, also)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the formula needs of one stratum; each estimate of the same deals, within the same days.

    Attributes:
        together: Correlation of the estimates of value and cycle: dear deals are often slow.
    """

    horizon: float
    rate: Estimate
    cycle: Estimate
    value: Estimate
    together: float = 0.0

    @property
    def won(self) -> int:
        """Deals won so far."""
        return self.rate.n_events or 0


def summed(parts: Sequence[Inputs], level: float) -> Estimate:
    """The sum over strata; a stratum in which nothing is won yet brings 0, one without amounts or too young makes the sum unknown."""
    from oarlock.stats.velocity import Flow as Inflow
    from oarlock.stats.velocity import log_spread, sum_range, velocity

    n, won = sum(one.rate.n for one in parts), sum(one.won for one in parts)
    young = [one for one in parts if one.rate.value is None and one.rate.status is Status.IMMATURE]
    if young:
        reason = f"the cohort is too young to know what is won within {max(one.horizon for one in young):g} days"
        return Estimate(None, n=n, n_events=won, status=Status.IMMATURE, method=METHOD, reason=reason, level=level)
    winning = [one for one in parts if one.won and one.rate.value]
    if not winning:
        reason = "not one deal was won" if n else "no deal was created"
        return Estimate(None, n=n, n_events=0, status=Status.INSUFFICIENT, method=METHOD, reason=reason, level=level)
    if any(one.value.value is None for one in winning):
        reason = "won deals of a segment have no amount"
        return Estimate(None, n=n, n_events=won, status=Status.INSUFFICIENT, method=METHOD, reason=reason, level=level)
    flows = [
        Inflow(one.rate.n, one.value.value or 0.0, one.rate.value or 0.0, max(one.cycle.value or 0.0, 1.0))
        for one in winning
    ]
    spreads = [log_spread(one.rate, one.cycle, one.value, together=one.together) for one in winning]
    ends = sum_range([flow.per_day for flow in flows], spreads, level=level)
    total, few = velocity(flows), won < LEAST_EVENTS
    return Estimate(
        total,
        *holding(total, ends),
        n,
        won,
        Status.INSUFFICIENT if few else Status.OK,
        METHOD,
        f"{won} won; a verdict needs {LEAST_EVENTS}" if few else "",
        level,
    )


def _beside(parts: Sequence[Inputs]) -> dict[str, float]:
    """The inputs, where there is one stratum: of several there is no one rate, cycle or value to multiply."""
    told = {"deals": float(sum(one.rate.n for one in parts)), "won": float(sum(one.won for one in parts))}
    if len(parts) == 1:
        (one,) = parts
        named = {"average_value": one.value.value, "share_won": one.rate.value, "cycle_days": one.cycle.value}
        told |= {name: part for name, part in named.items() if part is not None}
    return told


def _horizons(asked: Asked, found: Curves) -> dict[str, float]:
    """Days within which a win counts in each stratum: the caller's, else the time by which nine in ten of its wins have come.

    Where that cannot be read, as far as it can. A stratum with fewer than three wins takes the horizon of all: it says nothing of its own.
    """
    import numpy as np

    keys, curves = found.pooled((len(asked.keys),))
    if asked.horizon is not None:
        return {key[0]: asked.horizon for key in keys}
    _, all_of_them = found.pooled(())
    own, of_all = _reached(curves), _reached(all_of_them)
    known = curves.counted(np.inf)[:, 0] >= FEWEST_WINS
    horizon = np.where(known, own, of_all[0])
    return {key[0]: float(max(math.ceil(days), 1)) for key, days in zip(keys, horizon.tolist(), strict=True)}


def _reached(curves: Incidence) -> np.ndarray:
    """Per group the time by which nine in ten of its wins have come, or as far as it can be read; without wins the longest follow-up."""
    import numpy as np

    last = np.where(np.isfinite(curves.times), curves.times, 0).max(axis=1)
    usual = curves.conditional_quantile(1, last, REACH)
    readable = curves.readable_until(usual)
    return np.where(np.isfinite(usual), np.where(np.isfinite(readable), readable, usual), last)


def _inputs(asked: Asked, found: Curves, horizons: Sequence[float]) -> Mapping[Key, Inputs]:
    from oarlock.measure.statistics.average import Average
    from oarlock.measure.statistics.waiting import conditional_medians
    from oarlock.stats.conversion import conversions

    if found.curves is None:
        return {}
    rates = conversions(found.curves, 1, horizons, level=asked.level)
    cycles = conditional_medians(found.curves, asked.level, horizons)
    values = Average("no amount is known")(asked).estimates
    so_far: np.ndarray = found.curves.counted(math.inf)[:, 0]
    shared = _together(asked, {key: cycle.value for key, cycle in zip(found.keys, cycles, strict=True)})
    return {
        key: Inputs(days, replace(rate, n_events=round(float(met))), cycle, values[key], shared.get(key, 0.0))
        for key, days, rate, cycle, met in zip(found.keys, horizons, rates, cycles, so_far, strict=True)
    }


def _together(asked: Asked, medians: Mapping[Key, float | None]) -> dict[Key, float]:
    """Per stratum how the errors of mean amount and median time of its won deals go together, from sums by day."""
    import numpy as np

    from oarlock.stats.velocity import mean_with_median

    t = asked.table
    won = t.filter((t.outcome == 1) & t.value.notnull() & (t.waited >= 0))
    # In thousands, so that squares summed in any order stay exact enough for every engine to agree.
    won = won.mutate(day=won.waited.round().cast("int64"), amount=won.value / 1000.0)
    found = replace(asked, table=won).grouped(
        "day", n=won.count(), total=won.amount.sum(), squares=(won.amount * won.amount).sum()
    )
    columns = [found.filled(name) for name in ("n", "total", "squares", "day")]
    told = {}
    for place, key in enumerate(found.keys):
        median = medians.get(key)
        if median is not None:
            own = found.group == np.unique(found.group)[place]
            n, total, squares, day = (column[own] for column in columns)
            told[key] = round(mean_with_median(n, total, squares, day, median), 9)
    return told
