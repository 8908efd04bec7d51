"""Touches come in journey order with small numbers, however they arrived."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oarlock.ledger.doctor import examine
from oarlock.ledger.history import undo
from oarlock.ledger.journeys import Journeys, journeys
from oarlock.ledger.maintenance import tidy
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import commit, committed, day

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
    """The channels of each journey in order; the journeys themselves sorted, as they come in any order."""
    ends = [*found.starts.tolist(), len(found.channel_code)]
    told = [[found.channels[code] for code in found.channel_code[a:b]] for a, b in pairwise(ends)]
    return sorted(told, key=str)


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
    assert found.channel_code.dtype.name == "uint8"


def test_several_loads_are_merged_into_one_order(store: Store) -> None:
    commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("bob", 1, "web")]))
    commit(store, "two", "2024-02-02", touches=query([("ann", 0, "fair"), ("cyd", 1, "tv")], first=10))
    assert paths(journeys(store.ledger())) == [["fair", "ads"], ["tv"], ["web"]]


def test_journeys_show_what_was_known_then(store: Store) -> None:
    commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("ann", 40, "web")]))
    assert paths(journeys(store.ledger(day("2024-01-02")))) == [["ads"]]


def test_no_touches_no_journeys(store: Store) -> None:
    found = journeys(store.ledger())
    assert (len(found.channel_code), len(found.starts), found.channels) == (0, 0, (None,))


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
        assert paths(journeys(store.ledger())) == sorted(expected.values(), key=str)


def test_more_channels_than_a_byte_can_number(store: Store) -> None:
    many: list[Touch] = [("ann", 1, f"channel {number}") for number in range(400)]
    commit(store, "one", "2024-02-01", touches=query([("bob", 1, "channel 7"), ("bob", 2, None)], first=500))
    commit(store, "two", "2024-02-02", touches=query(many))
    found = journeys(store.ledger())
    assert found.channel_code.dtype.name == "uint16"
    assert len(set(found.channel_code.tolist())) == 401
    assert told(store.ledger()) == by_hand(store.ledger())


@pytest.mark.parametrize("split", [False, True])
def test_leads_asked_for_are_marked(store: Store, split: bool) -> None:
    """Stored or sorted, in one load or in two: the same journeys are marked."""
    first: list[Touch] = [("ann", 1, "ads"), ("ann", 2, "web"), ("bob", 1, "web"), ("cyd", 1, "tv")]
    commit(store, "one", "2024-02-01", touches=query(first))
    if split:
        commit(store, "two", "2024-02-02", touches=query([("bob", 5, "ads")], first=10))
    found = journeys(store.ledger(), marking="SELECT lead_id FROM touches WHERE channel = 'web'")
    marked = found.starts[found.is_marked]
    assert {found.channels[code] for code in found.channel_code[marked]} == {"ads", "web"}
    assert found.is_marked.sum() == 2
    assert not len(journeys(store.ledger()).is_marked)


def test_what_is_stored_is_what_is_seen_only_where_nothing_came_later(tmp_path: Path) -> None:
    """As of a day before the last touch, or with deleted ones in between, the touches themselves are asked."""
    gone = "SELECT 't000' AS touch_id, TIMESTAMP '2024-01-03' AS deleted_at"
    with Store.create(tmp_path, threads=1) as store:
        assert not store.ledger().has_journeys()
        commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("ann", 40, "web")]))
        assert store.ledger().has_journeys()
        assert store.ledger(day("2024-01-03")).has_journeys()
        assert not store.ledger(day("2024-01-02")).has_journeys()
        commit(store, "two", "2024-01-03", touches=gone)
        assert paths(journeys(store.ledger())) == [["web"]]
        assert not store.ledger(day("2024-01-04")).has_journeys()
        assert paths(journeys(store.ledger(day("2024-01-04")))) == [["web"]]
        assert paths(journeys(store.ledger(day("2024-01-02 20:00")))) == [["ads", "web"]]
    with Store.in_memory(threads=1) as store:
        commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads")]))
        assert not store.ledger().has_journeys()


def test_a_ledger_made_before_journeys_were_kept_gets_them_with_its_next_touches(tmp_path: Path) -> None:
    with Store.create(tmp_path, threads=1) as store:
        commit(store, "one", "2024-02-01", touches=query([("ann", 1, "ads"), ("bob", 1, "web")]))
        with store.cursor() as cursor:
            cursor.execute("DROP TABLE lake.main.journeys")
            cursor.execute("DELETE FROM lake.main.extents WHERE table_name = 'journeys'")
        assert not store.ledger().has_journeys()
        assert paths(journeys(store.ledger())) == [["ads"], ["web"]]
        commit(store, "two", "2024-02-02", touches=query([("ann", 0, "fair")], first=10))
        assert store.ledger().has_journeys()
        assert paths(journeys(store.ledger())) == [["fair", "ads"], ["web"]]


change = st.tuples(
    st.integers(0, 9), st.sampled_from([None, "a", "b", "c"]), st.integers(0, 5),
    st.sampled_from([None, "web", "ads", "tv"]), st.booleans(),
)  # fmt: skip
history = st.lists(
    st.one_of(st.integers(0, 5), st.lists(change, min_size=1, max_size=5, unique_by=lambda row: row[0])),
    min_size=1, max_size=6,
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One ledger on disk on which every history goes on, so that its past grows long."""
    with Store.create(tmp_path_factory.mktemp("kept"), threads=1) as store:
        yield store


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history)
def test_stored_journeys_are_those_of_the_touches_after_any_history(kept: Store, events: list[Any]) -> None:
    """Loads that add, change, move to another lead and delete touches, and loads taken back, with a tidying in between: what is stored
    equals what the touches say, marks too; a reader opened before sees what it saw, and a past day is answered from its touches."""
    with Writer(kept) as writer:
        for event in events:
            earlier = kept.ledger()
            saw, then = told(earlier), day("2024-01-01 03:00")
            loads = [row for row in earlier.loads() if row["undoes"] is None]
            if isinstance(event, int):
                open_loads = [
                    row for row in loads if row["load_no"] not in {other["undoes"] for other in earlier.loads()}
                ]
                if not open_loads:
                    continue
                undo(writer, open_loads[event % len(open_loads)]["load_id"], at=day("2024-03-01"))
            else:
                committed(writer, f"load {len(loads)}", "2024-02-01", touches=changes(event))
            assert told(earlier) == saw
            now = kept.ledger()
            assert not now.count("touches") or now.has_journeys()
            assert told(now) == by_hand(now)
            assert told(kept.ledger(then)) == by_hand(kept.ledger(then))
        tidy(writer)
    assert told(kept.ledger()) == by_hand(kept.ledger())


def changes(rows: list[tuple[int, str | None, int, str | None, bool]]) -> str:
    values = ", ".join(
        f"('t{number}', TIMESTAMP '2024-01-01' + INTERVAL {at} HOUR, {text(lead)}::VARCHAR, {text(channel)}::VARCHAR,"
        f" {'TIMESTAMP ' + repr('2024-02-01') if gone else 'NULL::TIMESTAMP'})"
        for number, lead, at, channel, gone in rows
    )
    return f"SELECT * FROM (VALUES {values}) AS v(touch_id, touched_at, lead_id, channel, deleted_at)"


MARKING = "SELECT lead_id FROM touches WHERE channel = 'web'"


def told(ledger: Ledger) -> list[tuple[list[str | None], bool]]:
    """Each journey and whether it is marked."""
    found = journeys(ledger, marking=MARKING)
    ends = [*found.starts.tolist(), len(found.channel_code)]
    walked = [[found.channels[code] for code in found.channel_code[a:b]] for a, b in pairwise(ends)]
    return sorted(zip(walked, found.is_marked.tolist(), strict=True), key=str)


def by_hand(ledger: Ledger) -> list[tuple[list[str | None], bool]]:
    """The same from the rows that a reader sees, sorted in Python."""
    walked: dict[str, list[str | None]] = {}
    for row in sorted(ledger.rows("SELECT * FROM touches"), key=lambda row: (row["touched_at"], row["touch_id"])):
        if row["lead_id"] is not None:
            walked.setdefault(row["lead_id"], []).append(row["channel"])
    return sorted(((path, "web" in path) for path in walked.values()), key=str)


def test_journeys_of_many_leads_are_files_of_which_some_rows_are_gone(tmp_path: Path) -> None:
    """Large enough for files, not rows kept in the catalog: half of them walk on, one loses a touch, and the doctor finds all whole.

    A journey that vanished from the store is told.
    """
    many: list[Touch] = [(f"lead {number:04}", number % 7, "web") for number in range(3000)]
    with Store.create(tmp_path, threads=1) as store:
        commit(store, "one", "2024-02-01", touches=query(many))
        more: list[Touch] = [(f"lead {number:04}", 9, "ads") for number in range(1500)]
        commit(store, "two", "2024-02-02", touches=query(more, first=5000))
        commit(store, "three", "2024-02-03", touches="SELECT 't100' AS touch_id, TIMESTAMP '2024-02-03' AS deleted_at")
        assert list((tmp_path / "ledger" / "data" / "main" / "journeys").glob("*-delete.parquet"))
        assert told(store.ledger()) == by_hand(store.ledger())
        assert told(store.ledger()).count((["ads"], False)) == 1
        health = examine(store)
        assert (health.problems, health.strays) == ((), ())
        with Writer(store) as writer:
            tidy(writer, forget_snapshots_before=day("2100-01-01"))
        assert told(store.ledger()) == by_hand(store.ledger())
        assert (examine(store).problems, examine(store).strays) == ((), ())
        with store.cursor() as cursor:
            cursor.execute("DELETE FROM lake.main.journeys WHERE lead_id = 'lead 0001'")
        assert [problem.where for problem in examine(store).problems] == ["journeys"]
