"""Who is who, at the command line."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run

LEADS = """lead_id,created_at,email
l1,2025-01-05,ann@acme.example
l2,2025-02-05,Ann@Acme.example
l3,2025-02-06,bob@other.example
"""


def two_of_one(run: Run, folder: Path, *options: str) -> tuple[Path, str]:
    (folder / "exports").mkdir()
    (folder / "exports" / "leads.csv").write_text(LEADS, encoding="utf-8")
    run("init", folder / "acme")
    return folder / "acme", run("import", folder / "exports", "--book", folder / "acme", *options).out


def test_an_import_matches_and_each_match_has_its_reason(run: Run, tmp_path: Path) -> None:
    book, told = two_of_one(run, tmp_path)
    assert "2 matches" in told
    listed = run("match", "--list", "--book", book).out
    assert "same e-mail (ann@acme.example)" in listed
    assert "l3" not in listed


def test_a_match_taken_back_stays_taken_back(run: Run, tmp_path: Path) -> None:
    book, _ = two_of_one(run, tmp_path)
    number = next(line.split()[0] for line in run("match", "--list", "--book", book).out.splitlines() if " l2 " in line)
    assert run("match", "--undo", number, "--book", book).status == 0
    run("match", "--book", book)
    assert " l2 " not in run("match", "--list", "--book", book).out


def test_a_match_that_is_not_there_cannot_be_taken_back(run: Run, tmp_path: Path) -> None:
    book, _ = two_of_one(run, tmp_path, "--no-match")
    told = run("match", "--undo", "7", "--book", book)
    assert told.status == 2
    assert "There is no match 7" in told.err
