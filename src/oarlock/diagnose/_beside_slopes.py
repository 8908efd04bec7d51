"""What stands beside each slope and decides nothing: any direction at all, the same quarters of the year alone, and one change of pace.

A trend that only the season makes, or that is two trends, looks like one line. Each check rests on complete quarters alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from oarlock.diagnose.base import Evidence, SeriesPoint, Slopes
from oarlock.stats.changepoint import MIN_SIDE, Break, slope_change
from oarlock.stats.errorcontrol import holm
from oarlock.stats.monotone import mann_kendall, seasonal_mann_kendall
from oarlock.stats.trend import LEAST_PERIODS, known, seasonal_sen, trend
from oarlock.words import change, coefficient, day, listed, p_value, period

SEASON = 4
"""Quarters of a year; seasons are told apart from two years on (METHODS 1.5)."""
TITLES = {"pipeline": "Marketing's pipeline", "bookings": "Bookings"}


def beside_the_slopes(trends: Slopes, *, seed: int) -> tuple[Evidence, ...]:
    """Secondary evidence of pipeline and bookings (METHODS 1.5, 1.7, 1.8)."""
    whole = [point for point in trends.series if point.complete]
    series = {"pipeline": [point.marketing for point in whole], "bookings": [point.bookings for point in whole]}
    series = {name: values for name, values in series.items() if _count(values) >= LEAST_PERIODS and any(values)}
    told = [
        one for name, values in series.items() for one in (*_direction(name, values), *_within_seasons(name, values))
    ]
    return (*told, *_bends(whole, series, trends.marks, seed))


def _count(values: Sequence[float | None]) -> int:
    return sum(value is not None for value in values)


def _direction(name: str, values: Sequence[float | None]) -> Iterator[Evidence]:
    """Mann–Kendall, its variance widened as that of the slope is."""
    there, _ = known([math.nan if value is None else value for value in values])
    if np.count_nonzero(there) < 2:
        return
    found = mann_kendall(there, inflation=trend(there).inflation)
    pairs = len(there) * (len(there) - 1) // 2
    sentence = (
        f"{TITLES[name]}: of {pairs} pairs of quarters {(pairs + found.S) // 2} rise (Mann–Kendall, τ {coefficient(found.tau)},"
        f" {p_value(found.p_value)})"
    )
    yield Evidence(f"{name}_direction", sentence, "score", after=found.tau)


def _within_seasons(name: str, values: Sequence[float | None]) -> Iterator[Evidence]:
    """The slope of the same quarters of the year, which no season makes; only of a whole series of positive quarters."""
    there = _positive(values)
    if there is None or len(there) < 2 * SEASON:
        return
    growth = math.expm1(seasonal_sen(np.log(there), SEASON))
    found = seasonal_mann_kendall(there, SEASON, inflation=trend(there).inflation)
    sentence = f"{TITLES[name]}, the same quarters of the year alone: {change(growth)} (seasonal Mann–Kendall, {p_value(found.p_value)})"
    yield Evidence(f"{name}_within_seasons", sentence, "per quarter", after=growth)


def _bends(
    whole: Sequence[SeriesPoint],
    series: Mapping[str, Sequence[float | None]],
    marks: Sequence[tuple[date, str]],
    seed: int,
) -> Iterator[Evidence]:
    """One change of pace in each series, both held to one error rate, with every quarter that it may have begun with."""
    found: dict[str, Break] = {}
    for name, values in series.items():
        there = _positive(values)
        if there is not None and len(there) >= 2 * MIN_SIDE:
            found[name] = slope_change(np.log(there), seed=seed)
    if not found:
        return
    adjusted = holm([one.p_value for one in found.values()]).tolist()
    for (name, one), p in zip(found.items(), adjusted, strict=True):
        if one.is_told and p <= 0.05:
            yield _bend(name, one, p, whole, marks)


def _bend(name: str, one: Break, p: float, whole: Sequence[SeriesPoint], marks: Sequence[tuple[date, str]]) -> Evidence:
    first, last = whole[one.candidates[0] + 1], whole[one.candidates[-1] + 1]
    span = (
        "" if first is last else f" (anything from {period(first.period)} to {period(last.period)} fits nearly as well)"
    )
    inside = [on for on, _ in marks if first.start <= on < last.end]
    rules = (
        f"; definitions changed on {listed([day(on) for on in inside])}, so look at the rules first" if inside else ""
    )
    before, after = math.expm1(one.before), math.expm1(one.after)
    sentence = (
        f"{TITLES[name]} changed pace once, since {period(whole[one.last_before + 1].period)}{span}: {change(before)} before,"
        f" {change(after)} since ({p_value(p)}){rules}"
    )
    return Evidence(f"{name}_pace", sentence, "per quarter", before=before, after=after)


def _positive(values: Sequence[float | None]) -> np.ndarray | None:
    """The series where every quarter is known and above nothing; None elsewhere."""
    row = np.array([math.nan if value is None else value for value in values])
    return row if len(row) and (row > 0).all() else None
