"""The two slopes once more, against the bookings that marketing sourced: who carries what all bookings do (METHODS 1.9)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from oarlock.diagnose._deals import SOURCES, WON, Array, Deals
from oarlock.diagnose._trends import quadrant_of
from oarlock.diagnose.base import FAMILY_WORDS, Evidence, Family, SeriesPoint, Slopes
from oarlock.stats.result import Status
from oarlock.words import change, change_range

if TYPE_CHECKING:
    from oarlock.agreement import Agreement


def against_sourced(deals: Deals, trends: Slopes, agreement: Agreement, *, seed: int) -> tuple[Evidence, ...]:
    """The family of marketing's pipeline and the bookings marketing sourced; nothing where either trend cannot be told."""
    whole = [point for point in trends.series if point.complete]
    ours = [SOURCES.index(name) for name in agreement.pipeline.sourced_by if name in SOURCES]
    if not whole or not ours:
        return ()
    pipeline = [math.nan if point.marketing is None else point.marketing for point in whole]
    bookings = _booked(deals, whole, np.isin(deals.source, ours))
    found = quadrant_of(pipeline, bookings, agreement.analysis, seed)
    if found.status is not Status.OK or found.second is None:
        return ()
    growth = found.second.estimate()
    told = f"{change(growth.value)} ({change_range(growth.lo, growth.hi)})"
    words = FAMILY_WORDS[Family(found.family)]
    chance = "" if found.probability is None else f" in {round(100 * found.probability)} of 100 resampled histories"
    verdict = f"{words[0].lower()}{words[1:]}{chance if Family(found.family) is not Family.CANT_TELL else ''}"
    apart = {found.family, trends.family.value}
    other = (
        "; with all bookings it is another, so deals that others sourced make the difference" if _differ(apart) else ""
    )
    sentence = f"Against the bookings that marketing sourced alone, {told}: {verdict}{other}"
    return (Evidence("sourced_bookings", sentence, "per quarter", change=growth),)


def _differ(families: set[str]) -> bool:
    return len(families) > 1 and Family.CANT_TELL.value not in families


def _booked(deals: Deals, quarters: Sequence[SeriesPoint], counts: Array) -> list[float]:
    """Won money by quarter of the deals that count."""
    edges = [deals.frame.day_of(day) for day in (*(point.start for point in quarters), quarters[-1].end)]
    won = counts & (deals.status == WON) & (deals.ended >= edges[0]) & (deals.ended < edges[-1])
    quarter = np.searchsorted(edges, deals.ended[won], side="right") - 1
    money: list[float] = np.bincount(quarter, np.nan_to_num(deals.amount[won]), len(quarters)).tolist()
    return money
