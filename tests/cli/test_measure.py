"""Measuring from the command line: forms, stored answers, errors."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from oarlock.book.stored import Answers

from .conftest import Run


def test_a_table_says_its_terms(run: Run, book: Path) -> None:
    told = run("measure", "win_rate", "--book", book)
    assert told.status == 0
    assert "the last day the record covers" in told.out
    assert "agreement version 1" in told.out


def test_a_share_that_converts_says_within_how_long(run: Run, book: Path) -> None:
    told = run("measure", "lead_to_customer_rate", "--book", book).out
    horizon = json.loads(run("measure", "lead_to_customer_rate", "--format", "json", "--book", book).out)["params"][
        "horizon_days"
    ]
    assert f"\nWithin {horizon:.0f} days.\n" in told


def test_what_a_win_costs_stands_beside_what_it_is_worth(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "spend.csv").write_text("day,channel,amount\n2025-01-05,Webinar,600\n", encoding="utf-8")
    run("import", tmp_path / "spend.csv", "--book", book)
    told = run("measure", "cost_per_acquisition", "--by", "channel", "--book", book).out
    header, webinar = (
        next(line for line in told.splitlines() if line.startswith(start)) for start in ("view", "media  Webinar")
    )
    assert "deal size" in header
    assert "$600" in webinar
    assert "$1,000" in webinar


def test_json_is_what_is_promised(run: Run, book: Path) -> None:
    told = run("measure", "win_rate", "--by", "source", "--every", "year", "--format", "json", "--book", book)
    answer = json.loads(told.out)
    assert answer["metric"] == "win_rate"
    assert answer["unit"] == "share"
    assert answer["agreement"] == {"version": 1}
    assert {"period", "slice", "estimate", "lo", "hi", "n", "n_events", "status"} <= set(answer["rows"][0])


def test_as_of_is_the_end_of_that_day(run: Run, book: Path) -> None:
    def open_on(day: str) -> int:
        answer = json.loads(run("measure", "lead_volume", "--as-of", day, "--format", "json", "--book", book).out)
        assert answer["as_of"].startswith(f"{day}T23:59:59.999999")
        return sum(row["estimate"] or 0 for row in answer["rows"])

    assert [open_on("2025-01-08"), open_on("2025-01-09"), open_on("2025-02-11")] == [1, 2, 3]


def test_csv_goes_into_a_file_and_runs_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text("lead_id,created_at,source\nl9,2025-03-01,=1+1\n", encoding="utf-8")
    run("import", tmp_path / "leads.csv", "--book", book)
    out = tmp_path / "numbers.csv"
    assert run("measure", "lead_volume", "--by", "source", "--format", "csv", "--out", out, "--book", book).status == 0
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert "'=1+1" in {row["source"] for row in rows}


def test_parquet_needs_a_file(run: Run, book: Path, tmp_path: Path) -> None:
    assert run("measure", "win_rate", "--format", "parquet", "--book", book).status == 2
    told = run("measure", "win_rate", "--format", "parquet", "--out", tmp_path / "n.parquet", "--book", book)
    assert told.status == 0
    assert (tmp_path / "n.parquet").read_bytes()[:4] == b"PAR1"


def test_an_answer_is_told_again_and_forgotten_when_something_changes(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("measure", "lead_volume", "--format", "json", "--book", book)
    first = run(*words)
    with monkeypatch.context() as patched:
        patched.setattr("oarlock.book.Book.open", lambda *_: pytest.fail("asked the engine for a stored answer"))
        assert run(*words) == first
    agreement = book / "agreement.toml"
    agreement.write_text(
        agreement.read_text(encoding="utf-8").replace("version = 1 ", "version = 2 ", 1), encoding="utf-8"
    )
    assert json.loads(run(*words).out)["agreement"] == {"version": 2}
    (tmp_path / "leads.csv").write_text("lead_id,created_at\nl9,2025-02-11\n", encoding="utf-8")
    run("import", tmp_path / "leads.csv", "--book", book)
    assert sum(row["estimate"] for row in json.loads(run(*words).out)["rows"]) == 4


def test_a_lost_or_broken_cache_is_no_matter(run: Run, book: Path) -> None:
    words = ("measure", "win_rate", "--book", book)
    first = run(*words)
    Answers(book).path.write_bytes(b"not a database at all")
    assert run(*words) == first
    Answers(book).path.unlink()
    assert run(*words) == first


def test_an_unknown_metric_names_the_nearest(run: Run, book: Path) -> None:
    told = run("measure", "winrate", "--book", book)
    assert told.status == 2
    assert 'Did you mean "win_rate"' in told.err


def test_a_slice_named_twice_is_one_slice(run: Run, book: Path) -> None:
    once, twice = (run("measure", "win_rate", "--by", by, "--book", book).out for by in ("source", "source,source"))
    assert "Webinar" in once
    assert twice == once


@pytest.mark.parametrize("until", ["2025-01-01", "2024-06-30"])
def test_a_time_that_holds_no_day_is_no_time(run: Run, book: Path, until: str) -> None:
    told = run("measure", "win_rate", "--since", "2025-01-01", "--until", until, "--book", book)
    assert told.status == 2
    assert f"No day lies between 2025-01-01 and {until}" in told.err


def test_a_day_that_does_not_exist(run: Run, book: Path) -> None:
    told = run("measure", "win_rate", "--as-of", "31.02.2025", "--book", book)
    assert told.status == 2
    assert "2026-06-30" in told.err


def test_the_list_names_every_metric(run: Run) -> None:
    assert "win_rate" in run("measure", "--list").out
    assert "win_rate" in {entry["metric"] for entry in json.loads(run("measure", "--list", "--format", "json").out)}
