"""Whether the people can work the leads: hours asked for and hours there are, and 13 weeks played through 200 times.

Averages hide peaks: a load of 80 % can break every promise of a Monday morning. So the weeks to come are simulated with the pattern in
which leads came, their bursts, the people's hours and absences; the steady-state formula stands beside it. Advice goes both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.measure.facts.workload import Workload, workload
from oarlock.plan.answer import PlanAnswer, PlanPart, Section, answered, estimate_json

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.workforce import Outlook

SEED = 31
QUARTER_WEEKS = 13
DROPPED = 0.2
SHORTER = 0.8
SWING = 0.25
WORDS = {
    "understaffed": "too few people",
    "tight": "just enough people",
    "right-sized": "enough people",
    "overstaffed": "hours to spare",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that could be done, played through like the rest.

    Attributes:
        outlook: The weeks with it; None where it cannot be played, `note` says why.
        price: What it costs a quarter, in the reporting currency; None where it cannot be told. note: what else to know.
    """

    name: str
    outlook: Outlook | None
    price: float | None = None
    note: str = ""


@dataclass(frozen=True)
class CapacityPlan:
    """The values behind the answer.

    Attributes:
        outlook: The weeks as they will be. curve: the same with fewer and more people. options: side by side.
        swing: Verdicts at 25 % fewer and 25 % more hours per lead. steady: chance of lateness by Erlang C; None at full load.
        needed: Leads a quarter that the agreed goal needs; None where no goal or no chain is known.
    """

    work: Workload
    verdict: str
    outlook: Outlook
    curve: tuple[Outlook, ...]
    options: tuple[Option, ...]
    swing: dict[str, tuple[float, str]]
    steady: float | None
    needed: float | None

    @property
    def enough(self) -> int | None:
        """Fewest people of the curve by whom the promise is kept; None where none of it is enough."""
        allowed = 1 - self.work.share
        return next((one.people for one in self.curve if (one.late.value or 0) <= allowed and one.load < 1), None)


def planned(
    ledger: Ledger,
    agreement: Agreement,
    *,
    people: int | None = None,
    leads: float = 1.0,
    hours: float = 1.0,
    runs: int = 200,
    alone: bool = False,
    known: Workload | None = None,
) -> CapacityPlan:
    """The values of a plan.

    Args:
        people: So many instead of those there are. leads, hours: factors on what comes and on the time each takes.
        runs: Futures to play. alone: only the weeks as they will be, without curve and options.
        known: The work and the people, where they were read before.
    Raises:
        EmptySample: the record cannot tell the work or the people; says which file would change that.
        UsedWrongly: no people, or factors that are not positive.
    """
    if (people is not None and people < 1) or leads <= 0 or hours <= 0:
        raise UsedWrongly("A plan needs at least one person, and leads and hours above 0.")
    from oarlock.stats.queueing import Queue
    from oarlock.stats.workforce import play, staffing, verdict_of

    work = known or workload(ledger, agreement)
    team = replace(work.team, handling=work.team.handling * hours)
    if people is not None:
        team = team.with_people(people)
    arrivals = work.arrivals.times(leads)

    def played(**changed: Any) -> Outlook:
        given = {"arrivals": arrivals, "team": team, **changed}
        return play(work.calendar, given["arrivals"], given["team"], work.promise, work.share, seed=SEED, runs=runs)

    outlook = played()
    swing = {} if alone else {
        name: (one.load, verdict_of(one))
        for name, factor in (("fewer", 1 - SWING), ("more", 1 + SWING))
        for one in [played(team=replace(team, handling=team.handling * factor))]
    }  # fmt: skip
    each = float(team.handling.mean())
    per_hour = arrivals.per_week / team.open_hours
    stretched = each * team.open_hours / (team.capacity / len(team.hours))
    curve = () if alone else staffing(
        work.calendar, arrivals, team, work.promise, work.share, _around(len(team.hours), outlook.load), seed=SEED, runs=runs
    )  # fmt: skip
    return CapacityPlan(
        work=work,
        verdict=verdict_of(outlook),
        outlook=outlook,
        curve=curve,
        options=() if alone else _options(ledger, agreement, work, played, outlook),
        swing=swing,
        steady=Queue(len(team.hours), per_hour, stretched).chance_over(work.promise),
        needed=None if alone else _needed(ledger, agreement),
    )


def make(
    ledger: Ledger, agreement: Agreement, *, people: int | None = None, leads: float = 1.0, hours: float = 1.0
) -> PlanAnswer:
    """The plan as an answer."""
    plan = planned(ledger, agreement, people=people, leads=leads, hours=hours)
    currency = agreement.company.reporting_currency
    return answered(
        ledger,
        agreement,
        name="capacity",
        title="Leads against the hours there are for them",
        sentence=_sentence(plan),
        more=tuple(_more(plan)),
        sections=_sections(plan, currency),
        numbers=_numbers(plan),
        caveats=_caveats(plan),
        of=plan,
    )


def _around(people: int, load: float) -> list[int]:
    """Numbers of people worth comparing: about what the load asks for, and steps to both sides."""
    step = max(1, round(people / 12))
    aims = {people + step * i for i in (-3, -2, -1, 0, 1, 2, 3)} | {math.ceil(people * load / 0.85)}
    return sorted(one for one in aims if 1 <= one <= 3 * people + 3)


def _options(
    ledger: Ledger, agreement: Agreement, work: Workload, played: Callable[..., Outlook], now: Outlook
) -> tuple[Option, ...]:
    team, arrivals = work.team, work.arrivals
    cost = agreement.capacity.hourly_cost
    person = (
        None if cost is None else cost * float(team.hours.mean()) / (1 - agreement.capacity.shrinkage) * QUARTER_WEEKS
    )
    more = len(team.hours) + 1
    untold = "" if person is not None else "price: say capacity.hourly_cost"
    shorter = played(team=replace(team, handling=team.handling * SHORTER))
    told = [
        Option("As it is", now),
        Option(f"One person more ({more})", played(team=team.with_people(more)), person, untold),
        _raised(ledger, agreement, work, played),
        Option("Handling a fifth shorter", shorter, None, "templates, routing, fewer fields by hand"),
    ]
    if arrivals.bursts:
        seen = f"{words.counted(len(arrivals.bursts), 'burst')} in {arrivals.weeks} weeks"
        told.append(Option("Campaigns spread over the week", played(arrivals=arrivals.smoothed()), 0.0, seen))
    if len(team.hours) > 1:
        alone = played(team=replace(team, pooled=False))
        told.append(Option("Each person with a queue of their own", alone, None, "what a shared queue saves you"))
    return tuple(told)


def _raised(ledger: Ledger, agreement: Agreement, work: Workload, played: Callable[..., Outlook]) -> Option:
    """Leads of the lowest scores not handed over, with the bookings that would not have been won."""
    from oarlock.measure.facts.lead_chain import quarters_of
    from oarlock.measure.facts.scores import lost_below, wins_by_score

    name = "Threshold raised by a fifth of leads"
    if not work.has_scores:
        return Option(name, None, None, "leads have no score; import leads.score")
    rows = wins_by_score(ledger, agreement)
    found = lost_below(rows, DROPPED)
    if found is None:
        return Option(name, None, None, "no lead with a score is old enough to have been won")
    at, dropped, wins = found
    total = sum(won for *_, won in rows)
    quarters = quarters_of(ledger, agreement, 4)
    booked = sum(one["bookings_leads"] for one in quarters) / len(quarters) if quarters else None
    price = None if booked is None or not total else booked * wins / total
    return Option(
        name,
        played(arrivals=work.arrivals.times(1 - dropped)),
        price,
        f"score {at:g}; {wins} of {total} past wins were below",
    )


def _needed(ledger: Ledger, agreement: Agreement) -> float | None:
    """Leads a quarter that the agreed goal needs, where one is agreed and the record can tell."""
    from oarlock.plan.goal import planned as goal_planned

    try:
        need = goal_planned(ledger, agreement).need_a_quarter
    except (UsedWrongly, EmptySample):
        return None
    return need if math.isfinite(need) else None


def _sentence(plan: CapacityPlan) -> str:
    work, now = plan.work, plan.outlook
    demand, capacity = (words.count(round(hours)) for hours in (work.load.demand, work.load.capacity))
    return (
        f"{WORDS[plan.verdict].capitalize()}: {words.count(round(work.arrivals.per_week))} leads a week ask for {demand} hours, "
        f"{words.counted(len(work.sellers), 'person has', 'people have')} {capacity}, a load of {words.percent(work.load.ratio)}; "
        f"in the next 13 weeks {words.percent(now.late.value)} of leads ({words.percent_range(now.late.lo, now.late.hi)}) "
        f"would wait longer than the {words.hours(work.promise, working=True)} promised"
        + ("." if now.people == len(work.sellers) else f", with {words.counted(now.people, 'person', 'people')}.")
    )


def _more(plan: CapacityPlan) -> list[str]:
    told = [_advice(plan), *_joined(plan), *_by_the_record(plan)]
    if plan.swing:
        (low, at_low), (high, at_high) = plan.swing["fewer"], plan.swing["more"]
        told.append(
            f"If a lead takes a quarter less time, the load is {words.percent(low)} ({WORDS[at_low]}); "
            f"with a quarter more, {words.percent(high)} ({WORDS[at_high]})."
        )
    return told


def _joined(plan: CapacityPlan) -> list[str]:
    """The people against what the agreed goal needs."""
    work = plan.work
    if plan.needed is None or not work.handed_share:
        return []
    can = math.floor(work.workable / work.handed_share * QUARTER_WEEKS)
    short = math.ceil(plan.needed) - can
    return [
        f"The agreed goal needs {words.count(math.ceil(plan.needed))} leads a quarter; your people can work {words.count(can)}"
        + (f", {words.count(short)} too few." if short > 0 else ".")
    ]


def _by_the_record(plan: CapacityPlan) -> list[str]:
    """What was late by the record, and whether the hours explain it."""
    late, model = plan.work.late, plan.outlook.late.value or 0.0
    if late is None:
        return []
    other = late.lo is not None and late.lo > max(2 * model, model + 0.05)
    return [
        f"By the record {words.percent(late.value)} ({words.percent_range(late.lo, late.hi)}, n {words.count(late.n)}) "
        "were late in the last 13 weeks"
        + (
            ": far more than the hours explain, so something other than the number of people delays them."
            if other
            else "."
        )
    ]


def _advice(plan: CapacityPlan) -> str:
    work, load = plan.work, plan.work.load
    there = len(work.sellers)
    takes = f"At a load of 85% it takes {words.counted(load.people_for(there), 'person', 'people')}; there are {there}."
    if plan.verdict == "overstaffed":
        return (
            f"{words.count(round(load.spare()))} hours a week are free for outbound work, with the load still at 85%."
        )
    if plan.verdict == "tight":
        return f"Nothing is left for a busy week. {takes}"
    if plan.verdict == "right-sized":
        return takes
    enough = plan.enough
    people = (
        f"{words.counted(enough, 'person', 'people')} keep it"
        if enough
        else "none of the numbers of people tried keeps it"
    )
    grows = words.count(round(load.backlog(work.hours_each)))
    beyond = (
        f" Beyond full load the line grows by {grows} leads a week, and no wait is ever steady."
        if load.ratio > 1
        else ""
    )
    return f"The promise is that {words.percent(work.share)} of leads wait no longer; {people}.{beyond}"


def _sections(plan: CapacityPlan, currency: str) -> tuple[Section, ...]:
    def late(one: Outlook | None) -> tuple[str, str, str]:
        if one is None:
            return (words.MISSING,) * 3
        return (
            words.percent(one.load),
            words.percent(one.late.value),
            words.percent_range(one.late.lo, one.late.hi).removeprefix("90% range "),
        )

    option_rows = tuple(
        (
            one.name,
            *late(one.outlook),
            words.MISSING if one.price is None else words.money(one.price, currency),
            one.note,
        )
        for one in plan.options
    )
    curve_rows = tuple(
        (str(one.people), *late(one), words.count(round(one.longest_line.value or 0))) for one in plan.curve
    )
    week_rows = tuple(
        (
            str(i),
            words.percent(one.value),
            words.percent_range(one.lo, one.hi).removeprefix("90% range "),
            words.count(one.n),
        )
        for i, one in enumerate(plan.outlook.by_week, start=1)
    )
    return (
        Section("What could be done", ("option", "load", "late", "90% range", "price a quarter", "note"), option_rows),
        Section("With fewer or more people", ("people", "load", "late", "90% range", "longest line"), curve_rows),
        Section("Week by week", ("week", "late", "90% range", "leads"), week_rows),
    )


def _caveats(plan: CapacityPlan) -> tuple[str, ...]:
    work = plan.work
    stated = sum(seller.stated for seller in work.sellers)
    told = [
        f"A lead takes {words.hours(work.hours_each, working=True)} by the agreement ([capacity]), not by a measurement; "
        "a load is only as good as that."
    ]
    if stated < len(work.sellers):
        told.append(
            f"{stated} of {words.counted(len(work.sellers), 'person', 'people')} have handling_hours_per_week in the record; "
            "the rest count with the agreement's."
        )
    if not work.touches_known:
        told.append("How much leads differ in effort is assumed (exponential); activities would tell.")
    if plan.outlook.parts > 1:
        told.append(
            f"The team is played as {plan.outlook.parts} equal parts, which is a little worse than one shared queue."
        )
    return tuple(told)


def _numbers(plan: CapacityPlan) -> dict[str, Any]:
    work = plan.work

    def outlook(one: Outlook | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "people": one.people, "load": one.load, "late": estimate_json(one.late), "late_weeks": one.late_weeks, "utilisation": one.busy,
            "longest_line": estimate_json(one.longest_line),
        }  # fmt: skip

    return {
        "verdict": plan.verdict,
        "promise": {"hours": work.promise, "share": work.share},
        "leads_per_week": work.arrivals.per_week,
        "hours_per_lead": work.hours_each,
        "rework": work.rework,
        "demand_hours": work.load.demand,
        "capacity_hours": work.load.capacity,
        "workable_per_quarter": work.workable * QUARTER_WEEKS,
        "needed_per_quarter": plan.needed,
        "handed_share": work.handed_share,
        "spare_hours": work.load.spare(),
        "outlook": outlook(plan.outlook),
        "weeks": [estimate_json(one) for one in plan.outlook.by_week],
        "erlang_c": plan.steady,
        "measured_late": None if work.late is None else estimate_json(work.late),
        "people": [
            {"user_id": one.user_id, "name": one.name, "hours_per_week": one.hours, "stated": one.stated}
            for one in work.sellers
        ],
        "curve": [outlook(one) for one in plan.curve],
        "options": [
            {"option": one.name, "price_per_quarter": one.price, "note": one.note, "outlook": outlook(one.outlook)}
            for one in plan.options
        ],
        "sensitivity": {name: {"load": load, "verdict": verdict} for name, (load, verdict) in plan.swing.items()},
    }


PLAN = PlanPart(
    name="capacity",
    title="Capacity",
    question="Can the people work the leads in the promised time, and what would change that?",
    make=make,
)
