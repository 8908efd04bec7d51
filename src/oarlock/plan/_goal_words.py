"""A plan for a goal in sentences: the verdict, what follows from it, what to keep in mind."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

from oarlock import words
from oarlock.agreement.calendar import QUARTER_WEEKS
from oarlock.errors import nearest
from oarlock.measure.facts.goals import told_apart
from oarlock.measure.facts.lead_chain import LEAST_DEALS, LEAST_WINS

if TYPE_CHECKING:
    from oarlock.measure.facts.needed import Needed
    from oarlock.plan.goal import GoalPlan
    from oarlock.plan.stated import Rate


def sentence(plan: GoalPlan, currency: str) -> str:
    """The verdict: the leads a week that the goal takes, or that none can help or none is needed."""
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
    few = f" That rests on {words.counted(plan.chain.amounts.n, 'won lead')}; a verdict needs {LEAST_WINS}."
    needs = "needs" if plan.chain.is_enough else "would need about"
    return (
        f"{what} {needs} {words.count(math.ceil(found.per_week))} leads a week until {words.day(_last_day(plan))}{_busiest(found)} "
        f"for a chance of {words.percent(found.chance)}; of late {words.count(round(found.pace))} a week came, which gives "
        f"{words.percent(found.at_pace)}.{'' if plan.chain.is_enough else few}"
    )


def _busiest(found: Needed) -> str:
    """The week that is asked for most, where weeks differ."""
    week = found.busiest
    if week is None or week.per_week < 1.05 * found.per_week:
        return ""
    return f" ({words.count(math.ceil(week.per_week))} in the busiest, from {words.day(week.start)})"


def _last_day(plan: GoalPlan) -> date:
    last = [week for week in plan.needed.weeks if week.useful][-1]
    return min(last.start + timedelta(days=6 - last.start.weekday()), plan.needed.period.end - timedelta(days=1))


def more(plan: GoalPlan, currency: str, leads: float | None) -> list[str]:
    """What follows: rates the record does not support, months that cannot be reached, the people, what leads come too late for it."""
    return [
        *outside_the_record(plan, currency),
        *_by_leads(plan, leads),
        *_of_pipeline(plan, currency),
        *_months_lost(plan, currency),
        *_people(plan),
        *_segments(plan, currency),
        *_later(plan, currency),
    ]


def outside_the_record(plan: GoalPlan, currency: str) -> list[str]:
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


def _of_pipeline(plan: GoalPlan, currency: str) -> list[str]:
    """The open pipeline that the goal takes, and what of such pipeline was won."""
    found, standing = plan.needed, plan.pipeline
    if found.period.start <= plan.chain.today and found.missing > 0:
        return ["How much open pipeline the rest of the running period takes: oarlock measure coverage."]
    amount = None if standing is None else standing.amount(found.chance)
    if standing is None or amount is None:
        return []
    rate = next((one for one in plan.rates if one.name == "value_win_rate"), None)
    label, times = words.period(found.period.label), words.ratio(amount / found.missing)
    told = (
        f"For a chance of {words.percent(found.chance)} it takes {words.money(amount, currency)} of pipeline that can close in {label}, "
        f"what is open now included: {times} what is still to be won"
    )
    if not standing.in_time or rate is None:
        return [f"{told}. What slips out of the period is not in it: {_why_not_in_time(rate)}."]
    return [
        f"{told}, because {words.percent(rate.own.value)} of the value that stood so in past quarters was won in them, "
        "slipped deals included."
    ]


def _why_not_in_time(rate: Rate | None) -> str:
    if rate is None:
        return "no deal has a close date"
    if rate.is_known:
        return "it is known of quarters, and this period is none"
    return f"only {words.counted(rate.own.n, 'deal')} stood so in past quarters, and {LEAST_DEALS} would tell it"


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
    for_all = f"{words.counted(round(leads), 'lead')} for all of the goal"
    taken = f"{for_all} takes for granted that {words.percent(implied)} of leads become deals"
    if implied > 1:
        taken += ", which no share can be"
    if own.value is None:
        return [f"{taken}; the record cannot tell that share yet: {own.reason}."]
    verdict = "outside" if outside(implied, own) else "inside"
    return [
        f"{taken}; the record has {words.percent(own.value)} ({words.percent_range(own.lo, own.hi)}, n {words.count(own.n)}): "
        f"{verdict} its range."
    ]


def _months_lost(plan: GoalPlan, currency: str) -> list[str]:
    """Goals of months that no lead can reach any more."""
    told, so_far, wanted = [], plan.needed.booked, 0.0
    for one in plan.needed.parts:
        so_far, wanted = so_far + one.in_hand + one.from_leads, wanted + (one.goal or 0.0)
        if not one.reachable and one.goal is not None and one.end > plan.chain.today:
            told.append(
                f"{words.money(wanted, currency)} were agreed by {words.day(one.end)}; no lead is won that fast, and "
                f"{words.money(so_far, currency)} are to be expected of what is open."
            )
    return told


def _people(plan: GoalPlan) -> list[str]:
    """The goal against the hands there are."""
    if plan.work is None:
        return [f"Whether the people can work these leads cannot be told: {plan.no_work}."]
    can = plan.workable_a_quarter
    if can is None or not plan.needed.is_reachable or plan.needed.total <= 0:
        return []
    needs, people = plan.need_a_quarter, len(plan.work.sellers)
    short = math.ceil(needs) - math.floor(can)
    return [
        f"This plan needs {words.count(math.ceil(needs))} leads a quarter; your {words.counted(people, 'person', 'people')} who "
        f"{'takes' if people == 1 else 'take'} leads can work {words.count(math.floor(can))}"
        + (f", {words.count(short)} too few." if needs > can else "." + _peak(plan.needed, can / QUARTER_WEEKS))
        + f" ({_in_all(plan)}{words.percent(plan.work.handed_share)} of leads are handed to them, "
        f"{words.hours(plan.work.hours_each, working=True)} each.)"
    ]


def _in_all(plan: GoalPlan) -> str:
    """How many leads these are in all, where the weeks that help are not a whole quarter."""
    weeks = plan.needed.need.weeks
    if weeks > QUARTER_WEEKS - 1:
        return ""
    return f"{words.counted(math.ceil(plan.needed.total), 'lead')} in the {weeks:.1f} weeks that still help; "


def _peak(found: Needed, can: float) -> str:
    """The busiest week, where the people could work the average one but not that."""
    week = found.busiest
    if week is None or week.per_week <= can:
        return ""
    return f" Its busiest week needs {words.count(math.ceil(week.per_week))}, of which they can work {words.count(math.floor(can))}."


def _segments(plan: GoalPlan, currency: str) -> list[str]:
    """How what the segments take compares with what the whole takes."""
    parted, told = plan.segments, []
    if parted.reason:
        return [f"What the goals of segments take cannot be told: {parted.reason}."]
    for name in parted.strange:
        known = [one.name for one in plan.chain.agreement.segments]
        told.append(
            f'A goal is stated for segment "{name}", which no segment is called;{nearest(name, known)} it is left out. '
            f"Segments are {words.listed(known)}; change the goal's segment, or add it under [[segments]]."
        )
    if parted.segments:
        gap = math.ceil(parted.total) - math.ceil(parted.whole)
        same = "the same as" if abs(gap) <= 1 else f"{words.count(abs(gap))} {'more' if gap > 0 else 'fewer'} than"
        told.append(
            f"At the expected rates the goals of the segments take {words.count(math.ceil(parted.total))} leads in all, {same} the whole, "
            f"which takes {words.count(math.ceil(parted.whole))}"
            + ("." if abs(gap) <= 1 else f": {_why_not_equal(plan, currency)}.")
        )
    return told


def _why_not_equal(plan: GoalPlan, currency: str) -> str:
    parted, reasons = plan.segments, []
    if abs(parted.goals - plan.needed.goal) > 0.005 * plan.needed.goal:
        reasons.append(f"their goals add up to {words.money(parted.goals, currency)}")
    ahead = [one.segment for one in parted.segments if one.booked + one.in_hand + one.other > one.goal]
    if ahead:
        reasons.append(f"what {words.listed(ahead)} brings beyond its goal pays for no other")
    if parted.has_rest:
        reasons.append("what belongs to no segment with a goal counts for none of them")
    reasons.append("rates and worths of a win differ between segments")
    return words.listed(reasons)


def _later(plan: GoalPlan, currency: str) -> list[str]:
    """What the leads are for that come too late for this goal."""
    if plan.later is None:
        return []
    label, amount = plan.later.period.label, words.money(plan.later.amount, currency)
    return [
        f"Leads that come later help {words.period(label)}, for which {amount} were agreed: oarlock plan goal --period {label}."
    ]


def caveats(plan: GoalPlan, currency: str) -> tuple[str, ...]:
    """What to keep in mind."""
    told = ["The ranges hold if the weeks to come are like the last two years; a new market or price is not in them."]
    if not plan.chain.is_enough:
        won = words.counted(plan.chain.amounts.n, "lead was", "leads were")
        told.append(
            f"Only {won} won in the last two years; a verdict needs {LEAST_WINS}: import more of the past, or wait."
        )
    if plan.goal.parts and abs(sum(amount for _, amount in plan.goal.parts) - plan.goal.amount) > 0.01:
        total = words.money(sum(amount for _, amount in plan.goal.parts), currency)
        told.append(
            f"The goals of its parts add up to {total}, not to {words.money(plan.goal.amount, currency)}; the whole stands."
        )
    if plan.goal.apart:
        told.append(told_apart(plan.goal.apart, currency))
    if plan.chain.season.is_shown:
        told.append(
            f"More is won in some {words.listed(plan.chain.season.shown)} than in others; the chances of winning in time have that in them."
        )
    return tuple(told)
