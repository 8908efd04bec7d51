"""A plan for a goal in words, tables and plain values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.errors import nearest
from oarlock.measure.facts.lead_chain import LEAST_WINS
from oarlock.plan._assumptions import FEW_WINS
from oarlock.plan.answer import Section, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.measure.facts.needed import Needed
    from oarlock.plan.goal import GoalPlan
    from oarlock.plan.stated import Rate

QUARTER_WEEKS = 13
SEGMENT_HEADERS = (
    "segment", "goal", "without further leads", "lead to win", "worth of a win", "leads to come", "90% range", "past wins", "a week",
    "of late",
)  # fmt: skip


def sentence(plan: GoalPlan, currency: str) -> str:
    """The verdict."""
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
    return (
        f"{what} needs {words.count(math.ceil(found.per_week))} leads a week until {words.day(_last_day(plan))}{_busiest(found)} "
        f"for a chance of {words.percent(found.chance)}; of late {words.count(round(found.pace))} a week came, which gives "
        f"{words.percent(found.at_pace)}."
    )


def more(plan: GoalPlan, currency: str, leads: float | None) -> list[str]:
    """What follows: rates the record does not support, months that cannot be reached, the people, what leads come too late for it."""
    return [
        *_flags(plan, currency),
        *_by_leads(plan, leads),
        *_months_lost(plan, currency),
        *_people(plan),
        *_segments(plan, currency),
        *_later(plan, currency),
    ]


def _busiest(found: Needed) -> str:
    """The week that is asked for most, where weeks differ."""
    week = found.busiest
    if week is None or week.per_week < 1.05 * found.per_week:
        return ""
    return f" ({words.count(math.ceil(week.per_week))} in the busiest, from {words.day(week.start)})"


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


def _later(plan: GoalPlan, currency: str) -> list[str]:
    """What the leads are for that come too late for this goal."""
    if plan.later is None:
        return []
    label, amount = plan.later.period.label, words.money(plan.later.amount, currency)
    return [
        f"Leads that come later help {words.period(label)}, for which {amount} were agreed: oarlock plan goal --period {label}."
    ]


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


def _segment_rows(plan: GoalPlan, currency: str) -> tuple[tuple[str, ...], ...]:
    rows = []
    for one in plan.segments.segments:
        few = one.leads.n < FEW_WINS
        rate = words.percent(one.rate.value)
        rows.append((
            next((s.title for s in plan.chain.agreement.segments if s.name == one.segment and s.title), one.segment),
            words.money(one.goal, currency),
            words.money(one.booked + one.in_hand + one.other, currency),
            f"unknown, assumed {rate}" if few else rate,
            words.money(one.worth.value, currency),
            _whole(one.leads.value),
            "–" if not one.leads.value else f"{_whole(one.leads.lo)} to {_whole(one.leads.hi)}",
            words.count(one.leads.n),
            _whole((one.leads.value or 0.0) / plan.needed.need.weeks if plan.needed.need.weeks else None),
            words.count(round(one.pace)),
        ))  # fmt: skip
    return tuple(rows)


def _last_day(plan: GoalPlan) -> Any:
    from datetime import timedelta

    last = [week for week in plan.needed.weeks if week.useful][-1]
    return min(last.start + timedelta(days=6 - last.start.weekday()), plan.needed.period.end - timedelta(days=1))


def _flags(plan: GoalPlan, currency: str) -> list[str]:
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
    verdict = "outside" if outside(implied, own) else "inside"
    return [
        f"{words.counted(round(leads), 'lead')} for all of the goal takes for granted that {words.percent(implied)} of leads become deals; "
        f"the record has {words.percent(own.value)} ({words.percent_range(own.lo, own.hi)}, n {words.count(own.n)}): {verdict} its range."
    ]


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
        + f" ({words.percent(plan.work.handed_share)} of leads are handed to them, {words.hours(plan.work.hours_each, working=True)} each.)"
    ]


def _peak(found: Needed, can: float) -> str:
    """The busiest week, where the people could work the average one but not that."""
    week = found.busiest
    if week is None or week.per_week <= can:
        return ""
    return f" Its busiest week needs {words.count(math.ceil(week.per_week))}, of which they can work {words.count(math.floor(can))}."


def sections(plan: GoalPlan, agreement: Agreement) -> tuple[Section, ...]:
    """The tables."""
    found, currency = plan.needed, agreement.company.reporting_currency
    chain_rows = tuple(_rate_row(rate, currency) for rate in plan.rates)
    chance_rows = tuple(_chance_row(plan, chance, leads, currency) for chance, leads in sorted(found.by_chance.items()))
    return (
        Section("The chain, from this record", ("rate", "own", "90% range", "n", "stated"), chain_rows),
        Section("What is missing", ("", currency, "90% range"), _gap_rows(found, currency)),
        Section(
            "Stage by stage",
            ("stage", "open", "of these won in time", "worth", "entered", "won in the end", "helps until the week of"),
            _stage_rows(found, agreement),
        ),
        Section(
            "How much for which chance of reaching it",
            ("chance", "leads to come", "a week", "deals to win it from", "their worth"),
            chance_rows,
        ),
        Section(
            "By segment, at the expected rates",
            SEGMENT_HEADERS,
            _segment_rows(plan, currency),
        ),
        Section("By month", ("from", "goal", "of what is open", "of the leads to come", "season"), _month_rows(plan, currency)),
        Section("By week", ("week from", "won in time", "leads needed", "so far", "brings"), _week_rows(found, currency)),
    )  # fmt: skip


def _gap_rows(found: Needed, currency: str) -> tuple[tuple[str, ...], ...]:
    def amount(value: float | None) -> str:
        return words.money(value, currency)

    def expected(kind: str) -> str:
        return amount(sum(one.worth for one in found.under_way.stages if one.kind == kind))

    other = found.need.other
    return (
        ("Goal", amount(found.goal), ""),
        ("Booked so far", amount(found.booked), ""),
        ("Expected of what is open", amount(found.need.in_flight.value), _range(found.need.in_flight, currency)),
        ("  of open leads without a deal", expected("lead"), ""),
        ("  of open deals", expected("deal"), ""),
        (
            "Expected of deals still to be opened that name no lead",
            amount(other.value if found.spans else None),
            _range(other, currency) if found.spans else "",
        ),
    )  # fmt: skip


def _stage_rows(found: Needed, agreement: Agreement) -> tuple[tuple[str, ...], ...]:
    currency = agreement.company.reporting_currency
    open_ = {(one.kind, one.stage): one for one in found.under_way.stages}
    rows = []
    for until in found.until:
        here = open_.get((until.kind, until.stage))
        rows.append((
            _stage_title(until.kind, until.stage, agreement),
            words.count(here.count if here else 0),
            f"{here.wins if here else 0.0:.1f}",
            words.money(here.worth if here else 0.0, currency),
            words.count(until.entered),
            words.percent(until.won) if until.known else f"unknown, assumed {words.percent(until.won)}",
            words.day(until.last),
        ))  # fmt: skip
    return tuple(rows)


def _stage_title(kind: str, stage: str, agreement: Agreement) -> str:
    if kind == "deal":
        return f"Deal: {stage}"
    return next((one.title for one in agreement.stages if one.role == stage and one.title), stage)


def _month_rows(plan: GoalPlan, currency: str) -> tuple[tuple[str, ...], ...]:
    """The months, where they have goals of their own or a season."""
    parts = plan.needed.parts
    if not plan.goal.parts and not plan.chain.season.is_shown:
        return ()
    return tuple(
        (
            words.day(one.start),
            words.money(one.goal, currency),
            words.money(one.in_hand, currency),
            words.money(one.from_leads, currency),
            "as usual" if not plan.chain.season.is_shown else f"{one.season:.2f} times",
        )
        for one in parts
    )


def _rate_row(rate: Rate, currency: str) -> tuple[str, ...]:
    unit = "money" if rate.name == "deal_size" else "share"
    own = words.measured(rate.basis, unit, currency)
    stated = words.MISSING if rate.stated is None else words.measured(rate.stated, unit, currency)
    return (
        rate.title,
        own if rate.is_known else f"unknown, assumed {own}",
        words.measured_range(rate.own.lo, rate.own.hi, unit, currency).removeprefix("90% range "),
        words.count(rate.own.n),
        f"{stated} (outside)" if rate.outside else stated,
    )


def _chance_row(plan: GoalPlan, chance: float, leads: float, currency: str) -> tuple[str, ...]:
    weeks, deals, each = plan.needed.need.weeks, plan.deals.get(chance), plan.chain.pipeline_value
    return (
        words.percent(chance),
        _whole(leads),
        _whole(leads / weeks if weeks else math.inf),
        _whole(deals),
        words.MISSING if deals is None or each is None else words.money(deals * each, currency),
    )


def _week_rows(found: Needed, currency: str) -> tuple[tuple[str, ...], ...]:
    """The weeks that help, and from when on none does."""
    total, rows = 0.0, []
    useful = [week for week in found.weeks if week.useful]
    for week in useful:
        total += week.leads
        rows.append((
            words.day(week.start), words.percent(week.share), _whole(week.leads), _whole(total), words.money(week.bookings, currency),
        ))  # fmt: skip
    late = [week for week in found.weeks if not useful or week.start > useful[-1].start]
    if late:
        rows.append((words.day(late[0].start), "under a tenth of the best", "too late", _whole(total), words.MISSING))
    return tuple(rows)


def _range(one: Any, currency: str) -> str:
    return words.money_range(one.lo, one.hi, currency).removeprefix("90% range ")


def _whole(value: float | None) -> str:
    return words.MISSING if value is None or not math.isfinite(value) else words.count(math.ceil(value))


def caveats(plan: GoalPlan, currency: str) -> tuple[str, ...]:
    """What to keep in mind."""
    told = ["The ranges hold if the weeks to come are like the last two years; a new market or price is not in them."]
    if not plan.chain.is_enough:
        told.append(f"Only {plan.chain.amounts.n} leads were won in the last two years; a verdict needs {LEAST_WINS}.")
    if plan.goal.parts and abs(sum(amount for _, amount in plan.goal.parts) - plan.goal.amount) > 0.01:
        total = words.money(sum(amount for _, amount in plan.goal.parts), currency)
        told.append(
            f"The goals of its parts add up to {total}, not to {words.money(plan.goal.amount, currency)}; the whole stands."
        )
    if plan.chain.season.is_shown:
        told.append(
            f"More is won in some {words.listed(plan.chain.season.shown)} than in others; the chances of winning in time have that in them."
        )
    return tuple(told)


def numbers(plan: GoalPlan) -> dict[str, Any]:
    """The same for programs."""
    found = plan.needed
    period: Period = found.period
    return {
        "goal": {"amount": found.goal, "period": period.label, "start": period.start, "end": period.end, "said_in": plan.goal.said_in},
        "status": "ok" if plan.chain.is_enough else "insufficient",
        "rates": [
            {"rate": rate.name, **estimate_json(rate.own), "stated": rate.stated, "outside": rate.outside, "used": rate.used}
            for rate in plan.rates
        ],
        "parts": [
            {name: getattr(one, name) for name in ("start", "end", "goal", "in_hand", "from_leads", "season", "reachable")}
            for one in found.parts
        ],
        "season": {"shown": list(plan.chain.season.shown), "status": "ok" if plan.chain.season.months else "insufficient",
                   "reason": plan.chain.season.reason, "months": plan.chain.season.months},
        "segments": [
            {"segment": one.segment, "goal": one.goal, "booked": one.booked, "in_hand": one.in_hand, "other": one.other,
             "rate": estimate_json(one.rate), "worth": estimate_json(one.worth), "leads": estimate_json(one.leads),
             "by_week": list(one.by_week), "pace": one.pace, "status": "insufficient" if one.leads.n < FEW_WINS else "ok"}
            for one in plan.segments.segments
        ],
        "segments_total": {"leads": plan.segments.total, "whole": plan.segments.whole, "goals": plan.segments.goals,
                           "strange": list(plan.segments.strange), "missing": plan.segments.reason},
        "booked": found.booked,
        "missing": found.missing,
        "in_flight": estimate_json(found.need.in_flight),
        "in_hand": list(found.under_way.stages),
        "stages": list(found.until),
        "without_a_lead": {**estimate_json(found.need.other), "n": found.spans, "status": "ok" if found.spans else "insufficient"},
        "needed": [
            {"chance": chance, "leads": leads, "leads_per_week": leads / found.need.weeks if found.need.weeks else None,
             "deals": plan.deals.get(chance)}
            for chance, leads in sorted(found.by_chance.items())
        ],
        "chance": found.chance,
        "reachable": found.is_reachable,
        "last_useful_week": found.last_useful,
        "pace": {"leads_per_week": found.pace, "chance": found.at_pace},
        "weeks": list(found.weeks),
        "capacity": {
            "needed_per_quarter": plan.need_a_quarter,
            "workable_per_quarter": plan.workable_a_quarter,
            "people": len(plan.work.sellers) if plan.work else None,
            "handed_share": plan.work.handed_share if plan.work else None,
            "missing": plan.no_work,
        },
    }  # fmt: skip
