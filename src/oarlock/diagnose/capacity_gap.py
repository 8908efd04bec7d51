"""Can the people who take leads work them in the promised time, or do they have hours to spare?

**What it looks for** Hours that leads ask for against the hours there are, and the share of leads that would wait longer than promised:
the next 13 weeks played through with the hours of the week at which leads came, their bursts, each person's hours and absences. Both
ways: too few people, and hours that could go into outbound work.

**Why it matters** Leads beyond what people can work stay untouched whatever anybody promises; hours without leads are paid for too.

**How sure** How long a lead takes is what the agreement says, not a measurement, so a gap is only called one where it would be there with
a quarter less time per lead, and where the record shows that leads really were late (Wilson's range above what the promise leaves open).
Otherwise it is a note. The simulation reproduces Erlang C for a constant flow. The money is what the leads of the last 13 weeks that
waited longer than promised go with by the record, reckoned as in `promises_broken`; no money is told of hours alone.

**What to do** Compare what one person more, a higher threshold, shorter handling and spread campaigns would change: `oarlock plan
capacity` plays each of them. Where hours are to spare, agree what they go into.

**Where it misleads** Hours per lead, and who takes leads at all, are assumptions until they are measured. People who only sometimes take
leads count as if they always did. A shared queue is assumed; queues of one's own wait longer.

**References** METHODS 10, 1.10 H7; Erlang (1917); Allen and Cunneen (1978).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from oarlock.diagnose._breach import Cost, cost_of, told_money, worth_of_an_answer
from oarlock.diagnose._late_parts import is_late
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.errors import EmptySample
from oarlock.measure.facts.response import lead_response
from oarlock.measure.facts.workload import workload
from oarlock.words import count, counted, hours, number, percent, percent_range

if TYPE_CHECKING:
    from oarlock.measure.facts.workload import Workload
    from oarlock.stats.workforce import Outlook

SEED, RUNS = 37, 60
FEW = 3
"""Leads or hours a week below which they are told to one decimal."""
SWING = 0.25
REMEDY = (
    "Play the choices through with `oarlock plan capacity`: one person more, a higher threshold, shorter handling, campaigns spread over "
    "the week; then agree on one, and measure what a lead really takes."
)
SPARE_REMEDY = "Agree what the spare hours go into, such as outbound work on target accounts, or hand over more leads."
MISLEADS = (
    "A lead's hours are what the agreement says, and everybody who was given leads of late counts with all of their hours: measure both "
    "before hiring or moving anybody."
)
LESS_THAN_AGREED = "by the record the promise is kept, so a lead takes less than the agreement says"


@dataclass(frozen=True)
class _Seen:
    """The work, and the weeks to come with the hours a lead takes by the agreement."""

    work: Workload
    now: Outlook

    @property
    def loads(self) -> tuple[float, float]:
        """The load if a lead takes a quarter less, and a quarter more time."""
        return self.now.load * (1 - SWING), self.now.load * (1 + SWING)


def find(question: Question) -> Found:
    """Too few people, or hours to spare."""
    from oarlock.stats.workforce import verdict_of

    try:
        work = workload(question.ledger, question.agreement)
        seen = _Seen(work, _played(work))
    except EmptySample as missing:
        return Found(missing=f"whether the people can work the leads cannot be told: {missing}")
    verdict = verdict_of(seen.now)
    if verdict == "understaffed":
        return Found((_too_few(question, seen, sure=verdict_of(_played(work, 1 - SWING)) == verdict),))
    if verdict == "tight":
        return Found((_tight(seen),))
    if verdict == "overstaffed" and verdict_of(_played(work, 1 + SWING)) == verdict:
        return Found((_spare(seen),))
    return Found()


def _played(work: Workload, factor: float = 1.0) -> Outlook:
    """The weeks to come, if a lead takes so much of the time that was agreed."""
    from oarlock.stats.workforce import play

    team = replace(work.team, handling=work.team.handling * factor)
    return play(work.calendar, work.arrivals, team, work.promise, work.share, seed=SEED, runs=RUNS)


def _too_few(question: Question, seen: _Seen, *, sure: bool) -> Finding:
    work, now = seen.work, seen.now
    severity = Severity.NOTE
    if sure and work.is_late:
        severity = Severity.SEVERE if seen.loads[0] >= 1 else Severity.WARNING
    by_the_record = _recorded(work)
    cost = _cost(question, work) if work.is_late else None
    doubt = f" Yet {LESS_THAN_AGREED}." if work.is_kept else ""
    return Finding(
        id="capacity_gap.too_few",
        severity=severity,
        answers_for=Team.SALES,
        sentence=(
            f"{_load(seen)}: in the next 13 weeks {percent(now.late.value)} of leads ({percent_range(now.late.lo, now.late.hi)}, "
            f"n {count(now.late.n)}) would wait longer than the {hours(work.promise, working=True)} promised{by_the_record}.{doubt}"
            f"{told_money(cost)}"
        ),
        evidence=(*_evidence(seen), *worth_of_an_answer(cost)),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=cost.amount if cost else None,
        grade=Grade.B if severity is not Severity.NOTE else Grade.C,
        records=_waiting(question, work),
    )


def _tight(seen: _Seen) -> Finding:
    return _note(seen, "tight", f"nothing is left for a busy week{_recorded(seen.work)}", REMEDY)


def _spare(seen: _Seen) -> Finding:
    free = count(round(seen.work.load.spare()))
    return _note(
        seen, "spare", f"{free} hours a week are free for outbound work with the load still at 85%", SPARE_REMEDY
    )


def _note(seen: _Seen, name: str, what: str, remedy: str) -> Finding:
    return Finding(
        id=f"capacity_gap.{name}",
        severity=Severity.NOTE,
        answers_for=Team.SALES,
        sentence=f"{_load(seen)}: {what}.",
        evidence=_evidence(seen),
        remedy=remedy,
        misleads=MISLEADS,
        grade=Grade.C,
    )


def _load(seen: _Seen) -> str:
    work, (low, high) = seen.work, seen.loads
    return (
        f"{_few(work.arrivals.per_week, 'lead')} a week ask for {_few(work.load.demand, 'hour')} and "
        f"{counted(len(work.sellers), 'person has', 'people have')} {count(round(work.load.capacity))}, a load of {percent(seen.now.load)} "
        f"({percent(low)} to {percent(high)} if a lead takes a quarter less or more time)"
    )


def _few(amount: float, one: str) -> str:
    """A number with its noun; to one decimal where it is small, because half a lead a week is not none."""
    return f"{number(round(amount, 1))} {one}s" if amount < FEW else counted(round(amount), one)


def _recorded(work: Workload) -> str:
    late = work.late
    return (
        ""
        if late is None
        else f"; by the record {percent(late.value)} (n {count(late.n)}) waited longer than promised in the last 13 weeks"
    )


def _evidence(seen: _Seen) -> tuple[Evidence, ...]:
    allowed = percent(1 - seen.work.share)
    late = seen.work.late
    ahead = f"Leads that would be late in the weeks to come, at most {allowed} promised"
    told = [
        Evidence("load", "Hours asked for as a share of the hours there are", "share", None, seen.now.load),
        Evidence("late_ahead", ahead, "share", None, seen.now.late.value, seen.now.late),
    ]
    if late is not None:
        told.append(
            Evidence("late_so_far", "Leads that were late in the last 13 weeks", "share", None, late.value, late)
        )
    return tuple(told)


def _cost(question: Question, work: Workload) -> Cost | None:
    """What leads that waited longer than promised, or wait still, go with a quarter: by the record, for hours are an assumption."""
    late = work.late
    if late is None or not late.n_events:
        return None
    return cost_of(question.ledger, question.agreement, is_late, late.n_events)


def _waiting(question: Question, work: Workload) -> tuple[str, ...]:
    """Leads handed over in the last 13 weeks that still wait beyond the promise, the longest first."""
    import ibis

    clocks = lead_response(question.ledger, question.agreement)
    since = ibis.literal(question.ledger.as_of.replace(tzinfo=None) - timedelta(weeks=13), type="timestamp")
    late = clocks.filter(clocks.clock_at >= since, clocks.response_hours.isnull(), clocks.waited_hours > work.promise)
    late = late.semi_join(question.ledger.table("leads"), "lead_id")
    late = late.order_by([late.waited_hours.desc(), late.lead_id]).limit(20)
    return tuple(row["lead_id"] for row in question.ledger.rows(late.select("lead_id")))


DIAGNOSIS = DiagnosisPart(
    name="capacity_gap",
    title="People and leads do not match",
    question="Can the people who take leads work them in the promised time, or do they have hours to spare?",
    answers_for=(Team.SALES,),
    needs=("leads", "assignments", "activities", "users"),
    find=find,
    page=__doc__,
)
