"""Two causes share one symptom, a smaller share won; what parts them is which loss reasons grew."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from oarlock.diagnose._deal_signals import loss_rate, win_share
from oarlock.diagnose._deals import LOST
from oarlock.diagnose._rates import win_change
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import effect_interval
from oarlock.diagnose._words import MARKET, PRODUCT
from oarlock.diagnose.base import Evidence
from oarlock.diagnose.causes.base import Tested, evidence, replicated, untestable
from oarlock.stats.result import Estimate

READABLE = 0.3
"""Share of lost deals whose reason must say something, before reasons may decide between causes (METHODS 11.2)."""

TITLES = {PRODUCT: "Losses for reasons of the product", MARKET: "Losses for price, competitors or no decision"}


def lost_late(scene: Scene, group: int) -> Tested:
    """The common test of `product_or_pitch_gap` and `market_or_price`; `group` is the reasons that must have grown more."""
    share = win_share(scene)
    if share.shift is None:
        return untestable("ten months of deals with the dates they were won or lost (opportunity_versions.csv)")
    deals, at = scene.deals, share.shift.at
    effect = _effect(scene, at)
    lost = deals.status == LOST
    readable = np.isin(deals.reason[lost], (PRODUCT, MARKET)).mean() if lost.any() else 0.0
    points_here = readable >= READABLE and reasons_moved(scene, group, at)
    only_late = scene.timing is not None and scene.timing.is_timing
    return Tested(
        p=share.p,
        effect=effect,
        shift=share.shift,
        holds=points_here and not only_late and share.relative <= -0.08,
        against=_against(readable, points_here, only_late),
        sentence=evidence(share, "At equal age, segment and profile, the share of closing deals that are won").sentence,
        evidence=(
            evidence(share, "Closing deals won, like with like"),
            *(_losses(scene, g, at) for g in (PRODUCT, MARKET)),
        ),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


@once
def _effect(scene: Scene, at: int) -> Estimate:
    return effect_interval(lambda weights: win_change(scene, at, weights), seed=14, n=scene.deals.n)


def reasons_moved(scene: Scene, group: int, at: int) -> bool:
    """Did the group's share of the readable loss reasons rise at month `at`, beyond chance at 5 %?"""
    deals = scene.deals
    month = deals.month_of(deals.ended)
    readable = (deals.status == LOST) & np.isin(deals.reason, (PRODUCT, MARKET)) & (month >= 0)
    counts = [((month >= at) == late) & readable for late in (False, True)]
    hits, totals = ([int((c & w).sum()) for c in counts] for w in (deals.reason == group, readable))
    if min(totals) < 10:
        return False
    shares = [(h + 0.5) / (n + 1) for h, n in zip(hits, totals, strict=True)]
    spread = float(np.sqrt(sum(s * (1 - s) / n for s, n in zip(shares, totals, strict=True))))
    return (shares[1] - shares[0]) / spread >= NormalDist().inv_cdf(0.95)


def _losses(scene: Scene, group: int, at: int) -> Evidence:
    return evidence(loss_rate(scene, group), TITLES[group], at)


def _against(readable: float, points_here: bool, only_late: bool) -> str:
    if only_late:
        return "a slower clock explains the same months as well: the deals are late, not lost"
    if readable < READABLE:
        return "too few lost deals carry a reason that tells product from market (opportunities.loss_reason)"
    return "" if points_here else "the loss reasons do not point here more than before"
