"""Does either side break what it promised the other?

**What it looks for** What was kept of every promise in the last whole quarter: of sales a first response in time, the promised attempts
and a decision with a coded reason; of marketing the volume, the value, the share on profile, the fields and the context that leads
carry. What was not promised is not judged. Both sides are judged alike. Of first responses also the sources and owners that stand out: one
channel left waiting hides in a whole that is kept.

**Why it matters** Each side plans on the other's word. A promise that is not kept and not spoken of becomes "they never do".

**How sure** The 90 % range of what was kept has to lie below what was promised, and stay so after correcting for the number of promises
looked at (false discovery rate 10 %). Leads still waiting are counted as waiting, not as failures. An agreement that nobody signed and
nobody changed is nobody's word: its promises count as broken only where less is kept than before, by a change of level in the months
that its own permutation test carries; else they are told as a note. So is a share on profile at a time at which fewer accounts than
before can be judged against it. Sources and owners are compared with all others by exact
tests, the false discovery rate over them held at 10 %; an owner with fewer than 30 leads is never compared.

**What to do** Look at the leads behind it together; then either change how the work is done, or change the promise and sign it anew.

**Where it misleads** A promise that was never realistic is broken by everybody. Work that is not recorded looks like none. The money goes
with slow answers: part of it is that the better leads are called first.

**References** METHODS 9.2, 9.4, 9.5, 1.12.
"""

from __future__ import annotations

from datetime import timedelta

from oarlock.agreement.calendar import period_named, starts_at
from oarlock.diagnose._blurred import blurred
from oarlock.diagnose._breach import Cost, cost_of, told_money, worth_of_an_answer
from oarlock.diagnose._late_parts import is_late, late_parts
from oarlock.diagnose._promises import BELOW, Judged, judged, quarter_of
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._standing_out import StandsOut, slug
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.facts.profile_of import unjudged
from oarlock.stats.errorcontrol import FALSE_DISCOVERIES
from oarlock.words import hours, listed, percent, period

FAR_BELOW = 0.75
AGREED = ("Promised", "Value")
"""Severe where even the upper end lies below this part of what was promised."""
SAYS = {
    "first_response": "Sales answered {kept} of the leads handed over in {when} within the promised time",
    "attempts": "Sales tried {kept} of the leads handed over in {when} as often as promised, or had an answer first",
    "decision": "Sales decided {kept} of the leads handed over in {when} in time, a rejection with a coded reason",
    "volume": "Marketing delivered {kept} of the promised leads in {when}",
    "value": "Marketing's leads brought {kept} of the promised pipeline in {when}",
    "on_profile": "{kept} of the leads that marketing delivered in {when} fit the profile",
    "fields_complete": "{kept} of the leads that marketing delivered in {when} had every promised field",
    "context": "{kept} of the leads that marketing delivered in {when} carried the promised context",
}
REMEDY = {
    "first_response": "Put the promise on a clock with a reminder, an alert and a reassignment; look at who owns what waited longest.",
    "attempts": "Agree a sequence of attempts that runs by itself until somebody answers, and look at leads given up after one or two.",
    "decision": "Make the decision and its coded reason one step in the CRM, and bring undecided leads to the weekly review.",
    "volume": "Look at which channels fell short of the plan, or agree a number that the budget carries.",
    "value": "Look at the size and the kind of companies that came, or agree a value that the market carries.",
    "on_profile": "Move spend to the channels and audiences that bring the profile, or agree another share.",
    "fields_complete": "Require the fields where the lead is made, or fill them from another source before the hand-over.",
    "context": "Let the marketing system write campaign and answers to the lead before it is handed over.",
}
MISLEADS = {
    Team.SALES: "Work that nobody records looks like a broken promise: check with a few people. What nobody can keep is broken by all.",
    Team.MARKETING: "Fields are read as they stand now, so a later repair hides the gap. A full card is not yet a good lead.",
}


def find(question: Question) -> Found:
    """Every promise below what was promised, of both sides."""
    ledger = question.ledger
    if ledger.is_empty("leads") or ledger.is_empty("stage_changes"):
        return Found(missing="no leads or no changes of their stage are recorded; import leads and stage_changes")
    sides = [Team.MARKETING, *([] if ledger.is_empty("activities") else [Team.SALES])]
    told = [one for side in sides for one in judged(ledger, question.agreement, side)]
    low = _below(told)
    broken = [one for one in low if one.stated or one.fall is not None]
    unsigned = [one for one in low if one not in broken]
    findings = [_finding(question, one) for one in broken]
    if unsigned:
        findings.append(_note(unsigned))
    if not any(one.promise == "first_response" for one in low):
        findings += [
            _part(question, one, part)
            for one in told
            if one.promise == "first_response"
            for part in _parts(question, one)
        ]
    missing = (
        ""
        if Team.SALES in sides
        else "whether sales keeps its promise cannot be told without activities; import activities"
    )
    return Found(tuple(findings), missing)


def _below(told: list[Judged]) -> list[Judged]:
    """Promises surely below, the search over all of them paid for."""
    import numpy as np

    from oarlock.stats.errorcontrol import benjamini_hochberg

    if not told:
        return []
    adjusted = benjamini_hochberg(np.array([one.p for one in told])).tolist()
    return [one for one, p in zip(told, adjusted, strict=True) if one.verdict == BELOW and p <= FALSE_DISCOVERIES]


def _finding(question: Question, one: Judged) -> Finding:
    cost = _cost(question, one)
    fall = one.fall
    told = _told(one)
    doubt = _doubt(question, one)
    severe = Severity.SEVERE if (one.row.hi or 0) < FAR_BELOW * one.promised else Severity.WARNING
    parts = _parts(question, one) if one.promise == "first_response" else []
    where = f" Late most of all: {listed([part.told for part in parts[:3]])}." if parts else ""
    before = f", {percent(fall.share_before)} before {period(fall.since)}" if fall else ""
    return Finding(
        id=f"promises_broken.{one.team.value}.{one.promise}",
        severity=Severity.NOTE if doubt else severe,
        answers_for=one.team,
        sentence=f"{told}{before}; {percent(one.promised)} was promised.{where}{told_money(cost)}{doubt and f' {doubt}'}",
        evidence=(
            _kept(one),
            *worth_of_an_answer(cost),
        ),
        remedy=REMEDY[one.promise],
        misleads=MISLEADS[one.team],
        amount=cost.amount if cost else None,
        grade=Grade.D if doubt else Grade.A if fall else Grade.B,
        records=_records(question, one),
    )  # fmt: skip


def _kept(one: Judged) -> Evidence:
    """What was kept of the promise: since it fell against before, else in the quarter against what was promised."""
    if one.fall is None:
        return Evidence(one.promise, _told(one), "share", one.promised, one.row.estimate, None, one.series, AGREED)
    told = f"Share kept since {period(one.fall.since)}, against before"
    fall = one.fall
    return Evidence(one.promise, told, "share", fall.share_before, fall.share_after, fall.change, one.series)


def _doubt(question: Question, one: Judged) -> str:
    """Why a share on profile cannot be held against marketing: fewer accounts than before can be judged."""
    if one.promise != "on_profile":
        return ""
    start, _ = quarter_of(one.row, question.agreement)
    month = question.agreement.company.fiscal_year_start_month
    return blurred(question, min(start, period_named(one.fall.since, month).start) if one.fall else start)


def _parts(question: Question, one: Judged) -> list[StandsOut]:
    return late_parts(question, *quarter_of(one.row, question.agreement))


def _part(question: Question, one: Judged, part: StandsOut) -> Finding:
    """A source or an owner whose leads wait too long though all together are answered as promised."""
    kind = "owner" if part.by == "owner_id" else "source"
    cost = cost_of(
        question.ledger,
        question.agreement,
        lambda leads: is_late(leads) & (leads[part.by] == part.value),
        (part.row.n_events or 0) * _whole_quarter(question, one),
    )
    return Finding(
        id=f"promises_broken.sales.first_response.{kind}.{slug(part.value)}",
        severity=Severity.WARNING if one.stated else Severity.NOTE,
        answers_for=Team.SALES,
        sentence=f"Leads {'of owner' if kind == 'owner' else 'from'} {part.told} were not answered within the promised time"
        f"{_other_time(question, one, part)} in {period(one.row.period)}; {percent(part.others)} of all others, and"
        f" {percent(1 - one.promised)} is what the promise leaves open.{told_money(cost)}",
        evidence=(part.evidence, *worth_of_an_answer(cost)),
        remedy=REMEDY["first_response"],
        misleads=MISLEADS[Team.SALES],
        amount=cost.amount if cost else None,
        grade=Grade.B,
        records=_records(question, one, **{part.by: part.value}),
    )


def _whole_quarter(question: Question, one: Judged) -> float:
    """How many times the days whose leads are old enough the quarter has: parts are compared on those alone, money is told of all."""
    agreement = question.agreement
    start, end = quarter_of(one.row, agreement)
    ripe = min(end, local_day(question.ledger, agreement) - timedelta(days=agreement.analysis.maturity_days))
    return float((end - start).days / max((ripe - start).days, 1))


def _other_time(question: Question, one: Judged, part: StandsOut) -> str:
    """The time that holds for most of a part's leads, where it is not the one that holds for all."""
    import ibis

    leads = handed_over(question.ledger, unjudged(question.agreement))
    zone = question.agreement.company.time_zone
    start, end = (
        ibis.literal(starts_at(day, zone).replace(tzinfo=None), type="timestamp")
        for day in quarter_of(one.row, question.agreement)
    )
    leads = leads.filter(leads[part.by] == part.value, leads.clock_at >= start, leads.clock_at < end)
    counts = leads.group_by("promised_hours").aggregate(n=leads.count())
    rows = question.ledger.rows(counts.order_by([counts.n.desc(), "promised_hours"]).limit(1))
    most = rows[0]["promised_hours"] if rows else None
    if most is None or most == question.agreement.sales.first_response_hours:
        return ""
    return f" ({hours(most, working=True)} for most of them)"


def _told(one: Judged) -> str:
    row = one.row
    kept = share_with_range(row.estimate, row.lo, row.hi, row.n)
    return SAYS[one.promise].format(kept=kept, when=period(row.period))


def _note(unsigned: list[Judged]) -> Finding:
    """What would be broken if anybody had promised it."""
    parts = [f"{_told(one)}, where the agreement says {percent(one.promised)}" for one in unsigned]
    return Finding(
        id="promises_broken.unsigned",
        severity=Severity.NOTE,
        answers_for=Team.BOTH,
        sentence=f"Nobody signed the agreement, and less is kept than it says, though not clearly less than before: {'; '.join(parts)}.",
        evidence=tuple(
            Evidence(one.promise, _told(one), "share", one.promised, one.row.estimate, None, one.series, AGREED)
            for one in unsigned
        ),
        remedy="Agree what both sides can keep, write it under [promises] in agreement.toml and sign it.",
        misleads="These are the promises the agreement came with; nobody here has made them.",
    )


def _cost(question: Question, one: Judged) -> Cost | None:
    """What unanswered and late leads go with; other promises have no price that could be told without guessing."""
    if one.promise != "first_response" or one.row.estimate is None:
        return None
    late = round(one.row.n * (1 - one.row.estimate))
    return cost_of(question.ledger, question.agreement, is_late, late)


def _records(question: Question, one: Judged, **only: str) -> tuple[str, ...]:
    """Leads of the quarter for which the promise was not kept, the longest waiting or the latest first; none for amounts."""
    from oarlock.diagnose._unkept import unkept

    start, end = quarter_of(one.row, question.agreement)
    return unkept(question.ledger, question.agreement, one.team, one.promise, start, end, **only)


DIAGNOSIS = DiagnosisPart(
    name="promises_broken",
    title="Promises are broken",
    question="Does either side break what it promised the other?",
    answers_for=(Team.SALES, Team.MARKETING),
    needs=("leads", "stage_changes", "assignments", "activities"),
    find=find,
    page=__doc__,
)
