"""Numbers in words: each rule of the house style, at its edges."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock import words


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (29_812_345, "USD", "$29.8M"),
        (680_000, "USD", "$680K"),
        (4_123, "USD", "$4,120"),
        (9_999, "USD", "$10K"),
        (999_600, "EUR", "€1M"),
        (1_234_567_890, "GBP", "£1.23B"),
        (412, "EUR", "€412"),
        (41.5, "EUR", "€41.50"),
        (0, "EUR", "€0"),
        (-1_540_000, "EUR", "−€1.54M"),
        (1_200_000, "CHF", "CHF\u00a01.2M"),
        (None, "EUR", "–"),
        (float("nan"), "EUR", "–"),
    ],
)
def test_money_has_three_significant_digits(amount: float | None, currency: str, text: str) -> None:
    assert words.money(amount, currency) == text


def test_signed_money_writes_the_plus() -> None:
    assert words.money(1.9e6, "USD", signed=True) == "+$1.9M"
    assert words.money(0, "USD", signed=True) == "$0"


def test_exact_money_keeps_every_digit() -> None:
    assert words.exact_money(29_812_345.1, "USD") == "$29,812,345.10"
    assert words.exact_money(-29_812_345, "USD") == "−$29,812,345"
    assert words.exact_money(None) == "–"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.344, "34%"),
        (0.044, "4.4%"),
        (0.0996, "10%"),
        (0.0994, "9.9%"),
        (1.0, "100%"),
        (0.0, "0%"),
        (-0.03, "−3.0%"),
        (None, "–"),
    ],
)
def test_percent_is_whole_from_ten_on(share: float | None, text: str) -> None:
    assert words.percent(share) == text


def test_percent_never_rounds_onto_certainty() -> None:
    assert words.percent(0.998) == ">99%"
    assert words.percent(0.0001) == "<0.1%"


def test_change_names_its_unit_and_has_a_true_minus() -> None:
    assert words.change(0.0612) == "+6.1% a quarter"
    assert words.change(-0.035) == "−3.5% a quarter"
    assert words.change(-0.0001) == "0.0% a quarter"
    assert words.change(1.25, per="year") == "+125% a year"
    assert words.change(None) == "–"


def test_points_are_for_differences_of_percentages() -> None:
    assert words.points(-0.03) == "−3 points"
    assert words.points(0.091) == "+9.1 points"
    assert words.points(0.01) == "+1 point"
    assert words.points(0.0009, fine=True) == "+0.09 points", "of shares so rare that a tenth of a point is too coarse"
    assert words.points(-0.00004, fine=True) == "0.00 points"


def test_a_column_of_ranges_says_their_level_once() -> None:
    assert words.bare(words.percent_range(0.27, 0.35)) == "27% to 35%"
    assert words.bare(words.percent_range(0.27, 0.35, level=0.95)) == "95% range 27% to 35%"
    assert words.bare(words.percent_range(None, 0.35)) == "–"


def test_a_coefficient_has_two_decimals_and_a_true_minus() -> None:
    assert [words.coefficient(value) for value in (0.634, -0.12, -0.001, None)] == ["0.63", "−0.12", "0.00", "–"]


def test_ranges_keep_the_same_decimals() -> None:
    assert words.change_range(0.011, 0.1) == "90% range +1.1 to +10.0"
    assert words.percent_range(0.27, 0.35) == "90% range 27% to 35%"
    assert words.percent_range(0.08, 0.123) == "90% range 8.0% to 12.3%"
    assert words.money_range(1.1e6, 2.3e6, "USD", level=0.5) == "50% range $1.1M to $2.3M"
    assert words.money_range(None, 2.3e6) == "–"


@pytest.mark.parametrize(
    ("seconds", "working", "text"),
    [
        (4800, False, "1 h 20 m"),
        (3 * 86_400 + 4 * 3600 + 59, False, "3 d 4 h"),
        (86_400, False, "1 d"),
        (59, False, "59 s"),
        (0, False, "0 s"),
        (-60, False, "−1 m"),
        (2 * 8 * 3600, True, "2 working days"),
        (9 * 3600, True, "1 working day 1 h"),
        (3600, True, "1 h of working time"),
        (None, True, "–"),
    ],
)
def test_durations_show_their_two_largest_units(seconds: float | None, working: bool, text: str) -> None:
    assert words.duration(seconds, working=working) == text


def test_hours_and_days_in_sentences() -> None:
    assert words.hours(19.64) == "19.6 h"
    assert words.hours(3.1, working=True) == "3.1 working hours"
    assert [words.days(x) for x in (83.6, 4.5, 1, 9.97, None)] == ["84 days", "4.5 days", "1 day", "10 days", "–"]


def test_dates_and_periods() -> None:
    assert words.day(date(2026, 11, 15)) == "Sun 15 Nov 2026"
    assert words.period("2025Q1") == "Q1 2025"
    assert words.period("FY27 Q1") == "FY27 Q1"
    assert words.period("2025-03") == "Mar 2025"
    assert words.period("2026-11-15") == "Sun 15 Nov 2026"
    assert words.period(None) == "–"


def test_a_share_of_few_is_counts() -> None:
    assert words.share_of(2, 7) == "2 of 7"
    assert words.share_of(412, 1284) == "32%"
    assert words.share_of(0, 0) == "–"


def test_counted_agrees_with_its_noun() -> None:
    assert words.counted(1, "lead") == "1 lead"
    assert words.counted(1284, "lead") == "1,284 leads"
    assert words.counted(2, "opportunity", "opportunities") == "2 opportunities"


def test_names_in_a_row() -> None:
    assert [words.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_a_value_is_written_as_its_unit_asks() -> None:
    written = [
        words.measured(x, unit, "USD")
        for x, unit in [(0.31, "share"), (19.6, "working_hours"), (2e6, "money"), (3.9, "ratio"), (12, "count")]
    ]
    assert written == ["31%", "19.6 working hours", "$2M", "3.9×", "12"]
    assert words.measured(-0.02, "per quarter") == "−2.0% a quarter"
    assert words.measured(None, "days") == "–"


def test_a_difference_of_shares_is_in_points() -> None:
    assert words.measured_change(-0.08, "share") == "−8 points"
    assert words.measured_change(1.5, "days") == "+1.5 days"
    assert words.measured_change(-2e5, "money", "USD") == "−$200K"
    assert words.measured_change(0.054, "per quarter") == "+5.4% a quarter"
    assert words.measured_range(2, 5.5, "days") == "90% range 2 days to 5.5 days"


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_written_money_is_within_half_a_percent(amount: float) -> None:
    text = words.money(amount, "USD").replace("$", "").replace(",", "").replace(words.MINUS, "-")
    scale = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}.get(text[-1], 1)
    assert float(text.rstrip("KMBT")) * scale == pytest.approx(amount, rel=0.0051, abs=0.0051)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_no_number_is_unwritable_and_none_shows_an_ascii_minus(value: float) -> None:
    for write in (words.money, words.percent, words.change, words.points, words.ratio, words.number, words.days):
        assert "-" not in write(value)
        assert "nan" not in write(value)


def test_words_load_quickly() -> None:
    """Only the standard library: the command line imports this module on every start."""
    heavy = (
        "import sys, oarlock.words; sys.exit(bool({'numpy', 'pandas', 'babel', 'rich', 'jinja2'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", heavy], check=False).returncode == 0


def test_a_chance_is_never_written_as_none() -> None:
    assert [words.p_value(p) for p in (0.0, 0.0004, 0.0042, 0.033, 0.117)] == [
        "p < 0.001", "p < 0.001", "p = 0.004", "p = 0.033", "p = 0.12",
    ]  # fmt: skip
