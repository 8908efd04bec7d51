"""The entry: the overview, exit statuses, and errors in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from oarlock import __version__
from oarlock.cli import HELP
from oarlock.cli._app import command, verbs
from oarlock.cli._help import IN_ORDER, overview

from .conftest import Run


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["help"]])
def test_the_overview_is_the_packaged_one(run: Run, words: list[str]) -> None:
    told = run(*words)
    assert told == (0, Path(HELP).read_text(encoding="utf-8"), "")


def test_the_packaged_overview_is_current() -> None:
    assert Path(HELP).read_text(encoding="utf-8") == overview(), "Run: make docs"


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"oarlock {__version__}\n"


def test_every_verb_is_in_the_overview_and_has_help(run: Run) -> None:
    assert set(IN_ORDER) <= set(verbs())
    for verb in verbs():
        assert f"\n  {verb} " in run("--help").out
        assert command(verb).help
        assert run(verb, "--help").status == 0


def test_a_misspelt_verb_names_the_nearest(run: Run) -> None:
    told = run("mesure", "win_rate")
    assert told.status == 2
    assert 'There is no command "mesure". Did you mean: oarlock measure?' in told.err
    assert told.out == ""


def test_a_form_that_is_not_written_is_answered_with_those_that_are(run: Run) -> None:
    told = run("audit", "--format", "table")
    assert told.status == 2
    assert "Invalid value for '--format': 'table' is not one of 'text', 'json'." in told.err


def test_an_unknown_option_is_used_wrongly(run: Run) -> None:
    told = run("measure", "win_rate", "--evry", "quarter")
    assert told.status == 2
    assert "--evry" in told.err
    assert "oarlock measure --help" in told.err


def test_no_book_says_how_to_name_one(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("diagnose")
    assert told.status == 2
    assert "--book DIR" in told.err


def test_a_folder_that_is_no_book_says_how_to_make_one(run: Run, tmp_path: Path) -> None:
    told = run("diagnose", "--book", tmp_path / "nowhere")
    assert told.status == 2
    assert "oarlock init" in told.err
    assert "Traceback" not in told.err


def test_the_environment_names_the_book(run: Run, taken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OARLOCK_BOOK", str(taken))
    assert run("agreement", "check").status == 0


def test_the_current_folder_may_be_the_book(run: Run, taken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(taken)
    assert run("agreement", "check").status == 0


NOWHERE = "cannot be written: there is no folder"


@pytest.mark.parametrize(
    "words",
    [
        ["measure", "win_rate", "--out"],
        ["diagnose", "--out"],
        ["report", "--out"],
        ["plan", "goal", "--out"],
        ["plan", "holdout", "--groups"],
        ["reconcile", "a.csv", "b.csv", "--out"],
    ],
)
def test_a_place_where_nothing_can_be_written_is_told_before_anything_is_computed(
    run: Run, words: list[str], tmp_path: Path
) -> None:
    # Without a book: who asked for one first would have complained about that.
    told = run(*words, tmp_path / "nowhere" / "answer.html")
    assert (told.status, NOWHERE in told.err) == (2, True), told.err


def test_a_folder_is_no_file_to_write(run: Run, tmp_path: Path) -> None:
    told = run("measure", "win_rate", "--out", tmp_path)
    assert (told.status, told.err) == (2, f"{tmp_path} is a folder. Name a file in it.\n")


@pytest.mark.parametrize("verb", ["plan", "agreement"])
def test_a_verb_with_commands_of_its_own_lists_them_with_their_whole_sentences(run: Run, verb: str) -> None:
    alone, asked = run(verb), run(verb, "--help")
    assert (alone.status, asked.status) == (2, 0)
    assert "See: oarlock" not in alone.err
    for told in (alone.err, asked.out):
        listed = " ".join(told.partition("Commands:")[2].split())
        assert "..." not in listed
        for one in command(verb).commands.values():
            assert f"{one.name} {' '.join(one.help.split())}" in listed
