"""What a plan takes for granted because the record cannot tell it: said, never silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.plan.answer import Assumed

if TYPE_CHECKING:
    from oarlock.measure.facts.lead_chain import Chain
    from oarlock.measure.facts.needed import Needed
    from oarlock.measure.facts.workload import Workload
    from oarlock.plan.stated import Rate


def of_goal(rates: tuple[Rate, ...], needed: Needed, chain: Chain, currency: str) -> tuple[Assumed, ...]:
    """Rates, stages, amounts and seasons that too little happened to tell."""
    told = [_rate(rate, currency) for rate in rates if not rate.is_known and rate.stated is None]
    told += [_stage(needed, kind) for kind in ("lead", "deal") if _unknown(needed, kind)]
    unpriced = sum(one.count - one.priced for one in needed.under_way.stages if one.kind == "deal")
    if unpriced:
        mean = chain.amounts.mean
        told.append(Assumed(
            "amount_of_open_deals", f"Worth of {words.counted(unpriced, 'open deal')}", words.money(mean, currency),
            f"they have no amount; it is the mean of {words.counted(chain.amounts.n, 'past win')}", mean,
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
