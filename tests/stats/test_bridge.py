"""Bridges add up to the cent, past values do not change, and lists reconcile: whatever the history."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.stats.asof import Change, Knowledge, as_of, linked
from oarlock.stats.bridge import BUCKETS, gross_bridge, net_bridge
from oarlock.stats.reconcile import REASONS, Pair, reconcile, ruzicka, ruzicka_estimate
from oarlock.stats.result import Status
from oarlock.stats.seeds import generator
from oarlock.stats.window import History, State, Window, booked, entries, standing_at

START = date(2025, 4, 1)
WINDOW = Window(START, date(2025, 7, 1))
days = st.integers(-60, 120).map(lambda offset: START + timedelta(days=offset))
cents = st.one_of(st.none(), st.integers(0, 10**9).map(lambda n: Decimal(n) / 100))
states = st.builds(
    State,
    amount=cents,
    close=st.one_of(st.none(), days),
    status=st.sampled_from(["open", "open", "won", "lost"]),
    deleted=st.sampled_from([False, False, False, True]),
    in_scope=st.sampled_from([True, True, False]),
    qualified=st.sampled_from([True, True, False]),
    rate=st.sampled_from([1, Decimal("1.1"), Decimal("0.873")]),
)
histories = st.lists(st.tuples(days, states), min_size=1, max_size=6, unique_by=lambda row: row[0]).map(
    lambda rows: sorted(rows, key=lambda row: row[0])
)


@given(st.lists(histories, max_size=6), days, st.integers(0, 90))
@settings(max_examples=400)
def test_both_bridges_add_up_whatever_happened(deals: list[History], since: date, length: int) -> None:
    until = since + timedelta(days=length)
    for bridge in (gross_bridge(deals, WINDOW, since, until), net_bridge(deals, WINDOW, since, until)):
        assert bridge.is_exact
        assert set(bridge.buckets) <= set(BUCKETS)


def test_three_thousand_histories_in_cents_without_a_violation() -> None:
    """The oracle S3.waterfall.property, on histories of our own drawing."""
    rng, violations = generator(1), 0
    for _ in range(3000):
        deal: list[tuple[date, State]] = []
        for day in sorted(rng.choice(120, rng.integers(1, 6), replace=False).tolist()):
            amount = Decimal(int(rng.integers(0, 10**7))) / 100
            close = START + timedelta(days=int(rng.integers(-40, 140)))
            deal.append(
                (START + timedelta(days=day - 30), State(amount, close, str(rng.choice(["open", "won", "lost"]))))
            )
        for bridge in (gross_bridge, net_bridge):
            violations += not bridge([deal], WINDOW, START, START + timedelta(days=45)).is_exact
    assert violations == 0


@given(st.lists(histories, max_size=6))
def test_won_in_the_gross_bridge_is_what_was_booked(deals: list[History]) -> None:
    """For deals that close once, in the window, and stay closed."""
    won = (START + timedelta(days=130), State(Decimal("9.99"), START, "won"))
    once = [[(deal[0][0], State(deal[0][1].amount, deal[0][1].close)), won] for deal in deals]
    bridge = gross_bridge(once, WINDOW, START - timedelta(days=90), START + timedelta(days=200))
    assert -bridge.buckets.get("won", 0) == booked(once, WINDOW, START + timedelta(days=200))


def test_a_deal_that_jumps_from_below_the_stage_to_won_is_in_both_buckets() -> None:
    early, won = State(100, START, qualified=False), State(100, START, "won")
    bridge = gross_bridge(
        [[(START, early), (START + timedelta(days=3), won)]], WINDOW, START, START + timedelta(days=9)
    )
    assert bridge.buckets == {"qualified_in": 100, "won": -100}


def test_a_deal_created_and_won_in_between_is_in_the_gross_bridge_only() -> None:
    deals = [[(START + timedelta(days=2), State(50, START, "won"))]]
    ends = (WINDOW, START, START + timedelta(days=9))
    assert gross_bridge(deals, *ends).buckets == {"created": 50, "won": -50}
    assert net_bridge(deals, *ends).buckets == {}


def test_a_change_of_rate_is_its_own_line() -> None:
    deals = [[(START, State(100, START, rate=1)), (START + timedelta(days=2), State(120, START, rate=Decimal("1.1")))]]
    for bridge in (gross_bridge, net_bridge):
        parts = bridge(deals, WINDOW, START, START + timedelta(days=9)).buckets
        assert parts == {"amount_up": Decimal("22.0"), "fx": Decimal("10.0")}


def test_a_deal_that_rolled_over_enters_again() -> None:
    deal = [(date(2025, 2, 1), State(70, date(2025, 3, 1))), (date(2025, 3, 20), State(70, date(2025, 5, 1)))]
    assert entries([deal], WINDOW) == (70,)
    assert standing_at([deal], WINDOW, date(2025, 3, 1)) == 0


# --- a field's past

chains = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5)), max_size=7).map(
    lambda steps: sorted(steps, key=lambda step: step[0])
)


def log(steps: list[tuple[int, int]]) -> list[Change]:
    olds = [0, *(new for _, new in steps)]
    return [Change(at, old, new) for (at, new), old in zip(steps, olds, strict=False)]


@given(chains, st.integers(1, 9))
def test_as_of_now_is_what_stands_now(steps: list[tuple[int, int]], at: int) -> None:
    changes = log(steps)
    current = changes[-1].new if changes else 0
    assert as_of(changes, 9, created=1, current=current).value == current


@given(chains, st.integers(0, 7), st.integers(1, 9))
def test_what_is_appended_never_changes_the_past(steps: list[tuple[int, int]], kept: int, at: int) -> None:
    whole = log(steps)
    part = whole[:kept]
    if any(change.at <= at for change in whole[kept:]):
        return
    before = as_of(part, at, created=1, current=part[-1].new if part else 0)
    assert as_of(whole, at, created=1, current=whole[-1].new if whole else 0).value == before.value


@given(chains, st.randoms())
def test_rows_of_one_instant_may_come_in_any_order(steps: list[tuple[int, int]], order: object) -> None:
    changes = log(steps)
    shuffled = list(changes)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    found = linked(shuffled)
    assert found is not None
    assert all(one.new == two.old for one, two in pairwise(found))


def test_a_log_that_ends_elsewhere_than_the_record_is_not_believed() -> None:
    found = as_of([Change(3, "a", "b")], 5, created=1, current="c")
    assert (found.value, found.how, found.is_known) == (None, Knowledge.HEAD_MISMATCH, False)


def test_before_tracking_began_a_value_is_unknown_not_unchanged() -> None:
    assert as_of([], 3, created=1, current="a", tracked_from=5).how is Knowledge.BEFORE_TRACKING
    assert as_of([], 6, created=1, current="a", tracked_from=5).value == "a"


# --- two lists

amounts = st.integers(0, 10**6)
pairs = st.lists(st.builds(Pair, st.uuids().map(str), amounts, amounts, st.lists(st.sampled_from(REASONS), max_size=3)))


@given(pairs)
def test_reasons_add_up_to_the_net_difference(lists: list[Pair]) -> None:
    found = reconcile(lists)
    assert sum(found.by_reason.values()) == found.net
    assert 0.0 <= found.distance <= 1.0


@given(pairs)
def test_the_distance_is_symmetric_and_zero_only_for_equal_lists(lists: list[Pair]) -> None:
    turned = [Pair(pair.id, pair.other, pair.one) for pair in lists]
    assert ruzicka(turned) == ruzicka(lists)
    assert (ruzicka(lists) == 0) == all(pair.one == pair.other for pair in lists)
    apart = [Pair(pair.id, pair.one + 1, 0) for pair in lists]
    assert ruzicka(apart) == (1.0 if apart else 0.0)


@given(pairs)
def test_the_distance_is_one_only_for_lists_that_share_nothing(lists: list[Pair]) -> None:
    shares_nothing = all(pair.one == 0 or pair.other == 0 for pair in lists)
    holds_something = any(pair.one or pair.other for pair in lists)
    assert (ruzicka(lists) == 1) == (shares_nothing and holds_something)


def test_a_difference_without_a_reason_is_named() -> None:
    found = reconcile([Pair("o1", 10, 5), Pair("o2", 1, 2, ["currency", "stage"])])
    assert (found.by_reason, found.is_explained) == ({"stage": -1, "unexplained": 5}, False)
    assert found.records["unexplained"] == ("o1",)


def test_few_records_give_a_distance_without_a_verdict() -> None:
    found = ruzicka_estimate([Pair(str(i), 10, 10 + i) for i in range(10)], seed=1)
    assert found.status is Status.INSUFFICIENT
    assert found.value == pytest.approx(45 / 145)
