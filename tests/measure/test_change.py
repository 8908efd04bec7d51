"""Changes in percent, and when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from journal import store_of
from oarlock.agreement import Agreement, Rule
from oarlock.measure.change import at_equal_mix, percent_change, rate_change
from oarlock.measure.engine import measure
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


def _rate(hits: int, n: int) -> Measurement:
    from oarlock.stats.proportions import wilson_interval

    ends = wilson_interval(hits, n)
    return Measurement("2026Q1", {}, hits / n, ends.lo, ends.hi, n, hits, Status.OK, "", "share")


def test_a_change_at_equal_mix_is_the_oracles_rate_term(oracle: Callable[[str], dict[str, Any]]) -> None:
    """Both kinds of company improve while the total falls: the mix moved (METHODS 1.11)."""
    told = oracle("S1.simpson")
    given, n = told["inputs"], 10_000
    before, after = (
        {
            name: _rate(round(s * n * r), round(s * n))
            for name, s, r in zip(given["cat"], given[f"s{t}"], given[f"r{t}"], strict=True)
        }
        for t in "01"
    )
    raw = rate_change(*(_rate(sum(row.n_events or 0 for row in side.values()), n) for side in (before, after)))
    assert raw.value == pytest.approx(told["expected"]["delta"], abs=1e-4)
    found = at_equal_mix("profile", before, after, raw)
    assert found is not None
    assert found.change.value == pytest.approx(told["expected"]["rate_total"], abs=1e-4)
    assert (found.is_reversed, found.is_unanimous) == (True, True)


def test_a_difference_of_rates_has_newcombes_range(oracle: Callable[[str], dict[str, Any]]) -> None:
    found = rate_change(_rate(48, 80), _rate(56, 70))
    told = oracle("S2.newcombe")["expected"]
    assert found.value == pytest.approx(told[0])
    assert found.lo is not None
    assert found.lo > told[1]  # the oracle's is the 95 % interval, ours the 90 % one inside it


def test_one_part_is_no_mix() -> None:
    side = {"on profile": _rate(5, 50)}
    assert at_equal_mix("profile", side, side, rate_change(_rate(5, 50), _rate(6, 50))) is None


def _deals(plan: tuple[tuple[str, str, int, int, int], ...]) -> str:
    """(month, source, employees, won, lost): deals opened and closed in that month."""
    lines = ["2025-12-01 big founded employees=900", "2025-12-01 small founded employees=5"]
    for month, source, employees, won, lost in plan:
        for number in range(won + lost):
            deal = f"{source}{month}-{number}"
            account = "big" if employees > 50 else "small"
            lines.append(f"2026-{month}-01 {deal} opened source={source} account={account}")
            lines.append(f"2026-{month}-20 {deal} {'won' if number < won else 'lost'}")
    return "\n".join([*lines, "2026-07-01 last opened"])


def test_every_comparison_tells_the_mix_beside_it_by_profile_source_segment_and_size(agreement: Agreement) -> None:
    """Big companies: 60 % then 70 %; small ones 10 % then 15 %; but small ones are a third of the deals, then two thirds."""
    plan = (("02", "A", 900, 24, 16), ("02", "B", 5, 2, 18), ("05", "A", 900, 14, 6), ("05", "B", 5, 6, 34))
    agreed = replace(agreement, profile=Rule("employees >= 50"))
    with store_of(_deals(plan)) as store:
        found = measure(store.ledger(None), agreed, "win_rate", every="quarter")
        (change,) = found.changes
    assert (change.before, change.after) == ("2026Q1", "2026Q2")
    assert change.raw.value == pytest.approx(20 / 60 - 26 / 60)
    assert [one.dimension for one in change.at_equal_mix] == ["profile", "source", "segment", "size"]
    # Rate term: mean share of each kind, a half, times what its rate gained.
    for one in change.at_equal_mix:
        assert one.change.value == pytest.approx(0.5 * 0.10 + 0.5 * 0.05)
        assert one.is_unanimous
    assert change.to_json()["at_equal_mix"]["size"]["change"] == pytest.approx(0.075)


def test_a_ratio_is_compared_at_an_equal_mix_of_what_it_is_divided_by(agreement: Agreement) -> None:
    """Big companies: marketing's part of the money .6 then .7; small ones .1 then .15; big ones are .8 of the money, then .5.

    Raw .5 then .425. Rate term: .1 × .65 + .05 × .35 = .0825.
    """
    plan = (
        ("02", "big", 40, 24, 100),
        ("02", "small", 20, 2, 50),
        ("05", "big", 20, 14, 100),
        ("05", "small", 40, 6, 50),
    )
    lines = [
        f"2025-12-01 {kind}{i} founded employees={n}" for kind, n in (("big", 900), ("small", 5)) for i in range(40)
    ]
    for month, kind, n, marketing, amount in plan:
        for i in range(n):
            by = "marketing" if i < marketing else "sales"
            deal = (
                f"2026-{month}-02 d{month}{kind}{i} opened account={kind}{i} amount={amount} kind=new sourced_by={by}"
            )
            lines += [deal, f"2026-{month}-20 d{month}{kind}{i} won"]
    with store_of("\n".join([*lines, "2026-07-01 last opened"])) as store:
        agreed = replace(agreement, profile=Rule("employees >= 50"))
        (change,) = measure(store.ledger(None), agreed, "sourced_share", every="quarter").changes
    assert change.raw.value == pytest.approx(-0.075)
    assert [one.dimension for one in change.at_equal_mix] == ["profile", "segment", "size"]
    for one in (change.raw, *(one.change for one in change.at_equal_mix)):
        assert one.method == "account bootstrap"
        assert one.lo is not None
        assert one.hi is not None
        assert one.lo < (one.value or 0.0) < one.hi
        # About as wide as 60 and 60 coin tosses of unequal weight make it: a few tenths, not a few hundredths.
        assert 0.15 < one.hi - one.lo < 0.45
    assert all(one.change.value == pytest.approx(0.0825) and one.is_unanimous for one in change.at_equal_mix)


def test_a_count_has_no_mix_and_a_metric_without_periods_no_change(agreement: Agreement) -> None:
    with store_of(_deals((("02", "A", 900, 24, 16), ("05", "A", 900, 14, 6)))) as store:
        ledger = store.ledger(None)
        assert measure(ledger, agreement, "bookings", every="quarter").changes == ()
        assert measure(ledger, agreement, "win_rate").changes == ()
        assert measure(ledger, agreement, "win_rate", every="week").changes == ()


def test_companies_are_sliced_by_size(agreement: Agreement) -> None:
    text = """
    2026-01-01  acme  founded  employees=2000
    2026-01-01  tiny  founded  employees=10
    2026-01-02  ann   created  account=acme
    2026-01-02  ben   created  account=tiny
    2026-01-02  cem   created
    """
    with store_of(text) as store:
        found = measure(store.ledger(None), agreement, "lead_volume", by="size")
    assert {row.slice["size"]: row.estimate for row in found} == {"1001 to 5000": 1, "1 to 10": 1, None: 1}


def test_a_longer_month_does_not_outgrow_a_shorter_one(agreement: Agreement) -> None:
    """Two leads every working day: 40 in February, 44 in March, and no growth; weeks are as long as each other."""
    first = date(2026, 2, 1)
    days = [day for i in range(59) if (day := first + timedelta(days=i)).weekday() < 5]
    lines = [f"{day} l{day:%m%d}x{i} created" for day in days for i in range(2)]
    with store_of("\n".join([*lines, "2026-04-01 end created"])) as store:
        by = {
            every: measure(store.ledger(None), agreement, "lead_volume", every=every).changes
            for every in ("month", "week")
        }
    (month,), (week,) = by["month"], by["week"]
    assert (month.raw.value, month.is_per_day, month.to_json()["per_working_day"]) == (pytest.approx(0.0), True, True)
    assert week.is_per_day is False


def test_a_count_is_compared_in_percent_where_enough_came(agreement: Agreement) -> None:
    """20 leads in 64 working days, 30 in 65, then 2 in one that still runs: the last two whole ones are compared, ten are the least."""
    lines = [f"2026-0{month}-05 lead{month}x{i} created" for month, n in ((1, 20), (4, 30), (7, 2)) for i in range(n)]
    with store_of("\n".join(lines)) as store:
        (change,) = measure(store.ledger(None), agreement, "lead_volume", every="quarter").changes
    assert (change.before, change.after, change.is_relative, change.is_per_day) == ("2026Q1", "2026Q2", True, True)
    assert change.raw.value == pytest.approx(30 / 65 / (20 / 64) - 1)
    assert change.raw.lo is not None
    assert change.raw.lo < 0 < 0.5
    with store_of("\n".join(line for line in lines if int(line.rsplit("x")[-1].split()[0]) < 4)) as store:
        (few,) = measure(store.ledger(None), agreement, "lead_volume", every="quarter").changes
    assert (few.raw.value, few.raw.reason) == (None, "too few for a percentage: 4 → 4")
