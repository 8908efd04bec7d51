"""A ledger is made, opened, moved, and refused where it is not one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from oarlock.errors import BookNotFound, LedgerDamaged, UsedWrongly
from oarlock.ledger.store import Store, version_of

from .conftest import commit

LEAD = "SELECT 'ann' AS lead_id, TIMESTAMP '2024-01-01' AS created_at"


def test_what_was_committed_is_there_after_reopening(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        commit(store, "one", "2024-01-04", leads=LEAD)
    with Store.open(tmp_path) as store:
        assert store.ledger().count("leads") == 1


def test_a_book_can_be_moved(tmp_path: Path) -> None:
    """Also when rows lie in files, not in the catalog."""
    with Store.create(tmp_path / "old") as store:
        many = "SELECT 'l' || range AS lead_id, TIMESTAMP '2024-01-01' AS created_at FROM range(5000)"
        commit(store, "one", "2024-01-04", leads=many)
    (tmp_path / "old").rename(tmp_path / "it's new")
    with Store.open(tmp_path / "it's new") as store:
        assert store.ledger().rows("SELECT count(DISTINCT lead_id) AS n FROM leads") == [{"n": 5000}]


def test_no_ledger_at_that_place(tmp_path: Path) -> None:
    with pytest.raises(BookNotFound, match="no ledger here"):
        Store.open(tmp_path)
    with pytest.raises(BookNotFound):
        version_of(tmp_path)


def test_a_ledger_is_never_made_over_another(tmp_path: Path) -> None:
    Store.create(tmp_path).close()
    with pytest.raises(UsedWrongly, match="already is a ledger"):
        Store.create(tmp_path)


@pytest.mark.parametrize("content", [b"", b"this is not a catalog" * 100])
def test_a_foreign_file_is_not_taken_for_a_ledger(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "catalog.sqlite").write_bytes(content)
    with pytest.raises(LedgerDamaged, match="not the catalog of a ledger"):
        Store.open(tmp_path)
    assert (tmp_path / "ledger" / "catalog.sqlite").read_bytes() == content


def test_the_version_is_read_without_the_engine(tmp_path: Path) -> None:
    with Store.create(tmp_path) as store:
        empty = store.ledger().version()
        assert version_of(tmp_path) == empty
        commit(store, "one", "2024-01-04", leads=LEAD)
        full = store.ledger().version()
    assert version_of(tmp_path) == full != empty


def test_heavy_libraries_stay_out_until_they_are_needed() -> None:
    asked = (
        "import sys; from oarlock.ledger.store import Store; Store.in_memory().ledger().rows('SELECT * FROM leads');"
        "print([name for name in ('ibis', 'pandas', 'pyarrow', 'scipy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"
