"""When in the quarter deals are won: at its beginning, between, and in its last days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from oarlock.agreement.calendar import complete_periods
from oarlock.measure.cohorts import local_day
from oarlock.measure.facts.deals import deal_facts
from oarlock.measure.facts.local import day_told, local, years_of

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger
    from oarlock.stats.bunching import Crowding

EDGE = 10
"""Days at either end of a quarter."""
MOST_QUARTERS = 12


def closings(ledger: Ledger, agreement: Agreement) -> Crowding:
    """How much more is won a day in the last and in the first ten days of complete quarters than between."""
    from oarlock.stats.bunching import crowding

    won = _won_by_day(ledger, agreement)
    month = agreement.company.fiscal_year_start_month
    today = local_day(ledger, agreement)
    quarters = complete_periods(min(won, default=today), today, "quarter", month)[-MOST_QUARTERS:]
    early, middle, late = [], [], []
    for one in quarters:
        place = [((day - one.start).days, n) for day, n in won.items() if day in one]
        early.append(sum(n for at, n in place if at < EDGE))
        late.append(sum(n for at, n in place if at >= one.days - EDGE))
        middle.append(sum(n for at, n in place if EDGE <= at < one.days - EDGE))
    return crowding(early, middle, late, days=EDGE, middle_days=[one.days - 2 * EDGE for one in quarters])


def _won_by_day(ledger: Ledger, agreement: Agreement) -> dict[date, int]:
    deals = deal_facts(ledger, agreement)
    won = deals.filter(deals.status == "won", deals.closed_at.notnull())
    placed = won.mutate(day=local(won.closed_at, agreement.company.time_zone, years_of(ledger)).date())
    rows = ledger.rows(placed.group_by("day").aggregate(n=placed.count()))
    return {day_told(row["day"]): int(row["n"]) for row in rows}
