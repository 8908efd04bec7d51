"""Two scenarios in one table, and the same as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.plan.answer import Section

if TYPE_CHECKING:
    from oarlock.plan._compared import Compared
    from oarlock.plan.scenario import ScenarioPlan
    from oarlock.stats.result import Estimate


def sections(plan: ScenarioPlan, currency: str) -> tuple[Section, ...]:
    """Both side by side: every number with its range, and the difference with its own."""
    headers = ("", plan.first.name, "90% range", plan.second.name, "90% range", "difference", "90% range")
    rows = tuple(
        (
            one.title,
            _value(one, one.first, currency),
            _range(one, one.first, currency),
            _value(one, one.second, currency),
            _range(one, one.second, currency),
            _gap(one, currency),
            _gap_range(one, currency),
        )
        for one in plan.rows
    )
    return (Section("Side by side", headers, rows),)


def _value(row: Compared, one: Estimate, currency: str) -> str:
    return words.measured(round(one.value or 0) if row.unit == "count" else one.value, row.unit, currency)


def _range(row: Compared, one: Estimate, currency: str) -> str:
    if row.is_set or one.lo is None:
        return words.MISSING
    if row.unit == "count":
        return f"{words.count(round(one.lo or 0))} to {words.count(round(one.hi or 0))}"
    return words.bare(words.measured_range(one.lo, one.hi, row.unit, currency))


def _gap(row: Compared, currency: str) -> str:
    value = row.difference.value
    return words.measured_change(round(value or 0) if row.unit == "count" else value, row.unit, currency)


def _gap_range(row: Compared, currency: str) -> str:
    lo, hi = row.difference.lo, row.difference.hi
    if row.is_set:
        return "as set" if row.difference.value else words.MISSING
    if row.unit == "share":
        return words.bare(words.change_range(lo, hi)) + " points"
    if row.unit == "money":
        return words.bare(words.money_range(lo, hi, currency, signed=True))
    return " to ".join(words.measured_change(round(end or 0), row.unit) for end in (lo, hi))


def numbers(plan: ScenarioPlan) -> dict[str, Any]:
    """The plan for programs; its shape stands in docs/how-to/plan-a-quarter.md."""

    def told(one: Estimate) -> dict[str, Any]:
        return {"estimate": one.value, "lo": one.lo, "hi": one.hi}

    return {
        "period": plan.period,
        "scenario": plan.first.name,
        "against": plan.second.name,
        "rows": [
            {
                "number": one.name,
                "unit": one.unit,
                "set": one.is_set,
                "scenario": told(one.first),
                "against": told(one.second),
                "difference": told(one.difference),
            }
            for one in plan.rows
        ],
        "answers": None if plan.answers is None else {
            "scenario": plan.answers[0].numbers(), "against": plan.answers[1].numbers(),
        },
    }  # fmt: skip
