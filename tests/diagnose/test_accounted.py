"""What a year's change of bookings is made of, and where the share won moved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from oarlock.agreement import default as default_agreement
from oarlock.diagnose._accounted import bookings_accounted
from oarlock.diagnose._deals import LOST, OPEN, WON, Deals
from oarlock.diagnose._frame import BUCKETS, EPOCH, Frame, add_months
from oarlock.diagnose._sourced_bookings import against_sourced
from oarlock.diagnose._trends import slopes
from oarlock.diagnose._where import where_it_moved
from oarlock.diagnose.base import Evidence, SeriesPoint

FIRST = date(2024, 1, 1)
POINTS = tuple(SeriesPoint(f"Q{i}", add_months(FIRST, 3 * i), add_months(FIRST, 3 * i + 3), 1.0, 1.0) for i in range(8))
# METHODS 1.11: 200 deals of 20,000 of which a quarter is won; then 260 of 19,000 of which 19 % is, by worth.
YEARS = (
    ([20_000.0] * 50, [20_000.0] * 150),
    ([19_000.0] * 49 + [7_600.0], [19_000.0] * 209 + [30_400.0]),
)


def deals(years: tuple[tuple[list[float], list[float]], ...], *, unpriced: int = 0) -> Deals:
    """Each year's wins and losses spread over its days, and an open deal that is in no factor."""
    amount, status, ended = [1e9], [OPEN], [np.nan]
    for year, (won, lost) in enumerate(years):
        for kind, amounts in ((WON, won), (LOST, lost + [np.nan] * unpriced)):
            amount += amounts
            status += [kind] * len(amounts)
            begins = (add_months(FIRST, 12 * year) - EPOCH) / timedelta(days=1)
            ended += (begins + np.linspace(1, 360, len(amounts))).tolist()
    n, none = len(amount), np.zeros(len(amount), dtype=int)
    return Deals(
        Frame(FIRST, datetime(2026, 1, 1, tzinfo=UTC)), np.zeros(n), np.array(ended), np.array(status), np.array(amount),
        none, none, none, np.arange(n) % BUCKETS, none, none, none, none, ("",),
    )  # fmt: skip


def test_the_factors_are_the_oracles_and_add_up(oracle: Callable[[str], dict[str, Any]]) -> None:
    whole, *parts = bookings_accounted(deals(YEARS), POINTS, "EUR", seed=1)
    assert (whole.before, whole.after) == (pytest.approx(1_000_000), pytest.approx(938_600))
    terms = [one.change.value for one in parts if one.change is not None]
    assert terms == pytest.approx(oracle("S1.lmdi_shapley")["expected"]["lmdi"], abs=0.01)
    assert sum(terms) == pytest.approx(-61_400)
    for one in parts:
        assert one.change is not None
        assert (one.change.lo or 0) < (one.change.value or 0) < (one.change.hi or 0)
    assert "200 and 260 deals decided, 25% and 19% of their worth won" in whole.sentence


def test_one_large_deal_is_told_apart() -> None:
    """One deal of three millions among wins of 20,000 makes all of the size."""
    (won, lost), _ = YEARS
    whole, *_ = bookings_accounted(deals(((won, lost), ([*won, 3_000_000.0], lost))), POINTS, "EUR", seed=1)
    assert "without the largest win of each year, size did 0" in whole.sentence.replace("€", "")


@pytest.mark.parametrize(
    ("years", "points", "unpriced"),
    [(YEARS, POINTS[1:], 0), ((YEARS[0], ([19_000.0] * 9, [19_000.0] * 50)), POINTS, 0), (YEARS, POINTS, 30)],
    ids=["seven quarters", "nine wins", "amounts missing"],
)
def test_it_is_silent_where_single_deals_or_gaps_would_make_it(
    years: tuple[tuple[list[float], list[float]], ...], points: tuple[SeriesPoint, ...], unpriced: int
) -> None:
    assert bookings_accounted(deals(years, unpriced=unpriced), points, "EUR", seed=1) == ()


def by_channel(rates: tuple[tuple[float, ...], tuple[float, ...]], *, seed: int, each: int = 60) -> Deals:
    """Deals of two years, so many of each channel, won at its rate of the year; accounts of three deals each."""
    rng, n = np.random.default_rng(seed), each * len(rates[0])
    channel = np.tile(np.repeat(np.arange(len(rates[0])), each), 2)
    year = np.repeat([0, 1], n)
    won = rng.random(2 * n) < np.array(rates)[year, channel]
    begins = np.array([(add_months(FIRST, 12 * one) - EPOCH) / timedelta(days=1) for one in (0, 1)])[year]
    none, names = np.zeros(2 * n, dtype=int), tuple(f"channel {i}" for i in range(len(rates[0])))
    return Deals(
        Frame(FIRST, datetime(2026, 1, 1, tzinfo=UTC)), np.zeros(2 * n), begins + rng.uniform(1, 360, 2 * n),
        np.where(won, WON, LOST), np.full(2 * n, 1000.0), none, none, rng.integers(0, 3, 2 * n),
        rng.integers(0, BUCKETS, 2 * n), none, none, channel, none, (*names, ""),
    )  # fmt: skip


def named(found: tuple[Evidence, ...]) -> list[Evidence]:
    return [one for one in found if one.name.startswith("where")]


def test_the_channel_that_fell_is_named_and_the_rest_are_not() -> None:
    still = (0.3,) * 6
    found = named(where_it_moved(by_channel((still, (0.05, *still[1:])), seed=1), ("smb", "large"), POINTS, seed=1))
    assert found[0].name == "where.channel"
    assert sum(one.name == "where.channel" for one in found) == 1
    assert "channel 0 (channel)" in found[0].sentence
    assert "goes with the change" in found[0].sentence
    assert (found[0].before or 0) > 0.2 > 0.1 > (found[0].after or 1)


def test_where_nothing_changed_a_part_is_seldom_named() -> None:
    """At most one report in ten; of forty no more than eight by three standard errors, where a plain 5 % would name one in a third."""
    still = (0.3,) * 6
    some = [
        where_it_moved(by_channel((still, still), seed=seed), ("smb", "large"), POINTS, seed=seed) for seed in range(40)
    ]
    assert sum(named(one)[0].name != "where" for one in some) <= 8


def test_thin_years_are_not_searched() -> None:
    assert where_it_moved(by_channel(((0.3,), (0.3,)), seed=1), ("smb",), POINTS, seed=1) == ()
    assert where_it_moved(by_channel(((0.3,) * 6, (0.3,) * 6), seed=1), ("smb",), POINTS[2:], seed=1) == ()
    assert where_it_moved(deals((([1.0] * 40, [1.0] * 80),) * 2), ("smb",), POINTS, seed=1) == (), "one part is none"


def test_a_mix_that_moved_is_told_from_shares_that_fell() -> None:
    """Small companies are won half of the time and large ones a tenth; the large grow from a fifth of 600 deals to four fifths."""
    rng, each = np.random.default_rng(3), 600
    year = np.repeat([0, 1], each)
    large = (np.tile(np.arange(each) % 5, 2) < np.where(year == 1, 4, 1)).astype(int)
    begins = np.array([(add_months(FIRST, 12 * one) - EPOCH) / timedelta(days=1) for one in (0, 1)])[year]
    none, n = np.zeros(2 * each, dtype=int), 2 * each
    won = rng.random(n) < np.where(large == 1, 0.1, 0.5)
    sold = Deals(
        Frame(FIRST, datetime(2026, 1, 1, tzinfo=UTC)), np.zeros(n), begins + rng.uniform(1, 360, n), np.where(won, WON, LOST),
        np.full(n, 1000.0), large, none, none, rng.integers(0, BUCKETS, n), none, none, none, none, ("",),
    )  # fmt: skip
    found = {one.name: one for one in where_it_moved(sold, ("small", "large"), POINTS, seed=1)}
    whole = found["share_won_of_two_years"]
    terms = {
        name: found[name].change for name in ("mix_of_sources", "mix_of_segments", "mix_of_profile", "shares_inside")
    }
    values = {name: one.value for name, one in terms.items() if one is not None and one.value is not None}
    assert sum(values.values()) == pytest.approx((whole.after or 0) - (whole.before or 0), abs=0.01)
    assert values["mix_of_segments"] == pytest.approx(0.6 * -0.4, abs=0.05)
    assert (values["mix_of_sources"], values["mix_of_profile"]) == (pytest.approx(0), pytest.approx(0))
    inside, mix = terms["shares_inside"], terms["mix_of_segments"]
    assert inside is not None
    assert (inside.lo or 0) < 0 < (inside.hi or 0)
    assert mix is not None
    assert (mix.hi or 0) < -0.15


def test_what_marketing_sourced_is_told_from_what_others_did() -> None:
    """Ten quarters: marketing's pipeline and its bookings fall by a tenth, and what sales sources makes all bookings grow."""
    quarters = tuple(add_months(date(2023, 1, 1), 3 * i) for i in range(10))
    wobble = [1.0, 1.01, 0.99, 1.005, 0.995, 1.0, 1.01, 0.99, 1.004, 0.996]
    ours = [1e6 * 0.9**i * w for i, w in enumerate(wobble)]
    others = [1e6 * 1.2**i * w for i, w in enumerate(wobble)]
    points = [
        SeriesPoint(f"Q{i}", day, add_months(day, 3), 3e6 * 0.9**i, a + b)
        for i, (day, a, b) in enumerate(zip(quarters, ours, others, strict=True))
    ]
    agreed = default_agreement()
    trends = slopes(points, agreed.analysis, seed=1)
    begins = np.array([(day - EPOCH) / timedelta(days=1) + 30 for day in quarters])
    none, n = np.zeros(20, dtype=int), 20
    sold = Deals(
        Frame(quarters[0], datetime(2026, 1, 1, tzinfo=UTC)), np.zeros(n), np.tile(begins, 2), np.full(n, WON),
        np.array([*ours, *others]), none, none, np.repeat([0, 1], 10), none, none, none, none, none, ("",),
    )  # fmt: skip
    assert trends.family.value == "borrowed_growth"
    (found,) = against_sourced(sold, trends, agreed, seed=1)
    assert found.change is not None
    assert found.change.value == pytest.approx(-0.1, abs=0.01)
    assert "shrinking in 100 of 100 resampled histories; with all bookings it is another" in found.sentence
