"""Aging pipeline: bookings live on deals that were created long ago.

**What it looks for** Marketing's fresh pipeline falls, nobody replaces it, and the deals that are won are older than before.
**Where it misleads** Long cycles carry deals over by nature; ages are compared with the segment's own cycle.
"""

import numpy as np

from oarlock.diagnose._deal_signals import MARKETING, carry_in_share, fresh_pipeline, won_age, worth_by_source
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Signal, Weights, effect_interval
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable


def test(scene: Scene) -> Tested:
    """Fresh marketing pipeline against the age of what is won (METHODS 1.10 H4)."""
    fresh = fresh_pipeline(scene, MARKETING, -1)
    if fresh.shift is None or not np.nansum(fresh.values):
        return untestable("deals with their creation dates and who sourced them (opportunities.csv)")
    at = fresh.shift.at
    effect = effect_interval(lambda weights: _not_replaced(scene, at, weights), seed=18, n=scene.deals.n)
    older = [s for s in (won_age(scene), carry_in_share(scene)) if s.moved(by=0.08, p=0.10)]
    replaced = effect.value is not None and effect.value > -0.05
    return Tested(
        p=fresh.p,
        effect=effect,
        shift=fresh.shift,
        holds=bool(older) and not replaced and fresh.relative <= -0.12,
        against=_against(older, replaced),
        sentence=f"{evidence(fresh, 'New pipeline that marketing sourced, in expected money a month,').sentence}; the deals that are won got older",
        evidence=(
            evidence(fresh, "Marketing's new pipeline a month"),
            evidence(won_age(scene), "Age at winning, in usual cycles", at),
            evidence(carry_in_share(scene), "Won money from deals older than a cycle", at),
        ),
        replicated=replicated(fresh),
    )


def _against(older: list[Signal], replaced: bool) -> str:
    if replaced:
        return "other sources replaced what marketing no longer brings"
    return "" if older else "the deals that are won are no older than before"


def _not_replaced(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of all new pipeline a month."""
    worth, full = worth_by_source(scene, weights).sum(1), scene.frame.full
    month = np.arange(len(worth))
    sides = [worth[mask & full] for mask in (month < at, month >= at)]
    if not all(len(side) and side.sum() > 0 for side in sides):
        return float("nan")
    return float(np.log(sides[1].mean() / sides[0].mean()))


CAUSE = Hypothesis(
    code="aging_pipeline",
    title="Bookings live on old pipeline",
    claim="Fresh pipeline falls while old deals are converted: bookings hold today and are likely to fall next.",
    answers_for=Team.MARKETING,
    needs=("opportunities", "opportunity_versions"),
    remedy="Plan fresh pipeline by week from the goal and the cycle; agree the number of qualified leads a month that it takes.",
    misleads="Long cycles carry deals over by nature; ages are compared with the segment's own cycle, which itself may have changed.",
    test=test,
)
