"""One sum over another: never a mean of ratios (METHODS 0.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.resampled import Sums, range_of, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

METHOD = "account bootstrap"
FEWEST = 5
"""Units below which resampling says nothing of the range."""
Column = Callable[[Any], Any]
"""A column as a function of the rows."""


@dataclass(frozen=True)
class Ratio:
    """Σ `numerator` ÷ Σ `denominator`; units without either are left out and counted.

    Attributes:
        excluded: Why a unit does not count, in words.
    """

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The ratio of each group, with the range of resampled accounts."""
        return divided(asked, self.numerator, self.denominator, self.least, self.excluded)

    @staticmethod
    def numerator(rows: Any) -> Any:
        """The column that is summed above."""
        return rows.numerator

    @staticmethod
    def denominator(rows: Any) -> Any:
        """The column that is summed below."""
        return rows.denominator


def divided(asked: Asked, numerator: Column, denominator: Column, least: int, excluded: str) -> Answered:
    """The first sum over the second in every group, over the rows that have both."""
    from oarlock.stats.resample import ratio

    sums = sums_of(asked, numerator, denominator)
    totals = sums.totals
    drawn = _draws(asked, sums)
    quotients = ratio(drawn[:, 0, :], drawn[:, 1, :])
    estimates = {
        key: _one(top, bottom, int(known), range_of(row, asked.level), least, asked.level, excluded)
        for key, (top, bottom, known, _), row in zip(sums.keys, totals.tolist(), quotients, strict=True)
    }
    left_out = int(totals[:, 3].sum() - totals[:, 2].sum())
    return Answered(estimates, {excluded: left_out} if left_out else {})


def sums_of(asked: Asked, numerator: Column, denominator: Column) -> Sums:
    """Numerators, denominators, units that have both, and rows, by group and account bucket."""

    def counts(t: Any) -> Any:
        return numerator(t).notnull() & denominator(t).notnull()

    return sums_by_bucket(
        asked,
        numerator=lambda t: whole(numerator(t)).sum(where=counts(t)),
        denominator=lambda t: whole(denominator(t)).sum(where=counts(t)),
        known=lambda t: tally(counts(t)),
        rows=lambda t: t.count(),
    )


def _draws(asked: Asked, sums: Sums) -> Any:
    return sums.draws(asked.seed(sums.totals))


def _one(
    top: float, bottom: float, n: int, ends: tuple[float | None, float | None], least: int, level: float, excluded: str
) -> Estimate:
    if n == 0:
        reason = f"no unit counts ({excluded})"
        return Estimate(None, n=0, status=Status.INSUFFICIENT, method=METHOD, reason=reason, level=level)
    if bottom == 0:
        return Estimate(
            None, n=n, status=Status.DEGENERATE, method=METHOD, reason="what it is divided by is 0", level=level
        )
    value, few = top / bottom, n < least
    lo, hi = ends if n >= FEWEST else (None, None)
    return Estimate(
        value,
        None if lo is None else min(lo, value),
        None if hi is None else max(hi, value),
        n,
        status=Status.INSUFFICIENT if few else Status.OK,
        method=METHOD,
        reason=f"{n} units; a verdict needs {least}" if few else "",
        level=level,
    )
