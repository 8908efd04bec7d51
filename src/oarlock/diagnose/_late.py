"""Two causes share one symptom, a smaller share won; what parts them is which loss reasons grew."""

from __future__ import annotations

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
    mine, other = growth(scene, group, at), growth(scene, MARKET if group == PRODUCT else PRODUCT, at)
    points_here = readable >= READABLE and mine > other
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


def growth(scene: Scene, group: int, at: int) -> float:
    """Log growth at month `at` of losses for the group's reasons, beyond what age and mix give."""
    before, after = loss_rate(scene, group).around(at)
    return float(np.log((after + 0.02) / (before + 0.02))) if np.isfinite(before) and np.isfinite(after) else 0.0


def _losses(scene: Scene, group: int, at: int) -> Evidence:
    return evidence(loss_rate(scene, group), TITLES[group], at)


def _against(readable: float, points_here: bool, only_late: bool) -> str:
    if only_late:
        return "a slower clock explains the same months as well: the deals are late, not lost"
    if readable < READABLE:
        return "too few lost deals carry a reason that tells product from market (opportunities.loss_reason)"
    return "" if points_here else "the loss reasons that grew point elsewhere"
