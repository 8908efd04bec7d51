"""A money goal turned into leads by week: what is booked, what is under way, what is missing, until when it can still come.

Every rate of the chain is this record's own, with its range and n; a stated rate that lies outside of it is flagged, because most plans
that fail take a rate for granted without saying so. The need is told for a chance of reaching the goal: at the expected rate it is missed
half of the time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.agreement.calendar import next_period, period_named, period_of
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.measure.facts.lead_chain import LEAST_WINS, Chain, chain
from oarlock.measure.facts.money_goals import MoneyGoal, goal_for
from oarlock.measure.facts.needed import CHANCE, Needed, needed
from oarlock.measure.facts.workload import Workload, workload
from oarlock.plan.answer import PlanAnswer, PlanPart, Section, answered, estimate_json
from oarlock.plan.stated import Rate, clock_of, rates_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger

QUARTER_WEEKS = 13


@dataclass(frozen=True)
class GoalPlan:
    """The values behind the answer.

    Attributes:
        goal: What is to be won, and where it was said. rates: the chain. needed: what it takes.
        work: The people who take leads; None where they cannot be told, `no_work` says why.
        deals: Deals that must be open for it, by chance.
    """

    goal: MoneyGoal
    rates: tuple[Rate, ...]
    needed: Needed
    chain: Chain
    work: Workload | None
    no_work: str
    deals: dict[float, int]

    @property
    def need_a_quarter(self) -> float:
        """Leads a quarter that the plan needs while it lasts; infinite where none can help."""
        return self.needed.per_week * QUARTER_WEEKS if self.needed.is_reachable else math.inf

    @property
    def workable_a_quarter(self) -> float | None:
        """Leads a quarter, counted as they come, that the people can work."""
        if self.work is None or not self.work.handed_share:
            return None
        return self.work.workable / self.work.handed_share * QUARTER_WEEKS


def planned(
    ledger: Ledger, agreement: Agreement, *, goal: float | None = None, period: str | None = None, chance: float = CHANCE,
    stated: dict[str, float] | None = None, more_leads: float = 1.0, basis: GoalPlan | None = None,
) -> GoalPlan:  # fmt: skip
    """The values of a plan.

    Args:
        goal, period: An amount in the reporting currency and a period's label; left out, those that were agreed.
        chance: Of reaching the goal, for the weekly need. stated: rates to use in place of the record's. more_leads: factor on the pace.
        basis: A plan of the same record, whose chain and people are taken over.
    Raises:
        UsedWrongly: no goal is known, it is not positive, or its period is over; a stated rate is no share.
        EmptySample: the record cannot tell the chain; says which file would change that.
    """
    if not 0 < chance < 1:
        raise UsedWrongly(f"A chance lies between 0 and 1, not {chance:g}. Write 0.8 or 80%.")
    wanted = _goal(ledger, agreement, goal, period)
    of = chain(ledger, agreement) if basis is None else basis.chain
    rates = rates_of(of, stated or {})
    worth = next(rate.used / float(rate.own.value or 1) for rate in rates if rate.name == "deal_size")
    found = needed(
        of, wanted.amount, wanted.period, clock=clock_of(of, rates), worth=worth, more_leads=more_leads, chance=chance
    )
    work, why_not = _work(ledger, agreement) if basis is None else (basis.work, basis.no_work)
    return GoalPlan(wanted, rates, found, of, work, why_not, _deals(of, found, rates))


def make(
    ledger: Ledger, agreement: Agreement, *, goal: float | None = None, period: str | None = None, chance: float = CHANCE,
    leads: float | None = None, **stated: float | None,
) -> PlanAnswer:  # fmt: skip
    """The plan as an answer.

    Args:
        leads: Leads a quarter that a plan counts on; shows the rate it takes for granted.
        stated: lead_to_deal, deal_to_win, deal_size, where they are to be other than the record's.
    """
    if leads is not None and not leads > 0:
        raise UsedWrongly(f"Leads to come are more than 0, not {leads:g}.")
    told = {name: value for name, value in stated.items() if value is not None}
    plan = planned(ledger, agreement, goal=goal, period=period, chance=chance, stated=told)
    currency = agreement.company.reporting_currency
    more = [*_flags(plan, currency), *_by_leads(plan, leads), *_people(plan)]
    return answered(
        ledger,
        agreement,
        name="goal",
        title=f"What {words.money(plan.goal.amount, currency)} in {words.period(plan.goal.period.label)} takes",
        sentence=_sentence(plan, currency),
        more=tuple(more),
        sections=_sections(plan, currency),
        numbers=_numbers(plan),
        caveats=_caveats(plan),
        of=plan,
    )


def _goal(ledger: Ledger, agreement: Agreement, goal: float | None, period: str | None) -> MoneyGoal:
    from oarlock.measure.cohorts import local_day

    month = agreement.company.fiscal_year_start_month
    named = period_named(period, month) if period is not None else None
    if goal is not None:
        if not goal > 0:
            raise UsedWrongly(f"A goal is an amount above 0, not {goal:g}. Say for example --goal 1200000.")
        running = period_of(local_day(ledger, agreement), "quarter", month)
        return MoneyGoal(goal, named or next_period(running, "quarter", month), "as asked")
    agreed = goal_for(ledger, agreement, named)
    if agreed is None:
        when = f"for {named.label}" if named else "that is still to be won"
        raise UsedWrongly(
            f"No goal {when} was agreed. Say one: oarlock plan goal --goal 1200000 --period {named.label if named else '2026Q3'}; "
            "or write it under [[goals]] in agreement.toml, or import targets.csv with bookings_goal."
        )
    if not agreed.amount > 0:
        raise UsedWrongly(
            f"The goal for {agreed.period.label} in {agreed.said_in} is {agreed.amount:g}; nothing is needed for that."
        )
    return agreed


def _work(ledger: Ledger, agreement: Agreement) -> tuple[Workload | None, str]:
    try:
        return workload(ledger, agreement), ""
    except EmptySample as missing:
        return None, str(missing)


def _deals(of: Chain, found: Needed, rates: tuple[Rate, ...]) -> dict[float, int]:
    """Deals that must be open, by chance, at a win rate known only from past deals."""
    from oarlock.stats.need import CHANCES

    won, lost = float(of.wins), float(of.losses)
    stated = next((rate.stated for rate in rates if rate.name == "deal_to_win"), None)
    share = stated if stated is not None else (of.rates["deal_to_win"].value or 0.0)
    if won + lost <= 0 or not 0 < share < 1 or found.missing <= 0:
        return {}
    import numpy as np

    from oarlock.stats.seeds import generator

    amounts, n, rng = found.need.amounts, won + lost, generator(29)
    wins = amounts.wins_for(np.full(2000, found.missing), 29)
    took = wins + rng.negative_binomial(wins.clip(1), rng.beta(share * n, (1 - share) * n, len(wins)))
    return {chance: int(np.quantile(took, chance, method="higher")) for chance in sorted({*CHANCES, found.chance})}


def _sentence(plan: GoalPlan, currency: str) -> str:
    found, need = plan.needed, plan.needed.need
    what = f"{words.money(found.goal, currency)} in {words.period(found.period.label)}"
    if found.missing <= 0:
        return f"{what} is reached: {words.money(found.booked, currency)} is booked."
    if not found.is_reachable:
        return (
            f"{what} cannot be planned with leads any more: the last week whose leads help began {words.day(found.last_useful)}, "
            f"and what is under way reaches it with a chance of {words.percent(need.chance_with(0))}."
        )
    if found.total <= 0:
        chance = words.percent(need.chance_with(0))
        return f"{what} needs no further lead: what is booked and under way reaches it with a chance of {chance}."
    return (
        f"{what} needs {words.count(math.ceil(found.per_week))} leads a week until {words.day(_last_day(plan))} for a chance of "
        f"{words.percent(found.chance)}; of late {words.count(round(found.pace))} a week came, which gives {words.percent(found.at_pace)}."
    )


def _last_day(plan: GoalPlan) -> Any:
    from datetime import timedelta

    last = [week for week in plan.needed.weeks if week.useful][-1]
    return min(last.start + timedelta(days=6 - last.start.weekday()), plan.needed.period.end - timedelta(days=1))


def _flags(plan: GoalPlan, currency: str) -> list[str]:
    """Stated rates that the record does not support."""
    told = []
    for rate in plan.rates:
        if rate.outside and rate.stated is not None:
            unit = "money" if rate.name == "deal_size" else "share"
            told.append(
                f"{rate.title} is stated as {words.measured(rate.stated, unit, currency)}; the record has "
                f"{words.measured(rate.own.value, unit, currency)} "
                f"({words.measured_range(rate.own.lo, rate.own.hi, unit, currency)}, n {words.count(rate.own.n)}): "
                "the plan rests on something that has not happened here."
            )
    return told


def _by_leads(plan: GoalPlan, leads: float | None) -> list[str]:
    """The rate that a number of leads takes for granted."""
    if leads is None:
        return []
    from oarlock.stats.coverage import implied_rate
    from oarlock.stats.need import outside

    win = next(rate for rate in plan.rates if rate.name == "deal_to_win")
    size = next(rate for rate in plan.rates if rate.name == "deal_size")
    own = next(rate for rate in plan.rates if rate.name == "lead_to_deal").own
    implied = implied_rate(plan.goal.amount, size.used, leads, [win.used])
    verdict = "outside" if outside(implied, own) else "inside"
    return [
        f"{words.counted(round(leads), 'lead')} for all of the goal takes for granted that {words.percent(implied)} of leads become deals; "
        f"the record has {words.percent(own.value)} ({words.percent_range(own.lo, own.hi)}, n {words.count(own.n)}): {verdict} its range."
    ]


def _people(plan: GoalPlan) -> list[str]:
    """The goal against the hands there are."""
    if plan.work is None:
        return [f"Whether the people can work these leads cannot be told: {plan.no_work}."]
    can = plan.workable_a_quarter
    if can is None or not plan.needed.is_reachable or plan.needed.total <= 0:
        return []
    needs = plan.need_a_quarter
    short = needs > can
    people = len(plan.work.sellers)
    return [
        f"This plan needs {words.count(math.ceil(needs))} leads a quarter; your {words.counted(people, 'person', 'people')} who "
        f"{'takes' if people == 1 else 'take'} leads can work {words.count(math.floor(can))}"
        + (f", {words.count(math.ceil(needs) - math.floor(can))} too few." if short else ".")
        + f" ({words.percent(plan.work.handed_share)} of leads are handed to them, {words.hours(plan.work.hours_each, working=True)} each.)"
    ]


def _sections(plan: GoalPlan, currency: str) -> tuple[Section, ...]:
    found = plan.needed

    def amount(value: float | None) -> str:
        return words.money(value, currency)

    chain_rows = tuple(_rate_row(rate, currency) for rate in plan.rates)
    gap_rows = (
        ("Goal", amount(found.goal), ""),
        ("Booked so far", amount(found.booked), ""),
        ("Expected of leads that are open", amount(found.need.in_flight.value), _range(found.need.in_flight, currency)),
        ("Expected of deals that name no lead", amount(found.need.other.value), _range(found.need.other, currency)),
    )
    chance_rows = tuple(_chance_row(plan, chance, leads, currency) for chance, leads in sorted(found.by_chance.items()))
    return (
        Section("The chain, from this record", ("rate", "own", "90% range", "n", "stated"), chain_rows),
        Section("What is missing", ("", currency, "90% range"), gap_rows),
        Section(
            "How much for which chance of reaching it",
            ("chance", "leads to come", "a week", "deals to win it from", "their worth"),
            chance_rows,
        ),
        Section(
            "By week", ("week from", "won in time", "leads needed", "so far", "brings"), _week_rows(found, currency)
        ),
    )


def _rate_row(rate: Rate, currency: str) -> tuple[str, ...]:
    unit = "money" if rate.name == "deal_size" else "share"
    stated = words.MISSING if rate.stated is None else words.measured(rate.stated, unit, currency)
    return (
        rate.title,
        words.measured(rate.own.value, unit, currency),
        words.measured_range(rate.own.lo, rate.own.hi, unit, currency).removeprefix("90% range "),
        words.count(rate.own.n),
        f"{stated} (outside)" if rate.outside else stated,
    )


def _chance_row(plan: GoalPlan, chance: float, leads: float, currency: str) -> tuple[str, ...]:
    weeks, deals, each = plan.needed.need.weeks, plan.deals.get(chance), plan.chain.pipeline_value
    return (
        words.percent(chance),
        _whole(leads),
        _whole(leads / weeks if weeks else math.inf),
        _whole(deals),
        words.MISSING if deals is None or each is None else words.money(deals * each, currency),
    )


def _week_rows(found: Needed, currency: str) -> tuple[tuple[str, ...], ...]:
    """The weeks that help, and from when on none does."""
    total, rows = 0.0, []
    useful = [week for week in found.weeks if week.useful]
    for week in useful:
        total += week.leads
        rows.append((
            words.day(week.start), words.percent(week.share), _whole(week.leads), _whole(total), words.money(week.bookings, currency),
        ))  # fmt: skip
    late = [week for week in found.weeks if not useful or week.start > useful[-1].start]
    if late:
        rows.append((words.day(late[0].start), "under a tenth of the best", "too late", _whole(total), words.MISSING))
    return tuple(rows)


def _range(one: Any, currency: str) -> str:
    return words.money_range(one.lo, one.hi, currency).removeprefix("90% range ")


def _whole(value: float | None) -> str:
    return words.MISSING if value is None or not math.isfinite(value) else words.count(math.ceil(value))


def _caveats(plan: GoalPlan) -> tuple[str, ...]:
    told = ["The ranges hold if the weeks to come are like the last two years; a new market or price is not in them."]
    if not plan.chain.is_enough:
        told.append(f"Only {plan.chain.amounts.n} leads were won in the last two years; a verdict needs {LEAST_WINS}.")
    if not plan.chain.quarters:
        told.append("No complete quarter is recorded, so nothing is reckoned for deals that name no lead.")
    return tuple(told)


def _numbers(plan: GoalPlan) -> dict[str, Any]:
    found = plan.needed
    period: Period = found.period
    return {
        "goal": {"amount": found.goal, "period": period.label, "start": period.start, "end": period.end, "said_in": plan.goal.said_in},
        "status": "ok" if plan.chain.is_enough else "insufficient",
        "rates": [
            {"rate": rate.name, **estimate_json(rate.own), "stated": rate.stated, "outside": rate.outside} for rate in plan.rates
        ],
        "booked": found.booked,
        "missing": found.missing,
        "in_flight": estimate_json(found.need.in_flight),
        "without_a_lead": estimate_json(found.need.other),
        "needed": [
            {"chance": chance, "leads": leads, "leads_per_week": leads / found.need.weeks if found.need.weeks else None,
             "deals": plan.deals.get(chance)}
            for chance, leads in sorted(found.by_chance.items())
        ],
        "chance": found.chance,
        "reachable": found.is_reachable,
        "last_useful_week": found.last_useful,
        "pace": {"leads_per_week": found.pace, "chance": found.at_pace},
        "weeks": list(found.weeks),
        "capacity": {
            "needed_per_quarter": plan.need_a_quarter,
            "workable_per_quarter": plan.workable_a_quarter,
            "people": len(plan.work.sellers) if plan.work else None,
            "handed_share": plan.work.handed_share if plan.work else None,
            "missing": plan.no_work,
        },
    }  # fmt: skip


PLAN = PlanPart(
    name="goal",
    title="Goal",
    question="How many leads, when, does a money goal take, and can sales work them?",
    make=make,
)
