"""Shares that got worse: the range of the change knows that leads of one account are alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import partial

import numpy as np
import pytest

from companies import COMPANY
from journal import store_of
from oarlock import agreement as agreements
from oarlock.diagnose._by_account import Name, by_account
from oarlock.diagnose._ignored import IGNORED
from oarlock.diagnose._worsened import worsened
from oarlock.measure.base import Metric
from oarlock.measure.engine import measure
from oarlock.measure.result import Measurement, Measurements
from oarlock.stats.clustered import Counts
from oarlock.stats.result import Status
from regular import regular

MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
HITS = [40, 44, 38, 41, 43, 39, 62, 58, 61, 59, 63, 60]


def shares(before: tuple[tuple[int, int], ...] = ()) -> Measurements:
    """A hundred units a month, of which 41 met the condition for half a year and 60 then.

    Args:
        before: (met, units) of months before these.
    """
    months = [*(f"{2024 - i // 12}-{12 - i % 12:02}" for i in reversed(range(len(before)))), *MONTHS]
    rows = tuple(
        Measurement(month, {"field": "email"}, k / n, None, None, n, k, Status.OK, "", "share")
        for month, (k, n) in zip(months, (*before, *((k, 100) for k in HITS)), strict=True)
    )
    return Measurements("filled", "share", datetime(2026, 1, 1), 1, rows, ("field",))


def in_accounts_of(size: int, names: Collection[Name]) -> Mapping[tuple[Name, str], Counts]:
    """The same units in accounts of `size` that are alike, the same accounts in every month; those that met it first."""
    n = 100 // size
    units = np.where(np.arange(256) < n, float(size), 0.0)
    told: dict[tuple[Name, str], Counts] = {}
    for month, k in zip(MONTHS, HITS, strict=True):
        met = np.roll(np.clip(k - size * np.arange(n), 0, size), (k > 50) * n // 2)
        told[("email",), month] = Counts(np.pad(met.astype(float), (0, 256 - n)), units)
    assert list(names) == [("email",)]
    return told


def test_accounts_that_come_every_month_widen_the_range() -> None:
    """Each stands alone in its month, but the same account meets it month after month: wider than independent units, and still sure."""
    (alone,) = worsened(shares(), 1, lambda _: {}, least_change=0.05)
    (found,) = worsened(shares(), 1, partial(in_accounts_of, 1), least_change=0.05)
    assert alone.change.value == found.change.value == pytest.approx(363 / 600 - 245 / 600)
    assert found.change.lo is not None
    assert alone.change.lo is not None
    assert 0 < found.change.lo < alone.change.lo


def test_what_is_left_of_the_time_before_a_young_record_is_no_time_to_compare_with() -> None:
    """Twenty months of a few old units each, most months of all: none of them met the condition, and that says nothing."""
    found = worsened(shares(((0, 7), (0, 2), (0, 4), (0, 11)) * 5), 1, lambda _: {}, least_change=0.05)
    assert [(one.since, one.before) for one in found] == [("2025-07", (245, 600))]


def test_a_change_that_few_accounts_made_is_not_told() -> None:
    """Ten accounts of ten: four met it before and six others then, which ten accounts by chance do as well."""
    assert worsened(shares(), 1, partial(in_accounts_of, 10), least_change=0.05) == []


def never_changing(seed: int) -> Measurements:
    """Three years of months with 150 units each, of which 58 % meet the condition all the time."""
    hits = np.random.Generator(np.random.PCG64(seed)).binomial(150, 0.58, 36).tolist()
    rows = tuple(
        Measurement(
            f"20{23 + i // 12}-{i % 12 + 1:02}", {"field": "email"}, k / 150, None, None, 150, k, Status.OK, "", "share"
        )
        for i, k in enumerate(hits)
    )
    return Measurements("filled", "share", datetime(2026, 1, 1), 1, rows, ("field",))


def test_half_of_the_error_tells_half_as_many_that_never_changed() -> None:
    told = {
        error: {
            seed
            for seed in range(100)
            if worsened(never_changing(seed), -1, lambda _: {}, least_change=0.03, error=error)
        }
        for error in (0.05, 0.10)
    }
    assert told[0.05] < told[0.10]
    assert len(told[0.05]) <= 8


def test_accounts_are_asked_only_for_what_would_be_told_without_them() -> None:
    """They cost a question over every record, and make no small change large and no unsure one sure."""
    asked: list[Name] = []

    def accounts(names: Collection[Name]) -> Mapping[tuple[Name, str], Counts]:
        asked.extend(names)
        return {}

    assert worsened(shares(), 1, accounts, least_change=0.30) == []
    assert worsened(shares(), -1, accounts, least_change=0.05) == []
    assert worsened(shares(), 1, accounts, least_change=0.05, untold=("email",)) == []
    assert asked == []
    assert worsened(shares(), 1, accounts, least_change=0.05)
    assert asked == [("email",)]


@pytest.mark.parametrize(
    ("story", "metric", "every"),
    [
        (regular(), IGNORED, "month"),
        (regular(), "completeness", "month"),
        (COMPANY, "duplicates", "month"),
        (COMPANY, "staleness", "quarter"),
        (COMPANY, "sales_promise_kept", "month"),
    ],
    ids=["ignored", "completeness", "duplicates", "staleness", "promises"],
)
def test_units_by_account_add_up_to_those_of_the_share(story: str, metric: Metric | str, every: str) -> None:
    """Leads without an account count each for itself; what stands at the end of several quarters counts at each."""
    with store_of(story) as store, store.ledger(None) as ledger:
        agreement = agreements.default()
        whole = measure(ledger, agreement, metric, every=every)
        told = {
            (tuple(str(value) for value in row.slice.values()), row.period): (row.n_events, row.n)
            for row in whole
            if row.n
        }
        counts = by_account(ledger, agreement, metric, {name for name, _ in told}, every=every)
    assert told
    assert {key: one.total for key, one in counts.items()} == told
