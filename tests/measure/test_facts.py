"""One row per lead, per deal, and per deal and quarter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import md5
from typing import Any

import pytest

import oarlock.agreement
from journal import store_of
from oarlock.agreement import Agreement, Rule
from oarlock.agreement.stages import Stage
from oarlock.ledger.reading import Ledger
from oarlock.measure.facts import atc_entries, deal_facts, lead_facts, lead_stages
from oarlock.measure.facts.leads import leads_described


def _one(ledger: Ledger, facts: Any, key: str, name: str) -> dict[str, Any]:
    (row,) = ledger.rows(facts.filter(facts[key] == name))
    return row


def _bucket(cluster: str) -> str:
    return md5(cluster.encode(), usedforsecurity=False).hexdigest()[:2]


def test_a_lead_carries_its_stages_its_answer_and_its_deal(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02 08:00  acme founded  employees=200
    2026-03-02 08:00  ann  created  account=acme source=Webinar
    2026-03-02 09:00  ann  mql
    2026-03-02 09:00  ann  assigned to=bob
    2026-03-02 10:30  ann  touched  by=email automated=true
    2026-03-02 11:00  ann  touched  by=call
    2026-03-03        ann  sal
    2026-03-04        big  opened   lead=ann amount=100
    2026-03-20        big  won
    """
    ann = _one(ledger, lead_facts(ledger, replace(agreement, profile=Rule("employees >= 100"))), "lead_id", "ann")
    assert ann["first_touch_at"] == datetime(2026, 3, 2, 11)
    assert ann["response_hours"] == 2.0
    assert ann["on_profile"] is True
    assert ann["cluster"] == "acme"
    assert ann["inquiry_at"] == datetime(2026, 3, 2, 8)
    assert (ann["opportunity_id"], ann["won_at"], ann["customer_at"]) == (
        "big",
        datetime(2026, 3, 20),
        datetime(2026, 3, 20),
    )
    assert ann["lost_at"] is None


def test_a_deal_carries_the_bucket_of_its_account_or_of_itself(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02  big  opened  account=acme
    2026-03-02  own  opened
    """
    facts = deal_facts(ledger, agreement)
    told = {row["opportunity_id"]: row["account_bucket"] for row in ledger.rows(facts)}
    assert told == {"big": _bucket("acme"), "own": _bucket("own")}


@pytest.mark.parametrize("profile", [None, "employees >= 100", "country = 'DE'"])
def test_leads_are_described_alike_whether_what_befell_them_is_kept_or_not(
    agreement: Agreement, profile: str | None
) -> None:
    """A profile of accounts is judged by the account, one of leads by the lead."""
    text = """
    2026-03-02 08:00  acme founded  employees=200
    2026-03-02 08:00  ann  created  account=acme source=Webinar country=DE
    2026-03-02 08:00  ben  created  source=Outbound
    2026-03-02 09:00  ann  mql
    """
    agreed = replace(agreement, profile=Rule(profile) if profile else None)
    with store_of(text) as store:
        alone, beside = store.ledger(None), store.ledger(None)
        lead_facts(beside, agreed)
        told = [ledger.rows(leads_described(ledger, agreed).order_by("lead_id")) for ledger in (alone, beside)]
    assert told[0] == told[1]
    assert [row["purpose"] for row in told[0]] == ["create", "outbound"]


def test_a_weekend_is_not_waiting_time(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-06 16:30  ann  assigned
    2026-03-09 09:15  ann  touched  by=call
    """
    assert _one(ledger, lead_facts(ledger, agreement), "lead_id", "ann")["response_hours"] == 0.75


def test_a_rep_faster_than_the_router_took_no_time_and_is_flagged(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02 09:00  ann  mql
    2026-03-02 10:00  ann  touched  by=call
    2026-03-02 15:00  ann  assigned
    """
    ann = _one(ledger, lead_facts(ledger, agreement), "lead_id", "ann")
    assert (ann["response_hours"], ann["touched_before_routing"]) == (0.0, True)


def test_a_call_before_the_lead_was_handed_over_is_no_answer(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-02-02 09:00  ann  touched  by=call
    2026-03-02 09:00  ann  mql
    2026-03-02 09:00  ann  assigned
    """
    ann = _one(ledger, lead_facts(ledger, agreement), "lead_id", "ann")
    assert (ann["first_touch_at"], ann["response_hours"]) == (None, None)


def test_the_clock_of_another_zone_keeps_its_own_summer_time(agreement: Agreement) -> None:
    """New York's clocks changed on 8 March 2026; the window is 9 to 17 there."""
    hours = replace(agreement.hours["default"], time_zone="America/New_York")
    text = "2026-03-06 21:30 ann assigned\n2026-03-09 13:45 ann touched by=call"  # Fri 16:30, Mon 09:45 local
    with store_of(text) as store:
        ledger = store.ledger(None)
        facts = lead_facts(ledger, replace(agreement, hours={"default": hours}))
        assert _one(ledger, facts, "lead_id", "ann")["response_hours"] == 1.25


def test_a_lead_that_never_moved_on_has_no_stages_but_an_inquiry(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02 08:00  ann  created
    2026-03-01 08:00  ann  inquiry
    2026-03-02 08:00  ben  created
    2026-03-04 08:00  ben  mql
    """
    assert [row["lead_id"] for row in ledger.rows(lead_stages(ledger, agreement))] == ["ben"]
    ann, ben = (_one(ledger, lead_facts(ledger, agreement), "lead_id", who) for who in ("ann", "ben"))
    assert (ann["inquiry_at"], ann["mql_at"]) == (datetime(2026, 3, 1, 8), None)
    assert (ben["inquiry_at"], ben["mql_at"]) == (datetime(2026, 3, 2, 8), datetime(2026, 3, 4, 8))


def test_the_reason_is_that_of_the_first_disqualification_and_any_stands_before_none() -> None:
    """
    2026-03-02 08:00  ann  mql
    2026-03-03 08:00  ann  disqualified  reason=no_budget
    2026-03-09 08:00  ann  disqualified  reason=student
    2026-03-03 08:00  ben  disqualified
    2026-03-03 08:00  -    noted  table=stage_changes lead_id=ben stage=rejected reason=student
    """
    default = oarlock.agreement.default()
    rejected = Stage(name="rejected", role="disqualified")
    agreement = replace(default, stages=(*default.stages, rejected))
    text = test_the_reason_is_that_of_the_first_disqualification_and_any_stands_before_none.__doc__ or ""
    with store_of(text) as store:
        ledger = store.ledger()
        ann, ben = (_one(ledger, lead_stages(ledger, agreement), "lead_id", who) for who in ("ann", "ben"))
    assert (ann["disqualified_reason"], ann["reason_group"]) == ("no_budget", "wrong_time")
    assert (ben["disqualified_reason"], ben["reason_group"]) == ("student", "not_a_buyer")


def test_a_lost_deal_that_reopens_is_open_again(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-10  big  opened   amount=100 close=2026-03-31
    2026-01-20  big  changed  close=2026-04-30
    2026-02-10  big  lost     reason=price
    2026-02-20  big  changed  amount=80
    2026-03-05  big  won
    2026-01-10  sml  opened
    2026-02-11  sml  lost
    2026-02-21  sml  changed
    """
    facts = deal_facts(ledger, agreement)
    big, small = _one(ledger, facts, "opportunity_id", "big"), _one(ledger, facts, "opportunity_id", "sml")
    assert (big["status"], big["closed_at"], big["amount"], big["first_amount"]) == (
        "won",
        datetime(2026, 3, 5),
        80.0,
        100.0,
    )
    assert (big["pushes"], big["reopened"], big["n_versions"], big["loss_reason"]) == (1, 1, 5, "price")
    assert (small["status"], small["closed_at"], small["amount"], small["reopened"]) == ("open", None, None, 1)


def test_a_currency_without_a_rate_has_no_amount(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-10  big  opened  amount=100 currency=CHF
    2026-01-10  sml  opened  amount=100 currency=EUR
    """
    facts = deal_facts(ledger, agreement)
    assert _one(ledger, facts, "opportunity_id", "big")["amount"] is None
    assert _one(ledger, facts, "opportunity_id", "sml")["amount"] == 100.0


def test_a_slipped_deal_was_available_in_both_quarters(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-10  big  opened   amount=100 close=2026-03-31 kind=new sourced_by=marketing
    2026-03-28  big  changed  amount=120 close=2026-06-30
    2026-05-01  big  won
    2026-01-15  out  opened   amount=50 close=2026-03-31 kind=new sourced_by=sales
    """
    rows = ledger.rows(atc_entries(ledger, agreement).order_by("period_start"))
    assert [(r["period_start"], r["amount"], r["rolled"]) for r in rows] == [
        (date(2026, 1, 1), 100.0, False),
        (date(2026, 4, 1), 120.0, True),
    ]
    assert [r["entered_at"] for r in rows] == [datetime(2026, 1, 10), datetime(2026, 4, 1)]
    assert ledger.rows(atc_entries(ledger, agreement, any_source=True).count().name("n").as_table()) == [{"n": 3}]


@pytest.mark.parametrize(
    ("rule", "expected"), [("recorded", "sales"), ("first_touch", "marketing"), ("first_touch_before_sales", "sales")]
)
def test_who_sourced_a_deal_depends_on_the_locked_rule(agreement: Agreement, rule: str, expected: str) -> None:
    """A touch on day 3, a call on day 2, a deal on day 9 that the CRM gives to sales."""
    text = """
    2026-01-01 ann created account=acme
    2026-01-02 ann touched by=call
    2026-01-03 web answered lead=ann channel=Webinar
    2026-01-09 big opened lead=ann account=acme sourced_by=sales
    """
    with store_of(text) as store:
        ledger = store.ledger(None)
        facts = deal_facts(ledger, replace(agreement, source_rule=rule))
        assert _one(ledger, facts, "opportunity_id", "big")["sourced_by"] == expected


def test_facts_are_of_their_instant(at: Callable[[str], Ledger], agreement: Agreement) -> None:
    """
    2026-01-10  big  opened  amount=100
    2026-02-10  big  won     amount=90
    """
    ledger = at("2026-01-31")
    assert _one(ledger, deal_facts(ledger, agreement), "opportunity_id", "big")["amount"] == 100.0
    assert ledger.as_of == datetime(2026, 1, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_a_reason_in_another_spelling_belongs_to_its_group(agreement: Agreement) -> None:
    """
    2026-03-02 ann  mql
    2026-03-04 ann  disqualified  reason=bad_fit
    """
    with store_of(test_a_reason_in_another_spelling_belongs_to_its_group.__doc__ or "") as store:
        ledger = store.ledger(None)
        (ann,) = ledger.rows(lead_facts(ledger, agreement))
    assert ann["reason_group"] == "bad_fit"
