"""Whether the people can work the leads, in words, tables and plain values: the verdict, and advice both ways."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.plan.answer import Section, estimate_json

if TYPE_CHECKING:
    from oarlock.plan.capacity import CapacityPlan
    from oarlock.stats.workforce import Outlook

QUARTER_WEEKS = 13
WORDS = {
    "understaffed": "too few people",
    "tight": "just enough people",
    "right-sized": "enough people",
    "overstaffed": "hours to spare",
}


def sentence(plan: CapacityPlan) -> str:
    """The verdict."""
    work, now = plan.work, plan.outlook
    demand, capacity = (words.count(round(hours)) for hours in (work.load.demand, work.load.capacity))
    return (
        f"{WORDS[plan.verdict].capitalize()}: {words.count(round(work.arrivals.per_week))} leads a week ask for {demand} hours, "
        f"{words.counted(len(work.sellers), 'person has', 'people have')} {capacity}, a load of {words.percent(work.load.ratio)}; "
        f"in the next 13 weeks {words.percent(now.late.value)} of leads ({words.percent_range(now.late.lo, now.late.hi)}) "
        f"would wait longer than the {words.hours(work.promise, working=True)} promised"
        + ("." if now.people == len(work.sellers) else f", with {words.counted(now.people, 'person', 'people')}.")
    )


def more(plan: CapacityPlan) -> list[str]:
    """Advice, the agreed goal, the record, and what a lead that takes more or less time changes."""
    told = [_advice(plan), *_joined(plan), *_by_the_record(plan)]
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
    can = math.floor(work.workable / work.handed_share * QUARTER_WEEKS)
    short = math.ceil(plan.needed) - can
    return [
        f"The agreed goal needs {words.count(math.ceil(plan.needed))} leads a quarter; your people can work {words.count(can)}"
        + (f", {words.count(short)} too few." if short > 0 else ".")
    ]


def _by_the_record(plan: CapacityPlan) -> list[str]:
    """What was late by the record, and whether the hours explain it."""
    late, model = plan.work.late, plan.outlook.late.value or 0.0
    if late is None:
        return []
    other = late.lo is not None and late.lo > max(2 * model, model + 0.05)
    return [
        f"By the record {words.percent(late.value)} ({words.percent_range(late.lo, late.hi)}, n {words.count(late.n)}) "
        "were late in the last 13 weeks"
        + (
            ": far more than the hours explain, so something other than the number of people delays them."
            if other
            else "."
        )
    ]


def _advice(plan: CapacityPlan) -> str:
    work, load = plan.work, plan.work.load
    there = len(work.sellers)
    takes = f"At a load of 85% it takes {words.counted(load.people_for(there), 'person', 'people')}; there are {there}."
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
        else "none of the numbers of people tried keeps it"
    )
    grows = words.count(round(load.backlog(work.hours_each)))
    beyond = (
        f" Beyond full load the line grows by {grows} leads a week, and no wait is ever steady."
        if load.ratio > 1
        else ""
    )
    return f"The promise is that {words.percent(work.share)} of leads wait no longer; {people}.{beyond}"


def sections(plan: CapacityPlan, currency: str) -> tuple[Section, ...]:
    """The tables."""

    def late(one: Outlook | None) -> tuple[str, str, str]:
        if one is None:
            return (words.MISSING,) * 3
        return (
            words.percent(one.load),
            words.percent(one.late.value),
            words.percent_range(one.late.lo, one.late.hi).removeprefix("90% range "),
        )

    option_rows = tuple(
        (
            one.name,
            *late(one.outlook),
            words.MISSING if one.price is None else words.money(one.price, currency),
            one.note,
        )
        for one in plan.options
    )
    curve_rows = tuple(
        (str(one.people), *late(one), words.count(round(one.longest_line.value or 0))) for one in plan.curve
    )
    week_rows = tuple(
        (
            str(i),
            words.percent(one.value),
            words.percent_range(one.lo, one.hi).removeprefix("90% range "),
            words.count(one.n),
        )
        for i, one in enumerate(plan.outlook.by_week, start=1)
    )
    return (
        Section("What could be done", ("option", "load", "late", "90% range", "price a quarter", "note"), option_rows),
        Section("With fewer or more people", ("people", "load", "late", "90% range", "longest line"), curve_rows),
        Section("Week by week", ("week", "late", "90% range", "leads"), week_rows),
    )


def caveats(plan: CapacityPlan) -> tuple[str, ...]:
    """What to keep in mind."""
    told = ["A load is only as good as the hours that a lead is said to take."]
    if plan.outlook.parts > 1:
        told.append(
            f"The team is played as {plan.outlook.parts} equal parts, which is a little worse than one shared queue."
        )
    return tuple(told)


def numbers(plan: CapacityPlan) -> dict[str, Any]:
    """The same for programs."""
    work = plan.work

    def outlook(one: Outlook | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "people": one.people, "load": one.load, "late": estimate_json(one.late), "late_weeks": one.late_weeks, "utilisation": one.busy,
            "longest_line": estimate_json(one.longest_line),
        }  # fmt: skip

    return {
        "verdict": plan.verdict,
        "promise": {"hours": work.promise, "share": work.share},
        "leads_per_week": work.arrivals.per_week,
        "hours_per_lead": work.hours_each,
        "rework": work.rework,
        "demand_hours": work.load.demand,
        "capacity_hours": work.load.capacity,
        "workable_per_quarter": work.workable * QUARTER_WEEKS,
        "needed_per_quarter": plan.needed,
        "handed_share": work.handed_share,
        "spare_hours": work.load.spare(),
        "outlook": outlook(plan.outlook),
        "weeks": [estimate_json(one) for one in plan.outlook.by_week],
        "erlang_c": plan.steady,
        "measured_late": None if work.late is None else estimate_json(work.late),
        "people": [
            {"user_id": one.user_id, "name": one.name, "hours_per_week": one.hours, "stated": one.stated}
            for one in work.sellers
        ],
        "curve": [outlook(one) for one in plan.curve],
        "options": [
            {"option": one.name, "price_per_quarter": one.price, "note": one.note, "outlook": outlook(one.outlook)}
            for one in plan.options
        ],
        "sensitivity": {name: {"load": load, "verdict": verdict} for name, (load, verdict) in plan.swing.items()},
    }
