"""The leads as the diagnosis reads them, from the funnel that is kept or by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import oarlock.agreement
from journal import store_of
from oarlock.agreement import Rule
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._lead_cells import lead_cells
from oarlock.diagnose._leads import BAD_FIT, PURPOSES, leads_passed, leads_read
from oarlock.measure.facts.funnel import funnel_facts

JOURNAL = """
2026-01-02        acme founded  employees=200
2026-01-02        tiny founded  employees=5
2026-01-03 08:00  ann  created  account=acme source=Webinar
2026-01-03 09:00  ann  mql
2026-01-03 09:00  ann  assigned to=bob
2026-01-03 10:00  ann  touched  by=call
2026-01-05        ann  sal
2026-01-06        big  opened   lead=ann account=acme amount=100
2026-01-04 08:00  ben  created  account=tiny source=Webinar
2026-01-04 09:00  ben  mql
2026-01-07        ben  disqualified reason=bad_fit
2026-01-05 08:00  cem  created  source=Outbound
"""


def test_the_leads_read_the_same_whether_the_funnel_is_kept_or_not() -> None:
    agreement = replace(oarlock.agreement.default(), profile=Rule("employees >= 50"))
    with store_of(JOURNAL) as store:
        told = []
        for is_kept in (False, True):
            ledger = store.ledger(None)
            if is_kept:
                funnel_facts(ledger, agreement)
            told.append(ledger.rows(leads_read(ledger, agreement).order_by("lead_id")))
            passed = ledger.rows(leads_passed(ledger, agreement).order_by("lead_id"))
            assert [{name: row[name] for name in passed[0]} for row in told[-1]] == [
                {name: row[name] for name in passed[0]} for row in passed
            ]
    assert [list(row.items()) for row in told[0]] == [[(name, row[name]) for name in told[0][0]] for row in told[1]]
    ann, ben, cem = told[0]
    assert [row["profile_no"] for row in told[0]] == [0, 1, 2]
    assert (ann["opportunity_at"].day, ann["is_assigned"], ann["is_bad_fit"]) == (6, True, False)
    assert ben["is_bad_fit"] is ("bad_fit" in BAD_FIT)
    assert (ben["opportunity_at"], ben["response_hours"]) == (None, None)
    assert cem["purpose_no"] >= len(PURPOSES) - 1


def test_leads_count_in_the_month_of_each_clock_and_what_became_of_them_within_the_days_of_that_clock() -> None:
    agreement = oarlock.agreement.default()
    frame = Frame(date(2026, 1, 1), datetime(2026, 3, 1, tzinfo=UTC))
    journal = """
    2026-01-03 08:00  ann  created  source=Webinar
    2026-02-03 09:00  ann  mql
    2026-02-20        big  opened   lead=ann amount=100
    2026-01-04 08:00  ben  created  source=Webinar
    """
    with store_of(journal) as store:
        created, qualified = lead_cells(store.ledger(None), agreement, frame, (("created_at", 30.0), ("mql_at", 30.0)))
    assert (created.month.tolist(), created.counts["leads"].sum(), created.counts["deals"].sum()) == ([0, 0], 2, 0)
    assert (qualified.month.tolist(), qualified.counts["leads"].sum(), qualified.counts["deals"].sum()) == ([1], 1, 1)
