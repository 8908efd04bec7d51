"""What every part is run on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from companies import COMPANY
from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement, Rule
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """The default agreement, in euro, with a profile, labelled channels and what an hour and a win cost, and both teams' definitions."""
    default = agreements.default()
    company = replace(default.company, reporting_currency="EUR")
    capacity = replace(default.capacity, hourly_cost=60.0, commission_share=0.08, gross_margin=0.75)
    return replace(
        default,
        company=company,
        capacity=capacity,
        profile=Rule("employees >= 50"),
        channels={"webinar": "create", "search": "capture"},
        definitions={"marketing": Rule("employees >= 5"), "sales": Rule("employees >= 50")},
    )


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    """A small company with something of everything."""
    with store_of(COMPANY) as opened:
        yield opened


@pytest.fixture(scope="session")
def ledger(store: Store) -> Ledger:
    """That company as known at the end; what is kept on it is kept for all tests."""
    return store.ledger(None)


@pytest.fixture(scope="session")
def early_ledger(store: Store) -> Ledger:
    """The company as known in the middle of its first quarter."""
    return store.ledger(datetime(2025, 3, 10, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def ledger_before_all(store: Store) -> Ledger:
    """The company as known years before anything happened to it."""
    return store.ledger(datetime(2020, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="session")
def backwards() -> Iterator[Ledger]:
    """The same company, told backwards."""
    with store_of(COMPANY, backwards=True) as opened:
        yield opened.ledger(None)


@pytest.fixture(scope="session")
def empty() -> Iterator[Store]:
    """A ledger without a row."""
    with Store.in_memory(threads=1) as opened:
        yield opened
