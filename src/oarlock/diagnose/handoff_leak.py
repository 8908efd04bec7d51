"""Do leads leak out between the two teams?

**What it looks for** Each step from MQL to opportunity: how many of the leads that entered it pass within the time that nine in ten
passes take, in the last quarter old enough to say, against the four quarters before, or the four before the months in which it fell. And
each profile and source at each step, which may leak where the step as a whole does not.

**Why it matters** Between two desks nobody owns a lead. A step that lets fewer through than it did loses deals that both teams have paid
for, and each blames the other.

**How sure** Newcombe's interval of the difference, widened by what leads of one account have in common; a test that lets quarters vary
as they do in this company, and lower than every quarter of the base; or a change of level in the months that its permutation test
carries. The false discovery rate over the steps is held at 10 %. At an equal mix of profile and of source at least half of the fall has
to be left: else the mix moved, not the step. Steps are ranked by the bound of their money that is nearest to nothing, and this range
counts how few wins tell what a pass is worth. Profiles and sources are searched with the quarters' labels shuffled inside accounts: what
is told is what the largest fall of all of them by chance rarely reaches, and with a step only what fell further than the rest of it.

**What to do** Take the step with its list to both teams: who decides here, by which rule, and what changed in that month. Then look at
`leads_ignored`, `promises_broken` and `reasons_not_used` for the why.

**Where it misleads** A step that lets fewer through may do so on purpose: a higher bar lowers it and raises the next one. Where more leads
of less merit come in, it falls without losing a good one, and the money is an upper figure. It is a symptom; it says where, not why. Leads
still inside their time are left out, so it speaks of some weeks ago.

**References** METHODS 2.3, 1.11, 1.12.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from oarlock.diagnose._passing import LEAST_FALL, Part, Passing, steps_passed, worth_of_a_pass
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._standing_out import slug
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.measure.facts.funnel import funnel_facts, reached
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.words import days, listed, money, percent, period, points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oarlock.agreement import Agreement

SHOWN = 3
LEFT_AT_EQUAL_MIX = 0.5
FAR = 0.75
"""Severe where fewer than this part of the base's passes come through."""
REMEDY = (
    "Bring the list of this step to both teams: who decides here, by which rule, and what changed in that month; agree one change and a "
    "day to look at the step again."
)
MISLEADS = (
    "A higher bar lowers one step and raises the next, and more leads of less merit lower it without losing a good one: then the money is "
    "an upper figure. It says where leads are lost, not why, and not that somebody lost them."
)


def find(question: Question) -> Found:
    """The steps that leak, the surest loss first; where the mix moved instead, a note."""
    ledger, agreement = question.ledger, question.agreement
    if ledger.is_empty("stage_changes"):
        return Found(missing="no lead ever changed its stage; import stage_changes")
    steps = steps_passed(ledger, agreement)
    if not steps:
        return Found(
            missing="no step from MQL to opportunity has five whole quarters of 30 leads; import stage_changes from further back"
        )
    lower = [(one, one.equal_mix) for one in _surely_lower(steps)]
    findings = [_finding(question, one, mixes) for one, mixes in lower if not _moved(one, mixes)]
    told = {one.step for one, mixes in lower if not _moved(one, mixes)}
    findings += [_part_finding(question, one, part) for one in steps if one.step not in told for part in one.sits_in]
    findings.sort(key=lambda one: (-((one.amount and one.amount.lo) or 0.0), one.id))
    return Found((*findings, *(_mix_note(one, moved) for one, mixes in lower if (moved := _moved(one, mixes)))))


def _surely_lower(steps: tuple[Passing, ...]) -> list[Passing]:
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg

    adjusted = benjamini_hochberg(np.array([one.p for one in steps])).tolist()
    return [
        one
        for one, p in zip(steps, adjusted, strict=True)
        if (one.change.hi or 0) < 0
        and (one.change.value or 0) <= -LEAST_FALL
        and (one.fall is not None or (p <= FALSE_DISCOVERIES / 2 and one.is_lowest))
    ]


def _moved(one: Passing, mixes: Mapping[str, float]) -> list[str]:
    """Dimensions at whose equal mix less than half of the fall is left."""
    return [name for name, rate in mixes.items() if rate > LEFT_AT_EQUAL_MIX * (one.change.value or 0.0)]


def _finding(question: Question, one: Passing, mixes: Mapping[str, float]) -> Finding:
    amount = _amount(question, one)
    share_now, share_base = one.now[0] / one.now[1], one.base[0] / one.base[1]
    told = _told(one)
    lost = ""
    if amount is not None and amount.lo is not None and amount.lo > 0:
        low, high = money(amount.lo, amount.currency), money(amount.hi, amount.currency)
        lost = f" About {money(amount.estimate, amount.currency)} a quarter go with it ({low} to {high})."
    equal = listed([f"{name} {points(value)}" for name, value in mixes.items()])
    return Finding(
        id=f"handoff_leak.{one.step.replace(' → ', '_to_')}",
        severity=Severity.SEVERE if share_now < FAR * share_base else Severity.WARNING,
        answers_for=Team.BOTH,
        sentence=f"{told}{f' (at an equal mix of {equal})' if equal else ''}{_where(one)}.{lost}",
        evidence=(
            Evidence(one.step, told, "share", share_base, share_now, one.change, one.series),
            *(_part_evidence(one, part) for part in _where_it_sits(one)),
        ),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=amount,
        grade=Grade.A if one.fall is not None else Grade.B,
        records=_records(question, one),
    )


def _where_it_sits(one: Passing) -> list[Part]:
    """The surest parts that fell further than the rest: a step that falls everywhere sits nowhere."""
    return [part for part in one.sits_in if part.is_where][:SHOWN]


def _where(one: Passing) -> str:
    """Where the fall sits, after a search over profiles and sources that is paid for."""
    parts = [
        f"{part.value} ({percent(_rate(part.now))}, {percent(_rate(part.base))} before)" for part in _where_it_sits(one)
    ]
    return f"; it sits in {listed(parts)}" if parts else ""


def _part_finding(question: Question, one: Passing, part: Part) -> Finding:
    """A profile or source in which a step leaks although the step as a whole does not."""
    from oarlock.stats.proportions import wilson_interval

    start, end = one.step.split(" → ")
    ends = wilson_interval(*part.now)
    now = share_with_range(_rate(part.now), ends.lo, ends.hi, part.now[1])
    told = (
        f"{start.upper()} → {end.upper()}, {part.dimension} {part.value}: {now} of the leads of {period(one.period)} passed within "
        f"{days(one.days)}, {percent(_rate(part.base))} in the four quarters before: {points(part.change.value)}, while the step as a "
        "whole passes as before"
    )
    return Finding(
        id=f"handoff_leak.{one.step.replace(' → ', '_to_')}.{part.dimension}.{slug(part.value)}",
        severity=Severity.WARNING,
        answers_for=Team.BOTH,
        sentence=f"{told}.",
        evidence=(_part_evidence(one, part),),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=_amount(question, one, part),
        grade=Grade.B,
        records=_records(question, one, part),
    )


def _part_evidence(one: Passing, part: Part) -> Evidence:
    name = f"{part.value}: {percent(_rate(part.now))} of {part.now[1]:,}, {percent(_rate(part.base))} of {part.base[1]:,} before"
    return Evidence(
        f"{one.step}.{part.dimension}.{slug(part.value)}", name, "share", _rate(part.base), _rate(part.now), part.change
    )


def _rate(counts: tuple[int, int]) -> float:
    return counts[0] / counts[1]


def _told(one: Passing) -> str:
    from oarlock.stats.proportions import wilson_interval

    ends = wilson_interval(*one.now)
    start, end = one.step.split(" → ")
    now = share_with_range(one.now[0] / one.now[1], ends.lo, ends.hi, one.now[1])
    base = f"{percent(one.base[0] / one.base[1])} in the quarters before" + (
        f" {period(one.fall.since)}" if one.fall else ""
    )
    passed = f"{now} of the leads of {period(one.period)} passed within {days(one.days)}, {base}"
    return f"{start.upper()} → {end.upper()}: {passed}: {points(one.change.value)}"


def _amount(question: Question, one: Passing, part: Part | None = None) -> Money | None:
    """N entered × the fall × wins per pass × average win, bounds from those of the fall and from how few wins tell (METHODS 2.3)."""
    from oarlock.stats.velocity import leak

    worth = worth_of_a_pass(question.ledger, question.agreement, one.step)
    if worth is None:
        return None
    entered, change = (one.now[1], one.change) if part is None else (part.now[1], part.change)
    value, lo, hi = (None if end is None else -end for end in (change.value, change.hi, change.lo))
    fall = replace(change, value=value, lo=lo, hi=hi)
    lost = leak(fall, entered, win_given_pass=worth.wins, amount=worth.amount, worth_error=worth.error)
    return Money(lost.value, lost.lo, lost.hi, question.agreement.company.reporting_currency)


def _mix_note(one: Passing, moved: list[str]) -> Finding:
    return Finding(
        id=f"handoff_leak.mix.{one.step.replace(' → ', '_to_')}",
        severity=Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=f"{_told(one)}; at an equal mix of {listed(moved)} most of it is gone: other leads came, the step did not change.",
        remedy="Look at what comes in, not at this step.",
        misleads=MISLEADS,
    )


def _records(question: Question, one: Passing, part: Part | None = None) -> tuple[str, ...]:
    """Leads of the quarter that entered the step and did not pass it, the latest first."""
    import ibis

    ledger, agreement = question.ledger, question.agreement
    opens, shuts = (ibis.literal(at, type="timestamp") for at in _span(agreement, one.period))
    leads = funnel_facts(ledger, agreement)
    start, end = (reached(leads, role) for role in one.step.split(" → "))
    leads = leads.mutate(began=start).filter(start >= opens, start < shuts, end.isnull())
    leads = leads.filter((leads.purpose != "outbound") | leads.purpose.isnull())
    if part is not None:
        own = (
            leads.source == part.value
            if part.dimension == "source"
            else leads.on_profile == (part.value == "on profile")
        )
        leads = leads.filter(own)
    found = ledger.rows(leads.order_by([leads.began.desc(), leads.lead_id]).limit(20).select("lead_id"))
    return tuple(row["lead_id"] for row in found)


def _span(agreement: Agreement, label: str) -> list[object]:
    from oarlock.agreement.calendar import period_named

    period = period_named(label, agreement.company.fiscal_year_start_month)
    return [at.replace(tzinfo=None) for at in period.instants(agreement.company.time_zone)]


DIAGNOSIS = DiagnosisPart(
    name="handoff_leak",
    title="The hand-off leaks",
    question="Do leads leak out between the two teams?",
    answers_for=(Team.MARKETING, Team.SALES),
    needs=("leads", "stage_changes"),
    find=find,
    page=__doc__,
)
