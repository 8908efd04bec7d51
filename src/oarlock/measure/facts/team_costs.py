"""Costs of the teams by month, and the part of each that a driver brings to leads (METHODS 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.agreement.calendar import periods_between
from oarlock.ledger.money import in_reporting
from oarlock.measure.facts.local import local_of
from oarlock.measure.facts.places import first_known

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


@dataclass(frozen=True, slots=True)
class TeamCost:
    """What a team cost in a month, in the reporting currency; None where it has no rate."""

    month: date
    team: str
    kind: str
    amount: float | None


def team_costs(ledger: Ledger, agreement: Agreement) -> list[TeamCost]:
    """Costs spread evenly over the days of their period, by calendar month up to the ledger's instant."""
    if ledger.is_empty("costs"):
        return []
    table = ledger.table("costs").select("period_start", "period_end", "team", "kind", "amount", "currency")
    table = in_reporting(ledger, table, at="period_start", reporting=agreement.company.reporting_currency, name="told")
    last = local_of(ledger.as_of, agreement.company.time_zone).date()
    found = []
    for row in ledger.rows(table.order_by("team", "kind", "period_start", "period_end")):
        for month, part in months_of(row["period_start"], row["period_end"], last):
            amount = None if row["told"] is None else row["told"] * part
            found.append(TeamCost(month, row["team"], row["kind"] or "other", amount))
    return found


def months_of(start: date, end: date | None, last: date) -> list[tuple[date, float]]:
    """The months of a half-open period up to a day, each with its part of the period's days; without an end, the month it begins in."""
    months = periods_between(start, start if end is None else max(end, start), "month", 1)
    if end is None or end <= start:
        return [(months[0].start, 1.0)]
    days = (end - start).days
    told = [(m.start, (min(m.end, end) - max(m.start, start)).days / days) for m in months]
    return [(month, part) for month, part in told if part > 0 and month <= last]


def driver_of(agreement: Agreement, cost: TeamCost) -> str | None:
    """By what a cost reaches leads; None where nothing was agreed. Empty where it is counted elsewhere already."""
    capacity = agreement.capacity
    if cost.team == "sales":
        counted = {"people": capacity.hourly_cost, "commission": capacity.commission_share}.get(cost.kind)
        return "" if counted is not None else agreement.costs.sales_by
    return agreement.costs.marketing_by if cost.team == "marketing" else None


def shared_part(ledger: Ledger, agreement: Agreement, leads: Any) -> Any:
    """A column: each lead's part of the costs that have a driver, in its month; null where there is no such cost."""
    import ibis

    wanted = _wanted(ledger, agreement)
    if not wanted:
        return ibis.null("float64")
    totals = _totals(ledger, leads)
    rates: dict[date, dict[str, float]] = {}
    for (month, driver), amount in wanted.items():
        base = totals.get(month, {}).get(driver, 0.0)
        if base > 0:
            rates.setdefault(month, {})[driver] = amount / base
    return _rated(leads, rates) if rates else ibis.null("float64")


def undistributed(ledger: Ledger, agreement: Agreement) -> float:
    """Costs of sales and marketing that no driver brings to a channel, in the reporting currency."""
    costs = [cost for cost in team_costs(ledger, agreement) if cost.team in ("sales", "marketing")]
    return sum(cost.amount or 0.0 for cost in costs if driver_of(agreement, cost) is None)


def _wanted(ledger: Ledger, agreement: Agreement) -> dict[tuple[date, str], float]:
    found: dict[tuple[date, str], float] = {}
    for cost in team_costs(ledger, agreement):
        driver = driver_of(agreement, cost)
        if driver and cost.amount is not None:
            found[cost.month, driver] = found.get((cost.month, driver), 0.0) + cost.amount
    return found


def _totals(ledger: Ledger, leads: Any) -> dict[date, dict[str, float]]:
    whole = (leads.media * 1e6).round().cast("int64")
    told = leads.group_by("month").aggregate(
        leads=leads.count(), spend=whole.sum(), hours=(leads.hours * 1e6).round().cast("int64").sum()
    )
    return {
        row["month"]: {"leads": row["leads"], "spend": (row["spend"] or 0) / 1e6, "hours": (row["hours"] or 0) / 1e6}
        for row in ledger.rows(told)
        if row["month"] is not None
    }


def _rated(leads: Any, rates: dict[date, dict[str, float]]) -> Any:
    """Rates by month as a choice over the months: a join would need one more pass."""
    import ibis

    def by_month(driver: str) -> Any:
        told = [
            (leads.month == ibis.literal(month), one[driver]) for month, one in sorted(rates.items()) if driver in one
        ]
        return ibis.cases(*told, else_=0.0) if told else ibis.literal(0.0)

    media = first_known(leads.media, ibis.literal(0.0))
    return by_month("leads") + media * by_month("spend") + leads.hours * by_month("hours")
