"""The replay folds looks into firsts, and looks only at what was known then."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from journal import store_of
from oarlock.book import Book, backtesting
from oarlock.cli._backtested import as_json, as_text
from oarlock.demo.company import simulate
from oarlock.diagnose.backtest import Backtest, Look, Told, folded, moved
from oarlock.diagnose.base import Alignment, AlignmentPart
from oarlock.errors import UnknownName, UsedWrongly
from oarlock.stats.result import Estimate


def look(day: int, *ids: str) -> Look:
    return Look(date(2025, 1, day), tuple(Told(name, "finding", "warning", f"{name} on {day}.") for name in ids))


def test_a_thing_is_first_told_once_and_confirmed_by_the_next_look() -> None:
    first, second = folded([look(1), look(2, "a"), look(3, "b"), look(4, "a", "b"), look(5, "a", "b")])
    assert (first.id, first.first_on.day, first.sentence) == ("a", 2, "a on 2.")
    assert first.confirmed_on == date(2025, 1, 5)
    assert (first.looks, first.looks_since, first.runs) == (3, 4, 2)
    assert (second.id, second.first_on.day, second.last_on.day) == ("b", 3, 5)
    assert (second.confirmed_on, second.runs) == (date(2025, 1, 4), 1)


def test_what_was_told_once_is_never_confirmed() -> None:
    (one,) = folded([look(1, "a"), look(2), look(3, "a")])
    assert one.confirmed_on is None
    assert (one.last_on, one.runs) == (date(2025, 1, 3), 2)


def test_nothing_told_is_nothing() -> None:
    assert folded([look(1), look(2)]) == ()


def scored(on: date, definition: float) -> Look:
    """A look at which two parts are known, each within 5 points."""
    parts = tuple(
        AlignmentPart(name, name, 0.5, Estimate(value, value - 0.05, value + 0.05), "", "")
        for name, value in (("definition", definition), ("numbers", 0.8))
    )
    return Look(on, (), Alignment(Estimate(50.0), parts, "definition", "", 0, 100, (0, 100), 1.0, "", ""))


def test_the_score_is_compared_a_quarter_apart_counted_back_from_the_last_look() -> None:
    """Looks at the ends of months: June with March, March with December; the months between rest on nearly the same record."""
    ends = [
        date(2025, 12, 31),
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 6, 29),
    ]
    looks = [scored(on, 0.3 if on < date(2026, 3, 1) else 0.6) for on in ends]
    first, second = moved(looks)
    assert (first.before_on, first.after_on, second.after_on) == (ends[0], ends[3], ends[5])
    assert (first.change.word, second.change.word) == ("up", "can't tell")
    assert moved([look(1), look(2)]) == ()
    text = " ".join(as_text(Backtest("month", tuple(looks), (), (first, second))).split())
    assert "Wed 31 Dec 2025 to Tue 31 Mar 2026: 49 to 69 (+20.3, 90% range" in text
    assert "n = 2 parts): it rose." in text
    assert "can't tell whether it moved." in text


def test_what_was_seen_before_an_interrupt_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C comes while the engine works, at the third of five looks."""
    seen: list[date] = []

    def looked(book: Book, diagnosis: str | None, on: date) -> Look:
        if len(seen) == 2:
            raise KeyboardInterrupt
        seen.append(on)
        return look(len(seen), "a")

    monkeypatch.setattr(backtesting, "_look", looked)
    monkeypatch.setattr(backtesting, "_days", lambda *_: [date(2025, 1, day) for day in range(1, 6)])
    with Book.in_memory() as book:
        found = book.backtest()
        assert (len(found.looks), found.left_out, found.firsts[0].looks) == (2, 3, 2)
        assert as_text(found).splitlines()[1] == "Interrupted: 3 later looks not made."
    assert "left_out" in as_json(found)


@pytest.fixture
def heeding_ctrl_c() -> Iterator[None]:
    """What is started in the background of a shell ignores Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_ctrl_c")
def test_ctrl_c_while_the_engine_works_is_an_interrupt() -> None:
    with store_of("2025-01-10 ann mql") as store, store.ledger(None) as ledger:
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt):
            ledger.rows("SELECT count(*) AS n FROM range(100000) a, range(1000000) b WHERE a.range * b.range % 7 = 3")
        assert ledger.count("stage_changes") == 1


@pytest.mark.slow
def test_a_planted_cause_is_not_told_before_it_began(tmp_path: Path) -> None:
    truth = simulate(tmp_path, seed=2, plant="slow_follow_up")
    ends = datetime.fromisoformat(truth.ends_on).replace(tzinfo=UTC) + timedelta(days=1)
    with Book.in_memory(clock=lambda: ends) as book:
        book.take(tmp_path)
        found = book.backtest("slopes", every="quarter", since="2024-01-01")
        (cause,) = [one for one in found.firsts if one.id == "slow_follow_up"]
        assert cause.first_on > date(2024, 4, 1)
        again = book.diagnose("slopes", as_of=cause.first_on)
        assert "slow_follow_up" in [named.code for named in again.named]
        with pytest.raises(UnknownName, match="fortnight"):
            book.backtest(every="fortnight")
        with pytest.raises(UsedWrongly, match="covers days up to"):
            book.backtest(since="2031-01-01")
