"""What pay rewards, in tables, and the same as plain values for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.facts.pay import curve_of
from oarlock.plan._incentive_words import paid_against, pay_of
from oarlock.plan.answer import Section, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement.aims import Incentive
    from oarlock.measure.facts.kinks import Kink
    from oarlock.measure.facts.pay import Rewards
    from oarlock.measure.facts.pay_actions import Action
    from oarlock.plan.incentives import IncentivePlan, TeamPay


def sections(plan: IncentivePlan, currency: str) -> tuple[Section, ...]:
    """What is paid for, what actions would do to pay and revenue, where pay bends, and past quarters paid by the plan."""
    told = plan.rewards
    return (
        Section(
            "The plan",
            ("team", "paid for", "weight", "goal a quarter", "whose", "curve"),
            tuple(_part_row(told, team, one, currency) for team in told.teams for one in told.parts[team]),
        ),
        Section(
            "What actions would do (! is a conflict)",
            ("action", "revenue", "margin", *(f"pay of {team}" for team in told.teams), "effect from"),
            tuple(_action_row(plan, action, currency) for action in told.actions),
        ),
        Section(
            "Where pay bends, and what moving deals earns",
            ("team", "paid for", "last quarter", "next bend", "to it", "one deal moved", "a fifth of the goal moved"),
            tuple(_kink_row(told, kink, currency) for kink in plan.kinks),
        ),
        Section("Past quarters, paid by this plan", ("quarter", "bookings", *told.teams), _past_rows(plan, currency)),
    )


def _action_row(plan: IncentivePlan, action: Action, currency: str) -> tuple[str, ...]:
    (revenue, pay), margin = plan.rewards.table[action.name], plan.rewards.margins[action.name]
    against = {team for one, team, *_ in plan.rewards.conflicts if one.name == action.name}
    gains = (_gain(one, pay[one.team], currency) + (" !" if one.team in against else "") for one in plan.teams)
    left = words.MISSING if margin is None else words.money(margin, currency, signed=True)
    return (action.name, words.money(revenue, currency, signed=True), left, *gains, action.source)


def _gain(one: TeamPay, amount: float, currency: str) -> str:
    """A change of pay; in points of the bonus where none is stated in money."""
    if one.in_money:
        return words.money(amount, currency, signed=True)
    return words.points(amount / 100) if abs(amount) >= 0.05 else "0"


def _past_rows(plan: IncentivePlan, currency: str) -> tuple[tuple[str, ...], ...]:
    past = plan.rewards.past
    paid = [(one, plan.rewards.pay(one.team, past)) for one in plan.teams]
    return tuple(
        (
            words.period(label),
            words.money(float(past.revenue[i]), currency),
            *(pay_of(float(pay[i]), one, currency) for one, pay in paid),
        )
        for i, label in enumerate(plan.rewards.labels)
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


def numbers(plan: IncentivePlan) -> dict[str, Any]:
    """The plan for programs; its shape stands in docs/how-to/plan-a-quarter.md."""
    told = plan.rewards
    paid = {team: told.pay(team, told.past) for team in told.teams}
    return {
        "status": "ok" if told.is_enough else "insufficient",
        "pays_for_falling_revenue": bool(paid_against(plan)) or any(gain > 0 for _, _, gain, _ in told.conflicts),
        "conflicts": [
            {"action": action.name, "team": team, "pay": gain, "revenue": change, "margin": told.margins[action.name],
             "source": action.source}
            for action, team, gain, change in told.conflicts
        ],
        "actions": [
            {"action": action.name, "revenue": told.table[action.name][0], "margin": told.margins[action.name],
             "pay": told.table[action.name][1], "source": action.source}
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
