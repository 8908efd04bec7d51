"""The record's last complete quarters, each as the few numbers that plans and pay rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import period_of, previous_period, starts_at
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.local import day_told, local, local_of, period_start, years_of
from oarlock.measure.facts.places import tally

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.agreement.calendar import Period
    from oarlock.ledger.reading import Ledger

QUARTERS = 8
NUMBERS = ("leads", "bookings_leads", "bookings_other", "wins", "wins_leads", "deals", "deals_leads", "pipeline")
"""Leads created; bookings of deals that name a lead and of others; deals won, of them with a lead; deals opened, of them with a lead, and
the amounts they first stood open with."""


def quarters_of(ledger: Ledger, agreement: Agreement, most: int = QUARTERS) -> tuple[Mapping[str, Any], ...]:
    """The last complete quarters, oldest first, none before the record's first lead or deal: `period`, `start` and the `NUMBERS`."""
    month, zone = agreement.company.fiscal_year_start_month, agreement.company.time_zone
    running = running_quarter(ledger, agreement)
    spans: list[Period] = []
    for _ in range(most):
        spans.append(previous_period(spans[-1] if spans else running, "quarter", month))
    rows = _numbers(ledger, agreement, spans[-1])
    began = min(rows, default=running.start)
    complete = [
        one for one in reversed(spans) if one.start > began or (one.start == began and _covered(ledger, one, zone))
    ]
    return tuple(
        {"period": one.label, "start": one.start, **{name: float(rows.get(one.start, {}).get(name) or 0) for name in NUMBERS}}
        for one in complete
    )  # fmt: skip


def bookings_of_leads(ledger: Ledger, agreement: Agreement) -> float | None:
    """What deals of leads brought a quarter, on average over the last year; None where no quarter is complete."""
    quarters = quarters_of(ledger, agreement, 4)
    return sum(one["bookings_leads"] for one in quarters) / len(quarters) if quarters else None


def running_quarter(ledger: Ledger, agreement: Agreement) -> Period:
    """The quarter that runs when the ledger's instant is over: where the record ends with a day, that of the day after."""
    following = local_of(ledger.as_of + timedelta(microseconds=1), agreement.company.time_zone).date()
    return period_of(following, "quarter", agreement.company.fiscal_year_start_month)


def _numbers(ledger: Ledger, agreement: Agreement, first: Period) -> dict[date, dict[str, Any]]:
    """The numbers of every quarter from the first on that has any, by its first day."""
    company, years = agreement.company, years_of(ledger)
    since = starts_at(first.start, company.time_zone).replace(tzinfo=None)

    def placed(instant: Any) -> Any:
        return period_start(local(instant, company.time_zone, years), "quarter", company.fiscal_year_start_month)

    leads = ledger.table("leads")
    leads = leads.filter(leads.created_at >= since).mutate(quarter=placed(leads.created_at))
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.closed_at >= since).mutate(quarter=placed(deals.closed_at))
    opened = deals.filter(deals.created_at >= since).mutate(quarter=placed(deals.created_at))
    of_leads = won.lead_id.notnull()
    told = (
        leads.group_by("quarter").aggregate(leads=leads.count()),
        won.group_by("quarter").aggregate(
            bookings_leads=won.amount.sum(where=of_leads), bookings_other=won.amount.sum(where=~of_leads),
            wins=won.count(), wins_leads=tally(of_leads),
        ),
        opened.group_by("quarter").aggregate(
            deals=opened.count(), deals_leads=tally(opened.lead_id.notnull()), pipeline=opened.first_amount.sum(),
        ),
    )  # fmt: skip
    rows: dict[date, dict[str, Any]] = {}
    for question in told:
        for row in ledger.rows(question):
            rows.setdefault(day_told(row.pop("quarter")), {}).update(row)
    return rows


def _covered(ledger: Ledger, period: Period, zone: str) -> bool:
    """Whether the record reaches back to the first days of the period."""
    leads = ledger.table("leads")
    (row,) = ledger.rows(leads.aggregate(first=leads.created_at.min()))
    begins = starts_at(period.start, zone).replace(tzinfo=None)
    return row["first"] is not None and row["first"] <= begins + timedelta(days=14)
