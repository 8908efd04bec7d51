"""Expected worth: amounts times chances, and how many came true of those expected (METHODS 3.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from oarlock.measure.base import Answered
from oarlock.measure.statistics.resampled import SCALE, sums_by_bucket, whole
from oarlock.measure.statistics.total import FEW, totalled
from oarlock.stats.result import Estimate

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked


@dataclass(frozen=True)
class Weighted:
    """The column `value` (amount × chance) is summed; `expected` and `came` (null while unsettled) are told beside it.

    Attributes:
        excluded: Why a unit has no value, in words; a column `excluded_for` says more of a unit where there is one.
    """

    excluded: str
    additive: bool = True
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The weighted sum of each group, with observed over expected in `also` where the outcome is known."""
        sums = sums_by_bucket(
            asked,
            value=lambda t: whole(t.value).sum(),
            known=lambda t: t.value.count(),
            rows=lambda t: t.count(),
            expected=lambda t: whole(t.expected).sum(where=t.came.notnull()),
            came=lambda t: whole(t.came).sum(where=t.expected.notnull()),
            booked=lambda t: whole(t.booked).sum(),
            open_value=lambda t: whole(t.standing).sum(),
        )
        totals = sums.totals
        ends = sums.total_ends(asked.level)
        told = list(zip(sums.keys, totals.tolist(), ends, strict=True))
        reasons = _reasons(asked)
        estimates: dict[tuple[Any, ...], Estimate] = {
            key: totalled(row, pair, FEW, asked.level, reasons.of(key, self.excluded)) for key, row, pair in told
        }
        return Answered(estimates, reasons.counts, also={key: beside(row) for key, row, _ in told})


@dataclass(frozen=True)
class Reasons:
    """Why units have no value: how many for each reason, and the commonest of each group."""

    counts: dict[str, int]
    commonest: dict[tuple[Any, ...], str]

    def of(self, key: tuple[Any, ...], otherwise: str) -> str:
        """The commonest reason of a group."""
        return self.commonest.get(key, otherwise)


def _reasons(asked: Asked) -> Reasons:
    found = asked.grouped("excluded_for", n=asked.table.count())
    counts: dict[str, int] = {}
    most: dict[tuple[Any, ...], tuple[int, str]] = {}
    rows = zip(found.group.tolist(), found.columns["excluded_for"].tolist(), found.counts("n").tolist(), strict=True)
    for group, reason, n in rows:
        if isinstance(reason, str) and reason:
            counts[reason] = counts.get(reason, 0) + n
            most[found.keys[group]] = max(most.get(found.keys[group], (0, "")), (n, reason))
    return Reasons(dict(sorted(counts.items())), {key: reason for key, (_, reason) in most.items()})


def beside(row: Sequence[float]) -> dict[str, float]:
    """Unweighted worth, and of settled units what was booked and how many came of those expected."""
    from oarlock.stats.calibration import observed_over_expected

    expected, came, booked, standing = (part / SCALE for part in row[3:7])
    told = {"open_amount": standing}
    if expected > 0:
        ratio = observed_over_expected(round(came), expected)
        told |= {"won_amount": booked, "won": round(came), "expected_wins": expected}
        told |= {
            name: part
            for name, part in (
                ("observed_over_expected", ratio.value), ("observed_over_expected_lo", ratio.lo), ("observed_over_expected_hi", ratio.hi),
            )
            if part is not None
        }  # fmt: skip
    return told
