"""Changes in percent, and when not."""

from __future__ import annotations

import pytest

from oarlock.measure.change import percent_change
from oarlock.measure.result import Measurement
from oarlock.stats.result import Status


def _count(n: int, *, complete: bool = True) -> Measurement:
    return Measurement("2026Q1", {}, float(n), None, None, n, n, Status.OK, "", "count", complete)


def test_a_small_base_has_no_percentage() -> None:
    change = percent_change(_count(2), _count(4))
    assert (change.value, change.status) == (None, Status.INSUFFICIENT)
    assert "2 → 4" in change.reason


def test_a_running_period_is_compared_with_nothing() -> None:
    assert percent_change(_count(100), _count(45, complete=False)).status is Status.IMMATURE


def test_a_change_has_its_range() -> None:
    change = percent_change(_count(100), _count(150))
    assert change.value == pytest.approx(0.5)
    assert change.lo is not None
    assert change.hi is not None
    assert 0 < change.lo < 0.5 < change.hi
