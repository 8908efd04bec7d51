"""Can the goal that was agreed still be reached, and can sales work the leads it takes?

**What it looks for** The first goal with at least a third of its period left: bookings to be expected from what is booked, from what is
under way and from leads that keep coming as of late, against the goal; and the leads a quarter that reaching it takes, against those that
the people can work.

**Why it matters** A plan that needs leads which come too late, or more of them than sales can work, fails on the day it is made. It is
cheaper to know then.

**How sure** Leads land in the period by the record's own clock from lead to win; what is open counts by its stage and the days spent in
it, deals at their own amounts; rates, amounts and what comes without a lead are drawn from the last two years. It is a warning only where
95 of 100 futures stay below the goal and a tenth of it or more is missing, and where the people would be too few even if a lead took a
quarter less time, unless the record shows that they keep their promise as it is.

**What to do** Change the goal, the leads or the people while there is time: `oarlock plan goal` tells the need week by week, `oarlock plan
scenario` what each change would bring.

**Where it misleads** The weeks to come need not be like the last two years. A deal counts by its recorded stage: one whose stage nobody
keeps up to date counts for less or more than sales knows of it.

**References** METHODS 3.3, 10; FEATURES 2 #11.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import QUARTER_WEEKS
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.diagnose.capacity_gap import LESS_THAN_AGREED
from oarlock.errors import EmptySample
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.lead_chain import chain
from oarlock.measure.facts.money_goals import MoneyGoal, money_goals
from oarlock.measure.facts.needed import needed
from oarlock.measure.facts.workload import workload
from oarlock.stats.result import Estimate
from oarlock.words import count, money, money_range, percent, period

if TYPE_CHECKING:
    from oarlock.measure.facts.needed import Needed
    from oarlock.measure.facts.workload import Workload

LEFT = 1 / 3
UNLIKELY = 0.05
LEAST_SHORT = 0.1
LESS_TIME = 0.75
REMEDY = (
    "Agree on one of three while there is time: another goal, more leads by the weeks that `oarlock plan goal` names, or more hours of "
    "sales; `oarlock plan scenario` shows what each would bring."
)
MISLEADS = (
    "It reckons with the last two years: a new market or a new price is not in them. Open deals count by their recorded stage, and leads "
    "to come as alike; better ones need fewer."
)


def find(question: Question) -> Found:
    """The first goal that can still be influenced, against what is to be expected and against the people."""
    ledger, agreement = question.ledger, question.agreement
    goal = _goal(question)
    if goal is None:
        return Found(
            missing="no goal for a period still to be won is agreed; write it under [[goals]] in agreement.toml, or import targets with "
            "bookings_goal"
        )
    try:
        of = chain(ledger, agreement)
    except EmptySample as missing:
        return Found(
            missing=f"whether {money(goal.amount, agreement.company.reporting_currency)} can be reached cannot be told: {missing}"
        )
    if not of.is_enough:
        return Found(
            missing=f"{of.amounts.n} leads were won in the last two years; whether a goal can be reached needs 30"
        )
    found = needed(of, goal.amount, goal.period, chance=0.5, parts=goal.parts)
    notes: tuple[str, ...] = ()
    work = None
    try:
        work = workload(ledger, agreement)
    except EmptySample as missing:
        notes = (f"Whether the people can work the leads of the plan cannot be told: {missing}.",)
    told = [one for one in (_short(question, found), _people(found, work)) if one is not None]
    return Found(tuple(told), notes=notes)


def _goal(question: Question) -> MoneyGoal | None:
    """The first goal with a third of its period left, or wholly ahead."""
    today = local_day(question.ledger, question.agreement)
    for one in money_goals(question.ledger, question.agreement):
        if one.amount > 0 and (one.period.end - today).days > LEFT * one.period.days:
            return one
    return None


def _short(question: Question, found: Needed) -> Finding | None:
    """What is to be expected stays below the goal."""
    from oarlock.stats.draws import percentile_ends

    currency = question.agreement.company.reporting_currency
    draws = found.bookings()
    lo, hi = percentile_ends(draws)
    mean = float(draws.mean())
    if found.at_pace >= 0.5 or mean >= found.goal:
        return None
    sure = found.at_pace < UNLIKELY and mean < (1 - LEAST_SHORT) * found.goal
    twice = found.need.chance_with(2 * found.to_come)
    gap = Estimate(mean - found.goal, lo - found.goal, hi - found.goal, found.need.amounts.n, method="simulation")
    severity = Severity.NOTE if not sure else Severity.SEVERE if twice < UNLIKELY else Severity.WARNING
    return Finding(
        id=f"plan_infeasible.{'out_of_reach' if sure else 'short'}",
        severity=severity,
        answers_for=Team.BOTH,
        sentence=(
            f"{money(found.goal, currency)} were agreed for {period(found.period.label)}; at the present pace {money(mean, currency)} "
            f"are to be expected ({money_range(lo, hi, currency)}, n {count(found.need.amounts.n)} past wins), "
            f"a chance of {percent(found.at_pace)}; "
            f"{_what_helps(found, twice)}."
        ),
        evidence=(
            Evidence("expected", "Bookings to be expected, against the goal", "money", found.goal, mean, gap, ends=("Wanted", "Value")),
            Evidence(
                "pace", "Leads a week, as they come and for an even chance", "count", found.pace, _finite(found.per_week),
                ends=("Coming", "Needed"),
            ),
        ),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=Money(found.goal - mean, max(0.0, found.goal - hi), found.goal - lo, currency),
        grade=Grade.B if sure else Grade.C,
    )  # fmt: skip


def _what_helps(found: Needed, twice: float) -> str:
    """What leads could still do."""
    if not found.need.weeks or not found.is_reachable:
        return "no lead that comes from now on can be won in time"
    even = f"an even chance takes {count(math.ceil(found.per_week))} leads a week where {count(round(found.pace))} come"
    return f"{even}, and twice the present pace gives {percent(twice)}"


def _people(found: Needed, work: Workload | None) -> Finding | None:
    """More leads are needed than the people can work."""
    if work is None or not work.handed_share or not found.is_reachable or found.total <= 0:
        return None
    need = found.per_week * QUARTER_WEEKS
    can = work.workable / work.handed_share * QUARTER_WEEKS
    if need <= can:
        return None
    sure = need > can / LESS_TIME and not work.is_kept
    doubt = f"; yet {LESS_THAN_AGREED}" if work.is_kept else ""
    return Finding(
        id="plan_infeasible.more_than_sales_can_work",
        severity=Severity.WARNING if sure else Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=(
            f"The goal for {period(found.period.label)} needs {count(math.ceil(need))} leads a quarter for an even chance; the "
            f"{count(len(work.sellers))} people who take leads can work {count(math.floor(can))} "
            f"({count(math.floor(can / LESS_TIME))} if a lead took a quarter less time, n {count(work.count)} leads handed over)"
            f"{doubt}."
        ),
        evidence=(Evidence("leads", "Leads a quarter", "count", can, need, ends=("Workable", "Needed")),),
        remedy=REMEDY,
        misleads=MISLEADS,
        grade=Grade.B if sure else Grade.C,
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


DIAGNOSIS = DiagnosisPart(
    name="plan_infeasible",
    title="The plan cannot work",
    question="Can the goal that was agreed still be reached, and can sales work the leads it takes?",
    answers_for=(Team.BOTH,),
    needs=("leads", "opportunities", "opportunity_versions", "targets"),
    find=find,
    page=__doc__,
)
