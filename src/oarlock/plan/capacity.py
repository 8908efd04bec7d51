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
from oarlock.agreement.calendar import QUARTER_WEEKS
from oarlock.errors import EmptySample, UsedWrongly
from oarlock.measure.facts.workload import Workload, workload
from oarlock.plan import _capacity_tables, _capacity_words
from oarlock.plan._assumptions import of_people
from oarlock.plan.answer import PlanAnswer, PlanPart, answered
from oarlock.stats.queueing import IDLE, TIGHT

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.queueing import Batch, Load, Overload
    from oarlock.stats.workforce import Arrivals, Outlook, Team

SEED = 31
DROPPED = 0.2
"""Share of the leads that a raised threshold leaves out."""
SHORTER = 0.8
"""What shorter handling leaves of the hours a lead takes."""
SWING = 0.25
"""By how much those hours may be off."""


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
        team, arrivals: The people and the leads that are played: those of the record, or as asked.
        outlook: The weeks as they will be. curve: the same with fewer and more people. options: side by side.
        swing: Verdicts at 25 % fewer and 25 % more hours per lead.
        needed: Leads a quarter that the agreed goal needs; None where no goal or no chain is known.
    """

    work: Workload
    team: Team
    arrivals: Arrivals
    verdict: str
    outlook: Outlook
    curve: tuple[Outlook, ...]
    options: tuple[Option, ...]
    swing: dict[str, tuple[float, str]]
    needed: float | None

    @property
    def people(self) -> int:
        """How many take leads."""
        return len(self.team.hours)

    @property
    def hours_each(self) -> float:
        """Mean working hours a lead takes."""
        return float(self.team.handling.mean())

    @property
    def load(self) -> Load:
        """Hours asked for and hours there are, of an average week."""
        from oarlock.stats.queueing import Load

        return Load(self.arrivals.per_week * self.hours_each, self.team.capacity)

    @property
    def workable(self) -> float:
        """Leads a week that the people can work, all of their hours used."""
        return self.team.capacity / self.hours_each

    def evenly(self, people: int) -> float | None:
        """Chance that a lead waits too long by Erlang C, as if leads came evenly over the working hours; None at full load."""
        from oarlock.stats.queueing import Queue

        team = self.team.with_people(people)
        # Of each hour only a part is for leads, so a lead takes a person that much longer.
        stretched = self.hours_each * team.open_hours / (team.capacity / people)
        return Queue(people, self.arrivals.per_week / team.open_hours, stretched).chance_over(self.work.promise)

    @property
    def beyond(self) -> Overload | None:
        """How fast the line grows where more comes than can be worked, by the working hour; None while people keep up."""
        from oarlock.stats.queueing import overload

        hours = self.team.open_hours
        return overload(self.arrivals.per_week / hours, self.workable / hours, self.work.promise)

    @property
    def at_once(self) -> Batch:
        """What becomes of as many leads as come in a week, were they loaded as one list."""
        from oarlock.stats.queueing import batch

        stretched = self.hours_each * self.team.open_hours / (self.team.capacity / self.people)
        return batch(self.arrivals.per_week, self.people, stretched, self.work.promise)

    @property
    def steady(self) -> float | None:
        """`evenly` with the people that are planned with."""
        return self.evenly(self.people)

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
    _check(people, leads, hours)
    from oarlock.stats.workforce import play, verdict_of

    work = known or workload(ledger, agreement)
    team = replace(work.team, handling=work.team.handling * hours)
    if people is not None:
        team = team.with_people(people)
    arrivals = work.arrivals.times(leads)

    def played(**changed: Any) -> Outlook:
        given = {"arrivals": arrivals, "team": team, **changed}
        return play(work.calendar, given["arrivals"], given["team"], work.promise, work.share, seed=SEED, runs=runs)

    outlook = played()
    return CapacityPlan(
        work=work,
        team=team,
        arrivals=arrivals,
        verdict=verdict_of(outlook),
        outlook=outlook,
        curve=() if alone else _curve(work, arrivals, team, outlook.load, runs),
        options=() if alone else _options(ledger, agreement, work, team, arrivals, played, outlook),
        swing={} if alone else _swing(played, team),
        needed=None if alone else _needed(ledger, agreement),
    )


def _swing(played: Callable[..., Outlook], team: Team) -> dict[str, tuple[float, str]]:
    """Load and verdict if a lead takes a quarter less time, and a quarter more."""
    from oarlock.stats.workforce import verdict_of

    told = {}
    for name, factor in (("fewer", 1 - SWING), ("more", 1 + SWING)):
        one = played(team=replace(team, handling=team.handling * factor))
        told[name] = (one.load, verdict_of(one))
    return told


def _curve(work: Workload, arrivals: Arrivals, team: Team, load: float, runs: int) -> tuple[Outlook, ...]:
    """The same weeks with fewer and more people."""
    from oarlock.stats.workforce import staffing

    people = _around(len(team.hours), load)
    return staffing(work.calendar, arrivals, team, work.promise, work.share, people, seed=SEED, runs=runs)


def make(
    ledger: Ledger, agreement: Agreement, *, people: int | None = None, leads: float = 1.0, hours: float = 1.0
) -> PlanAnswer:
    """The plan as an answer."""
    plan = planned(ledger, agreement, people=people, leads=leads, hours=hours)
    return answered(
        ledger,
        agreement,
        name="capacity",
        title="Leads against the hours there are for them",
        sentence=_capacity_words.sentence(plan),
        more=tuple(_capacity_words.more(plan)),
        sections=_capacity_tables.sections(plan, agreement.company.reporting_currency),
        numbers=_capacity_tables.numbers(plan),
        caveats=_capacity_words.caveats(plan),
        assumed=of_people(plan.work),
        of=plan,
    )


def _check(people: int | None, leads: float, hours: float) -> None:
    if people is not None and people < 1:
        raise UsedWrongly(
            f"People who take leads: {people} cannot work any. Give at least one person, such as --people 3 or reps=3; "
            "without it, those of the record are planned with."
        )
    if not (leads > 0 and hours > 0):
        raise UsedWrongly(
            f"Factors on leads and on hours a lead takes are above 0, such as 1.2 for a fifth more, not {leads:g} and {hours:g}."
        )


def _around(people: int, load: float) -> list[int]:
    """Numbers of people worth comparing: steps to both sides, about what the load asks for, and enough for peaks beyond it."""
    step = max(1, round(people / 12))
    aims = {people + step * i for i in (-3, -2, -1, 0, 1, 2, 3)} | {
        math.ceil(people * load / at) for at in (TIGHT, IDLE)
    }
    return sorted(one for one in aims if 1 <= one <= 3 * people + 3)


def _options(
    ledger: Ledger, agreement: Agreement, work: Workload, team: Team, arrivals: Arrivals, played: Callable[..., Outlook], now: Outlook
) -> tuple[Option, ...]:  # fmt: skip
    """What could be done, side by side with the weeks as they will be."""
    shorter = played(team=replace(team, handling=team.handling * SHORTER))
    told = [
        Option("As it is", now),
        _hired(agreement, team, played),
        _raised(ledger, agreement, work, arrivals, played),
        Option("Handling a fifth shorter", shorter, None, "templates, routing, fewer fields by hand"),
    ]
    if arrivals.bursts:
        seen = f"{words.counted(len(arrivals.bursts), 'burst')} in {arrivals.weeks} weeks"
        even = played(arrivals=arrivals.smoothed())
        told.append(Option("Campaigns spread over the week", even, None, f"{seen}; price: unknown"))
    if len(team.hours) > 1:
        alone = played(team=replace(team, pooled=False))
        told.append(Option("Each person with a queue of their own", alone, None, "what a shared queue saves you"))
    return tuple(told)


def _hired(agreement: Agreement, team: Team, played: Callable[..., Outlook]) -> Option:
    """One person more, paid for all hours, those that are lost to meetings and absence too."""
    more, capacity = len(team.hours) + 1, agreement.capacity
    name, outlook = f"One person more ({more})", played(team=team.with_people(more))
    if capacity.hourly_cost is None:
        return Option(name, outlook, None, "price: say capacity.hourly_cost")
    weekly = capacity.hourly_cost * float(team.hours.mean()) / (1 - capacity.shrinkage)
    return Option(name, outlook, weekly * QUARTER_WEEKS)


def _raised(
    ledger: Ledger, agreement: Agreement, work: Workload, arrivals: Arrivals, played: Callable[..., Outlook]
) -> Option:
    """Leads of the lowest scores not handed over, with the bookings that would not have been won."""
    from oarlock.measure.facts.past_quarters import bookings_of_leads
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
    booked = bookings_of_leads(ledger, agreement)
    price = None if booked is None or not total else booked * wins / total
    return Option(
        name,
        played(arrivals=arrivals.times(1 - dropped)),
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


PLAN = PlanPart(
    name="capacity",
    title="Capacity",
    question="Can the people work the leads in the promised time, and what would change that?",
    make=make,
)
