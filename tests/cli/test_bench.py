"""The benchmark's floors and figures."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from oarlock.cli._bench.child import columns_read, copy_files, read_columns
from oarlock.cli._bench.parts import Measured, exponents
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
    assert one("measure win_rate", "L", 2.0).target is None


def test_a_process_is_costed_alone(tmp_path: Path) -> None:
    busy = cost_of([sys.executable, "-c", "sum(range(3_000_000))"])
    assert busy.cpu > cost_of(PASS).cpu
    assert busy.peak_mb > 1
    with pytest.raises(OarlockError, match="went wrong"):
        cost_of([sys.executable, "-c", "raise SystemExit('it went wrong')", "it"], output=tmp_path / "out.txt")


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
    assert ask(book)() == explode(tmp_path)() == 73


def test_an_unknown_size_is_named(run: Run) -> None:
    assert run("bench", "--sizes", "S,XL").status == 2


def test_credit_is_measured_beside_the_packages_there_are(tmp_path: Path) -> None:
    """Three leads, two of them won: the chain's credit sums to two; without a peer the floor is reading the same columns."""
    import duckdb

    from oarlock.cli import main
    from oarlock.cli._bench.attribution import credit_rows, markov

    tables = {
        "leads": "lead_id,created_at\nann,2024-01-01\nben,2024-01-01\ncem,2024-01-01\n",
        "touches": (
            "touch_id,touched_at,lead_id,channel\n1,2024-01-01,ann,Ads\n2,2024-01-02,ann,Fair\n3,2024-01-02,ben,Ads\n"
            "4,2024-01-03,cem,Fair\n"
        ),
        "opportunities": "opportunity_id,lead_id,created_at\nx,ann,2024-01-05\ny,ben,2024-01-05\n",
        "opportunity_versions": "opportunity_id,valid_from,status\nx,2024-01-06,won\ny,2024-01-06,won\n",
    }
    files, parquet, book = tmp_path / "files", tmp_path / "parquet", tmp_path / "book"
    files.mkdir()
    parquet.mkdir()
    for name, text in tables.items():
        (files / f"{name}.csv").write_text(text, encoding="utf-8")
        duckdb.execute(f"COPY (SELECT * FROM '{files / name}.csv') TO '{parquet / name}.parquet' (FORMAT parquet)")
    assert main(["init", str(book)]) == 0
    assert main(["import", str(files), "--book", str(book)]) == 0
    credit = markov(book, 1)
    assert credit == pytest.approx({None: 0.0, "Ads": 2 * 0.75 / 1.25, "Fair": 2 * 0.5 / 1.25})
    rows = list(credit_rows(parquet, book, "S", lambda _: None))
    assert [row.part for row in rows] == ["markov order 1", "markov order 2", "shapley 15 channels"]
    assert all(row.cost.cpu > 0 and row.floor.cpu > 0 and row.floor_is for row in rows)


def test_incidence_equals_its_peer_before_anything_is_said(tmp_path: Path) -> None:
    from oarlock.cli._bench.incidence import compared, has_peer

    if not has_peer():
        pytest.skip("scikit-survival is not installed (oarlock[peers])")
    ours, peer = compared(tmp_path)
    assert ours.cpu > 0
    assert peer.cpu > 0
