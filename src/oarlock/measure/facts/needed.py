"""What a money goal takes of this record: what is booked, what is under way, and the leads still missing, week by week."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement.calendar import Period
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.stats.need import Amounts, Need, WinClock

CHANCE = 0.8
"""The chance of reaching the goal that the weekly need is told for: at the expected rate it is missed half of the time."""
LENGTH_OF_A_QUARTER = 91.25
"""Days, by which past quarters are scaled to what a period has left."""


@dataclass(frozen=True, slots=True)
class WeekNeed:
    """One week to come.

    Attributes:
        start: Its Monday (the first may begin tomorrow). share: chance that a lead of it is won in the period.
        leads: Leads needed in it; 0 in a week that no longer helps. bookings: what these are expected to bring in the period.
    """

    start: date
    share: float
    leads: float
    bookings: float
    useful: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """What a goal takes.

    Attributes:
        goal, booked: In the reporting currency. missing: the goal less what is booked.
        need: The statistics behind it. weeks: every week from tomorrow to the period's end.
        last_useful: Monday of the last week whose leads still help, in the past where it is over.
        chance: Of reaching the goal with the leads of `weeks`. at_pace: the chance if leads keep coming as of late.
    """

    goal: float
    period: Period
    booked: float
    missing: float
    need: Need
    weeks: tuple[WeekNeed, ...]
    last_useful: date
    chance: float
    at_pace: float
    pace: float
    average: float

    @property
    def is_reachable(self) -> bool:
        """Whether any lead that is still to come can help, or none is needed."""
        return math.isfinite(self.total)

    @property
    def total(self) -> float:
        """Leads to come at the chosen chance; infinite where none can land any more."""
        return self.need.leads[self.chance]

    @property
    def by_chance(self) -> Mapping[float, float]:
        """Leads to come by chance of reaching the goal."""
        return self.need.leads

    @property
    def to_come(self) -> float:
        """Leads that come at the present pace in the weeks that help."""
        return self.pace * self.need.weeks

    def bookings(self, leads: float | None = None) -> np.ndarray:
        """Bookings of the whole period in many futures, at the present pace or with so many leads to come."""
        told: np.ndarray = self.booked + self.need.brings(self.to_come if leads is None else leads, seed=23)
        return told

    @property
    def per_week(self) -> float:
        """Leads a week over the weeks that help."""
        return self.need.per_week(self.chance)


def needed(
    chain: Chain,
    goal: float,
    period: Period,
    *,
    clock: WinClock | None = None,
    worth: float = 1.0,
    more_leads: float = 1.0,
    chance: float = CHANCE,
) -> Needed:
    """Leads week by week for a goal.

    Args:
        clock: Another clock than the record's own, where rates are stated. worth: factor on the amounts.
        more_leads: Factor on the present pace.
    Raises:
        UsedWrongly: the goal is not positive, or the period is over.
    """
    import numpy as np

    from oarlock.stats.need import CHANCES, last_useful_day, need

    if not goal > 0:
        raise UsedWrongly(f"A goal is an amount above 0, not {goal:g}. Say for example --goal 1200000.")
    if period.end <= chain.today:
        raise UsedWrongly(
            f"{period.label} is over since {period.end}. Plan for a period that ends after {chain.today}."
        )
    of = clock or chain.clock
    amounts = chain.amounts if worth == 1.0 else _worth(chain, worth)
    best, last = last_useful_day(of, period.days)
    days = _weeks(chain.today + timedelta(days=1), period.end)
    middles = np.array([(first - period.start).days + _middle(first, until) for first, until in days])
    booked = chain.booked(period) if period.start <= chain.today else 0.0
    left = (period.end - max(chain.today, period.start)).days / LENGTH_OF_A_QUARTER
    missing = goal - booked
    told = need(
        max(missing, 1e-9),
        of,
        amounts,
        to_start=-middles,
        to_end=period.days - middles,
        open_wins=_open_wins(chain, of, period),
        other=np.array(chain.others) * left,
        best_share=best,
        seed=19,
        chances=sorted({*CHANCES, chance}),
        lengths=[(until - first).days / 7 for first, until in days],
    )
    pace, monday = chain.pace * more_leads, _monday(period.start + timedelta(days=last))
    at_pace = told.chance_with(pace * told.weeks)
    weeks = _week_needs(told, days, chance, amounts.mean)
    return Needed(goal, period, booked, missing, told, weeks, monday, chance, at_pace, pace, amounts.mean)


def _open_wins(chain: Chain, clock: WinClock, period: Period) -> float:
    """Wins expected in the period of the leads that are open today."""
    begun = float((chain.today - period.start).days)
    return float(clock.lands_open(chain.open_ages, [-begun], [period.days - begun]) @ chain.open_counts)


def _week_needs(told: Need, days: list[tuple[date, date]], chance: float, worth: float) -> tuple[WeekNeed, ...]:
    each = told.per_week(chance) if told.weeks and math.isfinite(told.leads[chance]) else 0.0
    return tuple(
        WeekNeed(first, float(share), leads, leads * float(share) * worth, ok)
        for (first, until), share, ok in zip(days, told.shares, told.useful, strict=True)
        for leads in [each * ok * (until - first).days / 7]
    )


def _worth(chain: Chain, factor: float) -> Amounts:
    from oarlock.stats.need import Amounts

    return Amounts(chain.amounts.value * factor, chain.amounts.count)


def _weeks(first: date, end: date) -> list[tuple[date, date]]:
    """Half-open weeks from a day to the day after the last, cut at Mondays."""
    weeks, day = [], first
    while day < end:
        until = min(_monday(day) + timedelta(days=7), end)
        weeks.append((day, until))
        day = until
    return weeks


def _middle(first: date, until: date) -> float:
    return ((until - first).days - 1) / 2


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
