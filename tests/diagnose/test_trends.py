"""The two slopes in words, against the published example."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from oarlock.agreement.analysis import Analysis
from oarlock.diagnose._beside_slopes import beside_the_slopes
from oarlock.diagnose._frame import add_months
from oarlock.diagnose._trends import slopes
from oarlock.diagnose.base import Family, SeriesPoint, Severity
from oarlock.diagnose.slopes import severity_of
from oarlock.stats.result import Status


def points(marketing: list[float | None], bookings: list[float | None], *, running: int = 0) -> list[SeriesPoint]:
    starts = [add_months(date(2023, 1, 1), 3 * i) for i in range(len(marketing))]
    return [
        SeriesPoint(f"Q{i}", start, add_months(start, 3), m, b, complete=i < len(marketing) - running)
        for i, (start, m, b) in enumerate(zip(starts, marketing, bookings, strict=True))
    ]


def test_pipeline_grows_and_bookings_do_not(oracle: Callable[[str], dict[str, Any]]) -> None:
    given = oracle("S1.quadrant")
    found = slopes(points(given["inputs"]["M"], given["inputs"]["S"]), Analysis(), seed=1)
    assert found.family is Family.DISCONNECT
    assert found.probability == pytest.approx(given["expected"]["p_disconnect"], abs=given["tol"])
    assert found.marketing.growth.value == pytest.approx(0.06125, abs=1e-4)
    assert "Pipeline grows, bookings don't" in found.sentence
    assert "+6.1% a quarter" in found.sentence


def test_a_running_quarter_is_no_point_of_the_trend(oracle: Callable[[str], dict[str, Any]]) -> None:
    given = oracle("S1.quadrant")["inputs"]
    whole = slopes(points(given["M"], given["S"]), Analysis(), seed=1)
    partial = slopes(points([*given["M"], 0.3], [*given["S"], 0.01], running=1), Analysis(), seed=1)
    assert partial.marketing.growth == whole.marketing.growth
    assert partial.family is whole.family


def test_five_quarters_are_too_few_for_a_verdict() -> None:
    found = slopes(points([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]), Analysis(), seed=1)
    assert found.status is Status.INSUFFICIENT
    assert found.family is Family.CANT_TELL
    assert "5 complete periods" in found.reason


def test_no_quarters_at_all_are_said_so_and_not_zero() -> None:
    found = slopes([], Analysis(), seed=1)
    assert found.marketing.growth.value is None
    assert found.verdict == "Can't tell yet"


def test_a_failed_gate_holds_the_verdict_back_but_keeps_the_lines(oracle: Callable[[str], dict[str, Any]]) -> None:
    given = oracle("S1.quadrant")["inputs"]
    found = slopes(points(given["M"], given["S"]), Analysis(), seed=1, held="11% of open pipeline is overdue")
    assert found.status is Status.ARTEFACT
    assert found.family is Family.CANT_TELL
    assert found.probability is None
    assert found.marketing.fit
    assert "overdue" in found.reason


@pytest.mark.parametrize(
    ("quarters", "has_cause", "severity"),
    [(10, False, Severity.SEVERE), (10, True, Severity.SEVERE), (7, True, Severity.WARNING), (7, False, Severity.NOTE)],
)
def test_a_disconnect_that_only_leans_warns_of_its_cause_alone(
    oracle: Callable[[str], dict[str, Any]], quarters: int, *, has_cause: bool, severity: Severity
) -> None:
    """The published example, and its first seven quarters, which may at most lean."""
    given = oracle("S1.quadrant")["inputs"]
    found = slopes(points(given["M"][:quarters], given["S"][:quarters]), Analysis(), seed=1)
    assert (found.family, found.leaning) == (Family.DISCONNECT, quarters < 8)
    assert severity_of(found, has_cause=has_cause) is severity


def test_the_agreement_says_how_sure_a_verdict_is(oracle: Callable[[str], dict[str, Any]]) -> None:
    """The published example has ten quarters and a probability of .948."""
    given = oracle("S1.quadrant")["inputs"]
    surer, longer, longest = (
        slopes(points(given["M"], given["S"]), Analysis(**asked), seed=1)
        for asked in (
            {"verdict_probability": 0.99},
            {"verdict_quarters": 11},
            {"minimum_quarters": 11, "verdict_quarters": 11},
        )
    )
    assert (surer.family, surer.leaning) == (longer.family, longer.leaning) == (Family.DISCONNECT, True)
    assert (longest.status, longest.family) == (Status.INSUFFICIENT, Family.CANT_TELL)
    assert "a verdict needs 11" in longest.reason


def test_beside_each_slope_stand_its_direction_and_its_season(oracle: Callable[[str], dict[str, Any]]) -> None:
    given = oracle("S1.quadrant")["inputs"]
    told = {
        one.name: one for one in beside_the_slopes(slopes(points(given["M"], given["S"]), Analysis(), seed=1), seed=1)
    }
    expected = oracle("S1.seasonal_sen.M")["expected"]
    assert math.log1p(told["pipeline_within_seasons"].after or 0) == pytest.approx(expected["beta"], abs=1e-6)
    assert "42 rise" in told["pipeline_direction"].sentence  # S is 39 of 45 pairs
    assert "24 rise" in told["bookings_direction"].sentence  # S is 3
    assert not {"pipeline_pace", "bookings_pace"} & told.keys()


def test_a_change_of_pace_names_every_quarter_it_may_have_begun_with() -> None:
    """Six quarters of 8 % growth and six of 8 % decline, told to within a percent."""
    wobble = [1.0, 1.01, 0.995, 1.004, 0.99, 1.0, 1.008, 0.996, 1.002, 0.99, 1.01, 1.0]
    up = [1.08**i for i in range(7)]
    bookings: list[float | None] = [
        v * w for v, w in zip([*up, *(up[-1] * 0.92**i for i in range(1, 6))], wobble, strict=True)
    ]
    found = slopes(points([100.0 * w for w in wobble], bookings), Analysis(), seed=1, marks=((date(2024, 8, 1), "x"),))
    told = {one.name: one for one in beside_the_slopes(found, seed=1)}
    pace = told["bookings_pace"]
    assert pace.before == pytest.approx(0.08, abs=0.01)
    assert pace.after == pytest.approx(-0.08, abs=0.01)
    assert "since Q6" in pace.sentence or "since Q7" in pace.sentence
    assert "look at the rules first" in pace.sentence
    assert "pipeline_pace" not in told


def test_a_year_that_repeats_itself_has_no_direction_within_its_seasons() -> None:
    year = [100.0, 110.0, 105.0, 160.0]
    told = {one.name: one for one in beside_the_slopes(slopes(points(year * 3, year * 3), Analysis(), seed=1), seed=1)}
    assert told["bookings_within_seasons"].after == pytest.approx(0.0)
    assert "p = 1.00" in told["bookings_within_seasons"].sentence


def test_a_quarter_without_bookings_makes_a_slope_relative_to_the_usual_level() -> None:
    found = slopes(points([100.0 + i for i in range(8)], [0.0, *(10.0 + i for i in range(7))]), Analysis(), seed=1)
    assert (found.marketing.is_log, found.bookings.is_log) == (True, False)
    assert "level-relative" in found.bookings.growth.method
