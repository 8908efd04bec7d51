"""Who is still there: the share of a cohort that has not left by so many months, with those still here counted as still here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from oarlock.measure.base import Answered
from oarlock.measure.statistics.curves import curves_of
from oarlock.measure.statistics.views import in_view
from oarlock.stats.result import Estimate, Status

if TYPE_CHECKING:
    from oarlock.measure.asking import Asked, Key

MONTHS = ("1", "3", "6", "12", "24", "36")
DAYS_A_MONTH = 365.25 / 12
METHOD = "Kaplan–Meier, cloglog"
FROM_START = 10
"""Customers followed from their start on, without whom those who joined late say nothing of the first months."""


@dataclass(frozen=True)
class Retained:
    """The columns `waited` (days from start to end or to now) and `outcome` (0 still there, 1 left); and `joined`, where some were watched
    only from so many days after their start on.
    """

    excluded: str
    views: dict[str, tuple[str, ...]] = field(default_factory=lambda: {"month": MONTHS})
    additive: bool = False
    flows: bool = False

    def __call__(self, asked: Asked) -> Answered:
        """The share retained of every group, by month since the start, as far as anybody has been followed."""
        from oarlock.stats.conversion import conversions

        found = curves_of(asked, outcomes=1, ticks=1, excluded=self.excluded)
        if found.curves is None:
            return Answered({}, found.excluded)
        followed = _days_of_record(asked)
        watched = found.counts.watched_from_start(len(found.keys)).tolist()
        estimates: dict[Key, Estimate] = {}
        for month in MONTHS:
            days = round(int(month) * DAYS_A_MONTH)
            if days > followed and month != MONTHS[0]:
                break
            left = conversions(found.curves, 1, float(days), level=asked.level)
            for key, one, from_start in zip(found.keys, left, watched, strict=True):
                told = (
                    _stayed(one)
                    if found.counts.joined is None or from_start >= FROM_START
                    else _unwatched(one, from_start)
                )
                estimates[in_view(asked, key, "month", month)] = told
        return Answered(estimates, found.excluded)


def _unwatched(one: Estimate, from_start: float) -> Estimate:
    """Nothing: of customers who joined late alone, nobody knows how many left before."""
    reason = f"{from_start:.0f} customers came after churn began to be recorded; {FROM_START} are needed to tell the first months"
    return replace(one, value=None, lo=None, hi=None, status=Status.ARTEFACT, reason=reason)


def _days_of_record(asked: Asked) -> float:
    """Days since the first customer of the whole record started: what is asked for does not change which months are told."""
    from oarlock.measure.facts.customers import customers

    table = customers(asked.ledger, asked.agreement)
    (row,) = asked.ledger.rows(table.aggregate(first=table.started_at.min()))
    return 0.0 if row["first"] is None else (asked.ledger.as_of.replace(tzinfo=None) - row["first"]).days


def _stayed(left: Estimate) -> Estimate:
    """What is left when those who went are taken off."""

    def rest(share: float | None) -> float | None:
        return None if share is None else 1 - share

    return replace(left, value=rest(left.value), lo=rest(left.hi), hi=rest(left.lo), method=METHOD)


def by_months(month: str | None) -> int:
    """Order of the months."""
    return MONTHS.index(month) if month in MONTHS else len(MONTHS)
