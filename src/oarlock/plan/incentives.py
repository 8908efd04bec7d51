"""What the incentive plan pays for: past quarters paid again, and every action of a library played through for pay and for revenue.

An action that raises somebody's pay while revenue falls, or costs somebody while it rises, is a conflict. The library is finite: that
nothing was found in it is no proof. Deals that are held back or pulled in change when and not what is won, so these are tried apart: what a
moved deal earns where pay bends, and whether the days of the wins bear the trace of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.facts.closings import closings
from oarlock.measure.facts.pay import Rewards, curve_of, rewards, what_is_left_out
from oarlock.plan._assumptions import of_pay
from oarlock.plan.answer import PlanAnswer, PlanPart, Section, answered, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.aims import Incentive
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.bunching import Crowding
    from oarlock.stats.payout import Curve
    from oarlock.stats.result import Estimate

MOVED = 0.2
"""Attainment moved from one quarter into the next, in the test of whether moving deals pays."""
RECENT = 5
"""Quarters whose neighbours are tried for it."""
TOLD = 0.001
IN_MONEY = ("bookings", "sourced_revenue", "attributed_revenue")
"""Results that one deal more or less changes by its worth."""


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
        gain: Most that moving a fifth of a goal between two quarters earned over recent pairs, in bonuses. pair: those quarters.
        last: Attainment of the last complete quarter. bend: where pay bends next above it (threshold, goal, cap); None beyond the cap.
        deal: A deal of mean size as attainment; None where the part is not paid for money. deal_gain: most that moving one such deal
            between two recent quarters earned, in bonuses; paying, pairs: in how many of them it earned anything.
        near: Share of the quarters near the goal that ended at it or above; half where nobody aims for it.
    """

    team: str
    pays_for: str
    cliff: float | None
    gain: float
    pair: str
    last: float
    bend: float | None
    deal: float | None
    deal_gain: float
    paying: int
    pairs: int
    near: Estimate


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
        told, tuple(_team(told, team) for team in told.teams), tuple(_kinks(told)), closings(ledger, agreement)
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
        sentence=_sentence(plan),
        more=tuple(_more(plan, currency)),
        sections=_sections(plan, currency),
        numbers=_numbers(plan),
        caveats=_caveats(plan),
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


def _kinks(told: Rewards) -> list[Kink]:
    return [_kink(told, team, one) for team in told.teams for one in told.parts[team]]


def _kink(told: Rewards, team: str, one: Incentive) -> Kink:
    from oarlock.stats.bunching import just_above
    from oarlock.stats.payout import bends, cliff_at

    curve = curve_of(one)
    at = told.past.result(one.pays_for) / told.goals[one.pays_for]
    pairs = list(zip(at[-RECENT:], at[-RECENT + 1 :], told.labels[-RECENT:], told.labels[-RECENT + 1 :], strict=False))
    gain, pair = _best_move(curve, pairs, MOVED)
    deal = float(told.past.size[-4:].mean()) / told.goals[one.pays_for] if one.pays_for in IN_MONEY else None
    by_deal = [_best_move(curve, [two], deal)[0] for two in pairs] if deal is not None else []
    last = float(at[-1])
    return Kink(
        team, one.pays_for, cliff_at(curve), one.weight * gain, pair, last,
        bend=next((bend for bend in bends(curve) if bend > last), None),
        deal=deal,
        deal_gain=one.weight * max(by_deal, default=0.0),
        paying=sum(amount > TOLD for amount in by_deal),
        pairs=len(pairs),
        near=just_above(at, 1.0),
    )  # fmt: skip


def _best_move(curve: Curve, pairs: list[tuple[float, float, str, str]], moved: float) -> tuple[float, str]:
    """The most that moving so much between two neighbours earned, either way, in bonuses, and which two."""
    from oarlock.stats.payout import timing_gain

    moves = [
        (timing_gain(curve, float(x), float(y), step), f"{a} and {b}")
        for x, y, a, b in pairs
        for step in (moved, -moved)
    ]
    return max(moves, default=(0.0, ""))


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
        if kink.deal_gain > TOLD:
            told.append(
                f"Moving one deal of usual size between two quarters would have paid {kink.team} up to "
                f"{words.percent(kink.deal_gain)} of a bonus for {kink.pays_for}, in {kink.paying} of the last "
                f"{words.counted(kink.pairs, 'pair')} of quarters."
            )
    told.append(_moved(plan))
    return list(dict.fromkeys(told))


def _moved(plan: IncentivePlan) -> str:
    """Whether the days of the wins bear the trace of deals that were moved."""
    late, early = plan.closings.late, plan.closings.early
    if late.value is None or early.value is None:
        return f"Whether deals are moved cannot be told: {late.reason}."
    told = (
        f"A day at the end of a quarter brings {late.value:.2f} times the wins of one between (90% range {late.lo:.2f} to {late.hi:.2f}, "
        f"n {words.count(late.n_events)} wins in {words.counted(late.n, 'quarter')}), one at its beginning {early.value:.2f} times"
    )
    if late.reason:
        return f"{told}; {late.reason}, so this says nothing of deals that were moved."
    if plan.closings.is_pulled:
        return f"{told}: that goes with deals pulled in, and also with buyers who have deadlines."
    if plan.closings.is_held_back:
        return f"{told}: that goes with deals held back for the next quarter."
    if (late.lo or 0) > 1:
        return f"{told}: the ends are crowded, but what follows them is not emptier, so nothing says that deals are pulled in."
    return f"{told}: no trace of moved deals."


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
        Section(
            "Where pay bends, and what moving deals earns",
            ("team", "paid for", "last quarter", "next bend", "to it", "one deal moved", "a fifth of the goal moved"),
            tuple(_kink_row(told, kink, currency) for kink in plan.kinks),
        ),
        Section("Past quarters, paid by this plan", ("quarter", "bookings", *told.teams), replay),
    )


def _kink_row(told: Rewards, kink: Kink, currency: str) -> tuple[str, ...]:
    goal = told.goals[kink.pays_for]
    missing = None if kink.bend is None else (kink.bend - kink.last) * goal
    deals = "" if missing is None or not kink.deal else f" ({missing / (kink.deal * goal):.1f} deals)"
    return (
        kink.team,
        kink.pays_for,
        f"{words.percent(kink.last)} of goal",
        "beyond the cap" if kink.bend is None else words.percent(kink.bend),
        words.MISSING if missing is None else f"{_goal(missing, kink.pays_for, currency)}{deals}",
        words.MISSING if kink.deal is None else f"{words.percent(max(0.0, kink.deal_gain))} of a bonus",
        f"{words.percent(max(0.0, kink.gain))} of a bonus",
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
            {"team": one.team, "pays_for": one.pays_for, "cliff_at": one.cliff, "timing_gain": one.gain, "quarters": one.pair,
             "attainment": one.last, "next_bend": one.bend, "one_deal": one.deal, "deal_gain": one.deal_gain, "paying_pairs": one.paying,
             "pairs": one.pairs, "at_goal_or_above": estimate_json(one.near)}
            for one in plan.kinks
        ],
        "closings": {
            "late": estimate_json(plan.closings.late), "early": estimate_json(plan.closings.early),
            "pulled_in": plan.closings.is_pulled, "held_back": plan.closings.is_held_back,
        },
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
