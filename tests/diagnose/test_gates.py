"""The artefact gates: is it the company that changed, or the record?"""

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
