"""Does the agreement pay anybody for what hurts revenue, or cost them money for what helps it?

**What it looks for** Every action of a library (more leads of the poorest kind, fewer and better ones, working only the best, giving
discounts, opening only sure deals, not logging deals, improving together) played through on quarters like the company's own: what it does
to revenue, and what it does to each team's pay by the agreement. Pay and revenue that move apart are a conflict. Curves that jump, and
curves that pay for moving deals between quarters, are told too.

**Why it matters** People do what they are paid for. A team paid for the number of leads brings leads; one paid for the win rate opens
fewer deals.

**How sure** Pay follows exactly from the agreement. What an action does to leads, rates and amounts comes from the record where scores
tell what the poorest leads are worth, and is a stated assumption elsewhere, so most findings are graded C. Where there are too few
quarters to replay, one textbook quarter stands in, and everything is a note.

**What to do** Put more of both teams' pay on what both want, above all on bookings, and choose each team's own part so that it cannot be
had at the cost of revenue: accepted pipeline for marketing, revenue per delivered lead for sales. `oarlock plan incentives FILE` tries it.

**Where it misleads** Nothing found in the library is no proof that there is nothing. Whether anybody does what pays is another question.

**References** METHODS 12; Oyer (1998), QJE 113, 149–185.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.errors import EmptySample
from oarlock.measure.facts.pay import assumed_rewards, curve_of, rewards, what_is_left_out
from oarlock.words import counted, money, percent

if TYPE_CHECKING:
    from oarlock.measure.facts.pay import Action, Rewards

TOLD = 0.05
"""Share of a bonus from which a conflict is more than a note."""
REMEDY = (
    "Change what this part is paid for: more weight on bookings for both teams, accepted pipeline as marketing's own part and revenue per "
    "delivered lead as sales'; try it with `oarlock plan incentives FILE` before signing it."
)
MISLEADS = (
    "What an action does is partly assumed; ask both teams what they would really do. That nothing else was found in the library is no "
    "proof that there is nothing."
)


def find(question: Question) -> Found:
    """Conflicts and cliffs of what the agreement pays for."""
    agreement = question.agreement
    if not agreement.incentives:
        return Found(
            missing="what pay rewards cannot be told: the agreement states no incentives; write them under [[incentives]]"
        )
    replayed, notes = True, []
    try:
        told = rewards(question.ledger, agreement)
    except EmptySample as missing:
        replayed, told = False, assumed_rewards(agreement)
        notes.append(f"What pay rewards was tried on one textbook quarter only: {missing}.")
    if told.unplayed:
        notes.append(f"Pay for {what_is_left_out(told.unplayed)}.")
    findings = [*_conflicts(told, replayed), *_cliffs(told)]
    return Found(tuple(findings), notes=tuple(notes))


def _conflicts(told: Rewards, replayed: bool) -> list[Finding]:
    """One finding per team and direction, the action that parts pay and revenue most as its example."""
    found = []
    for team in told.teams:
        for rises in (True, False):
            some = [one for one in told.conflicts if one[1] == team and (one[2] > 0) is rises]
            if some:
                found.append(
                    _conflict(told, team, rises, sorted(some, key=lambda one: (-abs(one[2]), one[0].name)), replayed)
                )
    return found


def _conflict(
    told: Rewards, team: str, rises: bool, some: list[tuple[Action, str, float, float]], replayed: bool
) -> Finding:
    action, _, gain, change = some[0]
    currency, bonus = told.agreement.company.reporting_currency, told.bonus(team)
    pay = money(abs(gain), currency) if told.is_in_money(team) else f"{percent(abs(gain) / bonus)} of a bonus"
    low, high = told.revenue_range(action)
    own = "this record" in action.source
    more = f"; {counted(len(some) - 1, 'further action')} likewise" if len(some) > 1 else ""
    verb = "earns" if rises else "loses"
    revenue = (
        f"revenue {'falls' if rises else 'rises'} by {money(abs(change), currency)} a quarter"
        if replayed
        else f"revenue {'falls' if rises else 'rises'}"
    )
    matters = replayed and abs(gain) >= TOLD * bonus
    return Finding(
        id=f"incentive_conflict.{team}.{'paid_for_less' if rises else 'punished_for_more'}",
        severity=Severity.WARNING if matters else Severity.NOTE,
        answers_for=Team(team),
        sentence=f"When {action.name}, {team} {verb} {pay} a quarter while {revenue} (n {len(told.labels)} quarters replayed){more}.",
        evidence=tuple(
            Evidence(
                f"action_{place}",
                f"When {one.name}: pay of {team}, in bonuses ({one.source})",
                "ratio",
                None,
                amount / bonus,
            )
            for place, (one, _, amount, _) in enumerate(some, start=1)
        ),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=Money(abs(change), min(low, high), max(low, high), currency) if replayed else None,
        grade=Grade.B if own else Grade.C,
    )


def _cliffs(told: Rewards) -> list[Finding]:
    """Parts whose pay jumps."""
    from oarlock.stats.payout import cliff_at

    found = []
    for team in told.teams:
        for one in told.parts[team]:
            at = cliff_at(curve_of(one))
            if at is None:
                continue
            found.append(Finding(
                id=f"incentive_conflict.{team}.cliff.{one.pays_for}",
                severity=Severity.NOTE,
                answers_for=Team(team),
                sentence=f"Pay of {team} for {one.pays_for} jumps at {percent(at)} of its goal, which pays for moving deals to one side.",
                remedy="Let pay rise in a line from a threshold to the goal instead of at once.",
                misleads="A jump tempts only those who can move what is counted.",
                grade=Grade.A,
            ))  # fmt: skip
    return found


DIAGNOSIS = DiagnosisPart(
    name="incentive_conflict",
    title="Pay and revenue part",
    question="Does the agreement pay anybody for what hurts revenue, or cost them money for what helps it?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=(),
    find=find,
    page=__doc__,
)
