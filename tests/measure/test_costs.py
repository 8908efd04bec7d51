"""What leads and wins cost, done by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from oarlock.agreement import Agreement, Rule
from oarlock.agreement.capacity import Effort
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.stats.result import Status


@pytest.fixture
def priced(agreement: Agreement) -> Agreement:
    """Hours at 60, eight percent commission, three quarters of revenue left."""
    capacity = replace(agreement.capacity, hourly_cost=60.0, commission_share=0.08, gross_margin=0.75)
    return replace(agreement, capacity=capacity)


def media(found: Any) -> dict[Any, Any]:
    """Rows of the view with media alone, by what they are sliced by."""
    rows = [row for row in found if row.slice["view"] == "media"]
    return {(row.period, *(v for k, v in row.slice.items() if k != "view")): row for row in rows}


def test_a_month_of_spend_is_shared_by_the_leads_it_brought(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  fair   started  channel=Event
    2025-01-05  fair   paid     amount=900 channel=Event
    2025-01-20  fair   paid     amount=-100 channel=Event
    2025-01-10  ann    created  source=Event campaign=fair lead_type=demo
    2025-01-11  ben    created  source=Event campaign=fair lead_type=content
    2025-01-12  cem    created  source=Search lead_type=content
    2025-02-10  fair   paid     amount=300 channel=Event
    2025-03-10  dan    created  source=Event campaign=fair lead_type=demo
    2025-04-02  eve    created  source=Search
    """
    found = measure(ledger, agreement, "cost_per_lead")
    (whole,) = found.rows
    assert (whole.estimate, whole.n) == (pytest.approx(1_100 / 3), 3)
    assert found.excluded == {"came through a channel without recorded spend": 2}
    assert any("€300 went to channels in months in which they brought no lead" in one for one in found.caveats)
    by_month = media(measure(ledger, agreement, "cost_per_lead", every="month"))
    assert by_month[("2025-01",)].estimate == pytest.approx(400)
    assert (by_month[("2025-02",)].estimate, by_month[("2025-02",)].n) == (None, 0)
    assert "at least €100.14" in by_month[("2025-02",)].reason
    by_kind = media(measure(ledger, agreement, "cost_per_lead", by=("channel", "lead_type")))
    assert by_kind[(None, "Event", "demo")].estimate == pytest.approx(200)
    assert by_kind[(None, "Event", "content")].estimate == pytest.approx(400)
    assert by_kind[(None, "Search", "content")].estimate is None
    assert "not free" in by_kind[(None, "Search", "content")].reason
    assert by_kind[(None, "Event", None)].n == 0  # February's money, on a line of its own


def test_spend_that_works_for_longer_is_shared_out_over_its_months(
    ledger: Ledger, at: Callable[[str], Ledger], agreement: Agreement
) -> None:
    """
    2025-01-05  name   started  channel=Brand
    2025-01-05  name   paid     amount=1000 channel=Brand
    2025-01-05  fair   started  channel=Event
    2025-01-06  fair   paid     amount=90 channel=Event
    2025-01-10  ann    created  source=Brand
    2025-01-11  eva    created  source=Event
    2025-02-11  ben    created  source=Brand
    2025-02-12  cem    created  source=Brand
    2025-04-02  dan    created  source=Search
    """
    agreed = replace(agreement, costs=replace(agreement.costs, works_months={"brand": 3}))
    found = measure(ledger, agreed, "cost_per_lead", by="channel", every="month")
    rows = media(found)
    assert rows[("2025-01", "Brand")].estimate == pytest.approx(1000 / 3, abs=1e-5)
    assert rows[("2025-02", "Brand")].estimate == pytest.approx(1000 / 6, abs=1e-5)
    assert "at least" in rows[("2025-03", "Brand")].reason, "a third bought nothing in March"
    assert {unit for unit in found.records(rows[("2025-03", "Brand")]) if "spend of" in unit} == {
        "spend of name 2025-03-01"
    }
    assert rows[("2025-01", "Event")].estimate == pytest.approx(90), "what works at once is as it was"
    assert any("€333 went to channels" in one for one in found.caveats)
    assert any("Brand" in one.title() and "0 EUR of it, 0%, falls into months to come" in one for one in found.caveats)
    plain = media(measure(ledger, agreement, "cost_per_lead", by="channel", every="month"))
    assert plain[("2025-01", "Brand")].estimate == pytest.approx(1000)
    early = measure(at("2025-02-20"), agreed, "cost_per_lead")
    assert any(
        "brand over 3 months ([costs] works_months): 333 EUR of it, 33%, falls into months to come" in one
        for one in early.caveats
    )
    assert early.rows[0].estimate == pytest.approx((2000 / 3 + 90) / 4, abs=1e-5)


def test_channels_spelled_apart_are_one(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-05  x      paid     amount=600 channel=paid_search
    2025-01-10  ann    created  source=PaidSearch
    2025-01-10  ben    created  source=Paid-Search
    2025-01-31  cem    created  source=Other
    """
    found = media(measure(ledger, agreement, "cost_per_lead", by="channel"))
    assert found[(None, "Paid-Search")].estimate == 600
    assert found[(None, "PaidSearch")].estimate is None


def test_spend_that_names_no_channel_is_shared_by_all(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-05  -      noted    table=spend amount=600
    2025-01-10  ann    created  source=Search
    2025-01-10  ben    created  source=Event
    """
    found = media(measure(ledger, agreement, "cost_per_lead", by="source"))
    assert {key: row.estimate for key, row in found.items()} == {(None, "Search"): 300, (None, "Event"): 300}


WON = """
    2025-01-05  x      paid     amount=60000 channel=Ads
    2025-02-05  y      paid     amount=1000 channel=Idle
    2025-02-10  zoe    created  source=Idle
    2025-02-12  org    created  source=Organic
    2025-02-20  free   opened   lead=org amount=50000 kind=new
    2025-03-20  free   won
    2025-01-10  a      created  source=Ads lead_type=demo
    2025-01-10  b      created  source=Ads lead_type=demo
    2025-01-10  c      created  source=Ads
    2025-01-10  d      created  source=Ads
    2025-01-20  one    opened   lead=a amount=20000 kind=new
    2025-01-20  two    opened   lead=b amount=40000 kind=new
    2025-03-01  one    won
    2025-03-01  two    won
    2026-06-30  late   created  source=Ads
"""


def test_a_win_costs_what_its_leads_cost(ledger: Ledger, priced: Agreement) -> None:
    rows = {
        (r.slice["view"], r.slice["channel"]): r for r in measure(ledger, priced, "cost_per_acquisition", by="channel")
    }
    ads = rows["media", "Ads"]
    assert ads.also["cost_per_win_so_far"] == pytest.approx(30_000)
    assert (ads.also["wins"], ads.also["deal_size"]) == (2, 30_000)
    # Ads' prior is that of both channels: 61,000 for two wins. Gamma(2 + 2) over 61,000 + 60,000, median by hand 3.6721.
    assert ads.estimate == pytest.approx(121_000 / 3.67206, rel=1e-4)
    # handling: five leads of 1.5 h at 60; commission: 8 % of the mean amount on each win
    loaded = rows["loaded", "Ads"]
    assert loaded.also["cost"] == pytest.approx(60_000 + 5 * 1.5 * 60 + 2 * 0.08 * 30_000)
    idle = rows["media", "Idle"]
    assert (idle.estimate, idle.lo, idle.hi) == (None, pytest.approx(1_000 / 2.995732, rel=1e-4), None)
    assert "no win so far: at least €334 a win, at 95 %" in idle.reason
    organic = rows["media", "Organic"]
    assert (organic.estimate, organic.lo) == (None, None)
    assert organic.reason.startswith("1 lead and 1 win: no spend is recorded")


test_a_win_costs_what_its_leads_cost.__doc__ = WON


def test_payback_takes_the_loaded_cost_over_the_monthly_margin(ledger: Ledger, priced: Agreement) -> None:
    (row,) = measure(ledger, priced, "payback", where="channel = 'Ads'").rows
    loaded = (60_000 + 5 * 1.5 * 60) / 2 + 0.08 * 30_000
    assert row.estimate == pytest.approx(loaded / (30_000 * 0.75 / 12))
    assert row.lo is not None
    assert row.hi is not None
    assert row.lo < row.estimate < row.hi
    assert row.status is Status.INSUFFICIENT


test_payback_takes_the_loaded_cost_over_the_monthly_margin.__doc__ = WON


def test_payback_without_a_margin_names_the_clause(ledger: Ledger, agreement: Agreement) -> None:
    (row,) = measure(ledger, agreement, "payback").rows
    assert (row.estimate, row.reason) == (None, "the agreement states no gross margin; set capacity.gross_margin")


test_payback_without_a_margin_names_the_clause.__doc__ = WON


def young(days: int) -> str:
    """Sixty old leads, thirty of them won a hundred days on, and a young cohort of sixty that cost as much."""
    lines = ["2024-01-01  x  paid  amount=6000 channel=Ads", "2025-06-01  x  paid  amount=6000 channel=Ads"]
    for i in range(60):
        lines.append(f"2024-01-01  old{i}  created  source=Ads")
        lines.append(f"2025-06-01  new{i}  created  source=Ads")
    for i in range(30):
        lines.append(f"2024-02-01  deal{i}  opened  lead=old{i} amount=10 kind=new")
        lines.append(f"2024-{4 + i // 15:02d}-10  deal{i}  won")
    return "\n".join(lines)


def test_a_young_cohort_is_too_early_and_not_dear(at: Callable[[str], Ledger], agreement: Agreement) -> None:
    asked = media(measure(at("2025-08-20"), agreement, "cost_per_acquisition", every="quarter"))
    assert asked[("2024Q1",)].estimate == pytest.approx(200)
    assert (asked[("2025Q2",)].estimate, asked[("2025Q2",)].status) == (None, Status.IMMATURE)
    assert "too early" in asked[("2025Q2",)].reason
    # What is asked of an earlier time is still judged by what is known today.
    old = media(measure(at("2025-08-20"), agreement, "cost_per_acquisition", until=date(2024, 1, 31)))
    assert (old[(None,)].estimate, old[(None,)].also["part_of_wins_seen"]) == (pytest.approx(200), 1.0)
    # All wins come within 130 days, so that all of the 6,000 is matured, and brought none.
    half = media(measure(at("2025-11-01"), agreement, "cost_per_acquisition", every="quarter"))
    assert "no win so far: at least €2,003" in half[("2025Q2",)].reason


test_a_young_cohort_is_too_early_and_not_dear.__doc__ = young(0)


def test_hours_follow_the_kind_of_lead_and_team_costs_their_driver(ledger: Ledger, priced: Agreement) -> None:
    """
    2025-01-05  x      paid     amount=1000 channel=Ads
    2025-01-05  y      paid     amount=3000 channel=Event
    2025-01-10  a      created  source=Ads lead_type=Demo
    2025-01-10  b      created  source=Event
    2025-01-10  c      created  source=Event
    2025-01-10  d      created  source=Event
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-02-01 team=marketing kind=people amount=8000
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-02-01 team=sales kind=people amount=5000
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-02-01 team=sales kind=tools amount=400
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-02-01 team=success kind=people amount=900
    """
    capacity = replace(priced.capacity, efforts=(Effort("demo", 2.5),))
    sharing = replace(priced.costs, marketing_by="spend", sales_by="leads")
    shared = replace(priced, capacity=capacity, costs=sharing)
    rows = {(r.slice["view"], r.slice["channel"]): r for r in measure(ledger, shared, "cost_per_lead", by="channel")}
    assert rows["loaded", "Ads"].estimate == pytest.approx(1_000 + 2.5 * 60 + 2_000 + 100)
    assert rows["loaded", "Event"].estimate == pytest.approx(1_000 + 1.5 * 60 + 2_000 + 100)
    assert rows["media", "Ads"].estimate == pytest.approx(1_000)
    unshared = measure(ledger, priced, "cost_per_lead", by="channel")
    (alone,) = (r for r in unshared if r.slice == {"view": "loaded", "channel": "Ads"})
    assert alone.estimate == pytest.approx(1_000 + 1.5 * 60)


def test_a_currency_without_a_rate_is_said_and_not_counted(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-05  x      paid     amount=1000 channel=Ads
    2025-01-06  x      paid     amount=1000 channel=Ads currency=CHF
    2025-01-10  a      created  source=Ads
    """
    found = measure(ledger, agreement, "cost_per_lead")
    assert found.rows[0].estimate == 1_000
    assert any("1 row of spend in a currency without a rate to EUR" in one for one in found.caveats)


def test_more_refunded_than_spent_is_no_cost(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-05  x      paid     amount=-1000 channel=Ads
    2025-01-10  a      created  source=Ads
    """
    (row,) = measure(ledger, agreement, "cost_per_lead").rows
    assert (row.estimate, row.status) == (None, Status.DEGENERATE)
    assert "refunded" in row.reason


def test_both_teams_costs_of_the_revenue_of_their_period(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-10  x      paid     amount=5000 channel=Ads
    2025-05-10  x      paid     amount=7000 channel=Ads
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-04-01 team=marketing kind=people amount=10000
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-07-01 team=sales kind=people amount=36200
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-04-01 team=success kind=people amount=999
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 segment=smb amount=60000
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 segment=big amount=40000
    2025-07-01  end    created
    """
    rows = {row.period: row for row in measure(ledger, agreement, "sales_marketing_ratio", every="quarter")}
    # 36,200 over the 181 days of the half year is 200 a day, 18,000 for the first quarter.
    assert rows["2025Q1"].estimate == pytest.approx((5_000 + 10_000 + 18_000) / 100_000)
    assert (rows["2025Q2"].estimate, rows["2025Q2"].reason) == (None, "no revenue is recorded for the period")
    teams = measure(ledger, agreement, "sales_marketing_ratio", every="quarter", by="team")
    told = {row.slice["team"]: row.estimate for row in teams if row.period == "2025Q1"}
    assert (told["marketing"], told["sales"]) == (pytest.approx(0.15), pytest.approx(0.18))
    # Asked about the whole time, costs of the months whose revenue nobody recorded yet do not count as if nothing had come in.
    found = measure(ledger, agreement, "sales_marketing_ratio")
    assert found.rows[0].estimate == pytest.approx((5_000 + 10_000 + 18_000) / 100_000)
    assert found.excluded == {"no revenue is recorded for the month": 4}


def test_revenue_from_before_costs_were_recorded_does_not_make_them_small(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  -      noted    table=costs period_start=2025-04-01 period_end=2025-07-01 team=sales kind=people amount=9100
    2025-04-10  x      paid     amount=900 channel=Ads
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 amount=90000
    2025-04-01  -      noted    table=revenue period_start=2025-04-01 period_end=2025-07-01 amount=91000
    2025-07-01  end    created
    """
    found = measure(ledger, agreement, "sales_marketing_ratio")
    assert found.rows[0].estimate == pytest.approx((9_100 + 900) / 91_000)
    assert found.excluded == {"costs were not recorded yet, or no longer": 3}


def test_costs_and_revenue_that_overlap_count_and_are_told(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  -      noted    table=costs period_start=2025-01-01 period_end=2025-04-01 team=sales kind=people amount=9000
    2025-01-01  -      noted    table=costs period_start=2025-02-01 period_end=2025-03-01 team=sales kind=people amount=3000
    2025-01-01  -      noted    table=costs period_start=2025-02-01 period_end=2025-03-01 team=sales kind=tools amount=500
    2025-01-01  -      noted    table=costs period_start=2025-02-01 period_end=2025-03-01 team=success kind=people amount=500
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 amount=100000
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 segment=smb amount=60000
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 segment=big amount=40000
    2025-01-01  -      noted    table=revenue period_start=2025-04-01 period_end=2025-07-01 segment=smb amount=60000
    2025-07-01  end    created
    """
    found = measure(ledger, agreement, "sales_marketing_ratio", every="quarter")
    assert found.rows[0].estimate == pytest.approx(12_500 / 200_000)
    assert found.caveats[0].startswith(
        "1 cost begins inside the period of another of the same team and kind (first: sales, people, 2025-02-01); both count."
    )
    assert found.caveats[1].startswith(
        "2 rows of revenue begin inside the period of another of the same segment or of all (first: 2025-01-01); both count."
    )


def test_without_revenue_or_costs_the_ratio_is_unknown(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-04-01 amount=60000
    """
    (row,) = measure(ledger, agreement, "sales_marketing_ratio").rows
    assert (row.estimate, row.reason) == (None, "neither spend nor costs recorded; import spend and costs")


def test_what_is_recorded_by_day_belongs_to_the_day_of_the_company(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  fair   started  channel=Event
    2025-01-01  fair   paid     amount=900 channel=Event
    2025-07-01  fair   paid     amount=300 channel=Event
    2025-01-10  ann    created  source=Search
    2025-01-01  -      noted    table=revenue period_start=2025-01-01 period_end=2025-02-01 amount=9000
    2025-01-01  -      noted    table=revenue period_start=2025-07-01 period_end=2025-08-01 amount=6000
    2025-08-02  eve    created  source=Search
    """
    for zone in ("America/New_York", "UTC", "Pacific/Auckland"):
        there = replace(agreement, company=replace(agreement.company, time_zone=zone))
        cost = media(measure(ledger, there, "cost_per_lead", every="month"))
        assert {key[0]: row.also["cost"] for key, row in cost.items() if row.also.get("cost")} == {
            "2025-01": 900,
            "2025-07": 300,
        }
        told = measure(ledger, there, "sales_marketing_ratio", every="month")
        assert {row.period: row.estimate for row in told if row.estimate} == {
            "2025-01": pytest.approx(0.1),
            "2025-07": pytest.approx(0.05),
        }


def test_what_a_campaign_reached_is_told_by_months_of_the_company(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01        good  founded   employees=200
    2025-01-01        tiny  founded   employees=5
    2025-01-01        fair  started   channel=Event
    2025-01-15        fair  paid      amount=900 channel=Event
    2025-02-01 03:00  fair  answered  account=good channel=Event
    2025-02-15 12:00  fair  answered  account=tiny channel=Event
    2025-03-01        eve   created
    """
    told = replace(agreement, profile=Rule("employees >= 50"))
    there = replace(told, company=replace(told.company, time_zone="America/New_York"))
    (row,) = measure(ledger, there, "on_profile_spend")
    assert row.estimate == 1  # in New York the first of February had not begun


def test_spend_on_profile_is_told_at_the_rate_of_its_day_like_every_spend(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-01  good  founded   employees=200
    2025-01-01  tiny  founded   employees=5
    2025-01-01  USD   noted     table=rates rate_to_reporting=0.5
    2025-02-01  USD   noted     table=rates rate_to_reporting=1
    2025-01-01  fair  started   channel=Event
    2025-01-01  talk  started   channel=Event
    2025-01-15  fair  paid      amount=100 channel=Event currency=USD
    2025-01-15  talk  paid      amount=50 channel=Event currency=EUR
    2025-01-16  fair  answered  account=good channel=Event
    2025-01-16  talk  answered  account=tiny channel=Event
    2025-03-01  eve   created
    """
    (row,) = measure(ledger, replace(agreement, profile=Rule("employees >= 50")), "on_profile_spend")
    assert row.estimate == pytest.approx(0.5)


def test_how_old_a_cohort_is_is_told_by_the_day_of_the_company(ledger: Ledger, agreement: Agreement) -> None:
    """
    2025-01-02 12:00  ann  created   source=Web
    2025-01-02 12:00  bob  created   source=Web
    2025-01-02 12:00  cid  created   source=Web
    2025-01-02 12:00  dee  created   source=Web
    2025-01-12 12:00  ann  customer
    2025-01-12 12:00  bob  customer
    2025-02-01 12:00  cid  customer
    2025-02-01 12:00  dee  customer
    2025-05-02 12:00  eve  created   source=Web
    2025-05-03        -    noted     table=spend channel=Web amount=100
    2025-06-14 12:30  -    noted     table=touches touch_id=t channel=Web lead_id=eve
    """
    there = replace(agreement, company=replace(agreement.company, time_zone="Pacific/Auckland"))
    cost = media(measure(ledger, there, "cost_per_acquisition", every="month"))
    (row,) = [row for key, row in cost.items() if key[0] == "2025-05"]
    # The 14th of June ends as the 15th in Auckland, thirty days on.
    assert row.also["part_of_wins_seen"] == pytest.approx(1)
