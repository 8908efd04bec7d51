"""Credit over all leads, at the command line and from Python."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import oarlock

from .conftest import Run

TOUCHES = """touch_id,lead_id,touched_at,channel
t1,l1,2025-01-08,Webinar
t2,l1,2025-01-10,Brand Search
t3,l1,2025-04-01,Direct
t4,l2,2025-01-10,Webinar
t5,l3,2025-02-12,Brand Search
"""


@pytest.fixture
def touched(run: Run, book: Path, tmp_path: Path) -> Path:
    (tmp_path / "touches.csv").write_text(TOUCHES, encoding="utf-8")
    assert run("import", tmp_path / "touches.csv", "--book", book).status == 0
    return book


def test_every_lead_stands_behind_the_credit(run: Run, touched: Path) -> None:
    told = run("credit", "--book", touched)
    assert told.status == 0
    assert told.out.startswith(
        "Markov credit of 1 lead won among 3 leads with a touch, by a chain that remembers 1 channel\n"
    )
    assert told.out.splitlines()[1] == "As known on Wed 2 Apr 2025, agreement version 1."
    assert "bookkeeping" in told.out
    answer = json.loads(run("credit", "--order", 2, "--format", "json", "--book", touched).out)
    assert (answer["journeys"], answer["converted"], answer["untouched"], answer["order"]) == (3, 1, 0, 2)
    assert (answer["as_of"][:10], answer["agreement"], answer["currency"]) == ("2025-04-02", {"version": 1}, "USD")
    credit = {one["channel"]: one["credit"] for one in answer["channels"]}
    assert credit == pytest.approx({"Brand Search": 2 / 3, "Webinar": 1 / 3}), "Direct came after the win"
    with oarlock.open(touched) as opened:
        assert {one.channel: one.credit for one in opened.credit(2).channels} == pytest.approx(credit)


def test_what_cannot_be_credited_is_said(run: Run, book: Path, touched: Path) -> None:
    assert "a whole number from 1 to 3, not 4." in run("credit", "--order", 4, "--book", touched).err
    told = run("credit", "--as-of", "2025-02-01", "--book", touched)
    assert told.status == 1
    assert "won after a touch" in told.err
