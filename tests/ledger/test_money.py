"""Amounts are told in one currency, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

from oarlock.ledger.money import in_reporting, unpriced
from oarlock.ledger.store import Store

from .conftest import commit, day

SPEND = """SELECT * FROM (VALUES (DATE '2024-01-05', 'ads', 2000000, 'USD'), (DATE '2024-02-05', 'ads', 2000000, ' usd '),
           (DATE '2024-02-06', 'fair', 3000000, NULL), (DATE '2024-02-07', 'fair', 5000000, ''), (DATE '2024-02-08', 'tv', 7000000, 'EUR'),
           (DATE '2024-02-09', 'tv', 7000000, 'CHF'), (DATE '2023-12-31', 'ads', 1000000, 'USD')) AS v(day, channel, amount, currency)"""
RATES = """SELECT * FROM (VALUES ('USD', DATE '2024-01-01', 0.5),
           ('USD', DATE '2024-02-01', 0.25)) AS v(currency, valid_from, rate_to_reporting)"""


def test_each_amount_takes_the_rate_last_valid_on_its_day(store: Store) -> None:
    """The empty currency is the reporting one; a currency without a rate, and a day before the first rate, give no amount."""
    commit(store, "one", "2024-03-01", spend=SPEND, rates=RATES)
    ledger = store.ledger()
    told = ledger.rows(in_reporting(ledger, ledger.spend, at="day").order_by("day").select("amount_reporting"))
    assert [row["amount_reporting"] for row in told] == [None, 1.0, 0.5, 3.0, 5.0, 7.0, None]
    assert unpriced(ledger, "spend", at="day") == 2


def test_without_a_day_the_rate_of_the_asking_day_is_taken(store: Store) -> None:
    commit(store, "one", "2024-03-01", spend=SPEND, rates=RATES)
    ledger = store.ledger(day("2024-01-31"))
    told = ledger.rows(
        in_reporting(ledger, ledger.spend).filter(ledger.spend.currency == "USD")["amount_reporting"].as_table()
    )
    assert [row["amount_reporting"] for row in told] == [0.5, 1.0] or [row["amount_reporting"] for row in told] == [
        1.0,
        0.5,
    ]


def test_without_any_rate_only_the_reporting_currency_is_told(store: Store) -> None:
    commit(store, "one", "2024-03-01", spend=SPEND)
    ledger = store.ledger()
    assert unpriced(ledger, "spend", at="day") == 4
    assert unpriced(ledger, "spend", at="day", reporting="usd") == 2


def test_the_asking_day_is_that_of_the_company(store: Store) -> None:
    """At the end of January in New York it is February in UTC, and February's rate does not count yet."""
    commit(store, "one", "2024-03-01", spend=SPEND, rates=RATES)
    ledger = store.ledger(datetime(2024, 2, 1, 4, 59, tzinfo=UTC))
    for zone, amounts in (("America/New_York", [0.5, 1.0]), ("UTC", [0.25, 0.5])):
        told = in_reporting(ledger, ledger.spend, zone=zone).filter(ledger.spend.currency == "USD")
        assert sorted(row["amount_reporting"] for row in ledger.rows(told.select("amount_reporting"))) == amounts
