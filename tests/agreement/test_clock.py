"""The business clock against the oracles, by hand, and by its laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oarlock.agreement.clock import (
    EPOCH,
    clock_table,
    due_at,
    seconds_worked,
    working_hours,
)
from oarlock.agreement.hours import OFFICE_HOURS, Window, WorkingHours
from oarlock.errors import UsedWrongly

NEW_YORK = WorkingHours(time_zone="America/New_York", closed=(date(2025, 7, 4),))
ALWAYS = WorkingHours(windows=tuple(Window(day, 0, 1440) for day in range(7)), time_zone="America/New_York")


def instant(text: str, zone: str = "America/New_York") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def test_working_time_as_the_oracle_has_it(oracle):
    entry = oracle("S9.clock")
    for name, (start, end) in entry["inputs"]["cases"].items():
        hours = working_hours(NEW_YORK, datetime.fromisoformat(start), datetime.fromisoformat(end))
        assert hours == pytest.approx(entry["expected"][name], abs=entry["tol"]), name


def test_around_the_clock_counts_the_hours_that_really_pass(oracle):
    expected = oracle("S9.clock.dst24")["expected"]
    spring = working_hours(ALWAYS, instant("2025-03-08 00:00"), instant("2025-03-10 00:00"))
    autumn = working_hours(ALWAYS, instant("2025-11-01 00:00"), instant("2025-11-03 00:00"))
    assert spring == expected["spring Sat00->Mon00"]
    assert autumn == expected["autumn Sat00->Mon00"]


def test_due_times_as_the_oracle_has_them(oracle):
    entry = oracle("S9.due")
    starts = {"fri15:00": "2025-03-07 15:00", "fri17:00": "2025-03-07 17:00", "sun12:00": "2025-03-09 12:00"}
    for name, start in starts.items():
        due = due_at(NEW_YORK, instant(start), entry["inputs"]["add_hours"])
        assert due == datetime.fromisoformat(entry["expected"][name]), name


def test_a_promise_that_ends_at_closing_is_due_at_closing():
    assert due_at(NEW_YORK, instant("2025-03-06 13:00"), 4) == instant("2025-03-06 17:00")


def test_friday_evening_is_due_on_monday_morning():
    """DEFAULTS I.16: assigned Friday 17:30, hours Mon-Fri 08-18, 60 minutes: Monday 08:30."""
    hours = WorkingHours(windows=tuple(Window(day, 480, 1080) for day in range(5)), time_zone="America/New_York")
    assert due_at(hours, instant("2026-03-06 17:30"), 1) == instant("2026-03-09 08:30")


def test_public_holidays_are_days_off_where_a_country_is_named():
    bavaria = WorkingHours(country="DE", subdivision="BY", time_zone="Europe/Berlin")
    day = (instant("2026-01-06 00:00", "Europe/Berlin"), instant("2026-01-07 00:00", "Europe/Berlin"))
    assert working_hours(bavaria, *day) == 0  # Epiphany
    assert working_hours(replace(bavaria, subdivision=None), *day) == 8
    assert working_hours(replace(bavaria, country=None, subdivision=None), *day) == 8


def test_a_lunch_break_is_not_working_time():
    hours = WorkingHours(windows=(Window(0, 540, 720), Window(0, 780, 1020)))
    assert working_hours(hours, datetime(2026, 3, 9, 11, tzinfo=UTC), datetime(2026, 3, 9, 14, tzinfo=UTC)) == 2
    assert working_hours(hours, datetime(2026, 3, 9, 12, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC)) == 0


def test_a_window_the_clocks_jump_over_holds_no_time():
    """New York skipped 02:00 to 03:00 on 9 March 2025."""
    hours = WorkingHours(windows=(Window(6, 120, 180),), time_zone="America/New_York")
    assert working_hours(hours, instant("2025-03-09 00:00"), instant("2025-03-10 00:00")) == 0
    partly = WorkingHours(windows=(Window(6, 150, 200),), time_zone="America/New_York")
    assert working_hours(partly, instant("2025-03-09 00:00"), instant("2025-03-10 00:00")) == pytest.approx(20 / 60)


def test_an_end_before_its_start_is_no_wait_of_zero():
    with pytest.raises(ValueError, match="comes before the start"):
        working_hours(NEW_YORK, instant("2025-03-07 12:00"), instant("2025-03-07 11:00"))


def test_instants_need_a_time_zone():
    with pytest.raises(ValueError, match="has no time zone"):
        working_hours(NEW_YORK, datetime(2025, 3, 7), datetime(2025, 3, 8))
    with pytest.raises(ValueError, match="cannot be of -1 hours"):
        due_at(NEW_YORK, instant("2025-03-07 12:00"), -1)


def test_nothing_falls_due_where_nobody_works():
    closed = WorkingHours(
        windows=(Window(0, 540, 600),), closed=tuple(date(2026, 1, 5) + timedelta(weeks=n) for n in range(120))
    )
    with pytest.raises(UsedWrongly, match="Nobody works for a year"):
        due_at(closed, datetime(2026, 1, 1, tzinfo=UTC), 1)


def test_a_long_closure_only_delays():
    closed = replace(NEW_YORK, closed=tuple(date(2025, 3, 8) + timedelta(days=n) for n in range(100)))
    assert due_at(closed, instant("2025-03-07 16:00"), 2) == instant("2025-06-16 10:00")


def test_a_table_knows_only_its_days():
    table = clock_table(NEW_YORK, date(2025, 3, 3), date(2025, 3, 7))
    before, first, last, after = (
        int((instant(text) - EPOCH) / timedelta(microseconds=1))
        for text in ("2025-03-02 23:59", "2025-03-03 00:00", "2025-03-08 00:00", "2025-03-08 00:01")
    )
    worked = seconds_worked(table, np.array([before, first, last, after]))
    assert np.isnan(worked[[0, 3]]).all()
    assert worked[[1, 2]].tolist() == [0, 5 * 8 * 3600]


def test_a_table_without_windows_counts_nothing():
    table = clock_table(NEW_YORK, date(2025, 3, 8), date(2025, 3, 9))
    assert seconds_worked(table, np.array([table.covers_from_us, table.covers_until_us])).tolist() == [0, 0]


zones = st.sampled_from(
    [
        "UTC",
        "America/New_York",
        "Europe/Berlin",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Pacific/Apia",
        "Asia/Kathmandu",
    ]
)
spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda span: span[0] < span[1])
weeks = st.dictionaries(st.integers(0, 6), spans, min_size=1).map(
    lambda week: tuple(Window(day, opens, closes) for day, (opens, closes) in sorted(week.items()))
)
calendars = st.builds(
    WorkingHours,
    windows=st.one_of(st.just(OFFICE_HOURS), weeks),
    country=st.sampled_from([None, "DE"]),
    closed=st.lists(st.dates(date(2011, 12, 20), date(2012, 1, 10)), max_size=3, unique=True).map(tuple),
    time_zone=zones,
)
instants = st.datetimes(datetime(2011, 9, 1), datetime(2012, 5, 1), timezones=st.just(UTC))


@settings(deadline=None)
@given(calendars, st.lists(instants, min_size=3, max_size=3).map(sorted))
def test_the_clock_is_additive(hours, abc):
    """METHODS 15, invariant 10: e(a, c) = e(a, b) + e(b, c)."""
    a, b, c = abc
    assert working_hours(hours, a, c) == pytest.approx(
        working_hours(hours, a, b) + working_hours(hours, b, c), abs=1e-9
    )


@settings(deadline=None)
@given(calendars, st.lists(instants, min_size=2, max_size=2).map(sorted))
def test_what_was_worked_by_an_instant_is_due_no_later(hours, ab):
    """METHODS 15, invariant 10: due(a, e(a, b)) is not after b, and brings back e."""
    a, b = ab
    worked = working_hours(hours, a, b)
    due = due_at(hours, a, worked)
    assert due <= b
    assert working_hours(hours, a, due) == worked


@settings(deadline=None)
@given(calendars, st.lists(instants, min_size=2, max_size=2).map(sorted))
def test_the_table_equals_the_clock(hours, ab):
    a, b = ab
    table = clock_table(hours, date(2011, 8, 20), date(2012, 5, 10))
    before, after = seconds_worked(table, np.array([(at - EPOCH) // timedelta(microseconds=1) for at in ab])).tolist()
    assert after - before == pytest.approx(working_hours(hours, a, b) * 3600, abs=2e-6)


@settings(deadline=None)
@given(calendars)
def test_windows_follow_each_other(hours):
    table = clock_table(hours, date(2011, 8, 20), date(2012, 5, 10))
    assert (table.starts_us < table.ends_us).all()
    assert (table.ends_us[:-1] <= table.starts_us[1:]).all()
