"""What customers did, month by month: left early, needed help at the start, would recommend us, brought others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.agreement.calendar import starts_at
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._signals import Signal, observed_over_expected
from oarlock.measure.beginnings import of_customers
from oarlock.measure.engine import measure
from oarlock.measure.facts.customers import customers
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.diagnose.base import Question
    from oarlock.measure.result import Measurements

EARLY, ONBOARDING = 400, 90
"""Days since the start within which leaving is early, the first renewal of a yearly contract and what it takes to be recorded included; and
within which a ticket speaks of the onboarding."""
BANDS = 12
"""Of age since the start."""
LEAST_EVENTS = 10
LEAST_A_MONTH = 5
"""Answers or wins a month must have to count."""


@dataclass(frozen=True)
class CustomerMonths:
    """The signals that can be told, and what stands behind their money."""

    signals: tuple[Signal, ...]
    young: float  # customers up to their first renewal, mean of the last three full months
    base: float | None  # what a customer pays a year, on average


def customer_months(question: Question) -> CustomerMonths:
    """Every signal of which the record has enough."""
    rows, tickets = _lives(question)
    frame = _frame(question, rows)
    signals = [
        _hazard(frame, rows, "early_churn", EARLY, rows["left"]),
        _hazard(frame, rows, "onboarding", ONBOARDING, tickets),
        _promoters(frame, question),
        _referrals(frame, question),
    ]
    bases = [one for one in rows["base"].tolist() if np.isfinite(one)]
    young = _at_risk(frame, rows, rows["left"], np.array([0.0, EARLY])).sum(axis=1)[frame.full]
    return CustomerMonths(
        tuple(one for one in signals if one is not None and one.shift is not None),
        float(young[-3:].mean()) if len(young) else 0.0,
        float(np.mean(bases)) if bases else None,
    )


def _lives(question: Question) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Start and end of every customer as days since 1970, with what it pays; and the day of the first ticket of each since its start."""
    import ibis

    ledger, agreement = question.ledger, unjudged(question.agreement)
    known = customers(ledger, agreement)
    known = known.filter(known.started_at.notnull())
    if (beginning := of_customers(ledger, agreement)) is not None:
        since = starts_at(beginning.on, agreement.company.time_zone).replace(tzinfo=None)
        known = known.filter(known.is_listed | (known.started_at >= ibis.literal(since, type="timestamp")))
    events = ledger.table("customer_events")
    asked = events.filter(events.kind == "ticket").select(_of="account_id", asked="happened_at")
    starts = known.select("account_id", "started_at")
    since = starts.inner_join(asked, starts.account_id == asked["_of"])
    since = since.filter(since.asked >= since.started_at)
    first = since.group_by(_of=since.account_id).aggregate(asked_at=since.asked.min())
    joined = known.left_join(first, known.account_id == first["_of"])
    told = joined.select("started_at", "churned_at", "asked_at", "base")
    found = ledger.run(told.order_by("started_at", "churned_at", "asked_at", "base"))
    rows = {"started": _days(found["started_at"]), "left": _days(found["churned_at"])}
    rows["base"] = np.ma.filled(np.ma.asarray(found["base"]).astype(float), np.nan)
    return rows, _days(found["asked_at"])


def _days(instants: Any) -> np.ndarray:
    """Days since 1970, NaN where there is none."""
    masked = np.ma.asarray(instants)
    days: np.ndarray = np.ma.getdata(masked).astype("datetime64[us]").astype("int64") / 86_400e6
    return np.where(np.ma.getmaskarray(masked), np.nan, days)


def _frame(question: Question, rows: dict[str, np.ndarray]) -> Frame:
    """From the month after the first customer on, or after churn began to be recorded: before it there is nobody to lose, or to miss."""
    as_of, company = question.ledger.as_of, question.agreement.company
    today = local_of(as_of, company.time_zone).date()
    first = today
    if len(rows["started"]):
        started = datetime(1970, 1, 1) + timedelta(days=float(np.nanmin(rows["started"])))
        first = local_of(started, company.time_zone).date()
    beginning = of_customers(question.ledger, unjudged(question.agreement))
    first = max(first, beginning.on) if beginning is not None else first
    most = today.year * 12 + today.month - 1 - 35
    start = max(first.year * 12 + first.month - 1, most)
    return Frame(date(start // 12, start % 12 + 1, 1), as_of, company.reporting_currency, company.time_zone)


def _at_risk(frame: Frame, rows: dict[str, np.ndarray], over: np.ndarray, bands: np.ndarray) -> np.ndarray:
    """(month, band) customers of the middle of each month to whom it has not happened yet, by age."""
    middle = (frame.edges[:-1] + frame.edges[1:]) / 2
    counts = np.zeros((len(middle), len(bands) - 1))
    for i, day in enumerate(middle):
        there = ~(rows["left"] <= day) & ~(over <= day)
        counts[i] = np.histogram(day - rows["started"][there], bins=bands)[0]
    return counts


def _hazard(frame: Frame, rows: dict[str, np.ndarray], name: str, within: int, at: np.ndarray) -> Signal | None:
    """Customers to whom it happened in the month, of those within so many days of their start, at equal age.

    A young record holds young customers only: without the same age on both sides, its ageing would look like a change.
    """
    bands = np.linspace(0.0, within, BANDS + 1)
    age = at - rows["started"]
    inside = (age >= 0) & (age < within)
    if inside.sum() < LEAST_EVENTS:
        return None
    met = np.histogram2d(at[inside], age[inside], bins=(frame.edges, bands))[0]
    risk = _at_risk(frame, rows, at, bands)
    usable = frame.full & (risk.sum(axis=1) >= LEAST_A_MONTH)
    values, expected = observed_over_expected(met[usable], risk[usable])
    spread = np.full(len(usable), np.nan)
    weights = np.zeros(len(usable))
    spread[usable], weights[usable] = values, expected
    return Signal(name, "share", spread, weights, 1, frame)


def _promoters(frame: Frame, question: Question) -> Signal | None:
    """Promoters less detractors of the month's answers, as a share; customers' answers only, on the right scale."""
    if question.ledger.is_empty("customer_events"):
        return None
    found = measure(question.ledger, question.agreement, "nps", every="month", where="asked_of = 'customer'")
    return _of_rows(frame, found, "promoters", lambda estimate: estimate / 100)


def _referrals(frame: Frame, question: Question) -> Signal | None:
    """Share of the month's new customers that somebody recommended."""
    if question.ledger.is_empty("opportunities"):
        return None
    found = measure(question.ledger, question.agreement, "referral_share", every="month")
    if sum(row.n_events or 0 for row in found) < LEAST_EVENTS:
        return None
    return _of_rows(frame, found, "referrals", lambda estimate: estimate)


def _of_rows(frame: Frame, found: Measurements, name: str, scaled: Any) -> Signal | None:
    """A measured series of months, where a month has enough behind it."""
    from oarlock.agreement.calendar import period_named

    values, weights = np.full(len(frame.months), np.nan), np.zeros(len(frame.months))
    place = {month: i for i, month in enumerate(frame.months)}
    for row in found:
        if row.period is None or row.estimate is None or row.n < LEAST_A_MONTH or not row.complete:
            continue
        i = place.get(period_named(row.period, 1).start)
        if i is not None:
            values[i], weights[i] = scaled(row.estimate), row.n
    if not np.isfinite(values).any():
        return None
    return Signal(name, "share", values, weights, -1, frame)
