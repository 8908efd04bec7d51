"""A full or read-only disk stops the load, loses nothing, and says what to do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from oarlock.errors import LedgerUnwritable
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import commit

FEW = "SELECT 'l' || range AS lead_id, TIMESTAMP '2024-01-01' AS created_at FROM range(2000)"
MANY = "SELECT 'm' || range AS lead_id, TIMESTAMP '2024-01-01' AS created_at, sha256(range::VARCHAR) AS title FROM range(500000)"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a small disk of its own, and mounts it again with other options when asked."""
    place = tmp_path / "disk"
    place.mkdir()

    def mounted(options: str) -> Path:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            pytest.skip(f"this machine does not allow mounting: {done.stderr.strip()}")
        return place

    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    yield mounted
    while subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False).returncode == 0:
        pass


def test_a_full_disk_loses_nothing(disk: Callable[[str], Path]) -> None:
    book = disk("size=12m")
    with Store.create(book, threads=1) as store:
        commit(store, "few", "2024-02-01", leads=FEW)
        with pytest.raises(LedgerUnwritable, match="disk is full") as told:
            commit(store, "many", "2024-02-02", leads=MANY)
        assert "nothing of this load was kept" in str(told.value)
        assert store.ledger().count("leads") == 2000
        commit(store, "one more", "2024-02-03", leads="SELECT 'z' AS lead_id, TIMESTAMP '2024-01-01' AS created_at")
    with Store.open(book, threads=1) as store:
        assert store.ledger().count("leads") == 2001
        assert [load["load_id"] for load in store.ledger().loads()] == ["few", "one more"]


def test_a_read_only_disk_can_be_read_and_not_written(disk: Callable[[str], Path]) -> None:
    book = disk("size=12m")
    with Store.create(book, threads=1) as store:
        commit(store, "few", "2024-02-01", leads=FEW)
    disk("remount,ro")
    with Store.open(book, threads=1) as store:
        assert store.ledger().count("leads") == 2000
        with pytest.raises(LedgerUnwritable, match="Make the folder writable"):
            Writer(store).__enter__()
    with pytest.raises(LedgerUnwritable):
        Store.create(book / "another")


def test_a_place_that_is_a_file_is_not_a_folder(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file")
    with pytest.raises((LedgerUnwritable, OSError)):
        Store.create(tmp_path / "book")
