"""One sum over another: never a mean of ratios (METHODS 0.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oarlock import words
from oarlock.measure.asking import Key
from oarlock.measure.base import Answered
from oarlock.measure.facts.places import tally
from oarlock.measure.statistics.resampled import BY_ACCOUNT, Sums, ends_of, holding, sums_by_bucket, whole
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked

METHOD = BY_ACCOUNT
FEWEST = 5
"""Units, and accounts they belong to, below which nothing is said of the range."""
Column = Callable[[Any], Any]
"""A column as a function of the rows."""


@dataclass(frozen=True)
class Ratio:
    """Σ `numerator` ÷ Σ `denominator`; units without either are left out and counted.

    Attributes:
        excluded: Why a unit does not count, in words.
        beside: What means told beside the ratio are called, and the columns of whole numbers they are of; units without one do not count
            in it.
        clusters: What varies as a whole, in words: the column `cluster` holds it.
        part: Whether the numerator is a part of the denominator, so that the ratio is a share.
    """

    excluded: str
    least: int = 20
    additive: bool = False
    flows: bool = False
    beside: tuple[tuple[str, str], ...] = ()
    clusters: str = "accounts"
    part: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The ratio of each group, with its range over accounts."""
        told = self.numerator, self.denominator, self.least, self.excluded, self.beside, self.clusters, self.part
        return divided(asked, *told)

    @staticmethod
    def numerator(rows: Any) -> Any:
        """The column that is summed above."""
        return rows.numerator

    @staticmethod
    def denominator(rows: Any) -> Any:
        """The column that is summed below."""
        return rows.denominator


def divided(
    asked: Asked,
    numerator: Column,
    denominator: Column,
    least: int,
    excluded: str,
    beside: tuple[tuple[str, str], ...] = (),
    clusters: str = "accounts",
    part: bool = False,
) -> Answered:
    """The first sum over the second in every group, over the rows that have both; and the means of further columns."""
    from oarlock.stats.cluster_ranges import ratio_ranges

    found = sums_of(asked, numerator, denominator, beside)
    sums = Sums(found.keys, found.table[:, :4])
    totals = sums.totals
    ends = ends_of(ratio_ranges(sums.table[:, 0, :], sums.table[:, 1, :], part=part, level=asked.level))
    apart = (sums.table[:, 2, :] > 0).sum(axis=1) >= FEWEST
    estimates = {
        key: _one(top, bottom, int(known), pair, least, asked.level, excluded)
        if enough
        else _rangeless(_one(top, bottom, int(known), (None, None), least, asked.level, excluded), clusters)
        for key, (top, bottom, known, _), pair, enough in zip(
            sums.keys, totals.tolist(), ends, apart.tolist(), strict=True
        )
    }
    left_out = int(totals[:, 3].sum() - totals[:, 2].sum())
    return Answered(estimates, {excluded: left_out} if left_out else {}, also=_means(found, beside))


def _means(sums: Sums, beside: tuple[tuple[str, str], ...]) -> dict[Key, dict[str, float]]:
    """Per group the means of further columns, where a unit has one."""
    if not beside:
        return {}
    pairs = sums.totals[:, 4:].reshape(len(sums.keys), len(beside), 2).tolist()
    return {
        key: {name: total / n for (name, _), (total, n) in zip(beside, row, strict=True) if n}
        for key, row in zip(sums.keys, pairs, strict=True)
    }


def sums_of(asked: Asked, numerator: Column, denominator: Column, beside: tuple[tuple[str, str], ...] = ()) -> Sums:
    """Numerators, denominators, units that have both, and rows, by group and account bucket; then sum and count of each further column."""

    def counts(t: Any) -> Any:
        return numerator(t).notnull() & denominator(t).notnull()

    more: dict[str, Column] = {}
    for i, (_, column) in enumerate(beside):
        more |= {f"sum_{i}": _sum_of(column), f"n_{i}": _count_of(column)}
    return sums_by_bucket(
        asked,
        numerator=lambda t: whole(numerator(t)).sum(where=counts(t)),
        denominator=lambda t: whole(denominator(t)).sum(where=counts(t)),
        known=lambda t: tally(counts(t)),
        rows=lambda t: t.count(),
        **more,
    )


def _sum_of(column: str) -> Column:
    return lambda rows: rows[column].sum()


def _count_of(column: str) -> Column:
    return lambda rows: rows[column].count()


def _rangeless(told: Estimate, clusters: str) -> Estimate:
    """The ratio of too few accounts to vary: without a range, and so without a verdict."""
    if told.status is not Status.OK:
        return told
    return replace(
        told, status=Status.INSUFFICIENT, reason=f"too few {clusters} for a range: at least {FEWEST} are needed"
    )


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
    return Estimate(
        value,
        *holding(value, ends if n >= FEWEST else (None, None)),
        n,
        status=Status.INSUFFICIENT if few else Status.OK,
        method=METHOD,
        reason=f"{words.counted(n, 'unit')}; a verdict needs {least}" if few else "",
        level=level,
    )
