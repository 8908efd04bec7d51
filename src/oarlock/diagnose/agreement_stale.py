"""Is the agreement still the one you work by?

**What it looks for** A version that nobody renewed for longer than both said they would wait, governance meetings that are not held as
often as agreed, a version not signed by both sides, stages and reasons that nobody uses, and promises that the record cannot measure.

**Why it matters** An agreement that is not looked at is a poster. Numbers go on being measured by it, and nobody means them any more.

**How sure** Facts of the file and counts of the record of the last year: a stage or reason is unused only if nothing of it is recorded
and at least 200 moves, or rejections, are. That governance meetings stopped is a warning; that none was ever written down is a note, for
the record may hold the other meetings alone.

**What to do** Put the agreement on the agenda of the next governance meeting: strike what nobody uses, add what is missing, sign.

**Where it misleads** An old version may be a good one: reading it again and signing the same words makes it new.

**References** METHODS 0.6; the agreement's [review].
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.diagnose.one_sided_review import EVERY_DAYS
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.local import local_of
from oarlock.words import count, counted, day, listed

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

YEAR = 365
LEAST_ROWS = 200
REMEDY = "Put the agreement on the agenda of the next governance meeting: strike what nobody uses, add what is missing, and sign it again."
MISLEADS = "An old version may be a good one: reading it again and signing the same words makes it new."


def find(question: Question) -> Found:
    """What of the agreement is out of date."""
    ledger, agreement = question.ledger, question.agreement
    told = (
        _age(ledger, agreement),
        _not_met(ledger, agreement),
        _unsigned(agreement),
        *_unused(ledger, agreement),
        _unmeasured(ledger, agreement),
    )
    return Found(tuple(one for one in told if one is not None))


def _age(ledger: Ledger, agreement: Agreement) -> Finding | None:
    signed = [one.signed_on for one in agreement.signatures if one.signed_on is not None]
    looked = max([*signed, *([agreement.in_force_from] if agreement.in_force_from else [])], default=None)
    if looked is None:
        return None
    age, most = (local_day(ledger, agreement) - looked).days, agreement.review.agreement_max_age_days
    if age <= most:
        return None
    sentence = (
        f"Version {agreement.version} of the agreement was last signed or put in force on {day(looked)}, {counted(age, 'day')} ago; both"
        f" teams said they would look at it every {count(most)} (n = 1 version)."
    )
    title = "Days since it was last signed or put in force"
    evidence = (Evidence("age", title, "days", most, float(age), ends=("Agreed", "Value")),)
    return _finding("age", Severity.WARNING, sentence, evidence)


def _not_met(ledger: Ledger, agreement: Agreement) -> Finding | None:
    """Governance meetings against the calendar, where the record of meetings reaches back over two of the agreed times."""
    every, meetings = agreement.review.governance_every, ledger.table("meetings")
    most = 2 * EVERY_DAYS[every]
    governance = meetings.held_at.max(where=meetings.kind == "governance")
    (row,) = ledger.rows(meetings.aggregate(first=meetings.held_at.min(), last=governance))
    today, zone = local_day(ledger, agreement), agreement.company.time_zone
    if row["first"] is None or (today - local_of(row["first"], zone).date()).days <= most:
        return None
    looked = local_of(row["last"] or row["first"], zone).date()
    age = (today - looked).days
    if age <= most:
        return None
    told = (
        f"the last governance meeting on record was on {day(looked)}, {counted(age, 'day')} ago"
        if row["last"]
        else f"of the meetings on record since {day(looked)} none was one of governance"
    )
    sentence = f"Both teams agreed to look at the rules every {every}; {told} (n = {'1 meeting' if row['last'] else '0 meetings'})."
    evidence = (Evidence("governance", "Days since the last governance meeting", "days", most / 2, float(age)),)
    # Where none was ever written down, the record may hold the other meetings alone: unknown is not none.
    severity = Severity.WARNING if row["last"] else Severity.NOTE
    return _finding("no_governance", severity, sentence, evidence)


def _unsigned(agreement: Agreement) -> Finding | None:
    if agreement.is_signed:
        return None
    have = sorted({one.team for one in agreement.signatures})
    who = f"only {have[0]} has signed" if have else "nobody has signed"
    return _finding(
        "unsigned", Severity.NOTE, f"Version {agreement.version} of the agreement binds nobody yet: {who} it."
    )


def _unused(ledger: Ledger, agreement: Agreement) -> list[Finding]:
    """Stages and reasons of which a year of the record holds nothing."""
    if ledger.is_empty("stage_changes"):
        return []
    changes = _last_year(ledger, "stage_changes", "changed_at")
    rows = ledger.rows(changes.group_by(["stage", "reason"]).aggregate(n=changes.count()))
    used = {agreement.role_of(row["stage"]) or row["stage"] for row in rows} | {row["stage"] for row in rows}
    coded = sum(row["n"] for row in rows if row["reason"] is not None)
    findings = []
    # Records rarely write the first and last steps as moves of the lead: they follow from its creation and its deal.
    stages = [
        s.name
        for s in agreement.stages
        if s.role not in ("inquiry", "opportunity", "customer") and not {s.name, s.role} & used
    ]
    if sum(row["n"] for row in rows) >= LEAST_ROWS and stages:
        sentence = f"No lead entered {listed(stages)} in the last year, though the agreement has {'it' if len(stages) == 1 else 'them'}."
        findings.append(_finding("stages_unused", Severity.NOTE, sentence))
    known = {found.code for row in rows if (found := agreement.reason_of(row["reason"])) is not None}
    reasons = [reason.code for reason in agreement.reasons if reason.code not in known]
    if coded >= LEAST_ROWS and reasons:
        few = listed([*reasons[:5], *([f"{len(reasons) - 5} more"] if len(reasons) > 5 else [])])
        head = f"{len(reasons)} of {len(agreement.reasons)} coded reasons {'was' if len(reasons) == 1 else 'were'} never given"
        sentence = f"{head} in the last year, in which {counted(coded, 'reason was', 'reasons were')}: {few}."
        findings.append(_finding("reasons_unused", Severity.NOTE, sentence))
    return findings


def _unmeasured(ledger: Ledger, agreement: Agreement) -> Finding | None:
    """Promises that the record cannot measure at all, for want of a table."""
    if ledger.is_empty("leads"):
        return None
    marketing = agreement.marketing
    promised = {
        "the first response of sales": ("activities",),
        "accepting or rejecting with a reason": ("stage_changes",),
        **({"pipeline by marketing": ("opportunities",)} if marketing.value else {}),
    }
    lacking = {promise: [t for t in tables if ledger.is_empty(t)] for promise, tables in promised.items()}
    lacking = {promise: tables for promise, tables in lacking.items() if tables}
    if not lacking:
        return None
    files = listed(sorted({table for tables in lacking.values() for table in tables}))
    sentence = (
        f"The agreement promises {listed(list(lacking))}, which nobody can measure here: the record holds no {files}."
    )
    return _finding("promises_unmeasured", Severity.NOTE, sentence)


def _last_year(ledger: Ledger, table: str, clock: str) -> Any:
    import ibis

    rows = ledger.table(table)
    return rows.filter(
        rows[clock] >= ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(days=YEAR), type="timestamp")
    )


def _finding(what: str, severity: Severity, sentence: str, evidence: tuple[Evidence, ...] = ()) -> Finding:
    return Finding(f"agreement_stale.{what}", severity, Team.BOTH, sentence, evidence, REMEDY, MISLEADS, grade=Grade.A)


DIAGNOSIS = DiagnosisPart(
    name="agreement_stale",
    title="The agreement is stale",
    question="Is the agreement still the one you work by?",
    answers_for=(Team.BOTH,),
    needs=(),
    find=find,
    page=__doc__,
)
