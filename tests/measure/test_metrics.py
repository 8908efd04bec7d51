"""Each metric on a ledger small enough to do by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oarlock.agreement import Agreement, Rule
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.facts.funnel import funnel_facts
from oarlock.stats.result import Status

Told = Callable[..., dict[Any, float | None]]


def test_leads_are_counted_in_the_quarter_they_came(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-05  ann  created  source=Webinar
    2026-03-31  ben  created  source=Search
    2026-04-01  cem  created
    2026-07-02  dan  created  source=Search
    """
    found = measure(ledger, agreement, "lead_volume", every="quarter")
    assert told(found) == {"2026Q1": 2, "2026Q2": 1, "2026Q3": 1}
    assert [row.complete for row in found] == [True, True, False]
    assert told(measure(ledger, agreement, "lead_volume", by="source")) == {
        (None, "Search"): 2,
        (None, "Webinar"): 1,
        (None, None): 1,
    }
    assert measure(ledger, agreement, "lead_volume", by="source").records(source=None) == ("cem",)


def test_a_fiscal_year_moves_the_quarters(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-31  ann  created
    2026-02-01  ben  created
    2026-05-01  cem  created
    """
    fiscal = replace(agreement, company=replace(agreement.company, fiscal_year_start_month=2))
    assert told(measure(ledger, fiscal, "lead_volume", every="quarter")) == {"FY26 Q4": 1, "FY27 Q1": 1, "FY27 Q2": 1}


def test_days_are_days_of_the_companys_time_zone(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-03-31 21:59  ann  created
    2026-03-31 22:00  ben  created
    """
    berlin = replace(agreement, company=replace(agreement.company, time_zone="Europe/Berlin"))
    assert told(measure(ledger, berlin, "lead_volume", every="month")) == {"2026-03": 1, "2026-04": 1}
    assert told(measure(ledger, agreement, "lead_volume", every="month")) == {"2026-03": 2}


def test_a_span_is_half_open(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-01  ann  created
    2026-01-31  ben  created
    2026-02-01  cem  created
    2026-03-01  dan  created
    """
    found = measure(ledger, agreement, "lead_volume", every="month", since=date(2026, 1, 15), until=date(2026, 3, 1))
    assert told(found) == {"2026-01": 1, "2026-02": 1}
    assert [row.complete for row in found] == [False, True]


def test_a_segment_is_the_first_whose_rule_holds(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-01  acme  founded  employees=2000 country=DE
    2026-01-01  tiny  founded  employees=5
    2026-01-02  ann   created  account=acme
    2026-01-02  ben   created  account=tiny
    2026-01-02  cem   created
    """
    found = measure(ledger, agreement, "lead_volume", by="segment")
    assert told(found) == {(None, "enterprise"): 1, (None, "smb"): 1, (None, None): 1}
    assert told(measure(ledger, agreement, "lead_volume", by="accounts.country", where="employees > 10")) == {
        (None, "DE"): 1
    }
    for condition in ("segment = 'enterprise'", "SEGMENT = 'smb' AND size = '1 to 10'"):
        assert told(measure(ledger, agreement, "lead_volume", where=condition)) == {None: 1}, condition


def test_an_undecided_lead_is_neither_accepted_nor_rejected(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  mql
    2026-01-02  ann  sal
    2026-01-01  ben  mql
    2026-01-03  ben  disqualified  reason=too_small
    2026-01-01  cem  mql
    2026-01-01  dan  mql
    2026-01-04  dan  sql
    """
    (row,) = measure(ledger, agreement, "acceptance_rate")
    assert (row.estimate, row.n, row.n_events) == (pytest.approx(2 / 3), 3, 2)
    assert measure(ledger, agreement, "acceptance_rate").excluded == {"neither accepted nor rejected yet": 1}


def test_conversion_follows_the_cohort_to_one_horizon(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  mql
    2026-01-11  ann  sal
    2026-01-01  ben  mql
    2026-01-06  ben  disqualified
    2026-01-01  cem  mql
    2026-01-01  dan  mql
    2026-01-31  dan  sal
    """
    found = measure(ledger, agreement, "stage_conversion", horizon=20)
    rows = {row.slice["step"]: row for row in found}
    assert rows["mql → sal"].estimate == 0.25
    assert (rows["mql → sal"].n, rows["mql → sal"].n_events) == (4, 2)
    assert found.params["horizon_days of mql → sal"] == 20


def test_a_skipped_stage_was_passed_at_once(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  mql
    2026-01-11  ann  sql
    2026-01-01  ben  mql
    2026-01-05  ben  sal
    2026-01-31  cem  created
    """
    rows = {row.slice["step"]: row for row in measure(ledger, agreement, "stage_conversion", horizon=15)}
    assert rows["mql → sal"].n_events == 2
    assert (rows["sal → sql"].n, rows["sal → sql"].n_events) == (2, 1)
    stays = {row.slice["stage"]: row for row in measure(ledger, agreement, "time_in_stage")}
    assert stays["sal"].n == 1


def test_waiting_leads_are_counted_as_waiting(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02 09:00  ann  assigned
    2026-03-02 10:00  ann  touched
    2026-03-02 09:00  ben  assigned
    2026-03-02 12:00  ben  touched
    2026-03-02 09:00  cem  assigned
    2026-03-02 09:00  dan  assigned
    2026-03-13 17:00  eve  created
    """
    (row,) = measure(ledger, agreement, "first_response_time")
    assert (row.estimate, row.n, row.n_events, row.also) == (3.0, 4, 2, {"median_so_far": 2.0})
    assert row.status is Status.INSUFFICIENT


def test_a_lead_of_yesterday_is_not_untouched_yet(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-03-02  ann  assigned
    2026-03-03  ann  touched
    2026-03-02  ben  assigned
    2026-03-30  cem  assigned
    2026-03-31  dan  created
    """
    found = measure(ledger, agreement, "untouched_leads")
    assert [(row.estimate, row.n) for row in found] == [(0.5, 2)]
    assert found.excluded == {"handed over less than 14 days ago": 1}


def test_reasons_are_those_of_the_first_disqualification(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-01  ann  disqualified  reason=too_small
    2026-02-01  ann  disqualified  reason=no_budget
    2026-01-01  ben  disqualified
    """
    assert told(measure(ledger, agreement, "disqualification_reasons")) == {(None, "too_small"): 1, (None, None): 1}
    funnel_facts(ledger, agreement)  # kept, they are what is read
    assert told(measure(ledger, agreement, "disqualification_reasons")) == {(None, "too_small"): 1, (None, None): 1}


def test_a_customer_of_a_deal_or_of_a_stage_is_one(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  created
    2026-01-11  ann  customer
    2026-01-01  ben  created
    2026-01-05  big  opened  lead=ben
    2026-01-21  big  won
    2026-01-01  cem  created
    2026-03-01  dan  created
    """
    (rate,) = measure(ledger, agreement, "lead_to_customer_rate", horizon=15, until=date(2026, 2, 1))
    assert (rate.estimate, rate.n, rate.n_events) == (pytest.approx(1 / 3), 3, 2)
    (days,) = measure(ledger, agreement, "time_to_customer")
    assert (days.n_events, days.also) == (2, {"median_so_far": 15.0})


def test_deals_are_told_by_what_became_of_them(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-05  big  opened  amount=100 source=Webinar sourced_by=marketing
    2026-02-05  big  won     amount=120
    2026-01-06  sml  opened  amount=40 sourced_by=sales
    2026-04-06  sml  won
    2026-01-07  low  opened  amount=60
    2026-04-07  low  lost
    2026-05-01  new  opened  amount=10
    2026-05-02  nil  opened
    """
    quarterly = {"every": "quarter"}
    assert told(measure(ledger, agreement, "bookings", **quarterly)) == {"2026Q1": 120, "2026Q2": 40}
    assert told(measure(ledger, agreement, "win_rate", **quarterly)) == {"2026Q1": 1.0, "2026Q2": 0.5}
    assert told(measure(ledger, agreement, "deal_size")) == {None: 80}
    assert told(measure(ledger, agreement, "sourced_share")) == {None: 0.75}
    assert told(measure(ledger, agreement, "pipeline_created", **quarterly)) == {"2026Q1": 200, "2026Q2": 10}
    assert told(measure(ledger, agreement, "open_pipeline", **quarterly)) == {"2026Q1": 100, "2026Q2": 10}
    created = measure(ledger, agreement, "pipeline_created")
    assert created.excluded == {"no amount is known": 1}
    assert measure(ledger, agreement, "sales_cycle").rows[0].also == {"median_so_far": 60.5}


def test_open_pipeline_is_what_stood_then(ledger: Ledger, agreement: Agreement, told: Told) -> None:
    """
    2026-01-05  big  opened   amount=100 stage=Discovery
    2026-02-10  big  changed  amount=150 stage=Proposal
    2026-04-03  big  won
    2026-03-01  sml  opened   amount=20 stage=Discovery
    """
    found = measure(ledger, agreement, "open_pipeline", every="month", by="stage")
    assert {key: value for key, value in told(found).items() if value} == {
        ("2026-01", "Discovery"): 100,
        ("2026-02", "Proposal"): 150,
        ("2026-03", "Proposal"): 150,
        ("2026-03", "Discovery"): 20,
        ("2026-04", "Discovery"): 20,
    }
    assert found.records(period="2026-03", stage="Proposal") == ("big",)


def test_capture_is_told_among_labelled_channels_only(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  ann  created  source=Brand-search
    2026-01-01  ben  created  source=Webinar
    2026-01-01  cem  created  source=Mystery
    """
    labelled = replace(agreement, channels={"brand*": "capture", "webinar": "create"})
    found = measure(ledger, labelled, "capture_share")
    assert [(row.estimate, row.n) for row in found] == [(0.5, 2)]
    assert sum(found.excluded.values()) == 1


def test_deals_in_a_currency_without_a_rate_are_told_beside_every_sum_of_deals(
    ledger: Ledger, agreement: Agreement
) -> None:
    """
    2026-01-02  one  opened  amount=100 currency=JPY
    2026-01-20  one  won
    """
    for name in ("bookings", "deal_size"):
        (caveat,) = measure(ledger, agreement, name).caveats
        assert caveat.startswith(
            "1 deal in JPY counts without an amount: the agreement reports in EUR and there is no rate."
            ' Set reporting_currency = "JPY" under [company]'
        )


def test_the_reporting_currency_written_otherwise_needs_no_rate(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-02  one  opened  amount=100 currency=eur
    2026-01-20  one  won
    """
    found = measure(ledger, agreement, "bookings")
    assert (found.rows[0].estimate, found.caveats) == (100, ())


def test_a_few_foreign_deals_lack_a_rate_not_another_reporting_currency(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-02  one    opened  amount=100
    2026-01-02  two    opened  amount=100
    2026-01-02  three  opened  amount=100 currency=GBP
    """
    (caveat,) = measure(ledger, agreement, "pipeline_created").caveats
    assert caveat.endswith("Import a rate for GBP (rates.csv: currency, valid_from, rate_to_reporting).")


def test_spend_is_split_by_whom_it_reached(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme   founded   employees=200
    2026-01-01  tiny   founded   employees=2
    2026-01-01  good   started
    2026-01-01  mixed  started
    2026-01-01  blind  started
    2026-01-02  good   paid      amount=100
    2026-01-02  mixed  paid      amount=300
    2026-01-02  blind  paid      amount=50
    2026-01-03  good   answered  account=acme
    2026-01-03  mixed  answered  account=acme
    2026-01-03  mixed  answered  account=tiny
    2026-01-03  mixed  answered  account=tiny
    """
    found = measure(ledger, replace(agreement, profile=Rule("employees >= 50")), "on_profile_spend")
    assert [row.estimate for row in found] == [pytest.approx((100 + 300 / 3) / 400)]
    assert "50 EUR of spend reached no account" in found.caveats[0]
    without = measure(ledger, agreement, "on_profile_spend")
    assert [(row.estimate, row.reason) for row in without] == [(None, "the agreement states no ideal customer profile")]


def test_spend_of_a_month_is_split_by_whom_it_reached_in_that_month(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme   founded   employees=200
    2026-01-01  tiny   founded   employees=2
    2026-01-01  fair   started
    2026-01-02  fair   paid      amount=100
    2026-01-03  fair   answered  account=acme
    2026-02-02  fair   paid      amount=300
    2026-02-03  fair   answered  account=tiny
    2026-02-04  fair   answered  account=tiny
    2026-03-02  fair   paid      amount=600
    """
    agreed = replace(agreement, profile=Rule("employees >= 50"))
    found = measure(ledger, agreed, "on_profile_spend", every="month", until=date(2026, 4, 1))
    assert [row.estimate for row in found] == [1, 0, pytest.approx(1 / 3)], (
        "in March nobody answered: one of three ever did"
    )
    (whole,) = measure(ledger, agreed, "on_profile_spend").rows
    assert whole.estimate == pytest.approx((100 + 600 / 3) / 1000)


def test_spend_that_names_only_a_channel_is_in_neither_part_and_told(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme   founded   employees=200
    2026-01-01  good   started
    2026-01-02  good   paid      amount=100
    2026-01-02  blind  paid      amount=50
    2026-01-02  -      noted     table=spend channel=Ads amount=30
    2026-01-03  good   answered  account=acme
    """
    found = measure(ledger, replace(agreement, profile=Rule("employees >= 50")), "on_profile_spend")
    assert [row.estimate for row in found] == [1]
    assert found.caveats[0] == (
        "80 EUR of spend reached no account whose profile is known; it is in neither part. 30 of it names no campaign, only a channel:"
        " import spend with campaign_id."
    )


def test_spend_of_a_single_campaign_has_no_range(agreement: Agreement) -> None:
    """Campaigns are resampled: of one, every draw gives the same share, which is no range without width but none."""
    from journal import store_of

    lines = ["2026-01-01 acme founded employees=200", "2026-01-01 tiny founded employees=2"]
    lines += ["2026-01-03 fair answered account=acme", "2026-01-03 fair answered account=tiny"]
    lines += [f"2026-01-{day:02d} fair paid amount=100" for day in range(1, 31)]
    agreed = replace(agreement, profile=Rule("employees >= 50"))
    with store_of("\n".join(lines)) as store:
        (row,) = measure(store.ledger(None), agreed, "on_profile_spend").rows
    assert (row.estimate, row.lo, row.hi, row.n, str(row.status)) == (0.5, None, None, 30, "insufficient")
    assert row.reason == "too few campaigns for a range: at least 5 are needed"


def test_whose_profile_cannot_be_told_is_neither_on_nor_off_it(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-02  acme founded  employees=200
    2026-01-02  tiny founded  employees=5
    2026-01-07  big  opened   account=acme amount=100
    2026-01-07  low  opened   account=tiny amount=10
    2026-01-07  odd  opened   account=nobody amount=1
    2026-02-20  big  won
    2026-02-20  low  won
    2026-02-20  odd  won
    """
    agreed = replace(agreement, profile=Rule("employees >= 50"))
    found = measure(ledger, agreed, "bookings", by="profile")
    assert {row.slice["profile"]: row.estimate for row in found.rows} == {"on profile": 100, "off profile": 10, None: 1}


def test_a_total_that_every_slice_contradicts_is_flagged(agreement: Agreement) -> None:
    """Both channels improve from the first quarter to the second while their sum falls: the mix moved."""
    from journal import store_of

    lines = []
    for month, source, won, lost in (("02", "A", 24, 16), ("02", "B", 2, 18), ("05", "A", 14, 6), ("05", "B", 6, 34)):
        for number in range(won + lost):
            deal = f"{source}{month}-{number}"
            lines.append(f"2026-{month}-01 {deal} opened source={source}")
            lines.append(f"2026-{month}-20 {deal} {'won' if number < won else 'lost'}")
    lines.append("2026-07-01 last opened")
    with store_of("\n".join(lines)) as store:
        found = measure(store.ledger(None), agreement, "win_rate", every="quarter", by="source")
    assert found.caveats == (
        "From Q1 2026 to Q2 2026 every slice rose while the total fell: the mix moved. Lead with the slices.",
    )
