"""Who wins fewer deals: sellers who were there before too, or only those who came since (METHODS 1.10, H3)."""

from __future__ import annotations

import numpy as np

from oarlock.diagnose._deals import OPEN, WON, Array
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose.base import Evidence
from oarlock.stats.proportions import newcombe_difference
from oarlock.words import percent

LEAST = 20
"""Closed deals that each side must have before it is told."""

ALL_ALIKE = "sellers who were there before win fewer too"
ONLY_NEW = "only sellers who came since win fewer, which speaks of training rather than of product or market"

Side = tuple[int, int]  # won, closed


@once
def by_tenure(scene: Scene, at: int) -> tuple[str, tuple[Evidence, ...]]:
    """What sellers of old and new ones won since month `at`, beside what those of old won before; nothing where either closed too few.

    Returns:
        Half a sentence, empty where the two cannot be told apart, and the two comparisons.
    """
    old, new = _is_seller_of_old(scene, at)
    before, since, came = (
        _won(scene, old, at, late=False),
        _won(scene, old, at, late=True),
        _won(scene, new, at, late=True),
    )
    if min(closed for _, closed in (before, since, came)) < LEAST:
        return "", ()
    kept, beside = newcombe_difference(since, before), newcombe_difference(came, since)
    told = (
        Evidence("won_by_sellers_of_old", f"Of sellers who were there before, {_shares(before, since)}", "share",
                 before[0] / before[1], since[0] / since[1], kept),
        Evidence("won_by_new_sellers", f"Sellers of old against those who came since: {_shares(since, came)}", "share",
                 since[0] / since[1], came[0] / came[1], beside),
    )  # fmt: skip
    if kept.hi is not None and kept.hi < 0:
        return ALL_ALIKE, told
    if beside.hi is not None and beside.hi < 0:
        return ONLY_NEW, told
    return "", told


def _is_seller_of_old(scene: Scene, at: int) -> tuple[Array, Array]:
    """Of each deal: whether its seller had one in the first half of the months before `at`, and whether only later; neither if unnamed."""
    deals = scene.deals
    first = np.full(deals.sellers + 1, np.inf)
    np.minimum.at(first, deals.owner, deals.created)
    of_old = (first < scene.frame.edges[max(at // 2, 1)])[deals.owner]
    named = deals.owner < deals.sellers
    return of_old & named, ~of_old & named


def _won(scene: Scene, which: Array, at: int, *, late: bool) -> Side:
    deals = scene.deals
    month = deals.month_of(deals.ended)
    closed = which & (deals.status != OPEN) & (month >= 0) & ((month >= at) == late)
    return int((closed & (deals.status == WON)).sum()), int(closed.sum())


def _shares(one: Side, other: Side) -> str:
    return f"{percent(one[0] / one[1])} of {one[1]:,} closed deals won, then {percent(other[0] / other[1])} of {other[1]:,}."
