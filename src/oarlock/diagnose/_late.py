"""Two causes share one symptom, a smaller share won; what parts them is which loss reasons grew, and whether the early steps held."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np

from oarlock.diagnose._deal_signals import hazards, loss_rate, win_share
from oarlock.diagnose._deals import LOST
from oarlock.diagnose._joined import Joined, joined
from oarlock.diagnose._rates import win_change
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._signals import effect_interval
from oarlock.diagnose._tenure import ONLY_NEW, by_tenure
from oarlock.diagnose._words import MARKET, PRODUCT
from oarlock.diagnose.base import Evidence
from oarlock.diagnose.causes.base import Tested, evidence, replicated, untestable
from oarlock.stats.contrast import Contrast, step_contrast
from oarlock.stats.result import Estimate

READABLE = 0.3
"""Share of lost deals whose reason must say something, before reasons may decide between causes (METHODS 11.2)."""

LEAST_FALL = -0.08
"""Log change of the share won from which it is worth a name."""
READABLE_REASONS = (
    "loss reasons that tell product from market on three in ten of the lost deals (opportunities.loss_reason)"
)

TITLES = {PRODUCT: "Losses for reasons of the product", MARKET: "Losses for price, competitors or no decision"}


def lost_late(scene: Scene, group: int) -> Tested:
    """The common test of `product_or_pitch_gap` and `market_or_price`; `group` is the reasons that must have grown more.

    Both must show at one date: fewer closing deals are won, and more are lost for these reasons than was to be expected. Two more ways name
    the first cause, and each way pays for the others: where the mix of reasons stayed, nothing speaks of the market, and a late step that
    fell while the early ones held is the product's or the pitch's; and where sellers of old win as before, it is those who came since
    (METHODS 1.10, H3). There the seller's own rate is part of the change, else it is held equal.
    """
    alone, deals = win_share(scene), scene.deals
    if alone.shift is None:
        return untestable("ten months of deals with the dates they were won or lost (opportunity_versions.csv)")
    both = _with_reasons(scene, group)
    lost = deals.status == LOST
    readable = bool(lost.any() and np.isin(deals.reason[lost], (PRODUCT, MARKET)).mean() >= READABLE)
    by_reasons = readable and both.shift is not None and reasons_moved(scene, group, both.shift.at)
    by_sellers = group == PRODUCT and not by_reasons and only_new_sellers_fell(scene)
    share = both if by_reasons else win_share(scene, of_sellers=False) if by_sellers else alone
    at = share.shift.at if share.shift is not None else 0
    by_steps = readable and group == PRODUCT and not by_reasons and only_late_step_fell(scene, at)
    only_late = scene.timing is not None and scene.timing.is_timing
    points_here = by_reasons or by_steps or by_sellers
    told = evidence(share, "At equal age, segment and profile, the share of closing deals that are won").sentence
    who, sellers = by_tenure(scene, at)
    return Tested(
        p=None if share.p is None else min(1.0, _ways(group, readable, by_reasons) * share.p),
        signal=share.name,
        effect=_effect(scene, at, of_sellers=not by_sellers),
        shift=share.shift,
        holds=points_here and not only_late and share.relative <= LEAST_FALL,
        missing=READABLE_REASONS if not (readable or by_sellers or only_late) and share.relative <= LEAST_FALL else "",
        against=_against(readable, points_here, only_late),
        sentence=told
        + (", while leads became deals as before and losses kept their mix of reasons" if by_steps else "")
        + (f"; {who}" if who else ""),
        evidence=(
            evidence(share, "Closing deals won, like with like"),
            *(_losses(scene, g, at) for g in (PRODUCT, MARKET)),
            *sellers,
        ),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _ways(group: int, readable: bool, by_reasons: bool) -> int:
    """How many ways could have named the cause."""
    if group == PRODUCT:
        return 3 if readable else 1
    return 2 if readable and not by_reasons else 1


def only_new_sellers_fell(scene: Scene) -> bool:
    """Whether sellers of old win as before, and those who came since the share fell win fewer."""
    shift = win_share(scene, of_sellers=False).shift
    return shift is not None and by_tenure(scene, shift.at)[0] == ONLY_NEW


@once
def _with_reasons(scene: Scene, group: int) -> Joined:
    """Fewer wins, together with more losses for the group of reasons."""
    share, losses = win_share(scene), loss_rate(scene, group)
    return replace(joined(share, losses), name=f"{share.name}_and_{losses.name}")


@once
def _effect(scene: Scene, at: int, *, of_sellers: bool) -> Estimate:
    return effect_interval(
        lambda weights: win_change(scene, at, weights, of_sellers=of_sellers), seed=14, n=scene.deals.n
    )


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


def only_late_step_fell(scene: Scene, at: int) -> bool:
    """Did leads become deals as before month `at`, while fewer closing deals were won? False where leads are not known."""
    contrast = _steps(scene, at)
    if contrast is None or contrast.early.hi is None or contrast.contrast.hi is None:
        return False
    says_market = reasons_moved(scene, MARKET, at)
    return not says_market and contrast.early.hi >= 0 and contrast.contrast.hi < 0


@once
def _steps(scene: Scene, at: int) -> Contrast | None:
    """Handed-over leads that became deals, and closing deals that were won, before and from month `at` on."""
    month = np.arange(len(scene.frame.months))
    sides = [month < at, month >= at]
    handed, deals = (scene.dense(scene.handed, count) for count in ("leads", "deals"))
    h = hazards(scene)
    early = [(int(deals[side & scene.followed].sum()), int(handed[side & scene.followed].sum())) for side in sides]
    full = scene.frame.full
    late = [(int(h["won"][side & full].sum()), int((h["won"] + h["lost"])[side & full].sum())) for side in sides]
    if any(not entered for _, entered in (*early, *late)):
        return None
    return step_contrast((early[0], early[1]), (late[0], late[1]))


def _losses(scene: Scene, group: int, at: int) -> Evidence:
    return evidence(loss_rate(scene, group), TITLES[group], at)


def _against(readable: bool, points_here: bool, only_late: bool) -> str:
    if only_late:
        return "a slower clock explains the same months as well: the deals are late, not lost"
    if not readable and not points_here:
        return "too few lost deals carry a reason that tells product from market (opportunities.loss_reason)"
    return "" if points_here else "the loss reasons do not point here more than before"
