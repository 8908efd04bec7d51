"""Does the agreement pay anybody for what hurts revenue, or cost them money for what helps it?

**What it looks for** Every action of a library (more leads of the poorest kind, fewer and better ones, working only the best, giving
discounts, opening only sure deals, not logging deals, improving together) played through on quarters like the company's own: what it does
to revenue, and what it does to each team's pay by the agreement. Pay and revenue that move apart are a conflict. Curves that jump are
told too; and where pay bends so that a deal moved between two recent quarters would have earned something for nothing, whether wins crowd
in the last ten days of quarters and are missing after them, or the other way round.

**Why it matters** People do what they are paid for. A team paid for the number of leads brings leads; one paid for the win rate opens
fewer deals.

**How sure** Pay follows exactly from the agreement. What an action does to leads, rates and amounts comes from the record where scores
tell what the poorest leads are worth, and is a stated assumption elsewhere, so most findings are graded C. Where there are too few
quarters to replay, one textbook quarter stands in, and everything is a note. Crowding is drawn over the company's quarters, at least six
with 30 wins, and is a warning where it holds at 5 % after both ends of the quarter were looked at.

**What to do** Put more of both teams' pay on what both want, above all on bookings, and choose each team's own part so that it cannot be
had at the cost of revenue: accepted pipeline for marketing, revenue per delivered lead for sales. `oarlock plan incentives FILE` tries it.

**Where it misleads** Nothing found in the library is no proof that there is nothing. Whether anybody does what pays is another question,
and wins crowd at the end of quarters also because buyers have budgets and deadlines of their own.

**References** METHODS 12; Oyer (1998), QJE 113, 149–185.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.errors import EmptySample
from oarlock.measure.facts.closings import EDGE, closings
from oarlock.measure.facts.kinks import PAYS, kinks
from oarlock.measure.facts.pay import assumed_rewards, rewards, what_is_left_out
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.words import count, counted, listed, money, percent

if TYPE_CHECKING:
    from oarlock.measure.facts.kinks import Kink
    from oarlock.measure.facts.pay import Rewards
    from oarlock.measure.facts.pay_actions import Action
    from oarlock.stats.bunching import Crowding
    from oarlock.stats.result import Estimate

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
    bent = kinks(told)
    findings = [*_conflicts(told, replayed), *_cliffs(bent), *_moved(question, bent)]
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
    revenue = f"revenue {'falls' if rises else 'rises'}"
    if replayed:
        revenue += f" by {money(abs(change), currency)} a quarter{_margin(told, action, currency)}"
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


def _margin(told: Rewards, action: Action, currency: str) -> str:
    """What becomes of the margin, where the agreement says what delivering costs."""
    change = told.margins[action.name]
    return (
        ""
        if change is None
        else f" and the margin {'rises' if change > 0 else 'falls'} by {money(abs(change), currency)}"
    )


def _cliffs(bent: tuple[Kink, ...]) -> list[Finding]:
    """Parts whose pay jumps."""
    return [
        Finding(
            id=f"incentive_conflict.{one.team}.cliff.{one.pays_for}",
            severity=Severity.NOTE,
            answers_for=Team(one.team),
            sentence=(
                f"Pay of {one.team} for {one.pays_for} jumps at {percent(one.cliff)} of its goal, which pays for moving deals to one side."
            ),
            remedy="Let pay rise in a line from a threshold to the goal instead of at once.",
            misleads="A jump tempts only those who can move what is counted.",
            grade=Grade.A,
        )
        for one in bent
        if one.cliff is not None
    ]  # fmt: skip


def _moved(question: Question, bent: tuple[Kink, ...]) -> list[Finding]:
    """Where sales earns by moving deals between quarters, and the days of the wins bear the trace of it (METHODS 12.3)."""
    paying = [one for one in bent if one.team == "sales" and one.deal_gain > PAYS]
    if not paying:
        return []
    crowd = closings(question.ledger, question.agreement)
    if not (crowd.is_pulled or crowd.is_held_back):
        return []
    return [_timed(max(paying, key=lambda one: one.deal_gain), paying, crowd)]


def _timed(most: Kink, paying: list[Kink], crowd: Crowding) -> Finding:
    days, other = (crowd.late, crowd.early) if crowd.is_pulled else (crowd.early, crowd.late)
    place, after = ("last", "first") if crowd.is_pulled else ("first", "last")
    range_ = f"90% range {days.lo:.2f} to {days.hi:.2f}, n {count(days.n_events)} wins in {counted(days.n, 'quarter')}"
    metrics = listed([one.pays_for for one in paying])
    crowded = f"Wins a day in the {place} {EDGE} days of quarters, against those between"
    return Finding(
        id=f"incentive_conflict.sales.timing.{'pulled_in' if crowd.is_pulled else 'held_back'}",
        severity=Severity.WARNING if _is_crowded(days, other) else Severity.NOTE,
        answers_for=Team.SALES,
        sentence=(
            f"Pay of sales for {metrics} bends so that one deal moved between two quarters would have earned up to "
            f"{percent(most.deal_gain)} of a bonus, in {most.paying} of the last {counted(most.pairs, 'pair')} of quarters, and a day of "
            f"the {place} {EDGE} of a quarter brings {days.value:.2f} times the wins of one between ({range_}), one of the {after} "
            f"{EDGE} brings {other.value:.2f} times: that goes with deals {'pulled in' if crowd.is_pulled else 'held back'}."
        ),
        evidence=(
            Evidence(f"{place}_days", crowded, "ratio", 1.0, days.value, days),
            Evidence(f"{after}_days", f"The same in the {after} {EDGE} days", "ratio", 1.0, other.value, other),
            *(
                Evidence(f"moved_{one.pays_for}", f"What one moved deal earned at most, {one.pays_for}", "ratio", None, one.deal_gain)
                for one in paying
            ),
        ),
        remedy=(
            "Let pay rise in one line through the goal, or pay by the year; try it with `oarlock plan incentives FILE`, and look at what "
            "was won in the days before and after the end of each quarter."
        ),
        misleads=(
            "Buyers have budgets and deadlines that end with the quarter too: ask for which deals the day was ours to choose. Revenue of "
            "the year is the same; what it costs is the discount that bought the day, which is not reckoned here."
        ),
        grade=Grade.B,
    )  # fmt: skip


def _is_crowded(days: Estimate, other: Estimate) -> bool:
    """Whether the crowded end is so after both ends were tried."""
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg

    return bool(benjamini_hochberg(np.array([_chance(days), _chance(other)]))[0] <= FALSE_DISCOVERIES / 2)


def _chance(ratio: Estimate) -> float:
    """One-sided chance of such a ratio where nothing is crowded: by the lower half of its range, as wide as so few quarters make it."""
    import math

    from scipy.special import stdtr

    from oarlock.stats.arrays import z_of

    if not ratio.value or not ratio.lo or ratio.value <= 1 or ratio.lo >= ratio.value or ratio.n < 2:
        return 1.0
    spread = math.log(ratio.value / ratio.lo) / z_of(0.90) * math.sqrt(ratio.n / (ratio.n - 1))
    return float(stdtr(ratio.n - 1, -math.log(ratio.value) / spread))


DIAGNOSIS = DiagnosisPart(
    name="incentive_conflict",
    title="Pay and revenue part",
    question="Does the agreement pay anybody for what hurts revenue, or cost them money for what helps it?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=(),
    find=find,
    page=__doc__,
)
