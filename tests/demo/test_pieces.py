"""The small pieces, worked by hand: the working clock, the queue, pushed dates, two versions in one second."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from oarlock.demo.arrays import Draws, position_in_group, snap
from oarlock.demo.calendar import Calendar
from oarlock.demo.deal_history import Versions, joined
from oarlock.demo.follow_up import _queue

CALENDAR = Calendar(date(2023, 7, 1), 10)


def at(day: date, hour: float) -> np.ndarray:
    return np.array([(day - CALENDAR.origin).days + hour / 24])


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ((date(2024, 3, 8), 16.5), (date(2024, 3, 11), 9.75), 1.25),  # Friday to Monday
        ((date(2024, 3, 9), 10), (date(2024, 3, 10), 20), 0.0),  # a weekend
        ((date(2024, 4, 30), 16), (date(2024, 5, 2), 10), 2.0),  # over a closed day
        ((date(2024, 3, 6), 7), (date(2024, 3, 6), 9.5), 0.5),  # before opening
    ],
)
def test_only_working_hours_count(start: tuple[date, float], end: tuple[date, float], hours: float) -> None:
    passed = CALENDAR.working_hours_at(at(*end)) - CALENDAR.working_hours_at(at(*start))
    assert passed[0] == pytest.approx(hours)


def test_working_hours_lead_back_to_the_clock() -> None:
    hours = CALENDAR.working_hours_at(at(date(2024, 3, 8), 16)) + 4
    assert CALENDAR.at_working_hours(hours)[0] == pytest.approx(at(date(2024, 3, 11), 12)[0])


def test_ten_quarters_end_where_they_should() -> None:
    assert CALENDAR.end == date(2026, 1, 1)
    assert [CALENDAR.quarter_label(q) for q in (0, 1, 9)] == ["2023Q3", "2023Q4", "2025Q4"]
    assert CALENDAR.days[CALENDAR.quarter_starts[6]] == date(2025, 1, 1)


def test_a_lead_waits_for_the_work_before_it_and_not_beyond_its_patience() -> None:
    """One rep, four hours a lead: the second waits three, the third would wait six and has patience for five; the fourth finds four."""
    waited = _queue(
        1,
        np.zeros(4, np.int64),
        np.array([0.0, 1.0, 2.0, 4.0]),
        np.full(4, 4.0),
        np.full(4, 5.0),
        np.array([False] * 4),
    )
    assert waited.tolist() == pytest.approx([0.0, 3.0, float("nan"), 4.0], nan_ok=True)


def test_a_forgotten_lead_keeps_nobody_busy() -> None:
    waited = _queue(
        1, np.zeros(2, np.int64), np.array([0.0, 1.0]), np.full(2, 4.0), np.full(2, 5.0), np.array([True, False])
    )
    assert waited.tolist() == pytest.approx([float("nan"), 0.0], nan_ok=True)


def test_of_two_versions_in_one_second_the_later_written_stays() -> None:
    """A deal has one state at a time: its key is the deal and the instant."""
    one, n = np.zeros(1, np.int64), np.array([1.0])
    entered = Versions(one, n, one, one, n * 10, n, one, n)
    pushed = Versions(one, n + 1e-9, one, one, n * 20, n, one, n)
    assert joined([pushed, entered]).amount.tolist() == [20.0]


def test_draws_do_not_depend_on_how_many_follow() -> None:
    few, many = Draws(1, "deals"), Draws(1, "deals")
    for kind in (
        lambda d, n: d.even(n, 2),
        lambda d, n: d.normal(n),
        lambda d, n: d.gamma(2.0, n),
        lambda d, n: d.waits(n),
    ):
        np.testing.assert_array_equal(kind(few, 5), kind(many, 50)[:5])


def test_dates_snap_to_the_next_mark() -> None:
    assert snap(np.array([3.0, 10.0, 10.5, 99.0]), np.array([10, 20])).tolist() == [10, 10, 20, 20]


def test_positions_count_from_zero_in_each_run() -> None:
    assert position_in_group(np.array([4, 4, 7, 7, 7])).tolist() == [0, 1, 0, 1, 2]
