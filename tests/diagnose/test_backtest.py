"""The replay folds looks into firsts, and looks only at what was known then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from oarlock.book import Book
from oarlock.demo.company import simulate
from oarlock.diagnose.backtest import Look, Told, folded
from oarlock.errors import UnknownName, UsedWrongly


def look(day: int, *ids: str) -> Look:
    return Look(date(2025, 1, day), tuple(Told(name, "finding", "warning", f"{name} on {day}.") for name in ids))


def test_a_thing_is_first_told_once_and_confirmed_by_the_next_look() -> None:
    first, second = folded([look(1), look(2, "a"), look(3, "b"), look(4, "a", "b"), look(5, "a", "b")])
    assert (first.id, first.first_on.day, first.sentence) == ("a", 2, "a on 2.")
    assert first.confirmed_on == date(2025, 1, 5)
    assert (first.looks, first.looks_since) == (3, 4)
    assert (second.id, second.first_on.day, second.last_on.day) == ("b", 3, 5)
    assert second.confirmed_on == date(2025, 1, 4)


def test_what_was_told_once_is_never_confirmed() -> None:
    (one,) = folded([look(1, "a"), look(2), look(3, "a")])
    assert one.confirmed_on is None
    assert one.last_on == date(2025, 1, 3)


def test_nothing_told_is_nothing() -> None:
    assert folded([look(1), look(2)]) == ()


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
