"""A money goal turned into leads by week: what is booked, what is under way, what is missing, until when it can still come.

Every rate of the chain is this record's own, with its range and n; a stated rate that lies outside of it is flagged, because most plans
that fail take a rate for granted without saying so. The need is told for a chance of reaching the goal: at the expected rate it is missed
half of the time. Weeks are asked for leads as the cycle asks for them: the wanted bookings shifted back by the time that wins take.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.agreement.calendar import QUARTER_WEEKS, next_period, period_named, period_of
from oarlock.errors import EmptySample, UnknownName, UsedWrongly
from oarlock.measure.facts.lead_chain import LEAST_DEALS, Chain, chain
from oarlock.measure.facts.money_goals import MoneyGoal, goal_for, money_goals
from oarlock.measure.facts.needed import CHANCE, Needed, needed
from oarlock.measure.facts.segments_needed import SegmentsNeed, segments_needed
from oarlock.measure.facts.without_rate import deals_without_rate, without_rate
from oarlock.measure.facts.workload import Workload, workload
from oarlock.plan import _goal_tables, _goal_words
from oarlock.plan._assumptions import of_goal, of_people, of_segments
from oarlock.plan.answer import PlanAnswer, PlanPart, answered
from oarlock.plan.stated import STATED, Rate, clock_of, of_deals, rates_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.arrays import Floats


QUARTER_AT_LEAST, QUARTER_AT_MOST = 80, 100
"""Days of a period that is as long as the quarters whose pipeline is known."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Deals that must stand open for a goal, those that do now included.

    Attributes:
        deals: By chance of reaching the goal. worth: of one as it stands open; None where amounts are not known.
        in_time: Whether only deals count as won that were won in the quarter in which they stood, so that what slips is reckoned with.
    """

    deals: dict[float, int]
    worth: float | None
    in_time: bool

    def amount(self, chance: float) -> float | None:
        """Their worth."""
        deals = self.deals.get(chance)
        return None if self.worth is None or deals is None else deals * self.worth


@dataclass(frozen=True)
class GoalPlan:
    """The values behind the answer.

    Attributes:
        goal: What is to be won, and where it was said. rates: the chain. needed: what it takes.
        work: The people who take leads; None where they cannot be told, `no_work` says why.
        pipeline: What must stand open for it; None where nothing is missing or no deal was decided.
        later: The next goal that was agreed, which leads too late for this one help.
        segments: What goals of segments take; empty where the plan is for an amount that was asked, or no segment has a goal.
    """

    goal: MoneyGoal
    rates: tuple[Rate, ...]
    needed: Needed
    chain: Chain
    work: Workload | None
    no_work: str
    pipeline: Pipeline | None
    later: MoneyGoal | None = None
    segments: SegmentsNeed = field(default_factory=SegmentsNeed)

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
    stated: dict[str, float] | None = None, more_leads: float = 1.0, cycle: float = 1.0, sway: Floats | None = None,
    basis: GoalPlan | None = None,
) -> GoalPlan:  # fmt: skip
    """The values of a plan.

    Args:
        goal, period: An amount in the reporting currency and a period's label; left out, those that were agreed.
        chance: Of reaching the goal, for the weekly need. stated: rates to use in place of the record's. more_leads: factor on the pace.
        cycle: Factor on the time from lead to win. sway: on the rate of leads to come, in each future.
        basis: A plan of the same record, whose chain and people are taken over.
    Raises:
        UsedWrongly: no goal is known, it is not positive, or its period is over; a stated rate is no share.
        EmptySample: the record cannot tell the chain; says which file would change that.
    """
    if not 0 < chance < 1:
        raise UsedWrongly(
            f"A chance of reaching the goal lies between 0 and 1, not {chance:g}. Write --chance 0.8 or 80% for 8 of 10."
        )
    wanted = _goal(ledger, agreement, goal, period)
    of = chain(ledger, agreement) if basis is None else basis.chain
    rates = rates_of(of, stated or {})
    worth = next(rate.used / rate.basis for rate in rates if rate.name == "deal_size")
    found = needed(
        of, wanted.amount, wanted.period, clock=clock_of(of, rates), deals=of_deals(rates), worth=worth, more_leads=more_leads, cycle=cycle,
        sway=sway, chance=chance, parts=wanted.parts,
    )  # fmt: skip
    work, why_not = _work(ledger, agreement) if basis is None else (basis.work, basis.no_work)
    later = next((one for one in money_goals(ledger, agreement) if one.period.start >= wanted.period.end), None)
    parted = SegmentsNeed() if goal is not None or stated else segments_needed(of, found)
    return GoalPlan(wanted, rates, found, of, work, why_not, _pipeline(of, found, rates), later, parted)


def make(
    ledger: Ledger, agreement: Agreement, *, goal: float | None = None, period: str | None = None, chance: float = CHANCE,
    leads: float | None = None, **stated: float | None,
) -> PlanAnswer:  # fmt: skip
    """The plan as an answer.

    Args:
        leads: Leads a quarter that a plan counts on; shows the rate it takes for granted.
        stated: lead_to_deal, deal_to_win, deal_size, where they are to be other than the record's.
    Raises:
        UnknownName: a rate by another name is stated.
    """
    if leads is not None and not leads > 0:
        raise UsedWrongly(f"Leads to come are more than 0, not {leads:g}.")
    for name in stated.keys() - set(STATED):
        raise UnknownName("rate", name, STATED)
    told = {name: value for name, value in stated.items() if value is not None}
    plan = planned(ledger, agreement, goal=goal, period=period, chance=chance, stated=told)
    currency = agreement.company.reporting_currency
    return answered(
        ledger,
        agreement,
        name="goal",
        title=f"What {words.money(plan.goal.amount, currency)} in {words.period(plan.goal.period.label)} takes",
        sentence=_goal_words.sentence(plan, currency),
        more=tuple(_goal_words.more(plan, currency, leads)),
        sections=_goal_tables.sections(plan, agreement),
        numbers=_goal_tables.numbers(plan),
        caveats=(
            *_goal_words.caveats(plan, currency),
            *deals_without_rate(ledger, agreement),
            *without_rate(ledger, agreement, "targets"),
        ),
        assumed=(
            *of_goal(plan.rates, plan.needed, plan.chain, currency),
            *of_segments(plan.segments),
            *(of_people(plan.work) if plan.work else ()),
        ),
        of=plan,
    )


def _goal(ledger: Ledger, agreement: Agreement, goal: float | None, period: str | None) -> MoneyGoal:
    from oarlock.measure.cohorts import local_day

    month = agreement.company.fiscal_year_start_month
    named = period_named(period, month) if period is not None else None
    ahead = named or next_period(period_of(local_day(ledger, agreement), "quarter", month), "quarter", month)
    if goal is not None:
        if not 0 < goal < math.inf:
            raise UsedWrongly(f"A goal is an amount above 0, not {goal:g}. Say for example --goal 1200000.")
        return MoneyGoal(goal, ahead, "as asked")
    agreed = goal_for(ledger, agreement, named)
    if agreed is None:
        when = f"for {named.label}" if named else "that is still to be won"
        known = [one.period for one in money_goals(ledger, agreement)]
        lost = "".join(f" {one}" for one in without_rate(ledger, agreement, "targets"))
        told = f" There are goals for {words.listed([one.label for one in known])}." if known else ""
        raise UsedWrongly(
            f"No goal {when} was agreed.{told}{lost} Say one, --goal 1200000 --period {ahead.label}; "
            "or write it under [[goals]] in agreement.toml, or import targets.csv with bookings_goal."
        )
    if not agreed.amount > 0:
        raise UsedWrongly(
            f"The goal for {agreed.period.label} in {agreed.said_in} is {agreed.amount:g}; nothing is needed for that. "
            f"Write an amount above 0 there, or say one: --goal 1200000 --period {agreed.period.label}."
        )
    return agreed


def _work(ledger: Ledger, agreement: Agreement) -> tuple[Workload | None, str]:
    try:
        return workload(ledger, agreement), ""
    except EmptySample as missing:
        return None, str(missing)


def _pipeline(of: Chain, found: Needed, rates: tuple[Rate, ...]) -> Pipeline | None:
    """Open deals that it takes, by chance, at a win rate known only from past deals.

    None where nothing is missing or was decided, and for a period that has begun: what is won of its rest is told by days to its end
    (`coverage`).
    """
    import numpy as np

    from oarlock.stats.need import CHANCES
    from oarlock.stats.seeds import generator

    win = next(rate for rate in rates if rate.name == "deal_to_win")
    told = _past_deals(of, found.period, win.basis)
    share = told.share * win.used / win.basis if win.basis else 0.0
    if not told.deals or not 0 < share < 1 or found.missing <= 0 or found.period.start <= of.today:
        return None
    dearer, amounts, rng = found.need.amounts.mean / of.amounts.mean, of.amounts, generator(29)
    wins = amounts.wins_for(np.full(2000, found.missing / dearer * amounts.mean / told.won_worth), 29)
    took = wins + rng.negative_binomial(wins.clip(1), rng.beta(share * told.deals, (1 - share) * told.deals, len(wins)))
    deals = {chance: int(np.quantile(took, chance, method="higher")) for chance in sorted({*CHANCES, found.chance})}
    return Pipeline(deals, None if told.worth is None else told.worth * dearer, told.in_time)


@dataclass(frozen=True, slots=True)
class _PastDeals:
    """Past deals: how many, the share won, what one was worth standing open and won, and whether what slipped is among them."""

    deals: int
    share: float
    worth: float | None
    won_worth: float
    in_time: bool


def _past_deals(of: Chain, period: Period, in_the_end: float) -> _PastDeals:
    """Those that stood available in quarters that are over, for a plan of a quarter; else those of leads, decided at any time."""
    stood = of.available
    if (
        stood is not None
        and stood.rate.n_events
        and stood.rate.n >= LEAST_DEALS
        and QUARTER_AT_LEAST <= period.days <= QUARTER_AT_MOST
    ):
        return _PastDeals(stood.rate.n, stood.rate.n_events / stood.rate.n, stood.worth, stood.won_worth, True)
    return _PastDeals(of.wins + of.losses, in_the_end, of.pipeline_value, of.amounts.mean, False)


PLAN = PlanPart(
    name="goal",
    title="Goal",
    question="How many leads, when, does a money goal take, and can sales work them?",
    make=make,
)
