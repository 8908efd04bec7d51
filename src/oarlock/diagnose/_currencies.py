"""Money the diagnosis cannot count, because nobody said what it is worth in the reporting currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oarlock.words import counted

if TYPE_CHECKING:
    from oarlock.agreement import Agreement
    from oarlock.ledger.reading import Ledger


def unpriced_notes(ledger: Ledger, agreement: Agreement) -> tuple[str, ...]:
    """One sentence per currency of deals for which there is no rate: how many, and the two ways to mend it."""
    reporting = agreement.company.reporting_currency
    deals = ledger.table("opportunities")
    told = ledger.rows(deals.filter(deals.currency.notnull()).group_by("currency").agg(n=lambda t: t.count()))
    rates = ledger.table("rates")
    priced = {reporting, *(row["currency"] for row in ledger.rows(rates.select("currency").distinct()))}
    missing = sorted((row["currency"], row["n"]) for row in told if row["currency"].strip().upper() not in priced)
    return tuple(
        f"{counted(n, 'deal')} in {currency} count without an amount: the agreement reports in {reporting} and there is no rate. "
        f'Set reporting_currency = "{currency}" under [company] in agreement.toml, or import rates.csv.'
        for currency, n in missing
    )
