"""Where a change of the share won sits: a search over sources, segments, channels and the profile that does not cry wolf (METHODS 1.12).

The last four complete quarters are held against the four before. Of a search over two dozen parts where nothing changed, six reports in ten
would name one; so the period is shuffled over accounts, and a part is named only if its change is larger than the largest of nearly all
shuffles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from oarlock.diagnose._accounted import edges_of_two_years
from oarlock.diagnose._deals import OPEN, SOURCES, WON, Array, Deals
from oarlock.diagnose.base import Evidence, SeriesPoint
from oarlock.stats.search import Spot, search
from oarlock.words import counted, p_value, percent

LEAST_DECIDED, LEAST_WON = 100, 20
"""Deals decided and won in either year below which nothing is searched (METHODS 0.7)."""
LEAST_OF_A_PART = 20
"""Decided deals of both years together below which a channel is one of the rest."""
PROFILES = ("on profile", "off profile", "profile unknown")


def where_it_moved(
    deals: Deals, segments: tuple[str, ...], points: Sequence[SeriesPoint], *, seed: int
) -> tuple[Evidence, ...]:
    """The parts whose share won changed beyond chance, or that none did; nothing where the years are too thin."""
    edges = edges_of_two_years(deals, points)
    if edges is None:
        return ()
    decided = (deals.status != OPEN) & (deals.ended >= edges[0]) & (deals.ended < edges[2])
    later = (deals.ended[decided] >= edges[1]).astype(np.int64)
    won = (deals.status[decided] == WON).astype(np.int64)
    if (
        min(np.bincount(later, minlength=2)) < LEAST_DECIDED
        or min(np.bincount(later[won == 1], minlength=2)) < LEAST_WON
    ):
        return ()
    parts = _parts(deals, segments, decided)
    if not parts:
        return ()
    codes = {name: code for name, (code, _) in parts.items()}
    spots = search(later, won, np.ones(len(won)), codes, account=deals.bucket[decided], seed=seed)
    looked = [one for one in spots if one.before is not None and one.after is not None]
    flagged = [one for one in looked if one.is_flagged]
    if not flagged:
        sentence = (
            f"No part stands out of the change of the share won between the last two years, of {counted(len(looked), 'part')} looked at"
            " (source, segment, channel, profile)"
        )
        return (Evidence("where", sentence, "share"),)
    rose = float(np.mean(won[later == 1])) >= float(np.mean(won[later == 0]))
    return tuple(_told(one, parts[one.dimension][1][one.category], len(looked), rose=rose) for one in flagged)


def _parts(deals: Deals, segments: tuple[str, ...], decided: Array) -> Mapping[str, tuple[Array, tuple[str, ...]]]:
    """By dimension the part of each deal, and what the parts are called; dimensions of one part alone are left out."""
    told = {
        "source": (deals.source[decided], SOURCES),
        "segment": (deals.segment[decided], segments),
        "channel": _large(deals.channel[decided], deals.channels),
        "profile": (deals.profile[decided], PROFILES),
    }
    return {name: (code, names) for name, (code, names) in told.items() if len(np.unique(code)) > 1}


def _large(code: Array, names: Sequence[str]) -> tuple[Array, tuple[str, ...]]:
    """Channels with enough deals, each for itself; the others together, last."""
    counts = np.bincount(code, minlength=len(names))
    kept = [i for i, name in enumerate(names) if counts[i] >= LEAST_OF_A_PART and name]
    place = np.full(len(names), len(kept))
    place[kept] = np.arange(len(kept))
    return place[code], (*(names[i] for i in kept), "all other channels")


def _told(one: Spot, name: str, looked: int, *, rose: bool) -> Evidence:
    before, after = one.before or 0.0, one.after or 0.0
    word = "goes with the change" if (after >= before) is rose else "offsets it"
    sentence = (
        f"The share won of {name} ({one.dimension}) went from {percent(before)} to {percent(after)} between the last two years and {word}"
        f" ({p_value(one.p_adjusted)} over all {counted(looked, 'part')} looked at)"
    )
    return Evidence(f"where.{one.dimension}", sentence, "share", before=before, after=after)
