"""A month begins at the company's midnight: what Sydney does early on the first is UTC's last month, and is not counted there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from journal import store_of
from oarlock.agreement import Agreement, Rule
from oarlock.agreement import default as default_agreement
from oarlock.diagnose._deals import read_deals
from oarlock.diagnose._frame import Frame
from oarlock.diagnose._lead_cells import lead_cells
from oarlock.diagnose._off_profile import monthly_shares
from oarlock.diagnose._other_signals import _first_responders, by_month
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._series import monthly_bookings
from oarlock.diagnose._spend import capture_spend
from oarlock.diagnose.base import Question

SYDNEY = "Australia/Sydney"
EARLY = """
2025-03-01        acme   founded  employees=200
2025-03-01        web    started  channel=Webinar
2025-03-31 21:00  ann    created  account=acme source=Webinar
2025-03-31 21:30  ann    mql
2025-03-31 22:00  ann    touched  by=call
2025-03-31 22:00  big    opened   lead=ann account=acme amount=100 close=2025-05-20 kind=new sourced_by=marketing
2025-04-30 20:00  big    won
2025-06-30 20:00  end    created
"""
"""All of it on the first of a month in Sydney: April, and May with the deal that was won."""


@pytest.fixture
def sydney() -> Agreement:
    agreed = default_agreement()
    return replace(agreed, company=replace(agreed.company, time_zone=SYDNEY), profile=Rule("employees > 100"))


def test_months_begin_at_the_companys_midnight_in_summer_and_in_winter() -> None:
    frame = Frame(date(2025, 3, 1), datetime(2025, 6, 30, 20, tzinfo=UTC), time_zone=SYDNEY)
    assert frame.months[-1] == date(2025, 7, 1)
    assert frame.bounds[:3] == (datetime(2025, 2, 28, 13), datetime(2025, 3, 31, 13), datetime(2025, 4, 30, 14))
    assert frame.full.tolist() == [True, True, True, True, False]


def test_leads_deals_and_bookings_fall_into_the_companys_month(sydney: Agreement) -> None:
    with store_of(EARLY) as store:
        ledger = store.ledger(None)
        frame = Frame(date(2025, 3, 1), ledger.as_of, "USD", SYDNEY)
        scene = Scene(ledger, sydney, frame, monthly_bookings(ledger, sydney, frame))
        (handed,) = lead_cells(ledger, sydney, frame, (("mql_at", 75.0),))
        deals = read_deals(ledger, sydney, frame)
        done = by_month(scene, ledger.table("activities"), "happened_at", n=lambda t: t.count())["n"]
    april, may = 1, 2
    assert handed.month.tolist() == [april]
    assert deals.month_of(deals.created).tolist() == [april]
    assert deals.month_of(deals.ended).tolist() == [may]
    assert np.flatnonzero(scene.bookings).tolist() == [may]
    assert np.flatnonzero(done).tolist() == [april]


def test_spend_of_the_first_is_spent_in_its_month(sydney: Agreement) -> None:
    text = EARLY + "2025-03-31 21:00 web answered lead=ann account=acme channel=Webinar\n"
    text += "\n".join(f"2025-{month:02}-01 web paid amount=900 channel=Webinar" for month in (3, 4, 5, 6))
    with store_of(text) as store:
        months = monthly_shares(Question(store.ledger(None), sydney))
    assert months.frame.months == tuple(date(2025, month, 1) for month in (3, 4, 5, 6, 7))
    assert months.assignable.tolist() == [900.0, 900.0, 900.0, 900.0, 0.0]


def test_spend_in_another_currency_counts_at_its_rate(sydney: Agreement) -> None:
    text = "2025-01-01 - noted table=rates currency=JPY valid_from=2025-01-01 rate_to_reporting=0.01\n" + EARLY
    text += (
        "2025-04-02 web paid amount=30000 channel=Webinar currency=JPY\n2025-04-02 web paid amount=100 channel=Brand"
    )
    with store_of(text) as store:
        ledger = store.ledger(None)
        frame = Frame(date(2025, 3, 1), ledger.as_of, "USD", SYDNEY)
        share = capture_spend(Scene(ledger, sydney, frame, np.zeros(len(frame.months))))
    assert share.values[1] == pytest.approx(0.25)


def test_weeks_begin_at_the_companys_monday(sydney: Agreement) -> None:
    """Sunday 14:00 in UTC is Monday in Sydney: one person in two of its weeks, in one of UTC's."""
    text = (
        EARLY + "2025-05-11 13:00 ann touched by=call user_id=bob\n2025-05-11 14:30 ann touched by=call user_id=bob\n"
    )
    with store_of(text) as store:
        ledger = store.ledger(None)
        scene = Scene(ledger, sydney, Frame(date(2025, 3, 1), ledger.as_of, "USD", SYDNEY), np.zeros(5))
        rows = ledger.rows(_first_responders(scene))
    assert len({row["week"] for row in rows if row["user_id"] == "bob"}) == 2
