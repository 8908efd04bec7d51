"""Does money go to the channels that collect demand, on the credit of those that made it?

**What it looks for** Channels labelled capture (brand search, direct, retargeting, review sites, demo forms) take a growing part of the
money, or of the last touches before new deals; and most deals that they captured had a touch on a creation channel before, in the same
account and inside the look-back.

**Why it matters** The channel that stands next to the deal gets the credit under most conventions. If budget follows it, the demand that
it collects is made by nobody, and the effect shows a cycle later, when it is dear to repair.

**How sure** Both series are searched for one change of level, the date paid for by its own permutation test, both tests together held to
one error rate; a change below five points is not told. The share of captured deals with a creation touch before has a Wilson range, and
its lower end must lie above one half. Budgets are known exactly; what is uncertain is whether their move is more than the months vary.
Last touches that move while the budget stays and creation gets more money are a note: brand search that follows a campaign is its yield.

**What to do** Pause one capture campaign in one region and see whether its deals come anyway; give that money back to creation until a
test says otherwise. Look at `attributed_revenue` under `capture_adjusted` beside the usual models.

**Where it misleads** Which channel captures and which creates is a convention, written in the agreement ([channels]): check the labels
first. A creation touch before a captured deal goes with it; only a pause or a holdout tells what would be without it. A new product can
make search rise without anybody having moved money.

**References** METHODS 4.7, 4.8; Blake, Nosko & Tadelis (2015), Econometrica 83, 155–174.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from oarlock.diagnose._by_account import by_account
from oarlock.diagnose._captured import CAPTURED, MADE_BEFORE, made_before
from oarlock.diagnose._sentences import share_with_range
from oarlock.diagnose._worsened import Worsened, worsened
from oarlock.diagnose.base import DiagnosisPart, Evidence, Finding, Found, Grade, Money, Question, Severity, Team
from oarlock.ledger.money import in_reporting
from oarlock.measure.cohorts import local_day
from oarlock.measure.engine import measure
from oarlock.measure.facts.journey_channels import codes_of
from oarlock.stats.result import Estimate
from oarlock.words import money, percent, period

if TYPE_CHECKING:
    from oarlock.measure.result import Measurement
    from oarlock.stats.scan import Shift

LEAST_CHANGE = 0.05
LEAST_MONTHS = 8
LEAST_DEALS = 20
LEAST_SIDE = 3
"""Months on either side of a change that tell whether creation got more money."""
SURE = 0.05
"""Level of the test on the budget: half of the ten percent that this diagnosis may err, the other half being the credit's."""
REMEDY = (
    "Pause one capture campaign in one region and see whether its deals come anyway; until a test says otherwise, move that money back to "
    "the creation channels that stood before the deals on the list."
)
MISLEADS = (
    "Which channel captures and which creates is a convention of the agreement ([channels]); check the labels first. A touch before a deal "
    "goes with it, and only a pause or a holdout tells what would be without it."
)


@dataclass(frozen=True)
class _Budget:
    """Capture's share of the money of labelled channels, by month.

    Attributes:
        change: After minus before, with its range over months. spent: Money of labelled channels a quarter, after the change.
    """

    shift: Shift
    since: str
    change: Estimate
    spent: float
    series: tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class _Creation:
    """Money of creation channels a month, before and since last touches moved, where it rose."""

    before: float
    after: float

    def told(self, currency: str) -> str:
        """Why nobody is to blame."""
        return (
            f"; yet no part of the budget moved to capture, and creation got {money(self.after, currency)} a month since,"
            f" {money(self.before, currency)} before: what it makes comes back through capture"
        )


def find(question: Question) -> Found:
    """Whether budget or last touches moved to capture while creation stood before."""
    ledger, agreement = question.ledger, question.agreement
    for table in ("touches", "opportunities"):
        if ledger.is_empty(table):
            return Found(missing=f"which channel touched the buyers cannot be told without {table}; import {table}")
    if not all(codes_of(ledger, agreement, purpose) for purpose in ("capture", "create")):
        return Found(
            missing="no channel of the touches is labelled capture, or none create; label them under [channels] in the agreement"
        )
    (made,) = measure(ledger, agreement, MADE_BEFORE)
    if made.n < LEAST_DEALS or made.lo is None:
        return Found(missing=f"{made.n} new deals had a last touch on a capture channel; {LEAST_DEALS} are needed")
    monthly = measure(ledger, agreement, CAPTURED, every="month")
    accounts = partial(by_account, ledger, agreement, CAPTURED, every="month")
    credit = next(iter(worsened(monthly, 1, accounts, least_change=LEAST_CHANGE)), None)
    budget = _budget(question)
    creation = _creation_grew(question, credit) if credit is not None and budget is None else None
    missing = (
        ""
        if not ledger.is_empty("spend")
        else "whether budget follows capture cannot be told without spend; import spend"
    )
    if credit is None and budget is None:
        return Found(missing=missing)
    return Found((_finding(question, made, credit, budget, creation),), missing)


def _finding(
    question: Question, made: Measurement, credit: Worsened | None, budget: _Budget | None, creation: _Creation | None
) -> Finding:
    accuses = (made.lo or 0.0) > 0.5 and creation is None
    severity = Severity.NOTE if not accuses else Severity.SEVERE if credit and budget else Severity.WARNING
    stake = _stake(question, budget)
    currency = question.agreement.company.reporting_currency
    return Finding(
        id=f"capture_over_creation.{'budget' if budget else 'credit'}",
        severity=severity,
        answers_for=Team.MARKETING,
        sentence=f"{_moved(question, credit, budget)}; {_before(made)}{creation.told(currency) if creation else ''}.",
        evidence=_evidence(made, credit, budget),
        remedy=REMEDY,
        misleads=MISLEADS,
        amount=stake,
        grade=Grade.A if credit and budget else Grade.B,
        records=_records(question),
    )


def _moved(question: Question, credit: Worsened | None, budget: _Budget | None) -> str:
    told = []
    if budget is not None:
        at_stake = money(
            budget.change.value and budget.change.value * budget.spent, question.agreement.company.reporting_currency
        )
        told.append(
            f"Capture channels took {percent(budget.shift.after)} of the spend of labelled channels since {period(budget.since)},"
            f" {percent(budget.shift.before)} before: about {at_stake} a quarter more"
        )
    if credit is not None:
        told.append(
            f"{'the' if told else 'The'} last touch before new deals came on a capture channel in {percent(credit.share_after)}"
            f" of {credit.after[1]:,} since {period(credit.since)}, in {percent(credit.share_before)} of {credit.before[1]:,} before"
        )
    return "; ".join(told)


def _before(made: Measurement) -> str:
    return (
        f"{share_with_range(made.estimate, made.lo, made.hi, made.n)} of the new deals that a capture channel touched last had a creation"
        " touch before"
    )


def _evidence(made: Measurement, credit: Worsened | None, budget: _Budget | None) -> tuple[Evidence, ...]:
    told = [Evidence("made_before", _before(made), "share", after=made.estimate)]
    if credit is not None:
        told.append(Evidence("captured", "New deals whose last touch captured", "share", credit.share_before, credit.share_after,
                             credit.change, credit.series))  # fmt: skip
    if budget is not None:
        told.append(Evidence("capture_spend", "Spend on capture among labelled channels", "share", budget.shift.before,
                             budget.shift.after, budget.change, budget.series))  # fmt: skip
    return tuple(told)


def _stake(question: Question, budget: _Budget | None) -> Money | None:
    """The money that moved, a quarter; None where no budget did."""
    if budget is None:
        return None
    change = budget.change
    estimate, lo, hi = (None if one is None else one * budget.spent for one in (change.value, change.lo, change.hi))
    return Money(estimate, lo, hi, question.agreement.company.reporting_currency)


def _budget(question: Question) -> _Budget | None:
    """A rise of capture's share of spend; None where it did not rise, or too few months tell."""
    import numpy as np

    from oarlock.errors import EmptySample
    from oarlock.stats.arrays import z_of
    from oarlock.stats.scan import level_shift

    labels, table = _monthly_spend(question)
    total = table.sum(axis=1)
    if len(labels) < LEAST_MONTHS or not (table.sum(axis=0) > 0).all():
        return None
    values = np.divide(table[:, 0], total, out=np.full(len(total), np.nan), where=total > 0)
    try:
        shift = level_shift(values, total, direction=1)
    except EmptySample:
        return None
    if shift is None or shift.p_value > SURE or shift.change < LEAST_CHANGE:
        return None
    sides = [values[: shift.at], values[shift.at :]]
    error = float(np.sqrt(sum(np.nanvar(side, ddof=1 if len(side) > 1 else 0) / len(side) for side in sides)))
    reach = z_of(0.90) * error
    if shift.change - reach <= 0:
        return None
    change = Estimate(shift.change, shift.change - reach, shift.change + reach, len(values), method="level shift")
    series = tuple(
        (label, None if np.isnan(value) else float(value)) for label, value in zip(labels, values, strict=True)
    )
    return _Budget(shift, labels[shift.at], change, float(total[shift.at :].mean()) * 3, series)


def _creation_grew(question: Question, credit: Worsened) -> _Creation | None:
    """Creation's money since last touches moved against before, where it surely rose; None where it did not, or is not known."""
    import numpy as np

    from oarlock.stats.arrays import z_of

    labels, table = _monthly_spend(question)
    at = labels.index(credit.since) if credit.since in labels else 0
    sides = [table[:at, 1], table[at:, 1]]
    if min(len(side) for side in sides) < LEAST_SIDE:
        return None
    before, after = (float(side.mean()) for side in sides)
    error = float(np.sqrt(sum(side.var(ddof=1) / len(side) for side in sides)))
    return _Creation(before, after) if after - before > z_of(0.90) * error else None


def _monthly_spend(question: Question) -> tuple[list[str], Any]:
    """Whole months with spend, and their money on (capture, create) channels."""
    import numpy as np

    ledger, agreement = question.ledger, question.agreement
    if ledger.is_empty("spend"):
        return [], np.zeros((0, 2))
    spend = ledger.table("spend").select("day", "channel", "amount", "currency")
    spend = in_reporting(ledger, spend, at="day", reporting=agreement.company.reporting_currency, name="spent")
    month = spend.day.year() * 12 + spend.day.month() - 1
    told = spend.group_by(month=month, channel=spend.channel).aggregate(spent=spend.spent.sum())
    # A month that ends with the day asked about is over.
    tomorrow = local_day(ledger, agreement) + timedelta(days=1)
    running = tomorrow.year * 12 + tomorrow.month - 1
    rows = [row for row in ledger.rows(told) if row["month"] < running and row["spent"] is not None]
    if not rows:
        return [], np.zeros((0, 2))
    first, last = min(row["month"] for row in rows), max(row["month"] for row in rows)
    table = np.zeros((last - first + 1, 2))
    for row in sorted(rows, key=lambda one: (one["month"], one["channel"] or "")):
        purpose = agreement.purpose_of(row["channel"])
        if purpose in ("capture", "create"):
            table[row["month"] - first, 0 if purpose == "capture" else 1] += row["spent"]
    return [date(one // 12, one % 12 + 1, 1).strftime("%Y-%m") for one in range(first, last + 1)], table


def _records(question: Question) -> tuple[str, ...]:
    """The latest captured deals that a creation touch went before."""
    rows = made_before(question.ledger, question.agreement)
    rows = rows.filter(rows.hit)
    told = rows.order_by([rows.created_at.desc(), rows.opportunity_id]).limit(20).select("opportunity_id")
    return tuple(row["opportunity_id"] for row in question.ledger.rows(told))


DIAGNOSIS = DiagnosisPart(
    name="capture_over_creation",
    title="Capture is paid for what creation made",
    question="Does money go to channels that collect demand, on the credit of those that made it?",
    answers_for=(Team.MARKETING,),
    needs=("opportunities", "opportunity_versions", "touches", "spend"),
    find=find,
    page=__doc__,
)
