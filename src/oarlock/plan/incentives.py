"""What the incentive plan pays for: past quarters paid again, and every action of a library played through for pay and for revenue.

An action that raises somebody's pay while revenue falls, or costs somebody while it rises, is a conflict. The library is finite: that
nothing was found in it is no proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.facts.pay import Rewards, curve_of, rewards, what_is_left_out
from oarlock.plan.answer import PlanAnswer, PlanPart, Section, answered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.aims import Incentive
    from oarlock.ledger.reading import Ledger

MOVED = 0.2
"""Attainment moved from one quarter into the next, in the test of whether moving deals pays."""
RECENT = 5
"""Quarters whose neighbours are tried for it."""


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


@dataclass(frozen=True, slots=True)
class Kink:
    """A part whose curve jumps, or pays for moving deals between two quarters.

    Attributes:
        cliff: Attainment at which pay jumps by more than 5 % of the bonus; None where it does not.
        gain: Most that moving a fifth of a goal into the next quarter earned over recent pairs, in bonuses. pair: those quarters.
    """

    team: str
    pays_for: str
    cliff: float | None
    gain: float
    pair: str


@dataclass(frozen=True)
class IncentivePlan:
    """The values behind the answer."""

    rewards: Rewards
    teams: tuple[TeamPay, ...]
    kinks: tuple[Kink, ...]


def planned(ledger: Ledger, agreement: Agreement, other: Agreement | None = None) -> IncentivePlan:
    """The values: of the agreement's plan, or of another agreement's.

    Raises:
        EmptySample: no plan is stated, or there is too little past; says which clause or file would change that.
    """
    told = rewards(ledger, agreement, None if other is None else other.incentives)
    return IncentivePlan(told, tuple(_team(told, team) for team in told.teams), tuple(_kinks(told)))


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
        sentence=_sentence(plan),
        more=tuple(_more(plan, currency)),
        sections=_sections(plan, currency),
        numbers=_numbers(plan),
        caveats=_caveats(plan),
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


def _kinks(told: Rewards) -> list[Kink]:
    from oarlock.stats.payout import cliff_at, timing_gain

    found = []
    for team in told.teams:
        for one in told.parts[team]:
            curve = curve_of(one)
            at = told.past.result(one.pays_for) / told.goals[one.pays_for]
            moves = [
                (timing_gain(curve, float(x), float(y), moved), f"{a} and {b}")
                for x, y, a, b in zip(
                    at[-RECENT:], at[-RECENT + 1 :], told.labels[-RECENT:], told.labels[-RECENT + 1 :], strict=False
                )
                for moved in (MOVED, -MOVED)
            ]
            gain, pair = max(moves, default=(0.0, ""))
            found.append(Kink(team, one.pays_for, cliff_at(curve), one.weight * gain, pair))
    return found


def _against(plan: IncentivePlan) -> list[TeamPay]:
    """Teams that are paid more when revenue falls, beyond what so few quarters could show by chance."""
    return [one for one in plan.teams if one.agreement is not None and one.hi < 0]


def _sentence(plan: IncentivePlan) -> str:
    falling = [one for one in plan.rewards.conflicts if one[2] > 0]
    if against := _against(plan):
        teams = words.listed([one.team for one in against])
        return f"This plan pays {teams} for falling revenue: in quarters like yours pay rises where bookings fall."
    if falling:
        action, team, _, _ = falling[0]
        more = f", and {words.counted(len(falling) - 1, 'other action')} like it" if len(falling) > 1 else ""
        return f"This plan pays {team} for falling revenue when {action.name}{more}."
    if plan.rewards.conflicts:
        action, team, _, _ = plan.rewards.conflicts[0]
        return f"This plan costs {team} money when {action.name}, although revenue rises."
    return "None of the actions in the library pays while revenue falls. That is about these actions, and no proof that there are none."


def _more(plan: IncentivePlan, currency: str) -> list[str]:
    told = []
    for one in plan.teams:
        follows = "does not change" if one.agreement is None else _follows(one)
        told.append(
            f"Pay of {one.team} {follows}; in {words.percent(one.paid_while_short)} of quarters it is above target while revenue "
            f"misses its goal; a quarter costs {_pay(one.mean, one, currency)} on average and up to {_pay(one.high, one, currency)} "
            "in 95 of 100."
        )
    for kink in plan.kinks:
        if kink.cliff is not None:
            told.append(
                f"{kink.team.capitalize()}'s pay for {kink.pays_for} jumps at {words.percent(kink.cliff)} of its goal: a cliff that "
                "moves deals to one side of it."
            )
        if kink.gain > 0.05:
            told.append(
                f"Moving a fifth of the goal for {kink.pays_for} between {_spoken(kink.pair)} would have paid {kink.team} "
                f"{words.percent(kink.gain)} of a bonus for nothing."
            )
    return list(dict.fromkeys(told))


def _follows(one: TeamPay) -> str:
    value, lo, hi = (f"{number:.2f}".replace("-", words.MINUS) for number in (one.agreement or 0.0, one.lo, one.hi))
    return f"follows revenue with a rank correlation of {value} (90% range {lo} to {hi})"


def _spoken(pair: str) -> str:
    return " and ".join(words.period(label) for label in pair.split(" and "))


def _pay(amount: float, one: TeamPay, currency: str) -> str:
    return words.money(amount, currency) if one.in_money else f"{amount:.0f}% of the bonus"


def _sections(plan: IncentivePlan, currency: str) -> tuple[Section, ...]:
    told, by_team = plan.rewards, {one.team: one for one in plan.teams}

    def gain(team: str, amount: float) -> str:
        if by_team[team].in_money:
            return words.money(amount, currency, signed=True)
        return words.points(amount / 100) if abs(amount) >= 0.05 else "0"

    clashing = {(action.name, team) for action, team, *_ in told.conflicts}
    actions = tuple(
        (
            action.name,
            words.money(told.table[action.name][0], currency, signed=True),
            *(
                gain(team, told.table[action.name][1][team]) + (" !" if (action.name, team) in clashing else "")
                for team in told.teams
            ),
            action.source,
        )
        for action in told.actions
    )
    pays = {team: told.pay(team, told.past) for team in told.teams}
    replay = tuple(
        (
            words.period(label),
            words.money(float(told.past.revenue[i]), currency),
            *(_pay(float(pays[team][i]), by_team[team], currency) for team in told.teams),
        )
        for i, label in enumerate(told.labels)
    )
    parts = tuple(_part_row(told, team, one, currency) for team in told.teams for one in told.parts[team])
    return (
        Section("The plan", ("team", "paid for", "weight", "goal a quarter", "whose", "curve"), parts),
        Section(
            "What actions would do (! is a conflict)",
            ("action", "revenue", *(f"pay of {team}" for team in told.teams), "effect from"),
            actions,
        ),
        Section("Past quarters, paid by this plan", ("quarter", "bookings", *told.teams), replay),
    )


def _part_row(told: Rewards, team: str, one: Incentive, currency: str) -> tuple[str, ...]:
    threshold = curve_of(one).threshold
    return (
        team,
        one.pays_for,
        words.percent(one.weight),
        _goal(told.goals[one.pays_for], one.pays_for, currency),
        "both" if one.team == "both" else "own",
        "all or nothing" if threshold == 1 else f"from {words.percent(threshold)}",
    )


def _goal(value: float, metric: str, currency: str) -> str:
    if metric in ("win_rate", "lead_to_customer_rate"):
        return words.percent(value)
    return words.count(round(value)) if metric == "lead_volume" else words.money(value, currency)


def _caveats(plan: IncentivePlan) -> tuple[str, ...]:
    told = plan.rewards
    out = ["People find actions that no library holds; a plan without a conflict here may still have one."]
    if told.unplayed:
        out.append(f"Pay for {what_is_left_out(told.unplayed)}.")
    if not told.is_enough:
        out.append(f"Only {len(told.labels)} quarters stand behind it; chances are rough.")
    if not all(one.in_money for one in plan.teams):
        out.append(
            "No bonus is stated for every team, so pay is told in per cent of it; say bonus under [[incentives]]."
        )
    return tuple(out)


def _numbers(plan: IncentivePlan) -> dict[str, Any]:
    told = plan.rewards
    paid = {team: told.pay(team, told.past) for team in told.teams}
    return {
        "status": "ok" if told.is_enough else "insufficient",
        "pays_for_falling_revenue": bool(_against(plan)) or any(gain > 0 for _, _, gain, _ in told.conflicts),
        "conflicts": [
            {"action": action.name, "team": team, "pay": gain, "revenue": change, "source": action.source}
            for action, team, gain, change in told.conflicts
        ],
        "actions": [
            {"action": action.name, "revenue": told.table[action.name][0], "pay": told.table[action.name][1], "source": action.source}
            for action in told.actions
        ],
        "teams": [
            {"team": one.team, "bonus": one.bonus, "in_money": one.in_money, "spearman": one.agreement,
             "spearman_lo": one.lo, "spearman_hi": one.hi,
             "paid_while_short": one.paid_while_short, "mean": one.mean, "p95": one.high, "own_share_of_variance": one.own}
            for one in plan.teams
        ],
        "kinks": [
            {"team": one.team, "pays_for": one.pays_for, "cliff_at": one.cliff, "timing_gain": one.gain, "quarters": one.pair}
            for one in plan.kinks
        ],
        "replay": [
            {"period": label, "bookings": float(told.past.revenue[i]), "pay": {team: float(pays[i]) for team, pays in paid.items()}}
            for i, label in enumerate(told.labels)
        ],
        "goals": dict(told.goals),
        "unplayed": list(told.unplayed),
    }  # fmt: skip


PLAN = PlanPart(
    name="incentives",
    title="Incentives",
    question="Does anybody earn more when the company earns less?",
    make=make,
)
