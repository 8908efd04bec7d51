"""The doctor finds what is missing; tidying loses nothing; a copied catalog opens."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oarlock.errors import LedgerDamaged
from oarlock.ledger.doctor import examine
from oarlock.ledger.maintenance import back_up_catalog, tidy
from oarlock.ledger.store import Store
from oarlock.ledger.writer import Writer

from .conftest import commit, day

MANY = "SELECT '{0}-' || range AS lead_id, TIMESTAMP '2024-01-01' AS created_at FROM range({1})"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book with two loads in files and five in the catalog."""
    with Store.create(tmp_path, threads=1) as store:
        for number in range(7):
            commit(store, str(number), "2024-02-01", leads=MANY.format(number, 3000 if number < 2 else 10))
    return tmp_path


def files(book: Path) -> list[Path]:
    return sorted((book / "ledger" / "data").rglob("*.parquet"))


def test_a_whole_ledger_has_no_problems(book: Path) -> None:
    with Store.open(book) as store:
        health = examine(store)
    assert (health.files, health.rows, health.problems, health.strays) == (2, 6050, (), ())


def test_a_missing_a_cut_and_a_stray_file_are_named(book: Path) -> None:
    missing, cut = files(book)
    missing.unlink()
    cut.write_bytes(cut.read_bytes()[:-100])
    stray = cut.with_name("stray.parquet")
    stray.write_bytes(b"left by a killed process")
    with Store.open(book) as store:
        health = examine(store)
    assert [Path(problem.where) for problem in health.problems] == [missing, cut]
    assert "3,000 rows, and it is not there" in health.problems[0].message
    assert health.strays == (stray,)


def test_a_missing_file_stops_its_table_and_no_other(book: Path) -> None:
    with Store.open(book) as store:
        commit(store, "accounts", "2024-02-02", accounts="SELECT 'a' AS account_id")
    files(book)[0].unlink()
    with Store.open(book) as store:
        ledger = store.ledger()
        assert ledger.count("accounts") == 1
        with pytest.raises(LedgerDamaged, match="oarlock doctor"):
            ledger.rows("SELECT max(lead_id) FROM leads")


def test_a_damaged_file_is_told_as_one(book: Path) -> None:
    for file in files(book):
        file.write_bytes(b"\0" * file.stat().st_size)
    with Store.open(book) as store, pytest.raises(LedgerDamaged, match="missing or damaged"):
        store.ledger().rows("SELECT max(lead_id) FROM leads")


def test_tidying_loses_nothing(book: Path) -> None:
    asked = "SELECT lead_id, known_at, title FROM leads ORDER BY lead_id"
    with Store.open(book) as store:
        commit(store, "change", "2024-03-01", leads="SELECT '3-1' AS lead_id, 'Chief' AS title")
        then, now = store.ledger(day("2024-02-15")).rows(asked), store.ledger().rows(asked)
        (book / "ledger" / "data" / "main" / "leads" / "stray.parquet").write_bytes(b"")
        with Writer(store) as writer:
            tidy(writer, forget_snapshots_before=day("2100-01-01"))
        assert (store.ledger(day("2024-02-15")).rows(asked), store.ledger().rows(asked)) == (then, now)
        health = examine(store)
    assert (health.problems, health.strays, health.rows) == ((), (), 6051)
    with Store.open(book) as store:
        assert store.ledger().rows(asked) == now


def test_a_copy_of_catalog_and_data_is_a_ledger(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "ledger").mkdir(parents=True)
    back_up_catalog(book, copy / "ledger" / "catalog.sqlite")
    shutil.copytree(book / "ledger" / "data", copy / "ledger" / "data")
    with Store.open(copy) as store:
        assert store.ledger().count("leads") == 6050
        assert examine(store).problems == ()
