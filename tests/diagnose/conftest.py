"""Simulated companies, each taken into a book once per test run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from oarlock.book import Book
from oarlock.demo.company import simulate
from oarlock.diagnose.base import Diagnosis


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], Diagnosis]:
    """The diagnosis of a simulated company, by plant and seed, as of the end of its record and with nothing stated beyond the default."""

    @cache
    def diagnosed(plant: str, seed: int) -> Diagnosis:
        folder = tmp_path_factory.mktemp(f"{plant}-{seed}")
        truth = simulate(folder, seed=seed, plant=plant)
        return diagnosis_of(folder, datetime.fromisoformat(truth.ends_on).replace(tzinfo=UTC))

    return diagnosed


def diagnosis_of(folder: Path, now: datetime) -> Diagnosis:
    """Takes a neutral folder into a book in memory and asks it for the slopes and their causes."""
    with Book.in_memory(clock=lambda: now) as book:
        book.take(folder)
        return book.diagnose("slopes")
