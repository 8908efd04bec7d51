"""A plan for a goal in tables, and the same as plain values for programs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.plan._assumptions import FEW_WINS
from oarlock.plan.answer import Section, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.measure.facts.needed import Needed
    from oarlock.measure.facts.segments_needed import SegmentNeed
    from oarlock.plan.goal import GoalPlan
    from oarlock.plan.stated import Rate

SEGMENT_HEADERS = (
    "segment", "goal", "without further leads", "lead to win", "worth of a win", "leads to come", "90% range", "past wins", "a week",
    "of late",
)  # fmt: skip


def sections(plan: GoalPlan, agreement: Agreement) -> tuple[Section, ...]:
    """The chain, what is missing, the stages, the need by chance, and by segment, month and week."""
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
            ("chance", "leads to come", "a week", "open deals it takes", "pipeline it takes"),
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


def _rate_row(rate: Rate, currency: str) -> tuple[str, ...]:
    unit = "money" if rate.name == "deal_size" else "share"
    own = words.measured(rate.basis, unit, currency)
    stated = words.MISSING if rate.stated is None else words.measured(rate.stated, unit, currency)
    return (
        rate.title,
        own if rate.is_known else f"unknown, assumed {own}",
        words.bare(words.measured_range(rate.own.lo, rate.own.hi, unit, currency)),
        words.count(rate.own.n),
        f"{stated} (outside)" if rate.outside else stated,
    )


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


def _chance_row(plan: GoalPlan, chance: float, leads: float, currency: str) -> tuple[str, ...]:
    weeks, standing = plan.needed.need.weeks, plan.pipeline
    return (
        words.percent(chance),
        _whole(leads),
        _whole(leads / weeks if weeks else math.inf),
        _whole(standing.deals.get(chance) if standing else None),
        words.money(standing.amount(chance) if standing else None, currency),
    )


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
            words.MISSING if not one.leads.value else f"{_whole(one.leads.lo)} to {_whole(one.leads.hi)}",
            words.count(one.leads.n),
            _whole((one.leads.value or 0.0) / plan.needed.need.weeks if plan.needed.need.weeks else None),
            words.count(round(one.pace)),
        ))  # fmt: skip
    return tuple(rows)


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
    return words.bare(words.money_range(one.lo, one.hi, currency))


def _whole(value: float | None) -> str:
    return words.MISSING if value is None or not math.isfinite(value) else words.count(math.ceil(value))


def numbers(plan: GoalPlan) -> dict[str, Any]:
    """The plan for programs; its shape stands in docs/how-to/plan-a-quarter.md."""
    found, period = plan.needed, plan.needed.period
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
        "segments": [_segment_numbers(one) for one in plan.segments.segments],
        "segments_total": {"leads": plan.segments.total, "whole": plan.segments.whole, "goals": plan.segments.goals,
                           "strange": list(plan.segments.strange), "missing": plan.segments.reason},
        "booked": found.booked,
        "missing": found.missing,
        "in_flight": estimate_json(found.need.in_flight),
        "in_hand": list(found.under_way.stages),
        "stages": list(found.until),
        "without_a_lead": {**estimate_json(found.need.other), "n": found.spans, "status": "ok" if found.spans else "insufficient"},
        "needed": [_need_numbers(plan, chance, leads) for chance, leads in sorted(found.by_chance.items())],
        "chance": found.chance,
        "reachable": found.is_reachable,
        "last_useful_week": found.last_useful,
        "pace": {"leads_per_week": found.pace, "chance": found.at_pace},
        "weeks": list(found.weeks),
        "capacity": _work_numbers(plan),
    }  # fmt: skip


def _segment_numbers(one: SegmentNeed) -> dict[str, Any]:
    return {
        "segment": one.segment, "goal": one.goal, "booked": one.booked, "in_hand": one.in_hand, "other": one.other,
        "rate": estimate_json(one.rate), "worth": estimate_json(one.worth), "leads": estimate_json(one.leads),
        "by_week": list(one.by_week), "pace": one.pace, "status": "insufficient" if one.leads.n < FEW_WINS else "ok",
    }  # fmt: skip


def _need_numbers(plan: GoalPlan, chance: float, leads: float) -> dict[str, Any]:
    weeks = plan.needed.need.weeks
    each = leads / weeks if weeks else None
    standing = plan.pipeline
    return {
        "chance": chance, "leads": leads, "leads_per_week": each, "deals": standing.deals.get(chance) if standing else None,
        "pipeline": standing.amount(chance) if standing else None,
    }  # fmt: skip


def _work_numbers(plan: GoalPlan) -> dict[str, Any]:
    """The goal against the people; null where they cannot be told."""
    return {
        "needed_per_quarter": plan.need_a_quarter,
        "workable_per_quarter": plan.workable_a_quarter,
        "people": len(plan.work.sellers) if plan.work else None,
        "handed_share": plan.work.handed_share if plan.work else None,
        "missing": plan.no_work,
    }
