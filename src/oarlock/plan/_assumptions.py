"""What a plan takes for granted because the record cannot tell it: said, never silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.plan.answer import Assumed

if TYPE_CHECKING:
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.measure.facts.needed import Needed
    from oarlock.measure.facts.pay import Rewards
    from oarlock.measure.facts.pay_actions import Action
    from oarlock.measure.facts.segments_needed import SegmentsNeed
    from oarlock.measure.facts.workload import Workload
    from oarlock.plan.stated import Rate

FEW_WINS = 10
"""Wins of a segment below which its rate is mostly that of all leads."""


def of_goal(rates: tuple[Rate, ...], needed: Needed, chain: Chain, currency: str) -> tuple[Assumed, ...]:
    """Rates, stages, amounts and seasons that too little happened to tell."""
    told = [_rate(rate, currency) for rate in rates if not rate.is_known and rate.stated is None]
    told += [_stage(needed, kind) for kind in ("lead", "deal") if _unknown(needed, kind)]
    unpriced = sum(one.count - one.priced for one in needed.under_way.stages if one.kind == "deal")
    if unpriced:
        mean = chain.amounts.mean
        told.append(Assumed(
            "amount_of_open_deals", f"Worth of {words.counted(unpriced, 'open deal')}", words.money(mean, currency),
            f"they have no amount in {currency}; it is the mean of {words.counted(chain.amounts.n, 'past win')}", mean,
        ))  # fmt: skip
    if not needed.spans:
        told.append(Assumed(
            "without_a_lead", "Bookings of deals still to be opened that name no lead", words.money(0.0, currency),
            "the record is shorter than the time until the period ends", 0.0,
        ))  # fmt: skip
    if not chain.season.months:
        told.append(Assumed("season", "Season of winning", "none", f"the record has {chain.season.reason}"))
    return tuple(told)


def of_people(work: Workload) -> tuple[Assumed, ...]:
    """The hours that leads take and people have, where only the agreement says so."""
    capacity = work.agreement.capacity
    told = [
        Assumed(
            "hours_per_lead", "Hours a lead takes", words.hours(work.hours_each, working=True),
            "no system records them; [capacity] in the agreement says so", work.hours_each,
        ),
        Assumed(
            "shrinkage", "Share of these hours lost to meetings, training and absence", words.percent(capacity.shrinkage),
            "no system records it; capacity.shrinkage in the agreement says so", capacity.shrinkage,
        ),
    ]  # fmt: skip
    if unsaid := sum(not one.stated for one in work.sellers):
        told.append(Assumed(
            "hours_per_week", f"Hours a week for leads of {unsaid} of {words.counted(len(work.sellers), 'person', 'people')}",
            words.hours(capacity.hours_per_week, working=True),
            "users.handling_hours_per_week is empty; capacity.hours_per_week in the agreement says so", capacity.hours_per_week,
        ))  # fmt: skip
    if not work.touches_known:
        told.append(Assumed(
            "spread", "How much leads differ in effort", "an exponential spread", "fewer than 30 leads have recorded activities",
        ))  # fmt: skip
    return tuple(told)


def of_segments(needs: SegmentsNeed) -> tuple[Assumed, ...]:
    """Rates of segments with too few wins to have one."""
    return tuple(
        Assumed(
            f"rate_{one.segment}", f"Lead to win of {one.segment}", f"{words.percent(one.rate.value)}, mostly that of all leads",
            f"only {words.counted(one.leads.n, 'lead')} of it {'was' if one.leads.n == 1 else 'were'} won in two years", one.rate.value,
        )
        for one in needs.segments if one.leads.n < FEW_WINS
    )  # fmt: skip


def of_pay(told: Rewards, currency: str) -> tuple[Assumed, ...]:
    """Effects of actions, goals and bonuses that nobody measured or stated."""
    found = [
        Assumed(f"action_{place}", f"What follows when {action.name}", _factors(action), _why(action))
        for place, action in enumerate(told.actions, start=1)
        if "assumed" in action.source
    ]
    stated = {part.pays_for for parts in told.parts.values() for part in parts if part.goal is not None}
    for name, goal in told.goals.items():
        if name not in stated:
            taken = words.money(goal, currency) if goal > 1 and name != "lead_volume" else words.number(goal)
            because = "no goal is stated under [[incentives]]; it is the mean of the last four quarters"
            found.append(Assumed(f"goal_{name}", f"Goal of a quarter for {name}", taken, because, goal))
    for team in told.teams:
        if not told.is_in_money(team):
            because = "no bonus is stated under [[incentives]]"
            found.append(
                Assumed(f"bonus_{team}", f"Bonus of {team}", "100, so that pay reads as per cent of it", because, 100.0)
            )
    return tuple(found)


def _factors(action: Action) -> str:
    names = {
        "leads": "leads",
        "deals": "deals per lead",
        "wins": "wins per deal",
        "size": "worth of a win",
        "recorded": "deals logged",
    }
    return words.listed(
        [f"{title} × {getattr(action, name):.2f}" for name, title in names.items() if getattr(action, name) != 1.0]
    )


def _why(action: Action) -> str:
    own = (
        "this record tells only what the poorest leads are worth"
        if "this record" in action.source
        else "this record cannot tell it"
    )
    return f"{own}; no quarter in which nothing else changed shows the action"


def _rate(rate: Rate, currency: str) -> Assumed:
    unit = "money" if rate.name == "deal_size" else "share"
    because = rate.own.reason or f"only {words.counted(rate.own.n, 'win has', 'wins have')} an amount"
    return Assumed(rate.name, rate.title, words.measured(rate.basis, unit, currency), because, rate.basis)


def _unknown(needed: Needed, kind: str) -> list[str]:
    waits = {one.stage for one in needed.under_way.stages if one.kind == kind and one.count}
    return [one.stage for one in needed.until if one.kind == kind and not one.known and one.stage in waits]


def _stage(needed: Needed, kind: str) -> Assumed:
    names = _unknown(needed, kind)
    chance = next(one.won for one in needed.until if one.kind == kind and not one.known)
    return Assumed(
        f"chance_of_{kind}s", f"Chance of {kind}s in {words.listed(names)}",
        f"that of all stages together, {words.percent(chance)} in the end",
        "fewer than 20 have entered it in two years, or none of them was won", chance,
    )  # fmt: skip
