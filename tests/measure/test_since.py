"""Since when a rate is another, by period, and how the whole curves of two periods are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from journal import store_of
from oarlock import registry
from oarlock.agreement import Agreement
from oarlock.measure.base import Metric
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurement
from oarlock.measure.since import level_changes
from oarlock.stats.result import Status


def part(name: str) -> Metric:
    found: Metric = registry.load("measure", name, "METRIC")
    return found


def shares(hits: list[int], n: int = 100, *, source: str | None = None) -> list[Measurement]:
    own = {} if source is None else {"source": source}
    return [
        Measurement(f"2025-{i + 1:02}", own, k / n, None, None, n, k, Status.OK, "", "share")
        for i, k in enumerate(hits)
    ]


FELL = [31, 29, 30, 33, 28, 30, 15, 14, 16, 13, 15, 14]
STILL = [30, 28, 31, 29, 33, 30, 29, 31, 28, 30, 32, 29]


def test_a_share_that_fell_once_is_told_with_both_levels() -> None:
    (found,) = level_changes(part("win_rate"), shares(FELL))
    assert (found.since, found.candidates, found.method, found.periods) == (
        "2025-07",
        ("2025-07",),
        "binomial scan",
        12,
    )
    assert found.before == pytest.approx(181 / 600)
    assert found.after == pytest.approx(87 / 600)
    assert found.p_value < 0.01


def test_every_period_that_fits_nearly_as_well_is_named() -> None:
    (found,) = level_changes(part("win_rate"), shares([31, 29, 30, 33, 28, 22, 22, 14, 16, 13, 15, 14]))
    assert set(found.candidates) >= {"2025-06", "2025-08"} or len(found.candidates) > 1
    assert found.since in found.candidates


def test_a_share_that_only_varies_has_no_change_and_a_short_one_is_not_asked() -> None:
    assert level_changes(part("win_rate"), shares(STILL)) == ()
    assert level_changes(part("win_rate"), shares(FELL[3:10])) == ()


def test_where_nothing_changed_a_change_is_told_as_seldom_as_it_says() -> None:
    """5 in 100 series of coin tosses, give or take three standard errors."""
    rng = np.random.default_rng(11)
    told = sum(
        bool(level_changes(part("win_rate"), shares(rng.binomial(40, 0.3, 16).tolist(), 40))) for _ in range(200)
    )
    assert told / 200 == pytest.approx(0.05, abs=3 * (0.05 * 0.95 / 200) ** 0.5)


def test_slices_are_held_to_one_error_rate() -> None:
    """A fall that alone is just beyond chance is not told among nineteen slices in which nothing happened."""
    weak = [30, 27, 32, 29, 27, 31, 23, 27, 22, 26, 24, 25]
    (alone,) = level_changes(part("win_rate"), shares(weak))
    rng = np.random.default_rng(5)
    others = [row for i in range(19) for row in shares(rng.binomial(100, 0.3, 12).tolist(), source=f"quiet{i}")]
    together = {one.slice["source"] for one in level_changes(part("win_rate"), [*shares(weak, source="weak"), *others])}
    assert alone.p_value > 0.001
    assert "weak" not in together


def test_more_slices_than_can_be_searched_are_not() -> None:
    rows = [row for i in range(25) for row in shares(FELL, source=f"fell{i}")]
    assert level_changes(part("win_rate"), rows) == ()
    assert len(level_changes(part("win_rate"), rows[12:])) == 24


def test_a_version_of_the_agreement_in_force_since_then_is_told() -> None:
    (before,) = level_changes(part("win_rate"), shares(FELL), "2025-03")
    (then,) = level_changes(part("win_rate"), shares(FELL), "2025-07")
    assert (before.is_redefined, then.is_redefined) == (False, True)


def test_times_are_told_by_ranks_and_sums_are_not_asked() -> None:
    rows = [
        replace(row, estimate=float(v), unit="days")
        for row, v in zip(shares(FELL), [4, 5, 4, 6, 5, 4, 9, 8, 10, 9, 8, 9], strict=True)
    ]
    (found,) = level_changes(part("time_to_customer"), rows)
    assert (found.since, found.before, found.after, found.method) == ("2025-07", 4.5, 9.0, "Pettitt")
    assert level_changes(part("lead_volume"), rows) == ()
    assert level_changes(part("target_coverage"), rows) == ()


def test_a_period_that_runs_or_is_young_is_no_point_of_it() -> None:
    rows = shares(FELL)
    late = [replace(row, status=Status.IMMATURE) for row in rows[6:]]
    assert level_changes(part("win_rate"), [*rows[:6], *late]) == ()
    running = [replace(row, complete=False) for row in rows[6:]]
    assert level_changes(part("win_rate"), [*rows[:6], *running]) == ()


def funnel(days: tuple[int, int], share: float = 0.5) -> str:
    """Leads of two months; as many are won in either, so many days after they came."""
    lines = []
    for month, wait in enumerate(days, 1):
        for i in range(60):
            lines.append(f"2025-0{month}-01 l{month}-{i} created account=a{month}-{i} source=Web")
            if i < 60 * share:
                on = date(2025, month, 1).toordinal() + wait + i % 5
                lines.append(f"{date.fromordinal(on)} l{month}-{i} customer")
    return "\n".join([*lines, "2025-12-31 end created"])


def changes(text: str, agreement: Agreement, **how: Any) -> Any:
    with store_of(text) as store:
        return measure(
            store.ledger(None), agreement, "lead_to_customer_rate", every="month", until=date(2025, 3, 1), **how
        ).changes


def test_a_later_conversion_is_told_from_a_rarer_one(agreement: Agreement) -> None:
    """As many are won by the horizon, and the curves differ; where nothing differs neither does."""
    (slower,) = changes(funnel((5, 30)), agreement, horizon=60)
    assert slower.raw.value == pytest.approx(0)
    assert slower.curves_p < 0.01
    (alike,) = changes(funnel((5, 5)), agreement, horizon=60)
    assert alike.curves_p > 0.5
    assert alike.to_json()["curves_p"] == alike.curves_p
