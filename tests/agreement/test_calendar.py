"""Fiscal periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oarlock.agreement.calendar import (
    EVERY,
    complete_periods,
    next_period,
    period_named,
    period_of,
    periods_between,
    previous_period,
    starts_at,
)
from oarlock.errors import UnknownName, UsedWrongly

days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
months = st.integers(1, 12)
lengths = st.sampled_from(EVERY)


def test_calendar_years_have_plain_labels():
    quarter = period_of(date(2025, 2, 14), "quarter")
    assert (quarter.label, quarter.start, quarter.end) == ("2025Q1", date(2025, 1, 1), date(2025, 4, 1))
    assert period_of(date(2025, 2, 14), "year").label == "2025"
    assert period_of(date(2025, 2, 14), "month").label == "2025-02"
    assert period_of(date(2025, 2, 14), "day").label == "2025-02-14"


def test_a_fiscal_year_is_named_after_the_year_in_which_it_ends():
    """February 2021 begins FY22, as Salesforce names it by ending month."""
    year = period_of(date(2021, 2, 1), "year", 2)
    assert (year.label, year.start, year.end) == ("FY22", date(2021, 2, 1), date(2022, 2, 1))
    assert period_of(date(2022, 1, 31), "quarter", 2).label == "FY22 Q4"
    assert period_of(date(2022, 2, 1), "quarter", 2).label == "FY23 Q1"


def test_a_week_is_named_by_its_iso_year():
    week = period_of(date(2021, 1, 2), "week")
    assert (week.label, week.start) == ("2020-W53", date(2020, 12, 28))


def test_an_unknown_length_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match='"quarter"'):
        period_of(date(2025, 1, 1), "quater")


def test_periods_between_include_both_ends():
    assert [p.label for p in periods_between(date(2024, 11, 30), date(2025, 4, 1), "quarter")] == [
        "2024Q4",
        "2025Q1",
        "2025Q2",
    ]
    assert periods_between(date(2025, 4, 1), date(2024, 4, 1), "quarter") == ()


def test_a_partial_period_is_not_complete():
    complete = complete_periods(date(2024, 11, 30), date(2025, 7, 1), "quarter")
    assert [p.label for p in complete] == ["2025Q1", "2025Q2"]


@given(days, lengths, months)
def test_a_period_contains_its_day_and_its_label_names_it(day, every, month):
    period = period_of(day, every, month)
    assert day in period
    assert period_named(period.label, month) == period


@given(days, lengths, months)
def test_periods_follow_each_other_without_gap(day, every, month):
    period = period_of(day, every, month)
    after = next_period(period, every, month)
    assert after.start == period.end
    assert previous_period(after, every, month) == period


@pytest.mark.parametrize("label", ["2025Q5", "Q1", "", "2025-13", "2025-W54", "FY25 Q1", "2025-02-31", "25Q1"])
def test_a_label_of_another_calendar_is_refused(label):
    with pytest.raises(UsedWrongly, match="names no period"):
        period_named(label)


def test_a_day_begins_at_local_midnight():
    assert starts_at(date(2025, 7, 1), "Europe/Berlin") == datetime(2025, 6, 30, 22, tzinfo=UTC)


def test_where_midnight_is_skipped_the_day_begins_when_the_clocks_jump():
    """Santiago went from 2022-09-10 23:59:59 to 2022-09-11 01:00."""
    start = starts_at(date(2022, 9, 11), "America/Santiago")
    assert start == datetime(2022, 9, 11, 4, tzinfo=UTC)
    assert period_of(date(2022, 9, 11), "day").instants("America/Santiago")[1] - start == timedelta(hours=23)


def test_a_day_that_never_was_lasts_no_time():
    """Samoa skipped 30 December 2011."""
    first, last = period_of(date(2011, 12, 30), "day").instants("Pacific/Apia")
    assert first == last
