"""The numbers of two scenarios, each with its range, and their difference with its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.plan._answers import Answers
    from oarlock.plan.capacity import CapacityPlan
    from oarlock.plan.goal import GoalPlan
    from oarlock.stats.arrays import Bools, Floats

AS_SET = "as set"
PARTS = 10
"""Futures are ordered by what their rates let expect, and cut into so many parts."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of both scenarios, and the difference, each with its range; what is set has no width.

    Attributes:
        unit: money, share, count or working_hours.
    """

    name: str
    title: str
    unit: str
    first: Estimate
    second: Estimate
    difference: Estimate

    @property
    def is_set(self) -> bool:
        """Whether somebody set it, so that there is nothing to be sure of."""
        return self.difference.method == AS_SET


def of_goals(goals: tuple[GoalPlan, GoalPlan], answers: tuple[Answers, Answers] | None) -> list[Compared]:
    """What the goal takes and what comes of it."""
    first, second = (one.needed for one in goals)
    needs = (first.need.draws, second.need.draws)
    rows = [
        _set("leads_per_week", "Leads a week", "count", first.pace, second.pace),
        _set("cycle", "Median days from lead to win", "count", *(one.needed.cycle for one in goals)),
        _set("goal", "Goal", "money", first.goal, second.goal),
        _drawn("lead_to_deal", "Lead to deal", "share", *_rates(goals, answers)),
        _drawn("bookings", "Bookings of the period", "money", first.bookings(), second.bookings()),
    ]
    if answers is not None and any(one.is_used for one in answers):
        gone = (_with_answers(one, told) for one, told in zip(goals, answers, strict=True))
        rows.append(_drawn("bookings_of_answers", "  of these, by the time of answers", "money", *gone))
    rows.append(_chance(goals))
    # Where no lead can be won in time any more, a future that is short needs infinitely many: no range holds that.
    if all(math.isfinite(one.need.draws.max()) for one in (first, second)):
        title = f"Leads still needed ({words.percent(first.chance)} chance)"
        rows.append(_drawn("leads_needed", title, "count", *needs, at=first.chance))
    return rows


def of_work(work: tuple[CapacityPlan, CapacityPlan]) -> list[Compared]:
    """What the people's weeks look like, over many futures of 13 weeks."""
    a, b = (one.outlook for one in work)
    hours = "Leads are to be answered within"
    load = _drawn("load", "Load", "share", a.load_by_run, b.load_by_run)
    late = _drawn("late", "Leads answered later than that", "share", a.late_by_run, b.late_by_run)
    return [
        _set("people", "People who take leads", "count", a.people, b.people),
        _around(load, a.load, b.load),
        _set("response_hours", hours, "working_hours", *(one.work.promise for one in work)),
        _around(late, a.late.value or 0.0, b.late.value or 0.0),
    ]


def _set(name: str, title: str, unit: str, first: float, second: float) -> Compared:
    return Compared(
        name,
        title,
        unit,
        *(Estimate(float(v), float(v), float(v), method=AS_SET) for v in (first, second, first - second)),
    )


def _drawn(name: str, title: str, unit: str, first: Floats, second: Floats, *, at: float | None = None) -> Compared:
    """Both from their draws; `at` takes that quantile in place of the mean."""
    import numpy as np

    from oarlock.stats.draws import simulated

    gap = replace(simulated(first - second), method="paired draws")
    told = Compared(name, title, unit, simulated(first), simulated(second), gap)
    if at is None:
        return told
    return _around(told, float(np.quantile(first, at)), float(np.quantile(second, at)))


def _around(row: Compared, first: float, second: float) -> Compared:
    """The same ranges around values that are known better than as means of the draws."""
    return replace(
        row,
        first=replace(row.first, value=first),
        second=replace(row.second, value=second),
        difference=replace(row.difference, value=first - second),
    )


def _rates(goals: tuple[GoalPlan, GoalPlan], answers: tuple[Answers, Answers] | None) -> tuple[Floats, Floats]:
    """Lead to deal in each future: as it is known, or stated, with what goes with the answers."""
    import numpy as np

    from oarlock.stats.arrays import z_of
    from oarlock.stats.need import DRAWS
    from oarlock.stats.seeds import generator

    luck = generator(53).normal(0.0, 1.0, DRAWS) / z_of(0.90)
    told = []
    for place, plan in enumerate(goals):
        rate = next(one for one in plan.rates if one.name == "lead_to_deal")
        below, above = (abs((rate.basis if end is None else end) - rate.basis) for end in (rate.own.lo, rate.own.hi))
        known = np.clip(rate.basis + np.where(luck < 0, below, above) * luck, 0.0, 1.0)
        usual = known if rate.stated is None else np.full(DRAWS, rate.stated)
        sway = None if answers is None else answers[place].sway
        told.append(usual if sway is None else np.clip(usual * sway, 0.0, 1.0))
    return told[0], told[1]


def _with_answers(plan: GoalPlan, answers: Answers) -> Floats:
    """Bookings of each future that go with the time of answers: those with it less those without."""
    import numpy as np

    found = plan.needed
    if answers.sway is None:
        return np.zeros(len(found.need.rate))
    without = replace(found, need=replace(found.need, rate=found.need.rate / answers.sway))
    gone: Floats = found.bookings() - without.bookings()
    return gone


def _chance(goals: tuple[GoalPlan, GoalPlan]) -> Compared:
    """The chance of the goal. Each already has in it that rates are not known; the difference's range is that over what they may be.

    It reaches from the tenth of the futures in which it is least to that in which it is most, ordered by what their rates let expect.
    """
    reached = [one.needed.need.reached_with(one.needed.to_come) for one in goals]
    hopes = [one.needed.need.expected(one.needed.to_come) for one in goals]
    first, second = (float(met.mean()) for met in reached)
    gaps = [_gap_by_part(reached, hope) for hope in (hopes[1], hopes[0] - hopes[1])]
    ends = [end for gap in gaps for end in (gap.lo, gap.hi) if end is not None]
    gap = Estimate(first - second, min(ends), max(ends), method="by rates, paired draws")
    return Compared("chance", "Chance of the goal", "share", Estimate(first), Estimate(second), gap)


def _gap_by_part(reached: list[Bools], hope: Floats) -> Estimate:
    import numpy as np

    order = np.array_split(np.argsort(hope, kind="stable"), PARTS)
    gaps = [float(reached[0][place].mean() - reached[1][place].mean()) for place in order]
    return Estimate(None, min(gaps), max(gaps))
