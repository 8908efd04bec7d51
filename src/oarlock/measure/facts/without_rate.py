"""Money that is in no number because its currency has no rate: said, so that nothing vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.ledger.money import unpriced
from oarlock.measure.facts.places import kept_name, remembered
from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger

DAY = {"spend": "day", "costs": "period_start", "revenue": "period_start", "targets": "period_start"}
AMOUNT = {"targets": "bookings_goal"}


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
            lambda table=table: unpriced(
                ledger, table, AMOUNT.get(table, "amount"), at=DAY[table], reporting=reporting
            ),  # type: ignore[misc]
        )
        if lost:
            rows = "1 row" if lost == 1 else f"{lost:,} rows"
            told.append(
                f"Left out of all sums: {rows} of {table} in a currency without a rate to {reporting} on the day; import rates."
            )
    return tuple(told)


def deals_without_rate(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """One sentence per currency of deals for which there is no rate at all: how many, and what mends it."""
    reporting = agreement.company.reporting_currency
    return remembered(
        ledger, kept_name("deals_without_rate", reporting), lambda: _deals_without_rate(ledger, reporting)
    )


def _deals_without_rate(ledger: Ledger, reporting: str) -> tuple[str, ...]:
    deals = ledger.table("opportunities")
    told = ledger.rows(deals.group_by("currency").agg(n=lambda t: t.count()))
    foreign = [(row["currency"], row["n"]) for row in told if _code(row["currency"]) not in ("", _code(reporting))]
    priced = _priced(ledger) if foreign else set()
    missing = sorted((currency, n) for currency, n in foreign if _code(currency) not in priced)
    most = sum(row["n"] for row in told) / 2
    return tuple(
        f"{counted(n, 'deal')} in {currency} {'counts' if n == 1 else 'count'} without an amount: the agreement reports in {reporting} and"
        f" there is no rate. {_mended(currency, n > most)}"
        for currency, n in missing
    )


def _priced(ledger: Ledger) -> set[str]:
    return {_code(row["currency"]) for row in ledger.rows(ledger.table("rates").select("currency").distinct())}


def _code(currency: str | None) -> str:
    """A currency's code as rates are looked up by it; empty where none is stated, which counts as the reporting currency."""
    return (currency or "").strip().upper()


def _mended(currency: str, is_most: bool) -> str:
    """A company most of whose deals are in another currency states the wrong one; one with a few foreign deals lacks a rate."""
    if is_most:
        return f'Set reporting_currency = "{currency}" under [company] in agreement.toml, or import rates.csv.'
    return f"Import a rate for {currency} (rates.csv: currency, valid_from, rate_to_reporting)."
