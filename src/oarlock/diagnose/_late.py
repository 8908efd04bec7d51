"""Two causes share one symptom, a smaller share won; what parts them is which loss reasons grew, and whether the early steps held."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np

from oarlock.diagnose._deal_signals import hazards, loss_rate, win_share
from oarlock.diagnose._deals import LOST, Array
from oarlock.diagnose._joined import Joined, joined
from oarlock.diagnose._scene import Scene, once
from oarlock.diagnose._sentences import moved
from oarlock.diagnose._signals import Signal, effect_interval
from oarlock.diagnose._tenure import ONLY_NEW, by_tenure
from oarlock.diagnose._winning import part_of_change, win_change, won_in_the_end
from oarlock.diagnose._words import MARKET, PRODUCT, UNSAID
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

PARTS = {
    PRODUCT: "losses for the market grew as well, and the amount is the product's part",
    MARKET: "losses for the product grew as well, and the amount is the market's part",
}
"""Told where both causes are named."""


@dataclass(frozen=True, eq=False)
class Way:
    """What the record says of the way that names the cause, or of none.

    Attributes:
        by: REASONS, SELLERS or STEPS; empty where nothing points here. share: the share won that it argues from.
        tried: How many ways could have named it, each of which is paid for. is_readable: whether enough loss reasons say something.
        kept_early: Whether leads became deals as before while closing deals were lost, and the reasons kept their mix.
    """

    by: str
    share: Signal
    tried: int
    is_readable: bool
    kept_early: bool = False

    @property
    def at(self) -> int:
        """The month from which fewer are won."""
        return self.share.shift.at if self.share.shift is not None else 0

    @property
    def has_fallen(self) -> bool:
        """Whether the share fell far enough to be worth a name."""
        return self.share.relative <= LEAST_FALL


REASONS, SELLERS, STEPS = "reasons", "sellers", "steps"


def lost_late(scene: Scene, group: int) -> Tested:
    """The common test of `product_or_pitch_gap` and `market_or_price`; `group` is the reasons that must have grown more.

    Both must show at one date: fewer closing deals are won, and more are lost for these reasons than was to be expected. Two more ways name
    the first cause: where the mix of reasons stayed, nothing speaks of the market, and a late step that fell while the early ones held is
    the product's or the pitch's; and where sellers of old win as before, it is those who came since (METHODS 1.10, H3). There the seller's
    own rate is part of the change, else it is held equal. Where the reasons of both groups rose, both are named, and what was lost is
    parted between them by what the losses of each would have done alone.
    """
    if win_share(scene).shift is None:
        return untestable("ten months of deals with the dates they were won or lost (opportunity_versions.csv)")
    way = _way(scene, group)
    share, only_late = way.share, scene.timing is not None and scene.timing.is_timing
    is_told = way.is_readable or way.by == SELLERS or only_late
    who, sellers = by_tenure(scene, way.at)
    won = evidence(share, "Closing deals won, like with like")
    return Tested(
        p=None if share.p is None else min(1.0, way.tried * share.p),
        signal=share.name,
        effect=_effect(scene, way, group),
        shift=share.shift,
        holds=bool(way.by) and not only_late and way.has_fallen,
        missing=READABLE_REASONS if way.has_fallen and not is_told else "",
        against=_against(way, only_late),
        sentence=_sentence(way, who, PARTS[group] if _is_shared(scene, way, group) else ""),
        evidence=(won, _in_the_end(scene, way), *(_losses(scene, one, way.at) for one in (PRODUCT, MARKET)), *sellers),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _way(scene: Scene, group: int) -> Way:
    """The way that names the cause: the reasons or the sellers, whichever shows it better, else the steps."""
    readable = _is_readable(scene)
    tried = (3 if group == PRODUCT else 1) if readable else 1
    ways = [Way(REASONS, _with_reasons(scene, group), tried, readable)] if readable and _say_so(scene, group) else []
    if group != PRODUCT:
        return ways[0] if ways else Way("", win_share(scene), 2 if readable else 1, readable)
    if only_new_sellers_fell(scene):
        # Their own rates explain what they lose, so that these are no longer held equal.
        ways.append(Way(SELLERS, win_share(scene, of_sellers=False), tried, readable))
    way = min(ways or [Way("", win_share(scene), tried, readable)], key=lambda one: one.share.p or 0.0)
    if any(one.by == REASONS for one in ways) or not (readable and only_late_step_fell(scene, way.at)):
        return way
    return replace(way, by=way.by or STEPS, kept_early=True)


def _is_readable(scene: Scene) -> bool:
    """Whether the reasons of enough lost deals tell product from market."""
    lost = scene.deals.status == LOST
    return bool(lost.any() and np.isin(scene.deals.reason[lost], (PRODUCT, MARKET)).mean() >= READABLE)


def _sentence(way: Way, who: str, part: str) -> str:
    told = evidence(way.share, "At equal age, segment and profile, the share of closing deals that are won").sentence
    steps = ", while leads became deals as before and losses kept their mix of reasons" if way.kept_early else ""
    return "; ".join(one for one in (f"{told}{steps}", who, part) if one)


def only_new_sellers_fell(scene: Scene) -> bool:
    """Whether sellers of old win as before, and those who came since the share fell win fewer."""
    shift = win_share(scene, of_sellers=False).shift
    return shift is not None and by_tenure(scene, shift.at)[0] == ONLY_NEW


@once
def _with_reasons(scene: Scene, group: int) -> Joined:
    """Fewer wins, together with more losses for the group of reasons."""
    share, losses = win_share(scene), loss_rate(scene, group)
    return replace(joined(share, losses), name=f"{share.name}_and_{losses.name}")


def _effect(scene: Scene, way: Way, group: int) -> Estimate:
    """What goes with fewer wins; where the reasons of both groups rose, this group's part of it."""
    if _is_shared(scene, way, group):
        return _part(scene, way.at, group)
    return _whole(scene, way.at, of_sellers=way.by != SELLERS)


def _is_shared(scene: Scene, way: Way, group: int) -> bool:
    """Whether the reasons of both groups rose, so that each cause has a part of what was lost."""
    return way.by == REASONS and _say_so(scene, PRODUCT + MARKET - group)


@once
def _whole(scene: Scene, at: int, *, of_sellers: bool) -> Estimate:
    return effect_interval(
        lambda weights: win_change(scene, at, weights, of_sellers=of_sellers), seed=14, n=scene.deals.n
    )


@once
def _part(scene: Scene, at: int, group: int) -> Estimate:
    return effect_interval(lambda weights: part_of_change(scene, at, weights, group), seed=14, n=scene.deals.n)


def _in_the_end(scene: Scene, way: Way) -> Evidence:
    before, after = won_in_the_end(scene, way.at, of_sellers=way.by != SELLERS)
    title = "Of new deals, like with like, the share that is won in the end"
    return Evidence("won_in_the_end", moved(title, before, after, "share", scene.currency), "share", before, after)


@once
def _say_so(scene: Scene, group: int) -> bool:
    """Do the reasons speak for this group: more than for the other, or, where both rose together, more than for neither?"""
    shifts = {one: _with_reasons(scene, one).shift for one in (PRODUCT, MARKET)}
    own = shifts[group]
    if own is None:
        return False
    return reasons_moved(scene, group, own.at) or all(
        shift is not None and rose_beside_others(scene, one, shift.at) for one, shift in shifts.items()
    )


def rose_beside_others(scene: Scene, group: int, at: int) -> bool:
    """Did losses for these reasons rise at month `at` against those for reasons that speak of neither product nor market?"""
    reason = scene.deals.reason
    neither = (reason != UNSAID) & ~np.isin(reason, (PRODUCT, MARKET))
    return _share_rose(scene, reason == group, neither, at)


def reasons_moved(scene: Scene, group: int, at: int) -> bool:
    """Did the group's share of the readable loss reasons rise at month `at`, beyond chance at 5 %?"""
    reason = scene.deals.reason
    return _share_rose(scene, reason == group, np.isin(reason, (PRODUCT, MARKET)) & (reason != group), at)


def _share_rose(scene: Scene, these: Array, others: Array, at: int) -> bool:
    """Did the share of lost deals that are `these`, beside `others`, rise at month `at`, beyond chance at 5 %?"""
    deals = scene.deals
    month = deals.month_of(deals.ended)
    counted = (deals.status == LOST) & (these | others) & (month >= 0)
    counts = [((month >= at) == late) & counted for late in (False, True)]
    hits, totals = ([int((c & w).sum()) for c in counts] for w in (these, counted))
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


def _against(way: Way, only_late: bool) -> str:
    if only_late:
        return "a slower clock explains the same months as well: the deals are late, not lost"
    if way.by:
        return ""
    if not way.is_readable:
        return "too few lost deals carry a reason that tells product from market (opportunities.loss_reason)"
    return "the loss reasons do not point here more than before"
