"""Demand capture: money moved from creating demand to collecting it.

**What it looks for** Channels that capture demand (brand search, retargeting, review sites) bring a growing share of
new leads while the channels that create demand bring fewer. **Where it misleads** Which channel creates and which
captures is a convention, written in the agreement.
"""

import numpy as np

from oarlock.diagnose import _records
from oarlock.diagnose._lead_signals import CAPTURE, CREATE, capture_share
from oarlock.diagnose._rates import of_all_bookings
from oarlock.diagnose._scene import Scene
from oarlock.diagnose._signals import Signal, Weights, effect_interval
from oarlock.diagnose._spend import capture_spend
from oarlock.diagnose.base import Team
from oarlock.diagnose.causes.base import Hypothesis, Tested, evidence, replicated, untestable


def test(scene: Scene) -> Tested:
    """Share of capture among leads and money, with creation falling in absolute terms (METHODS 4.7)."""
    share = capture_share(scene)
    if share.shift is None or not np.nansum(share.values):
        return untestable("leads from channels that the agreement labels create and capture ([channels])")
    at = share.shift.at
    spend = capture_spend(scene)
    effect = effect_interval(
        lambda weights: _not_created(scene, at, weights), seed=19, n=int(scene.brought.counts["leads"].sum())
    )
    falling = effect.hi is not None and effect.hi < 0
    return Tested(
        p=share.p,
        effect=effect,
        shift=share.shift,
        holds=falling and share.shift.change >= 0.05 and _money_follows(spend),
        against="" if falling else "the channels that create demand bring no fewer leads",
        sentence=evidence(share, "The share of leads from channels that only capture demand").sentence,
        evidence=(evidence(share, "Leads from capture channels"), evidence(spend, "Spend on capture channels")),
        replicated=replicated(share),
        seasonal=not share.is_no_season,
    )


def _money_follows(spend: Signal) -> bool:
    """Did spend move the same way? Unknown spend does not stand against it."""
    return spend.shift is None or spend.moved(by=0.08, p=0.10)


def _not_created(scene: Scene, at: int, weights: Weights) -> float:
    """Log change of what creation channels bring a month, as part of all marketing leads' deals."""
    deals = scene.dense(scene.brought, "leads", "purpose", weights=weights)
    full, month = scene.frame.full, np.arange(len(deals))
    sides = [deals[mask & full].mean(0) for mask in (month < at, month >= at)]
    before, after = sides
    if before[CREATE] <= 0 or before[[CREATE, CAPTURE]].sum() <= 0:
        return float("nan")
    lost = (before[CREATE] - after[CREATE]) / before[[CREATE, CAPTURE]].sum()
    return of_all_bookings(scene, at, float(np.log1p(-min(lost, 0.95))))


CAUSE = Hypothesis(
    code="demand_capture",
    title="Money moved from creating demand to capturing it",
    claim="Capture channels take a growing share while the channels that create demand bring fewer leads.",
    answers_for=Team.MARKETING,
    needs=("leads", "spend"),
    remedy="Pause one capture campaign in one region and see whether its leads come anyway; move that money back to creation.",
    misleads="Which channel creates and which captures is a convention, written in the agreement; check the labels first.",
    test=test,
    records=lambda scene, at: _records.leads(
        scene, at, clock="created_at", which=lambda t: t.purpose_no == CAPTURE, worst=lambda t: t.created_at
    ),
)
