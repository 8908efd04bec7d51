"""What the incentive plan pays for: past quarters paid again, and every action of a library played through for pay and for revenue.

An action that raises somebody's pay while revenue falls, or costs somebody while it rises, is a conflict. The library is finite: that
nothing was found in it is no proof. Deals that are held back or pulled in change when and not what is won, so these are tried apart: what a
moved deal earns where pay bends, and whether the days of the wins bear the trace of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from oarlock.measure.facts.closings import closings
from oarlock.measure.facts.kinks import Kink, kinks
from oarlock.measure.facts.pay import Rewards, curve_of, rewards
from oarlock.measure.facts.without_rate import deals_without_rate
from oarlock.plan import _incentive_tables, _incentive_words
from oarlock.plan._assumptions import of_pay
from oarlock.plan.answer import PlanAnswer, PlanPart, answered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.bunching import Crowding


@dataclass(frozen=True, slots=True)
class TeamPay:
    """What one team's plan does.

    Attributes:
        agreement: Spearman's rank correlation of pay and revenue; None where pay never changes.
        lo, hi: Its range, by the quarters behind it.
        paid_while_short: How often more than the target is paid although revenue misses its goal.
        mean, high: Budget of a quarter: the mean and what 95 of 100 quarters stay under.
        own: Share of the variance of pay that follows from the team's own parts.
    """

    team: str
    bonus: float
    in_money: bool
    agreement: float | None
    lo: float
    hi: float
    paid_while_short: float
    mean: float
    high: float
    own: float | None


@dataclass(frozen=True)
class IncentivePlan:
    """The values behind the answer."""

    rewards: Rewards
    teams: tuple[TeamPay, ...]
    kinks: tuple[Kink, ...]
    closings: Crowding


def planned(ledger: Ledger, agreement: Agreement, other: Agreement | None = None) -> IncentivePlan:
    """The values: of the agreement's plan, or of another agreement's.

    Raises:
        EmptySample: no plan is stated, or there is too little past; says which clause or file would change that.
    """
    told = rewards(ledger, agreement, None if other is None else other.incentives)
    return IncentivePlan(
        told, tuple(_team(told, team) for team in told.teams), kinks(told), closings(ledger, agreement)
    )


def make(ledger: Ledger, agreement: Agreement, *, file: str | Path | None = None) -> PlanAnswer:
    """The plan as an answer.

    Args:
        file: Another agreement.toml, whose incentives are held against this company in place of those in force.
    """
    from oarlock.agreement import read

    other = None if file is None else read(file)
    plan = planned(ledger, agreement, other)
    currency = agreement.company.reporting_currency
    return answered(
        ledger,
        agreement,
        name="incentives",
        title="What the incentive plan pays for",
        sentence=_incentive_words.sentence(plan),
        more=tuple(_incentive_words.more(plan, currency)),
        sections=_incentive_tables.sections(plan, currency),
        numbers=_incentive_tables.numbers(plan),
        caveats=(*_incentive_words.caveats(plan), *deals_without_rate(ledger, agreement)),
        assumed=of_pay(plan.rewards, currency),
        of=plan,
    )


def _team(told: Rewards, team: str) -> TeamPay:
    import numpy as np

    from oarlock.stats.payout import paid_while_short, rank_agreement, rank_range

    pay, revenue, bonus = told.pay(team, told.drawn), told.drawn.revenue, told.bonus(team)
    own = [one for one in told.parts[team] if one.team == team]
    spread = float(np.var(pay))
    alone = sum(
        one.weight * bonus * curve_of(one).paid(told.drawn.result(one.pays_for) / told.goals[one.pays_for])
        for one in own
    )
    rank = rank_agreement(pay, revenue)
    lo, hi = rank_range(rank or 0.0, len(told.labels))
    return TeamPay(
        team=team,
        bonus=bonus,
        in_money=told.is_in_money(team),
        agreement=rank,
        lo=lo,
        hi=hi,
        paid_while_short=paid_while_short(pay, bonus, revenue, told.revenue_goal),
        mean=float(pay.mean()),
        high=float(np.quantile(pay, 0.95)),
        own=min(1.0, float(np.var(alone)) / spread) if spread > 0 else None,
    )


PLAN = PlanPart(
    name="incentives",
    title="Incentives",
    question="Does anybody earn more when the company earns less?",
    make=make,
)
