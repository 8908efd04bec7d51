"""The agreement at the command line."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run


def test_show_says_it_in_words_and_in_toml(run: Run, book: Path) -> None:
    assert "Sales promises" in run("agreement", "show", "--book", book).out
    assert run("agreement", "show", "--toml", "--book", book).out == (book / "agreement.toml").read_text(
        encoding="utf-8"
    )


def test_check_names_every_problem_at_once(run: Run, book: Path) -> None:
    agreement = book / "agreement.toml"
    broken = (
        agreement.read_text(encoding="utf-8")
        .replace('"USD"', '"USX"')
        .replace('time_zone = "UTC"', 'time_zone = "Mars"', 1)
    )
    agreement.write_text(
        broken + '\n[profile]\nrule = "employes > 5"\n' if "\n[profile]" not in broken else broken, encoding="utf-8"
    )
    told = run("agreement", "check", "--book", book)
    assert told.status == 1
    assert "USX" in told.err
    assert "Mars" in told.err


def test_check_knows_the_metrics_that_pay_rests_on(run: Run, book: Path) -> None:
    agreement = book / "agreement.toml"
    paid = '\n[[incentives]]\nteam = "marketing"\npays_for = "revenue_per_lead"\nweight = 0.5\n'
    agreement.write_text(agreement.read_text(encoding="utf-8") + paid, encoding="utf-8")
    assert run("agreement", "check", "--book", book).status == 0
    paid = paid.replace("marketing", "sales").replace("revenue_per_lead", "win_rat")
    agreement.write_text(agreement.read_text(encoding="utf-8") + paid, encoding="utf-8")
    told = run("agreement", "check", "--book", book)
    assert told.status == 1
    assert 'incentives.number 2.pays_for: there is no metric "win_rat". Did you mean "win_rate"' in told.err


def test_diff_says_what_changed(run: Run, book: Path, tmp_path: Path) -> None:
    text = (book / "agreement.toml").read_text(encoding="utf-8")
    (tmp_path / "new.toml").write_text(
        text.replace("first_response_hours = 8", "first_response_hours = 4"), encoding="utf-8"
    )
    told = run("agreement", "diff", book / "agreement.toml", tmp_path / "new.toml", "--book", book)
    assert told.status == 0
    assert "first_response_hours is 4 instead of 8" in told.out
    assert "Nothing differs" in run("agreement", "diff", book / "agreement.toml", "--book", book).out


def test_a_version_that_is_not_kept_is_named(run: Run, book: Path) -> None:
    told = run("agreement", "diff", "7", "--book", book)
    assert told.status == 2
    assert "There is no version 7:" in told.err
    assert "Versions kept: none. Name one of them, or an agreement's file." in told.err


def test_replay_counts_who_would_not_have_passed(run: Run, book: Path) -> None:
    """One of three leads, the one that was won, comes from a company with fewer than 100 people."""
    told = run("agreement", "replay", "--rule", "employees >= 100", "--book", book)
    assert told.status == 0
    assert "Passes 33%" in told.out
    assert "3 before, 2 after (1 out, 0 in)" in told.out
    assert "of 1, 1 would not have passed" in told.out
    assert "handling_hours_per_week" in told.out


def test_replay_of_a_misspelt_column_names_the_nearest(run: Run, book: Path) -> None:
    told = run("agreement", "replay", "--rule", "employes >= 100", "--book", book)
    assert told.status == 1
    assert 'Did you mean "employees"' in told.err


def test_replay_needs_a_file_or_a_rule(run: Run, book: Path) -> None:
    assert run("agreement", "replay", "--book", book).status == 2
