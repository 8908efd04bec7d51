"""Money of one ledger in one currency: millionths in any currency to units of the reporting currency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oarlock.ledger.tables import MONEY_SCALE

if TYPE_CHECKING:
    from oarlock.ledger.reading import Ledger


def rates_at(ledger: Ledger, reporting: str) -> dict[str, float]:
    """The rate of each currency to the reporting one, as known at the ledger's instant; the reporting currency itself is 1.

    One rate per currency, frozen at the as-of date (METHODS 0.4): amounts of several years are compared at one rate, so that a trend
    is a trend of deals and not of exchange rates.
    """
    if ledger.is_empty("rates"):
        return {reporting: 1.0}
    rates = ledger.table("rates").filter(lambda t: t.valid_from <= ledger.as_of.date())
    newest: dict[str, tuple[Any, float]] = {}
    for row in ledger.rows(rates.select("currency", "valid_from", "rate_to_reporting")):
        if row["currency"] not in newest or row["valid_from"] > newest[row["currency"]][0]:
            newest[row["currency"]] = (row["valid_from"], float(row["rate_to_reporting"]))
    return {**{currency: rate for currency, (_, rate) in newest.items()}, reporting: 1.0}


def rate_of(currency: Any, rates: dict[str, float], reporting: str) -> Any:
    """The rate as a column: 1 where a row names no currency (the company's own), null where no rate is known; never a guess."""
    import ibis

    branches = [(currency.isnull() | (currency == reporting), 1.0)]
    branches += [(currency == name, rate) for name, rate in sorted(rates.items()) if name != reporting]
    return ibis.cases(*branches, else_=ibis.null("float64"))


def units(stored: Any) -> Any:
    """Stored millionths as units of the currency."""
    return stored.cast("float64") / float(MONEY_SCALE)
