"""The two series: marketing's pipeline available to close, and bookings, by complete fiscal quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np

from oarlock.agreement.calendar import Period, complete_periods, period_of
from oarlock.diagnose._frame import EPOCH, Frame
from oarlock.diagnose.base import SeriesPoint
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.rules import Rule
    from oarlock.ledger.reading import Ledger

TRUNCATED_SHARE = 0.10
"""A quarter is left out at the start of the record when more than this share of its bookings would stem from deals created before it."""


CLOSING_SLACK_DAYS = 10.0
"""The first win of a record may lie so many days after its first quarter began."""


@dataclass(frozen=True)
class TwoSeries:
    """Points oldest first, the running quarter last and marked incomplete, and why the first ones are missing."""

    points: tuple[SeriesPoint, ...]
    left_out: tuple[str, ...]
    has_history: bool
    first_deal_on: date | None

    @property
    def complete(self) -> tuple[SeriesPoint, ...]:
        """The complete quarters."""
        return tuple(point for point in self.points if point.complete)


def two_series(ledger: Ledger, agreement: Agreement, *, accounts_where: Rule | None = None) -> TwoSeries:
    """Marketing pipeline entered (METHODS 1.1) and new-business bookings of each quarter the record covers.

    Args:
        accounts_where: Only deals of accounts for which this rule holds; None takes all.
    """
    zone, fiscal = ZoneInfo(agreement.company.time_zone), agreement.company.fiscal_year_start_month
    today = (ledger.as_of - timedelta(microseconds=1)).astimezone(zone).date() + timedelta(days=1)
    deals = _deals(ledger, agreement, accounts_where)
    if not len(deals["created"]):
        return TwoSeries((), (), False, None)
    first = EPOCH + timedelta(days=int(np.min(deals["created"])))
    periods = complete_periods(first, today, "quarter", fiscal)
    kept, left_out = _covered(periods, deals, agreement.analysis.window_quarters)
    running = period_of(today, "quarter", fiscal)
    entered = _entered(ledger, agreement, accounts_where)
    bookings = _bookings(ledger, agreement, accounts_where)
    points = [_point(period, entered, bookings, complete=True) for period in kept]
    if running.start < today:
        points.append(_point(running, entered, bookings, complete=False))
    return TwoSeries(tuple(points), left_out, _has_history(ledger, agreement), first)


def monthly_bookings(ledger: Ledger, agreement: Agreement, frame: Frame) -> np.ndarray:
    """Won new-business money by month of the frame, reporting currency."""
    won = _won(ledger, agreement, None)
    won = won.mutate(month_no=frame.month_no(won.closed_at))
    rows = ledger.rows(won.group_by("month_no").agg(money=won.amount.sum()))
    money = {row["month_no"]: float(row["money"] or 0.0) for row in rows}
    return np.array([money.get(month, 0.0) for month in range(len(frame.months))])


def _deals(ledger: Ledger, agreement: Agreement, where: Rule | None) -> dict[str, np.ndarray]:
    from oarlock.measure.facts import deal_facts

    facts = _only(deal_facts(ledger, unjudged(agreement)), ledger, where)
    facts = facts.filter(facts.status.notnull() & facts.created_at.notnull())
    days = facts.closed_at.delta(facts.created_at, unit="second") / 86_400.0
    table = facts.select(
        created=facts.created_at,
        age=days.cast("float64"),
        won=(facts.status == "won"),
        amount=facts.amount.cast("float64"),
    )
    rows = ledger.run(table)
    created = np.asarray(rows["created"]).astype("datetime64[s]").astype(np.int64) / 86_400
    age = np.ma.filled(np.ma.asarray(rows["age"]).astype(float), np.nan)
    money = np.ma.filled(np.ma.asarray(rows["amount"]).astype(float), 0.0) * np.asarray(rows["won"]).astype(bool)
    return {"created": created, "age": age, "money": np.nan_to_num(money)}


def _covered(
    periods: tuple[Period, ...], deals: dict[str, np.ndarray], most: int
) -> tuple[tuple[Period, ...], tuple[str, ...]]:
    """Quarters whose bookings do not hang on deals from before the record began (left truncation, METHODS 2.1)."""
    started = float(np.quantile(deals["created"], 0.002))
    won = np.isfinite(deals["age"]) & (deals["money"] > 0)
    age, money = deals["age"][won], deals["money"][won]
    if not len(age):
        return periods[-most:], ()
    # An export of the deals open on its first day knows their creation long before, but nothing that closed before.
    closings = float(np.quantile(deals["created"][won] + age, 0.002)) - CLOSING_SLACK_DAYS
    kept: list[Period] = []
    left_out: list[Period] = []
    for period in periods:
        begins = (period.start - EPOCH).days
        missing = float(money[age > begins + period.days / 2 - started].sum() / money.sum())
        if begins >= closings:
            (kept if missing <= TRUNCATED_SHARE else left_out).append(period)
    return tuple(kept)[-most:], tuple(period.label for period in left_out)


def _entered(ledger: Ledger, agreement: Agreement, where: Rule | None) -> dict[date, tuple[float, float]]:
    """Quarter start → (amount at first entry, share of it rolled over from an earlier quarter)."""
    from oarlock.measure.facts import atc_entries

    entries = _only(atc_entries(ledger, unjudged(agreement)), ledger, where)
    told = entries.group_by("period_start").agg(
        money=entries.amount.cast("float64").sum(),
        rolled=entries.rolled.ifelse(entries.amount.cast("float64"), 0.0).sum(),
        known=entries.amount.count(),
    )
    return {
        _day(row["period_start"]): (float(row["money"]), float(row["rolled"] or 0.0) / float(row["money"]))
        for row in ledger.rows(told)
        if row["money"]
    }


def _won(ledger: Ledger, agreement: Agreement, where: Rule | None) -> Any:
    from oarlock.measure.facts import deal_facts

    facts = _only(deal_facts(ledger, unjudged(agreement)), ledger, where)
    new = facts.kind.isnull() | facts.kind.isin(list(agreement.pipeline.kinds))
    won = facts.filter((facts.status == "won") & new & facts.closed_at.notnull())
    return won.mutate(amount=won.amount.cast("float64"))


def _bookings(ledger: Ledger, agreement: Agreement, where: Rule | None) -> dict[date, float]:
    """Quarter start → won money; the day is the company's own."""
    zone, fiscal = ZoneInfo(agreement.company.time_zone), agreement.company.fiscal_year_start_month
    won = _won(ledger, agreement, where)
    daily = won.mutate(hour=won.closed_at.truncate("h")).group_by("hour").agg(money=lambda t: t.amount.sum())
    totals: dict[date, float] = {}
    for row in ledger.rows(daily):
        local = _utc(row["hour"]).astimezone(zone).date()
        start = period_of(local, "quarter", fiscal).start
        totals[start] = totals.get(start, 0.0) + float(row["money"] or 0.0)
    return totals


def _only(facts: Any, ledger: Ledger, where: Rule | None) -> Any:
    """The facts of accounts for which the rule holds; all of them without a rule."""
    if where is None:
        return facts
    accounts = ledger.table("accounts")
    fitting = accounts.filter(where.on(accounts)).select(fitting=accounts.account_id)
    return facts.semi_join(fitting, facts.cluster == fitting.fitting)


def _point(
    period: Period, entered: dict[date, tuple[float, float]], bookings: dict[date, float], *, complete: bool
) -> SeriesPoint:
    marketing, rolled = entered.get(period.start, (None, None))
    return SeriesPoint(period.label, period.start, period.end, marketing, bookings.get(period.start), complete, rolled)


def _has_history(ledger: Ledger, agreement: Agreement) -> bool:
    """Do nineteen of twenty deals have a real history, not one made up from a list (gate 0.6 b)?"""
    from oarlock.measure.facts import deal_facts

    facts = deal_facts(ledger, unjudged(agreement))
    real = facts.status.notnull() & ~facts.reconstructed
    row = ledger.rows(facts.aggregate(n=facts.count(), real=real.ifelse(1, 0).sum()))[0]
    return bool(row["n"]) and (row["real"] or 0) >= 0.95 * row["n"]


def _day(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else value


def _utc(value: datetime) -> datetime:
    from datetime import UTC

    return value.replace(tzinfo=UTC)
