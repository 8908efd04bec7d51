"""A load taken back leaves the record as if it had never been; what is appended never changes what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oarlock.errors import UsedWrongly
from oarlock.ledger.history import undo
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import commit, committed, day

START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = 7


@st.composite
def loads(draw: st.DrawFn) -> list[list[tuple[int, int, bool]]]:
    """Loads on successive days; each row is (lead, score, deleted?), every lead at most once in a load."""
    row = st.tuples(st.integers(0, 4), st.integers(0, 3), st.booleans())
    return draw(st.lists(st.lists(row, min_size=1, max_size=4, unique_by=lambda r: r[0]), min_size=1, max_size=5))


def answers(store: Store, until: int = DAYS) -> list[list[dict[str, Any]]]:
    """What is seen at the end of each day."""
    asked = "SELECT lead_id, score FROM leads ORDER BY lead_id"
    return [store.ledger(START + timedelta(days=d)).rows(asked) for d in range(until)]


def deliver(writer: Writer, number: int, rows: list[tuple[int, int, bool]], *, learnt_then: bool) -> None:
    """Load `number` comes on day `number`."""
    at = START + timedelta(days=number)
    learnt = f"TIMESTAMP '{at:%Y-%m-%d}'" if learnt_then else "NULL::TIMESTAMP"
    values = ", ".join(
        f"('l{lead}', TIMESTAMP '2024-01-01', {score}::DOUBLE, {'TIMESTAMP ' + repr(f'{at:%Y-%m-%d}') if gone else 'NULL'}, {learnt})"
        for lead, score, gone in rows
    )
    query = f"SELECT * FROM (VALUES {values}) AS v(lead_id, created_at, score, deleted_at, known_at)"
    committed(writer, f"load {number}", f"{at:%Y-%m-%d}", leads=query)


@contextmanager
def ledger_of(
    history: list[list[tuple[int, int, bool]]], *, without: int | None = None
) -> Iterator[tuple[Store, Writer]]:
    with Store.in_memory(threads=1) as store, Writer(store) as writer:
        for number, rows in enumerate(history):
            if number != without:
                deliver(writer, number, rows, learnt_then=False)
        yield store, writer


FEW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(loads())
def test_an_append_only_log_never_changes_past_answers(history: list[list[tuple[int, int, bool]]]) -> None:
    """METHODS 15, invariant 9: what is learnt on a later day leaves the answers for all earlier days as they were; as of now is current."""
    with Store.in_memory(threads=1) as store, Writer(store) as writer:
        current: dict[str, float] = {}
        for number, rows in enumerate(history):
            before = answers(store, number)
            deliver(writer, number, rows, learnt_then=True)
            assert answers(store, number) == before
            for lead, score, gone in rows:
                current.pop(f"l{lead}", None)
                if not gone:
                    current[f"l{lead}"] = float(score)
        assert answers(store)[-1] == [{"lead_id": lead, "score": current[lead]} for lead in sorted(current)]
        assert answers(store)[-1] == store.ledger().rows("SELECT lead_id, score FROM leads ORDER BY lead_id")


@FEW
@given(loads())
def test_the_last_load_taken_back_is_as_if_it_had_never_been(history: list[list[tuple[int, int, bool]]]) -> None:
    last = len(history) - 1
    with ledger_of(history) as (store, writer), ledger_of(history, without=last) as (other, _):
        undo(writer, f"load {last}", at=START + timedelta(days=8))
        assert answers(store, 10) == answers(other, 10)


@settings(FEW, max_examples=6)
@given(loads())
def test_every_load_taken_back_in_turn_leaves_nothing(history: list[list[tuple[int, int, bool]]]) -> None:
    with ledger_of(history) as (store, writer):
        for number in reversed(range(len(history))):
            undo(writer, f"load {number}", at=START + timedelta(days=8))
            with ledger_of(history[:number]) as (other, _):
                assert answers(store, 10) == answers(other, 10)
        assert store.ledger().count("leads") == 0


def test_a_load_taken_back_can_be_loaded_again(store: Store) -> None:
    lead = "SELECT 'ann' AS lead_id, TIMESTAMP '2024-01-01' AS created_at"
    commit(store, "one", "2024-01-04", leads=lead)
    with Writer(store) as writer:
        counts = undo(writer, "one", at=day("2024-01-05"))
    assert counts["leads"].deleted == 1
    assert store.ledger().count("leads") == 0
    commit(store, "one", "2024-01-06", leads=lead)
    assert store.ledger().count("leads") == 1


def test_what_a_later_load_changed_again_stays(store: Store) -> None:
    for number in (1, 2, 3):
        commit(
            store,
            f"{number}",
            f"2024-01-0{number}",
            leads=f"SELECT 'a' AS lead_id, TIMESTAMP '2024-01-01' AS created_at, {number}.0 AS score",
        )
    with Writer(store) as writer:
        undo(writer, "2", at=day("2024-01-05"))
    assert store.ledger().rows("SELECT score FROM leads") == [{"score": 3.0}]


def test_nothing_to_take_back(memory: Store) -> None:
    with Writer(memory) as writer, pytest.raises(UsedWrongly, match="no load"):
        undo(writer, "never", at=day("2024-01-05"))
