"""Making a book and filling it."""

from __future__ import annotations

from pathlib import Path

from .conftest import LEADS, Run


def test_a_new_book_says_what_comes_next(run: Run, tmp_path: Path) -> None:
    told = run("init", tmp_path / "acme")
    assert told.status == 0
    assert "oarlock import" in told.out
    assert (tmp_path / "acme" / "agreement.toml").read_text(encoding="utf-8").startswith("#")


def test_a_book_is_never_made_over_something_else(run: Run, book: Path, tmp_path: Path) -> None:
    assert "already is a book" in run("init", book).err
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-anna.txt").write_text("dear Anna", encoding="utf-8")
    told = run("init", tmp_path / "letters")
    assert told.status == 2
    assert "is not empty" in told.err


def test_an_import_says_what_was_read_taken_and_refused(run: Run, exports: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "acme")
    told = run("import", exports, "--book", tmp_path / "acme")
    assert told.status == 0
    leads = next(line for line in told.out.splitlines() if line.startswith("leads.csv"))
    assert leads.split()[-5:] == ["4", "3", "1", "0", "0"]
    assert "Refused: 1 row." in told.out
    assert "leads.csv line 5" in told.out
    assert list((tmp_path / "acme" / "rejects").rglob("*.csv"))


def test_the_same_file_again_changes_nothing(run: Run, exports: Path, book: Path) -> None:
    told = run("import", exports, "--book", book)
    assert told.status == 0
    lines = told.out.split("in the record")[1].splitlines()
    deals = next(line for line in lines if line.startswith("opportunities "))
    assert deals.split()[1:] == ["3", "0", "0", "3", "0"]


def test_a_file_of_which_nothing_can_be_taken_ends_with_1(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("\n".join(LEADS.splitlines()[::4]) + "\n", encoding="utf-8")
    told = run("import", tmp_path / "leads.csv", "--book", book)
    assert told.status == 1
    assert "Nothing could be taken." in told.err


def test_a_file_that_is_not_there_is_named(run: Run, book: Path, tmp_path: Path) -> None:
    told = run("import", tmp_path / "leeds.csv", "--book", book)
    assert told.status == 2
    assert "leeds.csv" in told.err
