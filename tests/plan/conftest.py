"""The regular company, and the agreement it is planned by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from journal import store_of
from oarlock import agreement as agreements
from oarlock.agreement import Agreement
from oarlock.ledger.reading import Ledger
from oarlock.ledger.store import Store
from regular import regular


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    """The default agreement, in euro."""
    default = agreements.default()
    return replace(default, company=replace(default.company, reporting_currency="EUR"))


@pytest.fixture(scope="session")
def store() -> Iterator[Store]:
    with store_of(regular()) as opened:
        yield opened


@pytest.fixture(scope="session")
def ledger(store: Store) -> Ledger:
    """The regular company at the end of its record."""
    return store.ledger(None)
