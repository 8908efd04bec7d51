"""Monthly series of what marketing does and of the pipeline that follows, over the complete months that all of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from oarlock.ledger.money import in_reporting
from oarlock.measure.engine import measure
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.local import local, years_of
from oarlock.measure.facts.places import days_between
from oarlock.measure.facts.profile_of import unjudged

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

MOST = 60
MONTH_DAYS = 30.4375


def monthly(ledger: Ledger, agreement: Agreement) -> dict[str, np.ndarray]:
    """Levels by name, oldest month first: `pipeline` of marketing, `leads`, `handed_over`, `touches` and `spend` where they are recorded.

    At most the last 60 months; all series begin where the youngest of them does.
    """
    pipeline = _measured(ledger, agreement, "pipeline_created", where="sourced_by = 'marketing'")
    told = {"pipeline": pipeline, "leads": _measured(ledger, agreement, "lead_volume")}
    months = sorted(pipeline)
    leads = funnel_facts(ledger, unjudged(agreement))
    company = agreement.company

    def by_month(instant: Any) -> dict[str, float]:
        moments = instant.name("at").as_table()
        return _summed(ledger, moments.select(at=local(moments["at"], company.time_zone, years_of(ledger)), value=1.0))

    told["handed_over"] = by_month(leads.mql_at)
    if not ledger.is_empty("touches"):
        told["touches"] = by_month(ledger.table("touches").touched_at)
    if not ledger.is_empty("spend"):
        spend = ledger.table("spend")
        spend = in_reporting(ledger, spend, at="day", reporting=company.reporting_currency, name="value")
        told["spend"] = _summed(ledger, spend.select(at=spend.day, value=spend.value))
    told = {name: series for name, series in told.items() if series or name == "pipeline"}
    start = max((min(series) for series in told.values() if series), default="")
    shared = [month for month in months if month >= start][-MOST:]
    return {name: np.array([series.get(month, 0.0) for month in shared]) for name, series in told.items()}


def lag_months(ledger: Ledger, agreement: Agreement) -> int | None:
    """Median months from a lead to its deal, at least one; None where no lead became a deal."""
    leads = funnel_facts(ledger, unjudged(agreement))
    days = leads.select(day=days_between(leads.created_at, leads.opportunity_at).floor().cast("int64"))
    days = days.filter(days.day.notnull(), days.day >= 0)
    rows = ledger.rows(days.group_by("day").aggregate(n=days.count()).order_by("day"))
    half, seen = sum(row["n"] for row in rows) / 2, 0
    for row in rows:
        seen += row["n"]
        if seen >= half:
            return max(1, round(float(row["day"]) / MONTH_DAYS))
    return None


def _measured(ledger: Ledger, agreement: Agreement, metric: str, **more: Any) -> dict[str, float]:
    rows = measure(ledger, agreement, metric, every="month", **more).rows
    return {row.period: row.estimate for row in rows if row.period and row.complete and row.estimate is not None}


def _summed(ledger: Ledger, table: Any) -> dict[str, float]:
    placed = table.select("value", year=table["at"].year(), month=table["at"].month())
    rows = ledger.rows(placed.group_by(["year", "month"]).aggregate(n=placed.value.sum()))
    return {f"{row['year']:04}-{row['month']:02}": float(row["n"] or 0.0) for row in rows if row["year"] is not None}
