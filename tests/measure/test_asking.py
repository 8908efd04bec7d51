"""What a statistic asks of the engine is asked once of each ledger."""

from __future__ import annotations

from typing import Any

from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.engine import measure


class Counting(Ledger):
    """A ledger that counts what is run on it."""

    runs = 0

    def run(self, question: Any) -> dict[str, Any]:
        """Runs, and counts."""
        self.runs += 1
        return super().run(question)


def test_the_same_question_is_answered_from_what_is_known(store: Store, agreement: Agreement) -> None:
    """
    2026-01-03  ann  created  source=Webinar email=ann@acme.example
    2026-01-04  ben  created  source=Email
    2026-04-05  cem  created  source=Email email=cem@acme.example
    """
    ledger = Counting(store, None)
    first = measure(ledger, agreement, "completeness", every="quarter")
    asked = ledger.runs
    again = measure(ledger, agreement, "completeness", every="quarter", level=0.5)
    assert ledger.runs == asked > 0
    assert [row.estimate for row in again] == [row.estimate for row in first]
    assert again.rows[0].hi != first.rows[0].hi
    others: tuple[dict[str, Any], ...] = ({"every": "year"}, {"by": "source"}, {"where": "source = 'Email'"})
    for other in others:
        asked = ledger.runs
        measure(ledger, agreement, "completeness", **other)
        assert ledger.runs > asked


def test_another_ledger_of_the_same_record_is_asked_anew(store: Store, agreement: Agreement) -> None:
    """
    2026-01-03  ann  created  source=Webinar
    """
    first, second = Counting(store, None), Counting(store, None)
    for ledger in (first, second):
        measure(ledger, agreement, "completeness")
    assert first.runs == second.runs > 0
