"""Credit through the ledger: journeys small enough to do by hand, and equality with the array methods on any journeys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from journal import store_of
from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.measure.engine import measure
from oarlock.measure.facts.chain import chain
from oarlock.measure.facts.credit import RULES
from oarlock.stats.attribution import rules
from oarlock.stats.attribution.counting import transitions
from oarlock.stats.attribution.markov import removal_effects
from oarlock.stats.attribution.paths import paths
from oarlock.stats.attribution.shapley import coverage
from oarlock.stats.result import Status


def by_model(
    ledger: Ledger, agreement: Agreement, name: str = "attributed_revenue", **how: Any
) -> dict[str, dict[str, float]]:
    """Credit by model and channel."""
    found: dict[str, dict[str, float]] = {}
    for row in measure(ledger, agreement, name, **how):
        found.setdefault(str(row.slice["model"]), {})[str(row.slice["channel"])] = row.estimate or 0.0
    return found


def with_settings(agreement: Agreement, **settings: Any) -> Agreement:
    return replace(agreement, attribution=replace(agreement.attribution, **settings))


def test_a_deal_is_split_by_every_convention(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme  founded
    2026-01-03  ann   created   account=acme
    2026-01-02  c     answered  lead=ann account=acme channel=Event
    2026-01-03  c     answered  lead=ann account=acme channel=Content
    2026-01-10  c     answered  lead=ann account=acme channel=Webinar
    2026-01-17  c     answered  lead=ann account=acme channel=Search
    2026-01-10  big   opened    account=acme lead=ann amount=100
    2026-01-17  big   won
    """
    found = by_model(ledger, with_settings(agreement, lookback_days=30))
    whole = {"Event", "Content", "Webinar", "Search"}
    assert found["first"] == {"Event": 100}
    assert found["last"] == {"Search": 100}
    assert found["linear"] == dict.fromkeys(whole, 25)
    assert found["u_hubspot"] == pytest.approx({"Event": 40, "Content": 10, "Webinar": 10, "Search": 40})
    assert found["u_marketo"] == pytest.approx({"Event": 50, "Content": 50})
    assert found["w"] == pytest.approx({"Event": 30, "Content": 30, "Webinar": 30, "Search": 10})
    assert found["full_path"] == pytest.approx(dict.fromkeys(whole, 25))  # four milestones and nobody else
    assert found["j"] == pytest.approx({"Event": 20, "Content": 10, "Webinar": 10, "Search": 60})
    decay = {"Event": 2 ** (-15 / 7), "Content": 0.25, "Webinar": 0.5, "Search": 1.0}
    assert found["time_decay"] == pytest.approx({name: 100 * one / sum(decay.values()) for name, one in decay.items()})
    assert found["shapley"] == dict.fromkeys(whole, 25)
    assert found["markov"] == pytest.approx(dict.fromkeys(whole, 25))


def test_a_chatty_contact_is_one_voice(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """The buying group of METHODS 4.1, through the ledger."""
    entry = oracle("S4.buying_group")
    lines, day = ["2026-01-01 acme founded"], 2
    for person, channels in entry["inputs"]["people"].items():
        lines.append(f"2026-01-01 {person} created account=acme")
        for channel in channels:
            lines.append(f"2026-01-{day:02} c answered lead={person} account=acme channel={channel}")
            day += 1
    lines += ["2026-02-01 big opened account=acme amount=1", "2026-02-02 big won"]
    with store_of("\n".join(lines)) as store:
        found = by_model(store.ledger(None), with_settings(agreement, lookback_days=90))
    assert found["linear"] == pytest.approx(entry["expected"]["touch_linear"])
    assert found["person_balanced"] == pytest.approx(entry["expected"]["person_balanced"])


def test_sourced_is_a_partition_and_influenced_is_not(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """S4.sourced_vs_influenced."""
    entry = oracle("S4.sourced_vs_influenced")
    lines = []
    for deal, amount, team, channels in entry["inputs"]["deals"]:
        lines.append(f"2026-01-01 {deal}-co founded")
        lines += [f"2026-01-0{i + 2} c answered account={deal}-co channel={name}" for i, name in enumerate(channels)]
        lines += [
            f"2026-02-01 {deal} opened account={deal}-co amount={amount} sourced_by={team}",
            f"2026-02-02 {deal} won",
        ]
    with store_of("\n".join(lines)) as store:
        ledger, expected = store.ledger(None), entry["expected"]
        sourced = measure(ledger, agreement, "sourced_revenue")
        recorded = {row.slice["sourced_by"]: row.estimate for row in sourced if row.slice["definition"] == "recorded"}
        assert recorded == expected["sourced"]
        for definition in ("recorded", "first_touch", "first_touch_before_sales"):
            parts = [row.estimate for row in sourced if row.slice["definition"] == definition]
            assert sum(parts) == expected["sourced_sum"] == expected["total"]
        found = measure(ledger, with_settings(agreement, lookback_days=60), "influenced_revenue")
        influenced = {row.slice["channel"]: row.estimate for row in found}
    assert influenced.pop("any touch") == expected["influenced_any"]
    assert influenced == expected["influenced_by_channel"]
    assert sum(influenced.values()) == expected["influenced_sum"]
    assert "no base rate: no deal was lost" in found.rows[0].reason


def test_influence_stands_beside_its_base_rate(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """S4.influence_baseline: 30 of 40 wins touched against 42 of 60 losses."""
    lines = []
    for status, touched, n in (("won", 30, 40), ("lost", 42, 60)):
        for i in range(n):
            deal = f"{status}{i}"
            lines += [f"2026-01-01 {deal}-co founded", f"2026-02-01 {deal} opened account={deal}-co amount=10"]
            lines += [f"2026-01-05 c answered account={deal}-co channel=Event"] if i < touched else []
            lines += [f"2026-02-20 {deal} {status}"]
    expected = oracle("S4.influence_baseline")["expected"]
    with store_of("\n".join(lines)) as store:
        found = measure(store.ledger(None), with_settings(agreement, lookback_days=60), "influenced_revenue")
    row = found.rows[0]
    assert (row.slice["channel"], row.estimate, row.n, row.n_events) == ("any touch", 300, 72, 30)
    assert row.also["risk_ratio"] == pytest.approx(expected["risk_ratio"])
    ends = [row.also[name] for name in ("difference", "difference_lo", "difference_hi")]
    assert ends == pytest.approx(expected["diff"])
    assert row.reason == "touched 30 of 40 wins and 42 of 60 losses: cannot be told from chance"


def test_few_touched_deals_get_no_word_on_influence(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  a     founded
    2026-01-01  b     founded
    2026-02-01  good  opened    account=a amount=10
    2026-02-01  bad   opened    account=b amount=10
    2026-02-05  web   answered  account=b channel=Event
    2026-02-20  good  won
    2026-02-20  bad   lost
    """
    row = measure(ledger, agreement, "influenced_revenue").rows[0]
    assert (row.slice["channel"], row.status) == ("any touch", "insufficient")
    assert row.reason == "1 touched deal, a verdict needs 30; touched 0 of 1 win and 1 of 1 loss"


def test_what_nobody_answered_and_nobody_did_sources_nothing(ledger: Ledger, agreement: Agreement, told: Any) -> None:
    """
    2026-01-01  web   answered  account=a channel=Partner kind=bot
    2026-01-02  seq   answered  account=a channel=Outbound kind=sent
    2026-01-03  ann   created   account=a
    2026-01-04  ann   touched   by=email automated=yes
    2026-01-05  web   answered  lead=ann channel=Webinar kind=form
    2026-01-10  big   opened    account=a amount=100 sourced_by=sales
    2026-01-20  big   won
    """
    assert told(measure(ledger, agreement, "sourced_revenue")) == {
        (None, "recorded", "sales"): 100,
        (None, "first_touch", "marketing"): 100,
        (None, "first_touch_before_sales", "marketing"): 100,
    }


def test_who_sourced_a_deal_under_three_definitions(ledger: Ledger, agreement: Agreement, told: Any) -> None:
    """
    2026-01-01  a     founded
    2026-01-01  b     founded
    2026-01-01  ann   created   account=a
    2026-01-02  ann   touched   by=call
    2026-01-05  c     answered  lead=ann account=a channel=Webinar
    2026-01-10  big   opened    account=a lead=ann amount=100 sourced_by=marketing
    2026-01-20  big   won
    2026-01-10  low   opened    account=b amount=40 sourced_by=marketing
    2026-01-20  low   won
    """
    assert told(measure(ledger, agreement, "sourced_revenue")) == {
        (None, "recorded", "marketing"): 140,
        (None, "first_touch", "marketing"): 100,
        (None, "first_touch", None): 40,
        (None, "first_touch_before_sales", "sales"): 100,
        (None, "first_touch_before_sales", None): 40,
    }


def test_the_first_touch_of_an_account_sources_only_deals_that_follow_it(
    ledger: Ledger, agreement: Agreement, told: Any
) -> None:
    """
    2026-01-01  a      founded
    2026-01-01  ann    created   account=a
    2026-01-05  c      answered  account=a channel=Outbound
    2026-01-06  c      answered  lead=ann account=a channel=Webinar
    2026-01-03  early  opened    account=a lead=ann amount=7 sourced_by=partner
    2026-01-10  late   opened    account=a lead=ann amount=20 sourced_by=marketing
    2026-01-11  other  opened    account=a amount=3 sourced_by=marketing
    2026-01-20  early  won
    2026-01-20  late   won
    2026-01-20  other  won
    """
    purposes = replace(agreement, channels={"outbound": "outbound", "webinar": "create"})
    found = told(measure(ledger, purposes, "sourced_revenue"))
    assert {key[1:]: value for key, value in found.items() if key[1] != "recorded"} == {
        ("first_touch", "partner"): 7,
        ("first_touch", "sales"): 23,
        ("first_touch_before_sales", "partner"): 7,
        ("first_touch_before_sales", "sales"): 23,
    }


def test_a_win_without_a_touch_keeps_the_sums_whole(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  a    founded
    2026-01-01  b    founded
    2026-01-05  c    answered  account=a channel=Event
    2026-01-10  big  opened    account=a amount=100
    2026-01-20  big  won
    2026-01-10  low  opened    account=b amount=40
    2026-01-20  low  won
    2026-02-01  nil  opened    account=b
    2026-02-02  nil  won
    """
    found = measure(ledger, agreement, "attributed_revenue")
    for model, channels in by_model(ledger, agreement).items():
        assert channels == {"Event": 100, "no touch recorded": 40}, model
    assert found.excluded == {"no amount is known": 1}
    assert all(row.status is Status.INSUFFICIENT for row in found)
    assert found.caveats[0] == "Treat credit as bookkeeping unless a test is linked."
    assert "2 of 3 deals have no touch" in found.caveats[1]
    assert found.records(model="last", channel="Event") == ("big",)


def test_only_wins_without_touches_and_no_chain(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  a    founded
    2026-01-01  b    founded
    2026-01-05  c    answered  account=b channel=Event
    2026-01-10  big  opened    account=a amount=100
    2026-01-20  big  won
    """
    found = by_model(ledger, agreement)
    assert "markov" not in found
    assert set(found) == set(RULES)
    assert all(channels == {"no touch recorded": 100} for channels in found.values())


def test_whose_touches_count(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  group  founded
    2026-01-01  acme   founded   parent_id=group
    2026-01-01  sister founded   parent_id=group
    2026-01-01  ann    created   account=acme
    2026-01-01  ben    created   account=acme
    2026-01-01  cem    created   account=sister
    2026-01-02  x      answered  lead=ann channel=Event
    2026-01-03  x      answered  lead=ben channel=Search
    2026-01-04  x      answered  lead=cem channel=Content
    2026-01-10  big    opened    account=acme amount=100
    2026-01-11  big    noted     table=contact_roles lead_id=ann
    2026-01-20  big    won
    2026-01-10  low    opened    account=group amount=10
    2026-01-20  low    won
    """
    narrow = {"Event": 100, "no touch recorded": 10}
    wide = {"Event": 110 / 3, "Search": 110 / 3, "Content": 110 / 3}
    for scope, linear in (
        ("roles", narrow),
        ("account", {"Event": 50, "Search": 50, "no touch recorded": 10}),
        ("broad", wide),
        ("buying_group", {"Event": 100 + 10 / 3, "Search": 10 / 3, "Content": 10 / 3}),
    ):
        settings = with_settings(agreement, scope=scope, lookback_days=60, models=("linear",))
        assert by_model(ledger, settings)["linear"] == pytest.approx(linear), scope
    scopes = measure(ledger, with_settings(agreement, lookback_days=60), "attributed_revenue").caveats
    assert any("contact roles: Event 100%" in words for words in scopes)


def test_what_earns_nothing(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01        acme  founded
    2026-01-01        ann   created   account=acme
    2025-11-01        c     answered  lead=ann channel=Old
    2026-01-02 10:00  c     answered  lead=ann channel=Event
    2026-01-02 10:29  c     answered  lead=ann channel=Event
    2026-01-02 10:30  c     answered  lead=ann channel=Search
    2026-01-03        c     answered  lead=ann channel=Mail kind=Sent
    2026-01-25        c     answered  lead=ann channel=After
    2026-01-10        big   opened    account=acme lead=ann amount=100
    2026-01-20        big   won
    """
    found = by_model(ledger, with_settings(agreement, lookback_days=30))["linear"]
    assert found == {"Event": 50, "Search": 50}, "too old, repeated at once, not answered, and after the win"
    pipeline = by_model(ledger, with_settings(agreement, lookback_days=30), "attributed_pipeline")["linear"]
    assert pipeline == {"Event": 50, "Search": 50}


def test_what_lies_outside_a_journey_repeats_nothing_in_it(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01        acme  founded
    2026-01-01        ann   created   account=acme
    2026-01-09 23:50  c     answered  lead=ann channel=Event
    2026-01-10 00:05  c     answered  lead=ann channel=Event
    2026-01-12        c     answered  lead=ann channel=Search
    2026-01-10        big   opened    account=acme lead=ann amount=100
    2026-01-20        big   won
    """
    ten = with_settings(agreement, lookback_days=10)
    assert by_model(ledger, ten)["linear"] == {"Event": 50, "Search": 50}, "the earlier one is too old to be repeated"
    assert by_model(ledger, ten, "attributed_pipeline")["linear"] == {"Event": 100}
    assert by_model(ledger, with_settings(agreement, lookback_days=11))["linear"] == {"Event": 50, "Search": 50}


def test_sales_is_a_channel_where_the_agreement_says_so(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme  founded
    2026-01-01  ann   created   account=acme
    2026-01-02  c     answered  lead=ann channel=Event
    2026-01-03  ann   touched   by=call
    2026-01-04  ann   touched   by=email automated=true
    2026-01-10  big   opened    account=acme lead=ann amount=100
    2026-01-20  big   won
    """
    assert by_model(ledger, agreement)["linear"] == {"Event": 100}
    assert by_model(ledger, with_settings(agreement, sales_touches=True))["linear"] == {"Event": 50, "Sales call": 50}


def test_capture_passes_its_credit_to_creation(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme  founded
    2026-01-01  ann   created   account=acme
    2026-01-02  c     answered  lead=ann channel=Direct
    2026-01-03  c     answered  lead=ann channel=Webinar
    2026-01-04  c     answered  lead=ann channel=Direct
    2026-01-05  c     answered  lead=ann channel=Partner
    2026-01-10  big   opened    account=acme lead=ann amount=100
    2026-01-20  big   won
    """
    found = by_model(ledger, agreement)
    assert found["person_balanced"] == {"Direct": 50, "Webinar": 25, "Partner": 25}
    assert found["capture_adjusted"] == {"base demand": 25, "Webinar": 50, "Partner": 25}


def test_pipeline_credit_ends_where_the_deal_begins(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  acme  founded
    2026-01-02  c     answered  account=acme channel=Event
    2026-01-15  c     answered  account=acme channel=Search
    2026-01-10  big   opened    account=acme amount=80
    2026-01-20  big   won       amount=100
    """
    assert by_model(ledger, agreement, "attributed_pipeline")["linear"] == {"Event": 80}
    assert by_model(ledger, agreement)["linear"] == {"Event": 50, "Search": 50}


def test_one_channel_and_a_journey_of_four_thousand_touches(agreement: Agreement) -> None:
    """Four thousand touches of a hundred people on one channel, half an hour apart at least."""
    lines = ["2026-01-01 acme founded"]
    lines += [
        f"2026-01-{1 + i % 28:02} {i // 1000 + 8:02}:{i % 60:02} c answered account=acme channel=Event lead=p{i}"
        for i in range(4000)
    ]
    lines += ["2026-02-01 big opened account=acme amount=100", "2026-02-02 big won"]
    with store_of("\n".join(lines)) as store:
        found = by_model(store.ledger(None), with_settings(agreement, lookback_days=90))
    assert all(channels == {"Event": pytest.approx(100)} for channels in found.values())
    assert set(found) == {*RULES, "markov"}


def test_a_hundred_deals_rank_their_channels(agreement: Agreement) -> None:
    """Forty deals touched by events, ten by search, fifty lost: ranks hold, credit sums to bookings in every period and slice."""
    lines = []
    for i in range(100):
        channel, status = ("Event" if i % 5 else "Search"), ("won" if i < 50 else "lost")
        month = 1 + i % 6
        lines += [
            f"2026-0{month}-01 co{i} founded",
            f"2026-0{month}-02 c answered account=co{i} channel={channel}",
            f"2026-0{month}-05 d{i} opened account=co{i} amount={100 + i} source={channel}",
            f"2026-0{month}-20 d{i} {status}",
        ]
    lines.append("2026-07-02 late opened")
    with store_of("\n".join(lines)) as store:
        ledger = store.ledger(None)
        found = measure(ledger, agreement, "attributed_revenue", every="quarter")
        booked = {row.period: row.estimate for row in measure(ledger, agreement, "bookings", every="quarter")}
        for (period, model), rows in groupby(found, key=lambda row: (row.period, row.slice["model"])):
            assert sum(row.estimate for row in rows) == pytest.approx(booked[period]), (period, model)
        whole = measure(ledger, agreement, "attributed_revenue")
    (event,) = [row for row in whole if (row.slice["model"], row.slice["channel"]) == ("first", "Event")]
    assert (event.status, event.n, event.also["conversions"], event.also["rank"]) == (Status.OK, 40, 40, 1)
    assert event.also["rank_kept"] == 1
    assert event.lo < event.estimate < event.hi
    assert any("at least 80% of draws" in words and "Event (1), Search (2)" in words for words in whole.caveats)


TWO_DEALS = """
    2026-01-01  group  founded
    2026-01-01  acme   founded   parent_id=group
    2026-01-01  sister founded   parent_id=group
    2026-01-01  ann    created   account=acme
    2026-01-01  cem    created   account=sister
    2026-01-02  x      answered  lead=ann account=acme channel=Event
    2026-01-03  x      answered  lead=cem account=sister channel=Search
    2026-01-04  x      answered  lead=ann account=acme channel=Direct
    2026-01-10  big    opened    account=acme lead=ann amount=100 source=Fair
    2026-01-11  big    noted     table=contact_roles lead_id=cem
    2026-01-20  big    won
    2026-04-10  low    opened    account=sister amount=10 source=Web
    2026-04-20  low    won
    2026-04-21  nil    opened    account=other
    2026-04-22  nil    won
"""


def test_rows_that_tell_all_models_at_once_add_up_to_those_of_each(agreement: Agreement) -> None:
    """The same rows, numbers and ranges by every slice, whether the models are told apart before adding up or after."""
    with store_of(TWO_DEALS) as store:
        ledger, stated = store.ledger(None), with_settings(agreement, lookback_days=60)
        part = registry.load("measure", "attributed_revenue", "METRIC")
        for how in ({}, {"every": "quarter"}, {"by": "source"}, {"where": "source = 'Fair'"}):
            folded, apart = (measure(ledger, stated, one, **how) for one in (part, replace(part, folded=None)))
            assert folded.rows == apart.rows, how
            assert folded.excluded == apart.excluded


def test_a_rule_and_a_look_at_the_deals_may_name_model_and_channel(agreement: Agreement) -> None:
    """Only the deals that a model gives a channel a part of, though one row tells all models."""
    with store_of(TWO_DEALS) as store:
        ledger, stated = store.ledger(None), with_settings(agreement, lookback_days=60)
        whole = measure(ledger, stated, "attributed_revenue")
        assert whole.records(model="first", channel="Event") == ("big",)
        assert whole.records(model="first", channel="Search") == ()
        assert whole.records(model="linear", channel="Search") == ("big",)
        assert whole.records(model="first", channel="no touch recorded") == ("low", "nil")
        found = by_model(ledger, stated, where="model = 'markov' and channel = 'Event'")
        assert found == {"markov": {"Event": pytest.approx(by_model(ledger, stated)["markov"]["Event"])}}


def test_a_touch_counts_once_where_it_belongs_to_a_deal_in_two_ways(agreement: Agreement) -> None:
    """Cem is in the contact roles and of the sister company: his touch is of the roles, once."""
    with store_of(TWO_DEALS) as store:
        for scope in ("roles", "broad", "buying_group"):
            settings = with_settings(agreement, scope=scope, lookback_days=60)
            found = by_model(store.ledger(None), settings, where="source = 'Fair'")["linear"]
            assert found == pytest.approx(dict.fromkeys(("Event", "Search", "Direct"), 100 / 3)), scope


journeys = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(1, 20)), min_size=1, max_size=6),
        st.booleans(),
        st.integers(1, 9),
        st.integers(0, 20),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=5,
).filter(lambda told: any(won for _, won, *_ in told))
NAMES = ("Ads", "Direct", "Event", "Fair")
OF_ORDER_TWO = [
    ([(1, 0, 19), (3, 0, 20), (1, 0, 16), (1, 0, 19), (0, 0, 20)], False, 1, 12, 16),
    ([(1, 0, 10), (1, 0, 5), (1, 0, 8), (3, 0, 20), (1, 0, 15), (1, 0, 7)], False, 6, 0, 16),
    ([(1, 0, 15), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1), (0, 0, 1)], True, 1, 0, 0),
]
"""So few journeys that the chain remembers more than one channel."""


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(journeys)
@example(OF_ORDER_TWO)
def test_the_engine_weighs_as_the_arrays_do(agreement: Agreement, rows: Any) -> None:
    """Any journeys, milestones anywhere: the relational shares, and the chain, are those of `stats.attribution`."""
    lines: list[str] = []
    for i, (touches, won, amount, lead, opened) in enumerate(rows):
        lines.append(f"2026-01-01 co{i} founded")
        lines += [f"2026-01-{1 + lead:02} 12:00 p{i}-{person} created account=co{i}" for person in range(3)]
        for place, (channel, person, day) in enumerate(sorted(touches, key=lambda one: one[2])):
            lines.append(
                f"2026-01-{day:02} {place:02}:10 c answered lead=p{i}-{person} account=co{i} channel={NAMES[channel]}"
            )
        lines.append(f"2026-01-{1 + opened:02} 13:00 d{i} opened account=co{i} lead=p{i}-0 amount={amount}")
        lines += [f"2026-02-0{1 + person} d{i} noted table=contact_roles lead_id=p{i}-{person}" for person in range(3)]
        lines.append(f"2026-01-28 d{i} {'won' if won else 'lost'}")
    with store_of("\n".join(lines)) as store:
        ledger, stated = store.ledger(None), with_settings(agreement, lookback_days=60)
        found = by_model(ledger, stated)
        told = chain(ledger, stated)
    assert told is not None
    expected, shares = _by_arrays(rows, told.order)
    for model, channels in expected.items():
        assert found[model] == pytest.approx({name: one for name, one in channels.items() if one > 0}, abs=1e-5), model
    assert dict(zip(told.channels, told.shares, strict=True)) == pytest.approx(shares, abs=1e-9)


def _by_arrays(rows: Any, order: int) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """The same journeys by the array methods, without touches repeated within half an hour (there are none); the chain at that order."""
    told = [sorted(touches, key=lambda one: one[2]) for touches, *_ in rows]
    names = sorted({NAMES[channel] for touches in told for channel, _, _ in touches})
    codes = np.array([names.index(NAMES[channel]) for touches in told for channel, _, _ in touches])
    starts = np.cumsum([0, *(len(touches) for touches in told)])[:-1]
    worth = np.array([amount if won else 0.0 for _, won, amount, *_ in rows])
    wins = np.array([float(won) for _, won, *_ in rows])
    all_ = paths(codes, starts, len(names), wins=wins, value=worth)
    person = np.array([person for touches in told for _, person, _ in touches])

    def place(day: int, hour: int, touches: Any, missing: int) -> int:
        before = [i for i, (_, _, on) in enumerate(touches) if (on, i) <= (day, hour)]
        return before[-1] if before else missing

    lead = np.array([place(1 + lead, 11, touches, 0) for touches, (_, _, _, lead, _) in zip(told, rows, strict=True)])
    opened = np.array([place(1 + opened, 12, touches, -1) for touches, (*_, opened) in zip(told, rows, strict=True)])
    close = all_.lengths - 1
    days = np.array([-(on + (i * 60 + 10) / 1440) for touches in told for i, (_, _, on) in enumerate(touches)])
    weights = {
        "first": rules.first(all_), "last": rules.last(all_), "linear": rules.linear(all_), "u_hubspot": rules.u_hubspot(all_),
        "u_marketo": rules.u_marketo(all_, lead), "w": rules.w_shaped(all_, lead, opened),
        "full_path": rules.full_path(all_, lead, opened, close), "j": rules.j_shaped(all_),
        "time_decay": rules.time_decay(all_, days), "person_balanced": rules.person_balanced(all_, person),
    }  # fmt: skip
    credit = {model: rules.credit(all_, one, worth) for model, one in weights.items()} | {
        "shapley": coverage(all_, worth)
    }
    chained = removal_effects(transitions(all_, order), by_value=True).credit(1.0)
    return (
        {model: dict(zip(names, one.tolist(), strict=True)) for model, one in credit.items()},
        dict(zip(names, chained.tolist(), strict=True)),
    )


def test_a_deal_without_an_amount_is_left_out_once_though_three_definitions_look_for_it(
    ledger: Ledger, agreement: Agreement
) -> None:
    """
    2026-02-01  bare  opened
    2026-02-01  big   opened  amount=10
    2026-02-20  bare  won
    2026-02-20  big   won
    """
    assert measure(ledger, agreement, "sourced_revenue").excluded == {"no amount is known": 1}
