"""Where a change of the share won sits: a search over sources, segments, channels and the profile that does not cry wolf (METHODS 1.12).

The last four complete quarters are held against the four before. Of a search over two dozen parts where nothing changed, six reports in ten
would name one; so the period is shuffled over accounts, and a part is named only if its change is larger than the largest of nearly all
shuffles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from oarlock.diagnose._accounted import decided_in_two_years
from oarlock.diagnose._deals import SOURCES, WON, Array, Deals
from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._signals import Resample
from oarlock.diagnose.base import Evidence, SeriesPoint
from oarlock.stats.draws import percentile_ends
from oarlock.stats.mix import crossed
from oarlock.stats.result import Estimate
from oarlock.stats.search import Spot, search
from oarlock.words import counted, p_value, percent, points

LEAST_DECIDED, LEAST_WON = 100, 20
"""Deals decided and won in either year below which nothing is searched (METHODS 0.7)."""
LEAST_OF_A_PART = 20
"""Decided deals of both years together below which a channel is one of the rest."""
PROFILES = ("on profile", "off profile", "profile unknown")
JOINT = {
    "mix_of_sources": "the mix of sources made",
    "mix_of_segments": "that of segments",
    "mix_of_profile": "that of profile classes",
    "shares_inside": "and the shares inside them",
}
METHOD = "Das Gupta, account bootstrap"


@dataclass(frozen=True, eq=False)
class TwoYears:
    """The deals decided in the last two years: which they are, and of each whether it was in the later year, and won."""

    decided: Array
    later: Array
    won: Array


def two_years(deals: Deals, quarters: Sequence[SeriesPoint]) -> TwoYears | None:
    """None where there are not eight complete quarters, or either year is too thin."""
    found = decided_in_two_years(deals, quarters)
    if found is None:
        return None
    decided, later = found[0], found[1][found[0]]
    won = (deals.status[decided] == WON).astype(np.int64)
    enough = min(np.bincount(later, minlength=2)) >= LEAST_DECIDED
    return (
        TwoYears(decided, later, won)
        if enough and min(np.bincount(later[won == 1], minlength=2)) >= LEAST_WON
        else None
    )


def where_it_moved(
    deals: Deals, segments: tuple[str, ...], quarters: Sequence[SeriesPoint], *, seed: int
) -> tuple[Evidence, ...]:
    """The change by mix and by shares inside, and the parts whose share won changed beyond chance, or that none did."""
    both = two_years(deals, quarters)
    parts = {} if both is None else _parts(deals, segments, both.decided)
    if both is None or not parts:
        return ()
    return (*_jointly(deals, segments, both, seed), *_searched(deals, both, parts, seed))


def _searched(
    deals: Deals, both: TwoYears, parts: Mapping[str, tuple[Array, tuple[str, ...]]], seed: int
) -> list[Evidence]:
    codes = {name: code for name, (code, _) in parts.items()}
    spots = search(both.later, both.won, np.ones(len(both.won)), codes, account=deals.bucket[both.decided], seed=seed)
    looked = [one for one in spots if one.before is not None and one.after is not None]
    flagged = [one for one in looked if one.is_flagged]
    if not flagged:
        sentence = (
            f"No part stands out of the change of the share won between the last two years, of {counted(len(looked), 'part')} looked at"
            " (source, segment, channel, profile)"
        )
        return [Evidence("where", sentence, "share")]
    rose = float(np.mean(both.won[both.later == 1])) >= float(np.mean(both.won[both.later == 0]))
    return [_told(one, parts[one.dimension][1][one.category], len(looked), rose=rose) for one in flagged]


def _jointly(deals: Deals, segments: tuple[str, ...], both: TwoYears, seed: int) -> list[Evidence]:
    """The mix of sources, of segments and of profile classes taken together, and the shares inside them: never one after another.

    Dimensions describe the same change, so what each alone would explain does not add up (METHODS 1.11).
    """
    shape = (2, len(SOURCES), len(segments), len(PROFILES))
    at = (deals.bucket, both.later, deals.source, deals.segment, deals.profile)
    place = np.ravel_multi_index([one if one is both.later else one[both.decided] for one in at], (BUCKETS, *shape))
    won, decided = (
        np.bincount(place, weights, BUCKETS * int(np.prod(shape))).reshape(BUCKETS, -1) for weights in (both.won, None)
    )
    weights = np.concatenate([np.ones((1, BUCKETS)), Resample.poisson(seed)[0].weights])
    sums = [(weights @ one).reshape(-1, *shape) for one in (won, decided)]
    split = [crossed(k[0], n[0], k[1], n[1]) for k, n in zip(*sums, strict=True) if n[0].any() and n[1].any()]
    terms = np.array([(*one.mix, one.rate) for one in split])
    lo, hi = percentile_ends(terms[1:])
    shares = [float(both.won[both.later == year].mean()) for year in (0, 1)]
    told = ", ".join(f"{title} {points(value)}" for title, value in zip(JOINT.values(), terms[0].tolist(), strict=True))
    sentence = (
        f"The share won went from {percent(shares[0])} to {percent(shares[1])} between the last two years; taken together, {told}"
        f" (n = {len(both.won):,} deals; cells of few deals are drawn to the whole)"
    )
    n = len(both.won)
    rows = zip(JOINT, terms[0].tolist(), lo.tolist(), hi.tolist(), strict=True)
    return [
        Evidence("share_won_of_two_years", sentence, "share", before=shares[0], after=shares[1]),
        *(
            Evidence(name, "", "share", change=Estimate(value, low, high, n, method=METHOD))
            for name, value, low, high in rows
        ),
    ]


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
