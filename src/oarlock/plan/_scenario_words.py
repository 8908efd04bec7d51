"""Two scenarios in sentences: what the difference is, what of it goes with answers, what is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.measure.facts.paid import paid
from oarlock.plan._assumptions import of_goal, of_people
from oarlock.plan._goal_words import outside_the_record
from oarlock.plan.answer import Assumed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.plan._answers import Answers
    from oarlock.plan._compared import Compared
    from oarlock.plan.scenario import ScenarioPlan
    from oarlock.stats.result import Estimate

TOUCHING = {"response_hours", "reps", "hours_per_lead", "answer_effect"}
"""Settings that bear on when leads are answered, or on what follows from it."""


def sentence(plan: ScenarioPlan, currency: str) -> str:
    """The verdict: bookings of both, their difference, and what becomes of the chance of the goal."""
    money, chance = _row(plan, "bookings"), _row(plan, "chance")
    gap = money.difference
    other = f"with {plan.second.name}" if plan.second.changes else plan.second.name
    return (
        f"{plan.first.name}: {words.money(money.first.value, currency)} of bookings in {words.period(plan.period)} against "
        f"{words.money(money.second.value, currency)} {other}, {words.money(gap.value, currency, signed=True)} "
        f"({words.money_range(gap.lo, gap.hi, currency, signed=True)}); the chance of the goal goes from "
        f"{words.percent(chance.second.value)} to {words.percent(chance.first.value)}, {_points(chance.difference)}."
    )


def more(plan: ScenarioPlan, currency: str) -> list[str]:
    """Rates that are set and never happened here, what of it goes with answers, and what becomes of the people's load."""
    flags = dict.fromkeys(told for one in plan.goals for told in outside_the_record(one, currency))
    return [*flags, *_of_answers(plan, currency), *_of_people(plan)]


def caveats(plan: ScenarioPlan) -> tuple[str, ...]:
    """What to keep in mind."""
    return (
        "Nothing is said of how a change comes about or of what else it would change: more leads may be worse leads.",
        *((f"Capacity cannot be told: {plan.unplayed}.",) if plan.unplayed else ()),
    )


def assumed(ledger: Ledger, agreement: Agreement, plan: ScenarioPlan) -> tuple[Assumed, ...]:
    """What the plan itself assumes, and what the record cannot tell of what was set."""
    now = plan.goals[1]
    told = [
        *of_goal(now.rates, now.needed, now.chain, agreement.company.reporting_currency),
        *(of_people(now.work) if now.work else ()),
        *_assumed_of_answers(plan),
    ]
    changed = {**plan.first.changes, **plan.second.changes}
    if "budget" in changed and (spent := paid(ledger, agreement)) is not None:
        told.append(Assumed(
            "leads_of_budget", "Leads that a further euro of budget brings",
            f"as many as one of the last 13 weeks, for the {words.percent(spent.share)} of leads that came by channels with spend",
            "only an experiment would tell; the next euro mostly brings less than the last",
        ))  # fmt: skip
    if "cycle" in changed:
        told.append(
            Assumed(
                "rate_of_cycle",
                "Wins that a shorter or longer cycle brings or costs",
                "none, only when they come",
                "the record has one cycle and does not say what another would change",
                0.0,
            )
        )
    return tuple(told)


def _row(plan: ScenarioPlan, name: str) -> Compared:
    found = plan.row(name)
    assert found is not None  # noqa: S101 - the rows asked for here are always there
    return found


def _points(one: Estimate) -> str:
    return f"{words.points(one.value)} ({words.change_range(one.lo, one.hi)})"


def _of_people(plan: ScenarioPlan) -> list[str]:
    load, late = plan.row("load"), plan.row("late")
    if load is None or late is None:
        return []
    hours = plan.row("response_hours")
    own = ", each by its own promise" if hours is not None and hours.difference.value else ""
    if load.difference.value == 0 and late.difference.value == 0:
        told = [f"The people's weeks stay as they are: a load of {words.percent(load.first.value)}."]
    else:
        told = [
            f"The load of the people goes from {words.percent(load.second.value)} to {words.percent(load.first.value)}, and the share of "
            f"leads answered too late from {words.percent(late.second.value)} to {words.percent(late.first.value)}, "
            f"{_points(late.difference)}{own}."
        ]
    if plan.work is not None and plan.work[0].outlook.load > 1:
        told.append(
            "In this scenario more is asked of the people than they have hours for, so its bookings are too hopeful: leads that nobody "
            "works are not won."
        )
    elif plan.work is not None and plan.work[0].verdict == "understaffed":
        told.append(
            f"In this scenario the hours do not allow {words.percent(plan.work[0].work.share)} of leads to be answered in time."
        )
    return told


def _of_answers(plan: ScenarioPlan, currency: str) -> list[str]:
    """What the relation of answers and deals makes of the difference."""
    row = plan.row("bookings_of_answers")
    if plan.answers is None or row is None:
        return []
    one = plan.answers[0] if plan.answers[0].is_used else plan.answers[1]
    scenario = plan.first if one is plan.answers[0] else plan.second
    gap = row.difference
    return [
        f"{words.money(gap.value, currency, signed=True)} of the difference "
        f"({words.money_range(gap.lo, gap.hi, currency, signed=True)}) goes with the time of answers: {_shift(one, scenario.name)}, and "
        f"{_relation(one)}."
    ]


def _shift(one: Answers, name: str) -> str:
    return (
        f"with {name} {words.percent(one.share)} of leads are answered within {words.hours(one.hours, working=True)}, of late it was "
        f"{words.percent(one.by_record)}"
    )


def _relation(one: Answers) -> str:
    """How much more often leads that were answered in time became deals, and how sure that is."""
    effect = one.effect
    if one.is_stated:
        return f"leads answered in time are taken to become deals {words.points(effect.value)} more often, as answer_effect says"
    return (
        f"leads answered in time became deals {words.points(effect.value).lstrip('+')} more often at equal score, source and hour of "
        f"arrival ({words.change_range(effect.lo, effect.hi)}, n {words.count(effect.n)} leads, evidence {one.grade})"
    )


def _assumed_of_answers(plan: ScenarioPlan) -> list[Assumed]:
    """What is taken for the wins that answers bring or cost, where a scenario changes when leads are answered."""
    if plan.answers is None:
        return []
    told = []
    for scenario, one in zip((plan.first, plan.second), plan.answers, strict=True):
        if one.share != one.by_record or not TOUCHING.isdisjoint(scenario.changes):
            told += [_wins_of_answers(one), *_kept(one)]
    return list({(one.name, one.taken): one for one in told}.values())


def _wins_of_answers(one: Answers) -> Assumed:
    title = f"Leads that become deals because they are answered within {words.hours(one.hours, working=True)}"
    if one.is_stated:
        own = "" if one.measured is None else f"; in this record {words.points(one.measured.adjusted.value)} go with it"
        return Assumed(
            "wins_of_answers", title, words.points(one.effect.value), f"answer_effect says so{own}", one.effect.value
        )
    if one.why_none:
        return Assumed("wins_of_answers", title, "none", f"{one.why_none}; answer_effect sets another", 0.0)
    reach = words.change_range(one.effect.lo, one.effect.hi)
    naive = "" if one.measured is None else f", {words.points(one.measured.naive.value)} without"
    return Assumed(
        "wins_of_answers", title,
        f"all that goes with it here, {words.points(one.effect.value)} ({reach}, evidence {one.grade})",
        f"who is called first may be the better lead; score, source and hour of arrival are held equal{naive}; answer_effect=0 takes none",
        one.effect.value,
    )  # fmt: skip


def _kept(one: Answers) -> list[Assumed]:
    """How many leads are answered in time under a promise or with people that were not there yet."""
    if one.share is None or one.by_record is None or one.share == one.by_record:
        return []
    return [Assumed(
        "answered_in_time", f"Leads answered within {words.hours(one.hours, working=True)}",
        f"{words.percent(one.share)}, {words.percent(one.by_record)} of late",
        "nobody worked like that yet; a promise that is set is kept as far as the hours allow; more or fewer hours change what they allow",
        one.share,
    )]  # fmt: skip
