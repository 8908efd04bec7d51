"""Aging pipeline: bookings live on deals that were created long ago.

**What it looks for** Marketing's fresh pipeline falls, nobody replaces it, and the deals that are won are older than
before. **Where it misleads** Long cycles carry deals over by nature; ages are compared with the segment's own cycle.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._deal_signals import MARKETING, carry_in_share, fresh_pipeline, won_age, worth_by_source
from oarlock.diagnose._lead_signals import capture_share
from oarlock.diagnose._rates import growth
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Weights, effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable

REPLACED = 0.10
"""Log rise of all new pipeline from which what marketing no longer brings counts as replaced."""


def test(scene: Scene) -> Tested:
    """Fresh marketing pipeline against the age of what is won (METHODS 1.10 H4)."""
    fresh = fresh_pipeline(scene, MARKETING, -1)
    if fresh.shift is None or not np.nansum(fresh.values):
        return untestable("deals with their creation dates and who sourced them (opportunities.csv)")
    at = fresh.shift.at
    effect = effect_interval(lambda weights: _lost_supply(scene, at, weights), seed=18, n=scene.deals.n)
    replaced = total_change(scene, at) > REPLACED
    # Most of the fall must be in what marketing brings, not in what becomes of it.
    supply = fewer_leads(scene, at) <= 0.4 * fresh.relative
    return Tested(
        p=fresh.p,
        effect=effect,
        shift=fresh.shift,
        holds=supply and not replaced and not captured(scene) and fresh.relative <= -0.12,
        against=_against(supply, replaced, captured(scene)),
        sentence="; ".join(
            (
                evidence(fresh, "New pipeline that marketing sourced, in expected money a month,").sentence,
                evidence(won_age(scene), "age at winning, in usual cycles,", at).sentence,
            )
        ),
        evidence=(
            evidence(fresh, "Marketing's new pipeline a month"),
            evidence(won_age(scene), "Age at winning, in usual cycles", at),
            evidence(carry_in_share(scene), "Won money from deals older than a cycle", at),
        ),
        replicated=replicated(fresh),
        seasonal=not fresh.is_no_season,
    )


def _against(supply: bool, replaced: bool, captured_instead: bool) -> str:
    if captured_instead:
        return "the mix of marketing's channels changed with it, which is the closer cause"
    if replaced:
        return "other sources replaced what marketing no longer brings"
    return "" if supply else "marketing brings as many leads as before; fewer of them become deals"


def fewer_leads(scene: Scene, at: int) -> float:
    """Log change of the leads marketing hands over a month."""
    return growth(scene.dense(scene.handed, "leads", "purpose").sum(1), at, scene.frame.full)


def total_change(scene: Scene, at: int) -> float:
    """Log change of all new pipeline a month."""
    return growth(worth_by_source(scene).sum(1), at, scene.frame.full)


def captured(scene: Scene) -> bool:
    """Did capture channels take over?"""
    share = capture_share(scene)
    return share.shift is not None and share.moved(by=0.15, p=0.02) and share.shift.change >= 0.05


def _lost_supply(scene: Scene, at: int, weights: Weights) -> float:
    """Log of one minus the fall of marketing's new pipeline, as a share of all new pipeline before."""
    worth, full = worth_by_source(scene, weights), scene.frame.full
    month = np.arange(len(worth))
    before, after = (worth[mask & full].mean(0) for mask in (month < at, month >= at))
    if before.sum() <= 0:
        return float("nan")
    return float(np.log1p(-min((before[MARKETING] - after[MARKETING]) / before.sum(), 0.95)))


CAUSE = Hypothesis(
    code="aging_pipeline",
    title="Bookings live on old pipeline",
    claim="Fresh pipeline falls while old deals are converted: bookings hold today and are likely to fall next.",
    answers_for=Team.MARKETING,
    needs=("opportunities", "opportunity_versions"),
    remedy="Plan fresh pipeline by week from the goal and the cycle; agree the number of qualified leads a month that it takes.",
    misleads="Long cycles carry deals over by nature; ages are compared with the segment's own cycle, which itself may have changed.",
    test=test,
    records=lambda scene, at: _records.deals(
        scene,
        at,
        clock="closed_at",
        which=lambda t: t.status == "won",
        worst=lambda t: t.closed_at.delta(t.created_at, unit="day"),
    ),
)
