"""A ledger in memory, its writer, and an import that puts its rejects beside the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from oarlock.connect.files import take
from oarlock.connect.report import Report
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
Rows = list[tuple[Any, ...]]


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as store:
        yield store


@pytest.fixture
def writer(store: Store) -> Iterator[Writer]:
    with Writer(store) as writer:
        yield writer


@pytest.fixture
def importing(writer: Writer, tmp_path: Path) -> Callable[..., Report]:
    """Imports paths; the folder of rejects is `tmp_path/book/rejects`."""

    def run(*paths: Path, **options: Any) -> Report:
        options.setdefault("now", NOW)
        return take(writer, paths, rejects_folder=tmp_path / "book" / "rejects", **options)

    return run


@pytest.fixture
def stored(writer: Writer) -> Callable[[str], Rows]:
    """Rows of a query over the stored tables, as `lake.main.<table>` or `{table}` in braces."""

    def ask(query: str) -> Rows:
        return writer.connection.execute(query.replace("{", "lake.main.").replace("}", "")).fetchall()

    return ask


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes an export and returns its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / "exports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
