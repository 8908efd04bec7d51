"""Money that is in no number because its currency has no rate: said, so that nothing vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.ledger.money import unpriced
from oarlock.measure.facts.places import kept_name, remembered

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DAY = {"spend": "day", "costs": "period_start", "revenue": "period_start"}


def without_rate(ledger: Ledger, agreement: Agreement, *tables: str) -> tuple[str, ...]:
    """One sentence for each table that has amounts in a currency without a rate on their day."""
    reporting = agreement.company.reporting_currency
    told = []
    for table in tables:
        if ledger.is_empty(table):
            continue
        lost = remembered(
            ledger,
            kept_name("unpriced", table, reporting),
            lambda table=table: unpriced(ledger, table, at=DAY[table], reporting=reporting),  # type: ignore[misc]
        )
        if lost:
            rows = "1 row" if lost == 1 else f"{lost:,} rows"
            told.append(
                f"Left out of all sums: {rows} of {table} in a currency without a rate to {reporting} on the day; import rates."
            )
    return tuple(told)
