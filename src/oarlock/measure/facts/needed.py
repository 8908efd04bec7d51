"""What a money goal takes of this record: what is booked, what is under way, and the leads still missing, week by week."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly
from oarlock.measure.facts.under_way import UnderWay, under_way

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement.calendar import Period
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.stats.arrays import Floats
    from oarlock.stats.need import Amounts, Mark, Need, WinClock

CHANCE = 0.8
"""The chance of reaching the goal that the weekly need is told for: at the expected rate it is missed half of the time."""
USEFUL = 0.10
"""Share of the best week's landing below which a week's leads no longer help (METHODS 3.3)."""
Spans = list[tuple[date, date]]


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
    days: int = 7

    @property
    def per_week(self) -> float:
        """Its leads as those of a whole week."""
        return self.leads * 7 / self.days


@dataclass(frozen=True, slots=True)
class PartNeed:
    """One part of the period, a month of it or a shorter rest.

    Attributes:
        start, end: [start, end). goal: agreed for it; None where only the whole has a goal. booked: won in it so far.
        in_hand: Expected of what is open. from_leads: expected of the leads of the plan. season: how much more than usual is won in it.
        reachable: Whether leads to come can still bring what is missing by its end.
    """

    start: date
    end: date
    goal: float | None
    in_hand: float
    from_leads: float
    season: float
    reachable: bool


@dataclass(frozen=True, slots=True)
class Until:
    """Until when entering a stage still helps the period.

    Attributes:
        kind: lead or deal. last: Monday of the last week in which what enters is still won in time a tenth as often as at best.
        won: Share of those who enter that are won in the end. known: whether the stage's own clock tells it, from `entered` entries.
    """

    kind: str
    stage: str
    entered: int
    won: float
    last: date
    known: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """What a goal takes.

    Attributes:
        goal, booked: In the reporting currency. missing: the goal less what is booked.
        need: The statistics behind it. weeks: every week from tomorrow to the period's end. parts: the period by months.
        under_way: What is open, by stage. until: until when entering each stage still helps.
        last_useful: Monday of the last week whose leads still help, in the past where it is over.
        chance: Of reaching the goal with the leads of `weeks`. at_pace: the chance if leads keep coming evenly, as of late.
        spans: Past spans behind what comes without a lead. cycle: median days from lead to win.
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
    parts: tuple[PartNeed, ...]
    under_way: UnderWay
    until: tuple[Until, ...]
    spans: int
    cycle: float

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

    def bookings(self) -> np.ndarray:
        """Bookings of the whole period in many futures, at the present pace."""
        told: np.ndarray = self.booked + self.need.brings(self.to_come, seed=23)
        return told

    @property
    def per_week(self) -> float:
        """Leads a week over the weeks that help, on average."""
        return self.need.per_week(self.chance)

    @property
    def busiest(self) -> WeekNeed | None:
        """The week that is asked for most leads, a whole one where there is any; None where none is."""
        asked = [week for week in self.weeks if week.leads > 0]
        whole = [week for week in asked if week.days == 7]
        return max(whole or asked, key=lambda week: week.per_week, default=None)


def needed(
    chain: Chain,
    goal: float,
    period: Period,
    *,
    clock: WinClock | None = None,
    deals: float = 1.0,
    worth: float = 1.0,
    more_leads: float = 1.0,
    sway: Floats | None = None,
    cycle: float = 1.0,
    chance: float = CHANCE,
    parts: Sequence[tuple[Period, float]] = (),
) -> Needed:
    """Leads week by week for a goal.

    Args:
        clock: Another clock than the record's own, where rates are stated. deals: factor on the chances of open deals, worth: on amounts.
        more_leads: Factor on the present pace. cycle: on the time that what is still to come takes from entry to win.
        sway: Factor on the rate of leads to come, in each future.
        parts: Goals that were agreed for months or quarters of the period; what is wanted by the end of each is wanted then.
    Raises:
        UsedWrongly: the goal is not positive, or the period is over.
    """
    import numpy as np

    from oarlock.stats.need import CHANCES, need

    _check(chain, goal, period)
    of = (clock or chain.clock).stretched(cycle)
    amounts = chain.amounts if worth == 1.0 else _worth(chain, worth)
    ahead = _ahead(chain, period, of, parts)
    hand = _in_hand(chain, ahead, of, deals, worth, cycle)
    booked = chain.booked(period) if period.start <= chain.today else 0.0
    others = worth * np.array(chain.unnamed(max(0, (period.start - chain.today).days), (period.end - chain.today).days))
    marks = _marks(goal, booked, ahead.months, parts, hand.by_part, chain.today)
    rest = float(others.mean()) if len(others) else 0.0
    shape, marks, can = _spread(ahead.helping, ahead.lengths, marks, hand.total, rest, amounts.mean)
    told = need(
        max(goal - booked, 1e-9), amounts, shares=ahead.landing.sum(axis=0), error=of.error, in_hand=hand.hands, other=others,
        best_share=ahead.best, seed=19, chances=sorted({*CHANCES, chance}), lengths=ahead.lengths, shape=shape, marks=list(marks.values()),
        sway=sway,
    )  # fmt: skip
    if booked >= goal:
        told = told.met()
    leads = told.leads[chance] * told.shape if math.isfinite(told.leads[chance]) else np.zeros(len(ahead.days))
    each = amounts.mean * (1.0 if sway is None else float(sway.mean()))
    pace = chain.pace * more_leads
    return Needed(
        goal=goal, period=period, booked=booked, missing=goal - booked, need=told, weeks=_week_needs(told, ahead.days, leads, each),
        parts=_part_needs(ahead, parts, hand, ahead.landing @ leads * each, can),
        last_useful=_last_week(period.start + timedelta(days=ahead.last)), chance=chance, at_pace=told.chance_with(pace * told.weeks),
        pace=pace, average=amounts.mean, under_way=hand, until=_until(chain, period, ahead, cycle), spans=len(others), cycle=of.median,
    )  # fmt: skip


@dataclass(frozen=True)
class _Ahead:
    """The weeks to come, and the months of the period they are to land in.

    Attributes:
        edges: Days from the period's start at which its months begin, and its end. season: factor of each month.
        lengths: Of the weeks, as parts of a whole one. landing: (months, weeks) chance that a lead of a week is won in a month.
        best: The best week's chance of the whole period. last: day, counted from the period's start, of the last that helps.
    """

    months: Spans
    edges: list[int]
    season: list[float]
    days: Spans
    lengths: Floats
    landing: Floats
    best: float
    last: float

    @property
    def helping(self) -> Floats:
        """The landing of the weeks that still help; nothing of the others."""
        helping: Floats = self.landing * (self.landing.sum(axis=0) >= USEFUL * self.best)
        return helping


def _ahead(chain: Chain, period: Period, clock: WinClock, parts: Sequence[tuple[Period, float]]) -> _Ahead:
    import numpy as np

    from oarlock.stats.need_curve import landing_by_part, last_useful_day

    months = _months(period, [one.start for one, _ in parts])
    edges = [(start - period.start).days for start, _ in months] + [period.days]
    season = [chain.season_in(start) for start, _ in months]
    best, last = last_useful_day(clock, edges, season)
    days = _weeks(chain.today + timedelta(days=1), period.end)
    middles = np.array([(first - period.start).days + _middle(first, until) for first, until in days])
    lengths = np.array([(until - first).days / 7 for first, until in days])
    return _Ahead(months, edges, season, days, lengths, landing_by_part(clock, middles, edges, season), best, last)


def _week_needs(told: Need, days: Spans, leads: Floats, worth: float) -> tuple[WeekNeed, ...]:
    return tuple(
        WeekNeed(first, float(share), float(n), float(n * share) * worth, ok, (until - first).days)
        for (first, until), share, n, ok in zip(days, told.shares, leads, told.useful, strict=True)
    )


def _part_needs(
    ahead: _Ahead, parts: Sequence[tuple[Period, float]], hand: UnderWay, brought: Floats, can: tuple[bool, ...]
) -> tuple[PartNeed, ...]:
    agreed = {one.start: amount for one, amount in parts}
    return tuple(
        PartNeed(start, until, agreed.get(start), float(open_), float(new), factor, ok)
        for (start, until), open_, new, factor, ok in zip(
            ahead.months, hand.by_part, brought, ahead.season, can, strict=True
        )
    )


def _check(chain: Chain, goal: float, period: Period) -> None:
    if not goal > 0:
        raise UsedWrongly(f"A goal is an amount above 0, not {goal:g}. Say for example --goal 1200000.")
    if period.end <= chain.today:
        raise UsedWrongly(
            f"{period.label} is over since {period.end}. Plan for a period that ends after {chain.today}."
        )


def _in_hand(chain: Chain, ahead: _Ahead, clock: WinClock, deals: float, worth: float, cycle: float) -> UnderWay:
    """What is open, by stage and by part of the period."""
    ends = [*(start for start, _ in ahead.months), ahead.months[-1][1]]
    until = [(day - chain.today).days / cycle for day in ends]
    waiting = [(one, clock.factor if one.kind == "lead" else deals) for one in chain.waiting]
    return under_way(waiting, chain.amounts, until, ahead.season, worth=worth, error=clock.error)


def _spread(
    landing: Floats, lengths: Floats, marks: Mapping[int, Mark], in_hand: float, rest: float, worth: float
) -> tuple[Floats, dict[int, Mark], tuple[bool, ...]]:
    """How leads are spread over the weeks, the marks before the period's end with their landing, and which parts leads can still reach.

    Where nothing is missing, leads are spread as for one goal.
    """
    import numpy as np

    from oarlock.stats.need_curve import least_leads

    missing = np.full(len(landing), -1.0)
    for place, mark in marks.items():
        missing[place] = mark.money - mark.in_hand * in_hand - mark.other * rest
    shape, can = least_leads(landing, missing / worth, lengths)
    by_end = landing.cumsum(axis=0)
    early = {place: replace(mark, landing=by_end[place]) for place, mark in marks.items() if place < len(landing) - 1}
    return (shape if shape.sum() > 0 else landing.sum(axis=0) * lengths), early, can


def _marks(
    goal: float, booked: float, months: Spans, parts: Sequence[tuple[Period, float]], in_hand: np.ndarray, today: date
) -> dict[int, Mark]:
    """What is wanted by the end of which month: of the parts that were agreed, and of the whole at its end."""
    import numpy as np

    from oarlock.stats.need import Mark

    left = np.cumsum([max(0, (until - max(start, today)).days) for start, until in months])
    open_ = np.cumsum(in_hand)
    wanted: dict[int, float] = {}
    so_far = 0.0
    for one, amount in parts:
        so_far += amount
        wanted |= {place: so_far for place, (_, until) in enumerate(months) if until == one.end}
    wanted[len(months) - 1] = goal
    return {
        place: Mark(
            money - booked,
            np.zeros(0),
            float(open_[place] / open_[-1]) if open_[-1] > 0 else 0.0,
            float(left[place] / left[-1]) if left[-1] else 0.0,
        )
        for place, money in wanted.items()
    }


def _until(chain: Chain, period: Period, ahead: _Ahead, cycle: float) -> tuple[Until, ...]:
    """The last useful week of every stage, leads' first."""
    from oarlock.stats.need_curve import last_useful_day

    told = []
    for one in chain.waiting:
        for place, name in enumerate(one.clocks.stages):
            clock = one.clocks.entry(place).stretched(cycle)
            _, last = last_useful_day(clock, ahead.edges, ahead.season)
            told.append(Until(
                one.kind, name, round(float(one.clocks.entered[place])), clock.rate, _last_week(period.start + timedelta(days=last)),
                one.clocks.is_known(place),
            ))  # fmt: skip
    return tuple(sorted(told, key=lambda one: (one.kind != "lead", one.last if one.kind == "deal" else date.min)))


def _months(period: Period, more: Sequence[date]) -> Spans:
    """The period cut where months of the calendar begin, and where agreed parts do."""
    cuts = {period.start, *(day for day in more if period.start < day < period.end)}
    day = period.start
    while (day := (day.replace(day=1) + timedelta(days=32)).replace(day=1)) < period.end:
        cuts.add(day)
    starts = sorted(cuts)
    return list(zip(starts, [*starts[1:], period.end], strict=True))


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


def _last_week(last: date) -> date:
    """Monday of the last week whose middle is no later than a day."""
    return _monday(last - timedelta(days=3))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
