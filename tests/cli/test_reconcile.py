"""Two lists at the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Run

MARKETING = """Opportunity ID,Amount,Stage,Close Date
o1,100,Proposal,2026-05-10
o2,80,Discovery,2026-05-10
=o3,50,Proposal,2026-08-10
"""
SALES = """id,amount,stage,close_date
o1,100,Proposal,2026-05-10
o4,60,Proposal,2026-05-10
"""


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("marketing", MARKETING), ("sales", SALES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path / "marketing.csv", tmp_path / "sales.csv"


def test_the_walk_from_one_number_to_the_other(run: Run, two: tuple[Path, Path]) -> None:
    filters = ("--filter-b", "stage=Proposal", "--filter-b", "close_date=2026-04-01..2026-07-01")
    told = run("reconcile", *two, *filters)
    assert told.status == 0
    assert [line.split()[-1] for line in told.out.splitlines()[4:9]] == ["230", "−50", "−80", "+60", "160"]
    assert "Without a reason: 1 deal" in told.out
    answer = json.loads(run("reconcile", *two, *filters, "--format", "json").out)
    assert sum(step["amount"] for step in answer["steps"]) == answer["net"] == 70
    assert answer["passes"] is False
    assert answer["steps"][0] == {"reason": "close_window", "amount": 50.0, "records": ["=o3"]}
    rows = list(csv.reader(io.StringIO(run("reconcile", *two, "--format", "csv").out)))
    assert rows[0] == ["id", "marketing", "sales", "difference", "reason", "because"]
    assert {row[0] for row in rows[1:]} == {"o2", "'=o3", "o4"}


def test_what_cannot_be_read_is_named(run: Run, two: tuple[Path, Path], tmp_path: Path) -> None:
    two[1].write_text("id,amount\no1,lots\n", encoding="utf-8")
    told = run("reconcile", *two)
    assert (told.status, "sales, line 2" in told.err or "sales.csv, line 2" in told.err) == (1, True)
    assert run("reconcile", two[0], tmp_path / "no.csv").status == 2
    assert run("reconcile", *two, "--filter-a", "close_date=2026").status == 2
