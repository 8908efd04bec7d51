"""Amounts in the reporting currency, by the exchange rate last valid on each row's day.

A currency without a rate gives no amount (null), never one at rate 1; `unpriced` counts those rows, so that nothing vanishes unsaid.
"""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from oarlock.ledger.reading import Ledger
from oarlock.ledger.tables import MONEY_SCALE


def in_reporting(
    ledger: Ledger,
    table: Any,
    amount: str = "amount",
    currency: str = "currency",
    at: str | None = None,
    reporting: str = "EUR",
    name: str = "amount_reporting",
    zone: str = "UTC",
) -> Any:
    """The table with one column more: the amount in units of the reporting currency, as a float.

    Args:
        table: An ibis table.
        amount: Its column of stored money (millionths).
        currency: Its column of currency codes; empty counts as the reporting currency.
        at: Its instant or day at which the rate must be valid; None takes the rate valid at the ledger's as-of day.
        reporting: Code of the reporting currency, whose rate is 1.
        name: What the new column is called. Null where the amount is, or where no rate was valid yet.
        zone: The company's time zone, in which the as-of day is told.
    """
    priced = with_rate(ledger, table, currency=currency, at=at, reporting=reporting, name="rate_used", zone=zone)
    units = priced[amount].cast("float64") / float(MONEY_SCALE)
    return priced.mutate(**{name: units * priced["rate_used"]}).drop("rate_used")


def with_rate(
    ledger: Ledger,
    table: Any,
    *,
    currency: str = "currency",
    at: str | None = None,
    reporting: str = "EUR",
    name: str = "rate",
    zone: str = "UTC",
) -> Any:
    """The table with the factor that turns its amounts into the reporting currency; null where no rate is known.

    Without `at` it is the rate of the as-of day in `zone`: the end of a day in America is the next day in UTC.
    """
    import ibis

    code = table[currency].strip().upper()
    home = code.isnull() | (code == "") | (code == reporting.upper())
    if ledger.is_empty("rates"):
        return table.mutate(**{name: home.ifelse(1.0, ibis.null("float64"))})
    day = ibis.literal(ledger.as_of.astimezone(ZoneInfo(zone)).date()) if at is None else table[at].cast("date")
    table = table.mutate(rate_code=home.ifelse(ibis.null("string"), code), rate_day=day)
    spans = _spans(ledger)
    fits = [
        table["rate_code"] == spans["rate_currency"],
        table["rate_day"] >= spans["rate_from"],
        spans["rate_to"].isnull() | (table["rate_day"] < spans["rate_to"]),
    ]
    joined = table.left_join(spans, fits)
    joined = joined.mutate(**{name: joined["rate_code"].isnull().ifelse(1.0, joined["rate_found"])})
    return joined.drop("rate_code", "rate_day", "rate_currency", "rate_from", "rate_to", "rate_found")


def unpriced(
    ledger: Ledger,
    table: Any,
    amount: str = "amount",
    currency: str = "currency",
    at: str | None = None,
    reporting: str = "EUR",
) -> int:
    """Rows that have an amount but no rate to tell it in the reporting currency. `table` is an ibis table or a ledger table's name."""
    named = ledger.table(table) if isinstance(table, str) else table
    priced = with_rate(ledger, named, currency=currency, at=at, reporting=reporting, name="rate_used")
    lost = priced.filter(priced[amount].notnull() & priced["rate_used"].isnull())
    return int(ledger.rows(lost.count().name("n").as_table())[0]["n"])


def _spans(ledger: Ledger) -> Any:
    """One row per rate with the half-open span of days it holds for; a join on spans runs on every engine, an as-of join does not."""
    import ibis

    rates = ledger.rates.select(
        rate_currency=ledger.rates.currency.strip().upper(),
        rate_from=ledger.rates.valid_from,
        rate_found=ledger.rates.rate_to_reporting,
    )
    following = ibis.window(group_by="rate_currency", order_by="rate_from")
    return rates.mutate(rate_to=rates.rate_from.lead().over(following))
