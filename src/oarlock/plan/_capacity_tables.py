"""Whether the people can work the leads, in tables, and the same as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.agreement.calendar import QUARTER_WEEKS
from oarlock.plan.answer import Section, estimate_json

if TYPE_CHECKING:
    from oarlock.plan.capacity import CapacityPlan, Option
    from oarlock.stats.result import Estimate
    from oarlock.stats.workforce import Outlook


def sections(plan: CapacityPlan, currency: str) -> tuple[Section, ...]:
    """What could be done about the load, the same weeks with fewer and more people, and week by week."""
    options = tuple(_option_row(one, currency) for one in plan.options)
    curve = tuple(
        (
            str(one.people), *_load_and_late(one), words.percent(plan.evenly(one.people)), words.count(round(one.longest_line.value or 0)),
        )
        for one in plan.curve
    )  # fmt: skip
    weeks = tuple((str(i), *_late(one), words.count(one.n)) for i, one in enumerate(plan.outlook.by_week, start=1))
    return (
        Section("What could be done", ("option", "load", "late", "90% range", "price a quarter", "note"), options),
        Section(
            "With fewer or more people",
            ("people", "load", "late", "90% range", "late by Erlang C", "longest line"),
            curve,
        ),
        Section("Week by week", ("week", "late", "90% range", "leads"), weeks),
    )


def _option_row(one: Option, currency: str) -> tuple[str, ...]:
    played = (words.MISSING,) * 3 if one.outlook is None else _load_and_late(one.outlook)
    return (one.name, *played, words.money(one.price, currency), one.note)


def _load_and_late(one: Outlook) -> tuple[str, str, str]:
    return (words.percent(one.load), *_late(one.late))


def _late(one: Estimate) -> tuple[str, str]:
    return words.percent(one.value), words.bare(words.percent_range(one.lo, one.hi))


def numbers(plan: CapacityPlan) -> dict[str, Any]:
    """The plan for programs: its shape stands in docs/how-to/plan-a-quarter.md."""
    work = plan.work
    return {
        "verdict": plan.verdict,
        "promise": {"hours": work.promise, "share": work.share},
        "leads_per_week": plan.arrivals.per_week,
        "hours_per_lead": plan.hours_each,
        "rework": work.rework,
        "demand_hours": plan.load.demand,
        "capacity_hours": plan.load.capacity,
        "workable_per_quarter": plan.workable * QUARTER_WEEKS,
        "needed_per_quarter": plan.needed,
        "handed_share": work.handed_share,
        "spare_hours": plan.load.spare(),
        "outlook": _outlook(plan.outlook),
        "weeks": [estimate_json(one) for one in plan.outlook.by_week],
        "erlang_c": plan.steady,
        "late_after_hours": None if plan.beyond is None else plan.beyond.hours_until_late,
        "at_once": {"hours": plan.at_once.clear_hours, "share_in_time": plan.at_once.share_in_time},
        "measured_late": None if work.late is None else estimate_json(work.late),
        "people": [
            {"user_id": one.user_id, "name": one.name, "hours_per_week": one.hours, "stated": one.stated}
            for one in work.sellers
        ],
        "curve": [{**_outlook(one), "erlang_c": plan.evenly(one.people)} for one in plan.curve],
        "options": [
            {
                "option": one.name,
                "price_per_quarter": one.price,
                "note": one.note,
                "outlook": one.outlook and _outlook(one.outlook),
            }
            for one in plan.options
        ],
        "sensitivity": {name: {"load": load, "verdict": verdict} for name, (load, verdict) in plan.swing.items()},
    }


def _outlook(one: Outlook) -> dict[str, Any]:
    return {
        "people": one.people, "load": one.load, "late": estimate_json(one.late), "late_weeks": one.late_weeks, "utilisation": one.busy,
        "longest_line": estimate_json(one.longest_line),
    }  # fmt: skip
