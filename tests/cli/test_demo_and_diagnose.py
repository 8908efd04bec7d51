"""From a simulated company to its diagnosis and its report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from oarlock.agreement import adopt
from oarlock.book import backtesting
from oarlock.cli import main
from oarlock.diagnose.backtest import Look

from .conftest import Run


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demos") / "demo-book"
    assert main(["demo", str(folder), "--no-open"]) == 0
    return folder


@pytest.mark.slow
def test_the_demo_is_a_whole_book_with_its_truth_beside(demo: Path) -> None:
    truth = json.loads((demo / "exports" / "truth.json").read_text(encoding="utf-8"))
    assert truth["plant"] == "slow_follow_up"
    html = (demo / "report.html").read_text(encoding="utf-8")
    assert "simulated" in html
    assert "<script" not in html


@pytest.mark.slow
def test_the_planted_cause_is_named_and_the_answer_is_what_is_promised(run: Run, demo: Path) -> None:
    told = run("diagnose", "--book", demo, "--format", "json")
    answer = json.loads(told.out)
    assert told.status == 0
    assert {"as_of", "agreement", "slopes", "causes", "findings"} <= set(answer)
    assert {"growth", "lo", "hi", "unit", "n"} <= set(answer["slopes"]["marketing"])
    assert next(cause["code"] for cause in answer["causes"] if cause["verdict"] == "supports") == "slow_follow_up"


@pytest.mark.slow
def test_text_fits_a_hundred_columns_and_is_told_again(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("diagnose", "--book", demo)
    assert max(map(len, told.out.splitlines())) <= 100
    assert "slow_follow_up" in told.out
    monkeypatch.setattr("oarlock.book.Book.open", lambda *_: pytest.fail("asked the engine for a stored answer"))
    assert run("diagnose", "--book", demo) == told


@pytest.mark.slow
def test_a_scheduler_is_told_by_the_exit_status(run: Run, demo: Path) -> None:
    """Also when the answer is a stored one."""
    for _ in range(2):
        assert run("diagnose", "--book", demo, "--fail-on", "note").status == 3


def test_a_demo_never_takes_the_place_of_something_else(run: Run, book: Path, tmp_path: Path) -> None:
    told = run("demo", book, "--no-open")
    assert told.status == 2
    assert "a book of your own" in told.err
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-anna.txt").write_text("dear Anna", encoding="utf-8")
    assert run("demo", tmp_path / "letters", "--no-open").status == 2
    assert (tmp_path / "letters" / "to-anna.txt").exists()


def test_a_thin_record_gets_an_answer_and_no_traceback(run: Run, book: Path) -> None:
    """Three deals are too few for a verdict, and that is what is said."""
    told = run("diagnose", "--book", book)
    assert told.status == 0
    assert "Traceback" not in told.err
    assert told.out


def test_a_report_is_html_or_pdf(run: Run, book: Path, tmp_path: Path) -> None:
    told = run("report", "--out", tmp_path / "alignment.docx", "--book", book)
    assert told.status == 2
    assert ".html or .pdf" in told.err
    assert run("report", "--out", tmp_path / "alignment.html", "--book", book).status == 0
    assert (tmp_path / "alignment.html").read_text(encoding="utf-8").startswith("<!")


def test_a_replay_says_when_each_thing_would_first_have_been_told(run: Run, book: Path) -> None:
    replay = ("diagnose", "slopes", "--backtest", "--every", "month", "--since", "2025-02-01", "--as-of", "2025-04-30")
    told = run(*replay, "--book", book)
    assert told.status == 0
    assert "2 looks" in told.out
    answer = json.loads(run(*replay, "--format", "json", "--book", book).out)
    assert [look["on"] for look in answer["looks"]] == ["2025-02-28", "2025-03-31"]
    wrong = run("diagnose", "--since", "2025-02-01", "--book", book)
    assert wrong.status == 2
    assert "--backtest" in wrong.err
    for other in (("--by", "segment"), ("--fail-on", "severe")):
        assert run(*replay, *other, "--book", book).status == 2


def test_a_replay_begins_with_the_record_and_an_empty_one_says_so(run: Run, book: Path, tmp_path: Path) -> None:
    """Its first lead came on 7 January 2025, a Tuesday; what is known of accounts may be older."""
    told = run(
        "diagnose", "leads_ignored", "--backtest", "--since", "2001-01-01", "--as-of", "2025-01-26", "--book", book
    )
    assert told.out.splitlines()[0].endswith("3 looks, Sun 12 Jan 2025 to Sun 26 Jan 2025")
    assert run("init", tmp_path / "empty").status == 0
    empty = run("diagnose", "--backtest", "--book", tmp_path / "empty")
    assert (empty.status, empty.out) == (1, "")
    assert "the record is empty" in empty.err


def test_an_interrupted_replay_tells_what_it_saw_and_is_not_kept(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[date] = []

    def look(_: object, __: object, on: date) -> Look:
        asked.append(on)
        if len(asked) in (1, 3):
            raise KeyboardInterrupt
        return Look(on, ())

    monkeypatch.setattr(backtesting, "_look", look)
    replay = ("diagnose", "--backtest", "--since", "2025-02-01", "--as-of", "2025-02-23", "--book", book)
    nothing = run(*replay)
    assert (nothing.status, nothing.out) == (1, "")
    assert nothing.err.startswith("Stopped.")
    some = run(*replay)
    assert some.status == 1
    assert "Interrupted: 3 later looks not made." in some.out
    assert "Interrupted" not in run(*replay).out


def test_a_past_day_knows_nothing_of_a_later_version(run: Run, book: Path) -> None:
    adopt(book, (book / "agreement.toml").read_text(encoding="utf-8"), in_force_from=date(2025, 4, 10))
    gates = {}
    for day in ("2025-04-05", "2025-04-15"):
        told = json.loads(run("diagnose", "slopes", "--as-of", day, "--format", "json", "--book", book).out)
        (gates[day],) = [gate["passed"] for gate in told["gates"] if gate["id"] == "definitions"]
    assert gates == {"2025-04-05": True, "2025-04-15": False}


def test_the_catalogue_of_diagnoses_is_for_programs_too(run: Run) -> None:
    told = json.loads(run("diagnose", "--list", "--format", "json").out)
    slopes = next(one for one in told if one["diagnosis"] == "slopes")
    assert "slow_follow_up" in slopes["codes"]
    assert slopes["page"].startswith("Do the two slopes")
    metric = json.loads(run("measure", "--list", "--format", "json").out)[0]
    assert {"metric", "question", "formula", "unit", "cohort", "source", "matures_after_days"} <= set(metric)


@pytest.mark.parametrize("words", [("--plant", "slow_followup"), ("--size", "XL")])
def test_a_demo_that_cannot_be_made_leaves_everything_as_it_was(
    run: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    earlier = tmp_path / "demo-book" / "exports" / "truth.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}", encoding="utf-8")
    for folder in (tmp_path / "demo-book", tmp_path / "new"):
        told = run("demo", folder, "--no-open", *words)
        assert (told.status, told.out) == (2, "")
        assert f'There is no {words[0].removeprefix("--")} "{words[1]}".' in told.err
    assert [one.name for one in tmp_path.iterdir()] == ["demo-book"]
    assert earlier.read_text(encoding="utf-8") == "{}"
