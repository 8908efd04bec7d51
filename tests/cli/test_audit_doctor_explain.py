"""The record's hygiene, the book's health, and what words mean."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def test_audit_names_what_is_wrong_and_what_mends_it(run: Run, book: Path) -> None:
    told = run("audit", "--book", book)
    assert told.status == 0
    assert "What to do:" in told.out
    flaws = json.loads(run("audit", "--format", "json", "--book", book).out)
    assert {"id", "severity", "sentence", "count", "fix"} <= set(flaws[0])


def test_a_healthy_book_passes(run: Run, book: Path) -> None:
    told = run("doctor", "--book", book)
    assert told.status == 0
    assert "FAULT" not in told.out
    assert "It holds 1 import, 6 leads and deals." in told.out


def test_a_missing_and_a_damaged_file_are_named(run: Run, tmp_path: Path) -> None:
    rows = "\n".join(f"l{number},2025-01-07" for number in range(3000))
    (tmp_path / "leads.csv").write_text(f"lead_id,created_at\n{rows}\n", encoding="utf-8")
    run("init", tmp_path / "acme")
    run("import", tmp_path / "leads.csv", "--book", tmp_path / "acme")
    (file,) = (tmp_path / "acme" / "ledger" / "data").rglob("*.parquet")
    whole = file.read_bytes()
    file.write_bytes(whole[:-100])
    told = run("doctor", "--book", tmp_path / "acme")
    assert told.status == 1
    assert file.name in told.out
    file.unlink()
    told = run("doctor", "--book", tmp_path / "acme")
    assert told.status == 1
    assert f"{file}: the catalog lists this file with 3,000 rows, and it is not there." in told.out


def test_a_file_nobody_lists_is_a_note_and_a_catalog_that_is_none_a_fault(run: Run, book: Path) -> None:
    stray = book / "ledger" / "data" / "main" / "leads" / "left.parquet"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"half")
    told = run("doctor", "--book", book)
    assert told.status == 0
    assert (
        f"note   1 file that no import finished, left behind by one that was killed: harmless, such as {stray}."
        in told.out
    )
    for part in (book / "ledger").glob("catalog.sqlite*"):
        part.write_bytes(b"no catalog")
    told = run("doctor", "--book", book)
    assert told.status == 1
    assert "FAULT  The ledger does not open: " in told.out


def test_an_agreement_with_a_mistake_is_a_fault(run: Run, book: Path) -> None:
    (book / "agreement.toml").write_text("version = 0\n", encoding="utf-8")
    told = run("doctor", "--book", book)
    assert told.status == 1
    assert "FAULT" in told.out


def test_explain_needs_no_book_for_a_definition(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "How many of the deals" in run("explain", "win_rate").out
    assert "Claims" in run("explain", "slow_follow_up").out
    assert "text: new, expansion, renewal" in run("explain", "opportunities").out
    decay = run("explain", "data_decay").out
    assert decay.count("Is the record itself getting worse?") == 1
    assert "\nWhat it looks for: Fields that are filled" in decay
    told = run("explain", "slow_folow_up")
    assert told.status == 2
    assert '"slow_follow_up"' in told.err


def test_explain_with_a_book_names_the_clause_and_the_records(run: Run, book: Path) -> None:
    told = run("explain", "win_rate", "--book", book)
    assert "agreement version 1" in told.out
    assert "3 opportunities" in told.out
