"""Whether the people can work the leads, in sentences: the verdict, and advice both ways."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.agreement.calendar import QUARTER_WEEKS

if TYPE_CHECKING:
    from oarlock.plan.capacity import CapacityPlan

WORDS = {
    "understaffed": "too few people",
    "tight": "just enough people",
    "right-sized": "enough people",
    "overstaffed": "hours to spare",
}


def sentence(plan: CapacityPlan) -> str:
    """The verdict: whether people and hours are enough, and who would wait longer than was promised."""
    work, now, there = plan.work, plan.outlook, len(plan.work.sellers)
    demand, capacity = (words.count(round(hours)) for hours in (plan.load.demand, plan.load.capacity))
    people = words.counted(plan.people, "person has", "people have")
    if plan.people != there:
        people = f"{words.counted(plan.people, 'person', 'people')} (there {'is' if there == 1 else 'are'} {there}) would have"
    return (
        f"{WORDS[plan.verdict].capitalize()}: {words.count(round(plan.arrivals.per_week))} leads a week ask for {demand} hours, "
        f"{people} {capacity}, a load of {words.percent(plan.load.ratio)}; "
        f"in the next 13 weeks {words.percent(now.late.value)} of leads ({words.percent_range(now.late.lo, now.late.hi)}) "
        f"would wait longer than the {words.hours(work.promise, working=True)} promised."
    )


def more(plan: CapacityPlan) -> list[str]:
    """Advice, the agreed goal, the record, and what a lead that takes more or less time changes."""
    told = [_advice(plan), *_joined(plan), *_by_the_record(plan), _by_the_formula(plan), *_as_a_list(plan)]
    if plan.swing:
        (low, at_low), (high, at_high) = plan.swing["fewer"], plan.swing["more"]
        told.append(
            f"If a lead takes a quarter less time, the load is {words.percent(low)} ({WORDS[at_low]}); "
            f"with a quarter more, {words.percent(high)} ({WORDS[at_high]})."
        )
    return told


def _joined(plan: CapacityPlan) -> list[str]:
    """The people against what the agreed goal needs."""
    work = plan.work
    if plan.needed is None or not work.handed_share:
        return []
    can = math.floor(plan.workable / work.handed_share * QUARTER_WEEKS)
    short = math.ceil(plan.needed) - can
    people = (
        "your people" if plan.people == len(work.sellers) else words.counted(plan.people, "person", "people").lower()
    )
    return [
        f"The agreed goal needs {words.count(math.ceil(plan.needed))} leads a quarter; {people} can work {words.count(can)}"
        + (f", {words.count(short)} too few." if short > 0 else ".")
    ]


def _by_the_record(plan: CapacityPlan) -> list[str]:
    """What was late by the record, and whether the hours explain it."""
    late, model = plan.work.late, plan.outlook.late.value or 0.0
    if late is None:
        return []
    told = (
        f"By the record {words.percent(late.value)} ({words.percent_range(late.lo, late.hi)}, n {words.count(late.n)}) "
        "were late in the last 13 weeks"
    )
    if late.lo is None or late.hi is None or plan.people != len(plan.work.sellers):
        return [f"{told}."]
    if late.lo > max(2 * model, model + 0.05):
        return [f"{told}: far more than the hours explain, so something other than the number of people delays them."]
    if late.hi < min(model / 2, model - 0.05):
        return [
            f"{told}: far fewer than these hours allow, so a lead takes less time than [capacity] says, or people give it more. Measure "
            "both before you hire."
        ]
    return [f"{told}."]


def _by_the_formula(plan: CapacityPlan) -> str:
    """What Erlang C says, which knows no peaks, and what it leaves out."""
    evenly, late = plan.steady, plan.outlook.late.value or 0.0
    if evenly is None:
        return "Erlang C tells no wait at full load: the line has no steady state."
    told = f"If leads came evenly over the working hours, {words.percent(evenly)} would wait longer (Erlang C)"
    if late > max(2 * evenly, evenly + 0.02):
        return f"{told}: the rest is that they come in peaks."
    # The formula takes handling times to vary as much as their mean.
    return (
        f"{told}, more than played because leads differ less in effort than it supposes."
        if late < evenly / 2
        else f"{told}."
    )


def _as_a_list(plan: CapacityPlan) -> list[str]:
    """What one uploaded list does to the promise, whatever the load is on average."""
    if plan.arrivals.per_week < 1:
        return []
    one = plan.at_once
    return [
        f"A list of as many leads as come in a week, {words.count(round(plan.arrivals.per_week))}, loaded at once would keep all busy"
        f" for {words.hours(one.clear_hours, working=True)}; {words.percent(one.share_in_time)} of it would be reached in time."
    ]


def _advice(plan: CapacityPlan) -> str:
    work, load = plan.work, plan.load
    there = len(work.sellers)
    takes = (
        f"At a load of 85% it takes {words.counted(load.people_for(plan.people), 'person', 'people')}; "
        f"there {'is' if there == 1 else 'are'} {there}."
    )
    if plan.verdict == "overstaffed":
        return (
            f"{words.count(round(load.spare()))} hours a week are free for outbound work, with the load still at 85%."
        )
    if plan.verdict == "tight":
        return f"Nothing is left for a busy week. {takes}"
    if plan.verdict == "right-sized":
        return takes
    enough = plan.enough
    people = (
        f"{words.counted(enough, 'person', 'people')} keep it"
        if enough
        else f"even {words.counted(plan.curve[-1].people, 'person', 'people')}, the most that were tried, do not keep it"
    )
    grows = words.count(round(load.backlog(plan.hours_each)))
    beyond = (
        f" Beyond full load the line grows by {grows} leads a week, and no wait is ever steady: even from an empty line the promise is"
        f" broken after {words.hours(plan.beyond.hours_until_late, working=True)}."
        if plan.beyond is not None
        else ""
    )
    return f"The promise is that {words.percent(work.share)} of leads wait no longer; {people}.{beyond}"


def caveats(plan: CapacityPlan) -> tuple[str, ...]:
    """What to keep in mind."""
    told = ["A load is only as good as the hours that a lead is said to take."]
    if plan.outlook.parts > 1:
        told.append(
            f"The team is played as {plan.outlook.parts} equal parts, which is a little worse than one shared queue."
        )
        if plan.team.absences:
            told.append(
                "Recorded absences are not played in a team of this size; capacity.shrinkage has to stand for them."
            )
    return tuple(told)
