"""What if: the goal and the people of two scenarios side by side, each difference with its range.

Both are played with the same draws, so that a difference is that of the scenarios and not of chance.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.errors import UsedWrongly
from oarlock.measure.facts.paid import paid
from oarlock.plan import capacity, goal
from oarlock.plan._assumptions import of_goal, of_people
from oarlock.plan.answer import Assumed, PlanAnswer, PlanPart, Section, answered
from oarlock.plan.settings import Scenario, scenario_of
from oarlock.stats.result import DECISION_LEVEL, Estimate

if TYPE_CHECKING:
    import numpy as np

    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.plan.capacity import CapacityPlan
    from oarlock.plan.goal import GoalPlan

NAMED = {"win_rate": "deal_to_win"}


@dataclass(frozen=True, slots=True)
class Compared:
    """One number of both scenarios, with the difference and its range where it has one.

    Attributes:
        unit: money, share, ratio or count.
    """

    name: str
    title: str
    unit: str
    first: Estimate
    second: Estimate
    difference: Estimate


@dataclass(frozen=True)
class ScenarioPlan:
    """Two scenarios: `first` is the one asked about, `second` the one it is held against."""

    first: Scenario
    second: Scenario
    period: str
    rows: tuple[Compared, ...]
    unplayed: str
    goals: tuple[GoalPlan, GoalPlan]
    work: tuple[CapacityPlan, CapacityPlan] | None


def planned(
    ledger: Ledger,
    agreement: Agreement,
    first: Scenario,
    second: Scenario,
    *,
    amount: float | None = None,
    period: str | None = None,
) -> ScenarioPlan:
    """The values of both scenarios.

    Raises:
        UsedWrongly: no goal is known, or a setting takes a value that cannot be.
        EmptySample: the record cannot tell the chain.
    """
    now = goal.planned(ledger, agreement, goal=amount, period=period)
    goals = (_goal(ledger, agreement, now, first), _goal(ledger, agreement, now, second))
    why_not, work = now.no_work, None
    if now.work is not None:
        work = (_work(ledger, agreement, now, first), _work(ledger, agreement, now, second))
    rows = [*_of_goals(goals), *(_of_work(work) if work else [])]
    return ScenarioPlan(first, second, now.goal.period.label, tuple(rows), why_not, goals, work)


def make(
    ledger: Ledger, agreement: Agreement, *, changes: Iterable[str] = (), against: Iterable[str] = (), goal: float | None = None,
    period: str | None = None,
) -> PlanAnswer:  # fmt: skip
    """The comparison as an answer.

    Args:
        changes: What is set in the scenario, such as "leads=+10%". against: the same for the other; left out, things as they are.
    """
    told = list(changes)
    if not told:
        raise UsedWrongly("What is to be different? Say for example --set leads=+10% --set reps=+1.")
    plan = planned(ledger, agreement, scenario_of(told), scenario_of(against), amount=goal, period=period)
    currency = agreement.company.reporting_currency
    return answered(
        ledger,
        agreement,
        name="scenario",
        title=f"{plan.first.name}, against {plan.second.name}",
        sentence=_sentence(plan, currency),
        more=tuple(_more(plan)),
        sections=(_section(plan, currency),),
        numbers=_numbers(plan),
        assumed=_assumed(ledger, agreement, plan),
        caveats=(
            "Nothing is said of how a change comes about or of what else it would change: more leads may be worse leads.",
            *((f"Capacity cannot be told: {plan.unplayed}.",) if plan.unplayed else ()),
        ),
        of=plan,
    )


def _assumed(ledger: Ledger, agreement: Agreement, plan: ScenarioPlan) -> tuple[Assumed, ...]:
    """What the plan itself assumes, and what the record cannot tell of what was set."""
    now = plan.goals[1]
    told = [
        *of_goal(now.rates, now.needed, now.chain, agreement.company.reporting_currency),
        *(of_people(now.work) if now.work else ()),
    ]
    changed = {**plan.first.changes, **plan.second.changes}
    if "budget" in changed and (spent := paid(ledger, agreement)) is not None:
        told.append(Assumed(
            "leads_of_budget", "Leads that a further euro of budget brings",
            f"as many as one of the last 13 weeks, for the {words.percent(spent.share)} of leads that came by channels with spend",
            "only an experiment would tell; the next euro mostly brings less than the last",
        ))  # fmt: skip
    if changed.keys() & {"response_hours", "reps", "hours_per_lead"}:
        told.append(Assumed(
            "wins_of_answers", "Wins that answering sooner or later brings or costs", "none",
            "leads that were answered fast differ from others; promises_broken tells what slow answers went with", 0.0,
        ))  # fmt: skip
    if "cycle" in changed:
        told.append(
            Assumed(
                "rate_of_cycle",
                "Wins that a shorter or longer cycle brings or costs",
                "none, only when they come",
                "the record has one cycle and does not say what another would change",
                0.0,
            )
        )
    return tuple(told)


def _goal(ledger: Ledger, agreement: Agreement, now: GoalPlan, scenario: Scenario) -> GoalPlan:
    own = {rate.name: rate.basis for rate in now.rates}
    stated = {}
    for name in ("lead_to_deal", "win_rate", "deal_size"):
        rate = NAMED.get(name, name)
        if rate in own and (value := scenario.stated(name, own[rate])) is not None:
            stated[rate] = value
    median = now.chain.clock.median
    # Leads that were won on the day they came have no cycle: left as it is, that is no obstacle.
    cycle = 1.0 if "cycle" not in scenario.changes else scenario.of("cycle", median) / median if median else 0.0
    if not cycle > 0:
        raise UsedWrongly(
            f"cycle: {scenario.name} leaves no time between lead and win. Give days above 0, such as cycle=60 or cycle=-20%."
        )
    return goal.planned(
        ledger,
        agreement,
        goal=scenario.of("goal", now.goal.amount),
        period=now.goal.period.label,
        stated=stated,
        more_leads=_more_leads(ledger, agreement, now, scenario),
        cycle=cycle,
        basis=now,
    )


def _more_leads(ledger: Ledger, agreement: Agreement, now: GoalPlan, scenario: Scenario) -> float:
    """Factor on the leads that come, from what is set of them and of the budget behind them."""
    pace = now.chain.pace
    factor = scenario.of("leads", pace) / pace if pace else 1.0
    if "budget" in scenario.changes:
        spent = paid(ledger, agreement)
        if spent is None:
            raise UsedWrongly(
                "budget: no spend is recorded in the last 13 weeks, so what a budget brings cannot be told. Import spend, or set leads."
            )
        if (budget := scenario.of("budget", spent.spend)) < 0:
            raise UsedWrongly(
                f"budget: {budget:g} is below 0. Give what is to be spent a quarter, such as budget=200000 or budget=+10%."
            )
        factor *= 1 + (budget / spent.spend - 1) * spent.share
    if factor <= 0:
        raise UsedWrongly(
            f"leads: {scenario.name} leaves none to come. Give more than 0 a week, such as leads=100 or leads=-20%."
        )
    return factor


def _work(ledger: Ledger, agreement: Agreement, now: GoalPlan, scenario: Scenario) -> CapacityPlan:
    assert now.work is not None  # noqa: S101 - the caller has looked
    people = round(scenario.of("reps", float(len(now.work.sellers))))
    each, promised = now.work.hours_each, now.work.promise
    hours, response = scenario.of("hours_per_lead", each), scenario.of("response_hours", promised)
    if people < 1:
        raise UsedWrongly(
            f"reps: {scenario.name} leaves nobody to take leads. Give at least one, such as reps=3 or reps=+1."
        )
    if not hours > 0:
        raise UsedWrongly(
            f"hours_per_lead: a lead takes more than {hours:g} hours. Give hours above 0, such as hours_per_lead=1.2."
        )
    if not response > 0:
        raise UsedWrongly(
            f"response_hours: nobody answers within {response:g} hours. Give hours above 0, such as response_hours=2."
        )
    asked = replace(
        agreement, promises=replace(agreement.promises, sales=replace(agreement.sales, first_response_hours=response))
    )
    return capacity.planned(
        ledger,
        agreement,
        people=people if "reps" in scenario.changes else None,
        leads=_more_leads(ledger, agreement, now, scenario),
        hours=hours / each,
        alone=True,
        known=replace(now.work, agreement=asked),
    )


def _of_goals(goals: tuple[GoalPlan, GoalPlan]) -> list[Compared]:
    first, second = (one.needed for one in goals)
    money = (first.bookings(), second.bookings())
    needs = (first.need.draws, second.need.draws)
    rows = [
        _certain("leads_per_week", "Leads a week", "count", first.pace, second.pace),
        _certain("cycle", "Median days from lead to win", "count", *(one.needed.cycle for one in goals)),
        _certain("goal", "Goal", "money", first.goal, second.goal),
        _drawn("bookings", "Bookings of the period", "money", *money),
        _certain("chance", "Chance of the goal", "share", first.at_pace, second.at_pace),
    ]
    if all(math.isfinite(one.total) for one in (first, second)):
        rows.append(
            _drawn(
                "leads_needed",
                f"Leads still needed ({words.percent(first.chance)} chance)",
                "count",
                *needs,
                at=first.chance,
            )
        )
    return rows


def _of_work(work: tuple[CapacityPlan, CapacityPlan]) -> list[Compared]:
    a, b = (one.outlook for one in work)
    return [
        _certain("people", "People who take leads", "count", a.people, b.people),
        _certain("load", "Load", "share", a.load, b.load),
        _certain("response_hours", "Working hours within which leads are to be answered", "count", *(one.work.promise for one in work)),
        Compared(
            "late", "Leads answered too late", "share", a.late, b.late,
            Estimate((a.late.value or 0) - (b.late.value or 0), *_between(a.late, b.late), method="simulation"),
        ),
    ]  # fmt: skip


def _between(one: Estimate, other: Estimate) -> tuple[float, float]:
    """Outer ends of a difference of two ranges."""
    return (one.lo or 0) - (other.hi or 0), (one.hi or 0) - (other.lo or 0)


def _certain(name: str, title: str, unit: str, first: float, second: float) -> Compared:
    return Compared(name, title, unit, Estimate(float(first)), Estimate(float(second)), Estimate(float(first - second)))


def _drawn(
    name: str, title: str, unit: str, first: np.ndarray, second: np.ndarray, *, at: float | None = None
) -> Compared:
    """Both from their draws; `at` takes that quantile in place of the mean."""
    import numpy as np

    def told(draws: np.ndarray) -> Estimate:
        lo, hi = np.quantile(draws, [(1 - DECISION_LEVEL) / 2, (1 + DECISION_LEVEL) / 2])
        return Estimate(
            float(np.quantile(draws, at) if at is not None else draws.mean()), float(lo), float(hi), method="simulation"
        )

    a, b, gap = told(first), told(second), told(first - second)
    return Compared(
        name,
        title,
        unit,
        a,
        b,
        Estimate(float(a.value or 0) - float(b.value or 0), gap.lo, gap.hi, method="paired draws"),
    )


def _row(plan: ScenarioPlan, name: str) -> Compared | None:
    return next((one for one in plan.rows if one.name == name), None)


def _sentence(plan: ScenarioPlan, currency: str) -> str:
    money, chance = _row(plan, "bookings"), _row(plan, "chance")
    assert money is not None  # noqa: S101 - both rows are always there
    assert chance is not None  # noqa: S101
    gap = money.difference
    return (
        f"{plan.first.name}: {words.money(money.first.value, currency)} of bookings in {words.period(plan.period)} against "
        f"{words.money(money.second.value, currency)} {plan.second.name}, {words.money(gap.value, currency, signed=True)} "
        f"({words.money_range(gap.lo, gap.hi, currency, signed=True)}); the chance of the goal goes from "
        f"{words.percent(chance.second.value)} to {words.percent(chance.first.value)}."
    )


def _more(plan: ScenarioPlan) -> list[str]:
    load, late = _row(plan, "load"), _row(plan, "late")
    if load is None or late is None:
        return []
    told = [
        f"The load of the people goes from {words.percent(load.second.value)} to {words.percent(load.first.value)}, and the share of leads "
        f"answered too late from {words.percent(late.second.value)} to {words.percent(late.first.value)}."
    ]
    if plan.work is not None and plan.work[0].verdict == "understaffed":
        told.append(
            "In this scenario the people cannot keep the promise, so its bookings are too hopeful: leads that nobody works are not won."
        )
    return told


def _section(plan: ScenarioPlan, currency: str) -> Section:
    def cell(one: Estimate, unit: str) -> str:
        return (
            words.percent(one.value)
            if unit == "share"
            else words.measured(one.value if unit == "money" else round(one.value or 0), unit, currency)
        )

    def gap(one: Compared) -> str:
        value = one.difference.value
        if one.unit == "share":
            return words.points(value)
        return words.measured_change(value if one.unit == "money" else round(value or 0), one.unit, currency)

    def reach(one: Compared) -> str:
        lo, hi = one.difference.lo, one.difference.hi
        if lo is None or hi is None:
            return words.MISSING
        if one.unit == "share":
            return words.change_range(lo, hi).removeprefix("90% range ") + " points"
        if one.unit == "money":
            return words.money_range(lo, hi, currency, signed=True).removeprefix("90% range ")
        return f"{words.measured_change(round(lo), one.unit)} to {words.measured_change(round(hi), one.unit)}"

    rows = tuple(
        (one.title, cell(one.first, one.unit), cell(one.second, one.unit), gap(one), reach(one)) for one in plan.rows
    )
    return Section("Side by side", ("", plan.first.name, plan.second.name, "difference", "90% range"), rows)


def _numbers(plan: ScenarioPlan) -> dict[str, Any]:
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
                "scenario": told(one.first),
                "against": told(one.second),
                "difference": told(one.difference),
            }
            for one in plan.rows
        ],
    }


PLAN = PlanPart(
    name="scenario",
    title="Scenario",
    question="What if there were more leads, more people, better rates, or another goal?",
    make=make,
)
