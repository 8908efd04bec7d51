"""Leads that were put back, and whether they came back."""

from __future__ import annotations

from datetime import date

import pytest

from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.facts.stays import open_leads


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


def test_an_end_before_a_stage_does_not_hide_the_end_after_it(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01 09:00  ann  created
    2026-01-05        ann  recycled
    2026-01-20 09:00  ann  mql
    2026-01-20 09:00  ann  assigned      to=bob
    2026-01-24        ann  disqualified  reason=too_small
    2026-01-01 09:00  ben  created
    2026-01-05        ben  disqualified  reason=somehow
    2026-01-20 09:00  ben  mql
    2026-01-20 09:00  ben  assigned      to=bob
    2026-01-26        ben  disqualified  reason=too_small
    2026-01-01 09:00  cem  created
    2026-01-03        cem  recycled
    2026-01-20 09:00  cem  mql
    2026-01-20 09:00  cem  assigned      to=bob
    2026-01-21        cem  touched
    2026-01-22        cem  sal
    2026-01-28        cem  recycled
    2026-06-01        eve  created
    """
    (accepted,) = measure(ledger, agreement, "acceptance_rate")
    assert (accepted.estimate, accepted.n) == (pytest.approx(1 / 3), 3)
    steps = {row.slice["step"]: row for row in measure(ledger, agreement, "stage_conversion", horizon=100)}
    assert steps["mql → sal"].estimate == pytest.approx(1 / 3)
    # Cem left the stage after 2 days, Ann after 4, Ben after 6: half of them after 4.
    stays = {row.slice["stage"]: row for row in measure(ledger, agreement, "time_in_stage")}
    assert stays["mql"].estimate == 4
    # All three were decided in time, Ben with the reason given this time and not with that of before.
    promises = {row.slice["promise"]: row for row in measure(ledger, agreement, "sales_promise_kept")}
    assert promises["decision"].estimate == 1


def test_a_lead_that_came_back_is_open_again(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  created
    2026-01-05  ann  recycled
    2026-02-01  ann  mql
    2026-01-01  ben  created
    2026-01-05  ben  mql
    2026-01-09  ben  recycled
    2026-01-01  cem  created
    2026-01-05  cem  sql
    2026-01-09  cem  recycled
    2026-02-02  cem  mql
    2026-01-01  dan  created
    2026-01-02  dan  recycled
    2026-01-05  dan  mql
    2026-01-09  dan  disqualified
    2026-01-01  eve  created
    2026-01-01  fay  created
    2026-01-05  fay  recycled
    2026-01-09  fay  sal
    2026-01-10  big  opened  lead=fay amount=100
    2026-01-01  gil  created
    2026-01-03  gil  mql
    2026-01-04  gil  sal
    2026-01-06  gil  recycled
    2026-02-03  gil  mql
    2026-01-01  hal  created
    2026-01-03  hal  mql
    2026-01-06  hal  recycled
    2026-02-03  hal  mql
    2026-02-08  hal  disqualified
    """
    rows = ledger.rows(open_leads(ledger, agreement).select("lead_id", "stage", "since_at"))
    # Ben, Dan and Hal were put aside last, Fay has a deal; what Cem and Gil reached before they were put aside is over, and Gil is in a
    # step again that he had entered before.
    assert {row["lead_id"]: (row["stage"], row["since_at"].date()) for row in rows} == {
        "ann": ("mql", date(2026, 2, 1)),
        "cem": ("mql", date(2026, 2, 2)),
        "eve": ("inquiry", date(2026, 1, 1)),
        "gil": ("mql", date(2026, 2, 3)),
    }


def test_a_lead_that_joined_the_deal_of_another_is_not_under_way_beside_it(
    ledger: Ledger, agreement: Agreement
) -> None:
    """
    2026-01-01  ann  created      account=acme
    2026-01-05  ann  opportunity
    2026-01-05  big  opened       lead=ann account=acme amount=100
    2026-01-02  ben  created      account=acme
    2026-01-09  ben  opportunity
    2026-01-03  cem  created
    2026-01-08  cem  sql
    """
    rows = ledger.rows(open_leads(ledger, agreement).select("lead_id", "stage"))
    assert rows == [{"lead_id": "cem", "stage": "sql"}]
