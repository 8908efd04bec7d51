"""What marketing spent of late, and the share of leads that came by channels it spent on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from oarlock.agreement.channels import spelling
from oarlock.ledger.money import in_reporting
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.channels import with_campaign_channel
from oarlock.measure.facts.lead_chain import PACE_WEEKS

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class Paid:
    """The last quarter of a year.

    Attributes:
        spend: In the reporting currency. share: leads that came by channels with spend ÷ all leads. leads: how many these were.
    """

    spend: float
    share: float
    leads: int


def paid(ledger: Ledger, agreement: Agreement) -> Paid | None:
    """What was spent in the last 13 weeks and the leads it can have brought; None where no spend is recorded in them."""
    import ibis

    if ledger.is_empty("spend"):
        return None
    since = local_day(ledger, agreement) - timedelta(weeks=PACE_WEEKS)
    first = ibis.date(since.year, since.month, since.day)
    reporting = agreement.company.reporting_currency
    spend = with_campaign_channel(ledger, ledger.table("spend"), "channel")
    told = in_reporting(ledger, spend, at="day", reporting=reporting, name="worth")
    told = told.filter(told.day.cast("date") >= first, told.worth > 0)
    rows = ledger.rows(told.group_by("channel").aggregate(worth=told.worth.sum()))
    spend = sum(float(row["worth"] or 0.0) for row in rows)
    if not spend:
        return None
    n, all_of_them = _leads(ledger, [row["channel"] for row in rows])
    return Paid(spend, n / all_of_them if all_of_them else 0.0, n)


def _leads(ledger: Ledger, channels: list[Any]) -> tuple[int, int]:
    """Leads of late by these channels, as `spelling` tells them, and all; where no spend names a channel, all leads share it."""
    import ibis

    since = ibis.literal(ledger.as_of.replace(tzinfo=None) - timedelta(weeks=PACE_WEEKS), type="timestamp")
    leads = ledger.table("leads")
    recent = leads.filter(leads.created_at >= since)
    recent = with_campaign_channel(ledger, recent.select("source", "campaign_id"), "source")
    rows = ledger.rows(recent.group_by("source").aggregate(n=recent.count()))
    names, whole = {spelling(one) for one in channels if one}, sum(row["n"] for row in rows)
    if not names:
        return whole, whole
    return sum(row["n"] for row in rows if row["source"] and spelling(row["source"]) in names), whole
