"""What pay rewards, in sentences: the verdict, what each team's pay follows, where it bends, what to keep in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.facts.kinks import PAYS
from oarlock.measure.facts.pay import what_is_left_out

if TYPE_CHECKING:
    from oarlock.plan.incentives import IncentivePlan, TeamPay


def sentence(plan: IncentivePlan) -> str:
    """The verdict: whom the plan pays for falling revenue, or that no action in the library does."""
    falling = [one for one in plan.rewards.conflicts if one[2] > 0]
    if against := paid_against(plan):
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


def paid_against(plan: IncentivePlan) -> list[TeamPay]:
    """Teams that are paid more when revenue falls, beyond what so few quarters could show by chance."""
    return [one for one in plan.teams if one.agreement is not None and one.hi < 0]


def more(plan: IncentivePlan, currency: str) -> list[str]:
    """What each team's pay follows, where it bends, and whether deals are moved."""
    told = _costly(plan)
    for one in plan.teams:
        follows = "does not change" if one.agreement is None else _follows(one)
        told.append(
            f"Pay of {one.team} {follows}; in {words.percent(one.paid_while_short)} of quarters it is above target while revenue "
            f"misses its goal; a quarter costs {pay_of(one.mean, one, currency)} on average and up to {pay_of(one.high, one, currency)} "
            "in 95 of 100."
        )
    for kink in plan.kinks:
        if kink.cliff is not None:
            told.append(
                f"{_of(kink.team)} pay for {kink.pays_for} jumps at {words.percent(kink.cliff)} of its goal: a cliff that "
                "moves deals to one side of it."
            )
        if kink.gain > 0.05:
            told.append(
                f"Moving a fifth of the goal for {kink.pays_for} between {_spoken(kink.pair)} would have paid {kink.team} "
                f"{words.percent(kink.gain)} of a bonus for nothing."
            )
        if kink.deal_gain > PAYS:
            told.append(
                f"Moving one deal of usual size between two quarters would have paid {kink.team} up to "
                f"{words.percent(kink.deal_gain)} of a bonus for {kink.pays_for}, in {kink.paying} of the last "
                f"{words.counted(kink.pairs, 'pair')} of quarters."
            )
    told.append(_moved(plan))
    return list(dict.fromkeys(told))


def _of(team: str) -> str:
    """A team as the owner of something: `Marketing's`, `Sales'`."""
    return f"{team.capitalize()}'" if team.endswith("s") else f"{team.capitalize()}'s"


def _costly(plan: IncentivePlan) -> list[str]:
    """Actions that raise revenue and cost a team pay, where the verdict is about those that pay for less of it."""
    if not any(gain > 0 for _, _, gain, _ in plan.rewards.conflicts) and not paid_against(plan):
        return []
    costs = [(action.name, team) for action, team, gain, _ in plan.rewards.conflicts if gain < 0]
    return [f"It costs {team} money when {action}, although revenue rises." for action, team in costs]


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
    value, lo, hi = map(words.coefficient, (one.agreement or 0.0, one.lo, one.hi))
    return f"follows revenue with a rank correlation of {value} (90% range {lo} to {hi})"


def _spoken(pair: str) -> str:
    return " and ".join(words.period(label) for label in pair.split(" and "))


def pay_of(amount: float, one: TeamPay, currency: str) -> str:
    """An amount of pay, or per cent of the bonus where no bonus is stated in money."""
    return words.money(amount, currency) if one.in_money else f"{amount:.0f}% of the bonus"


def caveats(plan: IncentivePlan) -> tuple[str, ...]:
    """What to keep in mind."""
    told = plan.rewards
    out = ["People find actions that no library holds; a plan without a conflict here may still have one."]
    if told.unplayed:
        out.append(f"Pay for {what_is_left_out(told.unplayed)}.")
    if told.agreement.capacity.gross_margin is None:
        out.append("What actions do to the margin is not told: state capacity.gross_margin in the agreement.")
    if not told.is_enough:
        out.append(f"Only {len(told.labels)} quarters stand behind it; chances are rough.")
    return tuple(out)
