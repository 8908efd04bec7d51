"""What share of new deals is won in the end, on the hazards of the months before a change and on those since (METHODS 2.1, 2.4).

A deal that is lost early can no longer be won late, and who is left among the old deals are the better ones, whose odds at their age did
not fall. So the odds at equal age tell that fewer are won, not how many fewer: that takes a whole life, from opening to end.
"""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._deal_signals import PRIOR_ENDINGS
from oarlock.diagnose._deals import LOST, WON, Array, Deals
from oarlock.diagnose._frame import BUCKETS
from oarlock.diagnose._rates import log_of
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import Weights
from oarlock.diagnose._strata import PROFILES
from oarlock.diagnose._timing import LIFE_EDGES
from oarlock.diagnose._words import MARKET, OTHER, PRODUCT

BANDS = len(LIFE_EDGES)
PRIOR = 5.0
"""Endings at the ratio of all ages that each age band starts with, and deals at the common life that each cell of deals starts with."""
TOLD_APART = (PRODUCT, MARKET)
ENDINGS = (None, PRODUCT, MARKET, OTHER)
"""Won, and lost by what the reason speaks of; all that is neither of the two is one."""


def win_change(scene: Scene, at: int, weights: Weights, *, of_sellers: bool = True) -> float:
    """Log change of the share of new deals that are won in the end, at equal segment, profile, source and, if asked, seller."""
    before, after = won_in_the_end(scene, at, weights, of_sellers=of_sellers)
    return log_of(after, before)


def part_of_change(scene: Scene, at: int, weights: Weights, group: int) -> float:
    """The part of that log change that goes with the losses for one of the two groups of reasons, where those for both rose.

    What each would have done alone parts the whole between them, so that the two parts add up to it.
    """
    lives, (before, after) = _lives(scene, at, True), _scaled(scene, at, weights, of_sellers=True)
    was = lives.won(before)
    alone = {}
    for one in TOLD_APART:
        only = before.copy()
        only[ENDINGS.index(one)] = after[ENDINGS.index(one)]
        alone[one] = min(log_of(lives.won(only), was), 0.0)
    both = sum(alone.values())
    return log_of(lives.won(after), was) * alone[group] / both if both else float("nan")


def won_in_the_end(scene: Scene, at: int, weights: Weights = None, *, of_sellers: bool = True) -> tuple[float, float]:
    """Share of new deals won in the end on the hazards of the months before `at`, and on those of the months from it on.

    The hazards of a side are those of all deals at each age, times what the side saw over what its own deals would have given at them.
    """
    before, after = (_lives(scene, at, of_sellers).won(side) for side in _scaled(scene, at, weights, of_sellers))
    return before, after


def _scaled(scene: Scene, at: int, weights: Weights, of_sellers: bool) -> list[Array]:
    """Hazards of either side, by (ending, cell, band)."""
    lives = _lives(scene, at, of_sellers)
    told = scene.under(weights, ("lives", at, of_sellers), lambda: lives.table)
    return [lives.hazards * np.stack([_ratio(*one) for one in side])[:, None] for side in told]


def incidence(won: Array, lost: Array) -> Array:
    """Cumulative incidence of winning over bands of life with these cumulative hazards, each constant inside its band; the last axis.

    References:
        Aalen & Johansen (1978), Scandinavian Journal of Statistics 5, 141–150, for hazards that are constant in pieces.
    """
    ends = won + lost
    there = np.exp(-(np.cumsum(ends, -1) - ends))
    share = np.divide(won, ends, out=np.zeros_like(won), where=ends > 0)
    told: Array = (there * -np.expm1(-ends) * share).sum(-1)
    return told


def _ratio(seen: Array, expected: Array) -> Array:
    """Seen over expected by band of life, thin bands drawn to the ratio of all."""
    overall = (seen.sum() + 0.5) / (expected.sum() + 0.5)
    ratio: Array = (seen + PRIOR * overall) / (expected + PRIOR)
    return ratio


class _Lives:
    """Lives of deals on either side of a change: a deal open on its day lives on both.

    Attributes:
        table: (bucket, side, ending, [seen, expected], band). hazards: Of all deals, (ending, cell, band). mix: Deals by cell.
    """

    def __init__(self, deals: Deals, at: int, *, of_sellers: bool) -> None:
        cell = deals.segment * PROFILES + deals.profile
        size = int(cell.max(initial=0)) + 1
        self.mix = np.bincount(cell, minlength=size) / max(deals.n, 1)
        spans = _spans(deals, at)
        exposed = np.sum([span.exposed(cell[span.deal], size) for span in spans], axis=0)
        ended = [[span.ended(one, cell[span.deal], size) for span in spans] for one in range(len(ENDINGS))]
        self.hazards = np.stack([_shrunk(np.sum(one, axis=0), exposed) for one in ended])
        self.table = np.zeros((BUCKETS, 2, len(ENDINGS), 2, BANDS))
        labels = [deals.source, *([deals.owner] if of_sellers else [])]
        # A source or a seller wins at a rate of his own, and loses at another, for whatever reason.
        for endings in (slice(0, 1), slice(1, None)):
            factor = _factors(labels, spans, range(len(ENDINGS))[endings], cell, self.hazards[endings].sum(0))
            for side, span in enumerate(spans):
                place = deals.bucket[span.deal]
                lived = span.exposed(place * size + cell[span.deal], BUCKETS * size, factor[span.deal])
                expected = np.einsum("bcl,ecl->bel", lived.reshape(BUCKETS, size, BANDS), self.hazards[endings])
                self.table[:, side, endings, 1] = expected
                for one in range(len(ENDINGS))[endings]:
                    self.table[:, side, one, 0] = span.ended(one, place, BUCKETS)

    def won(self, hazards: Array) -> float:
        """Share of all deals that these hazards win in the end; what no band has ended yet ends as the rest did."""
        won, lost = hazards[0], hazards[1:].sum(0)
        ended = np.stack([self.mix @ incidence(won, lost), self.mix @ incidence(lost, won)])
        return float(ended[0] / max(ended.sum(), 1e-9))


@once
def _lives(scene: Scene, at: int, of_sellers: bool) -> _Lives:
    return _Lives(scene.deals, at, of_sellers=of_sellers)


class _Span:
    """Deals followed from one age to another, in median cycles, and how they ended there; a first age of 0 is their opening."""

    def __init__(self, deals: Deals, which: Array, begin: Array, end: Array, over: float) -> None:
        self.deal = np.flatnonzero(which)
        age = [(day[which] - deals.created[which]) / deals.cycle[which] for day in (begin, end)]
        self._is_new = age[0] <= 0
        self._from, self._to = (np.searchsorted(LIFE_EDGES, one, side="right").clip(1, BANDS) - 1 for one in age)
        lost = np.where(np.isin(deals.reason, TOLD_APART), 1 + (deals.reason == MARKET), len(ENDINGS) - 1)
        ending = np.where(deals.status == WON, 0, np.where(deals.status == LOST, lost, -1))
        self._ending = np.where(deals.ended[which] < over, ending[which], -1)

    def ended(self, ending: int, place: Array, size: int) -> Array:
        """How many ended so, by (place, band)."""
        here = self._ending == ending
        told: Array = np.bincount(place[here] * BANDS + self._to[here], minlength=size * BANDS).reshape(size, BANDS)
        return told

    def exposed(self, place: Array, size: int, factor: Array | None = None) -> Array:
        """Deals at risk by (place, band), times their factor: who comes or goes inside a band is there for half of it."""
        wide = BANDS + 1
        weight = np.ones(len(place)) if factor is None else factor
        moves: Array = np.bincount(
            place * wide + self._from, weight * np.where(self._is_new, 1.0, 0.5), minlength=size * wide
        )
        moves += np.bincount(
            place * wide + self._from + 1, weight * np.where(self._is_new, 0.0, 0.5), minlength=size * wide
        )
        for later in (0, 1):
            moves -= 0.5 * np.bincount(place * wide + self._to + later, weight, minlength=size * wide)
        lived: Array = np.maximum(np.cumsum(moves.reshape(size, wide), 1)[:, :-1], 0.0)
        return lived


def _spans(deals: Deals, at: int) -> tuple[_Span, _Span]:
    """What deals lived from the first month of the frame to the change, and from the change to now."""
    change, now = float(deals.frame.edges[at]), deals.frame.as_of_day
    begun = np.maximum(deals.created, deals.frame.edges[0])
    ended = np.where(np.isfinite(deals.ended), deals.ended, np.inf)
    return (
        _Span(deals, (begun < change) & (ended >= begun), begun, np.minimum(ended, change), change),
        _Span(deals, (begun < now) & (ended >= np.maximum(begun, change)), np.maximum(begun, change),
              np.minimum(ended, now), now),
    )  # fmt: skip


def _shrunk(ended: Array, exposed: Array) -> Array:
    """Endings per deal at risk by (cell, band), thin cells drawn to what all have."""
    overall = ended.sum(0) / np.maximum(exposed.sum(0), 1e-9)
    hazards: Array = (ended + PRIOR * overall) / (exposed + PRIOR)
    return hazards


def _factors(labels: list[Array], spans: tuple[_Span, _Span], endings: range, cell: Array, rate: Array) -> Array:
    """A factor on each deal's hazard by its source and its seller, each drawn to 1 by PRIOR_ENDINGS."""
    factor = np.ones(len(cell))
    cells = len(rate)
    for label in labels:
        size = int(label.max(initial=0)) + 1
        seen, expected = np.full(size, PRIOR_ENDINGS), np.full(size, PRIOR_ENDINGS)
        for span in spans:
            place = label[span.deal] * cells + cell[span.deal]
            lived = span.exposed(place, size * cells, factor[span.deal]).reshape(size, cells, BANDS)
            seen += sum(span.ended(one, label[span.deal], size).sum(1) for one in endings)
            expected += (lived * rate).sum((1, 2))
        factor *= (seen / expected)[label]
    return factor
