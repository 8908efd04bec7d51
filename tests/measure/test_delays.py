"""Where a lead's waiting is: with the system, or with a person."""

from __future__ import annotations

from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure


def test_the_system_waits_before_the_person_does(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02 09:00  ann  mql
    2026-03-02 11:00  ann  assigned
    2026-03-02 12:00  ann  touched
    2026-03-02 09:00  ben  assigned
    2026-03-02 13:00  ben  mql
    2026-03-02 14:00  ben  touched
    2026-03-02 09:00  cem  mql
    2026-03-13 17:00  eve  created
    """
    found = measure(ledger, agreement, "first_response_time", by="delay")
    rows = {row.slice["delay"]: row for row in found}
    # Routing: Ann 2 hours, Ben none (he had an owner before), Cem still waits. People: Ann 1 hour, Ben 5 from his assignment.
    assert (rows["system"].estimate, rows["system"].n, rows["system"].n_events) == (2.0, 3, 2)
    assert (rows["human"].estimate, rows["human"].n) == (1.0, 2)
    (whole,) = measure(ledger, agreement, "first_response_time")
    assert (whole.estimate, whole.n) == (rows["human"].estimate, rows["human"].n)
