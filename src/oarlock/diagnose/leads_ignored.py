"""Are leads that marketing hands over ignored?

**What it looks for** Leads with an owner that nobody reached out to within the agreed days, and that nobody accepted or turned down for
a reason that looking at them would give; among them those rejected untouched. How many, since when, whose, and from which sources.

**Why it matters** A lead nobody turns to is paid for and lost, and marketing stops believing that its work is wanted.

**How sure** The share of the last quarter whose leads are old enough, with Wilson's range, against the part that the response promise
leaves open; and one change of level in the months, its date searched for and paid for by permutation. Sources and owners are compared
with all others by exact tests, the false discovery rate over them held at 10 %, and leads of one account count, in tests and ranges, as
many as would vary alike; an owner with fewer than 30 leads is never compared. The money is what leads of the same score band, source and
hour of arrival brought, in deals that name them, when they were answered in time, from a landmark at the promised time, up to the figure
without holding these equal.

**What to do** Open the list and hand these leads on today; then put the promise on a clock, with a reminder and a reassignment.

**Where it misleads** Calls nobody logs look like leads nobody called: check with a few people first. Sales may know at a glance which
leads are hopeless, so the money goes with the silence and need not come back with a call.

**References** METHODS 1.10 H6, 9.4, 9.5, 14 #4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._breach import Cost, cost_of, told_money, worth_of_an_answer
from oarlock.diagnose._by_account import by_account
from oarlock.diagnose._ignored import IGNORED, IGNORED_BY_MONTH, is_ignored
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._standing_out import StandsOut, slug, standing_out, with_names
from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.cohorts import local_day
from oarlock.measure.engine import measure
from oarlock.measure.facts.handover import handed_over
from oarlock.measure.facts.profile_of import unjudged
from oarlock.words import counted, listed, percent, period

if TYPE_CHECKING:
    from oarlock.measure.result import Measurement, Measurements

QUARTER = 91
LEAST_LEADS, LEAST_PEOPLE = 20, 30
LEAST_RISE = 0.05
REMEDY = (
    "Hand the leads on the list to somebody today; then let the response promise run on a clock that reminds the owner and reassigns, "
    "and agree which sources are not worth a call so that nobody pays for them."
)
MISLEADS = (
    "Work that nobody records looks like silence: ask a few owners before drawing conclusions. Sales may leave hopeless leads alone on "
    "purpose, so a call need not bring back the whole amount."
)


@dataclass(frozen=True)
class _Seen:
    """The last quarter that is old enough: its share, and whether and when the share rose."""

    whole: Measurement
    rise: Worsened | None


def find(question: Question) -> Found:
    """The share ignored now, and the sources and owners that stand out of it."""
    ledger, agreement = question.ledger, question.agreement
    for table in ("leads", "activities"):
        if ledger.is_empty(table):
            return Found(missing=f"whether anybody turned to a lead cannot be told without {table}; import {table}")
    since, until = _span(question)
    (whole,) = measure(ledger, agreement, IGNORED, since=since, until=until)
    if whole.n < LEAST_LEADS or whole.lo is None:
        return Found(
            missing=f"{counted(whole.n, 'lead')} with an owner in the last quarter old enough to judge; {LEAST_LEADS} are needed"
        )
    monthly = measure(ledger, agreement, IGNORED_BY_MONTH, every="month", until=until)
    accounts = partial(by_account, ledger, agreement, IGNORED, every="month", until=until)
    seen = _Seen(whole, next(iter(worsened(monthly, 1, accounts, least_change=LEAST_RISE)), None))
    limit = 1 - agreement.sales.share
    groups = [
        one
        for by, least in (("source", LEAST_LEADS), ("owner_id", LEAST_PEOPLE))
        for one in standing_out(
            measure(ledger, agreement, IGNORED, by=by, since=since, until=until), least=least, above=limit
        )
    ]
    parts = with_names(ledger, groups)
    if whole.lo > limit or _still_high(seen):
        return Found((_overall(question, seen, parts, monthly, limit),))
    return Found(tuple(_part(question, one) for one in parts))


def _span(question: Question) -> tuple[date, date]:
    """The last quarter whose leads have all had the agreed days to be answered."""
    agreement = question.agreement
    until = local_day(question.ledger, agreement) - timedelta(days=int(agreement.analysis.maturity_days))
    return until - timedelta(days=QUARTER), until


def _still_high(seen: _Seen) -> bool:
    """Whether the share rose for good: the last quarter lies above what it was before the rise."""
    return seen.rise is not None and (seen.whole.lo or 0) > seen.rise.share_before


def _overall(question: Question, seen: _Seen, parts: list[StandsOut], monthly: Measurements, limit: float) -> Finding:
    whole, rise = seen.whole, seen.rise
    cost = _cost(question, whole)
    since = f", {percent(rise.share_before)} before {period(rise.since)}" if rise else ""
    where = f" Most of all {listed([one.told for one in parts[:3]])}." if parts else ""
    refused = _refused(question)
    sentence = (
        f"{share_with_range(whole.estimate, whole.lo, whole.hi, whole.n)} of the leads with an owner were ignored in the last quarter that "
        f"can be judged{since}{refused}.{where}{told_money(cost)}"
    )
    return Finding(
        id="leads_ignored.untouched",
        severity=Severity.SEVERE if (whole.lo or 0) > 2 * limit else Severity.WARNING,
        answers_for=Team.SALES,
        sentence=sentence,
        evidence=(*_shares(seen, monthly), *(one.evidence for one in parts[:5]), *worth_of_an_answer(cost)),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=cost.amount if cost else None,
        grade=Grade.A if rise else Grade.B,
        records=_records(question),
    )


def _part(question: Question, one: StandsOut) -> Finding:
    """A source or an owner whose leads are ignored though those of the others are not."""
    kind = "owner" if one.by == "owner_id" else "source"
    cost = _cost(question, one.row, lambda leads: is_ignored(leads) & (leads[one.by] == one.value))
    return Finding(
        id=f"leads_ignored.{kind}.{slug(one.value)}",
        severity=Severity.WARNING,
        answers_for=Team.SALES if kind == "owner" else Team.BOTH,
        sentence=f"Leads {'of owner' if kind == 'owner' else 'from'} {one.told} were ignored in the last quarter that can be judged; "
        f"{percent(one.others)} of all others.{told_money(cost)}",
        evidence=(one.evidence, *worth_of_an_answer(cost)),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=cost.amount if cost else None,
        grade=Grade.B,
        records=_records(question, **{one.by: one.value}),
    )


def _shares(seen: _Seen, monthly: Measurements) -> tuple[Evidence, ...]:
    series = tuple((row.period or "", row.estimate) for row in monthly.rows if row.complete)
    rise = seen.rise
    if rise is None:
        return (Evidence("ignored", "Share of leads ignored", "share", None, seen.whole.estimate, None, series),)
    told = f"Share of leads ignored since {period(rise.since)}, against before"
    return (Evidence("ignored", told, "share", rise.share_before, rise.share_after, rise.change, series),)


def _cost(question: Question, quarter: Measurement, slow: Callable[[Any], Any] = is_ignored) -> Cost | None:
    """What the ignored leads of the quarter go with."""
    return cost_of(question.ledger, question.agreement, slow, quarter.n_events or 0)


def _of_the_quarter(question: Question) -> Any:
    """Ignored leads of the span, as rows."""
    import ibis

    from oarlock.agreement.calendar import starts_at

    zone = question.agreement.company.time_zone
    start, end = (ibis.literal(starts_at(day, zone).replace(tzinfo=None), type="timestamp") for day in _span(question))
    leads = handed_over(question.ledger, unjudged(question.agreement))
    leads = leads.filter(leads.clock_at.notnull(), leads.clock_at >= start, leads.clock_at < end)
    return leads.filter(is_ignored(leads))


def _refused(question: Question) -> str:
    rows = _of_the_quarter(question)
    (row,) = question.ledger.rows(rows.aggregate(n=rows.count(), refused=rows.rejected_at.count()))
    return f"; {row['refused']:,} of {row['n']:,} were rejected without anybody having tried" if row["refused"] else ""


def _records(question: Question, **only: str) -> tuple[str, ...]:
    """Ignored leads of the quarter, those still open and the latest first."""
    rows = _of_the_quarter(question)
    for name, value in only.items():
        rows = rows.filter(rows[name] == value)
    told = rows.mutate(gone=rows.rejected_at.notnull())
    told = told.order_by([told.gone, told.clock_at.desc(), told.lead_id]).limit(20)
    return tuple(row["lead_id"] for row in question.ledger.rows(told.select("lead_id")))


DIAGNOSIS = DiagnosisPart(
    name="leads_ignored",
    title="Leads are ignored",
    question="Are leads that marketing hands over ignored?",
    answers_for=(Team.SALES,),
    needs=("leads", "stage_changes", "assignments", "activities"),
    find=find,
    page=__doc__,
)
