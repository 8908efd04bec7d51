"""Leads that were put back, and whether they came back."""

from __future__ import annotations

import pytest

from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure


def test_a_lead_that_was_put_back_may_come_back(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  mql
    2026-01-11  ann  recycled
    2026-01-31  ann  mql
    2026-01-01  ben  mql
    2026-01-11  ben  disqualified  reason=Timing
    2026-02-10  big  opened        lead=ben
    2026-01-01  cem  mql
    2026-01-11  cem  recycled
    2026-01-21  cem  disqualified  reason=too_small
    2026-01-01  dan  mql
    2026-01-11  dan  disqualified  reason=too_small
    2026-01-01  fay  mql
    2026-01-11  fay  recycled
    2026-06-01  eve  created
    """
    # Ann after 20 days, Ben by a deal after 30, Cem turned down for good, Fay not yet; Dan was never put back.
    (month,) = measure(ledger, agreement, "recycle_recovery", horizon=25)
    assert (month.estimate, month.n, month.n_events) == (pytest.approx(1 / 4), 4, 2)
    (longer,) = measure(ledger, agreement, "recycle_recovery", horizon=40)
    assert longer.estimate == pytest.approx(2 / 4)


def test_nobody_came_back_is_a_share_of_none_not_an_unknown(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  mql
    2026-01-11  ann  recycled
    2026-01-01  ben  mql
    2026-01-21  ben  recycled
    2026-06-01  eve  created
    """
    (row,) = measure(ledger, agreement, "recycle_recovery")
    assert (row.estimate, row.n, row.n_events) == (0.0, 2, 0)
