"""The season of winning in this record: wins of leads by month against those that the leads before them let expect."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.measure.facts.local import day_told, local, period_start, years_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.need import WinClock
    from oarlock.stats.season import Season

MOST_MONTHS = 60


def season(ledger: Ledger, agreement: Agreement, clock: WinClock) -> Season:
    """The season by month of the fiscal year; months are left out as long as leads from before the record could still be won in them."""
    import numpy as np

    from oarlock.agreement.calendar import complete_periods
    from oarlock.stats.need_curve import landing_by_part
    from oarlock.stats.season import season_of

    leads = funnel_facts(ledger, agreement)
    came, won = (
        _counted(ledger, agreement, at, every)
        for at, every in ((leads.created_at, "day"), (leads.customer_at, "month"))
    )
    if not came:
        return season_of([], [], [])
    month = agreement.company.fiscal_year_start_month
    first = min(came)
    spans = complete_periods(first, local_day(ledger, agreement), "month", month)[-MOST_MONTHS:]
    spans = tuple(one for one in spans if (one.start - first).days >= clock.longest)
    if not spans:
        return season_of([], [], [])
    days = sorted(came)
    edges = [(one.start - first).days for one in spans] + [(spans[-1].end - first).days]
    expected = landing_by_part(clock, [(day - first).days for day in days], edges) @ np.array(
        [came[day] for day in days], dtype=np.float64
    )
    place = [place_of(one.start, month) for one in spans]
    return season_of(place, [won.get(one.start, 0) for one in spans], expected)


def place_of(day: date, fiscal_start_month: int) -> int:
    """The month's place in the fiscal year, 0 … 11."""
    return (day.month - fiscal_start_month) % 12


def _counted(ledger: Ledger, agreement: Agreement, at: Any, every: str) -> dict[date, int]:
    """How many by local day or month."""
    leads = funnel_facts(ledger, agreement)
    placed = leads.filter(at.notnull()).mutate(
        period=period_start(local(at, agreement.company.time_zone, years_of(ledger)), every)
    )
    rows = ledger.rows(placed.group_by("period").aggregate(n=placed.count()))
    return {day_told(row["period"]): int(row["n"]) for row in rows}
