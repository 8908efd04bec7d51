"""Does marketing's money reach companies that we do not want?

**What it looks for** The part of the spend that reached accounts off the ideal customer profile, by the accounts that answered each
campaign; since when it is larger than before, and which campaigns took it there.

**Why it matters** Money off profile buys leads that look cheap and are seldom won; nobody sees it in the number of leads.

**How sure** The share with its range over resampled campaigns. A change needs one shift of level in the months (date searched for and paid
for), at least five points, its range off zero, shown in both halves since, and no season. It is looked for twice, each with half of the
error: by whom campaigns reached in each month, and by how the money moved between campaigns, each judged over all its time. The campaigns
named are those above the usual share by exact binomial tests, the false discovery rate over them held at 10 %. A share that is as it
always was is a note, never an accusation, and neither is a campaign meant for everybody that always ran. Nor is a rise at a time at
which fewer accounts can be judged: those that fit need every column of the profile, those that do not need one.

**What to do** Open the campaigns, narrow their audience or stop them, and agree how much may go off profile on purpose.

**Where it misleads** A campaign is judged by who answered it: seen and unanswered it reached others too. Spend that no answer can be
joined to is neither on nor off profile and stands on a line of its own. A profile drawn from past wins calls every new market off profile.

**References** METHODS 1.10 H1, 1.8, 1.12.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oarlock.diagnose._blurred import blurred
from oarlock.diagnose._off_profile import Campaign, campaigns_off, monthly_shares
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.diagnose.causes.base import evidence, replicated
from oarlock.measure.engine import measure
from oarlock.measure.on_profile_spend import METRIC
from oarlock.words import change_range, counted, listed, money, percent, percent_range

if TYPE_CHECKING:
    from oarlock.diagnose._off_profile import Months
    from oarlock.diagnose._signals import Signal

LEAST_RISE = 0.05
SEVERE_FROM = 0.20
ERROR = 0.05
REMEDY = "Open the campaigns, narrow their audience or stop them, and agree how much of the money may go off profile on purpose."
MISLEADS = (
    "A campaign is judged by who answered it, and a profile drawn from past wins calls every new market off profile: ask whether the change"
    " was meant."
)


@dataclass(frozen=True)
class _Rise:
    """A rise of the share off profile that stands: when, from what to what, and what it costs a quarter."""

    since: str
    at: int
    before: float
    amount: Money
    told: Evidence


def find(question: Question) -> Found:
    """How much goes off profile; an accusation only where it rose."""
    ledger, agreement = question.ledger, question.agreement
    if agreement.profile is None:
        return Found(missing="no ideal customer profile is stated or could be learnt; write one under [profile]")
    for table in ("spend", "touches", "accounts"):
        if ledger.is_empty(table):
            return Found(missing=f"which accounts the money reached cannot be told without {table}; import {table}")
    (whole,) = measure(ledger, agreement, METRIC).rows
    notes = METRIC.caveats(ledger, agreement) if METRIC.caveats else ()
    if whole.estimate is None:
        return Found(
            missing="no spend belongs to a campaign that an account of known profile answered; import touches with campaign_id",
            notes=notes,
        )
    months = monthly_shares(question)
    rise = _rise(months)
    doubt = blurred(question, months.first_day(rise.at)) if rise is not None else ""
    if doubt:
        rise, notes = None, (*notes, f"Spend off profile rose, but is not held against anybody. {doubt}")
    usual = rise.before if rise is not None else 1 - whole.estimate
    campaigns = campaigns_off(question, usual, since=months.first_day(rise.at) if rise else None)
    return Found((_overall(question, months, rise, campaigns, is_usual=not doubt),), notes=notes)


def _rise(months: Months) -> _Rise | None:
    """The rise, where there is one beyond what months vary: of whom campaigns reached, else of the money that went to each of them."""
    return _rise_of(months.signal, months) or _rise_of(months.steady, months)


def _rise_of(signal: Signal | None, months: Months) -> _Rise | None:
    # Two series are searched, so each has half of the error.
    if signal is None or signal.shift is None or (signal.p or 1.0) > ERROR / 2:
        return None
    shift, change = signal.shift, signal.contrast(signal.shift.at)
    if shift.change < LEAST_RISE or change.lo is None or change.hi is None or change.lo <= 0:
        return None
    if not replicated(signal) or not signal.is_no_season or change.value is None:
        return None
    quarter = 3 * months.mean_spend(shift.at)
    amount = Money(change.value * quarter, change.lo * quarter, change.hi * quarter, signal.frame.currency)
    told = evidence(signal, "Share of spend off profile")
    return _Rise(signal.frame.label(shift.at), shift.at, shift.before, amount, told)


def _overall(
    question: Question, months: Months, rise: _Rise | None, campaigns: list[Campaign], *, is_usual: bool
) -> Finding:
    """The share, the money and, where it rose, since when."""
    currency = question.agreement.company.reporting_currency
    (row,) = measure(question.ledger, question.agreement, METRIC, since=months.last_year).rows
    off = 1 - (row.estimate or 0.0)
    ends = "" if row.hi is None or row.lo is None else f"{percent_range(1 - row.hi, 1 - row.lo)}, "
    spent = months.assignable_last_year
    share = (
        f"{percent(off)} of the spend that can be assigned went to accounts off profile in the last twelve months ({ends}n ="
        f" {counted(row.n, 'day', 'days')} of campaigns), {money(off * spent, currency)} of {money(spent, currency)}"
    )
    most = listed([one.told(currency) for one in campaigns[:3]])
    where = f" The largest parts went to {most}." if most else ""
    if rise is None:
        usual = "; that is what it usually is" if months.signal is not None and is_usual else ""
        sentence = f"{share}{usual}.{where}"
        told = (*months.evidence, *(one.evidence(1 - (row.estimate or 0.0)) for one in campaigns[:5]))
        return Finding("off_profile_spend.share", Severity.NOTE, Team.MARKETING, sentence, told, REMEDY, MISLEADS)
    change = rise.told.change
    span = change_range(change.lo, change.hi) if change is not None else ""
    sentence = (
        f"{rise.told.sentence}, from {rise.since} on ({span} points); about {money(rise.amount.estimate, currency)} a quarter goes off"
        f" profile beyond what did before. {share}.{where}"
    )
    large = change is not None and (change.lo or 0.0) >= SEVERE_FROM
    return Finding(
        id="off_profile_spend.rose",
        severity=Severity.SEVERE if large else Severity.WARNING,
        answers_for=Team.MARKETING,
        sentence=sentence,
        evidence=(rise.told, *(one.evidence(rise.before) for one in campaigns[:5])),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=rise.amount,
        grade=Grade.A,
        records=tuple(one.campaign_id for one in campaigns[:20]),
    )


DIAGNOSIS = DiagnosisPart(
    name="off_profile_spend",
    title="Money goes to companies we do not want",
    question="Does marketing's money reach companies that we do not want?",
    answers_for=(Team.MARKETING,),
    needs=("spend", "touches", "accounts"),
    find=find,
    page=__doc__,
)
