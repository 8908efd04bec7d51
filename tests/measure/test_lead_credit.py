"""Credit over the journeys of all leads: paths up to the first win, and those that were never won, as the array methods see them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import oarlock
from journal import rows_of, store_of, take
from oarlock.agreement import Agreement
from oarlock.errors import BadSample, EmptySample
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.measure.facts.lead_credit import lead_credit


def test_three_journeys_by_hand(oracle: Callable[[str], Any], agreement: Agreement) -> None:
    """S4.markov.tutorial, as leads: C1 > C2 > C3 is won, C1 and C2 > C3 are not."""
    expected = oracle("S4.markov.tutorial")["expected"]
    lines = [f"2026-01-0{i} c answered lead=ann channel=C{i}" for i in (1, 2, 3)]
    lines += ["2026-01-02 c answered lead=bob channel=C1"]
    lines += [f"2026-01-0{i} c answered lead=cem channel=C{i}" for i in (2, 3)]
    lines += ["2026-01-05 big opened lead=ann amount=100", "2026-01-06 big won"]
    with store_of("\n".join(lines)) as store:
        found = lead_credit(store.ledger(None), agreement)
    assert (found.journeys, found.converted, found.untouched, found.order) == (3, 1, 0, 1)
    effects = {one.channel: one.removal_effect for one in found.channels}
    credit = {one.channel: one.credit for one in found.channels}
    assert effects == pytest.approx(expected["removal"])
    assert credit == pytest.approx(expected["credit"])
    assert sum(one.value or 0 for one in found.channels) == pytest.approx(100)


def test_a_path_ends_with_the_first_win(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  c    answered  lead=ann channel=Event
    2026-01-02  c    noted     table=touches touch_id=m1 lead_id=ann channel=Mail kind=sent touched_at=2026-01-02
    2026-01-05  big  opened    lead=ann amount=100
    2026-01-06  big  won
    2026-01-07  c    answered  lead=ann channel=Search
    2026-01-08  low  opened    lead=ann amount=7
    2026-01-09  low  won
    2026-01-02  c    answered  lead=bob channel=Event
    2026-01-02  nil  opened    lead=cem amount=5
    2026-01-03  nil  won
    2026-01-04  c    answered  lead=cem channel=Search
    2026-01-05  lost opened    lead=bob amount=3
    2026-01-06  lost lost
    """
    found = lead_credit(ledger, agreement)
    credit = {one.channel: (one.credit, one.value, one.n) for one in found.channels}
    assert credit == {"Event": (1, 100, 1)}, "mail that was only sent and what came after the win earn nothing"
    assert (found.journeys, found.converted, found.untouched) == (2, 1, 1)


def test_what_cannot_be_told_says_why(ledger: Ledger, agreement: Agreement) -> None:
    """
    2026-01-01  c    answered  lead=ann channel=Event
    2026-01-05  big  opened    amount=100
    2026-01-06  big  won
    """
    with pytest.raises(EmptySample, match="lead_id"):
        lead_credit(ledger, agreement)
    with store_of("2026-01-01 ann created") as store, pytest.raises(EmptySample, match="import touches"):
        lead_credit(store.ledger(None), agreement)
    with pytest.raises(BadSample, match="from 1 to 3, not 4"):
        lead_credit(ledger, agreement, 4)


NAMES = ("Ads", "Direct", "Event")
leads = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(1, 20), st.integers(0, 2)), max_size=6, unique_by=lambda one: one[0]),
        st.integers(0, 25),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=8,
).filter(lambda told: any(won and any(day < won for day, _ in touches) for touches, won, _ in told))


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(leads, st.integers(1, 3))
def test_any_journeys_are_credited_as_their_paths_are(
    agreement: Agreement, tmp_path_factory: pytest.TempPathFactory, rows: Any, order: int
) -> None:
    """Read from the stored journeys or sorted out of the touches, the credit is that of `oarlock.credit` over the same paths."""
    lines, told = [], []
    for i, (touches, won, amount) in enumerate(rows):
        lines.append(f"2026-01-01 p{i} created")
        lines += [f"2026-01-{day:02} 09:00 c answered lead=p{i} channel={NAMES[channel]}" for day, channel in touches]
        if won:
            lines += [f"2026-01-01 d{i} opened lead=p{i} amount={amount}", f"2026-01-{won:02} 08:00 d{i} won"]
        path = [NAMES[channel] for day, channel in sorted(touches) if not won or day < won]
        if path:
            told.append({"path": path, "conversions": bool(won), "nulls": not won, "value": amount if won else 0})
    expected = {one.channel: one for one in oarlock.credit(told, order=order, ranges=False)}
    with Store.create(_fresh(tmp_path_factory)) as kept, store_of("\n".join(lines)) as memory:
        take(kept, rows_of("\n".join(lines)).rows, "journal")
        for ledger in (kept.ledger(None), memory.ledger(None)):
            found = lead_credit(ledger, agreement, order)
            assert found.converted == sum(one["conversions"] for one in told)
            assert found.journeys == len(told)
            assert {one.channel for one in found.channels} == set(expected)
            for one in found.channels:
                other = expected[one.channel]
                same = (other.credit, other.value, other.removal_effect, other.n)
                assert (one.credit, one.value, one.removal_effect, one.n) == pytest.approx(same, abs=1e-9)
                assert (one.lo or 0) <= one.credit <= (one.hi or 0)


def test_ranges_are_as_wide_as_those_of_leads_drawn_one_by_one(agreement: Agreement) -> None:
    """Sixteenths drawn again say what drawing each of 900 leads says, of the many that were not won as of the few that were."""
    rng, lines, told = np.random.default_rng(5), [], []
    for i in range(900):
        path = [NAMES[code] for code in rng.choice(3, size=1 + rng.integers(0, 3), p=[0.6, 0.32, 0.08])]
        won = rng.random() < 0.2
        lines += [f"2026-01-{2 + day:02} c answered lead=p{i} channel={name}" for day, name in enumerate(path)]
        if won:
            lines += [f"2026-01-01 d{i} opened lead=p{i} amount=1", f"2026-01-20 d{i} won"]
        told.append({"path": path, "conversions": int(won), "nulls": int(not won)})
    with store_of("\n".join(lines)) as store:
        found = lead_credit(store.ledger(None), agreement)
    expected = {one.channel: one for one in oarlock.credit(told)}
    for one in found.channels:
        other = expected[one.channel]
        assert one.credit == pytest.approx(other.credit)
        assert 0.6 < (one.hi - one.lo) / (other.hi - other.lo) < 1.6, one.channel


def _fresh(factory: pytest.TempPathFactory) -> Path:
    return factory.mktemp("books") / "one"
