"""What a change of bookings is made of, exactly: how many deals were decided, what they were worth, how much of it was won (METHODS 1.11).

The last four complete quarters are held against the four before, so that no season is in it. Bookkeeping, which says where a change sits
and not why; its ranges say how far single accounts make it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oarlock.diagnose._deals import OPEN, WON, Array, Deals
from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._signals import Resample
from oarlock.diagnose.base import Evidence, SeriesPoint
from oarlock.stats.draws import percentile_ends
from oarlock.stats.factors import factor_terms
from oarlock.stats.result import Estimate
from oarlock.words import count, money, percent

YEAR = 4
FACTORS = {
    "decided_deals": "Deals decided",
    "their_size": "their size",
    "share_won": "the share of their worth that was won",
}
LEAST_WINS = 10
"""Wins in either year below which the factors are those of single deals."""
NEARLY_ALL = 0.95
"""Part of the decided deals whose amount must be known: the rest is in no factor (METHODS 0.6 e)."""


def bookings_accounted(
    deals: Deals, points: Sequence[SeriesPoint], currency: str, *, seed: int
) -> tuple[Evidence, ...]:
    """The change of a year's bookings by its three factors; nothing where two years, or ten wins in each, are not there."""
    found = decided_in_two_years(deals, points)
    if found is None:
        return ()
    decided, later = found
    known = decided & (np.nan_to_num(deals.amount) > 0)
    if known.sum() < NEARLY_ALL * decided.sum():
        return ()
    wins = np.bincount(later[known & (deals.status == WON)], minlength=2)
    if wins.min() < LEAST_WINS:
        return ()
    sums = _sums(deals, known, later)
    before, after = (_factors(side) for side in sums.sum(0))
    terms = factor_terms(before, after)
    ends = _ends(sums, seed)
    total = [float(side[2]) for side in sums.sum(0)]
    told = ", ".join(
        f"{FACTORS[name].lower()} {money(term, currency, signed=True)}"
        for name, term in zip(FACTORS, terms, strict=True)
    )
    sentence = (
        f"Bookings of the last four quarters against the four before: {money(total[0], currency)} → {money(total[1], currency)}, made up"
        f" exactly of {told} ({count(int(before[0]))} and {count(int(after[0]))} deals decided, {percent(before[2])} and"
        f" {percent(after[2])} of their worth won); {_without_largest(deals, known, later, currency)}"
    )
    parts = (
        Evidence(name, "", "money", change=Estimate(term, lo, hi, int(known.sum()), method="account bootstrap"))
        for name, term, (lo, hi) in zip(FACTORS, terms, ends, strict=True)
    )
    return (Evidence("bookings_of_a_year", sentence, "money", before=total[0], after=total[1]), *parts)


def decided_in_two_years(deals: Deals, points: Sequence[SeriesPoint]) -> tuple[Array, Array] | None:
    """Which deals were decided in the last eight complete quarters, and of every deal whether it ended in the later four (1) or before (0).

    None where there are not eight.
    """
    whole = [point for point in points if point.complete][-2 * YEAR :]
    if len(whole) < 2 * YEAR:
        return None
    first, middle, last = (deals.frame.day_of(day) for day in (whole[0].start, whole[YEAR].start, whole[-1].end))
    decided: Array = (deals.status != OPEN) & (deals.ended >= first) & (deals.ended < last)
    return decided, (deals.ended >= middle).astype(np.int64)


def _sums(deals: Deals, known: Array, later: Array) -> Array:
    """(bucket, year, quantity) sums: deals decided, their worth, the worth of those won."""
    place = (deals.bucket * 2 + later)[known]
    worth = deals.amount[known]
    won = np.where(deals.status[known] == WON, worth, 0.0)
    sums = [np.bincount(place, one, minlength=2 * BUCKETS) for one in (np.ones(len(worth)), worth, won)]
    return np.stack(sums, axis=1).reshape(BUCKETS, 2, 3)


def _factors(sums: Array) -> tuple[float, float, float]:
    """Deals decided, mean worth, and share of the worth that was won; their product is what was booked."""
    n, worth, won = (float(one) for one in sums)
    return n, worth / n, won / worth


def _ends(sums: Array, seed: int) -> list[tuple[float, float]]:
    """The range of each term over resampled accounts."""
    drawn = np.einsum("db,byq->dyq", Resample.poisson(seed)[0].weights, sums)
    full = drawn[(drawn > 0).all(axis=(1, 2))]
    terms = np.array([factor_terms(_factors(one[0]), _factors(one[1])) for one in full])
    lo, hi = percentile_ends(terms)
    return list(zip(lo.tolist(), hi.tolist(), strict=True))


def _without_largest(deals: Deals, known: Array, later: Array, currency: str) -> str:
    """What size did without the largest deal won in each year: one deal can bend it (METHODS 1.10 H10)."""
    kept = known.copy()
    for year in (0, 1):
        won = np.flatnonzero(known & (later == year) & (deals.status == WON))
        kept[won[np.argmax(deals.amount[won])]] = False
    before, after = (_factors(side) for side in _sums(deals, kept, later).sum(0))
    return (
        f"without the largest win of each year, size did {money(factor_terms(before, after)[1], currency, signed=True)}"
    )
