"""What if: the goal and the people of two scenarios side by side, each difference with its range.

Both are played with the same draws, so that a difference is that of the scenarios and not of chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oarlock.errors import UsedWrongly
from oarlock.measure.facts.paid import paid
from oarlock.measure.facts.without_rate import deals_without_rate
from oarlock.plan import _scenario_tables, _scenario_words, capacity, goal
from oarlock.plan._answers import Answers, answers_of, promising
from oarlock.plan._compared import Compared, of_goals, of_work
from oarlock.plan.answer import PlanAnswer, PlanPart, answered
from oarlock.plan.settings import Scenario, scenario_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.plan.capacity import CapacityPlan
    from oarlock.plan.goal import GoalPlan
    from oarlock.stats.arrays import Floats

NAMED = {"win_rate": "deal_to_win"}


@dataclass(frozen=True)
class ScenarioPlan:
    """Two scenarios: `first` is the one asked about, `second` the one it is held against.

    Attributes:
        rows: Every number of both. unplayed: why the people cannot be told; empty where they are.
        work, answers: Of both; None where the people cannot be told.
    """

    first: Scenario
    second: Scenario
    period: str
    rows: tuple[Compared, ...]
    unplayed: str
    goals: tuple[GoalPlan, GoalPlan]
    work: tuple[CapacityPlan, CapacityPlan] | None
    answers: tuple[Answers, Answers] | None

    def row(self, name: str) -> Compared | None:
        """One of the numbers; None where it is not told."""
        return next((one for one in self.rows if one.name == name), None)


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
    work = answers = None
    if now.work is not None:
        work = (_work(ledger, agreement, now, first), _work(ledger, agreement, now, second))
        answers = (
            answers_of(ledger, agreement, now, _present(ledger, agreement, now, first, work[0]), work[0], first),
            answers_of(ledger, agreement, now, _present(ledger, agreement, now, second, work[1]), work[1], second),
        )
    sways = (None, None) if answers is None else tuple(one.sway for one in answers)
    goals = (_goal(ledger, agreement, now, first, sways[0]), _goal(ledger, agreement, now, second, sways[1]))
    rows = [*of_goals(goals, answers), *(of_work(work) if work else ())]
    return ScenarioPlan(first, second, now.goal.period.label, tuple(rows), now.no_work, goals, work, answers)


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
        sentence=_scenario_words.sentence(plan, currency),
        more=tuple(_scenario_words.more(plan, currency)),
        sections=_scenario_tables.sections(plan, currency),
        numbers=_scenario_tables.numbers(plan),
        assumed=_scenario_words.assumed(ledger, agreement, plan),
        caveats=(*_scenario_words.caveats(plan), *deals_without_rate(ledger, agreement)),
        of=plan,
    )


def _goal(ledger: Ledger, agreement: Agreement, now: GoalPlan, scenario: Scenario, sway: Floats | None) -> GoalPlan:
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
        sway=sway,
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


def _present(
    ledger: Ledger, agreement: Agreement, now: GoalPlan, scenario: Scenario, plan: CapacityPlan
) -> CapacityPlan:
    """The weeks of the people and the leads there are, with the scenario's promise."""
    if not any(name in scenario.changes for name in ("reps", "hours_per_lead", "leads", "budget")):
        return plan
    only = {name: one for name, one in scenario.changes.items() if name == "response_hours"}
    return _work(ledger, agreement, now, replace(scenario, changes=only))


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
    return capacity.planned(
        ledger,
        agreement,
        people=people if "reps" in scenario.changes else None,
        leads=_more_leads(ledger, agreement, now, scenario),
        hours=hours / each,
        alone=True,
        known=replace(now.work, agreement=promising(agreement, response)),
    )


PLAN = PlanPart(
    name="scenario",
    title="Scenario",
    question="What if there were more leads, more people, better rates, or another goal?",
    make=make,
)
