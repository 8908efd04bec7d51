"""The benchmark's floors and figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from oarlock.cli._bench.child import columns_read, copy_files, read_columns
from oarlock.cli._bench.row import Measured, exponents
from oarlock.cli._bench.runs import PASS, Cost, cost_of
from oarlock.errors import OarlockError

from .conftest import Run


def one(part: str, size: str, cpu: float) -> Measured:
    return Measured(part, size, Cost(cpu, cpu, 100), Cost(0.5, 0.5, 50), "something")


def test_growth_in_proportion_to_the_data_is_one() -> None:
    assert exponents([one("import", "M", 2.0), one("import", "L", 20.0)], "M", "L") == {"import": pytest.approx(1.0)}
    assert one("import", "M", 2.0).ratio == 4.0


def test_a_target_is_told_at_the_size_it_is_for() -> None:
    assert one("diagnose slopes", "L", 2.0).target == 12
    assert one("diagnose slopes", "M", 2.0).target is None
    assert one("measure win_rate", "L", 2.0).target == one("diagnose data_decay", "L", 2.0).target == 25
    assert one("measure win_rate", "M", 2.0).target is None


def test_a_process_is_costed_alone(tmp_path: Path) -> None:
    busy = cost_of([sys.executable, "-c", "sum(range(3_000_000))"])
    assert busy.cpu > cost_of(PASS).cpu
    assert busy.peak_mb > 1
    with pytest.raises(OarlockError, match=r"(?s)said so.*went wrong"):
        cost_of(
            [sys.executable, "-c", "print('said so'); raise SystemExit('it went wrong')"], output=tmp_path / "out.txt"
        )


def test_the_floor_reads_the_columns_a_question_reads(
    book: Path, exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oarlock.ledger.reading import Ledger

    monkeypatch.setattr(Ledger, "_execute", Ledger._execute)  # put back what the child replaces in its own process
    wanted = columns_read(book, ["measure", "bookings"])
    assert "amount" in wanted["opportunity_versions"]
    assert "email" not in wanted.get("leads", [])
    json.dumps(wanted)
    import duckdb

    (tmp_path / "in").mkdir()
    source, target = exports / "opportunity_versions.csv", tmp_path / "in" / "opportunity_versions.parquet"
    duckdb.execute(f"COPY (SELECT * FROM '{source}') TO '{target}' (FORMAT parquet)")
    read_columns(tmp_path / "in", wanted)
    copy_files(tmp_path / "in", tmp_path / "out")
    assert (tmp_path / "out" / "opportunity_versions.parquet").is_file()


def test_one_diagnosis_is_asked_alone(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from oarlock.ledger.reading import Ledger

    monkeypatch.setattr(Ledger, "_execute", Ledger._execute)
    wanted = columns_read(book, ["diagnose", "slopes"])
    assert "valid_from" in wanted["opportunity_versions"]
    assert "listens" not in wanted


def test_the_daily_pipeline_and_its_peer_answer_the_same_question(book: Path, exports: Path, tmp_path: Path) -> None:
    import duckdb

    from oarlock.cli._bench.pipeline import ask, explode

    source, target = exports / "opportunity_versions.csv", tmp_path / "opportunity_versions.parquet"
    duckdb.execute(
        f"COPY (SELECT * REPLACE (CAST(valid_from AS TIMESTAMP) AS valid_from) FROM '{source}') TO '{target}' (FORMAT parquet)"
    )
    # One stage, told for every day from the first deal to the last change.
    assert len(ask(book)()) == len(explode(tmp_path)()) == 73


def test_an_unknown_size_is_named(run: Run) -> None:
    assert run("bench", "--sizes", "S,XL").status == 2
