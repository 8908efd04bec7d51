"""Has marketing stopped listening to customers?

**What it looks for** Marketers who listen to recorded sales calls, month by month: fewer than before, or none for two months and more
where some did.

**Why it matters** Whoever writes to buyers without hearing them writes to a picture of them. Listening is the cheapest correction there is.

**How sure** Counted, not estimated: the marketers who listened in the latest three complete months, or in all since the last in which
anybody did, against those before, with Newcombe's range of the difference. Nothing is said of fewer than five months of a marketer on
either side, nor where no call is recorded since.

**What to do** Put two calls a month, picked by sales, into everybody's calendar in marketing, and talk about one of them at the next
review.

**Where it misleads** Listening outside the recorder leaves no trace, and a new recorder starts from nothing.

**References** METHODS 2.5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock import words
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Question, Severity, Team
from oarlock.measure.engine import measure

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.measure.result import Measurement

RECENT = 3
LEAST = 5
"""Months of a marketer on either side below which one person's habit would be taken for the team's."""
RECORDS = 20


def find(question: Question) -> Found:
    """One finding where listening fell or stopped."""
    ledger = question.ledger
    for table in ("calls", "listens", "users"):
        if ledger.is_empty(table):
            return Found(missing=f"no {table} are recorded; import {table}")
    rows = [
        row for row in measure(ledger, question.agreement, "listening", every="month").rows if row.complete and row.n
    ]
    if len(rows) <= RECENT:
        return Found(missing=f"listening is compared over more than {RECENT} complete months; there are {len(rows)}")
    recent = _recent(rows)
    if min(sum(row.n for row in part) for part in (rows[:-recent], rows[-recent:])) < LEAST:
        return Found(
            missing=f"too few marketers and months to compare: {LEAST} of a marketer each are needed before and after"
        )
    if not _recorded_since(ledger, question.agreement, rows[-recent].period):
        return Found(
            missing=f"no call is recorded since {words.period(rows[-recent].period)}, so there was none to listen to; import calls"
        )
    finding = _compared(rows, recent, ledger)
    return Found((finding,) if finding else ())


def _recent(rows: list[Measurement]) -> int:
    """How many of the latest months are compared with those before: all since the last in which anybody listened, at least RECENT."""
    silent = next((i for i, row in enumerate(reversed(rows)) if row.n_events), 0)
    return max(silent, RECENT)


def _recorded_since(ledger: Ledger, agreement: Agreement, period: str | None) -> bool:
    """Whether any call is recorded from the start of that month on."""
    import ibis

    from oarlock.agreement.calendar import period_named

    start = period_named(period or "", agreement.company.fiscal_year_start_month).start
    calls = ledger.table("calls")
    since = calls.filter(calls.started_at >= ibis.timestamp(f"{start} 00:00:00"))
    return bool(ledger.rows(since.select("call_id").limit(1)))


def _compared(rows: list[Measurement], recent: int, ledger: Ledger) -> Finding | None:
    from oarlock.stats.proportions import newcombe_difference

    before, after = _summed(rows[:-recent]), _summed(rows[-recent:])
    change = newcombe_difference(after, before)
    if change.hi is None or change.hi >= 0:
        return None
    stopped = after[0] == 0
    what = "Nobody in marketing listened to a sales call" if stopped else "Fewer in marketing listen to sales calls"
    since = words.period(rows[-recent].period)
    sentence = (
        f"{what} since {since}: {words.percent(after[0] / after[1])} of marketers a month, {words.percent(before[0] / before[1])} before"
        f" ({words.points(change.value)}, {words.change_range(change.lo, change.hi, level=change.level)}, n = {after[1]})."
    )
    series = tuple((row.period or "", row.estimate) for row in rows)
    return Finding(
        id=f"listening_lapsed.{'stopped' if stopped else 'fewer'}",
        severity=Severity.WARNING,
        answers_for=Team.MARKETING,
        sentence=sentence,
        evidence=(
            Evidence("listening", sentence, "share", before[0] / before[1], after[0] / after[1], change, series),
        ),
        remedy="Put two calls a month, picked by sales, into everybody's calendar in marketing, and talk about one at the next review.",
        misleads="Listening outside the recorder leaves no trace; ask before you conclude.",
        grade=Grade.B,
        records=_unheard(ledger),
    )


def _summed(rows: list[Measurement]) -> tuple[int, int]:
    return sum(row.n_events or 0 for row in rows), sum(row.n for row in rows)


def _unheard(ledger: Ledger) -> tuple[str, ...]:
    """The latest calls that nobody listened to."""
    import ibis

    calls, heard = ledger.table("calls"), ledger.table("listens")
    unheard = calls.anti_join(heard, "call_id").order_by(ibis.desc("started_at"), "call_id").limit(RECORDS)
    return tuple(row["call_id"] for row in ledger.rows(unheard.select("call_id", "started_at")))


DIAGNOSIS = DiagnosisPart(
    name="listening_lapsed",
    title="Nobody listens to customers",
    question="Has marketing stopped listening to customers?",
    answers_for=(Team.MARKETING,),
    needs=("calls", "listens", "users"),
    find=find,
    page=__doc__,
)
