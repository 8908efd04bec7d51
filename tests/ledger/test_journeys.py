"""Touches come in journey order with small numbers, however they arrived."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oarlock.ledger.journeys import Journeys, journeys
from oarlock.ledger.store import Store

from .conftest import commit, day

Touch = tuple[str | None, int, str | None]


def text(word: str | None) -> str:
    return f"'{word}'" if word else "NULL"


def query(touches: list[Touch], first: int = 0) -> str:
    values = ", ".join(
        f"('t{first + number:03}', TIMESTAMP '2024-01-01' + INTERVAL {at} HOUR, {text(lead)}, {text(channel)})"
        for number, (lead, at, channel) in enumerate(touches)
    )
    return f"SELECT * FROM (VALUES {values}) AS v(touch_id, touched_at, lead_id, channel)"


def paths(found: Journeys) -> list[list[str | None]]:
    """The channels of each journey, in order."""
    starts = [*found.starts().tolist(), len(found.journey)]
    return [[found.channels[code] for code in found.channel_code[a:b]] for a, b in pairwise(starts)]


def test_touches_are_grouped_by_lead_and_ordered_by_time(store: Store) -> None:
    """bob's two touches arrive apart and in the wrong order; a touch of an account alone is in no journey; an unknown channel is None."""
    arrived: list[Touch] = [
        ("bob", 9, "web"),
        ("ann", 3, "ads"),
        (None, 1, "web"),
        ("bob", 2, "fair"),
        ("ann", 4, None),
    ]
    commit(store, "one", "2024-02-01", touches=query(arrived))
    found = journeys(store.ledger())
    assert paths(found) == [["ads", None], ["fair", "web"]]
    assert found.touched_at.tolist() == sorted(found.touched_at[:2].tolist()) + sorted(found.touched_at[2:].tolist())
    assert found.channel_code.dtype.name == "uint8"


def test_several_loads_are_merged_into_one_order(store: Store) -> None:
    commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("bob", 1, "web")]))
    commit(store, "two", "2024-02-02", touches=query([("ann", 0, "fair"), ("cyd", 1, "tv")], first=10))
    assert paths(journeys(store.ledger())) == [["fair", "ads"], ["web"], ["tv"]]


def test_journeys_show_what_was_known_then(store: Store) -> None:
    commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("ann", 40, "web")]))
    assert paths(journeys(store.ledger(day("2024-01-02")))) == [["ads"]]


def test_no_touches_no_journeys(memory: Store) -> None:
    found = journeys(memory.ledger())
    assert (len(found.journey), len(found.starts()), found.channels) == (0, 0, (None,))


touch = st.tuples(st.sampled_from([None, "a", "b", "c"]), st.integers(0, 5), st.sampled_from([None, "web", "ads"]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(touch, min_size=1, max_size=12), st.booleans())
def test_order_of_arrival_does_not_matter(touches: list[Touch], split: bool) -> None:
    """Sorted or not, in one load or in two: the journeys are those of a plain sort."""
    half = len(touches) // 2 if split else len(touches)
    with Store.in_memory(threads=1) as store:
        for name, part, first in (("one", touches[:half], 0), ("two", touches[half:], half)):
            if part:
                commit(store, name, "2024-02-01", touches=query(part, first))
        expected: dict[str, list[str | None]] = {}
        for lead, _, _, channel in sorted(
            (lead, at, number, channel) for number, (lead, at, channel) in enumerate(touches) if lead
        ):
            expected.setdefault(lead, []).append(channel)
        assert paths(journeys(store.ledger())) == [expected[lead] for lead in sorted(expected)]


def test_more_channels_than_a_byte_can_number(memory: Store) -> None:
    many: list[Touch] = [("ann", 1, f"channel {number}") for number in range(400)]
    commit(memory, "one", "2024-02-01", touches=query(many))
    found = journeys(memory.ledger())
    assert found.channel_code.dtype.name == "uint16"
    assert len(set(found.channel_code.tolist())) == 400


@pytest.mark.parametrize("split", [False, True])
def test_leads_asked_for_are_marked(store: Store, split: bool) -> None:
    """In one load the numbers of journeys are read as stored; in two the touches are sorted. Either way the same journeys are marked."""
    first: list[Touch] = [("ann", 1, "ads"), ("ann", 2, "web"), ("bob", 1, "web"), ("cyd", 1, "tv")]
    commit(store, "one", "2024-02-01", touches=query(first))
    if split:
        commit(store, "two", "2024-02-02", touches=query([("bob", 5, "ads")], first=10))
    found = journeys(store.ledger(), times=False, marking="SELECT lead_id FROM touches WHERE channel = 'web'")
    assert found.is_marked.tolist() == [True, True, False]
    assert len(found.touched_at) == 0
    assert not len(journeys(store.ledger()).is_marked)
