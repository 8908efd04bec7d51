"""Are customers let down after the win?

**What it looks for** Customers that leave up to their first renewal (400 days), tickets in the first ninety days, promoters less
detractors, and the share of new customers that somebody recommended: one change for the worse in each, month by month, whether or not
bookings have fallen yet.

**Why it matters** Customers who leave and warn others undo what both teams do. Better alignment cannot fix this: it sells more of what
disappoints.

**How sure** One change of level per series, its date searched for and paid for by shuffling blocks of months; the series are one family,
held at 5 % by Holm, a series that worsened alone at 1 %. The change must be at least 15 % of the level, show in both halves of the time
since, and be no season. Two series that worsened together are severe, one alone is a warning, referrals alone are a note.

**What to do** Take it to product and success: read the last twenty lost customers' reasons, and pause campaigns that promise what fails.

**Where it misleads** Churn follows promises made months ago, so that the change began before the date shown. More wins of marketing's own
lower the share of referrals without anybody recommending less. Only churn is put into money: what customers who leave beyond the earlier
rate pay a year. Tickets, scores and referrals are not, because nothing in the record says what one of them is worth.

**References** METHODS 1.10 H12, 1.8, 1.12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.diagnose._customer_months import CustomerMonths, customer_months
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.diagnose.causes.base import evidence, replicated
from oarlock.measure.engine import measure
from oarlock.words import change_range, money, money_range

if TYPE_CHECKING:
    from oarlock.diagnose._signals import Signal

LEAST_CHANGE = 0.15
ERROR, ERROR_ALONE = 0.05, 0.01
TITLES = {
    "early_churn": "The share of customers up to their first renewal (400 days) that leave in a month",
    "onboarding": "The share of customers in their first 90 days that first ask for help in a month",
    "promoters": "Promoters less detractors",
    "referrals": "The share of new customers that somebody recommended",
}
REMEDY = (
    "Alignment of sales and marketing cannot fix this: take it to product and success, read the reasons of the last twenty lost customers,"
    " and pause campaigns that promise what fails."
)
NO_MONEY = {
    "early_churn": "No money is put on it, as no customer's start amount is known; import amounts of started events or of won deals.",
    "onboarding": "No money is put on it: what asking for help costs shows only in who leaves.",
    "promoters": "No money is put on it: a score is an opinion, and what it goes with shows only in who leaves and who is recommended.",
    "referrals": "No money is put on it: the share also falls where others bring more, without a win less.",
}
"""Why a finding has no amount."""
MISLEADS = "Churn follows promises made months ago: the change began before the date shown."


def find(question: Question) -> Found:
    """One finding for each series that got worse."""
    if question.ledger.is_empty("customer_events"):
        return Found(missing="what customers did after the win is not recorded; import customer_events")
    months = customer_months(question)
    if not months.signals:
        return Found(
            missing="ten complete months of churn, tickets, scores or referrals are needed to see a change; import more customer_events"
        )
    worse = _worse(months.signals)
    alone = Severity.NOTE if [one.name for one in worse] == ["referrals"] else Severity.WARNING
    severity = Severity.SEVERE if len(worse) > 1 else alone
    return Found(tuple(_finding(question, months, signal, severity) for signal in worse))


def _worse(signals: tuple[Signal, ...]) -> list[Signal]:
    """Which changes stand when all are tested together: one alone has to be surer than two that agree."""
    import numpy as np

    from oarlock.stats.errorcontrol import holm

    adjusted = holm(np.array([1.0 if one.p is None else one.p for one in signals])).tolist()
    moved = [(one, p) for one, p in zip(signals, adjusted, strict=True) if p <= ERROR and _is_real(one)]
    return [one for one, p in moved if len(moved) > 1 or p <= ERROR_ALONE]


def _is_real(signal: Signal) -> bool:
    """Large enough, off zero, in both halves since, and no season."""
    if signal.shift is None:
        return False
    change = signal.contrast(signal.shift.at)
    worse = change.lo if signal.direction > 0 else change.hi
    large = abs(signal.shift.change) >= LEAST_CHANGE * max(abs(signal.shift.before), 1e-9)
    off_zero = worse is not None and signal.direction * worse > 0
    return large and off_zero and replicated(signal) and signal.is_no_season


def _finding(question: Question, months: CustomerMonths, signal: Signal, severity: Severity) -> Finding:
    shift = signal.shift
    at = shift.at if shift is not None else 0
    told: Evidence = evidence(signal, TITLES[signal.name])
    amount = _amount(months, signal, at)
    stake = ""
    if amount is not None and amount.estimate is not None:
        ends = money_range(amount.lo, amount.hi, amount.currency)
        stake = f"; about {money(amount.estimate, amount.currency)} a quarter goes with it ({ends})"
    change = signal.contrast(at)
    sentence = (
        f"{told.sentence}, from {signal.frame.label(at)} on ({change_range(change.lo, change.hi)} points){stake}."
    )
    return Finding(
        id=f"customer_experience.{signal.name}",
        severity=severity,
        answers_for=Team.BOTH,
        sentence=sentence,
        evidence=(told,),
        remedy=REMEDY,
        misleads=MISLEADS if amount is not None else f"{MISLEADS} {NO_MONEY[signal.name]}",
        amount=amount,
        grade=Grade.A if severity is Severity.SEVERE else Grade.B,
        records=_records(question, signal, at),
    )


def _amount(months: CustomerMonths, signal: Signal, at: int) -> Money | None:
    """What customers lost beyond the earlier rate pay a year, by quarter; None for what is not counted in money."""
    change = signal.contrast(at)
    if signal.name != "early_churn" or months.base is None or change.value is None:
        return None
    worth = 3 * months.young * months.base
    ends = [None if end is None else max(end, 0.0) * worth for end in (change.lo, change.hi)]
    return Money(change.value * worth, ends[0], ends[1], signal.frame.currency)


def _records(question: Question, signal: Signal, at: int) -> tuple[str, ...]:
    """The accounts behind it, the latest first; for referrals the new customers since, recommended or not."""
    import ibis

    ledger = question.ledger
    kind = {"early_churn": "churned", "onboarding": "ticket", "promoters": "survey"}.get(signal.name)
    if kind is None:
        found = measure(ledger, question.agreement, "referral_share", since=signal.frame.months[at])
        return found.records(found.rows[0])[:20] if found.rows else ()
    events = ledger.table("customer_events")
    told = events.filter(
        events.kind == kind, events.happened_at >= ibis.literal(signal.frame.bounds[at], type="timestamp")
    )
    told = told.filter(told.score <= 6) if kind == "survey" else told
    last = told.group_by("account_id").aggregate(at=told.happened_at.max())
    last = last.order_by([ibis.desc("at"), "account_id"]).limit(20)
    return tuple(row["account_id"] for row in ledger.rows(last))


DIAGNOSIS = DiagnosisPart(
    name="customer_experience",
    title="Customers are let down",
    question="Are customers let down after the win?",
    answers_for=(Team.BOTH,),
    needs=("customer_events", "opportunities", "opportunity_versions"),
    find=find,
    page=__doc__,
)
