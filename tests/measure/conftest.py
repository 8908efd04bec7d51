"""Ledgers for the tests of measures: the journal in a test's docstring, and an agreement to read it by."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store


@pytest.fixture
def agreement() -> Agreement:
    """The default agreement, in euro."""
    default = agreements.default()
    return replace(default, company=replace(default.company, reporting_currency="EUR"))


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """The journal in the test's docstring, as a ledger in memory."""
    text = inspect.cleandoc(request.function.__doc__ or "")
    with store_of("\n".join(line for line in text.splitlines() if line[:1].isdigit())) as opened:
        yield opened


@pytest.fixture
def ledger(store: Store) -> Ledger:
    """The journal as known at its end."""
    return store.ledger(None)


@pytest.fixture
def at(store: Store) -> Callable[[str], Ledger]:
    """The journal as known at the end of a day, UTC."""
    return lambda day: store.ledger(datetime.fromisoformat(f"{day} 23:59:59.999999").replace(tzinfo=UTC))


@pytest.fixture
def told() -> Callable[..., Any]:
    """A measurement's rows as {(period, slices...): estimate}."""

    def rows(found: Any) -> dict[Any, float | None]:
        keyed = {(row.period, *row.slice.values()): row.estimate for row in found}
        return {key[0] if len(key) == 1 else key: value for key, value in keyed.items()}

    return rows
