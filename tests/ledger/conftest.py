"""Small ledgers for the tests of this package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oarlock.ledger.store import Store
from oarlock.ledger.taking import Counts
from oarlock.ledger.writer import Load, Taken, Writer

Commit = Callable[..., Taken]


def day(text: str) -> datetime:
    """Midnight UTC of `2024-01-31`, or an instant such as `2024-01-31 12:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def commit(store: Store, load_id: str, at: str, **staged: str) -> Mapping[str, Counts]:
    """Commits one load of SELECT statements, one for each table, and returns the counts by table."""
    with Writer(store) as writer:
        return committed(writer, load_id, at, **staged)


def committed(writer: Writer, load_id: str, at: str, **staged: str) -> Mapping[str, Counts]:
    """The same with a writer that is open already."""
    for table, query in staged.items():
        writer.connection.execute(f"CREATE OR REPLACE TEMP TABLE staged_{table} AS {query}")
    return writer.commit(Load(load_id, day(at), "test"), {table: f"staged_{table}" for table in staged}).tables


@pytest.fixture(params=["disk", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty ledger of either kind: both run the same code."""
    opened = Store.in_memory(threads=1) if request.param == "memory" else Store.create(tmp_path / "book", threads=1)
    with opened:
        yield opened


@pytest.fixture
def memory() -> Iterator[Store]:
    """An empty ledger in memory."""
    with Store.in_memory(threads=1) as opened:
        yield opened
