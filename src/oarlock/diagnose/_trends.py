"""The two trends and the quadrant, in words (METHODS 1.2–1.9)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from oarlock import words
from oarlock.agreement.analysis import Analysis
from oarlock.diagnose.base import FAMILY_WORDS, Family, SeriesPoint, Slope, Slopes
from oarlock.errors import StatisticsError
from oarlock.stats.bands import trend_band
from oarlock.stats.quadrant import Quadrant, Rule, quadrant
from oarlock.stats.result import Estimate, Status
from oarlock.stats.trend import ratio_trend, trend

FAMILY_TEXT = {
    Family.ALIGNED_GROWTH: "Both grow.",
    Family.DISCONNECT: "Pipeline grows, bookings don't.",
    Family.BORROWED_GROWTH: "Bookings grow without new supply.",
    Family.STEADY: "In step, no growth.",
    Family.CONTRACTION: "Demand or execution shrinks; not first an alignment problem.",
    Family.CANT_TELL: "The quarters vary too much, or are too few, to tell.",
}


def slopes(
    points: Sequence[SeriesPoint],
    analysis: Analysis,
    *,
    seed: int,
    held: str = "",
    marks: tuple[tuple[date, str], ...] = (),
) -> Slopes:
    """Both slopes, the yield line and the family; `held` says why a verdict is withheld although the lines can be drawn."""
    whole = [point for point in points if point.complete]
    first, second = [_known(point.marketing) for point in whole], [_known(point.bookings) for point in whole]
    found = quadrant_of(first, second, analysis, seed)
    marketing, bookings = (slope(one, analysis.level, seed=seed) for one in (first, second))
    relation = _yield(first, second, analysis.level)
    status = Status.ARTEFACT if held else found.status
    is_told = status is Status.OK and found.family != Family.CANT_TELL.value
    counted_twice = is_told and is_rolled_over(whole) and not _same_when_fresh(whole, found.family, analysis, seed)
    family = Family(found.family) if is_told and not counted_twice else Family.CANT_TELL
    return Slopes(
        status=status,
        family=family,
        verdict=headline(family, found.leaning),
        sentence=sentence(family, found, marketing, bookings, relation),
        probability=found.probability if status is Status.OK else None,
        leaning=found.leaning,
        marketing=marketing,
        bookings=bookings,
        yield_=relation,
        series=tuple(points),
        probabilities=dict(found.probabilities),
        draws=_thinned(found),
        yield_sentence=yield_sentence(relation, analysis.flat_band),
        reason=held or (COUNTED_TWICE if counted_twice else found.reason),
        marks=marks,
    )


ROLLED_OVER_RISE = 0.10
"""Rise of the rolled-over share from which the same deals are counted again (METHODS 1.1)."""
COUNTED_TWICE = (
    "more of the pipeline is rolled over from earlier quarters, and the fresh part alone does not show the same"
)


def is_rolled_over(points: Sequence[SeriesPoint]) -> bool:
    """Did the rolled-over share of a later complete quarter rise beyond that of the first two?"""
    shares = [p.rolled_over_share for p in points if p.complete and p.rolled_over_share is not None]
    return len(shares) >= 4 and max(shares[2:]) - min(shares[:2]) > ROLLED_OVER_RISE


def _same_when_fresh(points: Sequence[SeriesPoint], family: str, analysis: Analysis, seed: int) -> bool:
    """Does the pipeline that was not there in an earlier quarter lead to the same family?"""
    fresh = [_known(p.marketing) * (1 - (p.rolled_over_share or 0.0)) for p in points]
    bookings = [_known(p.bookings) for p in points]
    return quadrant_of(fresh, bookings, analysis, seed).family == family


def quadrant_of(first: Sequence[float], second: Sequence[float], analysis: Analysis, seed: int) -> Quadrant:
    """The family of two series by what the agreement asks of a verdict."""
    rule = Rule(
        analysis.verdict_probability, analysis.leaning_probability, analysis.minimum_quarters, analysis.verdict_quarters
    )
    return quadrant(
        first,
        second,
        seed=seed,
        flat_band=analysis.flat_band,
        level=analysis.level,
        replicates=analysis.draws,
        rule=rule,
    )


def slope(values: Sequence[float], level: float, *, seed: int) -> Slope:
    """One series' growth per quarter with its fitted line and band."""
    try:
        line = trend(values, level=level)
    except StatisticsError as nothing:
        return _untold(values, nothing)
    if not math.isfinite(line.lo) or not math.isfinite(line.hi):
        return Slope(line.estimate(), is_log=line.is_log)
    band = trend_band(values, line, seed=seed)
    return Slope(line.estimate(), fit=line.fitted(len(values)), band=band, is_log=line.is_log)


def _yield(marketing: Sequence[float], bookings: Sequence[float], level: float) -> Slope:
    try:
        line = ratio_trend(bookings, marketing, level=level)
    except StatisticsError as nothing:
        return _untold(marketing, nothing)
    return Slope(line.estimate(), fit=line.fitted(len(marketing)) if math.isfinite(line.lo) else ())


def _untold(values: Sequence[float], nothing: StatisticsError) -> Slope:
    reason = str(nothing) if values else "no quarter is complete yet"
    return Slope(Estimate(None, n=0, status=Status.INSUFFICIENT, reason=reason))


def headline(family: Family, leaning: bool) -> str:
    """The verdict in two words, as the pill shows it."""
    word = FAMILY_WORDS[family]
    return f"Leaning: {word[0].lower()}{word[1:]}" if leaning and family is not Family.CANT_TELL else word


def sentence(family: Family, found: Quadrant, marketing: Slope, bookings: Slope, relation: Slope) -> str:
    """The full text: both growth rates with their ranges, the yield, the family and its probability."""
    if marketing.growth.value is None or bookings.growth.value is None:
        return f"No trend can be told: {found.reason or marketing.growth.reason or bookings.growth.reason}."
    text = f"Marketing's pipeline available to close {_growth(marketing)}, bookings {_growth(bookings)}"
    if relation.growth.value is not None:
        text += f"; bookings per unit of pipeline {words.change(relation.growth.value)}"
    text += f". {FAMILY_TEXT[family]}"
    if found.probability is not None and family is not Family.CANT_TELL:
        text += f" {FAMILY_WORDS[family]} in {round(100 * found.probability)} of 100 resampled histories."
    return text


def _growth(one: Slope) -> str:
    growth = one.growth
    return f"{words.change(growth.value)} ({words.change_range(growth.lo, growth.hi)})"


def yield_sentence(relation: Slope, flat_band: float) -> str:
    """Which of the two runs ahead, by the slope of bookings per pipeline."""
    growth = relation.growth
    if growth.value is None or growth.lo is None or growth.hi is None:
        return "Whether bookings keep pace with pipeline cannot be told."
    if growth.lo > flat_band:
        return "Sales outgrows supply: coverage is being used up."
    if growth.hi < -flat_band:
        return "Marketing runs ahead: good until coverage is half as much again as required, leakage after that."
    return (
        "In step."
        if -flat_band <= growth.lo and growth.hi <= flat_band
        else "Whether one runs ahead of the other cannot be told."
    )


def _thinned(found: Quadrant) -> tuple[tuple[float, float], ...]:
    if found.draws is None:
        return ()
    step = max(1, len(found.draws) // 200)
    return tuple((float(a), float(b)) for a, b in found.draws[::step][:200])


def _known(value: float | None) -> float:
    return float("nan") if value is None else value
