"""The artefact gates: is it the company that changed, or the record?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import oarlock.agreement
from journal import store_of
from oarlock.diagnose.base import Gate
from oarlock.diagnose.engine import diagnose

BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


def bulk_update(rewritten: int, *, twice: bool = False) -> Gate:
    """The gate over two hundred deals, one opened a day, of which some were moved to another date on one day in July."""
    lines = []
    for place in range(200):
        day = BEGAN + timedelta(days=place)
        lines.append(f"{day:%Y-%m-%d} d{place} opened amount=10 close=2025-12-31")
    for place in range(rewritten):
        lines.append(f"2025-07-25 d{place} changed close=2026-03-31")
        if twice:
            lines.append(f"2025-07-25 15:00 d{place} changed close=2026-04-30")
    ledger = store_of("\n".join(lines)).ledger(datetime(2025, 9, 1, tzinfo=UTC))
    found = diagnose(ledger, oarlock.agreement.default())
    return next(gate for gate in found.gates if gate.id == "bulk_update")


def test_a_day_that_rewrote_a_quarter_of_the_open_deals_is_told() -> None:
    gate = bulk_update(52)
    assert gate.passed is False
    assert "25 Jul 2025" in gate.sentence
    assert "26" in gate.sentence


def test_a_day_that_rewrote_fewer_than_a_fifth_is_a_busy_day() -> None:
    assert bulk_update(39).passed is True


def test_a_deal_written_twice_on_a_day_counts_once() -> None:
    assert bulk_update(30, twice=True).passed is True


def test_without_deals_there_is_no_history_to_miss() -> None:
    """A record of leads only is not sent to fetch the history of its deals."""
    ledger = store_of("2026-01-05 ann mql").ledger(datetime(2026, 3, 1, tzinfo=UTC))
    found = diagnose(ledger, oarlock.agreement.default())
    (gate,) = [gate for gate in found.gates if gate.id == "history"]
    assert (gate.passed, gate.sentence) == (None, "There are no deals to have a history.")


def recency(last: int, *, pause: int = 0) -> Gate:
    """A deal opened every other day of a record from 2025 on, up to some day of it; and a lead at the end of September 2026."""
    days = [place for place in range(0, last, 2) if not 200 <= place < 200 + pause]
    lines = [f"{BEGAN + timedelta(days=place):%Y-%m-%d} d{place} opened amount=10 close=2026-12-31" for place in days]
    lines += [f"{BEGAN + timedelta(days=place + 1):%Y-%m-%d} d{place} won" for place in days]
    ledger = store_of("\n".join([*lines, "2026-10-02 ann created"])).ledger(datetime(2026, 10, 2, tzinfo=UTC))
    found = diagnose(ledger, oarlock.agreement.default(), "slopes")
    return next(gate for gate in found.gates if gate.id == "recency")


def test_a_record_of_deals_that_stopped_in_the_last_quarter_is_told() -> None:
    """The last of it is of 30 July 2026, 62 days before the end of September; pauses of 40 days before would excuse it."""
    gate = recency(576)
    assert gate.passed is False
    assert "No deal changed after Thu 30 Jul 2026, 62 days before" in gate.sentence
    assert gate.affects == ("marketing", "bookings")
    assert recency(638).passed is True
    assert recency(630).passed is True, "a week without a change is no silence"
    assert recency(576, pause=40).passed is True


def test_a_day_that_rewrote_many_is_the_companys() -> None:
    """Half past six in the evening in Los Angeles is the next day in UTC."""
    lines = [
        f"{BEGAN + timedelta(days=place):%Y-%m-%d} d{place} opened amount=10 close=2025-12-31" for place in range(200)
    ]
    lines += [f"2025-07-26 01:30 d{place} changed close=2026-03-31" for place in range(80)]
    agreed = oarlock.agreement.default()
    west = replace(agreed, company=replace(agreed.company, time_zone="America/Los_Angeles"))
    ledger = store_of("\n".join(lines)).ledger(datetime(2025, 9, 1, tzinfo=UTC))
    found = diagnose(ledger, west, "slopes")
    (gate,) = [gate for gate in found.gates if gate.id == "bulk_update"]
    assert gate.passed is False
    assert "Fri 25 Jul 2025" in gate.sentence
