"""A record of outcomes that began later than its units: the older cohorts are not told, and the whole says so (METHODS 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Load, Writer
from oarlock.measure.beginnings import of_leads
from oarlock.measure.engine import measure

Make = Callable[..., Ledger]
AS_OF = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> Iterator[Make]:
    """Five leads a day for 400 days; each tenth is won after 20 to 49 days; wins before `told_from` are not in the record."""
    stores: dict[tuple[str, str], Store] = {}

    def make(told_from: str = "2025-01-01", won: str = "i % 10 = 0") -> Ledger:
        if (told_from, won) in stores:
            return stores[told_from, won].ledger(AS_OF)
        store = stores[told_from, won] = Store.in_memory(threads=1)
        with Writer(store) as writer:
            writer.connection.execute(
                "CREATE TEMP TABLE some_leads AS SELECT 'L' || i AS lead_id, TIMESTAMP '2025-01-01 09:00' + to_days((i // 5)::INTEGER)"
                " AS created_at, i FROM range(2000) AS t(i)"
            )
            writer.connection.execute("CREATE TEMP VIEW fresh_leads AS SELECT lead_id, created_at FROM some_leads")
            writer.connection.execute(
                "CREATE TEMP TABLE wins AS SELECT lead_id, created_at + to_days((20 + i // 10 % 30)::INTEGER) AS changed_at,"
                f" 'customer' AS stage FROM some_leads WHERE {won} AND changed_at >= TIMESTAMP '{told_from}'"
            )
            writer.commit(Load("one", AS_OF), {"leads": "fresh_leads", "stage_changes": "wins"})
        return store.ledger(AS_OF)

    yield make
    for store in stores.values():
        store.close()


def test_a_first_win_after_a_usual_time_is_no_late_beginning(company: Make, agreement: Agreement) -> None:
    whole = company()
    assert of_leads(whole, agreement, None, "customer") is None
    told = measure(whole, agreement, "lead_to_customer_rate", every="quarter")
    assert [row.status.value for row in told][:2] == ["ok", "ok"]
    assert not any("recorded from" in caveat for caveat in told.caveats)


def test_wins_that_were_recorded_late_are_counted_as_missing(company: Make, agreement: Agreement) -> None:
    """The whole record holds what is missing, so that it can be counted."""
    missing = company().rows("SELECT count(*) AS n FROM stage_changes WHERE changed_at < TIMESTAMP '2025-07-01'")[0][
        "n"
    ]
    found = of_leads(company("2025-07-01"), agreement, None, "customer")
    assert found is not None
    assert found.on == date(2025, 7, 2)
    assert found.missing == pytest.approx(missing, abs=4)


def test_periods_before_the_beginning_are_an_artefact_and_later_ones_are_told(
    company: Make, agreement: Agreement
) -> None:
    told = measure(company("2025-07-01"), agreement, "lead_to_customer_rate", every="quarter", horizon=60)
    by_quarter = {row.period: (row.status.value, row.estimate, row.n) for row in told}
    assert by_quarter["2025Q1"] == ("artefact", None, 450)
    assert by_quarter["2025Q2"] == ("artefact", None, 455)
    assert by_quarter["2025Q3"][::2] == ("ok", 460), "the record began on its second day"
    assert by_quarter["2025Q4"] == ("ok", pytest.approx(0.1), 460)
    (caveat,) = [text for text in told.caveats if "recorded from" in text]
    assert "Wed 2 Jul 2025 on, 182 days after the first entry" in caveat


def test_whoever_asks_about_the_time_after_it_is_not_bothered(company: Make, agreement: Agreement) -> None:
    told = measure(company("2025-07-01"), agreement, "lead_to_customer_rate", since=date(2025, 7, 2), horizon=60)
    assert told.caveats == ()
    assert [row.status.value for row in told] == ["ok"]


@pytest.mark.parametrize("won", ["false", "i = 1990", "i % 400 = 0"])
def test_few_wins_tell_nothing_of_when_they_began(company: Make, agreement: Agreement, won: str) -> None:
    assert of_leads(company("2025-07-01", won), agreement, None, "customer") is None


@pytest.mark.parametrize("metric", ["time_to_customer", "stage_conversion", "time_in_stage"])
def test_steps_and_times_say_it_too(company: Make, agreement: Agreement, metric: str) -> None:
    told: Any = measure(company("2025-07-01"), agreement, metric, every="quarter")
    first = next(row for row in told if row.period == "2025Q1")
    assert (first.status.value, first.estimate) == ("artefact", None)


@pytest.mark.parametrize("metric", ["cost_per_acquisition", "payback"])
def test_what_a_win_costs_is_not_told_of_leads_whose_wins_were_not_recorded(
    company: Make, agreement: Agreement, metric: str
) -> None:
    """Leads that cost money and whose wins are not in the record would seem to have won nothing."""
    part = registry.load("measure", metric, "METRIC")
    assert part.begun(company(), agreement) == {}
    begins_late = company("2025-07-01")
    late = part.begun(begins_late, agreement)
    assert set(late.values()) == {of_leads(begins_late, agreement, None, "customer")} != {None}
    assert {len(key) for key in late} == {len(part.within)}
