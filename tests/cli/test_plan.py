"""`oarlock plan`, as typed."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from journal import rows_of
from oarlock.book import Book
from oarlock.cli import main
from oarlock.cli._planned import write
from oarlock.plan.answer import PlanAnswer
from regular import regular

from .conftest import Run


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with the regular company in it."""
    folder = tmp_path_factory.mktemp("regular")
    for table, rows in rows_of(regular()).rows.items():
        names = sorted({name for row in rows for name in row})
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
    book = tmp_path_factory.mktemp("books") / "regular"
    assert main(["init", str(book)]) == 0
    assert main(["import", str(folder), "--book", str(book)]) == 0
    return book


def test_a_goal_is_told_verdict_first(company: Path, run: Run) -> None:
    told = run("plan", "goal", "--goal", "50K", "--period", "2026Q2", "--win-rate", "50%", "--book", company)
    assert (told.status, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0] == "What $50K in Q2 2026 takes"
    assert "leads a week until" in lines[3]
    assert "Deal to win is stated as 50%" in lines[4]
    assert "(outside)" in told.out


def test_json_is_for_programs(company: Path, run: Run) -> None:
    told = json.loads(
        run("plan", "goal", "--goal", "50000", "--period", "2026Q2", "--format", "json", "--book", company).out
    )
    assert (told["plan"], told["goal"]["amount"], told["goal"]["period"]) == ("goal", 50_000, "2026Q2")
    assert [row["chance"] for row in told["needed"]] == [0.5, 0.8, 0.9]
    assert {"start", "share", "leads", "bookings", "useful", "days"} == set(told["weeks"][0])


@pytest.fixture(scope="module")
def scenario(company: Path) -> PlanAnswer:
    """One person more."""
    with Book.open(company) as book:
        return book.plan("scenario", changes=["reps=+1"], goal=20_000, period="2026Q2")


@pytest.mark.parametrize("ending", ["html", "svg", "png", "json", "csv"])
def test_a_plan_is_written_as_its_ending_says(scenario: PlanAnswer, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"plan.{ending}"
    write(scenario, out)
    head = out.read_bytes()[:15]
    assert head.startswith(
        {"html": b"<!doctype html>", "svg": b"<svg", "png": b"\x89PNG", "json": b"{", "csv": b"table,"}[ending]
    )
    if ending == "html":
        assert "http" not in out.read_text(encoding="utf-8").replace("http-equiv", "").replace("http://www.w3.org", "")


def test_capacity_and_incentives_answer(company: Path, run: Run, tmp_path: Path) -> None:
    told = run("plan", "capacity", "--format", "csv", "--book", company)
    assert told.status == 0
    assert "With fewer or more people" in told.out
    other = tmp_path / "other.toml"
    other.write_text('[[incentives]]\nteam = "sales"\npays_for = "win_rate"\n', encoding="utf-8")
    told = run("plan", "incentives", other, "--book", company)
    assert told.status == 0
    assert "pays sales for falling revenue" in told.out


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("goal",), 2, "No goal that is still to be won was agreed"),
        (("goal", "--goal", "much"), 2, "is a number such as 1200000"),
        (("goal", "--goal", "1M", "--win-rate", "1.2"), 2, "at most 1"),
        (("goal", "--goal", "1M", "--out", "plan.doc"), 2, "written as .html"),
        (("holdout", "--share", "half"), 2, 'A share is written as 0.22 or 22%, not as "half".'),
        (
            ("incentives",),
            1,
            "This cannot be planned: the agreement states no incentives; write them under [[incentives]].",
        ),
        (("scenario",), 2, "What is to be different"),
        (("scenario", "--set", "reeps=+1"), 2, '"reps"'),
    ],
)
def test_what_cannot_be_planned_is_said_in_words(
    company: Path, run: Run, words: tuple[str, ...], status: int, message: str
) -> None:
    told = run("plan", *words, "--book", company)
    assert told.status == status
    assert message in told.err
    assert "Traceback" not in told.err


def test_an_empty_book_says_what_to_import(run: Run, tmp_path: Path) -> None:
    assert main(["init", str(tmp_path / "empty")]) == 0
    told = run("plan", "capacity", "--book", tmp_path / "empty")
    assert told.status == 1
    assert "import leads" in told.err
